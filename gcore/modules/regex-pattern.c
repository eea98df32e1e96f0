/* SPDX-License-Identifier: MIT */
/* re.Pattern: a compiled expression. */
#include "gcore/collector/collector.h"
#include "gcore/modules/modules.h"
#include "gcore/modules/regex.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/int.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

#define SELF GCORE_PATTERN
#define CODE_UNIT 4 /* bytes */

/* --- searching ---------------------------------------------------------------------------------------------------- */

/* What match, search and their like are called with. */
typedef struct
{
  GcoreObject *string; /* borrowed */
  intptr_t pos, endpos;
} Arguments;

/* FORMAT: the one for parsing, with the method's name. */
static bool
parse (Arguments *arguments, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names, const char *format)
{
  static const char *const keywords[] = { "string", "pos", "endpos", NULL };
  arguments->pos = 0;
  arguments->endpos = INTPTR_MAX;
  if (n_args == 1 && keyword_names == NULL)
    {
      arguments->string = args[0];
      return true;
    }
  return gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, format, keywords, &arguments->string,
                                             &arguments->pos, &arguments->endpos);
}

/* The first match, or None. */
static GcoreObject *
find (GcoreObject *self, const Arguments *arguments, int mode)
{
  GcoreRegexSearch search;
  if (gcore_regex_search_open (&search, SELF (self), arguments->string, arguments->pos, arguments->endpos) < 0)
    return NULL;
  int found = gcore_regex_search_next (&search, mode);
  GcoreObject *result = found > 0 ? gcore_match_new (&search) : found == 0 ? gcore_newref (GCORE_NONE) : NULL;
  gcore_regex_search_close (&search);
  return result;
}

static GcoreObject *
method_match (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  Arguments arguments;
  return parse (&arguments, args, n_args, keyword_names, "O|nn:match") ? find (self, &arguments, GCORE_REGEX_MATCH) : NULL;
}

static GcoreObject *
method_full_match (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  Arguments arguments;
  if (!parse (&arguments, args, n_args, keyword_names, "O|nn:fullmatch"))
    return NULL;
  return find (self, &arguments, GCORE_REGEX_FULL_MATCH);
}

static GcoreObject *
method_search (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  Arguments arguments;
  if (!parse (&arguments, args, n_args, keyword_names, "O|nn:search"))
    return NULL;
  return find (self, &arguments, GCORE_REGEX_SEARCH);
}

static GcoreObject *
method_scanner (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  Arguments arguments;
  if (!parse (&arguments, args, n_args, keyword_names, "O|nn:scanner"))
    return NULL;
  return gcore_regex_scanner_new (SELF (self), arguments.string, arguments.pos, arguments.endpos);
}

static GcoreObject *
method_find_iter (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  Arguments arguments;
  if (!parse (&arguments, args, n_args, keyword_names, "O|nn:finditer"))
    return NULL;
  GcoreObject *scanner = gcore_regex_scanner_new (SELF (self), arguments.string, arguments.pos, arguments.endpos);
  GcoreObject *search = scanner == NULL ? NULL : gcore_object_get_attr_string (scanner, "search");
  GcoreObject *iterator = search == NULL ? NULL : gcore_call_iterator_new (search, GCORE_NONE);
  gcore_xdecref (scanner);
  gcore_xdecref (search);
  return iterator;
}

/* --- comparing, describing ---------------------------------------------------------------------------------------- */

static intptr_t
hash (GcoreObject *self)
{
  intptr_t hash = gcore_object_hash (SELF (self)->pattern);
  if (hash == -1)
    return -1;
  hash ^= SELF (self)->flags ^ SELF (self)->is_bytes ^ GCORE_SIZE_OF (self);
  return hash == -1 ? -2 : hash;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_exact (b, PATTERN))
    GCORE_RETURN_NOT_IMPLEMENTED;
  int equal = SELF (a)->flags == SELF (b)->flags && SELF (a)->is_bytes == SELF (b)->is_bytes;
  if (equal)
    equal = gcore_object_rich_compare_bool (SELF (a)->pattern, SELF (b)->pattern, GCORE_EQ);
  return equal < 0 ? NULL : gcore_bool_from_long (equal == (op == GCORE_EQ));
}

/* Appends the names of FLAGS to the list; -1 on failure. */
static int
append_flags (GcoreObject *list, int flags)
{
  static const struct
  {
    const char *name;
    int flag;
  } names[] = {
    { "re.TEMPLATE", 1 }, { "re.IGNORECASE", 2 }, { "re.LOCALE", 4 }, { "re.MULTILINE", 8 }, { "re.DOTALL", 16 },
    { "re.UNICODE", 32 }, { "re.VERBOSE", 64 },   { "re.DEBUG", 128 }, { "re.ASCII", 256 },
  };
  int status = 0;
  for (size_t i = 0; status == 0 && i < GCORE_N_ELEMENTS (names); i++)
    if (flags & names[i].flag)
      {
        status = gcore_regex_append (list, gcore_str_from_string (names[i].name));
        flags &= ~names[i].flag;
      }
  if (status == 0 && flags != 0)
    status = gcore_regex_append (list, gcore_str_from_format ("0x%x", flags));
  return status;
}

static GcoreObject *
repr (GcoreObject *object)
{
  const GcorePattern *self = SELF (object);
  const int unicode = 32, kinds = 4 | 32 | 256; /* of a str: LOCALE, UNICODE, ASCII */
  int flags = self->flags;
  if (!self->is_bytes && (flags & kinds) == unicode)
    flags &= ~unicode;
  GcoreObject *names = gcore_list_new (0), *separator = NULL, *text = NULL, *result = NULL;
  if (names == NULL || append_flags (names, flags) < 0)
    goto out;
  if (GCORE_LIST_SIZE (names) == 0)
    result = gcore_str_from_format ("re.compile(%.200R)", self->pattern);
  else if ((separator = gcore_str_from_string ("|")) != NULL && (text = gcore_str_join (separator, names)) != NULL)
    result = gcore_str_from_format ("re.compile(%.200R, %S)", self->pattern, text);
out:
  gcore_xdecref (names);
  gcore_xdecref (separator);
  gcore_xdecref (text);
  return result;
}

static GcoreObject *
get_group_index (GcoreObject *self, void *closure GCORE_UNUSED)
{
  GcoreObject *names = SELF (self)->group_index;
  return names == NULL ? gcore_dict_new () : gcore_dict_proxy_new (names);
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *memo GCORE_UNUSED)
{
  return gcore_newref (self);
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  gcore_gc_untrack (self);
  if (SELF (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (SELF (self)->pattern);
  gcore_xdecref (SELF (self)->group_index);
  gcore_xdecref (SELF (self)->index_group);
  if (SELF (self)->program != NULL)
    gcore_regex_program_free (SELF (self)->program);
  gcore_gc_del (self);
  gcore_decref (type);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_TYPE_OF (self));
  GCORE_VISIT (SELF (self)->group_index);
  GCORE_VISIT (SELF (self)->index_group);
  GCORE_VISIT (SELF (self)->pattern);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->group_index);
  GCORE_CLEAR (SELF (self)->index_group);
  GCORE_CLEAR (SELF (self)->pattern);
  return 0;
}

#define SEARCH_METHOD(name, function, doc)                                                                             \
  { name, GCORE_FUNC (function), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,                                            \
    name "($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\n" doc }

static const GcoreMethodDef methods[] = {
  SEARCH_METHOD ("match", method_match, "A match that begins at pos, or None."),
  SEARCH_METHOD ("fullmatch", method_full_match, "A match of everything from pos to endpos, or None."),
  SEARCH_METHOD ("search", method_search, "The first match, or None."),
  { "sub", GCORE_FUNC (gcore_pattern_sub), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "sub($self, /, repl, string, count=0)\n--\n\nstring with its matches replaced by repl." },
  { "subn", GCORE_FUNC (gcore_pattern_subn), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "subn($self, /, repl, string, count=0)\n--\n\n(string with its matches replaced, number of matches replaced)." },
  SEARCH_METHOD ("findall", gcore_pattern_find_all, "The texts of all matches; of the groups, if there are any."),
  { "split", GCORE_FUNC (gcore_pattern_split), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "split($self, /, string, maxsplit=0)\n--\n\nThe texts between the matches, with those of the groups." },
  SEARCH_METHOD ("finditer", method_find_iter, "An iterator over all matches."),
  SEARCH_METHOD ("scanner", method_scanner, ""),
  { "__copy__", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, NULL },
  { "__deepcopy__", GCORE_FUNC (method_copy), GCORE_METH_O, NULL },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "pattern", GCORE_MEMBER_OBJECT, offsetof (GcorePattern, pattern), GCORE_MEMBER_READONLY,
    "The text it was compiled from." },
  { "flags", GCORE_MEMBER_INT, offsetof (GcorePattern, flags), GCORE_MEMBER_READONLY, "The flags of re.compile()." },
  { "groups", GCORE_MEMBER_INTPTR, offsetof (GcorePattern, n_groups), GCORE_MEMBER_READONLY, "The number of groups." },
  { NULL, 0, 0, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "groupindex", get_group_index, NULL, "The numbers of the groups that have names.", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_pattern_template = {
  .name = "re.Pattern",
  .basic_size = sizeof (GcorePattern) + 2 * CODE_UNIT,
  .item_size = CODE_UNIT,
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW | GCORE_TYPE_FLAG_IMMUTABLE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .weaklist_offset = offsetof (GcorePattern, weak_list),
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Compiled regular expression object.",
};

/* --- the module _sre ---------------------------------------------------------------------------------------------- */

/* Whether PATTERN, a str, means itself. */
static bool
is_literal (GcoreObject *pattern, int flags)
{
  const int ignore_case = 2, verbose = 64;
  if (!gcore_is_str_exact (pattern) || (flags & (ignore_case | verbose)) || GCORE_STR_LENGTH (pattern) == 0)
    return false;
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (pattern); i++)
    {
      uint32_t c = gcore_str_read_char (pattern, i);
      if (c < 128 && strchr (".^$*+?{}[]\\|()", (int) c) != NULL) /* NUL counts as special, too */
        return false;
    }
  return true;
}

/* compile (pattern, flags, code size, groups, group index, index group, texts, closing): a pattern. */
static GcoreObject *
compile (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *pattern, *group_index, *index_group, *texts, *closing;
  int flags;
  intptr_t code_size, n_groups;
  if (!gcore_arg_parse_stack (args, n_args, "OinnO!O!O!O!:compile", &pattern, &flags, &code_size, &n_groups,
                              GCORE_TYPE (DICT), &group_index, GCORE_TYPE (TUPLE), &index_group, GCORE_TYPE (TUPLE), &texts,
                              GCORE_TYPE (TUPLE), &closing))
    return NULL;
  GcoreRegexProgram *program = gcore_regex_program_new (texts, flags, n_groups, closing);
  if (program == NULL)
    return NULL;
  GcorePattern *self = gcore_gc_new_var (GCORE_TYPE (PATTERN), code_size);
  if (self == NULL)
    {
      gcore_regex_program_free (program);
      return NULL;
    }
  gcore_incref (GCORE_TYPE_OF (self));
  bool has_names = GCORE_DICT_SIZE (group_index) > 0;
  self->n_groups = n_groups;
  self->group_index = has_names ? gcore_newref (group_index) : NULL;
  self->index_group = has_names ? gcore_newref (index_group) : NULL;
  self->pattern = gcore_newref (pattern);
  self->flags = flags;
  self->weak_list = NULL;
  self->is_bytes = !gcore_is_str (pattern);
  self->is_literal = is_literal (pattern, flags);
  self->program = program;
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static const GcoreMethodDef functions[] = {
  { "compile", GCORE_FUNC (compile), GCORE_METH_FASTCALL, "A pattern of a translated expression." },
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  gcore_regex_start ();
  if (gcore_module_add_object_ref (module, "Pattern", GCORE_OBJECT (GCORE_TYPE (PATTERN))) < 0)
    return -1;
  return gcore_module_add_object_ref (module, "Match", GCORE_OBJECT (GCORE_TYPE (MATCH)));
}

const GcoreModuleDef gcore_sre_module = {
  .name = "_sre",
  .doc = "Regular expressions in the library's words.",
  .methods = functions,
  .init = init,
};
