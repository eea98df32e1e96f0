/* SPDX-License-Identifier: MIT */
#include "ui/pages/hs-graph-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/hs-graph.h"

#define MIN_SCALE 0.1
#define MAX_SCALE 3.0
#define TOP 34.0 /* pixels that the line of words takes */

struct _HsGraphPage
{
  HsCanvas parent_instance;

  HsDocument *document;
  HsGraphPlaces *places;
  HsGraphScene *scene;  /* NULL until painted after a change */
  double x, y, scale;   /* canvas point at the top left, pixels for each canvas unit */
  double pointer_x, pointer_y;
  double drag_x, drag_y; /* where the ground or the box was when the drag began */
  guint64 drag_key;      /* the box being dragged, 0: the ground */
};

G_DEFINE_FINAL_TYPE (HsGraphPage, hs_graph_page, HS_TYPE_CANVAS)

static HsGraphScene *
get_scene (HsGraphPage *self)
{
  const GcoreSnapshot *snapshot = self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;

  if (self->scene == NULL && snapshot != NULL)
    self->scene = hs_graph_scene_new (snapshot, hs_document_get_previous (self->document), self->places,
                                      hs_canvas_get_text (HS_CANVAS (self)));
  return self->scene;
}

static void
drop_scene (HsGraphPage *self)
{
  g_clear_pointer (&self->scene, hs_graph_scene_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The key stands in the lower right corner, in the left one if there are boxes, or else nowhere. */
static void
paint_key (HsGraphPage *self, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text)
{
  const double places[] = { width - 16 - HS_GRAPH_KEY_WIDTH, 16 };
  double top = height - 16 - HS_GRAPH_KEY_HEIGHT;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      HsRect key = { self->x + places[i] / self->scale, self->y + top / self->scale, HS_GRAPH_KEY_WIDTH / self->scale,
                     HS_GRAPH_KEY_HEIGHT / self->scale };
      if (hs_graph_scene_covers (self->scene, &key))
        continue;
      hs_graph_paint_key (cr, places[i], top, palette, text);
      return;
    }
}

static void
hs_graph_page_paint (HsCanvas *canvas, cairo_t *cr, int width, int height, const HsPalette *palette, HsText *text)
{
  HsGraphPage *self = HS_GRAPH_PAGE (canvas);
  HsGraphScene *scene = get_scene (self);

  if (scene == NULL)
    return;
  cairo_save (cr);
  cairo_scale (cr, self->scale, self->scale);
  cairo_translate (cr, -self->x, -self->y);
  HsRect clip = { self->x, self->y, width / self->scale, height / self->scale };
  hs_graph_paint (cr, scene, &clip, hs_document_get_selection (self->document), palette, text);
  cairo_restore (cr);
  g_autofree char *words = g_strdup_printf (_("%'" G_GUINT64_FORMAT " objects · showing %'u from your program · "
                                              "Ctrl+scroll to zoom"),
                                            scene->n_objects, scene->n_shown);
  hs_text_draw (text, cr, words, 14, 10, width - 28, 0.85, 0, &palette->dim);
  if (width > 620 && height > 300)
    paint_key (self, cr, width, height, palette, text);
}

/* --- moving about ------------------------------------------------------------------------------------------------- */

static void
to_canvas (HsGraphPage *self, double x, double y, double *canvas_x, double *canvas_y)
{
  *canvas_x = self->x + x / self->scale;
  *canvas_y = self->y + y / self->scale;
}

static void
zoom_at (HsGraphPage *self, double factor, double x, double y)
{
  double canvas_x, canvas_y;

  to_canvas (self, x, y, &canvas_x, &canvas_y);
  self->scale = CLAMP (self->scale * factor, MIN_SCALE, MAX_SCALE);
  self->x = canvas_x - x / self->scale;
  self->y = canvas_y - y / self->scale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hs_graph_page_zoom (HsGraphPage *self, double factor)
{
  zoom_at (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
look_home (HsGraphPage *self)
{
  self->scale = 1;
  self->x = -24;
  self->y = -TOP - 26;
}

void
hs_graph_page_fit (HsGraphPage *self)
{
  HsGraphScene *scene = get_scene (self);
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self)) - TOP;

  if (scene == NULL || width <= 0 || height <= 0)
    return;
  self->scale = CLAMP (fmin (width / scene->bounds.width, height / scene->bounds.height), MIN_SCALE, 1);
  self->x = scene->bounds.x - (width / self->scale - scene->bounds.width) / 2;
  self->y = scene->bounds.y - TOP / self->scale;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Moves the ground just as far as needed to see NODE. */
static void
reveal (HsGraphPage *self, const HsGraphNode *node)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) / self->scale;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) / self->scale;
  const HsRect *rect = &node->rect;

  self->x = fmin (self->x, rect->x - 30);
  self->x = fmax (self->x, rect->x + rect->width + 30 - width);
  self->y = fmin (self->y, rect->y - 30 - TOP / self->scale);
  self->y = fmax (self->y, rect->y + rect->height + 30 - height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static HsGraphNode *
node_at (HsGraphPage *self, double x, double y)
{
  HsGraphScene *scene = get_scene (self);
  double canvas_x, canvas_y;

  if (scene == NULL)
    return NULL;
  to_canvas (self, x, y, &canvas_x, &canvas_y);
  return hs_graph_scene_hit (scene, canvas_x, canvas_y);
}

/* --- input -------------------------------------------------------------------------------------------------------- */

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, gpointer data)
{
  HsGraphPage *self = data;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (state & GDK_CONTROL_MASK)
    zoom_at (self, pow (1.15, -dy), self->pointer_x, self->pointer_y);
  else
    {
      bool sideways = state & GDK_SHIFT_MASK;
      self->x += (sideways ? dy : dx) * 60 / self->scale;
      self->y += (sideways ? 0 : dy) * 60 / self->scale;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return TRUE;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, gpointer data)
{
  HsGraphPage *self = data;

  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  HsGraphPage *self = data;
  HsGraphNode *node = node_at (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->document == NULL)
    return;
  guint64 key = node != NULL && node->kind == HS_NODE_OBJECT ? node->key : 0;
  hs_document_select (self->document, key);
  if (n_press == 2 && key != 0)
    {
      hs_graph_places_toggle_expanded (self->places, key);
      drop_scene (self);
    }
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  HsGraphPage *self = data;
  HsGraphNode *node = node_at (self, x, y);

  self->drag_key = node != NULL ? node->key : 0;
  self->drag_x = node != NULL ? node->rect.x : self->x;
  self->drag_y = node != NULL ? node->rect.y : self->y;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, gpointer data)
{
  HsGraphPage *self = data;

  if (self->drag_key != 0)
    {
      if (hypot (dx, dy) < 4)
        return;
      hs_graph_places_pin (self->places, self->drag_key, self->drag_x + dx / self->scale, self->drag_y + dy / self->scale);
      g_clear_pointer (&self->scene, hs_graph_scene_free);
    }
  else
    {
      self->x = self->drag_x - dx / self->scale;
      self->y = self->drag_y - dy / self->scale;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_zoom (GtkGestureZoom *gesture, double scale, gpointer data)
{
  HsGraphPage *self = data;
  double x, y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  zoom_at (self, 1 + (scale - 1) * 0.1, x, y);
}

/* The box that lies in the direction of KEY at the other end of one of NODE's arrows, or, without a selection, the first. */
static HsGraphNode *
neighbour (HsGraphScene *scene, HsGraphNode *node, guint key)
{
  HsGraphNode *best = NULL;
  double best_distance = INFINITY;

  for (guint i = 0; i < scene->edges->len; i++)
    {
      HsGraphEdge *edge = scene->edges->pdata[i];
      HsGraphNode *from = scene->nodes->pdata[edge->from], *to = scene->nodes->pdata[edge->to];
      HsGraphNode *other = from == node ? to : to == node ? from : NULL;
      if (other == NULL || other == node || other->kind != HS_NODE_OBJECT)
        continue;
      double dx = other->rect.x - node->rect.x, dy = other->rect.y - node->rect.y;
      bool fits = key == GDK_KEY_Left ? dx < 0 : key == GDK_KEY_Right ? dx > 0 : key == GDK_KEY_Up ? dy < 0 : dy > 0;
      if (fits && hypot (dx, dy) < best_distance)
        {
          best = other;
          best_distance = hypot (dx, dy);
        }
    }
  return best;
}

static void
walk (HsGraphPage *self, guint key)
{
  HsGraphScene *scene = get_scene (self);
  guint32 row = hs_document_get_selected_row (self->document);
  HsGraphNode *node = scene != NULL && row != GCORE_NO_ROW ? hs_graph_scene_find (scene, row) : NULL;

  if (scene == NULL)
    return;
  if (node != NULL)
    node = neighbour (scene, node, key);
  else
    for (guint i = 0; i < scene->nodes->len && node == NULL; i++)
      if (((HsGraphNode *) scene->nodes->pdata[i])->kind == HS_NODE_OBJECT)
        node = scene->nodes->pdata[i];
  if (node == NULL)
    return;
  hs_document_select (self->document, node->key);
  reveal (self, node);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  HsGraphPage *self = data;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK) || self->document == NULL)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      walk (self, key);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
      hs_graph_page_zoom (self, 1.2);
      return TRUE;
    case GDK_KEY_minus:
      hs_graph_page_zoom (self, 1 / 1.2);
      return TRUE;
    case GDK_KEY_0:
      hs_graph_page_fit (self);
      return TRUE;
    case GDK_KEY_Return:
      hs_graph_places_toggle_expanded (self->places, hs_document_get_selection (self->document));
      drop_scene (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  HsGraphPage *self = HS_GRAPH_PAGE (widget);
  HsGraphNode *node = keyboard ? NULL : node_at (self, x, y);
  const GcoreSnapshot *snapshot = self->document != NULL ? hs_document_get_snapshot (self->document) : NULL;

  if (node == NULL || node->kind != HS_NODE_OBJECT || snapshot == NULL || node->row >= snapshot->n_objects)
    return FALSE;
  const GcoreSnapshotObject *object = &snapshot->objects[node->row];
  g_autofree char *words = g_strdup_printf (_("%s #%u at 0x%" G_GINT64_MODIFIER "x\n%" G_GINT64_FORMAT " references, %u of "
                                              "them from its own parts or the interpreter"),
                                            node->title, object->number, object->address, object->refcount,
                                            node->hidden_in);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* --- document ----------------------------------------------------------------------------------------------------- */

static void
on_state (HsGraphPage *self)
{
  GcoreSession *session = hs_document_get_session (self->document);

  if (gcore_session_get_state (session) == GCORE_SESSION_PAUSED
      && gcore_session_get_stop_reason (session) == GCORE_SESSION_STOP_ENTRY)
    {
      hs_graph_places_reset (self->places);
      look_home (self);
    }
}

void
hs_graph_page_set_document (HsGraphPage *self, HsDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "notify::snapshot", G_CALLBACK (drop_scene), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::selection", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hs_document_get_session (document), "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
}

static void
hs_graph_page_dispose (GObject *object)
{
  HsGraphPage *self = HS_GRAPH_PAGE (object);

  g_clear_pointer (&self->scene, hs_graph_scene_free);
  g_clear_pointer (&self->places, hs_graph_places_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (hs_graph_page_parent_class)->dispose (object);
}

static void
hs_graph_page_class_init (HsGraphPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = hs_graph_page_dispose;
  HS_CANVAS_CLASS (class)->paint = hs_graph_page_paint;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "graph");
}

static void
add_controllers (HsGraphPage *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new (), *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new (), *zoom = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (on_zoom), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (zoom));
}

static void
hs_graph_page_init (HsGraphPage *self)
{
  self->places = hs_graph_places_new ();
  look_home (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Object graph"), -1);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  add_controllers (self);
}
