/* SPDX-License-Identifier: MIT */
#include "scalars-fixture.h"

/* --- the objects -------------------------------------------------------------------------------------------------- */

static void
kind_is_the_narrowest (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    int kind;
    intptr_t length, size;
  } cases[] = { { "abc", 1, 3, 52 }, { "ab\u00e9", 1, 3, 76 }, { "ab\u1234", 2, 3, 80 }, { "ab\U0001f600", 4, 3, 88 } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GcoreObject *str = gcore_str_from_string (cases[i].text);
      g_assert_cmpint (GCORE_STR_KIND (str), ==, cases[i].kind);
      g_assert_cmpint (GCORE_STR_LENGTH (str), ==, cases[i].length);
      g_assert_cmpint (gcore_str_sizeof (str), ==, cases[i].size);
      gcore_decref (str);
    }
  expect (fixture, "('ab\\u1234'[:2]).__sizeof__(), 'a\\u1234'.replace('\\u1234', 'b').__sizeof__()", "(51, 51)");
}

static void
utf8_form_is_cached_and_counted (Fixture *fixture, gconstpointer data)
{
  GcoreObject *str = gcore_str_from_string ("a\u00e9\u1234");
  intptr_t size = gcore_str_sizeof (str), n;
  const char *utf8 = gcore_str_as_utf8_and_size (str, &n);
  g_assert_cmpstr (utf8, ==, "a\u00e9\u1234");
  g_assert_cmpint (n, ==, 6);
  g_assert_true (gcore_str_as_utf8 (str) == utf8);
  g_assert_cmpint (gcore_str_sizeof (str), ==, size + 7);
  gcore_decref (str);
}

static void
one_character_strings_are_shared (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_str_from_string ("\u00e9"), *b = gcore_str_from_ordinal (0xe9);
  g_assert_true (a == b);
  gcore_decref (a);
  gcore_decref (b);
}

static void
interned_strings_are_unique_and_mortal (Fixture *fixture, gconstpointer data)
{
  size_t used = GCORE_OBJECTS->interned.used;
  GcoreObject *a = gcore_str_intern_from_string ("a name nobody else uses");
  GcoreObject *b = gcore_str_intern_from_string ("a name nobody else uses");
  g_assert_true (a == b);
  g_assert_cmpint (a->refcount, ==, 2);
  g_assert_cmpuint (GCORE_OBJECTS->interned.used, ==, used + 1);
  gcore_decref (a);
  gcore_decref (b);
  g_assert_cmpuint (GCORE_OBJECTS->interned.used, ==, used);
}

static void
append_works_in_place_if_nobody_else_holds_it (Fixture *fixture, gconstpointer data)
{
  GcoreObject *text = gcore_str_from_string ("abcdefghij"), *more = gcore_str_from_string ("kl");
  GcoreObject *held = gcore_newref (text);
  gcore_str_append (&text, more);
  g_assert_true (text != held);
  g_assert_cmpstr (gcore_str_as_utf8 (held), ==, "abcdefghij");
  gcore_decref (held);
  uintptr_t address = (uintptr_t) text;
  GcoreObject *one = gcore_str_from_string ("!");
  gcore_str_append (&text, one);
  g_assert_cmphex ((uintptr_t) text, ==, address);
  g_assert_cmpstr (gcore_str_as_utf8 (text), ==, "abcdefghijkl!");
  gcore_decref (text);
  gcore_decref (more);
  gcore_decref (one);
}

static void
every_allocation_may_fail (Fixture *fixture, gconstpointer data)
{
  GcoreObject *text = gcore_str_from_string ("a,b\u1234,c"), *comma = gcore_str_from_string (",");
  GcoreObject *long_one = gcore_str_from_string ("---\U0001f600---");
  for (uint64_t n = 1;; n++)
    {
      gcore_mem_fail_after (n);
      GcoreObject *parts = gcore_str_split (text, comma, -1);
      GcoreObject *joined = parts == NULL ? NULL : gcore_str_join (long_one, parts);
      GcoreObject *replaced = joined == NULL ? NULL : gcore_str_replace (joined, comma, long_one, -1);
      GcoreObject *result = replaced == NULL ? NULL : gcore_str_from_format ("%S and %5d of %R", replaced, 3, text);
      gcore_mem_fail_after (0);
      gcore_xdecref (parts);
      gcore_xdecref (joined);
      gcore_xdecref (replaced);
      if (result != NULL)
        {
          gcore_decref (result);
          break;
        }
      g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
      gcore_err_clear ();
    }
  gcore_decref (text);
  gcore_decref (comma);
  gcore_decref (long_one);
}

/* --- encodings ---------------------------------------------------------------------------------------------------- */

TABLE_TEST (broken_utf8_names_the_bytes_at_fault,
            { "b'a\\xff'.decode()",
              "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte" },
            { "b'\\xe2\\x28'.decode()",
              "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe2 in position 0: invalid continuation byte" },
            { "b'\\xf0\\x9f\\x98'.decode()",
              "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-2: unexpected end of data" },
            { "b'\\xf0\\x9f\\x98x'.decode('utf-8', 'replace')", "'\357\277\275x'" })

TABLE_TEST (
    error_handlers, { "'a\\xe9\\u1234'.encode('ascii', 'backslashreplace')", "b'a\\\\xe9\\\\u1234'" },
    { "'a\\u1234'.encode('latin-1', 'xmlcharrefreplace')", "b'a&#4660;'" },
    { "b'\\xff'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape')", "b'\\xff'" },
    { "'\\ud800'.encode('utf-8', 'surrogatepass')", "b'\\xed\\xa0\\x80'" },
    { "'\\ud800'.encode()",
      "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed" },
    { "'a'.encode('klingon')", "LookupError: unknown encoding: klingon" })

TABLE_TEST (wide_encodings,
            { "'a\\U0001f600'.encode('utf-16'), 'a'.encode('utf-32-be')",
              "(b'\\xff\\xfea\\x00=\\xd8\\x00\\xde', b'\\x00\\x00\\x00a')" },
            { "b'\\xfe\\xff\\x00a'.decode('utf-16')", "'a'" })

/* --- methods ------------------------------------------------------------------------------------------------------ */

TABLE_TEST (case_follows_special_casing,
            { "ascii('stra\\xdfe\\ufb01'.upper()), ascii('\\u03a3\\u03b1\\u03a3 \\u03a3'.lower())",
              "(\"'STRASSEFI'\", \"'\\\\u03c3\\\\u03b1\\\\u03c2 \\\\u03c3'\")" },
            { "\"they're bill's\".title(), 'aBC'.capitalize(), 'aBc'.swapcase(), 'STRA\\xdfE'.casefold()",
              "(\"They'Re Bill'S\", 'Abc', 'AbC', 'strasse')" })

TABLE_TEST (split_and_join,
            { "' a  b '.split(), ' a  b '.split(' '), ' a b '.split(None, 1), ' a b '.rsplit(None, 1)",
              "(['a', 'b'], ['', 'a', '', 'b', ''], ['a', 'b '], [' a', 'b'])" },
            { "'a\\r\\nb\\x0bc'.splitlines(True), 'a-b-c'.partition('-'), 'a-b-c'.rpartition('-')",
              "(['a\\r\\n', 'b\\x0b', 'c'], ('a', '-', 'b-c'), ('a-b', '-', 'c'))" },
            { "'-'.join('abc'), '-'.join([]), '-'.join(['x'])", "('a-b-c', '', 'x')" },
            { "'-'.join(['a', 1])", "TypeError: sequence item 1: expected str instance, int found" },
            { "' '.join('a b'.split()).__sizeof__(), 'a b'.split().__sizeof__()", "(52, 136)" })

TABLE_TEST (search_and_replace,
            { "'abcabc'.find('c', -2), 'abc'.rfind(''), 'aaa'.count('aa'), 'abc'.count('')", "(5, 3, 1, 4)" },
            { "'aXbX'.replace('X', '--', 1), 'ab'.replace('', '.'), 'ab'.replace('', '.', 2)",
              "('a--bX', '.a.b.', '.a.b')" },
            { "'abc'.index('x')", "ValueError: substring not found" },
            { "'abc'.startswith(('x', 'ab')), 'abc'.endswith('b', 0, 2), 'ab' in 'xaby'", "(True, True, True)" },
            { "'abc'.translate({97: None, 98: 'xy', 99: 0x1234}), 'abc'.translate(str.maketrans('a', 'b', 'c'))",
              "('xy\u1234', 'bb')" })

TABLE_TEST (repr_escapes_what_is_not_printable,
            { "'a\\'b', 'a\\'\"b', '\\t\\x00\\x7f\\xa0\\u200b\\ud800\\U000e0001'",
              "(\"a'b\", 'a\\'\"b', '\\t\\x00\\x7f\\xa0\\u200b\\ud800\\U000e0001')" },
            { "ascii('\\xe9\\u1234')", "\"'\\\\xe9\\\\u1234'\"" })

TABLE_TEST (slices, { "'abcdef'[::-2], 'abcdef'[4:1:-1], 'abc'[5:], 'a\\u1234b'[::2]", "('fdb', 'edc', '', 'ab')" },
            { "'abc'[3]", "IndexError: string index out of range" },
            { "(lambda i: 'abc'[i])('a')", "TypeError: string indices must be integers, not 'str'" })

static void
subclass_instances_are_strings (Fixture *fixture, gconstpointer data)
{
  expect_output (
      fixture,
      "class S(str): pass\n"
      "s = S('caf\\xe9')\n"
      "s.x = 1\n"
      "print(s, len(s), s == 'caf\\xe9', {'caf\\xe9': 2}[s], type(s[:]).__name__, type(s + '').__name__, s.x)\n"
      "print(s.__sizeof__(), S('abc').__sizeof__(), S(b'ab', 'ascii'))\n",
      "caf\u00e9 4 True 2 str str 1\n85 84 ab\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/str/layout/kind-is-the-narrowest", kind_is_the_narrowest);
  ADD ("/str/layout/utf8-form-is-cached-and-counted", utf8_form_is_cached_and_counted);
  ADD ("/str/layout/one-character-strings-are-shared", one_character_strings_are_shared);
  ADD ("/str/intern/unique-and-mortal", interned_strings_are_unique_and_mortal);
  ADD ("/str/append/in-place-if-nobody-else-holds-it", append_works_in_place_if_nobody_else_holds_it);
  ADD ("/str/memory/every-allocation-may-fail", every_allocation_may_fail);
  ADD ("/str/decode/broken-utf8-names-the-bytes-at-fault", broken_utf8_names_the_bytes_at_fault);
  ADD ("/str/encode/error-handlers", error_handlers);
  ADD ("/str/encode/wide-encodings", wide_encodings);
  ADD ("/str/methods/case-follows-special-casing", case_follows_special_casing);
  ADD ("/str/methods/split-and-join", split_and_join);
  ADD ("/str/methods/search-and-replace", search_and_replace);
  ADD ("/str/repr/escapes-what-is-not-printable", repr_escapes_what_is_not_printable);
  ADD ("/str/index/slices", slices);
  ADD ("/str/subclass/instances-are-strings", subclass_instances_are_strings);
  return g_test_run ();
}
