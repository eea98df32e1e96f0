/* SPDX-License-Identifier: MIT */
#include "gcore/history/what-if.h"

#include <stdlib.h>
#include <string.h>

#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/set.h"
#include "gcore/record/builder.h"
#include "gcore/record/describe.h"
#include "gcore/record/summary.h"

/* --- cutting ------------------------------------------------------------------------------------------------------ */

static int
cannot_cut (GcoreObject *holder, const char *label)
{
  gcore_err_format (GCORE_EXC (ValueError), "the reference %s of a %s object cannot be cut", label, holder->type->name);
  return -1;
}

static int
cut_found (GcoreObject *holder, const char *label, const GcoreReference *found)
{
  uint32_t layout = gcore_layout_of (holder)->id;
  switch (found->kind)
    {
    case GCORE_REF_ATTRIBUTE:
      return gcore_object_generic_set_attr (holder, found->name, NULL);
    case GCORE_REF_ITEM:
      return layout == GCORE_TYPE_ID_LIST ? gcore_list_set_item (holder, found->index, gcore_newref (GCORE_NONE))
                                          : cannot_cut (holder, label);
    case GCORE_REF_KEY:
      if (layout == GCORE_TYPE_ID_SET)
        return gcore_set_discard (holder, found->name) < 0 ? -1 : 0;
      return layout == GCORE_TYPE_ID_DICT ? gcore_dict_del_item (holder, found->name) : cannot_cut (holder, label);
    case GCORE_REF_VALUE:
      return gcore_dict_del_item (holder, found->name);
    case GCORE_REF_INTERNAL:
      if (layout != GCORE_TYPE_ID_CELL)
        return cannot_cut (holder, label);
      GCORE_CLEAR (((GcoreCell *) (void *) holder)->content);
      return 0;
    default:
      return cannot_cut (holder, label);
    }
}

int
gcore_cut_reference (GcoreObject *holder, const char *label)
{
  GcoreReference found;
  bool in_dict;
  if (!gcore_find_reference (holder, label, &found, &in_dict))
    {
      gcore_err_format (GCORE_EXC (ValueError), "a %s object has no reference %s", holder->type->name, label);
      return -1;
    }
  if (in_dict)
    holder = GCORE_OBJECT_MANAGED_DICT (holder);
  gcore_incref (holder);
  gcore_xincref (found.name);
  int result = cut_found (holder, label, &found);
  gcore_xdecref (found.name);
  gcore_decref (holder);
  return result;
}

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
  GcoreObject *holder = gcore_identity_find (trial->holder);
  trial->last_number = gcore_mem_birth_clock ()->serial;
  *GCORE_WITNESS = (GcoreWitness){ tell, trial };
  trial->result->failed = gcore_cut_reference (holder, trial->label) < 0;
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
  if (gcore_identity_find (holder) == NULL)
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
