/* SPDX-License-Identifier: MIT */
/* Constant folding on the syntax tree, before names are resolved: operators on constants, tuples of constants, lists
 * and sets that are only iterated or searched, subscripts of constants, simple `'…' % (…)`. Limits keep results
 * small. */
#pragma once

#include "gcore/language/ast.h"

/* Changes TREE, which lives in ARENA. FUTURE_ANNOTATIONS: annotations stay as written. False with an exception set. */
bool gcore_fold_tree (GcoreModuleNode *tree, GcoreArena *arena, bool future_annotations);

/* The string constant BODY starts with, borrowed, or NULL. */
GcoreObject *gcore_ast_docstring (const GcoreStmtSeq *body);

/* --- for fold.c: each changes NODE in place if it can be folded; false with an exception set ---------------------- */

bool gcore_fold_unary (GcoreExpr *node, GcoreArena *arena);
bool gcore_fold_binary (GcoreExpr *node, GcoreArena *arena);
bool gcore_fold_subscript (GcoreExpr *node, GcoreArena *arena);
bool gcore_fold_tuple (GcoreExpr *node, GcoreArena *arena);
/* NODE is only iterated over or searched: a list may be a tuple, a set of constants a frozenset. */
bool gcore_fold_iterated (GcoreExpr *node, GcoreArena *arena);
/* Makes NODE the constant VALUE (stolen). NULL with an exception set: the node stays, the exception is forgotten. */
bool gcore_fold_to_constant (GcoreExpr *node, GcoreObject *value, GcoreArena *arena);
/* `FORMAT % (elements)` as an f-string, if it uses nothing but %s, %r and %a. */
bool gcore_fold_format (GcoreExpr *node, GcoreObject *format, const GcoreExprSeq *elements, GcoreArena *arena);
