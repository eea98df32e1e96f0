/* SPDX-License-Identifier: MIT */
/* What the collector and the reference counts call in the rooms above them. */
#include "gcore/collector/collector.h"
#include "gcore/machine/host.h"
#include "gcore/machine/machine.h"
#include "gcore/modules/gc-private.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/freelists.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static void
no_memory (void)
{
  gcore_err_no_memory ();
}

static void
call_weakref_callback (GcoreWeakRef *ref, GcoreObject *callback)
{
  GcoreRaised pending = gcore_err_put_aside ();
  gcore_tell_ending (GCORE_ENDING_CALLBACK, &ref->base);
  GcoreObject *result = gcore_object_call_one_arg (callback, &ref->base);
  if (result != NULL)
    gcore_decref (result);
  else
    gcore_err_write_unraisable (callback);
  gcore_err_put_back (pending);
}

/* Moves the references in LIST and their callbacks to PAIRS, which has room for N. None fills the places left. */
static void
move_to_pairs (GcoreWeakRef **list, GcoreObject *pairs, intptr_t n)
{
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreWeakRef *ref = *list; /* NULL: the tuple's allocation has started a collection that took one */
      bool is_held = ref != NULL && ref->base.refcount > 0; /* else it waits in the trashcan */
      bool is_called = ref != NULL && ref->callback != NULL;
      GCORE_TUPLE_SET_ITEM (pairs, 2 * i, gcore_newref (is_held ? &ref->base : GCORE_NONE));
      GCORE_TUPLE_SET_ITEM (pairs, 2 * i + 1, is_called ? ref->callback : gcore_newref (GCORE_NONE));
      if (ref == NULL)
        continue;
      ref->callback = NULL;
      gcore_weakref_detach (ref);
    }
}

/* Nothing is released before all callbacks have run: each sees every reference to the object dead, and none of the
 * references gone. A tuple holds them meanwhile, which a program can see. */
static void
clear_weakrefs (GcoreWeakRef **list)
{
  GcoreRaised pending = gcore_err_put_aside ();
  intptr_t n = 0;
  for (GcoreWeakRef *ref = *list; ref != NULL; ref = ref->next)
    n++;
  GcoreObject *pairs = gcore_tuple_new (2 * n);
  if (pairs == NULL)
    {
      gcore_err_write_unraisable (NULL);
      while (*list != NULL)
        gcore_weakref_clear (*list);
      gcore_err_put_back (pending);
      return;
    }
  move_to_pairs (list, pairs, n);
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreObject *ref = GCORE_TUPLE_ITEM (pairs, 2 * i), *callback = GCORE_TUPLE_ITEM (pairs, 2 * i + 1);
      if (ref != GCORE_NONE && callback != GCORE_NONE)
        call_weakref_callback (GCORE_WEAKREF (ref), callback);
    }
  gcore_decref (pairs);
  gcore_err_put_back (pending);
}

static bool
exception_pending (void)
{
  return gcore_err_occurred () != NULL;
}

static void
report_unraisable (const char *message, GcoreObject *object)
{
  gcore_err_write_unraisable_message (message, object);
}

static void
write_stderr (const char *text)
{
  GcoreRaised pending = gcore_err_put_aside ();
  GcoreObject *file = gcore_sys_get_object ("stderr");
  GcoreObject *result = NULL;
  if (file != NULL && file != GCORE_NONE)
    {
      gcore_incref (file);
      GcoreObject *str = gcore_str_from_string (text);
      if (str != NULL)
        result = gcore_object_call_method_one_arg (file, GCORE_ID (write), str);
      gcore_xdecref (str);
      gcore_decref (file);
    }
  if (result == NULL)
    gcore_host_write (GCORE_STREAM_STDERR, text, strlen (text));
  gcore_xdecref (result);
  gcore_err_put_back (pending);
}

static double
seconds (void)
{
  return (double) gcore_host_clock (GCORE_CLOCK_MONOTONIC) * 1e-9;
}

static uint64_t
tick (void)
{
  return gcore_machine_tick (GCORE_MACHINE);
}

static void
append_garbage (GcoreObject *object)
{
  if (gcore_list_append (GCORE_COLLECTOR->garbage, object) < 0)
    gcore_err_clear ();
}

static GcoreObject *
make_info (int generation, intptr_t collected, intptr_t uncollectable)
{
  GcoreObject *info = gcore_dict_new ();
  if (info == NULL)
    return NULL;
  if (gcore_gc_put_number (info, "generation", generation) < 0 || gcore_gc_put_number (info, "collected", collected) < 0
      || gcore_gc_put_number (info, "uncollectable", uncollectable) < 0)
    GCORE_CLEAR (info);
  return info;
}

static void
call_callbacks (const char *phase, int generation, intptr_t collected, intptr_t uncollectable)
{
  GcoreObject *callbacks = GCORE_COLLECTOR->callbacks;
  if (callbacks == NULL || GCORE_LIST_SIZE (callbacks) == 0)
    return;
  GcoreObject *info = make_info (generation, collected, uncollectable);
  if (info == NULL)
    {
      gcore_err_write_unraisable (NULL);
      return;
    }
  /* A callback may change the list. */
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (callbacks); i++)
    {
      GcoreObject *callback = gcore_newref (GCORE_LIST_ITEM (callbacks, i));
      GcoreObject *const args[] = { gcore_str_from_string (phase), info }; /* each callback has a string of its own */
      GcoreObject *result = args[0] != NULL ? gcore_object_vectorcall (callback, args, GCORE_N_ELEMENTS (args), NULL) : NULL;
      gcore_xdecref (args[0]);
      if (result != NULL)
        gcore_decref (result);
      else
        gcore_err_write_unraisable (callback);
      gcore_decref (callback);
    }
  gcore_decref (info);
}

static void
clear_freelists (void)
{
  gcore_containers_clear_freelists ();
  gcore_float_clear_freelist ();
}

static const GcoreRefcountHooks refcount_hooks
  = { .no_memory = no_memory, .call_weakref_callback = call_weakref_callback, .clear_weakrefs = clear_weakrefs };

static const GcoreCollectorHooks collector_hooks = {
  .exception_pending = exception_pending,
  .report_unraisable = report_unraisable,
  .write_stderr = write_stderr,
  .seconds = seconds,
  .tick = tick,
  .append_garbage = append_garbage,
  .call_callbacks = call_callbacks,
  .clear_freelists = clear_freelists
};

int
gcore_gc_module_connect (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  gcore_refcount_set_hooks (&refcount_hooks);
  gcore_collector_set_hooks (&collector_hooks);
  gc->garbage = gcore_list_new (0);
  gc->callbacks = gcore_list_new (0);
  return gc->garbage != NULL && gc->callbacks != NULL ? 0 : -1;
}
