/* SPDX-License-Identifier: MIT */
/* Bodies: raising and handling, `with`. */

INSTRUCTION (RAISE_VARARGS)
  {
    GcoreObject *cause = oparg == 2 ? POP () : NULL, *exception = oparg >= 1 ? POP () : NULL;
    if (gcore_raise (exception, cause))
      goto unwind;
    goto error;
  }

INSTRUCTION (PUSH_EXC_INFO)
  {
    /* The exception being handled goes under the new one, which takes its place. */
    GcoreObject *value = TOP (), *before = errors->handled->exception;
    SET_TOP (before != NULL ? before : gcore_newref (GCORE_NONE));
    PUSH (gcore_newref (value));
    errors->handled->exception = value;
    DISPATCH ();
  }

INSTRUCTION (POP_EXCEPT)
  {
    GcoreObject *handled = errors->handled->exception;
    errors->handled->exception = POP ();
    gcore_xdecref (handled);
    DISPATCH ();
  }

INSTRUCTION (RERAISE)
  {
    if (oparg != 0)
      {
        /* The exception shows where it was first raised, not here. */
        intptr_t origin = gcore_int_as_ssize (PEEK (oparg + 1));
        GcoreCodeUnit *instruction = GCORE_CODE_UNITS (frame->code) + origin;
        machine->tick_base += frame->prev_instr - instruction;
        frame->prev_instr = instruction;
      }
    GcoreObject *exception = POP ();
    gcore_err_restore (exception);
    goto unwind;
  }

INSTRUCTION (CHECK_EXC_MATCH)
  {
    GcoreObject *type = POP ();
    if (gcore_check_except_type (type) < 0)
      {
        gcore_decref (type);
        goto error;
      }
    int matches = gcore_err_given_exception_matches (TOP (), type);
    gcore_decref (type);
    PUSH (bool_object (matches));
    DISPATCH ();
  }

INSTRUCTION (BEFORE_WITH)
  {
    GcoreObject *manager = TOP (), *enter = gcore_object_lookup_special (manager, GCORE_ID (__enter__));
    if (enter == NULL)
      {
        if (!gcore_err_occurred ())
          gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object does not support the context manager protocol",
                            GCORE_TYPE_OF (manager)->name);
        goto error;
      }
    GcoreObject *exit = gcore_object_lookup_special (manager, GCORE_ID (__exit__));
    if (exit == NULL)
      {
        if (!gcore_err_occurred ())
          gcore_err_format (GCORE_EXC (TypeError),
                            "'%.200s' object does not support the context manager protocol (missed __exit__ method)",
                            GCORE_TYPE_OF (manager)->name);
        gcore_decref (enter);
        goto error;
      }
    SET_TOP (exit);
    gcore_decref (manager);
    GcoreObject *result = gcore_object_call_no_args (enter);
    gcore_decref (enter);
    if (result == NULL)
      goto error;
    PUSH (result);
    DISPATCH ();
  }

/* Stack: __exit__, address of the raising instruction, exception handled before, exception. */
INSTRUCTION (WITH_EXCEPT_START)
  {
    GcoreObject *exception = TOP (), *exit = PEEK (4);
    GcoreObject *traceback = gcore_exception_get_traceback (exception);
    GcoreObject *args[4] = { NULL, GCORE_OBJECT (GCORE_TYPE_OF (exception)), exception,
                             traceback != NULL ? traceback : GCORE_NONE };
    GcoreObject *result = gcore_object_vectorcall (exit, args + 1, 3 | GCORE_VECTORCALL_OFFSET, NULL);
    gcore_xdecref (traceback);
    if (result == NULL)
      goto error;
    PUSH (result);
    DISPATCH ();
  }
