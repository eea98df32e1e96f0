/* SPDX-License-Identifier: MIT */
#include "gcore/history/raise.h"

#include "gcore/history/identity.h"
#include "gcore/machine/eval.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/traceback.h"

/* --- arriving ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_raise_arrived (GcoreMachine *machine)
{
  const GcoreActivation *activation = machine->activation;
  return activation != NULL ? activation->slots[activation->stack_top - 1] : NULL;
}

/* When ENTRY was made; NOW if that is not recorded. */
static uint64_t
tick_of (const GcoreTraceback *entry, uint64_t now)
{
  uint64_t block = gcore_identity_of ((GcoreObject *) (uintptr_t) entry).block;
  const GcoreBirth *birth = gcore_mem_birth ((const void *) block);
  return birth != NULL ? birth->tick : now;
}

/* An exception that is raised once more has the entries of the first time behind those of the second. At a handler the last
 * time counts: the entries of one are made without anything running in between. At the end it is the first time, since
 * handlers that only let it go on may have run. */
static void
follow (const GcoreTraceback *entry, uint64_t now, GcoreRaise *raise)
{
  uint64_t tick = tick_of (entry, now);
  while (entry->next != NULL && (raise->uncaught || tick_of (entry->next, now) == tick))
    entry = entry->next;
  raise->code = entry->frame->activation->code;
  raise->address = entry->last_instruction;
  raise->tick = tick_of (entry, now);
}

const GcoreType *
gcore_raise_look (GcoreMachine *machine, GcoreRaise *raise)
{
  const GcoreActivation *activation = machine->activation;
  const GcoreErrors *errors = &GCORE_OBJECTS->errors;
  const GcoreObject *type = activation == NULL ? errors->type : NULL, *traceback = errors->traceback;
  *raise = (GcoreRaise){ .tick = gcore_machine_tick (machine), .uncaught = activation == NULL };
  if (activation != NULL && GCORE_UNIT_OPCODE (*activation->prev_instr) == GCORE_OP_PUSH_EXC_INFO)
    {
      const GcoreException *exception = (const GcoreException *) gcore_raise_arrived (machine);
      type = (const GcoreObject *) exception->base.type;
      traceback = exception->traceback;
    }
  if (type != NULL && traceback != NULL && gcore_is_traceback (traceback))
    follow ((const GcoreTraceback *) traceback, raise->tick, raise);
  return (const GcoreType *) type;
}

/* --- going -------------------------------------------------------------------------------------------------------- */

static bool
raises (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  const GcoreRaise *self = data;
  const GcoreActivation *activation = machine->activation;
  return step == NULL && activation != NULL && activation->code == self->code
         && gcore_activation_address (activation) == self->address && gcore_machine_tick (machine) <= self->tick;
}

GcoreSeekResult
gcore_raise_go_to (const GcoreRaise *raise, GcoreHistory *history)
{
  GcoreQuestion question = { .ask = raises, .data = (void *) (uintptr_t) raise };
  if (raise->code == NULL)
    return GCORE_SEEK_NOT_FOUND;
  if (!GCORE_COLLECTOR->at_step && raises (GCORE_MACHINE, NULL, false, question.data))
    return GCORE_SEEK_FOUND;
  return gcore_seek_backward (history, &question);
}

static bool
arrives (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  const GcoreRaise *self = data;
  GcoreRaise raise;
  return step == NULL && !first && gcore_raise_look (machine, &raise) != NULL && raise.code == self->code
         && raise.address == self->address && raise.tick == self->tick;
}

GcoreSeekResult
gcore_raise_go_to_arrival (const GcoreRaise *raise, GcoreHistory *history)
{
  GcoreQuestion question = { .ask = arrives, .data = (void *) (uintptr_t) raise };
  GcorePosition from = gcore_history_position (history);
  GcoreSeekResult result = gcore_seek_forward (history, &question, from.branch->end_tick + 1);
  if (result == GCORE_SEEK_NOT_FOUND)
    gcore_history_return_to (history, from);
  return result;
}
