/* SPDX-License-Identifier: MIT */
/* The evaluation loop.
 *
 * Registers: FRAME the innermost activation, NEXT the next unit, SP one past the top of the value stack. A call of
 * Python code by Python code stays in this loop; a C function that calls Python enters it again.
 *
 * Ticks: tick = tick_base + prev_instr / 2, so running straight on counts by itself, and whatever moves the instruction
 * pointer otherwise (JUMP, a change of frames) corrects tick_base by the distance.
 *
 * The order in which references are taken and released is part of what a program can see, so each body keeps to it. */

/* Common subexpressions across the bodies would be kept in registers the bodies need: measured 5 % slower. */
#pragma GCC optimize ("no-gcse")

#include "gcore/machine/eval-private.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/import.h"
#include "gcore/machine/specialise.h"
#include "gcore/machine/trace.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/float.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/method.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/range.h"
#include "gcore/objects/set.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/traceback.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- the vocabulary of the instruction bodies --------------------------------------------------------------------- */

#define PUSH(value)                                                                                                    \
  do                                                                                                                   \
    {                                                                                                                  \
      GcoreObject *pushed_ = (value);                                                                                  \
      *sp++ = pushed_;                                                                                                 \
    }                                                                                                                  \
  while (0)
#define POP() (*--sp)
#define TOP() (sp[-1])
#define SECOND() (sp[-2])
#define PEEK(n) (sp[-(n)])
#define SET_TOP(value) (sp[-1] = (value))
#define SHRINK(n) (sp -= (n))
#define NAME(index) GCORE_TUPLE_ITEM (frame->code->names, index)
#define CONSTANT(index) GCORE_TUPLE_ITEM (frame->code->consts, index)
#define SLOT(index) (frame->slots[index])

#define DISPATCH()                                                                                                     \
  do                                                                                                                   \
    {                                                                                                                  \
      unsigned unit_ = *next;                                                                                          \
      oparg = (int) GCORE_UNIT_ARG (unit_);                                                                            \
      goto *gcore_control (machine)->dispatch[GCORE_UNIT_OPCODE (unit_)];                                              \
    }                                                                                                                  \
  while (0)
/* The same for an argument collected by EXTENDED_ARG. */
#define DISPATCH_WITH_ARG() goto *gcore_control (machine)->dispatch[GCORE_UNIT_OPCODE (*next)]

/* Begins a body. */
#define INSTRUCTION(name) body_##name : frame->prev_instr = next++;
/* Begins a body that specialised forms fall back to when their assumption does not hold. */
#define GENERAL_INSTRUCTION(name)                                                                                      \
  INSTRUCTION (name)                                                                                                   \
  general_##name:
/* In a specialised body: the general one does the work, and the miss is noted. */
#define MISS_IF(condition, name)                                                                                       \
  do                                                                                                                   \
    {                                                                                                                  \
      if (GCORE_UNLIKELY (condition))                                                                                  \
        {                                                                                                              \
          gcore_specialise_miss (next);                                                                                \
          goto general_##name;                                                                                         \
        }                                                                                                              \
    }                                                                                                                  \
  while (0)
/* The body of an adaptive form: specialises when its counter has run down (EXPRESSION rewrites the instruction at
 * next - 1 if it finds a special form), else does the general work. */
#define ADAPTIVE(name, expression)                                                                                     \
  INSTRUCTION (name##_ADAPTIVE)                                                                                        \
  if (GCORE_COUNTER_IS_ZERO (*next))                                                                                   \
    {                                                                                                                  \
      (expression);                                                                                                    \
      next--;                                                                                                          \
      goto *normal[GCORE_UNIT_OPCODE (*next)];                                                                         \
    }                                                                                                                  \
  *next = GCORE_COUNTER_STEP (*next);                                                                                  \
  goto general_##name;

#define SKIP_CACHES(name) (next += GCORE_CACHES_##name)
/* Moves by DISTANCE units without their being executed. */
#define JUMP(distance)                                                                                                 \
  do                                                                                                                   \
    {                                                                                                                  \
      intptr_t distance_ = (distance);                                                                                 \
      next += distance_;                                                                                               \
      machine->tick_base -= distance_;                                                                                 \
    }                                                                                                                  \
  while (0)

#define SAVE_STACK() (frame->stack_top = (int32_t) (sp - frame->slots))
#define LOAD_STACK() (sp = frame->slots + frame->stack_top, frame->stack_top = -1)

#define CHECK_BREAKER()                                                                                                \
  do                                                                                                                   \
    {                                                                                                                  \
      uint32_t breaker_ = __atomic_load_n (&gcore_control (machine)->breaker, __ATOMIC_RELAXED);                       \
      if (GCORE_UNLIKELY (breaker_ != 0))                                                                              \
        goto handle_breaker;                                                                                           \
    }                                                                                                                  \
  while (0)

/* Changes the innermost frame to the one in FRAME, executing on at NEXT. */
#define SWITCH_TO(new_frame)                                                                                           \
  do                                                                                                                   \
    {                                                                                                                  \
      GcoreActivation *to_ = (new_frame);                                                                              \
      machine->tick_base += frame->prev_instr - to_->prev_instr;                                                       \
      machine->activation = frame = to_;                                                                               \
    }                                                                                                                  \
  while (0)

/* Takes a step of OBJECT, a generator on top of the stack, in this loop. Its end or yield goes on behind the instruction
 * that began the step, or where that jumps, so its argument has to be in its own unit. */
#define ENTER_GENERATOR(object, value)                                                                                 \
  do                                                                                                                   \
    {                                                                                                                  \
      GcoreGenerator *generator_ = (GcoreGenerator *) (void *) (object);                                               \
      SAVE_STACK ();                                                                                                   \
      gcore_generator_enter (generator_, (value));                                                                     \
      generator_->activation.is_entry = false;                                                                         \
      generator_->activation.previous = frame;                                                                         \
      SWITCH_TO (&generator_->activation);                                                                             \
    }                                                                                                                  \
  while (0)

/* Ends the call in FRAME, which another call in this loop made; FRAME is then that one. */
#define LEAVE_FRAME()                                                                                                  \
  do                                                                                                                   \
    {                                                                                                                  \
      GcoreActivation *ended_ = frame;                                                                                 \
      SWITCH_TO (ended_->previous);                                                                                    \
      end_call (machine, ended_);                                                                                      \
    }                                                                                                                  \
  while (0)

/* gcore_activation_clear_and_pop without calls for the usual case. */
GCORE_INLINE void
end_call (GcoreMachine *machine, GcoreActivation *ended)
{
  if (GCORE_UNLIKELY (ended->frame_object != NULL))
    {
      gcore_activation_clear_and_pop (machine, ended);
      return;
    }
  machine->recursion_remaining--;
  GcoreObject **end = ended->slots + ended->stack_top;
  for (GcoreObject **slot = ended->slots; slot < end; slot++)
    gcore_xdecref (*slot);
  gcore_xdecref (ended->locals);
  gcore_decref (ended->function);
  gcore_decref (ended->code);
  machine->recursion_remaining++;
  machine->frames_top = (char *) ended;
}

GCORE_INLINE GcoreObject *
bool_object (bool value)
{
  return gcore_newref (value ? GCORE_TRUE : GCORE_FALSE);
}

/* A value's truth, asked without a call for the usual kinds. */
GCORE_INLINE int
is_true (GcoreObject *object)
{
  if (object == GCORE_TRUE)
    return 1;
  if (object == GCORE_FALSE || object == GCORE_NONE)
    return 0;
  return gcore_is_int_exact (object) ? GCORE_SIZE_OF (object) != 0 : gcore_object_is_true (object);
}

/* Drops a reference to NUMBER, which is exactly an int: there is no type to be asked how it is freed. */
GCORE_INLINE void
release_int (GcoreObject *number)
{
  if (--number->refcount == 0)
    gcore_mem_free (number);
}

typedef GcoreObject *(*BinaryOperation) (GcoreObject *a, GcoreObject *b);

static GcoreObject *
power (GcoreObject *a, GcoreObject *b)
{
  return gcore_number_power (a, b, GCORE_NONE);
}

static GcoreObject *
inplace_power (GcoreObject *a, GcoreObject *b)
{
  return gcore_number_inplace_power (a, b, GCORE_NONE);
}

/* Operators for which two ints are the usual operands: without looking for slots. */
#define INT_FIRST(name, int_function, function)                                                                        \
  static GcoreObject *name (GcoreObject *a, GcoreObject *b)                                                            \
  {                                                                                                                    \
    if (gcore_is_int_exact (a) && gcore_is_int_exact (b))                                                              \
      return int_function (a, b);                                                                                      \
    return function (a, b);                                                                                            \
  }
INT_FIRST (and_, gcore_int_and, gcore_number_and)
INT_FIRST (or_, gcore_int_or, gcore_number_or)
INT_FIRST (xor_, gcore_int_xor, gcore_number_xor)
INT_FIRST (lshift, gcore_int_lshift, gcore_number_lshift)
INT_FIRST (rshift, gcore_int_rshift, gcore_number_rshift)
INT_FIRST (floor_divide, gcore_int_floor_divide, gcore_number_floor_divide)
INT_FIRST (remainder_, gcore_int_remainder, gcore_number_remainder)
INT_FIRST (inplace_and, gcore_int_and, gcore_number_inplace_and)
INT_FIRST (inplace_or, gcore_int_or, gcore_number_inplace_or)
INT_FIRST (inplace_xor, gcore_int_xor, gcore_number_inplace_xor)
INT_FIRST (inplace_lshift, gcore_int_lshift, gcore_number_inplace_lshift)
INT_FIRST (inplace_rshift, gcore_int_rshift, gcore_number_inplace_rshift)
INT_FIRST (inplace_floor_divide, gcore_int_floor_divide, gcore_number_inplace_floor_divide)
INT_FIRST (inplace_remainder, gcore_int_remainder, gcore_number_inplace_remainder)
#undef INT_FIRST

static const BinaryOperation binary_operations[] = {
  [GCORE_BINARY_ADD] = gcore_number_add,
  [GCORE_BINARY_AND] = and_,
  [GCORE_BINARY_FLOOR_DIVIDE] = floor_divide,
  [GCORE_BINARY_LSHIFT] = lshift,
  [GCORE_BINARY_MATRIX_MULTIPLY] = gcore_number_matrix_multiply,
  [GCORE_BINARY_MULTIPLY] = gcore_number_multiply,
  [GCORE_BINARY_REMAINDER] = remainder_,
  [GCORE_BINARY_OR] = or_,
  [GCORE_BINARY_POWER] = power,
  [GCORE_BINARY_RSHIFT] = rshift,
  [GCORE_BINARY_SUBTRACT] = gcore_number_subtract,
  [GCORE_BINARY_TRUE_DIVIDE] = gcore_number_true_divide,
  [GCORE_BINARY_XOR] = xor_,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_ADD] = gcore_number_inplace_add,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_AND] = inplace_and,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_FLOOR_DIVIDE] = inplace_floor_divide,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_LSHIFT] = inplace_lshift,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_MATRIX_MULTIPLY] = gcore_number_inplace_matrix_multiply,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_MULTIPLY] = gcore_number_inplace_multiply,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_REMAINDER] = inplace_remainder,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_OR] = inplace_or,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_POWER] = inplace_power,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_RSHIFT] = inplace_rshift,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_SUBTRACT] = gcore_number_inplace_subtract,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_TRUE_DIVIDE] = gcore_number_inplace_true_divide,
  [GCORE_BINARY_INPLACE + GCORE_BINARY_XOR] = inplace_xor,
};

/* --- the loop ----------------------------------------------------------------------------------------------------- */

/* Runs FRAME; with TABLES not NULL only tells where the bodies are. */
static GcoreObject *
run (GcoreActivation *frame, bool throw, GcoreDispatchTables *tables)
{
#define GCORE_OPCODE(NAME, number, caches, effect, flags) [number] = &&body_##NAME,
#define GCORE_SPECIALIZED_OPCODE(NAME, number, GENERAL) [number] = &&body_##NAME,
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
  static const void *const normal[256] = {
    [0 ... 255] = &&body_unknown,
#include "gcore/language/opcodes.def"
  };
#pragma GCC diagnostic pop
  static const void *const stopping[256] = { [0 ... 255] = &&stop_point };
  if (tables != NULL)
    {
      tables->normal = normal;
      tables->stopping = stopping;
      return NULL;
    }

  GcoreMachine *machine = GCORE_MACHINE;
  GcoreErrors *errors = &GCORE_OBJECTS->errors;
  GcoreCodeUnit *next;
  GcoreObject **sp;
  GcoreObject *keyword_names = NULL;
  int oparg;

  frame->is_entry = true;
  frame->previous = machine->activation;
  gcore_machine_switch (machine, frame);
  if (throw)
    {
      if (gcore_enter_recursive_call ("") != 0)
        goto leave_frame_with_error_uncounted;
      goto resume_with_error;
    }
  if (GCORE_UNLIKELY (gcore_enter_recursive_call ("") != 0))
    goto leave_frame_with_error_uncounted;
  goto resume_frame;

start_frame:
  if (GCORE_UNLIKELY (gcore_enter_python_call (machine) != 0))
    goto leave_frame_with_error_uncounted;
resume_frame:
  next = frame->prev_instr + 1;
  LOAD_STACK ();
  DISPATCH ();

resume_with_error:
  next = frame->prev_instr + 1;
  LOAD_STACK ();
  goto error;

handle_breaker:
  SAVE_STACK ();
  {
    /* A jump is counted already, but prev_instr still is the instruction that jumped. */
    intptr_t ahead = next - 1 - frame->prev_instr;
    machine->tick_base += ahead;
    int status = gcore_handle_breaker (machine, frame);
    machine->tick_base -= ahead;
    LOAD_STACK ();
    if (status < 0)
      {
        /* It is raised by the instruction that jumped or called, whose handler is to see it. */
        next = frame->prev_instr + 1;
        goto error;
      }
  }
  DISPATCH ();

stop_point:
  SAVE_STACK ();
  {
    const GcoreCodeUnit *before = frame->prev_instr;
    frame->prev_instr = next;
    int status = gcore_stop_point (machine, frame, before);
    LOAD_STACK ();
    if (status < 0)
      {
        next++;
        goto error;
      }
    if (next != frame->prev_instr) /* a trace function has jumped */
      {
        next = frame->prev_instr;
        oparg = GCORE_UNIT_ARG (*next);
      }
  }
  /* Special forms do the work of two instructions, or call functions in C without telling. */
  goto *normal[gcore_trace_is_on (machine) ? gcore_opcode_general[GCORE_UNIT_OPCODE (*next)] : GCORE_UNIT_OPCODE (*next)];

body_unknown:
  gcore_err_format (GCORE_EXC (SystemError), "unknown opcode %d", (int) GCORE_UNIT_OPCODE (*next));
  frame->prev_instr = next++;
  goto error;

#include "gcore/machine/instructions-stack.h"
#include "gcore/machine/instructions-operators.h"
#include "gcore/machine/instructions-containers.h"
#include "gcore/machine/instructions-names.h"
#include "gcore/machine/instructions-attributes.h"
#include "gcore/machine/instructions-flow.h"
#include "gcore/machine/instructions-exceptions.h"
#include "gcore/machine/instructions-functions.h"
#include "gcore/machine/instructions-calls.h"

unbound_local:
  gcore_raise_unbound_local (frame->code, oparg);
error:
  keyword_names = NULL;
  if (!gcore_activation_is_incomplete (frame))
    {
      GcoreFrame *object = gcore_activation_get_frame (frame);
      if (object != NULL)
        gcore_traceback_here (object);
      if (GCORE_UNLIKELY (gcore_trace_is_on (machine)))
        {
          SAVE_STACK ();
          gcore_trace_exception (machine, frame);
          LOAD_STACK ();
        }
    }

unwind:
  {
    int target, depth;
    bool push_address;
    int address = (int) ((char *) (next - 1) - (char *) GCORE_CODE_UNITS (frame->code));
    if (!gcore_code_find_handler (frame->code, address, &target, &depth, &push_address))
      {
        GcoreObject **bottom = frame->slots + frame->code->nlocalsplus;
        while (sp > bottom)
          {
            GcoreObject *object = POP ();
            gcore_xdecref (object);
          }
        frame->stack_top = frame->code->nlocalsplus;
        if (GCORE_UNLIKELY (gcore_trace_is_on (machine)))
          gcore_trace_unwind (machine, frame);
        goto leave_frame_with_error;
      }
    GcoreObject **new_top = frame->slots + frame->code->nlocalsplus + depth;
    while (sp > new_top)
      {
        GcoreObject *object = POP ();
        gcore_xdecref (object);
      }
    if (push_address)
      {
        GcoreObject *lasti = gcore_int_from_int64 (gcore_activation_address (frame) / (int) sizeof (GcoreCodeUnit));
        if (lasti == NULL)
          goto unwind;
        PUSH (lasti);
      }
    PUSH (gcore_err_fetch ());
    GcoreCodeUnit *handler = GCORE_CODE_UNITS (frame->code) + target / (int) sizeof (GcoreCodeUnit);
    machine->tick_base += frame->prev_instr + 1 - handler;
    next = handler;
    CHECK_BREAKER ();
    DISPATCH ();
  }

leave_frame_with_error_uncounted:
  machine->recursion_remaining--;
leave_frame_with_error:
  machine->recursion_remaining++;
  if (frame->is_entry)
    {
      gcore_machine_switch (machine, frame->previous);
      return NULL;
    }
  if (frame->owner == GCORE_OWNED_BY_GENERATOR)
    {
      GcoreGenerator *generator = gcore_activation_generator (frame);
      SWITCH_TO (frame->previous);
      gcore_generator_finish (generator, true);
    }
  else
    LEAVE_FRAME ();
  goto resume_with_error;
}

GcoreObject *
gcore_eval_activation (GcoreActivation *activation, bool throw)
{
  return run (activation, throw, NULL);
}

void
gcore_eval_dispatch_tables (GcoreDispatchTables *tables)
{
  run (NULL, false, tables);
}
