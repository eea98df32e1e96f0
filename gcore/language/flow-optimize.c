/* SPDX-License-Identifier: MIT */
/* Peephole optimisation of blocks, jumps that lead to jumps, and code nobody reaches. Start at gcore_flow_optimize. */
#include "gcore/language/flowgraph.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

#define MAX_EXIT_COPY 4 /* instructions of an exit that replaces a jump to it */

typedef struct
{
  GcoreFlow *flow;
  GcoreObject *consts; /* list */
  GcoreObject *(*keep) (void *data, GcoreObject *tuple);
  void *data;
} Optimizer;

static void
make_nop (GcoreInstruction *instruction)
{
  instruction->opcode = GCORE_OP_NOP;
  instruction->target = NULL;
}

/* --- NOPs --------------------------------------------------------------------------------------------------------- */

/* Whether the NOP at I shows nothing that its neighbours do not show; an artificial one behind it gets its place. */
static bool
nop_is_redundant (GcoreBlock *block, int i, int previous_line)
{
  GcoreLocation location = block->instructions[i].location;
  if (location.lineno < 0 || location.lineno == previous_line)
    return true;
  if (i + 1 < block->count)
    {
      GcoreLocation *next = &block->instructions[i + 1].location;
      if (next->lineno < 0)
        *next = location;
      return next->lineno == location.lineno;
    }
  const GcoreBlock *next = block->next;
  while (next != NULL && next->count == 0)
    next = next->next;
  return next != NULL && next->instructions[0].location.lineno == location.lineno;
}

void
gcore_flow_remove_nops (GcoreBlock *block)
{
  int kept = 0, previous_line = -1;
  for (int i = 0; i < block->count; i++)
    {
      int line = block->instructions[i].location.lineno;
      if (block->instructions[i].opcode == GCORE_OP_NOP && nop_is_redundant (block, i, previous_line))
        continue;
      block->instructions[kept++] = block->instructions[i];
      previous_line = line;
    }
  block->count = kept;
}

/* --- constants ---------------------------------------------------------------------------------------------------- */

/* LOAD_CONST and a jump on its truth. False with an exception set. */
static bool
decide_jump (Optimizer *o, GcoreBlock *block, GcoreInstruction *load)
{
  GcoreInstruction *jump = load + 1;
  int truth = gcore_object_is_true (GCORE_LIST_ITEM (o->consts, load->arg));
  if (truth < 0)
    return false;
  bool pops = jump->opcode == GCORE_OP_POP_JUMP_IF_FALSE || jump->opcode == GCORE_OP_POP_JUMP_IF_TRUE;
  bool jumps_if = jump->opcode == GCORE_OP_POP_JUMP_IF_TRUE || jump->opcode == GCORE_OP_JUMP_IF_TRUE_OR_POP;
  bool taken = truth == jumps_if;
  if (pops || !taken)
    make_nop (load);
  if (taken)
    {
      jump->opcode = GCORE_OP_JUMP;
      block->no_fallthrough = true;
    }
  else
    make_nop (jump);
  return true;
}

/* `x is None` and `x is not None` as conditions. */
static void
use_none_jump (Optimizer *o, GcoreBlock *block, GcoreInstruction *load)
{
  GcoreInstruction *test = load + 1, *jump = load + 2;
  if (jump >= block->instructions + block->count || GCORE_LIST_ITEM (o->consts, load->arg) != GCORE_NONE
      || (jump->opcode != GCORE_OP_POP_JUMP_IF_FALSE && jump->opcode != GCORE_OP_POP_JUMP_IF_TRUE))
    return;
  bool negated = test->arg == 1;
  make_nop (load);
  make_nop (test);
  jump->opcode = negated ^ (jump->opcode == GCORE_OP_POP_JUMP_IF_FALSE) ? GCORE_OP_POP_JUMP_IF_NOT_NONE
                                                                        : GCORE_OP_POP_JUMP_IF_NONE;
}

static bool
optimize_load_const (Optimizer *o, GcoreBlock *block, GcoreInstruction *load, int next_opcode)
{
  switch (next_opcode)
    {
    case GCORE_OP_POP_JUMP_IF_FALSE:
    case GCORE_OP_POP_JUMP_IF_TRUE:
    case GCORE_OP_JUMP_IF_FALSE_OR_POP:
    case GCORE_OP_JUMP_IF_TRUE_OR_POP:
      return decide_jump (o, block, load);
    case GCORE_OP_IS_OP:
      use_none_jump (o, block, load);
      return true;
    default:
      return true;
    }
}

/* Number of TUPLE (stolen) in the constants, where it is added if need be; -1 with an exception. */
static int
const_number (Optimizer *o, GcoreObject *tuple)
{
  tuple = o->keep (o->data, tuple);
  if (tuple == NULL)
    return -1;
  int number = 0;
  while (number < GCORE_LIST_SIZE (o->consts) && GCORE_LIST_ITEM (o->consts, number) != tuple)
    number++;
  if (number == GCORE_LIST_SIZE (o->consts) && gcore_list_append (o->consts, tuple) < 0)
    number = -1;
  gcore_decref (tuple);
  return number;
}

/* BUILD_TUPLE of N constants loaded right before. False with an exception set. */
static bool
fold_tuple (Optimizer *o, GcoreInstruction *build, int n)
{
  for (int i = 1; i <= n; i++)
    if (build[-i].opcode != GCORE_OP_LOAD_CONST)
      return true;
  GcoreObject *tuple = gcore_tuple_new (n);
  if (tuple == NULL)
    return false;
  for (int i = 0; i < n; i++)
    {
      GcoreInstruction *load = build - n + i;
      GCORE_TUPLE_SET_ITEM (tuple, i, gcore_newref (GCORE_LIST_ITEM (o->consts, load->arg)));
      make_nop (load);
    }
  int number = const_number (o, tuple);
  build->opcode = GCORE_OP_LOAD_CONST;
  build->arg = number;
  return number >= 0;
}

static bool
optimize_build_tuple (Optimizer *o, GcoreBlock *block, int i)
{
  GcoreInstruction *build = &block->instructions[i], *next = build + 1;
  if (i + 1 < block->count && next->opcode == GCORE_OP_UNPACK_SEQUENCE && next->arg == build->arg)
    {
      if (build->arg == 1)
        {
          make_nop (build);
          make_nop (next);
          return true;
        }
      if (build->arg == 2 || build->arg == 3)
        {
          make_nop (build);
          next->opcode = GCORE_OP_SWAP;
          return true;
        }
    }
  return i < build->arg || fold_tuple (o, build, build->arg);
}

/* --- swaps -------------------------------------------------------------------------------------------------------- */

/* Replaces the swaps from number *I on, with only NOPs between, by the fewest that do the same. *I becomes the last of
 * them. A row of swaps is a permutation of the stack's top; it is made anew cycle by cycle, from the last swap back. */
static bool
merge_swaps (Optimizer *o, GcoreBlock *block, int *i)
{
  enum { DONE = -1 };
  GcoreInstruction *swaps = &block->instructions[*i];
  int depth = swaps->arg, length = 1, n_swaps = 1;
  for (; *i + length < block->count; length++)
    if (swaps[length].opcode == GCORE_OP_SWAP)
      {
        n_swaps++;
        if (swaps[length].arg > depth)
          depth = swaps[length].arg;
      }
    else if (swaps[length].opcode != GCORE_OP_NOP)
      break;
  if (n_swaps == 1)
    return true;
  int *stack = (int *) gcore_arena_alloc (o->flow->arena, (size_t) depth * sizeof *stack);
  if (stack == NULL)
    return false;
  for (int place = 0; place < depth; place++)
    stack[place] = place;
  for (int k = 0; k < length; k++)
    if (swaps[k].opcode == GCORE_OP_SWAP)
      {
        int top = stack[0];
        stack[0] = stack[swaps[k].arg - 1];
        stack[swaps[k].arg - 1] = top;
      }
  int unused = length; /* instructions in front of the new swaps */
  for (int first = 0; first < depth; first++)
    if (stack[first] != DONE && stack[first] != first)
      for (int place = first;;)
        {
          if (place != 0)
            {
              swaps[--unused].opcode = GCORE_OP_SWAP;
              swaps[unused].arg = place + 1;
            }
          if (stack[place] == DONE)
            break;
          int next = stack[place];
          stack[place] = DONE;
          place = next;
        }
  while (unused > 0)
    make_nop (&swaps[--unused]);
  *i += length - 1;
  return true;
}

static bool
may_change_places (const GcoreInstruction *instruction)
{
  return instruction->opcode == GCORE_OP_STORE_FAST || instruction->opcode == GCORE_OP_POP_TOP;
}

/* The next instruction after I that consumes the top of the stack and may do so in any order; with LINE >= 0 only on
 * that line. -1 if there is none. */
static int
next_consumer (const GcoreBlock *block, int i, int line)
{
  while (++i < block->count)
    {
      const GcoreInstruction *instruction = &block->instructions[i];
      if (line >= 0 && instruction->location.lineno != line)
        return -1;
      if (instruction->opcode == GCORE_OP_NOP)
        continue;
      return may_change_places (instruction) ? i : -1;
    }
  return -1;
}

/* A swap in front of stores can be had by storing in another order. Works back from instruction I. */
static void
absorb_swaps (GcoreBlock *block, int i)
{
  for (; i >= 0; i--)
    {
      GcoreInstruction *swap = &block->instructions[i];
      if (swap->opcode == GCORE_OP_NOP || may_change_places (swap))
        continue;
      if (swap->opcode != GCORE_OP_SWAP)
        return;
      int first = next_consumer (block, i, -1);
      if (first < 0)
        return;
      int other = first, line = block->instructions[first].location.lineno;
      for (int steps = swap->arg - 1; steps > 0; steps--)
        if ((other = next_consumer (block, other, line)) < 0)
          return;
      make_nop (swap);
      GcoreInstruction moved = block->instructions[first];
      block->instructions[first] = block->instructions[other];
      block->instructions[other] = moved;
    }
}

/* --- jumps -------------------------------------------------------------------------------------------------------- */

/* JUMP leads to TARGET, a jump: goes where that goes, as OPCODE. Only within a line, so that tracing shows every
 * line. */
static bool
thread_jump (GcoreInstruction *jump, const GcoreInstruction *target, int opcode)
{
  if (jump->location.lineno != target->location.lineno || jump->target == target->target)
    return false;
  jump->target = target->target;
  jump->opcode = opcode;
  return true;
}

/* a and (b or c): a jump that keeps the value leads to one on the opposite truth, which will not be taken. */
static bool
pass_opposite_jump (GcoreInstruction *jump, const GcoreInstruction *target, int opcode)
{
  if (jump->location.lineno != target->location.lineno)
    return false;
  jump->opcode = opcode;
  jump->target = jump->target->next;
  return true;
}

/* True if JUMP was changed and may be looked at again. */
static bool
optimize_jump (GcoreInstruction *jump, const GcoreInstruction *target)
{
  bool if_false = jump->opcode == GCORE_OP_JUMP_IF_FALSE_OR_POP;
  switch (jump->opcode)
    {
    case GCORE_OP_JUMP_IF_FALSE_OR_POP:
    case GCORE_OP_JUMP_IF_TRUE_OR_POP:
      switch (target->opcode)
        {
        case GCORE_OP_JUMP:
          return thread_jump (jump, target, jump->opcode);
        case GCORE_OP_JUMP_IF_FALSE_OR_POP:
        case GCORE_OP_JUMP_IF_TRUE_OR_POP:
          if (target->opcode == jump->opcode)
            return thread_jump (jump, target, jump->opcode);
          break;
        case GCORE_OP_POP_JUMP_IF_FALSE:
        case GCORE_OP_POP_JUMP_IF_TRUE:
          if ((target->opcode == GCORE_OP_POP_JUMP_IF_FALSE) == if_false)
            return thread_jump (jump, target, target->opcode);
          break;
        default:
          return false;
        }
      return pass_opposite_jump (jump, target,
                                 if_false ? GCORE_OP_POP_JUMP_IF_FALSE : GCORE_OP_POP_JUMP_IF_TRUE);
    case GCORE_OP_POP_JUMP_IF_FALSE:
    case GCORE_OP_POP_JUMP_IF_TRUE:
    case GCORE_OP_POP_JUMP_IF_NONE:
    case GCORE_OP_POP_JUMP_IF_NOT_NONE:
    case GCORE_OP_JUMP:
      return target->opcode == GCORE_OP_JUMP && thread_jump (jump, target, jump->opcode);
    default:
      return false;
    }
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static bool
optimize_block (Optimizer *o, GcoreBlock *block)
{
  for (int i = 0; i < block->count; i++)
    {
      GcoreInstruction *instruction = &block->instructions[i];
      int next_opcode = i + 1 < block->count ? instruction[1].opcode : GCORE_OP_CACHE;
      if (gcore_instruction_is_jump (instruction))
        {
          while (instruction->target->count == 0)
            instruction->target = instruction->target->next;
          if (optimize_jump (instruction, &instruction->target->instructions[0]))
            i--;
          continue;
        }
      switch (instruction->opcode)
        {
        case GCORE_OP_LOAD_CONST:
          if (!optimize_load_const (o, block, instruction, next_opcode))
            return false;
          break;
        case GCORE_OP_BUILD_TUPLE:
          if (!optimize_build_tuple (o, block, i))
            return false;
          break;
        case GCORE_OP_SWAP:
          if (instruction->arg == 1)
            {
              make_nop (instruction);
              break;
            }
          if (!merge_swaps (o, block, &i))
            return false;
          absorb_swaps (block, i);
          break;
        case GCORE_OP_PUSH_NULL:
          if (next_opcode == GCORE_OP_LOAD_GLOBAL && (instruction[1].arg & 1) == 0)
            {
              make_nop (instruction);
              instruction[1].arg |= 1;
            }
          break;
        default:
          break;
        }
    }
  return true;
}

/* A jump to a short exit that no line shows is replaced by the exit. False with MemoryError. */
static bool
inline_exit (GcoreFlow *flow, GcoreBlock *block)
{
  if (block->count == 0)
    return true;
  GcoreInstruction *jump = &block->instructions[block->count - 1];
  if (jump->opcode != GCORE_OP_JUMP || !gcore_block_is_exit_without_line (jump->target)
      || jump->target->count > MAX_EXIT_COPY)
    return true;
  const GcoreBlock *exit = jump->target;
  make_nop (jump);
  for (int i = 0; i < exit->count; i++)
    {
      GcoreInstruction *copy = gcore_flow_append (flow, block);
      if (copy == NULL)
        return false;
      *copy = exit->instructions[i];
    }
  block->is_exit = true;
  return true;
}

static bool
inline_exits (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->newest; block != NULL; block = block->made_before)
    if (!inline_exit (flow, block))
      return false;
  return true;
}

static void
reach (GcoreBlock ***stack, GcoreBlock *block)
{
  if (block->predecessors++ == 0)
    *(*stack)++ = block;
}

/* Counts the predecessors of all blocks that can be reached. False with MemoryError. */
static bool
count_predecessors (GcoreFlow *flow)
{
  size_t n = 0;
  for (GcoreBlock *block = flow->newest; block != NULL; block = block->made_before)
    n++;
  GcoreBlock **bottom = (GcoreBlock **) gcore_arena_alloc (flow->arena, n * sizeof *bottom), **stack = bottom;
  if (bottom == NULL)
    return false;
  reach (&stack, flow->entry);
  while (stack > bottom)
    {
      GcoreBlock *block = *--stack;
      if (block->next != NULL && !block->no_fallthrough)
        reach (&stack, block->next);
      for (int i = 0; i < block->count; i++)
        if (block->instructions[i].target != NULL)
          reach (&stack, block->instructions[i].target);
    }
  return true;
}

static void
drop_empty_blocks (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    while (block->next != NULL && block->next->count == 0 && block->next->next != NULL)
      block->next = block->next->next;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    for (int i = 0; i < block->count; i++)
      if (block->instructions[i].target != NULL)
        while (block->instructions[i].target->count == 0)
          block->instructions[i].target = block->instructions[i].target->next;
}

/* Jumps to what follows anyway. */
static void
drop_redundant_jumps (GcoreFlow *flow)
{
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      GcoreInstruction *last = block->count > 0 ? &block->instructions[block->count - 1] : NULL;
      if (last == NULL || (last->opcode != GCORE_OP_JUMP && last->opcode != GCORE_OP_JUMP_NO_INTERRUPT)
          || last->target != block->next)
        continue;
      block->no_fallthrough = false;
      make_nop (last);
      gcore_flow_remove_nops (block);
    }
}

bool
gcore_flow_optimize (GcoreFlow *flow, GcoreObject *consts, GcoreObject *(*keep) (void *data, GcoreObject *tuple),
                     void *data)
{
  Optimizer o = { flow, consts, keep, data };
  /* Once before jumps are threaded and once after, newest block first: two links of a chain of exits are inlined. */
  if (!inline_exits (flow))
    return false;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    {
      if (!optimize_block (&o, block))
        return false;
      gcore_flow_remove_nops (block);
    }
  if (!inline_exits (flow))
    return false;
  if (!count_predecessors (flow))
    return false;
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    if (block->predecessors == 0)
      {
        block->count = 0;
        block->no_fallthrough = false;
      }
  for (GcoreBlock *block = flow->entry; block != NULL; block = block->next)
    gcore_flow_remove_nops (block);
  drop_empty_blocks (flow);
  drop_redundant_jumps (flow);
  drop_empty_blocks (flow);
  return true;
}
