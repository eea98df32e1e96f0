/* SPDX-License-Identifier: MIT */
/* str: upper, lower, title, capitalize, swapcase, casefold and the tests of a text's characters. */
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-chars.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"

/* --- conversions -------------------------------------------------------------------------------------------------- */

/* Whether a capital sigma at INDEX ends a word: a cased letter stands before it and none after it. */
static bool
is_final_sigma (int kind, const void *data, intptr_t n, intptr_t index)
{
  intptr_t at = index - 1;
  while (at >= 0 && gcore_char_is_case_ignorable (gcore_str_read (kind, data, at)))
    at--;
  if (at < 0 || !gcore_char_is_cased (gcore_str_read (kind, data, at)))
    return false;
  at = index + 1;
  while (at < n && gcore_char_is_case_ignorable (gcore_str_read (kind, data, at)))
    at++;
  return at == n || !gcore_char_is_cased (gcore_str_read (kind, data, at));
}

static int
lower_at (int kind, const void *data, intptr_t n, intptr_t index, uint32_t to[3])
{
  uint32_t c = gcore_str_read (kind, data, index);
  if (c != 0x3a3)
    return gcore_char_to_lower (c, to);
  to[0] = is_final_sigma (kind, data, n, index) ? 0x3c2 : 0x3c3;
  return 1;
}

typedef enum
{
  UPPER, LOWER, TITLE, CAPITALIZE, SWAP, FOLD
} Conversion;

static int
convert_at (Conversion conversion, int kind, const void *data, intptr_t n, intptr_t index, bool *after_cased,
            uint32_t to[3])
{
  uint32_t c = gcore_str_read (kind, data, index);
  bool within = *after_cased;
  switch (conversion)
    {
    case UPPER:
      return gcore_char_to_upper (c, to);
    case LOWER:
      return lower_at (kind, data, n, index, to);
    case FOLD:
      return gcore_char_to_folded (c, to);
    case SWAP:
      if (gcore_char_is_upper (c))
        return lower_at (kind, data, n, index, to);
      if (gcore_char_is_lower (c))
        return gcore_char_to_upper (c, to);
      to[0] = c;
      return 1;
    case CAPITALIZE:
      return index == 0 ? gcore_char_to_title (c, to) : lower_at (kind, data, n, index, to);
    case TITLE:
      *after_cased = gcore_char_is_cased (c);
      return within ? lower_at (kind, data, n, index, to) : gcore_char_to_title (c, to);
    }
  return 0;
}

static uint8_t
convert_ascii (Conversion conversion, uint8_t c, intptr_t index, bool *after_cased)
{
  bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
  bool raise = conversion == UPPER || conversion == SWAP || (conversion == CAPITALIZE && index == 0)
               || (conversion == TITLE && !*after_cased);
  bool sink = conversion == SWAP || !raise;
  *after_cased = lower || upper;
  return (uint8_t) (lower && raise ? c - 32 : upper && sink ? c + 32 : c);
}

static GcoreObject *
convert_ascii_text (const uint8_t *text, intptr_t n, Conversion conversion)
{
  bool after_cased = false;
  if (n == 1)
    return gcore_newref (GCORE_OBJECTS->latin1[convert_ascii (conversion, text[0], 0, &after_cased)]);
  GcoreObject *result = gcore_str_allocate (n, 0x7f);
  if (result == NULL)
    return NULL;
  uint8_t *to = gcore_str_data (result);
  /* Simple loops for what is used most: the compiler makes vectors of them. */
  if (conversion == UPPER)
    for (intptr_t i = 0; i < n; i++)
      to[i] = (uint8_t) (text[i] - ((uint8_t) (text[i] - 'a') < 26 ? 32 : 0));
  else if (conversion == LOWER || conversion == FOLD)
    for (intptr_t i = 0; i < n; i++)
      to[i] = (uint8_t) (text[i] + ((uint8_t) (text[i] - 'A') < 26 ? 32 : 0));
  else
    for (intptr_t i = 0; i < n; i++)
      to[i] = convert_ascii (conversion, text[i], i, &after_cased);
  return result;
}

static GcoreObject *
convert (GcoreObject *str, Conversion conversion)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  bool after_cased = false;
  if (n == 0)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (GCORE_STR_IS_ASCII (str))
    return convert_ascii_text (data, n, conversion);
  if (n > INTPTR_MAX / 12)
    return gcore_err_format (GCORE_EXC (OverflowError), "string is too long");
  uint32_t *buffer = gcore_mem_alloc ((size_t) n * 12);
  if (buffer == NULL)
    return gcore_err_no_memory ();
  intptr_t length = 0;
  for (intptr_t i = 0; i < n; i++)
    length += convert_at (conversion, kind, data, n, i, &after_cased, buffer + length);
  GcoreObject *result = gcore_str_from_ucs4 (buffer, length);
  gcore_mem_free (buffer);
  return result;
}

GcoreObject *
gcore_str_method_upper (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, UPPER);
}

GcoreObject *
gcore_str_method_lower (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, LOWER);
}

GcoreObject *
gcore_str_method_title (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, TITLE);
}

GcoreObject *
gcore_str_method_capitalize (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, CAPITALIZE);
}

GcoreObject *
gcore_str_method_swapcase (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, SWAP);
}

GcoreObject *
gcore_str_method_casefold (GcoreObject *self, GcoreObject *ignored)
{
  return convert (self, FOLD);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

/* Whether TEST holds for every character, and there is one. */
static GcoreObject *
all_are (GcoreObject *str, bool (*test) (uint32_t c))
{
  intptr_t n = GCORE_STR_LENGTH (str);
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  for (intptr_t i = 0; i < n; i++)
    if (!test (gcore_str_read (kind, data, i)))
      return gcore_newref (GCORE_FALSE);
  return gcore_bool_from_long (n > 0);
}

static bool
is_decimal (uint32_t c)
{
  return gcore_char_to_decimal (c) >= 0;
}

static bool
is_digit (uint32_t c)
{
  return gcore_char_to_digit (c) >= 0;
}

#define ALL_TEST(name, test)                                                                                           \
  GcoreObject *gcore_str_method_##name (GcoreObject *self, GcoreObject *ignored)                                       \
  {                                                                                                                    \
    return all_are (self, test);                                                                                       \
  }
ALL_TEST (isalpha, gcore_char_is_alpha)
ALL_TEST (isalnum, gcore_char_is_alnum)
ALL_TEST (isdecimal, is_decimal)
ALL_TEST (isdigit, is_digit)
ALL_TEST (isnumeric, gcore_char_is_numeric)
ALL_TEST (isspace, gcore_char_is_space)

GcoreObject *
gcore_str_method_isascii (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_bool_from_long (GCORE_STR_IS_ASCII (self));
}

bool
gcore_str_is_printable (GcoreObject *str)
{
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (str); i++)
    if (!gcore_char_is_printable (gcore_str_read (kind, data, i)))
      return false;
  return true;
}

GcoreObject *
gcore_str_method_isprintable (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_bool_from_long (gcore_str_is_printable (self));
}

bool
gcore_str_is_identifier (GcoreObject *str)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  int kind = GCORE_STR_KIND (str);
  const void *data = gcore_str_data (str);
  if (n == 0 || !gcore_char_is_identifier_start (gcore_str_read (kind, data, 0)))
    return false;
  for (intptr_t i = 1; i < n; i++)
    if (!gcore_char_is_identifier_part (gcore_str_read (kind, data, i)))
      return false;
  return true;
}

GcoreObject *
gcore_str_method_isidentifier (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_bool_from_long (gcore_str_is_identifier (self));
}

/* Some character has a case, and all that have are of the one wanted. */
static GcoreObject *
has_case (GcoreObject *str, bool want_upper)
{
  bool found = false;
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (str); i++)
    {
      uint32_t c = gcore_str_read_char (str, i);
      if (gcore_char_is_title (c) || (want_upper ? gcore_char_is_lower (c) : gcore_char_is_upper (c)))
        return gcore_newref (GCORE_FALSE);
      found |= want_upper ? gcore_char_is_upper (c) : gcore_char_is_lower (c);
    }
  return gcore_bool_from_long (found);
}

GcoreObject *
gcore_str_method_islower (GcoreObject *self, GcoreObject *ignored)
{
  return has_case (self, false);
}

GcoreObject *
gcore_str_method_isupper (GcoreObject *self, GcoreObject *ignored)
{
  return has_case (self, true);
}

GcoreObject *
gcore_str_method_istitle (GcoreObject *self, GcoreObject *ignored)
{
  bool found = false, after_cased = false;
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (self); i++)
    {
      uint32_t c = gcore_str_read_char (self, i);
      bool capital = gcore_char_is_upper (c) || gcore_char_is_title (c), small = gcore_char_is_lower (c);
      if (capital ? after_cased : small && !after_cased)
        return gcore_newref (GCORE_FALSE);
      after_cased = capital || small;
      found |= after_cased;
    }
  return gcore_bool_from_long (found);
}
