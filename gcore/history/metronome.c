/* SPDX-License-Identifier: MIT */
#include "gcore/history/metronome.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define SECOND INT64_C (1000000000)
#define SHORTEST_WAIT (SECOND / 1000)

struct GcoreMetronome
{
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  GcoreMachine *machine; /* NULL: nothing to do */
  clockid_t clock;       /* of the processor time of the thread that runs it */
  int64_t at;            /* by that clock */
  bool closing;
};

static int64_t
read_clock (clockid_t clock)
{
  struct timespec time;
  clock_gettime (clock, &time);
  return (int64_t) time.tv_sec * SECOND + time.tv_nsec;
}

/* Until NANOSECONDS from now at the latest. */
static void
wait_for_change (GcoreMetronome *self, int64_t nanoseconds)
{
  int64_t end = read_clock (CLOCK_MONOTONIC) + nanoseconds;
  struct timespec time = { (time_t) (end / SECOND), (long) (end % SECOND) };
  pthread_cond_timedwait (&self->changed, &self->lock, &time);
}

static void *
beat (void *data)
{
  GcoreMetronome *self = data;
  pthread_mutex_lock (&self->lock);
  while (!self->closing)
    {
      if (self->machine == NULL)
        {
          pthread_cond_wait (&self->changed, &self->lock);
          continue;
        }
      int64_t left = self->at - read_clock (self->clock);
      if (left > 0) /* the thread may have to wait for the processor: then it is longer than that */
        {
          wait_for_change (self, left > SHORTEST_WAIT ? left : SHORTEST_WAIT);
          continue;
        }
      gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_CHECKPOINT);
      self->machine = NULL;
    }
  pthread_mutex_unlock (&self->lock);
  return NULL;
}

GcoreMetronome *
gcore_metronome_new (void)
{
  GcoreMetronome *self = calloc (1, sizeof *self);
  if (self == NULL)
    return NULL;
  pthread_condattr_t attributes;
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->changed, &attributes);
  pthread_condattr_destroy (&attributes);
  pthread_mutex_init (&self->lock, NULL);
  if (pthread_create (&self->thread, NULL, beat, self) == 0)
    return self;
  free (self);
  return NULL;
}

void
gcore_metronome_free (GcoreMetronome *self)
{
  if (self == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  self->closing = true;
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->lock);
  free (self);
}

void
gcore_metronome_start (GcoreMetronome *self, GcoreMachine *machine, int64_t nanoseconds)
{
  pthread_mutex_lock (&self->lock);
  pthread_getcpuclockid (pthread_self (), &self->clock);
  self->at = read_clock (self->clock) + nanoseconds;
  self->machine = machine;
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
}

void
gcore_metronome_stop (GcoreMetronome *self)
{
  pthread_mutex_lock (&self->lock);
  self->machine = NULL;
  pthread_mutex_unlock (&self->lock);
}
