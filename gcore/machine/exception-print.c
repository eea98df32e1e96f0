/* SPDX-License-Identifier: MIT */
/* Exceptions as text: chains, syntax errors, notes; and the hooks of sys that print them. */
#include "gcore/machine/traceback-print.h"

#include "gcore/machine/machine.h"
#include "gcore/machine/streams.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/struct-sequence.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- one exception ------------------------------------------------------------------------------------------------ */

/* "module.Class", without the modules everybody knows. */
static int
print_class (GcoreType *type, GcorePrinter *to)
{
  GcoreObject *module = gcore_type_get_module (type), *qualname = gcore_type_get_qualname (type);
  int status = 0;
  if (module == NULL || !gcore_is_str (module))
    {
      gcore_err_clear ();
      status = gcore_printer_write_string (to, "<unknown>.");
    }
  else if (!gcore_str_equal_to_ascii_string (module, "builtins")
           && !gcore_str_equal_to_ascii_string (module, "__main__"))
    {
      status = gcore_printer_write (to, module);
      if (status == 0)
        status = gcore_printer_write_string (to, ".");
    }
  if (qualname == NULL)
    {
      gcore_err_clear ();
      status = gcore_printer_write_string (to, "<unknown>");
    }
  else if (status == 0)
    status = gcore_printer_write (to, qualname);
  gcore_xdecref (module);
  gcore_xdecref (qualname);
  return status;
}

/* "Class: text" of VALUE, which says what TYPE is about. */
static int
print_message (GcoreType *type, GcoreObject *value, GcorePrinter *to)
{
  if (print_class (type, to) < 0)
    return -1;
  if (value == GCORE_NONE)
    return 0;
  GcoreObject *text = gcore_object_str (value);
  int status = 0;
  if (text == NULL)
    {
      gcore_err_clear ();
      return gcore_printer_write_string (to, ": <exception str() failed>");
    }
  if (GCORE_STR_LENGTH (text) > 0)
    {
      status = gcore_printer_write_string (to, ": ");
      if (status == 0)
        status = gcore_printer_write (to, text);
    }
  gcore_decref (text);
  return status;
}

static int
print_suggestion (GcoreObject *exception, GcorePrinter *to)
{
  GcoreObject *name = gcore_traceback_suggestion (exception);
  if (name == NULL)
    return 0;
  GcoreObject *text = gcore_str_from_format (". Did you mean: %R?", name);
  int status = text != NULL ? gcore_printer_write (to, text) : -1;
  gcore_xdecref (text);
  gcore_decref (name);
  return status;
}

/* One note, line by line; something else than a str by its text. */
static int
print_note (GcoreObject *note, GcorePrinter *to)
{
  GcoreObject *text = gcore_is_str (note) ? gcore_newref (note) : gcore_object_str (note);
  if (text == NULL)
    {
      gcore_err_clear ();
      return gcore_printer_write_string (to, "<note str() failed>\n");
    }
  int status = gcore_printer_write (to, text);
  gcore_decref (text);
  return status == 0 ? gcore_printer_write_string (to, "\n") : -1;
}

static int
print_notes (GcoreObject *exception, GcorePrinter *to)
{
  GcoreObject *notes;
  if (gcore_object_lookup_attr (exception, GCORE_ID (__notes__), &notes) <= 0)
    return gcore_err_occurred () ? -1 : 0;
  int status = 0;
  if (!gcore_sequence_check (notes) || gcore_is_str (notes))
    {
      status = gcore_printer_write_repr (to, notes);
      if (status == 0)
        status = gcore_printer_write_string (to, "\n");
    }
  else
    {
      intptr_t n = gcore_sequence_size (notes);
      for (intptr_t i = 0; status == 0 && i < n; i++)
        {
          GcoreObject *note = gcore_sequence_get_item (notes, i);
          status = note != NULL ? print_note (note, to) : -1;
          gcore_xdecref (note);
        }
    }
  gcore_decref (notes);
  return status;
}

/* --- syntax errors ------------------------------------------------------------------------------------------------ */

static intptr_t
number_or (GcoreObject *object, intptr_t otherwise)
{
  if (object == NULL || object == GCORE_NONE || !gcore_is_int (object))
    return otherwise;
  intptr_t value = gcore_int_as_ssize (object);
  if (value == -1 && gcore_err_occurred ())
    gcore_err_clear ();
  return value;
}

/* The line with the error, its indentation removed, and marks below columns OFFSET (from 1) to END. */
static int
print_error_line (GcoreObject *text, intptr_t offset, intptr_t end, GcorePrinter *to)
{
  intptr_t length = GCORE_STR_LENGTH (text), start = 0;
  if (length > 0 && gcore_str_read_char (text, length - 1) == '\n')
    length--;
  while (start < length && strchr (" \t\f", (int) gcore_str_read_char (text, start)) != NULL)
    start++;
  GcoreObject *line = gcore_str_substring (text, start, length);
  GcoreObject *shown = line != NULL ? gcore_str_from_format ("    %U\n", line) : NULL;
  int status = shown != NULL ? gcore_printer_write (to, shown) : -1;
  gcore_xdecref (line);
  gcore_xdecref (shown);
  if (end > GCORE_STR_LENGTH (text) + 1)
    end = GCORE_STR_LENGTH (text) + 1;
  offset -= start + 1;
  end -= start + 1;
  if (status < 0 || offset < 0)
    return status;
  if (offset > length - start)
    offset = length - start;
  if (end <= offset)
    end = offset + 1;
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  if (gcore_str_writer_fill (&writer, ' ', 4 + offset) < 0 || gcore_str_writer_fill (&writer, '^', end - offset) < 0
      || gcore_str_writer_write_char (&writer, '\n') < 0)
    {
      gcore_str_writer_dealloc (&writer);
      return -1;
    }
  GcoreObject *marks = gcore_str_writer_finish (&writer);
  status = marks != NULL ? gcore_printer_write (to, marks) : -1;
  gcore_xdecref (marks);
  return status;
}

/* Where a syntax error stands. */
static int
print_syntax_error (GcoreSyntaxError *error, GcorePrinter *to)
{
  GcoreObject *filename = error->filename;
  GcoreObject *name = filename == NULL || filename == GCORE_NONE ? gcore_str_from_string ("<string>")
                                                                 : gcore_newref (filename);
  intptr_t line = number_or (error->lineno, 0);
  GcoreObject *text = name != NULL ? gcore_str_from_format ("  File \"%S\", line %zd\n", name, line) : NULL;
  int status = text != NULL ? gcore_printer_write (to, text) : -1;
  gcore_xdecref (text);
  gcore_xdecref (name);
  if (status == 0 && error->text != NULL && gcore_is_str (error->text))
    {
      /* Only the class itself is asked where the error ends, not its subclasses. */
      bool has_end = gcore_is_exact (error, EXC_SyntaxError);
      intptr_t end = has_end ? number_or (error->end_offset, -1) : -1;
      if (has_end && number_or (error->end_lineno, line) > line && gcore_str_as_utf8_and_size (error->text, &end) == NULL)
        gcore_err_clear ();
      status = print_error_line (error->text, number_or (error->offset, -1), end, to);
    }
  return status;
}

/* --- chains and groups -------------------------------------------------------------------------------------------- */

#define HEADER "Traceback (most recent call last):\n"
#define MAX_GROUP_WIDTH 15
#define MAX_GROUP_DEPTH 10

typedef struct
{
  GcorePrinter to;
  GcoreObject *seen; /* owned set of the ids of those printed */
  bool need_close;   /* the group's last member is being printed: its frame is still open */
} Printing;

static int
print_single (GcoreObject *exception, GcorePrinter *to)
{
  GcoreObject *traceback = ((GcoreException *) (void *) exception)->traceback, *about = exception;
  bool is_group = gcore_is_instance_of (exception, GCORE_TYPE (EXC_BaseExceptionGroup));
  to->begins_group = is_group && to->depth == 1;
  const char *header = is_group ? "Exception Group " HEADER : HEADER;
  if (traceback != NULL && gcore_is_traceback (traceback)
      && gcore_traceback_print ((GcoreTraceback *) (void *) traceback, to, header) < 0)
    return -1;
  to->begins_group = false;
  if (gcore_is_instance_of (exception, GCORE_TYPE (EXC_SyntaxError)))
    {
      GcoreSyntaxError *error = (GcoreSyntaxError *) (void *) exception;
      if (error->lineno != NULL && error->lineno != GCORE_NONE)
        {
          if (print_syntax_error (error, to) < 0)
            return -1;
          about = error->msg != NULL ? error->msg : GCORE_NONE;
        }
    }
  if (print_message (GCORE_TYPE_OF (exception), about, to) < 0 || print_suggestion (exception, to) < 0
      || gcore_printer_write_string (to, "\n") < 0)
    return -1;
  return print_notes (exception, to);
}

static int print_chain (Printing *printing, GcoreObject *exception);

/* Member I of N of a group, or how many there are beyond. */
static int
print_member (Printing *printing, GcoreObject *members, intptr_t i, intptr_t n)
{
  GcorePrinter *to = &printing->to;
  bool beyond = i == MAX_GROUP_WIDTH;
  intptr_t rest = GCORE_TUPLE_SIZE (members) - MAX_GROUP_WIDTH;
  GcoreObject *text
    = beyond ? gcore_str_from_format ("and %zd more exception%s\n", rest, rest == 1 ? "" : "s")
             : gcore_str_from_format ("%s+---------------- %zd ----------------\n", i == 0 ? "+-" : "  ", i + 1);
  if (text == NULL)
    return -1;
  int status = beyond ? gcore_printer_write_frame (to, "  +---------------- ... ----------------\n")
                      : gcore_printer_write_frame (to, gcore_str_as_utf8 (text));
  to->depth++;
  if (status == 0)
    status = beyond ? gcore_printer_write (to, text) : print_chain (printing, GCORE_TUPLE_ITEM (members, i));
  if (status == 0 && i == n - 1 && printing->need_close)
    {
      status = gcore_printer_write_frame (to, "+------------------------------------\n");
      printing->need_close = false;
    }
  to->depth--;
  gcore_decref (text);
  return status;
}

static int
print_group (Printing *printing, GcoreObject *group)
{
  GcorePrinter *to = &printing->to;
  GcoreObject *members = ((GcoreExceptionGroup *) (void *) group)->excs;
  bool outermost = to->depth == 0;
  to->depth += outermost;
  int status = print_single (group, to);
  intptr_t n = GCORE_TUPLE_SIZE (members) <= MAX_GROUP_WIDTH ? GCORE_TUPLE_SIZE (members) : MAX_GROUP_WIDTH + 1;
  printing->need_close = false;
  for (intptr_t i = 0; status == 0 && i < n; i++)
    {
      printing->need_close = printing->need_close || i == n - 1;
      status = print_member (printing, members, i, n);
    }
  to->depth -= outermost;
  return status;
}

/* Prints EARLIER, then how the next one came of it. */
static int
print_earlier (Printing *printing, GcoreObject *earlier, const char *relation)
{
  GcoreObject *id = gcore_int_from_void_ptr (earlier);
  int known = id != NULL ? gcore_set_contains (printing->seen, id) : -1;
  gcore_xdecref (id);
  if (known != 0)
    return known < 0 ? -1 : 0;
  bool need_close = printing->need_close;
  printing->need_close = false;
  int status = print_chain (printing, earlier);
  printing->need_close = need_close;
  return status < 0 ? -1 : gcore_printer_write_string (&printing->to, relation);
}

static int
print_chain (Printing *printing, GcoreObject *exception)
{
  if (gcore_enter_recursive_call (" in print_exception") != 0)
    return -1;
  GcoreException *e = (GcoreException *) (void *) exception;
  GcoreObject *id = gcore_int_from_void_ptr (exception);
  int status = id != NULL ? gcore_set_add (printing->seen, id) : -1;
  gcore_xdecref (id);
  if (status == 0 && e->cause != NULL)
    status = print_earlier (printing, e->cause,
                            "\nThe above exception was the direct cause of the following exception:\n\n");
  else if (status == 0 && e->context != NULL && !e->suppress_context)
    status = print_earlier (printing, e->context,
                            "\nDuring handling of the above exception, another exception occurred:\n\n");
  if (status == 0 && !gcore_is_instance_of (exception, GCORE_TYPE (EXC_BaseExceptionGroup)))
    status = print_single (exception, &printing->to);
  else if (status == 0 && printing->to.depth > MAX_GROUP_DEPTH)
    status = gcore_printer_write_string (&printing->to, "... (max_group_depth is 10)\n");
  else if (status == 0)
    status = print_group (printing, exception);
  gcore_leave_recursive_call ();
  return status;
}

int
gcore_traceback_print_exception (GcoreObject *exception, GcoreObject *file)
{
  Printing printing = { .to.file = file, .seen = gcore_set_new (NULL) };
  if (printing.seen == NULL)
    return -1;
  int status = print_chain (&printing, exception);
  gcore_decref (printing.seen);
  return status;
}

static void
flush (GcoreObject *file)
{
  GcoreObject *result = gcore_object_call_method_no_args (file, GCORE_ID (flush));
  if (result == NULL)
    gcore_err_clear ();
  gcore_xdecref (result);
}

void
gcore_err_display (GcoreObject *exception)
{
  GcoreObject *file = gcore_sys_get_object_id (GCORE_ID (stderr));
  if (file == NULL || file == GCORE_NONE)
    {
      if (file == NULL)
        gcore_host_write (GCORE_STREAM_STDERR, "lost sys.stderr\n", 16);
      return;
    }
  gcore_incref (file);
  bool out_of_memory = false;
  int status = gcore_traceback_print_exception (exception, file);
  if (status < 0 && gcore_err_exception_matches (GCORE_EXC (RecursionError)))
    {
      /* A chain that is too long: its earliest is printed first, so nothing has been printed yet. */
      gcore_err_clear ();
      status = print_single (exception, &(GcorePrinter){ .file = file });
    }
  if (status < 0)
    {
      out_of_memory = gcore_err_exception_matches (GCORE_EXC (MemoryError));
      gcore_err_clear ();
    }
  flush (file);
  gcore_decref (file);
  if (out_of_memory) /* the frames in the traceback may take all there is: say at least what happened */
    {
      const char *name = GCORE_TYPE_OF (exception)->name;
      gcore_host_write (GCORE_STREAM_STDERR, name, strlen (name));
      gcore_host_write (GCORE_STREAM_STDERR, ": no memory is left to show more\n", 33);
    }
}

/* --- the hooks ---------------------------------------------------------------------------------------------------- */

/* Calls sys.excepthook (TYPE, VALUE, TRACEBACK); if that fails too, both exceptions are shown. */
static void
call_excepthook (GcoreObject *exception, GcoreObject *traceback)
{
  GcoreObject *hook = gcore_sys_get_object_id (GCORE_ID (excepthook));
  if (hook == NULL)
    {
      gcore_stderr_write ("sys.excepthook is missing\n");
      gcore_err_display (exception);
      return;
    }
  gcore_incref (hook);
  GcoreObject *args[] = { NULL, GCORE_OBJECT (GCORE_TYPE_OF (exception)), exception, traceback };
  GcoreObject *result = gcore_object_vectorcall (hook, args + 1, 3 | GCORE_VECTORCALL_OFFSET, NULL);
  if (result == NULL)
    {
      GcoreObject *second = gcore_err_fetch ();
      gcore_stderr_write ("Error in sys.excepthook:\n");
      gcore_err_display (second);
      gcore_stderr_write ("\nOriginal exception was:\n");
      gcore_err_display (exception);
      gcore_xdecref (second);
    }
  gcore_xdecref (result);
  gcore_decref (hook);
}

void
gcore_err_print (bool set_last)
{
  GcoreObject *exception = gcore_err_fetch ();
  if (exception == NULL)
    return;
  GcoreObject *traceback = gcore_exception_get_traceback (exception);
  if (traceback == NULL)
    traceback = gcore_newref (GCORE_NONE);
  if (set_last
      && (gcore_sys_set_object ("last_type", GCORE_OBJECT (GCORE_TYPE_OF (exception))) < 0
          || gcore_sys_set_object ("last_value", exception) < 0
          || gcore_sys_set_object ("last_traceback", traceback) < 0))
    gcore_err_clear ();
  call_excepthook (exception, traceback);
  gcore_decref (traceback);
  gcore_decref (exception);
}

/* --- exceptions nobody can catch ---------------------------------------------------------------------------------- */

int
gcore_err_display_unraisable (GcoreObject *exception, GcoreObject *message, GcoreObject *object)
{
  GcoreObject *file = gcore_sys_get_object_id (GCORE_ID (stderr));
  if (file == NULL || file == GCORE_NONE)
    return 0;
  gcore_incref (file);
  GcorePrinter to = { .file = file };
  int status = 0;
  bool has_message = message != NULL && message != GCORE_NONE;
  if (has_message)
    status = gcore_file_write_object (message, file, true);
  if (object != NULL && object != GCORE_NONE)
    {
      if (!has_message)
        status = gcore_file_write_string ("Exception ignored in", file);
      if (status == 0)
        status = gcore_file_write_string (": ", file);
      if (status == 0 && gcore_file_write_object (object, file, false) < 0)
        {
          gcore_err_clear ();
          status = gcore_file_write_string ("<object repr() failed>", file);
        }
      if (status == 0)
        status = gcore_file_write_string ("\n", file);
    }
  else if (has_message && status == 0)
    status = gcore_file_write_string (":\n", file);
  GcoreObject *traceback = ((GcoreException *) (void *) exception)->traceback;
  if (status == 0 && traceback != NULL && gcore_is_traceback (traceback))
    status = gcore_traceback_print ((GcoreTraceback *) (void *) traceback, &to, HEADER);
  if (status == 0)
    status = print_message (GCORE_TYPE_OF (exception), exception, &to);
  if (status == 0)
    status = gcore_file_write_string ("\n", file);
  flush (file);
  gcore_decref (file);
  return status;
}

/* What sys.unraisablehook gets. */
static GcoreObject *
make_hook_args (GcoreObject *exception, GcoreObject *message, GcoreObject *object)
{
  GcoreObject *traceback = ((GcoreException *) (void *) exception)->traceback;
  GcoreObject *items[]
    = { gcore_newref (GCORE_TYPE_OF (exception)), gcore_newref (exception),
        gcore_newref (traceback != NULL ? traceback : GCORE_NONE), gcore_newref (message != NULL ? message : GCORE_NONE),
        gcore_newref (object != NULL ? object : GCORE_NONE) };
  return gcore_struct_sequence_new (GCORE_MACHINE->unraisable_args, items, GCORE_N_ELEMENTS (items));
}

/* ARGS is taken. */
static void
call_unraisable_hook (GcoreObject *hook, GcoreObject *args)
{
  gcore_incref (hook);
  GcoreObject *result = gcore_object_call_one_arg (hook, args);
  gcore_decref (args);
  if (result == NULL && gcore_err_occurred ())
    {
      GcoreObject *second = gcore_err_fetch (), *text = gcore_str_from_string ("Exception ignored in sys.unraisablehook");
      if (gcore_err_display_unraisable (second, text, hook) < 0)
        gcore_err_clear ();
      gcore_xdecref (text);
      gcore_xdecref (second);
    }
  gcore_xdecref (result);
  gcore_decref (hook);
}

void
gcore_err_write_unraisable_message (const char *message_text, GcoreObject *object)
{
  if (gcore_err_occurred () == NULL)
    return;
  /* An exception that has not passed any frame shows the one that runs. */
  if (gcore_err_traceback () == NULL)
    {
      GcoreActivation *activation = gcore_activation_complete (GCORE_MACHINE->activation);
      GcoreFrame *frame = activation != NULL ? gcore_activation_get_frame (activation) : NULL;
      if (frame != NULL)
        gcore_traceback_here (frame);
    }
  GcoreObject *exception = gcore_err_fetch ();
  GcoreObject *traceback = gcore_exception_get_traceback (exception);
  GcoreObject *message = message_text != NULL ? gcore_str_from_string (message_text) : NULL;
  gcore_xincref (object);
  GcoreObject *args = make_hook_args (exception, message, object);
  GcoreObject *hook = gcore_sys_get_object_id (GCORE_ID (unraisablehook));
  if (args == NULL || hook == NULL || hook == GCORE_NONE || hook == gcore_sys_get_object ("__unraisablehook__"))
    {
      if (gcore_err_display_unraisable (exception, message, object) < 0)
        gcore_err_clear ();
      gcore_xdecref (args);
    }
  else
    call_unraisable_hook (hook, args);
  gcore_xdecref (object);
  gcore_xdecref (message);
  gcore_xdecref (exception);
  gcore_xdecref (traceback); /* after the exception: what dies with it is one level less deep in the trashcan */
}

void
gcore_err_write_unraisable (GcoreObject *object)
{
  gcore_err_write_unraisable_message (NULL, object);
}
