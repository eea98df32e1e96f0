/* SPDX-License-Identifier: MIT */
/* Shared by the files of the symbol table. */
#pragma once

#include "gcore/language/symbols.h"
#include "gcore/objects/str.h"

/* Makes a scope inside the current one and the current one. False with an exception set; so do all functions here. */
bool gcore_symbols_enter (GcoreSymbols *symbols, GcoreScopeKind kind, const void *node, GcoreLocation location);
void gcore_symbols_leave (GcoreSymbols *symbols);

/* Notes that NAME is used in SCOPE as FLAGS (GCORE_SYMBOL_...) say. */
bool gcore_symbols_define_in (GcoreSymbols *symbols, GcoreScope *scope, GcoreObject *name, int flags,
                              GcoreLocation location);
/* The same in the current scope. */
bool gcore_symbols_define (GcoreSymbols *symbols, GcoreObject *name, int flags, GcoreLocation location);
/* What has been noted about NAME in SCOPE so far: flags, 0 for nothing, -1 with an exception set. */
int gcore_symbols_flags (GcoreSymbols *symbols, GcoreScope *scope, GcoreObject *name);
/* Remembers where NAME was declared global or nonlocal in the current scope. */
bool gcore_symbols_note_directive (GcoreSymbols *symbols, GcoreObject *name, GcoreLocation location);

/* Sets SyntaxError with MESSAGE (stolen, NULL after a failure); always returns false. */
bool gcore_symbols_error (GcoreSymbols *symbols, GcoreLocation location, GcoreObject *message);

/* Expressions, for statements. NULL is skipped. */
bool gcore_symbols_visit_expr (GcoreSymbols *symbols, GcoreExpr *node);
bool gcore_symbols_visit_exprs (GcoreSymbols *symbols, const GcoreExprSeq *exprs);
bool gcore_symbols_visit_keywords (GcoreSymbols *symbols, const GcoreKeywordSeq *keywords);
bool gcore_symbols_visit_parameters (GcoreSymbols *symbols, const GcoreArguments *arguments);
