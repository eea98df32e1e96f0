/* SPDX-License-Identifier: MIT */
/* StringIO: a stream of text in memory, kept in four bytes a character. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/io-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* What is done about newlines. */
enum
{
  NEWLINES_KEPT,       /* newline "\n": lines end there */
  NEWLINES_TRANSLATED, /* None: all become "\n" when they are written */
  NEWLINES_UNIVERSAL,  /* "": lines end at any */
  NEWLINES_CR,         /* "\r" and "\r\n": what "\n" becomes when it is written, and where lines end */
  NEWLINES_CR_LF
};

/* Kinds of newlines that were written. */
enum
{
  SEEN_CR = 1,
  SEEN_LF = 2,
  SEEN_CR_LF = 4
};

typedef struct
{
  GcoreObject base;
  uint32_t *characters; /* owned block */
  intptr_t position;
  intptr_t size;        /* characters of the stream */
  intptr_t room;        /* characters for which there is memory */
  uint8_t newlines;     /* NEWLINES_… */
  uint8_t seen;         /* SEEN_… */
  bool closed;
  bool ready;           /* __init__ has been called */
  void *reserved[6];    /* keeps the size CPython's */
  GcoreObject *dict, *weak_list;
} StringIO;

#define SELF(object) ((StringIO *) (void *) (object))

_Static_assert (sizeof (StringIO) == 120, "size a program sees");

static bool
is_open (const StringIO *self)
{
  if (self->ready && !self->closed)
    return true;
  gcore_err_set_string (GCORE_EXC (ValueError), self->ready ? "I/O operation on closed file"
                                                            : "I/O operation on uninitialized object");
  return false;
}

static bool
is_universal (const StringIO *self)
{
  return self->newlines == NEWLINES_TRANSLATED || self->newlines == NEWLINES_UNIVERSAL;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Makes room for SIZE characters. -1 with MemoryError. */
static int
reserve (StringIO *self, intptr_t size)
{
  if (size <= self->room)
    return 0;
  intptr_t room = size + (size >> 3) + 16;
  uint32_t *characters = NULL;
  if (size <= INTPTR_MAX / 8)
    characters = gcore_mem_realloc (self->characters, (size_t) room * sizeof *characters);
  if (characters == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  self->characters = characters;
  self->room = room;
  return 0;
}

/* Puts N characters at the position, which are in KIND bytes each. There is room for them. */
static void
put (StringIO *self, int kind, const void *data, intptr_t n)
{
  uint32_t *to = self->characters + self->position;
  if (kind == 1)
    for (intptr_t i = 0; i < n; i++)
      to[i] = ((const uint8_t *) data)[i];
  else
    for (intptr_t i = 0; i < n; i++)
      to[i] = gcore_str_read (kind, data, i);
  self->position += n;
}

/* Notes which newlines there are in the last N characters put; joins those of two characters, and makes all "\n", if they
 * are to be translated. */
static void
translate (StringIO *self, intptr_t n)
{
  uint32_t *from = self->characters + self->position - n, *end = from + n, *to = from;
  bool change = self->newlines == NEWLINES_TRANSLATED;
  for (; from < end; from++)
    {
      uint32_t c = *from;
      bool two = c == '\r' && from + 1 < end && from[1] == '\n';
      if (c == '\n')
        self->seen |= SEEN_LF;
      else if (c == '\r')
        self->seen |= two ? SEEN_CR_LF : SEEN_CR;
      *to++ = change && c == '\r' ? '\n' : c;
      if (!two)
        continue;
      from++;
      if (!change)
        *to++ = '\n';
    }
  self->position -= end - to;
}

/* The number of characters STRING has once its newlines are as they are to be written. */
static intptr_t
written_length (const StringIO *self, GcoreObject *string)
{
  intptr_t n = GCORE_STR_LENGTH (string);
  for (intptr_t i = 0; self->newlines == NEWLINES_CR_LF && i < GCORE_STR_LENGTH (string); i++)
    n += gcore_str_read_char (string, i) == '\n';
  return n;
}

/* Puts STRING, "\n" replaced by the stream's newline. */
static void
put_with_newlines (StringIO *self, GcoreObject *string)
{
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (string); i++)
    {
      uint32_t c = gcore_str_read_char (string, i);
      if (c == '\n')
        self->characters[self->position++] = '\r';
      if (c != '\n' || self->newlines == NEWLINES_CR_LF)
        self->characters[self->position++] = c;
    }
}

/* -1 with an exception. */
static int
write_str (StringIO *self, GcoreObject *string)
{
  intptr_t n = written_length (self, string), start = self->position;
  if (n == 0)
    return 0;
  if (reserve (self, self->position + n) < 0)
    return -1;
  if (self->position > self->size)
    memset (self->characters + self->size, 0, (size_t) (self->position - self->size) * sizeof *self->characters);
  if (self->newlines == NEWLINES_CR || self->newlines == NEWLINES_CR_LF)
    put_with_newlines (self, string);
  else
    put (self, GCORE_STR_KIND (string), gcore_str_data (string), n);
  if (is_universal (self))
    translate (self, self->position - start);
  if (self->position > self->size)
    self->size = self->position;
  return 0;
}

static GcoreObject *
method_write (GcoreObject *self, GcoreObject *string)
{
  if (!gcore_is_str (string))
    return gcore_err_format (GCORE_EXC (TypeError), "string argument expected, got '%s'", GCORE_TYPE_OF (string)->name);
  if (!is_open (SELF (self)) || write_str (SELF (self), string) < 0)
    return NULL;
  return gcore_int_from_ssize (GCORE_STR_LENGTH (string));
}

static GcoreObject *
method_truncate (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  StringIO *self = SELF (object);
  intptr_t size = self->position;
  if (gcore_io_parse_size ("truncate", args, n_args, &size) < 0 || !is_open (self))
    return NULL;
  if (size < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "Negative size value %zd", size);
  if (size < self->size)
    self->size = size;
  return gcore_int_from_ssize (size);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
take (StringIO *self, intptr_t n)
{
  GcoreObject *text = gcore_str_from_ucs4 (self->characters + self->position, n);
  if (text != NULL)
    self->position += n;
  return text;
}

static intptr_t
characters_left (const StringIO *self, intptr_t limit)
{
  intptr_t n = self->position < self->size ? self->size - self->position : 0;
  return limit >= 0 && limit < n ? limit : n;
}

/* The length of the next line, its newline included, at most LIMIT if that is not negative. */
static intptr_t
line_length (const StringIO *self, intptr_t limit)
{
  intptr_t n = characters_left (self, limit), i = 0;
  const uint32_t *line = self->characters + self->position;
  switch (self->newlines)
    {
    case NEWLINES_UNIVERSAL:
      while (i < n && line[i] != '\n' && line[i] != '\r')
        i++;
      return i + 1 < n && line[i] == '\r' && line[i + 1] == '\n' ? i + 2 : i < n ? i + 1 : n;
    case NEWLINES_CR_LF:
      while (i < n && !(line[i] == '\r' && i + 1 < n && line[i + 1] == '\n'))
        i++;
      return i < n ? i + 2 : n;
    default:
      for (uint32_t end = self->newlines == NEWLINES_CR ? '\r' : '\n'; i < n && line[i] != end;)
        i++;
      return i < n ? i + 1 : n;
    }
}

static GcoreObject *
method_read (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t size = -1;
  if (gcore_io_parse_size ("read", args, n_args, &size) < 0 || !is_open (SELF (self)))
    return NULL;
  return take (SELF (self), characters_left (SELF (self), size));
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
iter_next (GcoreObject *self)
{
  GcoreObject *line;
  if (!is_open (SELF (self)))
    return NULL;
  if (gcore_is_exact (self, STRING_IO))
    line = take (SELF (self), line_length (SELF (self), -1));
  else
    {
      GcoreObject *readline = gcore_object_get_attr_string (self, "readline");
      line = readline == NULL ? NULL : gcore_object_call_no_args (readline);
      gcore_xdecref (readline);
      if (line != NULL && !gcore_is_str (line))
        {
          gcore_err_format (GCORE_EXC (OSError), "readline() should have returned a str object, not '%.200s'",
                            GCORE_TYPE_OF (line)->name);
          GCORE_CLEAR (line);
        }
    }
  if (line != NULL && GCORE_STR_LENGTH (line) == 0)
    GCORE_CLEAR (line);
  return line;
}

static GcoreObject *
method_getvalue (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_str_from_ucs4 (SELF (self)->characters, SELF (self)->size) : NULL;
}

static GcoreObject *
method_tell (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_int_from_ssize (SELF (self)->position) : NULL;
}

static GcoreObject *
method_seek (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  StringIO *self = SELF (object);
  intptr_t position;
  int whence = 0;
  if (!gcore_arg_parse_stack (args, n_args, "n|i:seek", &position, &whence) || !is_open (self))
    return NULL;
  if (whence < 0 || whence > 2)
    return gcore_err_format (GCORE_EXC (ValueError), "Invalid whence (%i, should be 0, 1 or 2)", whence);
  if (position < 0 && whence == 0)
    return gcore_err_format (GCORE_EXC (ValueError), "Negative seek position %zd", position);
  if (whence != 0 && position != 0)
    return gcore_err_format (GCORE_EXC (OSError), "Can't do nonzero cur-relative seeks");
  self->position = whence == 0 ? position : whence == 1 ? self->position : self->size;
  return gcore_int_from_ssize (self->position);
}

/* --- state -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_close (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  SELF (self)->closed = true;
  gcore_mem_free (SELF (self)->characters);
  SELF (self)->characters = NULL;
  SELF (self)->room = SELF (self)->size = 0;
  GCORE_RETURN_NONE;
}

static GcoreObject *
return_true_if_open (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_newref (GCORE_TRUE) : NULL;
}

static GcoreObject *
get_closed (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return SELF (self)->ready ? gcore_bool_from_long (SELF (self)->closed) : (is_open (SELF (self)), NULL);
}

static GcoreObject *
get_line_buffering (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return is_open (SELF (self)) ? gcore_newref (GCORE_FALSE) : NULL;
}

/* The kinds of newlines written: None, one or a tuple. */
static GcoreObject *
get_newlines (GcoreObject *object, void *closure GCORE_UNUSED)
{
  static const char *const kinds[] = { "\r", "\n", "\r\n" };
  if (!is_open (SELF (object)))
    return NULL;
  GcoreObject *found[3] = { NULL }, *result = NULL;
  intptr_t n = 0;
  for (int i = 0; i < 3; i++)
    if (SELF (object)->seen & 1 << i && (found[n++] = gcore_str_from_string (kinds[i])) == NULL)
      goto out;
  if (n < 2)
    result = gcore_newref (n == 0 ? GCORE_NONE : found[0]);
  else
    result = gcore_tuple_from_array (found, n);
out:
  for (int i = 0; i < 3; i++)
    gcore_xdecref (found[i]);
  return result;
}

/* What is to be done about newlines by the argument newline, a str or None. -1 with an exception. */
static int
newlines_for (GcoreObject *newline)
{
  static const char *const known[] = {
    [NEWLINES_KEPT] = "\n", [NEWLINES_UNIVERSAL] = "", [NEWLINES_CR] = "\r", [NEWLINES_CR_LF] = "\r\n"
  };
  if (newline == GCORE_NONE)
    return NEWLINES_TRANSLATED;
  if (!gcore_is_str (newline))
    {
      gcore_err_format (GCORE_EXC (TypeError), "newline must be str or None, not %.200s", GCORE_TYPE_OF (newline)->name);
      return -1;
    }
  for (size_t i = 0; i < GCORE_N_ELEMENTS (known); i++)
    if (known[i] != NULL && gcore_str_equal_to_ascii_string (newline, known[i]))
      return (int) i;
  gcore_err_format (GCORE_EXC (ValueError), "illegal newline value: %R", newline);
  return -1;
}

static int
string_io_init (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "initial_value", "newline", NULL };
  StringIO *self = SELF (object);
  GcoreObject *initial = NULL, *newline = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OO:StringIO", keywords, &initial, &newline))
    return -1;
  int newlines = newline == NULL ? NEWLINES_KEPT : newlines_for (newline);
  if (newlines < 0)
    return -1;
  if (initial != NULL && initial != GCORE_NONE && !gcore_is_str (initial))
    {
      gcore_err_format (GCORE_EXC (TypeError), "initial_value must be str or None, not %.200s",
                        GCORE_TYPE_OF (initial)->name);
      return -1;
    }
  self->ready = self->closed = false;
  self->newlines = (uint8_t) newlines;
  self->position = self->size = 0;
  self->seen = 0;
  if (initial != NULL && initial != GCORE_NONE && write_str (self, initial) < 0)
    return -1;
  self->position = 0;
  self->ready = true;
  return 0;
}

/* The argument newline that was given, or "\n". New reference. */
static GcoreObject *
get_newline_argument (const StringIO *self)
{
  static const char *const texts[] = { "\n", NULL, "", "\r", "\r\n" };
  const char *text = texts[self->newlines];
  return text == NULL ? gcore_newref (GCORE_NONE) : gcore_str_from_string (text);
}

static GcoreObject *
method_getstate (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  StringIO *self = SELF (object);
  GcoreObject *items[4] = { method_getvalue (object, NULL) }, *state = NULL;
  if (items[0] != NULL && (items[1] = get_newline_argument (self)) != NULL
      && (items[2] = gcore_int_from_ssize (self->position)) != NULL
      && (items[3] = self->dict == NULL ? gcore_newref (GCORE_NONE) : gcore_dict_copy (self->dict)) != NULL)
    state = gcore_tuple_from_array (items, 4);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (items); i++)
    gcore_xdecref (items[i]);
  return state;
}

/* Takes the text of a state as it is, without looking at newlines. */
static int
set_value (StringIO *self, GcoreObject *text)
{
  intptr_t n = GCORE_STR_LENGTH (text);
  if (reserve (self, n) < 0)
    return -1;
  self->position = 0;
  put (self, GCORE_STR_KIND (text), gcore_str_data (text), n);
  self->size = n;
  return 0;
}

/* A tuple that getstate gave, or one like it: the text, the newline, the position, attributes or None. */
static GcoreObject *
method_setstate (GcoreObject *object, GcoreObject *state)
{
  StringIO *self = SELF (object);
  if (!is_open (self))
    return NULL;
  if (!gcore_is_tuple (state) || GCORE_TUPLE_SIZE (state) < 4)
    return gcore_err_format (GCORE_EXC (TypeError), "%.200s.__setstate__ argument should be 4-tuple, got %.200s",
                             GCORE_TYPE_OF (self)->name, GCORE_TYPE_OF (state)->name);
  GcoreObject *args = gcore_tuple_get_slice (state, 0, 2);
  int status = args == NULL ? -1 : string_io_init (object, args, NULL);
  gcore_xdecref (args);
  GcoreObject *text = GCORE_TUPLE_ITEM (state, 0), *place = GCORE_TUPLE_ITEM (state, 2), *dict = GCORE_TUPLE_ITEM (state, 3);
  if (status < 0 || (gcore_is_str (text) && set_value (self, text) < 0))
    return NULL;
  if (!gcore_is_int (place))
    return gcore_err_format (GCORE_EXC (TypeError), "third item of state must be an integer, got %.200s",
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
    return gcore_err_format (GCORE_EXC (TypeError), "fourth item of state should be a dict, got a %.200s",
                             GCORE_TYPE_OF (dict)->name);
  if (self->dict != NULL)
    return gcore_dict_merge (self->dict, dict, 1) < 0 ? NULL : gcore_newref (GCORE_NONE);
  self->dict = gcore_newref (dict);
  GCORE_RETURN_NONE;
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
string_io_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  return type->alloc (type, 0);
}

static void
dealloc (GcoreObject *self)
{
  SELF (self)->ready = false;
  gcore_mem_free (SELF (self)->characters);
  gcore_io_dealloc (self);
}

static const GcoreMethodDef methods[] = {
  { "close", GCORE_FUNC (method_close), GCORE_METH_NOARGS, "close($self, /)\n--\n\nForgets the text." },
  { "getvalue", GCORE_FUNC (method_getvalue), GCORE_METH_NOARGS,
    "getvalue($self, /)\n--\n\nEverything, wherever the position is." },
  { "read", GCORE_FUNC (method_read), GCORE_METH_FASTCALL,
    "read($self, size=-1, /)\n--\n\nAt most size characters; all that are left by default." },
  { "readline", GCORE_FUNC (method_readline), GCORE_METH_FASTCALL,
    "readline($self, size=-1, /)\n--\n\nA line, of at most size characters." },
  { "tell", GCORE_FUNC (method_tell), GCORE_METH_NOARGS, "tell($self, /)\n--\n\nThe position." },
  { "truncate", GCORE_FUNC (method_truncate), GCORE_METH_FASTCALL,
    "truncate($self, pos=None, /)\n--\n\nCuts the stream off at pos, by default the position." },
  { "seek", GCORE_FUNC (method_seek), GCORE_METH_FASTCALL,
    "seek($self, pos, whence=0, /)\n--\n\nChanges the position: from the start, to here (1) or to the end (2)." },
  { "write", GCORE_FUNC (method_write), GCORE_METH_O,
    "write($self, s, /)\n--\n\nWrites s at the position; returns its length." },
  { "seekable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether the position can be changed." },
  { "readable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether it can be read from." },
  { "writable", GCORE_FUNC (return_true_if_open), GCORE_METH_NOARGS, "Whether it can be written to." },
  { "__getstate__", GCORE_FUNC (method_getstate), GCORE_METH_NOARGS, NULL },
  { "__setstate__", GCORE_FUNC (method_setstate), GCORE_METH_O, NULL },
  { NULL, NULL, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "closed", get_closed, NULL, NULL, NULL },
  { "newlines", get_newlines, NULL, NULL, NULL },
  { "line_buffering", get_line_buffering, NULL, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_string_io_template = {
  .name = "_io.StringIO",
  .base_id = GCORE_TYPE_ID_IO_TEXT_BASE,
  .basic_size = sizeof (StringIO),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = gcore_io_traverse,
  .clear = gcore_io_clear,
  .iter_next = iter_next,
  .dict_offset = offsetof (StringIO, dict),
  .weaklist_offset = offsetof (StringIO, weak_list),
  .methods = methods,
  .getset = getset,
  .doc = "StringIO(initial_value='', newline='\\n')\n--\n\nA stream of text in memory.",
  .init = string_io_init,
  .new_ = string_io_new,
  .free_ = gcore_gc_del,
};
