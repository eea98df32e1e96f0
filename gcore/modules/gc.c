/* SPDX-License-Identifier: MIT */
/* The module gc. */
#include "gcore/collector/collector.h"
#include "gcore/modules/gc-private.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static GcoreObject *
none (void)
{
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
bool_object (bool value)
{
  return gcore_newref (value ? GCORE_TRUE : GCORE_FALSE);
}

/* --- switches ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
enable (GcoreObject *module, GcoreObject *ignored)
{
  gcore_gc_set_enabled (true);
  return none ();
}

static GcoreObject *
disable (GcoreObject *module, GcoreObject *ignored)
{
  gcore_gc_set_enabled (false);
  return none ();
}

static GcoreObject *
is_enabled (GcoreObject *module, GcoreObject *ignored)
{
  return bool_object (GCORE_COLLECTOR->enabled);
}

static GcoreObject *
set_debug (GcoreObject *module, GcoreObject *flags)
{
  int value = gcore_int_as_int (flags);
  if (value == -1 && gcore_err_occurred () != NULL)
    return NULL;
  GCORE_COLLECTOR->debug = value;
  return none ();
}

static GcoreObject *
get_debug (GcoreObject *module, GcoreObject *ignored)
{
  return gcore_int_from_long (GCORE_COLLECTOR->debug);
}

static GcoreObject *
three_numbers (const int *numbers)
{
  GcoreObject *tuple = gcore_tuple_new (GCORE_N_GENERATIONS);
  if (tuple == NULL)
    return NULL;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      GcoreObject *number = gcore_int_from_long (numbers[i]);
      if (number == NULL)
        {
          gcore_decref (tuple);
          return NULL;
        }
      GCORE_TUPLE_SET_ITEM (tuple, i, number);
    }
  return tuple;
}

static GcoreObject *
get_count (GcoreObject *module, GcoreObject *ignored)
{
  const GcoreGenerationList *generations = GCORE_COLLECTOR->generations;
  const int counts[] = { generations[0].count, generations[1].count, generations[2].count };
  return three_numbers (counts);
}

static GcoreObject *
get_threshold (GcoreObject *module, GcoreObject *ignored)
{
  const GcoreGenerationList *generations = GCORE_COLLECTOR->generations;
  const int thresholds[] = { generations[0].threshold, generations[1].threshold, generations[2].threshold };
  return three_numbers (thresholds);
}

static GcoreObject *
set_threshold (GcoreObject *module, GcoreObject *args)
{
  const GcoreGenerationList *generations = GCORE_COLLECTOR->generations;
  int thresholds[] = { generations[0].threshold, generations[1].threshold, generations[2].threshold };
  if (!gcore_arg_parse_tuple (args, "i|ii:set_threshold", &thresholds[0], &thresholds[1], &thresholds[2]))
    return NULL;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    gcore_gc_set_threshold (i, thresholds[i]);
  return none ();
}

/* --- collecting --------------------------------------------------------------------------------------------------- */

static GcoreObject *
collect (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "generation", NULL };
  int generation = GCORE_N_GENERATIONS - 1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|i:collect", keywords, &generation))
    return NULL;
  if (generation < 0 || generation >= GCORE_N_GENERATIONS)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "invalid generation");
      return NULL;
    }
  return gcore_int_from_ssize (gcore_gc_collect (generation));
}

static GcoreObject *
freeze (GcoreObject *module, GcoreObject *ignored)
{
  gcore_gc_freeze ();
  return none ();
}

static GcoreObject *
unfreeze (GcoreObject *module, GcoreObject *ignored)
{
  gcore_gc_unfreeze ();
  return none ();
}

static GcoreObject *
get_freeze_count (GcoreObject *module, GcoreObject *ignored)
{
  return gcore_int_from_ssize (gcore_gc_list_length (gcore_gc_list (GCORE_PERMANENT_GENERATION)));
}

int
gcore_gc_put_number (GcoreObject *dict, const char *name, intptr_t value)
{
  GcoreObject *key = gcore_str_from_string (name);
  GcoreObject *number = key != NULL ? gcore_int_from_ssize (value) : NULL;
  int result = number != NULL ? gcore_dict_set_item (dict, key, number) : -1;
  gcore_xdecref (key);
  gcore_xdecref (number);
  return result;
}

static GcoreObject *
stats_as_dict (const GcoreGenerationStats *stats)
{
  GcoreObject *dict = gcore_dict_new ();
  if (dict == NULL)
    return NULL;
  if (gcore_gc_put_number (dict, "collections", stats->collections) < 0
      || gcore_gc_put_number (dict, "collected", stats->collected) < 0
      || gcore_gc_put_number (dict, "uncollectable", stats->uncollectable) < 0)
    GCORE_CLEAR (dict);
  return dict;
}

static GcoreObject *
get_stats (GcoreObject *module, GcoreObject *ignored)
{
  /* A copy: making the result may start a collection. */
  GcoreGenerationStats stats[GCORE_N_GENERATIONS];
  memcpy (stats, GCORE_COLLECTOR->stats, sizeof stats);
  GcoreObject *result = gcore_list_new (0);
  if (result == NULL)
    return NULL;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      GcoreObject *dict = stats_as_dict (&stats[i]);
      if (dict == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) result, dict) < 0)
        {
          gcore_decref (result);
          return NULL;
        }
    }
  return result;
}

/* --- looking at objects ------------------------------------------------------------------------------------------- */

/* A list being filled with objects the collector visits, except itself and the tuple of arguments. */
typedef struct
{
  GcoreObject *list;
  GcoreObject *args; /* or NULL */
} Harvest;

static int
harvest (GcoreObject *object, void *data)
{
  Harvest *h = data;
  return object == h->list || object == h->args ? 0 : gcore_list_append (h->list, object);
}

static int
harvest_referent (GcoreObject *referent, void *data)
{
  return gcore_list_append (((Harvest *) data)->list, referent);
}

/* The argument of get_objects as a number; None is -1. */
static bool
parse_generation (GcoreObject *argument, intptr_t *generation)
{
  *generation = -1;
  if (argument == GCORE_NONE)
    return true;
  if (!gcore_index_check (argument))
    {
      gcore_err_format (GCORE_EXC (TypeError), "argument should be integer or None, not '%.200s'",
                        GCORE_TYPE_OF (argument)->name);
      return false;
    }
  *generation = gcore_number_as_ssize (argument, GCORE_EXC (OverflowError));
  return *generation != -1 || gcore_err_occurred () == NULL;
}

/* Whether there is such a generation, -1 being all of them. */
static bool
check_generation (intptr_t generation)
{
  if (generation >= GCORE_N_GENERATIONS)
    gcore_err_format (GCORE_EXC (ValueError),
                      "generation parameter must be less than the number of available generations (%i)",
                      GCORE_N_GENERATIONS);
  else if (generation < -1)
    gcore_err_set_string (GCORE_EXC (ValueError), "generation parameter cannot be negative");
  else
    return true;
  return false;
}

static GcoreObject *
get_objects (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "generation", NULL };
  GcoreObject *argument = GCORE_NONE;
  intptr_t generation;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|O:get_objects", keywords, &argument)
      || !parse_generation (argument, &generation))
    return NULL;
  Harvest h = { gcore_list_new (0), NULL };
  if (h.list == NULL)
    return NULL;
  if (!check_generation (generation))
    {
      gcore_decref (h.list);
      return NULL;
    }
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    if ((generation == -1 || generation == i) && gcore_gc_visit_list (gcore_gc_list (i), harvest, &h) < 0)
      {
        gcore_decref (h.list);
        return NULL;
      }
  return h.list;
}

static GcoreObject *
get_referrers (GcoreObject *module, GcoreObject *args)
{
  Harvest h = { gcore_list_new (0), args };
  if (h.list == NULL)
    return NULL;
  if (gcore_gc_visit_referrers (GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args), harvest, &h) < 0)
    GCORE_CLEAR (h.list);
  return h.list;
}

static GcoreObject *
get_referents (GcoreObject *module, GcoreObject *args)
{
  Harvest h = { gcore_list_new (0), NULL };
  if (h.list == NULL)
    return NULL;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
    if (gcore_gc_visit_referents (GCORE_TUPLE_ITEM (args, i), harvest_referent, &h) != 0)
      {
        gcore_decref (h.list);
        return NULL;
      }
  return h.list;
}

static GcoreObject *
is_tracked (GcoreObject *module, GcoreObject *object)
{
  return bool_object (gcore_object_is_gc (object) && gcore_gc_is_tracked (object));
}

static GcoreObject *
is_finalized (GcoreObject *module, GcoreObject *object)
{
  return bool_object (gcore_gc_is_finalized (object));
}

/* --- the module --------------------------------------------------------------------------------------------------- */

static const GcoreMethodDef methods[] = {
  { "enable", GCORE_FUNC (enable), GCORE_METH_NOARGS,
    "enable($module, /)\n--\n\nSwitches automatic collection on." },
  { "disable", GCORE_FUNC (disable), GCORE_METH_NOARGS,
    "disable($module, /)\n--\n\nSwitches automatic collection off." },
  { "isenabled", GCORE_FUNC (is_enabled), GCORE_METH_NOARGS,
    "isenabled($module, /)\n--\n\nWhether automatic collection is on." },
  { "set_debug", GCORE_FUNC (set_debug), GCORE_METH_O,
    "set_debug($module, flags, /)\n--\n\nSets what collections report to sys.stderr: a sum of DEBUG_STATS, "
    "DEBUG_COLLECTABLE,\nDEBUG_UNCOLLECTABLE; with DEBUG_SAVEALL garbage goes to gc.garbage." },
  { "get_debug", GCORE_FUNC (get_debug), GCORE_METH_NOARGS,
    "get_debug($module, /)\n--\n\nThe flags given to set_debug." },
  { "get_count", GCORE_FUNC (get_count), GCORE_METH_NOARGS,
    "get_count($module, /)\n--\n\nThe current count of each generation." },
  { "set_threshold", GCORE_FUNC (set_threshold), GCORE_METH_VARARGS,
    "set_threshold(threshold0[, threshold1[, threshold2]])\n\nSets the thresholds; 0 as the first one switches "
    "automatic collection off." },
  { "get_threshold", GCORE_FUNC (get_threshold), GCORE_METH_NOARGS,
    "get_threshold($module, /)\n--\n\nThe threshold of each generation." },
  { "collect", GCORE_FUNC (collect), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "collect($module, /, generation=2)\n--\n\nCollects a generation and all younger ones. Returns the number of "
    "unreachable objects." },
  { "get_objects", GCORE_FUNC (get_objects), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "get_objects($module, /, generation=None)\n--\n\nThe tracked objects, of one generation or of all, except "
    "the list returned." },
  { "get_stats", GCORE_FUNC (get_stats), GCORE_METH_NOARGS,
    "get_stats($module, /)\n--\n\nFor each generation a dict: collections so far, objects collected, and "
    "uncollectable." },
  { "is_tracked", GCORE_FUNC (is_tracked), GCORE_METH_O,
    "is_tracked($module, obj, /)\n--\n\nWhether the collector keeps an eye on the object." },
  { "is_finalized", GCORE_FUNC (is_finalized), GCORE_METH_O,
    "is_finalized($module, obj, /)\n--\n\nWhether the object's finalizer has been called." },
  { "get_referrers", GCORE_FUNC (get_referrers), GCORE_METH_VARARGS,
    "get_referrers(*objs)\n\nA list of the tracked objects that refer to any of objs." },
  { "get_referents", GCORE_FUNC (get_referents), GCORE_METH_VARARGS,
    "get_referents(*objs)\n\nA list of the objects that objs refer to." },
  { "freeze", GCORE_FUNC (freeze), GCORE_METH_NOARGS,
    "freeze($module, /)\n--\n\nMoves all tracked objects to the permanent generation, which is never collected." },
  { "unfreeze", GCORE_FUNC (unfreeze), GCORE_METH_NOARGS,
    "unfreeze($module, /)\n--\n\nMoves the permanent generation to the oldest one." },
  { "get_freeze_count", GCORE_FUNC (get_freeze_count), GCORE_METH_NOARGS,
    "get_freeze_count($module, /)\n--\n\nThe number of objects in the permanent generation." },
  { NULL }
};

static int
init (GcoreObject *module)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if (gcore_module_add_object_ref (module, "garbage", gc->garbage) < 0
      || gcore_module_add_object_ref (module, "callbacks", gc->callbacks) < 0
      || gcore_module_add_int_constant (module, "DEBUG_STATS", GCORE_GC_DEBUG_STATS) < 0
      || gcore_module_add_int_constant (module, "DEBUG_COLLECTABLE", GCORE_GC_DEBUG_COLLECTABLE) < 0
      || gcore_module_add_int_constant (module, "DEBUG_UNCOLLECTABLE", GCORE_GC_DEBUG_UNCOLLECTABLE) < 0
      || gcore_module_add_int_constant (module, "DEBUG_SAVEALL", GCORE_GC_DEBUG_SAVEALL) < 0
      || gcore_module_add_int_constant (module, "DEBUG_LEAK", GCORE_GC_DEBUG_LEAK) < 0)
    return -1;
  return 0;
}

const GcoreModuleDef gcore_gc_module = {
  .name = "gc",
  .doc = "Access to the collector of reference cycles: switching it, running it, and looking at what it sees.",
  .methods = methods,
  .init = init
};
