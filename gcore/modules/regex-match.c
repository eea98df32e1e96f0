/* SPDX-License-Identifier: MIT */
/* re.Match: where an expression fits a text. */
#include "gcore/collector/collector.h"
#include "gcore/machine/import.h"
#include "gcore/modules/regex.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define SELF(object) ((GcoreMatch *) (void *) (object))

GcoreObject *
gcore_match_new (const GcoreRegexSearch *search)
{
  GcoreType *type = GCORE_TYPE (MATCH);
  intptr_t n_groups = search->pattern->n_groups + 1;
  GcoreMatch *self = gcore_gc_new_var (type, 2 * n_groups);
  if (self == NULL)
    return NULL;
  gcore_incref (type);
  self->string = gcore_newref (search->string);
  self->regs = NULL;
  self->pattern = gcore_newref (search->pattern);
  self->pos = search->pos;
  self->endpos = search->endpos;
  self->last_index = gcore_regex_last_group (search->pattern->program, search->places);
  self->n_groups = n_groups;
  for (intptr_t i = 0; i < 2 * n_groups; i++)
    self->marks[i] = (intptr_t) search->places[i]; /* what the library calls unset becomes -1 */
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

GcoreObject *
gcore_regex_slice (GcoreObject *string, intptr_t start, intptr_t end)
{
  if (gcore_is_str (string))
    return gcore_str_substring (string, start, end);
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (string, &buffer, false) < 0)
    return NULL;
  end = end < buffer.n ? end : buffer.n;
  start = start < end ? start : end;
  GcoreObject *slice;
  if (gcore_is_exact (string, BYTES) && start == 0 && end == buffer.n)
    slice = gcore_newref (string);
  else
    slice = gcore_bytes_from_string_and_size ((const char *) buffer.data + start, end - start);
  gcore_buffer_release (&buffer);
  return slice;
}

GcoreObject *
gcore_regex_call_python (const char *name, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *module = gcore_import_module ("re");
  GcoreObject *function = module == NULL ? NULL : gcore_object_get_attr_string (module, name);
  GcoreObject *result = function == NULL ? NULL : gcore_object_vectorcall (function, args, (size_t) n_args, NULL);
  gcore_xdecref (module);
  gcore_xdecref (function);
  return result;
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

/* New reference: the text of the group INDEX; MISSING if it took no part. */
static GcoreObject *
text_of (const GcoreMatch *self, intptr_t index, GcoreObject *missing)
{
  intptr_t start = self->marks[2 * index], end = self->marks[2 * index + 1];
  if (self->string == GCORE_NONE || start < 0)
    return gcore_newref (missing);
  return gcore_regex_slice (self->string, start, end);
}

/* The number of GROUP, a number or a name; -1 with IndexError. */
static intptr_t
index_of (const GcoreMatch *self, GcoreObject *group)
{
  intptr_t index = -1;
  if (gcore_index_check (group))
    index = gcore_number_as_ssize (group, NULL);
  else if (self->pattern->group_index != NULL)
    {
      GcoreObject *found = gcore_dict_get_item_with_error (self->pattern->group_index, group);
      if (found != NULL)
        index = gcore_int_as_ssize (found);
    }
  if (index >= 0 && index < self->n_groups)
    return index;
  if (!gcore_err_occurred ())
    gcore_err_set_string (GCORE_EXC (IndexError), "no such group");
  return -1;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *group)
{
  intptr_t index = index_of (SELF (self), group);
  return index < 0 ? NULL : text_of (SELF (self), index, GCORE_NONE);
}

static GcoreObject *
method_group (GcoreObject *self, GcoreObject *args)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n == 0)
    return text_of (SELF (self), 0, GCORE_NONE);
  if (n == 1)
    return subscript (self, GCORE_TUPLE_ITEM (args, 0));
  GcoreObject *texts = gcore_tuple_new (n);
  for (intptr_t i = 0; texts != NULL && i < n; i++)
    {
      GcoreObject *text = subscript (self, GCORE_TUPLE_ITEM (args, i));
      if (text == NULL)
        GCORE_CLEAR (texts);
      else
        GCORE_TUPLE_SET_ITEM (texts, i, text);
    }
  return texts;
}

static GcoreObject *
method_groups (GcoreObject *object, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "default", NULL };
  const GcoreMatch *self = SELF (object);
  GcoreObject *missing = GCORE_NONE;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|O:groups", keywords, &missing))
    return NULL;
  GcoreObject *texts = gcore_tuple_new (self->n_groups - 1);
  for (intptr_t i = 1; texts != NULL && i < self->n_groups; i++)
    {
      GcoreObject *text = text_of (self, i, missing);
      if (text == NULL)
        GCORE_CLEAR (texts);
      else
        GCORE_TUPLE_SET_ITEM (texts, i - 1, text);
    }
  return texts;
}

static GcoreObject *
method_group_dict (GcoreObject *object, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "default", NULL };
  const GcoreMatch *self = SELF (object);
  GcoreObject *missing = GCORE_NONE, *name, *index;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|O:groupdict", keywords, &missing))
    return NULL;
  GcoreObject *result = gcore_dict_new ();
  if (result == NULL || self->pattern->group_index == NULL)
    return result;
  for (intptr_t at = 0; result != NULL && gcore_dict_next (self->pattern->group_index, &at, &name, &index);)
    {
      GcoreObject *text = text_of (self, gcore_int_as_ssize (index), missing);
      if (text == NULL || gcore_dict_set_item (result, name, text) < 0)
        GCORE_CLEAR (result);
      gcore_xdecref (text);
    }
  return result;
}

/* --- places ------------------------------------------------------------------------------------------------------- */

/* The group a method is asked about, the whole match by default; -1 with an exception. */
static intptr_t
index_of_argument (const GcoreMatch *self, const char *name, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional (name, n_args, 0, 1))
    return -1;
  return n_args == 0 ? 0 : index_of (self, args[0]);
}

static GcoreObject *
method_start (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index = index_of_argument (SELF (self), "start", args, n_args);
  return index < 0 ? NULL : gcore_int_from_ssize (SELF (self)->marks[2 * index]);
}

static GcoreObject *
method_end (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index = index_of_argument (SELF (self), "end", args, n_args);
  return index < 0 ? NULL : gcore_int_from_ssize (SELF (self)->marks[2 * index + 1]);
}

static GcoreObject *
new_span (const GcoreMatch *self, intptr_t index)
{
  GcoreObject *span = gcore_tuple_new (2);
  for (intptr_t i = 0; span != NULL && i < 2; i++)
    {
      GcoreObject *place = gcore_int_from_ssize (self->marks[2 * index + i]);
      if (place == NULL)
        GCORE_CLEAR (span);
      else
        GCORE_TUPLE_SET_ITEM (span, i, place);
    }
  return span;
}

static GcoreObject *
method_span (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  intptr_t index = index_of_argument (SELF (self), "span", args, n_args);
  return index < 0 ? NULL : new_span (SELF (self), index);
}

static GcoreObject *
get_regs (GcoreObject *object, void *closure GCORE_UNUSED)
{
  GcoreMatch *self = SELF (object);
  if (self->regs != NULL)
    return gcore_newref (self->regs);
  GcoreObject *regs = gcore_tuple_new (self->n_groups);
  for (intptr_t i = 0; regs != NULL && i < self->n_groups; i++)
    {
      GcoreObject *span = new_span (self, i);
      if (span == NULL)
        GCORE_CLEAR (regs);
      else
        GCORE_TUPLE_SET_ITEM (regs, i, span);
    }
  self->regs = gcore_xnewref (regs);
  return regs;
}

static GcoreObject *
get_last_index (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return SELF (self)->last_index < 0 ? gcore_newref (GCORE_NONE) : gcore_int_from_ssize (SELF (self)->last_index);
}

static GcoreObject *
get_last_group (GcoreObject *self, void *closure GCORE_UNUSED)
{
  GcoreObject *names = SELF (self)->pattern->index_group;
  intptr_t last = SELF (self)->last_index;
  return gcore_newref (names == NULL || last < 0 ? GCORE_NONE : GCORE_TUPLE_ITEM (names, last));
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
method_expand (GcoreObject *self, GcoreObject *template)
{
  GcoreObject *args[] = { GCORE_OBJECT (SELF (self)->pattern), self, template };
  return gcore_regex_call_python ("_expand", args, 3);
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *memo GCORE_UNUSED)
{
  return gcore_newref (self);
}

static GcoreObject *
repr (GcoreObject *object)
{
  const GcoreMatch *self = SELF (object);
  GcoreObject *text = text_of (self, 0, GCORE_NONE);
  if (text == NULL)
    return NULL;
  GcoreObject *result = gcore_str_from_format ("<%s object; span=(%zd, %zd), match=%R>", GCORE_TYPE_OF (self)->name,
                                               self->marks[0], self->marks[1], text);
  gcore_decref (text);
  return result;
}

static void
dealloc (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  gcore_gc_untrack (self);
  gcore_xdecref (SELF (self)->regs);
  gcore_xdecref (SELF (self)->string);
  gcore_xdecref (SELF (self)->pattern);
  gcore_gc_del (self);
  gcore_decref (type);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_TYPE_OF (self));
  GCORE_VISIT (SELF (self)->string);
  GCORE_VISIT (SELF (self)->regs);
  GCORE_VISIT (SELF (self)->pattern);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->string);
  GCORE_CLEAR (SELF (self)->regs);
  GCORE_CLEAR (SELF (self)->pattern);
  return 0;
}

static const GcoreMethodDef methods[] = {
  { "group", GCORE_FUNC (method_group), GCORE_METH_VARARGS,
    "group([group1, ...]) -> str or tuple.\n\nThe text of a group, or of several; 0 is the whole match." },
  { "start", GCORE_FUNC (method_start), GCORE_METH_FASTCALL,
    "start($self, group=0, /)\n--\n\nWhere the group's text begins." },
  { "end", GCORE_FUNC (method_end), GCORE_METH_FASTCALL, "end($self, group=0, /)\n--\n\nWhere the group's text ends." },
  { "span", GCORE_FUNC (method_span), GCORE_METH_FASTCALL, "span($self, group=0, /)\n--\n\n(start, end) of the group." },
  { "groups", GCORE_FUNC (method_groups), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "groups($self, /, default=None)\n--\n\nThe texts of all groups." },
  { "groupdict", GCORE_FUNC (method_group_dict), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "groupdict($self, /, default=None)\n--\n\nThe texts of the groups that have names." },
  { "expand", GCORE_FUNC (method_expand), GCORE_METH_O,
    "expand($self, /, template)\n--\n\nThe template with the texts of the groups it refers to." },
  { "__copy__", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, NULL },
  { "__deepcopy__", GCORE_FUNC (method_copy), GCORE_METH_O, NULL },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "string", GCORE_MEMBER_OBJECT, offsetof (GcoreMatch, string), GCORE_MEMBER_READONLY, "What was searched." },
  { "re", GCORE_MEMBER_OBJECT, offsetof (GcoreMatch, pattern), GCORE_MEMBER_READONLY, "The expression." },
  { "pos", GCORE_MEMBER_INTPTR, offsetof (GcoreMatch, pos), GCORE_MEMBER_READONLY, "Where the search began." },
  { "endpos", GCORE_MEMBER_INTPTR, offsetof (GcoreMatch, endpos), GCORE_MEMBER_READONLY, "Where the search ended." },
  { NULL, 0, 0, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "lastindex", get_last_index, NULL, "The number of the group closed last.", NULL },
  { "lastgroup", get_last_group, NULL, "The name of the group closed last.", NULL },
  { "regs", get_regs, NULL, "The spans of all groups.", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_match_template = {
  .name = "re.Match",
  .basic_size = sizeof (GcoreMatch),
  .item_size = sizeof (intptr_t),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW | GCORE_TYPE_FLAG_IMMUTABLE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .get_attr = gcore_object_generic_get_attr,
  .mapping = { .subscript = subscript },
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
};
