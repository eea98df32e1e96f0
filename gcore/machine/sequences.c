/* SPDX-License-Identifier: MIT */
/* Taking things apart: unpacking assignments and the patterns of match statements. */
#include "gcore/machine/eval-private.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- unpacking ---------------------------------------------------------------------------------------------------- */

/* Releases the values unpacked so far: from STACK up to STACK_TOP. Returns -1. */
static int
drop (GcoreObject **stack, GcoreObject **stack_top)
{
  for (; stack < stack_top; stack++)
    gcore_decref (*stack);
  return -1;
}

static GcoreObject *
iterate (GcoreObject *sequence)
{
  GcoreObject *iter = gcore_object_get_iter (sequence);
  if (iter == NULL && gcore_err_exception_matches (GCORE_EXC (TypeError)) && GCORE_TYPE_OF (sequence)->iter == NULL
      && !gcore_sequence_check (sequence))
    gcore_err_format (GCORE_EXC (TypeError), "cannot unpack non-iterable %.200s object",
                      GCORE_TYPE_OF (sequence)->name);
  return iter;
}

/* The list for the starred name, and the values behind it. *STACK goes down by 1 + N_AFTER. */
static int
unpack_rest (GcoreObject *iter, int n, int n_after, GcoreObject ***stack)
{
  GcoreObject *list = gcore_sequence_list (iter);
  if (list == NULL)
    return -1;
  *--*stack = list;
  intptr_t length = GCORE_LIST_SIZE (list);
  if (length < n_after)
    {
      gcore_err_format (GCORE_EXC (ValueError), "not enough values to unpack (expected at least %d, got %zd)",
                        n + n_after, n + length);
      return -1;
    }
  for (int i = n_after; i > 0; i--)
    *--*stack = GCORE_LIST_ITEM (list, length - i);
  GCORE_SIZE_OF (list) = length - n_after;
  return 0;
}

int
gcore_unpack_iterable (GcoreObject *sequence, int n, int n_after, GcoreObject **stack_top)
{
  GcoreObject *iter = iterate (sequence), **stack = stack_top;
  if (iter == NULL)
    return -1;
  int status = -1;
  for (int i = 0; i < n; i++)
    {
      GcoreObject *item = gcore_iter_next (iter);
      if (item == NULL)
        {
          if (!gcore_err_occurred ())
            {
              if (n_after < 0)
                gcore_err_format (GCORE_EXC (ValueError), "not enough values to unpack (expected %d, got %d)", n, i);
              else
                gcore_err_format (GCORE_EXC (ValueError),
                                  "not enough values to unpack (expected at least %d, got %d)", n + n_after, i);
            }
          goto out;
        }
      *--stack = item;
    }
  if (n_after >= 0)
    status = unpack_rest (iter, n, n_after, &stack);
  else
    {
      GcoreObject *extra = gcore_iter_next (iter);
      if (extra != NULL)
        {
          gcore_decref (extra);
          gcore_err_format (GCORE_EXC (ValueError), "too many values to unpack (expected %d)", n);
        }
      else if (!gcore_err_occurred ())
        status = 0;
    }
out:
  gcore_decref (iter);
  return status == 0 ? 0 : drop (stack, stack_top);
}

/* --- class patterns ----------------------------------------------------------------------------------------------- */

/* New reference to SUBJECT's attribute NAME for a pattern, NULL without an exception if there is none. SEEN notes names
 * used before. */
static GcoreObject *
match_attribute (GcoreObject *subject, GcoreObject *type, GcoreObject *name, GcoreObject *seen)
{
  int known = gcore_set_contains (seen, name);
  if (known > 0)
    gcore_err_format (GCORE_EXC (TypeError), "%s() got multiple sub-patterns for attribute %R",
                      ((GcoreType *) (void *) type)->name, name);
  if (known != 0 || gcore_set_add (seen, name) != 0)
    return NULL;
  GcoreObject *value;
  gcore_object_lookup_attr (subject, name, &value);
  return value;
}

/* Appends the values of positional sub-patterns: 1, 0 if one does not match, -1 with an exception. */
static int
match_positional (GcoreObject *subject, GcoreObject *type, intptr_t n, GcoreObject *seen, GcoreObject *values)
{
  const char *name = ((GcoreType *) (void *) type)->name;
  GcoreObject *match_args;
  bool match_self = false;
  if (gcore_object_lookup_attr (type, GCORE_ID (__match_args__), &match_args) < 0)
    return -1;
  if (match_args == NULL)
    {
      match_args = gcore_newref (GCORE_OBJECTS->empty_tuple);
      match_self = gcore_has_flag ((GcoreType *) (void *) type, GCORE_TYPE_FLAG_MATCH_SELF);
    }
  int result = -1;
  intptr_t allowed = !gcore_is_tuple_exact (match_args) ? 0 : match_self ? 1 : GCORE_TUPLE_SIZE (match_args);
  if (!gcore_is_tuple_exact (match_args))
    gcore_err_format (GCORE_EXC (TypeError), "%s.__match_args__ must be a tuple (got %s)", name,
                      GCORE_TYPE_OF (match_args)->name);
  else if (allowed < n)
    gcore_err_format (GCORE_EXC (TypeError), "%s() accepts %zd positional sub-pattern%s (%zd given)", name, allowed,
                      allowed == 1 ? "" : "s", n);
  else if (match_self)
    result = gcore_list_append (values, subject) < 0 ? -1 : 1;
  else
    {
      result = 1;
      for (intptr_t i = 0; i < n && result == 1; i++)
        {
          GcoreObject *attribute = GCORE_TUPLE_ITEM (match_args, i);
          GcoreObject *value = NULL;
          if (!gcore_is_str_exact (attribute))
            gcore_err_format (GCORE_EXC (TypeError), "__match_args__ elements must be strings (got %s)",
                              GCORE_TYPE_OF (attribute)->name);
          else
            value = match_attribute (subject, type, attribute, seen);
          if (value == NULL)
            result = gcore_err_occurred () ? -1 : 0;
          else if (gcore_list_append_take_ref ((GcoreList *) (void *) values, value) < 0)
            result = -1;
        }
    }
  gcore_decref (match_args);
  return result;
}

GcoreObject *
gcore_match_class (GcoreObject *subject, GcoreObject *type, intptr_t n_positional, GcoreObject *names)
{
  if (!gcore_is_type (type))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "called match pattern must be a class");
      return NULL;
    }
  if (gcore_object_is_instance (subject, type) <= 0)
    return NULL;
  GcoreObject *seen = gcore_set_new (NULL), *values = gcore_list_new (0), *result = NULL;
  int status = seen == NULL || values == NULL ? -1 : 1;
  if (status == 1 && n_positional > 0)
    status = match_positional (subject, type, n_positional, seen, values);
  for (intptr_t i = 0; status == 1 && i < GCORE_TUPLE_SIZE (names); i++)
    {
      GcoreObject *value = match_attribute (subject, type, GCORE_TUPLE_ITEM (names, i), seen);
      if (value == NULL)
        status = 0;
      else if (gcore_list_append_take_ref ((GcoreList *) (void *) values, value) < 0)
        status = -1;
    }
  if (status == 1)
    result = gcore_list_as_tuple (values);
  gcore_xdecref (values);
  gcore_xdecref (seen);
  return result;
}

/* --- mapping patterns --------------------------------------------------------------------------------------------- */

/* Fills VALUES (a tuple of NULLs) by calling GET, which wants SELF (may be NULL) first: 1, 0 if a key is missing, -1 with
 * an exception. */
static int
get_values (GcoreObject *get, GcoreObject *self, GcoreObject *keys, GcoreObject *seen, GcoreObject *missing,
            GcoreObject *values)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (keys); i++)
    {
      GcoreObject *key = GCORE_TUPLE_ITEM (keys, i);
      int known = gcore_set_contains (seen, key);
      if (known > 0)
        gcore_err_format (GCORE_EXC (ValueError), "mapping pattern checks duplicate key (%R)", key);
      if (known != 0 || gcore_set_add (seen, key) != 0)
        return -1;
      GcoreObject *args[] = { self, key, missing };
      GcoreObject *value = self != NULL ? gcore_object_vectorcall (get, args, 3, NULL)
                                        : gcore_object_vectorcall (get, args + 1, 2 | GCORE_VECTORCALL_OFFSET, NULL);
      if (value == NULL)
        return -1;
      GCORE_TUPLE_SET_ITEM (values, i, value);
      if (value == missing)
        return 0;
    }
  return 1;
}

GcoreObject *
gcore_match_keys (GcoreObject *mapping, GcoreObject *keys)
{
  intptr_t n = GCORE_TUPLE_SIZE (keys);
  if (n == 0)
    return gcore_newref (GCORE_OBJECTS->empty_tuple);
  GcoreObject *get, *seen = NULL, *missing = NULL, *values = NULL;
  GcoreObject *self = gcore_object_get_method (mapping, GCORE_ID (get), &get) ? mapping : NULL;
  int status = -1;
  if (get != NULL && (seen = gcore_set_new (NULL)) != NULL
      && (missing = gcore_object_call_no_args ((GcoreObject *) GCORE_TYPE (OBJECT))) != NULL
      && (values = gcore_tuple_new (n)) != NULL)
    status = get_values (get, self, keys, seen, missing, values);
  gcore_xdecref (get);
  gcore_xdecref (seen);
  gcore_xdecref (missing);
  if (status == 1)
    return values;
  gcore_xdecref (values);
  return status == 0 ? gcore_newref (GCORE_NONE) : NULL;
}
