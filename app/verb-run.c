/* SPDX-License-Identifier: MIT */
/* heapscope run: runs a program to its end, as python3 would. */
#include "app/verbs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gcore/machine/machine.h"

#include "app/helper.h"
#include "app/program.h"
#include "app/source-file.h"

/* What is to be run. */
typedef struct
{
  char *text;           /* ended by NUL */
  size_t length;
  char *filename;       /* as tracebacks call it */
  char *folder;         /* for imports */
  int argc;             /* sys.argv */
  const char *const *argv;
} Source;

/* FOLDER part of PATH with its slash: a new string. */
static char *
folder_of (const char *path)
{
  const char *slash = strrchr (path, '/');
  return strndup (path, slash != NULL ? (size_t) (slash - path) + 1 : 0);
}

/* PATH from the root on, otherwise as written: a new string. */
static char *
absolute_path (const char *path)
{
  char *folder = path[0] != '/' ? getcwd (NULL, 0) : NULL, *absolute;
  if (folder == NULL || asprintf (&absolute, "%s/%s", folder, path) < 0)
    absolute = strdup (path);
  free (folder);
  return absolute;
}

static int
unreadable (const char *path)
{
  fprintf (stderr, "heapscope: can't open file '%s': [Errno %d] %s\n", path, errno, strerror (errno));
  return HS_EXIT_USAGE;
}

static bool
has_suffix (const char *path, const char *suffix)
{
  size_t n = strlen (path), n_suffix = strlen (suffix);
  return n > n_suffix && strcmp (path + n - n_suffix, suffix) == 0;
}

/* Object-graph programs are translated to Python by a program that knows JSON. */
static bool
is_json (const char *path)
{
  return has_suffix (path, ".json");
}

static char *
translate_json (const char *path, size_t *length)
{
  char *argv[] = { (char *) "heapscope-json", (char *) "translate", (char *) path, NULL };
  return hs_helper_read ("heapscope-json", argv, length);
}

/* 0, or an exit status after a message. */
static int
read_source (Source *source, const char *path)
{
  struct stat info;
  bool is_file = strcmp (path, "-") != 0;
  if (is_file && stat (path, &info) == 0 && S_ISDIR (info.st_mode))
    {
      fprintf (stderr, "heapscope: '%s' is a directory, not a program\n", path);
      return HS_EXIT_USAGE;
    }
  source->text = is_json (path) ? translate_json (path, &source->length) : hs_read_file (path, &source->length);
  if (source->text == NULL)
    return is_json (path) ? HS_EXIT_USAGE : unreadable (path);
  source->filename = is_file ? absolute_path (path) : strdup ("<stdin>");
  source->folder = folder_of (is_file ? source->filename : "");
  return 0;
}

/* Finds out what to run from ARGV[FIRST …]. 0, or an exit status after a message. */
static int
find_source (Source *source, const HsOptions *options, int argc, char **argv, int first)
{
  *source = (Source){ .argc = argc - first, .argv = (const char *const *) argv + first };
  if (options->command != NULL)
    {
      /* sys.argv[0] is "-c"; the text stands right in front of the program's arguments. */
      argv[first - 1] = (char *) "-c";
      source->argc++;
      source->argv--;
      source->length = strlen (options->command);
      source->text = malloc (source->length + 2);
      source->filename = strdup ("<string>");
      source->folder = folder_of ("");
      if (source->text == NULL)
        return HS_EXIT_USAGE;
      memcpy (source->text, options->command, source->length);
      memcpy (source->text + source->length, "\n", 2);
      source->length++;
      return 0;
    }
  if (first == argc)
    return hs_usage_error ("run needs a file, '-' for standard input, or -c TEXT");
  return read_source (source, argv[first]);
}

/* Runs what has been loaded, through its exit sequence. The exit status. */
static int
run_loaded (const HsOptions *options, GcoreMachine *machine)
{
  for (;;)
    switch (gcore_machine_resume (machine, GCORE_RUN_FREELY))
      {
      case GCORE_STOP_EXITED:
        return gcore_machine_exit_status (machine);
      case GCORE_STOP_ENDED:
        if (!hs_program_write_stats (options, machine))
          return HS_EXIT_USAGE;
        break;
      case GCORE_STOP_TIME_LIMIT:
        return hs_program_out_of_time (options, machine);
      default:
        break;
      }
}

static int
run (const HsOptions *options, const Source *source)
{
  static HsStdioHost host;
  GcoreMachine *machine = hs_program_new (options, &host, source->folder);
  int status;
  if (machine == NULL)
    return HS_EXIT_USAGE;
  hs_program_watch (options, machine);
  gcore_machine_set_argv (machine, source->argc, source->argv);
  if (gcore_machine_load_file (machine, source->text, source->length, source->filename) == 0)
    status = run_loaded (options, machine);
  else if (gcore_control (machine)->stop_reason != GCORE_STOP_TIME_LIMIT)
    status = gcore_machine_report_broken (machine);
  else
    status = hs_program_out_of_time (options, machine);
  hs_program_free (machine, &host);
  return status & 0xff;
}

int
hs_verb_run (int argc, char **argv)
{
  HsOptions options;
  Source source;
  int first = hs_options_parse (&options, argc, argv);
  if (first < 0)
    return HS_EXIT_USAGE;
  if (options.command == NULL && first < argc && has_suffix (argv[first], ".heapscope"))
    {
      char *session_argv[] = { (char *) "heapscope-json", (char *) "session", argv[first], NULL };
      return hs_helper_become ("heapscope-json", session_argv);
    }
  int status = find_source (&source, &options, argc, argv, first);
  if (status == 0)
    status = run (&options, &source);
  free (source.text);
  free (source.filename);
  free (source.folder);
  return status;
}
