/* SPDX-License-Identifier: MIT */
/* Raising: what single instructions raise, and `raise` itself. */
#include "gcore/machine/eval-private.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* The exception a raise statement's operand (borrowed) stands for: new reference, NULL with an exception. */
static GcoreObject *
instance_for (GcoreObject *operand, const char *otherwise)
{
  if (gcore_is_exception (operand))
    return gcore_newref (operand);
  if (!gcore_is_exception_class (operand))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), otherwise);
      return NULL;
    }
  GcoreObject *instance = gcore_object_call_no_args (operand);
  if (instance != NULL && !gcore_is_exception (instance))
    {
      gcore_err_format (GCORE_EXC (TypeError), "calling %R should have returned an instance of BaseException, not %R",
                        operand, GCORE_TYPE_OF (instance));
      GCORE_CLEAR (instance);
    }
  return instance;
}

static bool
raise_again (void)
{
  GcoreObject *exception = gcore_err_get_handled_exception ();
  if (exception == NULL)
    {
      gcore_err_set_string (GCORE_EXC (RuntimeError), "No active exception to reraise");
      return false;
    }
  gcore_err_restore (exception);
  return true;
}

bool
gcore_raise (GcoreObject *operand, GcoreObject *cause)
{
  if (operand == NULL)
    return raise_again ();
  GcoreObject *exception = instance_for (operand, "exceptions must derive from BaseException");
  bool ok = exception != NULL;
  if (ok && cause != NULL)
    {
      GcoreObject *instance
        = cause == GCORE_NONE ? NULL : instance_for (cause, "exception causes must derive from BaseException");
      ok = instance != NULL || cause == GCORE_NONE;
      if (ok)
        gcore_exception_set_cause (exception, instance);
    }
  if (ok)
    gcore_err_set_object (GCORE_OBJECT (GCORE_TYPE_OF (exception)), exception);
  gcore_xdecref (exception);
  gcore_xdecref (cause);
  gcore_decref (operand);
  return false;
}

int
gcore_check_except_type (GcoreObject *type)
{
  bool valid = true;
  if (gcore_is_tuple (type))
    for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type); i++)
      valid = valid && gcore_is_exception_class (GCORE_TUPLE_ITEM (type, i));
  else
    valid = gcore_is_exception_class (type);
  if (valid)
    return 0;
  gcore_err_set_string (GCORE_EXC (TypeError),
                        "catching classes that do not inherit from BaseException is not allowed");
  return -1;
}

void
gcore_raise_name_error (const char *format, GcoreObject *name)
{
  const char *text = gcore_str_as_utf8 (name);
  if (text == NULL)
    return;
  gcore_err_format (GCORE_EXC (NameError), format, text);
  /* The name is kept for suggestions; it needs the object. */
  GcoreObject *exception = gcore_err_fetch ();
  if (exception != NULL && gcore_is_instance_of (exception, GCORE_TYPE (EXC_NameError)))
    {
      GcoreNameError *error = (GcoreNameError *) (void *) exception;
      if (error->name == NULL)
        error->name = gcore_newref (name);
    }
  gcore_err_restore (exception);
}

void
gcore_raise_unbound_local (GcoreCode *code, int index)
{
  gcore_err_format (GCORE_EXC (UnboundLocalError),
                    "cannot access local variable '%U' where it is not associated with a value",
                    GCORE_TUPLE_ITEM (code->localsplusnames, index));
}

void
gcore_raise_unbound_cell (GcoreCode *code, int index)
{
  if (gcore_err_occurred ())
    return;
  if (index < code->nlocalsplus - code->nfreevars)
    gcore_raise_unbound_local (code, index);
  else
    gcore_raise_name_error ("cannot access free variable '%s' where it is not associated with a value in enclosing scope",
                            GCORE_TUPLE_ITEM (code->localsplusnames, index));
}

/* New str: how messages name a callable: "module.f()", "f()", or the text of the object. */
static GcoreObject *
describe (GcoreObject *callable)
{
  GcoreObject *qualname, *module = NULL, *result = NULL;
  if (gcore_object_lookup_attr (callable, GCORE_ID (__qualname__), &qualname) < 0)
    return NULL;
  if (qualname == NULL)
    return gcore_object_str (callable);
  if (gcore_object_lookup_attr (callable, GCORE_ID (__module__), &module) >= 0)
    {
      int foreign = module != NULL && module != GCORE_NONE
                      ? gcore_object_rich_compare_bool (module, GCORE_ID (builtins), GCORE_NE)
                      : 0;
      if (foreign >= 0)
        result = foreign ? gcore_str_from_format ("%S.%S()", module, qualname)
                         : gcore_str_from_format ("%S()", qualname);
    }
  gcore_xdecref (module);
  gcore_decref (qualname);
  return result;
}

void
gcore_raise_kwargs_error (GcoreObject *function, GcoreObject *update)
{
  if (gcore_err_exception_matches (GCORE_EXC (AttributeError)))
    {
      gcore_err_clear ();
      GcoreObject *name = describe (function);
      if (name != NULL)
        gcore_err_format (GCORE_EXC (TypeError), "%U argument after ** must be a mapping, not %.200s", name,
                          GCORE_TYPE_OF (update)->name);
      gcore_xdecref (name);
      return;
    }
  if (!gcore_err_exception_matches (GCORE_EXC (KeyError)))
    return;
  GcoreRaised raised = gcore_err_put_aside ();
  GcoreObject *args = raised.value;
  if (args != NULL && gcore_is_exception (args))
    args = ((GcoreException *) (void *) args)->args;
  if (args == NULL || !gcore_is_tuple (args) || GCORE_TUPLE_SIZE (args) != 1)
    {
      gcore_err_put_back (raised);
      return;
    }
  GcoreObject *key = GCORE_TUPLE_ITEM (args, 0), *name = describe (function);
  if (name != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%U got multiple values for keyword argument '%S'", name, key);
  gcore_xdecref (name);
  gcore_err_drop (raised);
}

int
gcore_check_args_iterable (GcoreObject *function, GcoreObject *args)
{
  if (GCORE_TYPE_OF (args)->iter != NULL || gcore_sequence_check (args))
    return 0;
  GcoreObject *name = describe (function);
  if (name != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%U argument after * must be an iterable, not %.200s", name,
                      GCORE_TYPE_OF (args)->name);
  gcore_xdecref (name);
  return -1;
}
