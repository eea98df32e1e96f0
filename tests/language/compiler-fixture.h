/* SPDX-License-Identifier: MIT */
/* A machine, and code compiled in it, for the tests of the compiler. */
#pragma once

#include <glib.h>

#include "gcore/language/compiler.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

typedef struct
{
  GcoreMachine *machine;
  GcoreObject *filename;
} Fixture;

GCORE_UNUSED static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GcoreOptions options;
  static const GcoreHost host;
  fixture->machine = gcore_machine_new (&options, &host);
  g_assert_nonnull (fixture->machine);
  fixture->filename = gcore_str_from_string ("<test>");
}

GCORE_UNUSED static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_null (gcore_err_occurred ());
  gcore_decref (fixture->filename);
  gcore_machine_free (fixture->machine);
}

/* Code of a module: new reference. */
GCORE_UNUSED static GcoreCode *
compile (Fixture *fixture, const char *source)
{
  GcoreCode *code = gcore_compile_string (source, strlen (source), fixture->filename, GCORE_PARSE_FILE, 0);
  g_assert_nonnull (code);
  return code;
}

/* The first code object among CODE's constants: borrowed. */
GCORE_UNUSED static GcoreCode *
inner_code (GcoreCode *code)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (code->consts); i++)
    if (gcore_is_code (GCORE_TUPLE_ITEM (code->consts, i)))
      return (GcoreCode *) GCORE_TUPLE_ITEM (code->consts, i);
  g_assert_not_reached ();
}

/* Checks OBJECT's repr and, if OWNED, releases it. */
GCORE_UNUSED static void
expect_repr_of (GcoreObject *object, const char *expected, bool owned)
{
  GcoreObject *repr = gcore_object_repr (object);
  g_assert_cmpstr (gcore_str_as_utf8 (repr), ==, expected);
  gcore_decref (repr);
  if (owned)
    gcore_decref (object);
}

/* Whether OPCODE occurs in CODE. */
GCORE_UNUSED static bool
uses (const GcoreCode *code, int opcode)
{
  for (intptr_t i = 0; i < code->base.size; i++)
    {
      int here = gcore_opcode_general[GCORE_UNIT_OPCODE (code->units[i])];
      if (here == opcode)
        return true;
      i += gcore_opcode_caches[here];
    }
  return false;
}

#define add_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
