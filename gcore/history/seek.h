/* SPDX-License-Identifier: MIT */
/* Finding the next or the last place in a history where something holds or happens, and going there. */
#pragma once

#include "gcore/history/history.h"

/* A question put at every stop point in order. FIRST: here the stretch begins, there was nothing before. What is asked for
 * may hold AT a point (a line begins) or may have happened since the point before (a count has changed). Reads only. */
typedef struct
{
  bool (*ask) (GcoreMachine *machine, const GcoreCollectionStep *step, bool first, void *data);
  void *data;
  uint64_t at; /* not 0: the tick of the place meant, which is earlier, for searches backward. Looked at after each answer */
  bool before; /* else: the place meant is the point before, which makes it happen. Looked at in the same way */
  /* NULL, or asked with the program standing at the point for which the answer was yes: whether it is meant. It may try
   * things out (gcore_history_try). */
  bool (*confirm) (GcoreHistory *history, void *data);
  /* NULL, or told that the place of the last answer is the one to go to, unless it is called again. */
  void (*found) (void *data);
} GcoreQuestion;

typedef enum
{
  GCORE_SEEK_FOUND,      /* the program stands there */
  GCORE_SEEK_NOT_FOUND,  /* forward: it has run to its end, or as far as it was to; backward: it stands where it stood */
  GCORE_SEEK_INTERRUPTED /* by a pause: it stands where it stood */
} GcoreSeekResult;

/* The next place from here on: along the record and beyond it, but not beyond TICK. */
GcoreSeekResult gcore_seek_forward (GcoreHistory *history, const GcoreQuestion *question, uint64_t tick);
/* The last place before this one. */
GcoreSeekResult gcore_seek_backward (GcoreHistory *history, const GcoreQuestion *question);

/* Step backward: the counterpart of the mode's step forward. INTO: to the last line that began, in whatever frame; OVER: in
 * this frame or one of its callers; OUT: to where this frame was called; INSTRUCTION: to the last instruction;
 * COLLECTION_STEP, _OBJECT and _PHASE: to the last micro-step, object or phase. */
GcoreSeekResult gcore_seek_step_back (GcoreHistory *history, GcoreRunMode mode);
