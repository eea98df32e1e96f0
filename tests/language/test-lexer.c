/* SPDX-License-Identifier: MIT */
/* Texts to tokens. */
#include "tests/language/fixture.h"

#include "gcore/language/lexer.h"

/* The tokens of TEXT, each as `text@line:column`, layout tokens by name; "!" at an error, which is cleared. */
static char *
tokens_of (const char *text, gboolean places)
{
  GcoreLexer lexer;
  GcoreToken token;
  GString *out = g_string_new (NULL);
  GcoreObject *filename = gcore_str_from_string ("<test>");

  gcore_lexer_init (&lexer, text, strlen (text), filename);
  while (gcore_lexer_next (&lexer, &token))
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      if (token.start != NULL && token.end > token.start)
        g_string_append_len (out, token.start, token.end - token.start);
      else
        g_string_append_printf (out, "<%s>", gcore_token_text (token.kind));
      if (places && token.start != NULL)
        g_string_append_printf (out, "@%d:%d-%d:%d", token.lineno, token.col_offset, token.end_lineno,
                                token.end_col_offset);
      if (token.kind == GCORE_TOKEN_END)
        break;
    }
  if (lexer.status != GCORE_LEXER_AT_END)
    g_string_append (out, " !");
  gcore_err_clear ();
  gcore_decref (filename);
  return g_string_free (out, FALSE);
}

static void
expect_tokens (const char *text, const char *expected)
{
  g_autofree char *tokens = tokens_of (text, FALSE);
  g_assert_cmpstr (tokens, ==, expected);
}

static void
test_operators (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("a**=b//c->d:=e...f<<=g", "a **= b // c -> d := e ... f <<= g <end of input>");
  expect_tokens ("a<>b!=c", "a <> b != c <end of input>");
  expect_tokens ("1..2.a", "1. .2 . a <end of input>");
}

static void
test_keywords (Fixture *fixture, gconstpointer data)
{
  for (int kind = GCORE_TOKEN_FIRST_KEYWORD; kind < GCORE_N_TOKENS; kind++)
    {
      GcoreLexer lexer;
      GcoreToken token;
      const char *text = gcore_token_text (kind);
      gcore_lexer_init (&lexer, text, strlen (text), GCORE_NONE);
      g_assert_true (gcore_lexer_next (&lexer, &token));
      g_assert_cmpint (token.kind, ==, kind);
      /* and nothing that only begins or ends like one */
      g_autofree char *longer = g_strconcat (text, "x", NULL);
      gcore_lexer_init (&lexer, longer, strlen (longer), GCORE_NONE);
      g_assert_true (gcore_lexer_next (&lexer, &token));
      g_assert_cmpint (token.kind, ==, GCORE_TOKEN_NAME);
    }
}

static void
test_indentation (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("if a:\n  b\n\n  # c\n  d\ne\n",
                 "if a : <newline> <indent> b <newline> d <newline> <dedent> e <newline> <end of input>");
  expect_tokens ("if a:\n  if b:\n    c\n",
                 "if a : <newline> <indent> if b : <newline> <indent> c <newline> <dedent> <dedent> <end of input>");
  expect_tokens ("(a\n   b\n c)\n", "( a b c ) <newline> <end of input>");
  expect_tokens ("if a:\n  b\n c\n", "if a : <newline> <indent> b <newline> !");
}

static void
test_tabs (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("if a:\n\tb\n\tc\n", "if a : <newline> <indent> b <newline> c <newline> <dedent> <end of input>");
  expect_tokens ("if a:\n\tb\n        c\n", "if a : <newline> <indent> b <newline> !");
}

static void
test_joined_lines (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("a + \\\n  b\n", "a + b <newline> <end of input>");
  expect_tokens ("a \\ b\n", "a !");
  expect_tokens ("a \\\n", "a !");
}

static void
test_strings (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("rb'a' Rb\"b\" f'''c\nd''' u'e' ''", "rb'a' Rb\"b\" f'''c\nd''' u'e' '' <end of input>");
  expect_tokens ("bu'a'", "bu 'a' <end of input>");
  expect_tokens ("'a\\'b' 'c\\\nd'", "'a\\'b' 'c\\\nd' <end of input>");
  expect_tokens ("'a\nb'", " !");
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tokens = tokens_of ("\xC3\xA9 = '''a\nb''' + c", TRUE);
  g_assert_cmpstr (tokens, ==,
                   "\xC3\xA9@1:0-1:2 =@1:3-1:4 '''a\nb'''@1:5-2:4 +@2:5-2:6 c@2:7-2:8 <end of input>");
}

static void
test_brackets (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("([{}])", "( [ { } ] ) <end of input>");
  expect_tokens ("(]", "( !");
  expect_tokens (")", " !");
  g_autofree char *deep = g_strnfill (201, '(');
  g_autofree char *tokens = tokens_of (deep, FALSE);
  g_assert_true (g_str_has_suffix (tokens, "( !"));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  expect_tokens ("\xE5\x8F\x98\xE9\x87\x8F", "\xE5\x8F\x98\xE9\x87\x8F <end of input>");
  expect_tokens ("a\xE2\x82\xAC", " !");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/lexer/operators/longest-match", test_operators);
  ADD_TEST ("/lexer/keywords/each-is-found", test_keywords);
  ADD_TEST ("/lexer/layout/indents-and-dedents", test_indentation);
  ADD_TEST ("/lexer/layout/tabs-have-to-be-consistent", test_tabs);
  ADD_TEST ("/lexer/layout/backslash-joins-lines", test_joined_lines);
  ADD_TEST ("/lexer/strings/prefixes-and-ends", test_strings);
  ADD_TEST ("/lexer/places/are-in-bytes", test_places);
  ADD_TEST ("/lexer/brackets/have-to-match", test_brackets);
  ADD_TEST ("/lexer/names/unicode", test_names);
  return g_test_run ();
}
