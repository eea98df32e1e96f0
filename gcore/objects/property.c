/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define PROPERTY(object) ((GcoreProperty *) (void *) (object))

/* --- access ------------------------------------------------------------------------------------------------------- */

/* AttributeError: the property of OBJECT has no WHAT. */
static void
set_error (GcoreProperty *property, GcoreObject *object, const char *what)
{
  GcoreObject *type_name = gcore_type_get_qualname (GCORE_TYPE_OF (object));
  if (type_name == NULL)
    return;
  if (property->name != NULL)
    gcore_err_format (GCORE_EXC (AttributeError), "property %R of %R object has no %s", property->name, type_name, what);
  else
    gcore_err_format (GCORE_EXC (AttributeError), "property of %R object has no %s", type_name, what);
  gcore_decref (type_name);
}

static GcoreObject *
descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  if (object == NULL || object == GCORE_NONE)
    return gcore_newref (self);
  if (PROPERTY (self)->get != NULL)
    return gcore_object_call_one_arg (PROPERTY (self)->get, object);
  set_error (PROPERTY (self), object, "getter");
  return NULL;
}

static int
descr_set (GcoreObject *self, GcoreObject *object, GcoreObject *value)
{
  GcoreObject *function = value == NULL ? PROPERTY (self)->del : PROPERTY (self)->set;
  if (function == NULL)
    {
      set_error (PROPERTY (self), object, value == NULL ? "deleter" : "setter");
      return -1;
    }
  GcoreObject *args[] = { NULL, object, value };
  GcoreObject *result = gcore_object_vectorcall (function, args + 1, (value == NULL ? 1 : 2) | GCORE_VECTORCALL_OFFSET,
                                                 NULL);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

/* The getter's documentation serves if none is given. */
static int
take_getter_doc (GcoreObject *self)
{
  GcoreProperty *property = PROPERTY (self);
  GcoreObject *doc;
  if (property->get == NULL || property->get == GCORE_NONE)
    return 0;
  if (gcore_object_lookup_attr (property->get, GCORE_ID (__doc__), &doc) < 0)
    return -1;
  if (doc == NULL)
    return 0;
  property->getter_doc = 1;
  if (gcore_is_exact (self, PROPERTY))
    {
      GCORE_SETREF (property->doc, doc);
      return 0;
    }
  /* A subclass has a __doc__ of its own in its dict, which hides the member. */
  int result = gcore_object_set_attr (self, GCORE_ID (__doc__), doc);
  gcore_decref (doc);
  return result;
}

static GcoreObject *
none_to_null (GcoreObject *object)
{
  return object == GCORE_NONE ? NULL : gcore_xnewref (object);
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "fget", "fset", "fdel", "doc", NULL };
  GcoreObject *get = NULL, *set = NULL, *del = NULL, *doc = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OOOO:property", keywords, &get, &set, &del, &doc))
    return -1;
  GcoreProperty *property = PROPERTY (self);
  GCORE_SETREF (property->get, none_to_null (get));
  GCORE_SETREF (property->set, none_to_null (set));
  GCORE_SETREF (property->del, none_to_null (del));
  GCORE_SETREF (property->doc, gcore_xnewref (doc));
  GCORE_CLEAR (property->name);
  property->getter_doc = 0;
  return doc == NULL || doc == GCORE_NONE ? take_getter_doc (self) : 0;
}

/* A copy with other functions (NULL: as they are). */
static GcoreObject *
copy_with (GcoreObject *self, GcoreObject *get, GcoreObject *set, GcoreObject *del)
{
  GcoreProperty *old = PROPERTY (self);
  get = get != NULL && get != GCORE_NONE ? get : old->get;
  set = set != NULL && set != GCORE_NONE ? set : old->set;
  del = del != NULL && del != GCORE_NONE ? del : old->del;
  GcoreObject *doc = old->getter_doc && get != NULL ? NULL : old->doc;
  GcoreObject *result = gcore_object_call_function_obj_args (
    (GcoreObject *) GCORE_TYPE_OF (self), get != NULL ? get : GCORE_NONE, set != NULL ? set : GCORE_NONE,
    del != NULL ? del : GCORE_NONE, doc != NULL ? doc : GCORE_NONE, NULL);
  if (result != NULL && gcore_is_property (result))
    GCORE_SETREF (PROPERTY (result)->name, gcore_xnewref (old->name));
  return result;
}

static GcoreObject *
property_getter (GcoreObject *self, GcoreObject *function)
{
  return copy_with (self, function, NULL, NULL);
}

static GcoreObject *
property_setter (GcoreObject *self, GcoreObject *function)
{
  return copy_with (self, NULL, function, NULL);
}

static GcoreObject *
property_deleter (GcoreObject *self, GcoreObject *function)
{
  return copy_with (self, NULL, NULL, function);
}

static GcoreObject *
property_set_name (GcoreObject *self, GcoreObject *args)
{
  if (GCORE_TUPLE_SIZE (args) != 2)
    return gcore_err_format (GCORE_EXC (TypeError), "__set_name__() takes 2 positional arguments but %zd were given",
                             GCORE_TUPLE_SIZE (args));
  GCORE_SETREF (PROPERTY (self)->name, gcore_newref (GCORE_TUPLE_ITEM (args, 1)));
  GCORE_RETURN_NONE;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  GcoreProperty *property = PROPERTY (self);
  gcore_gc_untrack (self);
  gcore_xdecref (property->get);
  gcore_xdecref (property->set);
  gcore_xdecref (property->del);
  gcore_xdecref (property->doc);
  gcore_xdecref (property->name);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (PROPERTY (self)->get);
  GCORE_VISIT (PROPERTY (self)->set);
  GCORE_VISIT (PROPERTY (self)->del);
  GCORE_VISIT (PROPERTY (self)->doc);
  GCORE_VISIT (PROPERTY (self)->name);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (PROPERTY (self)->doc);
  return 0;
}

static GcoreObject *
get_is_abstract (GcoreObject *self, void *closure)
{
  GcoreObject *functions[] = { PROPERTY (self)->get, PROPERTY (self)->set, PROPERTY (self)->del };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (functions); i++)
    {
      GcoreObject *abstract;
      if (functions[i] == NULL)
        continue;
      if (gcore_object_lookup_attr (functions[i], GCORE_ID (__isabstractmethod__), &abstract) < 0)
        return NULL;
      int truth = abstract != NULL ? gcore_object_is_true (abstract) : 0;
      gcore_xdecref (abstract);
      if (truth != 0)
        return truth < 0 ? NULL : gcore_newref (GCORE_TRUE);
    }
  GCORE_RETURN_FALSE;
}

static const GcoreMethodDef methods[]
    = { { "getter", GCORE_FUNC (property_getter), GCORE_METH_O,
          "Descriptor to obtain a copy of the property with a different getter." },
        { "setter", GCORE_FUNC (property_setter), GCORE_METH_O,
          "Descriptor to obtain a copy of the property with a different setter." },
        { "deleter", GCORE_FUNC (property_deleter), GCORE_METH_O,
          "Descriptor to obtain a copy of the property with a different deleter." },
        { "__set_name__", GCORE_FUNC (property_set_name), GCORE_METH_VARARGS, "Method to set name of a property." },
        { .name = NULL } };

static const GcoreMemberDef members[] = {
  { "fget", GCORE_MEMBER_OBJECT, offsetof (GcoreProperty, get), GCORE_MEMBER_READONLY, NULL },
  { "fset", GCORE_MEMBER_OBJECT, offsetof (GcoreProperty, set), GCORE_MEMBER_READONLY, NULL },
  { "fdel", GCORE_MEMBER_OBJECT, offsetof (GcoreProperty, del), GCORE_MEMBER_READONLY, NULL },
  { "__doc__", GCORE_MEMBER_OBJECT, offsetof (GcoreProperty, doc), 0, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__isabstractmethod__", get_is_abstract, NULL, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_property_template = {
  .name = "property",
  .basic_size = sizeof (GcoreProperty),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .clear = clear,
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be "
         "used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    "
         "docstring",
  .descr_get = descr_get,
  .descr_set = descr_set,
  .init = init,
  .new_ = gcore_type_generic_new,
};
