/* SPDX-License-Identifier: MIT */
/* The end of a program, step by step as CPython takes it: a finalizer sees in which order things go. */
#include "gcore/collector/collector.h"
#include "gcore/machine/import.h"
#include "gcore/machine/run.h"
#include "gcore/machine/traceback-print.h"
#include "gcore/machine/trace.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/weakref.h"

/* --- callbacks ---------------------------------------------------------------------------------------------------- */

static void
run_callback (GcoreObject *entry)
{
  GcoreObject *kwargs = GCORE_TUPLE_ITEM (entry, 2);
  GcoreObject *result = gcore_object_call (GCORE_TUPLE_ITEM (entry, 0), GCORE_TUPLE_ITEM (entry, 1),
                                           kwargs == GCORE_NONE ? NULL : kwargs);
  if (result == NULL)
    gcore_err_write_unraisable_message ("Exception ignored in atexit callback", GCORE_TUPLE_ITEM (entry, 0));
  gcore_xdecref (result);
}

/* Newest first; callbacks may register more. */
static void
run_callbacks (GcoreMachine *machine)
{
  GcoreObject *callbacks = machine->exit_callbacks;
  while (GCORE_LIST_SIZE (callbacks) > 0)
    {
      intptr_t last = GCORE_LIST_SIZE (callbacks) - 1;
      GcoreObject *entry = gcore_newref (GCORE_LIST_ITEM (callbacks, last));
      gcore_list_set_slice (callbacks, last, last + 1, NULL);
      run_callback (entry);
      gcore_decref (entry);
    }
}

/* --- modules ------------------------------------------------------------------------------------------------------ */

/* What the program left in sys and builtins that may hold its objects. */
static void
clear_special_names (GcoreMachine *machine)
{
  static const char *const names[] = { "path", "argv", "ps1", "ps2", "last_type", "last_value", "last_traceback",
                                       "path_hooks", "path_importer_cache", "meta_path" };
  static const char *const streams[] = { "stdin", "stdout", "stderr" };
  if (gcore_dict_set_item (machine->builtins, GCORE_ID (_), GCORE_NONE) < 0)
    gcore_err_clear ();
  for (size_t i = 0; i < GCORE_N_ELEMENTS (names); i++)
    if (gcore_sys_set_object (names[i], GCORE_NONE) < 0)
      gcore_err_clear ();
  for (size_t i = 0; i < GCORE_N_ELEMENTS (streams); i++)
    {
      GcoreObject *name = gcore_str_from_format ("__%s__", streams[i]);
      GcoreObject *original = name != NULL ? gcore_dict_get_item (machine->sys, name) : NULL;
      if (gcore_sys_set_object (streams[i], original != NULL ? original : GCORE_NONE) < 0)
        gcore_err_clear ();
      gcore_xdecref (name);
    }
}

/* Empties sys.modules. New reference: list of (name, weak reference to the module); NULL without memory. */
static GcoreObject *
remove_modules (GcoreMachine *machine)
{
  GcoreObject *list = gcore_list_new (0), *name, *module;
  intptr_t position = 0;
  while (gcore_dict_next (machine->modules, &position, &name, &module))
    {
      if (!gcore_is_module (module))
        continue;
      GcoreObject *ref = gcore_weakref_new_ref (module, NULL), *pair = NULL;
      if (ref != NULL)
        pair = gcore_tuple_pack (2, name, ref);
      gcore_xdecref (ref);
      if (list == NULL || pair == NULL || gcore_list_append (list, pair) < 0)
        gcore_err_clear ();
      gcore_xdecref (pair);
      if (gcore_dict_set_item (machine->modules, name, GCORE_NONE) < 0)
        gcore_err_clear ();
    }
  gcore_dict_clear (machine->modules);
  return list;
}

/* Names with one underscore become None first, then the others but __builtins__. */
static void
clear_namespace (GcoreObject *dict)
{
  for (int pass = 0; pass < 2; pass++)
    {
      GcoreObject *name, *value;
      intptr_t position = 0;
      while (gcore_dict_next (dict, &position, &name, &value))
        {
          if (value == GCORE_NONE || !gcore_is_str (name))
            continue;
          intptr_t n = GCORE_STR_LENGTH (name);
          bool private = n > 0 && gcore_str_read_char (name, 0) == '_'
                         && !(n > 1 && gcore_str_read_char (name, 1) == '_');
          bool keep = pass == 0 ? !private
                                : n > 0 && gcore_str_read_char (name, 0) == '_'
                                    && gcore_str_equal_to_ascii_string (name, "__builtins__");
          if (!keep && gcore_dict_set_item (dict, name, GCORE_NONE) < 0)
            gcore_err_write_unraisable (NULL);
        }
    }
}

/* Modules that outlived their place in sys.modules are emptied, latest first. */
static void
clear_surviving_modules (GcoreMachine *machine, GcoreObject *list)
{
  for (intptr_t i = list != NULL ? GCORE_LIST_SIZE (list) - 1 : -1; i >= 0; i--)
    {
      GcoreObject *module = gcore_weakref_get_object (GCORE_TUPLE_ITEM (GCORE_LIST_ITEM (list, i), 1));
      if (module == GCORE_NONE || gcore_module_get_dict (module) == machine->builtins
          || gcore_module_get_dict (module) == machine->sys)
        continue;
      gcore_incref (module);
      clear_namespace (gcore_module_get_dict (module));
      gcore_decref (module);
    }
  gcore_xdecref (list);
}

static void
finalize_modules (GcoreMachine *machine)
{
  clear_special_names (machine);
  GcoreObject *survivors = remove_modules (machine);
  gcore_gc_collect_at_exit ();
  clear_surviving_modules (machine, survivors);
  clear_namespace (machine->sys);
  clear_namespace (machine->builtins);
  gcore_gc_collect_at_exit ();
}

/* --- the sequence ------------------------------------------------------------------------------------------------- */

void
gcore_run_exit_sequence (GcoreMachine *machine)
{
  run_callbacks (machine);
  gcore_trace_set (machine, NULL);
  machine->finalizing = true;
  if (GCORE_COLLECTOR->enabled)
    gcore_gc_collect (GCORE_N_GENERATIONS - 1);
  finalize_modules (machine);
  gcore_err_clear ();
  gcore_host_flush (GCORE_STREAM_STDOUT);
  gcore_host_flush (GCORE_STREAM_STDERR);
  machine->program = GCORE_PROGRAM_EXITED;
  gcore_control (machine)->stop_reason = GCORE_STOP_EXITED;
}
