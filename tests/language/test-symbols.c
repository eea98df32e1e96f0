/* SPDX-License-Identifier: MIT */
#include "gcore/language/symbols.h"

#include "tests/language/compiler-fixture.h"

typedef struct
{
  GcoreArena *arena;
  GcoreSymbols symbols;
} Table;

static Table
analyze (Fixture *fixture, const char *source)
{
  Table table = { .arena = gcore_arena_new () };
  GcoreModuleNode *tree
    = gcore_parse_string (source, strlen (source), fixture->filename, GCORE_PARSE_FILE, 0, table.arena);
  g_assert_nonnull (tree);
  table.symbols = (GcoreSymbols){ .arena = table.arena, .filename = fixture->filename };
  g_assert_true (gcore_symbols_build (&table.symbols, tree));
  return table;
}

/* What NAME means in the scope reached from the module by going to the first scope inside DEPTH times. */
static GcoreNameMeaning
meaning (const Table *table, int depth, const char *name)
{
  const GcoreScope *scope = table->symbols.top;
  for (; depth > 0; depth--)
    scope = scope->first_child;
  GcoreObject *str = gcore_str_intern_from_string (name);
  GcoreNameMeaning result = gcore_scope_meaning (scope, str);
  gcore_decref (str);
  return result;
}

static void
test_captured_local_is_cell (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "def f():\n x = 1\n y = 2\n def g(): return x\n");
  g_assert_cmpint (meaning (&table, 1, "x"), ==, GCORE_NAME_CELL);
  g_assert_cmpint (meaning (&table, 1, "y"), ==, GCORE_NAME_LOCAL);
  g_assert_cmpint (meaning (&table, 2, "x"), ==, GCORE_NAME_FREE);
  gcore_arena_free (table.arena);
}

static void
test_free_name_passes_through (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "def f():\n x = 1\n def g():\n  def h(): return x\n");
  g_assert_cmpint (meaning (&table, 2, "x"), ==, GCORE_NAME_FREE);
  g_assert_cmpint (meaning (&table, 3, "x"), ==, GCORE_NAME_FREE);
  gcore_arena_free (table.arena);
}

static void
test_class_names_invisible_to_methods (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "class C:\n x = 1\n def f(self): return x\n");
  g_assert_cmpint (meaning (&table, 1, "x"), ==, GCORE_NAME_LOCAL);
  g_assert_cmpint (meaning (&table, 2, "x"), ==, GCORE_NAME_GLOBAL_IMPLICIT);
  gcore_arena_free (table.arena);
}

static void
test_super_needs_class_cell (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "class C:\n def f(self): super().f()\nclass D: pass\n");
  g_assert_true (table.symbols.top->first_child->needs_class_cell);
  g_assert_false (table.symbols.top->last_child->needs_class_cell);
  g_assert_cmpint (meaning (&table, 2, "__class__"), ==, GCORE_NAME_FREE);
  gcore_arena_free (table.arena);
}

static void
test_private_names_mangled (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "class _C:\n __x = 1\n __y__ = 2\n");
  g_assert_cmpint (meaning (&table, 1, "_C__x"), ==, GCORE_NAME_LOCAL);
  g_assert_cmpint (meaning (&table, 1, "__x"), ==, GCORE_NAME_UNKNOWN);
  g_assert_cmpint (meaning (&table, 1, "__y__"), ==, GCORE_NAME_LOCAL);
  gcore_arena_free (table.arena);
}

static void
test_walrus_binds_outside_comprehension (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "def f(y):\n return [(x := i) for i in y], x\n");
  g_assert_cmpint (meaning (&table, 1, "x"), ==, GCORE_NAME_CELL);
  g_assert_cmpint (meaning (&table, 2, "x"), ==, GCORE_NAME_FREE);
  g_assert_cmpint (meaning (&table, 2, "i"), ==, GCORE_NAME_LOCAL);
  gcore_arena_free (table.arena);
}

static void
test_global_reaches_inner_functions (Fixture *fixture, gconstpointer data)
{
  Table table = analyze (fixture, "def f():\n x = 1\n def g():\n  global x\n  def h(): return x\n");
  g_assert_cmpint (meaning (&table, 2, "x"), ==, GCORE_NAME_GLOBAL_EXPLICIT);
  g_assert_cmpint (meaning (&table, 3, "x"), ==, GCORE_NAME_GLOBAL_IMPLICIT);
  gcore_arena_free (table.arena);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/symbols/a-captured-local-is-a-cell", test_captured_local_is_cell);
  add_test ("/symbols/a-free-name-passes-through-scopes", test_free_name_passes_through);
  add_test ("/symbols/names-of-a-class-are-invisible-to-its-methods", test_class_names_invisible_to_methods);
  add_test ("/symbols/super-needs-the-class-cell", test_super_needs_class_cell);
  add_test ("/symbols/private-names-are-mangled", test_private_names_mangled);
  add_test ("/symbols/an-assignment-expression-binds-outside-its-comprehension",
            test_walrus_binds_outside_comprehension);
  add_test ("/symbols/global-reaches-inner-functions", test_global_reaches_inner_functions);
  return g_test_run ();
}
