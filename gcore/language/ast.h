/* SPDX-License-Identifier: MIT */
/* The syntax tree: Python 3.11's abstract grammar, node for node and field for field.
 *
 * A node is a tagged struct: `kind` says which member of the union `as` is filled in, and the members are named after
 * the kinds. Sums and products carry Gcore names, fields keep the names of the ASDL (a trailing _ where C forbids it).
 *
 * Memory: nodes and sequences live in a GcoreArena. Every GcoreObject * in a node is borrowed from the arena's list;
 * a constant put in later goes through gcore_arena_own as well. Names are interned str objects.
 *
 * Optional fields (`?` in the ASDL) are NULL when absent. A sequence field is never NULL; an item is never NULL save
 * in Dict.keys (`**mapping`) and arguments.kw_defaults (no default). Lines count from 1, columns
 * from 0 in bytes of the UTF-8 source; the end column stands behind the last byte. */
#pragma once

#include "gcore/language/arena.h"

typedef struct GcoreModuleNode GcoreModuleNode;
typedef struct GcoreStmt GcoreStmt;
typedef struct GcoreExpr GcoreExpr;
typedef struct GcorePattern GcorePattern;
typedef struct GcoreComprehension GcoreComprehension;
typedef struct GcoreExceptHandler GcoreExceptHandler;
typedef struct GcoreArguments GcoreArguments;
typedef struct GcoreArg GcoreArg;
typedef struct GcoreKeyword GcoreKeyword;
typedef struct GcoreAlias GcoreAlias;
typedef struct GcoreWithItem GcoreWithItem;
typedef struct GcoreMatchCase GcoreMatchCase;

/* --- sequences ---------------------------------------------------------------------------------------------------- */

#define GCORE_AST_SEQUENCE(Name, Item)                                                                                 \
  typedef struct                                                                                                       \
  {                                                                                                                    \
    intptr_t count;                                                                                                    \
    Item items[];                                                                                                      \
  } Name

GCORE_AST_SEQUENCE (GcoreStmtSeq, GcoreStmt *);
GCORE_AST_SEQUENCE (GcoreExprSeq, GcoreExpr *);
GCORE_AST_SEQUENCE (GcorePatternSeq, GcorePattern *);
GCORE_AST_SEQUENCE (GcoreComprehensionSeq, GcoreComprehension *);
GCORE_AST_SEQUENCE (GcoreExceptHandlerSeq, GcoreExceptHandler *);
GCORE_AST_SEQUENCE (GcoreArgSeq, GcoreArg *);
GCORE_AST_SEQUENCE (GcoreKeywordSeq, GcoreKeyword *);
GCORE_AST_SEQUENCE (GcoreAliasSeq, GcoreAlias *);
GCORE_AST_SEQUENCE (GcoreWithItemSeq, GcoreWithItem *);
GCORE_AST_SEQUENCE (GcoreMatchCaseSeq, GcoreMatchCase *);
GCORE_AST_SEQUENCE (GcoreIdentifierSeq, GcoreObject *);
GCORE_AST_SEQUENCE (GcoreCmpOpSeq, uint8_t); /* of GcoreCmpOp */

/* --- small sums --------------------------------------------------------------------------------------------------- */

typedef enum { GCORE_LOAD, GCORE_STORE, GCORE_DEL } GcoreExprContext;

typedef enum { GCORE_AND, GCORE_OR } GcoreBoolOpKind;

typedef enum
{
  GCORE_OP_ADD, GCORE_OP_SUB, GCORE_OP_MULT, GCORE_OP_MAT_MULT, GCORE_OP_DIV, GCORE_OP_MOD, GCORE_OP_POW,
  GCORE_OP_LSHIFT, GCORE_OP_RSHIFT, GCORE_OP_BIT_OR, GCORE_OP_BIT_XOR, GCORE_OP_BIT_AND, GCORE_OP_FLOOR_DIV
} GcoreOperator;

typedef enum { GCORE_INVERT, GCORE_NOT, GCORE_UADD, GCORE_USUB } GcoreUnaryOpKind;

typedef enum
{
  GCORE_CMP_EQ, GCORE_CMP_NOT_EQ, GCORE_CMP_LT, GCORE_CMP_LT_E, GCORE_CMP_GT, GCORE_CMP_GT_E, GCORE_CMP_IS,
  GCORE_CMP_IS_NOT, GCORE_CMP_IN, GCORE_CMP_NOT_IN
} GcoreCmpOp;

/* Where a node stands in the source. */
typedef struct
{
  int lineno;
  int col_offset;
  int end_lineno;
  int end_col_offset;
} GcoreLocation;

/* --- products ----------------------------------------------------------------------------------------------------- */

struct GcoreComprehension
{
  GcoreExpr *target;
  GcoreExpr *iter;
  GcoreExprSeq *ifs;
  bool is_async;
};

struct GcoreExceptHandler
{
  GcoreLocation location;
  GcoreExpr *type;   /* or NULL: catches everything */
  GcoreObject *name; /* or NULL */
  GcoreStmtSeq *body;
};

struct GcoreArguments
{
  GcoreArgSeq *posonlyargs;
  GcoreArgSeq *args;
  GcoreArg *vararg; /* or NULL */
  GcoreArgSeq *kwonlyargs;
  GcoreExprSeq *kw_defaults; /* as many as kwonlyargs; NULL items: required */
  GcoreArg *kwarg;           /* or NULL */
  GcoreExprSeq *defaults;    /* of the last posonlyargs and args */
};

struct GcoreArg
{
  GcoreLocation location;
  GcoreObject *arg;
  GcoreExpr *annotation; /* or NULL */
};

struct GcoreKeyword
{
  GcoreLocation location;
  GcoreObject *arg; /* NULL: **value */
  GcoreExpr *value;
};

struct GcoreAlias
{
  GcoreLocation location;
  GcoreObject *name;   /* dotted; "*" in from m import * */
  GcoreObject *asname; /* or NULL */
};

struct GcoreWithItem
{
  GcoreExpr *context_expr;
  GcoreExpr *optional_vars; /* or NULL */
};

struct GcoreMatchCase
{
  GcorePattern *pattern;
  GcoreExpr *guard; /* or NULL */
  GcoreStmtSeq *body;
};

/* --- modules ------------------------------------------------------------------------------------------------------ */

typedef enum { GCORE_MODULE, GCORE_INTERACTIVE, GCORE_EXPRESSION } GcoreModuleKind;

struct GcoreModuleNode
{
  GcoreModuleKind kind;
  union
  {
    struct { GcoreStmtSeq *body; } module, interactive;
    struct { GcoreExpr *body; } expression;
  } as;
};

/* --- statements --------------------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_STMT_FUNCTION_DEF, GCORE_STMT_ASYNC_FUNCTION_DEF, GCORE_STMT_CLASS_DEF, GCORE_STMT_RETURN, GCORE_STMT_DELETE,
  GCORE_STMT_ASSIGN, GCORE_STMT_AUG_ASSIGN, GCORE_STMT_ANN_ASSIGN, GCORE_STMT_FOR, GCORE_STMT_ASYNC_FOR,
  GCORE_STMT_WHILE, GCORE_STMT_IF, GCORE_STMT_WITH, GCORE_STMT_ASYNC_WITH, GCORE_STMT_MATCH, GCORE_STMT_RAISE,
  GCORE_STMT_TRY, GCORE_STMT_TRY_STAR, GCORE_STMT_ASSERT, GCORE_STMT_IMPORT, GCORE_STMT_IMPORT_FROM, GCORE_STMT_GLOBAL,
  GCORE_STMT_NONLOCAL, GCORE_STMT_EXPR, GCORE_STMT_PASS, GCORE_STMT_BREAK, GCORE_STMT_CONTINUE
} GcoreStmtKind;

typedef struct
{
  GcoreObject *name;
  GcoreArguments *args;
  GcoreStmtSeq *body;
  GcoreExprSeq *decorator_list;
  GcoreExpr *returns; /* or NULL */
} GcoreFunctionDef;

typedef struct
{
  GcoreExpr *target;
  GcoreExpr *iter;
  GcoreStmtSeq *body;
  GcoreStmtSeq *orelse;
} GcoreFor;

typedef struct
{
  GcoreWithItemSeq *items;
  GcoreStmtSeq *body;
} GcoreWith;

typedef struct
{
  GcoreStmtSeq *body;
  GcoreExceptHandlerSeq *handlers;
  GcoreStmtSeq *orelse;
  GcoreStmtSeq *finalbody;
} GcoreTry;

struct GcoreStmt
{
  GcoreStmtKind kind;
  GcoreLocation location; /* of a decorated def or class: from the keyword def, async or class */
  union
  {
    GcoreFunctionDef function_def, async_function_def;
    struct
    {
      GcoreObject *name;
      GcoreExprSeq *bases;
      GcoreKeywordSeq *keywords;
      GcoreStmtSeq *body;
      GcoreExprSeq *decorator_list;
    } class_def;
    struct { GcoreExpr *value; } return_; /* value or NULL */
    struct { GcoreExprSeq *targets; } delete_;
    struct { GcoreExprSeq *targets; GcoreExpr *value; } assign;
    struct { GcoreExpr *target; GcoreOperator op; GcoreExpr *value; } aug_assign;
    struct
    {
      GcoreExpr *target;
      GcoreExpr *annotation;
      GcoreExpr *value; /* or NULL */
      bool simple;      /* the target is a bare name without parentheses */
    } ann_assign;
    GcoreFor for_, async_for;
    struct { GcoreExpr *test; GcoreStmtSeq *body; GcoreStmtSeq *orelse; } while_, if_;
    GcoreWith with, async_with;
    struct { GcoreExpr *subject; GcoreMatchCaseSeq *cases; } match;
    struct { GcoreExpr *exc; GcoreExpr *cause; } raise; /* each or NULL */
    GcoreTry try_, try_star;
    struct { GcoreExpr *test; GcoreExpr *msg; } assert_; /* msg or NULL */
    struct { GcoreAliasSeq *names; } import;
    struct
    {
      GcoreObject *module; /* NULL: from . import */
      GcoreAliasSeq *names;
      int level; /* leading dots */
    } import_from;
    struct { GcoreIdentifierSeq *names; } global, nonlocal;
    struct { GcoreExpr *value; } expr;
  } as;
};

/* --- expressions -------------------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_EXPR_BOOL_OP, GCORE_EXPR_NAMED_EXPR, GCORE_EXPR_BIN_OP, GCORE_EXPR_UNARY_OP, GCORE_EXPR_LAMBDA,
  GCORE_EXPR_IF_EXP, GCORE_EXPR_DICT, GCORE_EXPR_SET, GCORE_EXPR_LIST_COMP, GCORE_EXPR_SET_COMP, GCORE_EXPR_DICT_COMP,
  GCORE_EXPR_GENERATOR_EXP, GCORE_EXPR_AWAIT, GCORE_EXPR_YIELD, GCORE_EXPR_YIELD_FROM, GCORE_EXPR_COMPARE,
  GCORE_EXPR_CALL, GCORE_EXPR_FORMATTED_VALUE, GCORE_EXPR_JOINED_STR, GCORE_EXPR_CONSTANT, GCORE_EXPR_ATTRIBUTE,
  GCORE_EXPR_SUBSCRIPT, GCORE_EXPR_STARRED, GCORE_EXPR_NAME, GCORE_EXPR_LIST, GCORE_EXPR_TUPLE, GCORE_EXPR_SLICE
} GcoreExprKind;

typedef struct
{
  GcoreExpr *elt;
  GcoreComprehensionSeq *generators;
} GcoreElementComp;

typedef struct
{
  GcoreExprSeq *elts;
  GcoreExprContext ctx;
} GcoreDisplay;

struct GcoreExpr
{
  GcoreExprKind kind;
  GcoreLocation location;
  union
  {
    struct { GcoreBoolOpKind op; GcoreExprSeq *values; } bool_op;
    struct { GcoreExpr *target; GcoreExpr *value; } named_expr;
    struct { GcoreExpr *left; GcoreOperator op; GcoreExpr *right; } bin_op;
    struct { GcoreUnaryOpKind op; GcoreExpr *operand; } unary_op;
    struct { GcoreArguments *args; GcoreExpr *body; } lambda;
    struct { GcoreExpr *test; GcoreExpr *body; GcoreExpr *orelse; } if_exp;
    struct { GcoreExprSeq *keys; GcoreExprSeq *values; } dict; /* a NULL key: **value */
    struct { GcoreExprSeq *elts; } set;
    GcoreElementComp list_comp, set_comp, generator_exp;
    struct { GcoreExpr *key; GcoreExpr *value; GcoreComprehensionSeq *generators; } dict_comp;
    struct { GcoreExpr *value; } await, yield, yield_from; /* yield's value or NULL */
    struct { GcoreExpr *left; GcoreCmpOpSeq *ops; GcoreExprSeq *comparators; } compare;
    struct { GcoreExpr *func; GcoreExprSeq *args; GcoreKeywordSeq *keywords; } call;
    struct
    {
      GcoreExpr *value;
      int conversion;         /* -1, 's', 'r' or 'a' */
      GcoreExpr *format_spec; /* JoinedStr or NULL */
    } formatted_value;
    struct { GcoreExprSeq *values; } joined_str;
    struct { GcoreObject *value; bool is_u; } constant; /* is_u: the string was written with the prefix u */
    struct { GcoreExpr *value; GcoreObject *attr; GcoreExprContext ctx; } attribute;
    struct { GcoreExpr *value; GcoreExpr *slice; GcoreExprContext ctx; } subscript;
    struct { GcoreExpr *value; GcoreExprContext ctx; } starred;
    struct { GcoreObject *id; GcoreExprContext ctx; } name;
    GcoreDisplay list, tuple;
    struct { GcoreExpr *lower; GcoreExpr *upper; GcoreExpr *step; } slice; /* each or NULL */
  } as;
};

/* --- patterns ----------------------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_PATTERN_VALUE, GCORE_PATTERN_SINGLETON, GCORE_PATTERN_SEQUENCE, GCORE_PATTERN_MAPPING, GCORE_PATTERN_CLASS,
  GCORE_PATTERN_STAR, GCORE_PATTERN_AS, GCORE_PATTERN_OR
} GcorePatternKind;

struct GcorePattern
{
  GcorePatternKind kind;
  GcoreLocation location;
  union
  {
    struct { GcoreExpr *value; } value;
    struct { GcoreObject *value; } singleton; /* None, True or False */
    struct { GcorePatternSeq *patterns; } sequence, or_;
    struct { GcoreExprSeq *keys; GcorePatternSeq *patterns; GcoreObject *rest; } mapping; /* rest or NULL */
    struct
    {
      GcoreExpr *cls;
      GcorePatternSeq *patterns;
      GcoreIdentifierSeq *kwd_attrs; /* as many as kwd_patterns */
      GcorePatternSeq *kwd_patterns;
    } class_;
    struct { GcoreObject *name; } star;                    /* NULL: *_ */
    struct { GcorePattern *pattern; GcoreObject *name; } as; /* both NULL: the wildcard _ */
  } as;
};

/* --- making nodes ------------------------------------------------------------------------------------------------- */

/* New zeroed nodes with kind and location filled in; NULL with MemoryError set. */
GcoreStmt *gcore_ast_new_stmt (GcoreArena *arena, GcoreStmtKind kind, GcoreLocation location);
GcoreExpr *gcore_ast_new_expr (GcoreArena *arena, GcoreExprKind kind, GcoreLocation location);
GcorePattern *gcore_ast_new_pattern (GcoreArena *arena, GcorePatternKind kind, GcoreLocation location);

/* New sequence of COUNT items of ITEM_SIZE bytes, zeroed: assign it to any of the sequence types above (only
 * GcoreCmpOpSeq has items that are not pointers). NULL with MemoryError set. */
void *gcore_ast_new_seq (GcoreArena *arena, intptr_t count, size_t item_size);

/* The name of the node type in Python's ast module, e.g. "BinOp". */
const char *gcore_ast_stmt_name (GcoreStmtKind kind);
const char *gcore_ast_expr_name (GcoreExprKind kind);
const char *gcore_ast_pattern_name (GcorePatternKind kind);

/* What a message calls an expression: "name", "function call", "f-string expression", "True", … */
const char *gcore_ast_describe_expr (const GcoreExpr *expr);

/* The tree as Python's ast.dump (tree, include_attributes=attributes) writes it: a new str. */
GcoreObject *gcore_ast_dump (const GcoreModuleNode *tree, bool attributes);
