/* SPDX-License-Identifier: MIT */
/* UTF-16 and UTF-32, of either byte order. */
#include "gcore/objects/errors.h"
#include "gcore/objects/str-codec.h"
#include "gcore/objects/str-private.h"

static const char *
encoding_name (int width, int order)
{
  static const char *const names[2][3] = { { "utf-16-le", "utf-16", "utf-16-be" },
                                           { "utf-32-le", "utf-32", "utf-32-be" } };
  return names[width == 4][order + 1];
}

static uint32_t
read_unit (const uint8_t *at, int width, bool big)
{
  uint32_t unit = 0;
  for (int i = 0; i < width; i++)
    unit |= (uint32_t) at[big ? width - 1 - i : i] << (8 * i);
  return unit;
}

static void
write_unit (GcoreStrEncoder *encoder, int width, bool big, uint32_t unit)
{
  char *to = encoder->bytes + encoder->n;
  for (int i = 0; i < width; i++)
    to[big ? width - 1 - i : i] = (char) (unit >> (8 * i));
  encoder->n += width;
}

static int
encode_wide_char (GcoreStrEncoder *encoder, int width, bool big, uint32_t character)
{
  if (character >= 0xd800 && character < 0xe000)
    return 1;
  if (width == 4 || character < 0x10000)
    {
      write_unit (encoder, width, big, character);
      return 0;
    }
  write_unit (encoder, 2, big, 0xd800 + ((character - 0x10000) >> 10));
  write_unit (encoder, 2, big, 0xdc00 + ((character - 0x10000) & 0x3ff));
  return 0;
}

static int
encode_16_le (GcoreStrEncoder *encoder, uint32_t character)
{
  return encode_wide_char (encoder, 2, false, character);
}

static int
encode_16_be (GcoreStrEncoder *encoder, uint32_t character)
{
  return encode_wide_char (encoder, 2, true, character);
}

static int
encode_32_le (GcoreStrEncoder *encoder, uint32_t character)
{
  return encode_wide_char (encoder, 4, false, character);
}

static int
encode_32_be (GcoreStrEncoder *encoder, uint32_t character)
{
  return encode_wide_char (encoder, 4, true, character);
}

GcoreObject *
gcore_str_encode_wide (GcoreObject *str, const char *errors, int width, int order)
{
  GcoreStrEncoder encoder = { .encoding = encoding_name (width, order), .errors = errors, .str = str };
  if (order == 0)
    {
      if (gcore_str_encoder_reserve (&encoder, width * (GCORE_STR_LENGTH (str) + 1)) < 0)
        return NULL;
      write_unit (&encoder, width, false, 0xfeff);
    }
  GcoreStrEncodeFunc encode = width == 2 ? (order > 0 ? encode_16_be : encode_16_le)
                                         : (order > 0 ? encode_32_be : encode_32_le);
  return gcore_str_encoder_run (&encoder, encode, "surrogates not allowed");
}

/* Decodes the character at AT. Returns its width in bytes; for a fault minus the number of bytes, and the reason. */
static int
decode_wide_char (const uint8_t *at, intptr_t left, int width, bool big, uint32_t *character, const char **reason)
{
  if (left < width)
    {
      *reason = "truncated data";
      return -(int) left;
    }
  uint32_t unit = read_unit (at, width, big);
  *character = unit;
  if (width == 4)
    {
      *reason = unit > GCORE_MAX_CHARACTER ? "code point not in range(0x110000)"
                                           : "code point in surrogate code point range(0xd800, 0xe000)";
      return unit > GCORE_MAX_CHARACTER || (unit >= 0xd800 && unit < 0xe000) ? -4 : 4;
    }
  if (unit < 0xd800 || unit >= 0xe000)
    return 2;
  if (unit >= 0xdc00)
    {
      *reason = "illegal encoding";
      return -2;
    }
  if (left < 4)
    {
      *reason = "unexpected end of data";
      return -(int) left;
    }
  uint32_t second = read_unit (at + 2, 2, big);
  if (second < 0xdc00 || second >= 0xe000)
    {
      *reason = "illegal UTF-16 surrogate";
      return -2;
    }
  *character = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
  return 4;
}

GcoreObject *
gcore_str_decode_wide (const char *bytes, intptr_t n, const char *errors, int width, int order)
{
  const uint8_t *data = (const uint8_t *) bytes;
  intptr_t at = 0;
  if (order == 0)
    {
      /* A byte order mark decides and is skipped. */
      uint32_t mark = n >= width ? read_unit (data, width, false) : 0;
      bool swapped = mark == (width == 2 ? 0xfffeu : 0xfffe0000u);
      if (mark == 0xfeff || swapped)
        at = width;
      order = swapped ? 1 : -1;
    }
  GcoreStrDecoder decoder = { .encoding = encoding_name (width, order), .errors = errors, .bytes = data, .n = n };
  decoder.writer.over_allocate = true;
  while (at >= 0 && at < n)
    {
      uint32_t character;
      const char *reason = NULL;
      int length = decode_wide_char (data + at, n - at, width, order > 0, &character, &reason);
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
