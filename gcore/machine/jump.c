/* SPDX-License-Identifier: MIT */
/* Jumps: a trace function sets f_lineno. The evaluation stack at the target must be the one there is now with some entries
 * taken off, so what is on the stack is worked out for every instruction of the code.
 *
 * A stack is a number of 3 bits an entry, the top in the lowest. */
#include "gcore/machine/trace.h"

#include <limits.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/int.h"

typedef enum
{
  NOTHING,
  ITERATOR,  /* of a for loop */
  EXCEPTION, /* the one that was being handled before */
  OBJECT,
  EMPTY,     /* NULL below a callable */
  ADDRESS    /* of an instruction to raise at again */
} Entry;

typedef int64_t Stack;

enum
{
  TOO_DEEP = -1,
  UNREACHED = -2,
  BITS = 3
};

static Stack
push (Stack stack, Entry entry)
{
  return stack < 0 || stack >> (63 - BITS) != 0 ? TOO_DEEP : stack << BITS | entry;
}

static Stack
pop (Stack stack)
{
  return stack < 0 ? stack : stack >> BITS;
}

/* The entry N places down, 1 the top. */
static Entry
peek (Stack stack, int n)
{
  return (Entry) (stack >> BITS * (n - 1) & 7);
}

static Stack
swap (Stack stack, int n)
{
  if (stack < 0)
    return stack;
  Stack top = peek (stack, 1), other = peek (stack, n);
  int shift = BITS * (n - 1);
  return (stack & ~((Stack) 7 << shift) & ~(Stack) 7) | top << shift | other;
}

static int
depth_of (Stack stack)
{
  int depth = 0;
  for (; stack > 0; stack = pop (stack))
    depth++;
  return depth;
}

/* --- the stack at every instruction ------------------------------------------------------------------------------- */

typedef struct
{
  const GcoreCode *code;
  Stack *stacks; /* owned; one for each unit, and one behind the last */
  bool changed;
} Analysis;

static void
reach (Analysis *analysis, intptr_t unit, Stack stack)
{
  if (analysis->stacks[unit] == UNREACHED)
    {
      analysis->stacks[unit] = stack;
      analysis->changed = true;
    }
}

/* What the instruction makes of STACK when it does not jump; JUMP: when it does. */
static Stack
after (Stack stack, int opcode, int arg, bool jump)
{
  switch (opcode)
    {
    case GCORE_OP_GET_ITER:
      return push (pop (stack), ITERATOR);
    case GCORE_OP_SEND: /* the value sent stays in the place of the iterator's result */
      return stack;
    case GCORE_OP_FOR_ITER:
      return jump ? pop (stack) : push (stack, OBJECT);
    case GCORE_OP_PUSH_EXC_INFO:
      return push (stack, EXCEPTION);
    case GCORE_OP_POP_EXCEPT:
      return pop (stack);
    case GCORE_OP_PUSH_NULL:
      return push (stack, EMPTY);
    case GCORE_OP_LOAD_GLOBAL:
      return push (arg & 1 ? push (stack, EMPTY) : stack, OBJECT);
    case GCORE_OP_LOAD_METHOD:
      return push (push (pop (stack), EMPTY), OBJECT);
    case GCORE_OP_PRECALL:
      for (; arg > 0; arg--)
        stack = pop (stack);
      return stack;
    case GCORE_OP_CALL:
      return push (pop (pop (stack)), OBJECT);
    case GCORE_OP_SWAP:
      return swap (stack, arg);
    case GCORE_OP_COPY:
      return push (stack, peek (stack, arg));
    default:
      break;
    }
  int effect = gcore_opcode_stack_effect (opcode, arg, jump);
  for (; effect < 0; effect++)
    stack = pop (stack);
  for (; effect > 0; effect--)
    stack = push (stack, OBJECT);
  return stack;
}

static void
reach_handler (Analysis *analysis, intptr_t unit)
{
  int target, depth;
  bool push_address;
  if (!gcore_code_find_handler (analysis->code, (int) unit * (int) sizeof (GcoreCodeUnit), &target, &depth, &push_address))
    return;
  Stack stack = analysis->stacks[unit];
  while (depth_of (stack) > depth)
    stack = pop (stack);
  if (push_address)
    stack = push (stack, ADDRESS);
  reach (analysis, target / (int) sizeof (GcoreCodeUnit), push (stack, EXCEPTION));
}

static void
visit (Analysis *analysis, intptr_t unit, int opcode, int arg)
{
  Stack stack = analysis->stacks[unit];
  intptr_t next = unit + 1 + gcore_opcode_caches[opcode];
  reach_handler (analysis, unit);
  bool leaves = opcode == GCORE_OP_RETURN_VALUE || opcode == GCORE_OP_RAISE_VARARGS || opcode == GCORE_OP_RERAISE;
  bool always = opcode == GCORE_OP_JUMP_FORWARD || opcode == GCORE_OP_JUMP_BACKWARD
                || opcode == GCORE_OP_JUMP_BACKWARD_NO_INTERRUPT;
  if (gcore_opcode_flags[opcode] & GCORE_OPCODE_JUMP)
    {
      bool back = strstr (gcore_opcode_names[opcode], "BACKWARD") != NULL;
      reach (analysis, next + (back ? -arg : arg), after (stack, opcode, arg, true));
    }
  if (!leaves && !always)
    reach (analysis, next, after (stack, opcode, arg, false));
}

/* Fills in the stacks. -1 with MemoryError. */
static int
analyse (Analysis *analysis)
{
  intptr_t n = GCORE_CODE_N_UNITS (analysis->code);
  analysis->stacks = gcore_mem_alloc ((size_t) (n + 1) * sizeof *analysis->stacks);
  if (analysis->stacks == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  for (intptr_t i = 0; i <= n; i++)
    analysis->stacks[i] = UNREACHED;
  /* A generator begins with the None it is sent. */
  bool is_generator
    = (analysis->code->flags & (GCORE_CODE_GENERATOR | GCORE_CODE_COROUTINE | GCORE_CODE_ASYNC_GENERATOR)) != 0;
  analysis->stacks[0] = is_generator ? push (0, OBJECT) : 0;
  do
    {
      int extension = 0;
      analysis->changed = false;
      for (intptr_t i = 0; i < n;)
        {
          GcoreCodeUnit unit = GCORE_CODE_UNITS (analysis->code)[i];
          int opcode = gcore_opcode_general[GCORE_UNIT_OPCODE (unit)], arg = extension << 8 | GCORE_UNIT_ARG (unit);
          extension = opcode == GCORE_OP_EXTENDED_ARG ? arg : 0;
          if (analysis->stacks[i] != UNREACHED)
            visit (analysis, i, opcode, arg);
          i += 1 + gcore_opcode_caches[opcode];
        }
    }
  while (analysis->changed);
  return 0;
}

/* --- the target --------------------------------------------------------------------------------------------------- */

/* Whether taking entries off FROM gives what TO expects. */
static bool
leads_to (Stack from, Stack to)
{
  if (from < 0 || to < 0)
    return false;
  while (depth_of (from) > depth_of (to))
    from = pop (from);
  if (depth_of (from) != depth_of (to))
    return false;
  for (; from != 0; from = pop (from), to = pop (to))
    {
      Entry have = peek (from, 1), want = peek (to, 1);
      if (want == OBJECT ? have == EMPTY : want != EMPTY && have != want)
        return false;
    }
  return true;
}

static const char *
explain (Stack from, Stack to)
{
  if (from == TOO_DEEP)
    return "stack to deep to analyze";
  if (from == UNREACHED)
    return "can't jump from within an exception handler";
  if (to == TOO_DEEP)
    return "stack is too deep to analyze";
  if (to == UNREACHED)
    return "can't jump into an exception handler, or code may be unreachable";
  switch (peek (to, 1))
    {
    case EXCEPTION:
      return "can't jump into an 'except' block as there's no exception";
    case ADDRESS:
      return "can't jump into a re-raising block as there's no location";
    case ITERATOR:
      return "can't jump into the body of a for loop";
    default:
      return "incompatible stacks";
    }
}

/* The first line of the code that is not before LINE; 0 if there is none. */
static int
line_at_or_after (const GcoreCode *code, int line)
{
  GcoreLocationIter iter;
  int found = 0;
  gcore_location_iter_init (&iter, code);
  while (gcore_location_iter_next (&iter))
    if (iter.location.line >= line && (found == 0 || iter.location.line < found))
      found = iter.location.line;
  return found;
}

/* The instruction to jump to for LINE, where its stack is to be found in ANALYSIS; -1 with ValueError. */
static intptr_t
find_target (const Analysis *analysis, Stack from, int line)
{
  const char *reason = "cannot find bytecode for specified line";
  Stack best_stack = TOO_DEEP;
  intptr_t best = -1;
  bool explained = false;
  int line_before = -1;
  GcoreLocationIter iter;
  gcore_location_iter_init (&iter, analysis->code);
  while (gcore_location_iter_next (&iter))
    {
      bool begins_line = iter.location.line != line_before;
      if (iter.location.line != -1)
        line_before = iter.location.line;
      if (iter.location.line != line || !begins_line)
        continue;
      intptr_t unit = iter.start / (int) sizeof (GcoreCodeUnit);
      Stack to = analysis->stacks[unit];
      if (leads_to (from, to) && to > best_stack)
        {
          best_stack = to;
          best = unit;
        }
      else if (best < 0 && !explained)
        {
          reason = explain (from, to);
          explained = from >= 0;
        }
    }
  if (best < 0)
    gcore_err_set_string (GCORE_EXC (ValueError), reason);
  return best;
}

/* --- jumping ------------------------------------------------------------------------------------------------------ */

/* Takes entries off until STACK is what it has become at the target. */
static void
unwind_to (GcoreActivation *activation, Stack stack, Stack target)
{
  for (; depth_of (stack) > depth_of (target); stack = pop (stack))
    {
      GcoreObject *top = activation->slots[--activation->stack_top];
      if (peek (stack, 1) == EXCEPTION)
        GCORE_SETREF (GCORE_OBJECTS->errors.handled->exception, top);
      else
        gcore_xdecref (top);
    }
}

/* Whether the trace function may jump from where it has been called. */
static bool
may_jump (GcoreFrame *frame)
{
  GcoreObject *event = GCORE_MACHINE->traced_event;
  if (event == NULL || event == GCORE_ID (call))
    gcore_err_set_string (GCORE_EXC (ValueError), "can't jump from the 'call' trace event of a new frame");
  else if (event != GCORE_ID (line))
    gcore_err_set_string (GCORE_EXC (ValueError), "can only jump from a 'line' trace event");
  else if (frame->trace == NULL)
    gcore_err_set_string (GCORE_EXC (ValueError), "f_lineno can only be set by a trace function");
  else
    return true;
  return false;
}

/* The line that VALUE, a number, stands for in CODE; 0 with ValueError. */
static int
get_line (const GcoreCode *code, GcoreObject *value)
{
  int overflow;
  long given = gcore_int_as_long_and_overflow (value, &overflow);
  if (overflow != 0 || given > INT_MAX || given < INT_MIN)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "lineno out of range");
      return 0;
    }
  if (given < code->firstlineno)
    {
      gcore_err_format (GCORE_EXC (ValueError), "line %d comes before the current code block", (int) given);
      return 0;
    }
  int line = line_at_or_after (code, (int) given);
  if (line == 0)
    gcore_err_format (GCORE_EXC (ValueError), "line %d comes after the current code block", (int) given);
  return line;
}

int
gcore_trace_jump (GcoreFrame *frame, GcoreObject *value)
{
  GcoreActivation *activation = frame->activation;
  Analysis analysis = { .code = activation->code };
  if (!gcore_is_int_exact (value))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "lineno must be an integer");
      return -1;
    }
  int line = may_jump (frame) ? get_line (activation->code, value) : 0;
  if (line == 0 || analyse (&analysis) < 0)
    return -1;
  Stack from = analysis.stacks[activation->prev_instr - GCORE_CODE_UNITS (activation->code)];
  intptr_t target = find_target (&analysis, from, line);
  if (target >= 0)
    {
      unwind_to (activation, from, analysis.stacks[target]);
      GcoreCodeUnit *from_here = activation->prev_instr;
      activation->prev_instr = GCORE_CODE_UNITS (activation->code) + target;
      if (activation == GCORE_MACHINE->activation) /* the tick is counted from there */
        GCORE_MACHINE->tick_base += from_here - activation->prev_instr;
    }
  gcore_mem_free (analysis.stacks);
  return target >= 0 ? 0 : -1;
}
