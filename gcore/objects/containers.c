/* SPDX-License-Identifier: MIT */
/* What the container files share: freelists, reprs, bounds, tuples of iterators. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/list.h"
#include "gcore/objects/tuple.h"

void
gcore_containers_clear_freelists (void)
{
  GcoreContainerFreelists *freelists = &GCORE_OBJECTS->freelists;
  for (int i = 0; i < GCORE_TUPLE_FREELIST_LENGTHS; i++)
    {
      GcoreTuple *tuple = freelists->tuples.first[i];
      freelists->tuples.first[i] = NULL;
      freelists->tuples.count[i] = 0;
      while (tuple != NULL)
        {
          GcoreTuple *next = (GcoreTuple *) (void *) tuple->items[0];
          gcore_gc_del (tuple);
          tuple = next;
        }
    }
  while (freelists->n_lists > 0)
    gcore_gc_del (freelists->lists[--freelists->n_lists]);
  while (freelists->n_dicts > 0)
    gcore_gc_del (freelists->dicts[--freelists->n_dicts]);
  while (freelists->n_dict_keys > 0)
    gcore_mem_free (freelists->dict_keys[--freelists->n_dict_keys]);
}

int
gcore_search_bound (GcoreObject *object, intptr_t *bound)
{
  if (!gcore_index_check (object))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "slice indices must be integers or have an __index__ method");
      return -1;
    }
  *bound = gcore_number_as_ssize (object, NULL);
  return *bound == -1 && gcore_err_occurred () ? -1 : 0;
}

int
gcore_write_repr (GcoreStrWriter *writer, GcoreObject *object)
{
  GcoreObject *text = gcore_object_repr (object);
  if (text == NULL)
    return -1;
  int result = gcore_str_writer_write_str (writer, text);
  gcore_decref (text);
  return result;
}

static int
write_items (GcoreStrWriter *writer, GcoreVarObject *self, GcoreObject **(*items) (GcoreVarObject *self))
{
  for (intptr_t i = 0; i < self->size; i++)
    {
      if (i > 0 && gcore_str_writer_write_ascii_string (writer, ", ", 2) < 0)
        return -1;
      GcoreObject *item = gcore_newref (items (self)[i]);
      int result = gcore_write_repr (writer, item);
      gcore_decref (item);
      if (result < 0)
        return -1;
    }
  return 0;
}

GcoreObject *
gcore_sequence_repr (GcoreVarObject *self, const char *before, const char *after,
                     GcoreObject **(*items) (GcoreVarObject *self))
{
  int inside = gcore_repr_enter (GCORE_OBJECT (self));
  if (inside != 0)
    return inside > 0 ? gcore_str_from_format ("%s...%c", before, after[strlen (after) - 1]) : NULL;
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  int result = gcore_str_writer_write_ascii_string (&writer, before, -1);
  if (result == 0)
    result = write_items (&writer, self, items);
  writer.over_allocate = false;
  if (result == 0)
    result = gcore_str_writer_write_ascii_string (&writer, after, -1);
  gcore_repr_leave (GCORE_OBJECT (self));
  if (result == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

GcoreObject *
gcore_make_iterators (GcoreObject *const *iterables, intptr_t n)
{
  GcoreObject *iterators = gcore_tuple_new (n);
  for (intptr_t i = 0; iterators != NULL && i < n; i++)
    {
      GcoreObject *iterator = gcore_object_get_iter (iterables[i]);
      if (iterator == NULL)
        GCORE_CLEAR (iterators);
      else
        GCORE_TUPLE_SET_ITEM (iterators, i, iterator);
    }
  return iterators;
}
