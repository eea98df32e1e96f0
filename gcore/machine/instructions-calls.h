/* SPDX-License-Identifier: MIT */
/* Bodies: calls. Before PRECALL the stack holds NULL, callable, arguments; or a function, self, arguments. */

#define HAS_SELF() (PEEK (oparg + 2) != NULL)

INSTRUCTION (KW_NAMES)
  keyword_names = CONSTANT (oparg);
  DISPATCH ();

GENERAL_INSTRUCTION (PRECALL)
  {
    GcoreObject *callable = PEEK (oparg + 1);
    if (!HAS_SELF () && gcore_is_method (callable))
      {
        PEEK (oparg + 1) = gcore_newref (gcore_method_self (callable));
        PEEK (oparg + 2) = gcore_newref (gcore_method_function (callable));
        gcore_decref (callable);
      }
    SKIP_CACHES (PRECALL);
    DISPATCH ();
  }

ADAPTIVE (PRECALL, gcore_specialise_precall (next, PEEK (oparg + 1 + HAS_SELF ()), oparg + HAS_SELF (), keyword_names))

GENERAL_INSTRUCTION (CALL)
  {
    bool has_self = HAS_SELF ();
    int n_args = oparg + has_self;
    GcoreObject *callable = PEEK (n_args + 1);
    if (!has_self && gcore_is_method (callable))
      {
        PEEK (oparg + 1) = gcore_newref (gcore_method_self (callable));
        PEEK (oparg + 2) = gcore_newref (gcore_method_function (callable));
        gcore_decref (callable);
        has_self = true;
        n_args++;
        callable = PEEK (n_args + 1);
      }
    int n_positional = n_args - (keyword_names != NULL ? (int) GCORE_TUPLE_SIZE (keyword_names) : 0);
    if (gcore_is_function (callable))
      {
        GcoreFunction *function = (GcoreFunction *) (void *) callable;
        GcoreObject *locals = ((GcoreCode *) (void *) function->code)->flags & GCORE_CODE_OPTIMIZED
                                ? NULL
                                : gcore_newref (function->globals);
        SHRINK (n_args);
        GcoreActivation *callee = gcore_activation_for_call (function, locals, sp, n_positional, keyword_names);
        keyword_names = NULL;
        SHRINK (2 - has_self);
        if (callee == NULL)
          goto error;
        SAVE_STACK ();
        SKIP_CACHES (CALL);
        frame->prev_instr = next - 1;
        callee->previous = frame;
        SWITCH_TO (callee);
        goto start_frame;
      }
    GcoreObject **args = sp - n_args;
    size_t flagged = (size_t) n_positional | GCORE_VECTORCALL_OFFSET;
    GcoreObject *result = GCORE_UNLIKELY (machine->profile_function != NULL)
                            ? gcore_trace_vectorcall (callable, args, flagged, keyword_names)
                            : gcore_object_vectorcall (callable, args, flagged, keyword_names);
    keyword_names = NULL;
    gcore_decref (callable);
    SHRINK (n_args);
    for (int i = 0; i < n_args; i++)
      gcore_decref (sp[i]);
    SHRINK (2 - has_self);
    PUSH (result);
    if (result == NULL)
      goto error;
    SKIP_CACHES (CALL);
    CHECK_BREAKER ();
    DISPATCH ();
  }

ADAPTIVE (CALL, gcore_specialise_call (next, PEEK (oparg + 1 + HAS_SELF ()), oparg + HAS_SELF (), keyword_names))

INSTRUCTION (CALL_FUNCTION_EX)
  {
    GcoreObject *kwargs = NULL;
    if (oparg & 1)
      {
        kwargs = POP ();
        if (!gcore_is_dict_exact (kwargs))
          {
            GcoreObject *dict = gcore_dict_new ();
            if (dict == NULL || gcore_dict_merge (dict, kwargs, 2) < 0)
              {
                if (dict != NULL)
                  gcore_raise_kwargs_error (SECOND (), kwargs);
                gcore_xdecref (dict);
                gcore_decref (kwargs);
                goto error;
              }
            gcore_decref (kwargs);
            kwargs = dict;
          }
      }
    GcoreObject *args = POP (), *callable = TOP ();
    if (!gcore_is_tuple_exact (args))
      {
        GcoreObject *tuple = gcore_check_args_iterable (callable, args) < 0 ? NULL : gcore_sequence_tuple (args);
        gcore_decref (args);
        args = tuple;
        if (args == NULL)
          {
            gcore_xdecref (kwargs);
            goto error;
          }
      }
    GcoreObject *result = machine->profile_function != NULL ? gcore_trace_call (callable, args, kwargs)
                                                            : gcore_object_call (callable, args, kwargs);
    gcore_decref (callable);
    gcore_decref (args);
    gcore_xdecref (kwargs);
    SHRINK (1);
    SET_TOP (result);
    if (result == NULL)
      goto error;
    CHECK_BREAKER ();
    DISPATCH ();
  }

/* --- special forms of calls of Python functions ------------------------------------------------------------------- */

INSTRUCTION (PRECALL_PYFUNC)
  MISS_IF (!gcore_is_function (PEEK (oparg + 1 + HAS_SELF ())), PRECALL);
  SKIP_CACHES (PRECALL);
  DISPATCH ();

INSTRUCTION (PRECALL_BOUND_METHOD)
  {
    GcoreObject *callable = PEEK (oparg + 1);
    MISS_IF (HAS_SELF () || !gcore_is_method (callable), PRECALL);
    PEEK (oparg + 1) = gcore_newref (gcore_method_self (callable));
    PEEK (oparg + 2) = gcore_newref (gcore_method_function (callable));
    gcore_decref (callable);
    SKIP_CACHES (PRECALL);
    DISPATCH ();
  }

INSTRUCTION (CALL_PY_EXACT_ARGS)
  {
    const GcoreCallCache *cache = (const void *) next;
    bool has_self = HAS_SELF ();
    int n_args = oparg + has_self;
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (!gcore_is_function (callable), CALL);
    GcoreFunction *function = (GcoreFunction *) (void *) callable;
    MISS_IF (function->version != gcore_cache_read_u32 (cache->function_version), CALL);
    GcoreCode *code = (GcoreCode *) (void *) function->code;
    MISS_IF (code->argcount != n_args, CALL);
    GcoreActivation *callee = gcore_activation_push_inline (machine, code);
    MISS_IF (callee == NULL, CALL);
    gcore_activation_init (callee, function, NULL, code);
    SHRINK (n_args);
    for (int i = 0; i < n_args; i++)
      callee->slots[i] = sp[i];
    for (int i = n_args; i < code->nlocalsplus; i++)
      callee->slots[i] = NULL;
    SHRINK (2 - has_self);
    SAVE_STACK ();
    SKIP_CACHES (CALL);
    frame->prev_instr = next - 1;
    callee->previous = frame;
    SWITCH_TO (callee);
    goto start_frame;
  }

INSTRUCTION (CALL_PY_WITH_DEFAULTS)
  {
    const GcoreCallCache *cache = (const void *) next;
    bool has_self = HAS_SELF ();
    int n_args = oparg + has_self;
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (!gcore_is_function (callable), CALL);
    GcoreFunction *function = (GcoreFunction *) (void *) callable;
    MISS_IF (function->version != gcore_cache_read_u32 (cache->function_version), CALL);
    GcoreCode *code = (GcoreCode *) (void *) function->code;
    MISS_IF (n_args > code->argcount || n_args < cache->min_args, CALL);
    GcoreActivation *callee = gcore_activation_push_inline (machine, code);
    MISS_IF (callee == NULL, CALL);
    gcore_activation_init (callee, function, NULL, code);
    SHRINK (n_args);
    for (int i = 0; i < n_args; i++)
      callee->slots[i] = sp[i];
    for (int i = n_args; i < code->argcount; i++)
      callee->slots[i] = gcore_newref (GCORE_TUPLE_ITEM (function->defaults, i - cache->min_args));
    for (int i = code->argcount; i < code->nlocalsplus; i++)
      callee->slots[i] = NULL;
    SHRINK (2 - has_self);
    SAVE_STACK ();
    SKIP_CACHES (CALL);
    frame->prev_instr = next - 1;
    callee->previous = frame;
    SWITCH_TO (callee);
    goto start_frame;
  }

/* --- special forms of calls of functions in C: CALL's work is done in PRECALL and CALL is skipped ----------------- */

#define SKIP_CALL() (next += GCORE_CACHES_PRECALL + 1 + GCORE_CACHES_CALL)

/* Whether OBJECT is a function in C taking its arguments as FLAGS says; then *FUNCTION is its definition. */
#define MISS_UNLESS_BUILTIN(object, wanted)                                                                            \
  MISS_IF (!gcore_is_builtin_function (object), PRECALL);                                                              \
  const GcoreMethodDef *definition = ((GcoreBuiltinFunction *) (void *) (object))->method;                             \
  MISS_IF ((definition->flags & GCORE_METH_CONVENTION) != (wanted), PRECALL)
#define MISS_UNLESS_METHOD(object, self, wanted)                                                                            \
  MISS_IF (!gcore_is_exact (object, METHOD_DESCRIPTOR), PRECALL);                                                           \
  GcoreMethodDescriptor *descriptor = (GcoreMethodDescriptor *) (void *) (object);                                          \
  const GcoreMethodDef *definition = descriptor->method;                                                                    \
  MISS_IF ((definition->flags & GCORE_METH_CONVENTION) != (wanted), PRECALL);                                               \
  MISS_IF (!gcore_is_instance_of (self, descriptor->owner), PRECALL)

/* After a call: the arguments go, then the callable; RESULT is pushed. */
#define FINISH_CALL(n_args, result)                                                                                    \
  {                                                                                                                    \
    for (int i_ = 0; i_ < (n_args); i_++)                                                                              \
      gcore_decref (sp[i_ - (n_args)]);                                                                                \
    SHRINK (oparg + 2);                                                                                                \
    PUSH (result);                                                                                                     \
    gcore_decref (callable);                                                                                           \
    if (result == NULL)                                                                                                \
      goto error;                                                                                                      \
    SKIP_CALL ();                                                                                                      \
    CHECK_BREAKER ();                                                                                                  \
    DISPATCH ();                                                                                                       \
  }

#define ENTER_C() MISS_IF (machine->recursion_remaining <= 1, PRECALL); machine->recursion_remaining--
#define LEAVE_C() (machine->recursion_remaining++)

INSTRUCTION (PRECALL_NO_KW_BUILTIN_O)
  {
    bool has_self = HAS_SELF ();
    GcoreObject *callable = PEEK (oparg + has_self + 1);
    MISS_IF (oparg + has_self != 1 || keyword_names != NULL, PRECALL);
    MISS_UNLESS_BUILTIN (callable, GCORE_METH_O);
    ENTER_C ();
    GcoreObject *self = ((GcoreBuiltinFunction *) (void *) callable)->self;
    GcoreObject *result = ((GcoreBinaryFunc) definition->function) (self, TOP ());
    LEAVE_C ();
    FINISH_CALL (1, result);
  }

INSTRUCTION (PRECALL_NO_KW_BUILTIN_FAST)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (keyword_names != NULL, PRECALL);
    MISS_UNLESS_BUILTIN (callable, GCORE_METH_FASTCALL);
    GcoreObject *result = ((GcoreFastcallFunc) definition->function) (((GcoreBuiltinFunction *) (void *) callable)->self,
                                                                      sp - n_args, n_args);
    FINISH_CALL (n_args, result);
  }

INSTRUCTION (PRECALL_BUILTIN_FAST_WITH_KEYWORDS)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_UNLESS_BUILTIN (callable, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS);
    int n_positional = n_args - (keyword_names != NULL ? (int) GCORE_TUPLE_SIZE (keyword_names) : 0);
    GcoreObject *result = ((GcoreFastcallKeywordsFunc) definition->function) (
      ((GcoreBuiltinFunction *) (void *) callable)->self, sp - n_args, n_positional, keyword_names);
    keyword_names = NULL;
    FINISH_CALL (n_args, result);
  }

INSTRUCTION (PRECALL_NO_KW_METHOD_DESCRIPTOR_O)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args != 2 || keyword_names != NULL, PRECALL);
    MISS_UNLESS_METHOD (callable, SECOND (), GCORE_METH_O);
    ENTER_C ();
    GcoreObject *result = ((GcoreBinaryFunc) definition->function) (SECOND (), TOP ());
    LEAVE_C ();
    FINISH_CALL (2, result);
  }

INSTRUCTION (PRECALL_NO_KW_METHOD_DESCRIPTOR_NOARGS)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args != 1 || keyword_names != NULL, PRECALL);
    MISS_UNLESS_METHOD (callable, TOP (), GCORE_METH_NOARGS);
    ENTER_C ();
    GcoreObject *result = ((GcoreBinaryFunc) definition->function) (TOP (), NULL);
    LEAVE_C ();
    FINISH_CALL (1, result);
  }

INSTRUCTION (PRECALL_NO_KW_METHOD_DESCRIPTOR_FAST)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args < 1 || keyword_names != NULL, PRECALL);
    MISS_UNLESS_METHOD (callable, PEEK (n_args), GCORE_METH_FASTCALL);
    GcoreObject *result = ((GcoreFastcallFunc) definition->function) (PEEK (n_args), sp - n_args + 1, n_args - 1);
    FINISH_CALL (n_args, result);
  }

INSTRUCTION (PRECALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args < 1, PRECALL);
    MISS_UNLESS_METHOD (callable, PEEK (n_args), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS);
    int n_positional = n_args - 1 - (keyword_names != NULL ? (int) GCORE_TUPLE_SIZE (keyword_names) : 0);
    MISS_IF (n_positional < 0, PRECALL);
    GcoreObject *result = ((GcoreFastcallKeywordsFunc) definition->function) (PEEK (n_args), sp - n_args + 1, n_positional,
                                                                              keyword_names);
    keyword_names = NULL;
    FINISH_CALL (n_args, result);
  }

INSTRUCTION (PRECALL_BUILTIN_CLASS)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (!gcore_is_type (callable), PRECALL);
    GcoreVectorcallFunc function = ((GcoreType *) (void *) callable)->vectorcall;
    MISS_IF (function == NULL, PRECALL);
    int n_positional = n_args - (keyword_names != NULL ? (int) GCORE_TUPLE_SIZE (keyword_names) : 0);
    GcoreObject *result = function (callable, sp - n_args, (size_t) n_positional, keyword_names);
    keyword_names = NULL;
    FINISH_CALL (n_args, result);
  }

INSTRUCTION (PRECALL_NO_KW_LIST_APPEND)
  {
    /* PRECALL_NO_KW_METHOD_DESCRIPTOR_O for list.append whose result is dropped: POP_TOP is part of the body. */
    GcoreObject *callable = PEEK (3), *list = SECOND ();
    MISS_IF (callable != machine->list_append || oparg != 1 || !gcore_is_list_exact (list), PRECALL);
    GcoreObject *value = POP ();
    int status = gcore_list_append_take_ref ((GcoreList *) (void *) list, value);
    SHRINK (2);
    gcore_decref (list);
    gcore_decref (callable);
    if (status < 0)
      goto error;
    SKIP_CALL ();
    frame->prev_instr = next++;
    DISPATCH ();
  }

INSTRUCTION (PRECALL_NO_KW_LEN)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args != 1 || keyword_names != NULL || callable != machine->len, PRECALL);
    GcoreObject *object = TOP ();
    intptr_t length = gcore_object_length (object);
    if (length < 0)
      goto error;
    GcoreObject *result = gcore_int_from_int64 (length);
    SHRINK (oparg + 2);
    PUSH (result);
    gcore_decref (callable);
    gcore_decref (object);
    if (result == NULL)
      goto error;
    SKIP_CALL ();
    DISPATCH ();
  }

INSTRUCTION (PRECALL_NO_KW_ISINSTANCE)
  {
    int n_args = oparg + HAS_SELF ();
    GcoreObject *callable = PEEK (n_args + 1);
    MISS_IF (n_args != 2 || keyword_names != NULL || callable != machine->isinstance, PRECALL);
    GcoreObject *cls = TOP (), *object = SECOND ();
    int result = gcore_object_is_instance (object, cls);
    if (result < 0)
      goto error;
    SHRINK (oparg + 2);
    PUSH (bool_object (result));
    gcore_decref (object);
    gcore_decref (cls);
    gcore_decref (callable);
    SKIP_CALL ();
    DISPATCH ();
  }

/* A class called with one argument, the stack being NULL, class, argument. */
#define CLASS_OF_ONE(ID)                                                                                               \
  GcoreObject *argument = TOP (), *callable = SECOND ();                                                               \
  MISS_IF (HAS_SELF () || oparg != 1 || keyword_names != NULL || callable != (GcoreObject *) GCORE_TYPE (ID), PRECALL)
#define FINISH_CLASS_OF_ONE(result)                                                                                    \
  SHRINK (2);                                                                                                          \
  SET_TOP (result);                                                                                                    \
  gcore_decref (argument);                                                                                             \
  gcore_decref (callable);                                                                                             \
  if (TOP () == NULL)                                                                                                  \
    goto error;                                                                                                        \
  SKIP_CALL ();                                                                                                        \
  CHECK_BREAKER ();                                                                                                    \
  DISPATCH ()

INSTRUCTION (PRECALL_NO_KW_TYPE_1)
  {
    CLASS_OF_ONE (TYPE);
    GcoreObject *type = gcore_newref (GCORE_TYPE_OF (argument));
    FINISH_CLASS_OF_ONE (type);
  }

INSTRUCTION (PRECALL_NO_KW_STR_1)
  {
    CLASS_OF_ONE (STR);
    GcoreObject *text = gcore_object_str (argument);
    FINISH_CLASS_OF_ONE (text);
  }

INSTRUCTION (PRECALL_NO_KW_TUPLE_1)
  {
    CLASS_OF_ONE (TUPLE);
    GcoreObject *tuple = gcore_sequence_tuple (argument);
    FINISH_CLASS_OF_ONE (tuple);
  }

#undef HAS_SELF
#undef SKIP_CALL
#undef MISS_UNLESS_BUILTIN
#undef MISS_UNLESS_METHOD
#undef FINISH_CALL
#undef ENTER_C
#undef LEAVE_C
#undef CLASS_OF_ONE
#undef FINISH_CLASS_OF_ONE
