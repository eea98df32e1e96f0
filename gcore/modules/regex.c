/* SPDX-License-Identifier: MIT */
/* Regular expressions are run by PCRE2. All its memory is the heap's, and it keeps no state elsewhere.
 *
 * A str has characters of one, two or four bytes, and the library exists for each of these widths: an expression is
 * compiled for a width when it first meets a text of that width, so that texts are searched where they are and places
 * are indexes of characters. The words of the expression are made by _re_translate.py. */
#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "gcore/memory/memory.h"
#include "gcore/modules/regex.h"
#include "gcore/modules/state.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_NESTING 1000 /* parentheses inside one another */
/* Before an expression: its search is given up after so many steps, some twenty milliseconds. */
#define QUICK "(*LIMIT_MATCH=500000)"
#define QUICK_LENGTH ((intptr_t) sizeof QUICK - 1)

/* Flags of the module re that matter here. */
enum
{
  FLAG_IGNORECASE = 2,
  FLAG_MULTILINE = 8,
  FLAG_DOTALL = 16,
  FLAG_UNICODE = 32
};

/* What there is for one width of characters: pointers of the library's, NULL before the first use. */
typedef struct
{
  void *code;
  void *patient_code; /* goes on where the former gives up; slower */
  void *match_data;
  void *text;         /* QUICK and the expression; NULL if it has wider characters */
  intptr_t length;    /* of text, in characters */
} Width;

/* Groups are listed in the order in which they close. */
typedef struct
{
  int32_t group;
  int32_t repetition; /* the outermost one it is part of; 0: none */
} Closing;

struct GcoreRegexProgram
{
  uint32_t options;
  intptr_t n_groups;
  Width widths[3];
  Closing closings[]; /* n_groups */
};

typedef GcoreRegexProgram Program;

/* --- the library -------------------------------------------------------------------------------------------------- */

static void *
allocate (size_t size, void *data)
{
  return gcore_mem_alloc (size);
}

static void
release (void *block, void *data)
{
  gcore_mem_free (block);
}

static void
raise_compile_error (int error)
{
  char message[160] = "";
  if (error == PCRE2_ERROR_NOMEMORY || error == 121)
    gcore_err_no_memory ();
  else
    {
      pcre2_get_error_message_8 (error, (PCRE2_UCHAR8 *) message, sizeof message);
      gcore_err_set_string (GCORE_EXC (ValueError), message);
    }
}

#define WIDTH 8
#include "gcore/modules/regex-width.h"
#define WIDTH 16
#include "gcore/modules/regex-width.h"
#define WIDTH 32
#include "gcore/modules/regex-width.h"

/* --- Latin-1 ------------------------------------------------------------------------------------------------------ */

/* Where things are in the library's tables. */
enum
{
  LOWER_CASE = 0,
  OTHER_CASE = 256,
  BIT_MAPS = 512,
  BIT_MAP_SPACE = BIT_MAPS,
  BIT_MAP_DIGIT = BIT_MAPS + 64,
  BIT_MAP_WORD = BIT_MAPS + 160,
  TYPES = BIT_MAPS + 320,
  TYPE_SPACE = 1,
  TYPE_LETTER = 2,
  TYPE_LOWER = 4,
  TYPE_DIGIT = 8,
  TYPE_WORD = 16
};

/* The character of Latin-1 that differs from C in case only; C itself if there is none. */
static int
other_case (int c)
{
  if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
    return c + 0x20;
  if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
    return c - 0x20;
  return c;
}

void
gcore_regex_start (void)
{
  uint8_t *tables = GCORE_MODULES->latin1_tables;
  _Static_assert (sizeof GCORE_MODULES->latin1_tables == TYPES + 256, "the size of the library's tables");
  memset (tables, 0, TYPES + 256);
  for (int c = 0; c < 256; c++)
    {
      const struct
      {
        bool is;
        int map;  /* 0: there is none that Python's expressions use */
        int type;
      } kinds[] = {
        { gcore_char_is_space ((uint32_t) c), BIT_MAP_SPACE, TYPE_SPACE },
        { gcore_char_is_alpha ((uint32_t) c), 0, TYPE_LETTER },
        { gcore_char_is_lower ((uint32_t) c), 0, TYPE_LOWER },
        { gcore_char_to_decimal ((uint32_t) c) >= 0, BIT_MAP_DIGIT, TYPE_DIGIT },
        { gcore_char_is_alnum ((uint32_t) c) || c == '_', BIT_MAP_WORD, TYPE_WORD },
      };
      tables[OTHER_CASE + c] = (uint8_t) other_case (c);
      tables[LOWER_CASE + c] = (uint8_t) (other_case (c) > c ? other_case (c) : c);
      for (size_t i = 0; i < GCORE_N_ELEMENTS (kinds); i++)
        if (kinds[i].is)
          {
            tables[TYPES + c] |= (uint8_t) kinds[i].type;
            if (kinds[i].map != 0)
              tables[kinds[i].map + c / 8] |= (uint8_t) (1 << c % 8);
          }
    }
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

static uint32_t
options_for (int flags)
{
  uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ALT_CIRCUMFLEX;
  if (flags & FLAG_IGNORECASE)
    options |= PCRE2_CASELESS;
  if (flags & FLAG_MULTILINE)
    options |= PCRE2_MULTILINE;
  if (flags & FLAG_DOTALL)
    options |= PCRE2_DOTALL;
  if (flags & FLAG_UNICODE)
    options |= PCRE2_UCP;
  return options;
}

/* N characters of KIND bytes in a new block of characters of WIDTH; NULL with MemoryError. */
static void *
widen (const void *data, int kind, intptr_t n, int width)
{
  int wide = 1 << width;
  void *copy = gcore_mem_alloc ((size_t) n * (size_t) wide + 1);
  if (copy == NULL)
    return gcore_err_no_memory ();
  for (intptr_t i = 0; i < n; i++)
    gcore_str_write (wide, copy, i, gcore_str_read (kind, data, i));
  return copy;
}

/* The code of PROGRAM's text for WIDTH, from the character START on; NULL with an exception. */
static void *
compile (Program *program, int width, intptr_t start, uint32_t options)
{
  static void *(*const compile_width[]) (const void *, size_t, uint32_t, const uint8_t *)
    = { compile_8, compile_16, compile_32 };
  const Width *ready = &program->widths[width];
  const uint8_t *tables = NULL;
  options |= program->options;
  if (width == 0 && (options & PCRE2_UCP))
    {
      /* A table is much faster than looking up each character's properties. */
      options &= ~(uint32_t) PCRE2_UCP;
      tables = GCORE_MODULES->latin1_tables;
    }
  return compile_width[width]((const char *) ready->text + (start << width), (size_t) (ready->length - start), options,
                              tables);
}

static void *
new_match_data (int width, void *code)
{
  static void *(*const new_data[]) (void *) = { new_match_data_8, new_match_data_16, new_match_data_32 };
  return new_data[width](code);
}

/* Makes PROGRAM ready for characters of WIDTH. -1 with an exception. */
static int
prepare (Program *program, int width)
{
  Width *ready = &program->widths[width];
  if (GCORE_LIKELY (ready->match_data != NULL))
    return 0;
  if (ready->code == NULL)
    ready->code = compile (program, width, 0, 0);
  if (ready->code != NULL)
    ready->match_data = new_match_data (width, ready->code);
  return ready->match_data != NULL ? 0 : -1;
}

static bool
has_width (const Program *program, int width)
{
  return program->widths[width].text != NULL;
}

void
gcore_regex_program_free (GcoreRegexProgram *program)
{
  static void (*const free_width[]) (Width *) = { free_width_8, free_width_16, free_width_32 };
  for (int width = 0; width < 3; width++)
    {
      free_width[width](&program->widths[width]);
      gcore_mem_free (program->widths[width].text);
    }
  gcore_mem_free (program);
}

/* Copies what the program is made of; -1 with an exception. */
static int
fill (Program *program, GcoreObject *texts, GcoreObject *closing)
{
  for (int width = 0; width < 3; width++)
    {
      GcoreObject *text = GCORE_TUPLE_ITEM (texts, width);
      if (text == GCORE_NONE)
        continue;
      Width *ready = &program->widths[width];
      GcoreObject *quick = gcore_str_from_string (QUICK);
      GcoreObject *whole = quick != NULL ? gcore_str_concat (quick, text) : NULL;
      gcore_xdecref (quick);
      if (whole == NULL)
        return -1;
      ready->length = GCORE_STR_LENGTH (whole);
      ready->text = widen (gcore_str_data (whole), GCORE_STR_KIND (whole), ready->length, width);
      gcore_decref (whole);
      if (ready->text == NULL)
        return -1;
    }
  for (intptr_t i = 0; i < program->n_groups; i++)
    {
      program->closings[i].group = (int32_t) gcore_int_as_ssize (GCORE_TUPLE_ITEM (closing, 2 * i));
      program->closings[i].repetition = (int32_t) gcore_int_as_ssize (GCORE_TUPLE_ITEM (closing, 2 * i + 1));
    }
  int width = 0;
  while (!has_width (program, width))
    width++;
  return prepare (program, width); /* what is wrong is told now */
}

GcoreRegexProgram *
gcore_regex_program_new (GcoreObject *texts, int flags, intptr_t n_groups, GcoreObject *closing)
{
  Program *program = gcore_mem_alloc (sizeof *program + (size_t) n_groups * sizeof (Closing));
  if (program == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  *program = (Program){ .options = options_for (flags), .n_groups = n_groups };
  if (fill (program, texts, closing) == 0)
    return program;
  gcore_regex_program_free (program);
  return NULL;
}

intptr_t
gcore_regex_last_group (const GcoreRegexProgram *program, const size_t *places)
{
  intptr_t last = -1;
  int32_t repetition = 0;
  for (intptr_t i = 0; i < program->n_groups; i++)
    {
      const Closing *closing = &program->closings[i];
      size_t end = places[2 * closing->group + 1];
      if (end == PCRE2_UNSET)
        continue;
      /* Within a repetition the one written later may have taken part earlier. */
      if (closing->repetition != 0 && closing->repetition == repetition && end < places[2 * last + 1])
        continue;
      last = closing->group;
      repetition = closing->repetition;
    }
  return last;
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void
text_close (GcoreRegexText *text)
{
  gcore_mem_free (text->copy);
  if (text->has_buffer)
    gcore_buffer_release (&text->buffer);
}

/* -1 with an exception. */
static int
text_open (GcoreRegexText *text, GcorePattern *pattern, GcoreObject *string)
{
  int kind = 1;
  *text = (GcoreRegexText){ .width = 0 };
  if (gcore_is_str (string))
    {
      kind = GCORE_STR_KIND (string);
      text->data = gcore_str_data (string);
      text->length = GCORE_STR_LENGTH (string);
      text->width = kind == 4 ? 2 : kind - 1;
    }
  else if (!gcore_object_check_buffer (string))
    {
      gcore_err_format (GCORE_EXC (TypeError), "expected string or bytes-like object, got '%.200s'",
                        GCORE_TYPE_OF (string)->name);
      return -1;
    }
  else if (gcore_object_get_buffer (string, &text->buffer, false) < 0)
    return -1;
  else
    {
      text->has_buffer = true;
      text->data = text->buffer.data;
      text->length = text->buffer.n;
    }
  if (pattern->is_bytes == !text->has_buffer)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), pattern->is_bytes
                                                     ? "cannot use a bytes pattern on a string-like object"
                                                     : "cannot use a string pattern on a bytes-like object");
      text_close (text);
      return -1;
    }
  while (!has_width (pattern->program, text->width))
    text->width++;
  if (1 << text->width == kind)
    return 0;
  text->data = text->copy = widen (text->data, kind, text->length, text->width);
  if (text->copy != NULL)
    return 0;
  text_close (text);
  return -1;
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

/* Searches again what took too many steps, with all the time it may need. Other searches with PROGRAM may be made meanwhile:
 * what this one finds is its own, and the program's when it is done. */
static int
match_patiently (Program *program, const GcoreRegexText *text, size_t start, size_t end, uint32_t options)
{
  static int (*const match[]) (const void *, const void *, size_t, size_t, uint32_t, void *)
    = { match_patiently_8, match_patiently_16, match_patiently_32 };
  static void (*const free_match_data[]) (void *) = { free_match_data_8, free_match_data_16, free_match_data_32 };
  int width = text->width;
  Width *ready = &program->widths[width];
  if (ready->patient_code == NULL)
    ready->patient_code = compile (program, width, QUICK_LENGTH, PCRE2_AUTO_CALLOUT);
  void *data = ready->patient_code != NULL ? new_match_data (width, ready->patient_code) : NULL;
  if (data == NULL)
    return PCRE2_ERROR_CALLOUT;
  int result = match[width](ready->patient_code, text->data, end, start, options, data);
  free_match_data[width](ready->match_data);
  ready->match_data = data;
  return result;
}

/* Looks for a match in the first END characters, from START on. NOT_EMPTY: none that is empty at START. 1: found, 0: not,
 * -1 with an exception. */
static int
run (Program *program, const GcoreRegexText *text, intptr_t start, intptr_t end, int mode, bool not_empty)
{
  static int (*const match[]) (const Width *, const void *, size_t, size_t, uint32_t) = { match_8, match_16, match_32 };
  if (start > end)
    return 0;
  uint32_t options = not_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
  if (mode != GCORE_REGEX_SEARCH)
    options |= PCRE2_ANCHORED;
  if (mode == GCORE_REGEX_FULL_MATCH)
    options |= PCRE2_ENDANCHORED;
  const Width *width = &program->widths[text->width];
  int result = match[text->width](width, text->data, (size_t) end, (size_t) start, options);
  if (result == PCRE2_ERROR_MATCHLIMIT)
    result = match_patiently (program, text, (size_t) start, (size_t) end, options);
  if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
    return result >= 0;
  if (result == PCRE2_ERROR_NOMEMORY || result == PCRE2_ERROR_HEAPLIMIT)
    gcore_err_no_memory ();
  else if (result == PCRE2_ERROR_MATCHLIMIT)
    gcore_err_set_string (GCORE_EXC (RuntimeError), "the regular expression takes too many steps on this text");
  else if (result != PCRE2_ERROR_CALLOUT) /* ours: an exception is set */
    gcore_err_format (GCORE_EXC (RuntimeError), "error %d of the regular expression library", result);
  return -1;
}

static intptr_t
clamp (intptr_t value, intptr_t length)
{
  return value < 0 ? 0 : value > length ? length : value;
}

int
gcore_regex_search_open (GcoreRegexSearch *search, GcorePattern *pattern, GcoreObject *string, intptr_t pos,
                         intptr_t endpos)
{
  if (text_open (&search->text, pattern, string) < 0)
    return -1;
  if (prepare (pattern->program, search->text.width) < 0)
    {
      text_close (&search->text);
      return -1;
    }
  search->pattern = pattern;
  search->string = string;
  search->pos = search->start = clamp (pos, search->text.length);
  search->endpos = clamp (endpos, search->text.length);
  search->not_empty = false;
  return 0;
}

/* gcore_regex_search_next for a pattern that is literal, which needs no library. */
static int
next_literal (GcoreRegexSearch *search)
{
  GcoreObject *text = search->pattern->pattern;
  intptr_t found = gcore_str_find (search->string, text, search->start, search->endpos, 1);
  if (found < 0)
    return found == -1 ? 0 : -1;
  search->start = found + GCORE_STR_LENGTH (text);
  search->literal[0] = (size_t) found;
  search->literal[1] = (size_t) search->start;
  search->places = search->literal;
  return 1;
}

int
gcore_regex_search_next (GcoreRegexSearch *search, int mode)
{
  if (search->pattern->is_literal && mode == GCORE_REGEX_SEARCH)
    return next_literal (search);
  static const size_t *(*const places[]) (const Width *) = { places_8, places_16, places_32 };
  Program *program = search->pattern->program;
  int found = run (program, &search->text, search->start, search->endpos, mode, search->not_empty);
  if (found <= 0)
    return found;
  search->places = places[search->text.width](&program->widths[search->text.width]);
  search->start = (intptr_t) search->places[1];
  search->not_empty = search->places[0] == search->places[1];
  return 1;
}

void
gcore_regex_search_close (GcoreRegexSearch *search)
{
  text_close (&search->text);
}
