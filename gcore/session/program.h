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

/* sys.argv[1:], borrowed, ended by NULL; or NULL. */
void gcore_program_set_arguments (GcoreProgram *self, const char *const *arguments);

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

/* What an expression comes to: no memory of its own, since the fiber it is made on may be stopped anywhere. */
typedef struct
{
  char type[128];    /* of the value, or of the exception that was raised */
  char text[4096];   /* the value, or the exception's message; cut short if it is longer */
  guint64 address;   /* of the value; 0 after an exception */
  gboolean failed;   /* an exception was raised */
  gboolean truth;
} GcoreExamined;

/* Inside: the value of EXPRESSION in the FRAME-th running frame, as repr () shows it, or str () if AS_STR. */
void gcore_program_examine (GcoreMachine *machine, const char *expression, guint frame, gboolean as_str,
                            GcoreExamined *examined);
/* Inside: whether EXPRESSION is one; what is wrong with it, if it has failed. It is not evaluated. */
void gcore_program_check_expression (const char *expression, GcoreExamined *examined);
/* Inside: the exception that is on its way, which is then gone. */
void gcore_program_examine_exception (GcoreExamined *examined);
