/* SPDX-License-Identifier: MIT */
/* A machine for the tests of the containers. */
#pragma once

#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/range.h"
#include "gcore/objects/set.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

typedef struct
{
  GcoreMachine *machine;
} Fixture;

/* The tests run beside the machine's fiber, with nothing of a program on it. */
GCORE_UNUSED static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GcoreOptions options;
  static const GcoreHost host;
  fixture->machine = gcore_machine_new (&options, &host);
  g_assert_nonnull (fixture->machine);
  gcore_gc_set_enabled (false);
}

GCORE_UNUSED static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_null (gcore_err_occurred ());
  gcore_machine_free (fixture->machine);
}

/* A list of the N ints from 0 on: new reference. */
GCORE_UNUSED static GcoreObject *
list_of_ints (intptr_t n)
{
  GcoreObject *list = gcore_list_new (n);
  for (intptr_t i = 0; i < n; i++)
    GCORE_LIST_SET_ITEM (list, i, gcore_int_from_ssize (i));
  return list;
}

/* Stores KEY: VALUE in DICT. */
GCORE_UNUSED static void
put (GcoreObject *dict, const char *key, long value)
{
  GcoreObject *name = gcore_str_from_string (key), *number = gcore_int_from_long (value);
  g_assert_cmpint (gcore_dict_set_item (dict, name, number), ==, 0);
  gcore_decref (name);
  gcore_decref (number);
}

/* Whether OBJECT's repr is TEXT; releases OBJECT. */
#define expect_repr(object, text)                                                                                      \
  do                                                                                                                   \
    {                                                                                                                  \
      GcoreObject *object_ = (object);                                                                                 \
      g_assert_nonnull (object_);                                                                                      \
      GcoreObject *repr_ = gcore_object_repr (object_);                                                                \
      g_assert_cmpstr (gcore_str_as_utf8 (repr_), ==, text);                                                           \
      gcore_decref (repr_);                                                                                            \
      gcore_decref (object_);                                                                                          \
    }                                                                                                                  \
  while (0)

/* Whether the pending exception is of class NAME; clears it. */
#define expect_error(Name)                                                                                             \
  do                                                                                                                   \
    {                                                                                                                  \
      g_assert_nonnull (gcore_err_occurred ());                                                                        \
      g_assert_true (gcore_err_exception_matches (GCORE_EXC (Name)));                                                  \
      gcore_err_clear ();                                                                                              \
    }                                                                                                                  \
  while (0)

#define add_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
