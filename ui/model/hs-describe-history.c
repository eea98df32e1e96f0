/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-describe-history.h"

#include <glib/gi18n.h>

static char *
describe_flags (int flags)
{
  static const struct
  {
    int flag;
    const char *name;
  } names[] = { { 1, N_ ("statistics") }, { 2, N_ ("collectable") }, { 4, N_ ("uncollectable") }, { 32, N_ ("save all") } };
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & names[i].flag)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _(names[i].name));
  return g_strdup_printf (_("Debug flags: %s"), words->len > 0 ? words->str : _("none"));
}

static const char *
describe_collect (int generation)
{
  return generation == 0 ? _("Collect the young generation") : generation == 1 ? _("Collect young and middle")
                                                                               : _("Collect everything");
}

static char *
describe_threshold (const GcoreAction *action)
{
  static const char *const forms[] = { N_ ("Threshold of the young generation: %d"),
                                       N_ ("Threshold of the middle generation: %d"),
                                       N_ ("Threshold of the old generation: %d") };

  return g_strdup_printf (_(forms[CLAMP (action->number, 0, 2)]), (int) action->value);
}

char *
hs_describe_action (const GcoreAction *action)
{
  g_autofree char *text = g_strstrip (g_strdup (action->text != NULL ? action->text : ""));

  switch (action->kind)
    {
    case GCORE_ACTION_COLLECT:
      return g_strdup (describe_collect (action->number));
    case GCORE_ACTION_AUTOMATIC:
      return g_strdup (action->number ? _("Automatic collection on") : _("Automatic collection off"));
    case GCORE_ACTION_THRESHOLD:
      return describe_threshold (action);
    case GCORE_ACTION_DEBUG_FLAGS:
      return describe_flags (action->number);
    case GCORE_ACTION_EVALUATE:
      return g_strdup_printf (_("Console: %s"), text);
    case GCORE_ACTION_CUT:
      return g_strdup_printf (_("Cut the reference %s"), text);
    case GCORE_N_ACTION_KINDS:
      break;
    }
  return NULL;
}

/* Adds ", " and FORM, with N in it, to WORDS, unless there is nothing to tell. */
static void
add_deed (GString *words, long n, const char *form)
{
  if (n == 0)
    return;
  g_string_append (words, ", ");
  g_string_append_printf (words, form, n);
}

char *
hs_describe_collection (const GcoreCollectionRecord *record)
{
  static const char *const forms[] = { N_ ("Collection of the young generation: %ld examined, %ld freed"),
                                       N_ ("Collection of young and middle: %ld examined, %ld freed"),
                                       N_ ("Full collection: %ld examined, %ld freed") };
  const GcoreCollectionDeeds *deeds = &record->deeds;
  GString *words = g_string_new (NULL);

  g_string_printf (words, _(forms[CLAMP (record->generation, 0, 2)]), (long) record->examined, (long) record->collected);
  add_deed (words, deeds->callbacks, ngettext ("%ld callback called", "%ld callbacks called", (gulong) deeds->callbacks));
  add_deed (words, deeds->finalizers,
            ngettext ("%ld finalizer called", "%ld finalizers called", (gulong) deeds->finalizers));
  add_deed (words, deeds->resurrected,
            ngettext ("%ld object resurrected", "%ld objects resurrected", (gulong) deeds->resurrected));
  return g_string_free (words, FALSE);
}

char *
hs_describe_reason (const GcoreCollectionReason *reason, int generation)
{
  g_autofree char *why = NULL;

  if (!reason->automatic)
    why = g_strdup (_("It was asked for."));
  else if (generation == 0)
    why = g_strdup_printf (_("The young count %d passed its threshold %d."), reason->counts[0], reason->thresholds[0]);
  else
    why = g_strdup_printf (generation == 1 ? _("The middle count %d passed its threshold %d.")
                                           : _("The old count %d passed its threshold %d."),
                           reason->counts[generation], reason->thresholds[generation]);
  if (!reason->full_held_back)
    return g_steal_pointer (&why);
  g_autofree char *held = g_strdup_printf (_("A full one was due, but held back: %ld objects are new in the old generation, "
                                             "less than a quarter of %ld."),
                                           (long) reason->long_lived_pending, (long) reason->long_lived_total);
  return g_strdup_printf ("%s %s", why, held);
}

char *
hs_describe_branch (const GcoreTimeline *timeline, guint index)
{
  const GcoreTimelineBranch *branch = &timeline->branches[index];

  if (branch->name != NULL && branch->name[0] != '\0')
    return g_strdup (branch->name);
  return branch->number == 0 ? g_strdup (_("Main")) : g_strdup_printf (_("Branch %u"), branch->number);
}

char *
hs_describe_first_action (const GcoreTimeline *timeline, guint index)
{
  const GcoreTimelineBranch *branch = &timeline->branches[index];

  return branch->n_actions > 0 ? hs_describe_action (&branch->actions[0]) : NULL;
}

char *
hs_describe_bookmark (const GcoreBookmark *bookmark)
{
  return bookmark->note[0] != '\0' ? g_strdup_printf (_("Bookmark: %s"), bookmark->note) : g_strdup (_("Bookmark"));
}
