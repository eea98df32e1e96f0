/* SPDX-License-Identifier: MIT */
/* Blocks and their instructions, and what is computed over the whole graph. */
#include "gcore/language/flowgraph.h"

#include "gcore/objects/errors.h"

/* --- building ----------------------------------------------------------------------------------------------------- */

GcoreBlock *
gcore_flow_new_block (GcoreFlow *flow)
{
  GcoreBlock *block = (GcoreBlock *) gcore_arena_alloc (flow->arena, sizeof *block);
  if (block == NULL)
    return NULL;
  block->made_before = flow->newest;
  flow->newest = block;
  return block;
}

GcoreInstruction *
gcore_flow_append (GcoreFlow *flow, GcoreBlock *block)
{
  if (block->count == block->capacity)
    {
      int capacity = block->capacity == 0 ? 8 : block->capacity * 2;
      GcoreInstruction *instructions
        = (GcoreInstruction *) gcore_arena_alloc (flow->arena, (size_t) capacity * sizeof *instructions);
      if (instructions == NULL)
        return NULL;
      if (block->count > 0)
        memcpy (instructions, block->instructions, (size_t) block->count * sizeof *instructions);
      block->instructions = instructions;
      block->capacity = capacity;
    }
  GcoreInstruction *instruction = &block->instructions[block->count++];
  *instruction = (GcoreInstruction){ .location = { -1, -1, -1, -1 } };
  return instruction;
}

bool
gcore_flow_insert (GcoreFlow *flow, GcoreBlock *block, int position, GcoreInstruction instruction)
{
  if (gcore_flow_append (flow, block) == NULL)
    return false;
  GcoreInstruction *place = &block->instructions[position];
  memmove (place + 1, place, (size_t) (block->count - 1 - position) * sizeof *place);
  *place = instruction;
  return true;
}

/* --- questions ---------------------------------------------------------------------------------------------------- */

bool
gcore_instruction_is_push (const GcoreInstruction *instruction)
{
  return instruction->opcode >= GCORE_OP_SETUP_FINALLY && instruction->opcode <= GCORE_OP_SETUP_WITH;
}

bool
gcore_instruction_is_jump (const GcoreInstruction *instruction)
{
  return (gcore_opcode_flags[instruction->opcode] & GCORE_OPCODE_JUMP) != 0 && !gcore_instruction_is_push (instruction);
}

static bool
leaves_code (const GcoreInstruction *instruction)
{
  return instruction->opcode == GCORE_OP_RETURN_VALUE || instruction->opcode == GCORE_OP_RAISE_VARARGS
         || instruction->opcode == GCORE_OP_RERAISE;
}

static bool
is_unconditional_jump (const GcoreInstruction *instruction)
{
  return instruction->opcode == GCORE_OP_JUMP || instruction->opcode == GCORE_OP_JUMP_NO_INTERRUPT;
}

bool
gcore_instruction_ends_block (const GcoreInstruction *instruction)
{
  return gcore_instruction_is_jump (instruction) || leaves_code (instruction);
}

static GcoreInstruction *
last_instruction (const GcoreBlock *block)
{
  return block->count > 0 ? &block->instructions[block->count - 1] : NULL;
}

static GcoreBlock *
skip_empty (GcoreBlock *block)
{
  while (block->count == 0)
    block = block->next;
  return block;
}

/* --- exits -------------------------------------------------------------------------------------------------------- */

void
gcore_flow_mark_exits (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->newest; block != NULL; block = block->made_before)
    for (int i = 0; i < block->count; i++)
      {
        GcoreInstruction *instruction = &block->instructions[i];
        if (leaves_code (instruction))
          block->is_exit = block->no_fallthrough = true;
        else if (gcore_instruction_is_jump (instruction))
          {
            block->no_fallthrough = block->no_fallthrough || is_unconditional_jump (instruction);
            instruction->target = skip_empty (instruction->target);
          }
      }
}

bool
gcore_block_is_exit_without_line (const GcoreBlock *block)
{
  if (!block->is_exit)
    return false;
  for (int i = 0; i < block->count; i++)
    if (block->instructions[i].location.lineno >= 0)
      return false;
  return true;
}

static GcoreBlock *
copy_block (GcoreFlow *flow, const GcoreBlock *block)
{
  GcoreBlock *copy = gcore_flow_new_block (flow);
  for (int i = 0; copy != NULL && i < block->count; i++)
    {
      GcoreInstruction *instruction = gcore_flow_append (flow, copy);
      if (instruction == NULL)
        return NULL;
      *instruction = block->instructions[i];
    }
  if (copy != NULL)
    {
      copy->is_exit = true;
      copy->no_fallthrough = true;
    }
  return copy;
}

bool
gcore_flow_duplicate_exits (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->newest; block != NULL; block = block->made_before)
    {
      GcoreInstruction *jump = last_instruction (block);
      if (jump == NULL || !gcore_instruction_is_jump (jump))
        continue;
      GcoreBlock *target = jump->target;
      if (!gcore_block_is_exit_without_line (target) || target->predecessors <= 1)
        continue;
      GcoreBlock *copy = copy_block (flow, target);
      if (copy == NULL)
        return false;
      copy->instructions[0].location = jump->location;
      jump->target = copy;
      target->predecessors--;
      copy->predecessors = 1;
      copy->next = target->next;
      target->next = copy;
    }
  for (GcoreBlock *block = flow->newest; block != NULL; block = block->made_before)
    while (block->next != NULL && block->next->count == 0)
      block->next = block->next->next;
  return true;
}

/* --- locations ---------------------------------------------------------------------------------------------------- */

/* The first instruction of a block reached from one place only takes over that place's location. */
static void
pass_on_location (GcoreBlock *block, GcoreLocation location)
{
  if (block->predecessors == 1 && block->count > 0 && block->instructions[0].location.lineno < 0)
    block->instructions[0].location = location;
}

/* A return nothing gave a line to belongs to the line before it. */
static void
guarantee_exit_lines (const GcoreFlow *flow)
{
  int line = flow->first_line;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      GcoreInstruction *last = last_instruction (block);
      if (last == NULL)
        continue;
      if (last->location.lineno >= 0)
        line = last->location.lineno;
      else if (last->opcode == GCORE_OP_RETURN_VALUE)
        for (int i = 0; i < block->count; i++)
          block->instructions[i].location.lineno = line;
    }
}

void
gcore_flow_propagate_locations (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      GcoreLocation previous = { -1, -1, -1, -1 };
      GcoreInstruction *last = last_instruction (block);
      if (last == NULL)
        continue;
      for (int i = 0; i < block->count; i++)
        {
          GcoreLocation *location = &block->instructions[i].location;
          if (location->lineno < 0)
            *location = previous;
          else
            previous = *location;
        }
      if (!block->no_fallthrough)
        pass_on_location (block->next, previous);
      if (gcore_instruction_is_jump (last))
        pass_on_location (last->target, previous);
    }
  guarantee_exit_lines (flow);
}

/* --- stack depth -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreBlock **blocks; /* still to be visited */
  int count;
} WorkList;

static bool
work_list_init (GcoreFlow *flow, WorkList *list)
{
  int n = 0;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    n++;
  list->count = 0;
  list->blocks = (GcoreBlock **) gcore_arena_alloc (flow->arena, (size_t) n * sizeof *list->blocks);
  return list->blocks != NULL;
}

static void
enter_with_depth (WorkList *list, GcoreBlock *block, int depth)
{
  if (block->start_depth >= depth)
    return;
  block->start_depth = depth;
  list->blocks[list->count++] = block;
}

/* Depth on every way through BLOCK, the greatest in *MAX. */
static void
walk_depth (WorkList *list, GcoreBlock *block, int *max)
{
  int depth = block->start_depth;
  for (int i = 0; i < block->count; i++)
    {
      const GcoreInstruction *instruction = &block->instructions[i];
      int after = depth + gcore_opcode_stack_effect (instruction->opcode, instruction->arg, false);
      if (after > *max)
        *max = after;
      if (gcore_instruction_is_jump (instruction) || gcore_instruction_is_push (instruction))
        {
          int there = depth + gcore_opcode_stack_effect (instruction->opcode, instruction->arg, true);
          if (there > *max)
            *max = there;
          enter_with_depth (list, instruction->target, there);
        }
      depth = after;
      if (is_unconditional_jump (instruction) || leaves_code (instruction))
        return;
    }
  if (block->next != NULL)
    enter_with_depth (list, block->next, depth);
}

int
gcore_flow_stack_depth (GcoreFlow *flow, int entry_depth)
{
  WorkList list;
  int max = 0;
  if (!work_list_init (flow, &list))
    return -1;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    block->start_depth = -1;
  enter_with_depth (&list, flow->entry, entry_depth);
  while (list.count > 0)
    walk_depth (&list, list.blocks[--list.count], &max);
  return max;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static GcoreBlock *
innermost_handler (const GcoreHandlerStack *stack)
{
  return stack->depth > 0 ? stack->handlers[stack->depth - 1] : NULL;
}

/* BLOCK is entered with STACK in force, which is copied. */
static bool
enter_with_handlers (GcoreFlow *flow, WorkList *list, GcoreBlock *block, const GcoreHandlerStack *stack)
{
  if (block->visited)
    return true;
  block->visited = true;
  block->handler_stack = (GcoreHandlerStack *) gcore_arena_alloc (flow->arena, sizeof *stack);
  if (block->handler_stack == NULL)
    return false;
  *block->handler_stack = *stack;
  list->blocks[list->count++] = block;
  return true;
}

static bool
walk_handlers (GcoreFlow *flow, WorkList *list, GcoreBlock *block)
{
  GcoreHandlerStack *stack = block->handler_stack;
  for (int i = 0; i < block->count; i++)
    {
      GcoreInstruction *instruction = &block->instructions[i];
      if (gcore_instruction_is_push (instruction))
        {
          if (!enter_with_handlers (flow, list, instruction->target, stack))
            return false;
          instruction->target->pushes_lasti = instruction->opcode != GCORE_OP_SETUP_FINALLY;
          stack->handlers[stack->depth++] = instruction->target;
          instruction->opcode = GCORE_OP_NOP;
        }
      else if (instruction->opcode == GCORE_OP_POP_BLOCK)
        {
          stack->depth--;
          instruction->opcode = GCORE_OP_NOP;
        }
      else
        {
          instruction->handler = innermost_handler (stack);
          if (gcore_instruction_is_jump (instruction)
              && !enter_with_handlers (flow, list, instruction->target, stack))
            return false;
        }
    }
  return block->no_fallthrough || block->next == NULL || enter_with_handlers (flow, list, block->next, stack);
}

bool
gcore_flow_find_handlers (GcoreFlow *flow)
{
  static const GcoreHandlerStack none = { .depth = 0 };
  WorkList list;
  if (!work_list_init (flow, &list))
    return false;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    block->visited = false;
  if (!enter_with_handlers (flow, &list, flow->entry, &none))
    return false;
  while (list.count > 0)
    if (!walk_handlers (flow, &list, list.blocks[--list.count]))
      return false;
  return true;
}

/* --- jumps -------------------------------------------------------------------------------------------------------- */

static int
directed_jump (int opcode, bool forward)
{
  switch (opcode)
    {
    case GCORE_OP_JUMP:
      return forward ? GCORE_OP_JUMP_FORWARD : GCORE_OP_JUMP_BACKWARD;
    case GCORE_OP_JUMP_NO_INTERRUPT:
      return forward ? GCORE_OP_JUMP_FORWARD : GCORE_OP_JUMP_BACKWARD_NO_INTERRUPT;
    case GCORE_OP_POP_JUMP_IF_FALSE:
      return forward ? GCORE_OP_POP_JUMP_FORWARD_IF_FALSE : GCORE_OP_POP_JUMP_BACKWARD_IF_FALSE;
    case GCORE_OP_POP_JUMP_IF_TRUE:
      return forward ? GCORE_OP_POP_JUMP_FORWARD_IF_TRUE : GCORE_OP_POP_JUMP_BACKWARD_IF_TRUE;
    case GCORE_OP_POP_JUMP_IF_NONE:
      return forward ? GCORE_OP_POP_JUMP_FORWARD_IF_NONE : GCORE_OP_POP_JUMP_BACKWARD_IF_NONE;
    case GCORE_OP_POP_JUMP_IF_NOT_NONE:
      return forward ? GCORE_OP_POP_JUMP_FORWARD_IF_NOT_NONE : GCORE_OP_POP_JUMP_BACKWARD_IF_NOT_NONE;
    default:
      return opcode;
    }
}

void
gcore_flow_resolve_jumps (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    block->visited = false;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      GcoreInstruction *last = last_instruction (block);
      block->visited = true;
      if (last != NULL && gcore_instruction_is_jump (last))
        last->opcode = directed_jump (last->opcode, !last->target->visited);
    }
}
