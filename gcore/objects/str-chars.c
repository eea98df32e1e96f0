/* SPDX-License-Identifier: MIT */
/* Properties of single characters, by Unicode 14: categories from utf8proc, the rest from tables. */
#include <utf8proc.h>

#include "gcore/objects/str-chars.h"
#include "gcore/objects/str-chars-tables.h"

static bool
in_ranges (const CharRange *ranges, size_t n, uint32_t c)
{
  size_t low = 0;
  while (low < n)
    {
      size_t middle = (low + n) / 2;
      if (c > ranges[middle].last)
        low = middle + 1;
      else if (c < ranges[middle].first)
        n = middle;
      else
        return true;
    }
  return false;
}

#define IN(table, c) in_ranges (table, GCORE_N_ELEMENTS (table), c)

static utf8proc_category_t
category (uint32_t c)
{
  utf8proc_category_t found = utf8proc_category ((utf8proc_int32_t) c);
  return found != UTF8PROC_CATEGORY_CN && IN (newer_chars, c) ? UTF8PROC_CATEGORY_CN : found;
}

static bool
is_letter (utf8proc_category_t category_)
{
  return category_ >= UTF8PROC_CATEGORY_LU && category_ <= UTF8PROC_CATEGORY_LO;
}

bool
gcore_char_is_space (uint32_t c)
{
  if (c < 0x80)
    return c == ' ' || (c >= 0x1c && c <= 0x1f) || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029
         || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool
gcore_char_is_line_break (uint32_t c)
{
  return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool
gcore_char_is_alpha (uint32_t c)
{
  if (c < 0x80)
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return is_letter (category (c));
}

int
gcore_char_to_decimal (uint32_t c)
{
  if (c < 0x80)
    return c >= '0' && c <= '9' ? (int) c - '0' : -1;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (decimal_runs) && c >= decimal_runs[i].first; i++)
    if (c <= decimal_runs[i].last)
      return (int) (c - decimal_runs[i].first) % 10;
  return -1;
}

int
gcore_char_to_digit (uint32_t c)
{
  int decimal = gcore_char_to_decimal (c);
  for (size_t i = 0; decimal < 0 && i < GCORE_N_ELEMENTS (digit_runs) && c >= digit_runs[i].range.first; i++)
    if (c <= digit_runs[i].range.last)
      return (int) (c - digit_runs[i].range.first) + digit_runs[i].value;
  return decimal;
}

bool
gcore_char_is_numeric (uint32_t c)
{
  if (c < 0x80)
    return c >= '0' && c <= '9';
  utf8proc_category_t found = category (c);
  return (found >= UTF8PROC_CATEGORY_ND && found <= UTF8PROC_CATEGORY_NO) || IN (numeric_letters, c);
}

bool
gcore_char_is_alnum (uint32_t c)
{
  return gcore_char_is_alpha (c) || gcore_char_is_numeric (c);
}

bool
gcore_char_is_lower (uint32_t c)
{
  if (c < 0x80)
    return c >= 'a' && c <= 'z';
  return category (c) == UTF8PROC_CATEGORY_LL || IN (other_lower, c);
}

bool
gcore_char_is_upper (uint32_t c)
{
  if (c < 0x80)
    return c >= 'A' && c <= 'Z';
  return category (c) == UTF8PROC_CATEGORY_LU || IN (other_upper, c);
}

bool
gcore_char_is_title (uint32_t c)
{
  return category (c) == UTF8PROC_CATEGORY_LT;
}

bool
gcore_char_is_printable (uint32_t c)
{
  if (c < 0x80)
    return c >= ' ' && c < 0x7f;
  switch (category (c))
    {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return false;
    default:
      return true;
    }
}

bool
gcore_char_is_identifier_start (uint32_t c)
{
  if (c < 0x80)
    return c == '_' || gcore_char_is_alpha (c);
  utf8proc_category_t found = category (c);
  return (is_letter (found) || found == UTF8PROC_CATEGORY_NL) != IN (start_exceptions, c);
}

bool
gcore_char_is_identifier_part (uint32_t c)
{
  if (c < 0x80)
    return c == '_' || gcore_char_is_alpha (c) || (c >= '0' && c <= '9');
  utf8proc_category_t found = category (c);
  bool usual = is_letter (found) || found == UTF8PROC_CATEGORY_NL || found == UTF8PROC_CATEGORY_MN
               || found == UTF8PROC_CATEGORY_MC || found == UTF8PROC_CATEGORY_ND || found == UTF8PROC_CATEGORY_PC;
  return usual != IN (part_exceptions, c);
}

bool
gcore_char_is_case_ignorable (uint32_t c)
{
  utf8proc_category_t found = category (c);
  bool usual = found == UTF8PROC_CATEGORY_MN || found == UTF8PROC_CATEGORY_ME || found == UTF8PROC_CATEGORY_CF
               || found == UTF8PROC_CATEGORY_LM || found == UTF8PROC_CATEGORY_SK;
  return usual != IN (ignorable_exceptions, c);
}

bool
gcore_char_is_cased (uint32_t c)
{
  return gcore_char_is_lower (c) || gcore_char_is_upper (c) || gcore_char_is_title (c);
}

/* --- mappings ----------------------------------------------------------------------------------------------------- */

/* The special case of C, NULL if there is none. */
static const uint16_t *
find_special (uint32_t c, bool title)
{
  size_t low = 0, high = GCORE_N_ELEMENTS (special_cases);
  while (c >= 0xdf && low < high)
    {
      size_t middle = (low + high) / 2;
      if (c == special_cases[middle].character)
        return title ? special_cases[middle].title : special_cases[middle].upper;
      if (c > special_cases[middle].character)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static int
copy_special (const uint16_t *special, uint32_t to[3])
{
  int n = 0;
  for (; n < 3 && special[n] != 0; n++)
    to[n] = special[n];
  return n;
}

int
gcore_char_to_upper (uint32_t c, uint32_t to[3])
{
  const uint16_t *special = find_special (c, false);
  if (special != NULL)
    return copy_special (special, to);
  to[0] = (uint32_t) utf8proc_toupper ((utf8proc_int32_t) c);
  return 1;
}

int
gcore_char_to_title (uint32_t c, uint32_t to[3])
{
  const uint16_t *special = find_special (c, true);
  if (special != NULL)
    return copy_special (special, to);
  to[0] = (uint32_t) utf8proc_totitle ((utf8proc_int32_t) c);
  return 1;
}

int
gcore_char_to_lower (uint32_t c, uint32_t to[3])
{
  if (c == 0x130) /* the only one that becomes two */
    {
      to[0] = 'i', to[1] = 0x307;
      return 2;
    }
  to[0] = (uint32_t) utf8proc_tolower ((utf8proc_int32_t) c);
  return 1;
}

int
gcore_char_to_folded (uint32_t c, uint32_t to[3])
{
  utf8proc_int32_t folded[8];
  int boundary = 0;
  utf8proc_ssize_t n = 0;
  if (c < 0xd800 || c > 0xdfff)
    n = utf8proc_decompose_char ((utf8proc_int32_t) c, folded, 8, UTF8PROC_CASEFOLD, &boundary);
  if (n < 1 || n > 3)
    {
      to[0] = c;
      return 1;
    }
  for (utf8proc_ssize_t i = 0; i < n; i++)
    to[i] = (uint32_t) folded[i];
  return (int) n;
}
