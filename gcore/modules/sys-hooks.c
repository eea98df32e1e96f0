/* SPDX-License-Identifier: MIT */
#include "gcore/machine/machine.h"
#include "gcore/machine/streams.h"
#include "gcore/machine/traceback-print.h"
#include "gcore/modules/sys.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/str.h"

/* Shows the value of a statement at the prompt and keeps it as builtins._, which is None while it is shown. */
static GcoreObject *
displayhook (GcoreObject *module, GcoreObject *value)
{
  GcoreObject *builtins = GCORE_MACHINE->builtins;
  if (value == GCORE_NONE)
    GCORE_RETURN_NONE;
  if (gcore_dict_set_item (builtins, GCORE_ID (_), GCORE_NONE) != 0)
    return NULL;
  GcoreObject *file = gcore_sys_get_object_id (GCORE_ID (stdout));
  if (file == NULL || file == GCORE_NONE)
    return gcore_err_format (GCORE_EXC (RuntimeError), "lost sys.stdout");
  gcore_incref (file);
  int result = gcore_file_write_object (value, file, false);
  if (result == 0)
    result = gcore_file_write_string ("\n", file);
  gcore_decref (file);
  if (result != 0 || gcore_dict_set_item (builtins, GCORE_ID (_), value) != 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
excepthook (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *type, *exception, *traceback;
  if (!gcore_arg_unpack_stack (args, n_args, "excepthook", 3, 3, &type, &exception, &traceback))
    return NULL;
  if (!gcore_is_exception (exception))
    {
      gcore_stderr_write ("TypeError: print_exception(): Exception expected for value, ");
      gcore_stderr_write (GCORE_TYPE_OF (exception)->name);
      gcore_stderr_write (" found\n");
      GCORE_RETURN_NONE;
    }
  if (gcore_is_exact (traceback, TRACEBACK) && ((GcoreException *) (void *) exception)->traceback == NULL)
    gcore_exception_set_traceback (exception, traceback);
  gcore_err_display (exception);
  GCORE_RETURN_NONE;
}

static GcoreObject *
unraisablehook (GcoreObject *module, GcoreObject *unraisable)
{
  GcoreObject *exception = gcore_object_get_attr_string (unraisable, "exc_value");
  GcoreObject *message = exception != NULL ? gcore_object_get_attr_string (unraisable, "err_msg") : NULL;
  GcoreObject *object = message != NULL ? gcore_object_get_attr_string (unraisable, "object") : NULL;
  int result = -1;
  if (object != NULL && !gcore_is_exception (exception))
    gcore_err_set_string (GCORE_EXC (TypeError), "exc_value must be an exception");
  else if (object != NULL)
    result = gcore_err_display_unraisable (exception, message == GCORE_NONE ? NULL : message,
                                           object == GCORE_NONE ? NULL : object);
  gcore_xdecref (exception);
  gcore_xdecref (message);
  gcore_xdecref (object);
  return result == 0 ? gcore_newref (GCORE_NONE) : NULL;
}

const GcoreMethodDef gcore_sys_hooks[] = {
  { "displayhook", GCORE_FUNC (displayhook), GCORE_METH_O,
    "Print an object to sys.stdout and also save it in builtins._" },
  { "excepthook", GCORE_FUNC (excepthook), GCORE_METH_FASTCALL,
    "Handle an exception by displaying it with a traceback on sys.stderr." },
  { "unraisablehook", GCORE_FUNC (unraisablehook), GCORE_METH_O, "Handle an unraisable exception." },
  { .name = NULL }
};
