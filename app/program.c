/* SPDX-License-Identifier: MIT */
#include "app/program.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"

#include "app/stats.h"
#include "app/verbs.h"

/* What the signal handlers interrupt. */
static GcoreMachine *watched;

GcoreMachine *
hs_program_new (const HsOptions *options, HsStdioHost *host, const char *folder)
{
  GcoreOptions machine_options = { .quota = options->memory_limit, .quiet = options->quiet };
  hs_stdio_host_init (host, folder);
  GcoreMachine *machine = gcore_machine_new (&machine_options, &host->host);
  if (machine == NULL)
    {
      fprintf (stderr, "heapscope: %s\n",
               options->memory_limit != 0 ? "the memory limit is too small to start" : "not enough memory to start");
      return NULL;
    }
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    if (options->thresholds[i] >= 0)
      gcore_gc_set_threshold (i, options->thresholds[i]);
  if (options->gc_stress)
    {
      gcore_gc_set_threshold (0, 1);
      gcore_gc_set_threshold (1, 1);
      gcore_gc_set_threshold (2, 0);
    }
  if (options->gc_disable)
    gcore_gc_set_enabled (false);
  return machine;
}

static void
on_ctrl_c (int number GCORE_UNUSED)
{
  gcore_machine_interrupt (watched, GCORE_INTERRUPT_KEYBOARD);
}

/* Comes again and again from the end of the time on. */
static void
on_alarm (int number GCORE_UNUSED)
{
  gcore_machine_interrupt (watched, GCORE_INTERRUPT_TIME_LIMIT);
  gcore_machine_preempt ();
}

void
hs_program_watch (const HsOptions *options, GcoreMachine *machine)
{
  struct sigaction ctrl_c = { .sa_handler = on_ctrl_c }, alarm = { .sa_handler = on_alarm, .sa_flags = SA_NODEFER };
  watched = machine;
  sigaction (SIGINT, &ctrl_c, NULL);
  if (options->time_limit <= 0)
    return;
  struct itimerval timer = { .it_value = { .tv_sec = (time_t) options->time_limit }, .it_interval = { .tv_usec = 5000 } };
  timer.it_value.tv_usec = (suseconds_t) ((options->time_limit - (double) timer.it_value.tv_sec) * 1e6);
  if (timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)
    timer.it_value.tv_usec = 1;
  sigaction (SIGALRM, &alarm, NULL);
  setitimer (ITIMER_REAL, &timer, NULL);
}

int
hs_program_out_of_time (const HsOptions *options, GcoreMachine *machine)
{
  signal (SIGALRM, SIG_IGN);
  hs_program_write_stats (options, machine);
  gcore_host_flush (GCORE_STREAM_STDOUT);
  fprintf (stderr, "heapscope: stopped: the time limit of %g s is over\n", options->time_limit);
  return HS_EXIT_TIME_LIMIT;
}

bool
hs_program_write_stats (const HsOptions *options, GcoreMachine *machine)
{
  if (options->stats_path == NULL)
    return true;
  if (gcore_machine_is_preempted (machine))
    {
      fprintf (stderr, "heapscope: no statistics: the program was stopped in the midst of an instruction\n");
      return true;
    }
  if (hs_stats_write (machine, options->stats_path))
    return true;
  fprintf (stderr, "heapscope: can't write '%s': %s\n", options->stats_path, strerror (errno));
  return false;
}

void
hs_program_free (GcoreMachine *machine, HsStdioHost *host)
{
  static const struct itimerval off;
  setitimer (ITIMER_REAL, &off, NULL);
  signal (SIGINT, SIG_DFL);
  gcore_machine_free (machine);
  hs_stdio_host_finish (host);
}
