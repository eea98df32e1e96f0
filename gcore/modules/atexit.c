/* SPDX-License-Identifier: MIT */
/* The module atexit: functions the machine calls, newest first, when the program ends. */
#include "gcore/machine/machine.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/tuple.h"

static GcoreObject *
do_register (GcoreObject *module, GcoreObject *args, GcoreObject *kwargs)
{
  if (GCORE_TUPLE_SIZE (args) == 0)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "register() takes at least 1 argument (0 given)");
      return NULL;
    }
  GcoreObject *function = GCORE_TUPLE_ITEM (args, 0);
  if (!gcore_callable_check (function))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "the first argument must be callable");
      return NULL;
    }
  GcoreObject *arguments = gcore_tuple_get_slice (args, 1, GCORE_TUPLE_SIZE (args));
  if (arguments == NULL)
    return NULL;
  GcoreObject *entry = gcore_tuple_pack (3, function, arguments, kwargs != NULL ? kwargs : GCORE_NONE);
  gcore_decref (arguments);
  if (entry == NULL)
    return NULL;
  int result = gcore_list_append (GCORE_MACHINE->exit_callbacks, entry);
  gcore_decref (entry);
  return result < 0 ? NULL : gcore_newref (function);
}

static GcoreObject *
clear (GcoreObject *module, GcoreObject *ignored)
{
  GcoreObject *callbacks = GCORE_MACHINE->exit_callbacks;
  if (gcore_list_set_slice (callbacks, 0, GCORE_LIST_SIZE (callbacks), NULL) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
count (GcoreObject *module, GcoreObject *ignored)
{
  return gcore_int_from_ssize (GCORE_LIST_SIZE (GCORE_MACHINE->exit_callbacks));
}

static GcoreObject *
unregister (GcoreObject *module, GcoreObject *function)
{
  GcoreObject *callbacks = GCORE_MACHINE->exit_callbacks;
  for (intptr_t i = GCORE_LIST_SIZE (callbacks) - 1; i >= 0; i--)
    {
      /* A comparison is free to change the list. */
      if (i >= GCORE_LIST_SIZE (callbacks))
        continue;
      GcoreObject *entry = gcore_newref (GCORE_LIST_ITEM (callbacks, i));
      int equal = gcore_object_rich_compare_bool (function, GCORE_TUPLE_ITEM (entry, 0), GCORE_EQ);
      bool is_there = i < GCORE_LIST_SIZE (callbacks) && GCORE_LIST_ITEM (callbacks, i) == entry;
      gcore_decref (entry);
      if (equal < 0 || (equal > 0 && is_there && gcore_list_set_slice (callbacks, i, i + 1, NULL) < 0))
        return NULL;
    }
  return gcore_newref (GCORE_NONE);
}

static const GcoreMethodDef methods[] = {
  { "register", GCORE_FUNC (do_register), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "register(func, *args, **kwargs)\n\nHas func(*args, **kwargs) called when the program ends. Returns func, so that "
    "it can\nbe used as a decorator." },
  { "_clear", GCORE_FUNC (clear), GCORE_METH_NOARGS,
    "_clear()\n\nForgets all registered functions." },
  { "_ncallbacks", GCORE_FUNC (count), GCORE_METH_NOARGS,
    "_ncallbacks()\n\nThe number of registered functions." },
  { "unregister", GCORE_FUNC (unregister), GCORE_METH_O,
    "unregister(func)\n\nForgets a function, however often it was registered." },
  { NULL }
};

const GcoreModuleDef gcore_atexit_module = {
  .name = "atexit",
  .doc = "Functions to be called when the program ends.",
  .methods = methods
};
