/* SPDX-License-Identifier: MIT */
/* A machine with the process's streams, set up as the options say. */
#pragma once

#include "app/options.h"
#include "app/stdio-host.h"

typedef struct GcoreMachine GcoreMachine;

/* Makes the machine. NULL after a message on standard error. FOLDER: where imported modules are looked for. */
GcoreMachine *hs_program_new (const HsOptions *options, HsStdioHost *host, const char *folder);
/* Starts the clock of --time-limit; when it runs out, or on Ctrl+C, MACHINE is interrupted. */
void hs_program_watch (const HsOptions *options, GcoreMachine *machine);
/* To be called when MACHINE has stopped for its time limit: says so. The exit status. */
int hs_program_out_of_time (const HsOptions *options, GcoreMachine *machine);
/* Writes the statistics asked for. False after a message. */
bool hs_program_write_stats (const HsOptions *options, GcoreMachine *machine);
/* Ends MACHINE without running anything in it. */
void hs_program_free (GcoreMachine *machine, HsStdioHost *host);
