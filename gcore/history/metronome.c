/* SPDX-License-Identifier: MIT */
#include "gcore/history/metronome.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define SECOND INT64_C (1000000000)

struct GcoreMetronome
{
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  GcoreMachine *machine; /* NULL: nothing to do */
  struct timespec at;
  bool closing;
};

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
      struct timespec at = self->at;
      bool timed_out = pthread_cond_timedwait (&self->changed, &self->lock, &at) != 0;
      if (timed_out && self->machine != NULL && at.tv_sec == self->at.tv_sec && at.tv_nsec == self->at.tv_nsec)
        {
          gcore_machine_interrupt (self->machine, GCORE_INTERRUPT_CHECKPOINT);
          self->machine = NULL;
        }
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
  clock_gettime (CLOCK_MONOTONIC, &self->at);
  nanoseconds += self->at.tv_nsec;
  self->at.tv_sec += (time_t) (nanoseconds / SECOND);
  self->at.tv_nsec = (long) (nanoseconds % SECOND);
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
