/* SPDX-License-Identifier: MIT */
/* A machine's life, and the host's side of running it. What runs on the fiber is in run.c and exit.c. */
#include "gcore/machine/machine.h"

#include <limits.h>

#include "gcore/collector/collector.h"
#include "gcore/image/fiber.h"
#include "gcore/machine/control.h"
#include "gcore/machine/run.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"

#define DEFAULT_RECURSION_LIMIT 1000

/* --- the fiber ---------------------------------------------------------------------------------------------------- */

/* What the fiber runs for ever: one job after the other. */
static void
fiber_main (void *unused)
{
  GcoreMachine *machine = GCORE_MACHINE;
  for (;;)
    {
      void (*job) (GcoreMachine *) = gcore_control (machine)->job;
      gcore_control (machine)->job = NULL;
      if (job != NULL)
        {
          job (machine);
          machine->tick_base++; /* the place where it ended is another than that of its last instruction */
        }
      gcore_control_wait (machine);
    }
}

/* Runs JOB on the idle fiber until it stops or is done. */
static GcoreStopReason
run_job (GcoreMachine *machine, void (*job) (GcoreMachine *machine))
{
  gcore_control (machine)->job = job;
  gcore_control (machine)->stop_reason = GCORE_STOP_NONE;
  gcore_fiber_switch_in ();
  return gcore_control (machine)->stop_reason;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
init_state (GcoreMachine *machine, const GcoreOptions *options)
{
  if (options != NULL)
    machine->options = *options;
  machine->frames_top = gcore_image_base + GCORE_OFFSET_FRAMES;
  machine->frames_limit = machine->frames_top;
  gcore_control (machine)->tick_limit = UINT64_MAX;
  machine->recursion_limit = DEFAULT_RECURSION_LIMIT;
  machine->recursion_remaining = DEFAULT_RECURSION_LIMIT;
  machine->stack_bottom = gcore_image_base + GCORE_OFFSET_STACK;
  machine->next_function_version = 1;
}

GcoreMachine *
gcore_machine_new (const GcoreOptions *options, const GcoreHost *host)
{
  GcoreImage *image = gcore_image_new (options != NULL ? options->quota : 0);
  if (image == NULL)
    return NULL;
  gcore_image_enter (image);
  gcore_host = host;
  GcoreMachine *machine = GCORE_MACHINE;
  init_state (machine, options);
  gcore_control_update (machine);
  gcore_fiber_start (fiber_main, NULL);
  run_job (machine, gcore_run_start);
  if (machine->status == 0)
    return machine;
  gcore_machine_free (machine);
  return NULL;
}

void
gcore_machine_free (GcoreMachine *machine)
{
  GcoreImage *image = gcore_image_current ();
  assert (machine == GCORE_MACHINE);
  gcore_image_leave (NULL);
  gcore_image_free (image);
}

int
gcore_machine_set_argv (GcoreMachine *machine, int argc, const char *const *argv)
{
  GcoreObject *list = gcore_list_new (0);
  for (int i = 0; list != NULL && i < argc; i++)
    {
      GcoreObject *text = gcore_str_decode_utf8 (argv[i], (intptr_t) strlen (argv[i]), "surrogateescape");
      if (text == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) list, text) < 0)
        GCORE_CLEAR (list);
    }
  int status = list == NULL ? -1 : gcore_sys_set_object ("argv", list);
  gcore_xdecref (list);
  if (status < 0)
    gcore_err_clear ();
  return status;
}

static bool
is_final (GcoreStopReason reason)
{
  return reason == GCORE_STOP_EXITED || reason == GCORE_STOP_TIME_LIMIT || reason == GCORE_STOP_ABANDONED;
}

/* Lets a job that was stopped come to its end; stops are passed over where it can be. */
static void
run_to_end (GcoreMachine *machine, GcoreStopReason reason)
{
  while (reason != GCORE_STOP_NONE && reason != GCORE_STOP_ENDED && !is_final (reason))
    {
      gcore_control (machine)->stop_reason = GCORE_STOP_NONE;
      gcore_fiber_switch_in ();
      reason = gcore_control (machine)->stop_reason;
    }
}

/* Runs JOB, which works on LENGTH bytes of TEXT, to its end. Returns its status. */
static int
run_text_job (GcoreMachine *machine, void (*job) (GcoreMachine *machine), const char *text, size_t length)
{
  machine->job_text = text;
  machine->job_length = length;
  run_to_end (machine, run_job (machine, job));
  machine->job_text = NULL;
  return machine->status;
}

int
gcore_machine_load_file (GcoreMachine *machine, const char *source, size_t length, const char *filename)
{
  GcoreObject *name = gcore_str_decode_utf8 (filename, (intptr_t) strlen (filename), "surrogateescape");
  if (name == NULL)
    return -1;
  GCORE_SETREF (machine->program_filename, name);
  return run_text_job (machine, gcore_run_load, source, length);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

GcoreStopReason
gcore_machine_resume (GcoreMachine *machine, GcoreRunMode mode)
{
  gcore_control (machine)->run_mode = mode;
  gcore_control (machine)->pausing = false;
  /* A program that has not begun is stepped to its first line by any kind of step. */
  gcore_control (machine)->step_depth = machine->program == GCORE_PROGRAM_LOADED ? INT_MAX : gcore_machine_depth ();
  gcore_control_begin_step (machine);
  gcore_control_update (machine);
  switch (machine->program)
    {
    case GCORE_PROGRAM_LOADED:
      machine->program = GCORE_PROGRAM_RUNNING;
      return run_job (machine, gcore_run_program);
    case GCORE_PROGRAM_RUNNING:
      gcore_control (machine)->stop_reason = GCORE_STOP_NONE;
      gcore_fiber_switch_in ();
      return gcore_control (machine)->stop_reason;
    case GCORE_PROGRAM_ENDED:
      machine->program = GCORE_PROGRAM_RUNNING;
      return run_job (machine, gcore_run_exit_sequence);
    case GCORE_PROGRAM_NONE:
    case GCORE_PROGRAM_EXITED:
      break;
    }
  return GCORE_STOP_EXITED;
}

GcoreStopReason
gcore_machine_resume_until (GcoreMachine *machine, GcoreRunMode mode, uint64_t tick)
{
  gcore_control (machine)->tick_limit = tick;
  GcoreStopReason reason = gcore_machine_resume (machine, mode);
  gcore_control (machine)->tick_limit = UINT64_MAX;
  return reason;
}

GcoreStopReason
gcore_machine_resume_to_tick (GcoreMachine *machine, uint64_t tick)
{
  return gcore_machine_resume_until (machine, GCORE_RUN_FREELY, tick);
}

GcoreStopReason
gcore_machine_carry_on (GcoreMachine *machine, uint64_t tick)
{
  GcoreControl *control = gcore_control (machine);
  control->tick_limit = tick;
  control->stop_reason = GCORE_STOP_NONE;
  gcore_control_update (machine);
  gcore_fiber_switch_in ();
  control->tick_limit = UINT64_MAX;
  return control->stop_reason;
}

void
gcore_machine_set_observer (GcoreMachine *machine, GcoreObserver observer, void *data)
{
  gcore_control (machine)->observer = observer;
  gcore_control (machine)->observer_data = data;
}

GcoreStopReason
gcore_machine_continue (GcoreMachine *machine)
{
  return gcore_machine_resume (machine, GCORE_RUN_FREELY);
}

GcoreStopReason
gcore_machine_step_into (GcoreMachine *machine)
{
  return gcore_machine_resume (machine, GCORE_RUN_INTO);
}

GcoreStopReason
gcore_machine_step_over (GcoreMachine *machine)
{
  return gcore_machine_resume (machine, GCORE_RUN_OVER);
}

GcoreStopReason
gcore_machine_step_out (GcoreMachine *machine)
{
  return gcore_machine_resume (machine, GCORE_RUN_OUT);
}

GcoreStopReason
gcore_machine_request (GcoreMachine *machine, void (*function) (GcoreMachine *machine, void *data), void *data)
{
  if (gcore_control (machine)->preempted)
    return GCORE_STOP_NONE;
  gcore_control (machine)->request = function;
  gcore_control (machine)->request_data = data;
  gcore_control (machine)->stop_reason = GCORE_STOP_NONE;
  gcore_fiber_switch_in ();
  return gcore_control (machine)->stop_reason;
}

int
gcore_machine_exit_status (GcoreMachine *machine)
{
  return machine->exit_status;
}

int
gcore_machine_report_broken (GcoreMachine *machine)
{
  run_to_end (machine, run_job (machine, gcore_run_report_broken));
  return gcore_machine_finish (machine);
}

int
gcore_machine_run_file (GcoreMachine *machine, const char *source, const char *filename, int argc,
                        const char *const *argv)
{
  if (gcore_machine_set_argv (machine, argc, argv) < 0)
    return -1;
  if (gcore_machine_load_file (machine, source, strlen (source), filename) < 0)
    return gcore_machine_report_broken (machine);
  while (!is_final (gcore_machine_resume (machine, GCORE_RUN_FREELY)))
    ;
  return machine->exit_status;
}

int
gcore_machine_run_string (GcoreMachine *machine, const char *source)
{
  return run_text_job (machine, gcore_run_text, source, strlen (source));
}

int
gcore_machine_run_interactive (GcoreMachine *machine, const char *source)
{
  return run_text_job (machine, gcore_run_interactive, source, strlen (source));
}

int
gcore_machine_finish (GcoreMachine *machine)
{
  if (machine->program != GCORE_PROGRAM_EXITED && !is_final (gcore_control (machine)->stop_reason))
    run_to_end (machine, run_job (machine, gcore_run_exit_sequence));
  return machine->exit_status;
}
