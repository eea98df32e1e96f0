/* SPDX-License-Identifier: MIT */
/* Calls of Python functions: binding arguments to parameters, and running the call from C. */
#include "gcore/machine/eval-private.h"

#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

/* A call's arguments on their way to the parameters. Every reference is owned until it is handed to a slot. */
typedef struct
{
  GcoreFunction *function;
  GcoreCode *code;
  GcoreObject **slots;
  GcoreObject *const *args;
  intptr_t n_args;             /* positional ones */
  GcoreObject *keyword_names;  /* tuple or NULL */
  intptr_t n_parameters;       /* without *args and **kwargs */
  GcoreObject *kwargs;         /* the dict for **kwargs, borrowed from its slot, or NULL */
} Binding;

static void
release (GcoreObject *const *args, intptr_t from, intptr_t to)
{
  for (intptr_t i = from; i < to; i++)
    gcore_decref (args[i]);
}

static intptr_t
n_keywords (const Binding *b)
{
  return b->keyword_names != NULL ? GCORE_TUPLE_SIZE (b->keyword_names) : 0;
}

/* Makes the dict for **kwargs, if there is one: first, so that it is made before the tuple. */
static int
make_kwargs (Binding *b)
{
  if (!(b->code->flags & GCORE_CODE_VARKEYWORDS))
    return 0;
  b->kwargs = gcore_dict_new ();
  if (b->kwargs == NULL)
    return -1;
  b->slots[b->n_parameters + ((b->code->flags & GCORE_CODE_VARARGS) != 0)] = b->kwargs;
  return 0;
}

/* Positional arguments to parameters, the rest to *args or nowhere (then more were given than are taken). */
static int
bind_positional (Binding *b)
{
  intptr_t n = b->n_args < b->code->argcount ? b->n_args : b->code->argcount;
  for (intptr_t i = 0; i < n; i++)
    b->slots[i] = b->args[i];
  if (b->code->flags & GCORE_CODE_VARARGS)
    {
      GcoreObject *rest = b->n_args == n ? gcore_newref (GCORE_OBJECTS->empty_tuple)
                                         : gcore_tuple_from_array_steal (b->args + n, b->n_args - n);
      b->slots[b->n_parameters] = rest;
      return rest != NULL ? 0 : -1;
    }
  release (b->args, n, b->n_args);
  return 0;
}

/* Index of the parameter NAME that may be given by keyword; -1: none; -2: exception. */
static intptr_t
find_parameter (Binding *b, GcoreObject *name)
{
  GcoreObject **names = GCORE_TUPLE_ITEMS (b->code->localsplusnames);
  for (intptr_t i = b->code->posonlyargcount; i < b->n_parameters; i++)
    if (names[i] == name)
      return i;
  for (intptr_t i = b->code->posonlyargcount; i < b->n_parameters; i++)
    {
      int equal = gcore_object_rich_compare_bool (name, names[i], GCORE_EQ);
      if (equal != 0)
        return equal > 0 ? i : -2;
    }
  return -1;
}

/* Binds one keyword argument; VALUE is taken over on success only. */
static int
bind_keyword (Binding *b, GcoreObject *name, GcoreObject *value)
{
  GcoreObject *qualname = b->function->qualname;
  if (!gcore_is_str (name))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%U() keywords must be strings", qualname);
      return -1;
    }
  intptr_t index = find_parameter (b, name);
  if (index == -2)
    return -1;
  if (index >= 0)
    {
      if (b->slots[index] != NULL)
        {
          gcore_err_format (GCORE_EXC (TypeError), "%U() got multiple values for argument '%S'", qualname, name);
          return -1;
        }
      b->slots[index] = value;
      return 0;
    }
  if (b->kwargs == NULL)
    {
      if (b->code->posonlyargcount == 0
          || !gcore_binding_error_positional_only (b->code, b->keyword_names, qualname))
        if (!gcore_err_occurred ())
          gcore_err_format (GCORE_EXC (TypeError), "%U() got an unexpected keyword argument '%S'", qualname, name);
      return -1;
    }
  if (gcore_dict_set_item (b->kwargs, name, value) < 0)
    return -1;
  gcore_decref (value);
  return 0;
}

static int
bind_keywords (Binding *b)
{
  intptr_t n = n_keywords (b);
  for (intptr_t i = 0; i < n; i++)
    if (bind_keyword (b, GCORE_TUPLE_ITEM (b->keyword_names, i), b->args[b->n_args + i]) < 0)
      {
        release (b->args + b->n_args, i, n);
        return -1;
      }
  return 0;
}

/* Parameters without argument get their defaults. */
static int
bind_defaults (Binding *b)
{
  GcoreObject *defaults = b->function->defaults;
  intptr_t n_defaults = defaults != NULL ? GCORE_TUPLE_SIZE (defaults) : 0;
  intptr_t first_default = b->code->argcount - n_defaults, missing = 0;
  for (intptr_t i = b->n_args; i < first_default; i++)
    missing += b->slots[i] == NULL;
  if (missing > 0)
    {
      gcore_binding_error_missing (b->code, missing, n_defaults, b->slots, b->function->qualname);
      return -1;
    }
  intptr_t first = b->n_args > first_default ? b->n_args - first_default : 0;
  for (intptr_t i = first; i < n_defaults; i++)
    if (b->slots[first_default + i] == NULL)
      b->slots[first_default + i] = gcore_newref (GCORE_TUPLE_ITEM (defaults, i));
  return 0;
}

static int
bind_keyword_defaults (Binding *b)
{
  intptr_t missing = 0;
  for (intptr_t i = b->code->argcount; i < b->n_parameters; i++)
    {
      if (b->slots[i] != NULL)
        continue;
      if (b->function->kwdefaults != NULL)
        {
          GcoreObject *name = GCORE_TUPLE_ITEM (b->code->localsplusnames, i);
          GcoreObject *value = gcore_dict_get_item_with_error (b->function->kwdefaults, name);
          if (value != NULL)
            {
              b->slots[i] = gcore_newref (value);
              continue;
            }
          if (gcore_err_occurred ())
            return -1;
        }
      missing++;
    }
  if (missing > 0)
    {
      gcore_binding_error_missing (b->code, missing, -1, b->slots, b->function->qualname);
      return -1;
    }
  return 0;
}

int
gcore_bind_arguments (GcoreFunction *function, GcoreObject **slots, GcoreObject *const *args, intptr_t n_args,
                      GcoreObject *keyword_names)
{
  GcoreCode *code = (GcoreCode *) (void *) function->code;
  Binding b = { function, code, slots, args, n_args, keyword_names, code->argcount + code->kwonlyargcount, NULL };
  if (make_kwargs (&b) < 0)
    {
      release (args, 0, n_args + n_keywords (&b));
      return -1;
    }
  if (bind_positional (&b) < 0)
    {
      release (args + n_args, 0, n_keywords (&b));
      return -1;
    }
  if (bind_keywords (&b) < 0)
    return -1;
  if (n_args > code->argcount && !(code->flags & GCORE_CODE_VARARGS))
    {
      gcore_binding_error_too_many (code, n_args, function->defaults, slots, function->qualname);
      return -1;
    }
  if (n_args < code->argcount && bind_defaults (&b) < 0)
    return -1;
  return code->kwonlyargcount > 0 ? bind_keyword_defaults (&b) : 0;
}

GcoreActivation *
gcore_activation_for_call (GcoreFunction *function, GcoreObject *locals, GcoreObject *const *args, intptr_t n_args,
                           GcoreObject *keyword_names)
{
  GcoreCode *code = (GcoreCode *) (void *) function->code;
  GcoreActivation *activation = gcore_activation_push (code);
  if (activation == NULL)
    {
      release (args, 0, n_args + (keyword_names != NULL ? GCORE_TUPLE_SIZE (keyword_names) : 0));
      gcore_decref (function);
      gcore_xdecref (locals);
      gcore_err_no_memory ();
      return NULL;
    }
  gcore_activation_init (activation, function, locals, code);
  if (n_args == code->argcount && keyword_names == NULL && code->kwonlyargcount == 0
      && !(code->flags & (GCORE_CODE_VARARGS | GCORE_CODE_VARKEYWORDS)))
    {
      for (intptr_t i = 0; i < n_args; i++)
        activation->slots[i] = args[i];
      for (intptr_t i = n_args; i < code->nlocalsplus; i++)
        activation->slots[i] = NULL;
      return activation;
    }
  for (int i = 0; i < code->nlocalsplus; i++)
    activation->slots[i] = NULL;
  if (gcore_bind_arguments (function, activation->slots, args, n_args, keyword_names) < 0)
    {
      gcore_activation_clear_and_pop (GCORE_MACHINE, activation);
      return NULL;
    }
  return activation;
}

void
gcore_activation_clear_and_pop (GcoreMachine *machine, GcoreActivation *activation)
{
  machine->recursion_remaining--;
  gcore_activation_clear (activation);
  machine->recursion_remaining++;
  gcore_activation_pop (activation);
}

GcoreObject *
gcore_eval_vector (GcoreFunction *function, GcoreObject *locals, GcoreObject *const *args, size_t n_args,
                   GcoreObject *keyword_names)
{
  intptr_t n_positional = GCORE_VECTORCALL_N_ARGS (n_args);
  intptr_t n = n_positional + (keyword_names != NULL ? GCORE_TUPLE_SIZE (keyword_names) : 0);
  gcore_incref (function);
  gcore_xincref (locals);
  for (intptr_t i = 0; i < n; i++)
    gcore_incref (args[i]);
  GcoreActivation *activation = gcore_activation_for_call (function, locals, args, n_positional, keyword_names);
  if (activation == NULL)
    return NULL;
  GcoreObject *result = gcore_eval_activation (activation, false);
  gcore_activation_clear_and_pop (GCORE_MACHINE, activation);
  return result;
}

GcoreObject *
gcore_eval_code (GcoreObject *code, GcoreObject *globals, GcoreObject *locals)
{
  GcoreFunction *function = (GcoreFunction *) (void *) gcore_function_new (code, globals);
  if (function == NULL)
    return NULL;
  /* Nobody sees this function; its first constant is no documentation and is not to be held for it. */
  GCORE_SETREF (function->doc, gcore_newref (GCORE_NONE));
  GcoreObject *result = gcore_eval_vector (function, locals != NULL ? locals : globals, NULL, 0, NULL);
  gcore_decref (function);
  return result;
}
