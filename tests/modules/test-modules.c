/* SPDX-License-Identifier: MIT */
#include <glib.h>

#include "gcore/modules/modules.h"

static void
test_find_c (void)
{
  const GcoreModuleDef *def = gcore_find_builtin_module ("gc");
  g_assert_nonnull (def);
  g_assert_cmpstr (def->name, ==, "gc");
  g_assert_null (gcore_find_builtin_module ("g"));
  g_assert_null (gcore_find_builtin_module ("weakref"));
}

static void
test_find_python (void)
{
  const GcorePythonModule *module = gcore_find_python_module ("weakref");
  g_assert_nonnull (module);
  g_assert_cmpuint (strlen (module->source), ==, module->length);
  g_assert_nonnull (strstr (module->source, "class WeakValueDictionary"));
  g_assert_null (gcore_find_python_module ("gc"));
}

static void
test_names_are_unique (void)
{
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (const GcoreModuleDef *const *def = gcore_builtin_modules; *def != NULL; def++)
    g_assert_true (g_hash_table_add (seen, (gpointer) (*def)->name));
  for (const GcorePythonModule *module = gcore_python_modules; module->name != NULL; module++)
    g_assert_true (g_hash_table_add (seen, (gpointer) module->name));
  g_hash_table_unref (seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/modules/find/written-in-c", test_find_c);
  g_test_add_func ("/modules/find/written-in-python", test_find_python);
  g_test_add_func ("/modules/find/names-are-unique", test_names_are_unique);
  return g_test_run ();
}
