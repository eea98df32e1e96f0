/* SPDX-License-Identifier: MIT */
#include "gcore/session/program.h"

#include "gcore/collector/collector.h"
#include "gcore/history/cut.h"
#include "gcore/history/identity.h"
#include "gcore/language/compiler.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/traceback-print.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/session/json-program.h"

struct GcoreProgram
{
  GBytes *text; /* as it was given */
  char *source; /* Python; of a JSON program, what it was translated to */
  gsize length;
  char *filename, *directory;
  const char *const *arguments; /* borrowed, or NULL */
  GcoreProblem *problem; /* a JSON program that could not be translated */
};

GcoreProgram *
gcore_program_new (const char *text, gsize length, const char *filename, const char *directory)
{
  GcoreProgram *self = g_new0 (GcoreProgram, 1);

  self->text = g_bytes_new (text, length);
  self->filename = g_strdup (filename);
  self->directory = g_strdup (directory);
  if (g_str_has_suffix (filename, ".json"))
    {
      self->source = gcore_json_program_to_source (text, length, filename, &self->problem);
      self->length = self->source != NULL ? strlen (self->source) : 0;
      return self;
    }
  self->source = g_malloc (length + 1);
  memcpy (self->source, text, length);
  self->source[length] = '\0';
  self->length = length;
  return self;
}

void
gcore_program_free (GcoreProgram *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->text);
  g_free (self->source);
  g_free (self->filename);
  g_free (self->directory);
  g_clear_pointer (&self->problem, gcore_problem_free);
  g_free (self);
}

void
gcore_program_set_arguments (GcoreProgram *self, const char *const *arguments)
{
  self->arguments = arguments;
}

const char *
gcore_program_filename (GcoreProgram *self)
{
  return self->filename;
}

const char *
gcore_program_text (GcoreProgram *self, gsize *length)
{
  return g_bytes_get_data (self->text, length);
}

const char *
gcore_program_directory (GcoreProgram *self)
{
  return self->directory;
}

/* --- what is wrong with a source ---------------------------------------------------------------------------------- */

static guint
to_number (GcoreObject *object)
{
  if (object == NULL || !gcore_is_int (object))
    return 0;
  intptr_t value = gcore_int_as_ssize (object);
  if (value == -1 && gcore_err_occurred () != NULL)
    gcore_err_clear ();
  return value > 0 ? (guint) value : 0;
}

static char *
to_text (GcoreObject *object)
{
  GcoreObject *str = object != NULL ? gcore_object_str (object) : NULL;
  const char *utf8 = str != NULL ? gcore_str_as_utf8 (str) : NULL;
  char *text = g_strdup (utf8 != NULL ? utf8 : "");

  gcore_err_clear ();
  gcore_xdecref (str);
  return text;
}

/* Takes the pending exception. */
static GcoreProblem *
take_problem (void)
{
  GcoreProblem *problem = g_new0 (GcoreProblem, 1);
  GcoreObject *exception = gcore_err_fetch ();

  if (exception != NULL && gcore_err_given_exception_matches (exception, GCORE_EXC (SyntaxError)))
    {
      GcoreSyntaxError *error = (GcoreSyntaxError *) (void *) exception;
      g_autofree char *message = to_text (error->msg);
      problem->message = g_strdup_printf ("%s: %s", GCORE_TYPE_OF (exception)->name, message);
      problem->file = to_text (error->filename);
      problem->line = to_number (error->lineno);
      problem->column = to_number (error->offset);
      problem->end_line = to_number (error->end_lineno);
      problem->end_column = to_number (error->end_offset);
    }
  else
    {
      g_autofree char *message = to_text (exception);
      problem->message = exception == NULL ? g_strdup ("cannot be loaded")
                                           : g_strdup_printf ("%s: %s", GCORE_TYPE_OF (exception)->name, message);
    }
  gcore_xdecref (exception);
  return problem;
}

GcoreProblem *
gcore_program_load (GcoreProgram *self, GcoreMachine *machine)
{
  if (self->problem != NULL)
    return gcore_problem_copy (self->problem);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_ptr_array_add (argv, self->filename);
  for (int i = 0; self->arguments != NULL && self->arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) self->arguments[i]);
  gcore_machine_set_argv (machine, (int) argv->len, (const char *const *) argv->pdata);
  if (gcore_machine_load_file (machine, self->source, self->length, self->filename) < 0)
    return gcore_control (machine)->stop_reason != GCORE_STOP_ABANDONED ? take_problem () : NULL;
  return NULL;
}

int
gcore_program_line (GcoreProgram *self, GcoreMachine *machine)
{
  for (GcoreActivation *at = machine->activation; at != NULL; at = at->previous)
    {
      const char *name = gcore_str_as_utf8 (at->code->filename);
      if (name == NULL || !g_str_equal (name, self->filename))
        continue;
      if (at == machine->activation)
        return gcore_machine_current_line ();
      return gcore_code_addr_to_line (at->code, (int) ((char *) at->prev_instr - (char *) at->code->units));
    }
  return 0;
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

static GcoreActivation *
find_activation (GcoreMachine *machine, guint frame)
{
  GcoreActivation *at = machine->activation;

  while (at != NULL && frame-- > 0)
    at = at->previous;
  return at;
}

static GcoreObject *
compile_line (const char *source, int mode)
{
  GcoreObject *filename = gcore_str_from_string ("<console>");

  if (filename == NULL)
    return NULL;
  GcoreObject *code = (GcoreObject *) gcore_compile_string (source, strlen (source), filename, mode, 0);
  gcore_decref (filename);
  return code;
}

/* Runs CODE with the variables of AT, whose changes are written back. */
static GcoreObject *
run_in (GcoreMachine *machine, GcoreActivation *at, GcoreObject *code)
{
  if (at == NULL)
    {
      GcoreObject *names = gcore_module_get_dict (gcore_machine_main_module (machine));
      return gcore_eval_code (code, names, names);
    }
  if (gcore_activation_fast_to_locals (at) < 0)
    return NULL;
  GcoreObject *locals = gcore_newref (at->locals != NULL ? at->locals : at->globals);
  GcoreObject *result = gcore_eval_code (code, at->globals, locals);
  gcore_activation_locals_to_fast (at, false);
  gcore_decref (locals);
  return result;
}

/* Not within a collection, whose lists are in no state to make objects in; nor without a call or a module to run it in. */
static bool
can_run_code (GcoreMachine *machine, GcoreActivation *activation)
{
  const char *obstacle = GCORE_COLLECTOR->at_step ? "Nothing can be run in the middle of a collection.\n"
                         : activation == NULL && gcore_machine_main_module (machine) == NULL
                           ? "Nothing can be run any more: the program's modules are gone.\n" : NULL;

  if (obstacle != NULL)
    gcore_host_write (GCORE_STREAM_STDERR, obstacle, strlen (obstacle));
  return obstacle == NULL;
}

static void
cut (GcoreMachine *machine, const GcoreAction *action)
{
  GcoreIdentity holder;
  int status;

  if (action->text == NULL || !can_run_code (machine, machine->activation))
    return;
  if (action->value == GCORE_NO_HOLDER)
    status = gcore_cut_variable ((uint32_t) action->number, action->text);
  else if (gcore_identity_from ((uint64_t) action->value, (uint32_t) action->number, &holder)
           && gcore_identity_find (&holder) != NULL) /* a saved session may say anything */
    status = gcore_cut_reference ((GcoreObject *) holder.address, action->text);
  else
    return;
  if (status < 0)
    gcore_err_print (false);
}

static void
evaluate (GcoreMachine *machine, const char *source, guint frame)
{
  GcoreActivation *activation = find_activation (machine, frame);

  if (!can_run_code (machine, activation))
    return;
  GcoreObject *code = compile_line (source, GCORE_PARSE_SINGLE);
  GcoreObject *result = code != NULL ? run_in (machine, activation, code) : NULL;

  if (result == NULL)
    gcore_err_print (false);
  gcore_xdecref (result);
  gcore_xdecref (code);
}

void
gcore_program_perform (GcoreMachine *machine, const GcoreAction *action)
{
  switch (action->kind)
    {
    case GCORE_ACTION_COLLECT:
      gcore_gc_collect (CLAMP (action->number, 0, 2));
      break;
    case GCORE_ACTION_AUTOMATIC:
      gcore_gc_set_enabled (action->number);
      break;
    case GCORE_ACTION_THRESHOLD:
      gcore_gc_set_threshold (CLAMP (action->number, 0, 2), (int) action->value);
      break;
    case GCORE_ACTION_DEBUG_FLAGS:
      GCORE_COLLECTOR->debug = action->number;
      break;
    case GCORE_ACTION_EVALUATE:
      evaluate (machine, action->text, (guint) action->number);
      break;
    case GCORE_ACTION_CUT:
      cut (machine, action);
      break;
    case GCORE_N_ACTION_KINDS:
      break;
    }
}

/* --- examining ---------------------------------------------------------------------------------------------------- */

/* STR's UTF-8, as many whole characters of it as there is room for. */
static void
copy_text (char *text, gsize room, GcoreObject *str)
{
  intptr_t length;
  const char *utf8 = str != NULL ? gcore_str_as_utf8_and_size (str, &length) : NULL;

  if (utf8 == NULL)
    {
      gcore_err_clear ();
      g_strlcpy (text, "", room);
      return;
    }
  gsize kept = MIN ((gsize) length, room - 1);
  while (kept > 0 && (utf8[kept] & 0xc0) == 0x80)
    kept--;
  memcpy (text, utf8, kept);
  text[kept] = '\0';
}

void
gcore_program_examine_exception (GcoreExamined *examined)
{
  GcoreObject *exception = gcore_err_fetch ();
  GcoreObject *message = exception != NULL ? gcore_object_str (exception) : NULL;

  *examined = (GcoreExamined) { .failed = TRUE };
  g_strlcpy (examined->type, exception != NULL ? GCORE_TYPE_OF (exception)->name : "", sizeof examined->type);
  copy_text (examined->text, sizeof examined->text, message);
  gcore_xdecref (message);
  gcore_xdecref (exception);
}

void
gcore_program_check_expression (const char *expression, GcoreExamined *examined)
{
  GcoreObject *code = compile_line (expression, GCORE_PARSE_EVAL);

  *examined = (GcoreExamined) { .failed = FALSE };
  if (code == NULL && gcore_err_exception_matches (GCORE_EXC (SyntaxError)))
    {
      GcoreObject *exception = gcore_err_fetch ();
      examined->failed = TRUE;
      copy_text (examined->text, sizeof examined->text, ((GcoreSyntaxError *) (void *) exception)->msg);
      gcore_xdecref (exception);
    }
  else if (code == NULL)
    gcore_program_examine_exception (examined);
  gcore_xdecref (code);
}

void
gcore_program_examine (GcoreMachine *machine, const char *expression, guint frame, gboolean as_str,
                       GcoreExamined *examined)
{
  GcoreActivation *activation = find_activation (machine, frame);
  bool can_run = activation != NULL || gcore_machine_main_module (machine) != NULL;
  GcoreObject *code = can_run ? compile_line (expression, GCORE_PARSE_EVAL) : NULL;
  GcoreObject *value = code != NULL ? run_in (machine, activation, code) : NULL;
  GcoreObject *text = value == NULL ? NULL : as_str ? gcore_object_str (value) : gcore_object_repr (value);
  int truth = text != NULL ? gcore_object_is_true (value) : -1;

  if (truth < 0)
    gcore_program_examine_exception (examined);
  else
    {
      *examined = (GcoreExamined) { .address = (guintptr) value, .truth = truth };
      g_strlcpy (examined->type, GCORE_TYPE_OF (value)->name, sizeof examined->type);
      copy_text (examined->text, sizeof examined->text, text);
    }
  gcore_xdecref (text);
  gcore_xdecref (value);
  gcore_xdecref (code);
}
