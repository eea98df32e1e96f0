/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-describe-what-if.h"

#include <glib/gi18n.h>

#include "ui/model/hs-describe.h"

bool
hs_may_cut (const GcoreSnapshot *snapshot, guint32 index)
{
  const GcoreSnapshotRef *ref = &snapshot->refs[index];

  if (ref->holder_kind != GCORE_HOLDER_OBJECT)
    return ref->holder_kind == GCORE_HOLDER_FRAME && ref->kind == GCORE_REF_LOCAL;
  const char *type = gcore_snapshot_string (snapshot, snapshot->objects[ref->holder].type_name);
  switch (ref->kind)
    {
    case GCORE_REF_ATTRIBUTE:
    case GCORE_REF_VALUE:
    case GCORE_REF_LOCAL:
      return true;
    case GCORE_REF_ITEM:
      return !g_str_equal (type, "tuple");
    case GCORE_REF_KEY:
      return !g_str_equal (type, "frozenset");
    case GCORE_REF_INTERNAL:
      return g_str_equal (type, "cell");
    default:
      return false;
    }
}

void
hs_get_cut_holder (const GcoreSnapshot *snapshot, guint32 index, guint64 *address, guint32 *number)
{
  const GcoreSnapshotRef *ref = &snapshot->refs[index];
  bool is_object = ref->holder_kind == GCORE_HOLDER_OBJECT;

  *address = is_object ? snapshot->objects[ref->holder].address : GCORE_NO_HOLDER;
  *number = is_object ? snapshot->objects[ref->holder].number : snapshot->n_frames - 1 - ref->holder;
}

char *
hs_describe_cut (const GcoreSnapshot *snapshot, guint32 ref)
{
  g_autofree char *holder = hs_describe_holder (snapshot, &snapshot->refs[ref]);
  g_autofree char *target = hs_describe_object (snapshot, snapshot->refs[ref].target);

  return g_strdup_printf ("%s → %s", holder, target);
}

char *
hs_describe_what_if (const GcoreWhatIf *what_if)
{
  GString *words = g_string_new (NULL);

  if (what_if->n_deaths == 0)
    g_string_append (words, _("Nothing dies."));
  else
    g_string_append_printf (words, g_dngettext (NULL, "%'u object dies.", "%'u objects die.", what_if->n_deaths),
                            what_if->n_deaths);
  if (what_if->n_finalizers > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, g_dngettext (NULL, "%'u finalizer is called.", "%'u finalizers are called.",
                                                  what_if->n_finalizers),
                              what_if->n_finalizers);
    }
  if (what_if->n_callbacks > 0)
    {
      g_string_append_c (words, ' ');
      g_string_append_printf (words, g_dngettext (NULL, "%'u callback of a weak reference is called.",
                                                  "%'u callbacks of weak references are called.", what_if->n_callbacks),
                              what_if->n_callbacks);
    }
  return g_string_free (words, FALSE);
}

/* --- what dies ---------------------------------------------------------------------------------------------------- */

/* The row of what died, GCORE_NO_ROW if the snapshot does not show it. */
static guint32
row_of (const GcoreSnapshot *snapshot, const GcoreDeath *death)
{
  guint32 row = gcore_snapshot_find (snapshot, death->address);

  return row != GCORE_NO_ROW && snapshot->objects[row].number == death->number ? row : GCORE_NO_ROW;
}

/* "str #12 'text'". */
static char *
describe_with_value (const GcoreSnapshot *snapshot, guint32 row)
{
  g_autofree char *name = hs_describe_object (snapshot, row);
  const char *value = gcore_snapshot_string (snapshot, snapshot->objects[row].value);

  return value[0] != '\0' && !g_str_equal (value, name) ? g_strdup_printf ("%s %s", name, value) : g_strdup (name);
}

static char *
describe_death (const GcoreSnapshot *snapshot, const GcoreDeath *death)
{
  guint32 row = row_of (snapshot, death);
  g_autofree char *name = row != GCORE_NO_ROW ? describe_with_value (snapshot, row)
                                              : g_strdup_printf ("%s #%u", death->type, death->number);

  if (death->had_finalizer && death->by_collector)
    return g_strdup_printf (_("%s · finalizer called · by the collector"), name);
  if (death->had_finalizer)
    return g_strdup_printf (_("%s · finalizer called"), name);
  return death->by_collector ? g_strdup_printf (_("%s · by the collector"), name) : g_strdup (name);
}

static void
add_more (GPtrArray *lines, guint n)
{
  if (n > 0)
    g_ptr_array_add (lines, g_strdup_printf (_("and %'u more"), n));
}

char **
hs_describe_deaths (const GcoreSnapshot *snapshot, const GcoreWhatIf *what_if, guint max)
{
  GPtrArray *lines = g_ptr_array_new ();
  guint shown = MIN (max, what_if->n_deaths);

  for (guint i = 0; i < shown; i++)
    g_ptr_array_add (lines, describe_death (snapshot, &what_if->deaths[i]));
  add_more (lines, what_if->n_deaths - shown);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

/* --- what lives on ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const GcoreSnapshot *snapshot;
  guint32 cut;       /* the reference */
  GHashTable *dying; /* set of rows */
  GHashTable *seen;  /* set of rows */
  GPtrArray *lines;
  guint max, n;
} Survivors;

static bool
is_in (GHashTable *rows, guint32 row)
{
  return g_hash_table_contains (rows, GUINT_TO_POINTER (row));
}

/* Who holds ROW but for what is cut or dies; NULL if the snapshot does not show it. */
static char *
describe_other_holder (const Survivors *self, guint32 row)
{
  for (guint32 i = self->snapshot->incoming_start[row]; i < self->snapshot->incoming_start[row + 1]; i++)
    {
      const GcoreSnapshotRef *ref = &self->snapshot->refs[self->snapshot->incoming[i]];
      if (ref->kind != GCORE_REF_WEAK && self->snapshot->incoming[i] != self->cut
          && (ref->holder_kind != GCORE_HOLDER_OBJECT || !is_in (self->dying, ref->holder)))
        return hs_describe_holder (self->snapshot, ref);
    }
  return NULL;
}

/* What belongs to the interpreter, and classes, are not worth telling. */
static void
consider (Survivors *self, guint32 row)
{
  int flags = self->snapshot->objects[row].flags;

  if (flags & (GCORE_OBJECT_STATIC | GCORE_OBJECT_TYPE) || !(flags & GCORE_OBJECT_USER) || is_in (self->dying, row)
      || !g_hash_table_add (self->seen, GUINT_TO_POINTER (row)) || ++self->n > self->max)
    return;
  g_autofree char *name = describe_with_value (self->snapshot, row), *holder = describe_other_holder (self, row);
  g_ptr_array_add (self->lines, holder != NULL ? g_strdup_printf (_("%s, held by %s"), name, holder)
                                               : g_steal_pointer (&name));
}

char **
hs_describe_survivors (const GcoreSnapshot *snapshot, const GcoreWhatIf *what_if, guint32 cut, guint max)
{
  Survivors self = { .snapshot = snapshot, .cut = cut, .dying = g_hash_table_new (NULL, NULL),
                     .seen = g_hash_table_new (NULL, NULL), .lines = g_ptr_array_new (), .max = max };

  for (guint i = 0; i < what_if->n_deaths; i++)
    {
      guint32 row = row_of (snapshot, &what_if->deaths[i]);
      if (row != GCORE_NO_ROW)
        g_hash_table_add (self.dying, GUINT_TO_POINTER (row));
    }
  consider (&self, snapshot->refs[cut].target);
  for (guint i = 0; i < what_if->n_deaths; i++)
    {
      guint32 row = row_of (snapshot, &what_if->deaths[i]);
      const GcoreSnapshotObject *object = row != GCORE_NO_ROW ? &snapshot->objects[row] : NULL;
      for (guint32 j = 0; object != NULL && j < object->n_refs; j++)
        if (snapshot->refs[object->first_ref + j].kind != GCORE_REF_WEAK)
          consider (&self, snapshot->refs[object->first_ref + j].target);
    }
  add_more (self.lines, self.n > max ? self.n - max : 0);
  g_hash_table_unref (self.dying);
  g_hash_table_unref (self.seen);
  g_ptr_array_add (self.lines, NULL);
  return (char **) g_ptr_array_free (self.lines, FALSE);
}
