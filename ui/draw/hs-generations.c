/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-generations.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/hs-phases.h"

#define MARGIN 18.0
#define GAP 14.0
#define LANE_TEXT 180.0 /* width of a lane's words */
#define CELL 11.0
#define MAX_ROWS 14     /* of squares in a lane; more objects are counted, not drawn */
#define CHART_HEIGHT 190.0
#define PHASE_HEIGHT 56.0
#define WHY_HEIGHT 44.0   /* why a collection runs */
#define ROW_HEIGHT 20.0
#define MAX_TAKING_PART 12 /* objects listed with their gc_refs */
#define STANDING_WIDTH 120.0 /* of their last column */

const char *
hs_generation_name (int generation)
{
  switch (generation)
    {
    case GCORE_GENERATION_YOUNG:
      return _("young");
    case GCORE_GENERATION_MIDDLE:
      return _("middle");
    case GCORE_GENERATION_OLD:
      return _("old");
    case GCORE_GENERATION_PERMANENT:
      return _("permanent");
    default:
      return _("not tracked");
    }
}

static guint
lane_count (const GcoreSnapshot *snapshot, int lane)
{
  return snapshot->generation_start[lane + 1] - snapshot->generation_start[lane];
}

void
hs_generations_layout (HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, double width)
{
  double side = width > 760 ? fmin (400, width * 0.36) : 0;
  double left = width - 2 * MARGIN - (side > 0 ? side + GAP : 0), y = MARGIN;
  bool open = snapshot->open.phase != GCORE_PHASE_NONE;
  double phases_height = 52 + GCORE_N_PHASES * PHASE_HEIGHT;

  if (open)
    phases_height += WHY_HEIGHT + (MAX_TAKING_PART + 2) * ROW_HEIGHT;
  layout->cell = CELL;
  if (side == 0 && open) /* what is going on comes first */
    {
      layout->phases = (HsRect) { MARGIN, y, left, phases_height };
      y += phases_height + GAP;
    }
  for (int lane = 0; lane < 3; lane++)
    {
      double room = fmax (left - LANE_TEXT - 2 * GAP, CELL);
      guint count = lane_count (snapshot, lane);
      layout->per_row[lane] = (guint) fmax (floor (room / CELL), 1);
      layout->n_shown[lane] = MIN (count, layout->per_row[lane] * MAX_ROWS);
      guint rows = (layout->n_shown[lane] + layout->per_row[lane] - 1) / layout->per_row[lane];
      double height = fmax (112, rows * CELL + 40);
      layout->lanes[lane] = (HsRect) { MARGIN, y, left, height };
      layout->squares[lane] = (HsRect) { MARGIN + LANE_TEXT, y + 14, room, rows * CELL };
      y += height + GAP;
    }
  layout->chart = (HsRect) { MARGIN, y, left, CHART_HEIGHT };
  y += CHART_HEIGHT;
  if (side > 0)
    layout->phases = (HsRect) { MARGIN + left + GAP, MARGIN, side, fmax (phases_height, y - MARGIN) };
  else if (!open)
    layout->phases = (HsRect) { MARGIN, y + GAP, left, phases_height };
  layout->height = fmax (y, layout->phases.y + layout->phases.height) + MARGIN;
}

static void
paint_square (cairo_t *cr, const HsRect *square, const GcoreSnapshotObject *object, int lane, bool selected,
              const HsPalette *palette)
{
  bool doomed = object->flags & (GCORE_OBJECT_UNREACHABLE | GCORE_OBJECT_TENTATIVE);

  hs_rect_path (cr, square, 2);
  hs_palette_set_source (cr, doomed ? &palette->unreachable_fill : &palette->generation[lane]);
  cairo_fill (cr);
  if (!doomed && !selected)
    return;
  hs_rect_path (cr, square, 2);
  hs_palette_set_source (cr, selected ? &palette->text : &palette->unreachable);
  cairo_set_line_width (cr, selected ? 2 : 1.2);
  cairo_stroke (cr);
}

static void
paint_lane (cairo_t *cr, const HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, int lane, uint32_t selected,
            const HsPalette *palette, HsText *text)
{
  static const char *const titles[] = { N_ ("Young"), N_ ("Middle"), N_ ("Old") };
  const HsRect *rect = &layout->lanes[lane];
  const GcoreSnapshotGeneration *generation = &snapshot->generations[lane];
  double x = rect->x + 14, width = LANE_TEXT - 40;

  hs_card_paint (cr, rect, palette);
  hs_text_draw (text, cr, _(titles[lane]), x, rect->y + 12, width, 1.05, HS_TEXT_BOLD, &palette->text);
  g_autofree char *count = g_strdup_printf (lane == 0 ? _("count %u of %u") : _("collections %u of %u"), generation->count,
                                            generation->threshold);
  hs_text_draw (text, cr, count, x, rect->y + 36, width + 16, 0.85, 0, &palette->dim);
  hs_gauge_paint (cr, x, rect->y + 60, width,
                  generation->threshold > 0 ? generation->count / (double) generation->threshold : 0,
                  &palette->generation[lane], palette);
  g_autofree char *objects = g_strdup_printf (g_dngettext (NULL, "%'" G_GUINT64_FORMAT " object",
                                                           "%'" G_GUINT64_FORMAT " objects", generation->n_objects),
                                              generation->n_objects);
  hs_text_draw (text, cr, objects, x, rect->y + 76, width, 0.85, 0, &palette->text);

  for (guint i = 0; i < layout->n_shown[lane]; i++)
    {
      uint32_t row = snapshot->generation_order[snapshot->generation_start[lane] + i];
      HsRect square = { layout->squares[lane].x + i % layout->per_row[lane] * CELL,
                        layout->squares[lane].y + i / layout->per_row[lane] * CELL, CELL - 2, CELL - 2 };
      paint_square (cr, &square, &snapshot->objects[row], lane, row == selected, palette);
    }
  if (generation->n_objects > layout->n_shown[lane])
    {
      g_autofree char *more = g_strdup_printf (_("+%'" G_GUINT64_FORMAT " more"),
                                               generation->n_objects - layout->n_shown[lane]);
      hs_text_draw (text, cr, more, rect->x + LANE_TEXT, rect->y + rect->height - 22, rect->width - LANE_TEXT - 14, 0.8,
                    HS_TEXT_RIGHT, &palette->dim);
    }
}

static void
paint_chart (cairo_t *cr, const HsRect *rect, const GcoreSnapshot *snapshot, const HsPalette *palette, HsText *text)
{
  const double bar = 9, pitch = 14;
  uint64_t most = 1;
  guint room = (guint) fmax ((rect->width - 32) / pitch, 1), first = 0;

  hs_card_paint (cr, rect, palette);
  hs_text_draw (text, cr, _("Collections over time"), rect->x + 14, rect->y + 12, 0, 1.0, HS_TEXT_BOLD, &palette->text);
  hs_text_draw (text, cr, _("Bar height: objects examined, on a logarithmic scale · dark part: freed · colour: generation"),
                rect->x + 14, rect->y + 34, rect->width - 28, 0.8, 0, &palette->dim);
  if (snapshot->n_collections == 0)
    {
      hs_text_draw (text, cr, _("No collection yet"), rect->x, rect->y + rect->height / 2, rect->width, 0.9,
                    HS_TEXT_CENTER, &palette->ghost);
      return;
    }
  if (snapshot->n_collections > room)
    first = snapshot->n_collections - room;
  for (guint i = first; i < snapshot->n_collections; i++)
    most = MAX (most, snapshot->collections[i].examined);
  for (guint i = first; i < snapshot->n_collections; i++)
    {
      const GcoreSnapshotCollection *collection = &snapshot->collections[i];
      int generation = MIN (collection->generation, 2);
      double full = rect->height - 74, x = rect->x + 16 + (i - first) * pitch, bottom = rect->y + rect->height - 14;
      /* Collections differ by orders of magnitude; the freed part is in proportion to its own bar. */
      double height = fmax (3, full * log1p (collection->examined) / log1p (most));
      double freed = collection->examined > 0 ? height * fmin (collection->collected / (double) collection->examined, 1) : 0;
      cairo_rectangle (cr, x, bottom - height, bar, height);
      hs_palette_set_source (cr, &palette->generation[generation]);
      cairo_fill (cr);
      cairo_rectangle (cr, x, bottom - freed, bar, freed);
      hs_palette_set_source (cr, &palette->freed[generation]);
      cairo_fill (cr);
    }
}

static void
paint_phase (cairo_t *cr, const HsRect *rect, double top, int phase, const GcoreSnapshot *snapshot, const HsPalette *palette,
             HsText *text)
{
  const GcoreSnapshotOpenCollection *open = &snapshot->open;
  double y = top + (phase - 1) * PHASE_HEIGHT;
  bool done = open->phase > phase, current = open->phase == phase;
  const HsColor *color = done ? &palette->generation[0] : current ? &palette->accent : &palette->ghost;
  g_autofree char *title = g_strdup_printf ("%d  %s", phase, hs_phase_title (phase));
  g_autofree char *words = hs_phase_describe (snapshot, phase), *state = NULL;

  cairo_arc (cr, rect->x + 22, y + 12, 8, 0, 2 * G_PI);
  hs_palette_set_source (cr, color);
  cairo_fill (cr);
  if (done)
    state = g_strdup (_("done"));
  else if (current && open->total > 0)
    state = g_strdup_printf (_("object %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT), open->position, open->total);
  double used = state == NULL ? 0 : hs_text_measure (text, state, 0.8, 0, NULL) + 8;
  hs_text_draw (text, cr, title, rect->x + 40, y, rect->width - 54 - used, 0.92, HS_TEXT_BOLD, &palette->text);
  hs_text_draw (text, cr, words, rect->x + 40, y + 20, rect->width - 54, 0.8, 0,
                done || current ? &palette->text : &palette->dim);
  if (state != NULL)
    hs_text_draw (text, cr, state, rect->x + 40, y + 1, rect->width - 54, 0.8, HS_TEXT_RIGHT, color);
}

/* Why the open collection runs, and why it is not a full one if that was due. */
static void
paint_why (cairo_t *cr, const HsRect *rect, const GcoreSnapshotOpenCollection *open, const HsPalette *palette, HsText *text)
{
  int generation = MIN (open->generation, 2);
  g_autofree char *why = open->automatic ? g_strdup_printf (_("Automatic: the %s count %u passed its threshold %u"),
                                                            hs_generation_name (generation), open->counts[generation],
                                                            open->thresholds[generation])
                                         : g_strdup (_("It was asked for"));
  g_autofree char *quarter
    = g_strdup_printf (open->full_held_back
                         ? _("Full one held back: %" G_GUINT64_FORMAT " new < ¼ of %" G_GUINT64_FORMAT " old")
                         : _("New since the last full one: %" G_GUINT64_FORMAT ", old: %" G_GUINT64_FORMAT),
                       open->long_lived_pending, open->long_lived_total);

  hs_text_draw (text, cr, why, rect->x + 14, rect->y + 36, rect->width - 28, 0.85, 0, &palette->text);
  hs_text_draw (text, cr, quarter, rect->x + 14, rect->y + 56, rect->width - 28, 0.8, 0, &palette->dim);
}

/* Objects that take part, those of the program first, from about the current one on: their rows. */
static guint
choose_taking_part (const GcoreSnapshot *snapshot, uint32_t *rows)
{
  guint n = 0;

  if (snapshot->open.current != GCORE_NO_ROW)
    rows[n++] = snapshot->open.current;
  for (int user = 1; user >= 0; user--)
    for (uint32_t row = 0; row < snapshot->n_objects && n < MAX_TAKING_PART; row++)
      {
        uint16_t flags = snapshot->objects[row].flags;
        bool takes_part = flags & (GCORE_OBJECT_COLLECTING | GCORE_OBJECT_TENTATIVE | GCORE_OBJECT_CALLBACK_DUE);
        if (takes_part && !(flags & GCORE_OBJECT_USER) == !user && row != snapshot->open.current)
          rows[n++] = row;
      }
  return n;
}

static void
paint_taking_part (cairo_t *cr, const HsRect *rect, double y, const GcoreSnapshot *snapshot, const HsPalette *palette,
                   HsText *text)
{
  uint32_t rows[MAX_TAKING_PART];
  guint n = choose_taking_part (snapshot, rows);
  double right = rect->x + rect->width - 14, name_width = rect->width - STANDING_WIDTH - 110;

  if (n == 0)
    return;
  hs_text_draw (text, cr, _("Object"), rect->x + 14, y, name_width, 0.8, HS_TEXT_BOLD, &palette->dim);
  hs_text_draw (text, cr, _("count"), right - STANDING_WIDTH - 76, y, 70, 0.8, HS_TEXT_RIGHT, &palette->dim);
  hs_text_draw (text, cr, "gc_refs", right - STANDING_WIDTH, y, STANDING_WIDTH, 0.8, HS_TEXT_RIGHT, &palette->dim);
  for (guint i = 0; i < n; i++)
    {
      const GcoreSnapshotObject *object = &snapshot->objects[rows[i]];
      bool tentative = object->flags & GCORE_OBJECT_TENTATIVE, current = rows[i] == snapshot->open.current;
      const HsColor *color = tentative ? &palette->unreachable : current ? &palette->accent : &palette->text;
      g_autofree char *name = hs_phase_object (snapshot, rows[i]);
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, object->refcount);
      g_autofree char *standing = hs_phase_standing (&snapshot->open, object);
      y += ROW_HEIGHT;
      hs_text_draw (text, cr, name, rect->x + 14, y, name_width, 0.85, current ? HS_TEXT_BOLD : 0, color);
      hs_text_draw (text, cr, count, right - STANDING_WIDTH - 76, y, 70, 0.85, HS_TEXT_RIGHT, &palette->text);
      hs_text_draw (text, cr, standing, right - STANDING_WIDTH, y, STANDING_WIDTH, 0.85, HS_TEXT_RIGHT, color);
    }
}

static void
paint_phases (cairo_t *cr, const HsRect *rect, const GcoreSnapshot *snapshot, const HsPalette *palette, HsText *text)
{
  bool open = snapshot->open.phase != GCORE_PHASE_NONE;
  double top = rect->y + 48 + (open ? WHY_HEIGHT : 0);
  g_autofree char *title = open ? g_strdup_printf (_("Inside this collection (%s)"),
                                                   hs_generation_name (snapshot->open.generation))
                                : g_strdup (_("What a collection does"));

  hs_card_paint (cr, rect, palette);
  hs_text_draw (text, cr, title, rect->x + 14, rect->y + 12, rect->width - 28, 1.0, HS_TEXT_BOLD, &palette->text);
  if (open)
    paint_why (cr, rect, &snapshot->open, palette, text);
  for (int phase = 1; phase <= GCORE_N_PHASES; phase++)
    paint_phase (cr, rect, top, phase, snapshot, palette, text);
  if (open)
    paint_taking_part (cr, rect, top + GCORE_N_PHASES * PHASE_HEIGHT, snapshot, palette, text);
}

void
hs_generations_paint (cairo_t *cr, const HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, uint32_t selected,
                      const HsPalette *palette, HsText *text)
{
  for (int lane = 0; lane < 3; lane++)
    paint_lane (cr, layout, snapshot, lane, selected, palette, text);
  paint_chart (cr, &layout->chart, snapshot, palette, text);
  paint_phases (cr, &layout->phases, snapshot, palette, text);
}

uint32_t
hs_generations_hit (const HsGenerationsLayout *layout, const GcoreSnapshot *snapshot, double x, double y)
{
  for (int lane = 0; lane < 3; lane++)
    {
      const HsRect *squares = &layout->squares[lane];
      if (!hs_rect_contains (squares, x, y))
        continue;
      guint column = (guint) ((x - squares->x) / layout->cell), row = (guint) ((y - squares->y) / layout->cell);
      guint index = row * layout->per_row[lane] + column;
      if (column < layout->per_row[lane] && index < layout->n_shown[lane])
        return snapshot->generation_order[snapshot->generation_start[lane] + index];
    }
  return GCORE_NO_ROW;
}
