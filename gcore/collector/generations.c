/* SPDX-License-Identifier: MIT */
/* The generations: their lists, counts and thresholds, when a collection is due, and where survivors go. */
#include "gcore/collector/collector-private.h"

#include <limits.h>

/* --- state -------------------------------------------------------------------------------------------------------- */

static bool
no_exception_pending (void)
{
  return false;
}

static void
ignore_unraisable (const char *message, GcoreObject *object)
{
}

static void
ignore_text (const char *text)
{
}

static double
no_seconds (void)
{
  return 0.0;
}

static uint64_t
no_tick (void)
{
  return 0;
}

static void
ignore_garbage (GcoreObject *object)
{
}

static void
ignore_callbacks (const char *phase, int generation, intptr_t collected, intptr_t uncollectable)
{
}

static void
no_freelists (void)
{
}

static const GcoreCollectorHooks no_hooks = {
  .exception_pending = no_exception_pending,
  .report_unraisable = ignore_unraisable,
  .write_stderr = ignore_text,
  .seconds = no_seconds,
  .tick = no_tick,
  .append_garbage = ignore_garbage,
  .call_callbacks = ignore_callbacks,
  .clear_freelists = no_freelists
};

void
gcore_collector_init (void)
{
  static const int thresholds[GCORE_N_GENERATIONS] = { 700, 10, 10 };
  GcoreCollector *gc = GCORE_COLLECTOR;
  memset (gc, 0, sizeof *gc);
  gcore_refcount_init ();
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      list_init (&gc->generations[i].head);
      gc->generations[i].threshold = thresholds[i];
    }
  list_init (&gc->permanent);
  gc->enabled = true;
  gc->hooks = &no_hooks;
  gcore_gc_update_trigger ();
}

void
gcore_collector_set_hooks (const GcoreCollectorHooks *hooks)
{
  GCORE_COLLECTOR->hooks = hooks;
}

/* --- making objects ----------------------------------------------------------------------------------------------- */

void *
gcore_gc_no_memory (void)
{
  GCORE_REFCOUNT->hooks->no_memory ();
  return NULL;
}

/* Bytes of an instance with N_ITEMS items, or -1 if there is no such number. */
static intptr_t
size_with_items (const GcoreType *type, intptr_t n_items)
{
  intptr_t size;
  if (n_items < 0 || __builtin_mul_overflow (n_items, type->item_size, &size)
      || __builtin_add_overflow (size, type->basic_size, &size)
      || size > INTPTR_MAX - (intptr_t) gcore_type_presize (type))
    return -1;
  return size;
}

void *
gcore_gc_new_var (GcoreType *type, intptr_t n_items)
{
  intptr_t size = size_with_items (type, n_items);
  if (size < 0)
    return gcore_gc_no_memory ();
  void *object = gcore_gc_alloc ((size_t) size, gcore_type_presize (type));
  if (object != NULL)
    gcore_object_init_var (object, type, n_items);
  return object;
}

void *
gcore_gc_resize (void *object, intptr_t n_items)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  intptr_t size = size_with_items (type, n_items);
  size_t presize = gcore_type_presize (type);
  assert (!gcore_gc_is_tracked (object));
  char *block = NULL;
  if (size >= 0)
    block = gcore_mem_realloc ((char *) object - presize, presize + (size_t) size);
  if (block == NULL)
    return gcore_gc_no_memory ();
  GcoreVarObject *moved = (GcoreVarObject *) (void *) (block + presize);
  moved->size = n_items;
  return moved;
}

/* --- when to collect what ----------------------------------------------------------------------------------------- */

void
gcore_gc_update_trigger (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  int threshold = gc->generations[0].threshold;
  gc->trigger = gc->enabled && !gc->collecting && threshold != 0 ? threshold : INT_MAX;
}

void
gcore_gc_set_enabled (bool enabled)
{
  GCORE_COLLECTOR->enabled = enabled;
  gcore_gc_update_trigger ();
}

void
gcore_gc_set_threshold (int generation, int threshold)
{
  GCORE_COLLECTOR->generations[generation].threshold = threshold;
  gcore_gc_update_trigger ();
}

/* The quarter rule. A full collection costs time in proportion to all objects, so a heap that only grows would be gone
 * through again and again. It is worth it only when the objects that have come to generation 2 since the last one are
 * at least a quarter of those that survived that one: then its cost, spread over new objects, is constant. */
static bool
is_full_collection_worthwhile (const GcoreCollector *gc)
{
  return gc->long_lived_pending >= gc->long_lived_total / 4;
}

int
gcore_gc_choose_generation (bool *held_back)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  *held_back = false;
  for (int i = GCORE_N_GENERATIONS - 1; i >= 0; i--)
    {
      if (gc->generations[i].count <= gc->generations[i].threshold)
        continue;
      if (i < GCORE_N_GENERATIONS - 1 || is_full_collection_worthwhile (gc))
        return i;
      *held_back = true;
    }
  return -1;
}

void
gcore_gc_gather_young (int generation)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  bool is_full = generation == GCORE_N_GENERATIONS - 1;
  if (!is_full)
    gc->generations[generation + 1].count++;
  for (int i = 0; i <= generation; i++)
    gc->generations[i].count = 0;

  c->young = &gc->generations[generation].head;
  c->old = is_full ? c->young : &gc->generations[generation + 1].head;
  for (int i = 0; i < generation; i++)
    list_merge (c->young, &gc->generations[i].head);
}

/* --- where survivors go ------------------------------------------------------------------------------------------- */

/* Stops tracking those of the list's tuples (or dicts) that hold nothing that could be part of a cycle. */
static intptr_t
untrack (GcoreCollector *gc, GcoreGcHead *list, uint32_t type_flag)
{
  intptr_t n_left = 0;
  GcoreGcHead *next;
  for (GcoreGcHead *head = head_next (list); head != list; head = next)
    {
      next = head_next (head);
      GcoreObject *object = GCORE_GC_OBJECT (head);
      GcoreType *type = object->type;
      if (type->maybe_untrack != NULL && gcore_has_flag (type, type_flag))
        {
          step_object (gc, object);
          type->maybe_untrack (object);
        }
      n_left += head->next != 0;
    }
  return n_left;
}

void
gcore_gc_promote_survivors (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreCollection *c = &gc->collection;
  bool is_full = c->young == c->old;
  begin_phase (gc, GCORE_COLLECTION_PROMOTE, c->examined - c->n_unreachable);
  c->survivors = c->examined - c->n_unreachable;
  if ((c->kinds & GCORE_TYPE_FLAG_TUPLE) != 0)
    c->survivors = untrack (gc, c->young, GCORE_TYPE_FLAG_TUPLE);
  if (is_full)
    {
      /* Dicts only here: one that is still being filled would be untracked and tracked again many times over. */
      if ((c->kinds & GCORE_TYPE_FLAG_DICT) != 0)
        c->survivors = untrack (gc, c->young, GCORE_TYPE_FLAG_DICT);
      gc->long_lived_pending = 0;
      gc->long_lived_total = c->survivors;
      return;
    }
  if (c->generation == GCORE_N_GENERATIONS - 2)
    gc->long_lived_pending += c->survivors;
  list_merge (c->old, c->young);
}

void
gcore_gc_freeze (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    {
      list_merge (&gc->permanent, &gc->generations[i].head);
      gc->generations[i].count = 0;
    }
}

void
gcore_gc_unfreeze (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  list_merge (&gc->generations[GCORE_N_GENERATIONS - 1].head, &gc->permanent);
}
