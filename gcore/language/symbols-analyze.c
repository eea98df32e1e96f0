/* SPDX-License-Identifier: MIT */
/* Pass two: what each name means, scope by scope from the outside in; free names travel back out. */
#include "gcore/language/symbols-private.h"

#include "gcore/objects/errors.h"

/* Names that matter for the scope being analyzed, as sets. */
typedef struct
{
  GcoreNameMap *bound;   /* bound in enclosing functions; NULL at module level */
  GcoreNameMap *globals; /* declared global in enclosing scopes */
  GcoreNameMap *free;    /* out: free here or in a scope inside */
} Environment;

/* Meanings decided so far and the names local to one scope. */
typedef struct
{
  GcoreSymbols *symbols;
  GcoreScope *scope;
  GcoreNameMap meanings;
  GcoreNameMap locals;
} Analysis;

static bool analyze_scope (GcoreSymbols *symbols, GcoreScope *scope, Environment *environment);

static bool
error_at_directive (const Analysis *analysis, const GcoreObject *name, GcoreObject *message)
{
  const GcoreDirective *directive = analysis->scope->directives;
  while (directive != NULL && directive->name != name)
    directive = directive->next;
  return gcore_symbols_error (analysis->symbols,
                              directive != NULL ? directive->location : analysis->scope->location, message);
}

static bool
set_meaning (Analysis *analysis, const GcoreObject *name, GcoreNameMeaning meaning)
{
  return gcore_name_map_set (&analysis->meanings, name, meaning);
}

static bool
mean_free (Analysis *analysis, Environment *environment, const GcoreObject *name)
{
  analysis->scope->has_free = true;
  return set_meaning (analysis, name, GCORE_NAME_FREE) && gcore_name_map_set (environment->free, name, 1);
}

static bool
analyze_name (Analysis *analysis, Environment *environment, GcoreObject *name, int flags)
{
  if ((flags & GCORE_SYMBOL_GLOBAL) != 0)
    {
      if ((flags & GCORE_SYMBOL_NONLOCAL) != 0)
        return error_at_directive (analysis, name, gcore_str_from_format ("name '%U' is nonlocal and global", name));
      if (environment->bound != NULL)
        gcore_name_map_discard (environment->bound, name);
      return set_meaning (analysis, name, GCORE_NAME_GLOBAL_EXPLICIT)
             && gcore_name_map_set (environment->globals, name, 1);
    }
  if ((flags & GCORE_SYMBOL_NONLOCAL) != 0)
    {
      if (environment->bound == NULL)
        return error_at_directive (analysis, name,
                                   gcore_str_from_string ("nonlocal declaration not allowed at module level"));
      if (!gcore_name_map_contains (environment->bound, name))
        return error_at_directive (analysis, name,
                                   gcore_str_from_format ("no binding for nonlocal '%U' found", name));
      return mean_free (analysis, environment, name);
    }
  if ((flags & GCORE_SYMBOL_BOUND) != 0)
    {
      gcore_name_map_discard (environment->globals, name);
      return set_meaning (analysis, name, GCORE_NAME_LOCAL) && gcore_name_map_set (&analysis->locals, name, 1);
    }
  if (environment->bound != NULL && gcore_name_map_contains (environment->bound, name))
    return mean_free (analysis, environment, name);
  if (!gcore_name_map_contains (environment->globals, name) && analysis->scope->nested)
    analysis->scope->has_free = true;
  return set_meaning (analysis, name, GCORE_NAME_GLOBAL_IMPLICIT);
}

/* Locals that an inner scope captures are cells, and not free further out. */
static bool
turn_captured_locals_into_cells (Analysis *analysis, GcoreNameMap *free)
{
  for (intptr_t i = 0; i < analysis->meanings.count; i++)
    {
      GcoreNameEntry *entry = &analysis->meanings.entries[i];
      if (entry->value == GCORE_NAME_LOCAL && gcore_name_map_discard (free, entry->key))
        entry->value = GCORE_NAME_CELL;
    }
  return true;
}

/* Writes the meanings into the symbols and adds names that are only passing through to a scope inside. */
static bool
update_symbols (Analysis *analysis, const GcoreNameMap *bound, const GcoreNameMap *free)
{
  GcoreNameMap *symbols = &analysis->scope->symbols;
  for (intptr_t i = 0; i < symbols->count; i++)
    symbols->entries[i].value |= gcore_name_map_get (&analysis->meanings, symbols->entries[i].key, 0)
                                 << GCORE_SYMBOL_MEANING_SHIFT;
  for (intptr_t i = 0; i < free->count; i++)
    {
      const void *name = free->entries[i].key;
      if (name == NULL)
        continue;
      intptr_t known = gcore_name_map_get (symbols, name, -1);
      if (known >= 0)
        {
          /* A class that binds the name itself still has to hand the outer one to its methods. */
          if (analysis->scope->kind == GCORE_SCOPE_CLASS
              && (known & (GCORE_SYMBOL_BOUND | GCORE_SYMBOL_GLOBAL)) != 0
              && !gcore_name_map_set (symbols, name, known | GCORE_SYMBOL_FREE_CLASS))
            return false;
        }
      else if (bound == NULL || gcore_name_map_contains (bound, name))
        {
          if (!gcore_name_map_set (symbols, name, GCORE_NAME_FREE << GCORE_SYMBOL_MEANING_SHIFT))
            return false;
        }
    }
  return true;
}

/* Each scope inside works on copies of the environment. */
static bool
analyze_children (Analysis *analysis, const GcoreNameMap *bound, const GcoreNameMap *globals, GcoreNameMap *free)
{
  for (GcoreScope *child = analysis->scope->first_child; child != NULL; child = child->next_sibling)
    {
      GcoreNameMap child_bound, child_globals, child_free;
      Environment environment = { &child_bound, &child_globals, &child_free };
      gcore_name_map_init (&child_bound, analysis->symbols->arena);
      gcore_name_map_init (&child_globals, analysis->symbols->arena);
      gcore_name_map_init (&child_free, analysis->symbols->arena);
      if (!gcore_name_map_merge (&child_bound, bound) || !gcore_name_map_merge (&child_globals, globals)
          || !analyze_scope (analysis->symbols, child, &environment) || !gcore_name_map_merge (free, &child_free))
        return false;
      if (child->has_free || child->child_has_free)
        analysis->scope->child_has_free = true;
    }
  return true;
}

static bool
analyze_scope_inner (GcoreSymbols *symbols, GcoreScope *scope, Environment *environment)
{
  Analysis analysis = { .symbols = symbols, .scope = scope };
  GcoreNameMap inner_bound, inner_globals, inner_free;
  bool is_class = scope->kind == GCORE_SCOPE_CLASS;
  gcore_name_map_init (&analysis.meanings, symbols->arena);
  gcore_name_map_init (&analysis.locals, symbols->arena);
  gcore_name_map_init (&inner_bound, symbols->arena);
  gcore_name_map_init (&inner_globals, symbols->arena);
  gcore_name_map_init (&inner_free, symbols->arena);

  /* Names of a class body are invisible to its methods: they see what is around the class, before it changes that. */
  if (is_class
      && (!gcore_name_map_merge (&inner_globals, environment->globals)
          || (environment->bound != NULL && !gcore_name_map_merge (&inner_bound, environment->bound))))
    return false;
  for (intptr_t i = 0; i < scope->symbols.count; i++)
    {
      GcoreNameEntry entry = scope->symbols.entries[i];
      if (!analyze_name (&analysis, environment, (GcoreObject *) (uintptr_t) entry.key, (int) entry.value))
        return false;
    }
  if (is_class)
    {
      if (!gcore_name_map_set (&inner_bound, GCORE_ID (__class__), 1))
        return false;
    }
  else if ((scope->kind == GCORE_SCOPE_FUNCTION && !gcore_name_map_merge (&inner_bound, &analysis.locals))
           || (environment->bound != NULL && !gcore_name_map_merge (&inner_bound, environment->bound))
           || !gcore_name_map_merge (&inner_globals, environment->globals))
    return false;

  if (!analyze_children (&analysis, &inner_bound, &inner_globals, &inner_free))
    return false;
  if (scope->kind == GCORE_SCOPE_FUNCTION && !turn_captured_locals_into_cells (&analysis, &inner_free))
    return false;
  if (is_class && gcore_name_map_discard (&inner_free, GCORE_ID (__class__)))
    scope->needs_class_cell = true;
  return update_symbols (&analysis, environment->bound, &inner_free)
         && gcore_name_map_merge (environment->free, &inner_free);
}

static bool
analyze_scope (GcoreSymbols *symbols, GcoreScope *scope, Environment *environment)
{
  if (!gcore_nesting_enter (&symbols->nesting))
    return false;
  bool ok = analyze_scope_inner (symbols, scope, environment);
  gcore_nesting_leave (&symbols->nesting);
  return ok;
}

bool
gcore_symbols_analyze (GcoreSymbols *symbols)
{
  GcoreNameMap globals, free;
  Environment environment = { NULL, &globals, &free };
  gcore_name_map_init (&globals, symbols->arena);
  gcore_name_map_init (&free, symbols->arena);
  return analyze_scope (symbols, symbols->top, &environment);
}
