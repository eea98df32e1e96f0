/* SPDX-License-Identifier: MIT */
/* The module _time: the host's clocks. What the calendar needs is written in Python (python/time.py). */
#include <math.h>

#include "gcore/machine/host.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"

#define NANOSECONDS 1000000000

#define CLOCK(name, clock)                                                                                             \
  static GcoreObject *name (GcoreObject *module, GcoreObject *unused)                                                  \
  {                                                                                                                    \
    return gcore_float_from_double ((double) gcore_host_clock (clock) / 1e9);                                          \
  }                                                                                                                    \
                                                                                                                       \
  static GcoreObject *name##_ns (GcoreObject *module, GcoreObject *unused)                                             \
  {                                                                                                                    \
    return gcore_int_from_long_long (gcore_host_clock (clock));                                                        \
  }
CLOCK (real, GCORE_CLOCK_REAL)
CLOCK (monotonic, GCORE_CLOCK_MONOTONIC)
CLOCK (process, GCORE_CLOCK_PROCESS)

/* Reads a duration: a float is rounded up. */
static bool
read_nanoseconds (GcoreObject *arg, int64_t *nanoseconds)
{
  if (gcore_is_float (arg))
    {
      double x = GCORE_FLOAT_VALUE (arg);
      if (isnan (x))
        {
          gcore_err_set_string (GCORE_EXC (ValueError), "Invalid value NaN (not a number)");
          return false;
        }
      x = x < 0 ? floor (x * 1e9) : ceil (x * 1e9);
      if (x >= -0x1p63 && x < 0x1p63)
        {
          *nanoseconds = (int64_t) x;
          return true;
        }
    }
  else
    {
      GcoreObject *number = gcore_number_index (arg);
      if (number == NULL)
        return false;
      int overflow;
      long seconds = gcore_int_as_long_and_overflow (number, &overflow);
      gcore_decref (number);
      if (!overflow && !__builtin_mul_overflow (seconds, NANOSECONDS, nanoseconds))
        return true;
    }
  gcore_err_set_string (GCORE_EXC (OverflowError), "timestamp too large to convert to C _PyTime_t");
  return false;
}

static GcoreObject *
sleep_for (GcoreObject *module, GcoreObject *arg)
{
  int64_t nanoseconds;
  if (!read_nanoseconds (arg, &nanoseconds))
    return NULL;
  if (nanoseconds < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "sleep length must be non-negative");
  return gcore_host_sleep (nanoseconds) == 0 ? gcore_newref (GCORE_NONE) : NULL;
}

#define METHOD(name, function, doc) { name, GCORE_FUNC (function), GCORE_METH_NOARGS, name "() -> " doc }

static const GcoreMethodDef methods[] = {
  METHOD ("time", real, "seconds since 1970 as a float"),
  METHOD ("time_ns", real_ns, "nanoseconds since 1970"),
  METHOD ("monotonic", monotonic, "seconds of a clock that cannot go backward"),
  METHOD ("monotonic_ns", monotonic_ns, "nanoseconds of a clock that cannot go backward"),
  METHOD ("perf_counter", monotonic, "seconds of the clock for measuring"),
  METHOD ("perf_counter_ns", monotonic_ns, "nanoseconds of the clock for measuring"),
  METHOD ("process_time", process, "seconds of processor time"),
  METHOD ("process_time_ns", process_ns, "nanoseconds of processor time"),
  METHOD ("thread_time", process, "seconds of processor time"),
  METHOD ("thread_time_ns", process_ns, "nanoseconds of processor time"),
  { "sleep", GCORE_FUNC (sleep_for), GCORE_METH_O,
    "sleep(seconds)\n\nDelay execution for a given number of seconds, which may be a fraction." },
  { .name = NULL }
};

const GcoreModuleDef gcore_time_module = {
  .name = "_time",
  .doc = "The host's clocks.",
  .methods = methods,
};
