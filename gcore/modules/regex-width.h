/* SPDX-License-Identifier: MIT */
/* Compiling and matching for characters of WIDTH bits: included by regex.c once for each width. */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
/* A function of this file. */
#define P(name) JOIN (name, WIDTH)
#define LIBRARY_(name, width) pcre2_##name##_##width
#define LIBRARY_WITH(name, width) LIBRARY_ (name, width)
/* A function or type of the library. */
#define LIBRARY(name) LIBRARY_WITH (name, WIDTH)

/* The code of the N characters of TEXT, or NULL with an exception. TABLES say what letters are; NULL: the library's own. */
static void *
P (compile) (const void *text, size_t n, uint32_t options, const uint8_t *tables)
{
  LIBRARY (general_context) *memory = LIBRARY (general_context_create) (allocate, release, NULL);
  LIBRARY (compile_context) *context = memory != NULL ? LIBRARY (compile_context_create) (memory) : NULL;
  LIBRARY (code) *code = NULL;
  int error = PCRE2_ERROR_NOMEMORY;
  size_t offset;
  if (context != NULL)
    {
      LIBRARY (set_newline) (context, PCRE2_NEWLINE_LF);
      LIBRARY (set_character_tables) (context, tables);
      LIBRARY (set_parens_nest_limit) (context, MAX_NESTING);
      code = LIBRARY (compile) (text, n, options, &error, &offset, context);
    }
  LIBRARY (compile_context_free) (context);
  LIBRARY (general_context_free) (memory);
  if (code == NULL)
    raise_compile_error (error);
  return code;
}

/* Room for the places of a match, and for the work; NULL with MemoryError. */
static void *
P (new_match_data) (void *code)
{
  void *data = NULL;
  LIBRARY (general_context) *memory = LIBRARY (general_context_create) (allocate, release, NULL);
  if (memory != NULL)
    data = LIBRARY (match_data_create_from_pattern) (code, memory);
  LIBRARY (general_context_free) (memory);
  if (data == NULL)
    gcore_err_no_memory ();
  return data;
}

/* The library's answer: the number of places it set, or an error. */
static int
P (match) (const Width *width, const void *subject, size_t n, size_t start, uint32_t options)
{
  return LIBRARY (match) (width->code, subject, n, start, options, width->match_data, NULL);
}

static int
P (on_callout) (LIBRARY (callout_block) *block, void *data)
{
  return gcore_err_check_signals () < 0 ? PCRE2_ERROR_CALLOUT : 0;
}

/* The same with a code that has callouts: it takes as many steps as there can be, and lets interrupts in at each. */
static int
P (match_patiently) (const void *code, const void *subject, size_t n, size_t start, uint32_t options, void *match_data)
{
  LIBRARY (general_context) *memory = LIBRARY (general_context_create) (allocate, release, NULL);
  LIBRARY (match_context) *context = memory != NULL ? LIBRARY (match_context_create) (memory) : NULL;
  int result = PCRE2_ERROR_NOMEMORY;
  if (context != NULL)
    {
      LIBRARY (set_match_limit) (context, UINT32_MAX);
      LIBRARY (set_callout) (context, P (on_callout), NULL);
      result = LIBRARY (match) (code, subject, n, start, options, match_data, context);
    }
  LIBRARY (match_context_free) (context);
  LIBRARY (general_context_free) (memory);
  return result;
}

static const size_t *
P (places) (const Width *width)
{
  return LIBRARY (get_ovector_pointer) (width->match_data);
}

static void
P (free_match_data) (void *match_data)
{
  LIBRARY (match_data_free) (match_data);
}

static void
P (free_width) (Width *width)
{
  LIBRARY (match_data_free) (width->match_data);
  LIBRARY (code_free) (width->code);
  LIBRARY (code_free) (width->patient_code);
}

#undef P
#undef JOIN
#undef JOIN_
#undef LIBRARY
#undef LIBRARY_
#undef LIBRARY_WITH
#undef WIDTH
