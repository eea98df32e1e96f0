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

/* Whether the memory at ADDRESS, of which nothing is known, is an object of a type called NAME. */
static bool
is_object_of (uint64_t address, const char *name)
{
  return gcore_looks_like_object (address)
         && strcmp (gcore_plain_type_name (((const GcoreObject *) address)->type), name) == 0;
}

/* An object starts behind what its type puts in front of it: nothing, a list head, or the two words of its dict as well. */
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
      for (size_t before = 0; birth->serial == serial && before <= 2 * sizeof (GcoreGcHead); before += sizeof (GcoreGcHead))
        if (is_object_of (block + before, self->watch.name))
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

/* Whether the instruction to come is the first of a handler: the exception is on the stack. One that a handler lets go on
 * has been raised before. */
static bool
has_been_raised (const Watcher *self, const WatchPoint *point)
{
  const GcoreActivation *activation = point->machine->activation;
  if (GCORE_UNIT_OPCODE (*activation->prev_instr) != GCORE_OP_PUSH_EXC_INFO || point->last_opcode == GCORE_OP_RERAISE)
    return false;
  const GcoreObject *exception = activation->slots[activation->stack_top - 1];
  return self->watch.name == NULL || is_derived_from (exception->type, self->watch.name);
}

/* That first instruction is of no line: going forward it is passed over. */
bool
gcore_watch_exception (Watcher *self, const WatchPoint *point)
{
  if (point->step != NULL)
    return false;
  bool was_raised = self->last;
  self->last = !point->first && has_been_raised (self, point);
  return point->backward ? self->last : was_raised && !point->first;
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
  if (activation == NULL && machine->main_module == NULL) /* the program's modules are gone */
    return;
  GcoreObject *globals = activation != NULL ? activation->globals : gcore_module_get_dict (machine->main_module);
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
