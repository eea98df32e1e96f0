/* SPDX-License-Identifier: MIT */
/* The module _struct: Struct, a format made ready, and the functions that take a format each time. */
#include "gcore/modules/struct.h"

#include <stdarg.h>

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/modules/state.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/weakref.h"

#define MAX_CACHED 100

typedef struct
{
  GcoreObject base;
  intptr_t size;          /* bytes; -1 before __init__ */
  intptr_t n_values;
  GcoreStructItem *items; /* owned; NULL before __init__ */
  GcoreObject *format;    /* owned bytes; NULL before __init__ */
  GcoreObject *weak_list;
} GcoreStruct;
#define STRUCT(object) ((GcoreStruct *) (void *) (object))

void *
gcore_struct_error (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  gcore_err_format_v (GCORE_MODULES->structs.error, format, arguments);
  va_end (arguments);
  return NULL;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static GcoreObject *
struct_new (GcoreType *type, GcoreObject *args GCORE_UNUSED, GcoreObject *kwargs GCORE_UNUSED)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self != NULL)
    STRUCT (self)->size = STRUCT (self)->n_values = -1;
  return self;
}

static int
struct_init (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "format", NULL };
  GcoreStruct *self = STRUCT (object);
  GcoreObject *format, *bytes = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O:Struct", keywords, &format))
    return -1;
  if (gcore_is_str (format))
    bytes = gcore_str_as_ascii_string (format);
  else if (gcore_is_bytes (format))
    bytes = gcore_newref (format);
  else
    gcore_err_format (GCORE_EXC (TypeError), "Struct() argument 1 must be a str or bytes object, not %.200s",
                      GCORE_TYPE_OF (format)->name);
  GcoreStructItem *items, *old_items = self->items;
  if (bytes == NULL || gcore_struct_parse (bytes, &items, &self->size, &self->n_values) < 0)
    {
      gcore_xdecref (bytes);
      return -1;
    }
  self->items = items;
  gcore_mem_free (old_items);
  GCORE_SETREF (self->format, bytes);
  return 0;
}

static void
struct_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (STRUCT (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_mem_free (STRUCT (self)->items);
  gcore_xdecref (STRUCT (self)->format);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
struct_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (STRUCT (self)->format);
  return 0;
}

static GcoreObject *
struct_size_of (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  intptr_t size = GCORE_TYPE_OF (self)->basic_size;
  const GcoreStructItem *item = STRUCT (self)->items;
  while (item != NULL && item->code != NULL)
    item++;
  return gcore_int_from_ssize (size + (item - STRUCT (self)->items + 1) * (intptr_t) sizeof *item);
}

static GcoreObject *
get_size (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_int_from_ssize (STRUCT (self)->size);
}

static GcoreObject *
get_format (GcoreObject *self, void *closure GCORE_UNUSED)
{
  GcoreObject *format = STRUCT (self)->format;
  return format == NULL ? gcore_str_from_string ("")
                        : gcore_str_from_ascii (gcore_bytes_as_string (format), GCORE_SIZE_OF (format));
}

/* --- unpacking ---------------------------------------------------------------------------------------------------- */

/* New tuple of the values at FROM. */
static GcoreObject *
unpack_values (const GcoreStruct *self, const uint8_t *from)
{
  GcoreObject *result = gcore_tuple_new (self->n_values);
  intptr_t n = 0;
  for (const GcoreStructItem *item = self->items; result != NULL && item->code != NULL; item++)
    for (intptr_t i = 0; result != NULL && i < item->repeat; i++)
      {
        GcoreObject *value = gcore_struct_read (item, from + item->offset + i * item->size);
        if (value == NULL)
          GCORE_CLEAR (result);
        else
          GCORE_TUPLE_SET_ITEM (result, n++, value);
      }
  return result;
}

static GcoreObject *
struct_unpack (GcoreObject *object, GcoreObject *data)
{
  const GcoreStruct *self = STRUCT (object);
  GcoreBuffer buffer;
  GcoreObject *result = NULL;
  if (gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  if (buffer.n == self->size)
    result = unpack_values (self, buffer.data);
  else
    gcore_struct_error ("unpack requires a buffer of %zd bytes", self->size);
  gcore_buffer_release (&buffer);
  return result;
}

/* The place of SELF's bytes at *OFFSET of a buffer of N bytes; counted from the end if it is negative. False with an
 * exception that says they are needed for WHAT ("packing"). */
static bool
find_place (const GcoreStruct *self, intptr_t n, intptr_t *offset, const char *function, const char *what,
            const char *short_of)
{
  if (*offset < 0)
    {
      if (*offset + self->size > 0)
        return gcore_struct_error ("%s %zd bytes at offset %zd", short_of, self->size, *offset) != NULL;
      if (*offset + n < 0)
        return gcore_struct_error ("offset %zd out of range for %zd-byte buffer", *offset, n) != NULL;
      *offset += n;
    }
  if (self->items != NULL && n - *offset >= self->size)
    return true;
  gcore_struct_error ("%s requires a buffer of at least %zu bytes for %s %zd bytes at offset %zd (actual buffer size is "
                      "%zd)",
                      function, (size_t) self->size + (size_t) *offset, what, self->size, *offset, n);
  return false;
}

static GcoreObject *
unpack_from (GcoreObject *object, GcoreObject *data, intptr_t offset)
{
  const GcoreStruct *self = STRUCT (object);
  GcoreBuffer buffer;
  GcoreObject *result = NULL;
  if (gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  if (find_place (self, buffer.n, &offset, "unpack_from", "unpacking", "not enough data to unpack"))
    result = unpack_values (self, buffer.data + offset);
  gcore_buffer_release (&buffer);
  return result;
}

static GcoreObject *
struct_unpack_from (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "buffer", "offset", NULL };
  GcoreObject *data;
  intptr_t offset = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|n:unpack_from", keywords, &data, &offset))
    return NULL;
  return unpack_from (self, data, offset);
}

/* --- iterating ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *format; /* owned Struct; NULL once exhausted */
  GcoreBuffer buffer;  /* held as long */
  intptr_t index;      /* bytes */
} Iterator;
#define ITERATOR(object) ((Iterator *) (void *) (object))

static GcoreObject *
struct_iter_unpack (GcoreObject *object, GcoreObject *data)
{
  const GcoreStruct *self = STRUCT (object);
  if (self->size <= 0)
    return gcore_struct_error ("cannot iteratively unpack with a struct of length 0");
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (data, &buffer, false) < 0)
    return NULL;
  Iterator *iterator = NULL;
  if (buffer.n % self->size != 0)
    gcore_struct_error ("iterative unpacking requires a buffer of a multiple of %zd bytes", self->size);
  else
    iterator = gcore_gc_new (GCORE_TYPE (STRUCT_ITERATOR));
  if (iterator == NULL)
    {
      gcore_buffer_release (&buffer);
      return NULL;
    }
  iterator->format = gcore_newref (object);
  iterator->buffer = buffer;
  iterator->index = 0;
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
iterator_drop (Iterator *self)
{
  GCORE_CLEAR (self->format);
  gcore_buffer_release (&self->buffer);
}

static GcoreObject *
iterator_next (GcoreObject *object)
{
  Iterator *self = ITERATOR (object);
  if (self->format == NULL)
    return NULL;
  const GcoreStruct *format = STRUCT (self->format);
  if (self->buffer.n - self->index < format->size)
    {
      iterator_drop (self);
      return NULL;
    }
  GcoreObject *result = unpack_values (format, self->buffer.data + self->index);
  self->index += format->size;
  return result;
}

static GcoreObject *
iterator_length_hint (GcoreObject *object, GcoreObject *arg GCORE_UNUSED)
{
  const Iterator *self = ITERATOR (object);
  return gcore_int_from_ssize (
    self->format == NULL ? 0 : (self->buffer.n - self->index) / STRUCT (self->format)->size);
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  iterator_drop (ITERATOR (self));
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->format);
  GCORE_VISIT (ITERATOR (self)->buffer.owner);
  return 0;
}

static const GcoreMethodDef iterator_methods[] = {
  { "__length_hint__", GCORE_FUNC (iterator_length_hint), GCORE_METH_NOARGS, NULL },
  { NULL },
};

const GcoreType gcore_struct_iterator_template = {
  .name = "_struct.unpack_iterator",
  /* A buffer takes 80 bytes in CPython, and the size is visible to a program. */
  .basic_size = sizeof (Iterator) - sizeof (GcoreBuffer) + 80,
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
  .methods = iterator_methods,
  .free_ = gcore_gc_del,
};

/* --- packing ------------------------------------------------------------------------------------------------------ */

/* Writes the values to TO. */
static int
pack_values (const GcoreStruct *self, uint8_t *to, GcoreObject *const *values)
{
  memset (to, 0, (size_t) self->size);
  for (const GcoreStructItem *item = self->items; item->code != NULL; item++)
    for (intptr_t i = 0; i < item->repeat; i++)
      if (gcore_struct_write (item, to + item->offset + i * item->size, *values++) < 0)
        return -1;
  return 0;
}

static bool
check_count (const GcoreStruct *self, intptr_t n, const char *function)
{
  if (n != self->n_values)
    gcore_struct_error ("%s expected %zd items for packing (got %zd)", function, self->n_values, n);
  return n == self->n_values;
}

static GcoreObject *
struct_pack (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  const GcoreStruct *self = STRUCT (object);
  if (!check_count (self, n_args, "pack"))
    return NULL;
  GcoreObject *result = gcore_bytes_from_string_and_size (NULL, self->size);
  if (result != NULL && pack_values (self, (uint8_t *) gcore_bytes_as_string (result), args) < 0)
    GCORE_CLEAR (result);
  return result;
}

static GcoreObject *
struct_pack_into (GcoreObject *object, GcoreObject *const *args, intptr_t n_args)
{
  const GcoreStruct *self = STRUCT (object);
  if (n_args < 2)
    return gcore_struct_error ("pack_into expected %s argument", n_args == 0 ? "buffer" : "offset");
  if (!check_count (self, n_args - 2, "pack_into"))
    return NULL;
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (args[0], &buffer, true) < 0)
    {
      gcore_err_format (GCORE_EXC (TypeError), "argument must be read-write bytes-like object, not %.200s",
                        GCORE_TYPE_OF (args[0])->name);
      return NULL;
    }
  intptr_t offset = gcore_number_as_ssize (args[1], GCORE_EXC (IndexError));
  bool done = (offset != -1 || gcore_err_occurred () == NULL)
              && find_place (self, buffer.n, &offset, "pack_into", "packing", "no space to pack")
              && pack_values (self, buffer.data + offset, args + 2) == 0;
  gcore_buffer_release (&buffer);
  return done ? gcore_newref (GCORE_NONE) : NULL;
}

static const GcoreMethodDef struct_methods[] = {
  { "iter_unpack", GCORE_FUNC (struct_iter_unpack), GCORE_METH_O,
    "iter_unpack($self, buffer, /)\n--\n\nIterate over the tuples that consecutive parts of the buffer unpack to." },
  { "pack", GCORE_FUNC (struct_pack), GCORE_METH_FASTCALL, "S.pack(v1, v2, ...) -> bytes" },
  { "pack_into", GCORE_FUNC (struct_pack_into), GCORE_METH_FASTCALL,
    "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values into the writable buffer at offset." },
  { "unpack", GCORE_FUNC (struct_unpack), GCORE_METH_O,
    "unpack($self, buffer, /)\n--\n\nA tuple of the values in the buffer, whose size has to be that of the format." },
  { "unpack_from", GCORE_FUNC (struct_unpack_from), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "unpack_from($self, /, buffer, offset=0)\n--\n\nA tuple of the values in the buffer at offset." },
  { "__sizeof__", GCORE_FUNC (struct_size_of), GCORE_METH_NOARGS, NULL },
  { NULL },
};

static const GcoreGetSetDef struct_getset[] = {
  { "size", get_size, NULL, "struct size in bytes", NULL },
  { "format", get_format, NULL, "struct format string", NULL },
  { NULL },
};

const GcoreType gcore_struct_template = {
  .name = "_struct.Struct",
  .basic_size = sizeof (GcoreStruct),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = struct_dealloc,
  .traverse = struct_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .weaklist_offset = offsetof (GcoreStruct, weak_list),
  .methods = struct_methods,
  .getset = struct_getset,
  .new_ = struct_new,
  .init = struct_init,
  .free_ = gcore_gc_del,
  .doc = "Struct(fmt) --> compiled struct object",
};

/* --- functions ---------------------------------------------------------------------------------------------------- */

/* New reference: the Struct of FORMAT, kept for the next time. */
static GcoreObject *
struct_for (GcoreObject *format)
{
  GcoreObject **cache = &GCORE_MODULES->structs.cache;
  if (*cache == NULL && (*cache = gcore_dict_new ()) == NULL)
    return NULL;
  GcoreObject *result = gcore_xnewref (gcore_dict_get_item (*cache, format));
  if (result != NULL)
    return result;
  result = gcore_object_call_one_arg (GCORE_OBJECT (GCORE_TYPE (STRUCT)), format);
  if (result == NULL)
    return NULL;
  if (GCORE_DICT_SIZE (*cache) >= MAX_CACHED)
    gcore_dict_clear (*cache);
  if (gcore_dict_set_item (*cache, format, result) < 0)
    gcore_err_clear ();
  return result;
}

static GcoreObject *
calcsize (GcoreObject *module GCORE_UNUSED, GcoreObject *format)
{
  GcoreObject *made = struct_for (format), *result = made != NULL ? gcore_int_from_ssize (STRUCT (made)->size) : NULL;
  gcore_xdecref (made);
  return result;
}

/* METHOD, with the arguments behind the format, of the Struct of the format. */
static GcoreObject *
with_format (GcoreObject *const *args, intptr_t n_args,
             GcoreObject *(*method) (GcoreObject *self, GcoreObject *const *args, intptr_t n_args))
{
  if (n_args == 0)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "missing format argument");
      return NULL;
    }
  GcoreObject *made = struct_for (args[0]), *result = made != NULL ? method (made, args + 1, n_args - 1) : NULL;
  gcore_xdecref (made);
  return result;
}

static GcoreObject *
pack (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  return with_format (args, n_args, struct_pack);
}

static GcoreObject *
pack_into (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  return with_format (args, n_args, struct_pack_into);
}

/* METHOD of the Struct of the first argument, called NAME, with the second. */
static GcoreObject *
with_data (GcoreObject *const *args, intptr_t n_args, const char *name, GcoreBinaryFunc method)
{
  GcoreObject *made = gcore_arg_check_positional (name, n_args, 2, 2) ? struct_for (args[0]) : NULL;
  GcoreObject *result = made != NULL ? method (made, args[1]) : NULL;
  gcore_xdecref (made);
  return result;
}

static GcoreObject *
unpack (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  return with_data (args, n_args, "unpack", struct_unpack);
}

static GcoreObject *
iter_unpack (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args)
{
  return with_data (args, n_args, "iter_unpack", struct_iter_unpack);
}

static GcoreObject *
unpack_from_format (GcoreObject *module GCORE_UNUSED, GcoreObject *const *args, intptr_t n_args,
                    GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "", "buffer", "offset", NULL };
  GcoreObject *format, *data;
  intptr_t offset = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "OO|n:unpack_from", keywords, &format, &data,
                                           &offset))
    return NULL;
  GcoreObject *made = struct_for (format), *result = made != NULL ? unpack_from (made, data, offset) : NULL;
  gcore_xdecref (made);
  return result;
}

static GcoreObject *
clear_cache (GcoreObject *module GCORE_UNUSED, GcoreObject *arg GCORE_UNUSED)
{
  GCORE_CLEAR (GCORE_MODULES->structs.cache);
  return gcore_newref (GCORE_NONE);
}

static const GcoreMethodDef functions[] = {
  { "_clearcache", GCORE_FUNC (clear_cache), GCORE_METH_NOARGS,
    "_clearcache($module, /)\n--\n\nClear the internal cache." },
  { "calcsize", GCORE_FUNC (calcsize), GCORE_METH_O,
    "calcsize($module, format, /)\n--\n\nThe size in bytes of what the format describes." },
  { "iter_unpack", GCORE_FUNC (iter_unpack), GCORE_METH_FASTCALL,
    "iter_unpack($module, format, buffer, /)\n--\n\nIterate over the tuples that parts of the buffer unpack to." },
  { "pack", GCORE_FUNC (pack), GCORE_METH_FASTCALL, "pack(format, v1, v2, ...) -> bytes" },
  { "pack_into", GCORE_FUNC (pack_into), GCORE_METH_FASTCALL,
    "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values into the writable buffer at offset." },
  { "unpack", GCORE_FUNC (unpack), GCORE_METH_FASTCALL,
    "unpack($module, format, buffer, /)\n--\n\nA tuple of the values in the buffer, whose size has to be the format's." },
  { "unpack_from", GCORE_FUNC (unpack_from_format), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "unpack_from($module, format, /, buffer, offset=0)\n--\n\nA tuple of the values in the buffer at offset." },
  { NULL },
};

static int
init (GcoreObject *module)
{
  GcoreObject **error = &GCORE_MODULES->structs.error;
  if (*error == NULL)
    *error = gcore_err_new_exception ("struct", "error", GCORE_EXC (Exception));
  if (*error == NULL || gcore_module_add_object_ref (module, "error", *error) < 0)
    return -1;
  return gcore_module_add_type (module, GCORE_TYPE (STRUCT));
}

const GcoreModuleDef gcore_struct_module = {
  .name = "_struct",
  .doc = "Values as the bytes of C structs, and back.",
  .methods = functions,
  .init = init,
};
