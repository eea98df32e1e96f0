/* SPDX-License-Identifier: MIT */
/* The methods of patterns that go through a whole text: findall, split, sub, subn. */
#include "gcore/modules/regex.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* The next match, after the host had its turn. */
static int
next (GcoreRegexSearch *search)
{
  return gcore_err_check_signals () < 0 ? -1 : gcore_regex_search_next (search, GCORE_REGEX_SEARCH);
}

/* New reference: the text of a group of the match found; if it took no part, MISSING, or the empty text if that is NULL. */
static GcoreObject *
group_of (const GcoreRegexSearch *search, intptr_t group, GcoreObject *missing)
{
  intptr_t start = (intptr_t) search->places[2 * group], end = (intptr_t) search->places[2 * group + 1];
  if (start < 0 && missing != NULL)
    return gcore_newref (missing);
  return start < 0 ? gcore_regex_slice (search->string, 0, 0) : gcore_regex_slice (search->string, start, end);
}

/* --- findall ------------------------------------------------------------------------------------------------------ */

/* What findall gives for a match. */
static GcoreObject *
found_item (const GcoreRegexSearch *search)
{
  intptr_t n = search->pattern->n_groups;
  if (n <= 1)
    return group_of (search, n, NULL);
  GcoreObject *tuple = gcore_tuple_new (n);
  for (intptr_t i = 0; tuple != NULL && i < n; i++)
    {
      GcoreObject *text = group_of (search, i + 1, NULL);
      if (text == NULL)
        GCORE_CLEAR (tuple);
      else
        GCORE_TUPLE_SET_ITEM (tuple, i, text);
    }
  return tuple;
}

GcoreObject *
gcore_pattern_find_all (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "string", "pos", "endpos", NULL };
  GcoreObject *string;
  intptr_t pos = 0, endpos = INTPTR_MAX;
  GcoreRegexSearch search;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|nn:findall", keywords, &string, &pos, &endpos)
      || gcore_regex_search_open (&search, GCORE_PATTERN (self), string, pos, endpos) < 0)
    return NULL;
  GcoreObject *list = gcore_list_new (0);
  int found = -1;
  while (list != NULL && (found = next (&search)) > 0)
    if (gcore_regex_append (list, found_item (&search)) < 0)
      GCORE_CLEAR (list);
  if (found < 0)
    GCORE_CLEAR (list);
  gcore_regex_search_close (&search);
  return list;
}

/* --- split -------------------------------------------------------------------------------------------------------- */

/* Appends the text from LAST on up to the match found, and the groups' texts. -1 on failure. */
static int
append_split (GcoreObject *list, const GcoreRegexSearch *search, intptr_t last)
{
  int status = gcore_regex_append (list, gcore_regex_slice (search->string, last, (intptr_t) search->places[0]));
  for (intptr_t i = 1; status == 0 && i <= search->pattern->n_groups; i++)
    status = gcore_regex_append (list, group_of (search, i, GCORE_NONE));
  return status;
}

GcoreObject *
gcore_pattern_split (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "string", "maxsplit", NULL };
  GcoreObject *string;
  intptr_t max_split = 0;
  GcoreRegexSearch search;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|n:split", keywords, &string, &max_split)
      || gcore_regex_search_open (&search, GCORE_PATTERN (self), string, 0, INTPTR_MAX) < 0)
    return NULL;
  GcoreObject *list = gcore_list_new (0);
  int found = list == NULL ? -1 : 0;
  intptr_t last = 0;
  for (intptr_t n = 0; found >= 0 && (max_split == 0 || n < max_split) && (found = next (&search)) > 0; n++)
    {
      found = append_split (list, &search, last);
      last = search.start;
    }
  if (found < 0 || gcore_regex_append (list, gcore_regex_slice (string, last, search.endpos)) < 0)
    GCORE_CLEAR (list);
  gcore_regex_search_close (&search);
  return list;
}

/* --- sub ---------------------------------------------------------------------------------------------------------- */

/* Whether a replacement is inserted as it is, since there is no backslash in it. */
static bool
is_literal (GcoreObject *replacement)
{
  if (gcore_is_str (replacement))
    return gcore_str_find_char (replacement, '\\', 0, GCORE_STR_LENGTH (replacement), 1) == -1;
  GcoreBuffer buffer;
  if (!gcore_object_check_buffer (replacement) || gcore_object_get_buffer (replacement, &buffer, false) < 0)
    {
      gcore_err_clear ();
      return false;
    }
  bool literal = buffer.n == 0 || memchr (buffer.data, '\\', (size_t) buffer.n) == NULL;
  gcore_buffer_release (&buffer);
  return literal;
}

/* New reference: a function of the match or what is to be inserted, for the replacement a program gave. */
static GcoreObject *
replacement_for (GcoreObject *self, GcoreObject *replacement)
{
  if (gcore_callable_check (replacement) || is_literal (replacement))
    return gcore_newref (replacement);
  GcoreObject *args[] = { self, replacement };
  return gcore_regex_call_python ("_subx", args, 2);
}

/* Appends what stands for the match found: nothing for None. -1 on failure. */
static int
append_replacement (GcoreObject *list, const GcoreRegexSearch *search, GcoreObject *replacement, bool is_function)
{
  GcoreObject *item = NULL;
  if (!is_function)
    item = gcore_newref (replacement);
  else
    {
      GcoreObject *match = gcore_match_new (search);
      if (match != NULL)
        item = gcore_object_call_one_arg (replacement, match);
      gcore_xdecref (match);
    }
  if (item != GCORE_NONE)
    return gcore_regex_append (list, item);
  gcore_decref (item);
  return 0;
}

/* The pieces of LIST (stolen, may be NULL) as one text. */
static GcoreObject *
join (GcoreObject *list, GcoreObject *string)
{
  GcoreObject *joiner = list == NULL ? NULL : gcore_regex_slice (string, 0, 0), *text = NULL;
  if (joiner != NULL && GCORE_LIST_SIZE (list) == 0)
    text = gcore_newref (joiner);
  else if (joiner != NULL)
    text = gcore_is_str (joiner) ? gcore_str_join (joiner, list) : gcore_bytes_join (joiner, list);
  gcore_xdecref (joiner);
  gcore_xdecref (list);
  return text;
}

/* The text with at most COUNT matches replaced (0: all); *N_DONE is their number. */
static GcoreObject *
replace (GcoreObject *self, GcoreObject *given, GcoreObject *string, intptr_t count, intptr_t *n_done)
{
  GcoreObject *replacement = replacement_for (self, given);
  if (replacement == NULL)
    return NULL;
  GcoreRegexSearch search;
  if (gcore_regex_search_open (&search, GCORE_PATTERN (self), string, 0, INTPTR_MAX) < 0)
    {
      gcore_decref (replacement);
      return NULL;
    }
  bool is_function = gcore_callable_check (replacement);
  GcoreObject *list = gcore_list_new (0);
  int status = list == NULL ? -1 : 0;
  intptr_t last = 0, n = 0;
  for (; status >= 0 && (count == 0 || n < count) && (status = next (&search)) > 0; n++)
    {
      intptr_t start = (intptr_t) search.places[0], end = search.start;
      status = last < start ? gcore_regex_append (list, gcore_regex_slice (string, last, start)) : 0;
      if (status == 0)
        status = append_replacement (list, &search, replacement, is_function);
      last = end;
    }
  if (status == 0 && last < search.endpos)
    status = gcore_regex_append (list, gcore_regex_slice (string, last, search.endpos));
  if (status < 0)
    GCORE_CLEAR (list);
  GcoreObject *text = join (list, string);
  gcore_regex_search_close (&search);
  gcore_decref (replacement);
  *n_done = n;
  return text;
}

static GcoreObject *
parse_and_replace (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names,
                   const char *format, intptr_t *n_done)
{
  static const char *const keywords[] = { "repl", "string", "count", NULL };
  GcoreObject *replacement, *string;
  intptr_t count = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, format, keywords, &replacement, &string, &count))
    return NULL;
  return replace (self, replacement, string, count, n_done);
}

GcoreObject *
gcore_pattern_sub (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  intptr_t n_done;
  return parse_and_replace (self, args, n_args, keyword_names, "OO|n:sub", &n_done);
}

GcoreObject *
gcore_pattern_subn (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  intptr_t n_done;
  GcoreObject *text = parse_and_replace (self, args, n_args, keyword_names, "OO|n:subn", &n_done), *result = NULL;
  GcoreObject *number = text == NULL ? NULL : gcore_int_from_ssize (n_done);
  if (number != NULL)
    result = gcore_tuple_pack (2, text, number);
  gcore_xdecref (text);
  gcore_xdecref (number);
  return result;
}
