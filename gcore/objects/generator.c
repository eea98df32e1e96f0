/* SPDX-License-Identifier: MIT */
/* Generators: stepping, throwing and ending them. Their attributes are in generator-type.c. */
#include "gcore/objects/generator.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/object.h"
#include "gcore/objects/generator-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/traceback.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"

/* --- making ------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_generator_new (GcoreObject *object)
{
  GcoreFunction *function = (GcoreFunction *) (void *) object;
  GcoreCode *code = (GcoreCode *) (void *) function->code;
  GcoreType *type = code->flags & GCORE_CODE_COROUTINE ? GCORE_TYPE (COROUTINE) : GCORE_TYPE (GENERATOR);
  GcoreGenerator *generator = gcore_gc_new_var (type, code->nlocalsplus + code->stacksize);
  if (generator == NULL)
    return NULL;
  generator->state = GCORE_GENERATOR_CLEARED;
  generator->code = gcore_newref (code);
  generator->weak_list = NULL;
  generator->handled.exception = NULL;
  generator->handled.previous = NULL;
  generator->name = gcore_newref (function->name);
  generator->qualname = gcore_newref (function->qualname);
  generator->origin = NULL;
  generator->hooks_inited = generator->closed = generator->running_async = false;
  gcore_gc_track (generator);
  return (GcoreObject *) generator;
}

/* --- one step ----------------------------------------------------------------------------------------------------- */

/* Whether GENERATOR may take a step now. If not, *STATUS is what the step amounts to. */
static bool
may_step (GcoreGenerator *generator, GcoreObject *value, bool raise, bool closing, int *status, GcoreObject **result)
{
  bool coroutine = gcore_is_coroutine (generator);
  *status = GCORE_SEND_ERROR;
  if (generator->state == GCORE_GENERATOR_CREATED && value != NULL && value != GCORE_NONE)
    gcore_err_format (GCORE_EXC (TypeError), "can't send non-None value to a just-started %s",
                      coroutine ? "coroutine" : "generator");
  else if (generator->state == GCORE_GENERATOR_EXECUTING)
    gcore_err_format (GCORE_EXC (ValueError), "%s already executing", coroutine ? "coroutine" : "generator");
  else if (generator->state >= GCORE_GENERATOR_COMPLETED)
    {
      if (coroutine && !closing)
        gcore_err_set_string (GCORE_EXC (RuntimeError), "cannot reuse already awaited coroutine");
      else if (value != NULL && !raise)
        {
          *result = gcore_newref (GCORE_NONE);
          *status = GCORE_SEND_RETURN;
        }
    }
  else
    return true;
  return false;
}

/* The context of a pending exception that enters a generator: what the generator is handling, if anything. */
static void
chain_pending (void)
{
  GcoreHandledException *handled = GCORE_OBJECTS->errors.handled;
  if (handled->exception == NULL || handled->exception == GCORE_NONE)
    return;
  GcoreObject *pending = gcore_err_fetch ();
  gcore_err_set_object (GCORE_OBJECT (GCORE_TYPE_OF (pending)), pending);
  GcoreObject *traceback = gcore_exception_get_traceback (pending);
  if (traceback != NULL)
    gcore_err_set_traceback (traceback);
  gcore_decref (pending);
}

void
gcore_generator_enter (GcoreGenerator *generator, GcoreObject *value)
{
  GcoreActivation *activation = &generator->activation;
  GcoreErrors *errors = &GCORE_OBJECTS->errors;
  activation->slots[activation->stack_top++] = value;
  generator->handled.previous = errors->handled;
  errors->handled = &generator->handled;
  generator->state = GCORE_GENERATOR_EXECUTING;
}

void
gcore_generator_leave (GcoreGenerator *generator)
{
  GCORE_OBJECTS->errors.handled = generator->handled.previous;
  generator->handled.previous = NULL;
  generator->activation.previous = NULL;
}

void
gcore_generator_finish (GcoreGenerator *generator, bool failed)
{
  generator->state = GCORE_GENERATOR_COMPLETED;
  gcore_generator_leave (generator);
  if (failed && gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    gcore_err_format_from_cause (GCORE_EXC (RuntimeError), "%s raised StopIteration",
                                 gcore_is_coroutine (generator) ? "coroutine" : "generator");
  GCORE_CLEAR (generator->handled.exception);
  generator->state = GCORE_GENERATOR_CLEARED;
  gcore_activation_clear (&generator->activation);
}

int
gcore_generator_step (GcoreGenerator *generator, GcoreObject *value, bool raise, bool closing, GcoreObject **result)
{
  int status;
  *result = NULL;
  if (!may_step (generator, value, raise, closing, &status, result))
    return status;
  gcore_generator_enter (generator, gcore_newref (value != NULL ? value : GCORE_NONE));
  if (raise)
    chain_pending ();
  GcoreObject *outcome = gcore_eval_activation (&generator->activation, raise);
  if (outcome != NULL && generator->state == GCORE_GENERATOR_SUSPENDED)
    {
      gcore_generator_leave (generator);
      *result = outcome;
      return GCORE_SEND_NEXT;
    }
  gcore_generator_finish (generator, outcome == NULL);
  /* A plain end in a for loop needs no object. */
  if (outcome == GCORE_NONE && value == NULL)
    GCORE_CLEAR (outcome);
  *result = outcome;
  return outcome != NULL ? GCORE_SEND_RETURN : GCORE_SEND_ERROR;
}

int
gcore_generator_send (GcoreObject *generator, GcoreObject *value, GcoreObject **result)
{
  return gcore_generator_step ((GcoreGenerator *) (void *) generator, value, false, false, result);
}

int
gcore_generator_raise (GcoreObject *generator, bool closing, GcoreObject **result)
{
  return gcore_generator_step ((GcoreGenerator *) (void *) generator, GCORE_NONE, true, closing, result);
}

int
gcore_generator_set_stop_iteration_value (GcoreObject *value)
{
  if (value == NULL || (!gcore_is_tuple (value) && !gcore_is_exception (value)))
    {
      gcore_err_set_object (GCORE_EXC (StopIteration), value);
      return 0;
    }
  /* Such a value would be taken for the exception itself or for its arguments. */
  GcoreObject *exception = gcore_object_call_one_arg (GCORE_EXC (StopIteration), value);
  if (exception == NULL)
    return -1;
  gcore_err_set_object (GCORE_EXC (StopIteration), exception);
  gcore_decref (exception);
  return 0;
}

/* The result of send, throw and next: a returned value becomes StopIteration. */
GcoreObject *
gcore_generator_outcome (GcoreGenerator *generator, int status, GcoreObject *result)
{
  if (status != GCORE_SEND_RETURN)
    return result;
  if (result == GCORE_NONE)
    gcore_err_set_none (GCORE_EXC (StopIteration));
  else
    gcore_generator_set_stop_iteration_value (result);
  gcore_decref (result);
  return NULL;
}

int
gcore_generator_fetch_stop_iteration_value (GcoreObject **value)
{
  *value = NULL;
  if (gcore_err_occurred () == NULL)
    {
      *value = gcore_newref (GCORE_NONE);
      return 0;
    }
  if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    return -1;
  GcoreObject *exception = gcore_err_fetch ();
  if (!gcore_is_instance_of (exception, GCORE_TYPE (EXC_StopIteration)))
    {
      gcore_err_restore (exception);
      return -1;
    }
  GcoreObject *stored = ((GcoreStopIteration *) (void *) exception)->value;
  *value = gcore_newref (stored != NULL ? stored : GCORE_NONE);
  gcore_decref (exception);
  return 0;
}

/* --- delegation --------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_generator_yield_from (GcoreGenerator *generator)
{
  if (generator->state >= GCORE_GENERATOR_CLEARED || generator->state == GCORE_GENERATOR_CREATED)
    return NULL;
  GcoreActivation *activation = &generator->activation;
  GcoreCodeUnit next = activation->prev_instr[1];
  if (gcore_opcode_general[GCORE_UNIT_OPCODE (next)] != GCORE_OP_RESUME
      || GCORE_UNIT_ARG (next) < GCORE_RESUME_AFTER_YIELD_FROM)
    return NULL;
  return gcore_newref (activation->slots[activation->stack_top - 1]);
}

/* Closes what a generator delegates to: by its close method, if it has one. */
static int
close_delegate (GcoreObject *delegate)
{
  GcoreObject *result = NULL;
  if (gcore_is_generator (delegate) || gcore_is_coroutine (delegate))
    result = gcore_generator_close ((GcoreGenerator *) (void *) delegate);
  else
    {
      GcoreObject *method;
      if (gcore_object_lookup_attr (delegate, GCORE_ID (close), &method) < 0)
        gcore_err_write_unraisable (delegate);
      if (method == NULL)
        return 0;
      result = gcore_object_call_no_args (method);
      gcore_decref (method);
    }
  if (result == NULL)
    return -1;
  gcore_decref (result);
  return 0;
}

static int
close_delegate_of (GcoreGenerator *generator, GcoreObject *delegate)
{
  int8_t state = generator->state;
  generator->state = GCORE_GENERATOR_EXECUTING;
  int status = close_delegate (delegate);
  generator->state = state;
  return status;
}

GcoreObject *
gcore_generator_close (GcoreGenerator *generator)
{
  if (generator->state >= GCORE_GENERATOR_COMPLETED)
    return gcore_newref (GCORE_NONE);
  GcoreObject *delegate = gcore_generator_yield_from (generator);
  int status = 0;
  if (delegate != NULL)
    {
      status = close_delegate_of (generator, delegate);
      gcore_decref (delegate);
    }
  if (status == 0)
    gcore_err_set_none (GCORE_EXC (GeneratorExit));
  GcoreObject *result;
  status = gcore_generator_step (generator, GCORE_NONE, true, true, &result);
  if (status == GCORE_SEND_NEXT)
    {
      gcore_decref (result);
      return gcore_err_format (GCORE_EXC (RuntimeError), "%s ignored GeneratorExit",
                               gcore_is_coroutine (generator) ? "coroutine" : "generator");
    }
  if (status == GCORE_SEND_RETURN)
    {
      gcore_decref (result);
      return gcore_newref (GCORE_NONE);
    }
  if (gcore_err_exception_matches (GCORE_EXC (StopIteration))
      || gcore_err_exception_matches (GCORE_EXC (GeneratorExit)))
    {
      gcore_err_clear ();
      return gcore_newref (GCORE_NONE);
    }
  return NULL;
}

/* --- throw -------------------------------------------------------------------------------------------------------- */

/* Sets the exception throw's arguments (borrowed; VALUE, TB may be NULL) stand for. */
static int
set_thrown (GcoreObject *type, GcoreObject *value, GcoreObject *tb)
{
  if (tb == GCORE_NONE)
    tb = NULL;
  else if (tb != NULL && !gcore_is_traceback (tb))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "throw() third argument must be a traceback object");
      return -1;
    }
  GcoreObject *exception;
  if (gcore_is_exception_class (type))
    {
      exception = gcore_err_create_exception (type, value);
      if (exception == NULL)
        return 0; /* what making it raised is thrown instead */
    }
  else if (gcore_is_exception (type))
    {
      if (value != NULL && value != GCORE_NONE)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "instance exception may not have a separate value");
          return -1;
        }
      exception = gcore_newref (type);
    }
  else
    {
      gcore_err_format (GCORE_EXC (TypeError), "exceptions must be classes or instances deriving from BaseException, not %s",
                        GCORE_TYPE_OF (type)->name);
      return -1;
    }
  if (tb != NULL)
    gcore_exception_set_traceback (exception, tb);
  gcore_err_restore (exception);
  return 0;
}

/* throw on what GENERATOR delegates to. False: it has no such method. */
static bool
throw_into_delegate (GcoreGenerator *generator, GcoreObject *delegate, bool close_on_exit, GcoreObject *type,
                     GcoreObject *value, GcoreObject *tb, GcoreObject **result)
{
  int8_t state = generator->state;
  if (gcore_is_generator (delegate) || gcore_is_coroutine (delegate))
    {
      /* The delegating call is shown as a caller although its code does not run. */
      GcoreMachine *machine = GCORE_MACHINE;
      GcoreActivation *activation = &generator->activation, *caller = machine->activation;
      activation->previous = caller;
      gcore_machine_switch (machine, activation);
      generator->state = GCORE_GENERATOR_EXECUTING;
      *result = gcore_generator_throw ((GcoreGenerator *) (void *) delegate, close_on_exit, type, value, tb);
      generator->state = state;
      gcore_machine_switch (machine, caller);
      activation->previous = NULL;
      return true;
    }
  GcoreObject *method;
  *result = NULL;
  if (gcore_object_lookup_attr (delegate, GCORE_ID (throw), &method) < 0)
    return true;
  if (method == NULL)
    return false;
  generator->state = GCORE_GENERATOR_EXECUTING;
  *result = gcore_object_call_function_obj_args (method, type, value, tb, NULL);
  generator->state = state;
  gcore_decref (method);
  return true;
}

/* The delegate has ended under a throw: GENERATOR goes on behind its `yield from`, with a value or the exception. */
static GcoreObject *
resume_after_delegate (GcoreGenerator *generator)
{
  GcoreActivation *activation = &generator->activation;
  gcore_decref (activation->slots[--activation->stack_top]);
  /* prev_instr is the YIELD_VALUE behind SEND, whose jump leads out of the loop. */
  GcoreCodeUnit *send = activation->prev_instr - 1;
  activation->prev_instr = send + GCORE_UNIT_ARG (*send);
  GcoreObject *value, *result;
  int status;
  if (gcore_generator_fetch_stop_iteration_value (&value) == 0)
    {
      status = gcore_generator_step (generator, value, false, false, &result);
      gcore_decref (value);
    }
  else
    status = gcore_generator_step (generator, GCORE_NONE, true, false, &result);
  return gcore_generator_outcome (generator, status, result);
}

GcoreObject *
gcore_generator_throw (GcoreGenerator *generator, bool close_on_exit, GcoreObject *type, GcoreObject *value,
                       GcoreObject *tb)
{
  GcoreObject *result, *delegate = gcore_generator_yield_from (generator);
  if (delegate != NULL)
    {
      if (close_on_exit && gcore_err_given_exception_matches (type, GCORE_EXC (GeneratorExit)))
        {
          int status = close_delegate_of (generator, delegate);
          gcore_decref (delegate);
          if (status < 0)
            {
              status = gcore_generator_step (generator, GCORE_NONE, true, false, &result);
              return gcore_generator_outcome (generator, status, result);
            }
        }
      else
        {
          bool thrown = throw_into_delegate (generator, delegate, close_on_exit, type, value, tb, &result);
          gcore_decref (delegate);
          if (thrown)
            return result != NULL ? result : resume_after_delegate (generator);
        }
    }
  if (set_thrown (type, value, tb) < 0)
    return NULL;
  int status = gcore_generator_step (generator, GCORE_NONE, true, false, &result);
  return gcore_generator_outcome (generator, status, result);
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

void
gcore_generator_finalize (GcoreObject *self)
{
  GcoreGenerator *generator = (GcoreGenerator *) (void *) self;
  if (generator->state >= GCORE_GENERATOR_COMPLETED)
    return;
  GcoreRaised pending = gcore_err_put_aside ();
  GcoreObject *result = NULL;
  if (gcore_is_coroutine (self) && generator->state == GCORE_GENERATOR_CREATED)
    {
      if (gcore_err_warn_format (GCORE_EXC (RuntimeWarning), 1, "coroutine '%.50S' was never awaited",
                                 generator->qualname) < 0)
        gcore_err_write_unraisable (self);
      gcore_activation_clear (&generator->activation);
      generator->state = GCORE_GENERATOR_CLEARED;
    }
  else
    {
      result = gcore_generator_close (generator);
      if (result == NULL && gcore_err_occurred ())
        gcore_err_write_unraisable (self);
    }
  gcore_xdecref (result);
  gcore_err_put_back (pending);
}
