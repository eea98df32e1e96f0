/* SPDX-License-Identifier: MIT */
/* Limits of recursion: the program's own (sys.setrecursionlimit), and the end of the fiber's C stack. */
#include "gcore/machine/eval-private.h"

#include "gcore/objects/errors.h"

#define STACK_MARGIN (1024 * 1024) /* bytes of C stack kept for functions that do not ask */

/* Whether little is left of the fiber's stack. Elsewhere (a test's own stack) there is always enough. */
GCORE_INLINE bool
stack_is_short (const GcoreMachine *machine)
{
  return (uintptr_t) __builtin_frame_address (0) - (uintptr_t) machine->stack_bottom < STACK_MARGIN;
}

int
gcore_recursion_exceeded (GcoreMachine *machine, const char *where)
{
  if (machine->recursion_headroom > 0)
    return 0;
  machine->recursion_headroom++;
  gcore_err_format (GCORE_EXC (RecursionError), "maximum recursion depth exceeded%s", where);
  machine->recursion_headroom--;
  machine->recursion_remaining++;
  return -1;
}

int
gcore_enter_recursive_call (const char *where)
{
  GcoreMachine *machine = GCORE_MACHINE;
  if (GCORE_LIKELY (machine->recursion_remaining-- > 0 && !stack_is_short (machine)))
    return 0;
  return gcore_recursion_exceeded (machine, where);
}

void
gcore_leave_recursive_call (void)
{
  GCORE_MACHINE->recursion_remaining++;
}

void
gcore_recursion_allow (int change)
{
  GCORE_MACHINE->recursion_headroom += change;
}

int
gcore_machine_depth (void)
{
  return GCORE_MACHINE->recursion_limit - GCORE_MACHINE->recursion_remaining;
}

int
gcore_machine_set_recursion_limit (int limit)
{
  GcoreMachine *machine = GCORE_MACHINE;
  int depth = gcore_machine_depth ();
  if (limit < 1)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "recursion limit must be greater or equal than 1");
      return -1;
    }
  if (depth >= limit)
    {
      gcore_err_format (GCORE_EXC (RecursionError),
                        "cannot set the recursion limit to %i at the recursion depth %i: the limit is too low", limit,
                        depth);
      return -1;
    }
  machine->recursion_limit = limit;
  machine->recursion_remaining = limit - depth;
  return 0;
}
