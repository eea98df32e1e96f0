/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-call.h"

#include <stdarg.h>

#include "gcore/memory/memory.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* Arguments up to this number are put together on the C stack. */
enum { SMALL = 6 };

GcoreObject *
gcore_check_function_result (GcoreObject *callable, GcoreObject *result, const char *where)
{
  if (GCORE_LIKELY ((result == NULL) == (gcore_err_occurred () != NULL)))
    return result;
  if (result == NULL)
    {
      if (callable != NULL)
        gcore_err_format (GCORE_EXC (SystemError), "%R returned NULL without setting an exception", callable);
      else
        gcore_err_format (GCORE_EXC (SystemError), "%s returned NULL without setting an exception", where);
      return NULL;
    }
  gcore_decref (result);
  if (callable != NULL)
    gcore_err_format_from_cause (GCORE_EXC (SystemError), "%R returned a result with an exception set", callable);
  else
    gcore_err_format_from_cause (GCORE_EXC (SystemError), "%s returned a result with an exception set", where);
  return NULL;
}

static GcoreObject *
not_callable (GcoreObject *object)
{
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not callable", GCORE_TYPE_OF (object)->name);
}

GcoreObject *
gcore_stack_as_dict (GcoreObject *const *values, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_TUPLE_SIZE (keyword_names);
  return gcore_dict_from_items (GCORE_TUPLE_ITEMS (keyword_names), 1, values, 1, n);
}

/* Through the call slot, with the arguments as tuple and dict. */
static GcoreObject *
call_slot (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreTernaryFunc call = GCORE_TYPE_OF (callable)->call;
  if (call == NULL)
    return not_callable (callable);
  if (gcore_enter_recursive_call (" while calling a Python object") != 0)
    return NULL;
  GcoreObject *result = call (callable, args, kwargs);
  gcore_leave_recursive_call ();
  return gcore_check_function_result (callable, result, NULL);
}

GcoreObject *
gcore_object_vectorcall_slow (GcoreObject *callable, GcoreObject *const *args, size_t n_args,
                              GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (GCORE_TYPE_OF (callable)->call == NULL)
    return not_callable (callable);
  GcoreObject *tuple = gcore_tuple_from_array (args, n);
  if (tuple == NULL)
    return NULL;
  GcoreObject *kwargs = NULL, *result = NULL;
  if (keyword_names != NULL && GCORE_TUPLE_SIZE (keyword_names) > 0)
    kwargs = gcore_stack_as_dict (args + n, keyword_names);
  if (kwargs != NULL || gcore_err_occurred () == NULL)
    result = call_slot (callable, tuple, kwargs);
  gcore_decref (tuple);
  gcore_xdecref (kwargs);
  return result;
}

/* N_ARGS positional arguments and the items of the dict KWARGS to FUNCTION. */
static GcoreObject *
vectorcall_with_dict (GcoreVectorcallFunc function, GcoreObject *callable, GcoreObject *const *args, intptr_t n_args,
                      GcoreObject *kwargs)
{
  intptr_t n_keywords = GCORE_DICT_SIZE (kwargs), position = 0, n = 0;
  GcoreObject *names = gcore_tuple_new (n_keywords);
  GcoreObject **stack = gcore_mem_alloc ((size_t) (1 + n_args + n_keywords) * sizeof *stack);
  if (names == NULL || stack == NULL)
    {
      gcore_xdecref (names);
      gcore_mem_free (stack);
      return gcore_err_no_memory ();
    }
  GcoreObject **arguments = stack + 1; /* the callee may borrow stack[0] */
  stack[0] = NULL;
  for (; n < n_args; n++)
    arguments[n] = gcore_newref (args[n]);
  GcoreObject *key, *value, *result = NULL;
  bool all_strings = true;
  for (intptr_t i = 0; gcore_dict_next (kwargs, &position, &key, &value); i++, n++)
    {
      all_strings = all_strings && gcore_is_str (key);
      GCORE_TUPLE_SET_ITEM (names, i, gcore_newref (key));
      arguments[n] = gcore_newref (value);
    }
  if (all_strings)
    result = function (callable, arguments, (size_t) n_args | GCORE_VECTORCALL_OFFSET, names);
  else
    gcore_err_set_string (GCORE_EXC (TypeError), "keywords must be strings");
  while (n > 0)
    gcore_decref (arguments[--n]);
  gcore_mem_free (stack);
  gcore_decref (names);
  return result;
}

GcoreObject *
gcore_object_vectorcall_dict (GcoreObject *callable, GcoreObject *const *args, size_t n_args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  GcoreVectorcallFunc function = gcore_vectorcall_function (callable);
  if (function != NULL)
    {
      if (kwargs == NULL || GCORE_DICT_SIZE (kwargs) == 0)
        return gcore_check_function_result (callable, function (callable, args, n_args, NULL), NULL);
      return gcore_check_function_result (callable, vectorcall_with_dict (function, callable, args, n, kwargs), NULL);
    }
  GcoreObject *tuple = gcore_tuple_from_array (args, n);
  if (tuple == NULL)
    return NULL;
  GcoreObject *result = call_slot (callable, tuple, kwargs);
  gcore_decref (tuple);
  return result;
}

GcoreObject *
gcore_object_fast_call_dict (GcoreObject *callable, GcoreObject *const *args, intptr_t n_args, GcoreObject *kwargs)
{
  return gcore_object_vectorcall_dict (callable, args, (size_t) n_args, kwargs);
}

GcoreObject *
gcore_object_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs)
{
  if (gcore_vectorcall_function (callable) != NULL)
    return gcore_object_vectorcall_dict (callable, GCORE_TUPLE_ITEMS (args), (size_t) GCORE_TUPLE_SIZE (args), kwargs);
  return call_slot (callable, args, kwargs);
}

GcoreObject *
gcore_vectorcall_call (GcoreObject *callable, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreVectorcallFunc function
    = *(GcoreVectorcallFunc *) (void *) ((char *) callable + GCORE_TYPE_OF (callable)->vectorcall_offset);
  if (function == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object does not support vectorcall",
                             GCORE_TYPE_OF (callable)->name);
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (kwargs == NULL || GCORE_DICT_SIZE (kwargs) == 0)
    return function (callable, GCORE_TUPLE_ITEMS (args), (size_t) n, NULL);
  return vectorcall_with_dict (function, callable, GCORE_TUPLE_ITEMS (args), n, kwargs);
}

GcoreObject *
gcore_object_call_object (GcoreObject *callable, GcoreObject *args)
{
  if (args == NULL)
    return gcore_object_call_no_args (callable);
  if (!gcore_is_tuple (args))
    return gcore_err_format (GCORE_EXC (TypeError), "argument list must be a tuple");
  return gcore_object_call (callable, args, NULL);
}

GcoreObject *
gcore_object_call_prepend (GcoreObject *callable, GcoreObject *first, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  GcoreObject *small[SMALL], **stack = small;
  if (n + 1 > SMALL)
    {
      stack = gcore_mem_alloc ((size_t) (n + 1) * sizeof *stack);
      if (stack == NULL)
        return gcore_err_no_memory ();
    }
  stack[0] = first;
  memcpy (stack + 1, GCORE_TUPLE_ITEMS (args), (size_t) n * sizeof *stack);
  GcoreObject *result = gcore_object_vectorcall_dict (callable, stack, (size_t) n + 1, kwargs);
  if (stack != small)
    gcore_mem_free (stack);
  return result;
}

/* --- argument lists ----------------------------------------------------------------------------------------------- */

/* FIRST (may be NULL) and the NULL-terminated arguments that follow. */
static GcoreObject *
call_with_list (GcoreObject *callable, GcoreObject *first, va_list list)
{
  GcoreObject *small[SMALL], **stack = small;
  intptr_t n = first != NULL;
  va_list counted;
  va_copy (counted, list);
  while (va_arg (counted, GcoreObject *) != NULL)
    n++;
  va_end (counted);
  if (n > SMALL)
    {
      stack = gcore_mem_alloc ((size_t) n * sizeof *stack);
      if (stack == NULL)
        return gcore_err_no_memory ();
    }
  intptr_t i = 0;
  if (first != NULL)
    stack[i++] = first;
  for (; i < n; i++)
    stack[i] = va_arg (list, GcoreObject *);
  GcoreObject *result = gcore_object_vectorcall (callable, stack, (size_t) n, NULL);
  if (stack != small)
    gcore_mem_free (stack);
  return result;
}

GcoreObject *
gcore_object_call_function_obj_args (GcoreObject *callable, ...)
{
  va_list list;
  va_start (list, callable);
  GcoreObject *result = call_with_list (callable, NULL, list);
  va_end (list);
  return result;
}

GcoreObject *
gcore_object_call_method_obj_args (GcoreObject *object, GcoreObject *name, ...)
{
  GcoreObject *method;
  int unbound = gcore_object_get_method (object, name, &method);
  if (method == NULL)
    return NULL;
  va_list list;
  va_start (list, name);
  GcoreObject *result = call_with_list (method, unbound ? object : NULL, list);
  va_end (list);
  gcore_decref (method);
  return result;
}

GcoreObject *
gcore_object_vectorcall_method (GcoreObject *name, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  GcoreObject *method;
  int unbound = gcore_object_get_method (args[0], name, &method);
  if (method == NULL)
    return NULL;
  if (unbound)
    n_args &= ~GCORE_VECTORCALL_OFFSET; /* args[-1] is not ours to lend unless it was lent to us */
  else
    {
      args++;
      n_args = (n_args - 1) | GCORE_VECTORCALL_OFFSET;
    }
  GcoreObject *result = gcore_object_vectorcall (method, args, n_args, keyword_names);
  gcore_decref (method);
  return result;
}
