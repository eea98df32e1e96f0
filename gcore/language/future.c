/* SPDX-License-Identifier: MIT */
/* `from __future__ import …` at the start of a module. */
#include "gcore/language/compiler-private.h"

#include "gcore/language/fold.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* SyntaxError at COLUMN of NODE's line. MESSAGE is stolen. */
static void
refuse (GcoreCompiler *c, const GcoreStmt *node, int column, GcoreObject *message)
{
  GcoreLocation location = { node->location.lineno, column, node->location.lineno, -1 };
  gcore_syntax_error_bare (c->filename, c->source, c->source_length, location, message);
  c->failed = true;
}

static void
apply_feature (GcoreCompiler *c, const GcoreStmt *node, GcoreObject *feature)
{
  static const char *const always_on[]
    = { "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
        "unicode_literals", "generator_stop", "barry_as_FLUFL" };
  if (gcore_str_equal_to_ascii_string (feature, "annotations"))
    {
      c->flags |= GCORE_CODE_FUTURE_ANNOTATIONS;
      return;
    }
  for (size_t i = 0; i < GCORE_N_ELEMENTS (always_on); i++)
    if (gcore_str_equal_to_ascii_string (feature, always_on[i]))
      return;
  refuse (c, node, node->location.col_offset,
          gcore_str_equal_to_ascii_string (feature, "braces")
            ? gcore_str_from_string ("not a chance")
            : gcore_str_from_format ("future feature %U is not defined", feature));
}

static bool
is_future_import (const GcoreStmt *node)
{
  return node->kind == GCORE_STMT_IMPORT_FROM && node->as.import_from.module != NULL && node->as.import_from.level == 0
         && gcore_str_equal_to_ascii_string (node->as.import_from.module, "__future__");
}

void
gcore_compile_future (GcoreCompiler *c, const GcoreModuleNode *tree)
{
  if (tree->kind == GCORE_EXPRESSION)
    return;
  const GcoreStmtSeq *body = tree->as.module.body;
  bool done = false; /* another statement has been seen; what follows on its line is still looked at */
  int line = 0;
  for (intptr_t i = gcore_ast_docstring (body) != NULL ? 1 : 0; i < body->count && !c->failed; i++)
    {
      const GcoreStmt *node = body->items[i];
      if (done && node->location.lineno > line)
        break;
      line = node->location.lineno;
      if (!is_future_import (node))
        done = true;
      else if (done)
        /* One column to the left of where it stands, as in CPython. */
        refuse (c, node, node->location.col_offset - 1,
                gcore_str_from_string ("from __future__ imports must occur at the beginning of the file"));
      else
        {
          c->future_line = line;
          for (intptr_t j = 0; j < node->as.import_from.names->count && !c->failed; j++)
            apply_feature (c, node, node->as.import_from.names->items[j]->name);
        }
    }
}
