/* SPDX-License-Identifier: MIT */
/* memoryview: its dimensions, casts, methods and attributes. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/memoryview-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_DIMENSIONS 64

/* --- dimensions --------------------------------------------------------------------------------------------------- */

intptr_t
gcore_view_n_bytes (const GcoreMemoryView *view)
{
  intptr_t n = view->item_size;
  for (int i = 0; i < view->n_dims; i++)
    n *= SHAPE (view)[i];
  return n;
}

static bool
is_contiguous_in (const GcoreMemoryView *view, bool fortran)
{
  intptr_t step = view->item_size;
  for (int i = 0; i < view->n_dims; i++)
    {
      int dim = fortran ? i : view->n_dims - 1 - i;
      if (SHAPE (view)[dim] > 1 && STRIDES (view)[dim] != step)
        return false;
      step *= SHAPE (view)[dim];
    }
  return true;
}

bool
gcore_view_is_contiguous (const GcoreMemoryView *view, char order)
{
  if (gcore_view_n_bytes (view) == 0)
    return true;
  return (order != 'F' && is_contiguous_in (view, false)) || (order != 'C' && is_contiguous_in (view, true));
}

/* Copies the items from dimension DIM on to *TO, which moves; DIM counts from the last one down for Fortran's order. */
static void
copy_items (const GcoreMemoryView *view, const uint8_t *from, int dim, bool fortran, char **to)
{
  if (dim == view->n_dims)
    {
      memcpy (*to, from, (size_t) view->item_size);
      *to += view->item_size;
      return;
    }
  int here = fortran ? view->n_dims - 1 - dim : dim;
  for (intptr_t i = 0; i < SHAPE (view)[here]; i++)
    copy_items (view, from + i * STRIDES (view)[here], dim + 1, fortran, to);
}

static GcoreObject *
to_bytes (GcoreObject *self, char order)
{
  GcoreMemoryView *view = VIEW (self);
  if (gcore_view_is_released (self))
    return NULL;
  bool fortran = order == 'F' || (order == 'A' && !is_contiguous_in (view, false) && is_contiguous_in (view, true));
  intptr_t n = gcore_view_n_bytes (view);
  if (is_contiguous_in (view, fortran))
    return gcore_bytes_from_string_and_size ((const char *) view->first, n);
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, n);
  if (bytes != NULL && n > 0)
    copy_items (view, view->first, 0, fortran, &(char *){ GCORE_BYTES_DATA (bytes) });
  return bytes;
}

GcoreObject *
gcore_memoryview_to_bytes (GcoreObject *self)
{
  return to_bytes (self, 'C');
}

/* --- casts -------------------------------------------------------------------------------------------------------- */

/* The character of FORMAT, a native one with or without an @; 0 with an exception set. */
static char
native_format (GcoreObject *format)
{
  const char *text = gcore_str_as_utf8 (format);
  if (text == NULL)
    return 0;
  const char *character = *text == '@' ? text + 1 : text;
  if (*character != '\0' && character[1] == '\0' && gcore_view_item_size (*character) != 0)
    return *character;
  gcore_err_set_string (GCORE_EXC (ValueError),
                        "memoryview: destination format must be a native single character format prefixed with an "
                        "optional '@'");
  return 0;
}

static bool
is_byte_format (char format)
{
  return format == 'b' || format == 'B' || format == 'c';
}

/* Whether VIEW may become one of FORMAT with N_DIMS dimensions (-1: not given). False with an exception set. */
static bool
check_cast (GcoreMemoryView *view, intptr_t n_dims)
{
  const char *problem = NULL;
  if (!gcore_view_is_contiguous (view, 'C'))
    problem = "memoryview: casts are restricted to C-contiguous views";
  else if ((n_dims >= 0 || view->n_dims != 1) && gcore_view_n_bytes (view) == 0)
    problem = "memoryview: cannot cast view with zeros in shape or strides";
  else if (n_dims > MAX_DIMENSIONS)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "memoryview: number of dimensions must not exceed 64");
      return false;
    }
  else if (n_dims >= 0 && view->n_dims != 1 && n_dims != 1)
    problem = "memoryview: cast must be 1D -> ND or ND -> 1D";
  if (problem != NULL)
    gcore_err_set_string (GCORE_EXC (TypeError), problem);
  return problem == NULL;
}

/* Takes the lengths from SHAPE, a list or tuple; N_BYTES is what they have to come to. False with an exception set. */
static bool
set_shape (GcoreMemoryView *view, GcoreObject *const *lengths, intptr_t n_bytes)
{
  intptr_t product = view->item_size;
  for (int i = 0; i < view->n_dims; i++)
    {
      if (!gcore_is_int (lengths[i]))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "memoryview.cast(): elements of shape must be integers");
          return false;
        }
      intptr_t length = gcore_int_as_ssize (lengths[i]);
      if (length == -1 && gcore_err_occurred () != NULL)
        return false;
      if (length <= 0 || __builtin_mul_overflow (product, length, &product))
        {
          gcore_err_set_string (GCORE_EXC (ValueError), length <= 0
                                                          ? "memoryview.cast(): elements of shape must be integers > 0"
                                                          : "memoryview.cast(): product(shape) > SSIZE_MAX");
          return false;
        }
      SHAPE (view)[i] = length;
    }
  if (product != n_bytes)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: product(shape) * itemsize != buffer size");
      return false;
    }
  intptr_t step = view->item_size;
  for (int i = view->n_dims; i-- > 0; step *= SHAPE (view)[i])
    STRIDES (view)[i] = step;
  return true;
}

/* Gives VIEW, made with dimensions to fill in, the shape and FORMAT it is to have. False with an exception set. */
static bool
shape_cast (GcoreMemoryView *view, GcoreMemoryView *from, GcoreObject *format, GcoreObject *const *lengths)
{
  char character = native_format (format);
  intptr_t n_bytes = gcore_view_n_bytes (from);
  if (character == 0)
    return false;
  if (!is_byte_format (gcore_view_format (from)) && !is_byte_format (character))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: cannot cast between two non-byte formats");
      return false;
    }
  view->item_size = gcore_view_item_size (character);
  strcpy (view->format, gcore_str_as_utf8 (format));
  if (n_bytes % view->item_size != 0)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "memoryview: length is not a multiple of itemsize");
      return false;
    }
  if (lengths != NULL)
    return set_shape (view, lengths, n_bytes);
  SHAPE (view)[0] = n_bytes / view->item_size;
  STRIDES (view)[0] = view->item_size;
  return true;
}

static GcoreObject *
method_cast (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "format", "shape", NULL };
  GcoreObject *format, *shape = NULL;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|O:cast", keywords, &format, &shape))
    return NULL;
  if (!gcore_is_str (format))
    {
      gcore_arg_bad_argument ("cast", "argument 'format'", "str", format);
      return NULL;
    }
  if (gcore_view_is_released (self))
    return NULL;
  if (shape != NULL && !gcore_is_list (shape) && !gcore_is_tuple (shape))
    return gcore_err_format (GCORE_EXC (TypeError), "shape must be a list or a tuple");
  GcoreObject *const *lengths = shape == NULL           ? NULL
                                : gcore_is_list (shape) ? GCORE_LIST_ITEMS (shape)
                                                        : GCORE_TUPLE_ITEMS (shape);
  intptr_t n_dims = shape == NULL ? -1 : gcore_is_list (shape) ? GCORE_LIST_SIZE (shape) : GCORE_TUPLE_SIZE (shape);
  if (!check_cast (VIEW (self), n_dims))
    return NULL;
  GcoreMemoryView *view = gcore_view_new (self, n_dims < 0 ? 1 : (int) n_dims);
  if (view != NULL && !shape_cast (view, VIEW (self), format, lengths))
    GCORE_CLEAR (view);
  return GCORE_OBJECT (view);
}

/* --- other methods ------------------------------------------------------------------------------------------------ */

static GcoreObject *
method_tobytes (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "order", NULL };
  const char *order = NULL;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|z:tobytes", keywords, &order))
    return NULL;
  if (order != NULL && strcmp (order, "C") != 0 && strcmp (order, "F") != 0 && strcmp (order, "A") != 0)
    return gcore_err_format (GCORE_EXC (ValueError), "order must be 'C', 'F' or 'A'");
  return to_bytes (self, order != NULL ? *order : 'C');
}

/* The items from dimension DIM on as lists of lists. */
static GcoreObject *
list_of_items (const GcoreMemoryView *view, const uint8_t *from, int dim)
{
  if (dim == view->n_dims)
    return gcore_view_unpack (from, gcore_view_format (view));
  GcoreObject *list = gcore_list_new (SHAPE (view)[dim]);
  for (intptr_t i = 0; list != NULL && i < SHAPE (view)[dim]; i++)
    {
      GcoreObject *item = list_of_items (view, from + i * STRIDES (view)[dim], dim + 1);
      if (item == NULL)
        GCORE_CLEAR (list);
      else
        GCORE_LIST_SET_ITEM (list, i, item);
    }
  return list;
}

static GcoreObject *
method_tolist (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_view_is_released (self) ? NULL : list_of_items (VIEW (self), VIEW (self)->first, 0);
}

static GcoreObject *
method_release (GcoreObject *self, GcoreObject *ignored)
{
  intptr_t exports = VIEW (self)->exports;
  if (exports > 0)
    return gcore_err_format (GCORE_EXC (BufferError), "memoryview has %zd exported buffer%s", exports,
                             exports == 1 ? "" : "s");
  gcore_view_release (VIEW (self));
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
method_toreadonly (GcoreObject *self, GcoreObject *ignored)
{
  GcoreMemoryView *view = gcore_view_is_released (self) ? NULL : gcore_view_new (self, -1);
  if (view != NULL)
    view->read_only = true;
  return GCORE_OBJECT (view);
}

static GcoreObject *
method_enter (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_view_is_released (self) ? NULL : gcore_newref (self);
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

#define WITH_KEYWORDS (GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)

const GcoreMethodDef gcore_view_methods[] = {
  { "release", GCORE_FUNC (method_release), GCORE_METH_NOARGS, "Release the underlying buffer." },
  { "tobytes", GCORE_FUNC (method_tobytes), WITH_KEYWORDS, "Return the data as bytes." },
  { "tolist", GCORE_FUNC (method_tolist), GCORE_METH_NOARGS, "Return the items as a list, of lists for more dimensions." },
  { "cast", GCORE_FUNC (method_cast), WITH_KEYWORDS, "Return the same bytes with another format or shape." },
  { "toreadonly", GCORE_FUNC (method_toreadonly), GCORE_METH_NOARGS, "Return a read-only version of the view." },
  { "hex", GCORE_FUNC (method_hex), WITH_KEYWORDS, "The data as hexadecimal digits." },
  { "__enter__", GCORE_FUNC (method_enter), GCORE_METH_NOARGS, NULL },
  { "__exit__", GCORE_FUNC (method_exit), GCORE_METH_FASTCALL | GCORE_METH_PACKED, NULL },
  { NULL },
};

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_obj (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_newref (gcore_view_owner (VIEW (self)));
}

static GcoreObject *
get_nbytes (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_int_from_ssize (gcore_view_n_bytes (VIEW (self)));
}

static GcoreObject *
get_item_size (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_int_from_long (VIEW (self)->item_size);
}

static GcoreObject *
get_n_dims (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_int_from_long (VIEW (self)->n_dims);
}

static GcoreObject *
get_format (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_str_from_string (VIEW (self)->format);
}

static GcoreObject *
get_readonly (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_bool_from_long (VIEW (self)->read_only);
}

/* CLOSURE: the order, a text of one character. */
static GcoreObject *
get_contiguous (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self)
           ? NULL
           : gcore_bool_from_long (gcore_view_is_contiguous (VIEW (self), *(const char *) closure));
}

static GcoreObject *
tuple_of (GcoreObject *self, const intptr_t *numbers)
{
  if (gcore_view_is_released (self))
    return NULL;
  GcoreObject *tuple = gcore_tuple_new (VIEW (self)->n_dims);
  for (int i = 0; tuple != NULL && i < VIEW (self)->n_dims; i++)
    {
      GcoreObject *number = gcore_int_from_ssize (numbers[i]);
      if (number == NULL)
        GCORE_CLEAR (tuple);
      else
        GCORE_TUPLE_SET_ITEM (tuple, i, number);
    }
  return tuple;
}

static GcoreObject *
get_shape (GcoreObject *self, void *closure)
{
  return tuple_of (self, SHAPE (VIEW (self)));
}

static GcoreObject *
get_strides (GcoreObject *self, void *closure)
{
  return tuple_of (self, STRIDES (VIEW (self)));
}

static GcoreObject *
get_suboffsets (GcoreObject *self, void *closure)
{
  return gcore_view_is_released (self) ? NULL : gcore_tuple_new (0);
}

#define CONTIGUOUS(name, order, text) { name, get_contiguous, NULL, text, (void *) (uintptr_t) order }

const GcoreGetSetDef gcore_view_getset[] = {
  { "obj", get_obj, NULL, "The underlying object of the memoryview.", NULL },
  { "nbytes", get_nbytes, NULL, "The amount of space in bytes that the array would use contiguously.", NULL },
  { "readonly", get_readonly, NULL, "A bool indicating whether the memory is read only.", NULL },
  { "itemsize", get_item_size, NULL, "The size in bytes of each element of the memoryview.", NULL },
  { "format", get_format, NULL, "The format of each element in the view.", NULL },
  { "ndim", get_n_dims, NULL, "The number of dimensions.", NULL },
  { "shape", get_shape, NULL, "The lengths of the dimensions.", NULL },
  { "strides", get_strides, NULL, "The bytes from one element to the next in each dimension.", NULL },
  { "suboffsets", get_suboffsets, NULL, "Always empty.", NULL },
  CONTIGUOUS ("c_contiguous", "C", "A bool indicating whether the memory is C contiguous."),
  CONTIGUOUS ("f_contiguous", "F", "A bool indicating whether the memory is Fortran contiguous."),
  CONTIGUOUS ("contiguous", "A", "A bool indicating whether the memory is contiguous."),
  { NULL },
};
