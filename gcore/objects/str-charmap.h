/* SPDX-License-Identifier: MIT */
/* Encodings with one byte a character whose lower half is ASCII. The tables are made by charmaps.py. */
#pragma once

#include "gcore/objects/state.h"

#define GCORE_CHARMAP_NOTHING 0xfffe /* the byte stands for nothing */

typedef struct
{
  uint16_t characters[128]; /* of the bytes from 0x80 on */
} GcoreCharmap;

typedef struct
{
  char name[20];
  uint8_t charmap;
} GcoreCharmapName;

extern const GcoreCharmap gcore_charmaps[];
extern const GcoreCharmapName gcore_charmap_names[]; /* ends with an empty name */

/* The table of an encoding, its name in small letters with _ for other signs; NULL if there is none. */
const GcoreCharmap *gcore_charmap_find (const char *name);
GcoreObject *gcore_str_decode_charmap (const char *bytes, intptr_t n, const char *errors, const GcoreCharmap *charmap);
GcoreObject *gcore_str_encode_charmap (GcoreObject *str, const char *errors, const GcoreCharmap *charmap);
