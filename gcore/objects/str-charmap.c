/* SPDX-License-Identifier: MIT */
#include "gcore/objects/str-charmap.h"

#include "gcore/objects/str-codec.h"

#define REASON "character maps to <undefined>"

const GcoreCharmap *
gcore_charmap_find (const char *name)
{
  for (const GcoreCharmapName *known = gcore_charmap_names; known->name[0] != '\0'; known++)
    if (strcmp (name, known->name) == 0)
      return &gcore_charmaps[known->charmap];
  return NULL;
}

GcoreObject *
gcore_str_decode_charmap (const char *bytes, intptr_t n, const char *errors, const GcoreCharmap *charmap)
{
  GcoreStrDecoder decoder = { .encoding = "charmap", .errors = errors, .bytes = (const uint8_t *) bytes, .n = n };
  decoder.writer.over_allocate = true;
  intptr_t at = 0;
  while (at >= 0 && at < n)
    {
      uint8_t byte = decoder.bytes[at];
      uint32_t character = byte < 0x80 ? byte : charmap->characters[byte - 0x80];
      if (character == GCORE_CHARMAP_NOTHING)
        at = gcore_str_decoder_error (&decoder, at, at + 1, REASON);
      else if (gcore_str_writer_write_char (&decoder.writer, character) < 0)
        at = -1;
      else
        at++;
    }
  if (at >= 0)
    return gcore_str_writer_finish (&decoder.writer);
  gcore_str_writer_dealloc (&decoder.writer);
  return NULL;
}

static int
encode_char (GcoreStrEncoder *encoder, uint32_t character)
{
  int byte = (int) character;
  if (character >= 0x80)
    for (byte = 0x80; byte < 0x100 && encoder->charmap->characters[byte - 0x80] != character;)
      byte++;
  if (byte >= 0x100 || character == GCORE_CHARMAP_NOTHING)
    return 1;
  encoder->bytes[encoder->n++] = (char) byte;
  return 0;
}

GcoreObject *
gcore_str_encode_charmap (GcoreObject *str, const char *errors, const GcoreCharmap *charmap)
{
  GcoreStrEncoder encoder = { .encoding = "charmap", .errors = errors, .str = str, .charmap = charmap };
  return gcore_str_encoder_run (&encoder, encode_char, REASON);
}
