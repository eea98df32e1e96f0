/* SPDX-License-Identifier: MIT */
/* Warnings issued from C. The module warnings is asked what to do with them once it is imported; until then they are shown
 * on sys.stderr once for each place, unless their class is hidden by default. */
#include "gcore/machine/machine.h"

#include "gcore/machine/import.h"
#include "gcore/machine/streams.h"
#include "gcore/machine/source-lines.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

static bool
is_derived (GcoreObject *category, GcoreTypeId id)
{
  return gcore_type_is_subtype ((GcoreType *) (void *) category, &GCORE_OBJECTS->types[id]);
}

/* Deprecations are shown for the main program only. */
static bool
is_hidden (GcoreObject *category, GcoreObject *globals)
{
  if (is_derived (category, GCORE_TYPE_ID_EXC_DeprecationWarning))
    {
      GcoreObject *name = gcore_dict_get_item (globals, GCORE_ID (__name__));
      return name == NULL || !gcore_is_str (name) || !gcore_str_equal_to_ascii_string (name, "__main__");
    }
  return is_derived (category, GCORE_TYPE_ID_EXC_PendingDeprecationWarning)
         || is_derived (category, GCORE_TYPE_ID_EXC_ImportWarning)
         || is_derived (category, GCORE_TYPE_ID_EXC_ResourceWarning);
}

/* Whether REGISTRY says that this warning has been shown for this line; notes that it has. -1 with an exception. */
static int
seen_before (GcoreObject *registry, GcoreObject *text, GcoreObject *category, int line)
{
  if (!gcore_is_dict (registry))
    return 0;
  GcoreObject *number = gcore_int_from_long (line);
  GcoreObject *key = number != NULL ? gcore_tuple_pack (3, text, category, number) : NULL;
  int seen = key != NULL ? gcore_dict_contains (registry, key) : -1;
  if (seen == 0 && gcore_dict_set_item (registry, key, GCORE_TRUE) < 0)
    seen = -1;
  gcore_xdecref (key);
  gcore_xdecref (number);
  return seen;
}

static void
show (GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line)
{
  GcoreObject *message = gcore_str_from_format ("%U:%d: %s: %U\n", filename, line,
                                                gcore_type_short_name ((GcoreType *) (void *) category), text);
  if (message != NULL)
    gcore_stderr_write_object (message);
  gcore_xdecref (message);
  GcoreObject *source = gcore_source_line (filename, line);
  if (source == NULL)
    return;
  GcoreObject *stripped = gcore_object_call_method_no_args (source, GCORE_ID (strip)), *indented = NULL;
  if (stripped != NULL && GCORE_STR_LENGTH (stripped) > 0)
    indented = gcore_str_from_format ("  %U\n", stripped);
  if (indented != NULL)
    gcore_stderr_write_object (indented);
  gcore_xdecref (indented);
  gcore_xdecref (stripped);
  gcore_decref (source);
}

/* New reference: warn_explicit of the module warnings, once that is imported; NULL, perhaps with an exception. */
static GcoreObject *
find_warn_explicit (void)
{
  GcoreObject *name = gcore_str_from_string ("warnings"), *module = NULL, *function = NULL;
  if (name != NULL)
    module = gcore_import_get_module (name);
  gcore_xdecref (name);
  if (module != NULL && gcore_is_module (module))
    function = gcore_xnewref (gcore_dict_get_item_string (gcore_module_get_dict (module), "warn_explicit"));
  gcore_xdecref (module);
  return function;
}

/* Has WARN_EXPLICIT decide what becomes of the warning: its filters may make an exception of it. MODULE, the name of the
 * module warned about, and REGISTRY may be NULL. */
static int
pass_on (GcoreObject *warn_explicit, GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line,
         GcoreObject *module, GcoreObject *registry)
{
  GcoreObject *number = gcore_int_from_long (line), *result = NULL;
  if (number != NULL)
    result = gcore_object_call_function_obj_args (warn_explicit, text, category, filename, number,
                                                  module != NULL ? module : GCORE_NONE,
                                                  registry != NULL ? registry : GCORE_NONE, NULL);
  gcore_xdecref (number);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

int
gcore_machine_warn_explicit (GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line)
{
  GcoreObject *warn_explicit = find_warn_explicit ();
  int status = 0;
  if (warn_explicit != NULL)
    status = pass_on (warn_explicit, category, text, filename, line, NULL, NULL);
  else if (gcore_err_occurred ())
    status = -1;
  else if (!is_derived (category, GCORE_TYPE_ID_EXC_DeprecationWarning))
    show (category, text, filename, line);
  gcore_xdecref (warn_explicit);
  return status;
}

/* The registry of what has been shown for a module with these GLOBALS: borrowed, NULL with an exception. */
static GcoreObject *
registry_of (GcoreObject *globals)
{
  GcoreObject *name = gcore_str_intern_from_string ("__warningregistry__"), *registry = NULL;
  if (name != NULL && (registry = gcore_dict_get_item_with_error (globals, name)) == NULL && !gcore_err_occurred ())
    {
      GcoreObject *made = gcore_dict_new ();
      if (made != NULL && gcore_dict_set_item (globals, name, made) == 0)
        registry = made;
      gcore_xdecref (made); /* the globals hold it */
    }
  gcore_xdecref (name);
  return registry;
}

int
gcore_machine_warn (GcoreObject *category, GcoreObject *text, intptr_t stack_level)
{
  GcoreActivation *place = gcore_activation_complete (GCORE_MACHINE->activation);
  for (; stack_level > 1 && place != NULL; stack_level--)
    place = gcore_activation_complete (place->previous);
  GcoreObject *globals = place != NULL ? place->globals : GCORE_MACHINE->sys;
  GcoreObject *warn_explicit = find_warn_explicit ();
  if (globals == NULL || (warn_explicit == NULL && (gcore_err_occurred () || is_hidden (category, globals))))
    {
      gcore_xdecref (warn_explicit);
      return gcore_err_occurred () ? -1 : 0;
    }
  int line = place != NULL ? gcore_code_addr_to_line (place->code, gcore_activation_address (place)) : 1;
  GcoreObject *filename = place != NULL ? gcore_newref (place->code->filename) : gcore_str_from_string ("sys");
  GcoreObject *registry = filename != NULL ? registry_of (globals) : NULL;
  int status = registry != NULL ? 0 : -1;
  if (status == 0 && warn_explicit != NULL)
    status = pass_on (warn_explicit, category, text, filename, line, gcore_dict_get_item (globals, GCORE_ID (__name__)),
                      registry);
  else if (status == 0 && (status = seen_before (registry, text, category, line)) == 0)
    show (category, text, filename, line);
  gcore_xdecref (filename);
  gcore_xdecref (warn_explicit);
  return status < 0 ? -1 : 0;
}
