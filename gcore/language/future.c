/* SPDX-License-Identifier: MIT */
/* `from __future__ import …` at the start of a module. */
#include "gcore/language/compiler-private.h"

#include "gcore/language/fold.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

/* False with SyntaxError if there is no such feature. */
static bool
apply_feature (GcoreCompiler *c, const GcoreStmt *node, GcoreObject *feature)
{
  static const char *const always_on[]
    = { "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
        "unicode_literals", "generator_stop", "barry_as_FLUFL" };
  GcoreLocation location = node->location;
  location.end_lineno = location.lineno;
  if (gcore_str_equal_to_ascii_string (feature, "annotations"))
    {
      c->flags |= GCORE_CODE_FUTURE_ANNOTATIONS;
      return true;
    }
  for (size_t i = 0; i < GCORE_N_ELEMENTS (always_on); i++)
    if (gcore_str_equal_to_ascii_string (feature, always_on[i]))
      return true;
  return gcore_syntax_error (c->filename, c->source, c->source_length, location,
                             gcore_str_equal_to_ascii_string (feature, "braces")
                               ? gcore_str_from_string ("not a chance")
                               : gcore_str_from_format ("future feature %U is not defined", feature));
}

void
gcore_compile_future (GcoreCompiler *c, const GcoreModuleNode *tree)
{
  if (tree->kind == GCORE_EXPRESSION)
    return;
  const GcoreStmtSeq *body = tree->as.module.body;
  for (intptr_t i = gcore_ast_docstring (body) != NULL ? 1 : 0; i < body->count; i++)
    {
      const GcoreStmt *node = body->items[i];
      if (node->kind != GCORE_STMT_IMPORT_FROM || node->as.import_from.module == NULL
          || node->as.import_from.level != 0
          || !gcore_str_equal_to_ascii_string (node->as.import_from.module, "__future__"))
        break;
      for (intptr_t j = 0; j < node->as.import_from.names->count; j++)
        if (!apply_feature (c, node, node->as.import_from.names->items[j]->name))
          {
            c->failed = true;
            return;
          }
      c->future_line = node->location.lineno;
    }
}
