/* SPDX-License-Identifier: MIT */
/* classmethod and staticmethod. Both take over the names and the documentation of what they wrap. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/method.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define WRAPPER(object) ((GcoreClassMethod *) (void *) (object))

static int
copy_attribute (GcoreObject *to, GcoreObject *from, GcoreObject *name)
{
  GcoreObject *value = gcore_object_get_attr (from, name);
  if (value == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (AttributeError)))
        return -1;
      gcore_err_clear (); /* a program sees that it was made */
      return 0;
    }
  int result = gcore_object_set_attr (to, name, value);
  gcore_decref (value);
  return result;
}

static int
wrap (GcoreObject *self, GcoreObject *callable)
{
  GCORE_SETREF (WRAPPER (self)->callable, gcore_newref (callable));
  GcoreObject *names[] = { GCORE_ID (__module__), GCORE_ID (__name__), GCORE_ID (__qualname__), GCORE_ID (__doc__),
                           GCORE_ID (__annotations__) };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (names); i++)
    if (copy_attribute (self, callable, names[i]) != 0)
      return -1;
  return 0;
}

/* Without wrap: a method made from C is bare. */
static GcoreObject *
new_bare (GcoreType *type, GcoreObject *callable)
{
  GcoreObject *self = gcore_type_generic_alloc (type, 0);
  if (self != NULL)
    WRAPPER (self)->callable = gcore_newref (callable);
  return self;
}

GcoreObject *
gcore_class_method_new (GcoreObject *callable)
{
  return new_bare (GCORE_TYPE (CLASSMETHOD), callable);
}

GcoreObject *
gcore_static_method_new (GcoreObject *callable)
{
  return new_bare (GCORE_TYPE (STATICMETHOD), callable);
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  const char *name = gcore_is_instance_of (self, GCORE_TYPE (CLASSMETHOD)) ? "classmethod" : "staticmethod";
  GcoreObject *callable;
  if (!gcore_arg_no_keywords (name, kwargs) || !gcore_arg_unpack_tuple (args, name, 1, 1, &callable))
    return -1;
  return wrap (self, callable);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (WRAPPER (self)->callable);
  gcore_xdecref (WRAPPER (self)->dict);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (WRAPPER (self)->callable);
  GCORE_VISIT (WRAPPER (self)->dict);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (WRAPPER (self)->callable);
  GCORE_CLEAR (WRAPPER (self)->dict);
  return 0;
}

/* RuntimeError if __init__ has not been called. */
static bool
check_initialized (GcoreObject *self, const char *name)
{
  if (WRAPPER (self)->callable != NULL)
    return true;
  gcore_err_format (GCORE_EXC (RuntimeError), "uninitialized %s object", name);
  return false;
}

static GcoreObject *
class_method_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  GcoreObject *callable = WRAPPER (self)->callable;
  if (!check_initialized (self, "classmethod"))
    return NULL;
  if (type == NULL)
    type = (GcoreObject *) GCORE_TYPE_OF (object);
  GcoreDescrGetFunc get = GCORE_TYPE_OF (callable)->descr_get;
  if (get != NULL)
    return get (callable, type, type);
  return gcore_method_new (callable, type);
}

static GcoreObject *
static_method_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  return check_initialized (self, "staticmethod") ? gcore_newref (WRAPPER (self)->callable) : NULL;
}

static GcoreObject *
static_method_call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  return check_initialized (self, "staticmethod") ? gcore_object_call (WRAPPER (self)->callable, args, kwargs) : NULL;
}

static GcoreObject *
class_method_repr (GcoreObject *self)
{
  return gcore_str_from_format ("<classmethod(%R)>", WRAPPER (self)->callable);
}

static GcoreObject *
static_method_repr (GcoreObject *self)
{
  return gcore_str_from_format ("<staticmethod(%R)>", WRAPPER (self)->callable);
}

static GcoreObject *
get_is_abstract (GcoreObject *self, void *closure)
{
  GcoreObject *abstract;
  if (WRAPPER (self)->callable == NULL)
    GCORE_RETURN_FALSE;
  if (gcore_object_lookup_attr (WRAPPER (self)->callable, GCORE_ID (__isabstractmethod__), &abstract) < 0)
    return NULL;
  int truth = abstract != NULL ? gcore_object_is_true (abstract) : 0;
  gcore_xdecref (abstract);
  return truth < 0 ? NULL : gcore_newref (truth ? GCORE_TRUE : GCORE_FALSE);
}

static const GcoreMemberDef members[] = {
  { "__func__", GCORE_MEMBER_OBJECT, offsetof (GcoreClassMethod, callable), GCORE_MEMBER_READONLY, NULL },
  { "__wrapped__", GCORE_MEMBER_OBJECT, offsetof (GcoreClassMethod, callable), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__isabstractmethod__", get_is_abstract, NULL, NULL, NULL },
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_classmethod_template = {
  .name = "classmethod",
  .basic_size = sizeof (GcoreClassMethod),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = class_method_repr,
  .dict_offset = offsetof (GcoreClassMethod, dict),
  .members = members,
  .getset = getset,
  .doc = "classmethod(function) -> method\n\nConvert a function to be a class method.",
  .descr_get = class_method_get,
  .init = init,
  .new_ = gcore_type_generic_new,
};

const GcoreType gcore_staticmethod_template = {
  .name = "staticmethod",
  .basic_size = sizeof (GcoreClassMethod),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = static_method_repr,
  .call = static_method_call,
  .dict_offset = offsetof (GcoreClassMethod, dict),
  .members = members,
  .getset = getset,
  .doc = "staticmethod(function) -> method\n\nConvert a function to be a static method.",
  .descr_get = static_method_get,
  .init = init,
  .new_ = gcore_type_generic_new,
};
