/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-phases.h"

#include <glib/gi18n.h>

static const struct
{
  const char *title, *sentence;
} phases[] = {
  [GCORE_PHASE_UPDATE_REFS] = { N_ ("Copy reference counts"), N_ ("Every object in the lane: gc_refs = reference count") },
  [GCORE_PHASE_SUBTRACT_REFS] = { N_ ("Subtract internal references"),
                                  N_ ("gc_refs − 1 for each reference from inside the lane") },
  [GCORE_PHASE_MOVE_UNREACHABLE] = { N_ ("Find what is reachable"),
                                     N_ ("gc_refs > 0 stays, and what it refers to stays with it") },
  [GCORE_PHASE_PROMOTE] = { N_ ("Promote survivors"), N_ ("To the next older generation") },
  [GCORE_PHASE_CLEAR_WEAKREFS] = { N_ ("Clear weak references"),
                                   N_ ("Callbacks of weak references that stay are called") },
  [GCORE_PHASE_FINALIZE] = { N_ ("Run finalizers"), N_ ("__del__, once for each object") },
  [GCORE_PHASE_RESURRECTION] = { N_ ("Look again"), N_ ("What a finalizer made reachable again stays") },
  [GCORE_PHASE_CLEAR] = { N_ ("Break the cycles"), N_ ("References are cleared; counts fall to zero") },
};

const char *
hs_phase_title (GcorePhase phase)
{
  return phase > GCORE_PHASE_NONE && phase <= GCORE_N_PHASES ? _(phases[phase].title) : NULL;
}

char *
hs_phase_object (const GcoreSnapshot *snapshot, uint32_t row)
{
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  const char *type = gcore_snapshot_string (snapshot, object->type_name);

  return object->number != 0 ? g_strdup_printf ("%s #%u", type, object->number) : g_strdup (type);
}

/* What the current phase is about to look at; NULL: at no object yet. */
static char *
describe_object (const GcoreSnapshot *snapshot)
{
  const GcoreSnapshotOpenCollection *open = &snapshot->open;
  const GcoreSnapshotObject *object;

  if (open->current == GCORE_NO_ROW)
    return NULL;
  g_autofree char *name = hs_phase_object (snapshot, open->current);
  if (open->referent == GCORE_NO_ROW)
    return g_strdup_printf (_("Comes to %s"), name);
  object = &snapshot->objects[open->current];
  g_autofree char *referent = hs_phase_object (snapshot, open->referent);
  for (uint32_t i = object->first_ref; i < object->first_ref + object->n_refs; i++)
    if (snapshot->refs[i].target == open->referent && snapshot->refs[i].kind != GCORE_REF_WEAK)
      return g_strdup_printf ("%s %s → %s", name, gcore_snapshot_string (snapshot, snapshot->refs[i].label), referent);
  return g_strdup_printf ("%s → %s", name, referent);
}

/* The same; what is gone through a second time says which phase that is. */
static char *
describe_position (const GcoreSnapshot *snapshot)
{
  const GcoreSnapshotOpenCollection *open = &snapshot->open;
  g_autofree char *object = describe_object (snapshot);

  if (open->inner_phase == open->phase)
    return g_steal_pointer (&object);
  return object != NULL ? g_strdup_printf ("%s · %s", hs_phase_title (open->inner_phase), object)
                        : g_strdup (hs_phase_title (open->inner_phase));
}

static char *
describe_weakrefs (const GcoreSnapshotOpenCollection *open)
{
  g_autofree char *cleared = g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " weak reference cleared",
                                                        "%'" G_GUINT64_FORMAT " weak references cleared",
                                                        open->weakrefs_cleared), open->weakrefs_cleared);
  g_autofree char *called = g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " callback called",
                                                       "%'" G_GUINT64_FORMAT " callbacks called",
                                                       open->callbacks_called), open->callbacks_called);

  if (open->callbacks_due > 0)
    return g_strdup_printf (_("%s · %s · %'" G_GUINT64_FORMAT " waiting"), cleared, called, open->callbacks_due);
  return g_strdup_printf ("%s · %s", cleared, called);
}

/* What PHASE, which is over or going on, has done; NULL: nothing to tell. */
static char *
describe_result (const GcoreSnapshotOpenCollection *open, GcorePhase phase)
{
  bool done = open->phase > phase;

  if (phase == GCORE_PHASE_UPDATE_REFS && done)
    return g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " object examined", "%'" G_GUINT64_FORMAT " objects examined",
                                      open->examined), open->examined);
  if (phase == GCORE_PHASE_MOVE_UNREACHABLE && done)
    return g_strdup_printf (_("%'" G_GUINT64_FORMAT " reachable, %'" G_GUINT64_FORMAT " unreachable"),
                            open->examined - open->unreachable, open->unreachable);
  if (phase == GCORE_PHASE_PROMOTE && done)
    return g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " survivor", "%'" G_GUINT64_FORMAT " survivors",
                                      open->survivors), open->survivors);
  if (phase == GCORE_PHASE_CLEAR_WEAKREFS && (done || open->weakrefs_cleared > 0))
    return describe_weakrefs (open);
  if (phase == GCORE_PHASE_FINALIZE && (done || open->finalizers_called > 0))
    return g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " finalizer called", "%'" G_GUINT64_FORMAT " finalizers called",
                                      open->finalizers_called), open->finalizers_called);
  if (phase == GCORE_PHASE_RESURRECTION && done)
    return open->resurrected == 0 ? g_strdup (_("None was made reachable again"))
                                  : g_strdup_printf (ngettext ("%'" G_GUINT64_FORMAT " object resurrected",
                                                               "%'" G_GUINT64_FORMAT " objects resurrected",
                                                               open->resurrected), open->resurrected);
  return NULL;
}

char *
hs_phase_describe (const GcoreSnapshot *snapshot, GcorePhase phase)
{
  const GcoreSnapshotOpenCollection *open = &snapshot->open;
  g_autofree char *position = NULL, *result = NULL;

  if (open->phase < phase)
    return g_strdup (_(phases[phase].sentence));
  if (open->phase == phase)
    position = describe_position (snapshot);
  result = describe_result (open, phase);
  if (position != NULL && result != NULL)
    return g_strdup_printf ("%s · %s", position, result);
  return position != NULL ? g_steal_pointer (&position)
         : result != NULL ? g_steal_pointer (&result)
                          : g_strdup (_(phases[phase].sentence));
}

char *
hs_phases_describe (const GcoreSnapshot *snapshot)
{
  const GcoreSnapshotOpenCollection *open = &snapshot->open;

  if (open->phase == GCORE_PHASE_NONE)
    return g_strdup (_("No collection is going on"));
  g_autofree char *words = hs_phase_describe (snapshot, open->phase);
  return g_strdup_printf (_("Phase %d of %d, %s: %s"), open->phase, GCORE_N_PHASES, hs_phase_title (open->phase), words);
}

char *
hs_phase_standing (const GcoreSnapshotOpenCollection *open, const GcoreSnapshotObject *object)
{
  if (object->flags & GCORE_OBJECT_COLLECTING)
    return g_strdup_printf ("%" G_GINT64_FORMAT, object->gc_refs);
  if (object->flags & GCORE_OBJECT_CALLBACK_DUE)
    return g_strdup (_("callback waits"));
  if (!(object->flags & GCORE_OBJECT_TENTATIVE))
    return g_strdup (_("stays"));
  if (open->phase <= GCORE_PHASE_MOVE_UNREACHABLE || open->phase == GCORE_PHASE_RESURRECTION)
    return g_strdup (_("set aside"));
  if (open->phase == GCORE_PHASE_CLEAR)
    return g_strdup (_("to be cleared"));
  if (!(object->flags & GCORE_OBJECT_HAS_FINALIZER))
    return g_strdup (_("unreachable"));
  return g_strdup (object->flags & GCORE_OBJECT_FINALIZED ? _("finalizer called") : _("finalizer waits"));
}
