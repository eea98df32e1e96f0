/* SPDX-License-Identifier: MIT */
/* Built-in functions that compile, run and import code. */
#include "gcore/language/compiler.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/import.h"
#include "gcore/machine/run.h"
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"
#include "gcore/objects/tuple.h"

/* --- source text -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text; /* of an object the caller holds, or of copy */
  size_t length;
  int flags;
  GcoreObject *copy; /* owned or NULL */
} Source;

/* What compile, eval and exec take as source, FUNCTION naming the one for messages. */
static int
get_source (GcoreObject *object, const char *function, const char *accepted, Source *source)
{
  intptr_t length;
  *source = (Source){ NULL, 0, 0, NULL };
  if (gcore_is_str (object))
    {
      source->text = gcore_str_as_utf8_and_size (object, &length);
      source->flags = GCORE_PARSE_IGNORE_COOKIE;
      if (source->text == NULL)
        return -1;
    }
  else if (gcore_object_check_buffer (object))
    {
      source->copy = gcore_object_call_one_arg ((GcoreObject *) GCORE_TYPE (BYTES), object);
      if (source->copy == NULL)
        return -1;
      source->text = gcore_bytes_as_string (source->copy);
      length = GCORE_SIZE_OF (source->copy);
    }
  else
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s() arg 1 must be a %s object", function, accepted);
      return -1;
    }
  source->length = (size_t) length;
  if (memchr (source->text, 0, source->length) != NULL)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "source code string cannot contain null bytes");
      GCORE_CLEAR (source->copy);
      return -1;
    }
  return 0;
}

/* The future features of the code that called, which compiled source inherits. */
static int
inherited_flags (void)
{
  GcoreActivation *caller = gcore_activation_complete (GCORE_MACHINE->activation);
  return caller != NULL ? caller->code->flags & GCORE_CODE_FUTURE_ANNOTATIONS : 0;
}

static GcoreObject *
compile (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[]
    = { "source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version", NULL };
  static const char *const modes[] = { "exec", "eval", "single" };
  GcoreObject *object, *filename, *result = NULL;
  const char *mode_name;
  int flags = 0, dont_inherit = 0, optimize = -1, feature_version = -1, mode = -1;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "OOs|ipi$i:compile", keywords, &object,
                                           &filename, &mode_name, &flags, &dont_inherit, &optimize, &feature_version))
    return NULL;
  for (int i = 0; i < 3; i++)
    if (strcmp (modes[i], mode_name) == 0)
      mode = i;
  if (mode < 0)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "compile() mode must be 'exec', 'eval' or 'single'");
      return NULL;
    }
  GcoreObject *name = gcore_builtins_path_text (filename);
  if (name != NULL && gcore_is_bytes (name))
    GCORE_SETREF (name, gcore_str_decode_utf8 (gcore_bytes_as_string (name), GCORE_SIZE_OF (name), "surrogateescape"));
  if (name == NULL)
    return NULL;
  Source source;
  if (get_source (object, "compile", "string, bytes or AST", &source) == 0)
    {
      int future = (flags & GCORE_CODE_FUTURE_ANNOTATIONS) | (dont_inherit ? 0 : inherited_flags ());
      result = (GcoreObject *) gcore_compile_string (source.text, source.length, name, mode, source.flags | future);
      gcore_xdecref (source.copy);
    }
  gcore_decref (name);
  return result;
}

/* --- eval and exec ------------------------------------------------------------------------------------------------ */

/* Fills in what was left out: the caller's namespaces, __builtins__. */
static int
complete_namespaces (GcoreObject **globals, GcoreObject **locals, const char *function)
{
  if (*globals == GCORE_NONE)
    {
      *globals = gcore_eval_get_globals ();
      if (*locals == GCORE_NONE)
        *locals = gcore_eval_get_locals ();
      if (*globals == NULL || *locals == NULL)
        {
          if (!gcore_err_occurred ())
            gcore_err_format (GCORE_EXC (SystemError), "%s must be given globals and locals when called without a frame",
                              function);
          return -1;
        }
    }
  else if (*locals == GCORE_NONE)
    *locals = *globals;
  int known = gcore_dict_contains (*globals, GCORE_ID (__builtins__));
  if (known == 0)
    known = gcore_dict_set_item (*globals, GCORE_ID (__builtins__), gcore_eval_get_builtins ());
  return known < 0 ? -1 : 0;
}

static GcoreObject *
eval (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *object, *globals = GCORE_NONE, *locals = GCORE_NONE;
  if (!gcore_arg_unpack_stack (args, n_args, "eval", 1, 3, &object, &globals, &locals))
    return NULL;
  if (locals != GCORE_NONE && !gcore_mapping_check (locals))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "locals must be a mapping");
      return NULL;
    }
  if (globals != GCORE_NONE && !gcore_is_dict (globals))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), gcore_mapping_check (globals)
                                                     ? "globals must be a real dict; try eval(code, {}, mapping)"
                                                     : "globals must be a dict");
      return NULL;
    }
  if (complete_namespaces (&globals, &locals, "eval") < 0)
    return NULL;
  if (gcore_is_code (object))
    {
      if (((GcoreCode *) (void *) object)->nfreevars > 0)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "code object passed to eval() may not contain free variables");
          return NULL;
        }
      return gcore_eval_code (object, globals, locals);
    }
  Source source;
  if (get_source (object, "eval", "string, bytes or code", &source) < 0)
    return NULL;
  while (source.length > 0 && (*source.text == ' ' || *source.text == '\t'))
    {
      source.text++;
      source.length--;
    }
  GcoreObject *filename = gcore_str_from_string ("<string>"), *result = NULL;
  if (filename != NULL)
    result = gcore_run_source (source.text, source.length, filename, GCORE_PARSE_EVAL,
                               source.flags | inherited_flags (), globals, locals);
  gcore_xdecref (filename);
  gcore_xdecref (source.copy);
  return result;
}

/* Runs CODE with the cells of CLOSURE (NULL: none) as its free variables. */
static GcoreObject *
exec_code (GcoreObject *object, GcoreObject *globals, GcoreObject *locals, GcoreObject *closure)
{
  GcoreCode *code = (GcoreCode *) (void *) object;
  if (code->nfreevars == 0)
    {
      if (closure != NULL)
        return gcore_err_format (GCORE_EXC (TypeError),
                                 "cannot use a closure with this code object");
      return gcore_eval_code (object, globals, locals);
    }
  bool fits = closure != NULL && gcore_is_tuple_exact (closure) && GCORE_TUPLE_SIZE (closure) == code->nfreevars;
  for (intptr_t i = 0; fits && i < code->nfreevars; i++)
    fits = gcore_is_cell (GCORE_TUPLE_ITEM (closure, i));
  if (!fits)
    return gcore_err_format (GCORE_EXC (TypeError), "code object requires a closure of exactly length %zd",
                             (intptr_t) code->nfreevars);
  GcoreFunction *function = (GcoreFunction *) (void *) gcore_function_new (object, globals);
  if (function == NULL)
    return NULL;
  function->closure = gcore_newref (closure);
  GcoreObject *result = gcore_eval_vector (function, locals, NULL, 0, NULL);
  gcore_decref (function);
  return result;
}

static GcoreObject *
exec_source (GcoreObject *object, GcoreObject *globals, GcoreObject *locals)
{
  Source source;
  if (get_source (object, "exec", "string, bytes or code", &source) < 0)
    return NULL;
  GcoreObject *filename = gcore_str_from_string ("<string>"), *result = NULL;
  if (filename != NULL)
    result = gcore_run_source (source.text, source.length, filename, GCORE_PARSE_FILE,
                               source.flags | inherited_flags (), globals, locals);
  gcore_xdecref (filename);
  gcore_xdecref (source.copy);
  return result;
}

static GcoreObject *
exec (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "", "", "", "closure", NULL };
  GcoreObject *object, *globals = GCORE_NONE, *locals = GCORE_NONE, *closure = GCORE_NONE, *result;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|OO$O:exec", keywords, &object, &globals,
                                           &locals, &closure))
    return NULL;
  if (globals != GCORE_NONE && !gcore_is_dict (globals))
    return gcore_err_format (GCORE_EXC (TypeError), "exec() globals must be a dict, not %.100s",
                             GCORE_TYPE_OF (globals)->name);
  if (locals != GCORE_NONE && !gcore_mapping_check (locals))
    return gcore_err_format (GCORE_EXC (TypeError), "locals must be a mapping or None, not %.100s",
                             GCORE_TYPE_OF (locals)->name);
  if (complete_namespaces (&globals, &locals, "exec") < 0)
    return NULL;
  if (gcore_is_code (object))
    result = exec_code (object, globals, locals, closure != GCORE_NONE ? closure : NULL);
  else if (closure != GCORE_NONE)
    return gcore_err_format (GCORE_EXC (TypeError), "closure can only be used when source is a code object");
  else
    result = exec_source (object, globals, locals);
  if (result == NULL)
    return NULL;
  gcore_decref (result);
  return gcore_newref (GCORE_NONE);
}

/* --- import ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
import (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  static const char *const keywords[] = { "name", "globals", "locals", "fromlist", "level", NULL };
  GcoreObject *name, *globals = NULL, *locals = NULL, *from_list = NULL;
  int level = 0;
  if (!gcore_arg_parse_stack_and_keywords (args, n_args, keyword_names, "O|OOOi:__import__", keywords, &name, &globals,
                                           &locals, &from_list, &level))
    return NULL;
  return gcore_import_module_level (name, globals == GCORE_NONE ? NULL : globals, from_list, level);
}

static GcoreObject *
quit (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (gcore_arg_check_positional ("exit", n_args, 0, 1))
    gcore_err_set_object (GCORE_EXC (SystemExit), n_args == 1 ? args[0] : GCORE_NONE);
  return NULL;
}

const GcoreMethodDef gcore_builtins_code_functions[] = {
  { "__import__", GCORE_FUNC (import), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Import a module." },
  { "compile", GCORE_FUNC (compile), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Compile source into a code object that can be executed by exec() or eval()." },
  { "eval", GCORE_FUNC (eval), GCORE_METH_FASTCALL,
    "Evaluate the given source in the context of globals and locals." },
  { "exec", GCORE_FUNC (exec), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "Execute the given source in the context of globals and locals." },
  { "exit", GCORE_FUNC (quit), GCORE_METH_FASTCALL, "Exit the program by raising SystemExit." },
  { "quit", GCORE_FUNC (quit), GCORE_METH_FASTCALL, "Exit the program by raising SystemExit." },
  { NULL },
};
