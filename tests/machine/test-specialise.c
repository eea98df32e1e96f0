/* SPDX-License-Identifier: MIT */
#include "machine-fixture.h"

/* Each operator warmed up with small ints, then given operands its special form is not for. */
static void
int_operators_beyond_a_word (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def all_of(a, b): return a & b, a | b, a ^ b, a << (b & 127), a >> (b & 127), a // b, a % b\n"
                  "for i in range(100): all_of(9, 2)\n"
                  "print(all_of(-9, 2))\n"
                  "print(all_of(-9, -2)[5:])\n"
                  "print(all_of(2**62, 1)[3], all_of(-2**62, 2)[3], all_of(5, 64)[3:5], all_of(-5, 70)[4])\n"
                  "print(all_of(1 - 2**63, 2 - 2**63)[0] == -2**63)\n"
                  "print(all_of(2**64 + 3, 2**64 + 5)[:3] == (2**64 + 1, 2**64 + 7, 6))\n"
                  "print(all_of(True, 3))\n"
                  "try: all_of(1, 0)\n"
                  "except ZeroDivisionError as e: print(e)\n",
                  "(2, -9, -11, -36, -3, -5, 1)\n"
                  "(4, -1)\n"
                  "9223372036854775808 -18446744073709551616 (92233720368547758080, 0) -1\n"
                  "True\n"
                  "True\n"
                  "(1, 3, 2, 8, 0, 0, 1)\n"
                  "integer division or modulo by zero\n");
}

/* The place where a name was found last is only a guess. */
static void
names_of_a_module_that_move (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "a = 1\n"
                  "for i in range(5):\n"
                  "  b = a + i\n"
                  "  del a\n"
                  "  a = b\n"
                  "  globals()[f'x{i}'] = i\n"
                  "  if i == 3: len = lambda x: 'mine'\n"
                  "  print(a, len([]))\n"
                  "del len, a\n"
                  "print(len([]))\n"
                  "try: a\n"
                  "except NameError as e: print(e)\n"
                  "class C:\n"
                  "  for b in range(3): c = b\n"
                  "print(b, C.b, C.c)\n",
                  "1 0\n2 0\n4 0\n7 mine\n11 mine\n0\nname 'a' is not defined\n11 2 2\n");
}

/* What the old value's finalizer sees when its name is given another value. */
static void
finalizer_sees_the_new_value (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "class D:\n"
                  "  def __init__(self, n): self.n = n\n"
                  "  def __del__(self): print(self.n, d.n)\n"
                  "d = D(0)\n"
                  "for i in range(1, 4): d; d = D(i)\n"
                  "D.__del__ = None\n",
                  "0 1\n1 2\n2 3\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/specialise/int-operators-beyond-a-word", int_operators_beyond_a_word);
  FIXTURE_TEST ("/specialise/names-of-a-module-that-move", names_of_a_module_that_move);
  FIXTURE_TEST ("/specialise/finalizer-sees-the-new-value", finalizer_sees_the_new_value);
  return g_test_run ();
}
