/* SPDX-License-Identifier: MIT */
/* Blocks to code object: variables get their slots, the graph is optimised and laid out, code and tables are written.
 * Start at gcore_assemble. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

/* --- growing bytes ------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreArena *arena;
  uint8_t *data;
  intptr_t count, capacity;
  bool failed;
} Bytes;

static void
put_byte (Bytes *bytes, int byte)
{
  if (bytes->count == bytes->capacity && !bytes->failed)
    {
      intptr_t capacity = bytes->capacity == 0 ? 64 : bytes->capacity * 2;
      uint8_t *data = (uint8_t *) gcore_arena_alloc (bytes->arena, (size_t) capacity);
      bytes->failed = data == NULL;
      if (bytes->failed)
        return;
      if (bytes->count > 0)
        memcpy (data, bytes->data, (size_t) bytes->count);
      bytes->data = data;
      bytes->capacity = capacity;
    }
  if (!bytes->failed)
    bytes->data[bytes->count++] = (uint8_t) byte;
}

/* New reference to a bytes object, NULL with MemoryError. */
static GcoreObject *
finish_bytes (Bytes *bytes)
{
  return bytes->failed ? NULL : gcore_bytes_from_string_and_size ((const char *) bytes->data, bytes->count);
}

/* --- variables and prefix ----------------------------------------------------------------------------------------- */

/* Slots of cells and free variables behind the locals. A cell that is a parameter has that parameter's slot. */
typedef struct
{
  int *slots;    /* by number of the cell or free variable */
  int n_dropped; /* cells that are parameters */
} CellSlots;

static bool
compute_cell_slots (GcoreCompiler *c, CellSlots *cells)
{
  const GcoreUnit *unit = c->unit;
  int n_locals = (int) unit->varnames.count, n_cells = (int) unit->cellvars.count;
  int n = n_cells + (int) unit->freevars.count;
  cells->n_dropped = 0;
  cells->slots = (int *) gcore_arena_alloc (c->arena, (size_t) (n + 1) * sizeof *cells->slots);
  if (cells->slots == NULL)
    return false;
  for (int i = 0; i < n; i++)
    {
      intptr_t parameter
        = i < n_cells ? gcore_name_map_get (&unit->varnames, unit->cellvars.entries[i].key, -1) : -1;
      if (parameter < 0)
        cells->slots[i] = n_locals + i - cells->n_dropped;
      else
        {
          cells->slots[i] = (int) parameter;
          cells->n_dropped++;
        }
    }
  return true;
}

static bool
insert_prefix (GcoreCompiler *c, int position, int opcode, int arg, int line)
{
  GcoreUnit *unit = c->unit;
  GcoreInstruction instruction = { .opcode = opcode, .arg = arg, .location = { line, -1, line, -1 } };
  return gcore_flow_insert (&unit->flow, unit->flow.entry, position, instruction);
}

/* What comes before RESUME: captured cells are copied in, own cells made in the order of their slots, a generator
 * handed out. */
static bool
insert_prefixes (GcoreCompiler *c, const CellSlots *cells)
{
  const int generator_flags = GCORE_CODE_GENERATOR | GCORE_CODE_COROUTINE | GCORE_CODE_ASYNC_GENERATOR;
  const GcoreUnit *unit = c->unit;
  int n_cells = (int) unit->cellvars.count, made = 0;
  if ((gcore_unit_flags (c) & generator_flags) != 0
      && (!insert_prefix (c, 0, GCORE_OP_RETURN_GENERATOR, 0, unit->first_line)
          || !insert_prefix (c, 1, GCORE_OP_POP_TOP, 0, -1)))
    return false;
  for (int slot = 0; made < n_cells; slot++)
    for (int i = 0; i < n_cells; i++)
      if (cells->slots[i] == slot && !insert_prefix (c, made++, GCORE_OP_MAKE_CELL, i, -1))
        return false;
  return unit->freevars.count == 0 || insert_prefix (c, 0, GCORE_OP_COPY_FREE_VARS, (int) unit->freevars.count, -1);
}

/* Numbers of cells and free variables become slots. */
static void
resolve_cells (GcoreCompiler *c, const CellSlots *cells)
{
  for (GcoreBlock *block = c->unit->flow.entry; block != NULL; block = block->next)
    for (int i = 0; i < block->count; i++)
      if ((gcore_opcode_flags[block->instructions[i].opcode] & GCORE_OPCODE_FREE) != 0)
        block->instructions[i].arg = cells->slots[block->instructions[i].arg];
}

/* Names (stored in *NAMES, a new tuple) and kinds (*KINDS, new bytes) of all slots. False with an exception set. */
static bool
describe_slots (GcoreCompiler *c, const CellSlots *cells, GcoreObject **names, GcoreObject **kinds)
{
  const GcoreUnit *unit = c->unit;
  const GcoreNameMap *const maps[] = { &unit->varnames, &unit->cellvars, &unit->freevars };
  const int map_kinds[] = { GCORE_LOCAL_FAST, GCORE_LOCAL_CELL, GCORE_LOCAL_FREE };
  intptr_t n = unit->varnames.count + unit->cellvars.count + unit->freevars.count - cells->n_dropped;
  *names = gcore_tuple_new (n);
  *kinds = gcore_bytes_from_string_and_size (NULL, n);
  if (*names == NULL || *kinds == NULL)
    return false;
  uint8_t *kind = (uint8_t *) gcore_bytes_as_string (*kinds);
  memset (kind, 0, (size_t) n);
  for (size_t m = 0; m < GCORE_N_ELEMENTS (maps); m++)
    for (intptr_t i = 0; i < maps[m]->count; i++)
      {
        const GcoreNameEntry *entry = &maps[m]->entries[i];
        intptr_t slot = m == 0 ? entry->value : cells->slots[entry->value];
        if (GCORE_TUPLE_ITEM (*names, slot) == NULL)
          GCORE_TUPLE_SET_ITEM (*names, slot, gcore_newref ((void *) (uintptr_t) entry->key));
        kind[slot] |= map_kinds[m];
      }
  return true;
}

/* --- constants and names ------------------------------------------------------------------------------------------ */

/* New list of the unit's constants in order. */
static GcoreObject *
list_consts (GcoreCompiler *c)
{
  GcoreObject *key, *value, *consts = gcore_list_new (GCORE_DICT_SIZE (c->unit->consts));
  intptr_t position = 0;
  for (intptr_t i = 0; consts != NULL && gcore_dict_next (c->unit->consts, &position, &key, &value); i++)
    GCORE_LIST_SET_ITEM (consts, i, gcore_newref (gcore_is_tuple_exact (key) ? GCORE_TUPLE_ITEM (key, 1) : key));
  return consts;
}

/* Drops constants behind the last one in use; the first always stays, as a docstring or the lack of one. */
static bool
trim_consts (GcoreCompiler *c, GcoreObject *consts)
{
  int last = 0;
  for (GcoreBlock *block = c->unit->flow.entry; block != NULL; block = block->next)
    for (int i = 0; i < block->count; i++)
      {
        const GcoreInstruction *instruction = &block->instructions[i];
        if ((gcore_opcode_flags[instruction->opcode] & GCORE_OPCODE_CONST) != 0 && instruction->arg > last)
          last = instruction->arg;
      }
  return last + 1 >= GCORE_LIST_SIZE (consts)
         || gcore_list_set_slice (consts, last + 1, GCORE_LIST_SIZE (consts), NULL) == 0;
}

/* New reference to the tuple of a map's keys. */
static GcoreObject *
tuple_of_names (const GcoreNameMap *map)
{
  GcoreObject *names = gcore_tuple_new (map->count);
  for (intptr_t i = 0; names != NULL && i < map->count; i++)
    GCORE_TUPLE_SET_ITEM (names, i, gcore_newref ((void *) (uintptr_t) map->entries[i].key));
  return names;
}

static GcoreObject *
keep_tuple (void *data, GcoreObject *tuple)
{
  return gcore_share_const ((GcoreCompiler *) data, tuple);
}

/* --- layout ------------------------------------------------------------------------------------------------------- */

static int
used_arg (const GcoreInstruction *instruction)
{
  return (gcore_opcode_flags[instruction->opcode] & GCORE_OPCODE_ARG) != 0 ? instruction->arg : 0;
}

static int
extended_units (int arg)
{
  return (arg > 0xffffff) + (arg > 0xffff) + (arg > 0xff);
}

static int
units_of (const GcoreInstruction *instruction)
{
  return extended_units (used_arg (instruction)) + 1 + gcore_opcode_caches[instruction->opcode];
}

static int
compute_offsets (const GcoreFlow *flow)
{
  int offset = 0;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      block->offset = offset;
      for (int i = 0; i < block->count; i++)
        offset += units_of (&block->instructions[i]);
    }
  return offset;
}

/* Gives jumps their distances. A longer argument moves what follows, so this goes on until nothing moves any more. */
static void
compute_jumps (const GcoreFlow *flow)
{
  int extended, extended_before = -1;
  for (;;)
    {
      extended = 0;
      compute_offsets (flow);
      for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
        {
          int offset = block->offset;
          for (int i = 0; i < block->count; i++)
            {
              GcoreInstruction *instruction = &block->instructions[i];
              offset += units_of (instruction);
              if (!gcore_instruction_is_jump (instruction))
                continue;
              int distance = instruction->target->offset - offset;
              instruction->arg = distance < 0 ? -distance : distance;
              extended += extended_units (instruction->arg);
            }
        }
      if (extended == extended_before)
        return;
      extended_before = extended;
    }
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void
write_instruction (Bytes *code, const GcoreInstruction *instruction)
{
  int arg = used_arg (instruction);
  for (int shift = 8 * extended_units (arg); shift > 0; shift -= 8)
    {
      put_byte (code, GCORE_OP_EXTENDED_ARG);
      put_byte (code, arg >> shift & 0xff);
    }
  put_byte (code, instruction->opcode);
  put_byte (code, arg & 0xff);
  for (int i = 0; i < 2 * gcore_opcode_caches[instruction->opcode]; i++)
    put_byte (code, 0);
}

/* Six bits a byte, least significant first, bit 6: more follows. */
static void
write_varint (Bytes *table, uint32_t value)
{
  for (; value >= 64; value >>= 6)
    put_byte (table, 64 | (value & 63));
  put_byte (table, (int) value);
}

/* One entry of the location table for UNITS (1 to 8) units; *LINE is the line of the entry before. */
static void
write_location (Bytes *table, const GcoreLocation *location, int units, int *line)
{
  enum { ONE_LINE = 10, NO_COLUMNS = 13, LONG = 14, NO_LOCATION = 15 };
  int first = 0x80 | (units - 1), delta = location->lineno - *line;
  int column = location->col_offset, end_column = location->end_col_offset;
  bool one_line = location->end_lineno == location->lineno;
  if (location->lineno < 0)
    {
      put_byte (table, first | NO_LOCATION << 3);
      return;
    }
  *line = location->lineno;
  uint32_t signed_delta = delta < 0 ? (uint32_t) -delta << 1 | 1 : (uint32_t) delta << 1;
  if (column < 0 || end_column < 0)
    {
      if (one_line || location->end_lineno == -1)
        {
          put_byte (table, first | NO_COLUMNS << 3);
          write_varint (table, signed_delta);
          return;
        }
    }
  else if (one_line && delta == 0 && column < 80 && end_column - column < 16 && end_column >= column)
    {
      put_byte (table, first | column >> 3 << 3);
      put_byte (table, (column & 7) << 4 | (end_column - column));
      return;
    }
  else if (one_line && delta >= 0 && delta < 3 && column < 128 && end_column < 128)
    {
      put_byte (table, first | (ONE_LINE + delta) << 3);
      put_byte (table, column);
      put_byte (table, end_column);
      return;
    }
  put_byte (table, first | LONG << 3);
  write_varint (table, signed_delta);
  write_varint (table, (uint32_t) (location->end_lineno - location->lineno));
  write_varint (table, (uint32_t) (column + 1));
  write_varint (table, (uint32_t) (end_column + 1));
}

static void
write_locations (Bytes *table, const GcoreInstruction *instruction, int *line)
{
  int units = units_of (instruction);
  for (; units > 8; units -= 8)
    write_location (table, &instruction->location, 8, line);
  write_location (table, &instruction->location, units, line);
}

/* Six bits a byte, most significant first, bit 6: more follows; bit 7 of the first byte is FLAG. */
static void
write_handler_varint (Bytes *table, int value, int flag)
{
  for (int shift = 24; shift > 0; shift -= 6)
    if (value >> shift != 0)
      {
        put_byte (table, flag | 64 | (value >> shift & 63));
        flag = 0;
      }
  put_byte (table, flag | (value & 63));
}

/* HANDLER is in force from unit START to END - 1. */
static void
write_handler (Bytes *table, int start, int end, const GcoreBlock *handler)
{
  int depth = handler->start_depth - 1 - handler->pushes_lasti;
  write_handler_varint (table, start, 0x80);
  write_handler_varint (table, end - start, 0);
  write_handler_varint (table, handler->offset, 0);
  write_handler_varint (table, depth << 1 | handler->pushes_lasti, 0);
}

static void
write_handlers (Bytes *table, const GcoreFlow *flow)
{
  int offset = 0, start = 0;
  const GcoreBlock *handler = NULL;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    for (int i = 0; i < block->count; i++)
      {
        const GcoreInstruction *instruction = &block->instructions[i];
        if (instruction->handler != handler)
          {
            if (handler != NULL)
              write_handler (table, start, offset, handler);
            start = offset;
            handler = instruction->handler;
          }
        offset += units_of (instruction);
      }
  if (handler != NULL)
    write_handler (table, start, offset, handler);
}

/* Code and tables of the laid out blocks, new references in PARTS. False with an exception set. */
static bool
write_code (GcoreCompiler *c, GcoreCodeParts *parts)
{
  const GcoreFlow *flow = &c->unit->flow;
  Bytes code = { .arena = c->arena }, locations = { .arena = c->arena }, handlers = { .arena = c->arena };
  int line = c->unit->first_line;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    for (int i = 0; i < block->count; i++)
      {
        write_instruction (&code, &block->instructions[i]);
        write_locations (&locations, &block->instructions[i], &line);
      }
  write_handlers (&handlers, flow);
  parts->exceptiontable = gcore_share_const (c, finish_bytes (&handlers));
  parts->linetable = gcore_share_const (c, finish_bytes (&locations));
  parts->code = gcore_share_const (c, finish_bytes (&code));
  return parts->code != NULL && parts->linetable != NULL && parts->exceptiontable != NULL;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* A unit whose end can be reached returns None there. */
static void
finish_last_block (GcoreCompiler *c, bool add_none)
{
  const GcoreBlock *block = c->unit->block;
  if (block->count > 0 && block->instructions[block->count - 1].opcode == GCORE_OP_RETURN_VALUE)
    return;
  gcore_unset_location (c);
  if (add_none)
    gcore_emit_const (c, GCORE_NONE);
  gcore_emit (c, GCORE_OP_RETURN_VALUE);
}

/* Runs all passes; CONSTS is a list that may grow and shrink. False with an exception set. */
static bool
lay_out (GcoreCompiler *c, GcoreObject *consts, int *stack_size)
{
  GcoreUnit *unit = c->unit;
  GcoreFlow *flow = &unit->flow;
  if (!gcore_flow_optimize (flow, consts, keep_tuple, c) || !gcore_flow_duplicate_exits (flow)
      || !trim_consts (c, consts))
    return false;
  gcore_flow_propagate_locations (flow);
  /* A generator starts with what is sent to it on the stack. */
  *stack_size = gcore_flow_stack_depth (flow, unit->scope->is_generator || unit->scope->is_coroutine);
  if (*stack_size < 0 || !gcore_flow_find_handlers (flow))
    return false;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    gcore_flow_remove_nops (block);
  gcore_flow_resolve_jumps (flow);
  compute_jumps (flow);
  return true;
}

static void
release_parts (GcoreCodeParts *parts)
{
  GcoreObject *owned[] = { parts->code, parts->linetable, parts->exceptiontable, parts->consts, parts->names,
                           parts->localsplusnames, parts->localspluskinds };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (owned); i++)
    gcore_xdecref (owned[i]);
}

GcoreCode *
gcore_assemble (GcoreCompiler *c, bool add_none)
{
  GcoreUnit *unit = c->unit;
  GcoreCode *code = NULL;
  CellSlots cells;
  finish_last_block (c, add_none);
  if (c->failed)
    return NULL;
  unit->flow.first_line = unit->first_line;
  gcore_flow_mark_exits (&unit->flow);
  if (!compute_cell_slots (c, &cells) || !insert_prefixes (c, &cells))
    return NULL;
  resolve_cells (c, &cells);

  GcoreCodeParts parts = { .filename = c->filename, .name = unit->name, .qualname = unit->qualname,
                           .flags = gcore_unit_flags (c), .firstlineno = unit->first_line,
                           .argcount = unit->posonlyargcount + unit->argcount,
                           .posonlyargcount = unit->posonlyargcount, .kwonlyargcount = unit->kwonlyargcount };
  GcoreObject *consts = list_consts (c);
  if (consts != NULL && lay_out (c, consts, &parts.stacksize) && write_code (c, &parts)
      && (parts.names = gcore_share_const (c, tuple_of_names (&unit->names))) != NULL
      && (parts.consts = gcore_share_const (c, gcore_list_as_tuple (consts))) != NULL
      && describe_slots (c, &cells, &parts.localsplusnames, &parts.localspluskinds)
      && (parts.localsplusnames = gcore_share_const (c, parts.localsplusnames)) != NULL)
    code = gcore_code_new (&parts);
  gcore_xdecref (consts);
  release_parts (&parts);
  return code;
}
