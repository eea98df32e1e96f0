/* SPDX-License-Identifier: MIT */
#include "gcore/language/syntax-errors.h"

#include "gcore/language/symbols.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Steals MESSAGE and the N items. */
static void
raise_with_details (GcoreObject *type, GcoreObject *message, GcoreObject *const *items, intptr_t n)
{
  bool complete = message != NULL;
  for (intptr_t i = 0; i < n; i++)
    complete = complete && items[i] != NULL;

  GcoreObject *details = complete ? gcore_tuple_from_array (items, n) : NULL;
  GcoreObject *args = details != NULL ? gcore_tuple_pack (2, message, details) : NULL;
  if (args != NULL)
    gcore_err_set_object (type, args);
  gcore_xdecref (args);
  gcore_xdecref (details);
  gcore_xdecref (message);
  for (intptr_t i = 0; i < n; i++)
    gcore_xdecref (items[i]);
}

void
gcore_syntax_error_raise (GcoreObject *type, GcoreObject *message, const GcoreSyntaxErrorPlace *place,
                          GcoreObject *text)
{
  GcoreObject *items[] = { gcore_newref (place->filename),
                           gcore_int_from_long (place->lineno),
                           gcore_int_from_long (place->offset),
                           text,
                           gcore_int_from_long (place->end_lineno),
                           gcore_int_from_long (place->end_offset) };
  raise_with_details (type, message, items, GCORE_N_ELEMENTS (items));
}

void
gcore_syntax_error_raise_about_file (GcoreObject *message, GcoreObject *filename)
{
  GcoreObject *items[] = { gcore_newref (filename), gcore_int_from_long (0), gcore_int_from_long (-1),
                           gcore_newref (GCORE_NONE) };
  raise_with_details (GCORE_EXC (SyntaxError), message, items, GCORE_N_ELEMENTS (items));
}

/* New reference to line LINE of SOURCE with its newline, or None. */
static GcoreObject *
source_line (GcoreObject *filename, const char *source, size_t length, int line)
{
  const char *end = source + length;
  if (source == NULL || line < 1 || GCORE_STR_LENGTH (filename) == 0 || gcore_str_read_char (filename, 0) == '<')
    return gcore_newref (GCORE_NONE);
  for (int i = 1; i < line; i++)
    {
      const char *newline = (const char *) memchr (source, '\n', (size_t) (end - source));
      if (newline == NULL)
        return gcore_newref (GCORE_NONE);
      source = newline + 1;
    }
  const char *newline = (const char *) memchr (source, '\n', (size_t) (end - source));
  return gcore_str_decode_utf8 (source, (newline != NULL ? newline + 1 : end) - source, "replace");
}

bool
gcore_syntax_error (GcoreObject *filename, const char *source, size_t source_length, GcoreLocation location,
                    GcoreObject *message)
{
  GcoreSyntaxErrorPlace place = { filename, location.lineno, location.col_offset + 1, location.end_lineno,
                                  location.end_col_offset + 1 };
  if (message != NULL)
    gcore_syntax_error_raise (GCORE_EXC (SyntaxError), message, &place,
                              source_line (filename, source, source_length, location.lineno));
  return false;
}

bool
gcore_syntax_error_bare (GcoreObject *filename, const char *source, size_t source_length, GcoreLocation location,
                         GcoreObject *message)
{
  GcoreObject *args = message != NULL ? gcore_tuple_pack (1, message) : NULL;
  gcore_syntax_error (filename, source, source_length, location, message);
  if (args == NULL)
    return false;
  GcoreObject *exception = gcore_err_fetch ();
  if (gcore_object_type_check (exception, (GcoreType *) GCORE_EXC (SyntaxError)))
    {
      GcoreSyntaxError *error = (GcoreSyntaxError *) exception;
      GCORE_SETREF (error->args, gcore_newref (args));
      if (location.end_col_offset < 0)
        GCORE_SETREF (error->end_offset, gcore_newref (GCORE_NONE));
    }
  gcore_decref (args);
  gcore_err_restore (exception);
  return false;
}
