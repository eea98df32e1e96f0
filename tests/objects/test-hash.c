/* SPDX-License-Identifier: MIT */
#include "scalars-fixture.h"

/* Values of CPython with PYTHONHASHSEED=0. */
static void
strings_hash_as_with_seed_0 (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    intptr_t hash;
  } cases[] = {
    { "a", INT64_C (4644417185603328019) },
    { "hello", INT64_C (-2096571579003691106) },
    { "12345678", INT64_C (3785724242978802311) },
    { "\u1234", INT64_C (-1931837085843612680) },
    { "xxxxxxxxxxxxxxxxxxxx", INT64_C (3641836881806154204) },
    { "\U0001f600!", INT64_C (8079344741099293211) },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GcoreObject *str = gcore_str_from_string (cases[i].text);
      g_assert_cmpint (gcore_str_hash (str), ==, cases[i].hash);
      gcore_decref (str);
    }
  g_assert_cmpint (gcore_hash_bytes ("", 0), ==, 0);
}

TABLE_TEST (equal_numbers_hash_equal,
            { "hash(2**61 - 1), hash(2**61), hash(-2**61)", "(0, 1, -2)" },
            { "hash(-1), hash(-2), hash(True)", "(-2, -2, 1)" },
            { "hash(1.5), hash(0.1)", "(1152921504606846977, 230584300921369408)" },
            { "hash(10**30) == hash(1e30), hash(10**30) == hash(complex(10**30))", "(False, False)" },
            { "hash(2**80) == hash(2.0**80) == hash(complex(2.0**80))", "True" },
            { "hash(float('inf')), hash(float('-inf'))", "(314159, -314159)" },
            { "hash(b'abc') == hash('abc')", "True" })

TABLE_TEST (mutable_objects_have_none, { "hash(bytearray())", "TypeError: unhashable type: 'bytearray'" },
            { "{bytearray(): 1}", "TypeError: unhashable type: 'bytearray'" })

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/hash/str/as-with-seed-0", strings_hash_as_with_seed_0);
  ADD ("/hash/number/equal-numbers-hash-equal", equal_numbers_hash_equal);
  ADD ("/hash/bytearray/unhashable", mutable_objects_have_none);
  return g_test_run ();
}
