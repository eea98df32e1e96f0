/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-timeline-view.h"

#include <glib/gi18n.h>

#include "ui/draw/hs-timeline.h"
#include "ui/model/hs-describe-history.h"
#include "ui/widgets/hs-bookmark-editor.h"

#define TRAVEL_INTERVAL 50 /* milliseconds between journeys while dragging */
#define LEAST_SPAN 8.0     /* ticks shown at least */

struct _HsTimelineView
{
  HsCanvas parent_instance;

  HsDocument *document;
  HsTimeline timeline; /* what is painted; no lanes: there is nothing */
  HsTimelineLayout layout;
  double from, to;     /* ticks shown; both 0: all */
  double pinch_from, pinch_to, pointer_x;

  bool dragging;
  guint drag_number;   /* the branch dragged along */
  guint travel_source; /* while it runs no journey is begun, */
  bool pending;        /* but this one when it ends */
  guint pending_number;
  guint64 pending_tick;
  guint64 asked, arrived; /* the last event gone to, and where that led: the next place where one can stop */
  bool asked_for;      /* that journey is under way */
  HsBookmarkEditor *editor;
};

G_DEFINE_FINAL_TYPE (HsTimelineView, hs_timeline_view, HS_TYPE_CANVAS)

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
clear_timeline (HsTimeline *timeline)
{
  for (guint i = 0; i < timeline->n_lanes; i++)
    {
      HsTimelineLane *lane = &timeline->lanes[i];
      for (guint j = 0; j < lane->n_marks; j++)
        g_free (lane->marks[j].words);
      g_free (lane->marks);
      g_free (lane->points);
      g_free (lane->name);
    }
  g_free (timeline->lanes);
  *timeline = (HsTimeline) { 0 };
}

/* WORDS are taken over. */
static void
add_mark (HsTimelineLane *lane, guint64 tick, HsTimelineMarkKind kind, int generation, char *words)
{
  lane->marks[lane->n_marks++] = (HsTimelineMark) { tick, (uint8_t) kind, (uint8_t) CLAMP (generation, 0, 2), words };
}

static void
add_marks (HsTimelineView *self, HsTimelineLane *lane, const GcoreTimeline *timeline, const GcoreTimelineBranch *branch)
{
  const GArray *places = hs_stops_get_places (hs_document_get_stops (self->document));

  lane->marks = g_new (HsTimelineMark, branch->n_collections + branch->n_actions + places->len + timeline->bookmarks->len);
  for (guint i = 0; i < branch->n_collections; i++)
    {
      const GcoreCollectionRecord *record = &branch->collections[i];
      add_mark (lane, record->first_tick + 1, HS_MARK_COLLECTION, record->generation, /* inside it */
                hs_describe_collection (record));
    }
  for (guint i = 0; i < places->len; i++)
    {
      const HsStopPlace *place = &g_array_index (places, HsStopPlace, i);
      if (place->branch == branch->number)
        add_mark (lane, place->tick, HS_MARK_STOP, 0, g_strdup (place->words));
    }
  for (guint i = 0; i < branch->n_actions; i++)
    add_mark (lane, branch->actions[i].tick, HS_MARK_ACTION, 0, hs_describe_action (&branch->actions[i]));
  for (guint i = 0; i < timeline->bookmarks->len; i++)
    {
      const GcoreBookmark *bookmark = &g_array_index (timeline->bookmarks, GcoreBookmark, i);
      if (bookmark->branch == branch->number)
        add_mark (lane, bookmark->tick, HS_MARK_BOOKMARK, 0, hs_describe_bookmark (bookmark));
    }
}

static void
fill_lane (HsTimelineView *self, HsTimelineLane *lane, const GcoreTimeline *timeline, guint index)
{
  const GcoreTimelineBranch *branch = &timeline->branches[index];

  *lane = (HsTimelineLane) { .number = branch->number, .name = hs_describe_branch (timeline, index),
                             .parent = branch->parent, .fork_tick = branch->fork_tick, .end_tick = branch->end_tick,
                             .points = g_new (HsTimelinePoint, branch->n_samples), .n_points = branch->n_samples };
  for (guint i = 0; i < branch->n_samples; i++)
    lane->points[i] = (HsTimelinePoint) { branch->samples[i].tick,
                                          { branch->samples[i].bytes, branch->samples[i].blocks } };
  add_marks (self, lane, timeline, branch);
}

static void
fill_timeline (HsTimelineView *self, const GcoreTimeline *timeline)
{
  self->timeline = (HsTimeline) { .lanes = g_new (HsTimelineLane, timeline->n_branches),
                                  .n_lanes = timeline->n_branches, .current = timeline->current, .tick = timeline->tick,
                                  .first = timeline->beginning };
  for (guint i = 0; i < timeline->n_branches; i++)
    {
      fill_lane (self, &self->timeline.lanes[i], timeline, i);
      self->timeline.last = MAX (self->timeline.last, timeline->branches[i].end_tick);
    }
}

static void
say_position (HsTimelineView *self)
{
  guint line = gcore_session_get_line (hs_document_get_session (self->document));
  g_autofree char *words
    = self->timeline.n_lanes == 0 ? g_strdup (_("no program has run"))
      : line > 0 ? g_strdup_printf (_("tick %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT ", line %u"), self->timeline.tick,
                                    self->timeline.last, line)
                 : g_strdup_printf (_("tick %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT), self->timeline.tick,
                                    self->timeline.last);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  (double) self->timeline.first, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) self->timeline.last, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) self->timeline.tick, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* Keeps the zoom within what there is, and the position within the zoom. */
static void
keep_in_view (HsTimelineView *self)
{
  double first = (double) self->timeline.first, last = (double) self->timeline.last, tick = (double) self->timeline.tick;
  double span = self->to - self->from;

  if (span <= 0 || span >= last - first)
    {
      self->from = self->to = 0;
      return;
    }
  if (!self->dragging && (tick < self->from || tick > self->to))
    self->from = tick - span / 2;
  self->from = CLAMP (self->from, first, last - span);
  self->to = self->from + span;
}

static void
on_timeline (HsTimelineView *self)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);
  guint64 dragged = self->timeline.tick;
  guint lanes = self->timeline.n_lanes;

  clear_timeline (&self->timeline);
  if (timeline != NULL)
    fill_timeline (self, timeline);
  if (self->asked_for)
    self->arrived = self->timeline.tick;
  self->asked_for = false;
  if (self->dragging)
    self->timeline.tick = MIN (dragged, self->timeline.last);
  else
    keep_in_view (self);
  say_position (self);
  if (lanes != self->timeline.n_lanes)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static bool
is_empty (HsTimelineView *self)
{
  return self->timeline.n_lanes == 0 || self->timeline.last <= self->timeline.first;
}

static void
hs_timeline_view_paint (HsCanvas *canvas, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text)
{
  HsTimelineView *self = HS_TIMELINE_VIEW (canvas);
  bool whole = self->to <= self->from;

  if (is_empty (self))
    {
      hs_text_draw (text, cr, _("What the program does appears here: its heap, its collections, what you do"), 16,
                    height / 2.0 - 9, width - 32, 0.9, HS_TEXT_CENTER, &palette->dim);
      return;
    }
  hs_timeline_layout (&self->layout, &self->timeline, width, whole ? (double) self->timeline.first : self->from,
                      whole ? (double) self->timeline.last : self->to);
  hs_timeline_paint (cr, &self->layout, &self->timeline, gtk_widget_has_visible_focus (GTK_WIDGET (self)), palette, text);
}

static int
hs_timeline_view_height_for_width (HsCanvas *canvas, int width)
{
  return (int) hs_timeline_height (HS_TIMELINE_VIEW (canvas)->timeline.n_lanes);
}

/* --- travelling --------------------------------------------------------------------------------------------------- */

static gboolean
on_travel_time (gpointer data)
{
  HsTimelineView *self = data;

  if (!self->pending)
    {
      self->travel_source = 0;
      return G_SOURCE_REMOVE;
    }
  self->pending = false;
  hs_document_go_to (self->document, self->pending_number, self->pending_tick);
  return G_SOURCE_CONTINUE;
}

/* Not oftener than the interval allows, but the last one for certain. */
static void
travel (HsTimelineView *self, guint number, guint64 tick)
{
  self->pending = true;
  self->pending_number = number;
  self->pending_tick = tick;
  if (self->travel_source != 0)
    return;
  self->travel_source = g_timeout_add (TRAVEL_INTERVAL, on_travel_time, self);
  self->pending = false;
  hs_document_go_to (self->document, number, tick);
}

static void
drag_to (HsTimelineView *self, double x)
{
  guint64 tick = hs_timeline_tick (&self->layout, &self->timeline, x);

  if (tick == self->timeline.tick)
    return;
  self->timeline.tick = tick;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  travel (self, self->drag_number, tick);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  HsTimelineView *self = data;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (is_empty (self) || x < self->layout.left - 10)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  guint lane = hs_timeline_lane (&self->layout, &self->timeline, y);
  const HsTimelineMark *mark = hs_timeline_hit (&self->layout, &self->timeline, x, y, &lane);
  self->dragging = true;
  self->timeline.current = lane;
  self->drag_number = self->timeline.lanes[lane].number;
  self->timeline.tick = G_MAXUINT64;
  drag_to (self, mark != NULL ? hs_timeline_x (&self->layout, (double) mark->tick) : x);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, gpointer data)
{
  double x, y;

  if (HS_TIMELINE_VIEW (data)->dragging && (dx != 0 || dy != 0)
      && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    drag_to (data, x + dx);
}

static void
on_drag_end (HsTimelineView *self)
{
  self->dragging = false;
}

/* --- bookmarks ---------------------------------------------------------------------------------------------------- */

/* The note of the bookmark there, or NULL. */
static const char *
find_note (HsTimelineView *self, guint number, guint64 tick)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self->document);

  for (guint i = 0; timeline != NULL && i < timeline->bookmarks->len; i++)
    {
      const GcoreBookmark *bookmark = &g_array_index (timeline->bookmarks, GcoreBookmark, i);
      if (bookmark->branch == number && bookmark->tick == tick)
        return bookmark->note;
    }
  return NULL;
}

/* Opens the editor for the bookmark at TICK of LANE, which may not be there yet. */
static void
edit_bookmark (HsTimelineView *self, guint lane, guint64 tick)
{
  guint owner = hs_timeline_owner (&self->timeline, lane, tick), number = self->timeline.lanes[owner].number;
  double x = hs_timeline_x (&self->layout, (double) tick);
  GdkRectangle at = { (int) CLAMP (x, self->layout.left, self->layout.right),
                      (int) (self->layout.top + owner * self->layout.lane_height), 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->editor), &at);
  hs_bookmark_editor_set_place (self->editor, number, tick, find_note (self, number, tick));
  gtk_popover_popup (GTK_POPOVER (self->editor));
}

void
hs_timeline_view_edit_bookmark (HsTimelineView *self)
{
  if (!is_empty (self))
    edit_bookmark (self, self->timeline.current, self->timeline.tick);
}

static void
on_secondary_click (GtkGestureClick *click, int n_presses, double x, double y, gpointer data)
{
  HsTimelineView *self = data;

  if (is_empty (self) || x < self->layout.left)
    return;
  guint lane = hs_timeline_lane (&self->layout, &self->timeline, y);
  const HsTimelineMark *mark = hs_timeline_hit (&self->layout, &self->timeline, x, y, &lane);
  edit_bookmark (self, lane, mark != NULL ? mark->tick : hs_timeline_tick (&self->layout, &self->timeline, x));
}

/* --- events by key ------------------------------------------------------------------------------------------------ */

/* The nearest event on the way of the current branch, before BOUND or after it. False if there is none. */
static bool
find_event (HsTimelineView *self, bool forward, guint64 bound, guint64 *found)
{
  const HsTimeline *timeline = &self->timeline;
  guint64 end = timeline->lanes[timeline->current].end_tick;
  guint64 best = forward ? end : timeline->first;

  for (int i = (int) timeline->current; i >= 0; i = timeline->lanes[i].parent)
    {
      const HsTimelineLane *lane = &timeline->lanes[i];
      for (guint j = 0; j < lane->n_marks; j++)
        {
          guint64 tick = lane->marks[j].tick;
          if (tick > end || (forward ? tick <= bound || tick > best : tick >= bound || tick < best))
            continue;
          best = tick;
        }
      end = MIN (end, lane->fork_tick);
    }
  *found = best;
  return forward ? best > bound : best < bound;
}

static void
go_to_event (HsTimelineView *self, bool forward)
{
  guint64 here = self->timeline.tick, tick;

  if (!forward && here == self->arrived)
    here = MIN (here, self->asked);
  if (!find_event (self, forward, here, &tick))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->asked = tick;
  self->asked_for = true;
  travel (self, self->timeline.lanes[self->timeline.current].number, tick);
}

static void
zoom (HsTimelineView *self, double factor, double x)
{
  double from = self->layout.from, to = self->layout.to;
  double share = (x - self->layout.left) / (self->layout.right - self->layout.left);

  if (is_empty (self))
    return;
  double span = MAX ((to - from) / factor, LEAST_SPAN), centre = from + CLAMP (share, 0, 1) * (to - from);
  self->from = centre - CLAMP (share, 0, 1) * span;
  self->to = self->from + span;
  double first = (double) self->timeline.first, last = (double) self->timeline.last;
  if (span >= last - first)
    self->from = self->to = 0;
  else
    {
      self->from = CLAMP (self->from, first, last - span);
      self->to = self->from + span;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  HsTimelineView *self = data;
  const HsTimeline *timeline = &self->timeline;

  if (is_empty (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return FALSE;
  const HsTimelineLane *lane = &timeline->lanes[timeline->current];
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      go_to_event (self, key == GDK_KEY_Right);
      return TRUE;
    case GDK_KEY_Home:
      travel (self, lane->number, timeline->first);
      return TRUE;
    case GDK_KEY_End:
      travel (self, lane->number, lane->end_tick);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract ? 1 / 1.5 : 1.5,
            hs_timeline_x (&self->layout, (double) timeline->tick));
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- pointer ------------------------------------------------------------------------------------------------------ */

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  HsTimelineView *self = data;
  double shift = dx * (self->layout.to - self->layout.from) / 20;

  if (dy != 0)
    zoom (self, dy < 0 ? 1.25 : 1 / 1.25, self->pointer_x);
  else if (self->to > self->from && !is_empty (self))
    {
      double span = self->to - self->from;
      self->from = CLAMP (self->from + shift, (double) self->timeline.first, (double) self->timeline.last - span);
      self->to = self->from + span;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return TRUE;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  HS_TIMELINE_VIEW (data)->pointer_x = x;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, gpointer data)
{
  HsTimelineView *self = data;

  self->pinch_from = self->layout.from;
  self->pinch_to = self->layout.to;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, gpointer data)
{
  HsTimelineView *self = data;
  double x = self->pointer_x, y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  self->layout.from = self->pinch_from;
  self->layout.to = self->pinch_to;
  zoom (self, scale, x);
}

/* A branch: its name, and where it comes from. */
static char *
describe_lane (HsTimelineView *self, guint index)
{
  const HsTimelineLane *lane = &self->timeline.lanes[index];

  if (lane->parent < 0)
    return g_strdup (lane->name);
  return g_strdup_printf (_("%s, from %s at tick %'" G_GUINT64_FORMAT), lane->name, self->timeline.lanes[lane->parent].name,
                          lane->fork_tick);
}

/* What there is at TICK of the current lane. */
static char *
describe_tick (HsTimelineView *self, guint64 tick)
{
  guint64 bytes = (guint64) hs_timeline_value (&self->timeline, self->timeline.current, HS_CURVE_BYTES, tick);
  guint64 blocks = (guint64) hs_timeline_value (&self->timeline, self->timeline.current, HS_CURVE_BLOCKS, tick);
  g_autofree char *size = g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);

  if (bytes == 0)
    return g_strdup_printf (_("tick %'" G_GUINT64_FORMAT), tick);
  return g_strdup_printf (_("tick %'" G_GUINT64_FORMAT ": %s in %'" G_GUINT64_FORMAT " blocks"), tick, size, blocks);
}

static gboolean
on_tooltip (HsTimelineView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (is_empty (self) || keyboard)
    return FALSE;
  if (x < self->layout.left - 9)
    {
      g_autofree char *branch = describe_lane (self, hs_timeline_lane (&self->layout, &self->timeline, y));
      gtk_tooltip_set_text (tooltip, branch);
      return TRUE;
    }
  const HsTimelineMark *mark = hs_timeline_hit (&self->layout, &self->timeline, x, y, NULL);
  g_autofree char *tick = describe_tick (self, mark != NULL ? mark->tick
                                                            : hs_timeline_tick (&self->layout, &self->timeline, x));
  g_autofree char *words = mark != NULL ? g_strdup_printf ("%s\n%s", mark->words, tick) : g_steal_pointer (&tick);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* --- class -------------------------------------------------------------------------------------------------------- */

void
hs_timeline_view_set_document (HsTimelineView *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  hs_bookmark_editor_set_document (self->editor, document);
  g_signal_connect_object (document, "notify::timeline", G_CALLBACK (on_timeline), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_document_get_stops (document), "hit", G_CALLBACK (on_timeline), self, G_CONNECT_SWAPPED);
  say_position (self);
}

static void
hs_timeline_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_popover_present (GTK_POPOVER (HS_TIMELINE_VIEW (widget)->editor));
}

static void
hs_timeline_view_dispose (GObject *object)
{
  HsTimelineView *self = HS_TIMELINE_VIEW (object);

  g_clear_handle_id (&self->travel_source, g_source_remove);
  clear_timeline (&self->timeline);
  g_clear_object (&self->document);
  g_clear_pointer ((GtkWidget **) &self->editor, gtk_widget_unparent);
  G_OBJECT_CLASS (hs_timeline_view_parent_class)->dispose (object);
}

static void
hs_timeline_view_class_init (HsTimelineViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_timeline_view_dispose;
  GTK_WIDGET_CLASS (class)->size_allocate = hs_timeline_view_size_allocate;
  HS_CANVAS_CLASS (class)->paint = hs_timeline_view_paint;
  HS_CANVAS_CLASS (class)->height_for_width = hs_timeline_view_height_for_width;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
add_controller (HsTimelineView *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
hs_timeline_view_init (HsTimelineView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new (), *secondary = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new (), *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->editor = g_object_new (HS_TYPE_BOOKMARK_EDITOR, "position", GTK_POS_TOP, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (on_secondary_click), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_tooltip), NULL);
  add_controller (self, drag);
  add_controller (self, pinch);
  add_controller (self, secondary);
  add_controller (self, key);
  add_controller (self, motion);
  add_controller (self, scroll);
  add_controller (self, focus);
}
