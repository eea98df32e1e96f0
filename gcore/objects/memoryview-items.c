/* SPDX-License-Identifier: MIT */
#include "gcore/objects/memoryview-items.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"

int
gcore_view_item_size (char format)
{
  switch (format)
    {
    case 'c': case 'b': case 'B': case '?':
      return 1;
    case 'h': case 'H':
      return 2;
    case 'i': case 'I': case 'f':
      return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'P': case 'd':
      return 8;
    default:
      return 0;
    }
}

static void
raise_unknown (char format)
{
  gcore_err_format (GCORE_EXC (NotImplementedError), "memoryview: format %c not supported", format);
}

/* Formats of signed integers. */
static bool
is_signed (char format)
{
  return strchr ("bhilqn", format) != NULL;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
unpack_integer (const uint8_t *data, char format)
{
  int size = gcore_view_item_size (format);
  uint64_t value = 0;
  for (int i = size; i-- > 0;)
    value = value << 8 | data[i];
  if (!is_signed (format))
    return gcore_int_from_size (value);
  int unused = 64 - 8 * size;
  return gcore_int_from_int64 ((int64_t) (value << unused) >> unused);
}

GcoreObject *
gcore_view_unpack (const uint8_t *data, char format)
{
  float single;
  double number;
  switch (format)
    {
    case '?':
      return gcore_bool_from_long (*data != 0);
    case 'c':
      return gcore_bytes_from_string_and_size ((const char *) data, 1);
    case 'f':
      memcpy (&single, data, sizeof single);
      return gcore_float_from_double (single);
    case 'd':
      memcpy (&number, data, sizeof number);
      return gcore_float_from_double (number);
    default:
      if (gcore_view_item_size (format) != 0)
        return unpack_integer (data, format);
      raise_unknown (format);
      return NULL;
    }
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int
raise_value (char format)
{
  gcore_err_format (GCORE_EXC (ValueError), "memoryview: invalid value for format '%c'", format);
  return -1;
}

/* The error that is set, in the words of a memoryview. */
static int
reword (char format)
{
  if (gcore_err_exception_matches (GCORE_EXC (TypeError)))
    gcore_err_format (GCORE_EXC (TypeError), "memoryview: invalid type for format '%c'", format);
  else if (gcore_err_exception_matches (GCORE_EXC (OverflowError)) || gcore_err_exception_matches (GCORE_EXC (ValueError)))
    raise_value (format);
  return -1;
}

static int
pack_integer (uint8_t *data, char format, GcoreObject *value)
{
  int bits = 8 * gcore_view_item_size (format);
  GcoreObject *index = gcore_number_index (value);
  uint64_t number = 0;
  bool fits = true;
  if (index == NULL)
    return reword (format);
  if (is_signed (format) || (format == 'P' && gcore_int_sign (index) < 0))
    {
      int64_t given = gcore_int_as_long_long (index);
      fits = bits == 64 || (given >= -((int64_t) 1 << (bits - 1)) && given < (int64_t) 1 << (bits - 1));
      number = (uint64_t) given;
    }
  else
    {
      number = gcore_int_as_size (index);
      fits = bits == 64 || number < (uint64_t) 1 << bits;
    }
  gcore_decref (index);
  if (gcore_err_occurred () != NULL)
    return reword (format);
  if (!fits)
    return raise_value (format);
  memcpy (data, &number, (size_t) bits / 8);
  return 0;
}

static int
pack_float (uint8_t *data, char format, GcoreObject *value)
{
  double number = gcore_float_as_double (value);
  float single = (float) number;
  if (number == -1.0 && gcore_err_occurred () != NULL)
    return reword (format);
  if (format == 'd')
    memcpy (data, &number, sizeof number);
  else
    memcpy (data, &single, sizeof single);
  return 0;
}

int
gcore_view_pack (uint8_t *data, char format, GcoreObject *value)
{
  int truth;
  switch (format)
    {
    case '?':
      truth = gcore_object_is_true (value);
      if (truth >= 0)
        *data = (uint8_t) truth;
      return truth < 0 ? -1 : 0;
    case 'c':
      if (!gcore_is_bytes (value))
        {
          gcore_err_format (GCORE_EXC (TypeError), "memoryview: invalid type for format '%c'", format);
          return -1;
        }
      if (GCORE_BYTES_SIZE (value) != 1)
        return raise_value (format);
      *data = (uint8_t) *GCORE_BYTES_DATA (value);
      return 0;
    case 'f': case 'd':
      return pack_float (data, format, value);
    default:
      if (gcore_view_item_size (format) != 0)
        return pack_integer (data, format, value);
      raise_unknown (format);
      return -1;
    }
}
