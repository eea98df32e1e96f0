/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "scalars-fixture.h"

/* --- digits: against the C library, which is slow and right ------------------------------------------------------- */

static double
random_double (GRand *random)
{
  uint64_t bits = (uint64_t) g_rand_int (random) << 32 | g_rand_int (random);
  double value;
  memcpy (&value, &bits, sizeof value);
  return isfinite (value) ? fabs (value) : 1.0;
}

static void
shortest_digits_read_back (Fixture *fixture, gconstpointer data)
{
  GRand *random = g_rand_new ();
  for (int i = 0; i < 50000; i++)
    {
      double value = i < 2000 ? ldexp (1.0, i - 1050) : random_double (random);
      char *text = gcore_double_to_string (value, 'r', 0, GCORE_DOUBLE_ADD_DOT_0, NULL);
      const char *end;
      g_assert_true (g_ascii_strtod (text, NULL) == value);
      g_assert_true (gcore_double_parse (text, &end) == value && *end == '\0');
      /* One digit less does not: */
      char digits[GCORE_DOUBLE_MAX_DIGITS], shorter[64];
      int point, n = gcore_double_digits (value, 0, 0, digits, &point);
      g_snprintf (shorter, sizeof shorter, "%.*e", n - 2, value);
      if (n > 1)
        g_assert_true (strtod (shorter, NULL) != value);
      gcore_mem_free (text);
    }
  g_rand_free (random);
}

static void
digits_are_exactly_rounded (Fixture *fixture, gconstpointer data)
{
  static const char codes[] = "efg";
  GRand *random = g_rand_new ();
  for (int i = 0; i < 20000; i++)
    {
      double value = i % 3 == 0 ? g_rand_int_range (random, 0, 100000) / 1000.0 : random_double (random);
      char code = codes[g_rand_int_range (random, 0, 3)], format[8] = { '%', '.', '*', code };
      int precision = g_rand_int_range (random, 0, 30);
      g_autofree char *expected = g_strdup_printf (format, precision, value);
      char *text = gcore_double_to_string (value, code, precision, 0, NULL);
      g_assert_cmpstr (text, ==, expected);
      gcore_mem_free (text);
    }
  g_rand_free (random);
}

static void
parsing_is_exactly_rounded (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[] = { "2.4703282292062327208299e-324", "2.4703282292062327209e-324", "1e400", "1e-400",
                                       "9007199254740993", "9007199254740993.0000000000000000000000000000001", "1e23",
                                       "0.1", ".5e1", "5.", "179769313486231580793e289", "2.2250738585072011e-308" };
  const char *end;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (gcore_double_parse (cases[i], &end) == strtod (cases[i], NULL));
      g_assert_cmpstr (end, ==, "");
    }
  /* A tie that only the 800th digit decides. */
  g_autofree char *zeros = g_strnfill (900, '0');
  g_autofree char *tie = g_strconcat ("9007199254740993.", zeros, "1", NULL);
  g_assert_true (gcore_double_parse (tie, &end) == 9007199254740994.0);
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

TABLE_TEST (repr_is_shortest,
            { "1e16, 1e22, 123456789012345680.0, 0.0001, 0.00001",
              "(1e+16, 1e+22, 1.2345678901234568e+17, 0.0001, 1e-05)" },
            { "5e-324, 1.7976931348623157e308, -0.0, 1e308 * 10, float('nan')",
              "(5e-324, 1.7976931348623157e+308, -0.0, inf, nan)" })

TABLE_TEST (division_by_zero, { "1.0 / 0", "ZeroDivisionError: float division by zero" },
            { "1.0 // 0", "ZeroDivisionError: float floor division by zero" },
            { "1.0 % 0", "ZeroDivisionError: float modulo" }, { "divmod(1.0, 0)", "ZeroDivisionError: float divmod()" })

TABLE_TEST (rest_has_the_divisors_sign,
            { "5.5 % -2, -5.5 % 2, -0.0 % 3, divmod(-7.5, 2)", "(-0.5, 0.5, 0.0, (-4.0, 0.5))" })

TABLE_TEST (powers,
            { "2.0 ** 0.5, (-2.0) ** 3, 0.0 ** 0, (-1.0) ** float('inf')", "(1.4142135623730951, -8.0, 1.0, 1.0)" },
            { "0.0 ** -1", "ZeroDivisionError: 0.0 cannot be raised to a negative power" },
            { "10.0 ** 400", "OverflowError: (34, 'Numerical result out of range')" },
            { "(-8.0) ** 0.5", "(1.7319121124709868e-16+2.8284271247461903j)" })

TABLE_TEST (rounds_half_to_even,
            { "round(0.5), round(1.5), round(2.675, 2), round(2.5, 0), round(1234.5, -2)",
              "(0, 2, 2.67, 2.0, 1200.0)" },
            { "round(1.7e308, -308)", "OverflowError: rounded value too large to represent" },
            { "round(float('inf'))", "OverflowError: cannot convert float infinity to integer" })

TABLE_TEST (compares_with_ints_exactly,
            { "2.0**53 == 2**53 + 1, 2.0**53 < 2**53 + 1, float('inf') > 10**400, float('nan') != 10**400",
                                          "(False, True, True, True)" })

TABLE_TEST (exact_forms,
            { "(0.1).hex(), (5e-324).hex(), float.fromhex('-0x1.8p1'), float.fromhex('0x.8')",
              "('0x1.999999999999ap-4', '0x0.0000000000001p-1022', -3.0, 0.5)" },
            { "(0.75).as_integer_ratio(), (1e30).is_integer()", "((3, 4), True)" },
            { "float.fromhex('0x1p5000')", "OverflowError: hexadecimal value too large to represent as a float" })

TABLE_TEST (reads_text,
            { "float(' 1_0.5e-1 '), float('-Infinity'), float(b'2'), float('\\u0663')", "(1.05, -inf, 2.0, 3.0)" },
            { "float('1__0')", "ValueError: could not convert string to float: '1__0'" },
            { "float('')", "ValueError: could not convert string to float: ''" })

static void
freed_floats_are_reused (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_float_from_double (1.5);
  uintptr_t address = (uintptr_t) a;
  gcore_decref (a);
  a = gcore_float_from_double (2.5);
  g_assert_cmphex ((uintptr_t) a, ==, address);
  gcore_decref (a);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/float/digits/shortest-that-reads-back", shortest_digits_read_back);
  ADD ("/float/digits/exactly-rounded", digits_are_exactly_rounded);
  ADD ("/float/parse/exactly-rounded", parsing_is_exactly_rounded);
  ADD ("/float/repr/shortest", repr_is_shortest);
  ADD ("/float/division/by-zero", division_by_zero);
  ADD ("/float/division/rest-has-the-divisors-sign", rest_has_the_divisors_sign);
  ADD ("/float/power/special-cases", powers);
  ADD ("/float/round/half-to-even", rounds_half_to_even);
  ADD ("/float/compare/with-ints-exactly", compares_with_ints_exactly);
  ADD ("/float/text/exact-forms", exact_forms);
  ADD ("/float/text/reads-all-forms", reads_text);
  ADD ("/float/freelist/freed-floats-are-reused", freed_floats_are_reused);
  return g_test_run ();
}
