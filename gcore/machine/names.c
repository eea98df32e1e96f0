/* SPDX-License-Identifier: MIT */
/* Looking names up and importing them, as far as that takes more than an instruction. */
#include "gcore/machine/eval-private.h"

#include "gcore/machine/import.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* New reference to MAPPING[KEY], NULL without an exception if it is missing. */
static GcoreObject *
lookup (GcoreObject *mapping, GcoreObject *key)
{
  if (gcore_is_dict_exact (mapping))
    return gcore_xnewref (gcore_dict_get_item_with_error (mapping, key));
  GcoreObject *value = gcore_object_get_item (mapping, key);
  if (value == NULL && gcore_err_exception_matches (GCORE_EXC (KeyError)))
    gcore_err_clear ();
  return value;
}

GcoreObject *
gcore_load_global (GcoreActivation *activation, GcoreObject *name)
{
  GcoreObject *value;
  if (gcore_is_dict_exact (activation->globals) && gcore_is_dict_exact (activation->builtins))
    value = gcore_dict_load_global ((GcoreDict *) (void *) activation->globals,
                                    (GcoreDict *) (void *) activation->builtins, name);
  else
    {
      value = lookup (activation->globals, name);
      if (value == NULL && !gcore_err_occurred ())
        value = lookup (activation->builtins, name);
    }
  if (value == NULL && !gcore_err_occurred ())
    gcore_raise_name_error ("name '%.200s' is not defined", name);
  return value;
}

/* lookup that notes the place for gcore_find_name_entry. */
static GcoreObject *
lookup_local (GcoreObject *mapping, GcoreObject *name)
{
  GcoreDict *dict = (GcoreDict *) (void *) mapping;
  if (!gcore_is_dict_exact (mapping) || dict->keys->kind != GCORE_DICT_KEYS_STR)
    return lookup (mapping, name);
  GcoreObject *value;
  intptr_t place = gcore_dict_lookup (dict, name, gcore_str_hash (name), &value);
  if (place >= 0 && place <= UINT16_MAX)
    *gcore_name_place (GCORE_MACHINE, name) = (uint16_t) place;
  return gcore_xnewref (value);
}

GcoreObject *
gcore_load_name (GcoreActivation *activation, GcoreObject *name)
{
  if (activation->locals == NULL)
    return gcore_err_format (GCORE_EXC (SystemError), "no locals when loading %R", name);
  GcoreObject *value = lookup_local (activation->locals, name);
  if (value != NULL || gcore_err_occurred ())
    return value;
  return gcore_load_global (activation, name);
}

GcoreObject *
gcore_load_class_deref (GcoreActivation *activation, int index)
{
  GcoreCode *code = activation->code;
  GcoreObject *value = lookup (activation->locals, GCORE_TUPLE_ITEM (code->localsplusnames, index));
  if (value != NULL || gcore_err_occurred ())
    return value;
  value = gcore_cell_get (activation->slots[index]);
  if (value == NULL)
    gcore_raise_unbound_cell (code, index);
  return value;
}

/* --- imports ------------------------------------------------------------------------------------------------------ */

GcoreObject *
gcore_import_name (GcoreActivation *activation, GcoreObject *name, GcoreObject *from_list, GcoreObject *level)
{
  GcoreObject *import = lookup (activation->builtins, GCORE_ID (__import__));
  if (import == NULL)
    {
      if (!gcore_err_occurred ())
        gcore_err_set_string (GCORE_EXC (ImportError), "__import__ not found");
      return NULL;
    }
  GcoreObject *locals = activation->locals != NULL ? activation->locals : GCORE_NONE, *result;
  if (import == GCORE_MACHINE->import)
    {
      int n_levels = gcore_int_as_int (level);
      result = n_levels == -1 && gcore_err_occurred ()
                 ? NULL
                 : gcore_import_module_level (name, activation->globals, from_list, n_levels);
    }
  else
    {
      GcoreObject *args[] = { NULL, name, activation->globals, locals, from_list, level };
      result = gcore_object_vectorcall (import, args + 1, 5 | GCORE_VECTORCALL_OFFSET, NULL);
    }
  gcore_decref (import);
  return result;
}

/* A module's name for messages: new str, or NULL without an exception. */
static GcoreObject *
name_of_module (GcoreObject *module)
{
  GcoreObject *value;
  if (gcore_object_lookup_attr (module, GCORE_ID (__name__), &value) < 0)
    gcore_err_clear ();
  if (value != NULL && !gcore_is_str (value))
    GCORE_CLEAR (value);
  return value;
}

static void
raise_cannot_import (GcoreObject *module, GcoreObject *package, GcoreObject *name)
{
  GcoreObject *path = gcore_is_module (module)
                        ? gcore_xnewref (gcore_dict_get_item (gcore_module_get_dict (module), GCORE_ID (__file__)))
                        : NULL;
  if (path != NULL && !gcore_is_str (path))
    GCORE_CLEAR (path);
  GcoreObject *unknown = package != NULL ? gcore_newref (package) : gcore_str_from_string ("<unknown module name>");
  GcoreObject *message = NULL;
  if (unknown != NULL && path != NULL)
    message = gcore_str_from_format ("cannot import name %R from %R (%S)", name, unknown, path);
  else if (unknown != NULL)
    message = gcore_str_from_format ("cannot import name %R from %R (unknown location)", name, unknown);
  if (message != NULL)
    gcore_err_set_import_error_subclass (GCORE_EXC (ImportError), message, package, path);
  gcore_xdecref (message);
  gcore_xdecref (unknown);
  gcore_xdecref (path);
}

GcoreObject *
gcore_import_from (GcoreObject *module, GcoreObject *name)
{
  GcoreObject *value;
  if (gcore_object_lookup_attr (module, name, &value) != 0)
    return value;
  /* A submodule that is just being imported is in sys.modules but not yet an attribute. */
  GcoreObject *package = name_of_module (module);
  if (package != NULL)
    {
      GcoreObject *full_name = gcore_str_from_format ("%U.%U", package, name);
      value = full_name != NULL ? gcore_import_get_module (full_name) : NULL;
      gcore_xdecref (full_name);
    }
  if (value == NULL && !gcore_err_occurred ())
    raise_cannot_import (module, package, name);
  gcore_xdecref (package);
  return value;
}

/* The names `from module import *` takes: new reference; *ALL says whether the module listed them itself. */
static GcoreObject *
names_to_import (GcoreObject *module, bool *all)
{
  GcoreObject *names, *dict;
  *all = true;
  if (gcore_object_lookup_attr (module, GCORE_ID (__all__), &names) != 0)
    return names;
  *all = false;
  if (gcore_object_lookup_attr (module, GCORE_ID (__dict__), &dict) < 0)
    return NULL;
  if (dict == NULL)
    {
      gcore_err_set_string (GCORE_EXC (ImportError), "from-import-* object has no __dict__ and no __all__");
      return NULL;
    }
  names = gcore_mapping_keys (dict);
  gcore_decref (dict);
  return names;
}

/* 1: taken or left out, 0: after the last, -1: exception. */
static int
import_one (GcoreObject *module, GcoreObject *names, bool all, intptr_t position, GcoreObject *locals)
{
  GcoreObject *name = gcore_sequence_get_item (names, position);
  if (name == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (IndexError)))
        return -1;
      gcore_err_clear ();
      return 0;
    }
  int status = 1;
  if (!gcore_is_str (name))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s in %R must be str, not %.100s", all ? "Item" : "Key", module,
                        GCORE_TYPE_OF (name)->name);
      status = -1;
    }
  else if (all || GCORE_STR_LENGTH (name) == 0 || gcore_str_read_char (name, 0) != '_')
    {
      GcoreObject *value = gcore_object_get_attr (module, name);
      if (value == NULL || gcore_object_set_item (locals, name, value) < 0)
        status = -1;
      gcore_xdecref (value);
    }
  gcore_decref (name);
  return status;
}

int
gcore_import_star (GcoreActivation *activation, GcoreObject *module)
{
  bool all;
  if (gcore_activation_fast_to_locals (activation) < 0)
    return -1;
  GcoreObject *names = names_to_import (module, &all);
  if (names == NULL)
    return -1;
  int status = 1;
  for (intptr_t position = 0; status == 1; position++)
    status = import_one (module, names, all, position, activation->locals);
  gcore_decref (names);
  gcore_activation_locals_to_fast (activation, false);
  return status;
}

/* --- annotations, expressions at the prompt ----------------------------------------------------------------------- */

int
gcore_setup_annotations (GcoreActivation *activation)
{
  if (activation->locals == NULL)
    {
      gcore_err_set_string (GCORE_EXC (SystemError), "no locals found when setting up annotations");
      return -1;
    }
  GcoreObject *present = lookup (activation->locals, GCORE_ID (__annotations__));
  if (present != NULL)
    {
      gcore_decref (present);
      return 0;
    }
  GcoreObject *dict = gcore_err_occurred () ? NULL : gcore_dict_new ();
  if (dict == NULL)
    return -1;
  int status = gcore_object_set_item (activation->locals, GCORE_ID (__annotations__), dict);
  gcore_decref (dict);
  return status;
}

int
gcore_print_expression (GcoreObject *value)
{
  GcoreObject *hook = gcore_sys_get_object ("displayhook"), *result = NULL;
  if (hook == NULL)
    gcore_err_set_string (GCORE_EXC (RuntimeError), "lost sys.displayhook");
  else
    result = gcore_object_call_one_arg (hook, value);
  gcore_decref (value);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}
