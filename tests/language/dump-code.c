/* SPDX-License-Identifier: MIT */
/* Prints the code objects compiled from the files given, in the form compare-bytecode.py prints CPython's. */
#include <glib.h>
#include <stdio.h>

#include "gcore/language/compiler.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static void
append_str (GString *out, GcoreObject *str)
{
  GcoreObject *text = gcore_object_ascii (str);
  g_assert_nonnull (text);
  g_string_append (out, gcore_str_as_utf8 (text));
  gcore_decref (text);
}

static int
compare_texts (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void append_constant (GString *out, GcoreObject *constant);

/* Items in alphabetical order: sets have none of their own. */
static void
append_frozenset (GString *out, GcoreObject *set)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  intptr_t position = 0, hash;
  GcoreObject *item;
  while (gcore_set_next_entry (set, &position, &item, &hash))
    {
      GString *text = g_string_new (NULL);
      append_constant (text, item);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_string_append (out, "frozenset(");
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (out, "%s, ", (char *) texts->pdata[i]);
  g_string_append (out, ")");
  g_ptr_array_unref (texts);
}

static void
append_constant (GString *out, GcoreObject *constant)
{
  if (gcore_is_code (constant))
    g_string_append (out, "code");
  else if (gcore_is_tuple_exact (constant))
    {
      g_string_append (out, "(");
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (constant); i++)
        {
          append_constant (out, GCORE_TUPLE_ITEM (constant, i));
          g_string_append (out, ", ");
        }
      g_string_append (out, ")");
    }
  else if (gcore_is_frozenset_exact (constant))
    append_frozenset (out, constant);
  else
    append_str (out, constant);
}

static void
append_bytes (GString *out, const char *name, GcoreObject *bytes)
{
  g_string_append_printf (out, "  %s ", name);
  for (intptr_t i = 0; i < GCORE_SIZE_OF (bytes); i++)
    g_string_append_printf (out, "%02x", (uint8_t) gcore_bytes_as_string (bytes)[i]);
  g_string_append (out, "\n");
}

static void
append_tuple (GString *out, const char *name, GcoreObject *tuple)
{
  g_string_append_printf (out, "  %s ", name);
  append_constant (out, tuple);
  g_string_append (out, "\n");
}

static void
append_code (GString *out, GcoreCode *code)
{
  g_string_append (out, "code ");
  append_str (out, code->qualname);
  g_string_append (out, " ");
  append_str (out, code->name);
  g_string_append_printf (out, "\n  numbers %d %d %d %d %d %x\n", code->argcount, code->posonlyargcount,
                          code->kwonlyargcount, code->stacksize, code->firstlineno, code->flags);
  append_tuple (out, "consts", code->consts);
  append_tuple (out, "names", code->names);
  GcoreObject *varnames = gcore_code_get_varnames (code), *cellvars = gcore_code_get_cellvars (code);
  GcoreObject *freevars = gcore_code_get_freevars (code), *bytes = gcore_code_get_code (code);
  append_tuple (out, "varnames", varnames);
  append_tuple (out, "cellvars", cellvars);
  append_tuple (out, "freevars", freevars);
  append_bytes (out, "code", bytes);
  append_bytes (out, "exceptions", code->exceptiontable);
  append_bytes (out, "locations", code->linetable);
  gcore_decref (varnames);
  gcore_decref (cellvars);
  gcore_decref (freevars);
  gcore_decref (bytes);
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (code->consts); i++)
    if (gcore_is_code (GCORE_TUPLE_ITEM (code->consts, i)))
      append_code (out, (GcoreCode *) GCORE_TUPLE_ITEM (code->consts, i));
}

static void
append_attribute (GString *out, GcoreObject *value)
{
  g_string_append (out, " ");
  append_constant (out, value != NULL ? value : GCORE_NONE);
}

/* The pending exception, which is cleared. */
static void
append_error (GString *out)
{
  GcoreObject *error = gcore_err_fetch ();
  g_string_append_printf (out, "error %s", GCORE_TYPE_OF (error)->name);
  if (gcore_object_type_check (error, (GcoreType *) GCORE_EXC (SyntaxError)))
    {
      const GcoreSyntaxError *syntax = (const GcoreSyntaxError *) error;
      append_attribute (out, syntax->msg);
      append_attribute (out, syntax->lineno);
      append_attribute (out, syntax->offset);
      append_attribute (out, syntax->end_lineno);
      append_attribute (out, syntax->end_offset);
    }
  g_string_append (out, "\n");
  gcore_decref (error);
}

static void
dump_file (const char *path, int mode)
{
  g_autofree char *source = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  GString *out = g_string_new (NULL);
  if (!g_file_get_contents (path, &source, &length, &error))
    g_error ("%s", error->message);
  GcoreObject *filename = gcore_str_from_string ("<dump>");
  GcoreCode *code = gcore_compile_string (source, length, filename, mode, 0);
  if (code != NULL)
    append_code (out, code);
  else
    append_error (out);
  gcore_decref (filename);
  gcore_xdecref (code);
  printf ("file %s\n%s", path, out->str);
  g_string_free (out, TRUE);
}

int
main (int argc, char **argv)
{
  gboolean single = argc > 1 && g_str_equal (argv[1], "--single");
  static const GcoreOptions options;
  static const GcoreHost host;
  GcoreMachine *machine = gcore_machine_new (&options, &host);
  g_assert_nonnull (machine);
  for (int i = single ? 2 : 1; i < argc; i++)
    dump_file (argv[i], single ? GCORE_PARSE_SINGLE : GCORE_PARSE_FILE);
  gcore_machine_free (machine);
  return 0;
}
