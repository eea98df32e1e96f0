/* SPDX-License-Identifier: MIT */
/* Bodies: making functions and generators, returning and yielding. */

INSTRUCTION (MAKE_FUNCTION)
  {
    GcoreObject *code = POP ();
    GcoreFunction *function = (GcoreFunction *) (void *) gcore_function_new (code, frame->globals);
    gcore_decref (code);
    if (function == NULL)
      goto error;
    if (oparg & GCORE_FUNCTION_CLOSURE)
      function->closure = POP ();
    if (oparg & GCORE_FUNCTION_ANNOTATIONS)
      function->annotations = POP ();
    if (oparg & GCORE_FUNCTION_KWDEFAULTS)
      function->kwdefaults = POP ();
    if (oparg & GCORE_FUNCTION_DEFAULTS)
      function->defaults = POP ();
    PUSH ((GcoreObject *) function);
    DISPATCH ();
  }

INSTRUCTION (RETURN_VALUE)
  {
    GcoreObject *value = POP ();
    SAVE_STACK ();
    machine->recursion_remaining++;
    if (frame->is_entry)
      {
        gcore_machine_switch (machine, frame->previous);
        return value;
      }
    if (GCORE_UNLIKELY (frame->owner == GCORE_OWNED_BY_GENERATOR))
      {
        GcoreGenerator *generator = gcore_activation_generator (frame);
        SWITCH_TO (frame->previous);
        gcore_generator_finish (generator, false);
        /* FOR_ITER drops the value with the iterator, SEND leaves it in the iterator's place. Both jump. */
        GcoreCodeUnit caller = *frame->prev_instr;
        next = frame->prev_instr + 1;
        if (GCORE_UNLIKELY (gcore_trace_is_on (machine)))
          gcore_trace_generator_end (machine, frame, value);
        LOAD_STACK ();
        if (GCORE_UNIT_OPCODE (caller) == GCORE_OP_SEND)
          SET_TOP (value);
        else
          {
            gcore_decref (value);
            SHRINK (1);
          }
        gcore_decref (generator);
        JUMP (GCORE_UNIT_ARG (caller));
        DISPATCH ();
      }
    LEAVE_FRAME ();
    next = frame->prev_instr + 1;
    LOAD_STACK ();
    PUSH (value);
    CHECK_BREAKER ();
    DISPATCH ();
  }

/* --- generators --------------------------------------------------------------------------------------------------- */

INSTRUCTION (RETURN_GENERATOR)
  {
    GcoreGenerator *generator = (GcoreGenerator *) (void *) gcore_generator_new ((GcoreObject *) frame->function);
    if (generator == NULL)
      goto error;
    /* The call moves into the generator, with all it holds. */
    SAVE_STACK ();
    GcoreActivation *inside = &generator->activation;
    memcpy (inside, frame, GCORE_ACTIVATION_HEADER_SIZE + (size_t) frame->stack_top * sizeof (GcoreObject *));
    inside->owner = GCORE_OWNED_BY_GENERATOR;
    inside->previous = NULL;
    generator->state = GCORE_GENERATOR_CREATED;
    machine->recursion_remaining++;
    if (frame->is_entry)
      {
        /* Who made this call clears an empty one. */
        frame->stack_top = 0;
        frame->locals = NULL;
        gcore_incref (frame->function);
        gcore_incref (frame->code);
        gcore_machine_switch (machine, frame->previous);
        return (GcoreObject *) generator;
      }
    GcoreActivation *moved = frame;
    SWITCH_TO (frame->previous);
    gcore_activation_pop (moved);
    next = frame->prev_instr + 1;
    LOAD_STACK ();
    PUSH ((GcoreObject *) generator);
    DISPATCH ();
  }

INSTRUCTION (YIELD_VALUE)
  {
    GcoreObject *value = POP ();
    GcoreGenerator *generator = gcore_activation_generator (frame);
    generator->state = GCORE_GENERATOR_SUSPENDED;
    SAVE_STACK ();
    machine->recursion_remaining++;
    if (frame->is_entry)
      {
        gcore_machine_switch (machine, frame->previous);
        return value;
      }
    SWITCH_TO (frame->previous);
    gcore_generator_leave (generator);
    next = frame->prev_instr + 1;
    LOAD_STACK ();
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (SEND)
  {
    GcoreObject *value = POP (), *receiver = TOP (), *result;
    if (gcore_generator_can_enter (receiver) && oparg == GCORE_UNIT_ARG (next[-1])
        && (value == GCORE_NONE || ((GcoreGenerator *) (void *) receiver)->state != GCORE_GENERATOR_CREATED))
      {
        ENTER_GENERATOR (receiver, value);
        goto start_frame;
      }
    int status = gcore_iter_send (receiver, value, &result);
    gcore_decref (value);
    if (status == GCORE_SEND_ERROR)
      goto error;
    if (status == GCORE_SEND_RETURN)
      {
        gcore_decref (receiver);
        SET_TOP (result);
        JUMP (oparg);
      }
    else
      PUSH (result);
    DISPATCH ();
  }

INSTRUCTION (GET_YIELD_FROM_ITER)
  {
    GcoreObject *iterable = TOP ();
    if (gcore_is_coroutine (iterable))
      {
        if (!(frame->code->flags & (GCORE_CODE_COROUTINE | GCORE_CODE_ITERABLE_COROUTINE)))
          {
            gcore_err_set_string (GCORE_EXC (TypeError),
                                  "cannot 'yield from' a coroutine object in a non-coroutine generator");
            goto error;
          }
      }
    else if (!gcore_is_generator (iterable))
      {
        GcoreObject *iter = gcore_object_get_iter (iterable);
        gcore_decref (iterable);
        SET_TOP (iter);
        if (iter == NULL)
          goto error;
      }
    DISPATCH ();
  }

INSTRUCTION (GET_AWAITABLE)
  {
    GcoreObject *awaitable = TOP (), *iter = gcore_coroutine_get_awaitable_iter (awaitable);
    if (iter == NULL && oparg != 0 && GCORE_TYPE_OF (awaitable)->await_ == NULL)
      gcore_err_format (GCORE_EXC (TypeError),
                        "'async with' received an object from __a%s__ that does not implement __await__: %.100s",
                        oparg == 1 ? "enter" : "exit", GCORE_TYPE_OF (awaitable)->name);
    gcore_decref (awaitable);
    if (iter != NULL && gcore_is_coroutine (iter))
      {
        GcoreObject *delegate = gcore_generator_yield_from ((GcoreGenerator *) (void *) iter);
        if (delegate != NULL)
          {
            gcore_decref (delegate);
            GCORE_CLEAR (iter);
            gcore_err_set_string (GCORE_EXC (RuntimeError), "coroutine is being awaited already");
          }
      }
    SET_TOP (iter);
    if (iter == NULL)
      goto error;
    DISPATCH ();
  }
