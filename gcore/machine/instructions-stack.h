/* SPDX-License-Identifier: MIT */
/* Bodies: moving values between stack, variables and constants. */

INSTRUCTION (NOP)
  DISPATCH ();

INSTRUCTION (CACHE)
  gcore_err_set_string (GCORE_EXC (SystemError), "a cache unit is no instruction");
  goto error;

INSTRUCTION (RESUME)
  gcore_specialise_warm_up (frame->code);
  if (oparg < GCORE_RESUME_AFTER_YIELD_FROM)
    CHECK_BREAKER ();
  DISPATCH ();

INSTRUCTION (RESUME_QUICK)
  if (oparg < GCORE_RESUME_AFTER_YIELD_FROM)
    CHECK_BREAKER ();
  DISPATCH ();

INSTRUCTION (EXTENDED_ARG_QUICK)
  oparg = oparg << 8 | GCORE_UNIT_ARG (*next);
  DISPATCH_WITH_ARG ();

INSTRUCTION (EXTENDED_ARG)
  oparg = oparg << 8 | GCORE_UNIT_ARG (*next);
  DISPATCH_WITH_ARG ();

INSTRUCTION (LOAD_CLOSURE)
  /* Always a cell: its content may be missing, itself it never is. */
  PUSH (gcore_newref (SLOT (oparg)));
  DISPATCH ();

INSTRUCTION (LOAD_FAST)
  {
    GcoreObject *value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (LOAD_CONST)
  {
    GcoreObject *value = CONSTANT (oparg);
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (STORE_FAST)
  {
    GcoreObject *value = POP (), *old = SLOT (oparg);
    SLOT (oparg) = value;
    gcore_xdecref (old);
    DISPATCH ();
  }

INSTRUCTION (DELETE_FAST)
  {
    GcoreObject *old = SLOT (oparg);
    if (old == NULL)
      goto unbound_local;
    SLOT (oparg) = NULL;
    gcore_decref (old);
    DISPATCH ();
  }

/* Two instructions in one: the second's argument is fetched, and it is not dispatched to. */

INSTRUCTION (LOAD_FAST__LOAD_FAST)
  {
    GcoreObject *value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    oparg = GCORE_UNIT_ARG (*next);
    frame->prev_instr = next++;
    value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (LOAD_FAST__LOAD_CONST)
  {
    GcoreObject *value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    oparg = GCORE_UNIT_ARG (*next);
    frame->prev_instr = next++;
    value = CONSTANT (oparg);
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (LOAD_CONST__LOAD_FAST)
  {
    GcoreObject *value = CONSTANT (oparg);
    gcore_incref (value);
    PUSH (value);
    oparg = GCORE_UNIT_ARG (*next);
    frame->prev_instr = next++;
    value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (STORE_FAST__LOAD_FAST)
  {
    GcoreObject *value = POP (), *old = SLOT (oparg);
    SLOT (oparg) = value;
    gcore_xdecref (old);
    oparg = GCORE_UNIT_ARG (*next);
    frame->prev_instr = next++;
    value = SLOT (oparg);
    if (GCORE_UNLIKELY (value == NULL))
      goto unbound_local;
    gcore_incref (value);
    PUSH (value);
    DISPATCH ();
  }

INSTRUCTION (STORE_FAST__STORE_FAST)
  {
    GcoreObject *value = POP (), *old = SLOT (oparg);
    SLOT (oparg) = value;
    gcore_xdecref (old);
    oparg = GCORE_UNIT_ARG (*next);
    frame->prev_instr = next++;
    value = POP ();
    old = SLOT (oparg);
    SLOT (oparg) = value;
    gcore_xdecref (old);
    DISPATCH ();
  }

INSTRUCTION (POP_TOP)
  {
    GcoreObject *value = POP ();
    gcore_decref (value);
    DISPATCH ();
  }

INSTRUCTION (PUSH_NULL)
  PUSH (NULL);
  DISPATCH ();

INSTRUCTION (SWAP)
  {
    GcoreObject *top = TOP ();
    SET_TOP (PEEK (oparg));
    PEEK (oparg) = top;
    DISPATCH ();
  }

INSTRUCTION (COPY)
  PUSH (gcore_newref (PEEK (oparg)));
  DISPATCH ();
