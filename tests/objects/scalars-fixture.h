/* SPDX-License-Identifier: MIT */
/* A machine for the tests of numbers and texts, and expressions run on it. */
#pragma once

#include <glib.h>

#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreMachine *machine;
  GcoreHost host;
  GString *output;
} Fixture;

static void
collect_output (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  if (stream == GCORE_STREAM_STDOUT)
    g_string_append_len (((Fixture *) data)->output, bytes, (gssize) n_bytes);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GcoreOptions options;
  fixture->output = g_string_new (NULL);
  fixture->host = (GcoreHost) { .data = fixture, .write = collect_output };
  fixture->machine = gcore_machine_new (&options, &fixture->host);
  g_assert_nonnull (fixture->machine);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_null (gcore_err_occurred ());
  gcore_machine_free (fixture->machine);
  g_string_free (fixture->output, TRUE);
}

/* Whether PROGRAM prints TEXT. */
GCORE_UNUSED static void
expect_output (Fixture *fixture, const char *program, const char *text)
{
  g_string_truncate (fixture->output, 0);
  gcore_machine_run_string (fixture->machine, program);
  g_assert_cmpstr (fixture->output->str, ==, text);
}

/* Whether an expression's repr is TEXT; for one that raises: "TypeError: message". */
GCORE_UNUSED static void
expect (Fixture *fixture, const char *expression, const char *text)
{
  g_autofree char *program = g_strdup_printf ("try:\n value = %s\n print(repr(value))\n"
                                              "except Exception as e:\n print(type(e).__name__, e, sep=': ')\n",
                                              expression);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  expect_output (fixture, program, line);
}

/* Pairs of an expression and its text, ended by NULL. */
GCORE_UNUSED static void
expect_all (Fixture *fixture, const char *const (*cases)[2])
{
  for (; (*cases)[0] != NULL; cases++)
    expect (fixture, (*cases)[0], (*cases)[1]);
}

#define TABLE_TEST(name, ...)                                                                                          \
  static void name (Fixture *fixture, gconstpointer data)                                                              \
  {                                                                                                                    \
    static const char *const cases[][2] = { __VA_ARGS__, { NULL, NULL } };                                             \
    expect_all (fixture, cases);                                                                                       \
  }

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
