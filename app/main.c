/* SPDX-License-Identifier: MIT */
/* Picks the verb. What needs a display, or GLib, is a program of its own (see helper.h) that takes this one's place. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/helper.h"
#include "app/verbs.h"

#ifndef HS_VERSION
#define HS_VERSION "0"
#endif

typedef struct
{
  const char *name;
  int (*verb) (int argc, char **argv); /* NULL: a program of its own */
  const char *helper;
} Verb;

static const Verb verbs[] = {
  { "run", hs_verb_run, NULL },
  { "repl", hs_verb_repl, NULL },
  { "snapshot", NULL, "heapscope-json" },
  { "dap", NULL, "heapscope-json" },
};

static const char help[]
  = "Usage: heapscope [FILE…]                    open the window, each file a document\n"
    "       heapscope run [OPTION…] FILE [ARG…]  run a program, or a saved session (FILE.heapscope) to its end\n"
    "       heapscope run [OPTION…] -            run what standard input holds\n"
    "       heapscope run [OPTION…] -c TEXT      run TEXT\n"
    "       heapscope repl [OPTION…]             an interactive prompt, also from a pipe\n"
    "       heapscope snapshot FILE --at line:N|tick:N|end -o OUT.json   what is on the heap there\n"
    "       heapscope dap                        serve an editor by the Debug Adapter Protocol\n"
    "\n"
    "Options of run and repl:\n"
    "  --threshold A[,B[,C]]  the collector's thresholds (700,10,10)\n"
    "  --gc-disable           no automatic collections\n"
    "  --gc-stress            a collection at every second allocation that counts\n"
    "  --memory-limit SIZE    MemoryError beyond that; for example 64M\n"
    "  --time-limit DURATION  stop after that time, with status 124; for example 10s\n"
    "  --stats FILE           at the end write collections, objects and memory to FILE, as JSON\n"
    "  -q, --quiet            repl: no greeting\n"
    "\n"
    "  -h, --help             this text\n"
    "  -V, --version          the version\n"
    "\n"
    "Exit status: the program's own; 1 after an uncaught exception; 2 for wrong arguments or an unreadable file.\n";

int
hs_usage_error (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  fputs ("heapscope: ", stderr);
  vfprintf (stderr, format, arguments);
  fputs ("\nTry 'heapscope --help'.\n", stderr);
  va_end (arguments);
  return HS_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0))
    return fputs (help, stdout) < 0 || fflush (stdout) != 0;
  if (argc > 1 && (strcmp (argv[1], "--version") == 0 || strcmp (argv[1], "-V") == 0))
    return puts ("Heapscope " HS_VERSION) < 0 || fflush (stdout) != 0;
  for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof verbs[0]; i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return verbs[i].verb != NULL ? verbs[i].verb (argc - 1, argv + 1) : hs_helper_become (verbs[i].helper, argv);
  if (argc > 1 && argv[1][0] == '-' && argv[1][1] != '\0' && strncmp (argv[1], "--gapplication", 14) != 0)
    return hs_usage_error ("unknown option '%s'", argv[1]);
  return hs_helper_become ("heapscope-window", argv);
}
