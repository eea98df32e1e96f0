/* SPDX-License-Identifier: MIT */
/* Built-in functions about any object: attributes, class membership, text, identity. */
#include "gcore/machine/eval.h"
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

static GcoreObject *
ascii (GcoreObject *module, GcoreObject *object)
{
  return gcore_object_ascii (object);
}

static GcoreObject *
repr (GcoreObject *module, GcoreObject *object)
{
  return gcore_object_repr (object);
}

static GcoreObject *
callable (GcoreObject *module, GcoreObject *object)
{
  return gcore_bool_from_long (gcore_callable_check (object));
}

static GcoreObject *
format (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("format", n_args, 1, 2))
    return NULL;
  if (n_args == 2 && !gcore_is_str (args[1]))
    {
      gcore_arg_bad_argument ("format", "argument 2", "str", args[1]);
      return NULL;
    }
  return gcore_object_format (args[0], n_args == 2 ? args[1] : NULL);
}

static GcoreObject *
id (GcoreObject *module, GcoreObject *object)
{
  return gcore_int_from_void_ptr (object);
}

static GcoreObject *
hash (GcoreObject *module, GcoreObject *object)
{
  intptr_t value = gcore_object_hash (object);
  return value == -1 ? NULL : gcore_int_from_ssize (value);
}

static GcoreObject *
len (GcoreObject *module, GcoreObject *object)
{
  intptr_t length = gcore_object_length (object);
  return length < 0 ? NULL : gcore_int_from_ssize (length);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
getattr (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("getattr", n_args, 2, 3))
    return NULL;
  if (!gcore_is_str (args[1]))
    return gcore_err_format (GCORE_EXC (TypeError), "attribute name must be string, not '%.200s'",
                             GCORE_TYPE_OF (args[1])->name);
  if (n_args == 2)
    return gcore_object_get_attr (args[0], args[1]);
  GcoreObject *value;
  int found = gcore_object_lookup_attr (args[0], args[1], &value);
  return found == 0 ? gcore_newref (args[2]) : value;
}

static GcoreObject *
hasattr (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *value;
  if (!gcore_arg_check_positional ("hasattr", n_args, 2, 2))
    return NULL;
  if (!gcore_is_str (args[1]))
    return gcore_err_format (GCORE_EXC (TypeError), "attribute name must be string, not '%.200s'",
                             GCORE_TYPE_OF (args[1])->name);
  int found = gcore_object_lookup_attr (args[0], args[1], &value);
  gcore_xdecref (value);
  return found < 0 ? NULL : gcore_bool_from_long (found);
}

static GcoreObject *
setattr (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("setattr", n_args, 3, 3) || gcore_object_set_attr (args[0], args[1], args[2]) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
delattr (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("delattr", n_args, 2, 2) || gcore_object_set_attr (args[0], args[1], NULL) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
dir (GcoreObject *module, GcoreObject *args)
{
  GcoreObject *object = NULL;
  return gcore_arg_unpack_tuple (args, "dir", 0, 1, &object) ? gcore_object_dir (object) : NULL;
}

static GcoreObject *
vars (GcoreObject *module, GcoreObject *args)
{
  GcoreObject *object = NULL, *dict;
  if (!gcore_arg_unpack_tuple (args, "vars", 0, 1, &object))
    return NULL;
  if (object == NULL)
    return gcore_xnewref (gcore_eval_get_locals ());
  if (gcore_object_lookup_attr (object, GCORE_ID (__dict__), &dict) == 0)
    gcore_err_set_string (GCORE_EXC (TypeError), "vars() argument must have __dict__ attribute");
  return dict;
}

static GcoreObject *
globals (GcoreObject *module, GcoreObject *unused)
{
  return gcore_xnewref (gcore_eval_get_globals ());
}

static GcoreObject *
locals (GcoreObject *module, GcoreObject *unused)
{
  return gcore_xnewref (gcore_eval_get_locals ());
}

/* --- classes ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
isinstance (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("isinstance", n_args, 2, 2))
    return NULL;
  int result = gcore_object_is_instance (args[0], args[1]);
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

static GcoreObject *
issubclass (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("issubclass", n_args, 2, 2))
    return NULL;
  int result = gcore_object_is_subclass (args[0], args[1]);
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

const GcoreMethodDef gcore_builtins_object_functions[] = {
  { "ascii", GCORE_FUNC (ascii), GCORE_METH_O, "Return an ASCII-only representation of an object." },
  { "callable", GCORE_FUNC (callable), GCORE_METH_O, "Return whether the object is callable." },
  { "delattr", GCORE_FUNC (delattr), GCORE_METH_FASTCALL, "Deletes the named attribute from the given object." },
  { "dir", GCORE_FUNC (dir), GCORE_METH_VARARGS, "dir([object]) -> list of strings" },
  { "format", GCORE_FUNC (format), GCORE_METH_FASTCALL, "Return type(value).__format__(value, format_spec)" },
  { "getattr", GCORE_FUNC (getattr), GCORE_METH_FASTCALL, "getattr(object, name[, default]) -> value" },
  { "globals", GCORE_FUNC (globals), GCORE_METH_NOARGS,
    "Return the dictionary containing the current scope's global variables." },
  { "hasattr", GCORE_FUNC (hasattr), GCORE_METH_FASTCALL,
    "Return whether the object has an attribute with the given name." },
  { "hash", GCORE_FUNC (hash), GCORE_METH_O, "Return the hash value for the given object." },
  { "id", GCORE_FUNC (id), GCORE_METH_O, "Return the identity of an object." },
  { "isinstance", GCORE_FUNC (isinstance), GCORE_METH_FASTCALL,
    "Return whether an object is an instance of a class or of a subclass thereof." },
  { "issubclass", GCORE_FUNC (issubclass), GCORE_METH_FASTCALL,
    "Return whether 'cls' is derived from another class or is the same class." },
  { "len", GCORE_FUNC (len), GCORE_METH_O, "Return the number of items in a container." },
  { "locals", GCORE_FUNC (locals), GCORE_METH_NOARGS,
    "Return a dictionary containing the current scope's local variables." },
  { "repr", GCORE_FUNC (repr), GCORE_METH_O, "Return the canonical string representation of the object." },
  { "setattr", GCORE_FUNC (setattr), GCORE_METH_FASTCALL,
    "Sets the named attribute on the given object to the specified value." },
  { "vars", GCORE_FUNC (vars), GCORE_METH_VARARGS, "vars([object]) -> dictionary" },
  { NULL },
};
