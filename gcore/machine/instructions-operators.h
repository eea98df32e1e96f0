/* SPDX-License-Identifier: MIT */
/* Bodies: unary and binary operators, comparisons, subscription. */

INSTRUCTION (UNARY_POSITIVE)
  {
    GcoreObject *value = TOP (), *result = gcore_number_positive (value);
    gcore_decref (value);
    SET_TOP (result);
    if (result == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (UNARY_NEGATIVE)
  {
    GcoreObject *value = TOP (), *result = gcore_number_negative (value);
    gcore_decref (value);
    SET_TOP (result);
    if (result == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (UNARY_INVERT)
  {
    GcoreObject *value = TOP (), *result = gcore_number_invert (value);
    gcore_decref (value);
    SET_TOP (result);
    if (result == NULL)
      goto error;
    DISPATCH ();
  }

INSTRUCTION (UNARY_NOT)
  {
    GcoreObject *value = TOP ();
    int truth = is_true (value);
    gcore_decref (value);
    if (truth < 0)
      {
        SHRINK (1);
        goto error;
      }
    SET_TOP (bool_object (!truth));
    DISPATCH ();
  }

/* --- BINARY_OP ---------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (BINARY_OP)
  {
    GcoreObject *right = POP (), *left = TOP ();
    GcoreObject *result = binary_operations[oparg](left, right);
    SET_TOP (result);
    gcore_decref (left);
    gcore_decref (right);
    if (result == NULL)
      goto error;
    SKIP_CACHES (BINARY_OP);
    DISPATCH ();
  }

ADAPTIVE (BINARY_OP, gcore_specialise_binary_op (next, oparg, SECOND (), TOP (), frame->slots))

#define INT_OPERATION(NAME, name)                                                                                      \
  INSTRUCTION (BINARY_OP_##NAME##_INT)                                                                                 \
  {                                                                                                                    \
    GcoreObject *left = SECOND (), *right = TOP ();                                                                    \
    MISS_IF (!gcore_is_int_exact (left) || !gcore_is_int_exact (right), BINARY_OP);                                    \
    GcoreObject *result = gcore_int_##name (left, right);                                                              \
    SHRINK (1);                                                                                                        \
    SET_TOP (result);                                                                                                  \
    release_int (left);                                                                                                \
    release_int (right);                                                                                               \
    if (result == NULL)                                                                                                \
      goto error;                                                                                            \
    SKIP_CACHES (BINARY_OP);                                                                                           \
    DISPATCH ();                                                                                                       \
  }
INT_OPERATION (ADD, add)
INT_OPERATION (SUBTRACT, subtract)
INT_OPERATION (MULTIPLY, multiply)
#undef INT_OPERATION

/* & | ^ << >> // % of ints that fit a word: a form CPython does not have. */
INSTRUCTION (BINARY_OP_OTHER_INT)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_int_exact (left) || !gcore_is_int_exact (right), BINARY_OP);
    MISS_IF (!gcore_int_is_compact (left) || !gcore_int_is_compact (right), BINARY_OP);
    int64_t x = gcore_int_compact_value (left), y = gcore_int_compact_value (right), value;
    switch (oparg >= GCORE_BINARY_INPLACE ? oparg - GCORE_BINARY_INPLACE : oparg)
      {
      case GCORE_BINARY_AND:
        value = x & y;
        break;
      case GCORE_BINARY_OR:
        value = x | y;
        break;
      case GCORE_BINARY_XOR:
        value = x ^ y;
        break;
      case GCORE_BINARY_LSHIFT:
        MISS_IF ((uint64_t) y > 62, BINARY_OP);
        value = (int64_t) ((uint64_t) x << y);
        MISS_IF (value >> y != x, BINARY_OP);
        break;
      case GCORE_BINARY_RSHIFT:
        MISS_IF ((uint64_t) y > 63, BINARY_OP);
        value = x >> y;
        break;
      case GCORE_BINARY_FLOOR_DIVIDE:
        MISS_IF (y <= 0, BINARY_OP);
        value = x / y - (x % y < 0);
        break;
      default:
        MISS_IF (y <= 0, BINARY_OP);
        value = x % y;
        value += value < 0 ? y : 0;
      }
    GcoreObject *result = gcore_int_from_int64 (value);
    SHRINK (1);
    SET_TOP (result);
    release_int (left);
    release_int (right);
    if (result == NULL)
      goto error;
    SKIP_CACHES (BINARY_OP);
    DISPATCH ();
  }

#define FLOAT_OPERATION(NAME, operator)                                                                                \
  INSTRUCTION (BINARY_OP_##NAME##_FLOAT)                                                                               \
  {                                                                                                                    \
    GcoreObject *left = SECOND (), *right = TOP ();                                                                    \
    MISS_IF (!gcore_is_float_exact (left) || !gcore_is_float_exact (right), BINARY_OP);                                \
    double value = GCORE_FLOAT_VALUE (left) operator GCORE_FLOAT_VALUE (right);                                        \
    GcoreObject *result = gcore_float_from_double (value);                                                             \
    SHRINK (1);                                                                                                        \
    SET_TOP (result);                                                                                                  \
    gcore_decref (right);                                                                                              \
    gcore_decref (left);                                                                                               \
    if (result == NULL)                                                                                                \
      goto error;                                                                                            \
    SKIP_CACHES (BINARY_OP);                                                                                           \
    DISPATCH ();                                                                                                       \
  }
FLOAT_OPERATION (ADD, +)
FLOAT_OPERATION (SUBTRACT, -)
FLOAT_OPERATION (MULTIPLY, *)
#undef FLOAT_OPERATION

INSTRUCTION (BINARY_OP_ADD_UNICODE)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_str_exact (left) || GCORE_TYPE_OF (left) != GCORE_TYPE_OF (right), BINARY_OP);
    GcoreObject *result = gcore_str_concat (left, right);
    SHRINK (1);
    SET_TOP (result);
    gcore_decref (left);
    gcore_decref (right);
    if (result == NULL)
      goto error;
    SKIP_CACHES (BINARY_OP);
    DISPATCH ();
  }

/* s = s + t for a local variable s: the variable gives up its reference, so that the text can grow in place. The
 * STORE_FAST that follows is part of the body. */
INSTRUCTION (BINARY_OP_INPLACE_ADD_UNICODE)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_str_exact (left) || GCORE_TYPE_OF (left) != GCORE_TYPE_OF (right), BINARY_OP);
    GcoreCodeUnit store = next[GCORE_CACHES_BINARY_OP];
    GcoreObject **variable = &SLOT (GCORE_UNIT_ARG (store));
    MISS_IF (*variable != left, BINARY_OP);
    gcore_decref (left);
    gcore_str_append (variable, right);
    gcore_decref (right);
    SHRINK (2);
    if (*variable == NULL)
      goto error;
    SKIP_CACHES (BINARY_OP);
    frame->prev_instr = next++;
    DISPATCH ();
  }

/* --- COMPARE_OP --------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (COMPARE_OP)
  {
    GcoreObject *right = POP (), *left = TOP ();
    GcoreObject *result = gcore_object_rich_compare (left, right, oparg);
    SET_TOP (result);
    gcore_decref (left);
    gcore_decref (right);
    if (result == NULL)
      goto error;
    SKIP_CACHES (COMPARE_OP);
    DISPATCH ();
  }

ADAPTIVE (COMPARE_OP, gcore_specialise_compare_op (next, oparg, SECOND (), TOP ()))

/* The special forms include the conditional jump that follows: mask says for which outcomes it jumps (1: less, 2: equal,
 * 4: greater), and with 8 that it jumps back. */
#define COMPARE_AND_JUMP(outcome)                                                                                      \
  {                                                                                                                    \
    int outcome_ = (outcome);                                                                                          \
    unsigned mask_ = ((GcoreCompareCache *) (void *) next)->mask;                                                      \
    SKIP_CACHES (COMPARE_OP);                                                                                          \
    intptr_t jump_ = GCORE_UNIT_ARG (*next);                                                                           \
    frame->prev_instr = next++;                                                                                        \
    if (mask_ & outcome_)                                                                                              \
      {                                                                                                                \
        if (mask_ & 8)                                                                                                 \
          {                                                                                                            \
            JUMP (-jump_);                                                                                             \
            CHECK_BREAKER ();                                                                                          \
          }                                                                                                            \
        else                                                                                                           \
          JUMP (jump_);                                                                                                \
      }                                                                                                                \
    DISPATCH ();                                                                                                       \
  }

INSTRUCTION (COMPARE_OP_FLOAT_JUMP)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_float_exact (left) || !gcore_is_float_exact (right), COMPARE_OP);
    double x = GCORE_FLOAT_VALUE (left), y = GCORE_FLOAT_VALUE (right);
    MISS_IF (x != x || y != y, COMPARE_OP);
    SHRINK (2);
    gcore_decref (left);
    gcore_decref (right);
    COMPARE_AND_JUMP (x < y ? 1 : x == y ? 2 : 4);
  }

INSTRUCTION (COMPARE_OP_INT_JUMP)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_int_exact (left) || !gcore_is_int_exact (right), COMPARE_OP);
    MISS_IF (!gcore_int_is_compact (left) || !gcore_int_is_compact (right), COMPARE_OP);
    int64_t x = gcore_int_compact_value (left), y = gcore_int_compact_value (right);
    SHRINK (2);
    release_int (left);
    release_int (right);
    COMPARE_AND_JUMP (x < y ? 1 : x == y ? 2 : 4);
  }

INSTRUCTION (COMPARE_OP_STR_JUMP)
  {
    GcoreObject *left = SECOND (), *right = TOP ();
    MISS_IF (!gcore_is_str_exact (left) || !gcore_is_str_exact (right), COMPARE_OP);
    bool equal = left == right || gcore_str_equal (left, right);
    SHRINK (2);
    gcore_decref (left);
    gcore_decref (right);
    COMPARE_AND_JUMP (equal ? 2 : 1);
  }
#undef COMPARE_AND_JUMP

INSTRUCTION (IS_OP)
  {
    GcoreObject *right = POP (), *left = TOP ();
    SET_TOP (bool_object ((left == right) != oparg));
    gcore_decref (left);
    gcore_decref (right);
    DISPATCH ();
  }

INSTRUCTION (CONTAINS_OP)
  {
    GcoreObject *right = POP (), *left = POP ();
    int found = gcore_sequence_contains (right, left);
    gcore_decref (left);
    gcore_decref (right);
    if (found < 0)
      goto error;
    PUSH (bool_object (found != oparg));
    DISPATCH ();
  }

/* --- BINARY_SUBSCR ------------------------------------------------------------------------------------------------ */

GENERAL_INSTRUCTION (BINARY_SUBSCR)
  {
    GcoreObject *key = POP (), *container = TOP ();
    GcoreObject *result = gcore_object_get_item (container, key);
    gcore_decref (container);
    gcore_decref (key);
    SET_TOP (result);
    if (result == NULL)
      goto error;
    SKIP_CACHES (BINARY_SUBSCR);
    DISPATCH ();
  }

ADAPTIVE (BINARY_SUBSCR, gcore_specialise_binary_subscr (next, SECOND (), TOP (), frame->code->warmup == 0))

INSTRUCTION (BINARY_SUBSCR_LIST_INT)
  {
    GcoreObject *key = TOP (), *list = SECOND ();
    MISS_IF (!gcore_is_int_exact (key) || !gcore_is_list_exact (list), BINARY_SUBSCR);
    MISS_IF ((uint64_t) GCORE_SIZE_OF (key) > 1, BINARY_SUBSCR);
    uint64_t index = ((GcoreOneLimbInt *) (void *) key)->limb;
    MISS_IF (index >= (uint64_t) GCORE_LIST_SIZE (list), BINARY_SUBSCR);
    GcoreObject *result = GCORE_LIST_ITEM (list, index);
    gcore_incref (result);
    SHRINK (1);
    gcore_decref (key);
    SET_TOP (result);
    gcore_decref (list);
    SKIP_CACHES (BINARY_SUBSCR);
    DISPATCH ();
  }

INSTRUCTION (BINARY_SUBSCR_TUPLE_INT)
  {
    GcoreObject *key = TOP (), *tuple = SECOND ();
    MISS_IF (!gcore_is_int_exact (key) || !gcore_is_tuple_exact (tuple), BINARY_SUBSCR);
    MISS_IF ((uint64_t) GCORE_SIZE_OF (key) > 1, BINARY_SUBSCR);
    uint64_t index = ((GcoreOneLimbInt *) (void *) key)->limb;
    MISS_IF (index >= (uint64_t) GCORE_TUPLE_SIZE (tuple), BINARY_SUBSCR);
    GcoreObject *result = GCORE_TUPLE_ITEM (tuple, index);
    gcore_incref (result);
    SHRINK (1);
    gcore_decref (key);
    SET_TOP (result);
    gcore_decref (tuple);
    SKIP_CACHES (BINARY_SUBSCR);
    DISPATCH ();
  }

INSTRUCTION (BINARY_SUBSCR_DICT)
  {
    GcoreObject *dict = SECOND ();
    MISS_IF (!gcore_is_dict_exact (dict), BINARY_SUBSCR);
    GcoreObject *key = TOP (), *result = gcore_dict_get_item_with_error (dict, key);
    if (result == NULL)
      {
        if (!gcore_err_occurred ())
          gcore_err_set_key_error (key);
        goto error;
      }
    gcore_incref (result);
    SHRINK (1);
    gcore_decref (key);
    SET_TOP (result);
    gcore_decref (dict);
    SKIP_CACHES (BINARY_SUBSCR);
    DISPATCH ();
  }

/* __getitem__ written in Python, called without C in between: its arguments are moved. */
INSTRUCTION (BINARY_SUBSCR_GETITEM)
  {
    GcoreObject *key = TOP (), *container = SECOND ();
    GcoreType *type = GCORE_TYPE_OF (container);
    MISS_IF (type->version != gcore_cache_read_u32 (((GcoreSubscriptCache *) (void *) next)->type_version),
             BINARY_SUBSCR);
    GcoreFunction *function = (GcoreFunction *) (uintptr_t) ((GcoreHeapType *) (void *) type)->builtin_slots;
    GcoreCode *code = (GcoreCode *) (void *) function->code;
    MISS_IF (code->argcount != 2 || !(code->flags & GCORE_CODE_OPTIMIZED), BINARY_SUBSCR);
    GcoreActivation *callee = gcore_activation_push (code);
    MISS_IF (callee == NULL, BINARY_SUBSCR);
    gcore_activation_init (callee, (GcoreFunction *) gcore_newref (function), NULL, code);
    SHRINK (2);
    callee->slots[0] = container;
    callee->slots[1] = key;
    for (int i = 2; i < code->nlocalsplus; i++)
      callee->slots[i] = NULL;
    SAVE_STACK ();
    SKIP_CACHES (BINARY_SUBSCR);
    frame->prev_instr = next - 1;
    callee->previous = frame;
    SWITCH_TO (callee);
    goto start_frame;
  }

/* --- STORE_SUBSCR ------------------------------------------------------------------------------------------------- */

GENERAL_INSTRUCTION (STORE_SUBSCR)
  {
    GcoreObject *key = TOP (), *container = SECOND (), *value = PEEK (3);
    SHRINK (3);
    int status = gcore_object_set_item (container, key, value);
    gcore_decref (value);
    gcore_decref (container);
    gcore_decref (key);
    if (status != 0)
      goto error;
    SKIP_CACHES (STORE_SUBSCR);
    DISPATCH ();
  }

ADAPTIVE (STORE_SUBSCR, gcore_specialise_store_subscr (next, SECOND (), TOP ()))

INSTRUCTION (STORE_SUBSCR_LIST_INT)
  {
    GcoreObject *key = TOP (), *list = SECOND (), *value = PEEK (3);
    MISS_IF (!gcore_is_int_exact (key) || !gcore_is_list_exact (list), STORE_SUBSCR);
    MISS_IF ((uint64_t) GCORE_SIZE_OF (key) > 1, STORE_SUBSCR);
    uint64_t index = ((GcoreOneLimbInt *) (void *) key)->limb;
    MISS_IF (index >= (uint64_t) GCORE_LIST_SIZE (list), STORE_SUBSCR);
    GcoreObject *old = GCORE_LIST_ITEM (list, index);
    GCORE_LIST_ITEM (list, index) = value;
    SHRINK (3);
    gcore_decref (old);
    gcore_decref (key);
    gcore_decref (list);
    SKIP_CACHES (STORE_SUBSCR);
    DISPATCH ();
  }

INSTRUCTION (STORE_SUBSCR_DICT)
  {
    GcoreObject *key = TOP (), *dict = SECOND (), *value = PEEK (3);
    MISS_IF (!gcore_is_dict_exact (dict), STORE_SUBSCR);
    SHRINK (3);
    int status = gcore_dict_set_item_take2 ((GcoreDict *) (void *) dict, key, value);
    gcore_decref (dict);
    if (status != 0)
      goto error;
    SKIP_CACHES (STORE_SUBSCR);
    DISPATCH ();
  }

INSTRUCTION (DELETE_SUBSCR)
  {
    GcoreObject *key = TOP (), *container = SECOND ();
    SHRINK (2);
    int status = gcore_object_del_item (container, key);
    gcore_decref (container);
    gcore_decref (key);
    if (status != 0)
      goto error;
    DISPATCH ();
  }
