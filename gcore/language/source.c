/* SPDX-License-Identifier: MIT */
#include "gcore/language/source.h"

#include "gcore/language/parser.h"
#include "gcore/language/syntax-errors.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

typedef enum { UTF_8, LATIN_1, ASCII, UNKNOWN } Encoding;

#define MAX_ENCODING_NAME 40

/* --- errors ------------------------------------------------------------------------------------------------------- */

/* SyntaxError about the text as a whole: steals MESSAGE. About a file's it has no place at all. */
static bool
fail (GcoreObject *message, GcoreObject *filename, int flags)
{
  if (!(flags & GCORE_PARSE_SOURCE_FILE) || message == NULL)
    {
      gcore_syntax_error_raise_about_file (message, filename);
      return false;
    }
  gcore_err_set_object (GCORE_EXC (SyntaxError), message);
  gcore_decref (message);
  return false;
}

static int
line_number (const char *bytes, const char *position)
{
  int line = 1;
  for (; bytes < position; bytes++)
    line += *bytes == '\n';
  return line;
}

/* --- the coding cookie -------------------------------------------------------------------------------------------- */

static bool
is_name_char (char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

/* Looks for `coding: name` in the comment line [LINE, END) and copies the name. */
static bool
find_cookie_in_line (const char *line, const char *end, char name[MAX_ENCODING_NAME])
{
  while (line < end && (*line == ' ' || *line == '\t' || *line == '\f'))
    line++;
  if (line == end || *line != '#')
    return false;
  for (const char *p = line; p + 7 < end; p++)
    {
      if (memcmp (p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
        continue;
      const char *start = p + 7;
      while (start < end && (*start == ' ' || *start == '\t'))
        start++;
      size_t n = 0;
      for (; start < end && is_name_char (*start) && n < MAX_ENCODING_NAME - 1; start++)
        name[n++] = *start;
      name[n] = 0;
      if (n > 0)
        return true;
    }
  return false;
}

/* The second line counts only if the first has nothing but a comment. */
static bool
is_blank_or_comment (const char *line, const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t' || *line == '\f' || *line == '\r'))
    line++;
  return line == end || *line == '#';
}

static const char *
line_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p++;
  return p;
}

static bool
find_cookie (const char *bytes, const char *end, char name[MAX_ENCODING_NAME])
{
  const char *first_end = line_end (bytes, end);
  if (find_cookie_in_line (bytes, first_end, name))
    return true;
  if (first_end == end || !is_blank_or_comment (bytes, first_end))
    return false;
  const char *second = first_end + 1;
  if (*first_end == '\r' && second < end && *second == '\n')
    second++;
  return find_cookie_in_line (second, line_end (second, end), name);
}

/* NAME is made lower-case and its underscores hyphens. */
static Encoding
encoding_by_name (char *name)
{
  for (char *p = name; *p != 0; p++)
    *p = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char) (*p | 32) : *p;

  static const struct { const char *name; Encoding encoding; } names[] = {
    { "utf-8", UTF_8 },     { "utf8", UTF_8 },      { "u8", UTF_8 },           { "utf", UTF_8 },
    { "cp65001", UTF_8 },   { "utf-8-sig", UTF_8 }, { "latin-1", LATIN_1 },    { "latin1", LATIN_1 },
    { "latin", LATIN_1 },   { "l1", LATIN_1 },      { "iso-8859-1", LATIN_1 }, { "iso8859-1", LATIN_1 },
    { "8859", LATIN_1 },    { "cp819", LATIN_1 },   { "iso-ir-100", LATIN_1 }, { "ascii", ASCII },
    { "us-ascii", ASCII },  { "us", ASCII },        { "646", ASCII },          { "ansi-x3.4-1968", ASCII },
    { "iso646-us", ASCII },
  };
  if (strncmp (name, "utf-8-", 6) == 0)
    return UTF_8;
  if (strncmp (name, "latin-1-", 8) == 0 || strncmp (name, "iso-8859-1-", 11) == 0)
    return LATIN_1;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i].name) == 0)
      return names[i].encoding;
  return UNKNOWN;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

/* The length of the well-formed sequence at P, which does not begin with an ASCII byte; 0 if there is none. */
static int
sequence_length (const uint8_t *p, const uint8_t *end)
{
  int n = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
  if (*p < 0xC2 || *p > 0xF4 || end - p < n)
    return 0;
  for (int i = 1; i < n; i++)
    if ((p[i] & 0xC0) != 0x80)
      return 0;
  if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) || (*p == 0xF0 && p[1] < 0x90)
      || (*p == 0xF4 && p[1] > 0x8F))
    return 0;
  return n;
}

/* The first byte that does not belong to valid UTF-8, or END. */
static const char *
find_invalid (const char *bytes, const char *end)
{
  const uint8_t *p = (const uint8_t *) bytes, *stop = (const uint8_t *) end;
  while (p < stop)
    if (*p < 0x80)
      p++;
    else
      {
        int n = sequence_length (p, stop);
        if (n == 0)
          break;
        p += n;
      }
  return (const char *) p;
}

static bool
check_utf8 (const char *bytes, const char *end, GcoreObject *filename, bool declared, int flags)
{
  const char *invalid = find_invalid (bytes, end);
  if (invalid == end)
    return true;
  if (!(flags & GCORE_PARSE_SOURCE_FILE) || declared)
    {
      /* The codec's message names the byte, its position and what is wrong with it. */
      GcoreObject *text = gcore_str_decode_utf8 (bytes, end - bytes, NULL);
      gcore_xdecref (text);
      GcoreObject *error = gcore_err_fetch ();
      GcoreObject *message = error != NULL ? gcore_str_from_format ("(unicode error) %S", error) : NULL;
      gcore_xdecref (error);
      return fail (message, filename, flags);
    }
  char code[5] = "\\x00";
  code[2] = "0123456789abcdef"[(uint8_t) *invalid >> 4];
  code[3] = "0123456789abcdef"[*invalid & 15];
  return fail (
      gcore_str_from_format ("Non-UTF-8 code starting with '%s' in file %U on line %d, but no encoding declared; "
                             "see https://peps.python.org/pep-0263/ for details",
                             code, filename, line_number (bytes, invalid)),
      filename, flags);
}

/* Copies with ends of lines made \n, and Latin-1 made UTF-8. */
static bool
copy_text (GcoreSource *source, const char *p, const char *end, Encoding encoding, bool wants_newline)
{
  size_t length = (size_t) (end - p);
  char *out = gcore_mem_alloc ((encoding == LATIN_1 ? 2 * length : length) + 2);
  if (out == NULL)
    {
      gcore_err_no_memory ();
      return false;
    }
  source->text = out;
  for (; p < end; p++)
    if (*p == '\r')
      {
        *out++ = '\n';
        if (p + 1 < end && p[1] == '\n')
          p++;
      }
    else if (encoding == LATIN_1 && (uint8_t) *p >= 0x80)
      {
        *out++ = (char) (0xC0 | (uint8_t) *p >> 6);
        *out++ = (char) (0x80 | (*p & 0x3F));
      }
    else
      *out++ = *p;
  if (wants_newline && (out == source->text || out[-1] != '\n'))
    *out++ = '\n';
  *out = 0;
  source->length = (size_t) (out - source->text);
  return true;
}

/* No text can have a null byte in it. */
static bool
check_null (const char *bytes, const char *end, GcoreObject *filename, int flags)
{
  const char *null = memchr (bytes, 0, (size_t) (end - bytes));
  if (null == NULL)
    return true;
  if (!(flags & GCORE_PARSE_SOURCE_FILE))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "source code string cannot contain null bytes");
      return false;
    }
  const char *line = null;
  while (line > bytes && line[-1] != '\n')
    line--;
  GcoreSyntaxErrorPlace place = { filename, line_number (bytes, null), 0, line_number (bytes, null), 0 };
  gcore_syntax_error_raise (GCORE_EXC (SyntaxError), gcore_str_from_string ("source code cannot contain null bytes"),
                            &place, gcore_str_decode_utf8 (line, null - line, "replace"));
  return false;
}

bool
gcore_source_read (GcoreSource *source, const char *bytes, size_t length, GcoreObject *filename, bool wants_newline,
                   int flags)
{
  const char *end = bytes + length;
  Encoding encoding = UTF_8;
  char name[MAX_ENCODING_NAME];
  bool declared = false;

  *source = (GcoreSource){ 0 };
  if (!check_null (bytes, end, filename, flags))
    return false;
  bool has_mark = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0;
  if (has_mark && !(flags & GCORE_PARSE_IGNORE_COOKIE))
    bytes += 3;
  if (!(flags & GCORE_PARSE_IGNORE_COOKIE) && find_cookie (bytes, end, name))
    {
      char normal_name[MAX_ENCODING_NAME];
      declared = true;
      encoding = encoding_by_name (strcpy (normal_name, name));
      if (has_mark && (encoding != UTF_8 || strncmp (normal_name, "utf-8", 5) != 0))
        return fail (gcore_str_from_format ("encoding problem: %s with BOM",
                                            encoding == LATIN_1 ? "iso-8859-1" : name),
                     filename, flags);
      if (encoding == UNKNOWN)
        return fail (gcore_str_from_format (flags & GCORE_PARSE_SOURCE_FILE ? "encoding problem: %s"
                                                                            : "unknown encoding: %s",
                                            name),
                     filename, flags);
    }
  if (encoding != LATIN_1 && !check_utf8 (bytes, end, filename, declared, flags))
    return false;
  source->has_encoding = has_mark || declared || (flags & GCORE_PARSE_IGNORE_COOKIE) != 0;
  return copy_text (source, bytes, end, encoding, wants_newline);
}

void
gcore_source_clear (GcoreSource *source)
{
  gcore_mem_free (source->text);
  source->text = NULL;
}
