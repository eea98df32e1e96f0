/* SPDX-License-Identifier: MIT */
/* What it costs to be able to go back. For each program: the time of a run with its history kept as a ratio of the time
 * without, both plain and with births recorded, as the window does; then, of a run as in the window that has been stopped
 * after 100 million ticks, how long it takes to go to a tick at random and, from there, a step back or to where the line of
 * an earlier place began last.
 *
 *     bench-history [--runs N] [--visits N] [--ticks N] [--processor] [PROGRAM…] */
#include <glib.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "gcore/history/object-history.h"
#include "gcore/history/seek.h"
#include "gcore/history/watch.h"
#include "gcore/history/what-if.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/module.h"

static int n_runs = 3, n_visits = 200;
static gint64 most_ticks = 100000000;
static gboolean by_processor;

static int64_t
no_clock (void *data, GcoreClock clock)
{
  return 0;
}

static const GcoreHost silent = { .clock = no_clock };

static void
perform_nothing (GcoreMachine *machine, const GcoreAction *action, void *data)
{
}

/* --- time --------------------------------------------------------------------------------------------------------- */

static double
processor_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* A person waits for the clock; where others use the machine too, the processor's time says more. */
static double
milliseconds (void)
{
  return by_processor ? processor_seconds () * 1000 : (double) g_get_monotonic_time () / 1000;
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;
  return (difference > 0) - (difference < 0);
}

static double
quantile (double *values, int n, double q)
{
  qsort (values, (size_t) n, sizeof *values, compare);
  return values[(int) (q * (n - 1) + 0.5)];
}

/* --- running ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreHistory *history; /* NULL: none is kept */
  GcoreMachine *machine;
  GRand *random;
} Run;

static void
start (Run *run, const char *text, const char *name, bool with_history, bool with_births)
{
  GcoreHistoryOptions history_options = { .perform = perform_nothing };
  GcoreOptions options = { .record_births = with_births };
  run->history = with_history ? gcore_history_new (&silent, &history_options) : NULL;
  run->machine = gcore_machine_new (&options, with_history ? gcore_history_host (run->history) : &silent);
  run->random = g_rand_new_with_seed (1);
  if (run->machine == NULL || gcore_machine_load_file (run->machine, text, strlen (text), name) < 0)
    g_error ("%s: cannot be run", name);
}

static void
finish (Run *run)
{
  gcore_history_free (run->history);
  gcore_machine_free (run->machine);
  g_rand_free (run->random);
}

/* To TICK, or the program's exit. */
static void
run_on (Run *run, uint64_t tick)
{
  GcoreStopReason reason;
  do
    reason = gcore_history_run_until (run->history, GCORE_RUN_FREELY, tick);
  while (reason != GCORE_STOP_EXITED && reason != GCORE_STOP_TICK);
}

/* Returns the processor's seconds. */
static double
run_to_exit (Run *run)
{
  double begin = processor_seconds ();
  if (run->history == NULL)
    while (gcore_machine_resume (run->machine, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
      ;
  else
    {
      gcore_history_start (run->history, run->machine);
      run_on (run, UINT64_MAX);
    }
  return processor_seconds () - begin;
}

static double
time_run (const char *text, const char *name, bool with_history, bool with_births)
{
  Run run;
  start (&run, text, name, with_history, with_births);
  double seconds = run_to_exit (&run);
  finish (&run);
  return seconds;
}

static void
measure_overhead (const char *text, const char *name)
{
  g_autofree double *times = g_new (double, 4 * n_runs);
  for (int i = 0; i < n_runs; i++) /* in turn: what else the machine does then weighs on all of them */
    for (int kind = 0; kind < 4; kind++)
      times[kind * n_runs + i] = time_run (text, name, (kind & 1) != 0, (kind & 2) != 0);
  double medians[4];
  for (int kind = 0; kind < 4; kind++)
    medians[kind] = quantile (times + kind * n_runs, n_runs, 0.5);
  g_print ("%6.2f %8.2f %6.2f %6.2f ", medians[0], medians[1] / medians[0], medians[3] / medians[2],
           medians[3] / medians[0]);
}

/* --- going back --------------------------------------------------------------------------------------------------- */

static void
go_at_random (Run *run, uint64_t first)
{
  GcoreBranch *branch = gcore_history_position (run->history).branch;
  double part = g_rand_double (run->random);
  gcore_history_go_to (run->history, branch, first + (uint64_t) (part * (double) (branch->end_tick - first)));
}

static double
visit (Run *run, GcoreRunMode mode)
{
  double begin = milliseconds ();
  go_at_random (run, 0);
  return milliseconds () - begin;
}

static double
step_back (Run *run, GcoreRunMode mode)
{
  go_at_random (run, 0);
  double begin = milliseconds ();
  gcore_seek_step_back (run->history, mode);
  return milliseconds () - begin;
}

static double
continue_back (Run *run, GcoreRunMode mode)
{
  go_at_random (run, 0);
  GcoreWatch line = { .kind = GCORE_WATCH_LINE, .number = gcore_machine_current_line () };
  GcoreWatches *watches = gcore_watches_new (&line, 1);
  go_at_random (run, gcore_history_position (run->history).tick);
  double begin = milliseconds ();
  gcore_watches_backward (watches, run->history, NULL);
  double end = milliseconds ();
  gcore_watches_free (watches);
  return end - begin;
}

/* Prints the 95th percentile of N times, and if ALL the median and the longest as well. */
static void
measure_times (Run *run, double (*measure) (Run *run, GcoreRunMode mode), GcoreRunMode mode, int n, bool all)
{
  g_autofree double *times = g_new (double, n);
  for (int i = 0; i < n; i++)
    times[i] = measure (run, mode);
  double median = quantile (times, n, 0.5), high = quantile (times, n, 0.95);
  if (all)
    g_print (" %6.0f %5.0f %7.0f     ", median, high, times[n - 1]);
  else
    g_print (" %5.0f", high);
}

static bool
never (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  return false;
}

/* Millions of ticks a second, looking at every stop point. */
static double
measure_scan (Run *run)
{
  gcore_history_go_to (run->history, gcore_history_position (run->history).branch, 0);
  uint64_t first = gcore_history_position (run->history).tick;
  double begin = processor_seconds ();
  gcore_history_scan (run->history, first + 20000000, never, NULL);
  uint64_t last = gcore_history_position (run->history).tick;
  return (double) (last - first) / 1e6 / (processor_seconds () - begin);
}

static void
measure (const char *path)
{
  g_autofree char *text = NULL, *name = g_path_get_basename (path);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s: cannot be read", path);
  g_print ("%-19.19s", name);
  measure_overhead (text, name);
  Run run;
  start (&run, text, name, true, true);
  gcore_history_start (run.history, run.machine);
  run_on (&run, most_ticks > 0 ? (uint64_t) most_ticks : UINT64_MAX);
  g_print ("%7.0f %6u %4.0f", (double) gcore_history_position (run.history).tick / 1e6,
           gcore_history_count_checkpoints (run.history), (double) gcore_history_checkpoints_size (run.history) / 1e6);
  measure_times (&run, visit, GCORE_RUN_FREELY, n_visits, true);
  measure_times (&run, step_back, GCORE_RUN_INTO, n_visits / 4, false);
  measure_times (&run, step_back, GCORE_RUN_OVER, n_visits / 4, false);
  measure_times (&run, step_back, GCORE_RUN_OUT, n_visits / 4, false);
  measure_times (&run, continue_back, GCORE_RUN_FREELY, n_visits / 4, false);
  g_print (" %5.0f\n", measure_scan (&run));
  finish (&run);
}

/* --- questions ---------------------------------------------------------------------------------------------------- */

/* ROOT has more than 100,000 changes, and holds as many objects. */
static const char questions[] = "class Item: pass\n"
                                "root = Item()\n"
                                "root.items = [Item() for i in range(200000)]\n"
                                "for i in range(40000):\n"
                                "    same = root\n"
                                "    same = None\n"
                                "end = 0\n";

static void
measure_questions (void)
{
  Run run;
  GcoreLife life;
  GcoreWhatIf what_if;
  start (&run, questions, "questions.py", true, true);
  gcore_history_start (run.history, run.machine);
  gcore_machine_add_breakpoint (run.machine, "questions.py", 7);
  gcore_history_run (run.history, GCORE_RUN_FREELY);
  GcoreObject *dict = gcore_module_get_dict (gcore_machine_main_module (run.machine));
  GcoreIdentity root = gcore_identity_of (gcore_dict_get_item_string (dict, "root"));
  double begin = milliseconds ();
  gcore_life_record (run.history, &root, 200000, &life);
  g_print ("The life of an object with %u changes: %.0f ms.\n", life.n_entries, milliseconds () - begin);
  gcore_life_clear (&life);
  begin = milliseconds ();
  gcore_what_if_cut (run.history, &root, ".items", true, &what_if);
  g_print ("What would die without a reference, %s%u objects: %.0f ms.\n", what_if.is_cut_off ? "more than " : "",
           what_if.n_deaths, milliseconds () - begin);
  gcore_what_if_clear (&what_if);
  finish (&run);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[PROGRAM…]");
  GOptionEntry entries[] = { { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "Runs of each program", "N" },
                             { "visits", 0, 0, G_OPTION_ARG_INT, &n_visits, "Ticks gone to", "N" },
                             { "ticks", 0, 0, G_OPTION_ARG_INT64, &most_ticks,
                               "How far to run before going back; 0: to the exit", "N" },
                             { "processor", 0, 0, G_OPTION_ARG_NONE, &by_processor,
                               "Waiting is measured in the processor's time", NULL },
                             { 0 } };
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  g_print ("s: without a history; +history: with one, as a ratio; births: so with births recorded; +both: with both.\n"
           "go to: milliseconds, median, 95th percentile, longest; back: 95th percentiles; scan: Mticks a second.\n");
  g_print ("%-19s%6s %8s %6s %6s %7s %6s %4s %6s %5s %7s %10s %5s %5s %5s %5s\n", "program", "s", "+history",
           "births", "+both", "Mticks", "points", "MB", "go to:", "95%", "longest", "back: into", "over", "out",
           "line", "scan");
  for (int i = 1; i < argc; i++)
    measure (argv[i]);
  measure_questions ();
  return 0;
}
