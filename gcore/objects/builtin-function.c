/* SPDX-License-Identifier: MIT */
#include "gcore/objects/builtin-function.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-call.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/trashcan.h"
#include "gcore/refcount/weakref.h"

#define FUNCTION(object) ((GcoreBuiltinFunction *) (void *) (object))

/* --- calling ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcoreBuiltinFunction *function = FUNCTION (self);
  return gcore_method_def_call (function->method, function->self, self, args, GCORE_VECTORCALL_N_ARGS (n_args),
                                keyword_names);
}

static GcoreObject *
call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreBuiltinFunction *function = FUNCTION (self);
  if (function->vectorcall != NULL)
    return gcore_vectorcall_call (self, args, kwargs);
  return gcore_method_def_call_on_tuple (function->method, function->self, self, args, kwargs);
}

GcoreObject *
gcore_builtin_function_new (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *module)
{
  GcoreBuiltinFunction *function = gcore_gc_new (GCORE_TYPE (BUILTIN_FUNCTION));
  if (function == NULL)
    return NULL;
  function->method = method;
  function->self = gcore_xnewref (self);
  function->module = gcore_xnewref (module);
  function->weak_list = NULL;
  function->vectorcall = gcore_method_def_takes_tuple (method) ? NULL : vectorcall;
  gcore_gc_track (function);
  return (GcoreObject *) function;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  GcoreBuiltinFunction *function = FUNCTION (self);
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  if (function->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (function->self);
  gcore_xdecref (function->module);
  gcore_gc_del (self);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (FUNCTION (self)->self);
  GCORE_VISIT (FUNCTION (self)->module);
  return 0;
}

/* --- text, comparison --------------------------------------------------------------------------------------------- */

static bool
is_plain_function (GcoreBuiltinFunction *function)
{
  return function->self == NULL || gcore_is_module (function->self);
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreBuiltinFunction *function = FUNCTION (self);
  if (is_plain_function (function))
    return gcore_str_from_format ("<built-in function %s>", function->method->name);
  return gcore_str_from_format ("<built-in method %s of %s object at %p>", function->method->name,
                                GCORE_TYPE_OF (function->self)->name, function->self);
}

static intptr_t
hash (GcoreObject *self)
{
  intptr_t result = gcore_hash_pointer (FUNCTION (self)->self)
                    ^ gcore_hash_pointer ((const void *) (uintptr_t) FUNCTION (self)->method->function);
  return result == -1 ? -2 : result;
}

static GcoreObject *
rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_builtin_function (other))
    GCORE_RETURN_NOT_IMPLEMENTED;
  bool equal = FUNCTION (self)->self == FUNCTION (other)->self
               && FUNCTION (self)->method->function == FUNCTION (other)->method->function;
  return gcore_newref (equal == (op == GCORE_EQ) ? GCORE_TRUE : GCORE_FALSE);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_name (GcoreObject *self, void *closure)
{
  return gcore_str_intern_from_string (FUNCTION (self)->method->name);
}

static GcoreObject *
get_qualname (GcoreObject *self, void *closure)
{
  GcoreBuiltinFunction *function = FUNCTION (self);
  if (is_plain_function (function))
    return get_name (self, NULL);
  GcoreType *type = gcore_is_type (function->self) ? (GcoreType *) (void *) function->self
                                                   : GCORE_TYPE_OF (function->self);
  GcoreObject *type_name = gcore_type_get_qualname (type);
  if (type_name == NULL)
    return NULL;
  GcoreObject *result = gcore_str_from_format ("%S.%s", type_name, function->method->name);
  gcore_decref (type_name);
  return result;
}

static GcoreObject *
get_self (GcoreObject *self, void *closure)
{
  GcoreObject *bound = FUNCTION (self)->self;
  return gcore_newref (bound != NULL ? bound : GCORE_NONE);
}

static GcoreObject *
get_doc (GcoreObject *self, void *closure)
{
  return gcore_method_def_doc (FUNCTION (self)->method);
}

static GcoreObject *
get_text_signature (GcoreObject *self, void *closure)
{
  GCORE_RETURN_NONE;
}

static GcoreObject *
reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *owner = FUNCTION (self)->self, *name = get_name (self, NULL);
  if (name == NULL || owner == NULL || gcore_is_module (owner))
    return name;
  GcoreObject *getattr_ = GCORE_OBJECTS->hooks.builtin ("getattr"), *args = NULL, *result = NULL;
  if (getattr_ != NULL)
    args = gcore_tuple_pack (2, owner, name);
  if (args != NULL)
    result = gcore_tuple_pack (2, getattr_, args);
  gcore_xdecref (args);
  gcore_xdecref (getattr_);
  gcore_decref (name);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (reduce), GCORE_METH_NOARGS, NULL },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "__module__", GCORE_MEMBER_OBJECT, offsetof (GcoreBuiltinFunction, module), 0, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__doc__", get_doc, NULL, NULL, NULL },
  { "__name__", get_name, NULL, NULL, NULL },
  { "__qualname__", get_qualname, NULL, NULL, NULL },
  { "__self__", get_self, NULL, NULL, NULL },
  { "__text_signature__", get_text_signature, NULL, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_builtin_function_template = {
  .name = "builtin_function_or_method",
  .basic_size = sizeof (GcoreBuiltinFunction),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_HAVE_VECTORCALL,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .hash = hash,
  .call = call,
  .vectorcall_offset = offsetof (GcoreBuiltinFunction, vectorcall),
  .rich_compare = rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .weaklist_offset = offsetof (GcoreBuiltinFunction, weak_list),
  .methods = methods,
  .members = members,
  .getset = getset,
};
