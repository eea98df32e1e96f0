/* SPDX-License-Identifier: MIT */
/* What is said when a call's arguments do not fit the parameters. */
#include "gcore/machine/eval-private.h"

#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* New str "'a', 'b', and 'c'" of the list of reprs NAMES. */
static GcoreObject *
enumerate_names (GcoreObject *names)
{
  intptr_t n = GCORE_LIST_SIZE (names);
  GcoreObject **items = GCORE_LIST_ITEMS (names);
  if (n == 1)
    return gcore_newref (items[0]);
  if (n == 2)
    return gcore_str_from_format ("%U and %U", items[0], items[1]);
  GcoreObject *comma = gcore_str_from_string (", ");
  GcoreObject *head = comma != NULL ? gcore_str_join_array (comma, items, n - 2) : NULL;
  gcore_xdecref (comma);
  if (head == NULL)
    return NULL;
  GcoreObject *result = gcore_str_from_format ("%U, %U, and %U", head, items[n - 2], items[n - 1]);
  gcore_decref (head);
  return result;
}

void
gcore_binding_error_missing (GcoreCode *code, intptr_t n_missing, intptr_t n_defaults, GcoreObject **slots,
                             GcoreObject *qualname)
{
  bool positional = n_defaults >= 0;
  intptr_t start = positional ? 0 : code->argcount;
  intptr_t end = positional ? code->argcount - n_defaults : code->argcount + code->kwonlyargcount;
  GcoreObject *names = gcore_list_new (0);
  for (intptr_t i = start; names != NULL && i < end; i++)
    if (slots[i] == NULL)
      {
        GcoreObject *name = gcore_str_repr (GCORE_TUPLE_ITEM (code->localsplusnames, i));
        if (name == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) names, name) < 0)
          GCORE_CLEAR (names);
      }
  GcoreObject *text = names != NULL ? enumerate_names (names) : NULL;
  gcore_xdecref (names);
  if (text == NULL)
    return;
  gcore_err_format (GCORE_EXC (TypeError), "%U() missing %zd required %s argument%s: %U", qualname, n_missing,
                    positional ? "positional" : "keyword-only", n_missing == 1 ? "" : "s", text);
  gcore_decref (text);
}

void
gcore_binding_error_too_many (GcoreCode *code, intptr_t n_given, GcoreObject *defaults, GcoreObject **slots,
                              GcoreObject *qualname)
{
  intptr_t n_keyword_only = 0, n_taken = code->argcount, n_defaults = defaults != NULL ? GCORE_TUPLE_SIZE (defaults) : 0;
  for (intptr_t i = code->argcount; i < code->argcount + code->kwonlyargcount; i++)
    n_keyword_only += slots[i] != NULL;
  bool plural = n_defaults > 0 || n_taken != 1;
  GcoreObject *taken = n_defaults > 0 ? gcore_str_from_format ("from %zd to %zd", n_taken - n_defaults, n_taken)
                                      : gcore_str_from_format ("%zd", n_taken);
  GcoreObject *keywords
    = n_keyword_only > 0
        ? gcore_str_from_format (" positional argument%s (and %zd keyword-only argument%s)", n_given != 1 ? "s" : "",
                                 n_keyword_only, n_keyword_only != 1 ? "s" : "")
        : gcore_newref (GCORE_OBJECTS->empty_str);
  if (taken != NULL && keywords != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%U() takes %U positional argument%s but %zd%U %s given", qualname, taken,
                      plural ? "s" : "", n_given, keywords, n_given == 1 && n_keyword_only == 0 ? "was" : "were");
  gcore_xdecref (taken);
  gcore_xdecref (keywords);
}

bool
gcore_binding_error_positional_only (GcoreCode *code, GcoreObject *keyword_names, GcoreObject *qualname)
{
  GcoreObject *names = gcore_list_new (0);
  if (names == NULL)
    return true;
  for (int i = 0; i < code->posonlyargcount; i++)
    for (intptr_t k = 0; k < GCORE_TUPLE_SIZE (keyword_names); k++)
      {
        GcoreObject *name = GCORE_TUPLE_ITEM (code->localsplusnames, i), *given = GCORE_TUPLE_ITEM (keyword_names, k);
        if (name != given && !(gcore_is_str (given) && gcore_str_equal (name, given)))
          continue;
        if (gcore_list_append (names, given) != 0)
          {
            gcore_decref (names);
            return true;
          }
      }
  bool found = GCORE_LIST_SIZE (names) > 0;
  if (found)
    {
      GcoreObject *comma = gcore_str_from_string (", "), *text = comma != NULL ? gcore_str_join (comma, names) : NULL;
      if (text != NULL)
        gcore_err_format (GCORE_EXC (TypeError),
                          "%U() got some positional-only arguments passed as keyword arguments: '%U'", qualname, text);
      gcore_xdecref (comma);
      gcore_xdecref (text);
    }
  gcore_decref (names);
  return found;
}
