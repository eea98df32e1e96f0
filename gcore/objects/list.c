/* SPDX-License-Identifier: MIT */
/* list: creation, room, access and slices. Methods and operators stand in list-methods.c, sorting in list-sort.c, the
 * iterators in list-iterators.c. */
#include "gcore/objects/list-private.h"
#include "gcore/objects/tuple.h"

/* --- creation ----------------------------------------------------------------------------------------------------- */

/* An untracked list without items from the freelist, or a new one. */
static GcoreList *
allocate (void)
{
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  GcoreList *list;
  if (freelists->n_lists > 0)
    {
      list = freelists->lists[--freelists->n_lists];
      list->base.base.refcount = 1;
      gcore_gc_reborn (list);
    }
  else
    {
      list = gcore_gc_new (GCORE_TYPE (LIST));
      if (list == NULL)
        return NULL;
    }
  list->base.size = 0;
  list->items = NULL;
  list->allocated = 0;
  return list;
}

/* A list of SIZE undefined items, untracked. */
static GcoreList *
allocate_filled (intptr_t size)
{
  if (GCORE_UNLIKELY (size > GCORE_MAX_ITEMS))
    return (GcoreList *) (void *) gcore_err_no_memory ();
  GcoreList *list = allocate ();
  if (list == NULL || size <= 0)
    return list;
  list->items = gcore_mem_alloc ((size_t) size * sizeof list->items[0]);
  if (list->items == NULL)
    {
      gcore_decref (list);
      return (GcoreList *) (void *) gcore_err_no_memory ();
    }
  list->base.size = size;
  list->allocated = size;
  return list;
}

GcoreObject *
gcore_list_new (intptr_t size)
{
  if (size < 0)
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  GcoreList *list = allocate_filled (size);
  if (list == NULL)
    return NULL;
  if (size > 0)
    memset (list->items, 0, (size_t) size * sizeof list->items[0]);
  gcore_gc_track (list);
  return GCORE_OBJECT (list);
}

GcoreObject *
gcore_list_from_array_steal (GcoreObject *const *items, intptr_t n)
{
  GcoreList *list = allocate_filled (n);
  if (list == NULL)
    {
      for (intptr_t i = 0; i < n; i++)
        gcore_decref (items[i]);
      return NULL;
    }
  if (n > 0)
    memcpy (list->items, items, (size_t) n * sizeof items[0]);
  gcore_gc_track (list);
  return GCORE_OBJECT (list);
}

GcoreObject *
gcore_list_from_array (GcoreObject *const *items, intptr_t n)
{
  GcoreList *list = allocate_filled (n);
  if (list == NULL)
    return NULL;
  for (intptr_t i = 0; i < n; i++)
    list->items[i] = gcore_newref (items[i]);
  gcore_gc_track (list);
  return GCORE_OBJECT (list);
}

/* --- room --------------------------------------------------------------------------------------------------------- */

/* Places for NEW_SIZE items when there were OLD_SIZE: some to spare, but not when a large jump shows that the final
 * size is being set. */
static intptr_t
places_for (intptr_t new_size, intptr_t old_size)
{
  if (new_size == 0)
    return 0;
  intptr_t places = (new_size + (new_size >> 3) + 6) & ~(intptr_t) 3;
  if (new_size - old_size > places - new_size)
    places = (new_size + 3) & ~(intptr_t) 3;
  return places;
}

int
gcore_list_resize (GcoreList *list, intptr_t new_size)
{
  if (list->allocated >= new_size && new_size >= list->allocated >> 1)
    {
      list->base.size = new_size;
      return 0;
    }
  if (GCORE_UNLIKELY (new_size > GCORE_MAX_ITEMS / 2))
    {
      gcore_err_no_memory ();
      return -1;
    }
  intptr_t places = places_for (new_size, list->base.size);
  GcoreObject **items = gcore_mem_realloc (list->items, (size_t) places * sizeof items[0]);
  if (GCORE_UNLIKELY (items == NULL))
    {
      gcore_err_no_memory ();
      return -1;
    }
  list->items = items;
  list->allocated = places;
  list->base.size = new_size;
  return 0;
}

int
gcore_list_preallocate (GcoreList *list, intptr_t n)
{
  n = (n + 1) & ~(intptr_t) 1;
  GcoreObject **items = n > GCORE_MAX_ITEMS ? NULL : gcore_mem_alloc ((size_t) n * sizeof items[0]);
  if (items == NULL)
    {
      gcore_err_no_memory ();
      return -1;
    }
  list->items = items;
  list->allocated = n;
  return 0;
}

void
gcore_list_clear_items (GcoreList *list)
{
  GcoreObject **items = list->items;
  if (items == NULL)
    return;
  intptr_t i = list->base.size;
  list->base.size = 0;
  list->items = NULL;
  list->allocated = 0;
  while (--i >= 0)
    gcore_xdecref (items[i]);
  gcore_mem_free (items);
}

int
gcore_list_append_growing (GcoreList *list, GcoreObject *value)
{
  intptr_t size = list->base.size;
  if (gcore_list_resize (list, size + 1) < 0)
    {
      gcore_decref (value);
      return -1;
    }
  list->items[size] = value;
  return 0;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

void
gcore_list_dealloc (GcoreObject *self)
{
  GcoreList *list = (GcoreList *) (void *) self;
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, gcore_list_dealloc)
  if (list->items != NULL)
    {
      for (intptr_t i = list->base.size - 1; i >= 0; i--)
        gcore_xdecref (list->items[i]);
      gcore_mem_free (list->items);
    }
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  if (freelists->n_lists < GCORE_LIST_FREELIST_MAX && GCORE_TYPE_OF (self) == GCORE_TYPE (LIST))
    freelists->lists[freelists->n_lists++] = list;
  else
    GCORE_TYPE_OF (self)->free_ (self);
  GCORE_TRASHCAN_END
}

/* --- access ------------------------------------------------------------------------------------------------------- */

intptr_t
gcore_list_size (GcoreObject *object)
{
  if (gcore_is_list (object))
    return GCORE_LIST_SIZE (object);
  gcore_err_bad_internal_call ();
  return -1;
}

GcoreObject *
gcore_list_get_item (GcoreObject *list, intptr_t index)
{
  if (!gcore_is_list (list))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  if ((size_t) index < (size_t) GCORE_LIST_SIZE (list))
    return GCORE_LIST_ITEM (list, index);
  gcore_err_set_string (GCORE_EXC (IndexError), "list index out of range");
  return NULL;
}

int
gcore_list_set_item (GcoreObject *list, intptr_t index, GcoreObject *value)
{
  if (!gcore_is_list (list))
    {
      gcore_xdecref (value);
      gcore_err_bad_internal_call ();
      return -1;
    }
  if ((size_t) index >= (size_t) GCORE_LIST_SIZE (list))
    {
      gcore_xdecref (value);
      gcore_err_set_string (GCORE_EXC (IndexError), "list assignment index out of range");
      return -1;
    }
  GCORE_SETREF (GCORE_LIST_ITEM (list, index), value);
  return 0;
}

int
gcore_list_insert (GcoreObject *self, intptr_t index, GcoreObject *value)
{
  if (!gcore_is_list (self))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  GcoreList *list = (GcoreList *) (void *) self;
  intptr_t size = list->base.size;
  if (gcore_list_resize (list, size + 1) < 0)
    return -1;
  index = index < 0 ? index + size : index;
  index = index < 0 ? 0 : index > size ? size : index;
  memmove (list->items + index + 1, list->items + index, (size_t) (size - index) * sizeof list->items[0]);
  list->items[index] = gcore_newref (value);
  return 0;
}

int
gcore_list_append (GcoreObject *list, GcoreObject *value)
{
  if (!gcore_is_list (list) || value == NULL)
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  return gcore_list_append_take_ref ((GcoreList *) (void *) list, gcore_newref (value));
}

int
gcore_list_reverse (GcoreObject *list)
{
  if (!gcore_is_list (list))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  gcore_reverse_items (GCORE_LIST_ITEMS (list), GCORE_LIST_SIZE (list));
  return 0;
}

GcoreObject *
gcore_list_as_tuple (GcoreObject *list)
{
  return gcore_tuple_from_array (GCORE_LIST_ITEMS (list), GCORE_LIST_SIZE (list));
}

GcoreObject *
gcore_list_get_slice (GcoreObject *list, intptr_t low, intptr_t high)
{
  if (!gcore_is_list (list))
    {
      gcore_err_bad_internal_call ();
      return NULL;
    }
  intptr_t size = GCORE_LIST_SIZE (list);
  low = low < 0 ? 0 : low > size ? size : low;
  high = high < low ? low : high > size ? size : high;
  return gcore_list_from_array (GCORE_LIST_ITEMS (list) + low, high - low);
}

/* --- assigning slices --------------------------------------------------------------------------------------------- */

/* Items taken out of a list, to be released once it is in order again: few in place, more in a block. */
#define N_REMOVED_IN_PLACE 8
typedef struct
{
  GcoreObject *in_place[N_REMOVED_IN_PLACE];
  GcoreObject **items;
} Removed;

static int
removed_init (Removed *removed, intptr_t n)
{
  removed->items = n <= N_REMOVED_IN_PLACE ? removed->in_place : gcore_mem_alloc ((size_t) n * sizeof (GcoreObject *));
  if (removed->items != NULL)
    return 0;
  gcore_err_no_memory ();
  return -1;
}

static void
removed_free (Removed *removed)
{
  if (removed->items != removed->in_place)
    gcore_mem_free (removed->items);
}

/* Replaces the items LOW to HIGH - 1 by N others (borrowed). The list keeps its old contents on failure. */
static int
replace_items (GcoreList *list, intptr_t low, intptr_t high, GcoreObject *const *values, intptr_t n)
{
  intptr_t size = list->base.size, n_old = high - low, growth = n - n_old;
  if (size + growth == 0)
    {
      gcore_list_clear_items (list);
      return 0;
    }
  Removed removed;
  if (removed_init (&removed, n_old) < 0)
    return -1;
  if (n_old > 0)
    memcpy (removed.items, list->items + low, (size_t) n_old * sizeof list->items[0]);
  size_t tail = (size_t) (size - high) * sizeof list->items[0];
  if (growth < 0)
    memmove (list->items + high + growth, list->items + high, tail);
  if (growth != 0 && gcore_list_resize (list, size + growth) < 0)
    {
      if (growth < 0)
        {
          memmove (list->items + high, list->items + high + growth, tail);
          memcpy (list->items + low, removed.items, (size_t) n_old * sizeof list->items[0]);
        }
      removed_free (&removed);
      return -1;
    }
  if (growth > 0)
    memmove (list->items + high + growth, list->items + high, tail);
  for (intptr_t i = 0; i < n; i++)
    list->items[low + i] = gcore_newref (values[i]);
  for (intptr_t i = n_old - 1; i >= 0; i--)
    gcore_xdecref (removed.items[i]);
  removed_free (&removed);
  return 0;
}

int
gcore_list_set_slice (GcoreObject *self, intptr_t low, intptr_t high, GcoreObject *value)
{
  if (!gcore_is_list (self))
    {
      gcore_err_bad_internal_call ();
      return -1;
    }
  GcoreObject *source = NULL;
  if (value != NULL)
    {
      source = value == self ? gcore_list_get_slice (self, 0, INTPTR_MAX)
                             : gcore_sequence_fast (value, "can only assign an iterable");
      if (source == NULL)
        return -1;
    }
  intptr_t size = GCORE_LIST_SIZE (self);
  low = low < 0 ? 0 : low > size ? size : low;
  high = high < low ? low : high > size ? size : high;
  int result = replace_items ((GcoreList *) (void *) self, low, high, source == NULL ? NULL : gcore_fast_items (source),
                              source == NULL ? 0 : GCORE_SIZE_OF (source));
  gcore_xdecref (source);
  return result;
}

int
gcore_list_delete_extended_slice (GcoreList *list, intptr_t start, intptr_t step, intptr_t n)
{
  if (n <= 0)
    return 0;
  if (step < 0)
    {
      start += step * (n - 1);
      step = -step;
    }
  Removed removed;
  if (removed_init (&removed, n) < 0)
    return -1;
  GcoreObject **items = list->items, **to = items + start;
  for (intptr_t i = 0; i < n; i++)
    {
      intptr_t at = start + i * step, next = i + 1 < n ? at + step : list->base.size;
      removed.items[i] = items[at];
      memmove (to, items + at + 1, (size_t) (next - at - 1) * sizeof items[0]);
      to += next - at - 1;
    }
  list->base.size -= n;
  int result = gcore_list_resize (list, list->base.size);
  for (intptr_t i = 0; i < n; i++)
    gcore_decref (removed.items[i]);
  removed_free (&removed);
  return result;
}

int
gcore_list_assign_extended_slice (GcoreList *list, intptr_t start, intptr_t step, intptr_t n, GcoreObject *value)
{
  GcoreObject *source = value == GCORE_OBJECT (list)
                          ? gcore_list_get_slice (value, 0, INTPTR_MAX)
                          : gcore_sequence_fast (value, "must assign iterable to extended slice");
  if (source == NULL)
    return -1;
  int result = -1;
  Removed removed;
  if (GCORE_SIZE_OF (source) != n)
    gcore_err_format (GCORE_EXC (ValueError), "attempt to assign sequence of size %zd to extended slice of size %zd",
                      GCORE_SIZE_OF (source), n);
  else if (n == 0)
    result = 0;
  else if (removed_init (&removed, n) == 0)
    {
      for (intptr_t i = 0; i < n; i++)
        {
          removed.items[i] = list->items[start + i * step];
          list->items[start + i * step] = gcore_newref (gcore_fast_items (source)[i]);
        }
      for (intptr_t i = 0; i < n; i++)
        gcore_decref (removed.items[i]);
      removed_free (&removed);
      result = 0;
    }
  gcore_decref (source);
  return result;
}

/* --- extending ---------------------------------------------------------------------------------------------------- */

static int
extend_by_items (GcoreList *list, GcoreObject *source)
{
  intptr_t size = list->base.size, n = GCORE_SIZE_OF (source);
  if (n == 0)
    return 0;
  if (list->items == NULL)
    {
      if (gcore_list_preallocate (list, n) < 0)
        return -1;
      list->base.size = n;
    }
  else if (gcore_list_resize (list, size + n) < 0)
    return -1;
  /* Read the source now: it may be the list itself, whose items have just moved. */
  GcoreObject *const *from = gcore_fast_items (source);
  for (intptr_t i = 0; i < n; i++)
    list->items[size + i] = gcore_newref (from[i]);
  return 0;
}

/* Makes room for the N items an iterator is expected to give; the size stays. */
static int
reserve (GcoreList *list, intptr_t n)
{
  intptr_t size = list->base.size;
  if (size > INTPTR_MAX - n)
    return 0; /* the guess may be wrong: see how far it goes */
  if (list->items == NULL)
    return n > 0 ? gcore_list_preallocate (list, n) : 0;
  if (gcore_list_resize (list, size + n) < 0)
    return -1;
  list->base.size = size;
  return 0;
}

static int
extend_by_iterator (GcoreList *list, GcoreObject *iterable)
{
  GcoreObject *iterator = gcore_object_get_iter (iterable);
  if (iterator == NULL)
    return -1;
  intptr_t expected = gcore_object_length_hint (iterable, 8);
  int result = expected < 0 ? -1 : reserve (list, expected);
  GcoreUnaryFunc next = GCORE_TYPE_OF (iterator)->iter_next;
  GcoreObject *item;
  while (result == 0 && (item = next (iterator)) != NULL)
    result = gcore_list_append_take_ref (list, item);
  if (result == 0 && gcore_err_occurred ())
    {
      if (gcore_err_exception_matches (GCORE_EXC (StopIteration)))
        gcore_err_clear ();
      else
        result = -1;
    }
  if (result == 0 && list->base.size < list->allocated)
    result = gcore_list_resize (list, list->base.size);
  gcore_decref (iterator);
  return result;
}

int
gcore_list_extend_by (GcoreList *list, GcoreObject *iterable)
{
  if (gcore_is_list_exact (iterable) || gcore_is_tuple_exact (iterable) || iterable == GCORE_OBJECT (list))
    return extend_by_items (list, iterable);
  return extend_by_iterator (list, iterable);
}

GcoreObject *
gcore_list_extend (GcoreObject *list, GcoreObject *iterable)
{
  if (gcore_list_extend_by ((GcoreList *) (void *) list, iterable) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}
