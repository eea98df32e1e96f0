/* SPDX-License-Identifier: MIT */
#include "scalars-fixture.h"

/* --- conversions in C --------------------------------------------------------------------------------------------- */

static void
small_ints_are_shared (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_int_from_long (-5), *b = gcore_int_from_long (256), *c = gcore_int_from_long (257);
  GcoreObject *d = gcore_int_from_long (257), *sum = gcore_int_add (a, b);
  g_assert_true (a == gcore_int_small (-5) && b == gcore_int_small (256) && sum == gcore_int_small (251));
  g_assert_true (c != d);
  GcoreObject *objects[] = { a, b, c, d, sum };
  for (size_t i = 0; i < G_N_ELEMENTS (objects); i++)
    gcore_decref (objects[i]);
}

static void
bounds_of_c_types (Fixture *fixture, gconstpointer data)
{
  int overflow;
  GcoreObject *min = gcore_int_from_long_long (INT64_MIN), *max = gcore_int_from_unsigned_long (UINT64_MAX);
  g_assert_cmpint (gcore_int_as_long (min), ==, INT64_MIN);
  g_assert_cmpuint (gcore_int_as_unsigned_long (max), ==, UINT64_MAX);
  g_assert_cmpint (gcore_int_as_long_and_overflow (max, &overflow), ==, -1);
  g_assert_cmpint (overflow, ==, 1);
  g_assert_cmpint (gcore_int_as_ssize (max), ==, -1);
  g_assert_true (gcore_err_exception_matches (GCORE_EXC (OverflowError)));
  gcore_err_clear ();
  gcore_decref (min);
  gcore_decref (max);
}

static void
bytes_and_back (Fixture *fixture, gconstpointer data)
{
  GRand *random = g_rand_new ();
  for (int i = 0; i < 2000; i++)
    {
      uint8_t bytes[40], again[40];
      size_t n = (size_t) g_rand_int_range (random, 1, 40);
      for (size_t j = 0; j < n; j++)
        bytes[j] = (uint8_t) g_rand_int (random);
      bool little_endian = g_rand_boolean (random), is_signed = g_rand_boolean (random);
      GcoreObject *number = gcore_int_from_byte_array (bytes, n, little_endian, is_signed);
      g_assert_cmpint (gcore_int_as_byte_array (number, again, n, little_endian, is_signed), ==, 0);
      g_assert_cmpmem (bytes, n, again, n);
      gcore_decref (number);
    }
  g_rand_free (random);
}

/* The bigger the number, the more 30-bit digits; the block is of the size class of these digits. */
static void
size_counts_30_bit_digits (Fixture *fixture, gconstpointer data)
{
  expect (fixture, "[(2**k - 1).__sizeof__() for k in (1, 30, 31, 60, 61, 90, 91, 3000)]",
          "[28, 28, 32, 32, 36, 36, 40, 424]");
  GcoreObject *number = gcore_int_from_long_long (INT64_C (1) << 60);
  g_assert_cmpuint (gcore_mem_block_size (number), ==, 48);
  gcore_decref (number);
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

TABLE_TEST (division_rounds_down,
            { "[divmod(a, b) for a in (7, -7) for b in (2, -2)]", "[(3, 1), (-4, -1), (-4, 1), (3, -1)]" },
            { "divmod(-10**30, 7)", "(-142857142857142857142857142858, 6)" },
            { "divmod(3, -10**30)", "(-1, -999999999999999999999999999997)" },
            { "1 // 0", "ZeroDivisionError: integer division or modulo by zero" },
            { "1 % 0", "ZeroDivisionError: integer modulo by zero" })

TABLE_TEST (true_division_rounds_once,
            { "1 / 3, 10**30 / 3, -1 / 10**30", "(0.3333333333333333, 3.333333333333333e+29, -1e-30)" },
            { "(2**53 + 1) / 1, (2**1074) / 2**1075, 3 / 2**1075", "(9007199254740992.0, 0.5, 1e-323)" },
            { "10**400 / 10**399", "10.0" },
            { "10**400 / 3", "OverflowError: integer division result too large for a float" })

TABLE_TEST (bitwise_operators_extend_the_sign, { "-1 & 2**70, -2**70 | 5, -1 ^ 2**70, ~2**70",
                                                 "(1180591620717411303424, -1180591620717411303419, "
                                                 "-1180591620717411303425, -1180591620717411303425)" },
            { "-5 >> 1, -2**70 - 1 >> 70, 1 << 70, -1 >> 1000", "(-3, -2, 1180591620717411303424, -1)" },
            { "1 << -1", "ValueError: negative shift count" })

TABLE_TEST (powers, { "2**100, (-3)**3, 0**0, 2**-1", "(1267650600228229401496703205376, -27, 1, 0.5)" },
            { "pow(3, -1, 11), pow(5, 3, -7), pow(2, 200, 10**9 + 7)", "(4, -1, 499445072)" },
            { "pow(2, -1, 4)", "ValueError: base is not invertible for the given modulus" },
            { "pow(2, 3, 0)", "ValueError: pow() 3rd argument cannot be 0" })

TABLE_TEST (reads_text, { "int(' -0x_1f ', 0), int('z', 36), int('1_000'), int(b'12')", "(-31, 35, 1000, 12)" },
            { "int('\\u0663\\u2003')",
              "3" }, { "int('1__0')", "ValueError: invalid literal for int() with base 10: '1__0'" },
            { "int('012', 0)", "ValueError: invalid literal for int() with base 0: '012'" },
            { "int('9' * 5000)",
              "ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; "
              "use sys.set_int_max_str_digits() to increase the limit" },
            { "str(10**5000)", "ValueError: Exceeds the limit (4300 digits) for integer string conversion; "
                               "use sys.set_int_max_str_digits() to increase the limit" })

TABLE_TEST (methods, { "(255).bit_length(), (-255).bit_count(), (5).as_integer_ratio()", "(8, 8, (5, 1))" },
            { "(1000).to_bytes(2, 'little'), int.from_bytes(b'\\xfc', signed=True)", "(b'\\xe8\\x03', -4)" },
            { "(300).to_bytes(1, 'big')", "OverflowError: int too big to convert" },
            { "round(15, -1), round(25, -1), round(-25, -1), round(7)", "(20, 20, -20, 7)" },
            { "True + True, True & False, True | 2, repr(not 0)", "(2, False, 3, 'True')" })

static void
subclass_instances_keep_their_value (Fixture *fixture, gconstpointer data)
{
  expect_output (fixture,
                 "class I(int): pass\n"
                 "zero = I(0)\n"
                 "zero.name = 'zero'\n"
                 "print(zero, zero == 0, zero + 1, hash(zero), zero.name, type(zero + zero).__name__)\n"
                 "print(I('ff', 16), I(10**30), I(5).__sizeof__())\n",
                 "0 True 1 0 zero int\n255 1000000000000000000000000000000 28\n");
}

static void
every_allocation_may_fail (Fixture *fixture, gconstpointer data)
{
  GcoreObject *a = gcore_int_from_string ("123456789012345678901234567890123456789", NULL, 10);
  GcoreObject *b = gcore_int_from_string ("-987654321098765432101", NULL, 10);
  GcoreObject *exponent = gcore_int_from_long (-77), *forty = gcore_int_from_long (40);
  for (uint64_t n = 1;; n++)
    {
      gcore_mem_fail_after (n);
      GcoreObject *power = gcore_int_power (b, exponent, a), *large = NULL, *text = NULL;
      GcoreObject *quotient = NULL, *rest = NULL;
      if (power != NULL)
        large = gcore_int_power (a, forty, NULL);
      if (large != NULL)
        text = gcore_int_format (large, 10);
      int status = text == NULL ? -1 : gcore_int_divmod (large, b, &quotient, &rest);
      GcoreObject *ratio = status < 0 ? NULL : gcore_int_true_divide (a, b);
      gcore_mem_fail_after (0);
      GcoreObject *made[] = { power, large, text, quotient, rest };
      for (size_t i = 0; i < G_N_ELEMENTS (made); i++)
        gcore_xdecref (made[i]);
      if (ratio != NULL)
        {
          g_assert_cmpfloat_with_epsilon (GCORE_FLOAT_VALUE (ratio), -1.2499999886093750e17, 1e8);
          gcore_decref (ratio);
          break;
        }
      g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
      gcore_err_clear ();
    }
  GcoreObject *operands[] = { a, b, exponent, forty };
  for (size_t i = 0; i < G_N_ELEMENTS (operands); i++)
    gcore_decref (operands[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/int/cache/small-ints-are-shared", small_ints_are_shared);
  ADD ("/int/convert/bounds-of-c-types", bounds_of_c_types);
  ADD ("/int/convert/bytes-and-back", bytes_and_back);
  ADD ("/int/size/counts-30-bit-digits", size_counts_30_bit_digits);
  ADD ("/int/division/rounds-down", division_rounds_down);
  ADD ("/int/division/true-division-rounds-once", true_division_rounds_once);
  ADD ("/int/bitwise/extends-the-sign", bitwise_operators_extend_the_sign);
  ADD ("/int/power/with-and-without-modulus", powers);
  ADD ("/int/text/reads-all-forms", reads_text);
  ADD ("/int/methods/results", methods);
  ADD ("/int/subclass/keeps-its-value", subclass_instances_keep_their_value);
  ADD ("/int/memory/every-allocation-may-fail", every_allocation_may_fail);
  return g_test_run ();
}
