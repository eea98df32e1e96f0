/* SPDX-License-Identifier: MIT */
/* The module _re: regular expressions run by PCRE2. All its memory is the heap's, and it keeps no state elsewhere.
 *
 * A str has characters of one, two or four bytes, and the library exists for each of these widths: an expression is
 * compiled for a width when it first meets a text of that width, so that texts are searched where they are and places
 * are indexes of characters. The words of the expression are made by _re_translate.py. */
#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_NESTING 1000 /* parentheses inside one another */

/* Flags of the module re that matter here. */
enum
{
  FLAG_IGNORECASE = 2,
  FLAG_MULTILINE = 8,
  FLAG_DOTALL = 16,
  FLAG_UNICODE = 32
};

enum
{
  MODE_SEARCH = 0,
  MODE_MATCH = 1,
  MODE_FULL_MATCH = 2
};

/* What there is for one width of characters: pointers of the library's, NULL before the first use. */
typedef struct
{
  void *code;
  void *match_data;
} Width;

typedef struct
{
  GcoreObject base;
  GcoreObject *texts; /* owned tuple: the expression for each width, a str, or None if it has wider characters */
  uint32_t options;
  intptr_t n_groups;
  Width widths[3];
} Program;

#define PROGRAM(object) ((Program *) (void *) (object))

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

/* --- texts -------------------------------------------------------------------------------------------------------- */

/* A text to be searched. */
typedef struct
{
  int width;        /* 0, 1, 2: one, two, four bytes a character */
  const void *data; /* of LENGTH characters */
  intptr_t length;
  void *copy;       /* to be freed: the text in wider characters */
  GcoreBuffer buffer;
  bool has_buffer;
} Subject;

static int
width_of_kind (int kind)
{
  return kind == 4 ? 2 : kind - 1;
}

/* N characters of KIND bytes in a new block of characters of WIDTH; NULL without memory. */
static void *
widen (const void *data, int kind, intptr_t n, int width)
{
  int wide = 1 << width;
  void *copy = gcore_mem_alloc ((size_t) n * (size_t) wide + 1);
  for (intptr_t i = 0; copy != NULL && i < n; i++)
    gcore_str_write (wide, copy, i, gcore_str_read (kind, data, i));
  return copy;
}

static void
subject_close (Subject *subject)
{
  gcore_mem_free (subject->copy);
  if (subject->has_buffer)
    gcore_buffer_release (&subject->buffer);
}

/* -1 with an exception. */
static int
subject_open (Subject *subject, Program *program, GcoreObject *string)
{
  int kind = 1;
  *subject = (Subject){ .width = 0 };
  if (gcore_is_str (string))
    {
      kind = GCORE_STR_KIND (string);
      subject->data = gcore_str_data (string);
      subject->length = GCORE_STR_LENGTH (string);
    }
  else
    {
      if (gcore_object_get_buffer (string, &subject->buffer, false) < 0)
        return -1;
      subject->has_buffer = true;
      subject->data = subject->buffer.data;
      subject->length = subject->buffer.n;
    }
  subject->width = width_of_kind (kind);
  while (GCORE_TUPLE_ITEM (program->texts, subject->width) == GCORE_NONE)
    subject->width++;
  if (1 << subject->width == kind)
    return 0;
  subject->data = subject->copy = widen (subject->data, kind, subject->length, subject->width);
  if (subject->copy != NULL)
    return 0;
  gcore_err_no_memory ();
  subject_close (subject);
  return -1;
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

/* Makes the program ready for characters of WIDTH. -1 with an exception. */
static int
prepare (Program *program, int width)
{
  Width *ready = &program->widths[width];
  if (ready->match_data != NULL)
    return 0;
  GcoreObject *text = GCORE_TUPLE_ITEM (program->texts, width);
  intptr_t length = GCORE_STR_LENGTH (text);
  void *wide = widen (gcore_str_data (text), GCORE_STR_KIND (text), length, width);
  if (wide == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  static void *(*const compile[]) (const void *, size_t, uint32_t) = { compile_8, compile_16, compile_32 };
  static void *(*const new_match_data[]) (void *) = { new_match_data_8, new_match_data_16, new_match_data_32 };
  if (ready->code == NULL)
    ready->code = compile[width](wide, (size_t) length, program->options);
  gcore_mem_free (wide);
  if (ready->code != NULL)
    ready->match_data = new_match_data[width](ready->code);
  return ready->match_data != NULL ? 0 : -1;
}

/* Looks for a match in the first END characters, from START on. NOT_EMPTY: none that is empty at START. 1: found, 0: not,
 * -1 with an exception. */
static int
run (Program *program, const Subject *subject, intptr_t start, intptr_t end, int mode, bool not_empty)
{
  static int (*const match[]) (const Width *, const void *, size_t, size_t, uint32_t) = { match_8, match_16, match_32 };
  if (start > end)
    return 0;
  uint32_t options = not_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
  if (mode != MODE_SEARCH)
    options |= PCRE2_ANCHORED;
  if (mode == MODE_FULL_MATCH)
    options |= PCRE2_ENDANCHORED;
  const Width *width = &program->widths[subject->width];
  int result = match[subject->width](width, subject->data, (size_t) end, (size_t) start, options);
  if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
    return result >= 0;
  if (result == PCRE2_ERROR_NOMEMORY || result == PCRE2_ERROR_HEAPLIMIT)
    gcore_err_no_memory ();
  else if (result == PCRE2_ERROR_MATCHLIMIT)
    gcore_err_set_string (GCORE_EXC (RuntimeError), "the regular expression takes too many steps on this text");
  else
    gcore_err_format (GCORE_EXC (RuntimeError), "error %d of the regular expression library", result);
  return -1;
}

static const size_t *
places_of (const Program *program, int width)
{
  static const size_t *(*const places[]) (const Width *) = { places_8, places_16, places_32 };
  return places[width](&program->widths[width]);
}

/* New tuple: start and end of the match and of each group, -1 for those that took no part. */
static GcoreObject *
make_spans (const Program *program, int width)
{
  const size_t *places = places_of (program, width);
  intptr_t n = 2 * (program->n_groups + 1);
  GcoreObject *spans = gcore_tuple_new (n);
  for (intptr_t i = 0; spans != NULL && i < n; i++)
    {
      GcoreObject *place = gcore_int_from_ssize (places[i] == PCRE2_UNSET ? -1 : (intptr_t) places[i]);
      if (place == NULL)
        GCORE_CLEAR (spans);
      else
        GCORE_TUPLE_SET_ITEM (spans, i, place);
    }
  return spans;
}

static intptr_t
clamp (intptr_t value, intptr_t length)
{
  return value < 0 ? 0 : value > length ? length : value;
}

/* match (string, pos, endpos, mode): the places of a match, or None. */
static GcoreObject *
program_match (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  Program *program = PROGRAM (self);
  GcoreObject *string, *result = NULL;
  intptr_t pos, end;
  int mode;
  Subject subject;
  if (!gcore_arg_parse_stack (args, n_args, "Onni:match", &string, &pos, &end, &mode)
      || subject_open (&subject, program, string) < 0)
    return NULL;
  int found = prepare (program, subject.width);
  if (found == 0)
    found = run (program, &subject, clamp (pos, subject.length), clamp (end, subject.length), mode, false);
  if (found > 0)
    result = make_spans (program, subject.width);
  else if (found == 0)
    result = gcore_newref (GCORE_NONE);
  subject_close (&subject);
  return result;
}

/* find_all (string, pos, endpos, limit): the places of all matches one after the other, at most LIMIT if it is not 0. */
static GcoreObject *
program_find_all (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  Program *program = PROGRAM (self);
  GcoreObject *string;
  intptr_t pos, end, limit;
  Subject subject;
  if (!gcore_arg_parse_stack (args, n_args, "Onnn:find_all", &string, &pos, &end, &limit)
      || subject_open (&subject, program, string) < 0)
    return NULL;
  GcoreObject *list = gcore_list_new (0);
  int found = list == NULL || prepare (program, subject.width) < 0 ? -1 : 1;
  bool not_empty = false;
  pos = clamp (pos, subject.length);
  end = clamp (end, subject.length);
  while (found > 0 && (limit == 0 || GCORE_LIST_SIZE (list) < limit))
    {
      found = gcore_machine_poll () < 0 ? -1 : run (program, &subject, pos, end, MODE_SEARCH, not_empty);
      if (found <= 0)
        break;
      GcoreObject *spans = make_spans (program, subject.width);
      if (spans == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) list, spans) < 0)
        found = -1;
      else
        {
          const size_t *places = places_of (program, subject.width);
          pos = (intptr_t) places[1];
          not_empty = places[0] == places[1];
        }
    }
  subject_close (&subject);
  if (found < 0)
    GCORE_CLEAR (list);
  return list;
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

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

/* compile (texts, flags, number of groups): a program. */
static GcoreObject *
regex_compile (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *texts;
  int flags;
  intptr_t n_groups;
  if (!gcore_arg_parse_stack (args, n_args, "O!in:compile", GCORE_TYPE (TUPLE), &texts, &flags, &n_groups))
    return NULL;
  Program *program = gcore_object_new (GCORE_TYPE (REGEX_PROGRAM));
  if (program == NULL)
    return NULL;
  program->texts = gcore_newref (texts);
  program->options = options_for (flags);
  program->n_groups = n_groups;
  memset (program->widths, 0, sizeof program->widths);
  int width = 0;
  while (width < 2 && GCORE_TUPLE_ITEM (texts, width) == GCORE_NONE)
    width++;
  if (prepare (program, width) < 0) /* what is wrong is told now */
    {
      gcore_decref (&program->base);
      return NULL;
    }
  return &program->base;
}

static void
program_dealloc (GcoreObject *self)
{
  static void (*const free_width[]) (Width *) = { free_width_8, free_width_16, free_width_32 };
  for (int width = 0; width < 3; width++)
    free_width[width](&PROGRAM (self)->widths[width]);
  gcore_decref (PROGRAM (self)->texts);
  GCORE_TYPE_OF (self)->free_ (self);
}

static const GcoreMethodDef program_methods[] = {
  { "find_all", GCORE_FUNC (program_find_all), GCORE_METH_FASTCALL, "The places of all matches." },
  { "match", GCORE_FUNC (program_match), GCORE_METH_FASTCALL, "The places of a match, or None." },
  { .name = NULL }
};

const GcoreType gcore_regex_program_template = {
  .name = "_re.Program",
  .basic_size = sizeof (Program),
  .flags = GCORE_TYPE_FLAG_DISALLOW_NEW | GCORE_TYPE_FLAG_IMMUTABLE,
  .dealloc = program_dealloc,
  .methods = program_methods,
};

static const GcoreMethodDef methods[] = {
  { "compile", GCORE_FUNC (regex_compile), GCORE_METH_FASTCALL, "A program for a translated expression." },
  { .name = NULL }
};

const GcoreModuleDef gcore_regex_module = {
  .name = "_re",
  .doc = "Regular expressions in the library's words.",
  .methods = methods,
};
