/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-stop.h"

#include <glib/gi18n.h>

struct _HsStop
{
  GObject parent_instance;

  GcoreWatch watch; /* its strings are its own */
  char *object;     /* what it is called, if it is about one */
  gboolean enabled, is_hit;
};

G_DEFINE_FINAL_TYPE (HsStop, hs_stop, G_TYPE_OBJECT)

enum { PROP_ENABLED = 1, PROP_CONDITION, PROP_HITS, PROP_LINE, PROP_WORDS, PROP_DETAILS, PROP_IS_HIT, N_PROPS };
static GParamSpec *props[N_PROPS];

HsStop *
hs_stop_new (const GcoreWatch *watch, const char *object)
{
  HsStop *self = g_object_new (HS_TYPE_STOP, NULL);

  if (!gcore_watch_copy (&self->watch, watch))
    g_error ("no memory for a watch");
  self->object = object != NULL ? g_strdup (object) : g_strdup_printf (_("object #%u"), watch->serial);
  return self;
}

const GcoreWatch *
hs_stop_get_watch (HsStop *self)
{
  return &self->watch;
}

bool
hs_stop_is_breakpoint (HsStop *self)
{
  return self->watch.kind == GCORE_WATCH_LINE && self->watch.file == NULL;
}

bool
hs_stop_has_terms (HsStop *self)
{
  return self->watch.condition != NULL || self->watch.hits > 1;
}

bool
hs_stop_get_enabled (HsStop *self)
{
  return self->enabled;
}

guint
hs_stop_get_line (HsStop *self)
{
  return hs_stop_is_breakpoint (self) ? (guint) self->watch.number : 0;
}

bool
hs_stop_get_is_hit (HsStop *self)
{
  return self->is_hit;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

bool
hs_watch_is_about_object (GcoreWatchKind kind)
{
  return (kind >= GCORE_WATCH_COUNT && kind <= GCORE_WATCH_WEAKREF) || kind == GCORE_WATCH_POOL;
}

static char *
describe_object_watch (const GcoreWatch *watch, const char *object)
{
  switch (watch->kind)
    {
    case GCORE_WATCH_COUNT:
      return g_strdup_printf (_("Count of %s changes"), object);
    case GCORE_WATCH_COUNT_REACHES:
      return g_strdup_printf (_("Count of %s becomes %d"), object, (int) watch->number);
    case GCORE_WATCH_REFERENCE:
      return g_strdup_printf (_("Reference %s of %s changes"), watch->name, object);
    case GCORE_WATCH_GENERATION:
      return g_strdup_printf (_("Generation of %s changes"), object);
    case GCORE_WATCH_BIRTH:
      return g_strdup_printf (_("%s is created"), object);
    case GCORE_WATCH_DEATH:
      return g_strdup_printf (_("%s is freed"), object);
    case GCORE_WATCH_RESURRECTION:
      return g_strdup_printf (_("%s is resurrected"), object);
    case GCORE_WATCH_WEAKREF:
      return g_strdup_printf (_("The referent of %s goes"), object);
    default:
      return g_strdup_printf (_("Pool of %s changes"), object);
    }
}

char *
hs_stop_describe (HsStop *self)
{
  static const char *const collections[]
    = { N_ ("A collection begins"), N_ ("A collection of middle or old begins"), N_ ("A full collection begins") };
  const GcoreWatch *watch = &self->watch;

  switch (watch->kind)
    {
    case GCORE_WATCH_LINE:
      return watch->file == NULL ? g_strdup_printf (_("Line %d"), (int) watch->number)
                                 : g_strdup_printf (_("Line %d of %s"), (int) watch->number, watch->file);
    case GCORE_WATCH_CALL:
      return g_strdup_printf (_("A call of %s"), watch->name);
    case GCORE_WATCH_COLLECTION:
      return g_strdup (_(collections[CLAMP (watch->number, 0, 2)]));
    case GCORE_WATCH_FREED:
      return g_strdup_printf (_("A collection frees more than %d"), (int) watch->number);
    case GCORE_WATCH_ALLOCATION:
      return g_strdup_printf (_("An allocation of %s"), watch->name);
    case GCORE_WATCH_EXCEPTION:
      if (watch->number == GCORE_WATCH_UNCAUGHT)
        return watch->name != NULL ? g_strdup_printf (_("Exception %s ends the program"), watch->name)
                                   : g_strdup (_("An exception ends the program"));
      return watch->name != NULL ? g_strdup_printf (_("Exception %s is raised"), watch->name)
                                 : g_strdup (_("An exception is raised"));
    default:
      return describe_object_watch (watch, self->object);
    }
}

static char *
describe_terms (HsStop *self)
{
  g_autofree char *often
    = self->watch.hits > 1 ? g_strdup_printf (_("every %u times"), self->watch.hits) : g_strdup ("");
  g_autofree char *condition
    = self->watch.condition != NULL ? g_strdup_printf (_("if %s"), self->watch.condition) : g_strdup ("");

  return g_strconcat (condition, condition[0] != '\0' && often[0] != '\0' ? " · " : "", often, NULL);
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static void
set_condition (HsStop *self, const char *condition)
{
  g_autofree char *words = g_strstrip (g_strdup (condition != NULL ? condition : ""));
  GcoreWatch changed = self->watch, copy;

  if (g_strcmp0 (self->watch.condition != NULL ? self->watch.condition : "", words) == 0)
    return;
  changed.condition = words[0] != '\0' ? words : NULL;
  if (!gcore_watch_copy (&copy, &changed))
    return;
  gcore_watch_clear (&self->watch);
  self->watch = copy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONDITION]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS]);
}

static void
set_hits (HsStop *self, guint hits)
{
  if (MAX (self->watch.hits, 1) == hits)
    return;
  self->watch.hits = hits;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HITS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAILS]);
}

void
hs_stop_set_line (HsStop *self, guint line)
{
  if (self->watch.number == line || !hs_stop_is_breakpoint (self))
    return;
  self->watch.number = line;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LINE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORDS]);
}

void
hs_stop_set_is_hit (HsStop *self, bool is_hit)
{
  if (self->is_hit == is_hit)
    return;
  self->is_hit = is_hit;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_HIT]);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_stop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HsStop *self = HS_STOP (object);

  switch (id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_CONDITION:
      g_value_set_string (value, self->watch.condition != NULL ? self->watch.condition : "");
      break;
    case PROP_HITS:
      g_value_set_uint (value, MAX (self->watch.hits, 1));
      break;
    case PROP_LINE:
      g_value_set_uint (value, hs_stop_get_line (self));
      break;
    case PROP_WORDS:
      g_value_take_string (value, hs_stop_describe (self));
      break;
    case PROP_DETAILS:
      g_value_take_string (value, describe_terms (self));
      break;
    case PROP_IS_HIT:
      g_value_set_boolean (value, self->is_hit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hs_stop_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HsStop *self = HS_STOP (object);

  switch (id)
    {
    case PROP_ENABLED:
      if (self->enabled == g_value_get_boolean (value))
        return;
      self->enabled = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CONDITION:
      set_condition (self, g_value_get_string (value));
      break;
    case PROP_HITS:
      set_hits (self, g_value_get_uint (value));
      break;
    case PROP_LINE:
      hs_stop_set_line (self, g_value_get_uint (value));
      break;
    case PROP_IS_HIT:
      hs_stop_set_is_hit (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hs_stop_finalize (GObject *object)
{
  HsStop *self = HS_STOP (object);

  gcore_watch_clear (&self->watch);
  g_free (self->object);
  G_OBJECT_CLASS (hs_stop_parent_class)->finalize (object);
}

static void
hs_stop_class_init (HsStopClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = readable | G_PARAM_WRITABLE;

  object_class->get_property = hs_stop_get_property;
  object_class->set_property = hs_stop_set_property;
  object_class->finalize = hs_stop_finalize;
  props[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, both);
  props[PROP_CONDITION] = g_param_spec_string ("condition", NULL, NULL, "", both);
  props[PROP_HITS] = g_param_spec_uint ("hits", NULL, NULL, 1, G_MAXUINT, 1, both);
  props[PROP_LINE] = g_param_spec_uint ("line", NULL, NULL, 0, G_MAXUINT, 0, both);
  props[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, readable);
  props[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, readable);
  props[PROP_IS_HIT] = g_param_spec_boolean ("is-hit", NULL, NULL, FALSE, both);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hs_stop_init (HsStop *self)
{
  self->enabled = TRUE;
}
