/* SPDX-License-Identifier: MIT */
/* Raising SyntaxError at a place in the source. */
#include "gcore/language/symbols.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

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
  if (message == NULL)
    return false;
  GcoreObject *parts[] = { gcore_newref (filename),
                           gcore_int_from_long (location.lineno),
                           gcore_int_from_long (location.col_offset + 1),
                           source_line (filename, source, source_length, location.lineno),
                           gcore_int_from_long (location.end_lineno),
                           gcore_int_from_long (location.end_col_offset + 1) };
  bool complete = true;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (parts); i++)
    complete = complete && parts[i] != NULL;
  if (!complete)
    {
      for (size_t i = 0; i < GCORE_N_ELEMENTS (parts); i++)
        gcore_xdecref (parts[i]);
      gcore_decref (message);
      return false;
    }
  GcoreObject *where = gcore_tuple_from_array_steal (parts, GCORE_N_ELEMENTS (parts));
  GcoreObject *args = where != NULL ? gcore_tuple_pack (2, message, where) : NULL;
  if (args != NULL)
    gcore_err_set_object (GCORE_EXC (SyntaxError), args);
  gcore_xdecref (args);
  gcore_xdecref (where);
  gcore_decref (message);
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
