/* SPDX-License-Identifier: MIT */
/* match statements.
 *
 * While a pattern is matched the stack holds, from the bottom: the subject (a copy, unless it is the last case), the
 * values captured so far, in the order of `captures`, and `on_top` further things still needed. When something does not
 * match, all of them have to go: fail_pop[n] is where a jump leads that has n of them to pop; the blocks are laid out
 * one after the other, each popping one. */
#include "gcore/language/compiler-private.h"

#include "gcore/objects/int.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

typedef struct
{
  GcoreNameMap captures;    /* name -> number */
  GcoreBlock **fail_pop;
  intptr_t n_fail_pops, fail_pop_capacity;
  intptr_t on_top;
  bool allow_irrefutable;   /* a pattern that always matches is fine here */
} Match;

static void compile_pattern (GcoreCompiler *c, GcorePattern *pattern, Match *match);

/* --- failing ------------------------------------------------------------------------------------------------------ */

/* The block that pops N things. */
static GcoreBlock *
fail_block (GcoreCompiler *c, Match *match, intptr_t n)
{
  if (n >= match->fail_pop_capacity && !c->failed)
    {
      intptr_t capacity = (n + 1) * 2;
      GcoreBlock **blocks = (GcoreBlock **) gcore_arena_alloc (c->arena, (size_t) capacity * sizeof *blocks);
      if (blocks == NULL)
        c->failed = true;
      else
        {
          if (match->n_fail_pops > 0)
            memcpy (blocks, match->fail_pop, (size_t) match->n_fail_pops * sizeof *blocks);
          match->fail_pop = blocks;
          match->fail_pop_capacity = capacity;
        }
    }
  while (!c->failed && match->n_fail_pops <= n)
    match->fail_pop[match->n_fail_pops++] = gcore_new_block (c);
  return c->failed ? &c->spare : match->fail_pop[n];
}

static void
jump_to_fail (GcoreCompiler *c, Match *match, int opcode)
{
  GcoreBlock *target = fail_block (c, match, match->on_top + match->captures.count);
  gcore_emit_jump (c, opcode, target);
}

static void
emit_fail_pops (GcoreCompiler *c, Match *match)
{
  if (match->n_fail_pops == 0)
    return;
  for (intptr_t n = match->n_fail_pops - 1; n > 0; n--)
    {
      gcore_use_block (c, match->fail_pop[n]);
      gcore_emit (c, GCORE_OP_POP_TOP);
    }
  gcore_use_block (c, match->fail_pop[0]);
  match->n_fail_pops = 0;
}

/* --- captures ----------------------------------------------------------------------------------------------------- */

/* Moves the topmost value below the COUNT - 1 values under it. */
static void
rotate (GcoreCompiler *c, intptr_t count)
{
  for (; count > 1; count--)
    gcore_emit_arg (c, GCORE_OP_SWAP, count);
}

/* Looks through the entries one by one, since reordering them leaves the map's index behind. */
static bool
is_captured (const Match *match, const GcoreObject *name)
{
  for (intptr_t i = 0; i < match->captures.count; i++)
    if (match->captures.entries[i].key == name)
      return true;
  return false;
}

static bool
note_capture (GcoreCompiler *c, Match *match, GcoreObject *name)
{
  if (c->failed)
    return false;
  if (is_captured (match, name))
    gcore_compile_error (c, gcore_str_from_format ("multiple assignments to name %R in pattern", name));
  else if (gcore_name_map_add (&match->captures, name) < 0)
    c->failed = true;
  return !c->failed;
}

/* Keeps the topmost value for NAME, or drops it if NAME is NULL. */
static void
capture (GcoreCompiler *c, Match *match, GcoreObject *name)
{
  if (name == NULL)
    {
      gcore_emit (c, GCORE_OP_POP_TOP);
      return;
    }
  intptr_t below = match->on_top + match->captures.count;
  if (gcore_check_name (c, name, GCORE_STORE) && note_capture (c, match, name))
    rotate (c, below + 1);
}

static void
compile_subpattern (GcoreCompiler *c, GcorePattern *pattern, Match *match)
{
  bool outer = match->allow_irrefutable;
  match->allow_irrefutable = true;
  compile_pattern (c, pattern, match);
  match->allow_irrefutable = outer;
}

static bool
is_wildcard (const GcorePattern *pattern)
{
  return pattern->kind == GCORE_PATTERN_AS && pattern->as.as.name == NULL;
}

static void
compile_as_pattern (GcoreCompiler *c, const GcorePattern *pattern, Match *match)
{
  GcoreObject *name = pattern->as.as.name;
  if (pattern->as.as.pattern != NULL)
    {
      match->on_top++;
      gcore_emit_arg (c, GCORE_OP_COPY, 1);
      compile_pattern (c, pattern->as.as.pattern, match);
      match->on_top--;
    }
  else if (!match->allow_irrefutable && !c->failed)
    {
      if (name != NULL)
        gcore_compile_error (c, gcore_str_from_format ("name capture %R makes remaining patterns unreachable", name));
      else
        gcore_compile_error_text (c, "wildcard makes remaining patterns unreachable");
    }
  capture (c, match, name);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static void
compile_value_pattern (GcoreCompiler *c, const GcorePattern *pattern, Match *match)
{
  gcore_compile_expr (c, pattern->as.value.value);
  gcore_emit_compare (c, GCORE_CMP_EQ);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
}

static void
compile_singleton_pattern (GcoreCompiler *c, const GcorePattern *pattern, Match *match)
{
  gcore_emit_const (c, pattern->as.singleton.value);
  gcore_emit_compare (c, GCORE_CMP_IS);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
}

/* --- sequences ---------------------------------------------------------------------------------------------------- */

static void
check_length (GcoreCompiler *c, Match *match, intptr_t length, GcoreCmpOp op)
{
  gcore_emit (c, GCORE_OP_GET_LEN);
  gcore_emit_new_const (c, gcore_int_from_ssize (length));
  gcore_emit_compare (c, op);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
}

static void
match_unpacked (GcoreCompiler *c, const GcorePatternSeq *patterns, intptr_t star, Match *match)
{
  intptr_t n = patterns->count;
  if (star >= 0 && (star >= 1 << 8 || n - star - 1 >= INT32_MAX >> 8))
    gcore_compile_error_text (c, "too many expressions in star-unpacking sequence pattern");
  if (star >= 0)
    gcore_emit_arg (c, GCORE_OP_UNPACK_EX, star + ((n - star - 1) << 8));
  else
    gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, n);
  match->on_top += n;
  for (intptr_t i = 0; i < n; i++)
    {
      match->on_top--;
      compile_subpattern (c, patterns->items[i], match);
    }
}

/* With `*_`, the items that matter are fetched one by one, those behind the star counted from the end. */
static void
match_subscripted (GcoreCompiler *c, const GcorePatternSeq *patterns, intptr_t star, Match *match)
{
  match->on_top++;
  for (intptr_t i = 0; i < patterns->count; i++)
    {
      GcorePattern *pattern = patterns->items[i];
      if (i == star || is_wildcard (pattern))
        continue;
      gcore_emit_arg (c, GCORE_OP_COPY, 1);
      if (i < star)
        gcore_emit_new_const (c, gcore_int_from_ssize (i));
      else
        {
          gcore_emit (c, GCORE_OP_GET_LEN);
          gcore_emit_new_const (c, gcore_int_from_ssize (patterns->count - i));
          gcore_emit_binary (c, GCORE_OP_SUB, false);
        }
      gcore_emit (c, GCORE_OP_BINARY_SUBSCR);
      compile_subpattern (c, pattern, match);
    }
  match->on_top--;
  gcore_emit (c, GCORE_OP_POP_TOP);
}

static void
compile_sequence_pattern (GcoreCompiler *c, const GcorePattern *node, Match *match)
{
  const GcorePatternSeq *patterns = node->as.sequence.patterns;
  intptr_t n = patterns->count, star = -1;
  bool only_wildcards = true, star_is_wildcard = false;
  for (intptr_t i = 0; i < n; i++)
    {
      const GcorePattern *pattern = patterns->items[i];
      if (pattern->kind != GCORE_PATTERN_STAR)
        only_wildcards = only_wildcards && is_wildcard (pattern);
      else if (star >= 0)
        gcore_compile_error_text (c, "multiple starred names in sequence pattern");
      else
        {
          star = i;
          star_is_wildcard = pattern->as.star.name == NULL;
          only_wildcards = only_wildcards && star_is_wildcard;
        }
    }
  match->on_top++;
  gcore_emit (c, GCORE_OP_MATCH_SEQUENCE);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
  if (star < 0)
    check_length (c, match, n, GCORE_CMP_EQ);
  else if (n > 1)
    check_length (c, match, n - 1, GCORE_CMP_GT_E);
  match->on_top--;
  if (only_wildcards)
    gcore_emit (c, GCORE_OP_POP_TOP);
  else if (star_is_wildcard)
    match_subscripted (c, patterns, star, match);
  else
    match_unpacked (c, patterns, star, match);
}

/* --- mappings ----------------------------------------------------------------------------------------------------- */

/* Whether KEY, a constant, stands before number N of KEYS: 1, 0, or -1 with an exception. */
static int
check_key_is_new (GcoreCompiler *c, GcoreObject *seen, GcoreObject *key)
{
  int known = gcore_set_contains (seen, key);
  if (known < 0 || (known == 0 && gcore_set_add (seen, key) < 0))
    c->failed = true;
  else if (known > 0)
    gcore_compile_error (c, gcore_str_from_format ("mapping pattern checks duplicate key (%R)", key));
  return !c->failed;
}

static void
compile_mapping_keys (GcoreCompiler *c, const GcoreExprSeq *keys)
{
  GcoreObject *seen = c->failed ? NULL : gcore_set_new (NULL);
  if (seen == NULL)
    c->failed = true;
  for (intptr_t i = 0; i < keys->count && !c->failed; i++)
    {
      GcoreExpr *key = keys->items[i];
      if (key->kind == GCORE_EXPR_CONSTANT)
        check_key_is_new (c, seen, key->as.constant.value);
      else if (key->kind != GCORE_EXPR_ATTRIBUTE)
        gcore_compile_error_text (c, "mapping pattern keys may only match literals and attribute lookups");
      gcore_compile_expr (c, key);
    }
  gcore_xdecref (seen);
}

/* Subject and tuple of keys are on the stack: a copy of the subject without the keys is captured. */
static void
capture_rest (GcoreCompiler *c, intptr_t n_keys, GcoreObject *name, Match *match)
{
  gcore_emit_arg (c, GCORE_OP_BUILD_MAP, 0);
  gcore_emit_arg (c, GCORE_OP_SWAP, 3);
  gcore_emit_arg (c, GCORE_OP_DICT_UPDATE, 2);
  gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, n_keys);
  for (intptr_t left = n_keys; left > 0; left--)
    {
      gcore_emit_arg (c, GCORE_OP_COPY, 1 + left);
      gcore_emit_arg (c, GCORE_OP_SWAP, 2);
      gcore_emit (c, GCORE_OP_DELETE_SUBSCR);
    }
  capture (c, match, name);
}

/* What MATCH_KEYS and MATCH_CLASS push is None when nothing matched. */
static void
check_not_none (GcoreCompiler *c, Match *match)
{
  gcore_emit_arg (c, GCORE_OP_COPY, 1);
  gcore_emit_const (c, GCORE_NONE);
  gcore_emit_arg (c, GCORE_OP_IS_OP, 1);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
}

static void
compile_mapping_pattern (GcoreCompiler *c, const GcorePattern *node, Match *match)
{
  const GcoreExprSeq *keys = node->as.mapping.keys;
  GcoreObject *rest = node->as.mapping.rest;
  intptr_t n = keys->count;
  match->on_top++;
  gcore_emit (c, GCORE_OP_MATCH_MAPPING);
  jump_to_fail (c, match, GCORE_OP_POP_JUMP_IF_FALSE);
  if (n == 0 && rest == NULL)
    {
      match->on_top--;
      gcore_emit (c, GCORE_OP_POP_TOP);
      return;
    }
  if (n > 0)
    check_length (c, match, n, GCORE_CMP_GT_E);
  compile_mapping_keys (c, keys);
  gcore_emit_arg (c, GCORE_OP_BUILD_TUPLE, n);
  gcore_emit (c, GCORE_OP_MATCH_KEYS);
  match->on_top += 2;
  check_not_none (c, match);
  gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, n);
  match->on_top += n - 1;
  for (intptr_t i = 0; i < n; i++)
    {
      match->on_top--;
      compile_subpattern (c, node->as.mapping.patterns->items[i], match);
    }
  match->on_top -= 2;
  if (rest != NULL)
    {
      capture_rest (c, n, rest, match);
      return;
    }
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_emit (c, GCORE_OP_POP_TOP);
}

/* --- classes ------------------------------------------------------------------------------------------------------ */

static void
check_attribute_names (GcoreCompiler *c, const GcoreIdentifierSeq *names, const GcorePatternSeq *patterns)
{
  for (intptr_t i = 0; i < names->count; i++)
    {
      gcore_set_location (c, patterns->items[i]->location);
      if (!gcore_check_name (c, names->items[i], GCORE_STORE))
        return;
      for (intptr_t j = i + 1; j < names->count; j++)
        if (names->items[i] == names->items[j] && !c->failed)
          {
            gcore_set_location (c, patterns->items[j]->location);
            gcore_compile_error (
              c, gcore_str_from_format ("attribute name repeated in class pattern: %U", names->items[i]));
            return;
          }
    }
}

static GcoreObject *
attribute_names (const GcoreIdentifierSeq *names)
{
  GcoreObject *tuple = gcore_tuple_new (names->count);
  for (intptr_t i = 0; tuple != NULL && i < names->count; i++)
    GCORE_TUPLE_SET_ITEM (tuple, i, gcore_newref (names->items[i]));
  return tuple;
}

static void
compile_class_pattern (GcoreCompiler *c, const GcorePattern *node, Match *match)
{
  const GcorePatternSeq *positional = node->as.class_.patterns, *keyword = node->as.class_.kwd_patterns;
  intptr_t n = positional->count + keyword->count;
  if (keyword->count > 0)
    {
      check_attribute_names (c, node->as.class_.kwd_attrs, keyword);
      gcore_set_location (c, node->location);
    }
  gcore_compile_expr (c, node->as.class_.cls);
  gcore_emit_new_const (c, attribute_names (node->as.class_.kwd_attrs));
  gcore_emit_arg (c, GCORE_OP_MATCH_CLASS, positional->count);
  match->on_top++;
  check_not_none (c, match);
  gcore_emit_arg (c, GCORE_OP_UNPACK_SEQUENCE, n);
  match->on_top += n - 1;
  for (intptr_t i = 0; i < n; i++)
    {
      GcorePattern *pattern = i < positional->count ? positional->items[i] : keyword->items[i - positional->count];
      match->on_top--;
      if (is_wildcard (pattern))
        gcore_emit (c, GCORE_OP_POP_TOP);
      else
        compile_subpattern (c, pattern, match);
    }
}

/* --- alternatives ------------------------------------------------------------------------------------------------- */

/* Brings the captures of an alternative, on the stack and in MATCH, into the order of the first one's. */
static void
reorder_captures (GcoreCompiler *c, const GcoreNameMap *first, Match *match)
{
  GcoreNameEntry *entries = match->captures.entries;
  for (intptr_t place = first->count - 1; place >= 0; place--)
    {
      intptr_t found = 0;
      while (found < match->captures.count && entries[found].key != first->entries[place].key)
        found++;
      if (found == match->captures.count)
        {
          gcore_compile_error_text (c, "alternative patterns bind different names");
          return;
        }
      /* Rotating the values up to FOUND one by one behind those up to PLACE moves the name's value there. */
      for (intptr_t i = 0; place != found && i <= found; i++)
        {
          GcoreNameEntry moved = entries[0];
          memmove (entries, entries + 1, (size_t) place * sizeof *entries);
          entries[place] = moved;
          rotate (c, place + 1);
        }
    }
}

/* One alternative, on a copy of the subject; the jump at its end leads to END. */
static void
compile_alternative (GcoreCompiler *c, GcorePattern *pattern, Match *match, GcoreNameMap *first, bool is_first,
                     GcoreBlock *end)
{
  gcore_set_location (c, pattern->location);
  gcore_emit_arg (c, GCORE_OP_COPY, 1);
  compile_pattern (c, pattern, match);
  if (c->failed)
    return;
  if (is_first)
    *first = match->captures;
  else if (match->captures.count != first->count)
    gcore_compile_error_text (c, "alternative patterns bind different names");
  else
    reorder_captures (c, first, match);
  gcore_emit_jump (c, GCORE_OP_JUMP, end);
  emit_fail_pops (c, match);
}

static void
compile_or_pattern (GcoreCompiler *c, const GcorePattern *node, Match *match)
{
  const GcorePatternSeq *patterns = node->as.or_.patterns;
  GcoreBlock *end = gcore_new_block (c);
  GcoreNameMap first;
  gcore_name_map_init (&first, c->arena);
  for (intptr_t i = 0; i < patterns->count && !c->failed; i++)
    {
      Match alternative = { .allow_irrefutable = i == patterns->count - 1 && match->allow_irrefutable };
      gcore_name_map_init (&alternative.captures, c->arena);
      compile_alternative (c, patterns->items[i], &alternative, &first, i == 0, end);
    }
  gcore_emit (c, GCORE_OP_POP_TOP);
  jump_to_fail (c, match, GCORE_OP_JUMP);
  gcore_use_block (c, end);
  /* The new captures lie above everything else: each goes where it belongs. */
  intptr_t rotations = first.count + 1 + match->on_top + match->captures.count;
  for (intptr_t i = 0; i < first.count; i++)
    {
      rotate (c, rotations);
      if (!note_capture (c, match, (GcoreObject *) (uintptr_t) first.entries[i].key))
        return;
    }
  gcore_emit (c, GCORE_OP_POP_TOP);
}

/* --- dispatch ----------------------------------------------------------------------------------------------------- */

/* What is emitted after a pattern in it belongs to that. */
static void
compile_pattern (GcoreCompiler *c, GcorePattern *pattern, Match *match)
{
  if (c->failed)
    return;
  gcore_set_location (c, pattern->location);
  switch (pattern->kind)
    {
    case GCORE_PATTERN_VALUE:
      compile_value_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_SINGLETON:
      compile_singleton_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_SEQUENCE:
      compile_sequence_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_MAPPING:
      compile_mapping_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_CLASS:
      compile_class_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_STAR:
      capture (c, match, pattern->as.star.name);
      break;
    case GCORE_PATTERN_AS:
      compile_as_pattern (c, pattern, match);
      break;
    case GCORE_PATTERN_OR:
      compile_or_pattern (c, pattern, match);
      break;
    }
}

/* One case; KEEP_SUBJECT: others follow that look at the subject. */
static void
compile_case (GcoreCompiler *c, const GcoreMatchCase *match_case, bool keep_subject, bool is_last, GcoreBlock *end)
{
  Match match = { .allow_irrefutable = match_case->guard != NULL || is_last };
  gcore_name_map_init (&match.captures, c->arena);
  gcore_set_location (c, match_case->pattern->location);
  if (keep_subject)
    gcore_emit_arg (c, GCORE_OP_COPY, 1);
  compile_pattern (c, match_case->pattern, &match);
  for (intptr_t i = 0; i < match.captures.count; i++)
    gcore_emit_variable (c, (GcoreObject *) (uintptr_t) match.captures.entries[i].key, GCORE_STORE);
  if (match_case->guard != NULL)
    gcore_compile_jump_if (c, match_case->guard, fail_block (c, &match, 0), false);
  if (keep_subject)
    gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_compile_stmts (c, match_case->body);
  gcore_emit_jump (c, GCORE_OP_JUMP, end);
  /* When the pattern fails, that is the place, not the end of the body. */
  gcore_set_location (c, match_case->pattern->location);
  emit_fail_pops (c, &match);
}

void
gcore_compile_match (GcoreCompiler *c, GcoreStmt *node)
{
  const GcoreMatchCaseSeq *cases = node->as.match.cases;
  const GcoreMatchCase *last = cases->items[cases->count - 1];
  gcore_compile_expr (c, node->as.match.subject);
  GcoreBlock *end = gcore_new_block (c);
  bool has_default = is_wildcard (last->pattern) && cases->count > 1;
  intptr_t n = cases->count - has_default;
  for (intptr_t i = 0; i < n && !c->failed; i++)
    compile_case (c, cases->items[i], i != n - 1, i == cases->count - 1, end);
  if (has_default)
    {
      gcore_set_location (c, last->pattern->location);
      gcore_emit (c, GCORE_OP_NOP);
      if (last->guard != NULL)
        gcore_compile_jump_if (c, last->guard, end, false);
      gcore_compile_stmts (c, last->body);
    }
  gcore_use_block (c, end);
}
