/* SPDX-License-Identifier: MIT */
/* deque: a chain of blocks that grows and shrinks at both ends. The methods are in collections-deque-methods.c. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/collections-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/trashcan.h"
#include "gcore/refcount/weakref.h"

#define BLOCK_ITEMS GCORE_DEQUE_BLOCK_ITEMS
#define CENTER ((BLOCK_ITEMS - 1) / 2)

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static GcoreDequeBlock *
new_block (GcoreDeque *self)
{
  if (self->n_spare > 0)
    return self->spare[--self->n_spare];
  GcoreDequeBlock *block = gcore_mem_alloc (sizeof *block);
  if (block == NULL)
    gcore_err_no_memory ();
  return block;
}

static void
free_block (GcoreDeque *self, GcoreDequeBlock *block)
{
  if (self->n_spare < GCORE_DEQUE_SPARE_BLOCKS)
    self->spare[self->n_spare++] = block;
  else
    gcore_mem_free (block);
}

static void
center (GcoreDeque *self)
{
  self->left_index = CENTER + 1;
  self->right_index = CENTER;
}

/* --- adding and taking away --------------------------------------------------------------------------------------- */

/* Adds without looking at the limit. */
static int
add_right (GcoreDeque *self, GcoreObject *item)
{
  if (self->right_index == BLOCK_ITEMS - 1)
    {
      GcoreDequeBlock *block = new_block (self);
      if (block == NULL)
        {
          gcore_decref (item);
          return -1;
        }
      block->left = self->right;
      self->right->right = block;
      self->right = block;
      self->right_index = -1;
    }
  self->base.size++;
  self->right->items[++self->right_index] = item;
  self->changes++;
  return 0;
}

static int
add_left (GcoreDeque *self, GcoreObject *item)
{
  if (self->left_index == 0)
    {
      GcoreDequeBlock *block = new_block (self);
      if (block == NULL)
        {
          gcore_decref (item);
          return -1;
        }
      block->right = self->left;
      self->left->left = block;
      self->left = block;
      self->left_index = BLOCK_ITEMS;
    }
  self->base.size++;
  self->left->items[--self->left_index] = item;
  self->changes++;
  return 0;
}

int
gcore_deque_append (GcoreDeque *self, GcoreObject *item)
{
  if (add_right (self, item) < 0)
    return -1;
  if (GCORE_UNLIKELY (self->maxlen >= 0 && self->base.size > self->maxlen))
    gcore_decref (gcore_deque_take_left (self));
  return 0;
}

int
gcore_deque_append_left (GcoreDeque *self, GcoreObject *item)
{
  if (add_left (self, item) < 0)
    return -1;
  if (GCORE_UNLIKELY (self->maxlen >= 0 && self->base.size > self->maxlen))
    gcore_decref (gcore_deque_take (self));
  return 0;
}

GcoreObject *
gcore_deque_take (GcoreDeque *self)
{
  GcoreObject *item = self->right->items[self->right_index--];
  self->base.size--;
  self->changes++;
  if (self->base.size == 0)
    center (self);
  else if (self->right_index < 0)
    {
      GcoreDequeBlock *previous = self->right->left;
      free_block (self, self->right);
      self->right = previous;
      self->right_index = BLOCK_ITEMS - 1;
    }
  return item;
}

GcoreObject *
gcore_deque_take_left (GcoreDeque *self)
{
  GcoreObject *item = self->left->items[self->left_index++];
  self->base.size--;
  self->changes++;
  if (self->base.size == 0)
    center (self);
  else if (self->left_index == BLOCK_ITEMS)
    {
      GcoreDequeBlock *following = self->left->right;
      free_block (self, self->left);
      self->left = following;
      self->left_index = 0;
    }
  return item;
}

int
gcore_deque_extend (GcoreObject *object, GcoreObject *iterable, bool at_left)
{
  GcoreDeque *self = GCORE_DEQUE (object);
  if (iterable == object)
    {
      GcoreObject *list = gcore_sequence_list (iterable);
      int result = list == NULL ? -1 : gcore_deque_extend (object, list, at_left);
      gcore_xdecref (list);
      return result;
    }
  GcoreObject *iterator = gcore_object_get_iter (iterable), *item;
  if (iterator == NULL)
    return -1;
  /* An empty deque is filled from one end of its block, one place being left for the other. */
  if (self->base.size == 0)
    {
      self->left_index = at_left ? BLOCK_ITEMS - 1 : 1;
      self->right_index = self->left_index - 1;
    }
  int result = 0;
  while (result == 0 && (item = GCORE_TYPE_OF (iterator)->iter_next (iterator)) != NULL)
    result = at_left ? gcore_deque_append_left (self, item) : gcore_deque_append (self, item);
  gcore_decref (iterator);
  if (gcore_err_occurred ())
    {
      if (!gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        result = -1;
      else
        gcore_err_clear ();
    }
  if (self->base.size == 0)
    center (self);
  return result;
}

void
gcore_deque_clear (GcoreDeque *self)
{
  if (self->base.size == 0)
    return;
  GcoreDequeBlock *block = self->left, *fresh = new_block (self);
  if (fresh == NULL)
    {
      /* One after another, then: what is released may see the rest. */
      gcore_err_clear ();
      while (self->base.size > 0)
        gcore_decref (gcore_deque_take (self));
      return;
    }
  intptr_t index = self->left_index, n = self->base.size;
  self->left = self->right = fresh;
  self->base.size = 0;
  self->changes++;
  center (self);
  while (n-- > 0)
    {
      if (index == BLOCK_ITEMS)
        {
          GcoreDequeBlock *following = block->right;
          free_block (self, block);
          block = following;
          index = 0;
        }
      gcore_decref (block->items[index++]);
    }
  free_block (self, block);
}

int
gcore_deque_rotate (GcoreDeque *self, intptr_t n)
{
  intptr_t size = self->base.size, half = size / 2;
  if (size <= 1)
    return 0;
  if (n > half || n < -half)
    {
      n %= size;
      if (n > half)
        n -= size;
      else if (n < -half)
        n += size;
    }
  for (; n > 0; n--)
    if (add_left (self, gcore_deque_take (self)) < 0)
      return -1;
  for (; n < 0; n++)
    if (add_right (self, gcore_deque_take_left (self)) < 0)
      return -1;
  return 0;
}

GcoreObject **
gcore_deque_place (GcoreDeque *self, intptr_t i)
{
  intptr_t place = i + self->left_index, n = place / BLOCK_ITEMS;
  GcoreDequeBlock *block;
  if (i < self->base.size / 2)
    for (block = self->left; n > 0; n--)
      block = block->right;
  else
    {
      n = (self->left_index + self->base.size - 1) / BLOCK_ITEMS - n;
      for (block = self->right; n > 0; n--)
        block = block->left;
    }
  return &block->items[place % BLOCK_ITEMS];
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static GcoreObject *
deque_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  GcoreObject *self = type->alloc (type, 0);
  GcoreDequeBlock *block = self == NULL ? NULL : new_block (GCORE_DEQUE (self));
  if (block == NULL)
    {
      gcore_xdecref (self);
      return NULL;
    }
  GCORE_DEQUE (self)->left = GCORE_DEQUE (self)->right = block;
  GCORE_DEQUE (self)->maxlen = -1;
  center (GCORE_DEQUE (self));
  return self;
}

static int
init (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "iterable", "maxlen", NULL };
  GcoreObject *iterable = NULL, *limit = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OO:deque", keywords, &iterable, &limit))
    return -1;
  intptr_t maxlen = -1;
  if (limit != NULL && limit != GCORE_NONE)
    {
      maxlen = gcore_int_as_ssize (limit);
      if (maxlen == -1 && gcore_err_occurred ())
        return -1;
      if (maxlen < 0)
        {
          gcore_err_set_string (GCORE_EXC (ValueError), "maxlen must be non-negative");
          return -1;
        }
    }
  GCORE_DEQUE (object)->maxlen = maxlen;
  gcore_deque_clear (GCORE_DEQUE (object));
  return iterable == NULL ? 0 : gcore_deque_extend (object, iterable, false);
}

static void
dealloc (GcoreObject *object)
{
  GcoreDeque *self = GCORE_DEQUE (object);
  gcore_gc_untrack (self);
  if (self->weak_list != NULL)
    gcore_object_clear_weakrefs (object);
  GCORE_TRASHCAN_BEGIN (object, dealloc)
  if (self->left != NULL)
    {
      gcore_deque_clear (self);
      gcore_mem_free (self->left);
    }
  for (intptr_t i = 0; i < self->n_spare; i++)
    gcore_mem_free (self->spare[i]);
  GCORE_TYPE_OF (self)->free_ (object);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  GcoreDeque *self = GCORE_DEQUE (object);
  GcoreDequeBlock *block = self->left;
  intptr_t index = self->left_index;
  for (intptr_t n = self->base.size; n > 0; n--)
    {
      if (index == BLOCK_ITEMS)
        {
          block = block->right;
          index = 0;
        }
      GCORE_VISIT (block->items[index]);
      index++;
    }
  return 0;
}

static int
clear (GcoreObject *self)
{
  gcore_deque_clear (GCORE_DEQUE (self));
  return 0;
}

GcoreObject *
gcore_deque_copy (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  intptr_t maxlen = GCORE_DEQUE (object)->maxlen;
  GcoreObject *limit = maxlen < 0 ? NULL : gcore_int_from_ssize (maxlen);
  if (maxlen >= 0 && limit == NULL)
    return NULL;
  GcoreObject *copy;
  if (type == GCORE_TYPE (DEQUE))
    {
      copy = deque_new (type, NULL, NULL);
      if (copy != NULL)
        GCORE_DEQUE (copy)->maxlen = maxlen;
      if (copy != NULL && gcore_deque_extend (copy, object, false) < 0)
        GCORE_CLEAR (copy);
    }
  else if (limit == NULL)
    copy = gcore_object_call_one_arg (GCORE_OBJECT (type), object);
  else
    copy = gcore_object_call_function_obj_args (GCORE_OBJECT (type), object, limit, NULL);
  gcore_xdecref (limit);
  if (copy != NULL && !gcore_is_deque (copy))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%.200s() must return a deque, not %.200s", type->name,
                        GCORE_TYPE_OF (copy)->name);
      GCORE_CLEAR (copy);
    }
  return copy;
}

/* --- slots -------------------------------------------------------------------------------------------------------- */

static intptr_t
length (GcoreObject *self)
{
  return GCORE_SIZE_OF (self);
}

static GcoreObject *
item (GcoreObject *self, intptr_t i)
{
  if (i < 0 || i >= GCORE_SIZE_OF (self))
    return gcore_err_format (GCORE_EXC (IndexError), "deque index out of range");
  return gcore_newref (*gcore_deque_place (GCORE_DEQUE (self), i));
}

static int
delete_item (GcoreDeque *self, intptr_t i)
{
  if (gcore_deque_rotate (self, -i) < 0)
    return -1;
  GcoreObject *gone = gcore_deque_take_left (self);
  int result = gcore_deque_rotate (self, i);
  gcore_decref (gone);
  return result;
}

static int
assign_item (GcoreObject *self, intptr_t i, GcoreObject *value)
{
  if (i < 0 || i >= GCORE_SIZE_OF (self))
    {
      gcore_err_set_string (GCORE_EXC (IndexError), "deque index out of range");
      return -1;
    }
  if (value == NULL)
    return delete_item (GCORE_DEQUE (self), i);
  GcoreObject **place = gcore_deque_place (GCORE_DEQUE (self), i);
  GCORE_SETREF (*place, gcore_newref (value));
  return 0;
}

static GcoreObject *
repr (GcoreObject *self)
{
  int inside = gcore_repr_enter (self);
  if (inside != 0)
    return inside > 0 ? gcore_str_from_string ("[...]") : NULL;
  GcoreObject *list = gcore_sequence_list (self), *text = NULL;
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (self));
  if (list != NULL && GCORE_DEQUE (self)->maxlen >= 0)
    text = gcore_str_from_format ("%s(%R, maxlen=%zd)", name, list, GCORE_DEQUE (self)->maxlen);
  else if (list != NULL)
    text = gcore_str_from_format ("%s(%R)", name, list);
  gcore_xdecref (list);
  gcore_repr_leave (self);
  return text;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_deque (a) || !gcore_is_deque (b))
    GCORE_RETURN_NOT_IMPLEMENTED;
  intptr_t a_size = GCORE_SIZE_OF (a), b_size = GCORE_SIZE_OF (b);
  if ((op == GCORE_EQ || op == GCORE_NE) && (a == b || a_size != b_size))
    return gcore_bool_from_long ((a == b) == (op == GCORE_EQ));
  GcoreObject *a_iter = gcore_object_get_iter (a), *b_iter = a_iter == NULL ? NULL : gcore_object_get_iter (b);
  GcoreObject *x = NULL, *y = NULL, *result = NULL;
  int equal = b_iter == NULL ? -1 : 1;
  while (equal > 0)
    {
      x = gcore_iter_next (a_iter);
      y = x == NULL && gcore_err_occurred () ? NULL : gcore_iter_next (b_iter);
      if (gcore_err_occurred ())
        equal = -1;
      if (equal < 0 || x == NULL || y == NULL)
        break;
      equal = gcore_object_rich_compare_bool (x, y, GCORE_EQ);
      if (equal > 0)
        {
          GCORE_CLEAR (x);
          GCORE_CLEAR (y);
        }
    }
  if (equal == 0)
    result = gcore_object_rich_compare (x, y, op);
  else if (equal > 0)
    result = gcore_return_rich_compare (x != NULL, y != NULL, op); /* the longer one is greater */
  gcore_xdecref (x);
  gcore_xdecref (y);
  gcore_xdecref (a_iter);
  gcore_xdecref (b_iter);
  return result;
}

static GcoreObject *
iter (GcoreObject *self)
{
  return gcore_deque_iterator_new (GCORE_DEQUE (self), GCORE_TYPE (DEQUE_ITERATOR));
}

static GcoreObject *
get_maxlen (GcoreObject *self, void *closure GCORE_UNUSED)
{
  intptr_t maxlen = GCORE_DEQUE (self)->maxlen;
  return maxlen < 0 ? gcore_newref (GCORE_NONE) : gcore_int_from_ssize (maxlen);
}

static const GcoreGetSetDef getset[] = {
  { "maxlen", get_maxlen, NULL, "maximum size of a deque or None if unbounded", NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_deque_template = {
  .name = "collections.deque",
  .basic_size = sizeof (GcoreDeque),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_SEQUENCE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .iter = iter,
  .sequence = { .length = length,
                .concat = gcore_deque_concat,
                .repeat = gcore_deque_repeat,
                .item = item,
                .assign_item = assign_item,
                .contains = gcore_deque_contains,
                .inplace_concat = gcore_deque_inplace_concat,
                .inplace_repeat = gcore_deque_inplace_repeat },
  .weaklist_offset = offsetof (GcoreDeque, weak_list),
  .methods = gcore_deque_methods,
  .getset = getset,
  .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its "
         "endpoints.",
  .init = init,
  .new_ = deque_new,
  .free_ = gcore_gc_del,
};
