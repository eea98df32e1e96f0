/* SPDX-License-Identifier: MIT */
/* Python functions, and the two wrappers a class body turns them into: classmethod and staticmethod live elsewhere
 * (descriptors.h). A function's call goes straight to the evaluation loop; see gcore/machine/calls.h. */
#pragma once

#include "gcore/objects/code.h"
#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *globals;         /* owned dict */
  GcoreObject *builtins;        /* owned dict the globals' __builtins__ named when the function was made */
  GcoreObject *name;            /* owned str */
  GcoreObject *qualname;        /* owned str */
  GcoreObject *code;            /* owned GcoreCode */
  GcoreObject *defaults;        /* owned tuple or NULL */
  GcoreObject *kwdefaults;      /* owned dict or NULL */
  GcoreObject *closure;         /* owned tuple of cells or NULL */
  GcoreObject *doc;             /* owned, anything */
  GcoreObject *dict;            /* owned dict or NULL until first asked for */
  GcoreObject *weak_list;
  GcoreObject *module;          /* owned, anything, or NULL */
  GcoreObject *annotations;     /* owned dict, tuple of alternating names and values until first read, or NULL */
  GcoreVectorcallFunc vectorcall;
  uint32_t version;             /* what inline caches compare; 0: none given, or the function changed */
} GcoreFunction;

#define gcore_is_function(object) gcore_is_exact (object, FUNCTION)

/* New reference: a function over CODE (a GcoreCode) with GLOBALS (a dict); its builtins are those the globals name, or
 * the machine's. QUALNAME may be NULL: the code's. */
GcoreObject *gcore_function_new_with_qualname (GcoreObject *code, GcoreObject *globals, GcoreObject *qualname);
GcoreObject *gcore_function_new (GcoreObject *code, GcoreObject *globals);

/* The function's version for inline caches, given one first if it has none; 0 when versions have run out. */
uint32_t gcore_function_get_version (GcoreFunction *function);

/* Borrowed dict or NULL: the annotations, turned into a dict first if they are still a tuple. NULL without an exception:
 * there are none. */
GcoreObject *gcore_function_get_annotations (GcoreObject *function);

/* The vectorcall of all functions. */
GcoreObject *gcore_function_vectorcall (GcoreObject *function, GcoreObject *const *args, size_t n_args,
                                        GcoreObject *keyword_names);

/* For the setters of __name__ and __qualname__, of generators too: stores VALUE (not stolen), which has to be a str, at
 * PLACE. -1 with TypeError naming ATTRIBUTE. */
int gcore_function_set_text (GcoreObject **place, GcoreObject *value, const char *attribute);
