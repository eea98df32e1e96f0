/* SPDX-License-Identifier: MIT */
/* Stopping: who may stop the program where, and what the fiber does while it is stopped. */
#include "gcore/machine/control.h"

#include <errno.h>
#include <time.h>

#include "gcore/collector/collector.h"
#include "gcore/image/fiber.h"
#include "gcore/machine/eval-private.h"
#include "gcore/machine/trace.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* When a tick to stop at is this near, every instruction is looked at: more than any code runs straight on. */
#define TICK_MARGIN 65536

/* --- modes -------------------------------------------------------------------------------------------------------- */

static bool
near_tick_limit (GcoreMachine *machine)
{
  uint64_t limit = gcore_control (machine)->tick_limit;
  return limit != UINT64_MAX && gcore_machine_tick (machine) + TICK_MARGIN >= limit;
}

void
gcore_control_update (GcoreMachine *machine)
{
  GcoreControl *control = gcore_control (machine);
  GcoreDispatchTables tables;
  gcore_eval_dispatch_tables (&tables);
  bool stepping = control->run_mode != GCORE_RUN_FREELY && control->run_mode < GCORE_RUN_COLLECTION_STEP;
  bool watching = stepping || control->pausing || control->n_breakpoints > 0 || control->observer != NULL;
  watching = (watching && !control->serving_request) || gcore_trace_is_on (machine);
  control->dispatch = watching || near_tick_limit (machine) ? tables.stopping : tables.normal;
  control->in_doubt = false;
  uint32_t breaker = __atomic_load_n (&control->interrupts, __ATOMIC_ACQUIRE) != 0 || control->tick_limit != UINT64_MAX;
  __atomic_store_n (&control->breaker, breaker, __ATOMIC_RELEASE);
  /* An interrupt may have come between the two. */
  if (__atomic_load_n (&control->interrupts, __ATOMIC_ACQUIRE) != 0)
    __atomic_store_n (&control->breaker, 1, __ATOMIC_RELEASE);
}

/* Has the collector look out for what is asked for now. Its micro-steps are ticks. */
static void
update_collector (GcoreMachine *machine)
{
  const GcoreControl *control = gcore_control (machine);
  GcoreCollectorControl *collector = GCORE_COLLECTOR_CONTROL;
  bool wanted = control->run_mode >= GCORE_RUN_OBSERVED || control->pausing || control->observer != NULL;
  bool every_step = wanted && !control->serving_request;
  collector->stop_point = every_step || control->tick_limit != UINT64_MAX ? gcore_control_collector_step : NULL;
  collector->stop_from = 0;
}

void
gcore_machine_lay_aside (GcoreMachine *machine, GcoreControl *control)
{
  GcoreControl *here = gcore_control (machine);
  *control = *here;
  here->run_mode = GCORE_RUN_FREELY;
  here->n_breakpoints = 0;
  here->observer = NULL;
}

void
gcore_machine_take_up (GcoreMachine *machine, const GcoreControl *control)
{
  GcoreControl *here = gcore_control (machine);
  here->run_mode = control->run_mode;
  here->step_depth = control->step_depth;
  here->observer = control->observer;
  here->observer_data = control->observer_data;
  here->n_breakpoints = control->n_breakpoints;
  memcpy (here->breakpoints, control->breakpoints, sizeof here->breakpoints);
}

void
gcore_machine_interrupt (GcoreMachine *machine, uint32_t interrupts)
{
  __atomic_or_fetch (&gcore_control (machine)->interrupts, interrupts, __ATOMIC_ACQ_REL);
  __atomic_store_n (&gcore_control (machine)->breaker, 1, __ATOMIC_RELEASE);
}

uint32_t
gcore_machine_take_interrupts (GcoreMachine *machine)
{
  gcore_control (machine)->waits_since = 0;
  return __atomic_exchange_n (&gcore_control (machine)->interrupts, 0, __ATOMIC_ACQ_REL);
}

/* --- stopped ------------------------------------------------------------------------------------------------------ */

static void
serve_request (GcoreMachine *machine)
{
  void (*request) (GcoreMachine *, void *) = gcore_control (machine)->request;
  void *data = gcore_control (machine)->request_data;
  GcoreRunMode mode = gcore_control (machine)->run_mode;
  uint64_t tick_limit = gcore_control (machine)->tick_limit;
  gcore_control (machine)->request = NULL;
  gcore_control (machine)->run_mode = GCORE_RUN_FREELY;
  gcore_control (machine)->tick_limit = UINT64_MAX;
  gcore_control (machine)->serving_request = true;
  gcore_control_update (machine);
  update_collector (machine);
  GcoreRaised pending = gcore_err_put_aside ();
  request (machine, data);
  if (gcore_err_occurred ())
    gcore_err_clear ();
  gcore_err_put_back (pending);
  gcore_control (machine)->serving_request = false;
  if (gcore_control (machine)->postponed_interrupts != 0)
    gcore_machine_interrupt (machine, gcore_control (machine)->postponed_interrupts);
  gcore_control (machine)->postponed_interrupts = 0;
  gcore_control (machine)->run_mode = mode;
  gcore_control (machine)->tick_limit = tick_limit;
  gcore_control (machine)->stop_reason = GCORE_STOP_REQUEST;
}

void
gcore_control_wait (GcoreMachine *machine)
{
  gcore_fiber_yield ();
  while (gcore_control (machine)->request != NULL)
    {
      serve_request (machine);
      gcore_fiber_yield ();
    }
  gcore_control_update (machine);
  update_collector (machine);
}

void
gcore_machine_stop (GcoreStopReason reason)
{
  GcoreMachine *machine = GCORE_MACHINE;
  if (!gcore_fiber_inside ())
    return;
  gcore_control (machine)->stop_reason = reason;
  gcore_control_wait (machine);
}

/* --- between instructions ----------------------------------------------------------------------------------------- */

/* At the next stop point, which is the same place whether the program came there at full speed or step by step. */
static void
pause_soon (GcoreMachine *machine)
{
  gcore_control (machine)->pausing = true;
  gcore_control_update (machine);
  update_collector (machine);
}

static void
pause_in_the_midst (GcoreMachine *machine)
{
  gcore_control (machine)->in_the_midst = true;
  gcore_machine_stop (GCORE_STOP_PAUSED);
  gcore_control (machine)->in_the_midst = false;
}

/* PAUSE does what a pause needs here. -1 with KeyboardInterrupt. */
static int
handle_interrupts (GcoreMachine *machine, void (*pause) (GcoreMachine *machine))
{
  uint32_t interrupts = gcore_machine_take_interrupts (machine);
  gcore_control_update (machine);
  if (interrupts & GCORE_INTERRUPT_ABANDON)
    gcore_machine_stop (GCORE_STOP_ABANDONED);
  if (gcore_control (machine)->serving_request) /* a stop inside a request would leave it half done: it waits */
    {
      gcore_control (machine)->postponed_interrupts |= interrupts & ~(uint32_t) GCORE_INTERRUPT_KEYBOARD;
      bool break_off = gcore_control (machine)->trying && (interrupts & GCORE_INTERRUPT_PAUSE) != 0;
      interrupts = break_off ? GCORE_INTERRUPT_KEYBOARD : interrupts & GCORE_INTERRUPT_KEYBOARD;
    }
  while (interrupts & GCORE_INTERRUPT_CHECKPOINT) /* of what else is asked for, the copy made there is to know nothing */
    {
      gcore_machine_interrupt (machine, interrupts & ~(uint32_t) GCORE_INTERRUPT_CHECKPOINT);
      gcore_machine_stop (GCORE_STOP_CHECKPOINT);
      interrupts = gcore_machine_take_interrupts (machine);
    }
  if (interrupts & GCORE_INTERRUPT_LOOK)
    gcore_machine_stop (GCORE_STOP_LOOK);
  if (interrupts & GCORE_INTERRUPT_TIME_LIMIT)
    gcore_machine_stop (GCORE_STOP_TIME_LIMIT);
  else if (interrupts & GCORE_INTERRUPT_PAUSE)
    pause (machine);
  if (!(interrupts & GCORE_INTERRUPT_KEYBOARD))
    return 0;
  gcore_err_set_none (GCORE_EXC (KeyboardInterrupt));
  return -1;
}

int
gcore_handle_breaker (GcoreMachine *machine, GcoreActivation *activation)
{
  if (__atomic_load_n (&gcore_control (machine)->interrupts, __ATOMIC_ACQUIRE) != 0)
    return handle_interrupts (machine, pause_soon);
  GCORE_COLLECTOR_CONTROL->stop_from = 0;
  if (near_tick_limit (machine) || gcore_control (machine)->in_doubt)
    gcore_control_update (machine);
  return 0;
}

int
gcore_err_check_signals (void)
{
  GcoreMachine *machine = GCORE_MACHINE;
  if (GCORE_LIKELY (__atomic_load_n (&gcore_control (machine)->interrupts, __ATOMIC_RELAXED) == 0))
    return 0;
  return handle_interrupts (machine, pause_in_the_midst);
}

/* --- in the midst of an instruction --------------------------------------------------------------------------------- */

#define PATIENCE 5000000 /* nanoseconds */

/* Whether a program runs on this thread that can be taken off its processor at any instruction: not while the host works for
 * it, which may hold a lock, nor while it changes from the host's stack to its own or back. */
static bool
can_preempt (void)
{
  return gcore_image_base != NULL && gcore_fiber_inside () && gcore_fiber_status () == GCORE_FIBER_RUNNING
         && !__atomic_load_n (&gcore_control (GCORE_MACHINE)->host_is_busy, __ATOMIC_SEQ_CST);
}

/* Whether MACHINE has long had an interrupt without seeing it. The processor's time is what counts: a thread that had to
 * wait for the processor has had no chance to see anything. */
static bool
is_stuck (GcoreMachine *machine)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  int64_t nanoseconds = (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
  if (gcore_control (machine)->waits_since == 0)
    gcore_control (machine)->waits_since = nanoseconds;
  return nanoseconds - gcore_control (machine)->waits_since >= PATIENCE;
}

/* All it leaves behind is on the fiber's stack, under the frame of the signal: when the fiber is resumed, the instruction
 * goes on as after any signal. */
void
gcore_machine_preempt (void)
{
  if (!can_preempt ())
    return;
  GcoreControl *control = gcore_control (GCORE_MACHINE);
  uint32_t interrupts = __atomic_load_n (&control->interrupts, __ATOMIC_ACQUIRE);
  uint32_t reasons = GCORE_INTERRUPT_ABANDON;
  if (!control->serving_request)
    reasons |= GCORE_INTERRUPT_PAUSE | GCORE_INTERRUPT_TIME_LIMIT;
  bool wanted = (interrupts & reasons) != 0 || (control->pausing && !control->serving_request);
  if (!wanted || !is_stuck (GCORE_MACHINE))
    return;
  int error = errno;
  GcoreStopReason reason = control->stop_reason; /* it may be about to stop by itself */
  __atomic_and_fetch (&control->interrupts, ~reasons, __ATOMIC_ACQ_REL);
  control->waits_since = 0;
  control->pausing = false;
  control->preempted = control->in_the_midst = true;
  control->stop_reason = interrupts & GCORE_INTERRUPT_ABANDON      ? GCORE_STOP_ABANDONED
                         : interrupts & GCORE_INTERRUPT_TIME_LIMIT ? GCORE_STOP_TIME_LIMIT
                                                                   : GCORE_STOP_PAUSED;
  gcore_fiber_yield ();
  control->preempted = control->in_the_midst = false;
  control->stop_reason = reason;
  errno = error;
}

bool
gcore_machine_is_preempted (GcoreMachine *machine)
{
  return gcore_control (machine)->preempted;
}

/* --- steps of a collection ------------------------------------------------------------------------------------------ */

void
gcore_control_collector_step (const GcoreCollectionStep *step)
{
  GcoreMachine *machine = GCORE_MACHINE;
  GcoreControl *control = gcore_control (machine);
  if (control->pausing && !control->serving_request) /* first, as in reason_to_stop */
    {
      control->pausing = false;
      gcore_machine_stop (GCORE_STOP_PAUSED);
    }
  else if (gcore_machine_tick (machine) >= control->tick_limit)
    {
      control->tick_limit = UINT64_MAX;
      gcore_machine_stop (GCORE_STOP_TICK);
    }
  else if (control->serving_request)
    return;
  else if (control->observer != NULL && control->observer (machine, step, control->observer_data))
    gcore_machine_stop (GCORE_STOP_OBSERVED);
  else if (control->run_mode == GCORE_RUN_FREELY && control->observer == NULL) /* only the limit matters */
    {
      GcoreDispatchTables tables;
      gcore_eval_dispatch_tables (&tables);
      GCORE_COLLECTOR_CONTROL->stop_from = GCORE_COLLECTOR->steps + (control->tick_limit - gcore_machine_tick (machine));
      control->dispatch = tables.stopping;
      control->in_doubt = true;
    }
  else if (control->run_mode == GCORE_RUN_COLLECTION_STEP
           || (control->run_mode == GCORE_RUN_COLLECTION_OBJECT && step->referent == NULL)
           || (control->run_mode == GCORE_RUN_COLLECTION_PHASE && step->object == NULL))
    gcore_machine_stop (GCORE_STOP_COLLECTOR);
}

/* --- in stopping mode --------------------------------------------------------------------------------------------- */

/* The lines known are of another life of the machine, or of code that has gone. */
static void
forget_lines (GcoreControl *control)
{
  memset (control->lines, 0, sizeof control->lines);
  control->lines_dead_codes = GCORE_OBJECTS->n_dead_codes;
}

/* The line of INSTRUCTION of CODE. To find it in the code's table takes long, and this is asked at every instruction. */
static int
line_of (GcoreControl *control, const GcoreCode *code, const GcoreCodeUnit *instruction)
{
  if (control->lines_dead_codes != GCORE_OBJECTS->n_dead_codes)
    forget_lines (control);
  GcoreLineOfInstruction *known = &control->lines[((uintptr_t) instruction >> 1) % GCORE_KNOWN_LINES];
  if (known->instruction != instruction)
    *known = (GcoreLineOfInstruction){
      instruction, gcore_code_addr_to_line (code, (int) ((char *) instruction - (char *) GCORE_CODE_UNITS (code)))
    };
  return known->line;
}

static bool
is_breakpoint (GcoreMachine *machine, GcoreCode *code, int line)
{
  for (int i = 0; i < gcore_control (machine)->n_breakpoints; i++)
    if (gcore_control (machine)->breakpoints[i].line == line
        && gcore_str_equal_to_utf8 (code->filename, gcore_control (machine)->breakpoints[i].filename))
      return true;
  return false;
}

/* Whether the instruction is the first of its line, as the code stands: a call that comes back to the middle of a line does
 * not begin it again. */
static bool
is_line_start (GcoreControl *control, GcoreActivation *activation, int line)
{
  int address = gcore_activation_address (activation);
  if (address < (int) sizeof (GcoreCodeUnit))
    return true;
  const GcoreCodeUnit *before = activation->prev_instr - 1;
  return gcore_opcode_general[GCORE_UNIT_OPCODE (*before)] == GCORE_OP_RESUME
         || line_of (control, activation->code, before) != line;
}

/* Whether the instruction at ACTIVATION's prev_instr begins a line, coming from the one looked at last. */
static bool
begins_line (GcoreControl *control, GcoreActivation *activation, int line)
{
  GcoreCodeUnit *instruction = activation->prev_instr;
  if (line <= 0 || gcore_opcode_general[GCORE_UNIT_OPCODE (*instruction)] == GCORE_OP_RESUME
      || gcore_activation_is_incomplete (activation))
    return false;
  if (activation != control->last_activation)
    return is_line_start (control, activation, line);
  return line != control->last_line || instruction <= control->last_instruction;
}

void
gcore_control_begin_step (GcoreMachine *machine)
{
  GcoreControl *control = gcore_control (machine);
  GcoreActivation *activation = machine->activation;
  control->last_activation = activation;
  control->last_instruction = activation != NULL ? activation->prev_instr : NULL;
  control->last_line = 0;
  forget_lines (control); /* the program may have gone back in time */
  if (activation != NULL && !gcore_activation_is_incomplete (activation))
    control->last_line = gcore_code_addr_to_line (activation->code, gcore_activation_address (activation));
}

/* Keeps up with where the program is: the line of the instruction to come. */
static int
note_line (GcoreMachine *machine, GcoreActivation *activation)
{
  GcoreControl *control = gcore_control (machine);
  int line = line_of (control, activation->code, activation->prev_instr);
  control->begins_line = begins_line (control, activation, line);
  if (control->begins_line || activation != control->last_activation)
    {
      control->last_activation = activation;
      control->last_line = line;
    }
  control->last_instruction = activation->prev_instr;
  return line;
}

bool
gcore_machine_begins_line (GcoreMachine *machine)
{
  return gcore_control (machine)->begins_line;
}

static GcoreStopReason
reason_to_stop_at_line (GcoreMachine *machine, GcoreActivation *activation, int line)
{
  GcoreControl *control = gcore_control (machine);
  bool new_line = control->begins_line;
  if (new_line && is_breakpoint (machine, activation->code, line))
    return GCORE_STOP_BREAKPOINT;
  int depth = gcore_machine_depth ();
  switch (control->run_mode)
    {
    case GCORE_RUN_INSTRUCTION:
      return GCORE_STOP_STEPPED;
    case GCORE_RUN_INTO:
      return new_line ? GCORE_STOP_STEPPED : GCORE_STOP_NONE;
    case GCORE_RUN_OVER:
      return new_line && depth <= control->step_depth ? GCORE_STOP_STEPPED : GCORE_STOP_NONE;
    case GCORE_RUN_OUT:
      return depth < control->step_depth ? GCORE_STOP_STEPPED : GCORE_STOP_NONE;
    default:
      return GCORE_STOP_NONE;
    }
}

static GcoreStopReason
reason_to_stop (GcoreMachine *machine, GcoreActivation *activation)
{
  GcoreControl *control = gcore_control (machine);
  if (control->pausing && !control->serving_request) /* first: who goes on from a tick would not hear of it */
    {
      control->pausing = false;
      return GCORE_STOP_PAUSED;
    }
  if (gcore_machine_tick (machine) >= control->tick_limit)
    {
      control->tick_limit = UINT64_MAX;
      return GCORE_STOP_TICK;
    }
  if (control->serving_request)
    return GCORE_STOP_NONE;
  int line = note_line (machine, activation);
  if (control->observer != NULL && control->observer (machine, NULL, control->observer_data))
    return GCORE_STOP_OBSERVED;
  return reason_to_stop_at_line (machine, activation, line);
}

void
gcore_control_at_exception (GcoreMachine *machine)
{
  GcoreControl *control = gcore_control (machine);
  control->begins_line = false;
  if (control->observer != NULL && control->observer (machine, NULL, control->observer_data))
    gcore_machine_stop (GCORE_STOP_OBSERVED);
  gcore_machine_stop (GCORE_STOP_EXCEPTION);
}

int
gcore_stop_point (GcoreMachine *machine, GcoreActivation *activation, const GcoreCodeUnit *before)
{
  GcoreStopReason reason = reason_to_stop (machine, activation);
  if (reason != GCORE_STOP_NONE)
    gcore_machine_stop (reason);
  if (__atomic_load_n (&gcore_control (machine)->interrupts, __ATOMIC_ACQUIRE) != 0
      && handle_interrupts (machine, pause_soon) < 0)
    return -1;
  return gcore_trace_is_on (machine) ? gcore_trace_instruction (machine, activation, before) : 0;
}

/* --- breakpoints -------------------------------------------------------------------------------------------------- */

int
gcore_machine_add_breakpoint (GcoreMachine *machine, const char *filename, int line)
{
  GcoreControl *control = gcore_control (machine);
  if (control->n_breakpoints == GCORE_MAX_BREAKPOINTS || strlen (filename) >= sizeof control->breakpoints->filename)
    return -1;
  GcoreBreakpoint *breakpoint = &control->breakpoints[control->n_breakpoints++];
  breakpoint->line = line;
  strcpy (breakpoint->filename, filename);
  gcore_control_update (machine);
  return 0;
}

void
gcore_machine_clear_breakpoints (GcoreMachine *machine)
{
  gcore_control (machine)->n_breakpoints = 0;
  gcore_control_update (machine);
}
