/* SPDX-License-Identifier: MIT */
/* Warnings issued from C: shown on sys.stderr once for each place, unless their class is hidden by default. */
#include "gcore/machine/machine.h"

#include "gcore/machine/streams.h"
#include "gcore/machine/source-lines.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/int.h"
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

/* Whether this warning has been shown for this place; notes that it has. -1 with an exception. */
static int
seen_before (GcoreObject *globals, GcoreObject *text, GcoreObject *category, int line)
{
  GcoreObject *registry_name = gcore_str_intern_from_string ("__warningregistry__"), *number = gcore_int_from_long (line);
  GcoreObject *key = number != NULL ? gcore_tuple_pack (3, text, category, number) : NULL;
  int seen = -1;
  if (registry_name != NULL && key != NULL)
    {
      GcoreObject *registry = gcore_dict_get_item (globals, registry_name);
      if (registry == NULL && (registry = gcore_dict_new ()) != NULL)
        {
          gcore_dict_set_item (globals, registry_name, registry);
          gcore_decref (registry);
        }
      if (registry != NULL && gcore_is_dict (registry))
        {
          seen = gcore_dict_contains (registry, key);
          if (seen == 0 && gcore_dict_set_item (registry, key, GCORE_TRUE) < 0)
            seen = -1;
        }
    }
  gcore_xdecref (key);
  gcore_xdecref (number);
  gcore_xdecref (registry_name);
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

int
gcore_machine_warn_explicit (GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line)
{
  show (category, text, filename, line);
  return 0;
}

int
gcore_machine_warn (GcoreObject *category, GcoreObject *text, intptr_t stack_level)
{
  GcoreActivation *place = gcore_activation_complete (GCORE_MACHINE->activation);
  for (; stack_level > 1 && place != NULL; stack_level--)
    place = gcore_activation_complete (place->previous);
  GcoreObject *globals = place != NULL ? place->globals : GCORE_MACHINE->sys;
  if (globals == NULL || is_hidden (category, globals))
    return 0;
  int line = place != NULL ? gcore_code_addr_to_line (place->code, gcore_activation_address (place)) : 1;
  int seen = seen_before (globals, text, category, line);
  if (seen != 0)
    return seen < 0 ? -1 : 0;
  GcoreObject *filename = place != NULL ? gcore_newref (place->code->filename) : gcore_str_from_string ("sys");
  if (filename == NULL)
    return -1;
  show (category, text, filename, line);
  gcore_decref (filename);
  return 0;
}
