/* SPDX-License-Identifier: MIT */
/* str: making, resizing and releasing the objects; hashing and comparing. */
#include "gcore/objects/str.h"

#include <utf8proc.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/str-private.h"

/* --- data of the three kinds -------------------------------------------------------------------------------------- */

uint32_t
gcore_str_class_of_data (int kind, const void *data, intptr_t n)
{
  uint32_t all = 0;
  if (kind == 1)
    {
      const uint8_t *at = data;
      uint64_t words = 0, word;
      intptr_t i = 0;
      for (; i + 8 <= n; i += 8)
        {
          memcpy (&word, at + i, 8);
          words |= word;
        }
      for (; i < n; i++)
        words |= at[i];
      all = words & UINT64_C (0x8080808080808080) ? 0xff : 0;
    }
  else if (kind == 2)
    for (intptr_t i = 0; i < n; i++)
      all |= ((const uint16_t *) data)[i];
  else
    for (intptr_t i = 0; i < n; i++)
      all |= ((const uint32_t *) data)[i];
  return all < 0x80 ? 0x7f : all < 0x100 ? 0xff : all < 0x10000 ? 0xffff : GCORE_MAX_CHARACTER;
}

#define COPY_LOOP(TO, FROM)                                                                                            \
  for (intptr_t i = 0; i < n; i++)                                                                                     \
  ((TO *) to)[i] = (TO) ((const FROM *) from)[i]

void
gcore_str_copy_data (int to_kind, void *to, int from_kind, const void *from, intptr_t n)
{
  if (to_kind == from_kind)
    memcpy (to, from, (size_t) n * to_kind);
  else if (to_kind == 1 && from_kind == 2)
    COPY_LOOP (uint8_t, uint16_t);
  else if (to_kind == 1)
    COPY_LOOP (uint8_t, uint32_t);
  else if (to_kind == 2 && from_kind == 1)
    COPY_LOOP (uint16_t, uint8_t);
  else if (to_kind == 2)
    COPY_LOOP (uint16_t, uint32_t);
  else if (from_kind == 1)
    COPY_LOOP (uint32_t, uint8_t);
  else
    COPY_LOOP (uint32_t, uint16_t);
}

uint32_t
gcore_str_max_char (GcoreObject *str)
{
  if (GCORE_STR (str)->ascii)
    return 0x7f;
  int kind = GCORE_STR (str)->kind;
  return kind == 1 ? 0xff : kind == 2 ? 0xffff : GCORE_MAX_CHARACTER;
}

/* --- creating ----------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_str_allocate (intptr_t n, uint32_t max_char)
{
  bool ascii = max_char < 0x80;
  int kind = gcore_str_kind_for (max_char);
  size_t header = ascii ? sizeof (GcoreStr) : sizeof (GcoreCompactStr);
  if (n > (INTPTR_MAX - (intptr_t) header) / kind - 1)
    return gcore_err_no_memory ();
  GcoreStr *str = gcore_mem_alloc (header + ((size_t) n + 1) * kind);
  if (str == NULL)
    return gcore_err_no_memory ();
  str->base.refcount = 1;
  str->base.type = GCORE_TYPE (STR);
  str->length = n;
  str->hash = -1;
  str->kind = (uint8_t) kind;
  str->ascii = ascii;
  str->compact = true;
  str->interned = 0;
  str->pad = 0;
  str->reserved = NULL;
  if (!ascii)
    {
      GcoreCompactStr *compact = (GcoreCompactStr *) str;
      compact->utf8 = NULL;
      compact->utf8_length = 0;
      compact->reserved = 0;
    }
  gcore_str_write (kind, (char *) str + header, n, 0);
  return GCORE_OBJECT (str);
}

GcoreObject *
gcore_str_new (intptr_t n, uint32_t max_char)
{
  return n == 0 ? gcore_newref (GCORE_OBJECTS->empty_str) : gcore_str_allocate (n, max_char);
}

GcoreObject *
gcore_str_shared (int kind, const void *data, intptr_t n)
{
  if (n == 0)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  if (n == 1)
    {
      uint32_t character = gcore_str_read (kind, data, 0);
      if (character < 256)
        return gcore_newref (GCORE_OBJECTS->latin1[character]);
    }
  return NULL;
}

static GcoreObject *
from_data (int kind, const void *data, intptr_t n, uint32_t max_char)
{
  GcoreObject *str = gcore_str_allocate (n, max_char);
  if (str != NULL)
    gcore_str_copy_data (GCORE_STR_KIND (str), gcore_str_data (str), kind, data, n);
  return str;
}

GcoreObject *
gcore_str_from_kind_and_data (int kind, const void *data, intptr_t n)
{
  if (n <= 1)
    {
      GcoreObject *shared = gcore_str_shared (kind, data, n);
      if (shared != NULL)
        return shared;
    }
  return from_data (kind, data, n, gcore_str_class_of_data (kind, data, n));
}

GcoreObject *
gcore_str_from_ascii (const char *ascii, intptr_t n)
{
  return n <= 1 ? gcore_str_shared (1, ascii, n) : from_data (1, ascii, n, 0x7f);
}

GcoreObject *
gcore_str_from_latin1 (const uint8_t *latin1, intptr_t n)
{
  return gcore_str_from_kind_and_data (1, latin1, n);
}

GcoreObject *
gcore_str_from_ucs4 (const uint32_t *characters, intptr_t n)
{
  return gcore_str_from_kind_and_data (4, characters, n);
}

GcoreObject *
gcore_str_from_string (const char *utf8)
{
  return gcore_str_decode_utf8 (utf8, (intptr_t) strlen (utf8), NULL);
}

GcoreObject *
gcore_str_from_string_and_size (const char *utf8, intptr_t n_bytes)
{
  return gcore_str_decode_utf8 (utf8, n_bytes, NULL);
}

GcoreObject *
gcore_str_from_ordinal (int ordinal)
{
  if (ordinal < 0 || ordinal > GCORE_MAX_CHARACTER)
    return gcore_err_format (GCORE_EXC (ValueError), "chr() arg not in range(0x110000)");
  uint32_t character = (uint32_t) ordinal;
  return gcore_str_from_kind_and_data (4, &character, 1);
}

GcoreObject *
gcore_str_from_object (GcoreObject *object)
{
  if (gcore_is_str_exact (object))
    return gcore_newref (object);
  if (gcore_is_str (object))
    return gcore_str_from_kind_and_data (GCORE_STR_KIND (object), gcore_str_data (object), GCORE_STR_LENGTH (object));
  return gcore_err_format (GCORE_EXC (TypeError), "Can't convert '%.100s' object to str implicitly",
                           GCORE_TYPE_OF (object)->name);
}

GcoreObject *
gcore_str_substring (GcoreObject *str, intptr_t start, intptr_t end)
{
  intptr_t length = GCORE_STR_LENGTH (str);
  if (end > length)
    end = length;
  if (start == 0 && end == length)
    return gcore_str_from_object (str);
  if (start >= length || end <= start)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  int kind = GCORE_STR_KIND (str);
  const char *data = gcore_str_at (kind, gcore_str_data (str), start);
  return GCORE_STR_IS_ASCII (str) ? gcore_str_from_ascii (data, end - start)
                                  : gcore_str_from_kind_and_data (kind, data, end - start);
}

uint32_t *
gcore_str_as_ucs4_copy (GcoreObject *str)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  uint32_t *copy = gcore_mem_alloc (((size_t) n + 1) * 4);
  if (copy == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  gcore_str_copy_data (4, copy, GCORE_STR_KIND (str), gcore_str_data (str), n);
  copy[n] = 0;
  return copy;
}

/* --- changing a string only its maker knows ----------------------------------------------------------------------- */

static bool
is_modifiable (GcoreObject *str)
{
  return str->refcount == 1 && GCORE_STR (str)->hash == -1 && !GCORE_STR (str)->interned && gcore_is_str_exact (str)
         && GCORE_STR (str)->compact;
}

/* Room for the same layout's N characters; *STR moves. */
static int
reallocate (GcoreObject **str, intptr_t n)
{
  bool ascii = GCORE_STR_IS_ASCII (*str);
  int kind = GCORE_STR_KIND (*str);
  size_t header = ascii ? sizeof (GcoreStr) : sizeof (GcoreCompactStr);
  if (n > (INTPTR_MAX - (intptr_t) header) / kind - 1)
    {
      gcore_err_no_memory ();
      return -1;
    }
  if (!ascii)
    {
      GcoreCompactStr *compact = (GcoreCompactStr *) *str;
      gcore_mem_free (compact->utf8);
      compact->utf8 = NULL;
      compact->utf8_length = 0;
    }
  GcoreStr *moved = gcore_mem_realloc (*str, header + ((size_t) n + 1) * kind);
  if (moved == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  moved->length = n;
  gcore_str_write (kind, (char *) moved + header, n, 0);
  *str = GCORE_OBJECT (moved);
  return 0;
}

int
gcore_str_resize (GcoreObject **str, intptr_t n)
{
  intptr_t old = GCORE_STR_LENGTH (*str);
  if (n == old)
    return 0;
  if (n > 0 && is_modifiable (*str))
    return reallocate (str, n);
  GcoreObject *copy = gcore_str_new (n, gcore_str_max_char (*str));
  if (copy == NULL)
    return -1;
  memcpy (gcore_str_data (copy), gcore_str_data (*str), (size_t) (n < old ? n : old) * GCORE_STR_KIND (*str));
  gcore_decref (*str);
  *str = copy;
  return 0;
}

GcoreObject *
gcore_str_concat (GcoreObject *a, GcoreObject *b)
{
  if (!gcore_is_str (b))
    return gcore_err_format (GCORE_EXC (TypeError), "can only concatenate str (not \"%.200s\") to str",
                             GCORE_TYPE_OF (b)->name);
  intptr_t n = GCORE_STR_LENGTH (a), m = GCORE_STR_LENGTH (b);
  if (m == 0)
    return gcore_str_from_object (a);
  if (n == 0)
    return gcore_str_from_object (b);
  if (n > INTPTR_MAX - m)
    return gcore_err_format (GCORE_EXC (OverflowError), "strings are too large to concat");
  uint32_t max_a = gcore_str_max_char (a), max_b = gcore_str_max_char (b);
  GcoreObject *result = gcore_str_allocate (n + m, max_a > max_b ? max_a : max_b);
  if (result == NULL)
    return NULL;
  int kind = GCORE_STR_KIND (result);
  void *data = gcore_str_data (result);
  gcore_str_copy_data (kind, data, GCORE_STR_KIND (a), gcore_str_data (a), n);
  gcore_str_copy_data (kind, gcore_str_at (kind, data, n), GCORE_STR_KIND (b), gcore_str_data (b), m);
  return result;
}

void
gcore_str_append (GcoreObject **left, GcoreObject *right)
{
  GcoreObject *str = *left;
  if (str == NULL)
    return;
  intptr_t n, m;
  if (is_modifiable (str) && gcore_is_str (right) && (n = GCORE_STR_LENGTH (str)) > 0
      && (m = GCORE_STR_LENGTH (right)) > 0 && GCORE_STR_KIND (right) <= GCORE_STR_KIND (str)
      && (GCORE_STR_IS_ASCII (right) || !GCORE_STR_IS_ASCII (str)) && n <= INTPTR_MAX - m && str != right)
    {
      if (reallocate (left, n + m) < 0)
        {
          GCORE_CLEAR (*left);
          return;
        }
      int kind = GCORE_STR_KIND (*left);
      gcore_str_copy_data (kind, gcore_str_at (kind, gcore_str_data (*left), n), GCORE_STR_KIND (right),
                           gcore_str_data (right), m);
      return;
    }
  *left = gcore_str_concat (str, right);
  gcore_decref (str);
}

void
gcore_str_append_and_del (GcoreObject **left, GcoreObject *right)
{
  gcore_str_append (left, right);
  gcore_xdecref (right);
}

void
gcore_str_dealloc (GcoreObject *self)
{
  GcoreStr *str = GCORE_STR (self);
  if (GCORE_UNLIKELY (str->interned))
    gcore_str_unintern (self);
  if (!str->compact)
    gcore_mem_free (((GcoreSeparateStr *) str)->data);
  if (!str->compact || !str->ascii)
    gcore_mem_free (((GcoreCompactStr *) str)->utf8);
  if (gcore_is_str_exact (self))
    gcore_mem_free (self);
  else
    GCORE_TYPE_OF (self)->free_ (self);
}

intptr_t
gcore_str_sizeof (GcoreObject *object)
{
  GcoreStr *str = GCORE_STR (object);
  intptr_t size = (str->length + 1) * str->kind;
  if (!str->compact)
    size += (intptr_t) sizeof (GcoreSeparateStr);
  else
    size += str->ascii ? sizeof (GcoreStr) : sizeof (GcoreCompactStr);
  if (!(str->compact && str->ascii) && ((GcoreCompactStr *) str)->utf8 != NULL)
    size += ((GcoreCompactStr *) str)->utf8_length + 1;
  return size;
}

/* --- hashing and comparing ---------------------------------------------------------------------------------------- */

intptr_t
gcore_str_hash (GcoreObject *str)
{
  GcoreStr *self = GCORE_STR (str);
  if (self->hash == -1)
    self->hash = gcore_hash_bytes (gcore_str_data (str), (size_t) self->length * self->kind);
  return self->hash;
}

int
gcore_str_compare (GcoreObject *a, GcoreObject *b)
{
  if (a == b)
    return 0;
  intptr_t n = GCORE_STR_LENGTH (a), m = GCORE_STR_LENGTH (b);
  intptr_t common = n < m ? n : m;
  int kind_a = GCORE_STR_KIND (a), kind_b = GCORE_STR_KIND (b);
  const void *data_a = gcore_str_data (a), *data_b = gcore_str_data (b);
  if (kind_a == 1 && kind_b == 1)
    {
      int order = memcmp (data_a, data_b, (size_t) common);
      if (order != 0)
        return order < 0 ? -1 : 1;
    }
  else
    for (intptr_t i = 0; i < common; i++)
      {
        uint32_t x = gcore_str_read (kind_a, data_a, i), y = gcore_str_read (kind_b, data_b, i);
        if (x != y)
          return x < y ? -1 : 1;
      }
  return (n > m) - (n < m);
}

int
gcore_str_compare_with_ascii_string (GcoreObject *str, const char *ascii)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  for (intptr_t i = 0; i < n; i++)
    {
      uint32_t character = gcore_str_read_char (str, i);
      uint8_t other = (uint8_t) ascii[i];
      if (other == 0 || character != other)
        return character < other ? -1 : 1;
    }
  return ascii[n] != '\0' ? -1 : 0;
}

bool
gcore_str_equal_to_ascii_string (GcoreObject *str, const char *ascii)
{
  size_t n = strlen (ascii);
  return GCORE_STR_IS_ASCII (str) && (size_t) GCORE_STR_LENGTH (str) == n
         && memcmp (gcore_str_data (str), ascii, n) == 0;
}

bool
gcore_str_equal_to_utf8 (GcoreObject *str, const char *utf8)
{
  if (GCORE_STR_IS_ASCII (str))
    return gcore_str_equal_to_ascii_string (str, utf8);
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (str); i++)
    {
      uint8_t bytes[4];
      size_t n = (size_t) utf8proc_encode_char ((utf8proc_int32_t) gcore_str_read_char (str, i), bytes);
      if (n == 0 || strncmp ((const char *) bytes, utf8, n) != 0)
        return false;
      utf8 += n;
    }
  return *utf8 == '\0';
}

GcoreObject *
gcore_str_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_str (a) || !gcore_is_str (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  bool result;
  if (op == GCORE_EQ || op == GCORE_NE)
    result = (a == b || gcore_str_equal (a, b)) == (op == GCORE_EQ);
  else
    {
      int order = gcore_str_compare (a, b);
      result = op == GCORE_LT   ? order < 0
               : op == GCORE_LE ? order <= 0
               : op == GCORE_GT ? order > 0
                                : order >= 0;
    }
  return gcore_newref (result ? GCORE_TRUE : GCORE_FALSE);
}
