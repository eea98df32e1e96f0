/* SPDX-License-Identifier: MIT */
/* The Generations and Pools pages on an image surface. */
#include <stdlib.h>
#include <string.h>

#include "tests/ui/draw/sample-snapshot.h"
#include "ui/draw/hs-generations.h"
#include "ui/draw/hs-phases.h"
#include "ui/draw/hs-pools.h"

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  HsText *text;
  GcoreSnapshot *snapshot;
} Fixture;

/* One arena: a pool of 48-byte blocks with used, free and untouched ones, and pools not in use. */
static void
add_arena (GcoreSnapshot *snapshot)
{
  const uint32_t n_blocks = 340;

  snapshot->n_arenas = 1;
  snapshot->arenas = g_new0 (GcoreSnapshotArena, 1);
  snapshot->arenas[0] = (GcoreSnapshotArena) { .address = G_GUINT64_CONSTANT (0x200040000000), .n_pools = 64,
                                               .n_free_pools = 63 };
  snapshot->n_pools = 64;
  snapshot->pools = g_new0 (GcoreSnapshotPool, 64);
  for (uint32_t i = 0; i < 64; i++)
    snapshot->pools[i].address = snapshot->arenas[0].address + i * 16384;
  snapshot->pools[1].block_size = 48;
  snapshot->pools[1].n_blocks = n_blocks;
  snapshot->n_block_states = n_blocks;
  snapshot->block_states = g_new0 (uint8_t, n_blocks);
  memset (snapshot->block_states, GCORE_BLOCK_USED, 100);
  memset (snapshot->block_states + 100, GCORE_BLOCK_FREE, 50);
  snapshot->classes[2] = (GcoreSnapshotSizeClass) { .block_size = 48, .n_pools = 1, .n_used = 100, .n_free = 240 };
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1100, 1400);
  fixture->cr = cairo_create (fixture->surface);
  fixture->text = hs_text_new (NULL);
  fixture->snapshot = sample_node_cycle (true);
  add_arena (fixture->snapshot);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cairo_destroy (fixture->cr);
  cairo_surface_destroy (fixture->surface);
  hs_text_free (fixture->text);
  sample_snapshot_free (fixture->snapshot);
}

static void
assert_color (Fixture *fixture, double x, double y, const HsColor *color)
{
  cairo_surface_flush (fixture->surface);
  const unsigned char *pixel = cairo_image_surface_get_data (fixture->surface)
                               + (int) y * cairo_image_surface_get_stride (fixture->surface) + (int) x * 4;

  g_assert_cmpint (abs (pixel[2] - (int) (color->red * 255)), <, 24);
  g_assert_cmpint (abs (pixel[1] - (int) (color->green * 255)), <, 24);
  g_assert_cmpint (abs (pixel[0] - (int) (color->blue * 255)), <, 24);
}

static void
test_squares_have_the_colour_of_their_lane (Fixture *fixture, gconstpointer data)
{
  const HsPalette *palette = hs_palette_get (GPOINTER_TO_INT (data), false);
  HsGenerationsLayout layout;

  hs_generations_layout (&layout, fixture->snapshot, 1100);
  hs_generations_paint (fixture->cr, &layout, fixture->snapshot, GCORE_NO_ROW, palette, fixture->text);
  assert_color (fixture, layout.squares[GCORE_GENERATION_OLD].x + 4, layout.squares[GCORE_GENERATION_OLD].y + 4,
                &palette->generation[GCORE_GENERATION_OLD]);
  /* The first young object is one of the unreachable pair. */
  assert_color (fixture, layout.squares[0].x + 4, layout.squares[0].y + 4, &palette->unreachable_fill);
}

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_phases_say_what_they_did (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = fixture->snapshot;
  GcoreSnapshotOpenCollection *open = &snapshot->open;

  open->current = open->referent = GCORE_NO_ROW;
  assert_words (hs_phases_describe (snapshot), "No collection is going on");
  open->phase = open->inner_phase = GCORE_PHASE_CLEAR_WEAKREFS;
  open->examined = 5;
  open->unreachable = 2;
  open->weakrefs_cleared = 1;
  open->callbacks_due = 1;
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_MOVE_UNREACHABLE), "3 reachable, 2 unreachable");
  assert_words (hs_phases_describe (snapshot), "Phase 5 of 8, Clear weak references: 1 weak reference cleared · "
                                               "0 callbacks called · 1 waiting");
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_FINALIZE), "__del__, once for each object");
  open->phase = GCORE_PHASE_RESURRECTION;
  open->inner_phase = GCORE_PHASE_UPDATE_REFS;
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_RESURRECTION), "Copy reference counts");
  open->phase = open->inner_phase = GCORE_PHASE_CLEAR;
  open->resurrected = 2;
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_RESURRECTION), "2 objects resurrected");
}

static void
test_phases_name_what_they_come_to (Fixture *fixture, gconstpointer data)
{
  GcoreSnapshot *snapshot = fixture->snapshot;
  GcoreSnapshotOpenCollection *open = &snapshot->open;
  const GcoreSnapshotRef *ref = &snapshot->refs[0];

  while (ref->kind != GCORE_REF_ATTRIBUTE)
    ref++;
  open->phase = open->inner_phase = GCORE_PHASE_SUBTRACT_REFS;
  open->current = ref->holder;
  open->referent = GCORE_NO_ROW;
  g_autofree char *holder = hs_phase_object (snapshot, ref->holder), *target = hs_phase_object (snapshot, ref->target);
  g_autofree char *comes = g_strdup_printf ("Comes to %s", holder);
  g_autofree char *follows = g_strdup_printf ("%s %s → %s", holder, gcore_snapshot_string (snapshot, ref->label), target);
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_SUBTRACT_REFS), comes);
  open->referent = ref->target;
  assert_words (hs_phase_describe (snapshot, GCORE_PHASE_SUBTRACT_REFS), follows);
}

static void
test_a_square_is_its_object (Fixture *fixture, gconstpointer data)
{
  HsGenerationsLayout layout;

  hs_generations_layout (&layout, fixture->snapshot, 1100);
  for (int lane = 0; lane < 3; lane++)
    for (guint i = 0; i < layout.n_shown[lane]; i++)
      {
        uint32_t row = hs_generations_hit (&layout, fixture->snapshot, layout.squares[lane].x + i * layout.cell + 3,
                                           layout.squares[lane].y + 3);
        g_assert_cmpuint (row, ==, fixture->snapshot->generation_order[fixture->snapshot->generation_start[lane] + i]);
      }
  g_assert_cmpuint (hs_generations_hit (&layout, fixture->snapshot, 1, 1), ==, GCORE_NO_ROW);
}

static void
test_page_is_as_high_as_its_parts (Fixture *fixture, gconstpointer data)
{
  for (double width = 320; width < 1600; width += 160)
    {
      HsGenerationsLayout layout;
      HsPoolsLayout pools;
      hs_generations_layout (&layout, fixture->snapshot, width);
      hs_pools_layout (&pools, fixture->snapshot, width);
      g_assert_cmpfloat (layout.chart.y + layout.chart.height, <=, layout.height);
      g_assert_cmpfloat (layout.phases.y + layout.phases.height, <=, layout.height);
      g_assert_cmpfloat (pools.arenas.y + pools.arenas.height, <=, pools.height);
      g_assert_cmpfloat (pools.classes.x + pools.classes.width, <=, width);
    }
}

static void
test_a_block_is_found_by_its_place (Fixture *fixture, gconstpointer data)
{
  HsPoolsLayout layout;

  hs_pools_layout (&layout, fixture->snapshot, 1100);
  double x = layout.arenas.x + 12 + layout.pool + 4, y = layout.arenas.y + 8 + 30 + 4;
  HsPoolsHit hit = hs_pools_hit (&layout, fixture->snapshot, x, y);
  g_assert_cmpuint (hit.pool, ==, 1);
  g_assert_cmpuint (hit.block, ==, 0);
  g_assert_cmpuint (hit.address, ==, fixture->snapshot->pools[1].address + 48);
  g_assert_cmpuint (hs_pools_hit (&layout, fixture->snapshot, 2, 2).pool, ==, GCORE_NO_ROW);
}

static void
test_used_blocks_are_darker_than_free_ones (Fixture *fixture, gconstpointer data)
{
  const HsPalette *palette = hs_palette_get (false, false);
  HsRect clip = { 0, 0, 1100, 1400 };
  HsPoolsLayout layout;

  hs_pools_layout (&layout, fixture->snapshot, 1100);
  hs_pools_paint (fixture->cr, &layout, fixture->snapshot, 0, &clip, palette, fixture->text);
  assert_color (fixture, layout.arenas.x + 12 + layout.pool + 5, layout.arenas.y + 8 + 30 + 5, &palette->size_class[2]);
}

static void
test_fragmentation_is_the_free_part (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpfloat_with_epsilon (hs_pools_fragmentation (fixture->snapshot), 240.0 / 340, 1e-9);
}

#define TEST(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/draw/generations/squares-have-the-colour-of-their-lane-in-light", GINT_TO_POINTER (0),
        test_squares_have_the_colour_of_their_lane);
  TEST ("/draw/generations/squares-have-the-colour-of-their-lane-in-dark", GINT_TO_POINTER (1),
        test_squares_have_the_colour_of_their_lane);
  TEST ("/draw/generations/a-square-is-its-object", NULL, test_a_square_is_its_object);
  TEST ("/draw/phases/say-what-they-did", NULL, test_phases_say_what_they_did);
  TEST ("/draw/phases/name-what-they-come-to", NULL, test_phases_name_what_they_come_to);
  TEST ("/draw/pages/are-as-high-as-their-parts", NULL, test_page_is_as_high_as_its_parts);
  TEST ("/draw/pools/a-block-is-found-by-its-place", NULL, test_a_block_is_found_by_its_place);
  TEST ("/draw/pools/used-blocks-are-darker-than-free-ones", NULL, test_used_blocks_are_darker_than_free_ones);
  TEST ("/draw/pools/fragmentation-is-the-free-part", NULL, test_fragmentation_is_the_free_part);
  return g_test_run ();
}
