/* SPDX-License-Identifier: MIT */
#include "gcore/objects/frame.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/trace.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/trashcan.h"

#define FRAME(object) ((GcoreFrame *) (void *) (object))

/* --- making ------------------------------------------------------------------------------------------------------- */

static size_t
slots_of (const GcoreCode *code)
{
  return (size_t) (code->nlocalsplus + code->stacksize);
}

GcoreFrame *
gcore_activation_get_frame (GcoreActivation *activation)
{
  if (activation->frame_object != NULL)
    return activation->frame_object;
  /* This allocation may start a collection, which it could not while an exception is pending. */
  GcoreRaised raised = gcore_err_put_aside ();
  GcoreFrame *frame = gcore_gc_new_var (GCORE_TYPE (FRAME), (intptr_t) slots_of (activation->code));
  if (frame == NULL)
    {
      gcore_err_drop (raised);
      return NULL;
    }
  gcore_err_put_back (raised);
  if (activation->frame_object != NULL) /* made by a finalizer that looked at its callers */
    {
      gcore_gc_del (frame);
      return activation->frame_object;
    }
  frame->back = NULL;
  frame->activation = activation;
  frame->trace = NULL;
  frame->line = 0;
  frame->trace_lines = true;
  frame->trace_opcodes = false;
  frame->fast_as_locals = false;
  activation->frame_object = frame;
  return frame;
}

GcoreFrame *
gcore_frame_get_back (GcoreFrame *frame)
{
  if (frame->back != NULL)
    return gcore_newref (frame->back);
  GcoreActivation *caller = gcore_activation_complete (frame->activation->previous);
  return caller != NULL ? gcore_xnewref (gcore_activation_get_frame (caller)) : NULL;
}

GcoreObject *
gcore_frame_get_code (GcoreFrame *frame)
{
  return gcore_newref (frame->activation->code);
}

int
gcore_frame_get_line (GcoreFrame *frame)
{
  if (frame->line != 0)
    return frame->line;
  return gcore_code_addr_to_line (frame->activation->code, gcore_activation_address (frame->activation));
}

/* --- variables as a mapping --------------------------------------------------------------------------------------- */

static int
kind_of (const GcoreCode *code, int i)
{
  return (uint8_t) gcore_bytes_as_string (code->localspluskinds)[i];
}

/* Class bodies see their captured variables through the cells only. */
static bool
is_hidden (const GcoreCode *code, int kind)
{
  return (kind & GCORE_LOCAL_FREE) && !(code->flags & GCORE_CODE_OPTIMIZED);
}

/* A slot of a captured variable holds a cell once the code's first instructions have run. */
static bool
is_cell_slot (GcoreActivation *activation, int kind, GcoreObject *value)
{
  if (value == NULL || !(kind & (GCORE_LOCAL_FREE | GCORE_LOCAL_CELL)) || !gcore_is_cell (value))
    return false;
  return (kind & GCORE_LOCAL_FREE)
         || activation->prev_instr >= GCORE_CODE_UNITS (activation->code) + activation->code->first_traceable;
}

/* A closure's cells may be asked for before the instruction that copies them has run. */
static void
copy_free_variables (GcoreActivation *activation)
{
  GcoreCode *code = activation->code;
  if (activation->prev_instr >= GCORE_CODE_UNITS (code)
      || GCORE_UNIT_OPCODE (GCORE_CODE_UNITS (code)[0]) != GCORE_OP_COPY_FREE_VARS)
    return;
  int offset = code->nlocals + code->nplaincellvars;
  for (int i = 0; i < code->nfreevars; i++)
    activation->slots[offset + i] = gcore_newref (GCORE_TUPLE_ITEM (activation->function->closure, i));
  activation->prev_instr = GCORE_CODE_UNITS (code);
}

static int
store_local (GcoreObject *locals, GcoreObject *name, GcoreObject *value)
{
  if (value != NULL)
    return gcore_object_set_item (locals, name, value);
  if (gcore_object_del_item (locals, name) < 0)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (KeyError)))
        return -1;
      gcore_err_clear ();
    }
  return 0;
}

int
gcore_activation_fast_to_locals (GcoreActivation *activation)
{
  if (activation->locals == NULL && (activation->locals = gcore_dict_new ()) == NULL)
    return -1;
  GcoreCode *code = activation->code;
  copy_free_variables (activation);
  for (int i = 0; i < code->nlocalsplus; i++)
    {
      int kind = kind_of (code, i);
      if (is_hidden (code, kind))
        continue;
      GcoreObject *value = activation->stack_top != 0 ? activation->slots[i] : NULL;
      if (is_cell_slot (activation, kind, value))
        value = gcore_cell_content (value);
      if (store_local (activation->locals, GCORE_TUPLE_ITEM (code->localsplusnames, i), value) < 0)
        return -1;
    }
  return 0;
}

void
gcore_activation_locals_to_fast (GcoreActivation *activation, bool clear)
{
  GcoreCode *code = activation->code;
  if (activation->locals == NULL || activation->stack_top == 0)
    return;
  GcoreRaised raised = gcore_err_put_aside (); /* a name that is missing raises, too */
  for (int i = 0; i < code->nlocalsplus; i++)
    {
      int kind = kind_of (code, i);
      if (is_hidden (code, kind))
        continue;
      GcoreObject *value = gcore_object_get_item (activation->locals, GCORE_TUPLE_ITEM (code->localsplusnames, i));
      if (value == NULL)
        {
          gcore_err_clear ();
          if (!clear)
            continue;
        }
      GcoreObject **place = &activation->slots[i];
      if (is_cell_slot (activation, kind, *place))
        place = &gcore_cell_content (*place);
      if (*place != value)
        GCORE_SETREF (*place, gcore_xnewref (value));
      gcore_xdecref (value);
    }
  gcore_err_put_back (raised);
}

GcoreObject *
gcore_frame_get_locals (GcoreFrame *frame)
{
  if (gcore_activation_fast_to_locals (frame->activation) < 0)
    return NULL;
  frame->fast_as_locals = true;
  return gcore_newref (frame->activation->locals);
}

/* --- the type: life ----------------------------------------------------------------------------------------------- */

static void
release_own (GcoreActivation *own)
{
  GCORE_CLEAR (own->function);
  GCORE_CLEAR (own->locals);
  for (int i = 0; i < own->stack_top; i++)
    GCORE_CLEAR (own->slots[i]);
}

static void
dealloc (GcoreObject *self)
{
  GcoreFrame *frame = FRAME (self);
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  GcoreCode *code = NULL;
  if (frame->activation->owner == GCORE_OWNED_BY_FRAME)
    {
      code = frame->own.code; /* to the end: it says how many slots there are */
      release_own (&frame->own);
    }
  GCORE_CLEAR (frame->back);
  GCORE_CLEAR (frame->trace);
  gcore_gc_del (self);
  gcore_xdecref (code);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GcoreFrame *frame = FRAME (self);
  GCORE_VISIT (frame->back);
  GCORE_VISIT (frame->trace);
  if (frame->activation->owner != GCORE_OWNED_BY_FRAME)
    return 0;
  return gcore_activation_traverse (&frame->own, visit, data);
}

static int
clear (GcoreObject *self)
{
  GcoreActivation *activation = FRAME (self)->activation;
  GCORE_CLEAR (FRAME (self)->trace);
  for (int i = 0; i < activation->stack_top; i++)
    GCORE_CLEAR (activation->slots[i]);
  activation->stack_top = 0;
  return 0;
}

/* --- the type: methods and attributes ----------------------------------------------------------------------------- */

static GcoreObject *
clear_method (GcoreObject *self, GcoreObject *unused)
{
  GcoreActivation *activation = FRAME (self)->activation;
  bool running = activation->owner == GCORE_OWNED_BY_STACK;
  if (activation->owner == GCORE_OWNED_BY_GENERATOR)
    {
      GcoreGenerator *generator = gcore_activation_generator (activation);
      running = generator->state == GCORE_GENERATOR_EXECUTING;
      if (!running)
        gcore_generator_finalize ((GcoreObject *) generator);
    }
  else if (!running)
    clear (self);
  if (running)
    {
      gcore_err_set_string (GCORE_EXC (RuntimeError), "cannot clear an executing frame");
      return NULL;
    }
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
size_of (GcoreObject *self, GcoreObject *unused)
{
  size_t slots = slots_of (FRAME (self)->activation->code);
  return gcore_int_from_size (offsetof (GcoreFrame, own.slots) + slots * sizeof (GcoreObject *));
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreCode *code = FRAME (self)->activation->code;
  return gcore_str_from_format ("<frame at %p, file %R, line %d, code %S>", self, code->filename,
                                gcore_frame_get_line (FRAME (self)), code->name);
}

static GcoreObject *
get_back (GcoreObject *self, void *closure)
{
  GcoreFrame *back = gcore_frame_get_back (FRAME (self));
  return back != NULL ? (GcoreObject *) back : gcore_newref (GCORE_NONE);
}

static GcoreObject *
get_code (GcoreObject *self, void *closure)
{
  return gcore_frame_get_code (FRAME (self));
}

static GcoreObject *
get_globals (GcoreObject *self, void *closure)
{
  return gcore_newref (FRAME (self)->activation->globals);
}

static GcoreObject *
get_builtins (GcoreObject *self, void *closure)
{
  return gcore_newref (FRAME (self)->activation->builtins);
}

static GcoreObject *
get_locals (GcoreObject *self, void *closure)
{
  return gcore_frame_get_locals (FRAME (self));
}

static GcoreObject *
get_line (GcoreObject *self, void *closure)
{
  int line = gcore_frame_get_line (FRAME (self));
  return line < 0 ? gcore_newref (GCORE_NONE) : gcore_int_from_long (line);
}

static int
set_line (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value != NULL)
    return gcore_trace_jump (FRAME (self), value);
  gcore_err_set_string (GCORE_EXC (AttributeError), "cannot delete attribute");
  return -1;
}

static GcoreObject *
get_last_instruction (GcoreObject *self, void *closure)
{
  int address = gcore_activation_address (FRAME (self)->activation);
  return gcore_int_from_long (address < 0 ? -1 : address);
}

static GcoreObject *
get_trace (GcoreObject *self, void *closure)
{
  return gcore_newref (FRAME (self)->trace != NULL ? FRAME (self)->trace : GCORE_NONE);
}

static int
set_trace (GcoreObject *self, GcoreObject *value, void *closure)
{
  GCORE_SETREF (FRAME (self)->trace, value == GCORE_NONE ? NULL : gcore_xnewref (value));
  return 0;
}

static const GcoreMethodDef methods[] = {
  { "clear", GCORE_FUNC (clear_method), GCORE_METH_NOARGS, "F.clear(): clear most references held by the frame" },
  { "__sizeof__", GCORE_FUNC (size_of), GCORE_METH_NOARGS, "F.__sizeof__() -> size of F in memory, in bytes" },
  { NULL },
};

static const GcoreMemberDef members[] = {
  { "f_trace_lines", GCORE_MEMBER_BOOL, offsetof (GcoreFrame, trace_lines), 0 },
  { "f_trace_opcodes", GCORE_MEMBER_BOOL, offsetof (GcoreFrame, trace_opcodes), 0 },
  { NULL },
};

static const GcoreGetSetDef getset[] = {
  { "f_back", get_back },
  { "f_locals", get_locals },
  { "f_lineno", get_line, set_line },
  { "f_lasti", get_last_instruction },
  { "f_trace", get_trace, set_trace },
  { "f_globals", get_globals },
  { "f_builtins", get_builtins },
  { "f_code", get_code },
  { NULL },
};

const GcoreType gcore_frame_template = {
  .name = "frame",
  .basic_size = offsetof (GcoreFrame, own.slots),
  .item_size = sizeof (GcoreObject *),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .methods = methods,
  .members = members,
  .getset = getset,
};
