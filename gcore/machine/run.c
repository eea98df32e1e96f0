/* SPDX-License-Identifier: MIT */
/* Running programs: a file, a text, a statement at the prompt. */
#include "gcore/machine/run.h"

#include "gcore/collector/collector.h"
#include "gcore/language/compiler.h"
#include "gcore/language/parser.h"
#include "gcore/machine/control.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/import.h"
#include "gcore/machine/streams.h"
#include "gcore/machine/traceback-print.h"
#include "gcore/machine/module-table.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"

/* --- start -------------------------------------------------------------------------------------------------------- */

static void
connect_hooks (void)
{
  GcoreObjectHooks *hooks = &GCORE_OBJECTS->hooks;
  hooks->current_locals = gcore_eval_get_locals;
  hooks->builtin = gcore_eval_get_builtin;
  hooks->current_globals = gcore_eval_get_globals;
  hooks->super_arguments = gcore_eval_super_arguments;
  hooks->import_module = gcore_import_module;
  hooks->warn = gcore_machine_warn;
  hooks->warn_explicit = gcore_machine_warn_explicit;
}

static int
make_main (GcoreMachine *machine)
{
  GcoreObject *module = gcore_import_add_module ("__main__");
  if (module == NULL)
    return -1;
  GcoreObject *dict = gcore_module_get_dict (module), *annotations = gcore_dict_new ();
  int status = annotations == NULL ? -1 : gcore_dict_set_item (dict, GCORE_ID (__annotations__), annotations);
  gcore_xdecref (annotations);
  if (status == 0)
    status = gcore_dict_set_item (dict, GCORE_ID (__builtins__), machine->builtins_module);
  return status;
}

static int
make_world (GcoreMachine *machine)
{
  if ((machine->modules = gcore_dict_new ()) == NULL || (machine->sources = gcore_dict_new ()) == NULL
      || (machine->exit_callbacks = gcore_list_new (0)) == NULL)
    return -1;
  if (gcore_builtins_start (machine) < 0)
    return -1;
  machine->sys_module = gcore_import_module ("sys");
  if (machine->sys_module == NULL)
    return -1;
  machine->sys = gcore_newref (gcore_module_get_dict (machine->sys_module));
  if (gcore_gc_module_connect () < 0)
    return -1;
  return make_main (machine);
}

void
gcore_run_start (GcoreMachine *machine)
{
  machine->status = -1;
  gcore_mem_start ();
  gcore_collector_init ();
  gcore_gc_set_enabled (false);
  if (gcore_objects_start () < 0)
    return;
  connect_hooks ();
  machine->status = make_world (machine);
  if (machine->status < 0)
    return;
  /* A program finds the free slice in its place; elsewhere the interpreter's start has left one there. */
  gcore_xdecref (gcore_slice_new (NULL, NULL, NULL));
  /* What a program counts starts here: everything made so far is old, and all counts are zero. */
  gcore_gc_freeze ();
  gcore_gc_unfreeze ();
  gcore_gc_set_enabled (true);
  gcore_machine_record_births (machine, machine->options.record_births);
}

/* --- code from text ----------------------------------------------------------------------------------------------- */

void
gcore_run_note_source (GcoreObject *filename, const char *source, size_t length)
{
  GcoreObject *text = gcore_bytes_from_string_and_size (source, (intptr_t) length);
  if (text == NULL || gcore_dict_set_item (GCORE_MACHINE->sources, filename, text) < 0)
    gcore_err_clear ();
  gcore_xdecref (text);
}

GcoreObject *
gcore_run_source (const char *source, size_t length, GcoreObject *filename, int mode, int flags, GcoreObject *globals,
                  GcoreObject *locals)
{
  GcoreArena *arena = gcore_arena_new ();
  if (arena == NULL)
    return NULL;
  GcoreObject *result = NULL;
  GcoreModuleNode *tree = gcore_parse_string (source, length, filename, mode, flags, arena);
  GcoreCode *code = tree != NULL ? gcore_compile_ast (tree, filename, flags, arena, source, length) : NULL;
  if (code != NULL)
    {
      result = gcore_eval_code ((GcoreObject *) code, globals, locals);
      gcore_decref (code);
    }
  gcore_arena_free (arena);
  return result;
}

/* Borrowed: the namespace of __main__. */
static GcoreObject *
main_dict (void)
{
  GcoreObject *module = gcore_import_add_module ("__main__");
  return module != NULL ? gcore_module_get_dict (module) : NULL;
}

GcoreObject *
gcore_machine_main_module (const GcoreMachine *machine)
{
  GcoreObject *name, *module;
  intptr_t position = 0;
  if (machine->running_module != NULL)
    return machine->running_module;
  while (machine->modules != NULL && gcore_dict_next (machine->modules, &position, &name, &module))
    if (gcore_is_str (name) && gcore_str_equal_to_ascii_string (name, "__main__"))
      return gcore_is_module (module) ? module : NULL;
  return NULL;
}

/* --- the end of a program by an exception ------------------------------------------------------------------------- */

/* The status SystemExit carries; a code that is no int is printed. */
static int
exit_status_of (GcoreObject *exception)
{
  GcoreObject *code;
  if (gcore_object_lookup_attr (exception, GCORE_ID (code), &code) < 0)
    gcore_err_clear ();
  if (code == NULL || code == GCORE_NONE)
    {
      gcore_xdecref (code);
      return 0;
    }
  int status = 1;
  if (gcore_is_int (code))
    status = (int) gcore_int_as_unsigned_long_mask (code);
  else
    {
      GcoreObject *text = gcore_object_str (code);
      if (text != NULL)
        gcore_stderr_write_object (text);
      gcore_stderr_write ("\n");
      gcore_xdecref (text);
    }
  gcore_err_clear ();
  gcore_decref (code);
  return status;
}

bool
gcore_run_report_exception (GcoreMachine *machine)
{
  if (!gcore_err_exception_matches (GCORE_EXC (SystemExit)))
    {
      gcore_err_print (true);
      return false;
    }
  GcoreObject *exception = gcore_err_fetch ();
  machine->exit_status = exit_status_of (exception);
  gcore_decref (exception);
  return true;
}

static void
flush_streams (void)
{
  static const char *const names[] = { "stdout", "stderr" };
  GcoreRaised pending = gcore_err_put_aside ();
  for (size_t i = 0; i < GCORE_N_ELEMENTS (names); i++)
    {
      GcoreObject *file = gcore_sys_get_object (names[i]);
      if (file == NULL || file == GCORE_NONE)
        continue;
      GcoreObject *result = gcore_object_call_method_no_args (file, GCORE_ID (flush));
      if (result == NULL)
        gcore_err_clear ();
      gcore_xdecref (result);
    }
  gcore_err_put_back (pending);
}

/* --- the jobs ----------------------------------------------------------------------------------------------------- */

/* Sets (or, with FILENAME NULL, deletes) what the namespace of a program run from a file says about the file. */
static int
set_file (GcoreObject *dict, GcoreObject *filename)
{
  if (filename != NULL)
    return gcore_dict_set_item (dict, GCORE_ID (__file__), filename) < 0
             || gcore_dict_set_item_string (dict, "__cached__", GCORE_NONE) < 0 ? -1 : 0;
  if (gcore_dict_del_item (dict, GCORE_ID (__file__)) < 0 || gcore_dict_del_item_string (dict, "__cached__") < 0)
    gcore_err_clear ();
  return 0;
}

/* Modules are looked for beside the program, which sys.path says. Errors are passed over: nothing hangs on it. */
static void
set_path (GcoreObject *filename)
{
  GcoreObject *path = gcore_sys_get_object ("path"), *folder = gcore_import_folder_of (filename);
  if (folder == NULL || path == NULL || !gcore_is_list (path) || gcore_list_insert (path, 0, folder) < 0)
    gcore_err_clear ();
  gcore_xdecref (folder);
}

void
gcore_run_load (GcoreMachine *machine)
{
  GcoreObject *filename = machine->program_filename;
  machine->status = -1;
  gcore_control (machine)->stop_reason = GCORE_STOP_ENDED;
  gcore_run_note_source (filename, machine->job_text, machine->job_length);
  GcoreArena *arena = gcore_arena_new ();
  if (arena == NULL)
    return;
  bool from_command_line = gcore_str_equal_to_ascii_string (filename, "<string>");
  GcoreModuleNode *tree
    = gcore_parse_string (machine->job_text, machine->job_length, filename, GCORE_PARSE_FILE,
                          from_command_line ? GCORE_PARSE_IGNORE_COOKIE : GCORE_PARSE_SOURCE_FILE, arena);
  GcoreCode *code
    = tree != NULL ? gcore_compile_ast (tree, filename, 0, arena, machine->job_text, machine->job_length) : NULL;
  if (code == NULL)
    {
      gcore_arena_free (arena);
      return;
    }
  machine->program_arena = arena;
  machine->program_code = (GcoreObject *) code;
  machine->program = GCORE_PROGRAM_LOADED;
  machine->status = 0;
}

void
gcore_run_report_broken (GcoreMachine *machine)
{
  gcore_run_report_exception (machine);
  machine->exit_status = 1;
  gcore_control (machine)->stop_reason = GCORE_STOP_ENDED;
}

/* Runs the program's code in DICT, if there is memory to begin, and lets go of it. */
static GcoreObject *
run_program_code (GcoreMachine *machine, GcoreObject *dict)
{
  GcoreObject *code = machine->program_code, *result = NULL;
  machine->program_code = NULL;
  if (dict != NULL && set_file (dict, machine->program_filename) == 0)
    result = gcore_eval_code (code, dict, dict);
  gcore_decref (code);
  gcore_arena_free (machine->program_arena);
  machine->program_arena = NULL;
  return result;
}

void
gcore_run_program (GcoreMachine *machine)
{
  set_path (machine->program_filename);
  GcoreObject *dict = main_dict ();
  gcore_xincref (dict);
  machine->running_module = gcore_xnewref (gcore_machine_main_module (machine));
  GcoreObject *result = run_program_code (machine, dict);
  flush_streams ();
  if (result == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (SystemExit)))
        {
          /* As a shell sees a process that Ctrl+C has ended. */
          machine->exit_status = gcore_err_exception_matches (GCORE_EXC (KeyboardInterrupt)) ? 130 : 1;
          machine->tick_base++; /* the place is another than that of the instruction that raised it */
          gcore_control_at_exception (machine);
        }
      gcore_run_report_exception (machine);
    }
  gcore_xdecref (result);
  if (dict != NULL)
    set_file (dict, NULL);
  gcore_xdecref (dict);
  GCORE_CLEAR (machine->running_module);
  GCORE_CLEAR (machine->program_filename);
  machine->program = GCORE_PROGRAM_ENDED;
  gcore_control (machine)->stop_reason = GCORE_STOP_ENDED;
}

void
gcore_run_text (GcoreMachine *machine)
{
  GcoreObject *dict = main_dict (), *filename = gcore_str_from_string ("<string>"), *result = NULL;
  if (dict != NULL && filename != NULL)
    result = gcore_run_source (machine->job_text, strlen (machine->job_text), filename, GCORE_PARSE_FILE,
                               GCORE_PARSE_IGNORE_COOKIE, dict, dict);
  gcore_xdecref (filename);
  machine->status = result != NULL ? 0 : -1;
  if (result == NULL)
    gcore_run_report_exception (machine);
  gcore_xdecref (result);
  flush_streams ();
  gcore_control (machine)->stop_reason = GCORE_STOP_ENDED;
}

/* Runs the statement in TEXT: 0, -1 with an exception, 1 if it is not complete. */
static int
run_statement (const char *text, GcoreObject *filename, GcoreObject *dict)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreModuleNode *tree;
  if (arena == NULL)
    return -1;
  int status = -1;
  GcoreInputStatus input = gcore_parse_interactive (text, strlen (text), filename, arena, &tree);
  if (input == GCORE_INPUT_INCOMPLETE)
    status = 1;
  else if (input == GCORE_INPUT_COMPLETE)
    {
      int *future_flags = &GCORE_MACHINE->future_flags;
      GcoreCode *code = gcore_compile_ast (tree, filename, *future_flags, arena, text, strlen (text));
      if (code != NULL)
        *future_flags |= code->flags & GCORE_CODE_FUTURE_ANNOTATIONS;
      GcoreObject *result = code != NULL ? gcore_eval_code ((GcoreObject *) code, dict, dict) : NULL;
      gcore_xdecref (code);
      status = result != NULL ? 0 : -1;
      gcore_xdecref (result);
    }
  gcore_arena_free (arena);
  return status;
}

void
gcore_run_interactive (GcoreMachine *machine)
{
  GcoreObject *dict = main_dict (), *filename = gcore_str_from_string ("<stdin>");
  machine->status = -1;
  machine->interactive = true;
  if (dict != NULL && filename != NULL)
    machine->status = run_statement (machine->job_text, filename, dict);
  gcore_xdecref (filename);
  if (machine->status < 0 && gcore_run_report_exception (machine))
    machine->status = 2;
  flush_streams ();
  gcore_control (machine)->stop_reason = GCORE_STOP_ENDED;
}
