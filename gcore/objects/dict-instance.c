/* SPDX-License-Identifier: MIT */
/* Attribute values of instances. The instances of a class share one table of names (GCORE_DICT_KEYS_SPLIT); each has an
 * array of values, and no dict until somebody asks for one or the table has no place left for a new name.
 *
 * A table starts with 30 spare places. Each instance takes one (never the last one), each new name one; so the first
 * instances, which usually decide on the names, may add many, and later ones few. */
#include "gcore/objects/dict-private.h"

/* --- arrays of values --------------------------------------------------------------------------------------------- */

GcoreDictValues *
gcore_dict_values_new (intptr_t n)
{
  intptr_t order_bytes = (n + 2 + 7) & ~(intptr_t) 7;
  uint8_t *block = gcore_mem_alloc ((size_t) order_bytes + (size_t) n * sizeof (GcoreObject *));
  if (block == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  uint8_t *values = block + order_bytes;
  values[-1] = (uint8_t) order_bytes;
  values[-2] = 0;
  memset (values, 0, (size_t) n * sizeof (GcoreObject *));
  return (GcoreDictValues *) (void *) values;
}

void
gcore_dict_values_free (GcoreDictValues *values)
{
  uint8_t *bytes = (uint8_t *) values;
  gcore_mem_free (bytes - bytes[-1]);
}

void
gcore_dict_values_remove_from_order (GcoreDictValues *values, intptr_t place)
{
  uint8_t *n = (uint8_t *) values - 2;
  intptr_t i = 1;
  while (n[-i] != place)
    i++;
  for (; i < *n; i++)
    n[-i] = n[-i - 1];
  --*n;
}

/* --- shared tables ------------------------------------------------------------------------------------------------ */

static GcoreDictKeys *
cached_keys (GcoreType *type)
{
  return ((GcoreHeapType *) (void *) type)->cached_keys;
}

GcoreObject *
gcore_dict_new_with_shared_keys (GcoreDictKeys *keys)
{
  GcoreDictValues *values = gcore_dict_values_new (gcore_dict_shared_keys_values (keys));
  if (values == NULL)
    return NULL;
  gcore_dict_keys_incref (keys);
  GcoreDict *dict = gcore_dict_new_with (keys, values, 0);
  if (dict == NULL)
    gcore_dict_values_free (values);
  return GCORE_OBJECT (dict);
}

/* The place of NAME in KEYS, added if there is room; else GCORE_DICT_PLACE_EMPTY. */
static intptr_t
place_for_name (GcoreDictKeys *keys, GcoreObject *name)
{
  intptr_t place = gcore_dict_keys_string_lookup (keys, name);
  if (place >= 0 || keys->usable <= 0)
    return place;
  keys->version = 0;
  place = keys->n_entries;
  gcore_dict_keys_set_index (keys, gcore_dict_keys_find_free_slot (keys, gcore_dict_str_hash (name)), place);
  GCORE_DICT_STR_ENTRIES (keys)[place].key = gcore_newref (name);
  keys->usable--;
  keys->n_entries++;
  return place;
}

/* --- instances ---------------------------------------------------------------------------------------------------- */

int
gcore_object_init_inline_values (GcoreObject *object)
{
  GcoreDictKeys *keys = cached_keys (GCORE_TYPE_OF (object));
  if (keys->usable > 1)
    keys->usable--;
  GcoreDictValues *values = gcore_dict_values_new (gcore_dict_shared_keys_values (keys));
  GCORE_OBJECT_VALUES (object) = values;
  return values == NULL ? -1 : 0;
}

GcoreObject *
gcore_object_get_instance_attribute (GcoreObject *object, GcoreDictValues *values, GcoreObject *name)
{
  intptr_t place = gcore_dict_keys_string_lookup (cached_keys (GCORE_TYPE_OF (object)), name);
  return place < 0 ? NULL : gcore_xnewref (values->values[place]);
}

/* A dict that takes over VALUES: new reference. */
static GcoreObject *
dict_from_values (GcoreDictKeys *keys, GcoreDictValues *values)
{
  intptr_t used = ((uint8_t *) values)[-2];
  bool track = false;
  for (intptr_t i = 0; i < used && !track; i++)
    track = gcore_may_be_tracked (values->values[gcore_dict_values_place_in_order (values, i)]);
  gcore_dict_keys_incref (keys);
  GcoreDict *dict = gcore_dict_new_with (keys, values, used);
  if (dict != NULL && track)
    gcore_gc_track (dict);
  return GCORE_OBJECT (dict);
}

GcoreObject *
gcore_object_materialise_dict (GcoreObject *object)
{
  GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  if (values != NULL)
    {
      GcoreObject *dict = dict_from_values (cached_keys (GCORE_TYPE_OF (object)), values);
      if (dict == NULL)
        return NULL;
      GCORE_OBJECT_VALUES (object) = NULL;
      GCORE_OBJECT_MANAGED_DICT (object) = dict;
    }
  else if (GCORE_OBJECT_MANAGED_DICT (object) == NULL)
    GCORE_OBJECT_MANAGED_DICT (object) = gcore_dict_new ();
  return GCORE_OBJECT_MANAGED_DICT (object);
}

static int
no_such_attribute (GcoreObject *object, GcoreObject *name)
{
  gcore_err_format (GCORE_EXC (AttributeError), "'%.100s' object has no attribute '%U'", GCORE_TYPE_OF (object)->name,
                    name);
  return -1;
}

int
gcore_object_store_instance_attribute (GcoreObject *object, GcoreDictValues *values, GcoreObject *name,
                                       GcoreObject *value)
{
  intptr_t place = gcore_is_str_exact (name) ? place_for_name (cached_keys (GCORE_TYPE_OF (object)), name)
                                             : GCORE_DICT_PLACE_EMPTY;
  if (place < 0)
    {
      GcoreObject *dict = gcore_object_materialise_dict (object);
      if (dict == NULL)
        return -1;
      return value == NULL ? gcore_dict_del_item (dict, name) : gcore_dict_set_item (dict, name, value);
    }
  GcoreObject *old = values->values[place];
  if (old == NULL && value == NULL)
    return no_such_attribute (object, name);
  values->values[place] = gcore_xnewref (value);
  if (old == NULL)
    gcore_dict_values_add_to_order (values, place);
  else
    {
      if (value == NULL)
        gcore_dict_values_remove_from_order (values, place);
      gcore_decref (old);
    }
  return 0;
}

/* The dict for the __dict__ slot of an instance of TYPE: new reference. */
static GcoreObject *
new_instance_dict (GcoreType *type)
{
  GcoreDictKeys *keys = gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP) ? cached_keys (type) : NULL;
  return keys != NULL ? gcore_dict_new_with_shared_keys (keys) : gcore_dict_new ();
}

GcoreObject *
gcore_object_generic_get_dict (GcoreObject *object, void *closure GCORE_UNUSED)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    return gcore_xnewref (gcore_object_materialise_dict (object));
  GcoreObject **dict = gcore_object_get_dict_ptr (object);
  if (dict == NULL)
    {
      gcore_err_set_string (GCORE_EXC (AttributeError), "This object has no __dict__");
      return NULL;
    }
  if (*dict == NULL)
    *dict = new_instance_dict (type);
  return gcore_xnewref (*dict);
}

int
gcore_object_dict_set_item (GcoreType *type, GcoreObject **dict, GcoreObject *key, GcoreObject *value)
{
  if (*dict == NULL)
    {
      *dict = new_instance_dict (type);
      if (*dict == NULL)
        return -1;
    }
  return value == NULL ? gcore_dict_del_item (*dict, key) : gcore_dict_set_item (*dict, key, value);
}

bool
gcore_object_is_instance_dict_empty (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  if (type->dict_offset == 0)
    return true;
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      GcoreObject **dict = gcore_object_get_dict_ptr (object);
      return dict == NULL || *dict == NULL || GCORE_DICT_SIZE (*dict) == 0;
    }
  GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  if (values != NULL)
    return ((uint8_t *) values)[-2] == 0;
  GcoreObject *dict = GCORE_OBJECT_MANAGED_DICT (object);
  return dict == NULL || GCORE_DICT_SIZE (dict) == 0;
}

/* --- for the slots of classes ------------------------------------------------------------------------------------- */

int
gcore_object_visit_instance_attributes (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  if (values == NULL)
    return 0;
  intptr_t n = cached_keys (GCORE_TYPE_OF (object))->n_entries;
  for (intptr_t i = 0; i < n; i++)
    GCORE_VISIT (values->values[i]);
  return 0;
}

void
gcore_object_clear_instance_attributes (GcoreObject *object)
{
  GcoreDictKeys *keys = cached_keys (GCORE_TYPE_OF (object));
  /* A finalizer may turn the values into a dict, or add names: look again each time. */
  for (intptr_t i = 0; GCORE_OBJECT_VALUES (object) != NULL && i < keys->n_entries; i++)
    GCORE_CLEAR (GCORE_OBJECT_VALUES (object)->values[i]);
}

void
gcore_object_free_instance_attributes (GcoreObject *object)
{
  GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  if (values == NULL)
    return;
  intptr_t n = cached_keys (GCORE_TYPE_OF (object))->n_entries;
  for (intptr_t i = 0; i < n; i++)
    gcore_xdecref (values->values[i]);
  gcore_dict_values_free (values);
}
