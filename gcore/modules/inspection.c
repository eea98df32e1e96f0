/* SPDX-License-Identifier: MIT */
/* The module _inspection: what the modules that look at a program from inside (memory_profiler, traceback, inspect …) ask of
 * the machine. */
#include "gcore/machine/source-lines.h"
#include "gcore/machine/traceback-print.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

static GcoreObject *
used_bytes (GcoreObject *module, GcoreObject *unused)
{
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  return gcore_int_from_size (stats.small_bytes + stats.large_bytes);
}

static GcoreObject *
source_line (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *filename;
  int line;
  if (!gcore_arg_parse_stack (args, n_args, "Ui:source_line", &filename, &line))
    return NULL;
  GcoreObject *text = gcore_source_line (filename, line);
  return text != NULL ? text : gcore_newref (GCORE_NONE);
}

static GcoreObject *
operator_place (GcoreObject *module, GcoreObject *segment)
{
  intptr_t start, end;
  if (!gcore_is_str (segment))
    {
      gcore_arg_bad_argument ("operator_place", "argument", "str", segment);
      return NULL;
    }
  if (!gcore_traceback_find_operator (segment, GCORE_OBJECTS->empty_str, &start, &end))
    GCORE_RETURN_NONE;
  GcoreObject *from = gcore_int_from_ssize (start), *to = gcore_int_from_ssize (end);
  GcoreObject *result = from != NULL && to != NULL ? gcore_tuple_pack (2, from, to) : NULL;
  gcore_xdecref (from);
  gcore_xdecref (to);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "operator_place", GCORE_FUNC (operator_place), GCORE_METH_O,
    "operator_place($module, expression, /)\n--\n\nWhere the operator or the brackets of an expression are, None if it is "
    "no binary\noperation or subscription." },
  { "source_line", GCORE_FUNC (source_line), GCORE_METH_FASTCALL,
    "source_line($module, filename, lineno, /)\n--\n\nA line of source text without its newline, None if it is not "
    "known." },
  { "used_bytes", GCORE_FUNC (used_bytes), GCORE_METH_NOARGS,
    "used_bytes($module, /)\n--\n\nBytes of the heap in blocks that are in use." },
  { .name = NULL }
};

const GcoreModuleDef gcore_inspection_module = {
  .name = "_inspection",
  .doc = "What a program can learn of the machine it runs on.",
  .methods = methods,
};
