/* SPDX-License-Identifier: MIT */
/* What can be said about single code objects; the code itself is compared with CPython's by compare-bytecode.py. */
#include "tests/language/compiler-fixture.h"

static void
test_constants_in_order (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "x = 1\ny = 'a'\nz = 1, 1.0, True\nx = 1\n");
  expect_repr_of (code->consts, "(1, 'a', (1, 1.0, True), None)", false);
  gcore_decref (code);
}

static void
test_equal_constants_shared (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "x = 12345678901\ndef f(): return 12345678901\n");
  GcoreObject *outer = GCORE_TUPLE_ITEM (code->consts, 0), *inner = GCORE_TUPLE_ITEM (inner_code (code)->consts, 1);
  g_assert_true (outer == inner);
  gcore_decref (code);
}

static void
test_zeros_kept_apart (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "x = 0.0, -0.0, 0, False\ny = 0.0\nz = -0.0\n");
  expect_repr_of (code->consts, "((0.0, -0.0, 0, False), 0.0, -0.0, None)", false);
  gcore_decref (code);
}

static void
test_identifier_like_interned (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "x = 'some_name'\ny = 'not a name'\nz = ('inner_name',)\n");
  g_assert_true (gcore_str_is_interned (GCORE_TUPLE_ITEM (code->consts, 0)));
  g_assert_false (gcore_str_is_interned (GCORE_TUPLE_ITEM (code->consts, 1)));
  g_assert_true (gcore_str_is_interned (GCORE_TUPLE_ITEM (GCORE_TUPLE_ITEM (code->consts, 2), 0)));
  gcore_decref (code);
}

static void
test_slots_in_order (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "def f(a, b, /, c, *args, d=1, **kw):\n"
                                      "    z = y = a\n"
                                      "    return lambda: (kw, y, b)\n");
  GcoreCode *f = inner_code (code);
  expect_repr_of (gcore_code_get_varnames (f), "('a', 'b', 'c', 'd', 'args', 'kw', 'z')", true);
  expect_repr_of (gcore_code_get_cellvars (f), "('b', 'kw', 'y')", true);
  expect_repr_of (gcore_code_get_freevars (inner_code (f)), "('b', 'kw', 'y')", true);
  g_assert_cmpint (f->argcount, ==, 3);
  g_assert_cmpint (f->posonlyargcount, ==, 2);
  g_assert_cmpint (f->kwonlyargcount, ==, 1);
  g_assert_cmpint (f->nplaincellvars, ==, 1);
  gcore_decref (code);
}

static void
test_flags (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *source;
    int flags;
  } cases[] = {
    { "def f(): pass", GCORE_CODE_OPTIMIZED | GCORE_CODE_NEWLOCALS },
    { "def f(*a): pass", GCORE_CODE_OPTIMIZED | GCORE_CODE_NEWLOCALS | GCORE_CODE_VARARGS },
    { "def f(**k): pass", GCORE_CODE_OPTIMIZED | GCORE_CODE_NEWLOCALS | GCORE_CODE_VARKEYWORDS },
    { "def f(): yield", GCORE_CODE_OPTIMIZED | GCORE_CODE_NEWLOCALS | GCORE_CODE_GENERATOR },
    { "async def f(): pass", GCORE_CODE_OPTIMIZED | GCORE_CODE_NEWLOCALS | GCORE_CODE_COROUTINE },
    { "class C: pass", 0 },
    { "from __future__ import annotations\nclass C: pass", GCORE_CODE_FUTURE_ANNOTATIONS },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GcoreCode *code = compile (fixture, cases[i].source);
      g_assert_cmphex (inner_code (code)->flags, ==, cases[i].flags);
      gcore_decref (code);
    }
}

static void
test_qualified_names (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "class C:\n def f(self):\n  return [lambda: x for x in y]\n");
  GcoreCode *f = inner_code (inner_code (code)), *comprehension = inner_code (f);
  expect_repr_of (f->qualname, "'C.f'", false);
  expect_repr_of (comprehension->qualname, "'C.f.<locals>.<listcomp>'", false);
  expect_repr_of (inner_code (comprehension)->qualname, "'C.f.<locals>.<listcomp>.<lambda>'", false);
  gcore_decref (code);
}

static void
test_dead_code_removed (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = compile (fixture, "if 0: unreachable()\nwhile 1:\n  break\n  unreachable()\n");
  expect_repr_of (code->names, "('unreachable',)", false);
  g_assert_false (uses (code, GCORE_OP_LOAD_NAME));
  gcore_decref (code);
}

static void
test_interactive_prints (Fixture *fixture, gconstpointer data)
{
  GcoreCode *code = gcore_compile_string ("1 + x\n", 6, fixture->filename, GCORE_PARSE_SINGLE, 0);
  g_assert_nonnull (code);
  g_assert_true (uses (code, GCORE_OP_PRINT_EXPR));
  gcore_decref (code);
}

static void
test_error_has_place (Fixture *fixture, gconstpointer data)
{
  const char *source = "x = 1\ndef f():\n    return break_()\ncontinue\n";
  g_assert_null (gcore_compile_string (source, strlen (source), fixture->filename, GCORE_PARSE_FILE, 0));
  GcoreObject *error = gcore_err_fetch ();
  expect_repr_of (((GcoreException *) error)->args,
                  "(\"'continue' not properly in loop\", ('<test>', 4, 1, None, 4, 9))", false);
  gcore_decref (error);
}

static void
test_error_shows_line_of_file (Fixture *fixture, gconstpointer data)
{
  GcoreObject *filename = gcore_str_from_string ("program.py");
  g_assert_null (gcore_compile_string ("x\nreturn 5\n", 11, filename, GCORE_PARSE_FILE, GCORE_PARSE_SOURCE_FILE));
  GcoreObject *error = gcore_err_fetch ();
  expect_repr_of (((GcoreSyntaxError *) error)->text, "'return 5\\n'", false);
  gcore_decref (error);
  gcore_decref (filename);
}

static void
test_unsupported_named (Fixture *fixture, gconstpointer data)
{
  static const char *const sources[] = { "async def f():\n await x", "async def f():\n async for x in y: pass",
                                         "async def f():\n async with x: pass", "async def f(): yield",
                                         "async def f(): return [x async for x in y]", "try: pass\nexcept* A: pass" };
  for (size_t i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_assert_null (gcore_compile_string (sources[i], strlen (sources[i]), fixture->filename, GCORE_PARSE_FILE, 0));
      GcoreObject *error = gcore_err_fetch (), *text = gcore_object_str (error);
      g_assert_true (g_str_has_prefix (gcore_str_as_utf8 (text), "Heapscope does not support "));
      gcore_decref (text);
      gcore_decref (error);
    }
}

/* Each allocation fails once: compiling has to end with MemoryError, and nothing may be left of it. */
static void
test_memory_runs_out_anywhere (Fixture *fixture, gconstpointer data)
{
  const char *source = "@d\nclass C(B):\n  'doc'\n  def f(self, a=1, *, b: int=(1, 2)):\n"
                       "    try: return [x async_ for x in y]\n    except E as e: raise\n    finally: g(*a, **b)\n";
  g_autofree char *text = g_strdup (source);
  memcpy (strstr (text, "async_"), "      ", 6);
  uint64_t blocks = 0;
  for (uint64_t n = 1;; n++)
    {
      gcore_mem_fail_after (n);
      GcoreCode *code = gcore_compile_string (text, strlen (text), fixture->filename, GCORE_PARSE_FILE, 0);
      bool failed = gcore_mem_has_failed ();
      gcore_mem_fail_after (0);
      if (!failed)
        {
          g_assert_nonnull (code);
          gcore_decref (code);
          return;
        }
      if (code != NULL)
        gcore_decref (code);
      else
        g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
      gcore_err_clear ();
      if (n == 40)
        blocks = gcore_mem_allocated_blocks ();
      else if (n > 40)
        g_assert_cmpuint (gcore_mem_allocated_blocks (), <=, blocks + 40);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/compiler/constants/stand-in-order-of-use", test_constants_in_order);
  add_test ("/compiler/constants/equal-ones-are-one-object", test_equal_constants_shared);
  add_test ("/compiler/constants/zeros-of-other-type-or-sign-are-kept-apart", test_zeros_kept_apart);
  add_test ("/compiler/constants/identifier-like-strings-are-interned", test_identifier_like_interned);
  add_test ("/compiler/slots/parameters-then-locals-then-sorted-cells", test_slots_in_order);
  add_test ("/compiler/code/flags-say-what-it-is", test_flags);
  add_test ("/compiler/code/qualified-names-follow-nesting", test_qualified_names);
  add_test ("/compiler/code/dead-code-is-removed", test_dead_code_removed);
  add_test ("/compiler/code/interactive-expressions-are-printed", test_interactive_prints);
  add_test ("/compiler/errors/have-message-and-place", test_error_has_place);
  add_test ("/compiler/errors/show-the-line-of-a-file", test_error_shows_line_of_file);
  add_test ("/compiler/errors/name-what-is-not-supported", test_unsupported_named);
  add_test ("/compiler/memory/may-run-out-at-any-allocation", test_memory_runs_out_anywhere);
  return g_test_run ();
}
