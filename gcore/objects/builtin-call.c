/* SPDX-License-Identifier: MIT */
#include "gcore/objects/builtin-call.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

GcoreObject *
gcore_function_str (GcoreObject *callable)
{
  GcoreObject *qualname, *module, *result = NULL;
  if (gcore_object_lookup_attr (callable, GCORE_ID (__qualname__), &qualname) < 0)
    return NULL;
  if (qualname == NULL)
    return gcore_object_str (callable);
  if (gcore_object_lookup_attr (callable, GCORE_ID (__module__), &module) >= 0)
    {
      if (module != NULL && module != GCORE_NONE
          && !(gcore_is_str (module) && gcore_str_equal_to_ascii_string (module, "builtins")))
        result = gcore_str_from_format ("%S.%S()", module, qualname);
      else
        result = gcore_str_from_format ("%S()", qualname);
      gcore_xdecref (module);
    }
  gcore_decref (qualname);
  return result;
}

/* TypeError "NAME() " and what FORMAT, which has a %U for the name and maybe a %zd, says. */
static GCORE_NOINLINE GcoreObject *
wrong_arguments (GcoreObject *callable, const char *format, intptr_t n)
{
  GcoreObject *name = gcore_function_str (callable);
  if (name != NULL)
    {
      gcore_err_format (GCORE_EXC (TypeError), format, name, n);
      gcore_decref (name);
    }
  return NULL;
}

/* The function itself, which takes a tuple, or an array beside which there is a tuple. */
static GcoreObject *
call_on_tuple (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (method->flags & GCORE_METH_PACKED)
    return ((GcoreFastcallFunc) method->function) (self, GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args));
  if (method->flags & GCORE_METH_KEYWORDS)
    return ((GcoreTernaryFunc) method->function) (self, args, kwargs);
  return ((GcoreBinaryFunc) method->function) (self, args);
}

/* With the arguments as a tuple, and a dict if the function takes keywords. */
static GcoreObject *
call_with_tuple (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *const *args, intptr_t n_args,
                 GcoreObject *keyword_names)
{
  GcoreObject *tuple = gcore_tuple_from_array (args, n_args), *kwargs = NULL, *result = NULL;
  if (tuple == NULL)
    return NULL;
  if (keyword_names != NULL && GCORE_TUPLE_SIZE (keyword_names) > 0)
    {
      kwargs = gcore_stack_as_dict (args + n_args, keyword_names);
      if (kwargs == NULL)
        {
          gcore_decref (tuple);
          return NULL;
        }
    }
  result = call_on_tuple (method, self, tuple, kwargs);
  gcore_decref (tuple);
  gcore_xdecref (kwargs);
  return result;
}

static GcoreObject *
call_function (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *const *args, intptr_t n_args,
               GcoreObject *keyword_names)
{
  switch (method->flags & GCORE_METH_CONVENTION)
    {
    case GCORE_METH_NOARGS:
      return ((GcoreBinaryFunc) method->function) (self, NULL);
    case GCORE_METH_O:
      return ((GcoreBinaryFunc) method->function) (self, args[0]);
    case GCORE_METH_FASTCALL:
      return ((GcoreFastcallFunc) method->function) (self, args, n_args);
    case GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS:
      return ((GcoreFastcallKeywordsFunc) method->function) (self, args, n_args, keyword_names);
    default:
      return call_with_tuple (method, self, args, n_args, keyword_names);
    }
}

GcoreObject *
gcore_method_def_call (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *callable, GcoreObject *const *args,
                       intptr_t n_args, GcoreObject *keyword_names)
{
  if (GCORE_UNLIKELY (keyword_names != NULL && GCORE_TUPLE_SIZE (keyword_names) > 0)
      && !(method->flags & GCORE_METH_KEYWORDS))
    return wrong_arguments (callable, "%U takes no keyword arguments", 0);
  if (GCORE_UNLIKELY (n_args != 0 && (method->flags & GCORE_METH_NOARGS)))
    return wrong_arguments (callable, "%U takes no arguments (%zd given)", n_args);
  if (GCORE_UNLIKELY (n_args != 1 && (method->flags & GCORE_METH_O)))
    return wrong_arguments (callable, "%U takes exactly one argument (%zd given)", n_args);
  if (gcore_enter_recursive_call (" while calling a Python object") != 0)
    return NULL;
  GcoreObject *result = call_function (method, self, args, n_args, keyword_names);
  gcore_leave_recursive_call ();
  return gcore_check_function_result (callable, result, NULL);
}

GcoreObject *
gcore_method_def_call_on_tuple (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *callable, GcoreObject *args,
                                GcoreObject *kwargs)
{
  if (kwargs != NULL && GCORE_DICT_SIZE (kwargs) > 0 && !(method->flags & GCORE_METH_KEYWORDS))
    return wrong_arguments (callable, "%U takes no keyword arguments", 0);
  return gcore_check_function_result (callable, call_on_tuple (method, self, args, kwargs), NULL);
}

GcoreObject *
gcore_method_def_doc (const GcoreMethodDef *method)
{
  if (method->doc == NULL)
    GCORE_RETURN_NONE;
  const char *end = strstr (method->doc, ")\n--\n\n");
  return gcore_str_from_string (end != NULL ? end + strlen (")\n--\n\n") : method->doc);
}
