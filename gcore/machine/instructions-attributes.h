/* SPDX-License-Identifier: MIT */
/* Bodies: attributes and methods. */

GENERAL_INSTRUCTION (LOAD_ATTR)
  {
    GcoreObject *owner = TOP (), *value = gcore_object_get_attr (owner, NAME (oparg));
    if (value == NULL)
      goto error;
    gcore_decref (owner);
    SET_TOP (value);
    SKIP_CACHES (LOAD_ATTR);
    DISPATCH ();
  }

ADAPTIVE (LOAD_ATTR, gcore_specialise_load_attr (next, TOP (), NAME (oparg)))

INSTRUCTION (LOAD_ATTR_INSTANCE_VALUE)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), LOAD_ATTR);
    GcoreDictValues *values = GCORE_OBJECT_VALUES (owner);
    MISS_IF (values == NULL, LOAD_ATTR);
    GcoreObject *value = values->values[cache->index];
    MISS_IF (value == NULL, LOAD_ATTR);
    gcore_incref (value);
    SET_TOP (value);
    gcore_decref (owner);
    SKIP_CACHES (LOAD_ATTR);
    DISPATCH ();
  }

INSTRUCTION (LOAD_ATTR_SLOT)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), LOAD_ATTR);
    GcoreObject *value = *(GcoreObject **) (void *) ((char *) owner + cache->index);
    MISS_IF (value == NULL, LOAD_ATTR);
    gcore_incref (value);
    SET_TOP (value);
    gcore_decref (owner);
    SKIP_CACHES (LOAD_ATTR);
    DISPATCH ();
  }

INSTRUCTION (LOAD_ATTR_WITH_HINT)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), LOAD_ATTR);
    GcoreDict *dict = (GcoreDict *) (void *) GCORE_OBJECT_MANAGED_DICT (owner);
    MISS_IF (dict == NULL || dict->values != NULL, LOAD_ATTR);
    GcoreDictKeys *keys = dict->keys;
    MISS_IF (cache->index >= keys->n_entries || keys->kind != GCORE_DICT_KEYS_STR, LOAD_ATTR);
    GcoreDictStrEntry *entry = &GCORE_DICT_STR_ENTRIES (keys)[cache->index];
    MISS_IF (entry->key != NAME (oparg) || entry->value == NULL, LOAD_ATTR);
    GcoreObject *value = gcore_newref (entry->value);
    SET_TOP (value);
    gcore_decref (owner);
    SKIP_CACHES (LOAD_ATTR);
    DISPATCH ();
  }

INSTRUCTION (LOAD_ATTR_MODULE)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner) != GCORE_TYPE (MODULE), LOAD_ATTR);
    GcoreDictKeys *keys = ((GcoreDict *) (void *) ((GcoreModule *) (void *) owner)->dict)->keys;
    MISS_IF (keys->version != gcore_cache_read_u32 (cache->version), LOAD_ATTR);
    GcoreObject *value = GCORE_DICT_STR_ENTRIES (keys)[cache->index].value;
    MISS_IF (value == NULL, LOAD_ATTR);
    gcore_incref (value);
    SET_TOP (value);
    gcore_decref (owner);
    SKIP_CACHES (LOAD_ATTR);
    DISPATCH ();
  }

/* --- STORE_ATTR --------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (STORE_ATTR)
  {
    GcoreObject *owner = TOP (), *value = SECOND ();
    SHRINK (2);
    int status = gcore_object_set_attr (owner, NAME (oparg), value);
    gcore_decref (value);
    gcore_decref (owner);
    if (status != 0)
      goto error;
    SKIP_CACHES (STORE_ATTR);
    DISPATCH ();
  }

ADAPTIVE (STORE_ATTR, gcore_specialise_store_attr (next, TOP (), NAME (oparg)))

INSTRUCTION (STORE_ATTR_INSTANCE_VALUE)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), STORE_ATTR);
    GcoreDictValues *values = GCORE_OBJECT_VALUES (owner);
    MISS_IF (values == NULL, STORE_ATTR);
    SHRINK (1);
    GcoreObject *value = POP (), *old = values->values[cache->index];
    values->values[cache->index] = value;
    if (old == NULL)
      gcore_dict_values_add_to_order (values, cache->index);
    else
      gcore_decref (old);
    gcore_decref (owner);
    SKIP_CACHES (STORE_ATTR);
    DISPATCH ();
  }

INSTRUCTION (STORE_ATTR_SLOT)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), STORE_ATTR);
    SHRINK (1);
    GcoreObject **place = (GcoreObject **) (void *) ((char *) owner + cache->index), *old = *place;
    *place = POP ();
    gcore_xdecref (old);
    gcore_decref (owner);
    SKIP_CACHES (STORE_ATTR);
    DISPATCH ();
  }

INSTRUCTION (STORE_ATTR_WITH_HINT)
  {
    const GcoreAttributeCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->version), STORE_ATTR);
    GcoreDict *dict = (GcoreDict *) (void *) GCORE_OBJECT_MANAGED_DICT (owner);
    MISS_IF (dict == NULL || dict->values != NULL, STORE_ATTR);
    GcoreDictKeys *keys = dict->keys;
    MISS_IF (cache->index >= keys->n_entries || keys->kind != GCORE_DICT_KEYS_STR, STORE_ATTR);
    GcoreDictStrEntry *entry = &GCORE_DICT_STR_ENTRIES (keys)[cache->index];
    MISS_IF (entry->key != NAME (oparg) || entry->value == NULL, STORE_ATTR);
    SHRINK (1);
    GcoreObject *value = POP (), *old = entry->value;
    if (!gcore_gc_is_tracked (dict) && gcore_gc_may_be_tracked (value))
      gcore_gc_track (dict);
    entry->value = value;
    dict->version++;
    gcore_decref (old);
    gcore_decref (owner);
    SKIP_CACHES (STORE_ATTR);
    DISPATCH ();
  }

INSTRUCTION (DELETE_ATTR)
  {
    GcoreObject *owner = POP ();
    int status = gcore_object_set_attr (owner, NAME (oparg), NULL);
    gcore_decref (owner);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

/* --- LOAD_METHOD: leaves a function and its first argument, or NULL and something to call ------------------------- */

GENERAL_INSTRUCTION (LOAD_METHOD)
  {
    GcoreObject *owner = TOP (), *method = NULL;
    int unbound = gcore_object_get_method (owner, NAME (oparg), &method);
    if (method == NULL)
      goto error;
    if (unbound)
      {
        SET_TOP (method);
        PUSH (owner);
      }
    else
      {
        SET_TOP (NULL);
        gcore_decref (owner);
        PUSH (method);
      }
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }

ADAPTIVE (LOAD_METHOD, gcore_specialise_load_method (next, TOP (), NAME (oparg)))

INSTRUCTION (LOAD_METHOD_WITH_VALUES)
  {
    const GcoreLoadMethodCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    GcoreType *type = GCORE_TYPE_OF (owner);
    MISS_IF (type->version != gcore_cache_read_u32 (cache->type_version), LOAD_METHOD);
    MISS_IF (GCORE_OBJECT_MANAGED_DICT (owner) != NULL, LOAD_METHOD);
    MISS_IF (((GcoreDictKeys *) ((GcoreHeapType *) (void *) type)->cached_keys)->version
               != gcore_cache_read_u32 (cache->keys_version),
             LOAD_METHOD);
    SET_TOP (gcore_newref (gcore_cache_read_object (cache->method)));
    PUSH (owner);
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }

INSTRUCTION (LOAD_METHOD_WITH_DICT)
  {
    const GcoreLoadMethodCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->type_version), LOAD_METHOD);
    GcoreObject *dict = *(GcoreObject **) (void *) ((char *) owner + (int16_t) cache->index);
    MISS_IF (dict != NULL
               && ((GcoreDict *) (void *) dict)->keys->version != gcore_cache_read_u32 (cache->keys_version),
             LOAD_METHOD);
    SET_TOP (gcore_newref (gcore_cache_read_object (cache->method)));
    PUSH (owner);
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }

INSTRUCTION (LOAD_METHOD_NO_DICT)
  {
    const GcoreLoadMethodCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner)->version != gcore_cache_read_u32 (cache->type_version), LOAD_METHOD);
    SET_TOP (gcore_newref (gcore_cache_read_object (cache->method)));
    PUSH (owner);
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }

INSTRUCTION (LOAD_METHOD_MODULE)
  {
    const GcoreLoadMethodCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (GCORE_TYPE_OF (owner) != GCORE_TYPE (MODULE), LOAD_METHOD);
    GcoreDictKeys *keys = ((GcoreDict *) (void *) ((GcoreModule *) (void *) owner)->dict)->keys;
    MISS_IF (keys->version != gcore_cache_read_u32 (cache->keys_version), LOAD_METHOD);
    GcoreObject *value = GCORE_DICT_STR_ENTRIES (keys)[cache->index].value;
    MISS_IF (value == NULL, LOAD_METHOD);
    gcore_incref (value);
    SET_TOP (NULL);
    gcore_decref (owner);
    PUSH (value);
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }

INSTRUCTION (LOAD_METHOD_CLASS)
  {
    const GcoreLoadMethodCache *cache = (const void *) next;
    GcoreObject *owner = TOP ();
    MISS_IF (!gcore_is_type (owner), LOAD_METHOD);
    MISS_IF (((GcoreType *) (void *) owner)->version != gcore_cache_read_u32 (cache->type_version), LOAD_METHOD);
    GcoreObject *value = gcore_newref (gcore_cache_read_object (cache->method));
    SET_TOP (NULL);
    gcore_decref (owner);
    PUSH (value);
    SKIP_CACHES (LOAD_METHOD);
    DISPATCH ();
  }
