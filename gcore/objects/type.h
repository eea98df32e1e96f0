/* SPDX-License-Identifier: MIT */
/* Classes: readying built-in ones, making new ones, looking up attributes along the method resolution order. */
#pragma once

#include "gcore/objects/state.h"

/* A class made by a class statement or type (). The members for __slots__ follow it in memory (base.size of them, a
 * terminator after them). */
typedef struct
{
  GcoreType type;
  GcoreObject *name, *qualname; /* owned str */
  GcoreObject *slots;           /* owned tuple of mangled names, sorted, without __dict__ and __weakref__; or NULL */
  void *cached_keys;            /* shared key table of the instance values (dict's), or NULL */
  uint64_t builtin_slots;       /* the machine's: a special method its specialised instructions call */
} GcoreHeapType;

GCORE_INLINE GcoreMemberDef *
gcore_heap_type_members (GcoreHeapType *type)
{
  return (GcoreMemberDef *) (void *) (type + 1);
}

/* --- lookup ------------------------------------------------------------------------------------------------------- */

/* Borrowed attribute found along TYPE's method resolution order, NULL (no exception) if there is none. NAME: a str. */
GcoreObject *gcore_type_lookup (GcoreType *type, GcoreObject *name);
/* To be called after any change of a type's namespace or bases: forgets cached lookups of it and its subclasses. */
void gcore_type_modified (GcoreType *type);
/* Gives TYPE a version if it has none; false if it cannot have one (then nothing about it may be cached). While version is
 * the same and not 0, lookups in TYPE give the same results. */
bool gcore_type_assign_version (GcoreType *type);
/* Empties the lookup cache (a full collection, changed interned names). */
void gcore_type_cache_clear (void);
bool gcore_type_is_subtype_slow (GcoreType *derived, GcoreType *base);

/* Along the mro; cannot fail. */
GCORE_INLINE bool
gcore_type_is_subtype (GcoreType *derived, GcoreType *base)
{
  return derived == base || gcore_type_is_subtype_slow (derived, base);
}

/* OBJECT's type is TYPE or derived from it. */
#define gcore_is_instance_of(object, type) gcore_type_is_subtype (GCORE_TYPE_OF (object), type)

/* --- making types ------------------------------------------------------------------------------------------------- */

/* Fills in what a built-in type leaves to its bases, its namespace and mro. -1 on failure. */
int gcore_type_ready (GcoreType *type);
/* The alloc slot: zeroed instance with N_ITEMS items, tracked if GC-capable. */
GcoreObject *gcore_type_generic_alloc (GcoreType *type, intptr_t n_items);
/* The new_ slot of types that just allocate: ignores its arguments. */
GcoreObject *gcore_type_generic_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
/* The most derived metaclass of METATYPE and the types of BASES (tuple): borrowed, or NULL with TypeError. */
GcoreType *gcore_type_calculate_metaclass (GcoreType *metatype, GcoreObject *bases);
/* type (NAME, BASES, NAMESPACE): a new class. NAME in UTF-8. */
GcoreType *gcore_type_new (const char *name, GcoreObject *bases, GcoreObject *namespace_);

/* --- about a type ------------------------------------------------------------------------------------------------- */

/* Name without the module, in constant data or in the type. */
const char *gcore_type_short_name (GcoreType *type);
/* New str. */
GcoreObject *gcore_type_get_name (GcoreType *type);
GcoreObject *gcore_type_get_qualname (GcoreType *type);
GcoreObject *gcore_type_get_module (GcoreType *type);
/* "module.qualname", or "qualname" for builtins: how messages name a class. New str. */
GcoreObject *gcore_type_get_fully_qualified_name (GcoreType *type);
/* New list, in order of creation. */
GcoreObject *gcore_type_get_subclasses (GcoreType *type);
/* Bytes of an instance with N_ITEMS items, rounded up to words; words in front excluded. */
GCORE_INLINE size_t
gcore_type_instance_size (const GcoreType *type, intptr_t n_items)
{
  return ((size_t) type->basic_size + (size_t) n_items * (size_t) type->item_size + sizeof (void *) - 1)
         & ~(sizeof (void *) - 1);
}

/* Dealloc and traverse of instances of classes made by class statements: for the machine's specialisations. */
void gcore_subtype_dealloc (GcoreObject *self);
int gcore_subtype_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data);
int gcore_subtype_clear (GcoreObject *self);
/* object.__init__ and object.__new__, to compare slots with. */
int gcore_object_default_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
GcoreObject *gcore_object_default_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
/* type's own attribute access; the second makes no AttributeError. */
GcoreObject *gcore_type_get_attr (GcoreObject *type, GcoreObject *name);
GcoreObject *gcore_type_get_attr_suppressing (GcoreObject *type, GcoreObject *name);
/* Slots of classes with __getattribute__ or __getattr__ of their own: to compare get_attr with. */
GcoreObject *gcore_slot_get_attr_hook (GcoreObject *self, GcoreObject *name);
