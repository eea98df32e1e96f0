/* SPDX-License-Identifier: MIT */
/* UTF-8, the encoding of sources, messages and the outside world. */
#include "gcore/memory/memory.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/str-codec.h"
#include "gcore/objects/str-private.h"

static const char INVALID_START[] = "invalid start byte";
static const char INVALID_CONTINUATION[] = "invalid continuation byte";
static const char UNEXPECTED_END[] = "unexpected end of data";

/* What a sequence's first byte says: its length, 0 for none, and the range of the second byte. */
static int
sequence_length (uint8_t first, uint8_t *low, uint8_t *high)
{
  *low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  *high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  return first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* Decodes the non-ASCII sequence at AT, LEFT bytes before the end. Returns its length; for a broken one minus the
 * number of bytes that are at fault, and the reason. */
static int
decode_sequence (const uint8_t *at, intptr_t left, uint32_t *character, const char **reason)
{
  uint8_t low, high;
  int length = sequence_length (at[0], &low, &high);
  if (length == 0)
    {
      *reason = INVALID_START;
      return -1;
    }
  uint32_t value = at[0] & (0x7f >> length);
  for (int i = 1; i < length; i++)
    {
      if (i >= left)
        {
          *reason = UNEXPECTED_END;
          return -(int) left;
        }
      if (at[i] < low || at[i] > high)
        {
          *reason = INVALID_CONTINUATION;
          return -i;
        }
      low = 0x80, high = 0xbf;
      value = value << 6 | (at[i] & 0x3f);
    }
  *character = value;
  return length;
}

static GcoreObject *
decode_with_handler (const uint8_t *bytes, intptr_t n, const char *errors)
{
  GcoreStrDecoder decoder = { .encoding = "utf-8", .errors = errors, .bytes = bytes, .n = n };
  decoder.writer.over_allocate = true;
  intptr_t at = 0;
  while (at >= 0 && at < n)
    {
      uint32_t character = bytes[at];
      const char *reason = NULL;
      int length = character < 0x80 ? 1 : decode_sequence (bytes + at, n - at, &character, &reason);
      if (length < 0)
        at = gcore_str_decoder_error (&decoder, at, at - length, reason);
      else
        at = gcore_str_writer_write_char (&decoder.writer, character) < 0 ? -1 : at + length;
    }
  if (at >= 0)
    return gcore_str_writer_finish (&decoder.writer);
  gcore_str_writer_dealloc (&decoder.writer);
  return NULL;
}

GcoreObject *
gcore_str_decode_utf8 (const char *bytes, intptr_t n, const char *errors)
{
  if (gcore_str_class_of_data (1, bytes, n) == 0x7f)
    return gcore_str_from_ascii (bytes, n);

  /* First pass: is it valid, how many characters, how wide. */
  const uint8_t *data = (const uint8_t *) bytes;
  intptr_t n_characters = 0;
  uint32_t all = 0, character;
  const char *reason;
  for (intptr_t at = 0; at < n; n_characters++)
    {
      character = data[at];
      int length = character < 0x80 ? 1 : decode_sequence (data + at, n - at, &character, &reason);
      if (length < 0)
        return decode_with_handler (data, n, errors);
      all |= character;
      at += length;
    }
  if (n_characters == 1 && all < 0x100)
    return gcore_str_shared (4, &all, 1);
  GcoreObject *str = gcore_str_allocate (n_characters, all < GCORE_MAX_CHARACTER ? all : GCORE_MAX_CHARACTER);
  if (str == NULL)
    return NULL;
  int kind = GCORE_STR_KIND (str);
  void *to = gcore_str_data (str);
  for (intptr_t at = 0, i = 0; at < n; i++)
    {
      character = data[at];
      at += character < 0x80 ? 1 : decode_sequence (data + at, n - at, &character, &reason);
      gcore_str_write (kind, to, i, character);
    }
  return str;
}

static int
encode_utf8_char (GcoreStrEncoder *encoder, uint32_t character)
{
  char *to = encoder->bytes + encoder->n;
  if (character < 0x80)
    {
      to[0] = (char) character;
      encoder->n += 1;
    }
  else if (character < 0x800)
    {
      to[0] = (char) (0xc0 | character >> 6);
      to[1] = (char) (0x80 | (character & 0x3f));
      encoder->n += 2;
    }
  else if (character < 0x10000)
    {
      if (character >= 0xd800 && character < 0xe000)
        return 1;
      to[0] = (char) (0xe0 | character >> 12);
      to[1] = (char) (0x80 | (character >> 6 & 0x3f));
      to[2] = (char) (0x80 | (character & 0x3f));
      encoder->n += 3;
    }
  else
    {
      to[0] = (char) (0xf0 | character >> 18);
      to[1] = (char) (0x80 | (character >> 12 & 0x3f));
      to[2] = (char) (0x80 | (character >> 6 & 0x3f));
      to[3] = (char) (0x80 | (character & 0x3f));
      encoder->n += 4;
    }
  return 0;
}

GcoreObject *
gcore_str_encode_utf8 (GcoreObject *str, const char *errors)
{
  if (GCORE_STR_IS_ASCII (str))
    return gcore_bytes_from_string_and_size (gcore_str_data (str), GCORE_STR_LENGTH (str));
  GcoreStrEncoder encoder = { .encoding = "utf-8", .errors = errors, .str = str };
  return gcore_str_encoder_run (&encoder, encode_utf8_char, "surrogates not allowed");
}

GcoreObject *
gcore_str_as_utf8_string (GcoreObject *str)
{
  return gcore_str_encode_utf8 (str, NULL);
}

const char *
gcore_str_as_utf8_and_size (GcoreObject *str, intptr_t *n_bytes)
{
  if (!gcore_is_str (str))
    {
      gcore_err_bad_argument ();
      return NULL;
    }
  if (GCORE_STR_IS_ASCII (str))
    {
      if (n_bytes != NULL)
        *n_bytes = GCORE_STR_LENGTH (str);
      return gcore_str_data (str);
    }
  GcoreCompactStr *self = (GcoreCompactStr *) str;
  if (self->utf8 == NULL)
    {
      GcoreObject *bytes = gcore_str_encode_utf8 (str, NULL);
      if (bytes == NULL)
        return NULL;
      self->utf8 = gcore_mem_alloc ((size_t) GCORE_BYTES_SIZE (bytes) + 1);
      if (self->utf8 == NULL)
        {
          gcore_decref (bytes);
          gcore_err_no_memory ();
          return NULL;
        }
      self->utf8_length = GCORE_BYTES_SIZE (bytes);
      memcpy (self->utf8, GCORE_BYTES_DATA (bytes), (size_t) self->utf8_length + 1);
      gcore_decref (bytes);
    }
  if (n_bytes != NULL)
    *n_bytes = self->utf8_length;
  return self->utf8;
}

const char *
gcore_str_as_utf8 (GcoreObject *str)
{
  return gcore_str_as_utf8_and_size (str, NULL);
}
