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

/* Reads one line of any length. False at the end of input. */
static bool
read_line (HsStdioHost *host, Text *text)
{
  char buffer[4096];
  size_t before = text->length;
  for (;;)
    {
      intptr_t n = host->host.read_line (host, buffer, sizeof buffer);
      if (n <= 0)
        break;
      if (!append (text, buffer, (size_t) n))
        return false;
      if (buffer[n - 1] == '\n')
        return true;
    }
  return text->length > before && append (text, "\n", 1);
}

/* Statements until the end of input or SystemExit. */
static void
interact (HsStdioHost *host, GcoreMachine *machine)
{
  bool terminal = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
  Text text = { NULL, 0, 0 };
  int status = 0;
  while (status != 2)
    {
      prompt (host, terminal, text.length == 0 ? ">>> " : "... ");
      if (!read_line (host, &text))
        {
          prompt (host, terminal, "\n");
          /* What was begun is taken as it is. */
          if (text.length == 0 || !append (&text, "\n", 1) || gcore_machine_run_interactive (machine, text.data) != 1)
            break;
          break;
        }
      status = gcore_machine_run_interactive (machine, text.data);
      if (status != 1)
        text.length = 0;
    }
  free (text.data);
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
  interact (&host, machine);
  int status = hs_program_write_stats (&options, machine) ? gcore_machine_finish (machine) : HS_EXIT_USAGE;
  hs_program_free (machine, &host);
  return status & 0xff;
}
