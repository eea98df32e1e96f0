/* SPDX-License-Identifier: MIT */
#include "gcore/machine/host.h"

#include <string.h>

_Thread_local const GcoreHost *gcore_host;

void
gcore_host_write (GcoreStream stream, const char *bytes, size_t n_bytes)
{
  if (gcore_host != NULL && gcore_host->write != NULL)
    gcore_host->write (gcore_host->data, stream, bytes, n_bytes);
}

void
gcore_host_flush (GcoreStream stream)
{
  if (gcore_host != NULL && gcore_host->flush != NULL)
    gcore_host->flush (gcore_host->data, stream);
}

intptr_t
gcore_host_read_line (char *buffer, size_t size)
{
  return gcore_host != NULL && gcore_host->read_line != NULL ? gcore_host->read_line (gcore_host->data, buffer, size)
                                                             : 0;
}

int64_t
gcore_host_clock (GcoreClock clock)
{
  return gcore_host != NULL && gcore_host->clock != NULL ? gcore_host->clock (gcore_host->data, clock) : 0;
}

void
gcore_host_random (void *bytes, size_t n_bytes)
{
  memset (bytes, 0, n_bytes);
  if (gcore_host != NULL && gcore_host->random != NULL)
    gcore_host->random (gcore_host->data, bytes, n_bytes);
}

void
gcore_host_sleep (int64_t nanoseconds)
{
  if (gcore_host != NULL && gcore_host->sleep != NULL)
    gcore_host->sleep (gcore_host->data, nanoseconds);
}
