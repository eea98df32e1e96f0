/* SPDX-License-Identifier: MIT */
/* partial: a callable with some arguments given already. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/functools-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/weakref.h"

#define SELF(object) ((GcorePartial *) (void *) (object))

static GcoreObject *
call (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  GcorePartial *self = SELF (object);
  GcoreObject *all_args = gcore_sequence_concat (self->args, args);
  GcoreObject *all_keywords = NULL, *result = NULL;
  if (all_args == NULL)
    return NULL;
  if (GCORE_DICT_SIZE (self->keywords) == 0)
    all_keywords = gcore_xnewref (kwargs);
  else
    {
      all_keywords = gcore_dict_copy (self->keywords);
      if (all_keywords == NULL || (kwargs != NULL && gcore_dict_merge (all_keywords, kwargs, 1) < 0))
        goto out;
    }
  result = gcore_object_call (self->function, all_args, all_keywords);
out:
  gcore_decref (all_args);
  gcore_xdecref (all_keywords);
  return result;
}

#define FEW 8 /* arguments for which no memory is needed */

static GcoreObject *
vectorcall (GcoreObject *object, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcorePartial *self = SELF (object);
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args), n_own = GCORE_TUPLE_SIZE (self->args);
  intptr_t n_keywords = keyword_names == NULL ? 0 : GCORE_TUPLE_SIZE (keyword_names);
  if (GCORE_DICT_SIZE (self->keywords) != 0)
    {
      GcoreObject *tuple = gcore_tuple_from_array (args, n), *result = NULL;
      GcoreObject *kwargs = n_keywords == 0 ? NULL : gcore_stack_as_dict (args + n, keyword_names);
      if (tuple != NULL && (n_keywords == 0 || kwargs != NULL))
        result = call (object, tuple, kwargs);
      gcore_xdecref (tuple);
      gcore_xdecref (kwargs);
      return result;
    }
  GcoreObject *few[FEW], **all = few;
  intptr_t total = n_own + n + n_keywords;
  if (total > FEW && (all = gcore_mem_alloc ((size_t) total * sizeof *all)) == NULL)
    return gcore_err_no_memory ();
  for (intptr_t i = 0; i < n_own; i++)
    all[i] = GCORE_TUPLE_ITEM (self->args, i);
  for (intptr_t i = 0; i < n + n_keywords; i++)
    all[n_own + i] = args[i];
  GcoreObject *result = gcore_object_vectorcall (self->function, all, (size_t) (n_own + n), keyword_names);
  if (all != few)
    gcore_mem_free (all);
  return result;
}

static GcoreObject *
partial_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "type 'partial' takes at least one argument");
  GcoreObject *function = GCORE_TUPLE_ITEM (args, 0);
  /* A partial of a partial is one partial, unless the inner one has attributes to lose. */
  GcorePartial *inner = GCORE_TYPE_OF (function)->call == call && SELF (function)->dict == NULL ? SELF (function) : NULL;
  if (!gcore_callable_check (function))
    return gcore_err_format (GCORE_EXC (TypeError), "the first argument must be callable");
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  SELF (self)->function = gcore_newref (inner != NULL ? inner->function : function);
  SELF (self)->vectorcall = gcore_vectorcall_function (SELF (self)->function) != NULL ? vectorcall : NULL;
  GcoreObject *own = gcore_tuple_get_slice (args, 1, GCORE_TUPLE_SIZE (args));
  SELF (self)->args = own == NULL || inner == NULL ? gcore_xnewref (own) : gcore_sequence_concat (inner->args, own);
  gcore_xdecref (own);
  bool merges = inner != NULL && GCORE_DICT_SIZE (inner->keywords) > 0;
  SELF (self)->keywords = merges                   ? gcore_dict_copy (inner->keywords)
                          : kwargs == NULL         ? gcore_dict_new ()
                          : kwargs->refcount == 1 ? gcore_newref (kwargs)
                                                   : gcore_dict_copy (kwargs);
  if (SELF (self)->args == NULL || SELF (self)->keywords == NULL
      || (merges && kwargs != NULL && gcore_dict_merge (SELF (self)->keywords, kwargs, 1) < 0))
    GCORE_CLEAR (self);
  return self;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (SELF (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (SELF (self)->function);
  gcore_xdecref (SELF (self)->args);
  gcore_xdecref (SELF (self)->keywords);
  gcore_xdecref (SELF (self)->dict);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SELF (self)->function);
  GCORE_VISIT (SELF (self)->args);
  GCORE_VISIT (SELF (self)->keywords);
  GCORE_VISIT (SELF (self)->dict);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (SELF (self)->function);
  GCORE_CLEAR (SELF (self)->args);
  GCORE_CLEAR (SELF (self)->keywords);
  GCORE_CLEAR (SELF (self)->dict);
  return 0;
}

/* TEXT (stolen) with ", " and MORE (stolen) added. */
static GcoreObject *
append (GcoreObject *text, GcoreObject *more)
{
  GcoreObject *result = text == NULL || more == NULL ? NULL : gcore_str_from_format ("%U, %U", text, more);
  gcore_xdecref (text);
  gcore_xdecref (more);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside > 0 ? gcore_str_from_string ("...") : NULL;
  GcoreObject *text = gcore_object_repr (SELF (self)->function), *args = gcore_newref (SELF (self)->args);
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
    text = append (text, gcore_object_repr (GCORE_TUPLE_ITEM (args, i)));
  gcore_decref (args);
  GcoreObject *keywords = gcore_newref (SELF (self)->keywords), *key, *value;
  for (intptr_t position = 0; text != NULL && gcore_dict_next (keywords, &position, &key, &value);)
    {
      /* What describes them may change the dict. */
      gcore_incref (key);
      gcore_incref (value);
      text = append (text, gcore_str_from_format ("%S=%R", key, value));
      gcore_decref (key);
      gcore_decref (value);
    }
  gcore_decref (keywords);
  GcoreObject *result = NULL;
  if (text != NULL)
    result = gcore_str_from_format ("%s(%U)", GCORE_TYPE_OF (self)->name, text);
  gcore_xdecref (text);
  gcore_repr_leave (self);
  return result;
}

static GcoreObject *
method_reduce (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  GcorePartial *self = SELF (object);
  GcoreObject *args = gcore_tuple_pack (1, self->function), *state = NULL, *result = NULL;
  if (args != NULL)
    state = gcore_tuple_pack (4, self->function, self->args, self->keywords, self->dict ? self->dict : GCORE_NONE);
  if (state != NULL)
    result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, state);
  gcore_xdecref (args);
  gcore_xdecref (state);
  return result;
}

static GcoreObject *
method_setstate (GcoreObject *object, GcoreObject *state)
{
  GcorePartial *self = SELF (object);
  GcoreObject *function, *args, *keywords, *dict;
  if (!gcore_is_tuple (state) || GCORE_TUPLE_SIZE (state) != 4)
    return gcore_err_format (GCORE_EXC (TypeError), "invalid partial state");
  function = GCORE_TUPLE_ITEM (state, 0);
  args = GCORE_TUPLE_ITEM (state, 1);
  keywords = GCORE_TUPLE_ITEM (state, 2);
  dict = GCORE_TUPLE_ITEM (state, 3);
  if (!gcore_callable_check (function) || !gcore_is_tuple (args)
      || (keywords != GCORE_NONE && !gcore_is_dict (keywords)))
    return gcore_err_format (GCORE_EXC (TypeError), "invalid partial state");
  args = gcore_sequence_tuple (args);
  if (keywords == GCORE_NONE)
    keywords = gcore_dict_new ();
  else
    keywords = gcore_is_exact (keywords, DICT) ? gcore_newref (keywords) : gcore_dict_copy (keywords);
  if (args == NULL || keywords == NULL)
    {
      gcore_xdecref (args);
      gcore_xdecref (keywords);
      return NULL;
    }
  GCORE_SETREF (self->function, gcore_newref (function));
  GCORE_SETREF (self->args, args);
  GCORE_SETREF (self->keywords, keywords);
  GCORE_SETREF (self->dict, dict == GCORE_NONE ? NULL : gcore_newref (dict));
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, NULL },
  { "__setstate__", GCORE_FUNC (method_setstate), GCORE_METH_O, NULL },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "func", GCORE_MEMBER_OBJECT, offsetof (GcorePartial, function), GCORE_MEMBER_READONLY,
    "function object to use in future partial calls" },
  { "args", GCORE_MEMBER_OBJECT, offsetof (GcorePartial, args), GCORE_MEMBER_READONLY,
    "tuple of arguments to future partial calls" },
  { "keywords", GCORE_MEMBER_OBJECT, offsetof (GcorePartial, keywords), GCORE_MEMBER_READONLY,
    "dictionary of keyword arguments to future partial calls" },
  { NULL, 0, 0, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_partial_template = {
  .name = "functools.partial",
  .basic_size = sizeof (GcorePartial),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_HAVE_VECTORCALL,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .call = call,
  .vectorcall_offset = offsetof (GcorePartial, vectorcall),
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .weaklist_offset = offsetof (GcorePartial, weak_list),
  .dict_offset = offsetof (GcorePartial, dict),
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and "
         "keywords.\n",
  .new_ = partial_new,
  .free_ = gcore_gc_del,
};
