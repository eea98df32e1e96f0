/* SPDX-License-Identifier: MIT */
/* What the tests that compare with CPython (compare-trees.py, syntax-errors.py) do not see: lines typed one by one,
 * encodings, the arena. */
#include "tests/language/fixture.h"

#include "gcore/objects/exceptions.h"

static GcoreModuleNode *
parse (const char *source, size_t length, int flags, GcoreArena *arena)
{
  GcoreObject *filename = gcore_str_from_string ("program.py");
  GcoreModuleNode *tree = gcore_parse_string (source, length, filename, GCORE_PARSE_FILE, flags, arena);
  gcore_decref (filename);
  return tree;
}

/* The dump of SOURCE's tree, or "Error: message"; the exception is cleared. */
static char *
result_of (const char *source, size_t length, int flags)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreModuleNode *tree = parse (source, length, flags, arena);
  GcoreObject *text;
  if (tree != NULL)
    text = gcore_ast_dump (tree, false);
  else
    {
      GcoreObject *error = gcore_err_fetch ();
      text = gcore_str_from_format ("%s: %S", GCORE_TYPE_OF (error)->name, error);
      gcore_decref (error);
    }
  char *result = g_strdup (gcore_str_as_utf8 (text));
  gcore_decref (text);
  gcore_arena_free (arena);
  return result;
}

static void
expect_result (const char *source, int flags, const char *expected)
{
  g_autofree char *result = result_of (source, strlen (source), flags);
  g_assert_cmpstr (result, ==, expected);
}

/* --- lines at a prompt -------------------------------------------------------------------------------------------- */

static GcoreInputStatus
status_of (const char *lines)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreObject *filename = gcore_str_from_string ("<stdin>");
  GcoreModuleNode *tree;
  GcoreInputStatus status = gcore_parse_interactive (lines, strlen (lines), filename, arena, &tree);
  g_assert_cmpint (status == GCORE_INPUT_ERROR, ==, gcore_err_occurred () != NULL);
  if (status == GCORE_INPUT_COMPLETE)
    g_assert_cmpint (tree->kind, ==, GCORE_INTERACTIVE);
  gcore_err_clear ();
  gcore_decref (filename);
  gcore_arena_free (arena);
  return status;
}

static void
test_interactive_complete (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "x\n", "\n", "# comment\n", "  \n", "x = 1; y\n", "if x: y\n\n", "(1,\n2)\n",
                                       "def f():\n  x\n\n", "'''a\nb'''\n", "x = \\\n1\n", "@d\ndef f(): pass\n\n",
                                       "if x:\n  y\nelse:\n  z\n\n" };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (status_of (texts[i]), ==, GCORE_INPUT_COMPLETE);
    }
}

static void
test_interactive_incomplete (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "if x:\n", "if x:\n  y\n", "if x: y\n", "(1,\n", "'''a\n", "x = \\\n", "@d\n",
                                       "def f():\n  # comment\n", "try:\n  x\n", "f(a\n",
                                       "match x:\n", "if x:\n  y\nelse:\n" };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (status_of (texts[i]), ==, GCORE_INPUT_INCOMPLETE);
    }
}

static void
test_interactive_error (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "x y\n", "  x\n", "if x\n", ")\n", "'abc\n", "if x:\ny\n", "f(a b\n",
                                       "if x:\n    y\n  z\n", "def f():\n\n", "x = = (\n" };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (status_of (texts[i]), ==, GCORE_INPUT_ERROR);
    }
}

/* --- encodings ---------------------------------------------------------------------------------------------------- */

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  const char *tree = "Module(body=[Expr(value=Constant(value='\xC3\xA9'))], type_ignores=[])";
  expect_result ("'\xC3\xA9'", 0, tree);
  expect_result ("\xEF\xBB\xBF'\xC3\xA9'", 0, tree);
  expect_result ("# -*- coding: latin-1 -*-\n'\xE9'", 0, tree);
  expect_result ("#!/usr/bin/python\n# vim: set fileencoding=iso_8859_1 :\n'\xE9'", 0, tree);
  expect_result ("# coding: latin-1\n'\xC3\xA9'", GCORE_PARSE_IGNORE_COOKIE, tree);
  expect_result ("# coding: klingon\n", 0, "SyntaxError: unknown encoding: klingon (program.py, line 0)");
}

static void
test_newlines (Fixture *fixture, gconstpointer data)
{
  expect_result ("a\r\nb\rc", 0,
                 "Module(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load())), "
                 "Expr(value=Name(id='c', ctx=Load()))], type_ignores=[])");
}

static void
test_bad_bytes (Fixture *fixture, gconstpointer data)
{
  expect_result (
      "x\ny = '\xFF'\n", GCORE_PARSE_SOURCE_FILE,
      "SyntaxError: Non-UTF-8 code starting with '\\xff' in file program.py on line 2, but no encoding declared; "
      "see https://peps.python.org/pep-0263/ for details");
  g_autofree char *in_file = result_of ("x = 1\ny\0z", 9, GCORE_PARSE_SOURCE_FILE);
  g_assert_cmpstr (in_file, ==, "SyntaxError: source code cannot contain null bytes (program.py, line 2)");
  g_autofree char *in_str = result_of ("\0", 1, GCORE_PARSE_IGNORE_COOKIE);
  g_assert_cmpstr (in_str, ==, "ValueError: source code string cannot contain null bytes");
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static void
test_line_of_file (Fixture *fixture, gconstpointer data)
{
  GcoreArena *arena = gcore_arena_new ();
  const char *source = "x = (1,\n     2 3,\n     4)\n";
  g_assert_null (parse (source, strlen (source), 0, arena));
  GcoreObject *error = gcore_err_fetch ();
  const GcoreSyntaxError *syntax = (const GcoreSyntaxError *) error;
  g_assert_cmpstr (gcore_str_as_utf8 (syntax->text), ==, "     2 3,\n");
  gcore_decref (error);
  gcore_arena_free (arena);
}

static void
test_arena_owns_constants (Fixture *fixture, gconstpointer data)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreModuleNode *tree = parse ("'some text'", 11, 0, arena);
  GcoreObject *value = tree->as.module.body->items[0]->as.expr.value->as.constant.value;
  g_assert_cmpint (value->refcount, ==, 1);
  gcore_incref (value);
  gcore_arena_free (arena);
  g_assert_cmpint (value->refcount, ==, 1);
  gcore_decref (value);
}

static void
test_names_are_normalized (Fixture *fixture, gconstpointer data)
{
  expect_result ("\xEF\xAC\x81", 0, "Module(body=[Expr(value=Name(id='fi', ctx=Load()))], type_ignores=[])");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/parser/interactive/complete", test_interactive_complete);
  ADD_TEST ("/parser/interactive/wants-more", test_interactive_incomplete);
  ADD_TEST ("/parser/interactive/error", test_interactive_error);
  ADD_TEST ("/parser/source/encodings", test_encodings);
  ADD_TEST ("/parser/source/ends-of-lines", test_newlines);
  ADD_TEST ("/parser/source/bad-bytes", test_bad_bytes);
  ADD_TEST ("/parser/errors/show-the-line-of-the-file", test_line_of_file);
  ADD_TEST ("/parser/arena/owns-constants", test_arena_owns_constants);
  ADD_TEST ("/parser/names/are-normalized", test_names_are_normalized);
  return g_test_run ();
}
