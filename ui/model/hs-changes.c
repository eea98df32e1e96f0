/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-changes.h"

#include <glib/gi18n.h>

#define MAX_SHOWN 2 /* changes named; the others are counted */

typedef struct
{
  GString *words;
  guint n;
} Changes;

static void
add (Changes *changes, char *change)
{
  if (changes->n++ < MAX_SHOWN)
    g_string_append_printf (changes->words, "%s%s", changes->words->len > 0 ? " · " : "", change);
  g_free (change);
}

/* Values such as numbers come and go with every line, and insides of other objects with these: only what a reader would call
 * an object is named. */
static bool
is_worth_naming (const GcoreSnapshot *snapshot, const GcoreSnapshotObject *object)
{
  static const char *const quiet[] = { "int", "float", "str", "bytes", "code", "frame", "tuple", "getset_descriptor",
                                       "member_descriptor", "module", "builtin_function_or_method", "cell", NULL };
  const char *type = gcore_snapshot_string (snapshot, object->type_name);

  if (!(object->flags & GCORE_OBJECT_USER) || g_strv_contains (quiet, type))
    return false;
  guint32 row = (guint32) (object - snapshot->objects);
  bool held = snapshot->incoming_start[row] < snapshot->incoming_start[row + 1];
  for (guint32 i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    if (snapshot->refs[snapshot->incoming[i]].kind != GCORE_REF_INTERNAL)
      return true;
  return !held;
}

static const GcoreSnapshotObject *
find_same (const GcoreSnapshot *snapshot, const GcoreSnapshotObject *object)
{
  uint32_t row = gcore_snapshot_find (snapshot, object->address);

  return row != GCORE_NO_ROW && snapshot->objects[row].number == object->number ? &snapshot->objects[row] : NULL;
}

/* The program's classes and their instances are what a reader looks for first. */
static bool
is_of_own_class (const GcoreSnapshot *snapshot, const GcoreSnapshotObject *object)
{
  return object->flags & GCORE_OBJECT_TYPE
         || (object->type_row != GCORE_NO_ROW && snapshot->objects[object->type_row].flags & GCORE_OBJECT_USER);
}

static void
describe_present (Changes *changes, const GcoreSnapshot *before, const GcoreSnapshot *after, bool own)
{
  for (uint32_t row = 0; row < after->n_objects; row++)
    {
      const GcoreSnapshotObject *now = &after->objects[row];
      if (!is_worth_naming (after, now) || is_of_own_class (after, now) != own)
        continue;
      const char *type = gcore_snapshot_string (after, now->type_name);
      const GcoreSnapshotObject *old = find_same (before, now);
      bool lost = now->flags & GCORE_OBJECT_UNREACHABLE && old != NULL && !(old->flags & GCORE_OBJECT_UNREACHABLE);
      if (old == NULL)
        add (changes, g_strdup_printf (_("new %s #%u"), type, now->number));
      else if (old->refcount != now->refcount)
        add (changes, g_strdup_printf (lost ? _("%s #%u: %" G_GINT64_FORMAT " → %" G_GINT64_FORMAT ", unreachable")
                                             : "%s #%u: %" G_GINT64_FORMAT " → %" G_GINT64_FORMAT,
                                        type, now->number, old->refcount, now->refcount));
      else if (lost)
        add (changes, g_strdup_printf (_("%s #%u: unreachable"), type, now->number));
    }
}

char *
hs_changes_describe (const GcoreSnapshot *before, const GcoreSnapshot *after)
{
  Changes changes = { .words = g_string_new (NULL) };

  describe_present (&changes, before, after, true);
  describe_present (&changes, before, after, false);
  for (uint32_t row = 0; row < before->n_objects; row++)
    {
      const GcoreSnapshotObject *old = &before->objects[row];
      if (is_worth_naming (before, old) && find_same (after, old) == NULL)
        add (&changes, g_strdup_printf (_("%s #%u freed"), gcore_snapshot_string (before, old->type_name), old->number));
    }
  if (changes.n > MAX_SHOWN)
    g_string_append_printf (changes.words, _(" · %u more"), changes.n - MAX_SHOWN);
  return g_string_free (changes.words, changes.n == 0);
}
