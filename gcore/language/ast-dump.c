/* SPDX-License-Identifier: MIT */
/* The tree as text. What fields a node has is told by tables, one for each kind. */
#include "gcore/language/ast.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"

typedef enum
{
  BOOL, INT,
  OBJECT, OPTIONAL_OBJECT, /* shown by repr; optional: left out when NULL */
  KIND_U,                  /* 'u' or nothing */
  EXPR, STMT, PATTERN, ARGUMENTS, ARG, /* each left out when NULL */
  CONTEXT, BOOL_OPERATOR, OPERATOR, UNARY_OPERATOR,
  EXPRS, STMTS, PATTERNS, OBJECTS, COMPREHENSIONS, HANDLERS, ARGS, KEYWORDS, ALIASES, WITH_ITEMS, CASES, COMPARISONS,
  EMPTY_LIST
} FieldType;

typedef struct
{
  const char *name;
  FieldType type;
  size_t offset;
} Field;

typedef struct
{
  GcoreStrWriter writer;
  bool attributes;
} Dump;

/* --- tables ------------------------------------------------------------------------------------------------------- */

#define MAX_FIELDS 8
#define S(path) offsetof (GcoreStmt, as.path)
#define E(path) offsetof (GcoreExpr, as.path)
#define P(path) offsetof (GcorePattern, as.path)

#define FUNCTION_FIELDS                                                                                                \
  { { "name", OBJECT, S (function_def.name) },                                                                         \
    { "args", ARGUMENTS, S (function_def.args) },                                                                      \
    { "body", STMTS, S (function_def.body) },                                                                          \
    { "decorator_list", EXPRS, S (function_def.decorator_list) },                                                      \
    { "returns", EXPR, S (function_def.returns) } }
#define FOR_FIELDS                                                                                                     \
  { { "target", EXPR, S (for_.target) },                                                                               \
    { "iter", EXPR, S (for_.iter) },                                                                                   \
    { "body", STMTS, S (for_.body) },                                                                                  \
    { "orelse", STMTS, S (for_.orelse) } }
#define TEST_FIELDS                                                                                                    \
  { { "test", EXPR, S (if_.test) }, { "body", STMTS, S (if_.body) }, { "orelse", STMTS, S (if_.orelse) } }
#define WITH_FIELDS { { "items", WITH_ITEMS, S (with.items) }, { "body", STMTS, S (with.body) } }
#define TRY_FIELDS                                                                                                     \
  { { "body", STMTS, S (try_.body) },                                                                                  \
    { "handlers", HANDLERS, S (try_.handlers) },                                                                       \
    { "orelse", STMTS, S (try_.orelse) },                                                                              \
    { "finalbody", STMTS, S (try_.finalbody) } }

static const Field stmt_fields[][MAX_FIELDS] = {
  [GCORE_STMT_FUNCTION_DEF] = FUNCTION_FIELDS,
  [GCORE_STMT_ASYNC_FUNCTION_DEF] = FUNCTION_FIELDS,
  [GCORE_STMT_CLASS_DEF] = { { "name", OBJECT, S (class_def.name) },
                             { "bases", EXPRS, S (class_def.bases) },
                             { "keywords", KEYWORDS, S (class_def.keywords) },
                             { "body", STMTS, S (class_def.body) },
                             { "decorator_list", EXPRS, S (class_def.decorator_list) } },
  [GCORE_STMT_RETURN] = { { "value", EXPR, S (return_.value) } },
  [GCORE_STMT_DELETE] = { { "targets", EXPRS, S (delete_.targets) } },
  [GCORE_STMT_ASSIGN] = { { "targets", EXPRS, S (assign.targets) }, { "value", EXPR, S (assign.value) } },
  [GCORE_STMT_AUG_ASSIGN] = { { "target", EXPR, S (aug_assign.target) },
                              { "op", OPERATOR, S (aug_assign.op) },
                              { "value", EXPR, S (aug_assign.value) } },
  [GCORE_STMT_ANN_ASSIGN] = { { "target", EXPR, S (ann_assign.target) },
                              { "annotation", EXPR, S (ann_assign.annotation) },
                              { "value", EXPR, S (ann_assign.value) },
                              { "simple", BOOL, S (ann_assign.simple) } },
  [GCORE_STMT_FOR] = FOR_FIELDS,
  [GCORE_STMT_ASYNC_FOR] = FOR_FIELDS,
  [GCORE_STMT_WHILE] = TEST_FIELDS,
  [GCORE_STMT_IF] = TEST_FIELDS,
  [GCORE_STMT_WITH] = WITH_FIELDS,
  [GCORE_STMT_ASYNC_WITH] = WITH_FIELDS,
  [GCORE_STMT_MATCH] = { { "subject", EXPR, S (match.subject) }, { "cases", CASES, S (match.cases) } },
  [GCORE_STMT_RAISE] = { { "exc", EXPR, S (raise.exc) }, { "cause", EXPR, S (raise.cause) } },
  [GCORE_STMT_TRY] = TRY_FIELDS,
  [GCORE_STMT_TRY_STAR] = TRY_FIELDS,
  [GCORE_STMT_ASSERT] = { { "test", EXPR, S (assert_.test) }, { "msg", EXPR, S (assert_.msg) } },
  [GCORE_STMT_IMPORT] = { { "names", ALIASES, S (import.names) } },
  [GCORE_STMT_IMPORT_FROM] = { { "module", OPTIONAL_OBJECT, S (import_from.module) },
                               { "names", ALIASES, S (import_from.names) },
                               { "level", INT, S (import_from.level) } },
  [GCORE_STMT_GLOBAL] = { { "names", OBJECTS, S (global.names) } },
  [GCORE_STMT_NONLOCAL] = { { "names", OBJECTS, S (global.names) } },
  [GCORE_STMT_EXPR] = { { "value", EXPR, S (expr.value) } },
  [GCORE_STMT_CONTINUE] = { { NULL } },
};

#define COMPREHENSION_FIELDS                                                                                           \
  { { "elt", EXPR, E (list_comp.elt) }, { "generators", COMPREHENSIONS, E (list_comp.generators) } }
#define DISPLAY_FIELDS { { "elts", EXPRS, E (list.elts) }, { "ctx", CONTEXT, E (list.ctx) } }

static const Field expr_fields[][MAX_FIELDS] = {
  [GCORE_EXPR_BOOL_OP] = { { "op", BOOL_OPERATOR, E (bool_op.op) }, { "values", EXPRS, E (bool_op.values) } },
  [GCORE_EXPR_NAMED_EXPR] = { { "target", EXPR, E (named_expr.target) }, { "value", EXPR, E (named_expr.value) } },
  [GCORE_EXPR_BIN_OP] = { { "left", EXPR, E (bin_op.left) },
                          { "op", OPERATOR, E (bin_op.op) },
                          { "right", EXPR, E (bin_op.right) } },
  [GCORE_EXPR_UNARY_OP] = { { "op", UNARY_OPERATOR, E (unary_op.op) }, { "operand", EXPR, E (unary_op.operand) } },
  [GCORE_EXPR_LAMBDA] = { { "args", ARGUMENTS, E (lambda.args) }, { "body", EXPR, E (lambda.body) } },
  [GCORE_EXPR_IF_EXP] = { { "test", EXPR, E (if_exp.test) },
                          { "body", EXPR, E (if_exp.body) },
                          { "orelse", EXPR, E (if_exp.orelse) } },
  [GCORE_EXPR_DICT] = { { "keys", EXPRS, E (dict.keys) }, { "values", EXPRS, E (dict.values) } },
  [GCORE_EXPR_SET] = { { "elts", EXPRS, E (set.elts) } },
  [GCORE_EXPR_LIST_COMP] = COMPREHENSION_FIELDS,
  [GCORE_EXPR_SET_COMP] = COMPREHENSION_FIELDS,
  [GCORE_EXPR_DICT_COMP] = { { "key", EXPR, E (dict_comp.key) },
                             { "value", EXPR, E (dict_comp.value) },
                             { "generators", COMPREHENSIONS, E (dict_comp.generators) } },
  [GCORE_EXPR_GENERATOR_EXP] = COMPREHENSION_FIELDS,
  [GCORE_EXPR_AWAIT] = { { "value", EXPR, E (await.value) } },
  [GCORE_EXPR_YIELD] = { { "value", EXPR, E (yield.value) } },
  [GCORE_EXPR_YIELD_FROM] = { { "value", EXPR, E (yield_from.value) } },
  [GCORE_EXPR_COMPARE] = { { "left", EXPR, E (compare.left) },
                           { "ops", COMPARISONS, E (compare.ops) },
                           { "comparators", EXPRS, E (compare.comparators) } },
  [GCORE_EXPR_CALL] = { { "func", EXPR, E (call.func) },
                        { "args", EXPRS, E (call.args) },
                        { "keywords", KEYWORDS, E (call.keywords) } },
  [GCORE_EXPR_FORMATTED_VALUE] = { { "value", EXPR, E (formatted_value.value) },
                                   { "conversion", INT, E (formatted_value.conversion) },
                                   { "format_spec", EXPR, E (formatted_value.format_spec) } },
  [GCORE_EXPR_JOINED_STR] = { { "values", EXPRS, E (joined_str.values) } },
  [GCORE_EXPR_CONSTANT] = { { "value", OBJECT, E (constant.value) }, { "kind", KIND_U, E (constant.is_u) } },
  [GCORE_EXPR_ATTRIBUTE] = { { "value", EXPR, E (attribute.value) },
                             { "attr", OBJECT, E (attribute.attr) },
                             { "ctx", CONTEXT, E (attribute.ctx) } },
  [GCORE_EXPR_SUBSCRIPT] = { { "value", EXPR, E (subscript.value) },
                             { "slice", EXPR, E (subscript.slice) },
                             { "ctx", CONTEXT, E (subscript.ctx) } },
  [GCORE_EXPR_STARRED] = { { "value", EXPR, E (starred.value) }, { "ctx", CONTEXT, E (starred.ctx) } },
  [GCORE_EXPR_NAME] = { { "id", OBJECT, E (name.id) }, { "ctx", CONTEXT, E (name.ctx) } },
  [GCORE_EXPR_LIST] = DISPLAY_FIELDS,
  [GCORE_EXPR_TUPLE] = DISPLAY_FIELDS,
  [GCORE_EXPR_SLICE] = { { "lower", EXPR, E (slice.lower) },
                         { "upper", EXPR, E (slice.upper) },
                         { "step", EXPR, E (slice.step) } },
};

static const Field pattern_fields[][MAX_FIELDS] = {
  [GCORE_PATTERN_VALUE] = { { "value", EXPR, P (value.value) } },
  [GCORE_PATTERN_SINGLETON] = { { "value", OBJECT, P (singleton.value) } },
  [GCORE_PATTERN_SEQUENCE] = { { "patterns", PATTERNS, P (sequence.patterns) } },
  [GCORE_PATTERN_MAPPING] = { { "keys", EXPRS, P (mapping.keys) },
                              { "patterns", PATTERNS, P (mapping.patterns) },
                              { "rest", OPTIONAL_OBJECT, P (mapping.rest) } },
  [GCORE_PATTERN_CLASS] = { { "cls", EXPR, P (class_.cls) },
                            { "patterns", PATTERNS, P (class_.patterns) },
                            { "kwd_attrs", OBJECTS, P (class_.kwd_attrs) },
                            { "kwd_patterns", PATTERNS, P (class_.kwd_patterns) } },
  [GCORE_PATTERN_STAR] = { { "name", OPTIONAL_OBJECT, P (star.name) } },
  [GCORE_PATTERN_AS] = { { "pattern", PATTERN, P (as.pattern) }, { "name", OPTIONAL_OBJECT, P (as.name) } },
  [GCORE_PATTERN_OR] = { { "patterns", PATTERNS, P (or_.patterns) } },
};

#define F(Struct, name) offsetof (Struct, name)

static const Field comprehension_fields[] = { { "target", EXPR, F (GcoreComprehension, target) },
                                              { "iter", EXPR, F (GcoreComprehension, iter) },
                                              { "ifs", EXPRS, F (GcoreComprehension, ifs) },
                                              { "is_async", BOOL, F (GcoreComprehension, is_async) },
                                              { NULL } };
static const Field handler_fields[] = { { "type", EXPR, F (GcoreExceptHandler, type) },
                                        { "name", OPTIONAL_OBJECT, F (GcoreExceptHandler, name) },
                                        { "body", STMTS, F (GcoreExceptHandler, body) },
                                        { NULL } };
static const Field arguments_fields[] = { { "posonlyargs", ARGS, F (GcoreArguments, posonlyargs) },
                                          { "args", ARGS, F (GcoreArguments, args) },
                                          { "vararg", ARG, F (GcoreArguments, vararg) },
                                          { "kwonlyargs", ARGS, F (GcoreArguments, kwonlyargs) },
                                          { "kw_defaults", EXPRS, F (GcoreArguments, kw_defaults) },
                                          { "kwarg", ARG, F (GcoreArguments, kwarg) },
                                          { "defaults", EXPRS, F (GcoreArguments, defaults) },
                                          { NULL } };
static const Field arg_fields[] = { { "arg", OBJECT, F (GcoreArg, arg) },
                                    { "annotation", EXPR, F (GcoreArg, annotation) },
                                    { NULL } };
static const Field keyword_fields[] = { { "arg", OPTIONAL_OBJECT, F (GcoreKeyword, arg) },
                                        { "value", EXPR, F (GcoreKeyword, value) },
                                        { NULL } };
static const Field alias_fields[] = { { "name", OBJECT, F (GcoreAlias, name) },
                                      { "asname", OPTIONAL_OBJECT, F (GcoreAlias, asname) },
                                      { NULL } };
static const Field with_item_fields[] = { { "context_expr", EXPR, F (GcoreWithItem, context_expr) },
                                          { "optional_vars", EXPR, F (GcoreWithItem, optional_vars) },
                                          { NULL } };
static const Field case_fields[] = { { "pattern", PATTERN, F (GcoreMatchCase, pattern) },
                                     { "guard", EXPR, F (GcoreMatchCase, guard) },
                                     { "body", STMTS, F (GcoreMatchCase, body) },
                                     { NULL } };
static const Field module_fields[][MAX_FIELDS] = {
  [GCORE_MODULE] = { { "body", STMTS, F (GcoreModuleNode, as.module.body) }, { "type_ignores", EMPTY_LIST, 0 } },
  [GCORE_INTERACTIVE] = { { "body", STMTS, F (GcoreModuleNode, as.interactive.body) } },
  [GCORE_EXPRESSION] = { { "body", EXPR, F (GcoreModuleNode, as.expression.body) } },
};
static const char *const module_names[] = { "Module", "Interactive", "Expression" };

static const char *const context_names[] = { "Load()", "Store()", "Del()" };
static const char *const bool_operator_names[] = { "And()", "Or()" };
static const char *const operator_names[] = { "Add()", "Sub()", "Mult()", "MatMult()", "Div()", "Mod()", "Pow()",
                                              "LShift()", "RShift()", "BitOr()", "BitXor()", "BitAnd()", "FloorDiv()" };
static const char *const unary_operator_names[] = { "Invert()", "Not()", "UAdd()", "USub()" };
static const char *const comparison_names[] = { "Eq()", "NotEq()", "Lt()", "LtE()", "Gt()", "GtE()", "Is()", "IsNot()",
                                                "In()", "NotIn()" };

/* --- writing: every function returns false with an exception set on failure --------------------------------------- */

static bool
put (Dump *dump, const char *text)
{
  return gcore_str_writer_write_ascii_string (&dump->writer, text, -1) == 0;
}

static bool
put_int (Dump *dump, int value)
{
  GcoreObject *text = gcore_str_from_format ("%d", value);
  bool ok = text != NULL && gcore_str_writer_write_str (&dump->writer, text) == 0;
  gcore_xdecref (text);
  return ok;
}

static bool
put_repr (Dump *dump, GcoreObject *object)
{
  GcoreObject *text = gcore_object_repr (object);
  bool ok = text != NULL && gcore_str_writer_write_str (&dump->writer, text) == 0;
  gcore_xdecref (text);
  return ok;
}

static bool put_node (Dump *dump, const char *name, const Field *fields, const void *node,
                      const GcoreLocation *location);

/* A node whose type is that of a field or of the items of a sequence; NULL is None. */
static bool
put_item (Dump *dump, FieldType type, const void *item)
{
  if (item == NULL)
    return put (dump, "None");
  switch (type)
    {
    case EXPR: case EXPRS:
      {
        const GcoreExpr *expr = item;
        return put_node (dump, gcore_ast_expr_name (expr->kind), expr_fields[expr->kind], expr, &expr->location);
      }
    case STMT: case STMTS:
      {
        const GcoreStmt *stmt = item;
        return put_node (dump, gcore_ast_stmt_name (stmt->kind), stmt_fields[stmt->kind], stmt, &stmt->location);
      }
    case PATTERN: case PATTERNS:
      {
        const GcorePattern *pattern = item;
        return put_node (dump, gcore_ast_pattern_name (pattern->kind), pattern_fields[pattern->kind], pattern,
                         &pattern->location);
      }
    case ARGUMENTS:
      return put_node (dump, "arguments", arguments_fields, item, NULL);
    case COMPREHENSIONS:
      return put_node (dump, "comprehension", comprehension_fields, item, NULL);
    case WITH_ITEMS:
      return put_node (dump, "withitem", with_item_fields, item, NULL);
    case CASES:
      return put_node (dump, "match_case", case_fields, item, NULL);
    case ARG: case ARGS:
      return put_node (dump, "arg", arg_fields, item, &((const GcoreArg *) item)->location);
    case KEYWORDS:
      return put_node (dump, "keyword", keyword_fields, item, &((const GcoreKeyword *) item)->location);
    case ALIASES:
      return put_node (dump, "alias", alias_fields, item, &((const GcoreAlias *) item)->location);
    case HANDLERS:
      return put_node (dump, "ExceptHandler", handler_fields, item, &((const GcoreExceptHandler *) item)->location);
    default:
      return put_repr (dump, (GcoreObject *) item);
    }
}

static bool
put_sequence (Dump *dump, FieldType type, const GcoreExprSeq *seq)
{
  bool ok = put (dump, "[");
  for (intptr_t i = 0; ok && i < seq->count; i++)
    {
      ok = i == 0 || put (dump, ", ");
      if (ok && type == COMPARISONS)
        ok = put (dump, comparison_names[((const GcoreCmpOpSeq *) (const void *) seq)->items[i]]);
      else
        ok = ok && put_item (dump, type, seq->items[i]);
    }
  return ok && put (dump, "]");
}

static bool
put_field (Dump *dump, const Field *field, const void *node)
{
  const void *at = (const char *) node + field->offset;
  switch (field->type)
    {
    case BOOL:
      return put_int (dump, *(const bool *) at);
    case INT:
      return put_int (dump, *(const int *) at);
    case KIND_U:
      return put (dump, "'u'");
    case CONTEXT:
      return put (dump, context_names[*(const GcoreExprContext *) at]);
    case BOOL_OPERATOR:
      return put (dump, bool_operator_names[*(const GcoreBoolOpKind *) at]);
    case OPERATOR:
      return put (dump, operator_names[*(const GcoreOperator *) at]);
    case UNARY_OPERATOR:
      return put (dump, unary_operator_names[*(const GcoreUnaryOpKind *) at]);
    case EMPTY_LIST:
      return put (dump, "[]");
    default:
      if (field->type >= EXPRS)
        return put_sequence (dump, field->type, *(GcoreExprSeq *const *) at);
      return put_item (dump, field->type, *(void *const *) at);
    }
}

/* Optional fields without a value are left out. */
static bool
is_absent (const Field *field, const void *node)
{
  const void *at = (const char *) node + field->offset;
  if (field->type == KIND_U)
    return !*(const bool *) at;
  return field->type >= OPTIONAL_OBJECT && field->type <= ARG && *(void *const *) at == NULL;
}

static bool
put_location (Dump *dump, const GcoreLocation *location, bool first)
{
  GcoreObject *text = gcore_str_from_format ("%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d",
                                             first ? "" : ", ", location->lineno, location->col_offset,
                                             location->end_lineno, location->end_col_offset);
  bool ok = text != NULL && gcore_str_writer_write_str (&dump->writer, text) == 0;
  gcore_xdecref (text);
  return ok;
}

static bool
put_node (Dump *dump, const char *name, const Field *fields, const void *node, const GcoreLocation *location)
{
  bool first = true;
  if (gcore_enter_recursive_call (" while dumping a syntax tree") < 0)
    return false;
  bool ok = put (dump, name) && put (dump, "(");
  for (const Field *field = fields; ok && field->name != NULL; field++)
    {
      if (is_absent (field, node))
        continue;
      ok = (first || put (dump, ", ")) && put (dump, field->name) && put (dump, "=") && put_field (dump, field, node);
      first = false;
    }
  if (ok && dump->attributes && location != NULL)
    ok = put_location (dump, location, first);
  gcore_leave_recursive_call ();
  return ok && put (dump, ")");
}

GcoreObject *
gcore_ast_dump (const GcoreModuleNode *tree, bool attributes)
{
  Dump dump = { .attributes = attributes };
  gcore_str_writer_init (&dump.writer);
  dump.writer.over_allocate = true;
  if (put_node (&dump, module_names[tree->kind], module_fields[tree->kind], tree, NULL))
    return gcore_str_writer_finish (&dump.writer);
  gcore_str_writer_dealloc (&dump.writer);
  return NULL;
}
