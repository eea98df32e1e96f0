/* SPDX-License-Identifier: MIT */
/* Which references an object, a running call and the interpreter hold, and what each is called. Reads only.
 *
 * Complete: every counted reference is told once, so that what is told about an object adds up to its reference
 * count. The only holders left out are C functions that are running at the moment. */
#pragma once

#include "gcore/machine/frame-stack.h"
#include "gcore/record/snapshot.h"

/* The built-in type whose layout OBJECT has: its own type, or what its class is derived from. */
GCORE_INLINE GcoreType *
gcore_layout_of (const GcoreObject *object)
{
  GcoreType *layout = object->type;
  while (gcore_has_flag (layout, GCORE_TYPE_FLAG_HEAP))
    layout = layout->base_type;
  return layout;
}

typedef struct
{
  GcoreObject *target;
  GcoreRefKind kind;
  /* The label's ingredients, by kind: ATTRIBUTE, KEY, VALUE, LOCAL use name; ITEM, STACK use index; INTERNAL and
   * WEAK use text, and name if there is one. */
  const char *text;  /* constant */
  GcoreObject *name; /* borrowed */
  intptr_t index;
  GcoreObject *const *slot; /* where it is stored, as long as the object keeps its contents there; NULL: not told */
} GcoreReference;

#define GCORE_LABEL_SIZE 192 /* bytes that are enough for any label */

/* What a reference is called: ".next", "[3]", "key 'k'", "['k']", "x", "stack 0", "__class__". */
void gcore_reference_label (const GcoreReference *reference, char label[GCORE_LABEL_SIZE]);

typedef void (*GcoreReferenceVisitor) (const GcoreReference *reference, void *data);

/* Who describes what. */
typedef struct
{
  GcoreReferenceVisitor visit;
  void *data;
  /* Whether the keys of KEYS, a table shared by several dicts and instances, belong to HOLDER, one of its users (a
   * class or a dict). NULL: they belong to everybody. */
  bool (*owns_shared_keys) (GcoreObject *holder, const void *keys, void *data);
  /* Whether DICT is the namespace of a module, whose values are variables. NULL: none is. */
  bool (*is_namespace) (GcoreObject *dict, void *data);
} GcoreDescriber;

/* References of OBJECT, in its type's own order. */
void gcore_describe_object (const GcoreDescriber *describer, GcoreObject *object);
/* The reference of OBJECT called LABEL, in FOUND; false if there is none. A variable of a namespace may be called by its
 * name alone; an attribute of an instance that keeps its attributes in a dict, as if it did not: then *IN_DICT (or NULL) is
 * true. */
bool gcore_find_reference (GcoreObject *object, const char *label, GcoreReference *found, bool *in_dict);
/* Of a running call: variables in slot order, value stack, then the rest. The value stack is left out while the
 * evaluation loop keeps its height in a register (stack_top < 0). */
void gcore_describe_activation (const GcoreDescriber *describer, const GcoreActivation *activation);
/* Of the interpreter itself: machine, singletons, caches, the exception in flight. */
void gcore_describe_interpreter (const GcoreDescriber *describer);
