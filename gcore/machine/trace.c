/* SPDX-License-Identifier: MIT */
#include "gcore/machine/trace.h"

#include "gcore/machine/control.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/traceback.h"
#include "gcore/objects/tuple.h"

static void
set (GcoreMachine *machine, GcoreObject **place, GcoreObject *function)
{
  GcoreObject *old = *place;
  *place = gcore_xnewref (function);
  gcore_control_update (machine);
  gcore_xdecref (old);
}

void
gcore_trace_set (GcoreMachine *machine, GcoreObject *function)
{
  set (machine, &machine->trace_function, function);
}

void
gcore_profile_set (GcoreMachine *machine, GcoreObject *function)
{
  set (machine, &machine->profile_function, function);
}

/* --- calling the functions ---------------------------------------------------------------------------------------- */

/* FUNCTION (frame, event, argument) with the variables of the call in f_locals: a new reference. */
static GcoreObject *
call (GcoreMachine *machine, GcoreObject *function, GcoreFrame *frame, GcoreObject *event, GcoreObject *argument)
{
  GcoreActivation *activation = frame->activation;
  if (gcore_activation_fast_to_locals (activation) < 0)
    return NULL;
  machine->traced_event = event;
  gcore_control_update (machine);
  GcoreObject *result = gcore_object_call_function_obj_args (function, (GcoreObject *) frame, event, argument, NULL);
  machine->traced_event = NULL;
  gcore_control_update (machine);
  gcore_activation_locals_to_fast (activation, true);
  if (result == NULL)
    gcore_traceback_here (frame);
  return result;
}

/* Tells the trace function (of the machine for a call, else of the frame) of EVENT; what it returns is the frame's trace
 * function from now on, unless it is None. -1 with an exception. */
static int
tell_tracer (GcoreMachine *machine, GcoreFrame *frame, GcoreObject *event, GcoreObject *argument)
{
  GcoreObject *function = event == GCORE_ID (call) ? machine->trace_function : frame->trace;
  if (function == NULL || machine->trace_function == NULL)
    return 0;
  gcore_incref (function);
  GcoreObject *result = call (machine, function, frame, event, argument);
  gcore_decref (function);
  if (result == NULL)
    {
      gcore_trace_set (machine, NULL);
      GCORE_CLEAR (frame->trace);
      return -1;
    }
  if (result != GCORE_NONE)
    GCORE_SETREF (frame->trace, result);
  else
    gcore_decref (result);
  return 0;
}

static int
tell_profiler (GcoreMachine *machine, GcoreFrame *frame, GcoreObject *event, GcoreObject *argument)
{
  if (machine->profile_function == NULL)
    return 0;
  GcoreObject *function = gcore_newref (machine->profile_function);
  GcoreObject *result = call (machine, function, frame, event, argument);
  gcore_decref (function);
  if (result == NULL)
    gcore_profile_set (machine, NULL);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

/* Tells the functions that want to know: the profile function only hears of calls and returns. -1 with an exception. */
static int
tell (GcoreMachine *machine, GcoreActivation *activation, GcoreObject *event, GcoreObject *argument)
{
  GcoreFrame *frame = gcore_activation_get_frame (activation);
  if (frame == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  gcore_incref (frame);
  int status = tell_tracer (machine, frame, event, argument);
  if (status == 0 && (event == GCORE_ID (call) || event == GCORE_ID (return)))
    status = tell_profiler (machine, frame, event, argument);
  gcore_decref (frame);
  return status;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* Whether the instruction begins a line of its code: another line than the one executed before in this call, or the same
 * one again after a jump back. */
static bool
begins_line (const GcoreActivation *activation, const GcoreCodeUnit *before, int opcode)
{
  GcoreCode *code = activation->code;
  const GcoreCodeUnit *units = GCORE_CODE_UNITS (code);
  int line = gcore_code_addr_to_line (code, gcore_activation_address (activation));
  if (line <= 0)
    return false;
  if (before <= units + code->first_traceable)
    return true;
  int before_line = gcore_code_addr_to_line (code, (int) ((const char *) before - (const char *) units));
  return line != before_line
         || (activation->prev_instr < before && opcode != GCORE_OP_SEND && opcode != GCORE_OP_JUMP_BACKWARD_NO_INTERRUPT);
}

int
gcore_trace_instruction (GcoreMachine *machine, GcoreActivation *activation, const GcoreCodeUnit *before)
{
  if (gcore_activation_is_incomplete (activation))
    return 0;
  int opcode = gcore_opcode_general[GCORE_UNIT_OPCODE (*activation->prev_instr)];
  if (opcode == GCORE_OP_RESUME)
    return tell (machine, activation, GCORE_ID (call), GCORE_NONE);
  GcoreFrame *frame = activation->frame_object;
  bool traced = frame != NULL && frame->trace != NULL && machine->trace_function != NULL;
  if (traced && frame->trace_lines && begins_line (activation, before, opcode)
      && tell (machine, activation, GCORE_ID (line), GCORE_NONE) < 0)
    return -1;
  if (traced && frame->trace_opcodes && gcore_trace_is_on (machine)
      && tell (machine, activation, GCORE_ID (opcode), GCORE_NONE) < 0)
    return -1;
  if ((opcode == GCORE_OP_RETURN_VALUE || opcode == GCORE_OP_YIELD_VALUE) && gcore_trace_is_on (machine)
      && (traced || machine->profile_function != NULL))
    return tell (machine, activation, GCORE_ID (return), activation->slots[activation->stack_top - 1]);
  return 0;
}

/* Tells of EVENT while an exception is pending, which stays unless the trace function fails. */
static void
tell_with_exception (GcoreMachine *machine, GcoreActivation *activation, GcoreObject *event, bool show)
{
  bool traced = activation->frame_object != NULL && activation->frame_object->trace != NULL;
  if (!traced && (show || machine->profile_function == NULL))
    return;
  GcoreObject *exception = gcore_err_fetch (), *argument = NULL;
  if (show)
    {
      GcoreObject *traceback = ((GcoreException *) (void *) exception)->traceback;
      argument = gcore_tuple_pack (3, GCORE_TYPE_OF (exception), exception, traceback != NULL ? traceback : GCORE_NONE);
    }
  if ((show && argument == NULL) || tell (machine, activation, event, show ? argument : GCORE_NONE) < 0)
    gcore_decref (exception);
  else
    gcore_err_restore (exception);
  gcore_xdecref (argument);
}

void
gcore_trace_exception (GcoreMachine *machine, GcoreActivation *activation)
{
  tell_with_exception (machine, activation, GCORE_ID (exception), true);
}

void
gcore_trace_generator_end (GcoreMachine *machine, GcoreActivation *activation, GcoreObject *value)
{
  if (value == GCORE_NONE)
    return;
  gcore_generator_set_stop_iteration_value (value);
  gcore_trace_exception (machine, activation);
  gcore_err_clear ();
}

void
gcore_trace_unwind (GcoreMachine *machine, GcoreActivation *activation)
{
  tell_with_exception (machine, activation, GCORE_ID (return), false);
}

/* --- functions in C ----------------------------------------------------------------------------------------------- */

/* Tells the profile function that CALLABLE is about to be called with SELF first (NULL: with nothing). *FUNCTION receives
 * what it is shown, a new reference; NULL where it is told nothing. -1 with an exception. */
static int
begin_call (GcoreMachine *machine, GcoreObject *callable, GcoreObject *self, GcoreObject **function)
{
  *function = NULL;
  if (machine->profile_function == NULL || !gcore_trace_is_on (machine))
    return 0;
  if (gcore_is_exact (callable, BUILTIN_FUNCTION))
    *function = gcore_newref (callable);
  else if (gcore_is_exact (callable, METHOD_DESCRIPTOR) && self != NULL)
    *function = GCORE_TYPE (METHOD_DESCRIPTOR)->descr_get (callable, self, (GcoreObject *) GCORE_TYPE_OF (self));
  else
    return 0;
  GcoreFrame *frame = *function != NULL ? gcore_activation_get_frame (machine->activation) : NULL;
  return frame != NULL ? tell_profiler (machine, frame, GCORE_ID (c_call), *function) : -1;
}

/* Tells the profile function how the call of FUNCTION (stolen) has ended: with RESULT (stolen too), or an exception. */
static GcoreObject *
end_call (GcoreMachine *machine, GcoreObject *function, GcoreObject *result)
{
  GcoreFrame *frame = function != NULL ? gcore_activation_get_frame (machine->activation) : NULL;
  if (frame == NULL || machine->profile_function == NULL)
    ;
  else if (result == NULL)
    {
      GcoreObject *exception = gcore_err_fetch ();
      if (tell_profiler (machine, frame, GCORE_ID (c_exception), function) < 0)
        gcore_decref (exception);
      else
        gcore_err_restore (exception);
    }
  else if (tell_profiler (machine, frame, GCORE_ID (c_return), function) < 0)
    GCORE_CLEAR (result);
  gcore_xdecref (function);
  return result;
}

GcoreObject *
gcore_trace_vectorcall (GcoreObject *callable, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcoreObject *function, *self = (n_args & ~GCORE_VECTORCALL_OFFSET) > 0 ? args[0] : NULL;
  if (begin_call (GCORE_MACHINE, callable, self, &function) < 0)
    {
      gcore_xdecref (function);
      return NULL;
    }
  return end_call (GCORE_MACHINE, function, gcore_object_vectorcall (callable, args, n_args, keyword_names));
}

GcoreObject *
gcore_trace_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *function, *self = GCORE_TUPLE_SIZE (args) > 0 ? GCORE_TUPLE_ITEM (args, 0) : NULL;
  if (begin_call (GCORE_MACHINE, callable, self, &function) < 0)
    {
      gcore_xdecref (function);
      return NULL;
    }
  return end_call (GCORE_MACHINE, function, gcore_object_call (callable, args, kwargs));
}
