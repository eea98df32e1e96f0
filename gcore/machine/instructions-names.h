/* SPDX-License-Identifier: MIT */
/* Bodies: names that are no plain local variables, cells, imports. */

INSTRUCTION (LOAD_NAME)
  {
    GcoreObject *name = NAME (oparg);
    GcoreDictStrEntry *entry = gcore_find_name_entry (machine, frame->locals, name);
    GcoreObject *value = entry != NULL ? gcore_newref (entry->value) : gcore_load_name (frame, name);
    if (value == NULL)
      goto error;
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (STORE_NAME)
  {
    GcoreObject *value = POP (), *locals = frame->locals, *name = NAME (oparg);
    GcoreDictStrEntry *entry = gcore_find_name_entry (machine, locals, name);
    int status = -1;
    if (entry != NULL && gcore_gc_is_tracked (locals))
      status = gcore_replace_name_value ((GcoreDict *) (void *) locals, entry, value);
    else if (locals == NULL)
      gcore_err_format (GCORE_EXC (SystemError), "no locals found when storing %R", name);
    else if (gcore_is_dict_exact (locals))
      status = gcore_dict_set_item (locals, name, value);
    else
      status = gcore_object_set_item (locals, name, value);
    gcore_decref (value);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (DELETE_NAME)
  {
    if (frame->locals == NULL)
      {
        gcore_err_format (GCORE_EXC (SystemError), "no locals when deleting %R", NAME (oparg));
        goto error;
      }
    if (gcore_object_del_item (frame->locals, NAME (oparg)) != 0)
      {
        gcore_raise_name_error ("name '%.200s' is not defined", NAME (oparg));
        goto error;
      }
    DISPATCH ();
  }

INSTRUCTION (STORE_GLOBAL)
  {
    GcoreObject *value = POP ();
    int status = gcore_dict_set_item (frame->globals, NAME (oparg), value);
    gcore_decref (value);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (DELETE_GLOBAL)
  if (gcore_dict_del_item (frame->globals, NAME (oparg)) != 0)
    {
      if (gcore_err_exception_matches (GCORE_EXC (KeyError)))
        gcore_raise_name_error ("name '%.200s' is not defined", NAME (oparg));
      goto error;
    }
  DISPATCH ();

/* --- LOAD_GLOBAL -------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (LOAD_GLOBAL)
  {
    GcoreObject *value = gcore_load_global (frame, NAME (oparg >> 1));
    if (value == NULL)
      goto error;
    if (oparg & 1)
      PUSH (NULL);
    PUSH (value);
    SKIP_CACHES (LOAD_GLOBAL);
    DISPATCH ();
  }

ADAPTIVE (LOAD_GLOBAL, gcore_specialise_load_global (next, frame->globals, frame->builtins, NAME (oparg >> 1)))

INSTRUCTION (LOAD_GLOBAL_MODULE)
  {
    const GcoreLoadGlobalCache *cache = (const void *) next;
    MISS_IF (!gcore_is_dict_exact (frame->globals), LOAD_GLOBAL);
    GcoreDictKeys *keys = ((GcoreDict *) (void *) frame->globals)->keys;
    MISS_IF (keys->version != gcore_cache_read_u32 (cache->module_version), LOAD_GLOBAL);
    GcoreObject *value = GCORE_DICT_STR_ENTRIES (keys)[cache->index].value;
    MISS_IF (value == NULL, LOAD_GLOBAL);
    gcore_incref (value);
    sp[0] = NULL;
    sp += oparg & 1;
    PUSH (value);
    SKIP_CACHES (LOAD_GLOBAL);
    DISPATCH ();
  }

INSTRUCTION (LOAD_GLOBAL_BUILTIN)
  {
    const GcoreLoadGlobalCache *cache = (const void *) next;
    MISS_IF (!gcore_is_dict_exact (frame->globals) || !gcore_is_dict_exact (frame->builtins), LOAD_GLOBAL);
    MISS_IF (((GcoreDict *) (void *) frame->globals)->keys->version != gcore_cache_read_u32 (cache->module_version),
             LOAD_GLOBAL);
    GcoreDictKeys *keys = ((GcoreDict *) (void *) frame->builtins)->keys;
    MISS_IF (keys->version != cache->builtins_version, LOAD_GLOBAL);
    GcoreObject *value = GCORE_DICT_STR_ENTRIES (keys)[cache->index].value;
    MISS_IF (value == NULL, LOAD_GLOBAL);
    gcore_incref (value);
    sp[0] = NULL;
    sp += oparg & 1;
    PUSH (value);
    SKIP_CACHES (LOAD_GLOBAL);
    DISPATCH ();
  }

/* --- cells -------------------------------------------------------------------------------------------------------- */

INSTRUCTION (MAKE_CELL)
  {
    /* The variable may be a parameter: the cell takes over its value. */
    GcoreObject *initial = SLOT (oparg), *cell = gcore_cell_new (initial);
    if (cell == NULL)
      goto error;
    SLOT (oparg) = cell;
    gcore_xdecref (initial);
    DISPATCH ();
  }

INSTRUCTION (COPY_FREE_VARS)
  {
    GcoreObject *closure = frame->function->closure;
    int offset = frame->code->nlocalsplus - oparg;
    for (int i = 0; i < oparg; i++)
      SLOT (offset + i) = gcore_newref (GCORE_TUPLE_ITEM (closure, i));
    DISPATCH ();
  }

INSTRUCTION (LOAD_DEREF)
  {
    GcoreObject *value = gcore_cell_content (SLOT (oparg));
    if (value == NULL)
      {
        gcore_raise_unbound_cell (frame->code, oparg);
        goto error;
      }
    PUSH (gcore_newref (value));
    DISPATCH ();
  }

INSTRUCTION (LOAD_CLASSDEREF)
  {
    GcoreObject *value = gcore_load_class_deref (frame, oparg);
    if (value == NULL)
      goto error;
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (STORE_DEREF)
  {
    GcoreObject *value = POP (), *cell = SLOT (oparg), *old = gcore_cell_content (cell);
    gcore_cell_content (cell) = value;
    gcore_xdecref (old);
    DISPATCH ();
  }

INSTRUCTION (DELETE_DEREF)
  {
    GcoreObject *cell = SLOT (oparg), *old = gcore_cell_content (cell);
    if (old == NULL)
      {
        gcore_raise_unbound_cell (frame->code, oparg);
        goto error;
      }
    gcore_cell_content (cell) = NULL;
    gcore_decref (old);
    DISPATCH ();
  }

/* --- imports and the like ----------------------------------------------------------------------------------------- */

INSTRUCTION (IMPORT_NAME)
  {
    GcoreObject *from_list = POP (), *level = TOP ();
    GcoreObject *module = gcore_import_name (frame, NAME (oparg), from_list, level);
    gcore_decref (level);
    gcore_decref (from_list);
    SET_TOP (module);
    if (module == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (IMPORT_FROM)
  {
    GcoreObject *value = gcore_import_from (TOP (), NAME (oparg));
    if (value == NULL)
      goto error;
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (IMPORT_STAR)
  {
    GcoreObject *module = POP ();
    int status = gcore_import_star (frame, module);
    gcore_decref (module);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (SETUP_ANNOTATIONS)
  if (gcore_setup_annotations (frame) < 0)
    goto error;
  DISPATCH ();

INSTRUCTION (LOAD_BUILD_CLASS)
  {
    GcoreObject *value = gcore_is_dict_exact (frame->builtins)
                           ? gcore_xnewref (gcore_dict_get_item_with_error (frame->builtins, GCORE_ID (__build_class__)))
                           : gcore_object_get_item (frame->builtins, GCORE_ID (__build_class__));
    if (value == NULL)
      {
        if (!gcore_err_occurred () || gcore_err_exception_matches (GCORE_EXC (KeyError)))
          gcore_err_set_string (GCORE_EXC (NameError), "__build_class__ not found");
        goto error;
      }
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (LOAD_ASSERTION_ERROR)
  PUSH (gcore_newref (GCORE_EXC (AssertionError)));
  DISPATCH ();

INSTRUCTION (PRINT_EXPR)
  if (gcore_print_expression (POP ()) < 0)
    goto error;
  DISPATCH ();
