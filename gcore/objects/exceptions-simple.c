/* SPDX-License-Identifier: MIT */
/* Exceptions with a few fields of their own: SystemExit, StopIteration, NameError, AttributeError, ImportError, KeyError;
 * and MemoryError, which comes from a stock. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* --- SystemExit --------------------------------------------------------------------------------------------------- */

GCORE_EXCEPTION_DEFINE_LIFE (GcoreSystemExit, code, 1)

static int
system_exit_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (gcore_exception_init (self, args, kwargs) != 0)
    return -1;
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n > 0)
    GCORE_SETREF (((GcoreSystemExit *) (void *) self)->code, gcore_newref (n == 1 ? GCORE_TUPLE_ITEM (args, 0) : args));
  return 0;
}

static const GcoreMemberDef system_exit_members[] = {
  { "code", GCORE_MEMBER_OBJECT, offsetof (GcoreSystemExit, code), 0, "exception code" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_SystemExit = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreSystemExit),
  .members = system_exit_members,
  .init = system_exit_init,
};

/* --- StopIteration ------------------------------------------------------------------------------------------------ */

GCORE_EXCEPTION_DEFINE_LIFE (GcoreStopIteration, value, 1)

static int
stop_iteration_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  if (gcore_exception_init (self, args, kwargs) != 0)
    return -1;
  GcoreObject *value = GCORE_TUPLE_SIZE (args) > 0 ? GCORE_TUPLE_ITEM (args, 0) : GCORE_NONE;
  GCORE_SETREF (((GcoreStopIteration *) (void *) self)->value, gcore_newref (value));
  return 0;
}

static const GcoreMemberDef stop_iteration_members[] = {
  { "value", GCORE_MEMBER_OBJECT, offsetof (GcoreStopIteration, value), 0, "generator return value" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_StopIteration = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreStopIteration),
  .members = stop_iteration_members,
  .init = stop_iteration_init,
};

/* --- NameError ---------------------------------------------------------------------------------------------------- */

GCORE_EXCEPTION_DEFINE_LIFE (GcoreNameError, name, 1)

static int
name_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "name", NULL };
  GcoreObject *name = NULL;
  if (gcore_exception_init (self, args, NULL) != 0
      || !gcore_arg_parse_tuple_and_keywords (GCORE_OBJECTS->empty_tuple, kwargs, "|$O:NameError", keywords, &name))
    return -1;
  GCORE_SETREF (((GcoreNameError *) (void *) self)->name, gcore_xnewref (name));
  return 0;
}

static const GcoreMemberDef name_error_members[] = {
  { "name", GCORE_MEMBER_OBJECT, offsetof (GcoreNameError, name), 0, "name" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_NameError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreNameError),
  .members = name_error_members,
  .init = name_error_init,
};

/* --- AttributeError ----------------------------------------------------------------------------------------------- */

GCORE_EXCEPTION_DEFINE_LIFE (GcoreAttributeError, object, 2)

static int
attribute_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "name", "obj", NULL };
  GcoreAttributeError *error = (GcoreAttributeError *) (void *) self;
  GcoreObject *name = NULL, *object = NULL;
  if (gcore_exception_init (self, args, NULL) != 0
      || !gcore_arg_parse_tuple_and_keywords (GCORE_OBJECTS->empty_tuple, kwargs, "|$OO:AttributeError", keywords, &name,
                                              &object))
    return -1;
  GCORE_SETREF (error->name, gcore_xnewref (name));
  GCORE_SETREF (error->object, gcore_xnewref (object));
  return 0;
}

int
gcore_attribute_error_set_names (GcoreObject *exception, GcoreObject *object, GcoreObject *name)
{
  GcoreAttributeError *error = (GcoreAttributeError *) (void *) exception;
  if (error->name != NULL || error->object != NULL)
    return 0;
  error->name = gcore_newref (name);
  error->object = gcore_newref (object);
  return 1;
}

static const GcoreMemberDef attribute_error_members[] = {
  { "name", GCORE_MEMBER_OBJECT, offsetof (GcoreAttributeError, name), 0, "attribute name" },
  { "obj", GCORE_MEMBER_OBJECT, offsetof (GcoreAttributeError, object), 0, "object" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_AttributeError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreAttributeError),
  .members = attribute_error_members,
  .init = attribute_error_init,
};

/* --- ImportError -------------------------------------------------------------------------------------------------- */

GCORE_EXCEPTION_DEFINE_LIFE (GcoreImportError, msg, 3)

static int
import_error_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "name", "path", NULL };
  GcoreImportError *error = (GcoreImportError *) (void *) self;
  GcoreObject *name = NULL, *path = NULL;
  if (gcore_exception_init (self, args, NULL) != 0
      || !gcore_arg_parse_tuple_and_keywords (GCORE_OBJECTS->empty_tuple, kwargs, "|$OO:ImportError", keywords, &name,
                                              &path))
    return -1;
  GCORE_SETREF (error->name, gcore_xnewref (name));
  GCORE_SETREF (error->path, gcore_xnewref (path));
  GCORE_SETREF (error->msg, gcore_xnewref (GCORE_TUPLE_SIZE (args) == 1 ? GCORE_TUPLE_ITEM (args, 0) : NULL));
  return 0;
}

static GcoreObject *
import_error_str (GcoreObject *self)
{
  GcoreObject *msg = ((GcoreImportError *) (void *) self)->msg;
  return msg != NULL && gcore_is_str_exact (msg) ? gcore_newref (msg) : gcore_exception_str (self);
}

/* Name and path are no arguments: they go with the attributes. */
static GcoreObject *
import_error_reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreImportError *error = (GcoreImportError *) (void *) self;
  GcoreObject *args = EXCEPTION (self)->args, *dict = EXCEPTION (self)->dict;
  if (error->name == NULL && error->path == NULL)
    return dict != NULL ? gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, dict)
                        : gcore_tuple_pack (2, GCORE_TYPE_OF (self), args);
  GcoreObject *state = dict != NULL ? gcore_dict_copy (dict) : gcore_dict_new (), *result = NULL;
  int status = state != NULL ? 0 : -1;
  if (status == 0 && error->name != NULL)
    status = gcore_dict_set_item (state, GCORE_ID (name), error->name);
  if (status == 0 && error->path != NULL)
    status = gcore_dict_set_item (state, GCORE_ID (path), error->path);
  if (status == 0)
    result = gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, state);
  gcore_xdecref (state);
  return result;
}

static const GcoreMethodDef import_error_methods[] = {
  { "__reduce__", GCORE_FUNC (import_error_reduce), GCORE_METH_NOARGS, NULL },
  { .name = NULL }
};

static const GcoreMemberDef import_error_members[] = {
  { "msg", GCORE_MEMBER_OBJECT, offsetof (GcoreImportError, msg), 0, "exception message" },
  { "name", GCORE_MEMBER_OBJECT, offsetof (GcoreImportError, name), 0, "module name" },
  { "path", GCORE_MEMBER_OBJECT, offsetof (GcoreImportError, path), 0, "module path" },
  { .name = NULL }
};

const GcoreType gcore_exception_template_ImportError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  GCORE_EXCEPTION_LIFE (GcoreImportError),
  .str = import_error_str,
  .methods = import_error_methods,
  .members = import_error_members,
  .init = import_error_init,
};

/* --- KeyError ----------------------------------------------------------------------------------------------------- */

/* A single key is shown as it is written in a program, so that '' and ' ' can be told apart. */
static GcoreObject *
key_error_str (GcoreObject *self)
{
  GcoreObject *args = EXCEPTION (self)->args;
  return GCORE_TUPLE_SIZE (args) == 1 ? gcore_object_repr (GCORE_TUPLE_ITEM (args, 0)) : gcore_exception_str (self);
}

const GcoreType gcore_exception_template_KeyError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  .basic_size = sizeof (GcoreException),
  .traverse = gcore_exception_traverse,
  .clear = gcore_exception_clear,
  .str = key_error_str,
};

/* --- MemoryError -------------------------------------------------------------------------------------------------- */

/* Those that are freed go back to the stock up to this number; the very last is never given away. */
enum { MEMORY_ERRORS = 16 };

static void
memory_error_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_exception_clear (self);
  EXCEPTION (self)->suppress_context = false;
  if (!gcore_is_exact (self, EXC_MemoryError) || GCORE_OBJECTS->n_memory_errors >= MEMORY_ERRORS)
    {
      GCORE_TYPE_OF (self)->free_ (self);
      return;
    }
  EXCEPTION (self)->dict = GCORE_OBJECTS->memory_errors;
  GCORE_OBJECTS->memory_errors = self;
  GCORE_OBJECTS->n_memory_errors++;
}

GcoreObject *
gcore_memory_error_take (void)
{
  GcoreObject *error = GCORE_OBJECTS->memory_errors;
  if (error == NULL)
    return gcore_newref (GCORE_OBJECTS->last_memory_error);
  GCORE_OBJECTS->memory_errors = EXCEPTION (error)->dict;
  GCORE_OBJECTS->n_memory_errors--;
  EXCEPTION (error)->dict = NULL;
  EXCEPTION (error)->args = gcore_newref (GCORE_OBJECTS->empty_tuple);
  error->refcount = 1;
  gcore_gc_track (error);
  return error;
}

static GcoreObject *
memory_error_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  if (type != GCORE_TYPE (EXC_MemoryError) || GCORE_OBJECTS->memory_errors == NULL)
    return gcore_exception_new (type, args, kwargs);
  GcoreObject *error = gcore_memory_error_take ();
  GCORE_SETREF (EXCEPTION (error)->args, gcore_newref (args));
  return error;
}

int
gcore_exceptions_start (void)
{
  GcoreObject *errors[MEMORY_ERRORS];
  int n = 0;
  GCORE_OBJECTS->last_memory_error = gcore_exception_new (GCORE_TYPE (EXC_MemoryError), NULL, NULL);
  while (n < MEMORY_ERRORS && (errors[n] = gcore_exception_new (GCORE_TYPE (EXC_MemoryError), NULL, NULL)) != NULL)
    n++;
  bool complete = n == MEMORY_ERRORS && GCORE_OBJECTS->last_memory_error != NULL;
  while (n > 0)
    gcore_decref (errors[--n]);
  return complete ? 0 : -1;
}

const GcoreType gcore_exception_template_MemoryError = {
  GCORE_EXCEPTION_TEMPLATE_HEAD,
  .basic_size = sizeof (GcoreException),
  .dealloc = memory_error_dealloc,
  .traverse = gcore_exception_traverse,
  .clear = gcore_exception_clear,
  .new_ = memory_error_new,
};
