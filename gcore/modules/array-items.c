/* SPDX-License-Identifier: MIT */
/* Items of arrays: from and to objects, and arrays that grow and shrink. */
#include "gcore/memory/memory.h"
#include "gcore/modules/array.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* --- kinds -------------------------------------------------------------------------------------------------------- */

/* Reads a small int from LOW to HIGH into *NUMBER; NAME is for messages. */
static int
read_small (GcoreObject *value, long low, long high, const char *name, long *number)
{
  *number = gcore_int_as_long (value);
  if (*number == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (*number >= low && *number <= high)
    return 0;
  gcore_err_format (GCORE_EXC (OverflowError), "%s is %s", name,
                    *number < low ? "less than minimum" : "greater than maximum");
  return -1;
}

#define SMALL(letter, CType, low, high, name)                                                                          \
  static GcoreObject *read_##letter (const char *item)                                                                 \
  {                                                                                                                    \
    CType value;                                                                                                       \
    memcpy (&value, item, sizeof (value));                                                                             \
    return gcore_int_from_int64 (value);                                                                               \
  }                                                                                                                    \
                                                                                                                       \
  static int write_##letter (char *item, GcoreObject *object)                                                          \
  {                                                                                                                    \
    long number;                                                                                                       \
    if (read_small (object, low, high, name, &number) < 0)                                                             \
      return -1;                                                                                                       \
    CType value = (CType) number;                                                                                      \
    memcpy (item, &value, sizeof (value));                                                                             \
    return 0;                                                                                                          \
  }
SMALL (b, int8_t, INT8_MIN, INT8_MAX, "signed char")
SMALL (B, uint8_t, 0, UINT8_MAX, "unsigned byte integer")
SMALL (h, int16_t, INT16_MIN, INT16_MAX, "signed short integer")
SMALL (H, uint16_t, 0, UINT16_MAX, "unsigned short")
SMALL (i, int32_t, INT32_MIN, INT32_MAX, "signed integer")

static GcoreObject *
read_signed (const char *item)
{
  int64_t value;
  memcpy (&value, item, sizeof (value));
  return gcore_int_from_int64 (value);
}

static int
write_l (char *item, GcoreObject *object)
{
  int64_t value = gcore_int_as_long (object);
  if (value == -1 && gcore_err_occurred () != NULL)
    return -1;
  memcpy (item, &value, sizeof (value));
  return 0;
}

/* A 64-bit item of two's complement or, if not IS_SIGNED, of a number that is not negative. */
static int
write_long_long (char *item, GcoreObject *object, bool is_signed)
{
  GcoreObject *number = gcore_number_index (object);
  if (number == NULL)
    return -1;
  uint8_t bytes[8];
  int result = gcore_int_as_byte_array (number, bytes, sizeof (bytes), true, is_signed);
  gcore_decref (number);
  if (result == 0)
    memcpy (item, bytes, sizeof (bytes));
  return result;
}

static int
write_q (char *item, GcoreObject *object)
{
  return write_long_long (item, object, true);
}

static int
write_Q (char *item, GcoreObject *object)
{
  return write_long_long (item, object, false);
}

static GcoreObject *
read_unsigned (const char *item)
{
  uint64_t value;
  memcpy (&value, item, sizeof (value));
  return gcore_int_from_unsigned_long (value);
}

/* Reads an int from 0 to HIGH; NAME is for messages. */
static int
read_not_negative (GcoreObject *object, uint64_t high, const char *name, uint64_t *value)
{
  GcoreObject *number = gcore_number_index (object);
  if (number == NULL)
    return -1;
  bool negative = gcore_int_sign (number) < 0, fits = !negative && gcore_int_num_bits (number) <= 64;
  if (fits)
    *value = gcore_int_as_unsigned_long (number);
  gcore_decref (number);
  if (fits && *value <= high)
    return 0;
  if (negative)
    gcore_err_format (GCORE_EXC (OverflowError), "can't convert negative value to unsigned int");
  else if (fits)
    gcore_err_format (GCORE_EXC (OverflowError), "%s is greater than maximum", name);
  else
    gcore_err_format (GCORE_EXC (OverflowError), "Python int too large to convert to C unsigned long");
  return -1;
}

static GcoreObject *
read_I (const char *item)
{
  uint32_t value;
  memcpy (&value, item, sizeof (value));
  return gcore_int_from_int64 (value);
}

static int
write_I (char *item, GcoreObject *object)
{
  uint64_t number;
  if (read_not_negative (object, UINT32_MAX, "unsigned int", &number) < 0)
    return -1;
  uint32_t value = (uint32_t) number;
  memcpy (item, &value, sizeof (value));
  return 0;
}

static int
write_L (char *item, GcoreObject *object)
{
  uint64_t value;
  if (read_not_negative (object, UINT64_MAX, "unsigned long", &value) < 0)
    return -1;
  memcpy (item, &value, sizeof (value));
  return 0;
}

#define FLOAT(letter, CType)                                                                                           \
  static GcoreObject *read_##letter (const char *item)                                                                 \
  {                                                                                                                    \
    CType value;                                                                                                       \
    memcpy (&value, item, sizeof (value));                                                                             \
    return gcore_float_from_double (value);                                                                            \
  }                                                                                                                    \
                                                                                                                       \
  static int write_##letter (char *item, GcoreObject *object)                                                          \
  {                                                                                                                    \
    double number = gcore_float_as_double (object);                                                                    \
    if (number == -1.0 && gcore_err_occurred () != NULL)                                                               \
      return -1;                                                                                                       \
    CType value = (CType) number;                                                                                      \
    memcpy (item, &value, sizeof (value));                                                                             \
    return 0;                                                                                                          \
  }
FLOAT (f, float)
FLOAT (d, double)

static GcoreObject *
read_u (const char *item)
{
  uint32_t character;
  memcpy (&character, item, sizeof (character));
  return gcore_str_from_ucs4 (&character, 1);
}

static int
write_u (char *item, GcoreObject *object)
{
  if (!gcore_is_str (object) || GCORE_STR_LENGTH (object) != 1)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "array item must be unicode character");
      return -1;
    }
  uint32_t character = gcore_str_read_char (object, 0);
  memcpy (item, &character, sizeof (character));
  return 0;
}

static const GcoreArrayKind kinds[] = {
  { 'b', 1, read_b, write_b },      { 'B', 1, read_B, write_B },        { 'u', 4, read_u, write_u },
  { 'h', 2, read_h, write_h },      { 'H', 2, read_H, write_H },        { 'i', 4, read_i, write_i },
  { 'I', 4, read_I, write_I },      { 'l', 8, read_signed, write_l },   { 'L', 8, read_unsigned, write_L },
  { 'q', 8, read_signed, write_q }, { 'Q', 8, read_unsigned, write_Q }, { 'f', 4, read_f, write_f },
  { 'd', 8, read_d, write_d },
};

const GcoreArrayKind *
gcore_array_kind (int code)
{
  for (size_t i = 0; i < GCORE_N_ELEMENTS (kinds); i++)
    if (kinds[i].code == code)
      return &kinds[i];
  return NULL;
}

/* --- growing and shrinking ---------------------------------------------------------------------------------------- */

static bool
may_have_size (const GcoreArray *array, intptr_t n)
{
  if (array->exports == 0 || n == GCORE_SIZE_OF (array))
    return true;
  gcore_err_set_string (GCORE_EXC (BufferError), "cannot resize an array that is exporting buffers");
  return false;
}

int
gcore_array_resize (GcoreArray *array, intptr_t n)
{
  if (!may_have_size (array, n))
    return -1;
  /* Room kept from before will do, unless it has become more than twice what is needed. */
  if (array->allocated >= n && GCORE_SIZE_OF (array) < n + 16 && array->items != NULL)
    {
      GCORE_SIZE_OF (array) = n;
      return 0;
    }
  if (n == 0)
    {
      gcore_mem_free (array->items);
      array->items = NULL;
      GCORE_SIZE_OF (array) = array->allocated = 0;
      return 0;
    }
  intptr_t allocated = (n >> 4) + (GCORE_SIZE_OF (array) < 8 ? 3 : 7) + n;
  char *items = allocated <= INTPTR_MAX / array->kind->size
                  ? gcore_mem_realloc (array->items, (size_t) (allocated * array->kind->size))
                  : NULL;
  if (items == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  array->items = items;
  array->allocated = allocated;
  GCORE_SIZE_OF (array) = n;
  return 0;
}

int
gcore_array_insert (GcoreArray *array, intptr_t index, GcoreObject *value)
{
  char item[8]; /* converted first: that may run code which changes the array */
  if (array->kind->write (item, value) < 0)
    return -1;
  intptr_t n = GCORE_SIZE_OF (array), size = array->kind->size;
  if (gcore_array_resize (array, n + 1) < 0)
    return -1;
  index = index < 0 ? index + n < 0 ? 0 : index + n : index > n ? n : index;
  memmove (gcore_array_place (array, index + 1), gcore_array_place (array, index), (size_t) ((n - index) * size));
  memcpy (gcore_array_place (array, index), item, (size_t) size);
  return 0;
}

int
gcore_array_delete (GcoreArray *array, intptr_t low, intptr_t high)
{
  intptr_t n = GCORE_SIZE_OF (array);
  if (high <= low)
    return 0;
  if (!may_have_size (array, n - (high - low)))
    return -1;
  if (high < n)
    memmove (gcore_array_place (array, low), gcore_array_place (array, high),
             (size_t) ((n - high) * array->kind->size));
  return gcore_array_resize (array, n - (high - low));
}

int
gcore_array_extend_by_bytes (GcoreArray *array, const void *bytes, intptr_t n)
{
  intptr_t size = array->kind->size, before = GCORE_SIZE_OF (array);
  if (n % size != 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "bytes length not a multiple of item size");
      return -1;
    }
  if (n == 0)
    return 0;
  if (gcore_array_resize (array, before + n / size) < 0)
    return -1;
  memcpy (gcore_array_place (array, before), bytes, (size_t) n);
  return 0;
}

int
gcore_array_extend_by_str (GcoreArray *array, GcoreObject *str)
{
  uint32_t *characters = gcore_str_as_ucs4_copy (str);
  if (characters == NULL)
    return -1;
  int result = gcore_array_extend_by_bytes (array, characters, GCORE_STR_LENGTH (str) * 4);
  gcore_mem_free (characters);
  return result;
}

int
gcore_array_extend_by_list (GcoreArray *array, GcoreObject *list)
{
  intptr_t before = GCORE_SIZE_OF (array), n = GCORE_LIST_SIZE (list);
  if (n == 0)
    return 0;
  if (gcore_array_resize (array, before + n) < 0)
    return -1;
  for (intptr_t i = 0; i < n; i++)
    {
      char item[8];
      bool changed = i >= GCORE_LIST_SIZE (list) || before + i >= GCORE_SIZE_OF (array);
      if (changed)
        gcore_err_set_string (GCORE_EXC (RuntimeError), "list changed size during iteration");
      if (changed || array->kind->write (item, GCORE_LIST_ITEM (list, i)) < 0)
        {
          if (GCORE_SIZE_OF (array) > before)
            GCORE_SIZE_OF (array) = before;
          return -1;
        }
      if (before + i < GCORE_SIZE_OF (array))
        memcpy (gcore_array_place (array, before + i), item, (size_t) array->kind->size);
    }
  return 0;
}

int
gcore_array_extend (GcoreArray *array, GcoreObject *iterable)
{
  if (gcore_is_array (iterable))
    {
      GcoreArray *other = GCORE_ARRAY (iterable);
      if (other->kind != array->kind)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "can only extend with array of same kind");
          return -1;
        }
      intptr_t before = GCORE_SIZE_OF (array), n = GCORE_SIZE_OF (other);
      if (n == 0)
        return 0;
      if (gcore_array_resize (array, before + n) < 0)
        return -1;
      memcpy (gcore_array_place (array, before), other->items, (size_t) (n * array->kind->size)); /* maybe its own */
      return 0;
    }
  GcoreObject *iterator = gcore_object_get_iter (iterable), *item;
  if (iterator == NULL)
    return -1;
  while ((item = gcore_iter_next (iterator)) != NULL)
    {
      int result = gcore_array_insert (array, GCORE_SIZE_OF (array), item);
      gcore_decref (item);
      if (result < 0)
        break;
    }
  gcore_decref (iterator);
  return gcore_err_occurred () != NULL ? -1 : 0;
}

/* --- to other types ----------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_array_to_list (GcoreArray *array)
{
  GcoreObject *list = gcore_list_new (GCORE_SIZE_OF (array));
  for (intptr_t i = 0; list != NULL && i < GCORE_SIZE_OF (array); i++)
    {
      GcoreObject *item = gcore_array_item (array, i);
      if (item != NULL)
        GCORE_LIST_SET_ITEM (list, i, item);
      else
        GCORE_CLEAR (list);
    }
  return list;
}

GcoreObject *
gcore_array_to_str (GcoreArray *array)
{
  return gcore_str_from_ucs4 ((const uint32_t *) (void *) array->items, GCORE_SIZE_OF (array));
}
