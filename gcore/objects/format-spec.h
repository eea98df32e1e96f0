/* SPDX-License-Identifier: MIT */
/* Format specifications: [[fill]align][sign][z][#][0][width][grouping][.precision][type]. */
#pragma once

#include "gcore/objects/str.h"

typedef struct
{
  uint32_t fill;      /* ' ' if not given */
  uint32_t align;     /* '<', '>', '^', '=' */
  uint32_t sign;      /* '+', '-', ' '; 0: not given */
  uint32_t grouping;  /* ',', '_'; 0: none */
  uint32_t type;      /* a letter, or the default type, which may be 0 */
  intptr_t width;     /* −1: not given; as precision */
  intptr_t precision;
  bool alternate;       /* '#' */
  bool no_negative_zero; /* 'z' */
} GcoreFormatSpec;

/* Parses str[start, end). OBJECT is what will be formatted, for messages. −1 with ValueError. */
int gcore_format_spec_parse (GcoreObject *str, intptr_t start, intptr_t end, uint32_t default_type,
                             uint32_t default_align, GcoreObject *object, GcoreFormatSpec *spec);
/* ValueError "Unknown format code 'x' for object of type 't'"; returns −1. */
int gcore_format_spec_unknown_type (const GcoreFormatSpec *spec, GcoreObject *object);
/* Divides the padding needed for N characters by the alignment ('=' counts as right). */
void gcore_format_spec_padding (const GcoreFormatSpec *spec, intptr_t n, intptr_t *left, intptr_t *right);

/* Whether __format__ of OBJECT is known without looking it up: an exact str, int or float. */
#define gcore_format_is_direct(object)                                                                                 \
  (gcore_is_str_exact (object) || gcore_is_int_exact (object) || gcore_is_float_exact (object))
/* Its result: a new str. */
GcoreObject *gcore_format_direct (GcoreObject *object, GcoreObject *spec);

/* A number's text in pieces, all ASCII. */
typedef struct
{
  bool negative;
  const char *prefix; /* "0x" … or "" */
  const char *digits; /* of the integer part */
  intptr_t n_digits;
  const char *rest; /* what follows them: point, fraction, exponent, or words such as inf */
  intptr_t n_rest;
} GcoreNumberText;

/* Writes the number with sign, grouping and padding. */
int gcore_format_spec_write_number (GcoreStrWriter *writer, const GcoreFormatSpec *spec, const GcoreNumberText *number);
/* Splits TEXT (with its sign, if any) into the pieces. */
GcoreNumberText gcore_number_text (const char *text);
