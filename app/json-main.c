/* SPDX-License-Identifier: MIT */
/* heapscope-json: what heapscope does with JSON, as a program of its own, so that running a program need not load GLib.
 *
 *     heapscope-json translate FILE            an object-graph program as Python source, to standard output
 *     heapscope-json session FILE              runs a saved session from where it stood to its end
 *     heapscope-json snapshot FILE [OPTION…]   the verb snapshot
 *     heapscope-json dap                       the verb dap */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gcore/machine/machine.h"
#include "gcore/session/dap.h"
#include "gcore/session/json-program.h"
#include "gcore/session/json-snapshot.h"
#include "gcore/session/program.h"

enum { EXIT_USAGE = 2 };

static void
print_problem (const GcoreProblem *problem, const char *filename)
{
  fprintf (stderr, "heapscope: %s", problem->file != NULL ? problem->file : filename);
  if (problem->line != 0)
    fprintf (stderr, ":%u", problem->line);
  if (problem->line != 0 && problem->column != 0)
    fprintf (stderr, ":%u", problem->column);
  if (problem->member_path != NULL)
    fprintf (stderr, ": %s", problem->member_path);
  fprintf (stderr, ": %s\n", problem->message);
}

static char *
read_file (const char *filename, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (filename, &text, length, &error))
    fprintf (stderr, "heapscope: %s\n", error->message);
  return text;
}

static int
translate (const char *filename)
{
  gsize length;
  GcoreProblem *problem = NULL;
  g_autofree char *text = read_file (filename, &length);

  if (text == NULL)
    return EXIT_USAGE;
  g_autofree char *source = gcore_json_program_to_source (text, length, filename, &problem);
  if (source == NULL)
    {
      print_problem (problem, filename);
      gcore_problem_free (problem);
      return EXIT_USAGE;
    }
  return fputs (source, stdout) < 0 || fflush (stdout) != 0;
}

/* --- snapshot ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *at, *output;
  const char *filename;
  guint line;    /* stop before this line */
  guint64 tick;  /* or at this tick */
} SnapshotOptions;

static void
host_write (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  fwrite (bytes, 1, n_bytes, stream == GCORE_STREAM_STDERR ? stderr : stdout);
}

static bool
parse_place (SnapshotOptions *options)
{
  guint64 number;

  if (g_str_equal (options->at, "end"))
    return true;
  if (g_str_has_prefix (options->at, "line:")
      && g_ascii_string_to_unsigned (options->at + 5, 10, 1, G_MAXINT, &number, NULL))
    options->line = (guint) number;
  else if (g_str_has_prefix (options->at, "tick:")
           && g_ascii_string_to_unsigned (options->at + 5, 10, 1, G_MAXINT64, &number, NULL))
    options->tick = number;
  else
    return false;
  return true;
}

static bool
parse_options (SnapshotOptions *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE");
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &options->at, "Where to take it (line:N, tick:N or end)", "PLACE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Where to write it", "OUT.json" },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "heapscope: %s\n", error->message);
      return false;
    }
  if (options->at == NULL)
    options->at = g_strdup ("end");
  if (argc != 2 || options->output == NULL || !parse_place (options))
    {
      fprintf (stderr, "usage: heapscope snapshot FILE --at line:N|tick:N|end -o OUT.json\n");
      return false;
    }
  options->filename = argv[1];
  return true;
}

/* Runs to the place asked for. False if the program was over before. */
static bool
run_to_place (const SnapshotOptions *options, GcoreMachine *machine, const char *filename)
{
  if (options->line != 0)
    gcore_machine_add_breakpoint (machine, filename, (int) options->line);
  for (;;)
    {
      GcoreStopReason reason = options->tick != 0 ? gcore_machine_resume_to_tick (machine, options->tick)
                                                  : gcore_machine_resume (machine, GCORE_RUN_FREELY);
      switch (reason)
        {
        case GCORE_STOP_BREAKPOINT:
        case GCORE_STOP_TICK:
          return true;
        case GCORE_STOP_ENDED:
        case GCORE_STOP_EXITED:
          return options->line == 0 && options->tick == 0;
        default:
          break;
        }
    }
}

static int
write_snapshot (const SnapshotOptions *options)
{
  GcoreSnapshotBudget budget = { .max_collections = 512, .all_objects = true, .blocks = true };
  g_autoptr (GError) error = NULL;
  GcoreSnapshot *snapshot = gcore_snapshot_capture (&budget);

  if (snapshot == NULL)
    {
      fprintf (stderr, "heapscope: not enough memory for the snapshot\n");
      return 1;
    }
  g_autofree char *json = gcore_json_snapshot_write (snapshot);
  gcore_snapshot_unref (snapshot);
  if (!g_file_set_contents (options->output, json, -1, &error))
    {
      fprintf (stderr, "heapscope: %s\n", error->message);
      return EXIT_USAGE;
    }
  return 0;
}

static int
take_snapshot (int argc, char **argv)
{
  SnapshotOptions options = { NULL };
  const GcoreHost host = { .write = host_write };
  const GcoreOptions machine_options = { .record_births = true };
  gsize length;

  if (!parse_options (&options, argc, argv))
    return EXIT_USAGE;
  g_autofree char *text = read_file (options.filename, &length);
  if (text == NULL)
    return EXIT_USAGE;
  g_autofree char *folder = g_path_get_dirname (options.filename);
  GcoreProgram *program = gcore_program_new (text, length, options.filename, folder);
  GcoreMachine *machine = gcore_machine_new (&machine_options, &host);
  GcoreProblem *problem = machine != NULL ? gcore_program_load (program, machine) : NULL;
  int status = 1;
  if (machine == NULL)
    fprintf (stderr, "heapscope: not enough memory or address space\n");
  else if (problem != NULL)
    print_problem (problem, options.filename);
  else if (!run_to_place (&options, machine, gcore_program_filename (program)))
    fprintf (stderr, "heapscope: the program was over before %s\n", options.at);
  else
    status = write_snapshot (&options);
  fflush (stdout);
  g_clear_pointer (&problem, gcore_problem_free);
  g_clear_pointer (&machine, gcore_machine_free);
  gcore_program_free (program);
  g_free (options.at);
  g_free (options.output);
  return status;
}

/* --- session ------------------------------------------------------------------------------------------------------ */

static void
on_output (GcoreSession *session, int kind, const char *text, gpointer data)
{
  FILE *stream = kind == GCORE_OUTPUT_STDERR ? stderr : stdout;

  fputs (text, stream);
  fflush (stream);
}

/* Reports what is wrong with the file, or with where the program came to; then goes on. */
static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  const GcoreProblem *problem = gcore_session_get_problem (session);

  if (problem != NULL)
    print_problem (problem, data);
  gcore_session_continue (session);
}

static void
on_waiting (GcoreSession *session, GParamSpec *pspec, gpointer data)
{
  g_autofree char *line = NULL;
  size_t capacity = 0;

  if (!gcore_session_get_waiting (session))
    return;
  ssize_t n = getline (&line, &capacity, stdin);
  if (n > 0 && line[n - 1] == '\n')
    line[n - 1] = '\0';
  gcore_session_answer (session, n > 0 ? line : NULL);
}

static int
run_session (char *filename)
{
  gsize length;
  g_autofree char *text = read_file (filename, &length);

  if (text == NULL)
    return EXIT_USAGE;
  g_autoptr (GcoreSession) session = gcore_session_new (NULL);
  g_signal_connect (session, "output", G_CALLBACK (on_output), NULL);
  g_signal_connect (session, "stopped", G_CALLBACK (on_stopped), filename);
  g_signal_connect (session, "notify::waiting", G_CALLBACK (on_waiting), NULL);
  gcore_session_load (session, text, (gssize) length, filename, NULL);
  GcoreSessionState state = GCORE_SESSION_EMPTY;
  for (; state != GCORE_SESSION_FINISHED && state != GCORE_SESSION_BROKEN; state = gcore_session_get_state (session))
    g_main_context_iteration (NULL, TRUE);
  int status = state == GCORE_SESSION_BROKEN ? EXIT_USAGE : gcore_session_get_exit_code (session) & 0xff;
  gcore_session_close (session);
  return status;
}

/* --- dap ---------------------------------------------------------------------------------------------------------- */

static int
serve_dap (int argc, char **argv)
{
  if (argc == 2)
    return gcore_dap_serve (STDIN_FILENO, STDOUT_FILENO);
  fprintf (stderr, "usage: heapscope dap   (messages come from standard input and go to standard output)\n");
  return EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "translate") == 0)
    return translate (argv[2]);
  if (argc == 3 && strcmp (argv[1], "session") == 0)
    return run_session (argv[2]);
  if (argc >= 2 && strcmp (argv[1], "snapshot") == 0)
    return take_snapshot (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "dap") == 0)
    return serve_dap (argc, argv);
  fprintf (stderr, "usage: heapscope snapshot FILE --at line:N|tick:N|end -o OUT.json\n");
  return EXIT_USAGE;
}
