/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-life-list.h"

#include <stdlib.h>
#include <string.h>

#include "ui/model/hs-describe-life.h"

/* --- one entry ---------------------------------------------------------------------------------------------------- */

struct _HsLifeItem
{
  GObject parent_instance;

  guint64 tick;
  char *event, *count, *place;
};

G_DEFINE_FINAL_TYPE (HsLifeItem, hs_life_item, G_TYPE_OBJECT)

const char *
hs_life_item_get_event (HsLifeItem *self)
{
  return self->event;
}

const char *
hs_life_item_get_count (HsLifeItem *self)
{
  return self->count;
}

const char *
hs_life_item_get_place (HsLifeItem *self)
{
  return self->place;
}

guint64
hs_life_item_get_tick (HsLifeItem *self)
{
  return self->tick;
}

static void
hs_life_item_finalize (GObject *object)
{
  HsLifeItem *self = HS_LIFE_ITEM (object);

  g_free (self->event);
  g_free (self->count);
  g_free (self->place);
  G_OBJECT_CLASS (hs_life_item_parent_class)->finalize (object);
}

static void
hs_life_item_class_init (HsLifeItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hs_life_item_finalize;
}

static void
hs_life_item_init (HsLifeItem *self)
{
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

struct _HsLifeList
{
  GObject parent_instance;

  GcoreLife *life;      /* NULL: none */
  GArray *shown;        /* guint: indices of entries */
  HsLifeFilter filter;
  char *search;         /* NULL: none */
};

static guint
get_n_items (GListModel *model)
{
  return HS_LIFE_LIST (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HsLifeList *self = HS_LIFE_LIST (model);

  if (position >= self->shown->len)
    return NULL;
  guint index = g_array_index (self->shown, guint, position);
  const GcoreLifeEntry *entry = &self->life->entries[index];
  HsLifeItem *item = g_object_new (HS_TYPE_LIFE_ITEM, NULL);
  item->tick = entry->tick;
  item->event = hs_describe_life_event (entry);
  item->count = hs_describe_life_count (entry, index > 0 ? entry - 1 : NULL);
  item->place = hs_describe_life_place (entry);
  return item;
}

static GType
get_item_type (GListModel *model)
{
  return HS_TYPE_LIFE_ITEM;
}

static void
init_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HsLifeList, hs_life_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_model))

HsLifeList *
hs_life_list_new (void)
{
  return g_object_new (HS_TYPE_LIFE_LIST, NULL);
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static bool
is_about_holders (const GcoreLifeEntry *entry)
{
  switch (entry->reason)
    {
    case GCORE_REASON_LOADED:
    case GCORE_REASON_POPPED:
    case GCORE_REASON_HELD_BY_C:
    case GCORE_REASON_LET_GO_BY_C:
    case GCORE_REASON_COLLECTOR:
      return entry->event == GCORE_LIFE_DEATH;
    default:
      return entry->event != GCORE_LIFE_GENERATION && entry->event != GCORE_LIFE_FINALIZER;
    }
}

static bool
passes_filter (HsLifeFilter filter, const GcoreLifeEntry *entry, const GcoreLifeEntry *before)
{
  switch (filter)
    {
    case HS_LIFE_COUNTS:
      return before == NULL || before->count != entry->count;
    case HS_LIFE_HOLDERS:
      return is_about_holders (entry);
    case HS_LIFE_COLLECTOR:
      return entry->event != GCORE_LIFE_COUNT || entry->reason == GCORE_REASON_COLLECTOR;
    default:
      return true;
    }
}

/* Without making the entry's words: there may be a hundred thousand. */
static bool
matches (const char *search, const GcoreLifeEntry *entry)
{
  char line[16];

  g_snprintf (line, sizeof line, "%d", entry->line);
  return strcasestr (hs_life_event_words (entry), search) != NULL || strcasestr (entry->detail, search) != NULL
         || strcasestr (entry->function, search) != NULL || g_str_equal (line, search);
}

static GArray *
choose (HsLifeList *self)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; self->life != NULL && i < self->life->n_entries; i++)
    {
      const GcoreLifeEntry *entry = &self->life->entries[i];
      if (passes_filter (self->filter, entry, i > 0 ? entry - 1 : NULL)
          && (self->search == NULL || matches (self->search, entry)))
        g_array_append_val (shown, i);
    }
  return shown;
}

/* The items shown now become those to be shown; the first SAME entries of the life are what they were. */
static void
update (HsLifeList *self, guint same)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->shown);
  guint kept = 0;

  self->shown = choose (self);
  while (kept < MIN (before->len, self->shown->len) && g_array_index (before, guint, kept) < same
         && g_array_index (before, guint, kept) == g_array_index (self->shown, guint, kept))
    kept++;
  if (kept < MAX (before->len, self->shown->len))
    g_list_model_items_changed (G_LIST_MODEL (self), kept, before->len - kept, self->shown->len - kept);
}

void
hs_life_list_set_life (HsLifeList *self, GcoreLife *life)
{
  GcoreLife *before = g_steal_pointer (&self->life);
  guint same = 0;

  while (before != NULL && life != NULL && same < MIN (before->n_entries, life->n_entries)
         && memcmp (&before->entries[same], &life->entries[same], sizeof *life->entries) == 0)
    same++;
  self->life = life;
  update (self, same);
  g_clear_pointer (&before, gcore_session_life_free);
}

void
hs_life_list_set_filter (HsLifeList *self, HsLifeFilter filter, const char *search)
{
  g_free (self->search);
  self->search = search != NULL && search[0] != '\0' ? g_strdup (search) : NULL;
  self->filter = filter;
  update (self, G_MAXUINT);
}

guint
hs_life_list_find_tick (HsLifeList *self, guint64 tick)
{
  guint low = 0, high = self->shown->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (self->life->entries[g_array_index (self->shown, guint, middle)].tick < tick)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
hs_life_list_get_n_entries (HsLifeList *self)
{
  return self->life != NULL ? self->life->n_entries : 0;
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_life_list_finalize (GObject *object)
{
  HsLifeList *self = HS_LIFE_LIST (object);

  g_clear_pointer (&self->life, gcore_session_life_free);
  g_array_unref (self->shown);
  g_free (self->search);
  G_OBJECT_CLASS (hs_life_list_parent_class)->finalize (object);
}

static void
hs_life_list_class_init (HsLifeListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hs_life_list_finalize;
}

static void
hs_life_list_init (HsLifeList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
}
