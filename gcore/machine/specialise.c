/* SPDX-License-Identifier: MIT */
#include "gcore/machine/specialise.h"

#include "gcore/machine/machine.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/int.h"
#include "gcore/objects/method.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define MISSES 53            /* of a special form before it is given up */
#define FIRST_EXPONENT 4     /* a failed attempt is repeated after 2^exponent - 1 runs, then twice as many, … */
#define LAST_EXPONENT 12

/* --- counters and rewriting --------------------------------------------------------------------------------------- */

static const uint8_t adaptive_form[256] = {
  [GCORE_OP_BINARY_OP] = GCORE_OP_BINARY_OP_ADAPTIVE,
  [GCORE_OP_BINARY_SUBSCR] = GCORE_OP_BINARY_SUBSCR_ADAPTIVE,
  [GCORE_OP_CALL] = GCORE_OP_CALL_ADAPTIVE,
  [GCORE_OP_COMPARE_OP] = GCORE_OP_COMPARE_OP_ADAPTIVE,
  [GCORE_OP_LOAD_ATTR] = GCORE_OP_LOAD_ATTR_ADAPTIVE,
  [GCORE_OP_LOAD_GLOBAL] = GCORE_OP_LOAD_GLOBAL_ADAPTIVE,
  [GCORE_OP_LOAD_METHOD] = GCORE_OP_LOAD_METHOD_ADAPTIVE,
  [GCORE_OP_PRECALL] = GCORE_OP_PRECALL_ADAPTIVE,
  [GCORE_OP_STORE_ATTR] = GCORE_OP_STORE_ATTR_ADAPTIVE,
  [GCORE_OP_STORE_SUBSCR] = GCORE_OP_STORE_SUBSCR_ADAPTIVE,
  [GCORE_OP_UNPACK_SEQUENCE] = GCORE_OP_UNPACK_SEQUENCE_ADAPTIVE,
};

static void
set_opcode (GcoreCodeUnit *unit, int opcode)
{
  *unit = GCORE_UNIT (opcode, GCORE_UNIT_ARG (*unit));
}

static void
specialised (GcoreCodeUnit *cache, int opcode)
{
  set_opcode (cache - 1, opcode);
  *cache = GCORE_COUNTER (MISSES, 0);
}

static void
failed (GcoreCodeUnit *cache)
{
  unsigned exponent = (*cache & 15) + 1;
  if (exponent < FIRST_EXPONENT)
    exponent = FIRST_EXPONENT;
  if (exponent > LAST_EXPONENT)
    exponent = LAST_EXPONENT;
  *cache = GCORE_COUNTER ((1u << exponent) - 1, exponent);
}

void
gcore_specialise_miss (GcoreCodeUnit *cache)
{
  if (!GCORE_COUNTER_IS_ZERO (*cache))
    {
      *cache = GCORE_COUNTER_STEP (*cache);
      return;
    }
  set_opcode (cache - 1, adaptive_form[gcore_opcode_general[GCORE_UNIT_OPCODE (cache[-1])]]);
  failed (cache);
}

static void
write_u32 (GcoreCodeUnit *units, uint32_t value)
{
  memcpy (units, &value, sizeof value);
}

static void
write_object (GcoreCodeUnit *units, GcoreObject *object)
{
  memcpy (units, &object, sizeof object);
}

/* --- warming up --------------------------------------------------------------------------------------------------- */

static int
pair (int first, int second)
{
  switch (first)
    {
    case GCORE_OP_LOAD_FAST:
      return second == GCORE_OP_LOAD_FAST    ? GCORE_OP_LOAD_FAST__LOAD_FAST
             : second == GCORE_OP_LOAD_CONST ? GCORE_OP_LOAD_FAST__LOAD_CONST
                                             : 0;
    case GCORE_OP_LOAD_CONST:
      return second == GCORE_OP_LOAD_FAST ? GCORE_OP_LOAD_CONST__LOAD_FAST : 0;
    case GCORE_OP_STORE_FAST:
      return second == GCORE_OP_LOAD_FAST    ? GCORE_OP_STORE_FAST__LOAD_FAST
             : second == GCORE_OP_STORE_FAST ? GCORE_OP_STORE_FAST__STORE_FAST
                                             : 0;
    default:
      return 0;
    }
}

/* Makes the instructions of CODE adaptive, and WARM: ends its warm-up. */
static void
quicken (GcoreCode *code, bool warm)
{
  GcoreCodeUnit *units = GCORE_CODE_UNITS (code);
  int previous = -1;
  for (intptr_t i = 0; i < GCORE_CODE_N_UNITS (code); i++)
    {
      int opcode = GCORE_UNIT_OPCODE (units[i]);
      if (adaptive_form[opcode] != 0)
        {
          set_opcode (&units[i], adaptive_form[opcode]);
          i += gcore_opcode_caches[opcode];
          previous = -1;
          continue;
        }
      if (opcode == GCORE_OP_BINARY_SUBSCR_ADAPTIVE)
        units[i + 1] = 0; /* it has been waiting for this */
      int both = pair (previous, opcode);
      if (opcode == GCORE_OP_JUMP_BACKWARD && warm)
        set_opcode (&units[i], GCORE_OP_JUMP_BACKWARD_QUICK);
      else if (opcode == GCORE_OP_RESUME && warm)
        set_opcode (&units[i], GCORE_OP_RESUME_QUICK);
      else if (both != 0)
        {
          set_opcode (&units[i - 1], both);
          opcode = -1; /* the second is not the first of another pair */
        }
      previous = opcode;
      i += opcode >= 0 ? gcore_opcode_caches[opcode] : 0;
    }
}

void
gcore_specialise_warm_up (GcoreCode *code)
{
  if (code->warmup == 0 || ++code->warmup != 0)
    return;
  if (!GCORE_MACHINE->options.no_bytecode_caches)
    quicken (code, true);
}

void
gcore_specialise_note_loop (GcoreCode *code)
{
  if (code->warmup == 0 || code->loops == -GCORE_CODE_WARMUP || ++code->loops != -GCORE_CODE_WARMUP)
    return;
  if (!GCORE_MACHINE->options.no_bytecode_caches)
    quicken (code, false);
}

/* --- global names ------------------------------------------------------------------------------------------------- */

void
gcore_specialise_load_global (GcoreCodeUnit *units, GcoreObject *globals, GcoreObject *builtins, GcoreObject *name)
{
  GcoreLoadGlobalCache *cache = (void *) units;
  if (gcore_is_dict_exact (globals) && gcore_is_dict_exact (builtins))
    {
      GcoreDict *module = (GcoreDict *) (void *) globals, *outer = (GcoreDict *) (void *) builtins;
      intptr_t place = gcore_dict_get_place_hint (module, name);
      uint32_t version = module->keys->kind == GCORE_DICT_KEYS_STR ? gcore_dict_keys_get_version (module->keys) : 0;
      if (place >= 0 && place <= UINT16_MAX && version != 0)
        {
          cache->index = (GcoreCodeUnit) place;
          write_u32 (cache->module_version, version);
          specialised (units, GCORE_OP_LOAD_GLOBAL_MODULE);
          return;
        }
      place = version != 0 && gcore_dict_contains (globals, name) == 0 ? gcore_dict_get_place_hint (outer, name) : -1;
      uint32_t outer_version = place >= 0 ? gcore_dict_keys_get_version (outer->keys) : 0;
      if (place >= 0 && place <= UINT16_MAX && outer_version != 0 && outer_version <= UINT16_MAX)
        {
          cache->index = (GcoreCodeUnit) place;
          write_u32 (cache->module_version, version);
          cache->builtins_version = (GcoreCodeUnit) outer_version;
          specialised (units, GCORE_OP_LOAD_GLOBAL_BUILTIN);
          return;
        }
    }
  failed (units);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* The module's place for NAME; false if it cannot be cached. */
static bool
find_in_module (GcoreObject *owner, GcoreObject *name, uint16_t *index, uint32_t *version)
{
  GcoreDict *dict = (GcoreDict *) (void *) ((GcoreModule *) (void *) owner)->dict;
  if (dict == NULL || dict->keys->kind != GCORE_DICT_KEYS_STR
      || gcore_type_lookup (GCORE_TYPE (MODULE), name) != NULL)
    return false;
  intptr_t place = gcore_dict_get_place_hint (dict, name);
  *version = place >= 0 && place <= UINT16_MAX ? gcore_dict_keys_get_version (dict->keys) : 0;
  *index = (uint16_t) place;
  return *version != 0;
}

/* The place of a __slots__ member, 0 if DESCRIPTOR is none or not of TYPE. */
static intptr_t
slot_offset (GcoreType *type, GcoreObject *descriptor, bool writing)
{
  if (descriptor == NULL || !gcore_is_exact (descriptor, MEMBER_DESCRIPTOR))
    return 0;
  GcoreMemberDescriptor *member = (GcoreMemberDescriptor *) (void *) descriptor;
  const GcoreMemberDef *definition = member->member;
  if (definition->type != GCORE_MEMBER_OBJECT_EX || !gcore_type_is_subtype (type, member->owner)
      || (writing && (definition->flags & GCORE_MEMBER_READONLY)) || definition->offset > UINT16_MAX)
    return 0;
  return definition->offset;
}

/* Caches NAME's place among the instance's own attributes. */
static bool
specialise_instance (GcoreCodeUnit *units, GcoreObject *owner, GcoreObject *name, int with_values, int with_dict)
{
  GcoreType *type = GCORE_TYPE_OF (owner);
  GcoreAttributeCache *cache = (void *) units;
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    return false;
  GcoreDict *dict = (GcoreDict *) (void *) GCORE_OBJECT_MANAGED_DICT (owner);
  intptr_t place;
  int opcode = with_values;
  if (dict == NULL)
    {
      GcoreDictKeys *keys = ((GcoreHeapType *) (void *) type)->cached_keys;
      place = keys != NULL && GCORE_OBJECT_VALUES (owner) != NULL ? gcore_dict_keys_string_lookup (keys, name) : -1;
    }
  else
    {
      place = dict->values == NULL && gcore_is_dict_exact (dict) ? gcore_dict_get_place_hint (dict, name) : -1;
      opcode = with_dict;
    }
  if (place < 0 || place > UINT16_MAX)
    return false;
  cache->index = (GcoreCodeUnit) place;
  write_u32 (cache->version, type->version);
  specialised (units, opcode);
  return true;
}

void
gcore_specialise_load_attr (GcoreCodeUnit *units, GcoreObject *owner, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (owner);
  GcoreAttributeCache *cache = (void *) units;
  if (type == GCORE_TYPE (MODULE))
    {
      uint32_t version;
      if (find_in_module (owner, name, &cache->index, &version))
        {
          write_u32 (cache->version, version);
          specialised (units, GCORE_OP_LOAD_ATTR_MODULE);
          return;
        }
    }
  else if (type->get_attr == gcore_object_generic_get_attr && gcore_type_assign_version (type))
    {
      GcoreObject *descriptor = gcore_type_lookup (type, name);
      intptr_t offset = slot_offset (type, descriptor, false);
      if (offset > 0)
        {
          cache->index = (GcoreCodeUnit) offset;
          write_u32 (cache->version, type->version);
          specialised (units, GCORE_OP_LOAD_ATTR_SLOT);
          return;
        }
      /* A data descriptor of the class goes before the instance's own attributes. */
      if ((descriptor == NULL || GCORE_TYPE_OF (descriptor)->descr_set == NULL)
          && specialise_instance (units, owner, name, GCORE_OP_LOAD_ATTR_INSTANCE_VALUE,
                                  GCORE_OP_LOAD_ATTR_WITH_HINT))
        return;
    }
  failed (units);
}

void
gcore_specialise_store_attr (GcoreCodeUnit *units, GcoreObject *owner, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (owner);
  GcoreAttributeCache *cache = (void *) units;
  if (type->set_attr == gcore_object_generic_set_attr && gcore_type_assign_version (type))
    {
      GcoreObject *descriptor = gcore_type_lookup (type, name);
      intptr_t offset = slot_offset (type, descriptor, true);
      if (offset > 0)
        {
          cache->index = (GcoreCodeUnit) offset;
          write_u32 (cache->version, type->version);
          specialised (units, GCORE_OP_STORE_ATTR_SLOT);
          return;
        }
      if ((descriptor == NULL || GCORE_TYPE_OF (descriptor)->descr_set == NULL)
          && specialise_instance (units, owner, name, GCORE_OP_STORE_ATTR_INSTANCE_VALUE,
                                  GCORE_OP_STORE_ATTR_WITH_HINT))
        return;
    }
  failed (units);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

/* Whether nothing in OWNER itself can hide METHOD of its class; if so, the opcode that checks that it stays so. */
static int
method_form (GcoreLoadMethodCache *cache, GcoreObject *owner, GcoreObject *name)
{
  GcoreType *type = GCORE_TYPE_OF (owner);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      GcoreDictKeys *keys = ((GcoreHeapType *) (void *) type)->cached_keys;
      uint32_t version;
      if (GCORE_OBJECT_MANAGED_DICT (owner) != NULL || keys == NULL || gcore_dict_keys_string_lookup (keys, name) >= 0
          || (version = gcore_dict_keys_get_version (keys)) == 0)
        return 0;
      write_u32 (cache->keys_version, version);
      return GCORE_OP_LOAD_METHOD_WITH_VALUES;
    }
  if (type->dict_offset == 0)
    return GCORE_OP_LOAD_METHOD_NO_DICT;
  if (type->dict_offset < 0 || type->dict_offset > INT16_MAX)
    return 0;
  GcoreDict *dict = *(GcoreDict **) (void *) ((char *) owner + type->dict_offset);
  uint32_t version = 0;
  if (dict != NULL)
    {
      if (dict->keys->kind == GCORE_DICT_KEYS_GENERAL || gcore_dict_keys_string_lookup (dict->keys, name) >= 0
          || (version = gcore_dict_keys_get_version (dict->keys)) == 0)
        return 0;
    }
  write_u32 (cache->keys_version, version);
  cache->index = (GcoreCodeUnit) type->dict_offset;
  return GCORE_OP_LOAD_METHOD_WITH_DICT;
}

static bool
specialise_class_method (GcoreCodeUnit *units, GcoreObject *owner, GcoreObject *name)
{
  GcoreLoadMethodCache *cache = (void *) units;
  GcoreType *type = (GcoreType *) (void *) owner;
  /* Metaclasses may have their own ideas. */
  if (GCORE_TYPE_OF (owner) != GCORE_TYPE (TYPE) || gcore_type_lookup (GCORE_TYPE (TYPE), name) != NULL
      || !gcore_type_assign_version (type))
    return false;
  GcoreObject *method = gcore_type_lookup (type, name);
  if (method == NULL || !gcore_has_flag (GCORE_TYPE_OF (method), GCORE_TYPE_FLAG_METHOD_DESCRIPTOR))
    return false;
  write_u32 (cache->type_version, type->version);
  write_object (cache->method, method);
  specialised (units, GCORE_OP_LOAD_METHOD_CLASS);
  return true;
}

void
gcore_specialise_load_method (GcoreCodeUnit *units, GcoreObject *owner, GcoreObject *name)
{
  GcoreLoadMethodCache *cache = (void *) units;
  GcoreType *type = GCORE_TYPE_OF (owner);
  if (type == GCORE_TYPE (MODULE))
    {
      uint32_t version;
      if (find_in_module (owner, name, &cache->index, &version))
        {
          write_u32 (cache->keys_version, version);
          specialised (units, GCORE_OP_LOAD_METHOD_MODULE);
          return;
        }
    }
  else if (gcore_is_type (owner))
    {
      if (specialise_class_method (units, owner, name))
        return;
    }
  else if (type->get_attr == gcore_object_generic_get_attr && gcore_type_assign_version (type))
    {
      GcoreObject *method = gcore_type_lookup (type, name);
      int form = 0;
      if (method != NULL && gcore_has_flag (GCORE_TYPE_OF (method), GCORE_TYPE_FLAG_METHOD_DESCRIPTOR))
        form = method_form (cache, owner, name);
      if (form != 0)
        {
          write_u32 (cache->type_version, type->version);
          write_object (cache->method, method);
          specialised (units, form);
          return;
        }
    }
  failed (units);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

/* Whether the sum goes straight back to the local variable that is its left operand. */
static bool
is_text_in_place (GcoreCodeUnit *units, GcoreObject *left, GcoreObject **slots)
{
  GcoreCodeUnit next = units[GCORE_CACHES_BINARY_OP];
  int opcode = GCORE_UNIT_OPCODE (next);
  return gcore_opcode_general[opcode] == GCORE_OP_STORE_FAST && slots[GCORE_UNIT_ARG (next)] == left;
}

void
gcore_specialise_binary_op (GcoreCodeUnit *units, int operation, GcoreObject *left, GcoreObject *right,
                            GcoreObject **slots)
{
  int form = 0;
  operation = operation >= GCORE_BINARY_INPLACE ? operation - GCORE_BINARY_INPLACE : operation;
  if (GCORE_TYPE_OF (left) == GCORE_TYPE_OF (right))
    {
      bool ints = gcore_is_int_exact (left), floats = gcore_is_float_exact (left);
      if (operation == GCORE_BINARY_ADD && gcore_is_str_exact (left))
        {
          form = GCORE_OP_BINARY_OP_ADD_UNICODE;
          if (is_text_in_place (units, left, slots))
            {
              /* The store becomes part of the addition, so it has to be a plain one. */
              set_opcode (&units[GCORE_CACHES_BINARY_OP], GCORE_OP_STORE_FAST);
              form = GCORE_OP_BINARY_OP_INPLACE_ADD_UNICODE;
            }
        }
      else if (operation == GCORE_BINARY_ADD)
        form = ints ? GCORE_OP_BINARY_OP_ADD_INT : floats ? GCORE_OP_BINARY_OP_ADD_FLOAT : 0;
      else if (operation == GCORE_BINARY_SUBTRACT)
        form = ints ? GCORE_OP_BINARY_OP_SUBTRACT_INT : floats ? GCORE_OP_BINARY_OP_SUBTRACT_FLOAT : 0;
      else if (operation == GCORE_BINARY_MULTIPLY)
        form = ints ? GCORE_OP_BINARY_OP_MULTIPLY_INT : floats ? GCORE_OP_BINARY_OP_MULTIPLY_FLOAT : 0;
      else if (ints && operation != GCORE_BINARY_TRUE_DIVIDE && operation != GCORE_BINARY_POWER
               && operation != GCORE_BINARY_MATRIX_MULTIPLY)
        form = gcore_int_is_compact (left) && gcore_int_is_compact (right) ? GCORE_OP_BINARY_OP_OTHER_INT : 0;
    }
  if (form != 0)
    specialised (units, form);
  else
    failed (units);
}

void
gcore_specialise_compare_op (GcoreCodeUnit *units, int operation, GcoreObject *left, GcoreObject *right)
{
  /* Outcomes that make each comparison true: 1 less, 2 equal, 4 greater. */
  static const uint8_t masks[]
    = { [GCORE_LT] = 1, [GCORE_LE] = 3, [GCORE_EQ] = 2, [GCORE_NE] = 5, [GCORE_GT] = 4, [GCORE_GE] = 6 };
  GcoreCompareCache *cache = (void *) units;
  int jump = GCORE_UNIT_OPCODE (units[GCORE_CACHES_COMPARE_OP]), form = 0;
  bool back = jump == GCORE_OP_POP_JUMP_BACKWARD_IF_TRUE || jump == GCORE_OP_POP_JUMP_BACKWARD_IF_FALSE;
  bool if_true = jump == GCORE_OP_POP_JUMP_FORWARD_IF_TRUE || jump == GCORE_OP_POP_JUMP_BACKWARD_IF_TRUE;
  if ((back || if_true || jump == GCORE_OP_POP_JUMP_FORWARD_IF_FALSE) && GCORE_TYPE_OF (left) == GCORE_TYPE_OF (right))
    {
      if (gcore_is_float_exact (left))
        form = GCORE_OP_COMPARE_OP_FLOAT_JUMP;
      else if (gcore_is_int_exact (left))
        form = gcore_int_is_compact (left) && gcore_int_is_compact (right) ? GCORE_OP_COMPARE_OP_INT_JUMP : 0;
      else if (gcore_is_str_exact (left) && (operation == GCORE_EQ || operation == GCORE_NE))
        form = GCORE_OP_COMPARE_OP_STR_JUMP;
    }
  if (form == 0)
    {
      failed (units);
      return;
    }
  cache->mask = (if_true ? masks[operation] : masks[operation] ^ 7) | (back ? 8 : 0);
  specialised (units, form);
}

/* --- subscription ------------------------------------------------------------------------------------------------- */

static bool
is_index (GcoreObject *key)
{
  return gcore_is_int_exact (key) && (uint64_t) GCORE_SIZE_OF (key) <= 1;
}

/* A class whose __getitem__ is a plain Python function of two parameters. */
static bool
specialise_getitem (GcoreCodeUnit *units, GcoreType *type)
{
  GcoreSubscriptCache *cache = (void *) units;
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP) || !gcore_type_assign_version (type))
    return false;
  GcoreObject *method = gcore_type_lookup (type, GCORE_ID (__getitem__));
  if (method == NULL || !gcore_is_function (method))
    return false;
  GcoreCode *code = (GcoreCode *) (void *) ((GcoreFunction *) (void *) method)->code;
  bool simple = (code->flags & (GCORE_CODE_VARARGS | GCORE_CODE_VARKEYWORDS | GCORE_CODE_OPTIMIZED))
                  == GCORE_CODE_OPTIMIZED
                && code->kwonlyargcount == 0 && code->argcount == 2;
  if (!simple)
    return false;
  write_u32 (cache->type_version, type->version);
  ((GcoreHeapType *) (void *) type)->builtin_slots = (uint64_t) (uintptr_t) method;
  specialised (units, GCORE_OP_BINARY_SUBSCR_GETITEM);
  return true;
}

void
gcore_specialise_binary_subscr (GcoreCodeUnit *units, GcoreObject *container, GcoreObject *key, bool warm)
{
  if (gcore_is_list_exact (container) && is_index (key))
    specialised (units, GCORE_OP_BINARY_SUBSCR_LIST_INT);
  else if (gcore_is_tuple_exact (container) && is_index (key))
    specialised (units, GCORE_OP_BINARY_SUBSCR_TUPLE_INT);
  else if (gcore_is_dict_exact (container))
    specialised (units, GCORE_OP_BINARY_SUBSCR_DICT);
  else if (!warm || !specialise_getitem (units, GCORE_TYPE_OF (container)))
    failed (units);
}

void
gcore_specialise_store_subscr (GcoreCodeUnit *units, GcoreObject *container, GcoreObject *key)
{
  if (gcore_is_list_exact (container) && is_index (key))
    specialised (units, GCORE_OP_STORE_SUBSCR_LIST_INT);
  else if (gcore_is_dict_exact (container))
    specialised (units, GCORE_OP_STORE_SUBSCR_DICT);
  else
    failed (units);
}

void
gcore_specialise_unpack_sequence (GcoreCodeUnit *units, GcoreObject *sequence, int n)
{
  if (gcore_is_tuple_exact (sequence) && GCORE_TUPLE_SIZE (sequence) == n)
    specialised (units, n == 2 ? GCORE_OP_UNPACK_SEQUENCE_TWO_TUPLE : GCORE_OP_UNPACK_SEQUENCE_TUPLE);
  else if (gcore_is_list_exact (sequence) && GCORE_SIZE_OF (sequence) == n)
    specialised (units, GCORE_OP_UNPACK_SEQUENCE_LIST);
  else
    failed (units);
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static int
convention (const GcoreMethodDef *method)
{
  return method->flags & GCORE_METH_CONVENTION;
}

static int
builtin_form (GcoreObject *callable, int n_args, bool keywords)
{
  GcoreMachine *machine = GCORE_MACHINE;
  switch (convention (((GcoreBuiltinFunction *) (void *) callable)->method))
    {
    case GCORE_METH_O:
      if (n_args != 1 || keywords)
        return 0;
      return callable == machine->len ? GCORE_OP_PRECALL_NO_KW_LEN : GCORE_OP_PRECALL_NO_KW_BUILTIN_O;
    case GCORE_METH_FASTCALL:
      if (keywords)
        return 0;
      return callable == machine->isinstance && n_args == 2 ? GCORE_OP_PRECALL_NO_KW_ISINSTANCE
                                                            : GCORE_OP_PRECALL_NO_KW_BUILTIN_FAST;
    case GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS:
      return GCORE_OP_PRECALL_BUILTIN_FAST_WITH_KEYWORDS;
    default:
      return 0;
    }
}

static int
method_call_form (GcoreCodeUnit *units, GcoreObject *callable, int n_args, bool keywords)
{
  int arg = GCORE_UNIT_ARG (units[-1]);
  switch (convention (((GcoreMethodDescriptor *) (void *) callable)->method))
    {
    case GCORE_METH_NOARGS:
      return n_args == 1 && !keywords ? GCORE_OP_PRECALL_NO_KW_METHOD_DESCRIPTOR_NOARGS : 0;
    case GCORE_METH_O:
      if (n_args != 2 || keywords)
        return 0;
      if (callable == GCORE_MACHINE->list_append && arg == 1
          && GCORE_UNIT_OPCODE (units[GCORE_CACHES_PRECALL + 1 + GCORE_CACHES_CALL]) == GCORE_OP_POP_TOP)
        return GCORE_OP_PRECALL_NO_KW_LIST_APPEND;
      return GCORE_OP_PRECALL_NO_KW_METHOD_DESCRIPTOR_O;
    case GCORE_METH_FASTCALL:
      return keywords ? 0 : GCORE_OP_PRECALL_NO_KW_METHOD_DESCRIPTOR_FAST;
    case GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS:
      return GCORE_OP_PRECALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS;
    default:
      return 0;
    }
}

static int
class_form (GcoreCodeUnit *units, GcoreObject *callable, int n_args, bool keywords)
{
  if (n_args == 1 && !keywords && GCORE_UNIT_ARG (units[-1]) == 1)
    {
      if (callable == (GcoreObject *) GCORE_TYPE (TYPE))
        return GCORE_OP_PRECALL_NO_KW_TYPE_1;
      if (callable == (GcoreObject *) GCORE_TYPE (STR))
        return GCORE_OP_PRECALL_NO_KW_STR_1;
      if (callable == (GcoreObject *) GCORE_TYPE (TUPLE))
        return GCORE_OP_PRECALL_NO_KW_TUPLE_1;
    }
  return ((GcoreType *) (void *) callable)->vectorcall != NULL ? GCORE_OP_PRECALL_BUILTIN_CLASS : 0;
}

void
gcore_specialise_precall (GcoreCodeUnit *units, GcoreObject *callable, int n_args, GcoreObject *keyword_names)
{
  bool keywords = keyword_names != NULL;
  int form = 0;
  if (gcore_is_function (callable))
    form = GCORE_OP_PRECALL_PYFUNC;
  else if (gcore_is_method (callable))
    form = n_args == GCORE_UNIT_ARG (units[-1]) ? GCORE_OP_PRECALL_BOUND_METHOD : 0;
  else if (gcore_is_builtin_function (callable))
    form = builtin_form (callable, n_args, keywords);
  else if (gcore_is_exact (callable, METHOD_DESCRIPTOR))
    form = method_call_form (units, callable, n_args, keywords);
  else if (gcore_is_type (callable))
    form = class_form (units, callable, n_args, keywords);
  if (form != 0)
    specialised (units, form);
  else
    failed (units);
}

void
gcore_specialise_call (GcoreCodeUnit *units, GcoreObject *callable, int n_args, GcoreObject *keyword_names)
{
  GcoreCallCache *cache = (void *) units;
  if (gcore_is_function (callable) && keyword_names == NULL)
    {
      GcoreFunction *function = (GcoreFunction *) (void *) callable;
      GcoreCode *code = (GcoreCode *) (void *) function->code;
      int n_defaults = function->defaults != NULL ? (int) GCORE_TUPLE_SIZE (function->defaults) : 0;
      int min_args = code->argcount - n_defaults;
      bool simple = (code->flags & (GCORE_CODE_VARARGS | GCORE_CODE_VARKEYWORDS | GCORE_CODE_OPTIMIZED))
                      == GCORE_CODE_OPTIMIZED
                    && code->kwonlyargcount == 0;
      uint32_t version = simple && n_args <= code->argcount && n_args >= min_args && min_args >= 0
                             && min_args <= UINT16_MAX
                           ? gcore_function_get_version (function)
                           : 0;
      if (version != 0)
        {
          write_u32 (cache->function_version, version);
          cache->min_args = (GcoreCodeUnit) min_args;
          specialised (units, n_args == code->argcount ? GCORE_OP_CALL_PY_EXACT_ARGS : GCORE_OP_CALL_PY_WITH_DEFAULTS);
          return;
        }
    }
  failed (units);
}
