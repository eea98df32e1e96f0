/* SPDX-License-Identifier: MIT */
/* Tests that are programs of a few lines with the output they must give, and a bare machine for tests in C. */
#pragma once

#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

typedef struct
{
  const char *path, *source, *output; /* output: what stands on stdout and stderr at the end */
} ProgramTest;

static inline void
collect_output (void *data, GcoreStream stream, const char *bytes, size_t n)
{
  g_string_append_len (data, bytes, (gssize) n);
}

static inline void
run_program_test (gconstpointer data)
{
  static const GcoreOptions options;
  const ProgramTest *test = data;
  g_autoptr (GString) output = g_string_new (NULL);
  GcoreHost host = { .data = output, .write = collect_output };
  GcoreMachine *machine = gcore_machine_new (&options, &host);
  g_assert_nonnull (machine);
  gcore_machine_run_string (machine, test->source);
  g_assert_cmpstr (output->str, ==, test->output);
  gcore_machine_free (machine);
}

GCORE_UNUSED static inline void
add_program_tests (const ProgramTest *tests, size_t n)
{
  for (size_t i = 0; i < n; i++)
    g_test_add_data_func (tests[i].path, &tests[i], run_program_test);
}

/* Runs TEST in a machine that has not run any program. */
GCORE_UNUSED static inline void
run_in_machine (gconstpointer test)
{
  static const GcoreOptions options;
  static const GcoreHost host;
  GcoreMachine *machine = gcore_machine_new (&options, &host);
  g_assert_nonnull (machine);
  ((void (*) (void)) test) ();
  g_assert_null (gcore_err_occurred ());
  gcore_machine_free (machine);
}
#define add_machine_test(path, test) g_test_add_data_func (path, (gconstpointer) (test), run_in_machine)

/* The pending exception must be of class TYPE and say MESSAGE; clears it. */
GCORE_UNUSED static inline void
assert_error (GcoreObject *type, const char *message)
{
  g_assert_nonnull (gcore_err_occurred ());
  g_assert_true (gcore_err_exception_matches (type));
  GcoreObject *exception = gcore_err_fetch (), *text = gcore_object_str (exception);
  g_assert_cmpstr (gcore_str_as_utf8 (text), ==, message);
  gcore_decref (text);
  gcore_decref (exception);
}

/* Calls f, which SETUP defines and calls once, with each of its allocations failing in turn (each third, unless the tests
 * may be slow): it may end by MemoryError, but not otherwise. CLEANUP is run after each. */
GCORE_UNUSED static inline void
fail_each_allocation (const char *setup, const char *cleanup)
{
  static const GcoreOptions options;
  g_autoptr (GString) output = g_string_new (NULL);
  GcoreHost host = { .data = output, .write = collect_output };
  GcoreMachine *machine = gcore_machine_new (&options, &host);
  g_assert_cmpint (gcore_machine_run_string (machine, setup), ==, 0);
  for (uint64_t n = 1;; n += g_test_slow () ? 1 : 3)
    {
      gcore_mem_fail_after (n);
      int result = gcore_machine_run_string (machine, "try: f()\nexcept MemoryError: pass\n");
      bool failed = gcore_mem_has_failed ();
      gcore_mem_fail_after (0);
      if (result != 0 && strstr (output->str, "MemoryError") == NULL)
        g_error ("allocation %d: %s", (int) n, output->str);
      g_string_truncate (output, 0);
      g_assert_cmpstr (gcore_gc_check (), ==, NULL);
      gcore_machine_run_string (machine, cleanup);
      if (!failed)
        {
          g_test_message ("%d allocations", (int) n);
          break;
        }
    }
  g_assert_cmpint (gcore_machine_run_string (machine, "f()\n"), ==, 0);
  gcore_machine_free (machine);
}
