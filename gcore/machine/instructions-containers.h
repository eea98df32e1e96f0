/* SPDX-License-Identifier: MIT */
/* Bodies: displays, unpacking, strings, slices and iterating. */

INSTRUCTION (BUILD_TUPLE)
  {
    SHRINK (oparg);
    GcoreObject *tuple = gcore_tuple_from_array_steal (sp, oparg);
    if (tuple == NULL)
      goto error;
    PUSH (tuple);
    DISPATCH ();
  }

INSTRUCTION (BUILD_LIST)
  {
    SHRINK (oparg);
    GcoreObject *list = gcore_list_from_array_steal (sp, oparg);
    if (list == NULL)
      goto error;
    PUSH (list);
    DISPATCH ();
  }

INSTRUCTION (BUILD_SET)
  {
    GcoreObject *set = gcore_set_new (NULL);
    int status = set == NULL ? -1 : 0;
    for (int i = oparg; i > 0; i--)
      {
        GcoreObject *item = PEEK (i);
        if (status == 0)
          status = gcore_set_add (set, item);
        gcore_decref (item);
      }
    SHRINK (oparg);
    if (status != 0)
      {
        gcore_xdecref (set);
        goto error;
      }
    PUSH (set);
    DISPATCH ();
  }

INSTRUCTION (BUILD_MAP)
  {
    GcoreObject *dict = gcore_dict_from_items (&PEEK (2 * oparg), 2, &PEEK (2 * oparg - 1), 2, oparg);
    if (dict == NULL)
      goto error;
    while (oparg-- > 0)
      {
        GcoreObject *value = POP (), *key = POP ();
        gcore_decref (value);
        gcore_decref (key);
      }
    PUSH (dict);
    DISPATCH ();
  }

INSTRUCTION (BUILD_CONST_KEY_MAP)
  {
    GcoreObject *keys = TOP ();
    GcoreObject *dict = gcore_dict_from_items (GCORE_TUPLE_ITEMS (keys), 1, &PEEK (oparg + 1), 1, oparg);
    if (dict == NULL)
      goto error;
    SHRINK (1);
    gcore_decref (keys);
    while (oparg-- > 0)
      {
        GcoreObject *value = POP ();
        gcore_decref (value);
      }
    PUSH (dict);
    DISPATCH ();
  }

INSTRUCTION (BUILD_STRING)
  {
    GcoreObject *text = gcore_str_join_array (GCORE_OBJECTS->empty_str, sp - oparg, oparg);
    if (text == NULL)
      goto error;
    while (oparg-- > 0)
      {
        GcoreObject *part = POP ();
        gcore_decref (part);
      }
    PUSH (text);
    DISPATCH ();
  }

INSTRUCTION (BUILD_SLICE)
  {
    GcoreObject *step = oparg == 3 ? POP () : NULL, *stop = POP (), *start = TOP ();
    GcoreObject *slice = gcore_slice_new (start, stop, step);
    gcore_decref (start);
    gcore_decref (stop);
    gcore_xdecref (step);
    SET_TOP (slice);
    if (slice == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (FORMAT_VALUE)
  {
    GcoreObject *spec = (oparg & GCORE_FORMAT_HAS_SPEC) ? POP () : NULL, *value = POP ();
    int conversion = oparg & 3;
    if (conversion != GCORE_FORMAT_PLAIN)
      {
        GcoreObject *text = conversion == GCORE_FORMAT_STR    ? gcore_object_str (value)
                            : conversion == GCORE_FORMAT_REPR ? gcore_object_repr (value)
                                                              : gcore_object_ascii (value);
        gcore_decref (value);
        value = text;
      }
    if (value != NULL && (spec != NULL || !gcore_is_str_exact (value)))
      {
        GcoreObject *text = gcore_object_format (value, spec);
        gcore_decref (value);
        value = text;
      }
    gcore_xdecref (spec);
    if (value == NULL)
      goto error;
    PUSH (value);
    DISPATCH ();
  }

/* --- growing what is being built ---------------------------------------------------------------------------------- */

INSTRUCTION (LIST_APPEND)
  {
    GcoreObject *value = POP ();
    if (gcore_list_append_take_ref ((GcoreList *) (void *) PEEK (oparg), value) < 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (SET_ADD)
  {
    GcoreObject *value = POP ();
    int status = gcore_set_add (PEEK (oparg), value);
    gcore_decref (value);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (MAP_ADD)
  {
    GcoreObject *value = TOP (), *key = SECOND ();
    SHRINK (2);
    if (gcore_dict_set_item_take2 ((GcoreDict *) (void *) PEEK (oparg), key, value) != 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (LIST_EXTEND)
  {
    GcoreObject *iterable = POP (), *none = gcore_list_extend (PEEK (oparg), iterable);
    if (none == NULL)
      {
        if (gcore_err_exception_matches (GCORE_EXC (TypeError)) && GCORE_TYPE_OF (iterable)->iter == NULL
            && !gcore_sequence_check (iterable))
          {
            gcore_err_clear ();
            gcore_err_format (GCORE_EXC (TypeError), "Value after * must be an iterable, not %.200s",
                              GCORE_TYPE_OF (iterable)->name);
          }
        gcore_decref (iterable);
        goto error;
      }
    gcore_decref (none);
    gcore_decref (iterable);
    DISPATCH ();
  }

INSTRUCTION (SET_UPDATE)
  {
    GcoreObject *iterable = POP ();
    int status = gcore_set_update (PEEK (oparg), iterable);
    gcore_decref (iterable);
    if (status < 0)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (DICT_UPDATE)
  {
    GcoreObject *update = POP ();
    if (gcore_dict_update (PEEK (oparg), update) < 0)
      {
        if (gcore_err_exception_matches (GCORE_EXC (AttributeError)))
          gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not a mapping", GCORE_TYPE_OF (update)->name);
        gcore_decref (update);
        goto error;
      }
    gcore_decref (update);
    DISPATCH ();
  }

INSTRUCTION (DICT_MERGE)
  {
    GcoreObject *update = POP ();
    if (gcore_dict_merge (PEEK (oparg), update, 2) < 0)
      {
        gcore_raise_kwargs_error (PEEK (2 + oparg), update);
        gcore_decref (update);
        goto error;
      }
    gcore_decref (update);
    DISPATCH ();
  }

INSTRUCTION (LIST_TO_TUPLE)
  {
    GcoreObject *list = POP (), *tuple = gcore_list_as_tuple (list);
    gcore_decref (list);
    if (tuple == NULL)
      goto error;
    PUSH (tuple);
    DISPATCH ();
  }

/* --- unpacking ---------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (UNPACK_SEQUENCE)
  {
    GcoreObject *sequence = POP ();
    int status = gcore_unpack_iterable (sequence, oparg, -1, sp + oparg);
    if (status == 0)
      sp += oparg;
    gcore_decref (sequence);
    if (status != 0)
      goto error;
    SKIP_CACHES (UNPACK_SEQUENCE);
    DISPATCH ();
  }

ADAPTIVE (UNPACK_SEQUENCE, gcore_specialise_unpack_sequence (next, TOP (), oparg))

INSTRUCTION (UNPACK_SEQUENCE_TWO_TUPLE)
  {
    GcoreObject *tuple = TOP ();
    MISS_IF (!gcore_is_tuple_exact (tuple) || GCORE_TUPLE_SIZE (tuple) != 2, UNPACK_SEQUENCE);
    SET_TOP (gcore_newref (GCORE_TUPLE_ITEM (tuple, 1)));
    PUSH (gcore_newref (GCORE_TUPLE_ITEM (tuple, 0)));
    gcore_decref (tuple);
    SKIP_CACHES (UNPACK_SEQUENCE);
    DISPATCH ();
  }

INSTRUCTION (UNPACK_SEQUENCE_TUPLE)
  {
    GcoreObject *tuple = TOP ();
    MISS_IF (!gcore_is_tuple_exact (tuple) || GCORE_TUPLE_SIZE (tuple) != oparg, UNPACK_SEQUENCE);
    SHRINK (1);
    for (int i = oparg - 1; i >= 0; i--)
      PUSH (gcore_newref (GCORE_TUPLE_ITEM (tuple, i)));
    gcore_decref (tuple);
    SKIP_CACHES (UNPACK_SEQUENCE);
    DISPATCH ();
  }

INSTRUCTION (UNPACK_SEQUENCE_LIST)
  {
    GcoreObject *list = TOP ();
    MISS_IF (!gcore_is_list_exact (list) || GCORE_LIST_SIZE (list) != oparg, UNPACK_SEQUENCE);
    SHRINK (1);
    for (int i = oparg - 1; i >= 0; i--)
      PUSH (gcore_newref (GCORE_LIST_ITEM (list, i)));
    gcore_decref (list);
    SKIP_CACHES (UNPACK_SEQUENCE);
    DISPATCH ();
  }

INSTRUCTION (UNPACK_EX)
  {
    int total = 1 + (oparg & 0xff) + (oparg >> 8);
    GcoreObject *sequence = POP ();
    int status = gcore_unpack_iterable (sequence, oparg & 0xff, oparg >> 8, sp + total);
    if (status == 0)
      sp += total;
    gcore_decref (sequence);
    if (status != 0)
      goto error;
    DISPATCH ();
  }

/* --- iterating ---------------------------------------------------------------------------------------------------- */

INSTRUCTION (GET_ITER)
  {
    GcoreObject *iterable = TOP (), *iter = gcore_object_get_iter (iterable);
    gcore_decref (iterable);
    SET_TOP (iter);
    if (iter == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (FOR_ITER)
  {
    GcoreObject *iter = TOP (), *item;
    GcoreType *type = GCORE_TYPE_OF (iter);
    if (type == GCORE_TYPE (RANGE_ITERATOR))
      {
        intptr_t value;
        if (!gcore_range_iterator_step ((GcoreRangeIterator *) (void *) iter, &value))
          goto iterator_exhausted;
        item = gcore_int_from_int64 (value);
      }
    else if (type == GCORE_TYPE (LIST_ITERATOR))
      {
        GcoreListIterator *it = (GcoreListIterator *) (void *) iter;
        if (it->list == NULL)
          goto iterator_exhausted;
        if (it->index >= GCORE_LIST_SIZE (it->list))
          {
            GCORE_CLEAR (it->list);
            goto iterator_exhausted;
          }
        item = gcore_newref (GCORE_LIST_ITEM (it->list, it->index));
        it->index++;
      }
    else if (type == GCORE_TYPE (GENERATOR) && gcore_generator_can_enter (iter) && oparg == GCORE_UNIT_ARG (next[-1]))
      {
        ENTER_GENERATOR (iter, gcore_newref (GCORE_NONE));
        goto start_frame;
      }
    else
      item = type->iter_next (iter);
    if (item != NULL)
      {
        PUSH (item);
        DISPATCH ();
      }
    if (gcore_err_occurred ())
      {
        if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
          goto error;
        if (GCORE_UNLIKELY (gcore_trace_is_on (machine)))
          {
            SAVE_STACK ();
            gcore_trace_exception (machine, frame);
            LOAD_STACK ();
          }
        gcore_err_clear ();
      }
  iterator_exhausted:
    SHRINK (1);
    gcore_decref (iter);
    JUMP (oparg);
    DISPATCH ();
  }

/* --- pattern matching --------------------------------------------------------------------------------------------- */

INSTRUCTION (GET_LEN)
  {
    intptr_t length = gcore_object_length (TOP ());
    GcoreObject *number = length < 0 ? NULL : gcore_int_from_ssize (length);
    if (number == NULL)
      goto error;
    PUSH (number);
    DISPATCH ();
  }

INSTRUCTION (MATCH_MAPPING)
  PUSH (bool_object (gcore_has_flag (GCORE_TYPE_OF (TOP ()), GCORE_TYPE_FLAG_MAPPING)));
  DISPATCH ();

INSTRUCTION (MATCH_SEQUENCE)
  PUSH (bool_object (gcore_has_flag (GCORE_TYPE_OF (TOP ()), GCORE_TYPE_FLAG_SEQUENCE)));
  DISPATCH ();

INSTRUCTION (MATCH_KEYS)
  {
    GcoreObject *values = gcore_match_keys (SECOND (), TOP ());
    if (values == NULL)
      goto error;
    PUSH (values);
    DISPATCH ();
  }

INSTRUCTION (MATCH_CLASS)
  {
    GcoreObject *names = POP (), *type = TOP (), *subject = SECOND ();
    GcoreObject *attributes = gcore_match_class (subject, type, oparg, names);
    gcore_decref (names);
    if (attributes == NULL && gcore_err_occurred ())
      goto error;
    /* The subject makes room for the attributes, or None. */
    SHRINK (1);
    gcore_decref (type);
    SET_TOP (attributes != NULL ? attributes : gcore_newref (GCORE_NONE));
    gcore_decref (subject);
    DISPATCH ();
  }
