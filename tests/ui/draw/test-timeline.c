/* SPDX-License-Identifier: MIT */
/* The timeline on an image surface. */
#include <stdlib.h>

#include <glib.h>

#include "ui/draw/hs-timeline.h"

#define WIDTH 1000

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  HsText *text;
  HsTimelineMark marks[5], own_marks[1];
  HsTimelinePoint points[2], own_points[2];
  HsTimelineLane lanes[2];
  HsTimeline timeline;
  HsTimelineLayout layout;
} Fixture;

/* A branch with a mark of each kind, and one that leaves it at tick 500. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HsTimelineMark marks[]
    = { { 100, HS_MARK_COLLECTION, 0, NULL }, { 200, HS_MARK_COLLECTION, 2, NULL }, { 300, HS_MARK_STOP, 0, NULL },
        { 400, HS_MARK_BOOKMARK, 0, NULL }, { 450, HS_MARK_ACTION, 0, NULL } };

  memcpy (fixture->marks, marks, sizeof marks);
  fixture->own_marks[0] = (HsTimelineMark) { 500, HS_MARK_ACTION, 0, NULL };
  fixture->points[0] = (HsTimelinePoint) { 0, { 1000, 10 } };
  fixture->points[1] = (HsTimelinePoint) { 900, { 5000, 50 } };
  fixture->own_points[0] = (HsTimelinePoint) { 500, { 3000, 30 } };
  fixture->own_points[1] = (HsTimelinePoint) { 1000, { 9000, 90 } };
  fixture->lanes[0] = (HsTimelineLane) { .number = 0, .name = (char *) "Main", .parent = -1, .end_tick = 900,
                                         .points = fixture->points, .n_points = 2, .marks = fixture->marks, .n_marks = 5 };
  fixture->lanes[1] = (HsTimelineLane) { .number = 1, .name = (char *) "Branch 1", .parent = 0, .fork_tick = 500,
                                         .end_tick = 1000, .points = fixture->own_points, .n_points = 2,
                                         .marks = fixture->own_marks, .n_marks = 1 };
  fixture->timeline = (HsTimeline) { .lanes = fixture->lanes, .n_lanes = 2, .current = 1, .tick = 700, .last = 1000 };
  hs_timeline_layout (&fixture->layout, &fixture->timeline, WIDTH, 0, 1000);
  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, (int) fixture->layout.height);
  fixture->cr = cairo_create (fixture->surface);
  fixture->text = hs_text_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cairo_destroy (fixture->cr);
  cairo_surface_destroy (fixture->surface);
  hs_text_free (fixture->text);
}

static void
paint (Fixture *fixture, const HsPalette *palette)
{
  hs_palette_set_source (fixture->cr, &palette->background);
  cairo_paint (fixture->cr);
  hs_timeline_paint (fixture->cr, &fixture->layout, &fixture->timeline, false, palette, fixture->text);
}

static bool
is_color (Fixture *fixture, double x, double y, const HsColor *color)
{
  cairo_surface_flush (fixture->surface);
  const unsigned char *pixel = cairo_image_surface_get_data (fixture->surface)
                               + (int) y * cairo_image_surface_get_stride (fixture->surface) + (int) x * 4;

  return abs (pixel[2] - (int) (color->red * 255)) < 24 && abs (pixel[1] - (int) (color->green * 255)) < 24
         && abs (pixel[0] - (int) (color->blue * 255)) < 24;
}

/* Where MARK is hit, looking down the column of its tick; a little to the right, where a flag flies. */
static double
find_mark (Fixture *fixture, const HsTimelineMark *mark)
{
  double x = hs_timeline_x (&fixture->layout, (double) mark->tick);

  for (double y = 0; y < fixture->layout.height; y++)
    if (hs_timeline_hit (&fixture->layout, &fixture->timeline, x, y, NULL) == mark)
      for (double middle = y; ; middle++) /* to the middle of what hits it */
        if (hs_timeline_hit (&fixture->layout, &fixture->timeline, x, middle, NULL) != mark)
          return (y + middle) / 2;
  g_assert_not_reached ();
}

static void
test_marks_are_found_and_have_their_colours (Fixture *fixture, gconstpointer data)
{
  const HsPalette *palette = hs_palette_get (GPOINTER_TO_INT (data), false);
  const HsColor *colors[] = { &palette->generation[0], &palette->generation[2], &palette->unreachable, &palette->text,
                              &palette->glow };

  paint (fixture, palette);
  for (int i = 0; i < 5; i++)
    {
      double x = hs_timeline_x (&fixture->layout, (double) fixture->marks[i].tick);
      g_assert_true (is_color (fixture, x + 2, find_mark (fixture, &fixture->marks[i]), colors[i]));
    }
}

static void
test_a_mark_is_on_its_branch (Fixture *fixture, gconstpointer data)
{
  double x = hs_timeline_x (&fixture->layout, 500);
  unsigned lane = 0;

  double y = find_mark (fixture, &fixture->own_marks[0]);
  g_assert_true (hs_timeline_hit (&fixture->layout, &fixture->timeline, x, y, &lane) == &fixture->own_marks[0]);
  g_assert_cmpuint (lane, ==, 1);
  g_assert_cmpuint (hs_timeline_lane (&fixture->layout, &fixture->timeline, y), ==, 1);
  g_assert_null (hs_timeline_hit (&fixture->layout, &fixture->timeline, x + 30, y, &lane));
}

static void
test_places_and_ticks_agree (Fixture *fixture, gconstpointer data)
{
  for (uint64_t tick = 0; tick <= 1000; tick += 50)
    g_assert_cmpuint (hs_timeline_tick (&fixture->layout, &fixture->timeline,
                                        hs_timeline_x (&fixture->layout, (double) tick)), ==, tick);
  g_assert_cmpuint (hs_timeline_tick (&fixture->layout, &fixture->timeline, -50), ==, 0);
  g_assert_cmpuint (hs_timeline_tick (&fixture->layout, &fixture->timeline, WIDTH + 50), ==, 1000);
  hs_timeline_layout (&fixture->layout, &fixture->timeline, WIDTH, 400, 600); /* zoomed in */
  g_assert_cmpuint (hs_timeline_tick (&fixture->layout, &fixture->timeline, fixture->layout.left), ==, 400);
  g_assert_cmpuint (hs_timeline_tick (&fixture->layout, &fixture->timeline, fixture->layout.right), ==, 600);
}

static void
test_what_came_before_a_branch_is_its_parents (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (hs_timeline_owner (&fixture->timeline, 1, 500), ==, 0);
  g_assert_cmpuint (hs_timeline_owner (&fixture->timeline, 1, 501), ==, 1);
  g_assert_cmpuint (hs_timeline_owner (&fixture->timeline, 0, 800), ==, 0);
}

static void
test_the_program_stands_on_its_branch (Fixture *fixture, gconstpointer data)
{
  const HsPalette *palette = hs_palette_get (false, false);
  double x = hs_timeline_x (&fixture->layout, 700), height = fixture->layout.lane_height;

  paint (fixture, palette);
  unsigned n[2] = { 0 }; /* pixels of the handle, which is wider than the line, on each lane */
  for (double y = fixture->layout.top; y < fixture->layout.top + 2 * height; y++)
    n[y >= fixture->layout.top + height] += is_color (fixture, x + 4, y, &palette->accent);
  g_assert_cmpuint (n[0], ==, 0);
  g_assert_cmpuint (n[1], >, 4);
}

static void
test_curves_lie_between_their_points (Fixture *fixture, gconstpointer data)
{
  const HsPalette *palette = hs_palette_get (false, false);
  const HsTimeline *timeline = &fixture->timeline;
  unsigned n_line = 0;

  g_assert_cmpfloat (hs_timeline_value (timeline, 0, HS_CURVE_BYTES, 450), ==, 3000);
  g_assert_cmpfloat (hs_timeline_value (timeline, 0, HS_CURVE_BLOCKS, 450), ==, 30);
  g_assert_cmpfloat (hs_timeline_value (timeline, 1, HS_CURVE_BLOCKS, 450), ==, 30); /* its parent's */
  g_assert_cmpfloat (hs_timeline_value (timeline, 1, HS_CURVE_BLOCKS, 750), ==, 60);
  g_assert_cmpfloat (hs_timeline_value (timeline, 0, HS_CURVE_BYTES, 2000), ==, 5000);
  paint (fixture, palette);
  for (double y = fixture->layout.top; y < fixture->layout.top + fixture->layout.lane_height; y++)
    n_line += is_color (fixture, hs_timeline_x (&fixture->layout, 800), y, &palette->weak);
  g_assert_cmpuint (n_line, >, 0);
}

#define TEST(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/draw/timeline/marks-are-found-and-have-their-colours-in-light", GINT_TO_POINTER (0),
        test_marks_are_found_and_have_their_colours);
  TEST ("/draw/timeline/marks-are-found-and-have-their-colours-in-dark", GINT_TO_POINTER (1),
        test_marks_are_found_and_have_their_colours);
  TEST ("/draw/timeline/a-mark-is-on-its-branch", NULL, test_a_mark_is_on_its_branch);
  TEST ("/draw/timeline/places-and-ticks-agree", NULL, test_places_and_ticks_agree);
  TEST ("/draw/timeline/what-came-before-a-branch-is-its-parents", NULL, test_what_came_before_a_branch_is_its_parents);
  TEST ("/draw/timeline/the-program-stands-on-its-branch", NULL, test_the_program_stands_on_its_branch);
  TEST ("/draw/timeline/curves-lie-between-their-points", NULL, test_curves_lie_between_their_points);
  return g_test_run ();
}
