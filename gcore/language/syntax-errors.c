/* SPDX-License-Identifier: MIT */
#include "gcore/language/syntax-errors.h"

#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
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
gcore_syntax_error_raise (GcoreObject *type, GcoreObject *message, const GcoreSyntaxErrorPlace *place, GcoreObject *text)
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
