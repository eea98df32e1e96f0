/* SPDX-License-Identifier: MIT */
/* Encoding and decoding str: the choice of the encoding by name, error handlers, ASCII and Latin-1. UTF-8 is in
 * str-utf8.c, UTF-16 and UTF-32 are in str-utf16.c. */
#include "gcore/objects/str-codec.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-names.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* --- error handlers ----------------------------------------------------------------------------------------------- */

typedef enum
{
  STRICT, IGNORE, REPLACE, BACKSLASH, XML, NAME, ESCAPE, PASS, UNKNOWN
} Handler;

static Handler
handler_of (const char *errors)
{
  static const char *const names[] = { "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace",
                                       "namereplace", "surrogateescape", "surrogatepass" };
  if (errors == NULL)
    return STRICT;
  for (int i = 0; i < (int) GCORE_N_ELEMENTS (names); i++)
    if (strcmp (errors, names[i]) == 0)
      return (Handler) i;
  return UNKNOWN;
}

/* Calls a function of the module codecs, which knows the program's own encodings and handlers: FUNCTION (ARGUMENT, NAME,
 * MORE), MORE may be NULL. New reference. */
static GcoreObject *
ask_codecs (const char *function, GcoreObject *argument, const char *name, const char *more)
{
  if (GCORE_OBJECTS->hooks.builtin == NULL)
    return gcore_err_format (GCORE_EXC (LookupError),
                             more != NULL ? "unknown encoding: %s" : "unknown error handler name '%s'", name);
  GcoreObject *import = GCORE_OBJECTS->hooks.builtin ("__import__"), *text = gcore_str_from_string ("codecs");
  GcoreObject *module = import != NULL && text != NULL ? gcore_object_call_one_arg (import, text) : NULL;
  GcoreObject *callable = module != NULL ? gcore_object_get_attr_string (module, function) : NULL;
  GcoreObject *first = gcore_str_from_string (name), *second = gcore_str_from_string (more != NULL ? more : "strict");
  GcoreObject *result = NULL;
  if (callable != NULL && first != NULL && second != NULL)
    result = gcore_object_call_function_obj_args (callable, argument, first, second, NULL);
  GcoreObject *owned[] = { import, text, module, callable, first, second };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (owned); i++)
    gcore_xdecref (owned[i]);
  if (result == NULL && gcore_err_exception_matches (GCORE_EXC (LookupError)))
    {
      GcoreObject *exception = gcore_err_fetch (); /* the library's own calls are nobody's business */
      gcore_exception_set_traceback (exception, GCORE_NONE);
      gcore_err_restore (exception);
    }
  return result;
}

/* What the program's handler ERRORS puts in place of what EXCEPTION (stolen) is about: a new reference, and in *AT where to
 * go on. */
static GcoreObject *
ask_handler (GcoreObject *exception, const char *errors, intptr_t *at)
{
  GcoreObject *answer = exception != NULL ? ask_codecs ("_handle_error", exception, errors, NULL) : NULL;
  GcoreObject *replacement = NULL;
  if (answer != NULL)
    {
      *at = gcore_int_as_ssize (GCORE_TUPLE_ITEM (answer, 1));
      replacement = gcore_newref (GCORE_TUPLE_ITEM (answer, 0));
    }
  gcore_xdecref (answer);
  gcore_xdecref (exception);
  return replacement;
}

static GcoreObject *
make_decode_error (GcoreStrDecoder *decoder, intptr_t start, intptr_t end, const char *reason)
{
  GcoreObject *bytes = gcore_bytes_from_string_and_size ((const char *) decoder->bytes, decoder->n);
  GcoreObject *error
    = bytes != NULL ? gcore_unicode_decode_error_new (decoder->encoding, bytes, start, end, reason) : NULL;
  gcore_xdecref (bytes);
  return error;
}

static void
raise_decode_error (GcoreStrDecoder *decoder, intptr_t start, intptr_t end, const char *reason)
{
  GcoreObject *error = make_decode_error (decoder, start, end, reason);
  if (error != NULL)
    {
      gcore_err_set_object ((GcoreObject *) GCORE_TYPE_OF (error), error);
      gcore_decref (error);
    }
}

/* The surrogate encoded at bytes[start …] in DECODER's encoding; its length in *WIDTH; 0 if there is none. */
static uint32_t
surrogate_at (GcoreStrDecoder *decoder, intptr_t start, intptr_t *width)
{
  const uint8_t *at = decoder->bytes + start;
  intptr_t left = decoder->n - start;
  uint32_t character = 0;
  if (strncmp (decoder->encoding, "utf-16", 6) == 0 && left >= 2)
    {
      *width = 2;
      bool big = strstr (decoder->encoding, "be") != NULL;
      character = (uint32_t) at[big ? 1 : 0] | (uint32_t) at[big ? 0 : 1] << 8;
    }
  else if (strncmp (decoder->encoding, "utf-32", 6) == 0 && left >= 4)
    {
      *width = 4;
      bool big = strstr (decoder->encoding, "be") != NULL;
      for (int i = 0; i < 4; i++)
        character |= (uint32_t) at[big ? 3 - i : i] << (8 * i);
    }
  else if (strcmp (decoder->encoding, "utf-8") == 0 && left >= 3 && (at[0] & 0xf0) == 0xe0 && (at[1] & 0xc0) == 0x80
           && (at[2] & 0xc0) == 0x80)
    {
      *width = 3;
      character = (uint32_t) (at[0] & 0x0f) << 12 | (uint32_t) (at[1] & 0x3f) << 6 | (at[2] & 0x3f);
    }
  return character >= 0xd800 && character < 0xe000 ? character : 0;
}

intptr_t
gcore_str_decoder_error (GcoreStrDecoder *decoder, intptr_t start, intptr_t end, const char *reason)
{
  GcoreStrWriter *writer = &decoder->writer;
  intptr_t at = start, width;
  uint32_t surrogate;
  GcoreObject *replacement;
  char text[8];
  switch (handler_of (decoder->errors))
    {
    case UNKNOWN:
      replacement = ask_handler (make_decode_error (decoder, start, end, reason), decoder->errors, &at);
      if (replacement != NULL && gcore_str_writer_write_str (writer, replacement) < 0)
        GCORE_CLEAR (replacement);
      gcore_xdecref (replacement);
      return replacement != NULL ? at : -1;
    case IGNORE:
      return end;
    case REPLACE:
      return gcore_str_writer_write_char (writer, 0xfffd) < 0 ? -1 : end;
    case BACKSLASH:
      for (; at < end; at++)
        {
          static const char hex[] = "0123456789abcdef";
          text[0] = '\\', text[1] = 'x';
          text[2] = hex[decoder->bytes[at] >> 4], text[3] = hex[decoder->bytes[at] & 15];
          if (gcore_str_writer_write_ascii_string (writer, text, 4) < 0)
            return -1;
        }
      return end;
    case ESCAPE:
      for (; at < end && at < start + 4 && decoder->bytes[at] >= 0x80; at++)
        if (gcore_str_writer_write_char (writer, 0xdc00 + decoder->bytes[at]) < 0)
          return -1;
      if (at > start)
        return at;
      break;
    case PASS:
      surrogate = surrogate_at (decoder, start, &width);
      if (surrogate != 0)
        return gcore_str_writer_write_char (writer, surrogate) < 0 ? -1 : start + width;
      break;
    case XML:
    case NAME:
      gcore_err_format (GCORE_EXC (TypeError), "don't know how to handle UnicodeDecodeError in error callback");
      return -1;
    case STRICT:
      break;
    }
  raise_decode_error (decoder, start, end, reason);
  return -1;
}

int
gcore_str_encoder_reserve (GcoreStrEncoder *encoder, intptr_t n)
{
  if (encoder->size - encoder->n >= n)
    return 0;
  intptr_t size = encoder->n + n;
  size += size / 2 + 16;
  char *bytes = gcore_mem_realloc (encoder->bytes, (size_t) size);
  if (bytes == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  encoder->bytes = bytes;
  encoder->size = size;
  return 0;
}

static int
raise_encode_error (GcoreStrEncoder *encoder, intptr_t start, intptr_t end, const char *reason)
{
  GcoreObject *error = gcore_unicode_encode_error_new (encoder->encoding, encoder->str, start, end, reason);
  if (error != NULL)
    {
      gcore_err_set_object ((GcoreObject *) GCORE_TYPE_OF (error), error);
      gcore_decref (error);
    }
  return -1;
}

/* The bytes of a character the encoding does not allow but can express: a surrogate. 1: it cannot. */
static int
pass_surrogate (GcoreStrEncoder *encoder, uint32_t character)
{
  if (character < 0xd800 || character > 0xdfff || gcore_str_encoder_reserve (encoder, 4) < 0)
    return 1;
  char *to = encoder->bytes + encoder->n;
  bool big = strstr (encoder->encoding, "be") != NULL;
  if (strcmp (encoder->encoding, "utf-8") == 0)
    {
      to[0] = (char) (0xe0 | character >> 12);
      to[1] = (char) (0x80 | (character >> 6 & 0x3f));
      to[2] = (char) (0x80 | (character & 0x3f));
      encoder->n += 3;
      return 0;
    }
  int width = strncmp (encoder->encoding, "utf-16", 6) == 0 ? 2 : strncmp (encoder->encoding, "utf-32", 6) == 0 ? 4 : 0;
  for (int i = 0; i < width; i++)
    to[big ? width - 1 - i : i] = (char) (character >> (8 * i));
  encoder->n += width;
  return width == 0;
}

static int
write_text (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, const char *text)
{
  for (; *text != '\0'; text++)
    if (gcore_str_encoder_reserve (encoder, 4) < 0 || encode (encoder, (uint8_t) *text) < 0)
      return -1;
  return 0;
}

#define MAX_DESCRIPTION (GCORE_CHAR_NAME_MAX + 4)

/* "\x41", "\u0041", "\U00000041", "&#65;" or "\N{BULLET}" for CHARACTER. */
static void
describe (uint32_t character, Handler handler, char text[MAX_DESCRIPTION])
{
  char digits[12];
  int n = 0;
  if (handler == NAME && gcore_char_name (character, text + 3) != NULL)
    {
      memcpy (text, "\\N{", 3);
      strcat (text, "}");
      return;
    }
  if (handler == XML)
    {
      uint32_t rest = character;
      do
        digits[n++] = (char) ('0' + rest % 10);
      while ((rest /= 10) != 0);
      *text++ = '&';
      *text++ = '#';
    }
  else
    {
      int wanted = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
      for (; n < wanted; n++)
        digits[n] = "0123456789abcdef"[character >> (4 * n) & 15];
      *text++ = '\\';
      *text++ = wanted == 2 ? 'x' : wanted == 4 ? 'u' : 'U';
    }
  while (n > 0)
    *text++ = digits[--n];
  if (handler == XML)
    *text++ = ';';
  *text = '\0';
}

/* Writes what HANDLER puts for one character the encoding lacks. 1: nothing, raise. */
static int
write_replacement (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, Handler handler, uint32_t character)
{
  char text[MAX_DESCRIPTION];
  switch (handler)
    {
    case IGNORE:
      return 0;
    case REPLACE:
      return write_text (encoder, encode, "?");
    case BACKSLASH:
    case XML:
    case NAME:
      describe (character, handler, text);
      return write_text (encoder, encode, text);
    case PASS:
      return pass_surrogate (encoder, character);
    case ESCAPE:
      if (character < 0xdc80 || character > 0xdcff)
        return 1;
      if (gcore_str_encoder_reserve (encoder, 1) < 0)
        return -1;
      encoder->bytes[encoder->n++] = (char) (character - 0xdc00);
      return 0;
    default:
      return 1;
    }
}

/* Lets the program's handler replace characters [START, END). Returns the position to go on at, or -1. */
static intptr_t
replace_by_handler (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, intptr_t start, intptr_t end, const char *reason)
{
  intptr_t at;
  GcoreObject *error = gcore_unicode_encode_error_new (encoder->encoding, encoder->str, start, end, reason);
  GcoreObject *replacement = ask_handler (error, encoder->errors, &at);
  int status = replacement != NULL ? 0 : -1;
  if (status == 0 && gcore_is_bytes (replacement))
    {
      status = gcore_str_encoder_reserve (encoder, GCORE_BYTES_SIZE (replacement));
      if (status == 0)
        {
          memcpy (encoder->bytes + encoder->n, GCORE_BYTES_DATA (replacement), (size_t) GCORE_BYTES_SIZE (replacement));
          encoder->n += GCORE_BYTES_SIZE (replacement);
        }
    }
  else
    for (intptr_t i = 0; status == 0 && i < GCORE_STR_LENGTH (replacement); i++)
      if (gcore_str_encoder_reserve (encoder, 4) < 0)
        status = -1;
      else if (encode (encoder, gcore_str_read_char (replacement, i)) != 0)
        status = gcore_err_occurred () != NULL ? -1 : raise_encode_error (encoder, start, end, reason);
  gcore_xdecref (replacement);
  return status < 0 ? -1 : at;
}

/* Characters [START, END) are not in the encoding. Returns the position to go on at, or -1. */
static intptr_t
handle_encode_error (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, intptr_t start, intptr_t end,
                     const char *reason)
{
  Handler handler = handler_of (encoder->errors);
  if (handler == UNKNOWN)
    return replace_by_handler (encoder, encode, start, end, reason);
  for (intptr_t i = start; i < end; i++)
    {
      int result = write_replacement (encoder, encode, handler, gcore_str_read_char (encoder->str, i));
      if (result != 0)
        return result < 0 ? -1 : raise_encode_error (encoder, start, end, reason);
    }
  return end;
}

GcoreObject *
gcore_str_encoder_run (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, const char *reason)
{
  int kind = GCORE_STR_KIND (encoder->str);
  const void *data = gcore_str_data (encoder->str);
  intptr_t n = GCORE_STR_LENGTH (encoder->str);
  int status = gcore_str_encoder_reserve (encoder, n + 4);
  for (intptr_t i = 0; status == 0 && i < n; i++)
    {
      status = gcore_str_encoder_reserve (encoder, 4);
      if (status == 0)
        status = encode (encoder, gcore_str_read (kind, data, i));
      if (status <= 0)
        continue;
      intptr_t before = encoder->n, end = i + 1;
      while (end < n && gcore_str_encoder_reserve (encoder, 4) == 0
             && encode (encoder, gcore_str_read (kind, data, end)) > 0)
        end++;
      encoder->n = before;
      intptr_t at = gcore_err_occurred () != NULL ? -1 : handle_encode_error (encoder, encode, i, end, reason);
      status = at < 0 ? -1 : 0;
      i = at - 1;
    }
  GcoreObject *bytes = status < 0 ? NULL : gcore_bytes_from_string_and_size (encoder->bytes, encoder->n);
  gcore_mem_free (encoder->bytes);
  return bytes;
}

/* --- ASCII and Latin-1 -------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_str_decode_latin1 (const char *bytes, intptr_t n, const char *errors)
{
  return gcore_str_from_latin1 ((const uint8_t *) bytes, n);
}

GcoreObject *
gcore_str_decode_ascii (const char *bytes, intptr_t n, const char *errors)
{
  if (gcore_str_class_of_data (1, bytes, n) == 0x7f)
    return gcore_str_from_ascii (bytes, n);
  GcoreStrDecoder decoder = { .encoding = "ascii", .errors = errors, .bytes = (const uint8_t *) bytes, .n = n };
  decoder.writer.over_allocate = true;
  intptr_t at = 0;
  while (at >= 0 && at < n)
    {
      if (decoder.bytes[at] >= 0x80)
        at = gcore_str_decoder_error (&decoder, at, at + 1, "ordinal not in range(128)");
      else if (gcore_str_writer_write_char (&decoder.writer, decoder.bytes[at++]) < 0)
        at = -1;
    }
  if (at >= 0)
    return gcore_str_writer_finish (&decoder.writer);
  gcore_str_writer_dealloc (&decoder.writer);
  return NULL;
}

static int
encode_latin1_char (GcoreStrEncoder *encoder, uint32_t character)
{
  if (character >= 0x100)
    return 1;
  encoder->bytes[encoder->n++] = (char) character;
  return 0;
}

static int
encode_ascii_char (GcoreStrEncoder *encoder, uint32_t character)
{
  return character < 0x80 ? encode_latin1_char (encoder, character) : 1;
}

static GcoreObject *
encode_narrow (GcoreObject *str, const char *errors, bool latin1)
{
  if (GCORE_STR_KIND (str) == 1 && (latin1 || GCORE_STR_IS_ASCII (str)))
    return gcore_bytes_from_string_and_size (gcore_str_data (str), GCORE_STR_LENGTH (str));
  GcoreStrEncoder encoder = { .encoding = latin1 ? "latin-1" : "ascii", .errors = errors, .str = str };
  return latin1 ? gcore_str_encoder_run (&encoder, encode_latin1_char, "ordinal not in range(256)")
                : gcore_str_encoder_run (&encoder, encode_ascii_char, "ordinal not in range(128)");
}

GcoreObject *
gcore_str_as_latin1_string (GcoreObject *str)
{
  return encode_narrow (str, NULL, true);
}

GcoreObject *
gcore_str_as_ascii_string (GcoreObject *str)
{
  return encode_narrow (str, NULL, false);
}

/* --- encodings by name -------------------------------------------------------------------------------------------- */

typedef enum
{
  UTF8, LATIN1, ASCII, UTF16, UTF16_LE, UTF16_BE, UTF32, UTF32_LE, UTF32_BE, NO_ENCODING
} Encoding;

static const struct
{
  char name[12];
  Encoding encoding;
} encodings[] = {
  { "utf_8", UTF8 },          { "utf8", UTF8 },          { "u8", UTF8 },           { "utf", UTF8 },
  { "cp65001", UTF8 },        { "latin_1", LATIN1 },     { "latin1", LATIN1 },     { "latin", LATIN1 },
  { "l1", LATIN1 },           { "iso8859_1", LATIN1 },   { "iso_8859_1", LATIN1 }, { "iso8859", LATIN1 },
  { "8859", LATIN1 },         { "cp819", LATIN1 },       { "ascii", ASCII },       { "us_ascii", ASCII },
  { "646", ASCII },           { "utf_16", UTF16 },       { "utf16", UTF16 },       { "u16", UTF16 },
  { "utf_16_le", UTF16_LE },  { "utf_16le", UTF16_LE },  { "utf_16_be", UTF16_BE }, { "utf_16be", UTF16_BE },
  { "utf_32", UTF32 },        { "utf32", UTF32 },        { "u32", UTF32 },         { "utf_32_le", UTF32_LE },
  { "utf_32le", UTF32_LE },   { "utf_32_be", UTF32_BE }, { "utf_32be", UTF32_BE },
};

/* *CHARMAP receives the table of an encoding that has one. */
static Encoding
find_encoding (const char *name, const GcoreCharmap **charmap)
{
  *charmap = NULL;
  if (name == NULL)
    return UTF8;
  char normal[24];
  size_t n = 0;
  for (const char *at = name; *at != '\0' && n < sizeof normal - 1; at++)
    {
      char c = *at;
      if (c >= 'A' && c <= 'Z')
        c = (char) (c + 32);
      normal[n++] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    }
  normal[n] = '\0';
  for (size_t i = 0; n == strlen (name) && i < GCORE_N_ELEMENTS (encodings); i++)
    if (strcmp (normal, encodings[i].name) == 0)
      return encodings[i].encoding;
  *charmap = n == strlen (name) ? gcore_charmap_find (normal) : NULL;
  return NO_ENCODING;
}

GcoreObject *
gcore_str_decode (const char *bytes, intptr_t n, const char *encoding, const char *errors)
{
  const GcoreCharmap *charmap;
  Encoding found = find_encoding (encoding, &charmap);
  switch (found)
    {
    case UTF8:
      return gcore_str_decode_utf8 (bytes, n, errors);
    case LATIN1:
      return gcore_str_decode_latin1 (bytes, n, errors);
    case ASCII:
      return gcore_str_decode_ascii (bytes, n, errors);
    case UTF16:
    case UTF16_LE:
    case UTF16_BE:
      return gcore_str_decode_wide (bytes, n, errors, 2, found == UTF16 ? 0 : found == UTF16_LE ? -1 : 1);
    case UTF32:
    case UTF32_LE:
    case UTF32_BE:
      return gcore_str_decode_wide (bytes, n, errors, 4, found == UTF32 ? 0 : found == UTF32_LE ? -1 : 1);
    case NO_ENCODING:
      break;
    }
  if (charmap != NULL)
    return gcore_str_decode_charmap (bytes, n, errors, charmap);
  GcoreObject *data = gcore_bytes_from_string_and_size (bytes, n);
  GcoreObject *result = NULL;
  if (data != NULL)
    result = ask_codecs ("_decode_text", data, encoding, errors != NULL ? errors : "strict");
  gcore_xdecref (data);
  return result;
}

GcoreObject *
gcore_str_as_encoded_string (GcoreObject *str, const char *encoding, const char *errors)
{
  const GcoreCharmap *charmap;
  Encoding found = find_encoding (encoding, &charmap);
  switch (found)
    {
    case UTF8:
      return gcore_str_encode_utf8 (str, errors);
    case LATIN1:
      return encode_narrow (str, errors, true);
    case ASCII:
      return encode_narrow (str, errors, false);
    case UTF16:
    case UTF16_LE:
    case UTF16_BE:
      return gcore_str_encode_wide (str, errors, 2, found == UTF16 ? 0 : found == UTF16_LE ? -1 : 1);
    case UTF32:
    case UTF32_LE:
    case UTF32_BE:
      return gcore_str_encode_wide (str, errors, 4, found == UTF32 ? 0 : found == UTF32_LE ? -1 : 1);
    case NO_ENCODING:
      break;
    }
  return charmap != NULL ? gcore_str_encode_charmap (str, errors, charmap)
                         : ask_codecs ("_encode_text", str, encoding, errors != NULL ? errors : "strict");
}

GcoreObject *
gcore_str_from_encoded_object (GcoreObject *object, const char *encoding, const char *errors)
{
  if (gcore_is_str (object))
    return gcore_err_format (GCORE_EXC (TypeError), "decoding str is not supported");
  if (!gcore_object_check_buffer (object))
    return gcore_err_format (GCORE_EXC (TypeError), "decoding to str: need a bytes-like object, %.80s found",
                             GCORE_TYPE_OF (object)->name);
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (object, &buffer, false) < 0)
    return NULL;
  /* What is empty needs no codec, not even one that exists. */
  GcoreObject *str = buffer.n == 0 ? gcore_str_from_ascii ("", 0)
                                   : gcore_str_decode ((const char *) buffer.data, buffer.n, encoding, errors);
  gcore_buffer_release (&buffer);
  return str;
}
