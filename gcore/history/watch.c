/* SPDX-License-Identifier: MIT */
/* A set of watches: its life, the question it is, and searching with it. What each kind looks at stands first; those that
 * take more than a few lines are in watch-object.c and watch-event.c. */
#include "gcore/history/watch-private.h"

#include <stdlib.h>
#include <string.h>

#include "gcore/objects/str.h"

struct GcoreWatches
{
  Watcher *watchers;
  size_t n_watchers;
  GcoreQuestion question;
  const GcoreQuestion *also; /* asked along with them */
  bool also_happens;
  size_t hit, found;       /* of the last answer; of the place gone to */
  GcoreRaise raise;        /* of the exception that was found; its code is NULL if it is none */
  int last_opcode;         /* of the instruction to come */
};

/* --- what each kind looks at -------------------------------------------------------------------------------------- */

static bool
is_in_file (const Watcher *self, const GcoreActivation *activation)
{
  return self->watch.file == NULL || gcore_str_equal_to_utf8 (activation->code->filename, self->watch.file);
}

static bool
watch_line (Watcher *self, const WatchPoint *point)
{
  const GcoreControl *control = gcore_control (point->machine);
  return !point->first && point->step == NULL && control->begins_line && control->last_line == self->watch.number
         && is_in_file (self, point->machine->activation);
}

static bool
watch_call (Watcher *self, const WatchPoint *point)
{
  const GcoreActivation *activation = point->machine->activation;
  return !point->first && point->step == NULL && activation != NULL && gcore_begins_call (activation)
         && self->watch.name != NULL && gcore_str_equal_to_utf8 (activation->code->qualname, self->watch.name)
         && is_in_file (self, activation);
}

/* Takes note of VALUE; returns whether it is another than at the point before. */
static bool
changes_to (Watcher *self, int64_t value)
{
  bool changed = value != self->last;
  self->last = value;
  return changed;
}

static bool
watch_count (Watcher *self, const WatchPoint *point)
{
  const GcoreObject *object = watched_object (self);
  return changes_to (self, object != NULL ? object->refcount : 0);
}

static bool
watch_count_reaches (Watcher *self, const WatchPoint *point)
{
  return watch_count (self, point) && self->last == self->watch.number;
}

static bool
watch_birth (Watcher *self, const WatchPoint *point)
{
  return changes_to (self, watched_object (self) != NULL) && self->last;
}

static bool
watch_death (Watcher *self, const WatchPoint *point)
{
  return changes_to (self, watched_object (self) != NULL) && !self->last;
}

static bool
watch_weakref (Watcher *self, const WatchPoint *point)
{
  GcoreObject *object = watched_object (self);
  bool has_referent = object != NULL && gcore_is_any_weakref (object) && GCORE_WEAKREF (object)->referent != NULL;
  return changes_to (self, has_referent) && !has_referent && object != NULL;
}

static bool
watch_collection (Watcher *self, const WatchPoint *point)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  int64_t number = point->step != NULL ? (int64_t) collector->n_collections + 1 : 0;
  return changes_to (self, number) && number != 0 && collector->collection.generation >= self->watch.number;
}

static bool
watch_freed (Watcher *self, const WatchPoint *point)
{
  uint64_t last = (uint64_t) self->last;
  if (!changes_to (self, (int64_t) GCORE_COLLECTOR->n_collections))
    return false;
  for (uint64_t number = last + 1; number <= (uint64_t) self->last; number++)
    {
      const GcoreCollectionRecord *record = gcore_gc_record (number);
      if (record != NULL && record->collected > self->watch.number)
        return true;
    }
  return false;
}

static bool
watch_pool (Watcher *self, const WatchPoint *point)
{
  const char *pool = (const char *) (self->watch.address - self->watch.address % GCORE_POOL_SIZE);
  return self->has_pool && changes_to (self, gcore_mem_pool_used (pool));
}

static const struct
{
  WatchFunc happens;
  bool after; /* it is seen when it has happened */
} kinds[GCORE_N_WATCH_KINDS] = {
  [GCORE_WATCH_LINE] = { watch_line, false },
  [GCORE_WATCH_CALL] = { watch_call, false },
  [GCORE_WATCH_COUNT] = { watch_count, true },
  [GCORE_WATCH_COUNT_REACHES] = { watch_count_reaches, true },
  [GCORE_WATCH_REFERENCE] = { gcore_watch_reference, true },
  [GCORE_WATCH_GENERATION] = { gcore_watch_generation, true },
  [GCORE_WATCH_BIRTH] = { watch_birth, true },
  [GCORE_WATCH_DEATH] = { watch_death, true },
  [GCORE_WATCH_RESURRECTION] = { gcore_watch_resurrection, true },
  [GCORE_WATCH_WEAKREF] = { watch_weakref, true },
  [GCORE_WATCH_COLLECTION] = { watch_collection, false },
  [GCORE_WATCH_FREED] = { watch_freed, true },
  [GCORE_WATCH_ALLOCATION] = { gcore_watch_allocation, true },
  [GCORE_WATCH_EXCEPTION] = { gcore_watch_exception, true },
  [GCORE_WATCH_POOL] = { watch_pool, true },
};

/* --- the question ------------------------------------------------------------------------------------------------- */

static bool
is_exception (const GcoreWatches *self, size_t index)
{
  return index < self->n_watchers && self->watchers[index].watch.kind == GCORE_WATCH_EXCEPTION
         && self->watchers[index].raise.code != NULL;
}

/* The one with index HIT is the answer. */
static void
choose (GcoreWatches *self, size_t hit)
{
  self->hit = hit;
  self->question.before = hit < self->n_watchers ? kinds[self->watchers[hit].watch.kind].after : self->also->before;
  self->question.at = is_exception (self, hit) ? self->watchers[hit].raise.tick : 0;
}

/* All are asked at each point: each has to keep up with what there is. */
static bool
ask (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data)
{
  GcoreWatches *self = data;
  WatchPoint point = { .machine = machine, .step = step, .first = first, .last_opcode = self->last_opcode };
  size_t none = self->n_watchers + 1, hit = none;
  self->also_happens = self->also != NULL && self->also->ask (machine, step, first, self->also->data);
  if (self->also_happens)
    hit = self->n_watchers;
  for (size_t i = self->n_watchers; i-- > 0;)
    {
      Watcher *watcher = &self->watchers[i];
      watcher->happens = kinds[watcher->watch.kind].happens (watcher, &point);
      if (watcher->happens)
        hit = i;
    }
  const GcoreActivation *activation = machine->activation;
  bool is_known = activation != NULL && activation->prev_instr >= GCORE_CODE_UNITS (activation->code);
  self->last_opcode = is_known ? gcore_opcode_general[GCORE_UNIT_OPCODE (*activation->prev_instr)] : 0;
  if (first || hit == none)
    return false;
  choose (self, hit);
  return true;
}

static bool
condition_holds (const GcoreWatches *self, GcoreHistory *history)
{
  const char *condition = self->hit < self->n_watchers ? self->watchers[self->hit].watch.condition : NULL;
  return condition == NULL || GCORE_COLLECTOR->at_step || gcore_condition_holds (history, condition);
}

/* One more hit of the watch with INDEX: whether it is the one waited for. */
static bool
counts_enough (GcoreWatches *self, size_t index)
{
  if (index == self->n_watchers || self->watchers[index].watch.hits <= 1)
    return true;
  return ++self->watchers[index].n_hits % self->watchers[index].watch.hits == 0;
}

/* Of those that happen here the first is chosen whose condition holds, and, if they are COUNTED, that has happened often
 * enough. */
static bool
choose_confirmed (GcoreWatches *self, GcoreHistory *history, bool counted)
{
  for (size_t i = 0; i < self->n_watchers; i++)
    {
      if (!self->watchers[i].happens)
        continue;
      choose (self, i);
      if (condition_holds (self, history) && (!counted || counts_enough (self, i)))
        return true;
    }
  if (self->also_happens)
    choose (self, self->n_watchers);
  return self->also_happens;
}

static bool
confirm_condition (GcoreHistory *history, void *data)
{
  return choose_confirmed (data, history, false);
}

static bool
confirm (GcoreHistory *history, void *data)
{
  return gcore_watches_confirm (data, history);
}

static void
note_found (void *data)
{
  GcoreWatches *self = data;
  self->found = self->hit;
  self->raise = is_exception (self, self->hit) ? self->watchers[self->hit].raise : (GcoreRaise){ .code = NULL };
}

static void
forget_hits (GcoreWatches *self)
{
  for (size_t i = 0; i < self->n_watchers; i++)
    self->watchers[i].n_hits = 0;
}

/* --- searching ---------------------------------------------------------------------------------------------------- */

GcoreSeekResult
gcore_watches_forward (GcoreWatches *self, GcoreHistory *history, uint64_t tick)
{
  GcorePosition from = gcore_history_position (history), there = from;
  forget_hits (self);
  self->question.confirm = confirm;
  for (;;)
    {
      /* Where it has just happened is where a person looks for it. */
      GcoreQuestion question = self->question;
      question.before = false;
      GcoreSeekResult result = gcore_seek_forward (history, &question, tick);
      if (result != GCORE_SEEK_FOUND || self->raise.code == NULL)
        return result;
      there = gcore_history_position (history);
      result = gcore_raise_go_to (&self->raise, history);
      if (result != GCORE_SEEK_FOUND || gcore_history_position (history).tick > from.tick)
        return result == GCORE_SEEK_NOT_FOUND ? GCORE_SEEK_FOUND : result;
      gcore_history_return_to (history, there); /* it was raised before: the search goes on from its arrival */
    }
}

/* With conditions the program stops for each; hits are counted from here, one search after the other. */
GcoreSeekResult
gcore_watches_backward (GcoreWatches *self, GcoreHistory *history, const GcoreQuestion *also)
{
  GcorePosition from = gcore_history_position (history);
  bool has_conditions = false;
  for (size_t i = 0; i < self->n_watchers; i++)
    has_conditions = has_conditions || self->watchers[i].watch.condition != NULL;
  forget_hits (self);
  self->also = also;
  self->question.confirm = has_conditions ? confirm_condition : NULL;
  GcoreSeekResult result;
  do
    {
      result = gcore_seek_backward (history, &self->question);
      bool is_raise = result == GCORE_SEEK_FOUND && self->raise.code != NULL;
      if (is_raise && gcore_raise_go_to (&self->raise, history) == GCORE_SEEK_INTERRUPTED)
        result = GCORE_SEEK_INTERRUPTED;
    }
  while (result == GCORE_SEEK_FOUND && !counts_enough (self, self->found));
  self->also = NULL;
  if (result != GCORE_SEEK_FOUND)
    gcore_history_return_to (history, from);
  return result;
}

size_t
gcore_watches_hit (const GcoreWatches *self)
{
  return self->found;
}

void
gcore_watches_begin (GcoreWatches *self)
{
  const GcoreCollector *collector = GCORE_COLLECTOR;
  forget_hits (self);
  ask (GCORE_MACHINE, collector->at_step ? &collector->collection.step : NULL, true, self);
}

bool
gcore_watches_observe (GcoreMachine *machine, const GcoreCollectionStep *step, void *watches)
{
  return ask (machine, step, false, watches);
}

bool
gcore_watches_confirm (GcoreWatches *self, GcoreHistory *history)
{
  if (!choose_confirmed (self, history, true))
    return false;
  note_found (self);
  return true;
}

bool
gcore_watches_need_observer (const GcoreWatches *self)
{
  for (size_t i = 0; i < self->n_watchers; i++)
    if (self->watchers[i].watch.kind != GCORE_WATCH_EXCEPTION || self->watchers[i].watch.number != GCORE_WATCH_UNCAUGHT)
      return true;
  return false;
}

const GcoreRaise *
gcore_watches_raise (const GcoreWatches *self)
{
  return self->raise.code != NULL ? &self->raise : NULL;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static bool
copy_string (const char **string)
{
  return *string == NULL || (*string = strdup (*string)) != NULL;
}

bool
gcore_watch_copy (GcoreWatch *copy, const GcoreWatch *watch)
{
  *copy = *watch;
  bool has_name = copy_string (&copy->name), has_file = copy_string (&copy->file);
  if (copy_string (&copy->condition) && has_name && has_file)
    return true;
  gcore_watch_clear (copy);
  return false;
}

void
gcore_watch_clear (GcoreWatch *copy)
{
  free ((char *) copy->name);
  free ((char *) copy->file);
  free ((char *) copy->condition);
  *copy = (GcoreWatch){ 0 };
}

static bool
is_in_pool (uint64_t address)
{
  uint64_t offset = address - (uint64_t) gcore_image_base;
  return offset >= GCORE_OFFSET_ARENAS && offset < GCORE_OFFSET_ARENAS + GCORE_ARENAS_SIZE;
}

GcoreWatches *
gcore_watches_new (const GcoreWatch *watches, size_t n_watches)
{
  GcoreWatches *self = calloc (1, sizeof *self);
  if (self == NULL || (self->watchers = calloc (n_watches + 1, sizeof *self->watchers)) == NULL)
    {
      free (self);
      return NULL;
    }
  self->question = (GcoreQuestion){ .ask = ask, .data = self, .found = note_found };
  for (size_t i = 0; i < n_watches; i++)
    {
      Watcher *watcher = &self->watchers[i];
      if (!gcore_watch_copy (&watcher->watch, &watches[i]))
        {
          gcore_watches_free (self);
          return NULL;
        }
      GcoreWatch *watch = &watcher->watch;
      self->n_watchers++;
      watch->address = gcore_address_in_image (watch->address);
      watcher->depth = -1;
      watcher->has_object = watch->kind != GCORE_WATCH_POOL && watch->address != 0
                            && gcore_identity_from (watch->address, watch->serial, &watcher->identity);
      watcher->has_pool = is_in_pool (watch->address);
    }
  gcore_watches_begin (self);
  return self;
}

void
gcore_watches_free (GcoreWatches *self)
{
  if (self == NULL)
    return;
  for (size_t i = 0; i < self->n_watchers; i++)
    gcore_watch_clear (&self->watchers[i].watch);
  free (self->watchers);
  free (self);
}
