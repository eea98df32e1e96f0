/* SPDX-License-Identifier: MIT */
/* The types generator and coroutine: methods and attributes. */
#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/generator-private.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/weakref.h"

#define GENERATOR(object) ((GcoreGenerator *) (void *) (object))

/* --- life --------------------------------------------------------------------------------------------------------- */

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreGenerator *generator = GENERATOR (self);
  GCORE_VISIT (generator->code);
  GCORE_VISIT (generator->name);
  GCORE_VISIT (generator->qualname);
  if (generator->state < GCORE_GENERATOR_CLEARED)
    {
      int result = gcore_activation_traverse (&generator->activation, visit, data);
      if (result != 0)
        return result;
    }
  GCORE_VISIT (generator->handled.exception);
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  GcoreGenerator *generator = GENERATOR (self);
  gcore_gc_untrack (self);
  if (generator->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_gc_track (self);
  if (gcore_object_call_finalizer_from_dealloc (self) < 0)
    return; /* resurrected */
  gcore_gc_untrack (self);
  if (generator->state < GCORE_GENERATOR_CLEARED)
    {
      generator->state = GCORE_GENERATOR_CLEARED;
      generator->activation.previous = NULL;
      gcore_activation_clear (&generator->activation);
    }
  gcore_decref (generator->code);
  gcore_decref (generator->name);
  gcore_decref (generator->qualname);
  GCORE_CLEAR (generator->handled.exception);
  gcore_xdecref (generator->origin);
  gcore_gc_del (self);
}

static GcoreObject *
repr (GcoreObject *self)
{
  return gcore_str_from_format ("<%s object %S at %p>", GCORE_TYPE_OF (self)->name, GENERATOR (self)->qualname, self);
}

/* --- stepping ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
iter_next (GcoreObject *self)
{
  GcoreObject *result;
  int status = gcore_generator_step (GENERATOR (self), NULL, false, false, &result);
  if (status == GCORE_SEND_RETURN)
    {
      if (result != GCORE_NONE)
        gcore_generator_set_stop_iteration_value (result);
      GCORE_CLEAR (result);
    }
  return result;
}

static GcoreObject *
send (GcoreObject *self, GcoreObject *value)
{
  GcoreObject *result;
  int status = gcore_generator_step (GENERATOR (self), value, false, false, &result);
  return gcore_generator_outcome (GENERATOR (self), status, result);
}

static GcoreObject *
throw_ (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *type, *value = NULL, *tb = NULL;
  if (!gcore_arg_unpack_stack (args, n_args, "throw", 1, 3, &type, &value, &tb))
    return NULL;
  return gcore_generator_throw (GENERATOR (self), true, type, value, tb);
}

static GcoreObject *
close_ (GcoreObject *self, GcoreObject *unused)
{
  return gcore_generator_close (GENERATOR (self));
}

static GcoreObject *
size_of (GcoreObject *self, GcoreObject *unused)
{
  GcoreCode *code = (GcoreCode *) (void *) GENERATOR (self)->code;
  size_t slots = (size_t) (code->nlocalsplus + code->stacksize);
  return gcore_int_from_size (offsetof (GcoreGenerator, activation.slots) + slots * sizeof (GcoreObject *));
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static GcoreObject *
get_name (GcoreObject *self, void *closure)
{
  return gcore_newref (GENERATOR (self)->name);
}

static GcoreObject *
get_qualname (GcoreObject *self, void *closure)
{
  return gcore_newref (GENERATOR (self)->qualname);
}

static int
set_name (GcoreObject *self, GcoreObject *value, void *closure)
{
  return gcore_function_set_text (&GENERATOR (self)->name, value, "__name__");
}

static int
set_qualname (GcoreObject *self, GcoreObject *value, void *closure)
{
  return gcore_function_set_text (&GENERATOR (self)->qualname, value, "__qualname__");
}

static GcoreObject *
get_yield_from (GcoreObject *self, void *closure)
{
  GcoreObject *delegate = gcore_generator_yield_from (GENERATOR (self));
  return delegate != NULL ? delegate : gcore_newref (GCORE_NONE);
}

static GcoreObject *
get_running (GcoreObject *self, void *closure)
{
  return gcore_bool_from_long (GENERATOR (self)->state == GCORE_GENERATOR_EXECUTING);
}

static GcoreObject *
get_suspended (GcoreObject *self, void *closure)
{
  return gcore_bool_from_long (GENERATOR (self)->state == GCORE_GENERATOR_SUSPENDED);
}

static GcoreObject *
get_frame (GcoreObject *self, void *closure)
{
  if (GENERATOR (self)->state == GCORE_GENERATOR_CLEARED)
    return gcore_newref (GCORE_NONE);
  return gcore_xnewref (gcore_activation_get_frame (&GENERATOR (self)->activation));
}

static GcoreObject *
get_code (GcoreObject *self, void *closure)
{
  return gcore_newref (GENERATOR (self)->code);
}

static GcoreObject *
get_origin (GcoreObject *self, void *closure)
{
  return gcore_newref (GCORE_NONE);
}

/* --- await -------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_coroutine_get_awaitable_iter (GcoreObject *object)
{
  if (gcore_is_coroutine (object)
      || (gcore_is_generator (object)
          && ((GcoreCode *) (void *) GENERATOR (object)->code)->flags & GCORE_CODE_ITERABLE_COROUTINE))
    return gcore_newref (object);
  GcoreUnaryFunc await_ = GCORE_TYPE_OF (object)->await_;
  if (await_ == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "object %.100s can't be used in 'await' expression",
                             GCORE_TYPE_OF (object)->name);
  GcoreObject *iter = await_ (object);
  if (iter == NULL)
    return NULL;
  if (gcore_is_coroutine (iter))
    gcore_err_set_string (GCORE_EXC (TypeError), "__await__() returned a coroutine");
  else if (!gcore_iter_check (iter))
    gcore_err_format (GCORE_EXC (TypeError), "__await__() returned non-iterator of type '%.100s'",
                      GCORE_TYPE_OF (iter)->name);
  else
    return iter;
  gcore_decref (iter);
  return NULL;
}

/* A coroutine is its own await iterator here: no wrapper object is needed to step it. */
static GcoreObject *
await_self (GcoreObject *self)
{
  return gcore_newref (self);
}

static GcoreObject *
await_method (GcoreObject *self, GcoreObject *unused)
{
  return gcore_newref (self);
}

/* --- the types ---------------------------------------------------------------------------------------------------- */

static const char send_doc[]
  = "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.";
static const char throw_doc[] = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next "
                                "yielded value or raise\nStopIteration.";

static const GcoreMethodDef generator_methods[] = {
  { "send", GCORE_FUNC (send), GCORE_METH_O, send_doc },
  { "throw", GCORE_FUNC (throw_), GCORE_METH_FASTCALL, throw_doc },
  { "close", GCORE_FUNC (close_), GCORE_METH_NOARGS, "close() -> raise GeneratorExit inside generator." },
  { "__sizeof__", GCORE_FUNC (size_of), GCORE_METH_NOARGS, "gen.__sizeof__() -> size of gen in memory, in bytes" },
  { NULL },
};

static const GcoreGetSetDef generator_getset[] = {
  { "__name__", get_name, set_name, "name of the generator" },
  { "__qualname__", get_qualname, set_qualname, "qualified name of the generator" },
  { "gi_yieldfrom", get_yield_from, NULL, "object being iterated by yield from, or None" },
  { "gi_running", get_running },
  { "gi_frame", get_frame },
  { "gi_suspended", get_suspended },
  { "gi_code", get_code },
  { NULL },
};

const GcoreType gcore_generator_template = {
  .name = "generator",
  .basic_size = offsetof (GcoreGenerator, activation.slots),
  .item_size = sizeof (GcoreObject *),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .finalize = gcore_generator_finalize,
  .repr = repr,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = iter_next,
  .send = gcore_generator_send,
  .weaklist_offset = offsetof (GcoreGenerator, weak_list),
  .methods = generator_methods,
  .getset = generator_getset,
};

static const GcoreMethodDef coroutine_methods[] = {
  { "send", GCORE_FUNC (send), GCORE_METH_O, send_doc },
  { "throw", GCORE_FUNC (throw_), GCORE_METH_FASTCALL, throw_doc },
  { "close", GCORE_FUNC (close_), GCORE_METH_NOARGS, "close() -> raise GeneratorExit inside coroutine." },
  { "__await__", GCORE_FUNC (await_method), GCORE_METH_NOARGS },
  { "__sizeof__", GCORE_FUNC (size_of), GCORE_METH_NOARGS, "gen.__sizeof__() -> size of gen in memory, in bytes" },
  { NULL },
};

static const GcoreGetSetDef coroutine_getset[] = {
  { "__name__", get_name, set_name, "name of the coroutine" },
  { "__qualname__", get_qualname, set_qualname, "qualified name of the coroutine" },
  { "cr_await", get_yield_from, NULL, "object being awaited on, or None" },
  { "cr_running", get_running },
  { "cr_frame", get_frame },
  { "cr_suspended", get_suspended },
  { "cr_code", get_code },
  { "cr_origin", get_origin },
  { NULL },
};

const GcoreType gcore_coroutine_template = {
  .name = "coroutine",
  .basic_size = offsetof (GcoreGenerator, activation.slots),
  .item_size = sizeof (GcoreObject *),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .finalize = gcore_generator_finalize,
  .repr = repr,
  .send = gcore_generator_send,
  .await_ = await_self,
  .weaklist_offset = offsetof (GcoreGenerator, weak_list),
  .methods = coroutine_methods,
  .getset = coroutine_getset,
};
