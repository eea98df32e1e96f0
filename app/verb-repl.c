/* SPDX-License-Identifier: MIT */
/* heapscope repl: one statement after the other from standard input, a terminal or not. */
#include "app/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gcore/machine/machine.h"

#include "app/program.h"

#ifndef HS_VERSION
#define HS_VERSION "0"
#endif

/* The lines of a statement so far. */
typedef struct
{
  char *data; /* ended by NUL */
  size_t length, size;
} Text;

static bool
append (Text *text, const char *bytes, size_t n)
{
  if (text->length + n + 1 > text->size)
    {
      size_t size = (text->length + n + 1) * 2;
      char *data = realloc (text->data, size);
      if (data == NULL)
        return false;
      text->data = data;
      text->size = size;
    }
  memcpy (text->data + text->length, bytes, n);
  text->length += n;
  text->data[text->length] = '\0';
  return true;
}

/* The prompt goes where the typist looks: standard error, unless both ends are a terminal. */
static void
prompt (HsStdioHost *host, bool terminal, const char *text)
{
  host->host.flush (host, GCORE_STREAM_STDOUT);
  host->host.write (host, terminal ? GCORE_STREAM_STDOUT : GCORE_STREAM_STDERR, text, strlen (text));
  host->host.flush (host, GCORE_STREAM_STDOUT);
}

typedef enum
{
  LINE_READ,
  LINE_NONE,       /* the end of input */
  LINE_INTERRUPTED /* by Ctrl+C, or by the end of the time */
} LineStatus;

/* Reads one line of any length. */
static LineStatus
read_line (HsStdioHost *host, Text *text)
{
  char buffer[4096];
  size_t before = text->length;
  for (;;)
    {
      intptr_t n = host->host.read_line (host, buffer, sizeof buffer);
      if (n < 0)
        return LINE_INTERRUPTED;
      if (n == 0)
        break;
      if (!append (text, buffer, (size_t) n))
        return LINE_NONE;
      if (buffer[n - 1] == '\n')
        return LINE_READ;
    }
  return text->length > before && append (text, "\n", 1) ? LINE_READ : LINE_NONE;
}

/* Statements until the end of input or SystemExit. False when the time is over. */
static bool
interact (HsStdioHost *host, GcoreMachine *machine)
{
  bool terminal = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO), in_time = true;
  Text text = { NULL, 0, 0 };
  int status = 0;
  while (status != 2 && in_time)
    {
      prompt (host, terminal, text.length == 0 ? ">>> " : "... ");
      LineStatus line = read_line (host, &text);
      if (line == LINE_INTERRUPTED)
        {
          in_time = !(gcore_machine_take_interrupts (machine) & GCORE_INTERRUPT_TIME_LIMIT);
          fprintf (stderr, in_time ? "\nKeyboardInterrupt\n" : "\n");
          text.length = 0;
          continue;
        }
      if (line == LINE_NONE)
        {
          prompt (host, terminal, "\n");
          /* What was begun is taken as it is. */
          if (text.length == 0 || !append (&text, "\n", 1) || gcore_machine_run_interactive (machine, text.data) != 1)
            break;
          break;
        }
      status = gcore_machine_run_interactive (machine, text.data);
      in_time = gcore_control (machine)->stop_reason != GCORE_STOP_TIME_LIMIT;
      if (status != 1)
        text.length = 0;
    }
  free (text.data);
  return in_time;
}

int
hs_verb_repl (int argc, char **argv)
{
  static HsStdioHost host;
  HsOptions options;
  int first = hs_options_parse (&options, argc, argv);
  if (first < 0)
    return HS_EXIT_USAGE;
  if (first < argc || options.command != NULL)
    return hs_usage_error ("repl takes options only");
  GcoreMachine *machine = hs_program_new (&options, &host, "");
  if (machine == NULL)
    return HS_EXIT_USAGE;
  hs_program_watch (&options, machine);
  const char *const no_arguments[] = { "" };
  gcore_machine_set_argv (machine, 1, no_arguments);
  if (!options.quiet)
    fprintf (stderr, "Heapscope " HS_VERSION ", a Python 3.11 subset. Ctrl+D ends it.\n");
  int status = HS_EXIT_USAGE;
  if (!interact (&host, machine))
    status = hs_program_out_of_time (&options, machine);
  else if (hs_program_write_stats (&options, machine))
    status = gcore_machine_finish (machine);
  hs_program_free (machine, &host);
  return status & 0xff;
}
