/* SPDX-License-Identifier: MIT */
/* Exceptions made of exceptions: BaseExceptionGroup and ExceptionGroup. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/weakref.h"

#define GROUP(object) ((GcoreExceptionGroup *) (void *) (object))
#define is_group(object) gcore_is_instance_of (object, GCORE_TYPE (EXC_BaseExceptionGroup))

GCORE_EXCEPTION_DEFINE_LIFE (GcoreExceptionGroup, msg, 2)

static void
group_dealloc (GcoreObject *self)
{
  if (GCORE_TYPE_OF (self)->weaklist_offset != 0)
    gcore_object_clear_weakrefs (self);
  dealloc_GcoreExceptionGroup (self);
}

/* --- making ------------------------------------------------------------------------------------------------------- */

/* The exceptions as a tuple; *ALL_PLAIN: all are derived from Exception. New reference. */
static GcoreObject *
check_members (GcoreObject *given, bool *all_plain)
{
  if (!gcore_sequence_check (given))
    return gcore_err_format (GCORE_EXC (TypeError), "second argument (exceptions) must be a sequence");
  GcoreObject *members = gcore_sequence_tuple (given);
  if (members == NULL)
    return NULL;
  *all_plain = true;
  if (GCORE_TUPLE_SIZE (members) == 0)
    gcore_err_set_string (GCORE_EXC (ValueError), "second argument (exceptions) must be a non-empty sequence");
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (members) && gcore_err_occurred () == NULL; i++)
    {
      GcoreObject *member = GCORE_TUPLE_ITEM (members, i);
      if (!gcore_is_exception (member))
        gcore_err_format (GCORE_EXC (ValueError), "Item %zd of second argument (exceptions) is not an exception", i);
      else if (!gcore_is_instance_of (member, GCORE_TYPE (EXC_Exception)))
        *all_plain = false;
    }
  if (gcore_err_occurred () != NULL)
    GCORE_CLEAR (members);
  return members;
}

/* The class to make: TYPE, or ExceptionGroup where BaseExceptionGroup is more than needed. NULL: TYPE cannot hold them. */
static GcoreType *
choose_type (GcoreType *type, bool all_plain)
{
  if (type == GCORE_TYPE (EXC_BaseExceptionGroup))
    return all_plain ? GCORE_TYPE (EXC_ExceptionGroup) : type;
  if (all_plain || !gcore_type_is_subtype (type, GCORE_TYPE (EXC_Exception)))
    return type;
  if (type == GCORE_TYPE (EXC_ExceptionGroup))
    gcore_err_set_string (GCORE_EXC (TypeError), "Cannot nest BaseExceptions in an ExceptionGroup");
  else
    gcore_err_format (GCORE_EXC (TypeError), "Cannot nest BaseExceptions in '%.200s'", type->name);
  return NULL;
}

static GcoreObject *
group_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *message, *given;
  bool all_plain = true;
  if (!gcore_arg_parse_tuple (args, "UO:BaseExceptionGroup.__new__", &message, &given))
    return NULL;
  GcoreObject *members = check_members (given, &all_plain);
  if (members == NULL)
    return NULL;
  type = choose_type (type, all_plain);
  GcoreObject *self = type != NULL ? gcore_exception_new (type, args, kwargs) : NULL;
  if (self == NULL)
    {
      gcore_decref (members);
      return NULL;
    }
  GROUP (self)->msg = gcore_newref (message);
  GROUP (self)->excs = members;
  return self;
}

static GcoreObject *
group_str (GcoreObject *self)
{
  intptr_t n = GCORE_TUPLE_SIZE (GROUP (self)->excs);
  return gcore_str_from_format ("%S (%zd sub-exception%s)", GROUP (self)->msg, n, n == 1 ? "" : "s");
}

/* --- splitting ---------------------------------------------------------------------------------------------------- */

static bool
is_class_or_classes (GcoreObject *condition)
{
  if (gcore_is_exception_class (condition))
    return true;
  if (!gcore_is_tuple (condition))
    return false;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (condition); i++)
    if (!gcore_is_exception_class (GCORE_TUPLE_ITEM (condition, i)))
      return false;
  return true;
}

static bool
check_condition (GcoreObject *condition)
{
  if (is_class_or_classes (condition) || gcore_is_exact (condition, FUNCTION))
    return true;
  gcore_err_set_string (GCORE_EXC (TypeError), "expected a function, exception type or tuple of exception types");
  return false;
}

/* 1, 0 or -1. */
static int
matches (GcoreObject *exception, GcoreObject *condition)
{
  if (is_class_or_classes (condition))
    return gcore_err_given_exception_matches (exception, condition);
  GcoreObject *answer = gcore_object_call_one_arg (condition, exception);
  if (answer == NULL)
    return -1;
  int result = gcore_object_is_true (answer);
  gcore_decref (answer);
  return result;
}

/* NEW_ gets a copy of the notes of OLD. */
static int
copy_notes (GcoreObject *new_, GcoreObject *old)
{
  GcoreObject *notes, *copy = NULL;
  if (gcore_object_lookup_attr (old, GCORE_ID (__notes__), &notes) < 0)
    return -1;
  if (notes == NULL || !gcore_sequence_check (notes))
    {
      gcore_xdecref (notes);
      return 0;
    }
  copy = gcore_sequence_list (notes);
  int result = copy != NULL ? gcore_object_set_attr (new_, GCORE_ID (__notes__), copy) : -1;
  gcore_xdecref (copy);
  gcore_decref (notes);
  return result;
}

/* A group like SELF of MEMBERS, a list: *RESULT is a new reference, NULL if there are none. */
static int
make_subset (GcoreObject *self, GcoreObject *members, GcoreObject **result)
{
  *result = NULL;
  if (GCORE_LIST_SIZE (members) == 0)
    return 0;
  GcoreObject *group = gcore_object_call_method_one_arg (self, GCORE_ID (derive), members);
  if (group == NULL)
    return -1;
  if (!is_group (group))
    gcore_err_set_string (GCORE_EXC (TypeError), "derive must return an instance of BaseExceptionGroup");
  else
    {
      GcoreObject *traceback = EXCEPTION (self)->traceback;
      GCORE_SETREF (EXCEPTION (group)->traceback, gcore_xnewref (traceback));
      gcore_exception_set_context (group, gcore_exception_get_context (self));
      gcore_exception_set_cause (group, gcore_exception_get_cause (self));
      EXCEPTION (group)->suppress_context = EXCEPTION (self)->suppress_context;
      if (copy_notes (group, self) == 0)
        {
          *result = group;
          return 0;
        }
    }
  gcore_decref (group);
  return -1;
}

static int split (GcoreObject *exception, GcoreObject *condition, GcoreObject **match, GcoreObject **rest);

/* The same for each member of the group SELF; the parts become groups again. */
static int
split_members (GcoreObject *self, GcoreObject *condition, GcoreObject **match, GcoreObject **rest)
{
  GcoreObject *matching = gcore_list_new (0), *others = gcore_list_new (0), *members = GROUP (self)->excs;
  int result = matching != NULL && others != NULL ? 0 : -1;
  for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (members); i++)
    {
      GcoreObject *part = NULL, *remainder = NULL;
      result = split (GCORE_TUPLE_ITEM (members, i), condition, &part, &remainder);
      if (result == 0 && part != NULL)
        result = gcore_list_append (matching, part);
      if (result == 0 && remainder != NULL)
        result = gcore_list_append (others, remainder);
      gcore_xdecref (part);
      gcore_xdecref (remainder);
    }
  if (result == 0)
    result = make_subset (self, matching, match);
  if (result == 0)
    result = make_subset (self, others, rest);
  gcore_xdecref (matching);
  gcore_xdecref (others);
  return result;
}

/* What of EXCEPTION meets CONDITION, and what does not: new references, NULL for nothing. -1 with an exception set. */
static int
split (GcoreObject *exception, GcoreObject *condition, GcoreObject **match, GcoreObject **rest)
{
  int matching = matches (exception, condition);
  *match = *rest = NULL;
  if (matching < 0)
    return -1;
  if (matching)
    *match = gcore_newref (exception);
  else if (!is_group (exception))
    *rest = gcore_newref (exception);
  else
    {
      if (gcore_enter_recursive_call (" in exceptiongroup_split_recursive") != 0)
        return -1;
      int result = split_members (exception, condition, match, rest);
      gcore_leave_recursive_call ();
      if (result != 0)
        {
          GCORE_CLEAR (*match);
          GCORE_CLEAR (*rest);
        }
      return result;
    }
  return 0;
}

static GcoreObject *
group_split (GcoreObject *self, GcoreObject *condition)
{
  GcoreObject *match, *rest;
  if (!check_condition (condition) || split (self, condition, &match, &rest) != 0)
    return NULL;
  GcoreObject *result = gcore_tuple_pack (2, match != NULL ? match : GCORE_NONE, rest != NULL ? rest : GCORE_NONE);
  gcore_xdecref (match);
  gcore_xdecref (rest);
  return result;
}

static GcoreObject *
group_subgroup (GcoreObject *self, GcoreObject *condition)
{
  GcoreObject *match, *rest;
  if (!check_condition (condition) || split (self, condition, &match, &rest) != 0)
    return NULL;
  gcore_xdecref (rest);
  return match != NULL ? match : gcore_newref (GCORE_NONE);
}

static GcoreObject *
group_derive (GcoreObject *self, GcoreObject *members)
{
  return gcore_object_call_function_obj_args (GCORE_EXC (BaseExceptionGroup), GROUP (self)->msg, members, NULL);
}

static const GcoreMethodDef methods[] = {
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { "derive", GCORE_FUNC (group_derive), GCORE_METH_O, NULL },
  { "split", GCORE_FUNC (group_split), GCORE_METH_O, NULL },
  { "subgroup", GCORE_FUNC (group_subgroup), GCORE_METH_O, NULL },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "message", GCORE_MEMBER_OBJECT, offsetof (GcoreExceptionGroup, msg), GCORE_MEMBER_READONLY, "exception message" },
  { "exceptions", GCORE_MEMBER_OBJECT, offsetof (GcoreExceptionGroup, excs), GCORE_MEMBER_READONLY,
    "nested exceptions" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_ExceptionGroup = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  .basic_size = sizeof (GcoreExceptionGroup),
  .dealloc = group_dealloc,
  .traverse = traverse_GcoreExceptionGroup,
  .clear = clear_GcoreExceptionGroup,
  .str = group_str,
  .methods = methods,
  .members = members,
  .init = gcore_exception_init,
  .new_ = group_new,
};
