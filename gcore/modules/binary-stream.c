/* SPDX-License-Identifier: MIT */
/* sys.stdin.buffer, sys.stdout.buffer and sys.stderr.buffer: bytes from and to the host. */
#include "gcore/machine/host.h"
#include "gcore/modules/io-private.h"
#include "gcore/modules/text-stream.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* As every stream: its base type takes care of dict and weak_list. */
typedef struct
{
  GcoreObject base;
  GcoreObject *dict;
  GcoreObject *weak_list;
  GcoreObject *pending; /* owned bytes, or NULL: read from the host, not handed out yet */
  int number;           /* GCORE_TEXT_STREAM_… */
} BinaryStream;

#define STREAM(object) ((BinaryStream *) (void *) (object))

GcoreObject *
gcore_binary_stream_new (int number)
{
  GcoreType *type = number == GCORE_TEXT_STREAM_STDIN ? GCORE_TYPE (BINARY_READER) : GCORE_TYPE (BINARY_WRITER);
  GcoreObject *self = gcore_type_generic_alloc (type, 0);
  if (self != NULL)
    STREAM (self)->number = number;
  return self;
}

static void
dealloc (GcoreObject *self)
{
  GCORE_CLEAR (STREAM (self)->pending);
  gcore_io_dealloc (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (STREAM (self)->pending);
  return gcore_io_traverse (self, visit, data);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static GcoreStream
host_stream (GcoreObject *self)
{
  return STREAM (self)->number == GCORE_TEXT_STREAM_STDOUT ? GCORE_STREAM_STDOUT : GCORE_STREAM_STDERR;
}

static GcoreObject *
stream_write (GcoreObject *self, GcoreObject *data)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  intptr_t n = buffer.n;
  gcore_host_write (host_stream (self), (const char *) buffer.data, (size_t) n);
  gcore_buffer_release (&buffer);
  return gcore_int_from_ssize (n);
}

static GcoreObject *
stream_flush (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  gcore_host_flush (host_stream (self));
  GCORE_RETURN_NONE;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* One line with its newline: new bytes, empty at the end of input. */
static GcoreObject *
read_line (GcoreObject *self)
{
  char buffer[512];
  GcoreObject *line = STREAM (self)->pending;
  intptr_t n;
  STREAM (self)->pending = NULL;
  if (line != NULL)
    return line;
  line = gcore_bytes_from_string_and_size (NULL, 0);
  while (line != NULL && (n = gcore_host_read_line (buffer, sizeof buffer)) > 0)
    {
      gcore_bytes_concat_and_del (&line, gcore_bytes_from_string_and_size (buffer, n));
      if (buffer[n - 1] == '\n')
        break;
    }
  return line;
}

/* The first N bytes of DATA, which is stolen and may be NULL; the rest waits for the next reading. */
static GcoreObject *
keep_rest (GcoreObject *self, GcoreObject *data, intptr_t n)
{
  if (data == NULL || n < 0 || GCORE_SIZE_OF (data) <= n)
    return data;
  const char *bytes = gcore_bytes_as_string (data);
  GcoreObject *first = gcore_bytes_from_string_and_size (bytes, n);
  STREAM (self)->pending = gcore_bytes_from_string_and_size (bytes + n, GCORE_SIZE_OF (data) - n);
  if (STREAM (self)->pending == NULL)
    GCORE_CLEAR (first);
  gcore_decref (data);
  return first;
}

static GcoreObject *
stream_readline (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1;
  if (gcore_io_parse_size ("readline", args, n_args, &size) < 0)
    return NULL;
  return keep_rest (self, read_line (self), size);
}

static GcoreObject *
stream_read (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1, n = -1;
  if (gcore_io_parse_size ("read", args, n_args, &size) < 0)
    return NULL;
  GcoreObject *data = gcore_bytes_from_string_and_size (NULL, 0);
  while (data != NULL && n != 0 && (size < 0 || GCORE_SIZE_OF (data) < size))
    {
      GcoreObject *line = read_line (self);
      n = line != NULL ? GCORE_SIZE_OF (line) : 0;
      gcore_bytes_concat_and_del (&data, line);
    }
  return keep_rest (self, data, size);
}

/* --- the types ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
stream_fileno (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  return gcore_int_from_long (STREAM (self)->number);
}

static GcoreObject *
stream_true (GcoreObject *self GCORE_UNUSED, GcoreObject *arg GCORE_UNUSED)
{
  GCORE_RETURN_TRUE;
}

static GcoreObject *
get_name (GcoreObject *self, void *closure GCORE_UNUSED)
{
  static const char *const names[] = { "<stdin>", "<stdout>", "<stderr>" };
  return gcore_str_from_string (names[STREAM (self)->number]);
}

static GcoreObject *
get_mode (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_str_from_string (STREAM (self)->number == GCORE_TEXT_STREAM_STDIN ? "rb" : "wb");
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *name = get_name (self, NULL);
  GcoreObject *result = name != NULL ? gcore_str_from_format ("<%s name=%R>", GCORE_TYPE_OF (self)->name, name) : NULL;
  gcore_xdecref (name);
  return result;
}

static const GcoreMethodDef reader_methods[] = {
  { "read", GCORE_FUNC (stream_read), GCORE_METH_FASTCALL, NULL },
  { "readline", GCORE_FUNC (stream_readline), GCORE_METH_FASTCALL, NULL },
  { "fileno", GCORE_FUNC (stream_fileno), GCORE_METH_NOARGS, NULL },
  { "readable", GCORE_FUNC (stream_true), GCORE_METH_NOARGS, NULL },
  { NULL },
};

static const GcoreMethodDef writer_methods[] = {
  { "write", GCORE_FUNC (stream_write), GCORE_METH_O, NULL },
  { "flush", GCORE_FUNC (stream_flush), GCORE_METH_NOARGS, NULL },
  { "fileno", GCORE_FUNC (stream_fileno), GCORE_METH_NOARGS, NULL },
  { "writable", GCORE_FUNC (stream_true), GCORE_METH_NOARGS, NULL },
  { NULL },
};

static const GcoreGetSetDef getset[] = {
  { "name", get_name, NULL, NULL, NULL },
  { "mode", get_mode, NULL, NULL, NULL },
  { NULL },
};

#define STREAM_TYPE(type_name, type_methods)                                                                           \
  {                                                                                                                    \
    .name = type_name, .base_id = GCORE_TYPE_ID_IO_BUFFERED_BASE, .basic_size = sizeof (BinaryStream),                 \
    .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW, .dealloc = dealloc, .traverse = traverse,              \
    .repr = repr, .methods = type_methods, .getset = getset,                                                           \
  }

const GcoreType gcore_binary_reader_template = STREAM_TYPE ("_io.BufferedReader", reader_methods);
const GcoreType gcore_binary_writer_template = STREAM_TYPE ("_io.BufferedWriter", writer_methods);
