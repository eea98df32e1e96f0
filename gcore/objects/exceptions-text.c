/* SPDX-License-Identifier: MIT */
/* Exceptions about text: SyntaxError and the Unicode errors. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- SyntaxError -------------------------------------------------------------------------------------------------- */

#define SYNTAX_ERROR(object) ((GcoreSyntaxError *) (void *) (object))

GCORE_EXCEPTION_DEFINE_LIFE (GcoreSyntaxError, msg, 8)

/* The second argument: (filename, lineno, offset, text[, end_lineno, end_offset]). */
static int
take_location (GcoreSyntaxError *error, GcoreObject *location)
{
  GcoreObject *filename, *lineno, *offset, *text, *end_lineno = NULL, *end_offset = NULL;
  GcoreObject *tuple = gcore_sequence_tuple (location);
  if (tuple == NULL)
    return -1;
  bool ok = gcore_arg_parse_tuple (tuple, "OOOO|OO", &filename, &lineno, &offset, &text, &end_lineno, &end_offset);
  if (ok)
    {
      GCORE_SETREF (error->filename, gcore_newref (filename));
      GCORE_SETREF (error->lineno, gcore_newref (lineno));
      GCORE_SETREF (error->offset, gcore_newref (offset));
      GCORE_SETREF (error->text, gcore_newref (text));
      GCORE_SETREF (error->end_lineno, gcore_xnewref (end_lineno));
      GCORE_SETREF (error->end_offset, gcore_xnewref (end_offset));
      ok = end_lineno == NULL || end_offset != NULL;
      if (!ok)
        gcore_err_set_string (GCORE_EXC (TypeError), "end_offset must be provided when end_lineno is provided");
    }
  gcore_decref (tuple);
  return ok ? 0 : -1;
}

static int
syntax_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (gcore_exception_init (self, args, kwargs) != 0)
    return -1;
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n >= 1)
    GCORE_SETREF (SYNTAX_ERROR (self)->msg, gcore_newref (GCORE_TUPLE_ITEM (args, 0)));
  return n == 2 ? take_location (SYNTAX_ERROR (self), GCORE_TUPLE_ITEM (args, 1)) : 0;
}

/* What stands behind the last slash of PATH: new str. */
static GcoreObject *
base_name (GcoreObject *path)
{
  intptr_t n = GCORE_STR_LENGTH (path);
  intptr_t slash = gcore_str_find_char (path, '/', 0, n, -1);
  return slash < 0 ? gcore_newref (path) : gcore_str_substring (path, slash + 1, n);
}

static GcoreObject *
syntax_error_str (GcoreObject *self)
{
  GcoreSyntaxError *error = SYNTAX_ERROR (self);
  GcoreObject *msg = error->msg != NULL ? error->msg : GCORE_NONE, *filename = NULL, *result;
  bool has_line = error->lineno != NULL && gcore_is_int_exact (error->lineno);
  int overflow = 0;
  long line = has_line ? gcore_int_as_long_and_overflow (error->lineno, &overflow) : 0;
  if (error->filename != NULL && gcore_is_str (error->filename))
    {
      filename = base_name (error->filename);
      if (filename == NULL)
        return NULL;
    }
  if (filename != NULL && has_line)
    result = gcore_str_from_format ("%S (%U, line %ld)", msg, filename, line);
  else if (filename != NULL)
    result = gcore_str_from_format ("%S (%U)", msg, filename);
  else if (has_line)
    result = gcore_str_from_format ("%S (line %ld)", msg, line);
  else
    result = gcore_object_str (msg);
  gcore_xdecref (filename);
  return result;
}

static const GcoreMemberDef syntax_error_members[] = {
  { "msg", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, msg), 0, "exception msg" },
  { "filename", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, filename), 0, "exception filename" },
  { "lineno", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, lineno), 0, "exception lineno" },
  { "offset", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, offset), 0, "exception offset" },
  { "text", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, text), 0, "exception text" },
  { "end_lineno", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, end_lineno), 0, "exception end lineno" },
  { "end_offset", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, end_offset), 0, "exception end offset" },
  { "print_file_and_line", GCORE_MEMBER_OBJECT, offsetof (GcoreSyntaxError, print_file_and_line), 0,
    "exception print_file_and_line" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_SyntaxError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreSyntaxError),
  .str = syntax_error_str,
  .members = syntax_error_members,
  .init = syntax_error_init,
};

/* --- Unicode errors ----------------------------------------------------------------------------------------------- */

#define UNICODE_ERROR(object) ((GcoreUnicodeError *) (void *) (object))

static int
unicode_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (UNICODE_ERROR (self)->encoding);
  GCORE_VISIT (UNICODE_ERROR (self)->object);
  GCORE_VISIT (UNICODE_ERROR (self)->reason);
  return gcore_exception_traverse (self, visit, data);
}

static int
unicode_clear (GcoreObject *self)
{
  GCORE_CLEAR (UNICODE_ERROR (self)->encoding);
  GCORE_CLEAR (UNICODE_ERROR (self)->object);
  GCORE_CLEAR (UNICODE_ERROR (self)->reason);
  return gcore_exception_clear (self);
}

static void
unicode_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  unicode_clear (self);
  GCORE_TYPE_OF (self)->free_ (self);
}

static void
unicode_fill (GcoreObject *self, GcoreObject *encoding, GcoreObject *object, GcoreObject *reason)
{
  GCORE_SETREF (UNICODE_ERROR (self)->encoding, gcore_xnewref (encoding));
  GCORE_SETREF (UNICODE_ERROR (self)->object, gcore_newref (object));
  GCORE_SETREF (UNICODE_ERROR (self)->reason, gcore_newref (reason));
}

static int
decode_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  GcoreObject *encoding, *object, *reason;
  if (gcore_exception_init (self, args, kwargs) != 0
      || !gcore_arg_parse_tuple (args, "UOnnU", &encoding, &object, &error->start, &error->end, &reason))
    return -1;
  GcoreObject *bytes = gcore_is_bytes (object) ? gcore_newref (object) : gcore_bytes_from_object (object);
  if (bytes == NULL)
    return -1;
  unicode_fill (self, encoding, bytes, reason);
  gcore_decref (bytes);
  return 0;
}

static int
encode_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  GcoreObject *encoding, *object, *reason;
  if (gcore_exception_init (self, args, kwargs) != 0
      || !gcore_arg_parse_tuple (args, "UUnnU", &encoding, &object, &error->start, &error->end, &reason))
    return -1;
  unicode_fill (self, encoding, object, reason);
  return 0;
}

static int
translate_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  GcoreObject *object, *reason;
  if (gcore_exception_init (self, args, kwargs) != 0
      || !gcore_arg_parse_tuple (args, "UnnU", &object, &error->start, &error->end, &reason))
    return -1;
  unicode_fill (self, NULL, object, reason);
  return 0;
}

static GcoreObject *
decode_error_str (GcoreObject *self)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  if (error->object == NULL)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (error->start >= 0 && error->start < GCORE_BYTES_SIZE (error->object) && error->end == error->start + 1)
    return gcore_str_from_format ("'%S' codec can't decode byte 0x%02x in position %zd: %S", error->encoding,
                                  (int) (unsigned char) GCORE_BYTES_DATA (error->object)[error->start], error->start,
                                  error->reason);
  return gcore_str_from_format ("'%S' codec can't decode bytes in position %zd-%zd: %S", error->encoding, error->start,
                                error->end - 1, error->reason);
}

/* "character '\xe9'" if one character is at fault, else NULL without an exception. */
static GcoreObject *
bad_character (GcoreUnicodeError *error)
{
  if (error->start < 0 || error->start >= GCORE_STR_LENGTH (error->object) || error->end != error->start + 1)
    return NULL;
  uint32_t c = gcore_str_read_char (error->object, error->start);
  const char *format = c <= 0xff ? "'\\x%02x'" : c <= 0xffff ? "'\\u%04x'" : "'\\U%08x'";
  return gcore_str_from_format (format, c);
}

/* "PREFIX VERB character … in position …: reason". */
static GcoreObject *
text_error_str (GcoreUnicodeError *error, GcoreObject *prefix, const char *verb)
{
  if (prefix == NULL)
    return NULL;
  GcoreObject *character = bad_character (error), *result = NULL;
  if (character != NULL)
    result = gcore_str_from_format ("%U%s character %U in position %zd: %S", prefix, verb, character, error->start,
                                    error->reason);
  else if (gcore_err_occurred () == NULL)
    result = gcore_str_from_format ("%U%s characters in position %zd-%zd: %S", prefix, verb, error->start, error->end - 1,
                                    error->reason);
  gcore_xdecref (character);
  gcore_decref (prefix);
  return result;
}

static GcoreObject *
encode_error_str (GcoreObject *self)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  if (error->object == NULL)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  return text_error_str (error, gcore_str_from_format ("'%S' codec ", error->encoding), "can't encode");
}

static GcoreObject *
translate_error_str (GcoreObject *self)
{
  GcoreUnicodeError *error = UNICODE_ERROR (self);
  if (error->object == NULL)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  return text_error_str (error, gcore_newref (GCORE_OBJECTS->empty_str), "can't translate");
}

static const GcoreMemberDef unicode_members[] = {
  { "encoding", GCORE_MEMBER_OBJECT, offsetof (GcoreUnicodeError, encoding), 0, "exception encoding" },
  { "object", GCORE_MEMBER_OBJECT, offsetof (GcoreUnicodeError, object), 0, "exception object" },
  { "start", GCORE_MEMBER_INTPTR, offsetof (GcoreUnicodeError, start), 0, "exception start" },
  { "end", GCORE_MEMBER_INTPTR, offsetof (GcoreUnicodeError, end), 0, "exception end" },
  { "reason", GCORE_MEMBER_OBJECT, offsetof (GcoreUnicodeError, reason), 0, "exception reason" },
  { .name = NULL }
};

#define UNICODE_TEMPLATE                                                                                               \
  GCORE_EXCEPTION_TEMPLATE_HEAD, .basic_size = sizeof (GcoreUnicodeError), .dealloc = unicode_dealloc,                 \
                                 .traverse = unicode_traverse, .clear = unicode_clear, .members = unicode_members

const GcoreType gcore_exception_template_UnicodeError = { UNICODE_TEMPLATE };
const GcoreType gcore_exception_template_UnicodeDecodeError
  = { UNICODE_TEMPLATE, .str = decode_error_str, .init = decode_error_init };
const GcoreType gcore_exception_template_UnicodeEncodeError
  = { UNICODE_TEMPLATE, .str = encode_error_str, .init = encode_error_init };
const GcoreType gcore_exception_template_UnicodeTranslateError
  = { UNICODE_TEMPLATE, .str = translate_error_str, .init = translate_error_init };

/* TYPE (ENCODING, OBJECT, START, END, REASON). */
static GcoreObject *
new_unicode_error (GcoreObject *type, const char *encoding, GcoreObject *object, intptr_t start, intptr_t end,
                   const char *reason)
{
  GcoreObject *args[] = { gcore_str_from_string (encoding), gcore_newref (object), gcore_int_from_ssize (start),
                          gcore_int_from_ssize (end), gcore_str_from_string (reason) };
  GcoreObject *result = NULL;
  if (args[0] != NULL && args[2] != NULL && args[3] != NULL && args[4] != NULL)
    result = gcore_object_vectorcall (type, args, 5, NULL);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (args); i++)
    gcore_xdecref (args[i]);
  return result;
}

GcoreObject *
gcore_unicode_decode_error_new (const char *encoding, GcoreObject *bytes, intptr_t start, intptr_t end,
                                const char *reason)
{
  return new_unicode_error (GCORE_EXC (UnicodeDecodeError), encoding, bytes, start, end, reason);
}

GcoreObject *
gcore_unicode_encode_error_new (const char *encoding, GcoreObject *str, intptr_t start, intptr_t end,
                                const char *reason)
{
  return new_unicode_error (GCORE_EXC (UnicodeEncodeError), encoding, str, start, end, reason);
}
