/* SPDX-License-Identifier: MIT */
/* The letters of struct's formats, and the reading of formats. */
#include "gcore/memory/memory.h"
#include "gcore/modules/struct.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"

/* --- letters ------------------------------------------------------------------------------------------------------ */

#define CODE(letter, kind, size, ...) { letter, GCORE_STRUCT_##kind, size, __VA_ARGS__ }
#define NATIVE(letter, kind, CType, ...)                                                                               \
  CODE (letter, kind, sizeof (CType), .alignment = _Alignof (CType), .is_native = true, __VA_ARGS__)
#define UNALIGNED(letter, kind, size, big) CODE (letter, kind, size, .big_endian = big)

static const GcoreStructCode native[] = {
  UNALIGNED ('x', PAD, 1, false),
  CODE ('b', SIGNED, 1, .name = "byte"),
  CODE ('B', UNSIGNED, 1, .name = "ubyte"),
  UNALIGNED ('c', CHAR, 1, false),
  UNALIGNED ('s', STRING, 1, false),
  UNALIGNED ('p', PASCAL, 1, false),
  NATIVE ('h', SIGNED, short, .name = "short"),
  NATIVE ('H', UNSIGNED, unsigned short, .name = "ushort"),
  NATIVE ('i', SIGNED, int, .name = NULL),
  NATIVE ('I', UNSIGNED, unsigned, .name = NULL),
  NATIVE ('l', SIGNED, long, .name = NULL),
  NATIVE ('L', UNSIGNED, unsigned long, .name = NULL),
  NATIVE ('n', SIGNED, intptr_t, .name = NULL),
  NATIVE ('N', UNSIGNED, size_t, .name = NULL),
  NATIVE ('q', SIGNED, long long, .name = NULL),
  NATIVE ('Q', UNSIGNED, unsigned long long, .name = NULL),
  NATIVE ('?', BOOL, bool, .name = NULL),
  NATIVE ('e', HALF, short, .name = NULL),
  NATIVE ('f', FLOAT, float, .name = NULL),
  NATIVE ('d', DOUBLE, double, .name = NULL),
  NATIVE ('P', POINTER, void *, .name = NULL),
  { 0 },
};

#define STANDARD(big, short_name, unsigned_short_name)                                                                 \
  UNALIGNED ('x', PAD, 1, big), CODE ('b', SIGNED, 1, .name = "byte"), CODE ('B', UNSIGNED, 1, .name = "ubyte"),       \
    UNALIGNED ('c', CHAR, 1, big), UNALIGNED ('s', STRING, 1, big), UNALIGNED ('p', PASCAL, 1, big),                   \
    CODE ('h', SIGNED, 2, .big_endian = big, .name = short_name),                                                      \
    CODE ('H', UNSIGNED, 2, .big_endian = big, .name = unsigned_short_name), UNALIGNED ('i', SIGNED, 4, big),          \
    UNALIGNED ('I', UNSIGNED, 4, big), UNALIGNED ('l', SIGNED, 4, big), UNALIGNED ('L', UNSIGNED, 4, big),             \
    UNALIGNED ('q', SIGNED, 8, big), UNALIGNED ('Q', UNSIGNED, 8, big), UNALIGNED ('?', BOOL, 1, big),                 \
    UNALIGNED ('e', HALF, 2, big), UNALIGNED ('f', FLOAT, 4, big), UNALIGNED ('d', DOUBLE, 8, big), { 0 }

static const GcoreStructCode little_endian[] = { STANDARD (false, "short", "ushort") };
static const GcoreStructCode big_endian[] = { STANDARD (true, NULL, NULL) };

/* --- formats ------------------------------------------------------------------------------------------------------ */

/* What is known of a format up to where reading stands. */
typedef struct
{
  const GcoreStructCode *codes;
  intptr_t size;    /* bytes */
  intptr_t n;       /* values */
  intptr_t n_items;
} Format;

static bool
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static int
too_long (void)
{
  gcore_struct_error ("total struct size too long");
  return -1;
}

/* Reads the count and the letter at *TEXT, which is not at the end. */
static const GcoreStructCode *
read_code (const char **text, const GcoreStructCode *codes, intptr_t *count)
{
  bool counted = **text >= '0' && **text <= '9';
  *count = counted ? 0 : 1;
  for (; **text >= '0' && **text <= '9'; ++*text)
    if (__builtin_mul_overflow (*count, 10, count) || __builtin_add_overflow (*count, **text - '0', count))
      {
        too_long ();
        return NULL;
      }
  if (**text == '\0')
    return gcore_struct_error ("repeat count given without format specifier");
  for (const GcoreStructCode *code = codes; code->letter != 0; code++)
    if (code->letter == **text)
      {
        ++*text;
        return code;
      }
  return gcore_struct_error ("bad char in struct format");
}

/* Adds COUNT of CODE to FORMAT, and what it makes to ITEM if that is not NULL. */
static int
add_code (Format *format, const GcoreStructCode *code, intptr_t count, GcoreStructItem *item)
{
  bool is_text = code->kind == GCORE_STRUCT_STRING || code->kind == GCORE_STRUCT_PASCAL;
  bool makes_item = code->kind != GCORE_STRUCT_PAD && (is_text || count > 0);
  intptr_t bytes;
  if (code->alignment > 1)
    {
      if (__builtin_add_overflow (format->size, code->alignment - 1, &format->size))
        return too_long ();
      format->size -= format->size % code->alignment;
    }
  if (item != NULL && makes_item)
    *item = (GcoreStructItem){ code, format->size, is_text ? count : code->size, is_text ? 1 : count };
  if (__builtin_mul_overflow (count, code->size, &bytes) || __builtin_add_overflow (format->size, bytes, &format->size)
      || __builtin_add_overflow (format->n, !makes_item ? 0 : is_text ? 1 : count, &format->n))
    return too_long ();
  format->n_items += makes_item;
  return 0;
}

/* Goes through TEXT; ITEMS is NULL or has place for what it makes. */
static int
scan (const char *text, Format *format, GcoreStructItem *items)
{
  while (*text != '\0')
    {
      if (is_space (*text))
        {
          text++;
          continue;
        }
      intptr_t count;
      const GcoreStructCode *code = read_code (&text, format->codes, &count);
      if (code == NULL || add_code (format, code, count, items != NULL ? &items[format->n_items] : NULL) < 0)
        return -1;
    }
  return 0;
}

int
gcore_struct_parse (GcoreObject *format_bytes, GcoreStructItem **items, intptr_t *size, intptr_t *n)
{
  const char *text = gcore_bytes_as_string (format_bytes);
  if (strlen (text) != (size_t) GCORE_SIZE_OF (format_bytes))
    {
      gcore_struct_error ("embedded null character");
      return -1;
    }
  Format format = { .codes = native };
  if (*text == '<' || *text == '=')
    format.codes = little_endian;
  else if (*text == '>' || *text == '!')
    format.codes = big_endian;
  if (*text == '@' || format.codes != native)
    text++;
  Format measured = format;
  if (scan (text, &measured, NULL) < 0)
    return -1;
  *items = gcore_mem_alloc0 (((size_t) measured.n_items + 1) * sizeof **items);
  if (*items == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  scan (text, &format, *items);
  *size = format.size;
  *n = format.n;
  return 0;
}
