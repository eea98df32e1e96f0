/* SPDX-License-Identifier: MIT */
/* BaseException: arguments, text, traceback, context, cause, notes. */
#include "gcore/objects/exceptions.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/refcount/trashcan.h"

/* --- making, text ------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_exception_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *self = type->alloc (type, 0);
  if (self != NULL)
    EXCEPTION (self)->args = gcore_newref (args != NULL ? args : GCORE_OBJECTS->empty_tuple);
  return self;
}

int
gcore_exception_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (!gcore_arg_no_keywords (GCORE_TYPE_OF (self)->name, kwargs))
    return -1;
  GCORE_SETREF (EXCEPTION (self)->args, gcore_newref (args));
  return 0;
}

GcoreObject *
gcore_exception_str (GcoreObject *self)
{
  GcoreObject *args = EXCEPTION (self)->args;
  if (GCORE_TUPLE_SIZE (args) == 0)
    return gcore_newref (GCORE_OBJECTS->empty_str);
  return gcore_object_str (GCORE_TUPLE_SIZE (args) == 1 ? GCORE_TUPLE_ITEM (args, 0) : args);
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *args = EXCEPTION (self)->args;
  const char *name = gcore_type_short_name (GCORE_TYPE_OF (self));
  if (GCORE_TUPLE_SIZE (args) == 1)
    return gcore_str_from_format ("%s(%R)", name, GCORE_TUPLE_ITEM (args, 0));
  return gcore_str_from_format ("%s%R", name, args);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

int
gcore_exception_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreException *exception = EXCEPTION (self);
  GCORE_VISIT (exception->dict);
  GCORE_VISIT (exception->args);
  GCORE_VISIT (exception->notes);
  GCORE_VISIT (exception->traceback);
  GCORE_VISIT (exception->cause);
  GCORE_VISIT (exception->context);
  return 0;
}

int
gcore_exception_clear (GcoreObject *self)
{
  GcoreException *exception = EXCEPTION (self);
  GCORE_CLEAR (exception->dict);
  GCORE_CLEAR (exception->args);
  GCORE_CLEAR (exception->notes);
  GCORE_CLEAR (exception->traceback);
  GCORE_CLEAR (exception->cause);
  GCORE_CLEAR (exception->context);
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  gcore_exception_clear (self);
  GCORE_TYPE_OF (self)->free_ (self);
  GCORE_TRASHCAN_END
}

/* --- traceback, context, cause ------------------------------------------------------------------------------------ */

GcoreObject *
gcore_exception_get_traceback (GcoreObject *exception)
{
  GcoreObject *traceback = EXCEPTION (exception)->traceback;
  return traceback == GCORE_NONE ? NULL : gcore_xnewref (traceback);
}

GcoreObject *
gcore_exception_get_context (GcoreObject *exception)
{
  return gcore_xnewref (EXCEPTION (exception)->context);
}

GcoreObject *
gcore_exception_get_cause (GcoreObject *exception)
{
  return gcore_xnewref (EXCEPTION (exception)->cause);
}

void
gcore_exception_set_context (GcoreObject *exception, GcoreObject *context)
{
  GCORE_SETREF (EXCEPTION (exception)->context, context);
}

void
gcore_exception_set_cause (GcoreObject *exception, GcoreObject *cause)
{
  EXCEPTION (exception)->suppress_context = true;
  GCORE_SETREF (EXCEPTION (exception)->cause, cause);
}

int
gcore_exception_set_traceback (GcoreObject *exception, GcoreObject *traceback)
{
  if (traceback != GCORE_NONE && !gcore_is_exact (traceback, TRACEBACK))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__traceback__ must be a traceback or None");
      return -1;
    }
  GCORE_SETREF (EXCEPTION (exception)->traceback, gcore_newref (traceback));
  return 0;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
none_for_null (GcoreObject *object)
{
  return gcore_newref (object != NULL ? object : GCORE_NONE);
}

/* Whether VALUE is not NULL; TypeError "ATTRIBUTE may not be deleted". */
static bool
check_not_deleted (GcoreObject *value, const char *attribute)
{
  if (value == NULL)
    gcore_err_format (GCORE_EXC (TypeError), "%s may not be deleted", attribute);
  return value != NULL;
}

static GcoreObject *
get_args (GcoreObject *self, void *closure)
{
  return none_for_null (EXCEPTION (self)->args);
}

static int
set_args (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (!check_not_deleted (value, "args"))
    return -1;
  GcoreObject *tuple = gcore_sequence_tuple (value);
  if (tuple == NULL)
    return -1;
  GCORE_SETREF (EXCEPTION (self)->args, tuple);
  return 0;
}

static GcoreObject *
get_traceback (GcoreObject *self, void *closure)
{
  return none_for_null (EXCEPTION (self)->traceback);
}

static int
set_traceback (GcoreObject *self, GcoreObject *value, void *closure)
{
  return check_not_deleted (value, "__traceback__") ? gcore_exception_set_traceback (self, value) : -1;
}

static GcoreObject *
get_context (GcoreObject *self, void *closure)
{
  return none_for_null (EXCEPTION (self)->context);
}

/* VALUE or NULL for None, a new reference in *RESULT. */
static int
exception_or_none (GcoreObject *value, const char *what, GcoreObject **result)
{
  if (value != GCORE_NONE && !gcore_is_exception (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "exception %s must be None or derive from BaseException", what);
      return -1;
    }
  *result = value == GCORE_NONE ? NULL : gcore_newref (value);
  return 0;
}

static int
set_context (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreObject *context;
  if (!check_not_deleted (value, "__context__") || exception_or_none (value, "context", &context) != 0)
    return -1;
  gcore_exception_set_context (self, context);
  return 0;
}

static GcoreObject *
get_cause (GcoreObject *self, void *closure)
{
  return none_for_null (EXCEPTION (self)->cause);
}

static int
set_cause (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreObject *cause;
  if (!check_not_deleted (value, "__cause__") || exception_or_none (value, "cause", &cause) != 0)
    return -1;
  gcore_exception_set_cause (self, cause);
  return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
exception_reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreException *exception = EXCEPTION (self);
  if (exception->dict != NULL)
    return gcore_tuple_pack (3, GCORE_TYPE_OF (self), exception->args, exception->dict);
  return gcore_tuple_pack (2, GCORE_TYPE_OF (self), exception->args);
}

static GcoreObject *
exception_set_state (GcoreObject *self, GcoreObject *state)
{
  intptr_t position = 0;
  GcoreObject *key, *value;
  if (state == GCORE_NONE)
    GCORE_RETURN_NONE;
  if (!gcore_is_dict (state))
    return gcore_err_format (GCORE_EXC (TypeError), "state is not a dictionary");
  while (gcore_dict_next (state, &position, &key, &value))
    if (gcore_object_set_attr (self, key, value) != 0)
      return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
exception_with_traceback (GcoreObject *self, GcoreObject *traceback)
{
  return gcore_exception_set_traceback (self, traceback) == 0 ? gcore_newref (self) : NULL;
}

static GcoreObject *
exception_add_note (GcoreObject *self, GcoreObject *note)
{
  GcoreObject *notes;
  if (!gcore_is_str (note))
    return gcore_err_format (GCORE_EXC (TypeError), "note must be a str, not '%s'", GCORE_TYPE_OF (note)->name);
  if (gcore_object_lookup_attr (self, GCORE_ID (__notes__), &notes) < 0)
    return NULL;
  if (notes == NULL)
    {
      notes = gcore_list_new (0);
      if (notes == NULL || gcore_object_set_attr (self, GCORE_ID (__notes__), notes) != 0)
        {
          gcore_xdecref (notes);
          return NULL;
        }
    }
  int result = -1;
  if (gcore_is_list (notes))
    result = gcore_list_append (notes, note);
  else
    gcore_err_set_string (GCORE_EXC (TypeError), "Cannot add note: __notes__ is not a list");
  gcore_decref (notes);
  return result == 0 ? gcore_newref (GCORE_NONE) : NULL;
}

static const GcoreMethodDef methods[] = {
  { "__reduce__", GCORE_FUNC (exception_reduce), GCORE_METH_NOARGS, NULL },
  { "__setstate__", GCORE_FUNC (exception_set_state), GCORE_METH_O, NULL },
  { "with_traceback", GCORE_FUNC (exception_with_traceback), GCORE_METH_O,
    "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self." },
  { "add_note", GCORE_FUNC (exception_add_note), GCORE_METH_O,
    "Exception.add_note(note) --\n    add a note to the exception" },
  { .name = NULL }
};

static const GcoreMemberDef members[] = {
  { "__suppress_context__", GCORE_MEMBER_BOOL, offsetof (GcoreException, suppress_context), 0, NULL },
  { .name = NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { "args", get_args, set_args, NULL, NULL },
  { "__traceback__", get_traceback, set_traceback, NULL, NULL },
  { "__context__", get_context, set_context, "exception context", NULL },
  { "__cause__", get_cause, set_cause, "exception cause", NULL },
  { .name = NULL }
};

const GcoreType gcore_exception_template_Exception = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  .basic_size = sizeof (GcoreException),
  .dealloc = dealloc,
  .repr = repr,
  .str = gcore_exception_str,
  .traverse = gcore_exception_traverse,
  .clear = gcore_exception_clear,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .methods = methods,
  .members = members,
  .getset = getset,
  .init = gcore_exception_init,
  .new_ = gcore_exception_new,
};
