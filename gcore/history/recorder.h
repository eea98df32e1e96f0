/* SPDX-License-Identifier: MIT */
/* The host that remembers: gives the machine what the journal has, asks the outside host for the rest and notes it. For
 * gcore/history. */
#pragma once

#include "gcore/history/journal.h"
#include "gcore/machine/machine.h"

typedef struct
{
  GcoreHost host;           /* for the machine; its data is the recorder */
  const GcoreHost *outside;
  GcoreBranch *branch;      /* the current one */
  bool acting;              /* what is printed is printed by an action */
  bool trying;              /* what happens is no part of the record */
  bool diverged;            /* the machine asked for something else than the record has, or there was no memory for it */
} GcoreRecorder;

void gcore_recorder_init (GcoreRecorder *self, const GcoreHost *outside);
