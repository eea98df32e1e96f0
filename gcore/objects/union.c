/* SPDX-License-Identifier: MIT */
/* int | str. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/list.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"

#define UNION(object) ((GcoreUnion *) (void *) (object))
#define is_union(object) gcore_is_exact (object, UNION)

/* --- making ------------------------------------------------------------------------------------------------------- */

static bool
may_be_member (GcoreObject *object)
{
  return object == GCORE_NONE || gcore_is_type (object) || gcore_is_exact (object, GENERIC_ALIAS) || is_union (object);
}

/* Appends MEMBER, or the members of a union, to LIST unless an equal one is there. 0 or -1. */
static int
add_member (GcoreObject *list, GcoreObject *member)
{
  if (is_union (member))
    {
      GcoreObject *args = UNION (member)->args;
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
        if (add_member (list, GCORE_TUPLE_ITEM (args, i)) < 0)
          return -1;
      return 0;
    }
  if (member == GCORE_NONE)
    member = GCORE_OBJECT (GCORE_TYPE (NONE));
  int present = gcore_sequence_contains (list, member);
  return present != 0 ? (present < 0 ? -1 : 0) : gcore_list_append (list, member);
}

GcoreObject *
gcore_union_type_or (GcoreObject *left, GcoreObject *right)
{
  if (!may_be_member (left) || !may_be_member (right))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *list = gcore_list_new (0);
  if (list == NULL)
    return NULL;
  GcoreObject *result = NULL;
  if (add_member (list, left) == 0 && add_member (list, right) == 0)
    {
      GcoreObject *args = gcore_list_as_tuple (list);
      if (args != NULL && GCORE_TUPLE_SIZE (args) == 1)
        result = gcore_newref (GCORE_TUPLE_ITEM (args, 0));
      else if (args != NULL && (result = gcore_gc_new (GCORE_TYPE (UNION))) != NULL)
        {
          UNION (result)->args = gcore_newref (args);
          UNION (result)->parameters = NULL;
          gcore_gc_track (result);
        }
      gcore_xdecref (args);
    }
  gcore_decref (list);
  return result;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_decref (UNION (self)->args);
  gcore_xdecref (UNION (self)->parameters);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (UNION (self)->args);
  GCORE_VISIT (UNION (self)->parameters);
  return 0;
}

/* --- behaviour ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *args = UNION (self)->args, *texts = gcore_list_new (0);
  for (intptr_t i = 0; texts != NULL && i < GCORE_TUPLE_SIZE (args); i++)
    {
      GcoreObject *text = gcore_type_argument_repr (GCORE_TUPLE_ITEM (args, i));
      if (text == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) texts, text) < 0)
        GCORE_CLEAR (texts);
    }
  GcoreObject *separator = texts == NULL ? NULL : gcore_str_from_string (" | ");
  GcoreObject *result = separator == NULL ? NULL : gcore_str_join (separator, texts);
  gcore_xdecref (separator);
  gcore_xdecref (texts);
  return result;
}

/* The members as a frozenset: their order does not matter to equality. */
static intptr_t
hash (GcoreObject *self)
{
  GcoreObject *members = gcore_frozenset_new (UNION (self)->args);
  if (members == NULL)
    return -1;
  intptr_t result = gcore_object_hash (members);
  gcore_decref (members);
  return result;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!is_union (b) || (op != GCORE_EQ && op != GCORE_NE))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *a_members = gcore_set_new (UNION (a)->args);
  GcoreObject *b_members = a_members == NULL ? NULL : gcore_set_new (UNION (b)->args);
  GcoreObject *result = b_members == NULL ? NULL : gcore_object_rich_compare (a_members, b_members, op);
  gcore_xdecref (a_members);
  gcore_xdecref (b_members);
  return result;
}

/* Borrowed tuple, or NULL. */
static GcoreObject *
parameters_of (GcoreObject *self)
{
  if (UNION (self)->parameters == NULL)
    UNION (self)->parameters = gcore_type_parameters (UNION (self)->args);
  return UNION (self)->parameters;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *item)
{
  GcoreObject *parameters = parameters_of (self), *args = NULL, *result = NULL;
  if (parameters != NULL)
    args = gcore_type_parameters_replace (self, UNION (self)->args, parameters, item);
  if (args == NULL)
    return NULL;
  result = gcore_newref (GCORE_TUPLE_ITEM (args, 0));
  for (intptr_t i = 1; result != NULL && i < GCORE_TUPLE_SIZE (args); i++)
    GCORE_SETREF (result, gcore_number_or (result, GCORE_TUPLE_ITEM (args, i)));
  gcore_decref (args);
  return result;
}

/* Whether one of the classes among the members passes CHECK; a generic alias is an error. */
static GcoreObject *
any_member (GcoreObject *self, GcoreObject *object, int (*check) (GcoreObject *object, GcoreObject *cls))
{
  GcoreObject *args = UNION (self)->args;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
    {
      int passes = check (object, GCORE_TUPLE_ITEM (args, i));
      if (passes < 0)
        return NULL;
      if (passes)
        GCORE_RETURN_TRUE;
    }
  GCORE_RETURN_FALSE;
}

static GcoreObject *
method_instancecheck (GcoreObject *self, GcoreObject *object)
{
  return any_member (self, object, gcore_object_is_instance);
}

static GcoreObject *
method_subclasscheck (GcoreObject *self, GcoreObject *cls)
{
  if (!gcore_is_type (cls))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "issubclass() arg 1 must be a class");
      return NULL;
    }
  return any_member (self, cls, gcore_object_is_subclass);
}

static GcoreObject *
get_parameters (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_xnewref (parameters_of (self));
}

static const GcoreMethodDef methods[] = {
  { "__instancecheck__", GCORE_FUNC (method_instancecheck), GCORE_METH_O, NULL },
  { "__subclasscheck__", GCORE_FUNC (method_subclasscheck), GCORE_METH_O, NULL },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "__args__", GCORE_MEMBER_OBJECT, offsetof (GcoreUnion, args), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__parameters__", get_parameters, NULL, "Type variables in the types.UnionType.", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_union_template = {
  .name = "types.UnionType",
  .basic_size = sizeof (GcoreUnion),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .hash = hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .number = { .or_ = gcore_union_type_or },
  .mapping = { .subscript = subscript },
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
};
