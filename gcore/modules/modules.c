/* SPDX-License-Identifier: MIT */
#include "gcore/modules/modules.h"

#include "gcore/objects/errors.h"
#include "gcore/objects/module.h"

#define GCORE_MODULE_ENTRY(definition) extern const GcoreModuleDef definition;
#include "gcore/modules/modules.def"
#undef GCORE_MODULE_ENTRY

const GcoreModuleDef *const gcore_builtin_modules[] = {
#define GCORE_MODULE_ENTRY(definition) &definition,
#include "gcore/modules/modules.def"
#undef GCORE_MODULE_ENTRY
  NULL
};

const GcoreModuleDef *
gcore_find_builtin_module (const char *name)
{
  for (const GcoreModuleDef *const *def = gcore_builtin_modules; *def != NULL; def++)
    if (strcmp ((*def)->name, name) == 0)
      return *def;
  return NULL;
}

const GcorePythonModule *
gcore_find_python_module (const char *name)
{
  for (const GcorePythonModule *module = gcore_python_modules; module->name != NULL; module++)
    if (strcmp (module->name, name) == 0)
      return module;
  return NULL;
}

GcoreObject *
gcore_module_from_def (const GcoreModuleDef *def)
{
  GcoreObject *module = gcore_module_new (def->name);
  if (module == NULL)
    return NULL;
  if ((def->doc != NULL && gcore_module_add_string_constant (module, "__doc__", def->doc) < 0)
      || (def->methods != NULL && gcore_module_add_functions (module, def->methods) < 0)
      || (def->init != NULL && def->init (module) < 0))
    {
      gcore_decref (module);
      return NULL;
    }
  return module;
}
