/* SPDX-License-Identifier: MIT */
/* The symbol table: for every scope of a program, what each name in it means.
 *
 * Pass one walks the tree and notes in each scope how names are used (bound, used, declared). Pass two decides from the
 * enclosing scopes whether a name is local, global, a cell (local, captured by an inner scope) or free (a captured cell
 * of an outer scope). Names are mangled (`__x` in a class) and interned. */
#pragma once

#include "gcore/language/ast.h"
#include "gcore/language/name-map.h"
#include "gcore/language/nesting.h"

typedef enum { GCORE_SCOPE_FUNCTION, GCORE_SCOPE_CLASS, GCORE_SCOPE_MODULE, GCORE_SCOPE_ANNOTATION } GcoreScopeKind;

/* How a name is used in a scope: bits of a symbol's value. */
enum
{
  GCORE_SYMBOL_GLOBAL = 1,         /* global statement */
  GCORE_SYMBOL_LOCAL = 2,          /* assigned */
  GCORE_SYMBOL_PARAM = 4,
  GCORE_SYMBOL_NONLOCAL = 8,       /* nonlocal statement */
  GCORE_SYMBOL_USED = 16,
  GCORE_SYMBOL_FREE_CLASS = 64,    /* free in a class body that also binds it */
  GCORE_SYMBOL_IMPORT = 128,
  GCORE_SYMBOL_ANNOTATED = 256,
  GCORE_SYMBOL_COMP_TARGET = 512,  /* iteration variable of a comprehension */
  GCORE_SYMBOL_BOUND = GCORE_SYMBOL_LOCAL | GCORE_SYMBOL_PARAM | GCORE_SYMBOL_IMPORT,
  GCORE_SYMBOL_MEANING_SHIFT = 11  /* above: a GcoreNameMeaning */
};

typedef enum
{
  GCORE_NAME_UNKNOWN,
  GCORE_NAME_LOCAL,
  GCORE_NAME_GLOBAL_EXPLICIT,
  GCORE_NAME_GLOBAL_IMPLICIT,
  GCORE_NAME_FREE,
  GCORE_NAME_CELL
} GcoreNameMeaning;

typedef enum
{
  GCORE_NO_COMPREHENSION,
  GCORE_LIST_COMPREHENSION,
  GCORE_DICT_COMPREHENSION,
  GCORE_SET_COMPREHENSION,
  GCORE_GENERATOR_EXPRESSION
} GcoreComprehensionKind;

/* A global or nonlocal statement's name, for messages. */
typedef struct GcoreDirective
{
  GcoreObject *name;
  GcoreLocation location;
  struct GcoreDirective *next;
} GcoreDirective;

typedef struct GcoreScope
{
  GcoreScopeKind kind;
  const void *node;          /* the tree node this scope belongs to */
  struct GcoreScope *outer;  /* NULL for the module */
  struct GcoreScope *first_child, *last_child, *next_sibling;
  GcoreLocation location;
  GcoreNameMap symbols;      /* name -> bits above */
  GcoreNameMap parameters;   /* in order: name -> number */
  GcoreDirective *directives;
  GcoreComprehensionKind comprehension;
  bool nested;               /* inside a function */
  bool has_free;             /* uses free variables */
  bool child_has_free;
  bool is_generator;
  bool is_coroutine;
  bool has_varargs, has_varkeywords;
  bool needs_class_cell;     /* class: a method uses __class__ or super () */
  bool in_comprehension_target; /* while walking */
  int in_comprehension_iter;    /* depth, while walking */
} GcoreScope;

typedef struct
{
  GcoreArena *arena;      /* everything here lives in it */
  GcoreObject *filename;  /* borrowed */
  const char *source;     /* or NULL; for messages */
  size_t source_length;
  bool future_annotations;
  GcoreNesting nesting;   /* while walking */
  GcoreNameMap scopes;    /* node -> GcoreScope */
  GcoreScope *top, *current;
  GcoreObject *class_name; /* borrowed: for mangling, NULL outside classes */
} GcoreSymbols;

/* Fills in SYMBOLS, whose first five members are set by the caller. False with SyntaxError or another exception. */
bool gcore_symbols_build (GcoreSymbols *symbols, GcoreModuleNode *tree);

/* The scope of a module, def, class, lambda or comprehension node. */
GcoreScope *gcore_symbols_lookup (const GcoreSymbols *symbols, const void *node);

/* What the mangled NAME means in SCOPE. */
GcoreNameMeaning gcore_scope_meaning (const GcoreScope *scope, const GcoreObject *name);

/* `__name` inside class CLASS_NAME (or NULL) as `_Class__name`: borrowed from ARENA; NULL with MemoryError. */
GcoreObject *gcore_mangle (GcoreArena *arena, GcoreObject *class_name, GcoreObject *name);

/* Sets SyntaxError with MESSAGE (stolen, may be NULL after a failure) at LOCATION; always returns false. SOURCE may be
 * NULL. The text of the line is given when FILENAME stands for a file. */
bool gcore_syntax_error (GcoreObject *filename, const char *source, size_t source_length, GcoreLocation location,
                         GcoreObject *message);
/* The same, but the exception's args hold the message only; the place is just in its attributes. An end_col_offset of
 * -1 is None there. */
bool gcore_syntax_error_bare (GcoreObject *filename, const char *source, size_t source_length, GcoreLocation location,
                              GcoreObject *message);

/* --- for symbols.c ------------------------------------------------------------------------------------------------ */

/* Pass two. False with an exception set. */
bool gcore_symbols_analyze (GcoreSymbols *symbols);
