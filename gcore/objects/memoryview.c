/* SPDX-License-Identifier: MIT */
/* memoryview: one dimension of bytes, format 'B'. */
#include "gcore/objects/memoryview.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

typedef struct
{
  GcoreObject base;
  GcoreBuffer buffer;  /* held on the object shown; owner NULL once released */
  uint8_t *first;      /* the byte with index 0 */
  intptr_t n, step;    /* bytes shown, and from one to the next */
  intptr_t exports;    /* buffers taken from this view */
  intptr_t hash;       /* −1: not computed yet */
  GcoreObject *weak_list;
  char pad[72];        /* keeps the size CPython's */
} GcoreMemoryView;

#define VIEW(object) ((GcoreMemoryView *) (void *) (object))

_Static_assert (sizeof (GcoreMemoryView) == 168, "size a program sees, but for the list head");

/* --- making ------------------------------------------------------------------------------------------------------- */

static bool
is_released (GcoreObject *self)
{
  if (VIEW (self)->buffer.owner != NULL)
    return false;
  gcore_err_set_string (GCORE_EXC (ValueError), "operation forbidden on released memoryview object");
  return true;
}

/* A view of OBJECT, which may be a view itself. */
static GcoreMemoryView *
new_view (GcoreObject *object)
{
  GcoreBuffer buffer;
  bool is_view = gcore_is_exact (object, MEMORYVIEW);
  if (is_view && is_released (object))
    return NULL;
  GcoreObject *owner = is_view ? VIEW (object)->buffer.owner : object;
  if (!gcore_object_check_buffer (owner))
    {
      gcore_err_format (GCORE_EXC (TypeError), "memoryview: a bytes-like object is required, not '%.200s'",
                        GCORE_TYPE_OF (owner)->name);
      return NULL;
    }
  if (gcore_object_get_buffer (owner, &buffer, false) < 0)
    return NULL;
  if (buffer.item_size > 1)
    {
      gcore_buffer_release (&buffer);
      gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: only bytes can be viewed");
      return NULL;
    }
  GcoreMemoryView *view = gcore_gc_new (GCORE_TYPE (MEMORYVIEW));
  if (view == NULL)
    {
      gcore_buffer_release (&buffer);
      return NULL;
    }
  view->buffer = buffer;
  view->first = is_view ? VIEW (object)->first : buffer.data;
  view->n = is_view ? VIEW (object)->n : buffer.n;
  view->step = is_view ? VIEW (object)->step : 1;
  if (is_view)
    view->buffer.read_only = VIEW (object)->buffer.read_only;
  view->exports = 0;
  view->hash = -1;
  view->weak_list = NULL;
  gcore_gc_track (view);
  return view;
}

GcoreObject *
gcore_memoryview_from_object (GcoreObject *object)
{
  return GCORE_OBJECT (new_view (object));
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
  if (VIEW (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_buffer_release (&VIEW (self)->buffer);
  gcore_gc_del (self);
}

static int
view_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (VIEW (self)->buffer.owner);
  return 0;
}

static int
view_clear (GcoreObject *self)
{
  if (VIEW (self)->exports == 0)
    gcore_buffer_release (&VIEW (self)->buffer);
  return 0;
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

static int
get_buffer (GcoreObject *self, GcoreBuffer *buffer)
{
  GcoreMemoryView *view = VIEW (self);
  if (is_released (self))
    return -1;
  if (view->step != 1 && view->n > 1)
    {
      gcore_err_set_string (GCORE_EXC (BufferError), "memoryview: underlying buffer is not C-contiguous");
      return -1;
    }
  *buffer = (GcoreBuffer) { NULL, view->first, view->n, view->buffer.read_only };
  view->exports++;
  return 0;
}

static void
release_buffer (GcoreObject *self)
{
  VIEW (self)->exports--;
}

GcoreObject *
gcore_memoryview_to_bytes (GcoreObject *self)
{
  GcoreMemoryView *view = VIEW (self);
  if (is_released (self))
    return NULL;
  if (view->n <= 1)
    return gcore_bytes_from_string_and_size ((const char *) view->first, view->n);
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, view->n);
  for (intptr_t i = 0; bytes != NULL && i < view->n; i++)
    GCORE_BYTES_DATA (bytes)[i] = (char) view->first[i * view->step];
  return bytes;
}

static intptr_t
view_length (GcoreObject *self)
{
  return is_released (self) ? -1 : VIEW (self)->n;
}

/* The address of a byte; NULL with an exception set. */
static uint8_t *
byte_at (GcoreObject *self, intptr_t index)
{
  GcoreMemoryView *view = VIEW (self);
  if (is_released (self))
    return NULL;
  if (index < 0)
    index += view->n;
  if (index >= 0 && index < view->n)
    return view->first + index * view->step;
  gcore_err_set_string (GCORE_EXC (IndexError), "index out of bounds on dimension 1");
  return NULL;
}

static uint8_t *
byte_of_key (GcoreObject *self, GcoreObject *key)
{
  intptr_t index = gcore_number_as_ssize (key, GCORE_EXC (IndexError));
  return index == -1 && gcore_err_occurred () != NULL ? NULL : byte_at (self, index);
}

static GcoreObject *
view_item (GcoreObject *self, intptr_t index)
{
  uint8_t *byte = index < 0 ? NULL : byte_at (self, index);
  if (index < 0)
    return gcore_err_format (GCORE_EXC (IndexError), "index out of bounds on dimension 1");
  return byte == NULL ? NULL : gcore_newref (gcore_int_small (*byte));
}

/* A view of the part SLICE says. */
static GcoreMemoryView *
sliced (GcoreObject *self, GcoreObject *slice)
{
  intptr_t start, stop, step;
  if (gcore_slice_unpack (slice, &start, &stop, &step) < 0)
    return NULL;
  GcoreMemoryView *view = new_view (self);
  if (view == NULL)
    return NULL;
  intptr_t n = gcore_slice_adjust_indices (view->n, &start, &stop, step);
  view->first += start * view->step;
  view->step *= step;
  view->n = n;
  return view;
}

static GcoreObject *
view_subscript (GcoreObject *self, GcoreObject *key)
{
  if (gcore_index_check (key))
    {
      uint8_t *byte = byte_of_key (self, key);
      return byte == NULL ? NULL : gcore_newref (gcore_int_small (*byte));
    }
  if (gcore_is_slice (key))
    return is_released (self) ? NULL : GCORE_OBJECT (sliced (self, key));
  return gcore_err_format (GCORE_EXC (TypeError), "memoryview: invalid slice key");
}

static int
assign_byte (uint8_t *byte, GcoreObject *value)
{
  if (!gcore_index_check (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: invalid type for format 'B'");
      return -1;
    }
  intptr_t number = gcore_number_as_ssize (value, NULL);
  if (number == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (number < 0 || number > 255)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "memoryview: invalid value for format 'B'");
      return -1;
    }
  *byte = (uint8_t) number;
  return 0;
}

static int
assign_slice (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  GcoreObject *bytes = gcore_object_check_buffer (value) ? gcore_bytes_from_object (value) : NULL;
  if (bytes == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_format (GCORE_EXC (TypeError), "a bytes-like object is required, not '%.100s'",
                          GCORE_TYPE_OF (value)->name);
      return -1;
    }
  GcoreMemoryView *part = sliced (self, key);
  int status = -1;
  if (part != NULL && part->n != GCORE_BYTES_SIZE (bytes))
    gcore_err_set_string (GCORE_EXC (ValueError),
                          "memoryview assignment: lvalue and rvalue have different structures");
  else if (part != NULL)
    {
      for (intptr_t i = 0; i < part->n; i++)
        part->first[i * part->step] = (uint8_t) GCORE_BYTES_DATA (bytes)[i];
      status = 0;
    }
  gcore_xdecref (part);
  gcore_decref (bytes);
  return status;
}

static int
view_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value)
{
  if (is_released (self))
    return -1;
  const char *problem = VIEW (self)->buffer.read_only ? "cannot modify read-only memory"
                        : value == NULL               ? "cannot delete memory"
                                                      : NULL;
  if (problem == NULL && gcore_index_check (key))
    {
      uint8_t *byte = byte_of_key (self, key);
      return byte == NULL ? -1 : assign_byte (byte, value);
    }
  if (problem == NULL && gcore_is_slice (key))
    return assign_slice (self, key, value);
  gcore_err_set_string (GCORE_EXC (TypeError), problem != NULL ? problem : "memoryview: invalid slice key");
  return -1;
}

static GcoreObject *
view_repr (GcoreObject *self)
{
  return gcore_str_from_format (VIEW (self)->buffer.owner == NULL ? "<released memory at %p>" : "<memory at %p>", self);
}

static intptr_t
view_hash (GcoreObject *self)
{
  GcoreMemoryView *view = VIEW (self);
  if (view->hash != -1)
    return view->hash;
  if (is_released (self))
    return -1;
  if (!view->buffer.read_only)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "cannot hash writable memoryview object");
      return -1;
    }
  GcoreObject *bytes = gcore_memoryview_to_bytes (self);
  if (bytes == NULL)
    return -1;
  view->hash = gcore_bytes_hash (bytes);
  gcore_decref (bytes);
  return view->hash;
}

static GcoreObject *
view_rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_object_check_buffer (other))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  if (VIEW (self)->buffer.owner == NULL)
    return gcore_bool_from_long ((self == other) == (op == GCORE_EQ));
  GcoreObject *a = gcore_memoryview_to_bytes (self);
  GcoreObject *b = a == NULL ? NULL : gcore_bytes_from_object (other), *result = NULL;
  if (b != NULL)
    result = gcore_bytes_view_compare (a, b, op);
  gcore_xdecref (a);
  gcore_xdecref (b);
  return result;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_tobytes (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_memoryview_to_bytes (self);
}

static GcoreObject *
method_tolist (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *bytes = gcore_memoryview_to_bytes (self);
  GcoreObject *list = bytes == NULL ? NULL : gcore_sequence_list (bytes);
  gcore_xdecref (bytes);
  return list;
}

static GcoreObject *
method_release (GcoreObject *self, GcoreObject *ignored)
{
  intptr_t exports = VIEW (self)->exports;
  if (exports > 0)
    return gcore_err_format (GCORE_EXC (BufferError), "memoryview has %zd exported buffer%s", exports,
                             exports == 1 ? "" : "s");
  gcore_buffer_release (&VIEW (self)->buffer);
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
method_toreadonly (GcoreObject *self, GcoreObject *ignored)
{
  GcoreMemoryView *view = is_released (self) ? NULL : new_view (self);
  if (view != NULL)
    view->buffer.read_only = true;
  return GCORE_OBJECT (view);
}

static GcoreObject *
method_enter (GcoreObject *self, GcoreObject *ignored)
{
  return is_released (self) ? NULL : gcore_newref (self);
}

static GcoreObject *
method_exit (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  return method_release (self, NULL);
}

static GcoreObject *
method_hex (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  GcoreObject *bytes = gcore_memoryview_to_bytes (self);
  GcoreObject *text = bytes == NULL ? NULL : gcore_bytes_method_hex (bytes, args, n_args, keyword_names);
  gcore_xdecref (bytes);
  return text;
}

static const GcoreMethodDef methods[] = {
  { "release", GCORE_FUNC (method_release), GCORE_METH_NOARGS, "Release the underlying buffer." },
  { "tobytes", GCORE_FUNC (method_tobytes), GCORE_METH_NOARGS, "Return the data as bytes." },
  { "tolist", GCORE_FUNC (method_tolist), GCORE_METH_NOARGS, "Return the data as a list of ints." },
  { "toreadonly", GCORE_FUNC (method_toreadonly), GCORE_METH_NOARGS, "Return a read-only version of the view." },
  { "hex", GCORE_FUNC (method_hex), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS, "The data as hexadecimal digits." },
  { "__enter__", GCORE_FUNC (method_enter), GCORE_METH_NOARGS, NULL },
  { "__exit__", GCORE_FUNC (method_exit), GCORE_METH_FASTCALL, NULL },
  { NULL },
};

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_obj (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_newref (VIEW (self)->buffer.owner);
}

static GcoreObject *
get_nbytes (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_int_from_ssize (VIEW (self)->n);
}

static GcoreObject *
get_one (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_int_from_ssize (1);
}

static GcoreObject *
get_format (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_str_from_ascii ("B", 1);
}

static GcoreObject *
get_readonly (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_bool_from_long (VIEW (self)->buffer.read_only);
}

static GcoreObject *
get_contiguous (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_bool_from_long (VIEW (self)->step == 1 || VIEW (self)->n <= 1);
}

static GcoreObject *
one_number (GcoreObject *self, intptr_t value)
{
  GcoreObject *number = is_released (self) ? NULL : gcore_int_from_ssize (value);
  return number == NULL ? NULL : gcore_tuple_from_array_steal (&number, 1);
}

static GcoreObject *
get_shape (GcoreObject *self, void *closure)
{
  return one_number (self, VIEW (self)->n);
}

static GcoreObject *
get_strides (GcoreObject *self, void *closure)
{
  return one_number (self, VIEW (self)->step);
}

static GcoreObject *
get_suboffsets (GcoreObject *self, void *closure)
{
  return is_released (self) ? NULL : gcore_tuple_new (0);
}

static const GcoreGetSetDef getset[] = {
  { "obj", get_obj, NULL, "The underlying object of the memoryview.", NULL },
  { "nbytes", get_nbytes, NULL, "The amount of space in bytes that the array would use contiguously.", NULL },
  { "readonly", get_readonly, NULL, "A bool indicating whether the memory is read only.", NULL },
  { "itemsize", get_one, NULL, "The size in bytes of each element of the memoryview.", NULL },
  { "format", get_format, NULL, "The format of each element in the view.", NULL },
  { "ndim", get_one, NULL, "The number of dimensions.", NULL },
  { "shape", get_shape, NULL, "The lengths of the dimensions.", NULL },
  { "strides", get_strides, NULL, "The bytes from one element to the next in each dimension.", NULL },
  { "suboffsets", get_suboffsets, NULL, "Always empty.", NULL },
  { "c_contiguous", get_contiguous, NULL, "A bool indicating whether the memory is C contiguous.", NULL },
  { "f_contiguous", get_contiguous, NULL, "A bool indicating whether the memory is Fortran contiguous.", NULL },
  { "contiguous", get_contiguous, NULL, "A bool indicating whether the memory is contiguous.", NULL },
  { NULL },
};

const GcoreType gcore_memoryview_template = {
  .name = "memoryview",
  .basic_size = sizeof (GcoreMemoryView),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_SEQUENCE,
  .dealloc = view_dealloc,
  .traverse = view_traverse,
  .clear = view_clear,
  .repr = view_repr,
  .hash = view_hash,
  .rich_compare = view_rich_compare,
  .sequence = { .length = view_length, .item = view_item },
  .mapping = { .length = view_length, .subscript = view_subscript, .assign_subscript = view_assign_subscript },
  .weaklist_offset = offsetof (GcoreMemoryView, weak_list),
  .methods = methods,
  .getset = getset,
  .doc = "memoryview(object)\n\nA view of the bytes an object holds.",
  .new_ = view_new,
  .get_buffer = get_buffer,
  .release_buffer = release_buffer,
};
