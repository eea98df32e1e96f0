/* SPDX-License-Identifier: MIT */
#include "gcore/objects/function.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/method.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/weakref.h"

#define FUNCTION(object) ((GcoreFunction *) (void *) (object))
#define CODE(function) ((GcoreCode *) (void *) (function)->code)

GcoreObject *
gcore_function_vectorcall (GcoreObject *function, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  return gcore_eval_vector (FUNCTION (function), NULL, args, n_args, keyword_names);
}

/* Borrowed dict: what code with these globals finds its built-ins in; NULL with an exception. */
static GcoreObject *
builtins_for (GcoreObject *globals)
{
  GcoreObject *builtins = gcore_dict_get_item_with_error (globals, GCORE_ID (__builtins__));
  if (builtins != NULL)
    return gcore_is_module (builtins) ? gcore_module_get_dict (builtins) : builtins;
  return gcore_err_occurred () ? NULL : gcore_eval_get_builtins ();
}

/* Everything but the references from outside the code. */
static void
init_from_code (GcoreFunction *function, GcoreObject *code, GcoreObject *qualname)
{
  GcoreCode *parts = (GcoreCode *) (void *) code;
  GcoreObject *doc = GCORE_NONE;
  if (GCORE_TUPLE_SIZE (parts->consts) >= 1 && gcore_is_str (GCORE_TUPLE_ITEM (parts->consts, 0)))
    doc = GCORE_TUPLE_ITEM (parts->consts, 0);
  function->name = gcore_newref (parts->name);
  function->qualname = gcore_newref (qualname != NULL ? qualname : parts->qualname);
  function->code = gcore_newref (code);
  function->defaults = NULL;
  function->kwdefaults = NULL;
  function->closure = NULL;
  function->doc = gcore_newref (doc);
  function->dict = NULL;
  function->weak_list = NULL;
  function->annotations = NULL;
  function->vectorcall = gcore_function_vectorcall;
  function->version = 0;
}

GcoreObject *
gcore_function_new_with_qualname (GcoreObject *code, GcoreObject *globals, GcoreObject *qualname)
{
  GcoreObject *module = gcore_dict_get_item_with_error (globals, GCORE_ID (__name__));
  if (module == NULL && gcore_err_occurred ())
    return NULL;
  GcoreObject *builtins = builtins_for (globals);
  if (builtins == NULL)
    return NULL;
  GcoreFunction *function = gcore_gc_new (GCORE_TYPE (FUNCTION));
  if (function == NULL)
    return NULL;
  function->globals = gcore_newref (globals);
  function->builtins = gcore_newref (builtins);
  function->module = gcore_xnewref (module);
  init_from_code (function, code, qualname);
  gcore_gc_track (function);
  return (GcoreObject *) function;
}

GcoreObject *
gcore_function_new (GcoreObject *code, GcoreObject *globals)
{
  return gcore_function_new_with_qualname (code, globals, NULL);
}

uint32_t
gcore_function_get_version (GcoreFunction *function)
{
  if (function->version == 0 && GCORE_MACHINE->next_function_version != 0)
    function->version = GCORE_MACHINE->next_function_version++;
  return function->version;
}

GcoreObject *
gcore_function_get_annotations (GcoreObject *object)
{
  GcoreFunction *function = FUNCTION (object);
  if (function->annotations == NULL || !gcore_is_tuple_exact (function->annotations))
    return function->annotations;
  GcoreObject *pairs = function->annotations, *dict = gcore_dict_new ();
  if (dict == NULL)
    return NULL;
  for (intptr_t i = 0; i + 1 < GCORE_TUPLE_SIZE (pairs); i += 2)
    if (gcore_dict_set_item (dict, GCORE_TUPLE_ITEM (pairs, i), GCORE_TUPLE_ITEM (pairs, i + 1)) < 0)
      {
        gcore_decref (dict);
        return NULL;
      }
  GCORE_SETREF (function->annotations, dict);
  return dict;
}

/* --- the type: life ----------------------------------------------------------------------------------------------- */

static int
clear (GcoreObject *self)
{
  GcoreFunction *function = FUNCTION (self);
  function->version = 0;
  GCORE_CLEAR (function->globals);
  GCORE_CLEAR (function->builtins);
  GCORE_CLEAR (function->module);
  GCORE_CLEAR (function->defaults);
  GCORE_CLEAR (function->kwdefaults);
  GCORE_CLEAR (function->doc);
  GCORE_CLEAR (function->dict);
  GCORE_CLEAR (function->closure);
  GCORE_CLEAR (function->annotations);
  /* Name, qualname and code stay: running and printing code relies on them, and they cannot be part of a cycle. A
   * subclass of str as a name could, but then another member of the cycle is cleared. */
  GCORE_SETREF (function->name, gcore_newref (GCORE_OBJECTS->empty_str));
  GCORE_SETREF (function->qualname, gcore_newref (GCORE_OBJECTS->empty_str));
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  GcoreFunction *function = FUNCTION (self);
  gcore_gc_untrack (self);
  if (function->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  clear (self);
  gcore_decref (function->code);
  gcore_decref (function->name);
  gcore_decref (function->qualname);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreFunction *function = FUNCTION (self);
  GCORE_VISIT (function->code);
  GCORE_VISIT (function->globals);
  GCORE_VISIT (function->builtins);
  GCORE_VISIT (function->module);
  GCORE_VISIT (function->defaults);
  GCORE_VISIT (function->kwdefaults);
  GCORE_VISIT (function->doc);
  GCORE_VISIT (function->name);
  GCORE_VISIT (function->dict);
  GCORE_VISIT (function->closure);
  GCORE_VISIT (function->annotations);
  GCORE_VISIT (function->qualname);
  return 0;
}

/* Whether CLOSURE (None or a tuple) fits CODE; else an exception is set. */
static bool
check_closure (GcoreObject *closure, GcoreCode *code)
{
  if (!gcore_is_tuple (closure) && !(code->nfreevars == 0 && closure == GCORE_NONE))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), code->nfreevars > 0 ? "arg 5 (closure) must be tuple"
                                                                       : "arg 5 (closure) must be None or tuple");
      return false;
    }
  intptr_t n = closure == GCORE_NONE ? 0 : GCORE_TUPLE_SIZE (closure);
  if (n != code->nfreevars)
    {
      gcore_err_format (GCORE_EXC (ValueError), "%U requires closure of length %zd, not %zd", code->name,
                        (intptr_t) code->nfreevars, n);
      return false;
    }
  for (intptr_t i = 0; i < n; i++)
    if (!gcore_is_cell (GCORE_TUPLE_ITEM (closure, i)))
      {
        gcore_err_format (GCORE_EXC (TypeError), "arg 5 (closure) expected cell, found %s",
                          GCORE_TYPE_OF (GCORE_TUPLE_ITEM (closure, i))->name);
        return false;
      }
  return true;
}

static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "code", "globals", "name", "argdefs", "closure", NULL };
  GcoreObject *code, *globals, *name = GCORE_NONE, *defaults = GCORE_NONE, *closure = GCORE_NONE;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "OO|OOO:function", keywords, &code, &globals, &name, &defaults,
                                           &closure))
    return NULL;
  if (!gcore_is_exact (code, CODE))
    {
      gcore_arg_bad_argument ("function", "argument 'code'", "code", code);
      return NULL;
    }
  if (!gcore_is_dict (globals))
    {
      gcore_arg_bad_argument ("function", "argument 'globals'", "dict", globals);
      return NULL;
    }
  if (name != GCORE_NONE && !gcore_is_str (name))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "arg 3 (name) must be None or string");
      return NULL;
    }
  if (defaults != GCORE_NONE && !gcore_is_tuple (defaults))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "arg 4 (defaults) must be None or tuple");
      return NULL;
    }
  if (!check_closure (closure, (GcoreCode *) (void *) code))
    return NULL;
  GcoreFunction *function = FUNCTION (gcore_function_new (code, globals));
  if (function == NULL)
    return NULL;
  if (name != GCORE_NONE)
    GCORE_SETREF (function->name, gcore_newref (name));
  if (defaults != GCORE_NONE)
    function->defaults = gcore_newref (defaults);
  if (closure != GCORE_NONE)
    function->closure = gcore_newref (closure);
  return (GcoreObject *) function;
}

static GcoreObject *
repr (GcoreObject *self)
{
  return gcore_str_from_format ("<function %U at %p>", FUNCTION (self)->qualname, self);
}

static GcoreObject *
descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  if (object == NULL || object == GCORE_NONE)
    return gcore_newref (self);
  return gcore_method_new (self, object);
}

/* --- the type: attributes ----------------------------------------------------------------------------------------- */

static GcoreObject *
get_code (GcoreObject *self, void *closure)
{
  return gcore_newref (FUNCTION (self)->code);
}

static int
set_code (GcoreObject *self, GcoreObject *value, void *closure)
{
  GcoreFunction *function = FUNCTION (self);
  if (value == NULL || !gcore_is_code (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__code__ must be set to a code object");
      return -1;
    }
  intptr_t n_free = ((GcoreCode *) (void *) value)->nfreevars;
  intptr_t n_closure = function->closure == NULL ? 0 : GCORE_TUPLE_SIZE (function->closure);
  if (n_closure != n_free)
    {
      gcore_err_format (GCORE_EXC (ValueError),
                        "%U() requires a code object with %zd free vars, not %zd", function->name, n_closure, n_free);
      return -1;
    }
  function->version = 0;
  GCORE_SETREF (function->code, gcore_newref (value));
  return 0;
}

static GcoreObject *
get_name (GcoreObject *self, void *closure)
{
  return gcore_newref (FUNCTION (self)->name);
}

static GcoreObject *
get_qualname (GcoreObject *self, void *closure)
{
  return gcore_newref (FUNCTION (self)->qualname);
}

int
gcore_function_set_text (GcoreObject **place, GcoreObject *value, const char *attribute)
{
  if (value == NULL || !gcore_is_str (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s must be set to a string object", attribute);
      return -1;
    }
  GCORE_SETREF (*place, gcore_newref (value));
  return 0;
}

static int
set_name (GcoreObject *self, GcoreObject *value, void *closure)
{
  return gcore_function_set_text (&FUNCTION (self)->name, value, "__name__");
}

static int
set_qualname (GcoreObject *self, GcoreObject *value, void *closure)
{
  return gcore_function_set_text (&FUNCTION (self)->qualname, value, "__qualname__");
}

static GcoreObject *
or_none (GcoreObject *object)
{
  return gcore_newref (object != NULL ? object : GCORE_NONE);
}

static GcoreObject *
get_defaults (GcoreObject *self, void *closure)
{
  return or_none (FUNCTION (self)->defaults);
}

static int
set_defaults (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == GCORE_NONE)
    value = NULL;
  if (value != NULL && !gcore_is_tuple (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__defaults__ must be set to a tuple object");
      return -1;
    }
  FUNCTION (self)->version = 0;
  GCORE_SETREF (FUNCTION (self)->defaults, gcore_xnewref (value));
  return 0;
}

static GcoreObject *
get_kwdefaults (GcoreObject *self, void *closure)
{
  return or_none (FUNCTION (self)->kwdefaults);
}

static int
set_kwdefaults (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == GCORE_NONE)
    value = NULL;
  if (value != NULL && !gcore_is_dict (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__kwdefaults__ must be set to a dict object");
      return -1;
    }
  FUNCTION (self)->version = 0;
  GCORE_SETREF (FUNCTION (self)->kwdefaults, gcore_xnewref (value));
  return 0;
}

static GcoreObject *
get_annotations (GcoreObject *self, void *closure)
{
  GcoreFunction *function = FUNCTION (self);
  if (function->annotations == NULL)
    {
      function->annotations = gcore_dict_new ();
      if (function->annotations == NULL)
        return NULL;
    }
  return gcore_xnewref (gcore_function_get_annotations (self));
}

static int
set_annotations (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == GCORE_NONE)
    value = NULL;
  if (value != NULL && !gcore_is_dict (value))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__annotations__ must be set to a dict object");
      return -1;
    }
  FUNCTION (self)->version = 0;
  GCORE_SETREF (FUNCTION (self)->annotations, gcore_xnewref (value));
  return 0;
}

static GcoreObject *
get_dict (GcoreObject *self, void *closure)
{
  GcoreFunction *function = FUNCTION (self);
  if (function->dict == NULL)
    function->dict = gcore_dict_new ();
  return gcore_xnewref (function->dict);
}

static const GcoreMemberDef members[] = {
  { "__closure__", GCORE_MEMBER_OBJECT, offsetof (GcoreFunction, closure), GCORE_MEMBER_READONLY },
  { "__doc__", GCORE_MEMBER_OBJECT, offsetof (GcoreFunction, doc), 0 },
  { "__globals__", GCORE_MEMBER_OBJECT, offsetof (GcoreFunction, globals), GCORE_MEMBER_READONLY },
  { "__module__", GCORE_MEMBER_OBJECT, offsetof (GcoreFunction, module), 0 },
  { "__builtins__", GCORE_MEMBER_OBJECT, offsetof (GcoreFunction, builtins), GCORE_MEMBER_READONLY },
  { NULL },
};

static const GcoreGetSetDef getset[] = {
  { "__code__", get_code, set_code },
  { "__defaults__", get_defaults, set_defaults },
  { "__kwdefaults__", get_kwdefaults, set_kwdefaults },
  { "__annotations__", get_annotations, set_annotations },
  { "__dict__", get_dict, gcore_object_generic_set_dict },
  { "__name__", get_name, set_name },
  { "__qualname__", get_qualname, set_qualname },
  { NULL },
};

const GcoreType gcore_function_template = {
  .name = "function",
  .basic_size = sizeof (GcoreFunction),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_HAVE_VECTORCALL | GCORE_TYPE_FLAG_METHOD_DESCRIPTOR,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .call = gcore_vectorcall_call,
  .vectorcall_offset = offsetof (GcoreFunction, vectorcall),
  .weaklist_offset = offsetof (GcoreFunction, weak_list),
  .dict_offset = offsetof (GcoreFunction, dict),
  .members = members,
  .getset = getset,
  .doc = "Create a function object.\n\n  code\n    a code object\n  globals\n    the globals dictionary\n  name\n"
         "    a string that overrides the name from the code object\n  argdefs\n    a tuple that specifies the default "
         "argument values\n  closure\n    a tuple that supplies the bindings for free variables",
  .descr_get = descr_get,
  .new_ = new_,
};
