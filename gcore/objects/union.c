/* SPDX-License-Identifier: MIT */
/* int | str. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"

#define UNION(object) ((GcoreUnion *) (void *) (object))
#define is_union(object) gcore_is_exact (object, UNION)
#define is_alias(object) gcore_is_instance_of (object, GCORE_TYPE (GENERIC_ALIAS))

/* --- making ------------------------------------------------------------------------------------------------------- */

static bool
may_be_member (GcoreObject *object)
{
  return object == GCORE_NONE || gcore_is_type (object) || is_alias (object) || is_union (object);
}

/* The members OBJECT stands for, borrowed: its own if it is a union, else *OBJECT itself, with None as its class. */
static GcoreObject *const *
members_of (GcoreObject **object, intptr_t *n)
{
  if (is_union (*object))
    {
      *n = GCORE_TUPLE_SIZE (UNION (*object)->args);
      return GCORE_TUPLE_ITEMS (UNION (*object)->args);
    }
  if (*object == GCORE_NONE)
    *object = GCORE_OBJECT (GCORE_TYPE (NONE));
  *n = 1;
  return object;
}

/* Generic aliases are compared, everything else has to be the same object. 1, 0 or -1. */
static int
is_among (GcoreObject *const *members, intptr_t n, GcoreObject *member)
{
  for (intptr_t i = 0; i < n; i++)
    {
      bool aliases = is_alias (members[i]) && is_alias (member);
      int same = aliases ? gcore_object_rich_compare_bool (members[i], member, GCORE_EQ) : members[i] == member;
      if (same != 0)
        return same;
    }
  return 0;
}

/* New tuple of LEFT's members and those of RIGHT that are not among them. NULL without an exception if none are new. */
static GcoreObject *
merge (GcoreObject *left, GcoreObject *right)
{
  intptr_t n_left, n_right, n;
  GcoreObject *const *left_members = members_of (&left, &n_left), *const *right_members = members_of (&right, &n_right);
  GcoreObject *merged = NULL;
  n = n_left;
  for (intptr_t i = 0; i < n_right; i++)
    {
      int present = is_among (left_members, n_left, right_members[i]);
      if (present == 0 && merged == NULL && (merged = gcore_tuple_new (n_left + n_right - i)) != NULL)
        for (intptr_t j = 0; j < n_left; j++)
          GCORE_TUPLE_ITEMS (merged)[j] = gcore_newref (left_members[j]);
      if (present < 0 || (present == 0 && merged == NULL))
        {
          gcore_xdecref (merged);
          return NULL;
        }
      if (present == 0)
        GCORE_TUPLE_ITEMS (merged)[n++] = gcore_newref (right_members[i]);
    }
  if (merged != NULL)
    gcore_tuple_resize (&merged, n);
  return merged;
}

GcoreObject *
gcore_union_type_or (GcoreObject *left, GcoreObject *right)
{
  if (!may_be_member (left) || !may_be_member (right))
    GCORE_RETURN_NOT_IMPLEMENTED;
  GcoreObject *args = merge (left, right);
  if (args == NULL)
    return gcore_err_occurred () ? NULL : gcore_newref (left);
  GcoreObject *result = gcore_gc_new (GCORE_TYPE (UNION));
  if (result == NULL)
    {
      gcore_decref (args);
      return NULL;
    }
  UNION (result)->args = args;
  UNION (result)->parameters = NULL;
  gcore_gc_track (result);
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
  GcoreObject *args = UNION (self)->args;
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  int result = 0;
  for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (args); i++)
    {
      if (i > 0)
        result = gcore_str_writer_write_ascii_string (&writer, " | ", 3);
      if (result == 0)
        result = gcore_type_argument_write (&writer, GCORE_TUPLE_ITEM (args, i));
    }
  if (result == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
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

/* Its __module__ is that of its type. */
static GcoreObject *
get_attr (GcoreObject *self, GcoreObject *name)
{
  if (gcore_is_str (name) && gcore_str_equal_to_ascii_string (name, "__module__"))
    return gcore_object_get_attr (GCORE_OBJECT (GCORE_TYPE (UNION)), name);
  return gcore_object_generic_get_attr (self, name);
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
  .get_attr = get_attr,
  .rich_compare = rich_compare,
  .number = { .or_ = gcore_union_type_or },
  .mapping = { .subscript = subscript },
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
};
