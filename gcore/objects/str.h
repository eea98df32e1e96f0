/* SPDX-License-Identifier: MIT */
/* str: immutable Unicode text.
 *
 * Text is stored in the narrowest of three kinds, 1, 2 or 4 bytes a character. Three layouts, all with the sizes of
 * CPython 3.11 (n characters; one more, zero, ends the data):
 *     ASCII                GcoreStr                    then the data    48 + (n + 1)
 *     compact, not ASCII   GcoreCompactStr             then the data    72 + (n + 1) · kind
 *     subclass instance    GcoreSeparateStr, which points to the data   80 + (n + 1) · kind
 * Invariant: kind is the narrowest that holds the widest character; ascii says that all characters are below 128.
 * The empty string and the one-character strings of Latin-1 exist once (exact type str). */
#pragma once

#include <stdarg.h>

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  intptr_t length; /* characters */
  intptr_t hash;   /* −1: not computed yet */
  uint8_t kind;    /* bytes a character: 1, 2, 4 */
  bool ascii;
  bool compact;    /* the data follow the header */
  uint8_t interned; /* 1: in the table of interned strings, which holds no counted reference */
  uint32_t pad;
  void *reserved; /* keeps the size CPython's */
} GcoreStr;

typedef struct
{
  GcoreStr base;
  intptr_t utf8_length; /* bytes */
  char *utf8;           /* owned, made when first asked for, ends with NUL; ASCII strings have it in their data */
  intptr_t reserved;
} GcoreCompactStr;

typedef struct
{
  GcoreCompactStr base;
  void *data; /* owned */
} GcoreSeparateStr;

_Static_assert (sizeof (GcoreStr) == 48 && sizeof (GcoreCompactStr) == 72 && sizeof (GcoreSeparateStr) == 80,
                "sizes a program sees");

#define GCORE_STR(object) ((GcoreStr *) (void *) (object))
#define GCORE_STR_LENGTH(object) (GCORE_STR (object)->length)
#define GCORE_STR_KIND(object) ((int) GCORE_STR (object)->kind)
#define GCORE_STR_IS_ASCII(object) (GCORE_STR (object)->ascii)
#define GCORE_MAX_CHARACTER 0x10ffff

GCORE_INLINE void *
gcore_str_data (const void *object)
{
  const GcoreStr *str = (const GcoreStr *) object;
  if (GCORE_LIKELY (str->compact))
    return (char *) (uintptr_t) str + (str->ascii ? sizeof (GcoreStr) : sizeof (GcoreCompactStr));
  return ((const GcoreSeparateStr *) object)->data;
}

GCORE_INLINE uint32_t
gcore_str_read (int kind, const void *data, intptr_t index)
{
  if (kind == 1)
    return ((const uint8_t *) data)[index];
  if (kind == 2)
    return ((const uint16_t *) data)[index];
  return ((const uint32_t *) data)[index];
}

GCORE_INLINE void
gcore_str_write (int kind, void *data, intptr_t index, uint32_t character)
{
  if (kind == 1)
    ((uint8_t *) data)[index] = (uint8_t) character;
  else if (kind == 2)
    ((uint16_t *) data)[index] = (uint16_t) character;
  else
    ((uint32_t *) data)[index] = character;
}

/* The character at INDEX, which must be valid. */
GCORE_INLINE uint32_t
gcore_str_read_char (const void *str, intptr_t index)
{
  return gcore_str_read (GCORE_STR_KIND (str), gcore_str_data (str), index);
}

/* An upper bound of the characters, by layout: 0x7f, 0xff, 0xffff or 0x10ffff. */
uint32_t gcore_str_max_char (GcoreObject *str);

/* --- creating: new references; NULL with an exception set --------------------------------------------------------- */

/* N characters up to MAX_CHAR, contents undefined except the end: to be filled by the caller before anybody sees it.
 * The widest character written should need the kind of MAX_CHAR. n = 0 gives the shared empty string. */
GcoreObject *gcore_str_new (intptr_t n, uint32_t max_char);
/* From UTF-8, strictly (UnicodeDecodeError). */
GcoreObject *gcore_str_from_string (const char *utf8);
GcoreObject *gcore_str_from_string_and_size (const char *utf8, intptr_t n_bytes);
/* From N characters of KIND bytes each; the result is narrowed. */
GcoreObject *gcore_str_from_kind_and_data (int kind, const void *data, intptr_t n);
GcoreObject *gcore_str_from_ascii (const char *ascii, intptr_t n);
GcoreObject *gcore_str_from_latin1 (const uint8_t *latin1, intptr_t n);
GcoreObject *gcore_str_from_ucs4 (const uint32_t *characters, intptr_t n);
/* chr (): ValueError beyond 0x10ffff. */
GcoreObject *gcore_str_from_ordinal (int ordinal);
/* An exact str of the same text: OBJECT itself if it is one. TypeError if it is no str at all. */
GcoreObject *gcore_str_from_object (GcoreObject *object);
/* str (bytes, encoding, errors); both may be NULL ("utf-8", "strict"). */
GcoreObject *gcore_str_from_encoded_object (GcoreObject *object, const char *encoding, const char *errors);
/* %c %d %i %u %x with l, ll, z, %p, %s (UTF-8), %U (str), %V (str or NULL, then UTF-8), %A (ascii), %S (str), %R
 * (repr), widths, precisions, 0 and - flags. */
GcoreObject *gcore_str_from_format (const char *format, ...);
GcoreObject *gcore_str_from_format_v (const char *format, va_list args);
GcoreObject *gcore_str_substring (GcoreObject *str, intptr_t start, intptr_t end);

/* --- interning ---------------------------------------------------------------------------------------------------- */

/* Replaces *STR (owned by the caller) by the one object that stands for its text. Leaves subclass instances alone. */
void gcore_str_intern_in_place (GcoreObject **str);
/* New reference. */
GcoreObject *gcore_str_intern_from_string (const char *utf8);
#define gcore_str_is_interned(str) (GCORE_STR (str)->interned != 0)

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Borrowed bytes, cached in the string; NULL with UnicodeEncodeError for lone surrogates, or MemoryError. */
const char *gcore_str_as_utf8 (GcoreObject *str);
const char *gcore_str_as_utf8_and_size (GcoreObject *str, intptr_t *n_bytes);
/* A block of GCORE_STR_LENGTH + 1 characters from gcore_mem_alloc, ended by 0; the caller frees it. */
uint32_t *gcore_str_as_ucs4_copy (GcoreObject *str);
intptr_t gcore_str_hash (GcoreObject *str);
/* Bytes getsizeof reports. */
intptr_t gcore_str_sizeof (GcoreObject *str);

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* −1, 0, 1 by code points; never fails. */
int gcore_str_compare (GcoreObject *a, GcoreObject *b);
int gcore_str_compare_with_ascii_string (GcoreObject *str, const char *ascii);
bool gcore_str_equal_to_ascii_string (GcoreObject *str, const char *ascii);
/* The same for UTF-8, of which STR, unlike with gcore_str_as_utf8, keeps no copy: nothing changes. */
bool gcore_str_equal_to_utf8 (GcoreObject *str, const char *utf8);
GcoreObject *gcore_str_rich_compare (GcoreObject *a, GcoreObject *b, int op);

/* Both must be strs. */
GCORE_INLINE bool
gcore_str_equal (const void *a, const void *b)
{
  const GcoreStr *x = (const GcoreStr *) a, *y = (const GcoreStr *) b;
  return x->length == y->length && x->kind == y->kind
         && memcmp (gcore_str_data (x), gcore_str_data (y), (size_t) x->length * x->kind) == 0;
}

/* --- operations: new references unless said otherwise ------------------------------------------------------------- */

GcoreObject *gcore_str_concat (GcoreObject *a, GcoreObject *b);
/* *LEFT (owned) becomes *LEFT + RIGHT (borrowed), in place when nobody else holds it; NULL on failure. */
void gcore_str_append (GcoreObject **left, GcoreObject *right);
void gcore_str_append_and_del (GcoreObject **left, GcoreObject *right);
/* Changes the length of a string only the caller knows; −1 leaves *STR as it was. */
int gcore_str_resize (GcoreObject **str, intptr_t n);
/* SEPARATOR NULL: a blank. SEQUENCE: any iterable of strs. */
GcoreObject *gcore_str_join (GcoreObject *separator, GcoreObject *sequence);
GcoreObject *gcore_str_join_array (GcoreObject *separator, GcoreObject *const *items, intptr_t n);
GcoreObject *gcore_str_repeat (GcoreObject *str, intptr_t n);
/* SEPARATOR NULL or None: white space. MAX_SPLIT −1: no limit. New list. */
GcoreObject *gcore_str_split (GcoreObject *str, GcoreObject *separator, intptr_t max_split);
GcoreObject *gcore_str_rsplit (GcoreObject *str, GcoreObject *separator, intptr_t max_split);
GcoreObject *gcore_str_splitlines (GcoreObject *str, bool keep_ends);
GcoreObject *gcore_str_partition (GcoreObject *str, GcoreObject *separator);
GcoreObject *gcore_str_rpartition (GcoreObject *str, GcoreObject *separator);
GcoreObject *gcore_str_replace (GcoreObject *str, GcoreObject *old, GcoreObject *new_, intptr_t max_count);
/* 1, 0, −1 with TypeError if PART is no str. */
int gcore_str_contains (GcoreObject *str, GcoreObject *part);
/* Index in [start, end), −1 not found, −2 error; DIRECTION 1 or −1. */
intptr_t gcore_str_find (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end, int direction);
intptr_t gcore_str_find_char (GcoreObject *str, uint32_t character, intptr_t start, intptr_t end, int direction);
intptr_t gcore_str_count (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end);
/* Starts (DIRECTION −1) or ends (1) with PART: 1 or 0. */
int gcore_str_tail_match (GcoreObject *str, GcoreObject *part, intptr_t start, intptr_t end, int direction);
/* str % args. */
GcoreObject *gcore_str_format (GcoreObject *format, GcoreObject *args);
bool gcore_str_is_identifier (GcoreObject *str);
bool gcore_str_is_printable (GcoreObject *str);
GcoreObject *gcore_str_repr (GcoreObject *str);
/* ascii (object). */
GcoreObject *gcore_object_ascii (GcoreObject *object);
/* str [index], negative indexes not handled; IndexError. */
GcoreObject *gcore_str_item (GcoreObject *str, intptr_t index);

/* --- encodings ---------------------------------------------------------------------------------------------------- */

/* ERRORS: "strict" (NULL), "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace",
 * "surrogateescape", "surrogatepass". LookupError for unknown encodings and handlers. */
GcoreObject *gcore_str_decode (const char *bytes, intptr_t n, const char *encoding, const char *errors);
GcoreObject *gcore_str_as_encoded_string (GcoreObject *str, const char *encoding, const char *errors);
GcoreObject *gcore_str_decode_utf8 (const char *bytes, intptr_t n, const char *errors);
GcoreObject *gcore_str_decode_latin1 (const char *bytes, intptr_t n, const char *errors);
GcoreObject *gcore_str_decode_ascii (const char *bytes, intptr_t n, const char *errors);
GcoreObject *gcore_str_as_utf8_string (GcoreObject *str);
GcoreObject *gcore_str_as_latin1_string (GcoreObject *str);
GcoreObject *gcore_str_as_ascii_string (GcoreObject *str);

/* --- characters (Unicode 14) -------------------------------------------------------------------------------------- */

bool gcore_char_is_space (uint32_t c);
bool gcore_char_is_line_break (uint32_t c);
bool gcore_char_is_alpha (uint32_t c);
bool gcore_char_is_alnum (uint32_t c);
bool gcore_char_is_lower (uint32_t c);
bool gcore_char_is_upper (uint32_t c);
bool gcore_char_is_title (uint32_t c);
bool gcore_char_is_numeric (uint32_t c);
bool gcore_char_is_printable (uint32_t c);
bool gcore_char_is_identifier_start (uint32_t c);
bool gcore_char_is_identifier_part (uint32_t c);
/* −1 if it is none. */
int gcore_char_to_decimal (uint32_t c);
int gcore_char_to_digit (uint32_t c);

/* --- a builder ---------------------------------------------------------------------------------------------------- */

#define GCORE_STR_WRITER_SMALL 128

/* Collects text that grows and widens as needed. Every write returns −1 with an exception set on failure; then the
 * caller calls gcore_str_writer_dealloc. Exactly one of finish and dealloc ends its life. It must not be moved. */
typedef struct
{
  GcoreObject *buffer; /* owned str of at least size characters, or NULL; if read_only, a string that others may hold */
  void *data;          /* of buffer, or small; NULL before the first write */
  int kind;
  uint32_t max_char;   /* of buffer's layout; 0xff for small */
  intptr_t size;       /* characters room is made for */
  intptr_t position;   /* characters written */
  bool over_allocate;  /* make room for a quarter more when growing */
  bool read_only;
  char small[GCORE_STR_WRITER_SMALL]; /* short texts of Latin-1 need no buffer */
} GcoreStrWriter;

void gcore_str_writer_init (GcoreStrWriter *writer);
/* Makes room for N more characters up to MAX_CHAR; afterwards data[position …] of kind may be written directly. */
int gcore_str_writer_prepare (GcoreStrWriter *writer, intptr_t n, uint32_t max_char);
int gcore_str_writer_write_char (GcoreStrWriter *writer, uint32_t character);
int gcore_str_writer_write_str (GcoreStrWriter *writer, GcoreObject *str);
int gcore_str_writer_write_substring (GcoreStrWriter *writer, GcoreObject *str, intptr_t start, intptr_t end);
int gcore_str_writer_write_ascii_string (GcoreStrWriter *writer, const char *ascii, intptr_t n); /* n −1: strlen */
int gcore_str_writer_write_latin1_string (GcoreStrWriter *writer, const char *latin1, intptr_t n);
/* In decimal. */
int gcore_str_writer_write_int64 (GcoreStrWriter *writer, int64_t number);
/* COUNT times CHARACTER. */
int gcore_str_writer_fill (GcoreStrWriter *writer, uint32_t character, intptr_t count);
/* The text: a new reference. */
GcoreObject *gcore_str_writer_finish (GcoreStrWriter *writer);
void gcore_str_writer_dealloc (GcoreStrWriter *writer);

/* --- format specifications: object.__format__ (spec [start, end)) into a writer; −1 on failure -------------------- */

int gcore_str_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec, intptr_t start,
                                      intptr_t end);
int gcore_int_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec, intptr_t start,
                                      intptr_t end);
int gcore_float_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec, intptr_t start,
                                        intptr_t end);
int gcore_complex_format_advanced_writer (GcoreStrWriter *writer, GcoreObject *object, GcoreObject *spec,
                                          intptr_t start, intptr_t end);

void gcore_str_dealloc (GcoreObject *str);

extern const GcoreType gcore_str_template, gcore_str_iterator_template, gcore_str_ascii_iterator_template;
