/* SPDX-License-Identifier: MIT */
/* A machine with a history, whose output is collected and whose clock never stands still. */
#pragma once

#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/history/history.h"
#include "gcore/language/parser.h"
#include "gcore/machine/run.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreHost outside;
  GcoreHistory *history;
  GcoreMachine *machine;
  GString *output;
  gint64 clock;
  bool without_births;
} Fixture;

static inline void
write_output (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  g_string_append_len (((Fixture *) data)->output, bytes, (gssize) n_bytes);
}

/* Never twice the same. */
static inline int64_t
read_clock (void *data, GcoreClock clock)
{
  return ++((Fixture *) data)->clock * 1000000007;
}

static inline void
read_random (void *data, void *bytes, size_t n_bytes)
{
  for (size_t i = 0; i < n_bytes; i++)
    ((guint8 *) bytes)[i] = (guint8) ++((Fixture *) data)->clock;
}

/* Runs TEXT in __main__, on the fiber. */
static inline void
run_inside (GcoreMachine *machine, const char *text)
{
  GcoreObject *filename = gcore_str_from_string ("<console>");
  GcoreObject *dict = gcore_module_get_dict (gcore_machine_main_module (machine));
  GcoreObject *result = gcore_run_source (text, strlen (text), filename, GCORE_PARSE_FILE, 0, dict, dict);
  g_assert_nonnull (result);
  gcore_decref (result);
  gcore_decref (filename);
}

static inline void
perform (GcoreMachine *machine, const GcoreAction *action, void *data)
{
  if (action->kind == GCORE_ACTION_THRESHOLD)
    gcore_gc_set_threshold (action->number, (int) action->value);
  else if (action->kind == GCORE_ACTION_COLLECT)
    gcore_gc_collect (action->number);
  else
    run_inside (machine, action->text);
}

static inline void
start (Fixture *fixture, const char *program, guint64 budget)
{
  GcoreHistoryOptions options = { .budget = budget, .perform = perform };
  GcoreOptions machine_options = { .record_births = !fixture->without_births };
  fixture->output = g_string_new (NULL);
  fixture->outside = (GcoreHost){ .data = fixture, .write = write_output, .clock = read_clock, .random = read_random };
  fixture->history = gcore_history_new (&fixture->outside, &options);
  g_assert_nonnull (fixture->history);
  fixture->machine = gcore_machine_new (&machine_options, gcore_history_host (fixture->history));
  g_assert_nonnull (fixture->machine);
  g_assert_cmpint (gcore_machine_load_file (fixture->machine, program, strlen (program), "program.py"), ==, 0);
  g_assert_true (gcore_history_start (fixture->history, fixture->machine));
}

static inline void
finish (Fixture *fixture)
{
  gcore_history_free (fixture->history);
  gcore_machine_free (fixture->machine);
  g_string_free (fixture->output, TRUE);
}

/* Cycles, collections, finalizers, clocks, randomness, exceptions, generators, a sort with a key. */
static const char busy[] G_GNUC_UNUSED = "import time, random, weakref, gc\n"
                           "class Node:\n"
                           "    def __init__(self, i):\n"
                           "        self.me, self.i = self, i\n"
                           "    def __del__(self):\n"
                           "        Node.dead += 1\n"
                           "Node.dead = 0\n"
                           "def numbers(n):\n"
                           "    for i in range(n):\n"
                           "        yield random.random() * i\n"
                           "seen = []\n"
                           "for i in range(300):\n"
                           "    node = Node(i)\n"
                           "    r = weakref.ref(node, lambda _: seen.append(len(seen)))\n"
                           "    try:\n"
                           "        [][i]\n"
                           "    except IndexError as error:\n"
                           "        seen.append(str(error))\n"
                           "    data = sorted(numbers(5), key=lambda x: -x)\n"
                           "    if i % 50 == 0:\n"
                           "        print(i, time.time(), data[0], Node.dead)\n"
                           "        gc.collect(i % 3)\n"
                           "print(len(seen), Node.dead)\n";
