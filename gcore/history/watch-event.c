/* SPDX-License-Identifier: MIT */
/* Watching for objects that are made and exceptions that are raised, and evaluating conditions. */
#include "gcore/history/watch-private.h"

#include <string.h>

#include "gcore/language/compiler.h"
#include "gcore/language/parser.h"
#include "gcore/machine/eval.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/record/summary.h"

/* --- allocations -------------------------------------------------------------------------------------------------- */

/* Whether the object in BLOCK, of which nothing is known, is of a type called NAME. It starts behind what its type puts in
 * front of it: nothing, a list head, or the two words of its dict as well. Further on, what it holds may look like one. */
static bool
holds_object_of (uint64_t block, const char *name)
{
  for (size_t before = 0; before <= 2 * sizeof (GcoreGcHead); before += sizeof (GcoreGcHead))
    {
      const GcoreType *type = gcore_type_at (block + before);
      if (type != NULL && gcore_type_presize (type) == before)
        return strcmp (gcore_plain_type_name (type), name) == 0;
    }
  return false;
}

bool
gcore_watch_allocation (Watcher *self, const WatchPoint *point)
{
  const GcoreBirthClock *clock = gcore_mem_birth_clock ();
  uint64_t last = self->last_number;
  self->last_number = clock->serial;
  if (point->first || clock->serial == last || self->watch.name == NULL)
    return false;
  uint64_t first = clock->serial - last > GCORE_N_BORN ? clock->serial - GCORE_N_BORN : last;
  for (uint64_t serial = first + 1; serial <= clock->serial; serial++)
    {
      uint64_t block = (uint64_t) clock->born[serial % GCORE_N_BORN];
      const GcoreBirth *birth = (const GcoreBirth *) (block + GCORE_OFFSET_BIRTHS);
      if (birth->serial == serial && holds_object_of (block, self->watch.name))
        return true;
    }
  return false;
}

/* --- exceptions --------------------------------------------------------------------------------------------------- */

static bool
is_derived_from (const GcoreType *type, const char *name)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type->mro); i++)
    if (strcmp (gcore_plain_type_name ((const GcoreType *) (void *) GCORE_TUPLE_ITEM (type->mro, i)), name) == 0)
      return true;
  return false;
}

/* One that a handler lets go on to another has been seen at the first. */
bool
gcore_watch_exception (Watcher *self, const WatchPoint *point)
{
  GcoreRaise raise;
  if (point->first || point->step != NULL)
    return false;
  const GcoreType *type = gcore_raise_look (point->machine, &raise);
  bool is_awaited = raise.uncaught || (self->watch.number != GCORE_WATCH_UNCAUGHT && point->last_opcode != GCORE_OP_RERAISE);
  if (type == NULL || !is_awaited || (self->watch.name != NULL && !is_derived_from (type, self->watch.name)))
    return false;
  self->raise = raise;
  return true;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *expression;
  bool holds;
} Condition;

static GcoreCode *
compile_expression (const char *text)
{
  GcoreObject *filename = gcore_str_from_string ("<condition>");
  if (filename == NULL)
    return NULL;
  GcoreCode *code = gcore_compile_string (text, strlen (text), filename, GCORE_PARSE_EVAL, 0);
  gcore_decref (filename);
  return code;
}

/* What it leaves behind goes away with all it has done. */
static void
evaluate (GcoreMachine *machine, void *data)
{
  Condition *condition = data;
  GcoreActivation *activation = gcore_activation_complete (machine->activation);
  GcoreObject *module = gcore_machine_main_module (machine);
  if (activation == NULL && module == NULL) /* the program's modules are gone */
    return;
  GcoreObject *globals = activation != NULL ? activation->globals : gcore_module_get_dict (module);
  if (activation != NULL && gcore_activation_fast_to_locals (activation) < 0)
    return;
  GcoreCode *code = compile_expression (condition->expression);
  if (code == NULL)
    return;
  GcoreObject *locals = activation != NULL && activation->locals != NULL ? activation->locals : globals;
  GcoreObject *value = gcore_eval_code ((GcoreObject *) code, globals, locals);
  condition->holds = value != NULL && gcore_object_is_true (value) > 0;
}

bool
gcore_condition_holds (GcoreHistory *history, const char *expression)
{
  Condition condition = { .expression = expression };
  return gcore_history_try (history, evaluate, &condition) && condition.holds;
}
