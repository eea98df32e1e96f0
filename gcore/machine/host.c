/* SPDX-License-Identifier: MIT */
#include "gcore/machine/host.h"

#include <string.h>

#include "gcore/machine/machine.h"
#include "gcore/objects/errors.h"

_Thread_local const GcoreHost *gcore_host;

/* What the host does may hold locks of its own, so it is not preempted. */
GCORE_INLINE void
set_busy (bool busy)
{
  __atomic_store_n (&gcore_control (GCORE_MACHINE)->host_is_busy, busy, __ATOMIC_SEQ_CST);
}

void
gcore_host_do (void (*function) (void *data), void *data)
{
  set_busy (true);
  function (data);
  set_busy (false);
}

void
gcore_host_write (GcoreStream stream, const char *bytes, size_t n_bytes)
{
  if (gcore_host == NULL || gcore_host->write == NULL)
    return;
  set_busy (true);
  gcore_host->write (gcore_host->data, stream, bytes, n_bytes);
  set_busy (false);
}

void
gcore_host_flush (GcoreStream stream)
{
  if (gcore_host == NULL || gcore_host->flush == NULL)
    return;
  set_busy (true);
  gcore_host->flush (gcore_host->data, stream);
  set_busy (false);
}

intptr_t
gcore_host_read_line (char *buffer, size_t size)
{
  intptr_t n = 0;
  if (gcore_host == NULL || gcore_host->read_line == NULL)
    return 0;
  do
    {
      set_busy (true);
      n = gcore_host->read_line (gcore_host->data, buffer, size);
      set_busy (false);
    }
  while (n < 0 && gcore_err_check_signals () == 0);
  return n;
}

bool
gcore_host_find_source (const char *name, GcoreHostSource *source)
{
  if (gcore_host == NULL || gcore_host->find_source == NULL)
    return false;
  set_busy (true);
  bool found = gcore_host->find_source (gcore_host->data, name, source);
  set_busy (false);
  return found;
}

const char *
gcore_host_source_line (const char *filename, int line, size_t *length)
{
  if (gcore_host == NULL || gcore_host->source_line == NULL)
    return NULL;
  set_busy (true);
  const char *text = gcore_host->source_line (gcore_host->data, filename, line, length);
  set_busy (false);
  return text;
}

int64_t
gcore_host_clock (GcoreClock clock)
{
  if (gcore_host == NULL || gcore_host->clock == NULL)
    return 0;
  set_busy (true);
  int64_t now = gcore_host->clock (gcore_host->data, clock);
  set_busy (false);
  return now;
}

void
gcore_host_random (void *bytes, size_t n_bytes)
{
  memset (bytes, 0, n_bytes);
  if (gcore_host == NULL || gcore_host->random == NULL)
    return;
  set_busy (true);
  gcore_host->random (gcore_host->data, bytes, n_bytes);
  set_busy (false);
}

int
gcore_host_sleep (int64_t nanoseconds)
{
  if (gcore_host == NULL || gcore_host->sleep == NULL)
    return 0;
  do
    {
      set_busy (true);
      nanoseconds = gcore_host->sleep (gcore_host->data, nanoseconds);
      set_busy (false);
      if (gcore_err_check_signals () < 0)
        return -1;
    }
  while (nanoseconds > 0);
  return 0;
}
