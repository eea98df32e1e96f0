/* SPDX-License-Identifier: MIT */
/* The lines gc.set_debug makes a collection write to sys.stderr. */
#include "gcore/collector/collector-private.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static void GCORE_PRINTF (1, 2)
report (const char *format, ...)
{
  char line[400];
  va_list args;
  va_start (args, format);
  vsnprintf (line, sizeof line, format, args);
  va_end (args);
  GCORE_COLLECTOR->hooks->write_stderr (line);
}

double
gcore_gc_report_start (int generation)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if ((gc->debug & GCORE_GC_DEBUG_STATS) == 0)
    return 0.0;
  report ("gc: collecting generation %d...\n", generation);
  report ("gc: objects in each generation: %" PRIdPTR " %" PRIdPTR " %" PRIdPTR "\n"
          "gc: objects in permanent generation: %" PRIdPTR "\n",
          gcore_gc_list_length (gcore_gc_list (0)), gcore_gc_list_length (gcore_gc_list (1)),
          gcore_gc_list_length (gcore_gc_list (2)), gcore_gc_list_length (gcore_gc_list (GCORE_PERMANENT_GENERATION)));
  return gc->hooks->seconds ();
}

void
gcore_gc_report_collectable (void)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  GcoreGcHead *list = &gc->collection.unreachable;
  if ((gc->debug & GCORE_GC_DEBUG_COLLECTABLE) == 0)
    return;
  for (GcoreGcHead *head = head_next (list); head != list; head = head_next (head))
    {
      GcoreObject *object = GCORE_GC_OBJECT (head);
      report ("gc: collectable <%.200s %p>\n", object->type->name, (void *) object);
    }
}

void
gcore_gc_report_end (double start)
{
  GcoreCollector *gc = GCORE_COLLECTOR;
  if ((gc->debug & GCORE_GC_DEBUG_STATS) != 0)
    report ("gc: done, %" PRIdPTR " unreachable, 0 uncollectable, %.4fs elapsed\n", gc->collection.collected,
            gc->hooks->seconds () - start);
}
