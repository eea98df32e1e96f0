/* SPDX-License-Identifier: MIT */
/* Tables, long jumps and what the code object tells about them. */
#include "tests/language/compiler-fixture.h"

static void
test_arguments_beyond_a_byte (Fixture *fixture, gconstpointer data)
{
  GString *source = g_string_new (NULL);
  for (int i = 0; i < 300; i++)
    g_string_append_printf (source, "x = %d\n", 1000 + i);
  GcoreCode *code = compile (fixture, source->str);
  intptr_t last = code->base.size - 5; /* EXTENDED_ARG, LOAD_CONST, STORE_NAME, LOAD_CONST, RETURN_VALUE, wide None */
  g_assert_cmpint (GCORE_TUPLE_SIZE (code->consts), ==, 301);
  g_assert_true (uses (code, GCORE_OP_EXTENDED_ARG));
  g_assert_cmpint (GCORE_UNIT_OPCODE (code->units[last + 2]), ==, GCORE_OP_EXTENDED_ARG);
  g_assert_cmpint (GCORE_UNIT_ARG (code->units[last + 2]) << 8 | GCORE_UNIT_ARG (code->units[last + 3]), ==, 300);
  g_assert_cmpint (gcore_code_addr_to_line (code, (int) (last - 1) * 2), ==, 300);
  gcore_decref (code);
  g_string_free (source, TRUE);
}

/* A loop whose body is too long for a jump of one byte still ends where it should. */
static void
test_long_jumps (Fixture *fixture, gconstpointer data)
{
  GString *source = g_string_new ("n = 0\nfor i in range(3):\n");
  for (int i = 0; i < 30000; i++)
    g_string_append (source, " n += 1\n");
  g_string_append (source, "assert n == 90000\n");
  g_assert_cmpint (gcore_machine_run_string (fixture->machine, source->str), ==, 0);
  g_string_free (source, TRUE);
}

static void
test_locations_cover_code (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "x = [a,\n     b.c(1)]\n\n\ny = 2\n");
  GcoreLocationIter iter;
  int end = 0, last_line = 0;
  gcore_location_iter_init (&iter, code);
  while (gcore_location_iter_next (&iter))
    {
      g_assert_cmpint (iter.start, ==, end);
      end = iter.end;
      last_line = iter.location.line;
    }
  g_assert_cmpint (end, ==, code->base.size * 2);
  g_assert_cmpint (last_line, ==, 5);
  gcore_decref (code);
}

static void
test_columns_count_bytes (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "'\xc3\xa9'; name\n");
  GcoreCodeLocation location;
  bool found = false;
  for (int i = 0; i < code->base.size; i++)
    if (GCORE_UNIT_OPCODE (code->units[i]) == GCORE_OP_LOAD_NAME)
      {
        found = gcore_code_addr_to_location (code, 2 * i, &location);
        g_assert_cmpint (location.column, ==, 6);
        g_assert_cmpint (location.end_column, ==, 10);
      }
  g_assert_true (found);
  g_assert_false (gcore_code_addr_to_location (code, 1000, &location));
  gcore_decref (code);
}

static void
test_handlers_nest (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "try:\n a\n try:\n  b\n except: c\nfinally: d\n");
  int inner = -1, outer = -1, depth, handler_depth;
  bool lasti;
  for (int i = 0; i < code->base.size; i++)
    if (GCORE_UNIT_OPCODE (code->units[i]) == GCORE_OP_LOAD_NAME)
      {
        int name = GCORE_UNIT_ARG (code->units[i]);
        if (name == 0)
          g_assert_true (gcore_code_find_handler (code, 2 * i, &outer, &depth, &lasti));
        else if (name == 1)
          g_assert_true (gcore_code_find_handler (code, 2 * i, &inner, &handler_depth, &lasti));
      }
  g_assert_cmpint (outer, !=, inner);
  g_assert_cmpint (depth, ==, 0);
  g_assert_cmpint (handler_depth, ==, 0);
  g_assert_false (lasti);
  g_assert_true (gcore_code_find_handler (code, inner + 2, &outer, &depth, &lasti));
  g_assert_true (lasti);
  g_assert_false (gcore_code_find_handler (code, 0, &outer, &depth, &lasti));
  gcore_decref (code);
}

static void
test_code_objects_compare (Fixture *fixture, gconstpointer data)
{
  GcoreCode *a = compile (fixture, "x = 1, 2.0\n"), *b = compile (fixture, "x = 1, 2.0\n");
  GcoreCode *c = compile (fixture, "x = 1, 2\n"), *d = compile (fixture, "x  = 1, 2.0\n");
  GcoreObject *x = GCORE_OBJECT (a);
  g_assert_cmpint (gcore_object_rich_compare_bool (x, GCORE_OBJECT (b), GCORE_EQ), ==, 1);
  g_assert_cmpint (gcore_object_hash (x), ==, gcore_object_hash (GCORE_OBJECT (b)));
  g_assert_cmpint (gcore_object_rich_compare_bool (x, GCORE_OBJECT (c), GCORE_EQ), ==, 0);
  g_assert_cmpint (gcore_object_rich_compare_bool (x, GCORE_OBJECT (d), GCORE_EQ), ==, 0);
  gcore_decref (a);
  gcore_decref (b);
  gcore_decref (c);
  gcore_decref (d);
}

static void
test_attributes_in_python (Fixture *fixture, gconstpointer data)
{
  static const char program[]
    = "def f(a, b=2):\n"
      "    '''doc'''\n"
      "    c = a\n"
      "    return lambda: c\n"
      "co = f.__code__\n"
      "assert co.co_varnames == ('a', 'b') and co.co_cellvars == ('c',) and co.co_nlocals == 2\n"
      "assert co.co_consts[0] == 'doc' and co.co_name == co.co_qualname == 'f' and co.co_firstlineno == 1\n"
      "assert len(co.co_code) % 2 == 0 and [line for *_, line in co.co_lines()][-1] == 4\n"
      "assert len(list(co.co_positions())) == len(co.co_code) // 2\n"
      "for i in range(20): f(1)()\n"
      "assert co.co_code == co.co_code and co == co.replace() and hash(co) == hash(co.replace())\n"
      "new = co.replace(co_name='g', co_consts=('other',) + co.co_consts[1:])\n"
      "assert new.co_name == 'g' and new != co and new.co_code == co.co_code\n"
      "f.__code__ = new\n"
      "assert f(7)() == 7\n"
      "try: co.replace(co_varnames=('a', 'b', 'x'))\n"
      "except ValueError as e: assert str(e) == 'code: co_nlocals != len(co_varnames)', e\n"
      "else: assert False\n"
      "try: type(co)()\n"
      "except TypeError: pass\n"
      "else: assert False\n";
  g_assert_cmpint (gcore_machine_run_string (fixture->machine, program), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/assemble/code/arguments-may-need-more-than-a-byte", test_arguments_beyond_a_byte);
  add_test ("/assemble/code/jumps-may-be-long", test_long_jumps);
  add_test ("/assemble/locations/cover-all-code", test_locations_cover_code);
  add_test ("/assemble/locations/columns-count-bytes", test_columns_count_bytes);
  add_test ("/assemble/handlers/the-innermost-one-is-found", test_handlers_nest);
  add_test ("/code/equality-takes-types-and-places-into-account", test_code_objects_compare);
  add_test ("/code/attributes-are-what-python-expects", test_attributes_in_python);
  return g_test_run ();
}
