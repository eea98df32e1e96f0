/* SPDX-License-Identifier: MIT */
/* A program as a session runs it: Python source, or an object-graph program in JSON. The functions with a machine are for
 * the thread that runs it. */
#pragma once

#include "gcore/history/journal.h"
#include "gcore/machine/machine.h"
#include "gcore/session/session.h"

typedef struct GcoreProgram GcoreProgram;

GcoreProgram *gcore_program_new (const char *text, gsize length, const char *filename, const char *directory);
void gcore_program_free (GcoreProgram *self);

const char *gcore_program_filename (GcoreProgram *self);
/* Its source, LENGTH bytes as they were given. */
const char *gcore_program_text (GcoreProgram *self, gsize *length);
/* Where modules beside the program are looked for, or NULL. */
const char *gcore_program_directory (GcoreProgram *self);

/* Compiles the program and makes MACHINE ready to run it. Returns what is wrong with it (owned), or NULL;
 * NULL too if that was abandoned (machine->stop_reason). */
GcoreProblem *gcore_program_load (GcoreProgram *self, GcoreMachine *machine);
/* The line of the program's own file that the innermost of its frames is about to run, 0 if there is none. */
int gcore_program_line (GcoreProgram *self, GcoreMachine *machine);
/* Inside: does ACTION. The text of a GCORE_ACTION_EVALUATE ends with a newline; what it prints, its value and its traceback
 * go to the host. */
void gcore_program_perform (GcoreMachine *machine, const GcoreAction *action);
