/* SPDX-License-Identifier: MIT */
/* What would happen if a reference were cut. */
#pragma once

#include "gcore/history/cut.h"
#include "gcore/history/history.h"
#include "gcore/history/identity.h"

#define GCORE_WHAT_IF_NAME_SIZE 48

typedef struct
{
  uint64_t address;       /* as a snapshot taken now names it */
  uint32_t number;
  bool had_finalizer;     /* its finalizer was called */
  bool by_collector;      /* it died in a collection */
  char type[GCORE_WHAT_IF_NAME_SIZE];
} GcoreDeath;

typedef struct
{
  GcoreDeath *deaths;     /* owned; in the order in which they die, at most GCORE_WHAT_IF_LIMIT */
  uint32_t n_deaths;
  uint32_t n_finalizers;  /* finalizers called */
  uint32_t n_callbacks;   /* callbacks of weak references called */
  bool is_cut_off;        /* more died than there was room for */
  bool failed;            /* there was no such reference, or it could not be cut */
} GcoreWhatIf;

#define GCORE_WHAT_IF_LIMIT 100000

/* What would die if the reference called LABEL of HOLDER were cut (see gcore/history/cut.h), and COLLECT: a full collection
 * followed. Everything is then as it was. False if there is no memory, or HOLDER (see GCORE_NO_HOLDER) is not alive. */
bool gcore_what_if_cut (GcoreHistory *history, const GcoreIdentity *holder, const char *label, bool collect,
                        GcoreWhatIf *result);
void gcore_what_if_clear (GcoreWhatIf *result);
