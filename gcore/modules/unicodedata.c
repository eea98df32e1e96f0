/* SPDX-License-Identifier: MIT */
/* The module unicodedata: properties of characters from libunistring, which is of Unicode 14 as CPython 3.11 is. */
#include "gcore/modules/unicodedata.h"

#include <unictype.h>
#include <uninorm.h>
#include <utf8proc.h>

#include "gcore/modules/modules.h"
#include "gcore/modules/unicodedata-tables.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str-names.h"
#include "gcore/objects/str.h"

/* --- arguments ---------------------------------------------------------------------------------------------------- */

/* The character that the argument is; WHICH as messages name it. */
static bool
get_char (GcoreObject *argument, const char *function, const char *which, uint32_t *c)
{
  if (!gcore_is_str (argument) || GCORE_STR_LENGTH (argument) != 1)
    {
      gcore_arg_bad_argument (function, which, "a unicode character", argument);
      return false;
    }
  *c = gcore_str_read_char (argument, 0);
  return true;
}

/* A character, and perhaps what is returned where the property is missing. */
static bool
get_char_and_default (GcoreObject *const *args, intptr_t n_args, const char *function, uint32_t *c, GcoreObject **otherwise)
{
  *otherwise = n_args == 2 ? args[1] : NULL;
  return gcore_arg_check_positional (function, n_args, 1, 2) && get_char (args[0], function, "argument 1", c);
}

static GcoreObject *
missing (GcoreObject *otherwise, const char *message)
{
  if (otherwise != NULL)
    return gcore_newref (otherwise);
  gcore_err_set_string (GCORE_EXC (ValueError), message);
  return NULL;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
decimal (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  uint32_t c;
  GcoreObject *otherwise;
  if (!get_char_and_default (args, n_args, "decimal", &c, &otherwise))
    return NULL;
  int value = uc_decimal_value (c);
  return value >= 0 ? gcore_int_from_long (value) : missing (otherwise, "not a decimal");
}

static GcoreObject *
digit (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  uint32_t c;
  GcoreObject *otherwise;
  if (!get_char_and_default (args, n_args, "digit", &c, &otherwise))
    return NULL;
  int value = uc_digit_value (c);
  return value >= 0 ? gcore_int_from_long (value) : missing (otherwise, "not a digit");
}

static GcoreObject *
numeric (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  uint32_t c;
  GcoreObject *otherwise;
  if (!get_char_and_default (args, n_args, "numeric", &c, &otherwise))
    return NULL;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (numeric_letters); i++)
    if (numeric_letters[i].c == c)
      return gcore_float_from_double (numeric_letters[i].value);
  uc_fraction_t value = uc_numeric_value (c);
  if (value.denominator == 0)
    return missing (otherwise, "not a numeric character");
  return gcore_float_from_double ((double) value.numerator / value.denominator);
}

/* --- properties --------------------------------------------------------------------------------------------------- */

static bool
is_assigned (uint32_t c)
{
  return !uc_is_general_category (c, UC_UNASSIGNED);
}

static GcoreObject *
category (GcoreObject *module, GcoreObject *argument)
{
  uint32_t c;
  if (!get_char (argument, "category", "argument", &c))
    return NULL;
  return gcore_str_from_string (uc_general_category_name (uc_general_category (c)));
}

static GcoreObject *
bidirectional (GcoreObject *module, GcoreObject *argument)
{
  static const char isolates[][4] = { "LRI", "RLI", "FSI", "PDI" }; /* unknown to the library */
  uint32_t c;
  if (!get_char (argument, "bidirectional", "argument", &c))
    return NULL;
  if (c >= 0x2066 && c <= 0x2069)
    return gcore_str_from_string (isolates[c - 0x2066]);
  return gcore_str_from_string (is_assigned (c) ? uc_bidi_class_name (uc_bidi_class (c)) : "");
}

static GcoreObject *
combining (GcoreObject *module, GcoreObject *argument)
{
  uint32_t c;
  return get_char (argument, "combining", "argument", &c) ? gcore_int_from_long (uc_combining_class (c)) : NULL;
}

static GcoreObject *
mirrored (GcoreObject *module, GcoreObject *argument)
{
  uint32_t c;
  if (!get_char (argument, "mirrored", "argument", &c))
    return NULL;
  return gcore_int_from_long (utf8proc_get_property ((utf8proc_int32_t) c)->bidi_mirrored);
}

static EastAsianWidth
width_of (uint32_t c)
{
  size_t low = 0, high = GCORE_N_ELEMENTS (east_asian_widths);
  while (low < high)
    {
      size_t middle = (low + high) / 2;
      if (c > east_asian_widths[middle].last)
        low = middle + 1;
      else if (c < east_asian_widths[middle].first)
        high = middle;
      else
        return east_asian_widths[middle].width;
    }
  return is_assigned (c) ? NEUTRAL : F;
}

static GcoreObject *
east_asian_width (GcoreObject *module, GcoreObject *argument)
{
  static const char names[][3] = { [NEUTRAL] = "N", [A] = "A", [F] = "F", [H] = "H", [NA] = "Na", [W] = "W" };
  uint32_t c;
  if (!get_char (argument, "east_asian_width", "argument", &c))
    return NULL;
  return gcore_str_from_string (names[width_of (c)]);
}

static GcoreObject *
decomposition (GcoreObject *module, GcoreObject *argument)
{
  static const char tags[][10] = {
    [UC_DECOMP_CANONICAL] = "", [UC_DECOMP_FONT] = "font", [UC_DECOMP_NOBREAK] = "noBreak",
    [UC_DECOMP_INITIAL] = "initial", [UC_DECOMP_MEDIAL] = "medial", [UC_DECOMP_FINAL] = "final",
    [UC_DECOMP_ISOLATED] = "isolated", [UC_DECOMP_CIRCLE] = "circle", [UC_DECOMP_SUPER] = "super",
    [UC_DECOMP_SUB] = "sub", [UC_DECOMP_VERTICAL] = "vertical", [UC_DECOMP_WIDE] = "wide",
    [UC_DECOMP_NARROW] = "narrow", [UC_DECOMP_SMALL] = "small", [UC_DECOMP_SQUARE] = "square",
    [UC_DECOMP_FRACTION] = "fraction", [UC_DECOMP_COMPAT] = "compat",
  };
  uint32_t c;
  if (!get_char (argument, "decomposition", "argument", &c))
    return NULL;
  ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
  int tag, n = c >= 0xac00 && c <= 0xd7a3 ? 0 : uc_decomposition (c, &tag, parts); /* syllables follow a rule */
  char text[16 + 7 * UC_DECOMPOSITION_MAX_LENGTH], *end = text; /* a tag; a blank and up to six digits each */
  if (n > 0 && tags[tag][0] != '\0')
    end = stpcpy (stpcpy (stpcpy (end, "<"), tags[tag]), ">");
  for (int i = 0; i < n; i++)
    {
      if (end > text)
        *end++ = ' ';
      for (int shift = parts[i] > 0xfffff ? 20 : parts[i] > 0xffff ? 16 : 12; shift >= 0; shift -= 4)
        *end++ = "0123456789ABCDEF"[parts[i] >> shift & 15];
    }
  return gcore_str_from_ascii (text, end - text);
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static GcoreObject *
name (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  char text[GCORE_CHAR_NAME_MAX];
  uint32_t c;
  GcoreObject *otherwise;
  if (!get_char_and_default (args, n_args, "name", &c, &otherwise))
    return NULL;
  return gcore_char_name (c, text) != NULL ? gcore_str_from_string (text) : missing (otherwise, "no such name");
}

static GcoreObject *
lookup (GcoreObject *module, GcoreObject *argument)
{
  GcoreBuffer buffer = { .owner = NULL };
  const char *text = NULL;
  intptr_t length = 0;
  if (gcore_is_str (argument))
    text = gcore_str_as_utf8_and_size (argument, &length);
  else if (gcore_object_get_buffer (argument, &buffer, false) == 0)
    {
      text = (const char *) buffer.data;
      length = buffer.n;
    }
  if (text == NULL)
    return NULL;
  int32_t c = gcore_char_by_name (text, (size_t) length);
  GcoreObject *result = NULL;
  if (c >= 0)
    result = gcore_str_from_ordinal (c);
  else if (length > 256)
    gcore_err_set_string (GCORE_EXC (KeyError), "name too long");
  else
    {
      GcoreObject *unknown = gcore_str_decode_utf8 (text, length, "replace");
      if (unknown != NULL)
        gcore_err_format (GCORE_EXC (KeyError), "undefined character name '%U'", unknown);
      gcore_xdecref (unknown);
    }
  gcore_buffer_release (&buffer);
  return result;
}

/* --- normal forms ------------------------------------------------------------------------------------------------- */

/* The str ARGS[1] in the form ARGS[0]. */
static GcoreObject *
in_form (GcoreObject *const *args, intptr_t n_args, const char *function)
{
  if (!gcore_arg_check_positional (function, n_args, 2, 2))
    return NULL;
  for (int i = 0; i < 2; i++)
    if (!gcore_is_str (args[i]))
      {
        gcore_arg_bad_argument (function, i == 0 ? "argument 1" : "argument 2", "str", args[i]);
        return NULL;
      }
  bool compatible = gcore_str_equal_to_ascii_string (args[0], "NFKC") || gcore_str_equal_to_ascii_string (args[0], "NFKD");
  bool composed = gcore_str_equal_to_ascii_string (args[0], "NFC") || gcore_str_equal_to_ascii_string (args[0], "NFKC");
  if (GCORE_STR_LENGTH (args[1]) == 0)
    return gcore_newref (args[1]);
  if (!compatible && !composed && !gcore_str_equal_to_ascii_string (args[0], "NFD"))
    return gcore_err_format (GCORE_EXC (ValueError), "invalid normalization form");
  return gcore_str_normalize (args[1], compatible, composed);
}

static GcoreObject *
normalize (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  return in_form (args, n_args, "normalize");
}

static GcoreObject *
is_normalized (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *normal = in_form (args, n_args, "is_normalized");
  bool same = normal != NULL && gcore_str_equal (normal, args[1]);
  if (normal == NULL)
    return NULL;
  gcore_decref (normal);
  return gcore_newref (same ? GCORE_TRUE : GCORE_FALSE);
}

/* --- the module --------------------------------------------------------------------------------------------------- */

#define METHOD(name, signature, flags, text) { #name, GCORE_FUNC (name), flags, #name signature "\n--\n\n" text }
#define ONE(name, text) METHOD (name, "($self, chr, /)", GCORE_METH_O, text)
#define WITH_DEFAULT(name, text) METHOD (name, "($self, chr, default=<unrepresentable>, /)", GCORE_METH_FASTCALL, text)

static const GcoreMethodDef methods[] = {
  WITH_DEFAULT (decimal, "The value of a decimal digit."),
  WITH_DEFAULT (digit, "The value of a digit, superscripts and the like included."),
  WITH_DEFAULT (numeric, "The value of a number as a float."),
  WITH_DEFAULT (name, "The name of a character."),
  ONE (category, "The general category, two letters."),
  ONE (bidirectional, "The bidirectional class, '' where there is none."),
  ONE (combining, "The canonical combining class, 0 for what does not combine."),
  ONE (mirrored, "1 if the character is mirrored in text from right to left, else 0."),
  ONE (east_asian_width, "The width: A, F, H, N, Na or W."),
  ONE (decomposition, "The decomposition, '' where there is none."),
  METHOD (lookup, "($self, name, /)", GCORE_METH_O, "The character of a name."),
  METHOD (normalize, "($self, form, unistr, /)", GCORE_METH_FASTCALL, "The string in the form NFC, NFKC, NFD or NFKD."),
  METHOD (is_normalized, "($self, form, unistr, /)", GCORE_METH_FASTCALL, "Whether the string is in a normal form."),
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  GcoreObject *version = gcore_str_from_string ("14.0.0");
  int status = version != NULL ? gcore_module_add_object_ref (module, "unidata_version", version) : -1;
  gcore_xdecref (version);
  return status;
}

const GcoreModuleDef gcore_unicodedata_module = {
  .name = "unicodedata",
  .doc = "Properties of characters, by Unicode 14.",
  .methods = methods,
  .init = init,
};
