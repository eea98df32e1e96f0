/* SPDX-License-Identifier: MIT */
/* _IOBase, what all streams have in common, and its relatives for bytes and text, which refuse nearly everything. */
#include "gcore/collector/collector.h"
#include "gcore/machine/import.h"
#include "gcore/modules/io-private.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/weakref.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *dict; /* owned or NULL */
  GcoreObject *weak_list;
} IOBase;

#define CLOSED_MARK "__IOBase_closed" /* the attribute that says that close () has done its work */

/* --- for the other files ------------------------------------------------------------------------------------------ */

int
gcore_io_optional_size (GcoreObject *argument, intptr_t *size)
{
  if (argument == GCORE_NONE)
    return 0;
  if (!gcore_index_check (argument))
    {
      gcore_err_format (GCORE_EXC (TypeError), "argument should be integer or None, not '%.200s'",
                        GCORE_TYPE_OF (argument)->name);
      return -1;
    }
  intptr_t number = gcore_number_as_ssize (argument, GCORE_EXC (OverflowError));
  if (number == -1 && gcore_err_occurred () != NULL)
    return -1;
  *size = number;
  return 0;
}

int
gcore_io_parse_size (const char *name, GcoreObject *const *args, intptr_t n_args, intptr_t *size)
{
  if (!gcore_arg_check_positional (name, n_args, 0, 1))
    return -1;
  return n_args == 0 ? 0 : gcore_io_optional_size (args[0], size);
}

GcoreObject *
gcore_io_unsupported (const char *message)
{
  GcoreObject *module = gcore_import_module ("io");
  GcoreObject *type = module == NULL ? NULL : gcore_object_get_attr_string (module, "UnsupportedOperation");
  if (type != NULL)
    gcore_err_set_string (type, message);
  gcore_xdecref (module);
  gcore_xdecref (type);
  return NULL;
}

static GcoreObject **
dict_of (GcoreObject *self)
{
  return (GcoreObject **) (void *) ((char *) self + GCORE_TYPE_OF (self)->dict_offset);
}

void
gcore_io_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_CLEAR (*dict_of (self));
  gcore_object_clear_weakrefs (self);
  GCORE_TYPE_OF (self)->free_ (self);
}

int
gcore_io_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (*dict_of (self));
  return 0;
}

int
gcore_io_clear (GcoreObject *self)
{
  GCORE_CLEAR (*dict_of (self));
  return 0;
}

/* --- asking the stream's own methods ------------------------------------------------------------------------------ */

/* New reference to what SELF.NAME () gives. */
static GcoreObject *
call (GcoreObject *self, const char *name)
{
  GcoreObject *method = gcore_object_get_attr_string (self, name);
  GcoreObject *result = method == NULL ? NULL : gcore_object_call_no_args (method);
  gcore_xdecref (method);
  return result;
}

static GcoreObject *
call_with (GcoreObject *self, const char *name, GcoreObject *argument)
{
  GcoreObject *method = gcore_object_get_attr_string (self, name);
  GcoreObject *result = method == NULL ? NULL : gcore_object_call_one_arg (method, argument);
  gcore_xdecref (method);
  return result;
}

/* Whether SELF has the attribute and it is true; -1 with an exception other than AttributeError. */
static int
has_true_attribute (GcoreObject *self, const char *name)
{
  GcoreObject *value = gcore_object_get_attr_string (self, name);
  if (value == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (AttributeError)))
        return -1;
      gcore_err_clear ();
      return 0;
    }
  int truth = gcore_object_is_true (value);
  gcore_decref (value);
  return truth;
}

/* ValueError if the attribute closed is true. New reference to None otherwise. */
static GcoreObject *
check_closed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  int closed = has_true_attribute (self, "closed");
  if (closed == 0)
    GCORE_RETURN_NONE;
  if (closed > 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "I/O operation on closed file.");
  return NULL;
}

static bool
is_open (GcoreObject *self)
{
  GcoreObject *none = check_closed (self, NULL);
  gcore_xdecref (none);
  return none != NULL;
}

/* --- closing ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
get_closed (GcoreObject *self, void *closure GCORE_UNUSED)
{
  int closed = has_true_attribute (self, CLOSED_MARK);
  return closed < 0 ? NULL : gcore_bool_from_long (closed);
}

static GcoreObject *
method_flush (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  int closed = has_true_attribute (self, CLOSED_MARK);
  if (closed == 0)
    GCORE_RETURN_NONE;
  if (closed > 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "I/O operation on closed file.");
  return NULL;
}

static GcoreObject *
method_close (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  int closed = has_true_attribute (self, CLOSED_MARK);
  if (closed != 0)
    return closed < 0 ? NULL : gcore_newref (GCORE_NONE);
  GcoreObject *flushed = call (self, "flush");
  GcoreObject *exception = gcore_err_fetch ();
  int status = gcore_object_set_attr_string (self, CLOSED_MARK, GCORE_TRUE);
  if (exception != NULL)
    gcore_err_chain_exceptions (exception);
  gcore_xdecref (flushed);
  if (status < 0 || exception != NULL)
    return NULL;
  GCORE_RETURN_NONE;
}

/* A stream nobody needs any more closes itself; errors are not told. */
static void
finalize (GcoreObject *self)
{
  GcoreObject *pending = gcore_err_fetch ();
  int closed = has_true_attribute (self, "closed");
  if (closed == 0)
    {
      if (gcore_object_set_attr_string (self, "_finalizing", GCORE_TRUE) < 0)
        gcore_err_clear ();
      gcore_xdecref (call (self, "close"));
    }
  gcore_err_clear ();
  if (pending != NULL)
    gcore_err_restore (pending);
}

static GcoreObject *
method_enter (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (self) ? gcore_newref (self) : NULL;
}

static GcoreObject *
method_exit (GcoreObject *self, GcoreObject *args GCORE_UNUSED)
{
  return call (self, "close");
}

/* --- what a stream can do ----------------------------------------------------------------------------------------- */

static GcoreObject *
return_false (GcoreObject *self GCORE_UNUSED, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_newref (GCORE_FALSE);
}

static GcoreObject *
method_isatty (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (self) ? gcore_newref (GCORE_FALSE) : NULL;
}

/* None if SELF.NAME () is True. */
static GcoreObject *
check_able (GcoreObject *self, const char *name, const char *message)
{
  GcoreObject *answer = call (self, name);
  gcore_xdecref (answer); /* True outlives it */
  if (answer == NULL)
    return NULL;
  return answer == GCORE_TRUE ? gcore_newref (GCORE_NONE) : gcore_io_unsupported (message);
}

static GcoreObject *
check_readable (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return check_able (self, "readable", "File or stream is not readable.");
}

static GcoreObject *
check_writable (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return check_able (self, "writable", "File or stream is not writable.");
}

static GcoreObject *
check_seekable (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return check_able (self, "seekable", "File or stream is not seekable.");
}

#define REFUSING(name)                                                                                                 \
  static GcoreObject *refuse_##name (GcoreObject *self GCORE_UNUSED, GcoreObject *args GCORE_UNUSED)                   \
  {                                                                                                                    \
    return gcore_io_unsupported (#name);                                                                               \
  }
REFUSING (seek)
REFUSING (truncate)
REFUSING (fileno)
REFUSING (read)
REFUSING (read1)
REFUSING (readline)
REFUSING (write)
REFUSING (detach)

static GcoreObject *
method_tell (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *seek = gcore_object_get_attr_string (self, "seek");
  GcoreObject *args[] = { gcore_int_small (0), gcore_int_small (1) };
  GcoreObject *result = seek == NULL ? NULL : gcore_object_vectorcall (seek, args, 2, NULL);
  gcore_xdecref (seek);
  return result;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* How many bytes to read next for a line: up to the newline among those SELF can show in advance. -1 with an exception. */
static intptr_t
bytes_ahead (GcoreObject *self, GcoreObject *peek, intptr_t left)
{
  if (peek == NULL)
    return 1;
  GcoreObject *shown = gcore_object_call_one_arg (peek, gcore_int_small (1));
  if (shown != NULL && !gcore_is_bytes (shown))
    {
      gcore_err_format (GCORE_EXC (OSError), "peek() should have returned a bytes object, not '%.200s'",
                        GCORE_TYPE_OF (shown)->name);
      GCORE_CLEAR (shown);
    }
  if (shown == NULL)
    return -1;
  const char *data = gcore_bytes_as_string (shown);
  intptr_t n = GCORE_SIZE_OF (shown);
  n = left >= 0 && left < n ? left : n;
  const char *newline = n > 0 ? memchr (data, '\n', (size_t) n) : NULL;
  intptr_t ahead = newline != NULL ? newline - data + 1 : n > 0 ? n : 1;
  gcore_decref (shown);
  return ahead;
}

/* Reads N bytes and adds them to *LINE. 1: go on; 0: this was the last; -1 with an exception. */
static int
read_more (GcoreObject *self, GcoreObject **line, intptr_t n)
{
  GcoreObject *number = gcore_int_from_ssize (n);
  GcoreObject *data = number == NULL ? NULL : call_with (self, "read", number);
  gcore_xdecref (number);
  if (data == NULL)
    return -1;
  if (!gcore_is_bytes (data))
    {
      gcore_err_format (GCORE_EXC (OSError), "read() should have returned a bytes object, not '%.200s'",
                        GCORE_TYPE_OF (data)->name);
      gcore_decref (data);
      return -1;
    }
  bool more = GCORE_SIZE_OF (data) > 0;
  gcore_bytes_concat_and_del (line, data);
  if (*line == NULL)
    return -1;
  return more && gcore_bytes_as_string (*line)[GCORE_SIZE_OF (*line) - 1] != '\n';
}

static GcoreObject *
method_readline (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t limit = -1;
  if (gcore_io_parse_size ("readline", args, n_args, &limit) < 0)
    return NULL;
  GcoreObject *peek = gcore_object_get_attr_string (self, "peek");
  if (peek == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (AttributeError)))
        return NULL;
      gcore_err_clear ();
    }
  GcoreObject *line = gcore_bytes_from_string_and_size ("", 0);
  int more = line == NULL ? -1 : 1;
  while (more > 0 && (limit < 0 || GCORE_SIZE_OF (line) < limit))
    {
      intptr_t n = bytes_ahead (self, peek, limit < 0 ? -1 : limit - GCORE_SIZE_OF (line));
      more = n < 0 ? -1 : read_more (self, &line, n);
    }
  gcore_xdecref (peek);
  if (more < 0)
    GCORE_CLEAR (line);
  return line;
}

static GcoreObject *
iter (GcoreObject *self)
{
  return is_open (self) ? gcore_newref (self) : NULL;
}

static GcoreObject *
iter_next (GcoreObject *self)
{
  GcoreObject *line = call (self, "readline");
  if (line != NULL && gcore_object_size (line) <= 0)
    GCORE_CLEAR (line);
  return line;
}

static GcoreObject *
method_readlines (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t hint = -1, length = 0;
  if (gcore_io_parse_size ("readlines", args, n_args, &hint) < 0)
    return NULL;
  GcoreObject *lines = gcore_list_new (0), *line;
  GcoreObject *iterator = lines == NULL ? NULL : gcore_object_get_iter (self);
  while (iterator != NULL && (hint <= 0 || length <= hint) && (line = gcore_iter_next (iterator)) != NULL)
    {
      intptr_t n = gcore_object_size (line);
      if (gcore_list_append_take_ref ((GcoreList *) (void *) lines, line) < 0 || n < 0)
        break;
      length += n;
    }
  if (iterator == NULL || gcore_err_occurred () != NULL)
    GCORE_CLEAR (lines);
  gcore_xdecref (iterator);
  return lines;
}

static GcoreObject *
method_writelines (GcoreObject *self, GcoreObject *lines)
{
  GcoreObject *iterator = is_open (self) ? gcore_object_get_iter (lines) : NULL, *line;
  if (iterator == NULL)
    return NULL;
  GcoreObject *written = gcore_newref (GCORE_NONE);
  while (written != NULL && (line = gcore_iter_next (iterator)) != NULL)
    {
      GCORE_SETREF (written, call_with (self, "write", line));
      gcore_decref (line);
    }
  gcore_decref (iterator);
  gcore_xdecref (written);
  if (gcore_err_occurred () != NULL)
    return NULL;
  GCORE_RETURN_NONE;
}

/* --- streams of bytes without a buffer ---------------------------------------------------------------------------- */

/* Reads until there is nothing more, or None if there was nothing at all. */
static GcoreObject *
raw_read_all (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *all = gcore_bytes_from_string_and_size ("", 0), *size = gcore_int_from_ssize (8192);
  for (bool more = true; more && all != NULL;)
    {
      GcoreObject *data = size == NULL ? NULL : call_with (self, "read", size);
      if (data != NULL && data != GCORE_NONE && !gcore_is_bytes (data))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "read() should return bytes");
          GCORE_CLEAR (data);
        }
      more = data != NULL && data != GCORE_NONE && GCORE_SIZE_OF (data) > 0;
      if (data == NULL || (data == GCORE_NONE && GCORE_SIZE_OF (all) == 0))
        GCORE_SETREF (all, data);
      else if (data == GCORE_NONE)
        gcore_decref (data);
      else
        gcore_bytes_concat_and_del (&all, data);
    }
  gcore_xdecref (size);
  return all;
}

static GcoreObject *
raw_read (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t n = -1;
  if (gcore_io_parse_size ("read", args, n_args, &n) < 0)
    return NULL;
  if (n < 0)
    return call (self, "readall");
  GcoreObject *size = gcore_int_from_ssize (n);
  GcoreObject *room = size == NULL ? NULL : gcore_object_call_one_arg (GCORE_OBJECT (GCORE_TYPE (BYTEARRAY)), size);
  GcoreObject *count = room == NULL ? NULL : call_with (self, "readinto", room), *result = NULL;
  GcoreBuffer buffer;
  if (count == GCORE_NONE)
    result = gcore_newref (count);
  else if (count != NULL)
    {
      n = gcore_number_as_ssize (count, GCORE_EXC (ValueError));
      if (!(n == -1 && gcore_err_occurred () != NULL) && gcore_object_get_buffer (room, &buffer, false) == 0)
        {
          n = n < 0 || n > buffer.n ? buffer.n : n;
          result = gcore_bytes_from_string_and_size ((const char *) buffer.data, n);
          gcore_buffer_release (&buffer);
        }
    }
  gcore_xdecref (size);
  gcore_xdecref (room);
  gcore_xdecref (count);
  return result;
}

/* --- buffered streams --------------------------------------------------------------------------------------------- */

/* readinto for streams that only know how to read. */
static GcoreObject *
read_into (GcoreObject *self, GcoreObject *target, const char *reader)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (target, &buffer, true) < 0)
    return NULL;
  GcoreObject *size = gcore_int_from_ssize (buffer.n), *result = NULL;
  GcoreObject *data = size == NULL ? NULL : call_with (self, reader, size);
  if (data != NULL && !gcore_is_bytes (data))
    gcore_err_set_string (GCORE_EXC (TypeError), "read() should return bytes");
  else if (data != NULL && GCORE_SIZE_OF (data) > buffer.n)
    gcore_err_format (GCORE_EXC (ValueError), "read() returned too much data: %zd bytes requested, %zd returned", buffer.n,
                      GCORE_SIZE_OF (data));
  else if (data != NULL)
    {
      memcpy (buffer.data, gcore_bytes_as_string (data), (size_t) GCORE_SIZE_OF (data));
      result = gcore_int_from_ssize (GCORE_SIZE_OF (data));
    }
  gcore_xdecref (size);
  gcore_xdecref (data);
  gcore_buffer_release (&buffer);
  return result;
}

static GcoreObject *
buffered_readinto (GcoreObject *self, GcoreObject *target)
{
  return read_into (self, target, "read");
}

static GcoreObject *
buffered_readinto1 (GcoreObject *self, GcoreObject *target)
{
  return read_into (self, target, "read1");
}

static GcoreObject *
get_none (GcoreObject *self GCORE_UNUSED, void *closure GCORE_UNUSED)
{
  return gcore_newref (GCORE_NONE);
}

/* --- the types ---------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  if (gcore_object_call_finalizer_from_dealloc (self) == 0)
    gcore_io_dealloc (self);
}

static const GcoreMethodDef base_methods[] = {
  { "seek", GCORE_FUNC (refuse_seek), GCORE_METH_VARARGS, "Changes the position, if the stream can." },
  { "tell", GCORE_FUNC (method_tell), GCORE_METH_NOARGS, "tell($self, /)\n--\n\nThe position." },
  { "truncate", GCORE_FUNC (refuse_truncate), GCORE_METH_VARARGS, "Cuts the stream off at a position." },
  { "flush", GCORE_FUNC (method_flush), GCORE_METH_NOARGS, "flush($self, /)\n--\n\nWrites out what is buffered." },
  { "close", GCORE_FUNC (method_close), GCORE_METH_NOARGS, "close($self, /)\n--\n\nFlushes and closes the stream." },
  { "seekable", GCORE_FUNC (return_false), GCORE_METH_NOARGS, "Whether seek, tell and truncate work." },
  { "readable", GCORE_FUNC (return_false), GCORE_METH_NOARGS, "Whether it can be read from." },
  { "writable", GCORE_FUNC (return_false), GCORE_METH_NOARGS, "Whether it can be written to." },
  { "_checkClosed", GCORE_FUNC (check_closed), GCORE_METH_NOARGS, NULL },
  { "_checkSeekable", GCORE_FUNC (check_seekable), GCORE_METH_NOARGS, NULL },
  { "_checkReadable", GCORE_FUNC (check_readable), GCORE_METH_NOARGS, NULL },
  { "_checkWritable", GCORE_FUNC (check_writable), GCORE_METH_NOARGS, NULL },
  { "fileno", GCORE_FUNC (refuse_fileno), GCORE_METH_NOARGS, "The number of the file, if there is one." },
  { "isatty", GCORE_FUNC (method_isatty), GCORE_METH_NOARGS, "Whether it is a terminal." },
  { "__enter__", GCORE_FUNC (method_enter), GCORE_METH_NOARGS, NULL },
  { "__exit__", GCORE_FUNC (method_exit), GCORE_METH_VARARGS, NULL },
  { "readline", GCORE_FUNC (method_readline), GCORE_METH_FASTCALL,
    "readline($self, size=-1, /)\n--\n\nA line, of at most size bytes." },
  { "readlines", GCORE_FUNC (method_readlines), GCORE_METH_FASTCALL,
    "readlines($self, hint=-1, /)\n--\n\nLines until they have hint characters together." },
  { "writelines", GCORE_FUNC (method_writelines), GCORE_METH_O,
    "writelines($self, lines, /)\n--\n\nWrites each of lines, which bring their newlines." },
  { NULL, NULL, 0, NULL }
};

static const GcoreGetSetDef base_getset[] = {
  { "__dict__", gcore_object_generic_get_dict, NULL, NULL, NULL },
  { "closed", get_closed, NULL, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

#define STREAM_SLOTS                                                                                                   \
  .basic_size = sizeof (IOBase), .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE, .dealloc = dealloc,               \
  .traverse = gcore_io_traverse, .clear = gcore_io_clear, .finalize = finalize,                                        \
  .get_attr = gcore_object_generic_get_attr, .set_attr = gcore_object_generic_set_attr,                                \
  .dict_offset = offsetof (IOBase, dict), .weaklist_offset = offsetof (IOBase, weak_list), .free_ = gcore_gc_del

const GcoreType gcore_io_base_template = {
  .name = "_io._IOBase",
  STREAM_SLOTS,
  .iter = iter,
  .iter_next = iter_next,
  .methods = base_methods,
  .getset = base_getset,
  .doc = "What all streams have in common.",
  .new_ = gcore_type_generic_new,
};

static GcoreObject *
not_implemented (GcoreObject *self GCORE_UNUSED, GcoreObject *args GCORE_UNUSED)
{
  gcore_err_set_none (GCORE_EXC (NotImplementedError));
  return NULL;
}

static const GcoreMethodDef raw_methods[] = {
  { "read", GCORE_FUNC (raw_read), GCORE_METH_FASTCALL, NULL },
  { "readinto", GCORE_FUNC (not_implemented), GCORE_METH_O, NULL },
  { "write", GCORE_FUNC (not_implemented), GCORE_METH_O, NULL },
  { "readall", GCORE_FUNC (raw_read_all), GCORE_METH_NOARGS, "readall($self, /)\n--\n\nReads up to the end." },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_io_raw_base_template = {
  .name = "_io._RawIOBase",
  .base_id = GCORE_TYPE_ID_IO_BASE,
  STREAM_SLOTS,
  .methods = raw_methods,
  .doc = "Streams of bytes without a buffer.",
};

static const GcoreMethodDef buffered_methods[] = {
  { "detach", GCORE_FUNC (refuse_detach), GCORE_METH_NOARGS, "Gives away the stream below." },
  { "read", GCORE_FUNC (refuse_read), GCORE_METH_VARARGS, "Reads bytes." },
  { "read1", GCORE_FUNC (refuse_read1), GCORE_METH_VARARGS, "Reads bytes, with one call of the stream below." },
  { "readinto", GCORE_FUNC (buffered_readinto), GCORE_METH_O, "readinto($self, buffer, /)\n--\n\n" },
  { "readinto1", GCORE_FUNC (buffered_readinto1), GCORE_METH_O, "readinto1($self, buffer, /)\n--\n\n" },
  { "write", GCORE_FUNC (refuse_write), GCORE_METH_VARARGS, "Writes bytes." },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_io_buffered_base_template = {
  .name = "_io._BufferedIOBase",
  .base_id = GCORE_TYPE_ID_IO_BASE,
  STREAM_SLOTS,
  .methods = buffered_methods,
  .doc = "Streams of bytes.",
};

static const GcoreMethodDef text_methods[] = {
  { "detach", GCORE_FUNC (refuse_detach), GCORE_METH_NOARGS, "Gives away the stream below." },
  { "read", GCORE_FUNC (refuse_read), GCORE_METH_VARARGS, "Reads text." },
  { "readline", GCORE_FUNC (refuse_readline), GCORE_METH_VARARGS, "Reads a line." },
  { "write", GCORE_FUNC (refuse_write), GCORE_METH_VARARGS, "Writes text." },
  { NULL, NULL, 0, NULL }
};

static const GcoreGetSetDef text_getset[] = {
  { "encoding", get_none, NULL, "The encoding of the stream below.", NULL },
  { "newlines", get_none, NULL, "The kinds of newlines that were read.", NULL },
  { "errors", get_none, NULL, "What is done about errors of the encoding.", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_io_text_base_template = {
  .name = "_io._TextIOBase",
  .base_id = GCORE_TYPE_ID_IO_BASE,
  STREAM_SLOTS,
  .methods = text_methods,
  .getset = text_getset,
  .doc = "Streams of text.",
};

/* --- the module --------------------------------------------------------------------------------------------------- */

static int
init (GcoreObject *module)
{
  static const struct
  {
    const char *name;
    uint16_t id;
  } types[] = {
    { "_IOBase", GCORE_TYPE_ID_IO_BASE },       { "_RawIOBase", GCORE_TYPE_ID_IO_RAW_BASE },
    { "_BufferedIOBase", GCORE_TYPE_ID_IO_BUFFERED_BASE }, { "_TextIOBase", GCORE_TYPE_ID_IO_TEXT_BASE },
    { "BytesIO", GCORE_TYPE_ID_BYTES_IO },      { "StringIO", GCORE_TYPE_ID_STRING_IO },
    { "BufferedReader", GCORE_TYPE_ID_BINARY_READER }, { "BufferedWriter", GCORE_TYPE_ID_BINARY_WRITER },
    { "TextIOWrapper", GCORE_TYPE_ID_TEXT_STREAM },
  };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (types); i++)
    if (gcore_module_add_object_ref (module, types[i].name, GCORE_OBJECT (&GCORE_OBJECTS->types[types[i].id])) < 0)
      return -1;
  return 0;
}

const GcoreModuleDef gcore_io_module = {
  .name = "_io",
  .doc = "Streams in memory.",
  .init = init,
};
