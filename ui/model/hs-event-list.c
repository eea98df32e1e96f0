/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-event-list.h"

#include <glib/gi18n.h>

#include "ui/model/hs-describe-history.h"

struct _HsEvent
{
  GObject parent_instance;

  guint branch;
  guint64 tick;
  char *words, *place, *details;
};

G_DEFINE_FINAL_TYPE (HsEvent, hs_event, G_TYPE_OBJECT)

enum { PROP_WORDS = 1, PROP_PLACE, PROP_DETAILS, N_PROPS };

guint
hs_event_get_branch (HsEvent *self)
{
  return self->branch;
}

guint64
hs_event_get_tick (HsEvent *self)
{
  return self->tick;
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

/* Of events of one tick, what is new to the program comes last. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const HsEvent *first = *(HsEvent *const *) a, *second = *(HsEvent *const *) b;

  return first->tick < second->tick ? -1 : first->tick > second->tick;
}

/* Takes WORDS and DETAILS. */
static void
add (GPtrArray *events, const GcoreTimeline *timeline, guint index, guint64 tick, char *words, char *details)
{
  HsEvent *event = g_object_new (HS_TYPE_EVENT, NULL);
  g_autofree char *branch = hs_describe_branch (timeline, index);

  event->branch = timeline->branches[index].number;
  event->tick = tick;
  event->words = words;
  event->details = details;
  event->place = timeline->n_branches > 1 ? g_strdup_printf ("%s · %'" G_GUINT64_FORMAT, branch, tick)
                                          : g_strdup_printf ("%'" G_GUINT64_FORMAT, tick);
  g_ptr_array_add (events, event);
}

static void
add_branch (GPtrArray *events, const GcoreTimeline *timeline, guint index)
{
  const GcoreTimelineBranch *branch = &timeline->branches[index];
  g_autofree char *name = hs_describe_branch (timeline, index);

  if (branch->parent < 0)
    add (events, timeline, index, timeline->beginning, g_strdup (_("The program begins")), g_strdup (""));
  else
    add (events, timeline, index, branch->fork_tick, g_strdup_printf (_("“%s” begins"), name), g_strdup (""));
  for (guint i = 0; i < branch->n_actions; i++)
    add (events, timeline, index, branch->actions[i].tick, hs_describe_action (&branch->actions[i]), g_strdup (""));
  for (guint i = 0; i < branch->n_collections; i++)
    add (events, timeline, index, branch->collections[i].first_tick + 1, hs_describe_collection (&branch->collections[i]),
         hs_describe_reason (&branch->collections[i].reason, branch->collections[i].generation));
  for (guint i = 0; i < timeline->bookmarks->len; i++)
    {
      const GcoreBookmark *bookmark = &g_array_index (timeline->bookmarks, GcoreBookmark, i);
      if (bookmark->branch == branch->number)
        add (events, timeline, index, bookmark->tick, hs_describe_bookmark (bookmark), g_strdup (""));
    }
}

static bool
are_same_bookmarks (const GArray *a, const GArray *b)
{
  bool same = a->len == b->len;

  for (guint i = 0; same && i < a->len; i++)
    {
      const GcoreBookmark *one = &g_array_index (a, GcoreBookmark, i), *other = &g_array_index (b, GcoreBookmark, i);
      same = one->branch == other->branch && one->tick == other->tick && g_str_equal (one->note, other->note);
    }
  return same;
}

static bool
are_same_branches (const GcoreTimelineBranch *a, const GcoreTimelineBranch *b)
{
  bool same = a->number == b->number && g_strcmp0 (a->name, b->name) == 0 && a->n_actions == b->n_actions
              && a->n_collections == b->n_collections;

  for (guint i = 0; same && i < a->n_actions; i++)
    same = a->actions[i].tick == b->actions[i].tick && a->actions[i].kind == b->actions[i].kind
           && a->actions[i].number == b->actions[i].number && g_strcmp0 (a->actions[i].text, b->actions[i].text) == 0;
  for (guint i = 0; same && i < a->n_collections; i++)
    same = a->collections[i].first_tick == b->collections[i].first_tick
           && a->collections[i].examined == b->collections[i].examined
           && a->collections[i].collected == b->collections[i].collected;
  return same;
}

bool
hs_event_list_is_same (const GcoreTimeline *a, const GcoreTimeline *b)
{
  if (a == NULL || b == NULL || a->n_branches != b->n_branches || a->beginning != b->beginning)
    return a == b;
  bool same = are_same_bookmarks (a->bookmarks, b->bookmarks);
  for (guint i = 0; same && i < a->n_branches; i++)
    same = are_same_branches (&a->branches[i], &b->branches[i]);
  return same;
}

void
hs_event_list_fill (GListStore *store, const GcoreTimeline *timeline, const char *search)
{
  g_autofree char *wanted = g_utf8_casefold (search != NULL ? search : "", -1);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; timeline != NULL && i < timeline->n_branches; i++)
    {
      guint first = events->len;
      add_branch (events, timeline, i);
      qsort (events->pdata + first, events->len - first, sizeof *events->pdata, compare);
    }
  for (guint i = 0; i < events->len; i++)
    {
      HsEvent *event = events->pdata[i];
      g_autofree char *all = g_strconcat (event->words, " ", event->place, " ", event->details, NULL);
      g_autofree char *folded = g_utf8_casefold (all, -1);
      if (strstr (folded, wanted) != NULL)
        g_ptr_array_add (shown, event);
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), shown->pdata, shown->len);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_event_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HsEvent *self = HS_EVENT (object);
  char *const strings[] = { NULL, self->words, self->place, self->details };

  if (id < N_PROPS)
    g_value_set_string (value, strings[id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hs_event_finalize (GObject *object)
{
  HsEvent *self = HS_EVENT (object);

  g_free (self->words);
  g_free (self->place);
  g_free (self->details);
  G_OBJECT_CLASS (hs_event_parent_class)->finalize (object);
}

static void
hs_event_class_init (HsEventClass *class)
{
  static const char *const names[] = { NULL, "words", "place", "details" };
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = hs_event_get_property;
  object_class->finalize = hs_event_finalize;
  for (guint id = PROP_WORDS; id < N_PROPS; id++)
    g_object_class_install_property (object_class, id,
                                     g_param_spec_string (names[id], NULL, NULL, NULL,
                                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
hs_event_init (HsEvent *self)
{
}
