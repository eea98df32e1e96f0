/* SPDX-License-Identifier: MIT */
/* Units: one code object in the making, its names, constants and blocks, and emitting into them. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- errors ------------------------------------------------------------------------------------------------------- */

void
gcore_compile_error (GcoreCompiler *c, GcoreObject *message)
{
  if (c->failed)
    gcore_xdecref (message);
  else
    gcore_syntax_error (c->filename, c->source, c->source_length, c->unit->location, message);
  c->failed = true;
}

void
gcore_compile_error_text (GcoreCompiler *c, const char *message)
{
  if (!c->failed)
    gcore_compile_error (c, gcore_str_from_string (message));
}

void
gcore_compile_unsupported (GcoreCompiler *c, const char *construct)
{
  if (!c->failed)
    gcore_compile_error (c, gcore_str_from_format ("Heapscope does not support %s", construct));
}

/* --- entering and leaving ----------------------------------------------------------------------------------------- */

/* Adds those names of the scope that mean MEANING, or have one of FLAGS, to NAMES in alphabetical order, counted on
 * from FIRST. */
static bool
add_sorted_names (GcoreCompiler *c, GcoreNameMap *names, const GcoreScope *scope, GcoreNameMeaning meaning, int flags,
                  intptr_t first)
{
  intptr_t count = 0;
  GcoreObject **sorted
    = (GcoreObject **) gcore_arena_alloc (c->arena, (size_t) (scope->symbols.count + 1) * sizeof *sorted);
  if (sorted == NULL)
    return false;
  for (intptr_t i = 0; i < scope->symbols.count; i++)
    {
      const GcoreNameEntry *entry = &scope->symbols.entries[i];
      GcoreObject *name = (GcoreObject *) (uintptr_t) entry->key;
      if (entry->value >> GCORE_SYMBOL_MEANING_SHIFT != meaning && (entry->value & flags) == 0)
        continue;
      intptr_t place = count++;
      for (; place > 0 && gcore_str_compare (sorted[place - 1], name) > 0; place--)
        sorted[place] = sorted[place - 1];
      sorted[place] = name;
    }
  for (intptr_t i = 0; i < count; i++)
    if (!gcore_name_map_set (names, sorted[i], first + i))
      return false;
  return true;
}

/* Where a definition's qualified name starts from: borrowed, NULL at module level. */
static GcoreObject *
qualname_base (GcoreCompiler *c, const GcoreUnit *unit)
{
  const GcoreUnit *outer = unit->outer;
  if (outer == NULL || outer->kind == GCORE_UNIT_MODULE)
    return NULL;
  if (unit->kind == GCORE_UNIT_FUNCTION || unit->kind == GCORE_UNIT_CLASS)
    {
      GcoreObject *mangled = gcore_mangle (c->arena, outer->class_name, unit->name);
      if (mangled == NULL || gcore_scope_meaning (outer->scope, mangled) == GCORE_NAME_GLOBAL_EXPLICIT)
        return NULL;
    }
  if (outer->kind == GCORE_UNIT_FUNCTION || outer->kind == GCORE_UNIT_LAMBDA)
    return gcore_arena_own (c->arena, gcore_str_from_format ("%U.<locals>", outer->qualname));
  return outer->qualname;
}

static bool
set_qualname (GcoreCompiler *c, GcoreUnit *unit)
{
  GcoreObject *base = qualname_base (c, unit);
  if (gcore_err_occurred () != NULL)
    return false;
  unit->qualname = unit->name;
  if (base != NULL)
    unit->qualname = gcore_arena_own (c->arena, gcore_str_from_format ("%U.%U", base, unit->name));
  return unit->qualname != NULL;
}

static bool
init_unit (GcoreCompiler *c, GcoreUnit *unit)
{
  GcoreScope *scope = unit->scope;
  GcoreNameMap *maps[] = { &unit->names, &unit->varnames, &unit->cellvars, &unit->freevars };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (maps); i++)
    gcore_name_map_init (maps[i], c->arena);
  unit->consts = gcore_arena_own (c->arena, gcore_dict_new ());
  if (unit->consts == NULL || !gcore_name_map_merge (&unit->varnames, &scope->parameters)
      || !add_sorted_names (c, &unit->cellvars, scope, GCORE_NAME_CELL, 0, 0))
    return false;
  if (scope->needs_class_cell && gcore_name_map_add (&unit->cellvars, GCORE_ID (__class__)) < 0)
    return false;
  return add_sorted_names (c, &unit->freevars, scope, GCORE_NAME_FREE, GCORE_SYMBOL_FREE_CLASS, unit->cellvars.count);
}

void
gcore_unit_enter (GcoreCompiler *c, GcoreObject *name, GcoreUnitKind kind, const void *node, int first_line)
{
  if (c->failed)
    return;
  GcoreUnit *unit = (GcoreUnit *) gcore_arena_alloc (c->arena, sizeof *unit);
  if (unit == NULL)
    {
      c->failed = true;
      return;
    }
  unit->outer = c->unit;
  unit->kind = kind;
  unit->scope = gcore_symbols_lookup (&c->symbols, node);
  unit->name = name;
  unit->class_name = c->unit != NULL ? c->unit->class_name : NULL;
  unit->flow.arena = c->arena;
  unit->first_line = first_line;
  unit->location = (GcoreLocation){ kind == GCORE_UNIT_MODULE ? 0 : first_line, 0, first_line, 0 };
  if (!init_unit (c, unit) || !set_qualname (c, unit))
    c->failed = true;
  c->unit = unit;
  unit->block = unit->flow.entry = gcore_new_block (c);
  gcore_emit_arg (c, GCORE_OP_RESUME, GCORE_RESUME_START);
  if (kind == GCORE_UNIT_MODULE)
    unit->location.lineno = -1;
}

GcoreCode *
gcore_unit_leave (GcoreCompiler *c, bool add_none)
{
  if (c->failed)
    return NULL;
  GcoreCode *code = gcore_assemble (c, add_none);
  c->failed = code == NULL;
  c->unit = c->unit->outer;
  return code;
}

int
gcore_unit_flags (const GcoreCompiler *c)
{
  const GcoreScope *scope = c->unit->scope;
  int flags = c->flags & GCORE_CODE_FUTURE_ANNOTATIONS;
  if (scope->kind != GCORE_SCOPE_FUNCTION)
    return flags;
  flags |= GCORE_CODE_NEWLOCALS | GCORE_CODE_OPTIMIZED;
  if (scope->nested)
    flags |= GCORE_CODE_NESTED;
  if (scope->is_generator)
    flags |= scope->is_coroutine ? GCORE_CODE_ASYNC_GENERATOR : GCORE_CODE_GENERATOR;
  else if (scope->is_coroutine)
    flags |= GCORE_CODE_COROUTINE;
  if (scope->has_varargs)
    flags |= GCORE_CODE_VARARGS;
  if (scope->has_varkeywords)
    flags |= GCORE_CODE_VARKEYWORDS;
  return flags;
}

/* --- blocks and instructions -------------------------------------------------------------------------------------- */

GcoreBlock *
gcore_new_block (GcoreCompiler *c)
{
  GcoreBlock *block = c->failed ? NULL : gcore_flow_new_block (&c->unit->flow);
  if (block != NULL)
    return block;
  c->failed = true;
  return &c->spare;
}

void
gcore_use_block (GcoreCompiler *c, GcoreBlock *block)
{
  if (c->failed)
    return;
  c->unit->block->next = block;
  c->unit->block = block;
}

void
gcore_set_location (GcoreCompiler *c, GcoreLocation location)
{
  if (!c->failed)
    c->unit->location = location;
}

void
gcore_unset_location (GcoreCompiler *c)
{
  gcore_set_location (c, (GcoreLocation){ -1, -1, -1, -1 });
}

static GcoreInstruction *
append (GcoreCompiler *c, int opcode, intptr_t arg)
{
  if (c->failed)
    return NULL;
  GcoreBlock *block = c->unit->block;
  if (block->count > 0 && gcore_instruction_ends_block (&block->instructions[block->count - 1]))
    gcore_use_block (c, gcore_new_block (c));
  GcoreInstruction *instruction = c->failed ? NULL : gcore_flow_append (&c->unit->flow, c->unit->block);
  if (instruction == NULL)
    {
      c->failed = true;
      return NULL;
    }
  instruction->opcode = opcode;
  instruction->arg = (int) arg;
  instruction->location = c->unit->location;
  return instruction;
}

static void
remove_location (GcoreInstruction *instruction)
{
  if (instruction != NULL)
    instruction->location = (GcoreLocation){ -1, -1, -1, -1 };
}

void
gcore_emit (GcoreCompiler *c, int opcode)
{
  append (c, opcode, 0);
}

void
gcore_emit_arg (GcoreCompiler *c, int opcode, intptr_t arg)
{
  append (c, opcode, arg);
}

void
gcore_emit_without_line (GcoreCompiler *c, int opcode)
{
  remove_location (append (c, opcode, 0));
}

void
gcore_emit_arg_without_line (GcoreCompiler *c, int opcode, intptr_t arg)
{
  remove_location (append (c, opcode, arg));
}

void
gcore_emit_jump (GcoreCompiler *c, int opcode, GcoreBlock *target)
{
  GcoreInstruction *instruction = append (c, opcode, 0);
  if (instruction != NULL)
    instruction->target = target;
}

void
gcore_emit_jump_without_line (GcoreCompiler *c, int opcode, GcoreBlock *target)
{
  GcoreInstruction *instruction = append (c, opcode, 0);
  if (instruction != NULL)
    instruction->target = target;
  remove_location (instruction);
}

void
gcore_emit_call (GcoreCompiler *c, intptr_t n)
{
  gcore_emit_arg (c, GCORE_OP_PRECALL, n);
  gcore_emit_arg (c, GCORE_OP_CALL, n);
}

void
gcore_emit_compare (GcoreCompiler *c, GcoreCmpOp op)
{
  static const uint8_t compare_args[] = { [GCORE_CMP_EQ] = GCORE_EQ, [GCORE_CMP_NOT_EQ] = GCORE_NE,
                                          [GCORE_CMP_LT] = GCORE_LT, [GCORE_CMP_LT_E] = GCORE_LE,
                                          [GCORE_CMP_GT] = GCORE_GT, [GCORE_CMP_GT_E] = GCORE_GE };
  switch (op)
    {
    case GCORE_CMP_IS:
    case GCORE_CMP_IS_NOT:
      gcore_emit_arg (c, GCORE_OP_IS_OP, op == GCORE_CMP_IS_NOT);
      break;
    case GCORE_CMP_IN:
    case GCORE_CMP_NOT_IN:
      gcore_emit_arg (c, GCORE_OP_CONTAINS_OP, op == GCORE_CMP_NOT_IN);
      break;
    default:
      gcore_emit_arg (c, GCORE_OP_COMPARE_OP, compare_args[op]);
    }
}

void
gcore_emit_binary (GcoreCompiler *c, GcoreOperator op, bool inplace)
{
  static const uint8_t binary_args[]
    = { [GCORE_OP_ADD] = GCORE_BINARY_ADD, [GCORE_OP_SUB] = GCORE_BINARY_SUBTRACT,
        [GCORE_OP_MULT] = GCORE_BINARY_MULTIPLY, [GCORE_OP_MAT_MULT] = GCORE_BINARY_MATRIX_MULTIPLY,
        [GCORE_OP_DIV] = GCORE_BINARY_TRUE_DIVIDE, [GCORE_OP_MOD] = GCORE_BINARY_REMAINDER,
        [GCORE_OP_POW] = GCORE_BINARY_POWER, [GCORE_OP_LSHIFT] = GCORE_BINARY_LSHIFT,
        [GCORE_OP_RSHIFT] = GCORE_BINARY_RSHIFT, [GCORE_OP_BIT_OR] = GCORE_BINARY_OR,
        [GCORE_OP_BIT_XOR] = GCORE_BINARY_XOR, [GCORE_OP_BIT_AND] = GCORE_BINARY_AND,
        [GCORE_OP_FLOOR_DIV] = GCORE_BINARY_FLOOR_DIVIDE };
  gcore_emit_arg (c, GCORE_OP_BINARY_OP, binary_args[op] + (inplace ? GCORE_BINARY_INPLACE : 0));
}

/* --- names -------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_mangle_here (GcoreCompiler *c, GcoreObject *name)
{
  GcoreObject *mangled = c->failed ? NULL : gcore_mangle (c->arena, c->unit->class_name, name);
  if (mangled == NULL)
    c->failed = true;
  return mangled;
}

bool
gcore_check_name (GcoreCompiler *c, GcoreObject *name, GcoreExprContext ctx)
{
  if (ctx == GCORE_LOAD || !gcore_str_equal_to_ascii_string (name, "__debug__"))
    return true;
  gcore_compile_error_text (c, ctx == GCORE_STORE ? "cannot assign to __debug__" : "cannot delete __debug__");
  return false;
}

/* Emits OPCODE with the number of MANGLED in MAP, where it is added if need be. */
static void
emit_mapped (GcoreCompiler *c, int opcode, GcoreNameMap *map, GcoreObject *mangled)
{
  if (c->failed)
    return;
  intptr_t number = gcore_name_map_add (map, mangled);
  if (number < 0)
    c->failed = true;
  gcore_emit_arg (c, opcode, opcode == GCORE_OP_LOAD_GLOBAL ? number << 1 : number);
}

void
gcore_emit_name (GcoreCompiler *c, int opcode, GcoreObject *name)
{
  GcoreObject *mangled = gcore_mangle_here (c, name);
  if (mangled != NULL)
    emit_mapped (c, opcode, &c->unit->names, mangled);
}

void
gcore_emit_variable (GcoreCompiler *c, GcoreObject *name, GcoreExprContext ctx)
{
  static const int name_ops[] = { GCORE_OP_LOAD_NAME, GCORE_OP_STORE_NAME, GCORE_OP_DELETE_NAME };
  static const int fast_ops[] = { GCORE_OP_LOAD_FAST, GCORE_OP_STORE_FAST, GCORE_OP_DELETE_FAST };
  static const int global_ops[] = { GCORE_OP_LOAD_GLOBAL, GCORE_OP_STORE_GLOBAL, GCORE_OP_DELETE_GLOBAL };
  static const int cell_ops[] = { GCORE_OP_LOAD_DEREF, GCORE_OP_STORE_DEREF, GCORE_OP_DELETE_DEREF };
  GcoreObject *mangled = gcore_mangle_here (c, name);
  if (mangled == NULL || !gcore_check_name (c, name, ctx))
    return;
  GcoreUnit *unit = c->unit;
  bool in_function = unit->scope->kind == GCORE_SCOPE_FUNCTION;
  GcoreNameMeaning meaning = gcore_scope_meaning (unit->scope, mangled);
  if (meaning == GCORE_NAME_FREE || meaning == GCORE_NAME_CELL)
    {
      bool in_class = unit->scope->kind == GCORE_SCOPE_CLASS && ctx == GCORE_LOAD;
      emit_mapped (c, in_class ? GCORE_OP_LOAD_CLASSDEREF : cell_ops[ctx],
                   meaning == GCORE_NAME_FREE ? &unit->freevars : &unit->cellvars, mangled);
    }
  else if (meaning == GCORE_NAME_LOCAL && in_function)
    emit_mapped (c, fast_ops[ctx], &unit->varnames, mangled);
  else if (meaning == GCORE_NAME_GLOBAL_EXPLICIT || (meaning == GCORE_NAME_GLOBAL_IMPLICIT && in_function))
    emit_mapped (c, global_ops[ctx], &unit->names, mangled);
  else
    emit_mapped (c, name_ops[ctx], &unit->names, mangled);
}

/* --- constants ---------------------------------------------------------------------------------------------------- */

/* The constant a key stands for: itself, or the second item of a tuple. Borrowed. */
static GcoreObject *
constant_of_key (GcoreObject *key)
{
  return gcore_is_tuple_exact (key) ? GCORE_TUPLE_ITEM (key, 1) : key;
}

static GcoreObject *share_key (GcoreCompiler *c, GcoreObject *constant);

/* Replaces the items of a tuple nobody else has seen yet by their shared equals. */
static bool
share_tuple_items (GcoreCompiler *c, GcoreObject *tuple)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    {
      GcoreObject *key = share_key (c, GCORE_TUPLE_ITEM (tuple, i));
      if (key == NULL)
        return false;
      GcoreObject *shared = constant_of_key (key);
      if (shared != GCORE_TUPLE_ITEM (tuple, i))
        GCORE_SETREF (GCORE_TUPLE_ITEM (tuple, i), gcore_newref (shared));
      gcore_decref (key);
    }
  return true;
}

/* KEY is that of a frozenset, which cannot be changed: a new one of shared items takes its place in the key. */
static bool
share_set_items (GcoreCompiler *c, GcoreObject *key, GcoreObject *set)
{
  if (GCORE_SET_SIZE (set) == 0)
    return true;
  intptr_t position = 0, hash, i = 0;
  GcoreObject *item, *items = gcore_tuple_new (GCORE_SET_SIZE (set));
  if (items == NULL)
    return false;
  while (gcore_set_next_entry (set, &position, &item, &hash))
    {
      GcoreObject *item_key = share_key (c, item);
      if (item_key == NULL)
        {
          gcore_decref (items);
          return false;
        }
      GCORE_TUPLE_SET_ITEM (items, i++, gcore_newref (constant_of_key (item_key)));
      gcore_decref (item_key);
    }
  GcoreObject *shared = gcore_frozenset_new (items);
  gcore_decref (items);
  if (shared == NULL)
    return false;
  GCORE_SETREF (GCORE_TUPLE_ITEM (key, 1), shared);
  return true;
}

/* The key under which CONSTANT (borrowed) or an equal one is shared: a new reference. */
static GcoreObject *
share_key (GcoreCompiler *c, GcoreObject *constant)
{
  GcoreObject *key = gcore_code_constant_key (constant);
  if (key == NULL)
    return NULL;
  GcoreObject *known = gcore_dict_set_default (c->constants, key, key);
  bool ok = known != NULL;
  if (ok && known != key)
    {
      gcore_decref (key);
      return (GcoreObject *) gcore_newref (known);
    }
  if (ok && gcore_is_tuple_exact (constant))
    ok = share_tuple_items (c, constant);
  else if (ok && gcore_is_frozenset_exact (constant))
    ok = share_set_items (c, key, constant);
  if (ok)
    return key;
  gcore_decref (key);
  return NULL;
}

GcoreObject *
gcore_share_const (GcoreCompiler *c, GcoreObject *value)
{
  GcoreObject *key = value != NULL ? gcore_code_constant_key (value) : NULL;
  GcoreObject *known = key != NULL ? gcore_dict_set_default (c->constants, key, key) : NULL;
  GcoreObject *shared = known == NULL ? NULL : (GcoreObject *) gcore_newref (known == key ? value : constant_of_key (known));
  gcore_xdecref (key);
  gcore_xdecref (value);
  return shared;
}

int
gcore_add_const (GcoreCompiler *c, GcoreObject *value)
{
  GcoreObject *key = c->failed ? NULL : share_key (c, value);
  if (key != NULL)
    {
      GcoreObject *next = gcore_int_from_ssize (GCORE_DICT_SIZE (c->unit->consts));
      GcoreObject *number = next != NULL ? gcore_dict_set_default (c->unit->consts, key, next) : NULL;
      gcore_xdecref (next);
      gcore_decref (key);
      if (number != NULL)
        return (int) gcore_int_as_long (number);
    }
  c->failed = true;
  return 0;
}

void
gcore_emit_const (GcoreCompiler *c, GcoreObject *value)
{
  gcore_emit_arg (c, GCORE_OP_LOAD_CONST, gcore_add_const (c, value));
}

void
gcore_emit_new_const (GcoreCompiler *c, GcoreObject *value)
{
  if (value == NULL)
    {
      c->failed = true;
      return;
    }
  gcore_emit_const (c, value);
  gcore_decref (value);
}
