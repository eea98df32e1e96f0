/* SPDX-License-Identifier: MIT */
/* The views dict.keys (), dict.values () and dict.items (), which follow their dict. Those of keys and items are sets. */
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict-private.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"

#define VIEW(object) ((GcoreDictView *) (void *) (object))

/* Those of an OrderedDict are derived from a dict's. */
#define is_keys(object) gcore_is_instance_of (object, GCORE_TYPE (DICT_KEYS))
#define is_items(object) gcore_is_instance_of (object, GCORE_TYPE (DICT_ITEMS))
#define is_set_view(object) (is_keys (object) || is_items (object))

/* --- what all views have ------------------------------------------------------------------------------------------ */

GcoreObject *
gcore_dict_view_new (GcoreObject *dict, GcoreType *type)
{
  if (!gcore_is_dict (dict))
    return gcore_err_format (GCORE_EXC (TypeError), "%s() requires a dict argument, not '%s'", type->name,
                             GCORE_TYPE_OF (dict)->name);
  GcoreDictView *view = gcore_gc_new (type);
  if (view == NULL)
    return NULL;
  view->dict = gcore_newref (dict);
  gcore_gc_track (view);
  return GCORE_OBJECT (view);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_decref (VIEW (self)->dict);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (VIEW (self)->dict);
  return 0;
}

static intptr_t
length (GcoreObject *self)
{
  return VIEW (self)->dict->used;
}

static GcoreObject *
repr (GcoreObject *self)
{
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside < 0 ? NULL : gcore_str_from_string ("...");
  GcoreObject *items = gcore_sequence_list (self);
  GcoreObject *text = items == NULL ? NULL : gcore_str_from_format ("%s(%R)", GCORE_TYPE_OF (self)->name, items);
  gcore_xdecref (items);
  gcore_repr_leave (self);
  return text;
}

static GcoreObject *
get_mapping (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_dict_proxy_new (GCORE_OBJECT (VIEW (self)->dict));
}

#define DEFINE_ITERATION(kind, KIND)                                                                                   \
  static GcoreObject *kind##_iter (GcoreObject *self)                                                                  \
  {                                                                                                                    \
    return gcore_dict_iterator_new (VIEW (self)->dict, GCORE_TYPE (DICT_##KIND##_ITERATOR));                           \
  }                                                                                                                    \
  static GcoreObject *kind##_reversed (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)                            \
  {                                                                                                                    \
    return gcore_dict_iterator_new (VIEW (self)->dict, GCORE_TYPE (DICT_REVERSE_##KIND##_ITERATOR));                   \
  }
DEFINE_ITERATION (key, KEY)
DEFINE_ITERATION (value, VALUE)
DEFINE_ITERATION (item, ITEM)

/* --- membership --------------------------------------------------------------------------------------------------- */

static int
keys_contains (GcoreObject *self, GcoreObject *key)
{
  return gcore_dict_contains (GCORE_OBJECT (VIEW (self)->dict), key);
}

static int
items_contains (GcoreObject *self, GcoreObject *pair)
{
  if (!gcore_is_tuple (pair) || GCORE_TUPLE_SIZE (pair) != 2)
    return 0;
  GcoreObject *value = gcore_dict_get_item_with_error (GCORE_OBJECT (VIEW (self)->dict), GCORE_TUPLE_ITEM (pair, 0));
  if (value == NULL)
    return gcore_err_occurred () ? -1 : 0;
  gcore_incref (value);
  int equal = gcore_object_rich_compare_bool (value, GCORE_TUPLE_ITEM (pair, 1), GCORE_EQ);
  gcore_decref (value);
  return equal;
}

/* Whether every (WANTED 1) or no (WANTED 0) item of ITERABLE is in CONTAINER. 1, 0 or -1. */
static int
all_are (GcoreObject *iterable, GcoreObject *container, int wanted)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable), *item;
  if (iterator == NULL)
    return -1;
  int contained = wanted;
  while (contained == wanted && (item = gcore_iter_next (iterator)) != NULL)
    {
      contained = gcore_sequence_contains (container, item);
      gcore_decref (item);
    }
  gcore_decref (iterator);
  return gcore_err_occurred () ? -1 : contained == wanted;
}

static GcoreObject *
rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if (!gcore_is_any_set (other) && !is_set_view (other))
    GCORE_RETURN_NOT_IMPLEMENTED;
  intptr_t n_other = gcore_object_size (other), n_self = length (self);
  if (n_other < 0)
    return NULL;
  int result = 0;
  switch (op)
    {
    case GCORE_NE:
    case GCORE_EQ:
      result = n_self == n_other ? all_are (self, other, 1) : 0;
      if (op == GCORE_NE && result >= 0)
        result = !result;
      break;
    case GCORE_LT:
    case GCORE_LE:
      result = n_self < n_other + (op == GCORE_LE) ? all_are (self, other, 1) : 0;
      break;
    default:
      result = n_self + (op == GCORE_GE) > n_other ? all_are (other, self, 1) : 0;
    }
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

static GcoreObject *
method_isdisjoint (GcoreObject *self, GcoreObject *other)
{
  if (self == other)
    return gcore_bool_from_long (length (self) == 0);
  GcoreObject *walked = other, *container = self;
  if (gcore_is_any_set_exact (other) || is_set_view (other))
    {
      intptr_t n_other = gcore_object_size (other);
      if (n_other < 0)
        return NULL;
      if (n_other > length (self))
        {
          walked = self;
          container = other;
        }
    }
  int disjoint = all_are (walked, container, 0);
  return disjoint < 0 ? NULL : gcore_bool_from_long (disjoint);
}

/* --- set operators ------------------------------------------------------------------------------------------------ */

static GcoreObject *
to_set (GcoreObject *object)
{
  /* The keys of a dict are taken from its table at once. */
  if (is_keys (object) && gcore_is_dict_exact (VIEW (object)->dict))
    return gcore_set_new (GCORE_OBJECT (VIEW (object)->dict));
  return gcore_set_new (object);
}

/* A set of LEFT, changed by its method NAME with RIGHT. */
static GcoreObject *
to_set_changed_by (GcoreObject *left, GcoreObject *name, GcoreObject *right)
{
  GcoreObject *result = to_set (left);
  if (result == NULL)
    return NULL;
  GcoreObject *none = gcore_object_call_method_one_arg (result, name, right);
  if (none == NULL)
    GCORE_CLEAR (result);
  gcore_xdecref (none);
  return result;
}

static GcoreObject *
operator_subtract (GcoreObject *a, GcoreObject *b)
{
  return to_set_changed_by (a, GCORE_ID (difference_update), b);
}

/* An item of the second dict: taken from REST if it is there too, else added to RESULT. 0 or -1. */
static int
xor_item (GcoreObject *rest, GcoreObject *result, GcoreObject *key, GcoreObject *value, intptr_t hash)
{
  GcoreObject *own = gcore_xnewref (gcore_dict_get_item_known_hash (rest, key, hash));
  if (own == NULL && gcore_err_occurred ())
    return -1;
  int status = own == NULL ? 0 : gcore_object_rich_compare_bool (own, value, GCORE_EQ);
  gcore_xdecref (own);
  if (status != 0)
    return status < 0 ? -1 : gcore_dict_del_item_known_hash (rest, key, hash);
  GcoreObject *pair = gcore_tuple_pack (2, key, value);
  status = pair == NULL ? -1 : gcore_set_add (result, pair);
  gcore_xdecref (pair);
  return status;
}

/* The items that only one of two dicts has, as a set: those of SECOND first. */
static GcoreObject *
items_xor (GcoreObject *first, GcoreObject *second)
{
  GcoreObject *rest = gcore_dict_copy (first), *result = rest == NULL ? NULL : gcore_set_new (NULL), *key, *value;
  intptr_t position = 0, hash;
  int status = result == NULL ? -1 : 0;
  while (status == 0 && gcore_dict_next_hash (second, &position, &key, &value, &hash))
    {
      gcore_incref (key);
      gcore_incref (value);
      status = xor_item (rest, result, key, value, hash);
      gcore_decref (value);
      gcore_decref (key);
    }
  GcoreObject *items = status == 0 ? gcore_dict_view_new (rest, GCORE_TYPE (DICT_ITEMS)) : NULL;
  if (items == NULL || gcore_set_update (result, items) < 0)
    GCORE_CLEAR (result);
  gcore_xdecref (items);
  gcore_xdecref (rest);
  return result;
}

static GcoreObject *
operator_xor (GcoreObject *a, GcoreObject *b)
{
  if (is_items (a) && is_items (b))
    return items_xor (GCORE_OBJECT (VIEW (a)->dict), GCORE_OBJECT (VIEW (b)->dict));
  return to_set_changed_by (a, GCORE_ID (symmetric_difference_update), b);
}

static GcoreObject *
operator_or (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *result = to_set (a);
  if (result != NULL && gcore_set_update (result, b) < 0)
    GCORE_CLEAR (result);
  return result;
}

/* The items of WALKED that VIEW has, as a set. */
static GcoreObject *
common_items (GcoreObject *view, GcoreObject *walked)
{
  GcoreObject *result = gcore_set_new (NULL);
  GcoreObject *iterator = result == NULL ? NULL : gcore_object_get_iter (walked), *item;
  if (iterator == NULL)
    {
      gcore_xdecref (result);
      return NULL;
    }
  int state = 0;
  while (state >= 0 && (item = gcore_iter_next (iterator)) != NULL)
    {
      state = is_keys (view) ? keys_contains (view, item) : items_contains (view, item);
      if (state > 0)
        state = gcore_set_add (result, item);
      gcore_decref (item);
    }
  gcore_decref (iterator);
  if (state < 0 || gcore_err_occurred ())
    GCORE_CLEAR (result);
  return result;
}

static GcoreObject *
operator_and (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *view = is_set_view (a) ? a : b, *other = view == a ? b : a;
  if (gcore_is_set_exact (other) && length (view) <= GCORE_SET_SIZE (other))
    return gcore_object_call_method_one_arg (other, GCORE_ID (intersection), view);
  if (is_set_view (other) && length (other) > length (view))
    return common_items (other, view);
  return common_items (view, other);
}

/* --- types -------------------------------------------------------------------------------------------------------- */

static const GcoreGetSetDef getset[] = {
  { "mapping", get_mapping, NULL, "dictionary that this view refers to", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

static const GcoreMethodDef key_methods[] = {
  { "isdisjoint", GCORE_FUNC (method_isdisjoint), GCORE_METH_O,
    "Return True if the view and the given iterable have a null intersection." },
  { "__reversed__", GCORE_FUNC (key_reversed), GCORE_METH_NOARGS, "Return a reverse iterator over the dict keys." },
  { NULL, NULL, 0, NULL }
};

static const GcoreMethodDef value_methods[] = {
  { "__reversed__", GCORE_FUNC (value_reversed), GCORE_METH_NOARGS, "Return a reverse iterator over the dict values." },
  { NULL, NULL, 0, NULL }
};

static const GcoreMethodDef item_methods[] = {
  { "isdisjoint", GCORE_FUNC (method_isdisjoint), GCORE_METH_O,
    "Return True if the view and the given iterable have a null intersection." },
  { "__reversed__", GCORE_FUNC (item_reversed), GCORE_METH_NOARGS, "Return a reverse iterator over the dict items." },
  { NULL, NULL, 0, NULL }
};

#define VIEW_SLOTS(name_, kind)                                                                                        \
  .name = name_, .basic_size = sizeof (GcoreDictView), .flags = GCORE_TYPE_FLAG_GC, .dealloc = dealloc,                \
  .traverse = traverse, .repr = repr, .get_attr = gcore_object_generic_get_attr, .iter = kind##_iter,                  \
  .methods = kind##_methods, .getset = getset

#define SET_OPERATORS                                                                                                  \
  .hash = gcore_object_hash_not_implemented, .rich_compare = rich_compare,                                             \
  .number = { .subtract = operator_subtract, .and_ = operator_and, .xor_ = operator_xor, .or_ = operator_or }

const GcoreType gcore_dict_keys_template = {
  VIEW_SLOTS ("dict_keys", key),
  SET_OPERATORS,
  .sequence = { .length = length, .contains = keys_contains },
};

const GcoreType gcore_dict_values_template = {
  VIEW_SLOTS ("dict_values", value),
  .sequence = { .length = length },
};

const GcoreType gcore_dict_items_template = {
  VIEW_SLOTS ("dict_items", item),
  SET_OPERATORS,
  .sequence = { .length = length, .contains = items_contains },
};
