/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-describe.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gcore/analysis/paths.h"

#define MAX_PATH 24

char *
hs_describe_object (const GcoreSnapshot *snapshot, guint32 row)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  const char *type = gcore_snapshot_string (snapshot, object->type_name);
  const char *value = gcore_snapshot_string (snapshot, object->value);

  if (object->flags & GCORE_OBJECT_TYPE && value[0] != '\0')
    return g_strdup (value);
  return object->number != 0 ? g_strdup_printf ("%s #%u", type, object->number) : g_strdup (type);
}

/* Is ROW the namespace of a module that runs? */
static bool
is_namespace (const GcoreSnapshot *snapshot, guint32 row)
{
  for (guint32 i = 0; i < snapshot->n_frames; i++)
    if (snapshot->frames[i].is_module && snapshot->frames[i].namespace_row == row)
      return true;
  return false;
}

char *
hs_describe_holder (const GcoreSnapshot *snapshot, const GcoreSnapshotRef *ref)
{
  const char *label = gcore_snapshot_string (snapshot, ref->label);

  if (ref->holder_kind == GCORE_HOLDER_INTERPRETER)
    return g_strdup_printf (_("interpreter: %s"), label);
  if (ref->holder_kind == GCORE_HOLDER_FRAME)
    {
      const GcoreSnapshotFrame *frame = &snapshot->frames[ref->holder];
      return g_strdup_printf ("%s: %s", gcore_snapshot_string (snapshot, frame->name), label);
    }
  if (is_namespace (snapshot, ref->holder))
    return g_strdup_printf ("__main__ %s", label);
  g_autofree char *holder = hs_describe_object (snapshot, ref->holder);
  return g_strdup_printf ("%s %s", holder, label);
}

char *
hs_describe_block (const GcoreSnapshot *snapshot, guint32 row)
{
  guint64 address = snapshot->objects[row].address;

  if (snapshot->objects[row].flags & GCORE_OBJECT_STATIC)
    return g_strdup (_("part of the interpreter"));
  for (guint32 i = 0; i < snapshot->n_pools; i++)
    {
      const GcoreSnapshotPool *pool = &snapshot->pools[i];
      if (pool->block_size != 0 && address >= pool->address && address < pool->address + 16384)
        return g_strdup_printf (_("arena %u, pool %u, %u B"), pool->arena,
                                i - snapshot->arenas[pool->arena].first_pool, pool->block_size);
    }
  return g_strdup (_("large block"));
}

static void
append_step (GString *words, const GcoreSnapshot *snapshot, guint32 row)
{
  g_autofree char *object = hs_describe_object (snapshot, row);

  g_string_append_printf (words, " → %s", object);
}

static char *
describe_path (const GcoreSnapshot *snapshot, const guint32 *path, guint32 n)
{
  /* A path through a module's namespace begins with the name there. */
  guint32 first = n > 1 && is_namespace (snapshot, snapshot->refs[path[0]].target) ? 1 : 0;
  g_autofree char *root = hs_describe_holder (snapshot, &snapshot->refs[path[first]]);
  GString *words = g_string_new (root);

  for (guint32 i = first; i < n; i++)
    {
      if (i > first)
        g_string_append_printf (words, " %s", gcore_snapshot_string (snapshot, snapshot->refs[path[i]].label));
      append_step (words, snapshot, snapshot->refs[path[i]].target);
    }
  return g_string_free (words, FALSE);
}

static char *
describe_cycle (const GcoreSnapshot *snapshot, guint32 row)
{
  guint32 path[MAX_PATH], n = gcore_path_cycle (snapshot, row, path, MAX_PATH);
  const char *generation[] = { _("young"), _("middle"), _("old") };
  const GcoreSnapshotObject *object = &snapshot->objects[row];

  if (n == 0)
    return g_strdup (_("No path from any root, and it is in no cycle: something unreachable holds it."));
  if (n > MAX_PATH)
    return g_strdup (_("No path from any root. A long cycle keeps it."));
  g_autofree char *start = hs_describe_object (snapshot, row);
  g_autoptr (GString) cycle = g_string_new (start);
  for (guint32 i = 0; i < n; i++)
    append_step (cycle, snapshot, snapshot->refs[path[i]].target);
  if (object->generation > GCORE_GENERATION_OLD)
    return g_strdup_printf (_("No path from any root. Kept only by the cycle %s."), cycle->str);
  return g_strdup_printf (_("No path from any root. Kept only by the cycle %s. The next collection of the %s generation "
                            "frees it."),
                          cycle->str, generation[object->generation]);
}

char *
hs_describe_why_alive (const GcoreSnapshot *snapshot, guint32 row)
{
  guint32 path[MAX_PATH], n;

  if (snapshot->objects[row].flags & GCORE_OBJECT_STATIC)
    return g_strdup (_("It belongs to the interpreter and lives as long as the program runs."));
  if (snapshot->objects[row].flags & GCORE_OBJECT_UNREACHABLE)
    return describe_cycle (snapshot, row);
  n = gcore_path_from_root (snapshot, row, path, MAX_PATH);
  if (n == 0)
    return g_strdup (_("Held by something outside this view."));
  if (n > MAX_PATH)
    return g_strdup_printf (_("A path of more than %d references leads to it."), MAX_PATH);
  return describe_path (snapshot, path, n);
}
