/* SPDX-License-Identifier: MIT */
/* The jobs of the fiber. Each leaves its outcome in machine->status, and why it ended as its stop reason. */
#pragma once

#include "gcore/machine/machine.h"

/* Fills an empty image: types, singletons, collector, modules. status: 0 or -1. */
void gcore_run_start (GcoreMachine *machine);
/* Compiles machine->job_text as the program. status: 0, or -1 with an exception. */
void gcore_run_load (GcoreMachine *machine);
/* Prints the exception that loading left. */
void gcore_run_report_broken (GcoreMachine *machine);
/* Runs the loaded program as __main__. */
void gcore_run_program (GcoreMachine *machine);
/* Runs machine->job_text in __main__. status: 0 or -1. */
void gcore_run_text (GcoreMachine *machine);
/* One statement at the prompt, see gcore_machine_run_interactive. */
void gcore_run_interactive (GcoreMachine *machine);
/* The end of the interpreter. */
void gcore_run_exit_sequence (GcoreMachine *machine);

/* Runs SOURCE (LENGTH bytes of UTF-8) with GLOBALS and LOCALS: new reference, NULL with an exception. MODE is one of
 * GCORE_PARSE_..., FLAGS as for the parser. What the parser made stays alive until the end, as a program can see. */
GcoreObject *gcore_run_source (const char *source, size_t length, GcoreObject *filename, int mode, int flags,
                               GcoreObject *globals, GcoreObject *locals);
/* Notes the source of a file, for tracebacks. Errors are dropped. */
void gcore_run_note_source (GcoreObject *filename, const char *source, size_t length);
/* Prints the pending exception; or, for SystemExit, sets the exit status. True: the program is to end. */
bool gcore_run_report_exception (GcoreMachine *machine);
