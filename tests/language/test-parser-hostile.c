/* SPDX-License-Identifier: MIT */
/* Texts nobody writes: very deep, very long, cut off anywhere, or noise. */
#include "tests/language/fixture.h"

#define SECOND G_TIME_SPAN_SECOND

/* The class of the exception parsing gives, NULL if it succeeds. */
static const char *
error_of (const char *source, size_t length)
{
  GcoreArena *arena = gcore_arena_new ();
  GcoreObject *filename = gcore_str_from_string ("<test>");
  const char *name = NULL;
  if (gcore_parse_string (source, length, filename, GCORE_PARSE_FILE, 0, arena) == NULL)
    {
      g_assert_nonnull (gcore_err_occurred ());
      name = ((GcoreType *) gcore_err_occurred ())->name;
      gcore_err_clear ();
    }
  gcore_decref (filename);
  gcore_arena_free (arena);
  return name;
}

static char *
repeat (const char *text, size_t count, const char *end)
{
  GString *out = g_string_new (NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append (out, text);
  g_string_append (out, end);
  return g_string_free (out, FALSE);
}

static void
expect_error (char *source, const char *expected)
{
  gint64 start = g_get_monotonic_time ();
  g_test_message ("%.40s", source);
  g_assert_cmpstr (error_of (source, strlen (source)), ==, expected);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * SECOND);
  g_free (source);
}

static void
test_deep (Fixture *fixture, gconstpointer data)
{
  static const char *const openings[]
      = { "(",   "[",    "{",       "f(",   "x[", "{1:", "(lambda:", "[x for x in ", "{1, ", "{**",
          "f(*", "f(a=", "(yield ", "(x:=", "-(", "f'{", "[*" };
  for (size_t i = 0; i < G_N_ELEMENTS (openings); i++)
    expect_error (repeat (openings[i], 5000, "\n"), "SyntaxError");
  expect_error (repeat ("-", 100000, "1\n"), "MemoryError");
  expect_error (repeat ("not ", 100000, "1\n"), "MemoryError");
  expect_error (repeat ("lambda: ", 100000, "1\n"), "MemoryError");
  expect_error (repeat ("1 if 1 else ", 100000, "1\n"), "MemoryError");
  expect_error (repeat ("1 ** ", 100000, "1\n"), "MemoryError");
  expect_error (repeat ("if x: pass\nel", 20000, "if x: pass\n"), "MemoryError");
}

static void
test_deep_and_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *close = g_strnfill (200, ')');
  expect_error (repeat ("(", 200, close), NULL);
  g_autofree char *closed = g_strconcat ("x", close, NULL);
  expect_error (repeat ("(", 200, closed), NULL);
  g_autofree char *braces = g_strnfill (199, '}');
  g_autofree char *in_braces = g_strconcat ("x y", braces, NULL);
  expect_error (repeat ("{", 199, in_braces), "SyntaxError");
  g_autofree char *squares = g_strnfill (199, ']');
  g_autofree char *in_squares = g_strconcat ("x for y", squares, NULL);
  expect_error (repeat ("[", 199, in_squares), "SyntaxError");
}

static void
test_indentation (Fixture *fixture, gconstpointer data)
{
  GString *out = g_string_new (NULL);
  for (int i = 0; i < 120; i++)
    g_string_append_printf (out, "%*sif x:\n", i, "");
  expect_error (g_string_free (out, FALSE), "IndentationError");
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  expect_error (repeat ("1 + ", 100000, "1\n"), NULL);
  expect_error (repeat ("1 < ", 100000, "1\n"), NULL);
  expect_error (repeat ("x = ", 100000, "1\n"), NULL);
  expect_error (repeat ("x.y", 100000, "\n"), NULL);
  expect_error (repeat ("x(1)[2]; ", 100000, "\n"), NULL);
  expect_error (repeat ("x;", 300000, "x y\n"), "SyntaxError");
  expect_error (repeat ("1, ", 300000, "1 2\n"), "SyntaxError");
  expect_error (repeat ("'a' ", 100000, "\n"), NULL);
  expect_error (repeat ("x y ", 100000, "\n"), "MemoryError"); /* looking for the print statement, as CPython */
  expect_error (repeat ("x\n", 300000, "x y\n"), "SyntaxError");
  expect_error (repeat ("\\\n", 300000, "x\n"), NULL);
  expect_error (repeat ("#", 1000000, "\n"), NULL);
}

/* A string of 50 million bytes in one line. */
static void
test_long_line (Fixture *fixture, gconstpointer data)
{
  const size_t size = 50 * 1000 * 1000;
  char *text = g_malloc (size + 1);
  memset (text, 'x', size);
  memcpy (text, "s = '", 5);
  memcpy (text + size - 2, "'\n", 3);
  expect_error (text, NULL);
}

static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  static const char text[]
      = "@d(1, *a, **k)\nasync def f(a, /, b=1, *c: int, d=f'{a!r:>{b}}', **e) -> {1: 2, **x}:\n"
        "    '''doc\n    string'''\n    with (a as b, c as (d, *e)): yield [x async for x in y if z]\n"
        "    try:\n        x: int = lambda *a, b=1: (yield)\n    except* (A, B) as e:\n        raise e from None\n"
        "    else: del a[1:2, ::3], b.c\n    match x, *y:\n        case {'a': [1, *_], **r} | C(d, e=-1 + 2j) if x := "
        "1:\n"
        "            return 0x1F, 1.5e3, 2j, rb'\\x00', \"\\u00e9\" 'b', ...\n        case _: pass\n";
  for (size_t length = 0; length < sizeof text; length++)
    {
      g_autofree char *copy = g_strndup (text, length);
      error_of (copy, length);
      /* and with each byte doubled */
      g_autofree char *doubled = g_strdup_printf ("%.*s%s", (int) length, text, text + (length > 0 ? length - 1 : 0));
      error_of (doubled, strlen (doubled));
    }
}

static void
test_noise (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "(",     ")",        "[",
                                       "]",     "{",        "}",
                                       ",",     ":",        ";",
                                       ".",     "=",        ":=",
                                       "*",     "**",       "/",
                                       "@",     "\n",       "\n  ",
                                       "\n\t",  "\\\n",     "if",
                                       "else",  "for",      "in",
                                       "is",    "not",      "lambda",
                                       "def",   "class",    "x",
                                       "y",     "1",        "1_",
                                       "'a'",   "f'{x}'",   "f'{",
                                       "b'c'",  "match",    "case",
                                       "_",     "print",    "async",
                                       "await", "yield",    "import",
                                       "from",  "as",       "with",
                                       "try",   "except",   "return",
                                       "None",  "->",       "\"\"\"",
                                       "$",     "\xC3\xA9", "\xE2\x82\xAC",
                                       "#",     "del",      "global" };
  guint32 seed = g_test_rand_int ();
  g_test_message ("seed %u", seed);
  GRand *random = g_rand_new_with_seed (seed);
  for (int i = 0; i < 20000; i++)
    {
      GString *out = g_string_new (NULL);
      for (int n = g_rand_int_range (random, 1, 30); n > 0; n--)
        {
          g_string_append (out, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
          if (g_rand_boolean (random))
            g_string_append_c (out, ' ');
        }
      error_of (out->str, out->len);
      g_string_free (out, TRUE);
    }
  g_rand_free (random);
}

static void
test_binary (Fixture *fixture, gconstpointer data)
{
  char bytes[4096];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) g_test_rand_int ();
  bytes[100] = 0;
  g_assert_cmpstr (error_of (bytes, sizeof bytes), ==, "ValueError");
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) (bytes[i] | 1);
  g_assert_cmpstr (error_of (bytes, sizeof bytes), ==, "SyntaxError");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/parser/hostile/deep", test_deep);
  ADD_TEST ("/parser/hostile/deep-and-closed", test_deep_and_closed);
  ADD_TEST ("/parser/hostile/indentation", test_indentation);
  ADD_TEST ("/parser/hostile/long", test_long);
  ADD_TEST ("/parser/hostile/long-line", test_long_line);
  ADD_TEST ("/parser/hostile/cut-off-anywhere", test_cut_off);
  ADD_TEST ("/parser/hostile/noise", test_noise);
  ADD_TEST ("/parser/hostile/binary", test_binary);
  return g_test_run ();
}
