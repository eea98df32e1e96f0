/* SPDX-License-Identifier: MIT */
/* memoryview: the type, its indexing and comparison; its shape is in memoryview-shape.c, its items are in
 * memoryview-items.c. */
#include "gcore/objects/memoryview.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/memoryview-private.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

/* --- making ------------------------------------------------------------------------------------------------------- */

bool
gcore_view_is_released (GcoreObject *self)
{
  if (gcore_view_owner (VIEW (self)) != NULL)
    return false;
  gcore_err_set_string (GCORE_EXC (ValueError), "operation forbidden on released memoryview object");
  return true;
}

void
gcore_view_release (GcoreMemoryView *view)
{
  if (view->released)
    return;
  view->released = true;
  if (view->managed != NULL && --view->managed->n_views == 0)
    gcore_managed_buffer_release (view->managed);
}

GcoreMemoryView *
gcore_view_new (GcoreObject *object, int n_dims)
{
  GcoreMemoryView *like = gcore_is_exact (object, MEMORYVIEW) ? VIEW (object) : NULL;
  if (like != NULL && gcore_view_is_released (object))
    return NULL;
  if (like == NULL && !gcore_object_check_buffer (object))
    {
      gcore_err_format (GCORE_EXC (TypeError), "memoryview: a bytes-like object is required, not '%.200s'",
                        GCORE_TYPE_OF (object)->name);
      return NULL;
    }
  GcoreManagedBuffer *managed = like != NULL ? gcore_newref (like->managed) : gcore_managed_buffer_new (object);
  if (managed == NULL)
    return NULL;
  int made = like != NULL && n_dims < 0 ? like->n_dims : n_dims < 0 ? 1 : n_dims;
  GcoreMemoryView *view = gcore_gc_new_var (GCORE_TYPE (MEMORYVIEW), 3 * (made > 0 ? made : 1));
  if (view == NULL)
    {
      gcore_decref (managed);
      return NULL;
    }
  GcoreBuffer buffer = managed->buffer;
  managed->n_views++;
  view->managed = managed;
  view->released = false;
  view->read_only = like != NULL ? like->read_only : buffer.read_only;
  view->first = buffer.data;
  view->exports = 0;
  view->hash = -1;
  view->weak_list = NULL;
  view->n_dims = made;
  view->item_size = buffer.item_size > 1 ? buffer.item_size : 1;
  memcpy (view->format, (char[]) { buffer.format != 0 ? buffer.format : 'B', '\0', '\0' }, sizeof view->format);
  memset (view->numbers, 0, 3 * (size_t) made * sizeof *view->numbers);
  if (like != NULL)
    {
      view->first = like->first;
      view->item_size = like->item_size;
      memcpy (view->format, like->format, sizeof view->format);
    }
  if (like != NULL && made == like->n_dims)
    memcpy (view->numbers, like->numbers, 3 * (size_t) made * sizeof *view->numbers);
  else if (made == 1)
    {
      SHAPE (view)[0] = buffer.n / view->item_size;
      STRIDES (view)[0] = view->item_size;
    }
  gcore_gc_track (view);
  return view;
}

GcoreObject *
gcore_memoryview_from_object (GcoreObject *object)
{
  return GCORE_OBJECT (gcore_view_new (object, -1));
}

static GcoreObject *
view_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "object", NULL };
  GcoreObject *object;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O:memoryview", keywords, &object))
    return NULL;
  return gcore_memoryview_from_object (object);
}

static void
view_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_view_release (VIEW (self));
  gcore_xdecref (VIEW (self)->managed);
  if (VIEW (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_gc_del (self);
}

static int
view_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (VIEW (self)->managed);
  return 0;
}

static int
view_clear (GcoreObject *self)
{
  if (VIEW (self)->exports == 0)
    {
      gcore_view_release (VIEW (self));
      GCORE_CLEAR (VIEW (self)->managed);
    }
  return 0;
}

static int
get_buffer (GcoreObject *self, GcoreBuffer *buffer)
{
  GcoreMemoryView *view = VIEW (self);
  if (gcore_view_is_released (self))
    return -1;
  if (!gcore_view_is_contiguous (view, 'C'))
    {
      gcore_err_set_string (GCORE_EXC (BufferError), "memoryview: underlying buffer is not C-contiguous");
      return -1;
    }
  *buffer = (GcoreBuffer) { .data = view->first,
                            .n = gcore_view_n_bytes (view),
                            .read_only = view->read_only,
                            .format = gcore_view_format (view),
                            .item_size = view->item_size };
  view->exports++;
  return 0;
}

static void
release_buffer (GcoreObject *self)
{
  VIEW (self)->exports--;
}

/* --- indexing ----------------------------------------------------------------------------------------------------- */

static intptr_t
view_length (GcoreObject *self)
{
  return gcore_view_is_released (self) ? -1 : VIEW (self)->n_dims == 0 ? 1 : SHAPE (VIEW (self))[0];
}

/* Moves *ITEM by INDEX in dimension DIM. False with IndexError. */
static bool
move (const GcoreMemoryView *view, uint8_t **item, int dim, intptr_t index)
{
  intptr_t n = SHAPE (view)[dim];
  if (index < 0)
    index += n;
  if (index < 0 || index >= n)
    {
      gcore_err_format (GCORE_EXC (IndexError), "index out of bounds on dimension %d", dim + 1);
      return false;
    }
  *item += index * STRIDES (view)[dim];
  return true;
}

/* The item that KEY, a tuple of ints, names; NULL with an exception set. */
static uint8_t *
item_of_tuple (GcoreMemoryView *view, GcoreObject *key)
{
  intptr_t n = GCORE_TUPLE_SIZE (key);
  uint8_t *item = view->first;
  if (n < view->n_dims)
    gcore_err_set_string (GCORE_EXC (NotImplementedError), "sub-views are not implemented");
  else if (n > view->n_dims)
    gcore_err_format (GCORE_EXC (TypeError), "cannot index %d-dimension view with %zd-element tuple", view->n_dims, n);
  for (int i = 0; n == view->n_dims && i < n; i++)
    {
      intptr_t index = gcore_number_as_ssize (GCORE_TUPLE_ITEM (key, i), GCORE_EXC (IndexError));
      if ((index == -1 && gcore_err_occurred () != NULL) || !move (view, &item, i, index))
        return NULL;
    }
  return n == view->n_dims ? item : NULL;
}

static bool
is_tuple_of (GcoreObject *key, bool (*test) (GcoreObject *))
{
  if (!gcore_is_tuple (key))
    return false;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (key); i++)
    if (!test (GCORE_TUPLE_ITEM (key, i)))
      return false;
  return true;
}

static bool
is_index (GcoreObject *object)
{
  return gcore_index_check (object);
}

static bool
is_slice (GcoreObject *object)
{
  return gcore_is_slice (object);
}

/* The item that KEY, an int or a tuple of them, names; NULL with an exception set, MESSAGE where the view has more
 * dimensions than an int tells. */
static uint8_t *
item_of_key (GcoreMemoryView *view, GcoreObject *key, const char *message)
{
  if (!gcore_index_check (key))
    return item_of_tuple (view, key);
  intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
  uint8_t *item = view->first;
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (view->n_dims == 1)
    return move (view, &item, 0, index) ? item : NULL;
  if (view->n_dims == 0)
    gcore_err_set_string (GCORE_EXC (TypeError), "invalid indexing of 0-dim memory");
  else
    gcore_err_set_string (GCORE_EXC (NotImplementedError), message);
  return NULL;
}

static GcoreObject *
unpack (const GcoreMemoryView *view, const uint8_t *item)
{
  return item != NULL ? gcore_view_unpack (item, gcore_view_format (view)) : NULL;
}

static GcoreObject *
view_item (GcoreObject *self, intptr_t index)
{
  GcoreMemoryView *view = VIEW (self);
  uint8_t *item = view->first;
  if (gcore_view_is_released (self))
    return NULL;
  if (view->n_dims == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "invalid indexing of 0-dim memory");
  if (view->n_dims > 1)
    return gcore_err_format (GCORE_EXC (NotImplementedError), "multi-dimensional sub-views are not implemented");
  if (index < 0)
    return gcore_err_format (GCORE_EXC (IndexError), "index out of bounds on dimension 1");
  return move (view, &item, 0, index) ? unpack (view, item) : NULL;
}

/* A view of the part SLICE says, of the first dimension. */
static GcoreMemoryView *
sliced (GcoreObject *self, GcoreObject *slice)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return NULL;
  GcoreMemoryView *view = gcore_view_new (self, -1);
  if (view == NULL)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (SHAPE (view)[0], &start, &stop, step);
  view->first += start * STRIDES (view)[0];
  STRIDES (view)[0] *= step;
  SHAPE (view)[0] = n;
  return view;
}

static GcoreObject *
view_subscript (GcoreObject *self, GcoreObject *key)
{
  GcoreMemoryView *view = VIEW (self);
  if (gcore_view_is_released (self))
    return NULL;
  if (view->n_dims == 0 && key == GCORE_ELLIPSIS)
    return gcore_newref (self);
  if (gcore_index_check (key) || is_tuple_of (key, is_index))
    return unpack (view, item_of_key (view, key, "multi-dimensional sub-views are not implemented"));
  if (view->n_dims == 0)
    return gcore_err_format (GCORE_EXC (TypeError), "invalid indexing of 0-dim memory");
  if (gcore_is_slice (key))
    return GCORE_OBJECT (sliced (self, key));
  if (is_tuple_of (key, is_slice))
    return gcore_err_format (GCORE_EXC (NotImplementedError), "multi-dimensional slicing is not implemented");
  return gcore_err_format (GCORE_EXC (TypeError), "memoryview: invalid slice key");
}

/* --- assignment --------------------------------------------------------------------------------------------------- */

static int
assign_slice (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (!gcore_object_check_buffer (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "a bytes-like object is required, not '%.100s'", GCORE_TYPE_OF (value)->name);
      return -1;
    }
  GcoreMemoryView *from = gcore_view_new (value, -1);
  if (from == NULL)
    return -1;
  GcoreMemoryView *to = sliced (self, key);
  GcoreObject *bytes = to != NULL ? gcore_memoryview_to_bytes (GCORE_OBJECT (from)) : NULL; /* they may overlap */
  bool alike = bytes != NULL && from->n_dims == 1 && SHAPE (from)[0] == SHAPE (to)[0]
               && gcore_view_format (from) == gcore_view_format (to);
  if (alike)
    for (intptr_t i = 0; i < SHAPE (to)[0]; i++)
      memcpy (to->first + i * STRIDES (to)[0], GCORE_BYTES_DATA (bytes) + i * to->item_size, (size_t) to->item_size);
  else if (bytes != NULL)
    gcore_err_set_string (GCORE_EXC (ValueError),
                          "memoryview assignment: lvalue and rvalue have different structures");
  gcore_xdecref (bytes);
  gcore_xdecref (to);
  gcore_decref (from);
  return alike ? 0 : -1;
}

static int
view_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  GcoreMemoryView *view = VIEW (self);
  if (gcore_view_is_released (self))
    return -1;
  const char *problem = view->read_only ? "cannot modify read-only memory"
                        : value == NULL        ? "cannot delete memory"
                                               : NULL;
  if (problem != NULL)
    gcore_err_set_string (GCORE_EXC (TypeError), problem);
  else if (gcore_index_check (key) || is_tuple_of (key, is_index) || (view->n_dims == 0 && key == GCORE_ELLIPSIS))
    {
      uint8_t *item = key == GCORE_ELLIPSIS ? view->first : item_of_key (view, key, "sub-views are not implemented");
      return item != NULL ? gcore_view_pack (item, gcore_view_format (view), value) : -1;
    }
  else if (view->n_dims == 0)
    gcore_err_set_string (GCORE_EXC (TypeError), "invalid indexing of 0-dim memory");
  else if (gcore_is_slice (key) && view->n_dims == 1)
    return assign_slice (self, key, value);
  else if (gcore_is_slice (key) || is_tuple_of (key, is_slice))
    gcore_err_set_string (GCORE_EXC (NotImplementedError),
                          "memoryview slice assignments are currently restricted to ndim = 1");
  else
    gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: invalid slice key");
  return -1;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
view_repr (GcoreObject *self)
{
  return gcore_str_from_format (gcore_view_owner (VIEW (self)) == NULL ? "<released memory at %p>" : "<memory at %p>", self);
}

static intptr_t
view_hash (GcoreObject *self)
{
  GcoreMemoryView *view = VIEW (self);
  if (view->hash != -1)
    return view->hash;
  if (gcore_view_is_released (self))
    return -1;
  const char *problem = !view->read_only                         ? "cannot hash writable memoryview object"
                        : strchr ("Bbc", gcore_view_format (view)) == NULL
                          ? "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"
                          : NULL;
  if (problem != NULL)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), problem);
      return -1;
    }
  if (gcore_object_hash (gcore_view_owner (view)) == -1) /* what may change has none */
    return -1;
  GcoreObject *bytes = gcore_memoryview_to_bytes (self);
  if (bytes == NULL)
    return -1;
  view->hash = gcore_bytes_hash (bytes);
  gcore_decref (bytes);
  return view->hash;
}

/* Whether the items in dimension DIM and below are equal: 1, 0 or -1 with an exception. */
static int
equal_items (const GcoreMemoryView *a, const uint8_t *x, const GcoreMemoryView *b, const uint8_t *y, int dim)
{
  if (dim == a->n_dims)
    {
      GcoreObject *left = unpack (a, x), *right = left != NULL ? unpack (b, y) : NULL;
      int equal = right != NULL ? gcore_object_rich_compare_bool (left, right, GCORE_EQ) : -1;
      if (equal > 0 && left == right) /* the same float may be no number */
        GCORE_SETREF (left, gcore_object_rich_compare (left, right, GCORE_EQ));
      gcore_xdecref (left);
      gcore_xdecref (right);
      return equal;
    }
  int equal = 1;
  for (intptr_t i = 0; equal > 0 && i < SHAPE (a)[dim]; i++)
    equal = equal_items (a, x + i * STRIDES (a)[dim], b, y + i * STRIDES (b)[dim], dim + 1);
  return equal;
}

static int
equal_views (const GcoreMemoryView *a, const GcoreMemoryView *b)
{
  if (a->n_dims != b->n_dims || memcmp (SHAPE (a), SHAPE (b), (size_t) a->n_dims * sizeof (intptr_t)) != 0)
    return 0;
  if (gcore_view_item_size (gcore_view_format (a)) == 0 || gcore_view_item_size (gcore_view_format (b)) == 0)
    return 0;
  return equal_items (a, a->first, b, b->first, 0);
}

static GcoreObject *
view_rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_object_check_buffer (other))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  bool released = gcore_view_owner (VIEW (self)) == NULL
                  || (gcore_is_exact (other, MEMORYVIEW) && gcore_view_owner (VIEW (other)) == NULL);
  if (released)
    return gcore_bool_from_long ((self == other) == (op == GCORE_EQ));
  GcoreMemoryView *view = gcore_view_new (other, -1);
  int equal = view != NULL ? equal_views (VIEW (self), view) : -1;
  gcore_xdecref (view);
  return equal < 0 ? NULL : gcore_bool_from_long ((equal != 0) == (op == GCORE_EQ));
}

const GcoreType gcore_memoryview_template = {
  .name = "memoryview",
  .basic_size = offsetof (GcoreMemoryView, numbers),
  .item_size = sizeof (intptr_t),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_SEQUENCE,
  .dealloc = view_dealloc,
  .traverse = view_traverse,
  .clear = view_clear,
  .repr = view_repr,
  .hash = view_hash,
  .rich_compare = view_rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .sequence = { .length = view_length, .item = view_item },
  .mapping = { .length = view_length, .subscript = view_subscript, .assign_subscript = view_assign_subscript },
  .weaklist_offset = offsetof (GcoreMemoryView, weak_list),
  .iter = gcore_view_iter,
  .methods = gcore_view_methods,
  .getset = gcore_view_getset,
  .doc = "memoryview(object)\n\nA view of the bytes an object holds.",
  .new_ = view_new,
  .get_buffer = get_buffer,
  .release_buffer = release_buffer,
};
