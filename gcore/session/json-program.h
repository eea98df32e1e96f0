/* SPDX-License-Identifier: MIT */
/* Object-graph programs in JSON (schema: data/heapscope-program.schema.json): objects, references and roots, then steps. */
#pragma once

#include "gcore/session/session-private.h"

/* Translates a program to Python source whose lines agree with the lines of TEXT: what a step does stands on the line where
 * the step begins. New string; NULL with *PROBLEM set (file, line, column, and the path of the offending member). */
char *gcore_json_program_to_source (const char *text, gsize length, const char *filename, GcoreProblem **problem);

/* The objects of the program in SNAPSHOT as such a program: new string. */
char *gcore_json_program_from_snapshot (const GcoreSnapshot *snapshot);
