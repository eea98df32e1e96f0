/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-pools.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARGIN 18.0
#define GAP 14.0
#define POOL 60.0
#define ARENA_TITLE 30.0
#define CLASS_ROW 22.0
#define POOL_HEADER 48 /* bytes */
#define MAX_CELLS 144  /* blocks drawn one by one in a pool; more share a cell */
#define MAX_ARENAS 64  /* drawn; the rest are counted */

static guint
n_classes_in_use (const GcoreSnapshot *snapshot)
{
  guint n = 0;

  for (int i = 0; i < 32; i++)
    n += snapshot->classes[i].n_pools > 0;
  return n;
}

void
hs_pools_layout (HsPoolsLayout *layout, const GcoreSnapshot *snapshot, double width)
{
  double side = width > 760 ? fmin (400, width * 0.36) : 0;
  double left = width - 2 * MARGIN - (side > 0 ? side + GAP : 0);
  double classes_height = 120 + fmax (n_classes_in_use (snapshot), 1) * CLASS_ROW;

  layout->pool = POOL;
  layout->per_row = (guint) fmax (floor ((left - 24) / POOL), 1);
  layout->n_arenas = MIN (snapshot->n_arenas, MAX_ARENAS);
  guint most = 64;
  guint rows = (most + layout->per_row - 1) / layout->per_row;
  layout->arena_height = ARENA_TITLE + rows * POOL + 16;
  double arenas_height = fmax (layout->n_arenas, 1) * layout->arena_height + 16;
  if (snapshot->n_arenas > layout->n_arenas)
    arenas_height += 24;
  layout->arenas = (HsRect) { MARGIN, MARGIN, left, arenas_height };
  if (side > 0)
    layout->classes = (HsRect) { MARGIN + left + GAP, MARGIN, side, classes_height };
  else
    layout->classes = (HsRect) { MARGIN, MARGIN + arenas_height + GAP, left, classes_height };
  layout->height = fmax (MARGIN + arenas_height, layout->classes.y + classes_height) + MARGIN;
}

static const HsColor *
class_color (const HsPalette *palette, uint32_t block_size)
{
  return &palette->size_class[(block_size / 16 + HS_N_CLASS_COLORS - 1) % HS_N_CLASS_COLORS];
}

static HsRect
pool_rect (const HsPoolsLayout *layout, guint arena, guint index)
{
  return (HsRect) { layout->arenas.x + 12 + index % layout->per_row * layout->pool,
                    layout->arenas.y + 8 + arena * layout->arena_height + ARENA_TITLE
                        + index / layout->per_row * layout->pool,
                    layout->pool - 5, layout->pool - 5 };
}

/* How a pool's blocks are laid out as cells: COLUMNS × COLUMNS cells of PER_CELL blocks each. */
static void
pool_grid (const GcoreSnapshotPool *pool, guint *columns, guint *per_cell)
{
  *per_cell = (pool->n_blocks + MAX_CELLS - 1) / MAX_CELLS;
  *per_cell = MAX (*per_cell, 1);
  guint cells = (pool->n_blocks + *per_cell - 1) / *per_cell;
  *columns = MAX ((guint) ceil (sqrt (cells)), 1);
}

/* The strongest state among the blocks of a cell: used, else free, else untouched. */
static GcoreBlockState
cell_state (const GcoreSnapshot *snapshot, const GcoreSnapshotPool *pool, guint first, guint n)
{
  GcoreBlockState state = GCORE_BLOCK_UNTOUCHED;

  for (guint i = first; i < MIN (first + n, pool->n_blocks); i++)
    state = MAX (state, snapshot->block_states[pool->first_block + i]);
  return state;
}

static void
paint_pool (cairo_t *cr, const GcoreSnapshot *snapshot, const GcoreSnapshotPool *pool, const HsRect *rect,
            uint64_t selected, const HsPalette *palette)
{
  guint columns, per_cell;
  bool holds = selected >= pool->address && selected < pool->address + 16384;

  hs_rect_path (cr, rect, 5);
  hs_palette_set_source (cr, pool->block_size == 0 ? &palette->background : &palette->card);
  cairo_fill_preserve (cr);
  hs_palette_set_source (cr, holds ? &palette->unreachable : &palette->border);
  cairo_set_line_width (cr, holds ? 2.5 : 1);
  cairo_stroke (cr);
  if (pool->block_size == 0)
    return;
  pool_grid (pool, &columns, &per_cell);
  double cell = (rect->width - 6) / columns;
  for (guint first = 0, i = 0; first < pool->n_blocks; first += per_cell, i++)
    {
      GcoreBlockState state = cell_state (snapshot, pool, first, per_cell);
      if (state == GCORE_BLOCK_UNTOUCHED)
        continue;
      double gap = cell > 4 ? 1 : 0.3;
      cairo_rectangle (cr, rect->x + 3 + i % columns * cell, rect->y + 3 + i / columns * cell, cell - gap, cell - gap);
      hs_palette_set_source_alpha (cr, class_color (palette, pool->block_size), state == GCORE_BLOCK_USED ? 1 : 0.28);
      cairo_fill (cr);
    }
  if (!holds || selected < pool->address + POOL_HEADER)
    return;
  guint index = (guint) ((selected - pool->address - POOL_HEADER) / pool->block_size / per_cell);
  cairo_rectangle (cr, rect->x + 3 + index % columns * cell, rect->y + 3 + index / columns * cell, fmax (cell - 1, 3),
                   fmax (cell - 1, 3));
  hs_palette_set_source (cr, &palette->text);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
}

static void
paint_arena (cairo_t *cr, const HsPoolsLayout *layout, const GcoreSnapshot *snapshot, guint index, uint64_t selected,
             const HsPalette *palette, HsText *text)
{
  const GcoreSnapshotArena *arena = &snapshot->arenas[index];
  g_autofree char *title = g_strdup_printf (_("Arena %u · 1 MiB at 0x%" G_GINT64_MODIFIER "x · %u of %u pools in use"),
                                            index, arena->address, arena->n_pools - arena->n_free_pools, arena->n_pools);

  hs_text_draw (text, cr, title, layout->arenas.x + 14, layout->arenas.y + 8 + index * layout->arena_height + 6,
                layout->arenas.width - 28, 0.88, 0, &palette->text);
  for (uint32_t i = 0; i < arena->n_pools; i++)
    {
      HsRect rect = pool_rect (layout, index, i);
      paint_pool (cr, snapshot, &snapshot->pools[arena->first_pool + i], &rect, selected, palette);
    }
}

double
hs_pools_fragmentation (const GcoreSnapshot *snapshot)
{
  double used = 0, free = 0;

  for (int i = 0; i < 32; i++)
    {
      used += (double) snapshot->classes[i].n_used * snapshot->classes[i].block_size;
      free += (double) snapshot->classes[i].n_free * snapshot->classes[i].block_size;
    }
  return used + free > 0 ? free / (used + free) : 0;
}

static void
paint_class_row (cairo_t *cr, const GcoreSnapshotSizeClass *class, const HsRect *rect, double y,
                 const HsPalette *palette, HsText *text)
{
  char label[64];
  double x = rect->x + 14, bar = fmax (rect->width - 262, 30);
  HsRect swatch = { x, y + 4, 11, 11 };
  double filled = class->n_used + class->n_free > 0 ? class->n_used / (double) (class->n_used + class->n_free) : 0;

  hs_rect_path (cr, &swatch, 2);
  hs_palette_set_source (cr, class_color (palette, class->block_size));
  cairo_fill (cr);
  g_snprintf (label, sizeof label, "%u B", class->block_size);
  hs_text_draw (text, cr, label, x + 18, y, 60, 0.85, 0, &palette->text);
  g_snprintf (label, sizeof label, "%u", class->n_pools);
  hs_text_draw (text, cr, label, x + 76, y, 40, 0.85, HS_TEXT_RIGHT, &palette->text);
  g_snprintf (label, sizeof label, "%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT, class->n_used, class->n_free);
  hs_text_draw (text, cr, label, x + 124, y, 104, 0.85, HS_TEXT_RIGHT, &palette->text);
  hs_gauge_paint (cr, rect->x + rect->width - bar - 14, y + 6, bar, filled, class_color (palette, class->block_size),
                  palette);
}

static void
paint_classes (cairo_t *cr, const HsRect *rect, const GcoreSnapshot *snapshot, const HsPalette *palette, HsText *text)
{
  double y = rect->y + 62, x = rect->x + 14;

  hs_text_draw (text, cr, _("Size classes"), x, rect->y + 12, 0, 1.0, HS_TEXT_BOLD, &palette->text);
  hs_text_draw (text, cr, _("class"), x, rect->y + 38, 0, 0.8, 0, &palette->dim);
  hs_text_draw (text, cr, _("pools"), x + 66, rect->y + 38, 50, 0.8, HS_TEXT_RIGHT, &palette->dim);
  hs_text_draw (text, cr, _("used / free"), x + 124, rect->y + 38, 104, 0.8, HS_TEXT_RIGHT, &palette->dim);
  for (int i = 0; i < 32; i++)
    {
      if (snapshot->classes[i].n_pools == 0)
        continue;
      paint_class_row (cr, &snapshot->classes[i], rect, y, palette, text);
      y += CLASS_ROW;
    }
  g_autofree char *bytes = g_format_size_full (snapshot->large_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *large = g_strdup_printf (_("Larger than 512 B: %" G_GUINT64_FORMAT " blocks, %s"), snapshot->n_large,
                                            bytes);
  hs_text_draw (text, cr, large, x, y + 8, rect->width - 28, 0.82, 0, &palette->dim);
  g_autofree char *loss = g_strdup_printf (_("Fragmentation: %.0f %% of pool bytes are free for their own class only"),
                                           100 * hs_pools_fragmentation (snapshot));
  hs_text_draw (text, cr, loss, x, y + 28, rect->width - 28, 0.82, 0, &palette->dim);
}

void
hs_pools_paint (cairo_t *cr, const HsPoolsLayout *layout, const GcoreSnapshot *snapshot, uint64_t selected,
                const HsRect *clip, const HsPalette *palette, HsText *text)
{
  hs_card_paint (cr, &layout->arenas, palette);
  for (guint i = 0; i < layout->n_arenas; i++)
    {
      double top = layout->arenas.y + 8 + i * layout->arena_height;
      if (top < clip->y + clip->height && top + layout->arena_height > clip->y)
        paint_arena (cr, layout, snapshot, i, selected, palette, text);
    }
  if (snapshot->n_arenas > layout->n_arenas)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more arenas"), snapshot->n_arenas - layout->n_arenas);
      hs_text_draw (text, cr, more, layout->arenas.x + 14, layout->arenas.y + layout->arenas.height - 26, 0, 0.85, 0,
                    &palette->dim);
    }
  hs_card_paint (cr, &layout->classes, palette);
  paint_classes (cr, &layout->classes, snapshot, palette, text);
}

HsPoolsHit
hs_pools_hit (const HsPoolsLayout *layout, const GcoreSnapshot *snapshot, double x, double y)
{
  HsPoolsHit hit = { .pool = GCORE_NO_ROW, .block = GCORE_NO_ROW };
  guint columns, per_cell;

  for (guint arena = 0; arena < layout->n_arenas; arena++)
    for (guint i = 0; i < snapshot->arenas[arena].n_pools; i++)
      {
        HsRect rect = pool_rect (layout, arena, i);
        if (!hs_rect_contains (&rect, x, y))
          continue;
        hit.pool = snapshot->arenas[arena].first_pool + i;
        const GcoreSnapshotPool *pool = &snapshot->pools[hit.pool];
        if (pool->block_size == 0)
          return hit;
        pool_grid (pool, &columns, &per_cell);
        double cell = (rect.width - 6) / columns;
        double column = floor ((x - rect.x - 3) / cell), row = floor ((y - rect.y - 3) / cell);
        if (column < 0 || row < 0 || column >= columns)
          return hit;
        guint block = (guint) (row * columns + column) * per_cell;
        if (block >= pool->n_blocks)
          return hit;
        hit.block = block;
        hit.address = pool->address + POOL_HEADER + (uint64_t) block * pool->block_size;
        return hit;
      }
  return hit;
}
