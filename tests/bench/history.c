/* SPDX-License-Identifier: MIT */
/* What it costs to be able to go back: for each program the time of a run with its history kept, as a ratio of the time
 * without, and how long it takes to go to ticks at random afterwards.
 *
 *     bench-history [--runs N] [--visits N] PROGRAM… */
#include <glib.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "gcore/history/history.h"

static int n_runs = 3, n_visits = 200;

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

static double
processor_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static GcoreMachine *
new_machine (const GcoreHost *host, const char *text, const char *name)
{
  GcoreMachine *machine = gcore_machine_new (NULL, host);
  if (machine == NULL || gcore_machine_load_file (machine, text, strlen (text), name) < 0)
    g_error ("%s: cannot be run", name);
  return machine;
}

static double
run_plain (const char *text, const char *name)
{
  GcoreMachine *machine = new_machine (&silent, text, name);
  double start = processor_seconds ();
  while (gcore_machine_resume (machine, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  double seconds = processor_seconds () - start;
  gcore_machine_free (machine);
  return seconds;
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

/* Milliseconds for each of n_visits visits. */
static void
visit_at_random (GcoreHistory *history, double *milliseconds)
{
  GcoreBranch *branch = gcore_history_position (history).branch;
  GRand *random = g_rand_new_with_seed (1);
  for (int i = 0; i < n_visits; i++)
    {
      guint64 tick = (guint64) (g_rand_double (random) * (double) branch->end_tick);
      double start = processor_seconds ();
      gcore_history_go_to (history, branch, tick);
      milliseconds[i] = (processor_seconds () - start) * 1000;
    }
  g_rand_free (random);
}

/* Returns the seconds it took; with MILLISECONDS not NULL also the times of visits, and prints what the history holds. */
static double
run_with_history (const char *text, const char *name, double *milliseconds)
{
  GcoreHistoryOptions options = { .perform = perform_nothing };
  GcoreHistory *history = gcore_history_new (&silent, &options);
  GcoreMachine *machine = new_machine (gcore_history_host (history), text, name);
  double start = processor_seconds ();
  gcore_history_start (history, machine);
  while (gcore_history_run (history, GCORE_RUN_FREELY) != GCORE_STOP_EXITED)
    ;
  double seconds = processor_seconds () - start;
  if (milliseconds != NULL)
    {
      g_print ("%6.0f Mticks %4u checkpoints %5.0f MB ", (double) gcore_history_position (history).tick / 1e6,
               gcore_history_count_checkpoints (history), (double) gcore_history_checkpoints_size (history) / 1e6);
      visit_at_random (history, milliseconds);
    }
  gcore_history_free (history);
  gcore_machine_free (machine);
  return seconds;
}

static void
measure (const char *path)
{
  g_autofree char *text = NULL, *name = g_path_get_basename (path);
  g_autofree double *plain = g_new (double, n_runs), *kept = g_new (double, n_runs), *visits = g_new (double, n_visits);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s: cannot be read", path);
  g_print ("%-18s", name);
  for (int i = 0; i < n_runs; i++)
    {
      plain[i] = run_plain (text, name);
      kept[i] = run_with_history (text, name, i == 0 ? visits : NULL);
    }
  double base = quantile (plain, n_runs, 0.5), median = quantile (visits, n_visits, 0.5);
  g_print ("%6.2f s  ratio %4.2f  visits: median %3.0f ms, 95th percentile %3.0f ms, longest %3.0f ms\n", base,
           quantile (kept, n_runs, 0.5) / base, median, quantile (visits, n_visits, 0.95),
           visits[n_visits - 1]);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("PROGRAM…");
  GOptionEntry entries[] = { { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "Runs of each program", "N" },
                             { "visits", 0, 0, G_OPTION_ARG_INT, &n_visits, "Ticks gone to", "N" },
                             { 0 } };
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  for (int i = 1; i < argc; i++)
    measure (argv[i]);
  return 0;
}
