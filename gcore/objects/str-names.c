/* SPDX-License-Identifier: MIT */
/* Names from libunistring, but for those that follow a rule (it misspells some syllables) and the control characters, which
 * have aliases only. */
#include "gcore/objects/str-names.h"

#include <string.h>
#include <strings.h>

#include <uniname.h>

#include "gcore/base/base.h"

/* --- syllables ---------------------------------------------------------------------------------------------------- */

#define HANGUL_PREFIX "HANGUL SYLLABLE "
#define HANGUL_FIRST 0xac00
#define N_VOWELS 21
#define N_FINALS 28
#define N_SYLLABLES 11172

static const char initials[][3] = { "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                    "SS", "", "J", "JJ", "C", "K", "T", "P", "H" };
static const char vowels[][4] = { "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE",
                                  "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I" };
static const char finals[][3] = { "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT",
                                  "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H" };

/* The index of the longest of the N parts, SIZE bytes each, that *TEXT begins with; *TEXT moves behind it. */
static int
take_part (const char **text, const char *parts, int n, size_t size)
{
  int longest = -1;
  size_t length = 0;
  for (int i = 0; i < n; i++)
    {
      const char *part = parts + (size_t) i * size;
      size_t part_length = strlen (part);
      if ((longest < 0 || part_length > length) && strncmp (*text, part, part_length) == 0)
        {
          longest = i;
          length = part_length;
        }
    }
  *text += length;
  return longest;
}

static int32_t
syllable_by_name (const char *name)
{
  int initial = take_part (&name, initials[0], (int) GCORE_N_ELEMENTS (initials), sizeof initials[0]);
  int vowel = take_part (&name, vowels[0], N_VOWELS, sizeof vowels[0]);
  int final = take_part (&name, finals[0], N_FINALS, sizeof finals[0]);
  if (vowel < 0 || *name != '\0')
    return -1;
  return HANGUL_FIRST + (initial * N_VOWELS + vowel) * N_FINALS + final;
}

/* --- ideographs --------------------------------------------------------------------------------------------------- */

#define IDEOGRAPH_PREFIX "CJK UNIFIED IDEOGRAPH-"

static bool
is_ideograph (uint32_t c)
{
  static const struct
  {
    uint32_t first, last;
  } blocks[] = { { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0x20000, 0x2a6df }, { 0x2a700, 0x2b738 },
                 { 0x2b740, 0x2b81d }, { 0x2b820, 0x2cea1 }, { 0x2ceb0, 0x2ebe0 }, { 0x30000, 0x3134a } };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (blocks); i++)
    if (c >= blocks[i].first && c <= blocks[i].last)
      return true;
  return false;
}

static int32_t
ideograph_by_name (const char *digits)
{
  size_t length = strlen (digits);
  uint32_t c = 0;
  if (length != 4 && length != 5)
    return -1;
  for (; *digits != '\0'; digits++)
    if (*digits >= '0' && *digits <= '9')
      c = c << 4 | (uint32_t) (*digits - '0');
    else if (*digits >= 'A' && *digits <= 'F')
      c = c << 4 | (uint32_t) (*digits - 'A' + 10);
    else
      return -1;
  return is_ideograph (c) ? (int32_t) c : -1;
}

/* --- control characters ------------------------------------------------------------------------------------------- */

static const struct
{
  uint8_t c;
  char name[42];
} controls[] = {
  { 0x00, "NUL" }, { 0x00, "NULL" }, { 0x01, "START OF HEADING" }, { 0x01, "SOH" }, { 0x02, "START OF TEXT" },
  { 0x02, "STX" }, { 0x03, "END OF TEXT" }, { 0x03, "ETX" }, { 0x04, "END OF TRANSMISSION" }, { 0x04, "EOT" },
  { 0x05, "ENQUIRY" }, { 0x05, "ENQ" }, { 0x06, "ACKNOWLEDGE" }, { 0x06, "ACK" }, { 0x07, "ALERT" }, { 0x07, "BEL" },
  { 0x08, "BACKSPACE" }, { 0x08, "BS" }, { 0x09, "CHARACTER TABULATION" }, { 0x09, "HORIZONTAL TABULATION" },
  { 0x09, "HT" }, { 0x09, "TAB" }, { 0x0a, "LINE FEED" }, { 0x0a, "NEW LINE" }, { 0x0a, "END OF LINE" },
  { 0x0a, "EOL" }, { 0x0a, "LF" }, { 0x0a, "NL" }, { 0x0b, "LINE TABULATION" }, { 0x0b, "VERTICAL TABULATION" },
  { 0x0b, "VT" }, { 0x0c, "FORM FEED" }, { 0x0c, "FF" }, { 0x0d, "CARRIAGE RETURN" }, { 0x0d, "CR" },
  { 0x0e, "SHIFT OUT" }, { 0x0e, "LOCKING-SHIFT ONE" }, { 0x0e, "SO" }, { 0x0f, "SHIFT IN" },
  { 0x0f, "LOCKING-SHIFT ZERO" }, { 0x0f, "SI" }, { 0x10, "DATA LINK ESCAPE" }, { 0x10, "DLE" },
  { 0x11, "DEVICE CONTROL ONE" }, { 0x11, "DC1" }, { 0x12, "DEVICE CONTROL TWO" }, { 0x12, "DC2" },
  { 0x13, "DEVICE CONTROL THREE" }, { 0x13, "DC3" }, { 0x14, "DEVICE CONTROL FOUR" }, { 0x14, "DC4" },
  { 0x15, "NEGATIVE ACKNOWLEDGE" }, { 0x15, "NAK" }, { 0x16, "SYNCHRONOUS IDLE" }, { 0x16, "SYN" },
  { 0x17, "END OF TRANSMISSION BLOCK" }, { 0x17, "ETB" }, { 0x18, "CANCEL" }, { 0x18, "CAN" },
  { 0x19, "END OF MEDIUM" }, { 0x19, "EOM" }, { 0x1a, "SUBSTITUTE" }, { 0x1a, "SUB" }, { 0x1b, "ESCAPE" },
  { 0x1b, "ESC" }, { 0x1c, "INFORMATION SEPARATOR FOUR" }, { 0x1c, "FILE SEPARATOR" }, { 0x1c, "FS" },
  { 0x1d, "INFORMATION SEPARATOR THREE" }, { 0x1d, "GROUP SEPARATOR" }, { 0x1d, "GS" },
  { 0x1e, "INFORMATION SEPARATOR TWO" }, { 0x1e, "RECORD SEPARATOR" }, { 0x1e, "RS" },
  { 0x1f, "INFORMATION SEPARATOR ONE" }, { 0x1f, "UNIT SEPARATOR" }, { 0x1f, "US" }, { 0x7f, "DELETE" },
  { 0x7f, "DEL" }, { 0x80, "PADDING CHARACTER" }, { 0x80, "PAD" }, { 0x81, "HIGH OCTET PRESET" }, { 0x81, "HOP" },
  { 0x82, "BREAK PERMITTED HERE" }, { 0x82, "BPH" }, { 0x83, "NO BREAK HERE" }, { 0x83, "NBH" }, { 0x84, "INDEX" },
  { 0x84, "IND" }, { 0x85, "NEXT LINE" }, { 0x85, "NEL" }, { 0x86, "START OF SELECTED AREA" }, { 0x86, "SSA" },
  { 0x87, "END OF SELECTED AREA" }, { 0x87, "ESA" }, { 0x88, "CHARACTER TABULATION SET" },
  { 0x88, "HORIZONTAL TABULATION SET" }, { 0x88, "HTS" }, { 0x89, "CHARACTER TABULATION WITH JUSTIFICATION" },
  { 0x89, "HORIZONTAL TABULATION WITH JUSTIFICATION" }, { 0x89, "HTJ" }, { 0x8a, "LINE TABULATION SET" },
  { 0x8a, "VERTICAL TABULATION SET" }, { 0x8a, "VTS" }, { 0x8b, "PARTIAL LINE FORWARD" },
  { 0x8b, "PARTIAL LINE DOWN" }, { 0x8b, "PLD" }, { 0x8c, "PARTIAL LINE BACKWARD" }, { 0x8c, "PARTIAL LINE UP" },
  { 0x8c, "PLU" }, { 0x8d, "REVERSE LINE FEED" }, { 0x8d, "REVERSE INDEX" }, { 0x8d, "RI" },
  { 0x8e, "SINGLE SHIFT TWO" }, { 0x8e, "SINGLE-SHIFT-2" }, { 0x8e, "SS2" }, { 0x8f, "SINGLE SHIFT THREE" },
  { 0x8f, "SINGLE-SHIFT-3" }, { 0x8f, "SS3" }, { 0x90, "DEVICE CONTROL STRING" }, { 0x90, "DCS" },
  { 0x91, "PRIVATE USE ONE" }, { 0x91, "PRIVATE USE-1" }, { 0x91, "PU1" }, { 0x92, "PRIVATE USE TWO" },
  { 0x92, "PRIVATE USE-2" }, { 0x92, "PU2" }, { 0x93, "SET TRANSMIT STATE" }, { 0x93, "STS" },
  { 0x94, "CANCEL CHARACTER" }, { 0x94, "CCH" }, { 0x95, "MESSAGE WAITING" }, { 0x95, "MW" },
  { 0x96, "START OF GUARDED AREA" }, { 0x96, "START OF PROTECTED AREA" }, { 0x96, "SPA" },
  { 0x97, "END OF GUARDED AREA" }, { 0x97, "END OF PROTECTED AREA" }, { 0x97, "EPA" }, { 0x98, "START OF STRING" },
  { 0x98, "SOS" }, { 0x99, "SINGLE GRAPHIC CHARACTER INTRODUCER" }, { 0x99, "SGC" },
  { 0x9a, "SINGLE CHARACTER INTRODUCER" }, { 0x9a, "SCI" }, { 0x9b, "CONTROL SEQUENCE INTRODUCER" }, { 0x9b, "CSI" },
  { 0x9c, "STRING TERMINATOR" }, { 0x9c, "ST" }, { 0x9d, "OPERATING SYSTEM COMMAND" }, { 0x9d, "OSC" },
  { 0x9e, "PRIVACY MESSAGE" }, { 0x9e, "PM" }, { 0x9f, "APPLICATION PROGRAM COMMAND" }, { 0x9f, "APC" },
};

static int32_t
control_by_name (const char *name)
{
  for (size_t i = 0; i < GCORE_N_ELEMENTS (controls); i++)
    if (strcasecmp (name, controls[i].name) == 0)
      return controls[i].c;
  return -1;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

const char *
gcore_char_name (uint32_t c, char name[GCORE_CHAR_NAME_MAX])
{
  uint32_t syllable = c - HANGUL_FIRST;
  if (syllable < N_SYLLABLES)
    {
      char *end = stpcpy (stpcpy (name, HANGUL_PREFIX), initials[syllable / (N_VOWELS * N_FINALS)]);
      stpcpy (stpcpy (end, vowels[syllable / N_FINALS % N_VOWELS]), finals[syllable % N_FINALS]);
    }
  else if (is_ideograph (c))
    {
      char *end = stpcpy (name, IDEOGRAPH_PREFIX);
      for (int shift = c > 0xffff ? 16 : 12; shift >= 0; shift -= 4)
        *end++ = "0123456789ABCDEF"[c >> shift & 15];
      *end = '\0';
    }
  else
    return unicode_character_name (c, name);
  return name;
}

int32_t
gcore_char_by_name (const char *name, size_t length)
{
  char text[GCORE_CHAR_NAME_MAX];
  if (length >= sizeof text || memchr (name, '\0', length) != NULL)
    return -1;
  memcpy (text, name, length);
  text[length] = '\0';
  if (strncmp (text, HANGUL_PREFIX, strlen (HANGUL_PREFIX)) == 0)
    return syllable_by_name (text + strlen (HANGUL_PREFIX));
  if (strncmp (text, IDEOGRAPH_PREFIX, strlen (IDEOGRAPH_PREFIX)) == 0)
    return ideograph_by_name (text + strlen (IDEOGRAPH_PREFIX));
  ucs4_t found = unicode_name_character (text);
  if (found == UNINAME_INVALID)
    return control_by_name (text);
  return found - HANGUL_FIRST < N_SYLLABLES ? -1 : (int32_t) found;
}
