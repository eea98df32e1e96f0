/* SPDX-License-Identifier: MIT */
/* BytesIO: a stream of bytes in memory. They are kept in a bytes object, which is shared with the program until it is
 * changed. */
#include "gcore/collector/collector.h"
#include "gcore/modules/io-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/memoryview.h"
#include "gcore/objects/object.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *buffer; /* owned bytes; NULL: closed */
  intptr_t position;
  intptr_t size;       /* bytes of the stream; buffer may be larger */
  GcoreObject *dict, *weak_list;
  intptr_t exports;    /* views of the buffer */
} BytesIO;

/* What getbuffer gives a view of. */
typedef struct
{
  GcoreObject base;
  BytesIO *stream; /* owned */
} Exporter;

#define SELF(object) ((BytesIO *) (void *) (object))

_Static_assert (sizeof (BytesIO) == 64 && sizeof (Exporter) == 24, "sizes a program sees");

/* --- the buffer --------------------------------------------------------------------------------------------------- */

static bool
is_open (const BytesIO *self)
{
  if (self->buffer != NULL)
    return true;
  gcore_err_set_string (GCORE_EXC (ValueError), "I/O operation on closed file.");
  return false;
}

static bool
is_resizable (const BytesIO *self)
{
  if (self->exports == 0)
    return true;
  gcore_err_set_string (GCORE_EXC (BufferError), "Existing exports of data: object cannot be re-sized");
  return false;
}

static char *
data_of (const BytesIO *self)
{
  return gcore_bytes_as_string (self->buffer);
}

/* Gives the stream a buffer of its own with room for SIZE bytes. -1 with MemoryError. */
static int
set_room (BytesIO *self, intptr_t size)
{
  if (self->buffer->refcount == 1)
    {
      GcoreObject *buffer = self->buffer;
      self->buffer = NULL;
      int status = gcore_bytes_resize (&buffer, size);
      self->buffer = buffer;
      return status;
    }
  GcoreObject *buffer = gcore_bytes_from_string_and_size (NULL, size);
  if (buffer == NULL)
    return -1;
  memcpy (gcore_bytes_as_string (buffer), data_of (self), (size_t) (self->size < size ? self->size : size));
  GCORE_SETREF (self->buffer, buffer);
  return 0;
}

/* Grows or shrinks the buffer for SIZE bytes, with something to spare when it grows step by step. */
static int
resize (BytesIO *self, intptr_t size)
{
  intptr_t room = GCORE_SIZE_OF (self->buffer);
  if (size >= room / 2 && size < room)
    return 0;
  if (size >= room && (double) size < (double) room * 1.125)
    size += (size >> 3) + (size < 9 ? 3 : 6);
  else
    size++;
  return set_room (self, size);
}

/* Writes at the position. The number of bytes, or -1 with an exception. */
static intptr_t
write_bytes (BytesIO *self, GcoreObject *bytes)
{
  GcoreBuffer given;
  if (!is_open (self) || !is_resizable (self) || gcore_object_get_buffer (bytes, &given, false) < 0)
    return -1;
  intptr_t n = given.n, end = self->position + n;
  int status = 0;
  if (n > 0 && end > GCORE_SIZE_OF (self->buffer))
    status = resize (self, end);
  else if (n > 0 && self->buffer->refcount > 1)
    status = set_room (self, end > self->size ? end : self->size);
  if (n > 0 && status == 0)
    {
      if (self->position > self->size)
        memset (data_of (self) + self->size, 0, (size_t) (self->position - self->size));
      memcpy (data_of (self) + self->position, given.data, (size_t) n);
      self->position = end;
      self->size = end > self->size ? end : self->size;
    }
  gcore_buffer_release (&given);
  return status < 0 ? -1 : n;
}

static GcoreObject *
method_getvalue (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  BytesIO *self = SELF (object);
  if (!is_open (self))
    return NULL;
  if (self->size != GCORE_SIZE_OF (self->buffer) && self->exports == 0 && set_room (self, self->size) < 0)
    return NULL;
  if (self->size != GCORE_SIZE_OF (self->buffer))
    return gcore_bytes_from_string_and_size (data_of (self), self->size);
  return gcore_newref (self->buffer);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* The next N bytes, which are there. */
static GcoreObject *
take (BytesIO *self, intptr_t n)
{
  GcoreObject *bytes;
  if (n > 1 && self->position == 0 && n == GCORE_SIZE_OF (self->buffer) && self->exports == 0)
    bytes = gcore_newref (self->buffer);
  else
    bytes = gcore_bytes_from_string_and_size (data_of (self) + self->position, n);
  if (bytes != NULL)
    self->position += n;
  return bytes;
}

/* The bytes from the position on, at most LIMIT if that is not negative. */
static intptr_t
bytes_left (const BytesIO *self, intptr_t limit)
{
  intptr_t n = self->position < self->size ? self->size - self->position : 0;
  return limit >= 0 && limit < n ? limit : n;
}

static intptr_t
line_length (const BytesIO *self, intptr_t limit)
{
  intptr_t n = bytes_left (self, limit);
  if (n == 0)
    return 0;
  const char *start = data_of (self) + self->position, *newline = memchr (start, '\n', (size_t) n);
  return newline != NULL ? newline - start + 1 : n;
}

static GcoreObject *
method_read (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1;
  if (gcore_io_parse_size ("read", args, n_args, &size) < 0 || !is_open (SELF (self)))
    return NULL;
  return take (SELF (self), bytes_left (SELF (self), size));
}

static GcoreObject *
method_readline (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1;
  if (gcore_io_parse_size ("readline", args, n_args, &size) < 0 || !is_open (SELF (self)))
    return NULL;
  return take (SELF (self), line_length (SELF (self), size));
}

static GcoreObject *
method_readlines (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  BytesIO *self = SELF (object);
  intptr_t hint = 0, length = 0, n;
  if (!gcore_arg_check_positional ("readlines", n_args, 0, 1))
    return NULL;
  if (n_args == 1 && args[0] != GCORE_NONE && !gcore_index_check (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "integer argument expected, got '%s'", GCORE_TYPE_OF (args[0])->name);
  if ((n_args == 1 && gcore_io_optional_size (args[0], &hint) < 0) || !is_open (self))
    return NULL;
  GcoreObject *lines = gcore_list_new (0);
  while (lines != NULL && (n = line_length (self, -1)) > 0 && (hint <= 0 || length < hint))
    {
      GcoreObject *line = take (self, n);
      if (line == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) lines, line) < 0)
        GCORE_CLEAR (lines);
      length += n;
    }
  return lines;
}

static GcoreObject *
iter_next (GcoreObject *self)
{
  if (!is_open (SELF (self)))
    return NULL;
  intptr_t n = line_length (SELF (self), -1);
  return n == 0 ? NULL : take (SELF (self), n);
}

static GcoreObject *
method_readinto (GcoreObject *object, GcoreObject *target)
{
  BytesIO *self = SELF (object);
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (target, &buffer, true) < 0)
    {
      gcore_err_clear ();
      gcore_arg_bad_argument ("readinto", "argument", "read-write bytes-like object", target);
      return NULL;
    }
  intptr_t n = is_open (self) ? bytes_left (self, buffer.n) : -1;
  if (n > 0)
    memcpy (buffer.data, data_of (self) + self->position, (size_t) n);
  gcore_buffer_release (&buffer);
  if (n < 0)
    return NULL;
  self->position += n;
  return gcore_int_from_ssize (n);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_write (GcoreObject *self, GcoreObject *bytes)
{
  intptr_t n = write_bytes (SELF (self), bytes);
  return n < 0 ? NULL : gcore_int_from_ssize (n);
}

static GcoreObject *
method_writelines (GcoreObject *self, GcoreObject *lines)
{
  GcoreObject *iterator = is_open (SELF (self)) ? gcore_object_get_iter (lines) : NULL, *line;
  if (iterator == NULL)
    return NULL;
  intptr_t n = 0;
  while (n >= 0 && (line = gcore_iter_next (iterator)) != NULL)
    {
      n = write_bytes (SELF (self), line);
      gcore_decref (line);
    }
  gcore_decref (iterator);
  if (gcore_err_occurred () != NULL)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_truncate (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  BytesIO *self = SELF (object);
  intptr_t size = self->position;
  if (gcore_io_parse_size ("truncate", args, n_args, &size) < 0 || !is_open (self) || !is_resizable (self))
    return NULL;
  if (size < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "negative size value %zd", size);
  if (size < self->size)
    {
      self->size = size;
      if (resize (self, size) < 0)
        return NULL;
    }
  return gcore_int_from_ssize (size);
}

static GcoreObject *
method_seek (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  BytesIO *self = SELF (object);
  intptr_t position;
  int whence = 0;
  if (!gcore_arg_parse_stack (args, n_args, "n|i:seek", &position, &whence) || !is_open (self))
    return NULL;
  if (whence < 0 || whence > 2)
    return gcore_err_format (GCORE_EXC (ValueError), "invalid whence (%i, should be 0, 1 or 2)", whence);
  if (position < 0 && whence == 0)
    return gcore_err_format (GCORE_EXC (ValueError), "negative seek value %zd", position);
  intptr_t from = whence == 0 ? 0 : whence == 1 ? self->position : self->size;
  if (position > INTPTR_MAX - from)
    return gcore_err_format (GCORE_EXC (OverflowError), "new position too large");
  self->position = position + from < 0 ? 0 : position + from;
  return gcore_int_from_ssize (self->position);
}

static GcoreObject *
method_tell (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_int_from_ssize (SELF (self)->position) : NULL;
}

/* --- views -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_getbuffer (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  if (!is_open (SELF (object)))
    return NULL;
  GcoreObject *exporter = gcore_type_generic_alloc (GCORE_TYPE (BYTES_IO_BUFFER), 0);
  if (exporter == NULL)
    return NULL;
  ((Exporter *) (void *) exporter)->stream = gcore_newref (object);
  GcoreObject *view = gcore_memoryview_from_object (exporter);
  gcore_decref (exporter);
  return view;
}

static int
exporter_get_buffer (GcoreObject *object, GcoreBuffer *buffer)
{
  BytesIO *self = ((Exporter *) (void *) object)->stream;
  if (self->exports == 0 && self->buffer->refcount > 1 && set_room (self, self->size) < 0)
    return -1;
  self->exports++;
  buffer->data = (uint8_t *) data_of (self);
  buffer->n = self->size;
  buffer->read_only = false;
  return 0;
}

static void
exporter_release_buffer (GcoreObject *object)
{
  ((Exporter *) (void *) object)->stream->exports--;
}

static void
exporter_dealloc (GcoreObject *object)
{
  gcore_gc_untrack (object);
  gcore_decref (((Exporter *) (void *) object)->stream);
  gcore_gc_del (object);
}

static int
exporter_traverse (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (((Exporter *) (void *) object)->stream);
  return 0;
}

const GcoreType gcore_bytes_io_buffer_template = {
  .name = "_io._BytesIOBuffer",
  .basic_size = sizeof (Exporter),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = exporter_dealloc,
  .traverse = exporter_traverse,
  .get_buffer = exporter_get_buffer,
  .release_buffer = exporter_release_buffer,
};

/* --- state -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_close (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  if (!is_resizable (SELF (self)))
    return NULL;
  GCORE_CLEAR (SELF (self)->buffer);
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_closed (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_bool_from_long (SELF (self)->buffer == NULL);
}

static GcoreObject *
return_none_if_open (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_newref (GCORE_NONE) : NULL;
}

static GcoreObject *
return_true_if_open (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_newref (GCORE_TRUE) : NULL;
}

static GcoreObject *
return_false_if_open (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_newref (GCORE_FALSE) : NULL;
}

static GcoreObject *
method_getstate (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *value = method_getvalue (self, NULL), *dict = NULL, *position = NULL, *state = NULL;
  if (value == NULL)
    return NULL;
  dict = SELF (self)->dict == NULL ? gcore_newref (GCORE_NONE) : gcore_dict_copy (SELF (self)->dict);
  position = dict == NULL ? NULL : gcore_int_from_ssize (SELF (self)->position);
  if (position != NULL)
    state = gcore_tuple_pack (3, value, position, dict);
  gcore_decref (value);
  gcore_xdecref (dict);
  gcore_xdecref (position);
  return state;
}

/* A tuple that getstate gave, or one like it: the bytes, the position, attributes or None. */
static GcoreObject *
method_setstate (GcoreObject *object, GcoreObject *state)
{
  BytesIO *self = SELF (object);
  if (!gcore_is_tuple (state) || GCORE_TUPLE_SIZE (state) < 3)
    return gcore_err_format (GCORE_EXC (TypeError), "%.200s.__setstate__ argument should be 3-tuple, got %.200s",
                             GCORE_TYPE_OF (self)->name, GCORE_TYPE_OF (state)->name);
  GcoreObject *place = GCORE_TUPLE_ITEM (state, 1), *dict = GCORE_TUPLE_ITEM (state, 2);
  if (!is_resizable (self))
    return NULL;
  self->position = self->size = 0;
  if (write_bytes (self, GCORE_TUPLE_ITEM (state, 0)) < 0)
    return NULL;
  if (!gcore_is_int (place))
    return gcore_err_format (GCORE_EXC (TypeError), "second item of state must be an integer, got %.200s",
                             GCORE_TYPE_OF (place)->name);
  intptr_t position = gcore_int_as_ssize (place);
  if (position == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (position < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "position value cannot be negative");
  self->position = position;
  if (dict == GCORE_NONE)
    GCORE_RETURN_NONE;
  if (!gcore_is_dict (dict))
    return gcore_err_format (GCORE_EXC (TypeError), "third item of state should be a dict, got a %.200s",
                             GCORE_TYPE_OF (dict)->name);
  if (self->dict != NULL)
    return gcore_dict_merge (self->dict, dict, 1) < 0 ? NULL : gcore_newref (GCORE_NONE);
  self->dict = gcore_newref (dict);
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  intptr_t size = GCORE_TYPE_OF (self)->basic_size;
  const GcoreObject *buffer = SELF (self)->buffer;
  if (buffer != NULL && buffer->refcount == 1)
    size += (intptr_t) offsetof (GcoreBytes, data) + 1 + GCORE_SIZE_OF (buffer);
  return gcore_int_from_ssize (size);
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
bytes_io_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  SELF (self)->buffer = gcore_bytes_from_string_and_size ("", 0);
  if (SELF (self)->buffer == NULL)
    GCORE_CLEAR (self);
  return self;
}

static int
bytes_io_init (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "initial_bytes", NULL };
  BytesIO *self = SELF (object);
  GcoreObject *initial = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|O:BytesIO", keywords, &initial) || !is_resizable (self))
    return -1;
  self->size = self->position = 0;
  if (initial == NULL || initial == GCORE_NONE)
    return 0;
  if (gcore_is_exact (initial, BYTES))
    {
      self->size = GCORE_SIZE_OF (initial);
      gcore_incref (initial);
      GCORE_SETREF (self->buffer, initial);
      return 0;
    }
  if (write_bytes (self, initial) < 0)
    return -1;
  self->position = 0;
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->buffer);
  gcore_io_dealloc (self);
}

static const GcoreMethodDef methods[] = {
  { "readable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether it can be read from." },
  { "seekable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether the position can be changed." },
  { "writable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether it can be written to." },
  { "close", GCORE_FUNC (method_close), GCORE_METH_NOARGS, "close($self, /)\n--\n\nForgets the bytes." },
  { "flush", GCORE_FUNC (return_none_if_open), GCORE_METH_NOARGS, "flush($self, /)\n--\n\nDoes nothing." },
  { "isatty", GCORE_FUNC (return_false_if_open), GCORE_METH_NOARGS, "isatty($self, /)\n--\n\nFalse." },
  { "tell", GCORE_FUNC (method_tell), GCORE_METH_NOARGS, "tell($self, /)\n--\n\nThe position." },
  { "write", GCORE_FUNC (method_write), GCORE_METH_O,
    "write($self, b, /)\n--\n\nWrites b at the position; returns the number of bytes." },
  { "writelines", GCORE_FUNC (method_writelines), GCORE_METH_O,
    "writelines($self, lines, /)\n--\n\nWrites each of lines, which bring their newlines." },
  { "read1", GCORE_FUNC (method_read), GCORE_METH_FASTCALL, "read1($self, size=-1, /)\n--\n\nThe same as read." },
  { "readinto", GCORE_FUNC (method_readinto), GCORE_METH_O,
    "readinto($self, buffer, /)\n--\n\nReads as much as buffer takes; returns how much." },
  { "readline", GCORE_FUNC (method_readline), GCORE_METH_FASTCALL,
    "readline($self, size=-1, /)\n--\n\nA line, of at most size bytes." },
  { "readlines", GCORE_FUNC (method_readlines), GCORE_METH_FASTCALL,
    "readlines($self, size=None, /)\n--\n\nLines until they have size bytes together." },
  { "read", GCORE_FUNC (method_read), GCORE_METH_FASTCALL,
    "read($self, size=-1, /)\n--\n\nAt most size bytes; all that are left by default." },
  { "getbuffer", GCORE_FUNC (method_getbuffer), GCORE_METH_NOARGS,
    "getbuffer($self, /)\n--\n\nA view of the bytes, which cannot grow while it exists." },
  { "getvalue", GCORE_FUNC (method_getvalue), GCORE_METH_NOARGS,
    "getvalue($self, /)\n--\n\nEverything, wherever the position is." },
  { "seek", GCORE_FUNC (method_seek), GCORE_METH_FASTCALL,
    "seek($self, pos, whence=0, /)\n--\n\nChanges the position: from the start, from here (1) or from the end (2)." },
  { "truncate", GCORE_FUNC (method_truncate), GCORE_METH_FASTCALL,
    "truncate($self, size=None, /)\n--\n\nCuts the stream off at size, by default the position." },
  { "__getstate__", GCORE_FUNC (method_getstate), GCORE_METH_NOARGS, NULL },
  { "__setstate__", GCORE_FUNC (method_setstate), GCORE_METH_O, NULL },
  { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS, NULL },
  { NULL, NULL, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "closed", get_closed, NULL, "Whether it is closed.", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_bytes_io_template = {
  .name = "_io.BytesIO",
  .base_id = GCORE_TYPE_ID_IO_BUFFERED_BASE,
  .basic_size = sizeof (BytesIO),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = gcore_io_traverse,
  .clear = gcore_io_clear,
  .iter = gcore_object_self_iter,
  .iter_next = iter_next,
  .dict_offset = offsetof (BytesIO, dict),
  .weaklist_offset = offsetof (BytesIO, weak_list),
  .methods = methods,
  .getset = getset,
  .doc = "BytesIO(initial_bytes=b'')\n--\n\nA stream of bytes in memory.",
  .init = bytes_io_init,
  .new_ = bytes_io_new,
  .free_ = gcore_gc_del,
};
