/* SPDX-License-Identifier: MIT */
#include "gcore/history/what-if.h"

#include <stdlib.h>
#include <string.h>

#include "gcore/objects/errors.h"
#include "gcore/record/builder.h"
#include "gcore/record/summary.h"

/* --- what would happen -------------------------------------------------------------------------------------------- */

typedef struct
{
  const GcoreIdentity *holder;
  const char *label;
  bool collect;
  uint32_t last_number;  /* of the objects there were before */
  uint32_t capacity;
  GcoreWhatIf *result;
} Trial;

static void
note_death (Trial *trial, GcoreObject *object)
{
  GcoreIdentity identity = gcore_identity_of (object);
  if (identity.number > trial->last_number) /* made by a finalizer or a callback meanwhile */
    return;
  if (trial->result->n_deaths == GCORE_WHAT_IF_LIMIT
      || !gcore_column_reserve (trial->result->deaths, trial->result->n_deaths, trial->capacity))
    {
      trial->result->is_cut_off = true;
      return;
    }
  GcoreDeath *death = &trial->result->deaths[trial->result->n_deaths++];
  *death = (GcoreDeath){ .address = identity.address, .number = identity.number,
                         .had_finalizer = object->type->finalize != NULL && gcore_gc_is_finalized (object),
                         .by_collector = GCORE_COLLECTOR->collecting };
  strncpy (death->type, gcore_plain_type_name (object->type), sizeof death->type - 1);
}

/* Reference counting calls the finalizer of what is dying just now. */
static void
note_finalizer (Trial *trial, const GcoreObject *object)
{
  GcoreWhatIf *result = trial->result;
  result->n_finalizers++;
  for (uint32_t i = result->n_deaths; i-- > 0 && i + 8 > result->n_deaths;)
    if (result->deaths[i].address == (uint64_t) object)
      result->deaths[i].had_finalizer = true;
}

static void
tell (GcoreEnding ending, GcoreObject *object, void *data)
{
  Trial *trial = data;
  switch (ending)
    {
    case GCORE_ENDING_DEATH:
      note_death (trial, object);
      break;
    case GCORE_ENDING_FINALIZER:
      note_finalizer (trial, object);
      break;
    case GCORE_ENDING_CALLBACK:
      trial->result->n_callbacks++;
      break;
    }
}

/* Leaves out what its finalizer has resurrected. */
static void
leave_out_survivors (GcoreWhatIf *result)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < result->n_deaths; i++)
    {
      const GcoreDeath *death = &result->deaths[i];
      GcoreIdentity identity;
      bool lives = gcore_identity_from (death->address, death->number, &identity) && gcore_identity_find (&identity) != NULL;
      if (!lives)
        result->deaths[n++] = *death;
    }
  result->n_deaths = n;
}

static void
try_cut (GcoreMachine *machine, void *data)
{
  Trial *trial = data;
  GcoreObject *holder = trial->holder->address == GCORE_NO_HOLDER ? NULL : gcore_identity_find (trial->holder);
  trial->last_number = gcore_mem_birth_clock ()->serial;
  *GCORE_WITNESS = (GcoreWitness){ tell, trial };
  int status = holder != NULL ? gcore_cut_reference (holder, trial->label)
                              : gcore_cut_variable (trial->holder->number, trial->label);
  trial->result->failed = status < 0;
  if (trial->result->failed)
    gcore_err_clear ();
  else if (trial->collect)
    gcore_gc_collect (GCORE_N_GENERATIONS - 1);
  *GCORE_WITNESS = (GcoreWitness){ 0 };
  leave_out_survivors (trial->result);
}

bool
gcore_what_if_cut (GcoreHistory *history, const GcoreIdentity *holder, const char *label, bool collect,
                   GcoreWhatIf *result)
{
  *result = (GcoreWhatIf){ 0 };
  if (GCORE_COLLECTOR->at_step) /* nothing can be freed there */
    {
      result->failed = true;
      return true;
    }
  if (holder->address != GCORE_NO_HOLDER && gcore_identity_find (holder) == NULL)
    return false;
  Trial trial = { .holder = holder, .label = label, .collect = collect, .result = result };
  bool tried = gcore_history_try (history, try_cut, &trial);
  *GCORE_WITNESS = (GcoreWitness){ 0 }; /* in case it was abandoned */
  return tried;
}

void
gcore_what_if_clear (GcoreWhatIf *result)
{
  free (result->deaths);
  *result = (GcoreWhatIf){ 0 };
}
