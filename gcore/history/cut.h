/* SPDX-License-Identifier: MIT */
/* Taking references away. All of it runs inside. */
#pragma once

#include "gcore/machine/machine.h"

/* In place of a holder's address: its number is that of a running call (0: the innermost), the reference a variable. */
#define GCORE_NO_HOLDER 0

/* Takes the reference called LABEL (as snapshots have them) away from HOLDER: an attribute, an item of a dict or set, a
 * variable of a namespace, the content of a cell; None takes the place of an item of a list. -1 with an exception, as
 * ValueError if there is no such reference or it cannot be taken away. */
int gcore_cut_reference (GcoreObject *holder, const char *label);

/* Does what `del NAME` would in the FRAME-th running call (0: the innermost). -1 with an exception, as ValueError if there
 * is no such variable or it has no value. */
int gcore_cut_variable (uint32_t frame, const char *name);
