/* SPDX-License-Identifier: MIT */
/* What C code asks of the running program: its frames, names and position. */
#include "gcore/machine/eval-private.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static GcoreActivation *
innermost (void)
{
  return gcore_activation_complete (GCORE_MACHINE->activation);
}

GcoreObject *
gcore_eval_get_globals (void)
{
  GcoreActivation *activation = innermost ();
  return activation != NULL ? activation->globals : NULL;
}

GcoreObject *
gcore_eval_get_builtins (void)
{
  GcoreActivation *activation = innermost ();
  return activation != NULL ? activation->builtins : GCORE_MACHINE->builtins;
}

GcoreObject *
gcore_eval_get_builtin (const char *name)
{
  return gcore_mapping_get_item_string (gcore_eval_get_builtins (), name);
}

GcoreObject *
gcore_eval_get_locals (void)
{
  GcoreActivation *activation = innermost ();
  if (activation == NULL)
    {
      gcore_err_set_string (GCORE_EXC (SystemError), "frame does not exist");
      return NULL;
    }
  return gcore_activation_fast_to_locals (activation) < 0 ? NULL : activation->locals;
}

GcoreFrame *
gcore_eval_get_frame (void)
{
  GcoreActivation *activation = innermost ();
  return activation != NULL ? gcore_activation_get_frame (activation) : NULL;
}

int
gcore_machine_current_line (void)
{
  GcoreActivation *activation = innermost ();
  if (activation == NULL)
    return 0;
  int line = gcore_code_addr_to_line (activation->code, gcore_activation_address (activation));
  return line > 0 ? line : 0;
}

uint64_t
gcore_machine_tick (GcoreMachine *machine)
{
  intptr_t position = machine->activation != NULL ? (intptr_t) machine->activation->prev_instr : 0;
  return (uint64_t) (machine->tick_base + position / (intptr_t) sizeof (GcoreCodeUnit)) + GCORE_COLLECTOR->steps;
}

/* --- sys ---------------------------------------------------------------------------------------------------------- */

GcoreObject *
gcore_sys_get_object_id (GcoreObject *name)
{
  GcoreObject *sys = GCORE_MACHINE->sys;
  if (sys == NULL)
    return NULL;
  return gcore_dict_get_item (sys, name);
}

GcoreObject *
gcore_sys_get_object (const char *name)
{
  GcoreObject *key = gcore_str_from_string (name);
  if (key == NULL)
    {
      gcore_err_clear ();
      return NULL;
    }
  GcoreObject *value = gcore_sys_get_object_id (key);
  gcore_decref (key);
  return value;
}

int
gcore_sys_set_object (const char *name, GcoreObject *value)
{
  GcoreObject *sys = GCORE_MACHINE->sys, *key = gcore_str_intern_from_string (name);
  if (key == NULL)
    return -1;
  int status = 0;
  if (value != NULL)
    status = gcore_dict_set_item (sys, key, value);
  else if (gcore_dict_contains (sys, key) > 0)
    status = gcore_dict_del_item (sys, key);
  gcore_decref (key);
  return status;
}

/* --- super () ----------------------------------------------------------------------------------------------------- */

/* The object super () is about: the first argument, which may have become a cell's content. */
static GcoreObject *
first_argument (GcoreActivation *activation)
{
  GcoreCode *code = activation->code;
  GcoreObject *object = activation->slots[0];
  if (code->argcount == 0)
    gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): no arguments");
  else
    {
      if (object != NULL && gcore_is_cell (object) && code->ncellvars > 0)
        object = gcore_cell_content (object);
      if (object == NULL)
        gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): arg[0] deleted");
    }
  return gcore_err_occurred () ? NULL : object;
}

/* The class the running function was defined in, from its __class__ cell. */
static GcoreObject *
defining_class (GcoreActivation *activation)
{
  GcoreCode *code = activation->code;
  for (int i = code->nlocalsplus - code->nfreevars; i < code->nlocalsplus; i++)
    {
      if (!gcore_str_equal_to_ascii_string (GCORE_TUPLE_ITEM (code->localsplusnames, i), "__class__"))
        continue;
      GcoreObject *cell = activation->slots[i];
      GcoreObject *type = cell != NULL && gcore_is_cell (cell) ? gcore_cell_content (cell) : NULL;
      if (cell == NULL || !gcore_is_cell (cell))
        gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): bad __class__ cell");
      else if (type == NULL)
        gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): empty __class__ cell");
      else if (!gcore_is_type (type))
        gcore_err_format (GCORE_EXC (RuntimeError), "super(): __class__ is not a type (%s)",
                          GCORE_TYPE_OF (type)->name);
      else
        return type;
      return NULL;
    }
  gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): __class__ cell not found");
  return NULL;
}

int
gcore_eval_super_arguments (GcoreType **type, GcoreObject **object)
{
  GcoreActivation *activation = innermost ();
  if (activation == NULL)
    {
      gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): no current frame");
      return -1;
    }
  *object = first_argument (activation);
  if (*object == NULL)
    return -1;
  *type = (GcoreType *) (void *) defining_class (activation);
  return *type != NULL ? 0 : -1;
}
