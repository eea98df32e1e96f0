/* SPDX-License-Identifier: MIT */
/* bytes: the table of its methods, and those that fit nowhere else. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes-private.h"
#include "gcore/objects/percent.h"
#include "gcore/objects/tuple.h"

GCORE_BYTES_KEYS (decode)
{
  static const char *const keywords[] = { "encoding", "errors", NULL };
  const char *encoding = NULL, *errors = NULL;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|ss:decode", keywords, &encoding, &errors))
    return NULL;
  return gcore_str_from_encoded_object (self, encoding, errors);
}

GCORE_BYTES_KEYS (hex)
{
  static const char *const keywords[] = { "sep", "bytes_per_sep", NULL };
  GcoreObject *separator = NULL;
  int group = 1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "|Oi:hex", keywords, &separator, &group))
    return NULL;
  return gcore_bytes_hex (gcore_bytes_view (self), separator, group);
}

GcoreObject *
gcore_bytes_percent (GcoreObject *like, GcoreBytesView format, GcoreObject *args)
{
  /* Bytes are collected as the characters of the same codes. */
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  GcoreObject *text = NULL, *result = NULL;
  if (gcore_percent_write (&writer, 1, format.data, format.n, args, true) == 0)
    text = gcore_str_writer_finish (&writer);
  else
    gcore_str_writer_dealloc (&writer);
  if (text != NULL)
    result = gcore_bytes_like (like, gcore_str_data (text), GCORE_STR_LENGTH (text));
  gcore_xdecref (text);
  return result;
}

static GcoreObject *
from_hex (GcoreObject *type, GcoreObject *text)
{
  GcoreObject *bytes = gcore_bytes_from_hex (text, false);
  if (bytes == NULL || type == GCORE_OBJECT (GCORE_TYPE (BYTES)))
    return bytes;
  GcoreObject *result = gcore_object_call_one_arg (type, bytes);
  gcore_decref (bytes);
  return result;
}

static GcoreObject *
as_bytes (GcoreObject *self, GcoreObject *ignored)
{
  return gcore_bytes_unchanged (self);
}

static GcoreObject *
get_new_args (GcoreObject *self, GcoreObject *ignored)
{
  GcoreObject *copy = gcore_bytes_from_string_and_size (GCORE_BYTES_DATA (self), GCORE_BYTES_SIZE (self));
  return copy == NULL ? NULL : gcore_tuple_from_array_steal (&copy, 1);
}

const GcoreMethodDef gcore_bytes_methods[] = {
  GCORE_BYTES_SHARED_METHODS (GCORE_BYTES_ENTRY)
  { "__bytes__", GCORE_FUNC (as_bytes), GCORE_METH_NOARGS, "Convert this value to exact type bytes." },
  { "__getnewargs__", GCORE_FUNC (get_new_args), GCORE_METH_NOARGS, NULL },
  { "fromhex", GCORE_FUNC (from_hex), GCORE_METH_O | GCORE_METH_CLASS, "Bytes from pairs of hexadecimal digits." },
  { "maketrans", GCORE_FUNC (gcore_bytes_make_translation), GCORE_METH_FASTCALL | GCORE_METH_STATIC,
    "Return a translation table usable for the translate method." },
  { NULL },
};
