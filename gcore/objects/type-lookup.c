/* SPDX-License-Identifier: MIT */
/* Attributes along the method resolution order, remembered by type version and name. */
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* Names longer than this are not worth remembering. */
enum { LONGEST_CACHED_NAME = 100 };

#define CACHE_INDEX(version, name)                                                                                     \
  (((version) ^ (uint32_t) ((uintptr_t) (name) >> 3)) & ((1u << GCORE_TYPE_CACHE_BITS) - 1))

GcoreObject *
gcore_type_find_in_mro (GcoreType *type, GcoreObject *name)
{
  GcoreObject *mro = type->mro;
  if (mro == NULL)
    return NULL; /* being torn down, or not yet ready */
  intptr_t hash = gcore_str_hash (name);
  gcore_incref (mro); /* comparing keys may run code that replaces it */
  GcoreObject *result = NULL;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (mro); i++)
    {
      GcoreObject *dict = TYPE_CAST (GCORE_TUPLE_ITEM (mro, i))->dict;
      if (dict == NULL)
        continue;
      result = gcore_dict_get_item_known_hash (dict, name, hash);
      if (result != NULL)
        break;
      if (GCORE_UNLIKELY (gcore_err_occurred () != NULL))
        {
          gcore_err_clear ();
          break;
        }
    }
  gcore_decref (mro);
  return result;
}

bool
gcore_type_assign_version (GcoreType *type)
{
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_VALID_VERSION))
    return true;
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_READY) || GCORE_OBJECTS->next_type_version == 0)
    return false;
  /* A base without a version would not tell its subclasses of changes. */
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type->bases); i++)
    if (!gcore_type_assign_version (TYPE_CAST (GCORE_TUPLE_ITEM (type->bases, i))))
      return false;
  type->version = GCORE_OBJECTS->next_type_version++;
  type->flags |= GCORE_TYPE_FLAG_VALID_VERSION;
  return true;
}

static GCORE_NOINLINE GcoreObject *
lookup_and_remember (GcoreType *type, GcoreObject *name)
{
  GcoreObject *value = gcore_type_find_in_mro (type, name);
  if (gcore_is_str_exact (name) && gcore_str_is_interned (name) && GCORE_STR_LENGTH (name) <= LONGEST_CACHED_NAME
      && gcore_type_assign_version (type))
    {
      GcoreTypeCacheEntry *entry = &GCORE_OBJECTS->type_cache[CACHE_INDEX (type->version, name)];
      entry->version = type->version;
      entry->value = value;
      GCORE_SETREF (entry->name, gcore_newref (name));
    }
  return value;
}

GcoreObject *
gcore_type_lookup (GcoreType *type, GcoreObject *name)
{
  uint32_t version = type->version;
  GcoreTypeCacheEntry *entry = &GCORE_OBJECTS->type_cache[CACHE_INDEX (version, name)];
  if (GCORE_LIKELY (entry->version == version && entry->name == name && version != 0))
    return entry->value;
  return lookup_and_remember (type, name);
}

static int
forget_subclass (GcoreType *subclass, void *data)
{
  gcore_type_modified (subclass);
  return 0;
}

void
gcore_type_modified (GcoreType *type)
{
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_VALID_VERSION))
    return;
  gcore_type_for_each_subclass (type, forget_subclass, NULL);
  type->flags &= ~(uint32_t) GCORE_TYPE_FLAG_VALID_VERSION;
  type->version = 0;
}

void
gcore_type_cache_clear (void)
{
  for (size_t i = 0; i < GCORE_N_ELEMENTS (GCORE_OBJECTS->type_cache); i++)
    {
      GcoreTypeCacheEntry *entry = &GCORE_OBJECTS->type_cache[i];
      entry->version = 0;
      entry->value = NULL;
      GCORE_CLEAR (entry->name);
    }
}

bool
gcore_type_is_subtype_slow (GcoreType *derived, GcoreType *base)
{
  GcoreObject *mro = derived->mro;
  if (mro != NULL)
    {
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (mro); i++)
        if (GCORE_TUPLE_ITEM (mro, i) == (GcoreObject *) base)
          return true;
      return false;
    }
  for (; derived != NULL; derived = derived->base_type)
    if (derived == base)
      return true;
  return base == GCORE_TYPE (OBJECT);
}
