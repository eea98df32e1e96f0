/* SPDX-License-Identifier: MIT */
/* Trace functions: what sys.settrace sets is told of calls, lines, exceptions and returns; what sys.setprofile sets, of
 * calls and returns, those of functions in C included. While one is set, the loop looks at every instruction (see
 * control.c). */
#pragma once

#include "gcore/machine/machine.h"

/* sys.settrace: FUNCTION is not stolen; NULL for none. */
void gcore_trace_set (GcoreMachine *machine, GcoreObject *function);

/* sys.setprofile, likewise. */
void gcore_profile_set (GcoreMachine *machine, GcoreObject *function);

/* Whether one of the two is to be called. */
GCORE_INLINE bool
gcore_trace_is_on (const GcoreMachine *machine)
{
  return (machine->trace_function != NULL || machine->profile_function != NULL) && machine->traced_event == NULL
         && !gcore_control (machine)->serving_request;
}

/* Before the instruction at ACTIVATION's prev_instr; BEFORE is the one this call executed last. -1 with an exception. */
int gcore_trace_instruction (GcoreMachine *machine, GcoreActivation *activation, const GcoreCodeUnit *before);
/* The pending exception has come to ACTIVATION. If the trace function fails, its exception takes the place. */
void gcore_trace_exception (GcoreMachine *machine, GcoreActivation *activation);
/* The generator ACTIVATION iterates over has returned VALUE: the StopIteration CPython makes to carry a value other than
 * None comes to ACTIVATION, which handles it. */
void gcore_trace_generator_end (GcoreMachine *machine, GcoreActivation *activation, GcoreObject *value);
/* The pending exception ends the call ACTIVATION. */
void gcore_trace_unwind (GcoreMachine *machine, GcoreActivation *activation);

/* Calls CALLABLE as gcore_object_vectorcall does; a function in C with the profile function told before and after. */
GcoreObject *gcore_trace_vectorcall (GcoreObject *callable, GcoreObject *const *args, size_t n_args,
                                     GcoreObject *keyword_names);
/* The same with a tuple and a dict or NULL. */
GcoreObject *gcore_trace_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs);

/* The program sets FRAME's f_lineno to VALUE: goes on at that line, if the trace function may. -1 with ValueError. */
int gcore_trace_jump (GcoreFrame *frame, GcoreObject *value);
