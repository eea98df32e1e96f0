/* SPDX-License-Identifier: MIT */
/* The numbers of the system's errors. */
#include <errno.h>

#include "gcore/modules/modules.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

typedef struct
{
  const char *name;
  int number;
} Error;

static const Error errors[] = {
#define GCORE_ERRNO(name) { #name, name },
#include "gcore/modules/errno.def"
#undef GCORE_ERRNO
};

/* NAME in the module's namespace, and in errorcode as what the number means. */
static int
add (GcoreObject *dict, GcoreObject *codes, const Error *error)
{
  GcoreObject *name = gcore_str_intern_from_string (error->name), *number = gcore_int_from_long (error->number);
  int status = name != NULL && number != NULL && gcore_dict_set_item (dict, name, number) == 0
                 ? gcore_dict_set_item (codes, number, name)
                 : -1;
  gcore_xdecref (name);
  gcore_xdecref (number);
  return status;
}

static int
init (GcoreObject *module)
{
  GcoreObject *codes = gcore_dict_new ();
  int status = codes != NULL ? 0 : -1;
  for (size_t i = 0; status == 0 && i < GCORE_N_ELEMENTS (errors); i++)
    status = add (gcore_module_get_dict (module), codes, &errors[i]);
  if (status == 0)
    status = gcore_module_add_object_ref (module, "errorcode", codes);
  gcore_xdecref (codes);
  return status;
}

const GcoreModuleDef gcore_errno_module = {
  .name = "errno",
  .doc = "This module makes available standard errno system symbols.",
  .init = init,
};
