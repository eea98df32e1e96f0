/* SPDX-License-Identifier: MIT */
#include "tests/ui/draw/sample-snapshot.h"
#include "ui/draw/hs-graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  HsText *text;
  HsGraphPlaces *places;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->text = hs_text_new ("Sans 11");
  fixture->places = hs_graph_places_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hs_text_free (fixture->text);
  hs_graph_places_free (fixture->places);
}

static HsGraphNode *
find_node (HsGraphScene *scene, const char *title, guint nth)
{
  for (guint i = 0; i < scene->nodes->len; i++)
    {
      HsGraphNode *node = scene->nodes->pdata[i];
      if (strcmp (node->title, title) == 0 && nth-- == 0)
        return node;
    }
  return NULL;
}

static int64_t
arrows_into (HsGraphScene *scene, HsGraphNode *node)
{
  int64_t n = 0;

  for (guint i = 0; i < scene->edges->len; i++)
    {
      HsGraphEdge *edge = scene->edges->pdata[i];
      if (scene->nodes->pdata[edge->to] == node && edge->kind != GCORE_REF_WEAK)
        n += edge->n_same;
    }
  return n;
}

static void
test_arrows_and_hidden_add_up (Fixture *fixture, gconstpointer data)
{
  for (int unreachable = 0; unreachable < 2; unreachable++)
    {
      GcoreSnapshot *snapshot = sample_node_cycle (unreachable);
      HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);
      for (guint i = 0; i < scene->nodes->len; i++)
        {
          HsGraphNode *node = scene->nodes->pdata[i];
          if (node->kind == HS_NODE_OBJECT)
            g_assert_cmpint (arrows_into (scene, node) + node->hidden_in, ==, node->refcount);
        }
      hs_graph_scene_free (scene);
      sample_snapshot_free (snapshot);
    }
}

static void
test_private_parts_are_drawn_with_their_owner (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = sample_node_cycle (false);
  HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);
  HsGraphNode *node = find_node (scene, "type", 0);

  g_assert_null (find_node (scene, "tuple", 0));
  g_assert_cmpint (node->hidden_in, ==, 1); /* from its own mro */
  g_assert_cmpuint (scene->n_shown, ==, 4);
  hs_graph_scene_free (scene);

  hs_graph_places_toggle_expanded (fixture->places, gcore_snapshot_key (&snapshot->objects[1]));
  scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);
  g_assert_nonnull (find_node (scene, "tuple", 0));
  hs_graph_scene_free (scene);
  sample_snapshot_free (snapshot);
}

static void
test_boxes_stay_where_they_are (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *before = sample_node_cycle (false), *after = sample_node_cycle (true);
  HsGraphScene *first = hs_graph_scene_new (before, NULL, fixture->places, fixture->text);
  HsRect place = find_node (first, "Node", 1)->rect;
  HsGraphScene *second = hs_graph_scene_new (after, before, fixture->places, fixture->text);
  HsGraphNode *node = find_node (second, "Node", 1);

  g_assert_cmpfloat (node->rect.x, ==, place.x);
  g_assert_cmpfloat (node->rect.y, ==, place.y);
  g_assert_true (node->changed);
  g_assert_cmpstr (node->note, ==, "unreachable · gc_refs 1 − 1 = 0");
  hs_graph_scene_free (first);
  hs_graph_scene_free (second);
  sample_snapshot_free (before);
  sample_snapshot_free (after);
}

static void
test_deleted_names_are_struck_out (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *before = sample_node_cycle (false), *after = sample_node_cycle (true);
  HsGraphScene *scene = hs_graph_scene_new (after, before, fixture->places, fixture->text);
  HsGraphNode *frame = find_node (scene, "__main__", 0);
  guint gone = 0;

  for (guint i = 0; i < frame->variables->len; i++)
    gone += g_array_index (frame->variables, HsGraphVariable, i).gone;
  g_assert_cmpuint (gone, ==, 2);
  hs_graph_scene_free (scene);
  sample_snapshot_free (before);
  sample_snapshot_free (after);
}

static void
test_boxes_do_not_overlap (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = sample_node_cycle (false);
  HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);

  for (guint i = 0; i < scene->nodes->len; i++)
    for (guint j = i + 1; j < scene->nodes->len; j++)
      g_assert_false (hs_rect_intersects (&((HsGraphNode *) scene->nodes->pdata[i])->rect,
                                          &((HsGraphNode *) scene->nodes->pdata[j])->rect));
  hs_graph_scene_free (scene);
  sample_snapshot_free (snapshot);
}

static void
test_a_hit_finds_the_box (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = sample_node_cycle (false);
  HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);
  HsGraphNode *node = find_node (scene, "weakref", 0);

  g_assert_true (hs_graph_scene_hit (scene, node->rect.x + 5, node->rect.y + 5) == node);
  g_assert_null (hs_graph_scene_hit (scene, -500, -500));
  g_assert_true (hs_graph_scene_covers (scene, &node->rect));
  g_assert_false (hs_graph_scene_covers (scene, &(HsRect) { -500, -500, 100, 100 }));
  hs_graph_scene_free (scene);
  sample_snapshot_free (snapshot);
}

static bool
is_near (cairo_surface_t *surface, double x, double y, const HsColor *color)
{
  cairo_surface_flush (surface);
  const unsigned char *pixel = cairo_image_surface_get_data (surface)
                               + (int) y * cairo_image_surface_get_stride (surface) + (int) x * 4;

  return abs (pixel[2] - (int) (color->red * 255)) < 24 && abs (pixel[1] - (int) (color->green * 255)) < 24
         && abs (pixel[0] - (int) (color->blue * 255)) < 24;
}

static void
test_generations_have_their_colours (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = sample_node_cycle (GPOINTER_TO_INT (data));
  const HsPalette *palette = hs_palette_get (GPOINTER_TO_INT (data), false);
  HsGraphScene *scene = hs_graph_scene_new (snapshot, NULL, fixture->places, fixture->text);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1100, 640);
  cairo_t *cr = cairo_create (surface);
  HsRect clip = { 0, 0, 1100, 640 };
  const char *folder = g_getenv ("HEAPSCOPE_TEST_IMAGES");

  hs_palette_set_source (cr, &palette->background);
  cairo_paint (cr);
  cairo_translate (cr, 40, 60);
  hs_graph_paint (cr, scene, &clip, find_node (scene, "Node", 0)->key, palette, fixture->text);
  hs_graph_paint_key (cr, 1040 - HS_GRAPH_KEY_WIDTH, 560 - HS_GRAPH_KEY_HEIGHT, palette, fixture->text);
  cairo_destroy (cr);
  for (guint i = 0; i < 2; i++)
    {
      HsGraphNode *node = find_node (scene, "Node", i);
      g_assert_true (is_near (surface, node->rect.x + 40 + 4, node->rect.y + 60 + 26,
                              &palette->generation[node->generation]));
    }
  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s/graph-%d.png", folder, GPOINTER_TO_INT (data));
      cairo_surface_write_to_png (surface, file);
    }
  cairo_surface_destroy (surface);
  hs_graph_scene_free (scene);
  sample_snapshot_free (snapshot);
}

#define TEST(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/draw/graph/arrows-and-hidden-references-add-up-to-the-count", NULL, test_arrows_and_hidden_add_up);
  TEST ("/draw/graph/private-parts-are-drawn-with-their-owner", NULL, test_private_parts_are_drawn_with_their_owner);
  TEST ("/draw/graph/boxes-stay-where-they-are", NULL, test_boxes_stay_where_they_are);
  TEST ("/draw/graph/deleted-names-are-struck-out", NULL, test_deleted_names_are_struck_out);
  TEST ("/draw/graph/boxes-do-not-overlap", NULL, test_boxes_do_not_overlap);
  TEST ("/draw/graph/a-hit-finds-the-box", NULL, test_a_hit_finds_the_box);
  TEST ("/draw/graph/generations-have-their-colours-in-light", GINT_TO_POINTER (0), test_generations_have_their_colours);
  TEST ("/draw/graph/generations-have-their-colours-in-dark", GINT_TO_POINTER (1), test_generations_have_their_colours);
  return g_test_run ();
}
