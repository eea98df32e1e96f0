/* SPDX-License-Identifier: MIT */
/* Parses texts for compare-trees.py and syntax-errors.py. Each request on standard input is a line `MODE LENGTH` (exec,
 * eval, single, or interactive) and LENGTH bytes; the answer is a line `ok|more|error LENGTH` and LENGTH bytes: the
 * tree with its attributes as ast.dump writes it, or the exception's class and repr of its arguments. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/language/fixture.h"

#include "gcore/objects/bytes.h"
#include "gcore/objects/exceptions.h"

static void
answer (const char *status, GcoreObject *text)
{
  g_assert_nonnull (text);
  GcoreObject *bytes = gcore_str_as_encoded_string (text, "utf-8", "surrogatepass");
  g_assert_nonnull (bytes);
  printf ("%s %zd\n", status, (size_t) GCORE_SIZE_OF (bytes));
  fwrite (gcore_bytes_as_string (bytes), 1, (size_t) GCORE_SIZE_OF (bytes), stdout);
  fflush (stdout);
  gcore_decref (bytes);
  gcore_decref (text);
}

static void
answer_error (void)
{
  GcoreObject *error = gcore_err_fetch ();
  g_assert_nonnull (error);
  answer ("error", gcore_str_from_format ("%s %R", GCORE_TYPE_OF (error)->name, ((GcoreException *) error)->args));
  gcore_decref (error);
}

static void
answer_request (const char *mode, const char *source, size_t length)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreObject *filename = gcore_str_from_string ("<string>");
  GcoreModuleNode *tree = NULL;
  GcoreInputStatus status;
  if (strcmp (mode, "interactive") == 0)
    status = gcore_parse_interactive (source, length, filename, arena, &tree);
  else
    {
      int parse_mode = strcmp (mode, "eval") == 0     ? GCORE_PARSE_EVAL
                       : strcmp (mode, "single") == 0 ? GCORE_PARSE_SINGLE
                                                      : GCORE_PARSE_FILE;
      tree = gcore_parse_string (source, length, filename, parse_mode, GCORE_PARSE_IGNORE_COOKIE, arena);
      status = tree != NULL ? GCORE_INPUT_COMPLETE : GCORE_INPUT_ERROR;
    }
  if (status == GCORE_INPUT_COMPLETE)
    answer ("ok", gcore_ast_dump (tree, true));
  else if (status == GCORE_INPUT_INCOMPLETE)
    answer ("more", gcore_str_from_string (""));
  else
    answer_error ();
  gcore_decref (filename);
  gcore_arena_free (arena);
}

int
main (int argc, char **argv)
{
  Fixture fixture;
  char mode[16];
  size_t length;
  set_up (&fixture, NULL);
  while (scanf ("%15s %zu", mode, &length) == 2 && getchar () == '\n')
    {
      g_autofree char *source = g_malloc (length + 1);
      if (fread (source, 1, length, stdin) != length)
        return EXIT_FAILURE;
      answer_request (mode, source, length);
    }
  tear_down (&fixture, NULL);
  return EXIT_SUCCESS;
}
