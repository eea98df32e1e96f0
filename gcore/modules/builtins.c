/* SPDX-License-Identifier: MIT */
#include "gcore/modules/builtins.h"

#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

#define DOC                                                                                                            \
  "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents "   \
  "`...' in slices."

static const GcoreTypeId types[] = {
  GCORE_TYPE_ID_BOOL, GCORE_TYPE_ID_MEMORYVIEW, GCORE_TYPE_ID_BYTEARRAY, GCORE_TYPE_ID_BYTES,
  GCORE_TYPE_ID_CLASSMETHOD, GCORE_TYPE_ID_COMPLEX, GCORE_TYPE_ID_DICT, GCORE_TYPE_ID_ENUMERATE,
  GCORE_TYPE_ID_FILTER, GCORE_TYPE_ID_FLOAT, GCORE_TYPE_ID_FROZENSET, GCORE_TYPE_ID_PROPERTY, GCORE_TYPE_ID_INT,
  GCORE_TYPE_ID_LIST, GCORE_TYPE_ID_MAP, GCORE_TYPE_ID_OBJECT, GCORE_TYPE_ID_RANGE, GCORE_TYPE_ID_REVERSED,
  GCORE_TYPE_ID_SET, GCORE_TYPE_ID_SLICE, GCORE_TYPE_ID_STATICMETHOD, GCORE_TYPE_ID_STR, GCORE_TYPE_ID_SUPER,
  GCORE_TYPE_ID_TUPLE, GCORE_TYPE_ID_TYPE, GCORE_TYPE_ID_ZIP,
};

static int
add_functions (GcoreObject *module)
{
  const GcoreMethodDef *const tables[]
    = { gcore_builtins_class_functions,     gcore_builtins_object_functions, gcore_builtins_number_functions,
        gcore_builtins_iteration_functions, gcore_builtins_code_functions,   gcore_builtins_stream_functions };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (tables); i++)
    if (gcore_module_add_functions (module, tables[i]) < 0)
      return -1;
  return 0;
}

static int
add_constants (GcoreMachine *machine, GcoreObject *module)
{
  const struct { const char *name; GcoreObject *value; } constants[] = {
    { "None", GCORE_NONE },
    { "Ellipsis", GCORE_ELLIPSIS },
    { "NotImplemented", GCORE_NOT_IMPLEMENTED },
    { "False", GCORE_FALSE },
    { "True", GCORE_TRUE },
    { "__debug__", machine->options.optimize == 0 ? GCORE_TRUE : GCORE_FALSE },
    { "EnvironmentError", GCORE_EXC (OSError) },
    { "IOError", GCORE_EXC (OSError) },
  };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (constants); i++)
    if (gcore_module_add_object_ref (module, constants[i].name, constants[i].value) < 0)
      return -1;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (types); i++)
    if (gcore_module_add_type (module, &GCORE_OBJECTS->types[types[i]]) < 0)
      return -1;
#define GCORE_EXCEPTION_ENTRY(Name, Base, Layout, doc)                                                                 \
  if (gcore_module_add_object_ref (module, #Name, GCORE_EXC (Name)) < 0)                                               \
    return -1;
#include "gcore/objects/exceptions.def"
#undef GCORE_EXCEPTION_ENTRY
  return 0;
}

/* New reference to the built-in function NAME. */
static GcoreObject *
function (GcoreMachine *machine, const char *name)
{
  return gcore_xnewref (gcore_dict_get_item_string (machine->builtins, name));
}

int
gcore_builtins_start (GcoreMachine *machine)
{
  GcoreObject *name = gcore_str_from_string ("builtins"); /* not the name the types have, which is interned */
  GcoreObject *module = name != NULL ? gcore_module_new_object (name) : NULL;
  gcore_xdecref (name);
  if (module == NULL)
    return -1;
  machine->builtins_module = module;
  machine->builtins = gcore_newref (gcore_module_get_dict (module));
  GcoreObject *doc = gcore_str_from_string (DOC);
  int status = doc == NULL ? -1 : gcore_dict_set_item (machine->builtins, GCORE_ID (__doc__), doc);
  gcore_xdecref (doc);
  if (status < 0 || add_functions (module) < 0 || add_constants (machine, module) < 0
      || gcore_dict_set_item (machine->modules, GCORE_ID (builtins), module) < 0)
    return -1;
  machine->len = function (machine, "len");
  machine->isinstance = function (machine, "isinstance");
  machine->import = function (machine, "__import__");
  GcoreObject *append = gcore_str_intern_from_string ("append");
  if (append == NULL)
    return -1;
  machine->list_append = gcore_xnewref (gcore_type_lookup (GCORE_TYPE (LIST), append));
  gcore_decref (append);
  return 0;
}
