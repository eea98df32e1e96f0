/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-describe-life.h"

#include <glib/gi18n.h>
#include <stdbool.h>

/* What happened, and the same with a name. */
static const struct
{
  const char *plain, *named;
} reasons[GCORE_N_LIFE_REASONS] = {
  [GCORE_REASON_MADE] = { N_ ("Created"), NULL },
  [GCORE_REASON_BOUND] = { N_ ("Bound to a name"), N_ ("Bound to %s") },
  [GCORE_REASON_STORED] = { N_ ("Stored in an attribute"), N_ ("Stored in attribute %s") },
  [GCORE_REASON_CONTAINED] = { N_ ("Put in a container"), NULL },
  [GCORE_REASON_ARGUMENT] = { N_ ("Passed as argument"), NULL },
  [GCORE_REASON_RETURNED] = { N_ ("Returned"), NULL },
  [GCORE_REASON_LOADED] = { N_ ("Put on the stack"), N_ ("Put on the stack (%s)") },
  [GCORE_REASON_POPPED] = { N_ ("Taken off the stack"), N_ ("Taken off the stack (%s)") },
  [GCORE_REASON_UNBOUND] = { N_ ("No longer bound to a name"), N_ ("No longer bound to %s") },
  [GCORE_REASON_DELETED] = { N_ ("Name deleted"), N_ ("Name %s deleted") },
  [GCORE_REASON_REPLACED] = { N_ ("No longer in an attribute"), N_ ("No longer in attribute %s") },
  [GCORE_REASON_REMOVED] = { N_ ("Taken out of a container"), NULL },
  [GCORE_REASON_CALL_ENDED] = { N_ ("The call ended"), NULL },
  [GCORE_REASON_HELD_BY_C] = { N_ ("Held by a built-in operation"), NULL },
  [GCORE_REASON_LET_GO_BY_C] = { N_ ("Let go by a built-in operation"), NULL },
  [GCORE_REASON_COLLECTOR] = { N_ ("The collector"), NULL },
  [GCORE_REASON_DYING_HOLDER] = { N_ ("What held it died"), NULL },
  [GCORE_REASON_EXCEPTION] = { N_ ("An exception"), NULL },
};

static const char *
generation_words (int generation)
{
  static const char *const words[] = { N_ ("No longer tracked by the collector"), N_ ("In the young generation"),
                                       N_ ("In the middle generation"), N_ ("In the old generation"),
                                       N_ ("In the permanent generation") };

  return _(words[CLAMP (generation + 1, 0, (int) G_N_ELEMENTS (words) - 1)]);
}

const char *
hs_life_event_words (const GcoreLifeEntry *entry)
{
  switch (entry->event)
    {
    case GCORE_LIFE_BIRTH:
      return _("Created");
    case GCORE_LIFE_GENERATION:
      return generation_words (entry->generation);
    case GCORE_LIFE_FINALIZER:
      return _("Finalizer called");
    case GCORE_LIFE_DEATH:
      return _("Freed");
    default:
      return _(reasons[entry->reason].plain);
    }
}

static char *
describe_reason (const GcoreLifeEntry *entry)
{
  const char *named = reasons[entry->reason].named;

  return entry->detail[0] != '\0' && named != NULL ? g_strdup_printf (_(named), entry->detail)
                                                   : g_strdup (_(reasons[entry->reason].plain));
}

char *
hs_describe_life_event (const GcoreLifeEntry *entry)
{
  if (entry->event == GCORE_LIFE_COUNT)
    return describe_reason (entry);
  if (entry->event != GCORE_LIFE_DEATH)
    return g_strdup (hs_life_event_words (entry));
  g_autofree char *reason = describe_reason (entry);
  return g_strdup_printf (_("Freed · %s"), reason);
}

char *
hs_describe_life_count (const GcoreLifeEntry *entry, const GcoreLifeEntry *before)
{
  gint64 count = before != NULL ? before->count : 0;

  return count == entry->count ? g_strdup_printf ("%" G_GINT64_FORMAT, count)
                               : g_strdup_printf ("%" G_GINT64_FORMAT " → %" G_GINT64_FORMAT, count, entry->count);
}

char *
hs_describe_life_place (const GcoreLifeEntry *entry)
{
  bool in_function = entry->function[0] != '\0' && !g_str_equal (entry->function, "<module>");

  if (entry->line == 0)
    return g_strdup_printf (_("tick %'" G_GUINT64_FORMAT), entry->tick);
  if (!in_function)
    return g_strdup_printf (_("line %d · tick %'" G_GUINT64_FORMAT), entry->line, entry->tick);
  return g_strdup_printf (_("line %d · tick %'" G_GUINT64_FORMAT " · %s"), entry->line, entry->tick, entry->function);
}
