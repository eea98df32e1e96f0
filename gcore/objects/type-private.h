/* SPDX-License-Identifier: MIT */
/* What the type-*.c files and descriptors.c share. */
#pragma once

#include "gcore/objects/descriptors.h"
#include "gcore/objects/type.h"

#define TYPE_CAST(object) ((GcoreType *) (void *) (object))
#define HEAP_TYPE(type) ((GcoreHeapType *) (void *) (type))
#define gcore_is_heap_type(type) gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP)

/* --- slots (type-slots.c, slots.def) ------------------------------------------------------------------------------ */

/* One special method that a slot stands for. Several names may share a slot (__add__ and __radd__); one name may stand
 * for several slots (__len__ of sequences and of mappings). */
struct GcoreSlotDef
{
  const char *name;
  int identifier;             /* index into the identifiers */
  uint16_t offset;            /* of the slot, bytes from the type's start */
  bool keywords;              /* the wrapper takes keyword arguments */
  GcoreAnyFunc function;      /* the slot's function that calls the special method of a class; NULL: none */
  GcoreWrapperFunc wrapper;   /* calls the slot's function as the special method */
  const char *doc;
};

#define GCORE_SLOT_PLACE(type, offset) ((GcoreAnyFunc *) (void *) ((char *) (type) + (offset)))

/* The table, ended by an entry without a name; entries of one slot stand together. */
extern const GcoreSlotDef gcore_slot_defs[];

/* Puts the wrappers of the slots TYPE fills itself in its dict, where no method of that name is yet. */
int gcore_type_add_slot_wrappers (GcoreType *type);
/* Sets all slots of a new class by the special methods along its mro. */
void gcore_type_fix_slots (GcoreType *type);
/* Sets the slots NAME stands for, in TYPE and all classes that inherit it from there. */
int gcore_type_update_slots (GcoreType *type, GcoreObject *name);
/* Whether NAME may be one of a special method: begins and ends with two underscores. */
bool gcore_is_special_name (GcoreObject *name);
/* The init slot of classes with an __init__ of their own. */
int gcore_slot_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);

/* --- lookup (type-lookup.c) --------------------------------------------------------------------------------------- */

/* Borrowed attribute along the mro, not through the cache. */
GcoreObject *gcore_type_find_in_mro (GcoreType *type, GcoreObject *name);

/* --- mro, bases, subclasses (type-mro.c) -------------------------------------------------------------------------- */

/* Computes and sets TYPE's mro, through a metaclass's mro () if there is one. *OLD (may be NULL) receives what it was, a
 * new reference. 1: mro () has itself changed the order, nothing is left to be done. */
int gcore_type_compute_mro (GcoreType *type, GcoreObject **old);
/* C3 of TYPE's bases: a new tuple if there is just one, else a new list. */
GcoreObject *gcore_type_find_mro (GcoreType *type);
/* The base whose layout instances get: borrowed; NULL with TypeError. */
GcoreType *gcore_type_best_base (GcoreObject *bases);
/* The nearest of TYPE and its bases that adds something to the layout. */
GcoreType *gcore_type_solid_base (GcoreType *type);
int gcore_type_add_subclass (GcoreType *base, GcoreType *type);
void gcore_type_remove_subclass (GcoreType *base, GcoreType *type);
/* Calls FUNCTION with each living direct subclass until it returns non-zero. */
int gcore_type_for_each_subclass (GcoreType *type, int (*function) (GcoreType *subclass, void *data), void *data);
int gcore_type_set_bases (GcoreType *type, GcoreObject *bases);
/* Whether instances may change from class OLD to NEW_; TypeError about ATTRIBUTE otherwise. */
bool gcore_type_compatible_for_assignment (GcoreType *old, GcoreType *new_, const char *attribute);

/* --- class creation (type-new.c), getsets (type-getset.c), type.__call__ ------------------------------------------ */

extern const GcoreGetSetDef gcore_type_getset[];
/* __dict__ and __weakref__ of instances; start at 1 for classes that only add __weakref__. */
extern const GcoreGetSetDef gcore_subtype_getset_full[], gcore_subtype_getset_dict_only[];
GcoreObject *gcore_type_new_from_args (GcoreType *metatype, GcoreObject *args, GcoreObject *kwargs);
int gcore_type_init (GcoreObject *type, GcoreObject *args, GcoreObject *kwargs);
/* The built-in __new__ of a type whose new_ slot is set. */
extern const GcoreMethodDef gcore_type_new_method[];
/* Adds a built-in __new__ to TYPE's dict. */
int gcore_type_add_new_method (GcoreType *type);
/* Adds to DICT the names CLASS and its bases define: what dir () shows. */
int gcore_type_merge_class_dict (GcoreObject *dict, GcoreObject *class);
