/* SPDX-License-Identifier: MIT */
/* mappingproxy: a read-only face of a mapping, such as a class's __dict__. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define MAPPING(object) (((GcoreMappingProxy *) (void *) (object))->mapping)

GcoreObject *
gcore_dict_proxy_new (GcoreObject *mapping)
{
  if (!gcore_mapping_check (mapping) || gcore_is_list (mapping) || gcore_is_tuple (mapping))
    return gcore_err_format (GCORE_EXC (TypeError), "mappingproxy() argument must be a mapping, not %s",
                             GCORE_TYPE_OF (mapping)->name);
  GcoreMappingProxy *proxy = gcore_gc_new (GCORE_TYPE (MAPPING_PROXY));
  if (proxy == NULL)
    return NULL;
  proxy->mapping = gcore_newref (mapping);
  gcore_gc_track (proxy);
  return (GcoreObject *) proxy;
}

static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "mapping", NULL };
  GcoreObject *mapping;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O:mappingproxy", keywords, &mapping))
    return NULL;
  return gcore_dict_proxy_new (mapping);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_decref (MAPPING (self));
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (MAPPING (self));
  return 0;
}

static intptr_t
length (GcoreObject *self)
{
  return gcore_object_size (MAPPING (self));
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *key)
{
  return gcore_object_get_item (MAPPING (self), key);
}

static int
contains (GcoreObject *self, GcoreObject *key)
{
  if (gcore_is_dict_exact (MAPPING (self)))
    return gcore_dict_contains (MAPPING (self), key);
  return gcore_sequence_contains (MAPPING (self), key);
}

static GcoreObject *
iter (GcoreObject *self)
{
  return gcore_object_get_iter (MAPPING (self));
}

static GcoreObject *
str (GcoreObject *self)
{
  return gcore_object_str (MAPPING (self));
}

static GcoreObject *
repr (GcoreObject *self)
{
  return gcore_str_from_format ("mappingproxy(%R)", MAPPING (self));
}

static intptr_t
hash (GcoreObject *self)
{
  return gcore_object_hash (MAPPING (self));
}

static GcoreObject *
rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  return gcore_object_rich_compare (MAPPING (self), other, op);
}

/* a | b: what the mappings themselves give. */
static GcoreObject *
or_ (GcoreObject *left, GcoreObject *right)
{
  if (gcore_is_exact (left, MAPPING_PROXY))
    left = MAPPING (left);
  if (gcore_is_exact (right, MAPPING_PROXY))
    right = MAPPING (right);
  return gcore_number_or (left, right);
}

static GcoreObject *
inplace_or (GcoreObject *self, GcoreObject *other)
{
  return gcore_err_format (GCORE_EXC (TypeError), "'|=' is not supported by %s; use '|' instead",
                           GCORE_TYPE_OF (self)->name);
}

static GcoreObject *
proxy_get (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *key, *default_ = GCORE_NONE;
  if (!gcore_arg_unpack_stack (args, n_args, "get", 1, 2, &key, &default_))
    return NULL;
  return gcore_object_call_method_obj_args (MAPPING (self), GCORE_ID (get), key, default_, NULL);
}

static GcoreObject *
proxy_keys (GcoreObject *self, GcoreObject *unused)
{
  return gcore_object_call_method_no_args (MAPPING (self), GCORE_ID (keys));
}

static GcoreObject *
proxy_values (GcoreObject *self, GcoreObject *unused)
{
  return gcore_object_call_method_no_args (MAPPING (self), GCORE_ID (values));
}

static GcoreObject *
proxy_items (GcoreObject *self, GcoreObject *unused)
{
  return gcore_object_call_method_no_args (MAPPING (self), GCORE_ID (items));
}

static GcoreObject *
proxy_copy (GcoreObject *self, GcoreObject *unused)
{
  return gcore_object_call_method_no_args (MAPPING (self), GCORE_ID (copy));
}

static GcoreObject *
proxy_reversed (GcoreObject *self, GcoreObject *unused)
{
  return gcore_object_call_method_no_args (MAPPING (self), GCORE_ID (__reversed__));
}

static const GcoreMethodDef methods[] = {
  { "get", GCORE_FUNC (proxy_get), GCORE_METH_FASTCALL,
    "Return the value for key if key is in the mapping, else default." },
  { "keys", GCORE_FUNC (proxy_keys), GCORE_METH_NOARGS, "D.keys() -> a set-like object providing a view on D's keys" },
  { "values", GCORE_FUNC (proxy_values), GCORE_METH_NOARGS, "D.values() -> an object providing a view on D's values" },
  { "items", GCORE_FUNC (proxy_items), GCORE_METH_NOARGS, "D.items() -> a set-like object providing a view on D's items" },
  { "copy", GCORE_FUNC (proxy_copy), GCORE_METH_NOARGS, "D.copy() -> a shallow copy of D" },
  { "__class_getitem__", GCORE_FUNC (gcore_generic_alias_new), GCORE_METH_O | GCORE_METH_CLASS, "See PEP 585" },
  { "__reversed__", GCORE_FUNC (proxy_reversed), GCORE_METH_NOARGS, "D.__reversed__() -> reverse iterator" },
  { .name = NULL }
};

const GcoreType gcore_mapping_proxy_template = {
  .name = "mappingproxy",
  .basic_size = sizeof (GcoreMappingProxy),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_MAPPING,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .str = str,
  .hash = hash,
  .rich_compare = rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .iter = iter,
  .number.or_ = or_,
  .number.inplace_or = inplace_or,
  .sequence.contains = contains,
  .mapping.length = length,
  .mapping.subscript = subscript,
  .methods = methods,
  .new_ = new_,
};
