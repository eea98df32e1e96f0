/* SPDX-License-Identifier: MIT */
#include "gcore/machine/import.h"

#include "gcore/language/compiler.h"
#include "gcore/machine/eval.h"
#include "gcore/machine/machine.h"
#include "gcore/machine/run.h"
#include "gcore/machine/module-table.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

GcoreObject *
gcore_import_get_module_dict (void)
{
  return GCORE_MACHINE->modules;
}

GcoreObject *
gcore_import_get_module (GcoreObject *name)
{
  return gcore_xnewref (gcore_dict_get_item_with_error (GCORE_MACHINE->modules, name));
}

GcoreObject *
gcore_import_add_module (const char *name)
{
  GcoreObject *key = gcore_str_from_string (name);
  if (key == NULL)
    return NULL;
  GcoreObject *module = gcore_dict_get_item_with_error (GCORE_MACHINE->modules, key);
  if (module == NULL && !gcore_err_occurred ())
    {
      module = gcore_module_new_object (key);
      if (module != NULL && gcore_dict_set_item (GCORE_MACHINE->modules, key, module) < 0)
        GCORE_CLEAR (module);
      else
        gcore_xdecref (module); /* sys.modules holds it */
    }
  gcore_decref (key);
  return module;
}

GcoreObject *
gcore_import_folder_of (GcoreObject *filename)
{
  intptr_t slash = gcore_str_find_char (filename, '/', 0, GCORE_STR_LENGTH (filename), -1);
  return gcore_str_substring (filename, 0, slash < 0 ? 0 : slash);
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

/* Runs SOURCE as the body of MODULE, found in FILENAME. */
static int
run_body (GcoreObject *module, const char *source, size_t length, GcoreObject *filename)
{
  GcoreObject *dict = gcore_module_get_dict (module);
  if (gcore_dict_set_item (dict, GCORE_ID (__builtins__), GCORE_MACHINE->builtins) < 0)
    return -1;
  GcoreCode *code = gcore_compile_string (source, length, filename, GCORE_PARSE_FILE, GCORE_PARSE_SOURCE_FILE);
  if (code == NULL)
    return -1;
  GcoreObject *result = gcore_eval_code ((GcoreObject *) code, dict, dict);
  gcore_decref (code);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

/* Makes DICT, of the module NAME, that of a package in FOLDER, which is empty if it is in the binary. */
static int
set_package (GcoreObject *dict, GcoreObject *name, GcoreObject *folder)
{
  GcoreObject *path = gcore_list_new (0);
  int status = path != NULL && (GCORE_STR_LENGTH (folder) == 0 || gcore_list_append (path, folder) == 0)
                   && gcore_dict_set_item (dict, GCORE_ID (__path__), path) == 0
                 ? gcore_dict_set_item (dict, GCORE_ID (__package__), name)
                 : -1;
  gcore_xdecref (path);
  return status;
}

/* Sets __package__ in DICT, of the module NAME, to the package it is in. */
static int
set_parent (GcoreObject *dict, GcoreObject *name)
{
  intptr_t dot = gcore_str_find_char (name, '.', 0, GCORE_STR_LENGTH (name), -1);
  GcoreObject *parent = gcore_str_substring (name, 0, dot < 0 ? 0 : dot);
  int status = parent != NULL ? gcore_dict_set_item (dict, GCORE_ID (__package__), parent) : -1;
  gcore_xdecref (parent);
  return status;
}

/* Makes the module NAME from source text: in sys.modules while its body runs, and no longer if that fails. FOLDER is NULL
 * if it is no package. */
static GcoreObject *
load_source (GcoreObject *name, const char *source, size_t length, GcoreObject *filename, GcoreObject *folder,
             bool has_file)
{
  GcoreObject *modules = GCORE_MACHINE->modules, *module = gcore_module_new_object (name);
  if (module == NULL)
    return NULL;
  GcoreObject *dict = gcore_module_get_dict (module);
  int status = has_file ? gcore_dict_set_item (dict, GCORE_ID (__file__), filename) : 0;
  if (status == 0)
    status = folder != NULL ? set_package (dict, name, folder) : set_parent (dict, name);
  if (status == 0)
    status = gcore_dict_set_item (modules, name, module);
  if (status == 0 && run_body (module, source, length, filename) < 0)
    {
      GcoreRaised pending = gcore_err_put_aside ();
      if (gcore_dict_del_item (modules, name) < 0)
        gcore_err_clear ();
      gcore_err_put_back (pending);
      status = -1;
    }
  gcore_decref (module);
  /* The body may have put something else in its place. */
  return status == 0 ? gcore_import_get_module (name) : NULL;
}

static GcoreObject *
load_builtin (GcoreObject *name, const GcoreModuleDef *definition)
{
  GcoreObject *module = gcore_module_from_def (definition);
  if (module != NULL && gcore_dict_set_item (GCORE_MACHINE->modules, name, module) < 0)
    GCORE_CLEAR (module);
  return module;
}

static GcoreObject *
load_python (GcoreObject *name, const GcorePythonModule *definition)
{
  GcoreObject *filename = gcore_str_from_format ("<frozen %U>", name), *module = NULL;
  if (filename != NULL)
    module = load_source (name, definition->source, definition->length, filename,
                          definition->is_package ? GCORE_OBJECTS->empty_str : NULL, false);
  gcore_xdecref (filename);
  return module;
}

static GcoreObject *
load_from_host (GcoreObject *name, const GcoreHostSource *source)
{
  GcoreObject *filename = gcore_str_decode_utf8 (source->filename, (intptr_t) strlen (source->filename),
                                                 "surrogateescape");
  if (filename == NULL)
    return NULL;
  /* The host may forget the text as soon as it is asked something else. */
  GcoreObject *text = NULL, *folder = NULL, *module = NULL;
  gcore_run_note_source (filename, source->text, source->length);
  text = gcore_xnewref (gcore_dict_get_item (GCORE_MACHINE->sources, filename));
  if (text == NULL)
    gcore_err_no_memory ();
  else if (source->is_package)
    folder = gcore_import_folder_of (filename);
  if (text != NULL && (folder != NULL || !source->is_package))
    module = load_source (name, gcore_bytes_as_string (text), (size_t) GCORE_SIZE_OF (text), filename, folder, true);
  gcore_xdecref (folder);
  gcore_xdecref (text);
  gcore_decref (filename);
  return module;
}

/* A package that is nothing but the folder PATH. */
static GcoreObject *
load_namespace (GcoreObject *name, const char *path)
{
  GcoreObject *folder = gcore_str_decode_utf8 (path, (intptr_t) strlen (path), "surrogateescape");
  GcoreObject *module = folder != NULL ? gcore_module_new_object (name) : NULL;
  if (module != NULL
      && (set_package (gcore_module_get_dict (module), name, folder) < 0
          || gcore_dict_set_item (GCORE_MACHINE->modules, name, module) < 0))
    GCORE_CLEAR (module);
  gcore_xdecref (folder);
  return module;
}

static GcoreObject *
load_carried (GcoreObject *name, const char *text)
{
  const GcorePythonModule *python = gcore_find_python_module (text);
  return python != NULL ? load_python (name, python) : NULL;
}

/* Asks the host for a module beside the program. */
static bool
find_beside (const char *text, GcoreHostSource *source)
{
  return !GCORE_MACHINE->options.isolated && gcore_host_find_source (text, source);
}

/* New reference; NULL without an exception if nobody has such a module. */
static GcoreObject *
load_top_level (GcoreObject *name)
{
  const char *text = gcore_str_as_utf8 (name);
  if (text == NULL)
    return NULL;
  const GcoreModuleDef *definition = gcore_find_builtin_module (text);
  if (definition != NULL)
    return load_builtin (name, definition);
  GcoreHostSource source;
  bool beside = find_beside (text, &source);
  if (beside && source.text != NULL)
    return load_from_host (name, &source);
  GcoreObject *module = load_carried (name, text);
  return module != NULL || gcore_err_occurred () || !beside ? module : load_namespace (name, source.filename);
}

/* The same for a module of the package PARENT: a package carried in the binary has its own modules, then those the host
 * adds to it; any other has only files. */
static GcoreObject *
load_child (GcoreObject *name, GcoreObject *parent)
{
  const char *text = gcore_str_as_utf8 (name);
  if (text == NULL)
    return NULL;
  GcoreObject *module = gcore_object_has_attr (parent, GCORE_ID (__file__)) ? NULL : load_carried (name, text);
  GcoreHostSource source;
  if (module != NULL || gcore_err_occurred () || !find_beside (text, &source))
    return module;
  return source.text != NULL ? load_from_host (name, &source) : load_namespace (name, source.filename);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static void
raise_not_found (GcoreObject *name, GcoreObject *parent)
{
  GcoreObject *message = parent != NULL
                           ? gcore_str_from_format ("No module named %R; %R is not a package", name, parent)
                           : gcore_str_from_format ("No module named %R", name);
  if (message != NULL)
    gcore_err_set_import_error_subclass (GCORE_EXC (ModuleNotFoundError), message, name, NULL);
  gcore_xdecref (message);
}

/* The module NAME as a child of the module PARENT_NAME, which is imported. */
static GcoreObject *
find_child (GcoreObject *name, GcoreObject *parent_name, intptr_t dot)
{
  GcoreObject *parent = gcore_import_get_module (parent_name);
  if (parent == NULL)
    {
      if (!gcore_err_occurred ())
        raise_not_found (name, NULL);
      return NULL;
    }
  GcoreObject *module = NULL;
  if (!gcore_object_has_attr (parent, GCORE_ID (__path__)))
    raise_not_found (name, parent_name);
  else
    {
      module = load_child (name, parent);
      if (module == NULL && !gcore_err_occurred ())
        raise_not_found (name, NULL);
    }
  if (module != NULL)
    {
      GcoreObject *attribute = gcore_str_substring (name, dot + 1, GCORE_STR_LENGTH (name));
      if (attribute == NULL || gcore_object_set_attr (parent, attribute, module) < 0)
        GCORE_CLEAR (module);
      gcore_xdecref (attribute);
    }
  gcore_decref (parent);
  return module;
}

/* Asks MODULE's spec whether the module is still being initialised. Those of sys and builtins are older than importlib and
 * do not know, which a program sees by the AttributeError that is made and dropped. */
static void
ask_spec (GcoreObject *module)
{
  GcoreObject *dict = gcore_is_module (module) ? gcore_module_get_dict (module) : NULL;
  if (dict != GCORE_MACHINE->sys && dict != GCORE_MACHINE->builtins)
    return;
  gcore_object_set_attribute_error (module, GCORE_ID (__spec__));
  gcore_err_clear ();
}

/* New reference: the module with the absolute NAME, its parents imported first. */
static GcoreObject *
find_or_load (GcoreObject *name)
{
  GcoreObject *module = gcore_import_get_module (name);
  if (module == GCORE_NONE)
    {
      gcore_decref (module);
      GcoreObject *message = gcore_str_from_format ("import of %U halted; None in sys.modules", name);
      if (message != NULL)
        gcore_err_set_import_error_subclass (GCORE_EXC (ModuleNotFoundError), message, name, NULL);
      gcore_xdecref (message);
      return NULL;
    }
  if (module != NULL)
    ask_spec (module);
  if (module != NULL || gcore_err_occurred ())
    return module;
  intptr_t dot = gcore_str_find_char (name, '.', 0, GCORE_STR_LENGTH (name), -1);
  if (dot < 0)
    {
      module = load_top_level (name);
      if (module == NULL && !gcore_err_occurred ())
        raise_not_found (name, NULL);
      return module;
    }
  GcoreObject *parent_name = gcore_str_substring (name, 0, dot);
  GcoreObject *parent = parent_name != NULL ? find_or_load (parent_name) : NULL;
  if (parent != NULL)
    {
      /* The parent may have imported it meanwhile. */
      module = gcore_import_get_module (name);
      if (module == NULL && !gcore_err_occurred ())
        module = find_child (name, parent_name, dot);
    }
  gcore_xdecref (parent);
  gcore_xdecref (parent_name);
  return module;
}

/* --- the statement ------------------------------------------------------------------------------------------------ */

/* The package relative names start from: new str, NULL with an exception. */
static GcoreObject *
current_package (GcoreObject *globals)
{
  GcoreObject *package = gcore_dict_get_item_with_error (globals, GCORE_ID (__package__));
  if (package != NULL && package != GCORE_NONE)
    {
      if (gcore_is_str (package))
        return gcore_newref (package);
      gcore_err_set_string (GCORE_EXC (TypeError), "package must be a string");
      return NULL;
    }
  GcoreObject *name = gcore_err_occurred () ? NULL : gcore_dict_get_item_with_error (globals, GCORE_ID (__name__));
  if (name == NULL || !gcore_is_str (name))
    {
      if (!gcore_err_occurred ())
        gcore_err_set_string (GCORE_EXC (KeyError), "'__name__' not in globals");
      return NULL;
    }
  if (gcore_dict_get_item (globals, GCORE_ID (__path__)) != NULL)
    return gcore_newref (name);
  intptr_t dot = gcore_str_find_char (name, '.', 0, GCORE_STR_LENGTH (name), -1);
  return gcore_str_substring (name, 0, dot < 0 ? 0 : dot);
}

/* New str: the absolute name of NAME, LEVEL packages up. */
static GcoreObject *
resolve (GcoreObject *name, GcoreObject *globals, int level)
{
  if (globals == NULL || !gcore_is_dict (globals))
    {
      gcore_err_set_string (GCORE_EXC (KeyError), "'__name__' not in globals");
      return NULL;
    }
  GcoreObject *package = current_package (globals);
  if (package == NULL)
    return NULL;
  intptr_t end = GCORE_STR_LENGTH (package);
  if (end == 0)
    gcore_err_set_string (GCORE_EXC (ImportError), "attempted relative import with no known parent package");
  for (int i = 1; i < level && end > 0; i++)
    {
      end = gcore_str_find_char (package, '.', 0, end, -1);
      if (end < 0)
        gcore_err_set_string (GCORE_EXC (ImportError), "attempted relative import beyond top-level package");
    }
  GcoreObject *base = end > 0 ? gcore_str_substring (package, 0, end) : NULL;
  gcore_decref (package);
  if (base == NULL || GCORE_STR_LENGTH (name) == 0)
    return base;
  GcoreObject *result = gcore_str_from_format ("%U.%U", base, name);
  gcore_decref (base);
  return result;
}

/* Whether the exception set says that the module NAME is missing, and not one that it imports. */
static bool
is_about (GcoreObject *name)
{
  if (!gcore_err_exception_matches (GCORE_EXC (ModuleNotFoundError)))
    return false;
  GcoreObject *error = gcore_err_fetch (), *missing;
  int found = gcore_object_lookup_attr (error, GCORE_ID (name), &missing);
  bool about = found > 0 && gcore_is_str (missing) && gcore_str_compare (missing, name) == 0;
  gcore_xdecref (missing);
  gcore_err_restore (error);
  return about;
}

/* Imports submodules `from package import a, b` names that are not attributes yet. */
static int
import_listed (GcoreObject *module, GcoreObject *package_name, GcoreObject *from_list)
{
  GcoreObject *iter = gcore_object_get_iter (from_list), *item;
  if (iter == NULL)
    return -1;
  int status = 0;
  while (status == 0 && (item = gcore_iter_next (iter)) != NULL)
    {
      if (!gcore_is_str (item))
        {
          gcore_err_format (GCORE_EXC (TypeError), "Item in ``from list'' must be str, not %.100s",
                            GCORE_TYPE_OF (item)->name);
          status = -1;
        }
      else if (!gcore_str_equal_to_ascii_string (item, "*") && !gcore_object_has_attr (module, item))
        {
          GcoreObject *full = gcore_str_from_format ("%U.%U", package_name, item);
          GcoreObject *child = full != NULL ? find_or_load (full) : NULL;
          if (child == NULL && full != NULL && is_about (full))
            gcore_err_clear (); /* IMPORT_FROM will say what is missing */
          else if (child == NULL)
            status = -1;
          gcore_xdecref (child);
          gcore_xdecref (full);
        }
      gcore_decref (item);
    }
  gcore_decref (iter);
  return status < 0 || gcore_err_occurred () ? -1 : 0;
}

static bool
is_package (GcoreObject *module)
{
  if (gcore_object_has_attr (module, GCORE_ID (__path__)))
    return true;
  ask_spec (module);
  return false;
}

/* `import a.b.c` binds a: new reference. */
static GcoreObject *
first_part (GcoreObject *name, GcoreObject *absolute_name, GcoreObject *module, int level)
{
  intptr_t dot = gcore_str_find_char (name, '.', 0, GCORE_STR_LENGTH (name), 1);
  if (dot < 0 && level >= 0 && GCORE_STR_LENGTH (name) > 0)
    return gcore_newref (module);
  if (GCORE_STR_LENGTH (name) == 0)
    return gcore_newref (module);
  intptr_t cut = GCORE_STR_LENGTH (name) - dot;
  GcoreObject *top = gcore_str_substring (absolute_name, 0, GCORE_STR_LENGTH (absolute_name) - cut);
  GcoreObject *result = top != NULL ? find_or_load (top) : NULL;
  gcore_xdecref (top);
  return result;
}

GcoreObject *
gcore_import_module_level (GcoreObject *name, GcoreObject *globals, GcoreObject *from_list, int level)
{
  if (!gcore_is_str (name))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "module name must be a string");
      return NULL;
    }
  if (level < 0 || (level == 0 && GCORE_STR_LENGTH (name) == 0))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), level < 0 ? "level must be >= 0" : "Empty module name");
      return NULL;
    }
  GcoreObject *absolute_name = level > 0 ? resolve (name, globals, level) : gcore_newref (name);
  GcoreObject *module = absolute_name != NULL ? find_or_load (absolute_name) : NULL, *result = NULL;
  if (module != NULL)
    {
      int listed = from_list != NULL && from_list != GCORE_NONE ? gcore_object_is_true (from_list) : 0;
      if (listed == 0)
        result = first_part (name, absolute_name, module, level);
      else if (listed > 0
               && (!is_package (module) || import_listed (module, absolute_name, from_list) == 0))
        result = gcore_newref (module);
    }
  gcore_xdecref (module);
  gcore_xdecref (absolute_name);
  return result;
}

GcoreObject *
gcore_import_module (const char *name)
{
  GcoreObject *key = gcore_str_from_string (name);
  GcoreObject *module = key != NULL ? find_or_load (key) : NULL;
  gcore_xdecref (key);
  return module;
}
