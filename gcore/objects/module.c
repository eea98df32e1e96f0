/* SPDX-License-Identifier: MIT */
#include "gcore/objects/module.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type-private.h"
#include "gcore/refcount/weakref.h"

#define MODULE(object) ((GcoreModule *) (void *) (object))

/* --- making ------------------------------------------------------------------------------------------------------- */

/* Gives an empty module its namespace; NAME and DOC (may be NULL) are borrowed. */
static int
init_dict (GcoreModule *module, GcoreObject *name, GcoreObject *doc)
{
  GcoreObject *dict = module->dict;
  if (gcore_dict_set_item (dict, GCORE_ID (__name__), name) != 0
      || gcore_dict_set_item (dict, GCORE_ID (__doc__), doc != NULL ? doc : GCORE_NONE) != 0
      || gcore_dict_set_item (dict, GCORE_ID (__package__), GCORE_NONE) != 0
      || gcore_dict_set_item (dict, GCORE_ID (__loader__), GCORE_NONE) != 0
      || gcore_dict_set_item (dict, GCORE_ID (__spec__), GCORE_NONE) != 0)
    return -1;
  if (gcore_is_str_exact (name))
    GCORE_SETREF (module->name, gcore_newref (name));
  return 0;
}

/* The new_ slot: without a name yet. */
static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *module = gcore_type_generic_alloc (type, 0);
  if (module == NULL)
    return NULL;
  MODULE (module)->dict = gcore_dict_new ();
  if (MODULE (module)->dict == NULL)
    GCORE_CLEAR (module);
  return module;
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "name", "doc", NULL };
  GcoreObject *name, *doc = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "U|O:module", keywords, &name, &doc))
    return -1;
  return init_dict (MODULE (self), name, doc);
}

GcoreObject *
gcore_module_new_object (GcoreObject *name)
{
  GcoreObject *module = new_ (GCORE_TYPE (MODULE), NULL, NULL);
  if (module != NULL && init_dict (MODULE (module), name, NULL) != 0)
    GCORE_CLEAR (module);
  return module;
}

GcoreObject *
gcore_module_new (const char *name)
{
  GcoreObject *str = gcore_str_intern_from_string (name);
  if (str == NULL)
    return NULL;
  GcoreObject *module = gcore_module_new_object (str);
  gcore_decref (str);
  return module;
}

GcoreObject *
gcore_module_get_dict (GcoreObject *module)
{
  return MODULE (module)->dict;
}

/* --- contents ----------------------------------------------------------------------------------------------------- */

int
gcore_module_add_object_ref (GcoreObject *module, const char *name, GcoreObject *value)
{
  GcoreObject *key = gcore_str_intern_from_string (name);
  if (key == NULL)
    return -1;
  int result = gcore_dict_set_item (MODULE (module)->dict, key, value);
  gcore_decref (key);
  return result;
}

int
gcore_module_add (GcoreObject *module, const char *name, GcoreObject *value)
{
  if (value == NULL)
    return -1;
  int result = gcore_module_add_object_ref (module, name, value);
  gcore_decref (value);
  return result;
}

int
gcore_module_add_functions (GcoreObject *module, const GcoreMethodDef *functions)
{
  GcoreObject *name = gcore_dict_get_item_with_error (MODULE (module)->dict, GCORE_ID (__name__));
  MODULE (module)->functions = functions;
  for (; functions->name != NULL; functions++)
    if (gcore_module_add (module, functions->name, gcore_builtin_function_new (functions, module, name)) != 0)
      return -1;
  return 0;
}

int
gcore_module_add_int_constant (GcoreObject *module, const char *name, long value)
{
  return gcore_module_add (module, name, gcore_int_from_long (value));
}

int
gcore_module_add_string_constant (GcoreObject *module, const char *name, const char *value)
{
  return gcore_module_add (module, name, gcore_str_from_string (value));
}

int
gcore_module_add_type (GcoreObject *module, GcoreType *type)
{
  return gcore_module_add_object_ref (module, gcore_type_short_name (type), (GcoreObject *) type);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* AttributeError that names the module. */
static void
set_error (GcoreObject *self, GcoreObject *name)
{
  GcoreObject *module_name = gcore_dict_get_item_with_error (MODULE (self)->dict, GCORE_ID (__name__));
  if (module_name != NULL && gcore_is_str (module_name))
    gcore_err_format (GCORE_EXC (AttributeError), "module '%U' has no attribute '%U'", module_name, name);
  else if (gcore_err_occurred () == NULL)
    gcore_err_format (GCORE_EXC (AttributeError), "module has no attribute '%U'", name);
}

static GcoreObject *
get_attr (GcoreObject *self, GcoreObject *name)
{
  GcoreObject *result = gcore_object_generic_get_attr (self, name);
  if (result != NULL || !gcore_err_exception_matches (GCORE_EXC (AttributeError)) || MODULE (self)->dict == NULL)
    return result;
  gcore_err_clear (); /* a program sees that it was made */
  GcoreObject *function = gcore_dict_get_item_with_error (MODULE (self)->dict, GCORE_ID (__getattr__));
  if (function != NULL)
    return gcore_object_call_one_arg (function, name);
  set_error (self, name);
  return NULL;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *dict = MODULE (self)->dict;
  GcoreObject *name = gcore_dict_get_item_with_error (dict, GCORE_ID (__name__));
  GcoreObject *file = gcore_dict_get_item_with_error (dict, GCORE_ID (__file__));
  GcoreObject *loader = gcore_dict_get_item_with_error (dict, GCORE_ID (__loader__)), *result;
  name = name != NULL ? gcore_newref (name) : gcore_str_from_string ("?");
  if (name == NULL)
    return NULL;
  if (file != NULL && file != GCORE_NONE)
    result = gcore_str_from_format ("<module %R from %R>", name, file);
  else if (loader != NULL && loader != GCORE_NONE)
    result = gcore_str_from_format ("<module %R (%R)>", name, loader);
  else if (MODULE (self)->functions != NULL)
    result = gcore_str_from_format ("<module %R (built-in)>", name);
  else
    result = gcore_str_from_format ("<module %R>", name);
  gcore_decref (name);
  return result;
}

static GcoreObject *
module_dir (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *dict = gcore_object_get_attr (self, GCORE_ID (__dict__)), *result = NULL;
  if (dict == NULL)
    return NULL;
  if (!gcore_is_dict (dict))
    gcore_err_format (GCORE_EXC (TypeError), "%.200s.__dict__ is not a dictionary", GCORE_TYPE_OF (self)->name);
  else
    {
      GcoreObject *function = gcore_dict_get_item_with_error (dict, GCORE_ID (__dir__));
      if (function != NULL)
        result = gcore_object_call_no_args (function);
      else if (gcore_err_occurred () == NULL)
        result = gcore_mapping_keys (dict);
    }
  gcore_decref (dict);
  return result;
}

static GcoreObject *
get_annotations (GcoreObject *self, void *closure)
{
  GcoreObject *dict = MODULE (self)->dict;
  GcoreObject *annotations = gcore_dict_get_item_with_error (dict, GCORE_ID (__annotations__));
  if (annotations != NULL || gcore_err_occurred () != NULL)
    return gcore_xnewref (annotations);
  annotations = gcore_dict_new ();
  if (annotations != NULL && gcore_dict_set_item (dict, GCORE_ID (__annotations__), annotations) != 0)
    GCORE_CLEAR (annotations);
  return annotations;
}

static int
set_annotations (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreObject *dict = MODULE (self)->dict;
  if (value != NULL)
    return gcore_dict_set_item (dict, GCORE_ID (__annotations__), value);
  int result = gcore_dict_del_item (dict, GCORE_ID (__annotations__));
  if (result != 0 && gcore_err_exception_matches (GCORE_EXC (KeyError)))
    gcore_err_set_string (GCORE_EXC (AttributeError), "__annotations__");
  return result;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (MODULE (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (MODULE (self)->dict);
  gcore_xdecref (MODULE (self)->name);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (MODULE (self)->dict);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (MODULE (self)->dict);
  return 0;
}

static const GcoreMethodDef methods[] = {
  { "__dir__", GCORE_FUNC (module_dir), GCORE_METH_NOARGS, "__dir__() -> list\nspecialized dir() implementation" },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "__dict__", GCORE_MEMBER_OBJECT, offsetof (GcoreModule, dict), GCORE_MEMBER_READONLY, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__annotations__", get_annotations, set_annotations, NULL, NULL },
  { .name = NULL }
};

const GcoreType gcore_module_template = {
  .name = "module",
  .basic_size = sizeof (GcoreModule),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .get_attr = get_attr,
  .weaklist_offset = offsetof (GcoreModule, weak_list),
  .dict_offset = offsetof (GcoreModule, dict),
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
  .init = init,
  .new_ = new_,
};
