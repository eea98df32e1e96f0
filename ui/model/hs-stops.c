/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-stops.h"

#define MAX_PLACES 10000

struct _HsStops
{
  GObject parent_instance;

  GcoreSession *session;
  GListStore *list;
  GPtrArray *sent;    /* the stops behind the session's watches, by their index */
  char *filename;     /* of the program */
  guint hash;         /* of its text */
  GArray *places;
  bool quiet;         /* many things change: they are told of together */
};

G_DEFINE_FINAL_TYPE (HsStops, hs_stops, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, SIGNAL_HIT, SIGNAL_DROPPED, SIGNAL_REFUSED, N_SIGNALS };
static guint signals[N_SIGNALS];

GListModel *
hs_stops_get_model (HsStops *self)
{
  return G_LIST_MODEL (self->list);
}

static guint
count (HsStops *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* Borrowed. */
static HsStop *
stop_at (HsStops *self, guint index)
{
  g_autoptr (HsStop) stop = g_list_model_get_item (G_LIST_MODEL (self->list), index);

  return stop;
}

/* --- to the session ----------------------------------------------------------------------------------------------- */

/* A breakpoint without terms costs the program nothing; one with them is watched for. */
static void
send (HsStops *self)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) watches = g_array_new (FALSE, FALSE, sizeof (GcoreWatch));

  g_ptr_array_set_size (self->sent, 0);
  for (guint i = 0; i < count (self); i++)
    {
      HsStop *stop = stop_at (self, i);
      GcoreWatch watch = *hs_stop_get_watch (stop);
      guint line = hs_stop_get_line (stop);
      if (!hs_stop_get_enabled (stop))
        continue;
      if (line != 0 && !hs_stop_has_terms (stop))
        {
          g_array_append_val (lines, line);
          continue;
        }
      if (line != 0)
        watch.file = self->filename;
      g_array_append_val (watches, watch);
      g_ptr_array_add (self->sent, g_object_ref (stop));
    }
  gcore_session_set_breakpoints (self->session, (const guint *) (gpointer) lines->data, lines->len);
  gcore_session_set_watches (self->session, (const GcoreWatch *) (gpointer) watches->data, watches->len);
}

static void
changed (HsStops *self)
{
  if (self->quiet)
    return;
  send (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

typedef struct
{
  HsStops *stops;
  HsStop *stop;
} Check;

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Check *check = data;
  g_autofree char *problem = gcore_session_check_expression_finish (check->stops->session, result, NULL);

  if (problem != NULL)
    g_signal_emit (check->stops, signals[SIGNAL_REFUSED], 0, check->stop, problem);
  g_object_unref (check->stop);
  g_object_unref (check->stops);
}

/* Can the condition of STOP be one? Nobody waits for the answer. */
static void
check_condition (HsStops *self, HsStop *stop)
{
  const char *condition = hs_stop_get_watch (stop)->condition;
  Check *check;

  if (condition == NULL)
    return;
  check = g_new (Check, 1);
  *check = (Check) { g_object_ref (self), g_object_ref (stop) };
  gcore_session_check_expression (self->session, condition, on_checked, check);
}

static void
on_notify (HsStops *self, GParamSpec *pspec, HsStop *stop)
{
  if (g_str_equal (pspec->name, "condition"))
    check_condition (self, stop);
  if (g_str_equal (pspec->name, "enabled") || g_str_equal (pspec->name, "details") || g_str_equal (pspec->name, "line"))
    changed (self);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

HsStop *
hs_stops_find_line (HsStops *self, guint line)
{
  for (guint i = 0; i < count (self); i++)
    if (hs_stop_get_line (stop_at (self, i)) == line)
      return stop_at (self, i);
  return NULL;
}

void
hs_stops_remove (HsStops *self, HsStop *stop)
{
  guint at;

  if (!g_list_store_find (self->list, stop, &at))
    return;
  g_signal_handlers_disconnect_by_data (stop, self);
  g_list_store_remove (self->list, at);
  changed (self);
}

void
hs_stops_add (HsStops *self, HsStop *stop)
{
  guint line = hs_stop_get_line (stop), at = 0;
  HsStop *there = line != 0 ? hs_stops_find_line (self, line) : NULL;

  bool quiet = self->quiet;

  self->quiet = true;
  if (there != NULL)
    hs_stops_remove (self, there);
  self->quiet = quiet;
  for (; at < count (self); at++)
    {
      guint other = hs_stop_get_line (stop_at (self, at));
      if (line != 0 && (other == 0 || other > line))
        break;
    }
  g_signal_connect_object (stop, "notify", G_CALLBACK (on_notify), self, G_CONNECT_SWAPPED);
  g_list_store_insert (self->list, at, stop);
  changed (self);
}

void
hs_stops_clear (HsStops *self)
{
  self->quiet = true;
  while (count (self) > 0)
    hs_stops_remove (self, stop_at (self, 0));
  self->quiet = false;
  changed (self);
}

HsStop *
hs_stops_ensure_line (HsStops *self, guint line)
{
  GcoreWatch watch = { .kind = GCORE_WATCH_LINE, .number = line };

  if (hs_stops_find_line (self, line) == NULL)
    {
      g_autoptr (HsStop) stop = hs_stop_new (&watch, NULL);
      hs_stops_add (self, stop);
    }
  return hs_stops_find_line (self, line);
}

void
hs_stops_toggle_line (HsStops *self, guint line)
{
  HsStop *there = hs_stops_find_line (self, line);

  if (there != NULL)
    hs_stops_remove (self, there);
  else
    hs_stops_ensure_line (self, line);
}

void
hs_stops_move (HsStops *self, HsStop *const *stops, const guint *lines, guint n)
{
  bool moved = false;

  self->quiet = true;
  for (guint i = 0; i < n; i++)
    {
      moved = moved || hs_stop_get_line (stops[i]) != lines[i];
      hs_stop_set_line (stops[i], lines[i]);
    }
  for (guint i = 0; i < n; i++)
    if (hs_stops_find_line (self, lines[i]) != stops[i])
      hs_stops_remove (self, stops[i]);
  self->quiet = false;
  if (moved)
    changed (self);
}

/* --- another run -------------------------------------------------------------------------------------------------- */

static guint
drop_watches_of_objects (HsStops *self)
{
  guint n = 0;

  for (guint i = count (self); i-- > 0;)
    if (hs_watch_is_about_object (hs_stop_get_watch (stop_at (self, i))->kind))
      {
        hs_stops_remove (self, stop_at (self, i));
        n++;
      }
  return n;
}

static void
begin (HsStops *self, const char *filename, const char *text)
{
  for (guint i = 0; i < count (self); i++)
    hs_stop_set_is_hit (stop_at (self, i), false);
  self->hash = g_str_hash (text);
  g_free (self->filename);
  self->filename = g_strdup (filename);
  g_array_set_size (self->places, 0);
}

void
hs_stops_begin (HsStops *self, const char *filename, const char *text)
{
  self->quiet = true;
  guint n_dropped = g_str_hash (text) != self->hash ? drop_watches_of_objects (self) : 0;
  begin (self, filename, text);
  self->quiet = false;
  changed (self);
  if (n_dropped > 0)
    g_signal_emit (self, signals[SIGNAL_DROPPED], 0, n_dropped);
}

void
hs_stops_begin_saved (HsStops *self, const GcoreSavedSession *saved)
{
  self->quiet = true;
  g_list_store_remove_all (self->list);
  begin (self, saved->filename, saved->text);
  for (guint i = 0; i < saved->breakpoints->len; i++)
    hs_stops_ensure_line (self, g_array_index (saved->breakpoints, guint, i));
  for (guint i = 0; i < saved->watches->len; i++)
    {
      GcoreWatch watch = g_array_index (saved->watches, GcoreWatch, i);
      if (watch.kind == GCORE_WATCH_LINE && g_strcmp0 (watch.file, saved->filename) == 0)
        watch.file = NULL; /* a breakpoint with terms */
      g_autoptr (HsStop) stop = hs_stop_new (&watch, NULL);
      hs_stops_add (self, stop);
    }
  self->quiet = false;
  changed (self);
}

/* --- being hit ---------------------------------------------------------------------------------------------------- */

const GArray *
hs_stops_get_places (HsStops *self)
{
  return self->places;
}

static void
note_place (HsStops *self, HsStop *stop)
{
  const GcoreTimeline *timeline = gcore_session_get_timeline (self->session);

  if (timeline == NULL || self->places->len == MAX_PLACES)
    return;
  HsStopPlace place = { timeline->branches[timeline->current].number, timeline->tick, NULL };
  for (guint i = 0; i < self->places->len; i++)
    {
      const HsStopPlace *other = &g_array_index (self->places, HsStopPlace, i);
      if (other->branch == place.branch && other->tick == place.tick)
        return;
    }
  place.words = hs_stop_describe (stop);
  g_array_append_val (self->places, place);
}

static HsStop *
find_hit (HsStops *self, int reason)
{
  guint index = gcore_session_get_watch_hit (self->session), line = gcore_session_get_line (self->session);
  HsStop *stop = NULL;

  if (reason == GCORE_SESSION_STOP_WATCH)
    return index < self->sent->len ? self->sent->pdata[index] : NULL;
  if ((reason == GCORE_SESSION_STOP_BREAKPOINT || reason == GCORE_SESSION_STOP_TRAVEL) && line != 0)
    stop = hs_stops_find_line (self, line);
  return stop != NULL && hs_stop_get_enabled (stop) && !hs_stop_has_terms (stop) ? stop : NULL;
}

static void
on_stopped (HsStops *self, int reason)
{
  HsStop *hit = find_hit (self, reason);

  for (guint i = 0; i < count (self); i++)
    hs_stop_set_is_hit (stop_at (self, i), stop_at (self, i) == hit);
  if (hit == NULL || reason == GCORE_SESSION_STOP_TRAVEL)
    return;
  note_place (self, hit);
  g_signal_emit (self, signals[SIGNAL_HIT], 0, hit);
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
clear_place (gpointer place)
{
  g_free (((HsStopPlace *) place)->words);
}

HsStops *
hs_stops_new (GcoreSession *session)
{
  HsStops *self = g_object_new (HS_TYPE_STOPS, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  return self;
}

static void
hs_stops_finalize (GObject *object)
{
  HsStops *self = HS_STOPS (object);

  for (guint i = 0; i < count (self); i++)
    g_signal_handlers_disconnect_by_data (stop_at (self, i), self);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_ptr_array_unref (self->sent);
  g_array_unref (self->places);
  g_free (self->filename);
  G_OBJECT_CLASS (hs_stops_parent_class)->finalize (object);
}

static void
hs_stops_class_init (HsStopsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = hs_stops_finalize;
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", HS_TYPE_STOPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HIT]
    = g_signal_new ("hit", HS_TYPE_STOPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, HS_TYPE_STOP);
  signals[SIGNAL_DROPPED]
    = g_signal_new ("dropped", HS_TYPE_STOPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_REFUSED]
    = g_signal_new ("refused", HS_TYPE_STOPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, HS_TYPE_STOP,
                    G_TYPE_STRING);
}

static void
hs_stops_init (HsStops *self)
{
  self->list = g_list_store_new (HS_TYPE_STOP);
  self->sent = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (HsStopPlace));
  g_array_set_clear_func (self->places, clear_place);
}
