/* SPDX-License-Identifier: MIT */
/* The verbs of the command line. Each gets the arguments after its name (ARGV[0] is the verb) and returns the exit status.
 * None of them loads GTK or GLib: starting has to take no time. */
#pragma once

#define HS_EXIT_USAGE 2        /* wrong arguments, or a file that cannot be read */
#define HS_EXIT_TIME_LIMIT 124 /* as timeout (1) */

int hs_verb_run (int argc, char **argv);
int hs_verb_repl (int argc, char **argv);

/* Prints "heapscope: MESSAGE" and where to find help to standard error; returns HS_EXIT_USAGE. */
int hs_usage_error (const char *format, ...) __attribute__ ((format (printf, 1, 2)));
