/* SPDX-License-Identifier: MIT */
#include "gcore/modules/text-stream.h"

#include "gcore/machine/host.h"
#include "gcore/modules/io-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/weakref.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *dict; /* owned or NULL */
  GcoreObject *weak_list;
  GcoreObject *buffer;  /* owned: the stream of bytes, once asked for */
  GcoreObject *pending; /* owned str, or NULL: read from the host, not handed out yet */
  int number; /* GCORE_TEXT_STREAM_… */
  char closed;
} TextStream;

#define STREAM(object) ((TextStream *) (void *) (object))

GcoreObject *
gcore_text_stream_new (int number)
{
  GcoreObject *self = gcore_type_generic_alloc (GCORE_TYPE (TEXT_STREAM), 0);
  if (self != NULL)
    STREAM (self)->number = number;
  return self;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (STREAM (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (STREAM (self)->dict);
  gcore_xdecref (STREAM (self)->buffer);
  gcore_xdecref (STREAM (self)->pending);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (STREAM (self)->dict);
  GCORE_VISIT (STREAM (self)->buffer);
  GCORE_VISIT (STREAM (self)->pending);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (STREAM (self)->dict);
  GCORE_CLEAR (STREAM (self)->buffer);
  return 0;
}

/* ValueError if closed, or not open for WRITING (reading). */
static bool
check_open (GcoreObject *self, bool writing)
{
  if (STREAM (self)->closed)
    gcore_err_set_string (GCORE_EXC (ValueError), "I/O operation on closed file.");
  else if ((STREAM (self)->number == GCORE_TEXT_STREAM_STDIN) == writing)
    gcore_err_set_string (GCORE_EXC (OSError), writing ? "not writable" : "not readable");
  else
    return true;
  return false;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int
write_text (GcoreObject *self, GcoreObject *text)
{
  GcoreStream stream = STREAM (self)->number == GCORE_TEXT_STREAM_STDOUT ? GCORE_STREAM_STDOUT : GCORE_STREAM_STDERR;
  if (!check_open (self, true))
    return -1;
  if (!gcore_is_str (text))
    {
      gcore_err_format (GCORE_EXC (TypeError), "write() argument must be str, not %.100s", GCORE_TYPE_OF (text)->name);
      return -1;
    }
  if (GCORE_STR_IS_ASCII (text))
    {
      gcore_host_write (stream, gcore_str_data (text), (size_t) GCORE_STR_LENGTH (text));
      return 0;
    }
  /* Not by gcore_str_as_utf8: a cached UTF-8 form would make the string larger. */
  const char *errors = stream == GCORE_STREAM_STDERR ? "backslashreplace" : "strict";
  GcoreObject *bytes = gcore_str_as_encoded_string (text, "utf-8", errors);
  if (bytes == NULL)
    return -1;
  gcore_host_write (stream, GCORE_BYTES_DATA (bytes), (size_t) GCORE_BYTES_SIZE (bytes));
  gcore_decref (bytes);
  return 0;
}

static GcoreObject *
stream_write (GcoreObject *self, GcoreObject *text)
{
  return write_text (self, text) == 0 ? gcore_int_from_ssize (GCORE_STR_LENGTH (text)) : NULL;
}

static GcoreObject *
stream_writelines (GcoreObject *self, GcoreObject *lines)
{
  GcoreObject *iter = gcore_object_get_iter (lines), *line;
  if (iter == NULL)
    return NULL;
  int result = 0;
  while (result == 0 && (line = gcore_iter_next (iter)) != NULL)
    {
      result = write_text (self, line);
      gcore_decref (line);
    }
  gcore_decref (iter);
  return gcore_err_occurred () != NULL ? NULL : gcore_newref (GCORE_NONE);
}

static GcoreObject *
stream_flush (GcoreObject *self, GcoreObject *unused)
{
  if (STREAM (self)->closed)
    return gcore_err_format (GCORE_EXC (ValueError), "I/O operation on closed file.");
  if (STREAM (self)->number != GCORE_TEXT_STREAM_STDIN)
    gcore_host_flush (STREAM (self)->number == GCORE_TEXT_STREAM_STDOUT ? GCORE_STREAM_STDOUT : GCORE_STREAM_STDERR);
  GCORE_RETURN_NONE;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* One line with its newline: new str, empty at the end of input. */
static GcoreObject *
read_line (GcoreObject *self)
{
  char buffer[512];
  if (STREAM (self)->pending != NULL)
    {
      GcoreObject *pending = STREAM (self)->pending;
      STREAM (self)->pending = NULL;
      return pending;
    }
  GcoreObject *line = gcore_newref (GCORE_OBJECTS->empty_str);
  intptr_t n = 0;
  while (line != NULL && (n = gcore_host_read_line (buffer, sizeof buffer)) > 0)
    {
      GcoreObject *part = gcore_str_decode_utf8 (buffer, n, "surrogateescape");
      if (part == NULL)
        GCORE_CLEAR (line);
      else
        gcore_str_append_and_del (&line, part);
      if (buffer[n - 1] == '\n')
        break;
    }
  if (n < 0)
    GCORE_CLEAR (line);
  return line;
}

/* The first N characters of TEXT, which is stolen and may be NULL; the rest waits for the next reading. */
static GcoreObject *
keep_rest (GcoreObject *self, GcoreObject *text, intptr_t n)
{
  if (text == NULL || n < 0 || GCORE_STR_LENGTH (text) <= n)
    return text;
  GcoreObject *first = gcore_str_substring (text, 0, n);
  STREAM (self)->pending = gcore_str_substring (text, n, GCORE_STR_LENGTH (text));
  if (STREAM (self)->pending == NULL)
    GCORE_CLEAR (first);
  gcore_decref (text);
  return first;
}

static GcoreObject *
stream_readline (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1;
  if (!check_open (self, false) || gcore_io_parse_size ("readline", args, n_args, &size) < 0)
    return NULL;
  return keep_rest (self, read_line (self), size);
}

static GcoreObject *
iter_next (GcoreObject *self)
{
  GcoreObject *line = check_open (self, false) ? read_line (self) : NULL;
  if (line != NULL && GCORE_STR_LENGTH (line) == 0)
    GCORE_CLEAR (line);
  return line;
}

static GcoreObject *
stream_readlines (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return gcore_sequence_list (self);
}

static GcoreObject *
stream_read (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1, n = -1;
  if (!check_open (self, false) || gcore_io_parse_size ("read", args, n_args, &size) < 0)
    return NULL;
  GcoreObject *text = gcore_newref (GCORE_OBJECTS->empty_str);
  while (text != NULL && n != 0 && (size < 0 || GCORE_STR_LENGTH (text) < size))
    {
      GcoreObject *line = read_line (self);
      n = line != NULL ? GCORE_STR_LENGTH (line) : 0;
      if (line == NULL)
        GCORE_CLEAR (text);
      else
        gcore_str_append_and_del (&text, line);
    }
  return keep_rest (self, text, size);
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
stream_close (GcoreObject *self, GcoreObject *unused)
{
  STREAM (self)->closed = true;
  GCORE_RETURN_NONE;
}

static GcoreObject *
stream_fileno (GcoreObject *self, GcoreObject *unused)
{
  return gcore_int_from_long (STREAM (self)->number);
}

static GcoreObject *
stream_false (GcoreObject *self, GcoreObject *unused)
{
  GCORE_RETURN_FALSE;
}

static GcoreObject *
stream_readable (GcoreObject *self, GcoreObject *unused)
{
  return gcore_bool_from_long (STREAM (self)->number == GCORE_TEXT_STREAM_STDIN);
}

static GcoreObject *
stream_writable (GcoreObject *self, GcoreObject *unused)
{
  return gcore_bool_from_long (STREAM (self)->number != GCORE_TEXT_STREAM_STDIN);
}

static GcoreObject *
stream_reconfigure (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  GCORE_RETURN_NONE;
}

static GcoreObject *
stream_enter (GcoreObject *self, GcoreObject *unused)
{
  return gcore_newref (self);
}

static GcoreObject *
stream_exit (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return stream_close (self, NULL);
}

static GcoreObject *
get_name (GcoreObject *self, void *closure)
{
  static const char *const names[] = { "<stdin>", "<stdout>", "<stderr>" };
  return gcore_str_from_string (names[STREAM (self)->number]);
}

static GcoreObject *
get_buffer (GcoreObject *self, void *closure)
{
  if (STREAM (self)->buffer == NULL)
    STREAM (self)->buffer = gcore_binary_stream_new (STREAM (self)->number);
  return gcore_xnewref (STREAM (self)->buffer);
}

static GcoreObject *
get_mode (GcoreObject *self, void *closure)
{
  return gcore_str_from_string (STREAM (self)->number == GCORE_TEXT_STREAM_STDIN ? "r" : "w");
}

static GcoreObject *
get_encoding (GcoreObject *self, void *closure)
{
  return gcore_str_from_string ("utf-8");
}

static GcoreObject *
get_errors (GcoreObject *self, void *closure)
{
  return gcore_str_from_string (STREAM (self)->number == GCORE_TEXT_STREAM_STDERR ? "backslashreplace" : "strict");
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *name = get_name (self, NULL), *mode = get_mode (self, NULL), *result = NULL;
  if (name != NULL && mode != NULL)
    result = gcore_str_from_format ("<_io.TextIOWrapper name=%R mode=%R encoding='utf-8'>", name, mode);
  gcore_xdecref (name);
  gcore_xdecref (mode);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "write", GCORE_FUNC (stream_write), GCORE_METH_O, NULL },
  { "writelines", GCORE_FUNC (stream_writelines), GCORE_METH_O, NULL },
  { "flush", GCORE_FUNC (stream_flush), GCORE_METH_NOARGS, NULL },
  { "read", GCORE_FUNC (stream_read), GCORE_METH_FASTCALL, NULL },
  { "readline", GCORE_FUNC (stream_readline), GCORE_METH_FASTCALL, NULL },
  { "readlines", GCORE_FUNC (stream_readlines), GCORE_METH_FASTCALL, NULL },
  { "close", GCORE_FUNC (stream_close), GCORE_METH_NOARGS, NULL },
  { "fileno", GCORE_FUNC (stream_fileno), GCORE_METH_NOARGS, NULL },
  { "isatty", GCORE_FUNC (stream_false), GCORE_METH_NOARGS, NULL },
  { "seekable", GCORE_FUNC (stream_false), GCORE_METH_NOARGS, NULL },
  { "readable", GCORE_FUNC (stream_readable), GCORE_METH_NOARGS, NULL },
  { "writable", GCORE_FUNC (stream_writable), GCORE_METH_NOARGS, NULL },
  { "reconfigure", GCORE_FUNC (stream_reconfigure), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS, NULL },
  { "__enter__", GCORE_FUNC (stream_enter), GCORE_METH_NOARGS, NULL },
  { "__exit__", GCORE_FUNC (stream_exit), GCORE_METH_FASTCALL, NULL },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "closed", GCORE_MEMBER_BOOL, offsetof (TextStream, closed), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "buffer", get_buffer, NULL, NULL, NULL },
  { "name", get_name, NULL, NULL, NULL },
  { "mode", get_mode, NULL, NULL, NULL },
  { "encoding", get_encoding, NULL, NULL, NULL },
  { "errors", get_errors, NULL, NULL, NULL },
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_text_stream_template = {
  .name = "_io.TextIOWrapper",
  .basic_size = sizeof (TextStream),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .iter = gcore_object_self_iter,
  .iter_next = iter_next,
  .weaklist_offset = offsetof (TextStream, weak_list),
  .dict_offset = offsetof (TextStream, dict),
  .methods = methods,
  .members = members,
  .getset = getset,
};
