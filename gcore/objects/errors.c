/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* strerrordesc_np: describes an errno without keeping state */
#include "gcore/objects/errors.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#include <string.h>

#define ERRORS (&GCORE_OBJECTS->errors)

/* Stores a new current exception, then releases the old one (whose release may run code). All three are stolen. */
static void
store (GcoreObject *type, GcoreObject *value, GcoreObject *traceback)
{
  GcoreErrors *errors = ERRORS;
  GcoreObject *old_type = errors->type, *old_value = errors->value, *old_traceback = errors->traceback;
  errors->type = type;
  errors->value = value;
  errors->traceback = traceback;
  gcore_xdecref (old_type);
  gcore_xdecref (old_value);
  gcore_xdecref (old_traceback);
}

/* --- instances ---------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_err_create_exception (GcoreObject *type, GcoreObject *value)
{
  GcoreObject *exception;
  if (value == NULL || value == GCORE_NONE)
    exception = gcore_object_call_no_args (type);
  else if (gcore_is_tuple (value))
    exception = gcore_object_call (type, value, NULL);
  else if (gcore_is_exception (value) && gcore_type_is_subtype (GCORE_TYPE_OF (value), (GcoreType *) (void *) type))
    return gcore_newref (value);
  else
    exception = gcore_object_call_one_arg (type, value);
  if (exception != NULL && !gcore_is_exception (exception))
    {
      gcore_err_format (GCORE_EXC (TypeError),
                        "calling %R should have returned an instance of BaseException, not %s", type,
                        GCORE_TYPE_OF (exception)->name);
      gcore_decref (exception);
      return NULL;
    }
  return exception;
}

GcoreObject *
gcore_err_new_exception (const char *module, const char *name, GcoreObject *base)
{
  GcoreObject *namespace_ = gcore_dict_new (), *module_name = gcore_str_from_string (module), *result = NULL;
  GcoreObject *bases = gcore_tuple_pack (1, base);
  if (namespace_ != NULL && module_name != NULL && bases != NULL
      && gcore_dict_set_item (namespace_, GCORE_ID (__module__), module_name) == 0)
    result = (GcoreObject *) gcore_type_new (name, bases, namespace_);
  gcore_xdecref (bases);
  gcore_xdecref (module_name);
  gcore_xdecref (namespace_);
  return result;
}

/* Takes HANDLED out of the chain of contexts that starts at it, so that making it the context of VALUE closes no ring. */
static void
avoid_context_cycle (GcoreObject *handled, GcoreObject *value)
{
  GcoreObject *link = handled, *slow = handled;
  bool move_slow = false;
  for (;;)
    {
      GcoreException *exception = (GcoreException *) (void *) link;
      GcoreObject *context = exception->context;
      if (context == NULL)
        return;
      if (context == value)
        {
          GCORE_CLEAR (exception->context);
          return;
        }
      link = context;
      if (link == slow)
        return; /* a ring that does not contain value */
      if (move_slow)
        slow = ((GcoreException *) (void *) slow)->context;
      move_slow = !move_slow;
    }
}

GcoreHandledException *
gcore_err_topmost_handled (void)
{
  GcoreHandledException *level = ERRORS->handled;
  while ((level->exception == NULL || level->exception == GCORE_NONE) && level->previous != NULL)
    level = level->previous;
  return level;
}

/* --- setting ------------------------------------------------------------------------------------------------------ */

/* VALUE (stolen) with the exception being handled as its context. NULL if the instance could not be made; then the error
 * that prevented it is set. */
static GcoreObject *
chain_to_handled (GcoreObject *type, GcoreObject *value, GcoreObject *handled)
{
  gcore_incref (handled);
  if (value == NULL || !gcore_is_exception (value))
    {
      gcore_err_clear ();
      GcoreObject *instance = gcore_err_create_exception (type, value);
      gcore_xdecref (value);
      value = instance;
    }
  if (value != NULL && value != handled)
    {
      avoid_context_cycle (handled, value);
      gcore_exception_set_context (value, handled);
    }
  else
    gcore_decref (handled);
  return value;
}

void
gcore_err_set_object (GcoreObject *type, GcoreObject *value)
{
  if (!gcore_is_exception_class (type))
    {
      gcore_err_format (GCORE_EXC (SystemError), "exception %R is not a BaseException subclass", type);
      return;
    }
  gcore_incref (type); /* the caller may hold it only through an exception that is released below */
  gcore_xincref (value);
  GcoreObject *handled = gcore_err_topmost_handled ()->exception;
  if (GCORE_UNLIKELY (handled != NULL && handled != GCORE_NONE))
    {
      value = chain_to_handled (type, value, handled);
      if (value == NULL)
        {
          gcore_decref (type);
          return;
        }
    }
  GcoreObject *traceback = NULL;
  if (value != NULL && gcore_is_exception (value))
    traceback = gcore_exception_get_traceback (value);
  store (type, value, traceback);
}

void
gcore_err_set_none (GcoreObject *type)
{
  gcore_err_set_object (type, NULL);
}

void
gcore_err_set_string (GcoreObject *type, const char *message)
{
  GcoreObject *text = gcore_str_from_string (message);
  if (text == NULL)
    return;
  gcore_err_set_object (type, text);
  gcore_decref (text);
}

GcoreObject *
gcore_err_format_v (GcoreObject *type, const char *format, va_list arguments)
{
  gcore_err_clear (); /* formatting calls repr and str, which must not see an exception */
  GcoreObject *text = gcore_str_from_format_v (format, arguments);
  if (text == NULL)
    return NULL;
  gcore_err_set_object (type, text);
  gcore_decref (text);
  return NULL;
}

GcoreObject *
gcore_err_format (GcoreObject *type, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  gcore_err_format_v (type, format, arguments);
  va_end (arguments);
  return NULL;
}

GcoreObject *
gcore_err_format_from_cause (GcoreObject *type, const char *format, ...)
{
  GcoreObject *cause = gcore_err_fetch ();
  va_list arguments;
  va_start (arguments, format);
  gcore_err_format_v (type, format, arguments);
  va_end (arguments);
  GcoreObject *exception = gcore_err_fetch ();
  if (exception == NULL || cause == NULL || exception == cause)
    gcore_xdecref (cause);
  else
    {
      gcore_exception_set_cause (exception, gcore_newref (cause));
      gcore_exception_set_context (exception, cause);
    }
  gcore_err_restore (exception);
  return NULL;
}

void
gcore_err_set_key_error (GcoreObject *key)
{
  GcoreObject *args = gcore_tuple_pack (1, key);
  if (args == NULL)
    return;
  gcore_err_set_object (GCORE_EXC (KeyError), args);
  gcore_decref (args);
}

GcoreObject *
gcore_err_set_import_error_subclass (GcoreObject *type, GcoreObject *message, GcoreObject *name, GcoreObject *path)
{
  GcoreObject *kwargs = gcore_dict_new ();
  GcoreObject *exception = NULL;
  if (kwargs != NULL && gcore_dict_set_item (kwargs, GCORE_ID (name), name ? name : GCORE_NONE) == 0
      && gcore_dict_set_item (kwargs, GCORE_ID (path), path ? path : GCORE_NONE) == 0)
    exception = gcore_object_vectorcall_dict (type, &message, 1, kwargs);
  if (exception != NULL)
    {
      gcore_err_set_object ((GcoreObject *) GCORE_TYPE_OF (exception), exception);
      gcore_decref (exception);
    }
  gcore_xdecref (kwargs);
  return NULL;
}

GcoreObject *
gcore_err_set_from_errno_with_filename_object (GcoreObject *type, int errno_value, GcoreObject *filename)
{
  const char *description = strerrordesc_np (errno_value);
  GcoreObject *text = description != NULL ? gcore_str_from_string (description)
                                          : gcore_str_from_format ("Unknown error %d", errno_value);
  GcoreObject *number = gcore_int_from_long (errno_value);
  GcoreObject *exception = NULL;
  if (text != NULL && number != NULL)
    exception = gcore_object_call_function_obj_args (type, number, text, filename, NULL);
  gcore_xdecref (text);
  gcore_xdecref (number);
  if (exception != NULL)
    {
      gcore_err_set_object ((GcoreObject *) GCORE_TYPE_OF (exception), exception);
      gcore_decref (exception);
    }
  return NULL;
}

GcoreObject *
gcore_err_no_memory (void)
{
  GcoreObject *exception = gcore_memory_error_take ();
  GcoreObject *handled = gcore_err_topmost_handled ()->exception;
  if (handled != NULL && handled != GCORE_NONE && handled != exception)
    {
      avoid_context_cycle (handled, exception);
      gcore_exception_set_context (exception, gcore_newref (handled));
    }
  store (gcore_newref (GCORE_EXC (MemoryError)), exception, gcore_exception_get_traceback (exception));
  return NULL;
}

int
gcore_err_bad_argument (void)
{
  gcore_err_set_string (GCORE_EXC (TypeError), "bad argument type for built-in operation");
  return 0;
}

void
gcore_err_bad_internal_call_at (const char *file, int line)
{
  gcore_err_format (GCORE_EXC (SystemError), "%s:%d: bad argument to internal function", file, line);
}

/* --- asking and moving -------------------------------------------------------------------------------------------- */

int
gcore_err_given_exception_matches (GcoreObject *given, GcoreObject *type)
{
  if (given == NULL || type == NULL)
    return 0;
  if (gcore_is_tuple (type))
    {
      for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type); i++)
        if (gcore_err_given_exception_matches (given, GCORE_TUPLE_ITEM (type, i)))
          return 1;
      return 0;
    }
  if (gcore_is_exception (given))
    given = (GcoreObject *) GCORE_TYPE_OF (given);
  if (gcore_is_exception_class (given) && gcore_is_exception_class (type))
    return gcore_type_is_subtype ((GcoreType *) (void *) given, (GcoreType *) (void *) type);
  return given == type;
}

int
gcore_err_exception_matches (GcoreObject *type)
{
  return gcore_err_given_exception_matches (ERRORS->type, type);
}

void
gcore_err_clear (void)
{
  if (ERRORS->type != NULL)
    store (NULL, NULL, NULL);
}

GcoreObject *
gcore_err_fetch (void)
{
  GcoreErrors *errors = ERRORS;
  /* Making the instance may fail, and so may making the one for that failure; MemoryError comes ready-made. */
  for (int attempt = 0; errors->type != NULL; attempt++)
    {
      GcoreObject *type = errors->type, *value = errors->value, *traceback = errors->traceback;
      errors->type = errors->value = errors->traceback = NULL;
      GcoreObject *exception = value;
      if (value == NULL || !gcore_is_exception (value))
        {
          gcore_recursion_allow (1);
          exception = attempt < 8 ? gcore_err_create_exception (type, value) : gcore_memory_error_take ();
          gcore_recursion_allow (-1);
          gcore_xdecref (value);
        }
      gcore_decref (type);
      if (exception != NULL)
        {
          GCORE_SETREF (((GcoreException *) (void *) exception)->traceback, traceback);
          return exception;
        }
      if (errors->traceback == NULL)
        errors->traceback = traceback;
      else
        gcore_xdecref (traceback);
    }
  return NULL;
}

void
gcore_err_restore (GcoreObject *exception)
{
  if (exception == NULL)
    store (NULL, NULL, NULL);
  else
    store (gcore_newref (GCORE_TYPE_OF (exception)), exception, gcore_exception_get_traceback (exception));
}

void
gcore_err_set_traceback (GcoreObject *traceback)
{
  GCORE_SETREF (ERRORS->traceback, traceback);
}

GcoreRaised
gcore_err_put_aside (void)
{
  GcoreErrors *errors = ERRORS;
  GcoreRaised raised = { errors->type, errors->value, errors->traceback };
  errors->type = errors->value = errors->traceback = NULL;
  return raised;
}

void
gcore_err_put_back (GcoreRaised raised)
{
  store (raised.type, raised.value, raised.traceback);
}

void
gcore_err_drop (GcoreRaised raised)
{
  gcore_xdecref (raised.type);
  gcore_xdecref (raised.value);
  gcore_xdecref (raised.traceback);
}

void
gcore_err_chain_exceptions (GcoreObject *exception)
{
  if (exception == NULL)
    return;
  GcoreObject *newer = gcore_err_fetch ();
  if (newer == NULL)
    {
      gcore_err_restore (exception);
      return;
    }
  if (newer == exception)
    gcore_decref (exception);
  else
    gcore_exception_set_context (newer, exception);
  gcore_err_restore (newer);
}

GcoreObject *
gcore_err_get_handled_exception (void)
{
  GcoreObject *exception = gcore_err_topmost_handled ()->exception;
  return exception == NULL || exception == GCORE_NONE ? NULL : gcore_newref (exception);
}

void
gcore_err_set_handled_exception (GcoreObject *exception)
{
  GCORE_SETREF (ERRORS->handled->exception, gcore_xnewref (exception));
}

/* --- warnings ----------------------------------------------------------------------------------------------------- */

static int
warn (GcoreObject *category, GcoreObject *text, intptr_t stack_level)
{
  if (text == NULL)
    return -1;
  int result = 0;
  if (GCORE_OBJECTS->hooks.warn != NULL)
    result = GCORE_OBJECTS->hooks.warn (category, text, stack_level);
  gcore_decref (text);
  return result;
}

int
gcore_err_warn_ex (GcoreObject *category, const char *text, intptr_t stack_level)
{
  return warn (category, gcore_str_from_string (text), stack_level);
}

int
gcore_err_warn_format (GcoreObject *category, intptr_t stack_level, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  GcoreObject *text = gcore_str_from_format_v (format, arguments);
  va_end (arguments);
  return warn (category, text, stack_level);
}
