/* SPDX-License-Identifier: MIT */
/* The module sys: asking about objects, frames and exceptions, and changing how the interpreter runs. */
#include "gcore/modules/sys.h"

#include "gcore/machine/eval.h"
#include "gcore/machine/machine.h"
#include "gcore/machine/trace.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/float.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* --- objects ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
getrefcount (GcoreObject *module, GcoreObject *object)
{
  return gcore_int_from_ssize (object->refcount);
}

static GcoreObject *
getsizeof (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "object", "default", NULL };
  GcoreObject *object, *default_ = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "O|O:getsizeof", keywords, &object, &default_))
    return NULL;
  intptr_t size = gcore_object_sizeof (object);
  if (size >= 0)
    return gcore_int_from_ssize (size);
  if (default_ == NULL || !gcore_err_exception_matches (GCORE_EXC (TypeError)))
    return NULL;
  gcore_err_clear ();
  return gcore_newref (default_);
}

static GcoreObject *
getallocatedblocks (GcoreObject *module, GcoreObject *unused)
{
  return gcore_int_from_size (gcore_mem_allocated_blocks ());
}

static GcoreObject *
intern (GcoreObject *module, GcoreObject *str)
{
  if (!gcore_is_str (str))
    {
      gcore_arg_bad_argument ("intern", "argument", "str", str);
      return NULL;
    }
  if (!gcore_is_str_exact (str))
    return gcore_err_format (GCORE_EXC (TypeError), "can't intern %.400s", GCORE_TYPE_OF (str)->name);
  gcore_incref (str);
  gcore_str_intern_in_place (&str);
  return str;
}

/* --- exceptions --------------------------------------------------------------------------------------------------- */

static GcoreObject *
exc_info (GcoreObject *module, GcoreObject *unused)
{
  GcoreObject *exception = gcore_err_get_handled_exception ();
  if (exception == NULL)
    return gcore_tuple_pack (3, GCORE_NONE, GCORE_NONE, GCORE_NONE);
  GcoreObject *traceback = ((GcoreException *) (void *) exception)->traceback;
  GcoreObject *result = gcore_tuple_pack (3, GCORE_TYPE_OF (exception), exception,
                                          traceback != NULL ? traceback : GCORE_NONE);
  gcore_decref (exception);
  return result;
}

static GcoreObject *
exception (GcoreObject *module, GcoreObject *unused)
{
  GcoreObject *handled = gcore_err_get_handled_exception ();
  return handled != NULL ? handled : gcore_newref (GCORE_NONE);
}

static GcoreObject *
exit_ (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (gcore_arg_check_positional ("exit", n_args, 0, 1))
    gcore_err_set_object (GCORE_EXC (SystemExit), n_args == 1 ? args[0] : GCORE_NONE);
  return NULL;
}

/* --- frames ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
getframe (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  int depth = 0;
  if (!gcore_arg_parse_stack (args, n_args, "|i:_getframe", &depth))
    return NULL;
  GcoreActivation *call = gcore_activation_complete (GCORE_MACHINE->activation);
  for (; depth > 0 && call != NULL; depth--)
    call = gcore_activation_complete (call->previous);
  if (call == NULL)
    return gcore_err_format (GCORE_EXC (ValueError), "call stack is not deep enough");
  /* Only the call asked for gets a frame object. */
  return gcore_xnewref (gcore_activation_get_frame (call));
}

/* There is one thread, number 1. */
static GcoreObject *
current_frames (GcoreObject *module, GcoreObject *unused)
{
  GcoreObject *dict = gcore_dict_new (), *key = gcore_int_from_long (1);
  GcoreFrame *frame = gcore_eval_get_frame ();
  if (dict != NULL && (key == NULL || (frame != NULL && gcore_dict_set_item (dict, key, (GcoreObject *) frame) != 0)))
    GCORE_CLEAR (dict);
  gcore_xdecref (key);
  return dict;
}

static GcoreObject *
get_recursion_limit (GcoreObject *module, GcoreObject *unused)
{
  return gcore_int_from_long (GCORE_MACHINE->recursion_limit);
}

static GcoreObject *
set_recursion_limit (GcoreObject *module, GcoreObject *limit)
{
  int value = gcore_int_as_int (limit);
  if (value == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return gcore_machine_set_recursion_limit (value) == 0 ? gcore_newref (GCORE_NONE) : NULL;
}

static GcoreObject *
is_finalizing (GcoreObject *module, GcoreObject *unused)
{
  return gcore_bool_from_long (GCORE_MACHINE->finalizing);
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_int_max_str_digits (GcoreObject *module, GcoreObject *unused)
{
  return gcore_int_from_ssize (gcore_int_max_str_digits ());
}

static GcoreObject *
set_int_max_str_digits (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "maxdigits", NULL };
  int limit;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "i:set_int_max_str_digits", keywords, &limit))
    return NULL;
  if (limit != 0 && limit < GCORE_INT_MAX_STR_DIGITS_THRESHOLD)
    return gcore_err_format (GCORE_EXC (ValueError), "maxdigits must be 0 or larger than %d",
                             GCORE_INT_MAX_STR_DIGITS_THRESHOLD);
  gcore_int_set_max_str_digits (limit);
  GCORE_RETURN_NONE;
}

/* Threads do not switch here; the number is only kept. */
static GcoreObject *
get_switch_interval (GcoreObject *module, GcoreObject *unused)
{
  return gcore_float_from_double (0.005);
}

static GcoreObject *
set_switch_interval (GcoreObject *module, GcoreObject *interval)
{
  double value = gcore_float_as_double (interval);
  if (value == -1.0 && gcore_err_occurred () != NULL)
    return NULL;
  if (value <= 0.0)
    return gcore_err_format (GCORE_EXC (ValueError), "switch interval must be strictly positive");
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_trace (GcoreObject *module, GcoreObject *unused)
{
  GcoreObject *function = GCORE_MACHINE->trace_function;
  return gcore_newref (function != NULL ? function : GCORE_NONE);
}

static GcoreObject *
set_trace (GcoreObject *module, GcoreObject *function)
{
  gcore_trace_set (GCORE_MACHINE, function != GCORE_NONE ? function : NULL);
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_profile (GcoreObject *module, GcoreObject *unused)
{
  GcoreObject *function = GCORE_MACHINE->profile_function;
  return gcore_newref (function != NULL ? function : GCORE_NONE);
}

static GcoreObject *
set_profile (GcoreObject *module, GcoreObject *function)
{
  gcore_profile_set (GCORE_MACHINE, function != GCORE_NONE ? function : NULL);
  GCORE_RETURN_NONE;
}

static GcoreObject *
audit (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GCORE_RETURN_NONE;
}

static GcoreObject *
utf8 (GcoreObject *module, GcoreObject *unused)
{
  return gcore_str_from_string ("utf-8");
}

static GcoreObject *
surrogateescape (GcoreObject *module, GcoreObject *unused)
{
  return gcore_str_from_string ("surrogateescape");
}

static GcoreObject *
clear_type_cache (GcoreObject *module, GcoreObject *unused)
{
  gcore_type_cache_clear ();
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef methods[] = {
  { "getrefcount", GCORE_FUNC (getrefcount), GCORE_METH_O, "Return the reference count of object." },
  { "getsizeof", GCORE_FUNC (getsizeof), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes." },
  { "getallocatedblocks", GCORE_FUNC (getallocatedblocks), GCORE_METH_NOARGS,
    "Return the number of memory blocks currently allocated." },
  { "intern", GCORE_FUNC (intern), GCORE_METH_O, "``Intern'' the given string." },
  { "exc_info", GCORE_FUNC (exc_info), GCORE_METH_NOARGS,
    "Return current exception information: (type, value, traceback)." },
  { "exception", GCORE_FUNC (exception), GCORE_METH_NOARGS, "Return the current exception." },
  { "exit", GCORE_FUNC (exit_), GCORE_METH_FASTCALL, "Exit the interpreter by raising SystemExit(status)." },
  { "_getframe", GCORE_FUNC (getframe), GCORE_METH_FASTCALL, "Return a frame object from the call stack." },
  { "_current_frames", GCORE_FUNC (current_frames), GCORE_METH_NOARGS,
    "Return a dict mapping each thread's id to its current stack frame." },
  { "getrecursionlimit", GCORE_FUNC (get_recursion_limit), GCORE_METH_NOARGS,
    "Return the current value of the recursion limit." },
  { "setrecursionlimit", GCORE_FUNC (set_recursion_limit), GCORE_METH_O,
    "Set the maximum depth of the Python interpreter stack to n." },
  { "is_finalizing", GCORE_FUNC (is_finalizing), GCORE_METH_NOARGS, "Return True if Python is exiting." },
  { "get_int_max_str_digits", GCORE_FUNC (get_int_max_str_digits), GCORE_METH_NOARGS,
    "Return the maximum string digits limit for non-binary int<->str conversions." },
  { "set_int_max_str_digits", GCORE_FUNC (set_int_max_str_digits), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "Set the maximum string digits limit for non-binary int<->str conversions." },
  { "getswitchinterval", GCORE_FUNC (get_switch_interval), GCORE_METH_NOARGS,
    "Return the current thread switch interval." },
  { "setswitchinterval", GCORE_FUNC (set_switch_interval), GCORE_METH_O,
    "Set the ideal thread switching delay inside the Python interpreter." },
  { "gettrace", GCORE_FUNC (get_trace), GCORE_METH_NOARGS, "Return the global debug tracing function." },
  { "settrace", GCORE_FUNC (set_trace), GCORE_METH_O, "Set the global debug tracing function." },
  { "getprofile", GCORE_FUNC (get_profile), GCORE_METH_NOARGS, "Return the profiling function." },
  { "setprofile", GCORE_FUNC (set_profile), GCORE_METH_O, "Set the profiling function." },
  { "audit", GCORE_FUNC (audit), GCORE_METH_FASTCALL, "Passes the event to any hooks that are attached." },
  { "addaudithook", GCORE_FUNC (audit), GCORE_METH_FASTCALL, "Adds a new audit hook callback." },
  { "getdefaultencoding", GCORE_FUNC (utf8), GCORE_METH_NOARGS, "Return the current default encoding." },
  { "getfilesystemencoding", GCORE_FUNC (utf8), GCORE_METH_NOARGS,
    "Return the encoding used to convert Unicode filenames to OS filenames." },
  { "getfilesystemencodeerrors", GCORE_FUNC (surrogateescape), GCORE_METH_NOARGS,
    "Return the error mode used for Unicode to OS filename conversion." },
  { "_clear_type_cache", GCORE_FUNC (clear_type_cache), GCORE_METH_NOARGS, "Clear the internal type lookup cache." },
  { .name = NULL }
};

/* --- the module --------------------------------------------------------------------------------------------------- */

/* The hooks, and again under the names by which a program finds the original ones. */
static int
add_hooks (GcoreObject *module)
{
  GcoreObject *dict = gcore_module_get_dict (module);
  if (gcore_module_add_functions (module, gcore_sys_hooks) != 0)
    return -1;
  for (const GcoreMethodDef *hook = gcore_sys_hooks; hook->name != NULL; hook++)
    {
      GcoreObject *name = gcore_str_from_format ("__%s__", hook->name);
      GcoreObject *function = gcore_dict_get_item_string (dict, hook->name);
      int result = -1;
      if (name != NULL && function != NULL)
        {
          gcore_str_intern_in_place (&name);
          result = gcore_dict_set_item (dict, name, function);
        }
      gcore_xdecref (name);
      if (result != 0)
        return -1;
    }
  return 0;
}

static int
init (GcoreObject *module)
{
  if (add_hooks (module) != 0 || gcore_module_add_object_ref (module, "modules", GCORE_MACHINE->modules) != 0)
    return -1;
  return gcore_sys_add_info (module);
}

const GcoreModuleDef gcore_sys_module = {
  .name = "sys",
  .doc = "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact "
         "strongly with the interpreter.",
  .methods = methods,
  .init = init,
};
