/* SPDX-License-Identifier: MIT */
#include "gcore/objects/cell.h"

#include "gcore/collector/collector.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

GcoreObject *
gcore_cell_new (GcoreObject *content)
{
  GcoreCell *cell = gcore_gc_new (GCORE_TYPE (CELL));
  if (cell == NULL)
    return NULL;
  cell->content = gcore_xnewref (content);
  gcore_gc_track (cell);
  return (GcoreObject *) cell;
}

GcoreObject *
gcore_cell_get (GcoreObject *cell)
{
  return gcore_xnewref (gcore_cell_content (cell));
}

void
gcore_cell_set (GcoreObject *cell, GcoreObject *value)
{
  GCORE_SETREF (gcore_cell_content (cell), gcore_xnewref (value));
}

static GcoreObject *
new_ (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *content = NULL;
  if (!gcore_arg_no_keywords ("cell", kwargs) || !gcore_arg_unpack_tuple (args, "cell", 0, 1, &content))
    return NULL;
  return gcore_cell_new (content);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (gcore_cell_content (self));
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (gcore_cell_content (self));
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (gcore_cell_content (self));
  return 0;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *content = gcore_cell_content (self);
  if (content == NULL)
    return gcore_str_from_format ("<cell at %p: empty>", self);
  return gcore_str_from_format ("<cell at %p: %.80s object at %p>", self, GCORE_TYPE_OF (content)->name, content);
}

/* Empty cells compare less than full ones. */
static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!gcore_is_cell (a) || !gcore_is_cell (b))
    return gcore_newref (GCORE_NOT_IMPLEMENTED);
  GcoreObject *x = gcore_cell_content (a), *y = gcore_cell_content (b);
  if (x != NULL && y != NULL)
    return gcore_object_rich_compare (x, y, op);
  int order = (x != NULL) - (y != NULL);
  bool result = op == GCORE_LT   ? order < 0
                : op == GCORE_LE ? order <= 0
                : op == GCORE_EQ ? order == 0
                : op == GCORE_NE ? order != 0
                : op == GCORE_GT ? order > 0
                                 : order >= 0;
  return gcore_newref (result ? GCORE_TRUE : GCORE_FALSE);
}

static GcoreObject *
get_contents (GcoreObject *self, void *closure)
{
  if (gcore_cell_content (self) == NULL)
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "Cell is empty");
      return NULL;
    }
  return gcore_newref (gcore_cell_content (self));
}

static int
set_contents (GcoreObject *self, GcoreObject *value, void *closure)
{
  gcore_cell_set (self, value);
  return 0;
}

static const GcoreGetSetDef getset[] = { { "cell_contents", get_contents, set_contents }, { NULL } };

const GcoreType gcore_cell_template = {
  .name = "cell",
  .basic_size = sizeof (GcoreCell),
  .flags = GCORE_TYPE_FLAG_GC,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .repr = repr,
  .hash = gcore_object_hash_not_implemented,
  .rich_compare = rich_compare,
  .get_attr = gcore_object_generic_get_attr,
  .getset = getset,
  .doc = "cell([contents])\n--\n\nCreate a new cell object.",
  .new_ = new_,
};
