/* SPDX-License-Identifier: MIT */
/* The types set and frozenset: slots and methods. */
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/set-private.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

/* --- creation and life -------------------------------------------------------------------------------------------- */

static GcoreObject *
set_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  return gcore_set_make (type, NULL);
}

static int
set_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable = NULL;
  if (!gcore_arg_no_keywords ("set", kwargs)
      || !gcore_arg_unpack_tuple (args, GCORE_TYPE_OF (self)->name, 0, 1, &iterable))
    return -1;
  if (SET (self)->fill > 0)
    gcore_set_clear_items (SET (self));
  SET (self)->hash = -1;
  return iterable == NULL ? 0 : gcore_set_update_from (SET (self), iterable);
}

static GcoreObject *
set_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("set", keyword_names) || !gcore_arg_check_positional ("set", n, 0, 1))
    return NULL;
  return gcore_set_make ((GcoreType *) (void *) type, n > 0 ? args[0] : NULL);
}

/* A frozenset of TYPE; an exact one of an exact one is itself. */
static GcoreObject *
make_frozenset (GcoreType *type, GcoreObject *iterable)
{
  if (type == GCORE_TYPE (FROZENSET) && iterable != NULL && gcore_is_frozenset_exact (iterable))
    return gcore_newref (iterable);
  return gcore_set_make (type, iterable);
}

static GcoreObject *
frozenset_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable = NULL;
  if ((type == GCORE_TYPE (FROZENSET) || type->init == GCORE_TYPE (FROZENSET)->init)
      && !gcore_arg_no_keywords ("frozenset", kwargs))
    return NULL;
  if (!gcore_arg_unpack_tuple (args, type->name, 0, 1, &iterable))
    return NULL;
  return make_frozenset (type, iterable);
}

static GcoreObject *
frozenset_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("frozenset", keyword_names) || !gcore_arg_check_positional ("frozenset", n, 0, 1))
    return NULL;
  return make_frozenset ((GcoreType *) (void *) type, n > 0 ? args[0] : NULL);
}

static void
dealloc (GcoreObject *self)
{
  GcoreSet *set = SET (self);
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  if (set->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  for (intptr_t i = 0; i <= set->mask && set->used > 0; i++)
    if (set->table[i].key != NULL)
      {
        set->used--;
        gcore_decref (set->table[i].key);
      }
  if (set->table != set->inline_table)
    gcore_mem_free (set->table);
  GCORE_TYPE_OF (self)->free_ (self);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreSet *set = SET (self);
  for (intptr_t i = 0; i <= set->mask; i++)
    GCORE_VISIT (set->table[i].key);
  return 0;
}

static int
clear (GcoreObject *self)
{
  gcore_set_clear_items (SET (self));
  return 0;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return SET (self)->used;
}

/* A set is not hashable, but a set of frozensets may be asked for one: then a frozenset with the same items stands
 * in. NULL keeps the error. */
static GcoreObject *
stand_in_for (GcoreObject *key)
{
  if (!gcore_is_set (key) || !gcore_err_exception_matches (GCORE_EXC (TypeError)))
    return NULL;
  gcore_err_clear ();
  return gcore_set_make (GCORE_TYPE (FROZENSET), key);
}

static int
contains (GcoreObject *self, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  int found = hash == -1 ? -1 : gcore_set_contains_entry (SET (self), key, hash);
  GcoreObject *stand_in = found < 0 ? stand_in_for (key) : NULL;
  if (stand_in != NULL)
    {
      found = gcore_set_contains (self, stand_in);
      gcore_decref (stand_in);
    }
  return found;
}

static uint64_t
shuffle_bits (uint64_t hash)
{
  return ((hash ^ UINT64_C (89869747)) ^ (hash << 16)) * UINT64_C (3644798167);
}

/* Independent of the order of the items, equal to CPython's. */
static intptr_t
frozenset_hash (GcoreObject *self)
{
  GcoreSet *set = SET (self);
  if (set->hash != -1)
    return set->hash;
  uint64_t hash = 0;
  GcoreSetEntry *entry;
  intptr_t position = 0;
  while ((entry = gcore_set_next (set, &position)) != NULL)
    hash ^= shuffle_bits ((uint64_t) entry->hash);
  hash ^= ((uint64_t) set->used + 1) * UINT64_C (1927868237);
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069 + UINT64_C (907133923);
  if (hash == UINT64_MAX)
    hash = UINT64_C (590923713);
  set->hash = (intptr_t) hash;
  return set->hash;
}

/* "{1, 2}" from a list's "[1, 2]", with the type's name around unless it is exactly set. */
static GcoreObject *
repr_of_items (GcoreObject *self)
{
  GcoreObject *items = gcore_sequence_list (self);
  if (items == NULL)
    return NULL;
  GcoreObject *text = gcore_object_repr (items);
  gcore_decref (items);
  if (text == NULL)
    return NULL;
  GcoreObject *inner = gcore_str_substring (text, 1, GCORE_STR_LENGTH (text) - 1);
  gcore_decref (text);
  if (inner == NULL)
    return NULL;
  text = gcore_is_set_exact (self) ? gcore_str_from_format ("{%U}", inner)
                                   : gcore_str_from_format ("%s({%U})", GCORE_TYPE_OF (self)->name, inner);
  gcore_decref (inner);
  return text;
}

static GcoreObject *
repr (GcoreObject *self)
{
  const char *name = GCORE_TYPE_OF (self)->name;
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside < 0 ? NULL : gcore_str_from_format ("%s(...)", name);
  GcoreObject *text = SET (self)->used == 0 ? gcore_str_from_format ("%s()", name) : repr_of_items (self);
  gcore_repr_leave (self);
  return text;
}

/* 1, 0 or -1. */
static int
equal_sets (GcoreSet *a, GcoreSet *b)
{
  if (a->used != b->used || (a->hash != -1 && b->hash != -1 && a->hash != b->hash))
    return 0;
  return gcore_set_is_subset (a, GCORE_OBJECT (b));
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_any_set (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  int result = 0;
  switch (op)
    {
    case GCORE_EQ:
      result = equal_sets (SET (a), SET (b));
      break;
    case GCORE_NE:
      result = equal_sets (SET (a), SET (b));
      result = result < 0 ? -1 : !result;
      break;
    case GCORE_LE:
      result = gcore_set_is_subset (SET (a), b);
      break;
    case GCORE_GE:
      result = gcore_set_is_subset (SET (b), a);
      break;
    case GCORE_LT:
      result = SET (a)->used < SET (b)->used ? gcore_set_is_subset (SET (a), b) : 0;
      break;
    default:
      result = SET (a)->used > SET (b)->used ? gcore_set_is_subset (SET (b), a) : 0;
    }
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

static GcoreObject *
copy_with (GcoreObject *self, GcoreObject *other)
{
  GcoreObject *result = gcore_set_copy (SET (self));
  if (result != NULL && self != other && gcore_set_update_from (SET (result), other) < 0)
    GCORE_CLEAR (result);
  return result;
}

#define DEFINE_OPERATOR(name, function)                                                                                \
  static GcoreObject *name (GcoreObject *a, GcoreObject *b)                                                            \
  {                                                                                                                    \
    if (!gcore_is_any_set (a) || !gcore_is_any_set (b))                                                                \
      GCORE_RETURN_NOT_IMPLEMENTED;                                                                                    \
    return function;                                                                                                   \
  }
DEFINE_OPERATOR (operator_or, copy_with (a, b))
DEFINE_OPERATOR (operator_and, gcore_set_intersection (SET (a), b))
DEFINE_OPERATOR (operator_subtract, gcore_set_difference (SET (a), b))
DEFINE_OPERATOR (operator_xor, gcore_set_symmetric_difference (SET (a), b))

#define DEFINE_INPLACE_OPERATOR(name, function)                                                                        \
  static GcoreObject *name (GcoreObject *self, GcoreObject *other)                                                     \
  {                                                                                                                    \
    if (!gcore_is_any_set (other))                                                                                     \
      GCORE_RETURN_NOT_IMPLEMENTED;                                                                                    \
    return function (SET (self), other) < 0 ? NULL : gcore_newref (self);                                              \
  }
DEFINE_INPLACE_OPERATOR (inplace_or, gcore_set_update_from)
DEFINE_INPLACE_OPERATOR (inplace_and, gcore_set_intersection_update)
DEFINE_INPLACE_OPERATOR (inplace_subtract, gcore_set_difference_update)
DEFINE_INPLACE_OPERATOR (inplace_xor, gcore_set_symmetric_difference_update)

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_add (GcoreObject *self, GcoreObject *key)
{
  intptr_t hash = gcore_fast_hash (key);
  if (hash == -1 || gcore_set_add_entry (SET (self), key, hash) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

/* discard, also of a set that stands for a frozenset. 1, 0 or -1. */
static int
discard (GcoreObject *self, GcoreObject *key)
{
  int found = gcore_set_discard_key (SET (self), key);
  GcoreObject *stand_in = found < 0 ? stand_in_for (key) : NULL;
  if (stand_in != NULL)
    {
      found = gcore_set_discard_key (SET (self), stand_in);
      gcore_decref (stand_in);
    }
  return found;
}

static GcoreObject *
method_discard (GcoreObject *self, GcoreObject *key)
{
  if (discard (self, key) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_remove (GcoreObject *self, GcoreObject *key)
{
  int found = discard (self, key);
  if (found == 0)
    gcore_err_set_key_error (key);
  if (found <= 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_contains (GcoreObject *self, GcoreObject *key)
{
  int found = contains (self, key);
  return found < 0 ? NULL : gcore_bool_from_long (found);
}

static GcoreObject *
method_pop (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_set_pop (self);
}

static GcoreObject *
method_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  gcore_set_clear_items (SET (self));
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_is_frozenset_exact (self) ? gcore_newref (self) : gcore_set_copy (SET (self));
}

/* Calls FUNCTION for each of the other iterables. */
static GcoreObject *
update_with_all (GcoreObject *self, GcoreObject *args, int (*function) (GcoreSet *set, GcoreObject *other))
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (args); i++)
    if (function (SET (self), GCORE_TUPLE_ITEM (args, i)) < 0)
      return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_update (GcoreObject *self, GcoreObject *args)
{
  return update_with_all (self, args, gcore_set_update_from);
}

static GcoreObject *
method_difference_update (GcoreObject *self, GcoreObject *args)
{
  return update_with_all (self, args, gcore_set_difference_update);
}

static GcoreObject *
method_union (GcoreObject *self, GcoreObject *args)
{
  GcoreObject *result = gcore_set_copy (SET (self));
  for (intptr_t i = 0; result != NULL && i < GCORE_TUPLE_SIZE (args); i++)
    if (GCORE_TUPLE_ITEM (args, i) != self && gcore_set_update_from (SET (result), GCORE_TUPLE_ITEM (args, i)) < 0)
      GCORE_CLEAR (result);
  return result;
}

static GcoreObject *
method_intersection (GcoreObject *self, GcoreObject *args)
{
  if (GCORE_TUPLE_SIZE (args) == 0)
    return gcore_set_copy (SET (self));
  GcoreObject *result = gcore_newref (self);
  for (intptr_t i = 0; result != NULL && i < GCORE_TUPLE_SIZE (args); i++)
    GCORE_SETREF (result, gcore_set_intersection (SET (result), GCORE_TUPLE_ITEM (args, i)));
  return result;
}

static GcoreObject *
method_intersection_update (GcoreObject *self, GcoreObject *args)
{
  GcoreObject *common = method_intersection (self, args);
  if (common == NULL)
    return NULL;
  if (common != self)
    gcore_set_swap (SET (self), SET (common));
  gcore_decref (common);
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_difference (GcoreObject *self, GcoreObject *args)
{
  if (GCORE_TUPLE_SIZE (args) == 0)
    return gcore_set_copy (SET (self));
  GcoreObject *result = gcore_set_difference (SET (self), GCORE_TUPLE_ITEM (args, 0));
  for (intptr_t i = 1; result != NULL && i < GCORE_TUPLE_SIZE (args); i++)
    if (gcore_set_difference_update (SET (result), GCORE_TUPLE_ITEM (args, i)) < 0)
      GCORE_CLEAR (result);
  return result;
}

static GcoreObject *
method_symmetric_difference (GcoreObject *self, GcoreObject *other)
{
  return gcore_set_symmetric_difference (SET (self), other);
}

static GcoreObject *
method_symmetric_difference_update (GcoreObject *self, GcoreObject *other)
{
  if (gcore_set_symmetric_difference_update (SET (self), other) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
as_bool (int result)
{
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

static GcoreObject *
method_isdisjoint (GcoreObject *self, GcoreObject *other)
{
  return as_bool (gcore_set_is_disjoint (SET (self), other));
}

static GcoreObject *
method_issubset (GcoreObject *self, GcoreObject *other)
{
  return as_bool (gcore_set_is_subset (SET (self), other));
}

static GcoreObject *
method_issuperset (GcoreObject *self, GcoreObject *other)
{
  return as_bool (gcore_set_is_superset (SET (self), other));
}

static GcoreObject *
method_sizeof (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreSet *set = SET (self);
  intptr_t table = set->table == set->inline_table ? 0 : (set->mask + 1) * (intptr_t) sizeof (GcoreSetEntry);
  return gcore_int_from_ssize (GCORE_TYPE_OF (self)->basic_size + table);
}

/* --- types -------------------------------------------------------------------------------------------------------- */

/* What both types have. */
static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *keys = gcore_sequence_list (self), *result = NULL;
  GcoreObject *args = keys != NULL ? gcore_tuple_pack (1, keys) : NULL;
  GcoreObject *state = args != NULL ? gcore_object_call_method_no_args (self, GCORE_ID (__getstate__)) : NULL;
  if (state != NULL)
    result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, state);
  gcore_xdecref (keys);
  gcore_xdecref (args);
  gcore_xdecref (state);
  return result;
}

#define COMMON_METHODS                                                                                                 \
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },       \
    { "__contains__", GCORE_FUNC (method_contains), GCORE_METH_O | GCORE_METH_COEXIST,                                 \
      "x.__contains__(y) <==> y in x." },                                                                              \
    { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, "Return state information for pickling." },        \
    { "__sizeof__", GCORE_FUNC (method_sizeof), GCORE_METH_NOARGS,                                                     \
      "S.__sizeof__() -> size of S in memory, in bytes" },                                                             \
    { "copy", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, "Return a shallow copy of a set." },                        \
    { "difference", GCORE_FUNC (method_difference), GCORE_METH_VARARGS,                                                \
      "Return the difference of two or more sets as a new set." },                                                     \
    { "intersection", GCORE_FUNC (method_intersection), GCORE_METH_VARARGS,                                            \
      "Return the intersection of two sets as a new set." },                                                           \
    { "isdisjoint", GCORE_FUNC (method_isdisjoint), GCORE_METH_O,                                                      \
      "Return True if two sets have a null intersection." },                                                           \
    { "issubset", GCORE_FUNC (method_issubset), GCORE_METH_O, "Report whether another set contains this set." },       \
    { "issuperset", GCORE_FUNC (method_issuperset), GCORE_METH_O, "Report whether this set contains another set." },   \
    { "symmetric_difference", GCORE_FUNC (method_symmetric_difference), GCORE_METH_O,                                  \
      "Return the symmetric difference of two sets as a new set." },                                                   \
    { "union", GCORE_FUNC (method_union), GCORE_METH_VARARGS, "Return the union of sets as a new set." }

static const GcoreMethodDef set_methods[] = {
  COMMON_METHODS,
  { "add", GCORE_FUNC (method_add), GCORE_METH_O,
    "Add an element to a set.\n\nThis has no effect if the element is already present." },
  { "clear", GCORE_FUNC (method_clear), GCORE_METH_NOARGS, "Remove all elements from this set." },
  { "difference_update", GCORE_FUNC (method_difference_update), GCORE_METH_VARARGS,
    "Remove all elements of another set from this set." },
  { "discard", GCORE_FUNC (method_discard), GCORE_METH_O, "Remove an element from a set if it is a member." },
  { "intersection_update", GCORE_FUNC (method_intersection_update), GCORE_METH_VARARGS,
    "Update a set with the intersection of itself and another." },
  { "pop", GCORE_FUNC (method_pop), GCORE_METH_NOARGS,
    "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty." },
  { "remove", GCORE_FUNC (method_remove), GCORE_METH_O,
    "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError." },
  { "symmetric_difference_update", GCORE_FUNC (method_symmetric_difference_update), GCORE_METH_O,
    "Update a set with the symmetric difference of itself and another." },
  { "update", GCORE_FUNC (method_update), GCORE_METH_VARARGS, "Update a set with the union of itself and others." },
  { NULL, NULL, 0, NULL }
};

const GcoreType gcore_set_template = {
  .name = "set",
  .basic_size = sizeof (GcoreSet),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .weaklist_offset = offsetof (GcoreSet, weak_list),
  .iter = gcore_set_iter,
  .number = { .subtract = operator_subtract, .and_ = operator_and, .xor_ = operator_xor, .or_ = operator_or,
              .inplace_subtract = inplace_subtract, .inplace_and = inplace_and, .inplace_xor = inplace_xor,
              .inplace_or = inplace_or },
  .sequence = { .length = length, .contains = contains },
  .methods = set_methods,
  .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique "
         "elements.",
  .init = set_init,
  .new_ = set_new,
  .vectorcall = set_vectorcall,
  .free_ = gcore_gc_del,
};

static const GcoreMethodDef frozenset_methods[] = { COMMON_METHODS, { NULL, NULL, 0, NULL } };

const GcoreType gcore_frozenset_template = {
  .name = "frozenset",
  .basic_size = sizeof (GcoreSet),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_MATCH_SELF,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = frozenset_hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .weaklist_offset = offsetof (GcoreSet, weak_list),
  .iter = gcore_set_iter,
  .number = { .subtract = operator_subtract, .and_ = operator_and, .xor_ = operator_xor, .or_ = operator_or },
  .sequence = { .length = length, .contains = contains },
  .methods = frozenset_methods,
  .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable "
         "unordered collection of unique elements.",
  .new_ = frozenset_new,
  .vectorcall = frozenset_vectorcall,
  .free_ = gcore_gc_del,
};
