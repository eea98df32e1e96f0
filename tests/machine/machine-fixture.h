/* SPDX-License-Identifier: MIT */
/* A machine whose output is collected, for tests that run programs. */
#pragma once

#include <glib.h>

#include "gcore/machine/machine.h"

typedef struct
{
  GcoreMachine *machine;
  GcoreHost host;
  GString *output; /* what the program wrote to either stream */
  const char *input; /* lines still to be read */
  const char *const *files; /* name, text, …, NULL: modules beside the program */
} Fixture;

static inline void
fixture_write (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  g_string_append_len (((Fixture *) data)->output, bytes, (gssize) n_bytes);
}

static inline intptr_t
fixture_read_line (void *data, char *buffer, size_t size)
{
  Fixture *fixture = data;
  if (fixture->input == NULL || *fixture->input == 0)
    return 0;
  const char *newline = strchr (fixture->input, '\n');
  size_t n = newline != NULL ? (size_t) (newline - fixture->input) + 1 : strlen (fixture->input);
  n = MIN (n, size);
  memcpy (buffer, fixture->input, n);
  fixture->input += n;
  return (intptr_t) n;
}

static inline bool
fixture_find_source (void *data, const char *name, GcoreHostSource *source)
{
  for (const char *const *file = ((Fixture *) data)->files; file != NULL && *file != NULL; file += 2)
    if (strcmp (file[0], name) == 0)
      {
        bool is_package = file[2] != NULL && g_str_has_prefix (file[2], name) && file[2][strlen (name)] == '.';
        *source = (GcoreHostSource){ file[1], strlen (file[1]), name, is_package };
        return true;
      }
  return false;
}

static inline void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->output = g_string_new (NULL);
  fixture->host = (GcoreHost){ .data = fixture, .write = fixture_write, .read_line = fixture_read_line,
                               .find_source = fixture_find_source };
  fixture->machine = gcore_machine_new (NULL, &fixture->host);
  g_assert_nonnull (fixture->machine);
}

static inline void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_machine_free (fixture->machine);
  g_string_free (fixture->output, TRUE);
}

/* Runs PROGRAM as program.py to its very end: the exit status. */
static inline int
fixture_run (Fixture *fixture, const char *program)
{
  static const char *const argv[] = { "program.py" };
  return gcore_machine_run_file (fixture->machine, program, "program.py", 1, argv);
}

/* Runs SOURCE in __main__ and checks what is written. */
static inline void
fixture_expect (Fixture *fixture, const char *source, const char *output)
{
  g_string_truncate (fixture->output, 0);
  gcore_machine_run_string (fixture->machine, source);
  g_assert_cmpstr (fixture->output->str, ==, output);
}

#define FIXTURE_TEST(path, function)                                                                                   \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
