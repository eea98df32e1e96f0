/* SPDX-License-Identifier: MIT */
#include "gcore/objects/traceback.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/refcount/trashcan.h"

#define TRACEBACK(object) ((GcoreTraceback *) (void *) (object))

GcoreObject *
gcore_traceback_new (GcoreTraceback *next, GcoreFrame *frame, int last_instruction, int line)
{
  GcoreTraceback *tb = gcore_gc_new (GCORE_TYPE (TRACEBACK));
  if (tb == NULL)
    return NULL;
  tb->next = gcore_xnewref (next);
  tb->frame = gcore_newref (frame);
  tb->last_instruction = last_instruction;
  tb->line = line;
  gcore_gc_track (tb);
  return (GcoreObject *) tb;
}

int
gcore_traceback_here (GcoreFrame *frame)
{
  GcoreRaised raised = gcore_err_put_aside (); /* the entry's allocation may start a collection */
  GcoreObject *tb = gcore_traceback_new (TRACEBACK (raised.traceback), frame, gcore_activation_address (frame->activation),
                                         gcore_frame_get_line (frame));
  if (tb == NULL)
    {
      gcore_err_drop (raised); /* MemoryError takes its place */
      return -1;
    }
  gcore_xdecref (raised.traceback);
  raised.traceback = tb;
  gcore_err_put_back (raised);
  return 0;
}

static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "tb_next", "tb_frame", "tb_lasti", "tb_lineno", NULL };
  GcoreObject *next, *frame;
  int last_instruction, line;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "OO!ii:TracebackType", keywords, &next, GCORE_TYPE (FRAME),
                                           &frame, &last_instruction, &line))
    return NULL;
  if (next != GCORE_NONE && !gcore_is_traceback (next))
    return gcore_err_format (GCORE_EXC (TypeError), "expected traceback object or None, got '%s'",
                             GCORE_TYPE_OF (next)->name);
  return gcore_traceback_new (next == GCORE_NONE ? NULL : TRACEBACK (next), (GcoreFrame *) (void *) frame,
                              last_instruction, line);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, dealloc)
  gcore_xdecref (TRACEBACK (self)->next);
  gcore_xdecref (TRACEBACK (self)->frame);
  gcore_gc_del (self);
  GCORE_TRASHCAN_END
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (TRACEBACK (self)->next);
  GCORE_VISIT (TRACEBACK (self)->frame);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (TRACEBACK (self)->next);
  GCORE_CLEAR (TRACEBACK (self)->frame);
  return 0;
}

static GcoreObject *
get_next (GcoreObject *self, void *closure)
{
  GcoreTraceback *next = TRACEBACK (self)->next;
  return gcore_newref (next != NULL ? (GcoreObject *) next : GCORE_NONE);
}

static int
set_next (GcoreObject *self, GcoreObject *value, void *closure)
{
  if (value == NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "can't delete tb_next attribute");
      return -1;
    }
  if (value == GCORE_NONE)
    value = NULL;
  else if (!gcore_is_traceback (value))
    {
      gcore_err_format (GCORE_EXC (TypeError), "expected traceback object, got '%s'", GCORE_TYPE_OF (value)->name);
      return -1;
    }
  for (GcoreObject *tb = value; tb != NULL; tb = (GcoreObject *) TRACEBACK (tb)->next)
    if (tb == self)
      {
        gcore_err_set_string (GCORE_EXC (ValueError), "traceback loop detected");
        return -1;
      }
  GCORE_SETREF (TRACEBACK (self)->next, gcore_xnewref (value));
  return 0;
}

static GcoreObject *
dir (GcoreObject *self, GcoreObject *unused)
{
  static const char *const names[] = { "tb_frame", "tb_next", "tb_lasti", "tb_lineno" };
  GcoreObject *list = gcore_list_new (0);
  for (size_t i = 0; list != NULL && i < GCORE_N_ELEMENTS (names); i++)
    {
      GcoreObject *name = gcore_str_from_string (names[i]);
      if (name == NULL || gcore_list_append_take_ref ((GcoreList *) (void *) list, name) < 0)
        GCORE_CLEAR (list);
    }
  return list;
}

static const GcoreMethodDef methods[] = { { "__dir__", GCORE_FUNC (dir), GCORE_METH_NOARGS }, { NULL } };

static const GcoreMemberDef members[] = {
  { "tb_frame", GCORE_MEMBER_OBJECT, offsetof (GcoreTraceback, frame), GCORE_MEMBER_READONLY },
  { "tb_lasti", GCORE_MEMBER_INT, offsetof (GcoreTraceback, last_instruction), GCORE_MEMBER_READONLY },
  { "tb_lineno", GCORE_MEMBER_INT, offsetof (GcoreTraceback, line), GCORE_MEMBER_READONLY },
  { NULL },
};

static const GcoreGetSetDef getset[] = { { "tb_next", get_next, set_next }, { NULL } };

const GcoreType gcore_traceback_template = {
  .name = "traceback",
  .basic_size = sizeof (GcoreTraceback),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .get_attr = gcore_object_generic_get_attr,
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "traceback(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nCreate a new traceback object.",
  .new_ = new_,
};
