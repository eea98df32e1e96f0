/* SPDX-License-Identifier: MIT */
/* Error handlers, shared by all encodings. */
#pragma once

#include "gcore/objects/str-charmap.h"
#include "gcore/objects/str.h"

/* A decoder at work. The bytes belong to the caller. */
typedef struct
{
  const char *encoding; /* as exceptions name it */
  const char *errors;   /* name of the handler, NULL: strict */
  const uint8_t *bytes;
  intptr_t n;
  GcoreStrWriter writer;
} GcoreStrDecoder;

/* bytes[start, end) cannot be decoded for REASON: writes the handler's replacement and returns the position to go on
 * at, or −1 with an exception set (the writer is then the caller's to release). */
intptr_t gcore_str_decoder_error (GcoreStrDecoder *decoder, intptr_t start, intptr_t end, const char *reason);

/* An encoder at work: writes bytes into a block that grows. */
typedef struct
{
  const char *encoding;
  const char *errors;
  GcoreObject *str; /* borrowed: what is encoded */
  char *bytes;      /* owned, from gcore_mem_alloc */
  intptr_t n;       /* bytes written */
  intptr_t size;    /* bytes there is room for */
  const GcoreCharmap *charmap; /* of an encoding that has one */
} GcoreStrEncoder;

/* Room for N more bytes; −1 with MemoryError. */
int gcore_str_encoder_reserve (GcoreStrEncoder *encoder, intptr_t n);
/* Writes a character in the encoding; −1 with an exception set, 0 written, 1 the encoding has no such character. */
typedef int (*GcoreStrEncodeFunc) (GcoreStrEncoder *encoder, uint32_t character);
/* Runs ENCODE over all characters, with the error handler for runs of those it has not; REASON for the exception.
 * Returns new bytes and releases the encoder's block. */
GcoreObject *gcore_str_encoder_run (GcoreStrEncoder *encoder, GcoreStrEncodeFunc encode, const char *reason);

GcoreObject *gcore_str_encode_utf8 (GcoreObject *str, const char *errors);
/* WIDTH 2 or 4 bytes a unit; ORDER −1 little-endian, 1 big-endian, 0 native with a byte order mark. */
GcoreObject *gcore_str_encode_wide (GcoreObject *str, const char *errors, int width, int order);
GcoreObject *gcore_str_decode_wide (const char *bytes, intptr_t n, const char *errors, int width, int order);
