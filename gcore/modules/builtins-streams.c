/* SPDX-License-Identifier: MIT */
/* Built-in functions that read and write: print, input; and open, which is out of reach. */
#include "gcore/machine/streams.h"
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Takes None for "not given". */
static int
check_separator (GcoreObject **text, const char *name)
{
  if (*text == GCORE_NONE)
    *text = NULL;
  if (*text == NULL || gcore_is_str (*text))
    return 0;
  gcore_err_format (GCORE_EXC (TypeError), "%s must be None or a string, not %.200s", name,
                    GCORE_TYPE_OF (*text)->name);
  return -1;
}

static int
write_items (GcoreObject *const *items, intptr_t n, GcoreObject *sep, GcoreObject *end, GcoreObject *file)
{
  for (intptr_t i = 0; i < n; i++)
    {
      if (i > 0
          && (sep == NULL ? gcore_file_write_string (" ", file) : gcore_file_write_object (sep, file, true)) < 0)
        return -1;
      if (gcore_file_write_object (items[i], file, true) < 0)
        return -1;
    }
  return end == NULL ? gcore_file_write_string ("\n", file) : gcore_file_write_object (end, file, true);
}

static GcoreObject *
print (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "sep", "end", "file", "flush", NULL };
  GcoreObject *sep = NULL, *end = NULL, *file = GCORE_NONE;
  int flush = 0;
  static const char format[] = "|$OOOp:print";
  if (keyword_names == NULL
        ? !gcore_arg_keep_keywords (format, keywords) /* needed to find out that there are none */
        : !gcore_arg_parse_stack_and_keywords (args + n_args, 0, keyword_names, format, keywords, &sep, &end, &file, &flush))
    return NULL;
  if (file == GCORE_NONE)
    {
      file = gcore_sys_get_object_id (GCORE_ID (stdout));
      if (file == NULL)
        {
          gcore_err_set_string (GCORE_EXC (RuntimeError), "lost sys.stdout");
          return NULL;
        }
      if (file == GCORE_NONE)
        return gcore_newref (GCORE_NONE);
    }
  if (check_separator (&sep, "sep") < 0 || check_separator (&end, "end") < 0)
    return NULL;
  /* The items are packed into a tuple, which a program sees in their reference counts and in the collector's. */
  GcoreObject *items = gcore_tuple_from_array (args, n_args);
  if (items == NULL)
    return NULL;
  gcore_incref (file);
  int status = write_items (args, n_args, sep, end, file);
  if (status == 0 && flush)
    {
      GcoreObject *result = gcore_object_call_method_no_args (file, GCORE_ID (flush));
      status = result != NULL ? 0 : -1;
      gcore_xdecref (result);
    }
  gcore_decref (file);
  gcore_decref (items);
  return status == 0 ? gcore_newref (GCORE_NONE) : NULL;
}

/* One line of the host's input without its newline: new str; NULL with EOFError at the end. */
static GcoreObject *
read_line (void)
{
  char buffer[512];
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  bool any = false;
  for (;;)
    {
      intptr_t n = gcore_host_read_line (buffer, sizeof buffer);
      if (n < 0)
        break;
      bool complete = n > 0 && buffer[n - 1] == '\n';
      any = any || n > 0;
      GcoreObject *part = gcore_str_decode_utf8 (buffer, n - complete, "replace");
      int status = part != NULL ? gcore_str_writer_write_str (&writer, part) : -1;
      gcore_xdecref (part);
      if (status < 0)
        break;
      if (complete || (n == 0 && any))
        return gcore_str_writer_finish (&writer);
      if (n == 0)
        {
          gcore_err_set_string (GCORE_EXC (EOFError), "EOF when reading a line");
          break;
        }
    }
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

static GcoreObject *
input (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("input", n_args, 0, 1))
    return NULL;
  GcoreObject *file = gcore_sys_get_object_id (GCORE_ID (stdout));
  if (file == NULL || file == GCORE_NONE)
    {
      gcore_err_set_string (GCORE_EXC (RuntimeError), "input(): lost sys.stdout");
      return NULL;
    }
  gcore_incref (file);
  int status = n_args == 1 ? gcore_file_write_object (args[0], file, true) : 0;
  GcoreObject *flushed = status == 0 ? gcore_object_call_method_no_args (file, GCORE_ID (flush)) : NULL;
  gcore_decref (file);
  if (flushed == NULL)
    return NULL;
  gcore_decref (flushed);
  return read_line ();
}

GcoreObject *
gcore_builtins_path_text (GcoreObject *path)
{
  if (gcore_is_str (path) || gcore_is_bytes (path))
    return gcore_newref (path);
  GcoreObject *name = gcore_str_intern_from_string ("__fspath__");
  GcoreObject *method = name != NULL ? gcore_object_lookup_special (path, name) : NULL, *text = NULL;
  if (method != NULL)
    text = gcore_object_call_no_args (method);
  else if (!gcore_err_occurred ())
    gcore_err_format (GCORE_EXC (TypeError), "expected str, bytes or os.PathLike object, not %.200s",
                      GCORE_TYPE_OF (path)->name);
  gcore_xdecref (method);
  gcore_xdecref (name);
  if (text != NULL && !gcore_is_str (text) && !gcore_is_bytes (text))
    {
      gcore_err_format (GCORE_EXC (TypeError), "expected %.200s.__fspath__() to return str or bytes, not %.200s",
                        GCORE_TYPE_OF (path)->name, GCORE_TYPE_OF (text)->name);
      GCORE_CLEAR (text);
    }
  return text;
}

/* A path that is an object is asked for its text, as ever; what follows is the same for all files. */
static GcoreObject *
open_ (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *file = GCORE_SIZE_OF (args) > 0 ? GCORE_TUPLE_ITEM (args, 0) : NULL;
  if (file != NULL && !gcore_is_int (file))
    {
      GcoreObject *path = gcore_builtins_path_text (file);
      if (path == NULL)
        return NULL;
      gcore_decref (path);
    }
  gcore_err_set_string (GCORE_EXC (PermissionError), "a program under inspection has no access to files");
  return NULL;
}

const GcoreMethodDef gcore_builtins_stream_functions[] = {
  { "input", GCORE_FUNC (input), GCORE_METH_FASTCALL, "Read a string from standard input." },
  { "open", GCORE_FUNC (open_), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS, "Files are out of reach here." },
  { "print", GCORE_FUNC (print), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Prints the values to a stream, or to sys.stdout by default." },
  { NULL },
};
