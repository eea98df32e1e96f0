/* SPDX-License-Identifier: MIT */
/* itertools: groupby and tee, whose iterators share what they read. */
#include "gcore/modules/itertools-private.h"
#include "gcore/modules/itertools.h"
#include "gcore/objects/weakref.h"

/* --- groupby ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GcoreObject base;
  GcoreObject *iterator;
  GcoreObject *function;    /* None: the item is its own key */
  GcoreObject *target_key;  /* of the group handed out last */
  GcoreObject *current_key, *current_value; /* of the item read last; value NULL: it has been handed out */
  const void *group;        /* the group handed out last: only it may go on */
} Groupby;
#define GROUPBY(object) ((Groupby *) (void *) (object))

GCORE_ITERTOOLS_OWNED (groupby, 5, (void) 0)

static GcoreObject *
groupby_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "iterable", "key", NULL };
  GcoreObject *iterable, *function = GCORE_NONE;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O:groupby", keywords, &iterable, &function))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  GROUPBY (self)->function = gcore_newref (function);
  GROUPBY (self)->iterator = gcore_object_get_iter (iterable);
  if (GROUPBY (self)->iterator == NULL)
    GCORE_CLEAR (self);
  return self;
}

/* Reads the next item and its key. -1 at the end or on failure. */
static int
groupby_step (Groupby *self)
{
  GcoreObject *value = gcore_itertools_next (self->iterator);
  if (value == NULL)
    return -1;
  GcoreObject *key
    = self->function == GCORE_NONE ? gcore_newref (value) : gcore_object_call_one_arg (self->function, value);
  if (key == NULL)
    {
      gcore_decref (value);
      return -1;
    }
  GCORE_SETREF (self->current_value, value);
  GCORE_SETREF (self->current_key, key);
  return 0;
}

/* Whether two keys, which a comparison might release, are equal: 1, 0 or -1. */
static int
same_key (GcoreObject *a, GcoreObject *b)
{
  gcore_incref (a);
  gcore_incref (b);
  int same = gcore_object_rich_compare_bool (a, b, GCORE_EQ);
  gcore_decref (a);
  gcore_decref (b);
  return same;
}

typedef struct
{
  GcoreObject base;
  GcoreObject *parent; /* Groupby */
  GcoreObject *key;
} Grouper;
#define GROUPER(object) ((Grouper *) (void *) (object))

GCORE_ITERTOOLS_OWNED (grouper, 2, (void) 0)

static GcoreObject *
grouper_from_parent (GcoreObject *parent)
{
  Grouper *self = gcore_gc_new (GCORE_TYPE (GROUPER));
  if (self == NULL)
    return NULL;
  self->parent = gcore_newref (parent);
  self->key = gcore_newref (GROUPBY (parent)->target_key);
  GROUPBY (parent)->group = self;
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static GcoreObject *
grouper_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *parent, *key;
  if (!gcore_arg_no_keywords ("_grouper", kwargs)
      || !gcore_arg_parse_tuple (args, "O!O:_grouper", GCORE_TYPE (GROUPBY), &parent, &key))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self == NULL)
    return NULL;
  GROUPER (self)->parent = gcore_newref (parent);
  GROUPER (self)->key = gcore_newref (key);
  GROUPBY (parent)->group = self;
  return self;
}

static GcoreObject *
grouper_next (GcoreObject *self)
{
  Groupby *parent = GROUPBY (GROUPER (self)->parent);
  if (parent->group != self || (parent->current_value == NULL && groupby_step (parent) < 0))
    return NULL;
  if (same_key (GROUPER (self)->key, parent->current_key) <= 0)
    return NULL;
  GcoreObject *result = parent->current_value;
  parent->current_value = NULL;
  return result;
}

static GcoreObject *
groupby_next (GcoreObject *object)
{
  Groupby *self = GROUPBY (object);
  self->group = NULL;
  /* Skip what is left of the last group. */
  while (self->current_key == NULL || self->target_key != NULL)
    {
      if (self->current_key != NULL)
        {
          int same = same_key (self->target_key, self->current_key);
          if (same < 0)
            return NULL;
          if (same == 0)
            break;
        }
      if (groupby_step (self) < 0)
        return NULL;
      if (self->target_key == NULL)
        break;
    }
  GCORE_SETREF (self->target_key, gcore_newref (self->current_key));
  GcoreObject *group = grouper_from_parent (object);
  GcoreObject *result = group != NULL ? gcore_tuple_pack (2, self->current_key, group) : NULL;
  gcore_xdecref (group);
  return result;
}

const GcoreType gcore_groupby_template = {
  GCORE_ITERTOOLS_SLOTS ("groupby", groupby, sizeof (Groupby)),
  .doc = "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to "
         "divide into groups according to the key function.\n  key\n    A function for computing the group category for "
         "each element.\n    If the key function is not specified or is None, the element itself\n    is used for "
         "grouping.",
};

const GcoreType gcore_grouper_template = {
  .name = "itertools._grouper",
  .basic_size = sizeof (Grouper),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = grouper_dealloc,
  .traverse = grouper_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = grouper_next,
  .new_ = grouper_new,
  .free_ = gcore_gc_del,
};

/* --- what tee iterators share: a linked list of blocks of items --------------------------------------------------- */

#define N_LINK_ITEMS 57

typedef struct TeeData
{
  GcoreObject base;
  GcoreObject *iterator;
  int n_read;
  bool running;         /* the iterator is being asked: it may not come back here */
  struct TeeData *next; /* owned, NULL while this is the last block */
  GcoreObject *items[N_LINK_ITEMS];
} TeeData;
#define TEE_DATA(object) ((TeeData *) (void *) (object))

/* ITERATOR is not stolen. */
static TeeData *
tee_data_new (GcoreObject *iterator)
{
  TeeData *self = gcore_gc_new (GCORE_TYPE (TEE_DATA));
  if (self == NULL)
    return NULL;
  self->iterator = gcore_newref (iterator);
  self->n_read = 0;
  self->running = false;
  self->next = NULL;
  gcore_gc_track (self);
  return self;
}

/* New reference to item I; reads it if it is the first not yet read. */
static GcoreObject *
tee_data_item (TeeData *self, int i)
{
  if (i < self->n_read)
    return gcore_newref (self->items[i]);
  if (self->running)
    return gcore_err_format (GCORE_EXC (RuntimeError), "cannot re-enter the tee iterator");
  self->running = true;
  GcoreObject *item = gcore_iter_next (self->iterator);
  self->running = false;
  if (item == NULL)
    return NULL;
  self->items[self->n_read++] = gcore_newref (item);
  return item;
}

/* New reference to the block that follows. */
static TeeData *
tee_data_following (TeeData *self)
{
  if (self->next == NULL)
    self->next = tee_data_new (self->iterator);
  return gcore_xnewref (self->next);
}

static int
tee_data_traverse (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  TeeData *self = TEE_DATA (object);
  GCORE_VISIT (self->iterator);
  for (int i = 0; i < self->n_read; i++)
    GCORE_VISIT (self->items[i]);
  GCORE_VISIT (self->next);
  return 0;
}

static int
tee_data_clear (GcoreObject *object)
{
  TeeData *self = TEE_DATA (object);
  int n = self->n_read;
  self->n_read = 0;
  GCORE_CLEAR (self->iterator);
  for (int i = 0; i < n; i++)
    GCORE_CLEAR (self->items[i]);
  /* A long list of blocks nobody else holds is released one by one, not from within each other. */
  TeeData *next = self->next;
  self->next = NULL;
  while (next != NULL && next->base.refcount == 1)
    {
      TeeData *after = next->next;
      next->next = NULL;
      gcore_decref (next);
      next = after;
    }
  gcore_xdecref (next);
  return 0;
}

static void
tee_data_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  tee_data_clear (self);
  gcore_gc_del (self);
}

const GcoreType gcore_tee_data_template = {
  .name = "itertools._tee_dataobject",
  .basic_size = sizeof (TeeData),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = tee_data_dealloc,
  .traverse = tee_data_traverse,
  .clear = tee_data_clear,
  .get_attr = gcore_object_generic_get_attr,
  .free_ = gcore_gc_del,
  .doc = "Data container common to multiple tee objects.",
};

/* --- tee ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  TeeData *data; /* owned */
  int index;     /* of the next item, in data */
  GcoreObject *weak_list;
} Tee;
#define TEE(object) ((Tee *) (void *) (object))

/* DATA is stolen, on failure too. */
static GcoreObject *
tee_from_data (TeeData *data, int index)
{
  Tee *self = gcore_gc_new (GCORE_TYPE (TEE));
  if (self == NULL)
    {
      gcore_decref (data);
      return NULL;
    }
  self->data = data;
  self->index = index;
  self->weak_list = NULL;
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

static GcoreObject *
tee_copy (GcoreObject *self, GcoreObject *unused)
{
  return tee_from_data (gcore_newref (TEE (self)->data), TEE (self)->index);
}

static GcoreObject *
tee_from_iterable (GcoreObject *iterable)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable), *result = NULL;
  if (iterator == NULL)
    return NULL;
  if (gcore_is_instance_of (iterator, GCORE_TYPE (TEE)))
    result = tee_copy (iterator, NULL);
  else
    {
      TeeData *data = tee_data_new (iterator);
      if (data != NULL)
        result = tee_from_data (data, 0);
    }
  gcore_decref (iterator);
  return result;
}

static GcoreObject *
tee_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *iterable;
  if (!gcore_arg_no_keywords ("_tee", kwargs) || !gcore_arg_unpack_tuple (args, "_tee", 1, 1, &iterable))
    return NULL;
  return tee_from_iterable (iterable);
}

static GcoreObject *
tee_next (GcoreObject *object)
{
  Tee *self = TEE (object);
  if (self->index >= N_LINK_ITEMS)
    {
      TeeData *following = tee_data_following (self->data);
      if (following == NULL)
        return NULL;
      GCORE_SETREF (self->data, following);
      self->index = 0;
    }
  GcoreObject *item = tee_data_item (self->data, self->index);
  if (item != NULL)
    self->index++;
  return item;
}

static int
tee_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (TEE (self)->data);
  return 0;
}

static int
tee_clear (GcoreObject *self)
{
  if (TEE (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  GCORE_CLEAR (TEE (self)->data);
  return 0;
}

static void
tee_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  tee_clear (self);
  gcore_gc_del (self);
}

static const GcoreMethodDef tee_methods[] = {
  { "__copy__", GCORE_FUNC (tee_copy), GCORE_METH_NOARGS, "Returns an independent iterator." },
  { .name = NULL }
};

const GcoreType gcore_tee_template = {
  .name = "itertools._tee",
  .basic_size = sizeof (Tee),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = tee_dealloc,
  .traverse = tee_traverse,
  .clear = tee_clear,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = tee_next,
  .weaklist_offset = offsetof (Tee, weak_list),
  .methods = tee_methods,
  .new_ = tee_new,
  .free_ = gcore_gc_del,
  .doc = "Iterator wrapped to make it copyable.",
};

GcoreObject *
gcore_itertools_tee (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("tee", n_args, 1, 2))
    return NULL;
  GcoreObject *iterable = args[0], *copy = NULL;
  intptr_t n = n_args == 1 ? 2 : gcore_arg_as_ssize (args[1]);
  if (n == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (n < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "n must be >= 0");
  GcoreObject *result = gcore_tuple_new (n);
  if (result == NULL || n == 0)
    return result;
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  if (iterator == NULL || gcore_object_lookup_attr (iterator, GCORE_ID (__copy__), &copy) < 0)
    goto error;
  if (copy == NULL)
    {
      GCORE_SETREF (iterator, tee_from_iterable (iterator));
      if (iterator == NULL || gcore_object_lookup_attr (iterator, GCORE_ID (__copy__), &copy) < 0)
        goto error;
    }
  GCORE_TUPLE_SET_ITEM (result, 0, iterator);
  iterator = NULL;
  for (intptr_t i = 1; i < n; i++)
    {
      GCORE_TUPLE_SET_ITEM (result, i, gcore_object_call_no_args (copy));
      if (GCORE_TUPLE_ITEM (result, i) == NULL)
        goto error;
    }
  gcore_decref (copy);
  return result;
error:
  gcore_xdecref (iterator);
  gcore_xdecref (copy);
  gcore_decref (result);
  return NULL;
}
