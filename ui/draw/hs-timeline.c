/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#define LABELS 112.0     /* width of the lanes' names */
#define MARGIN 16.0
#define TOP 14.0         /* room for the playhead's handle */
#define AXIS 18.0
#define LANE_ALONE 60.0  /* height of a lane, if there is one, */
#define LANE 42.0        /* or more */
#define STRIP 14.0       /* below the curve: collections */
#define DOT 3.5
#define FLAG 9.0         /* a bookmark's flag, wide and high */
#define REACH 6.0        /* pixels from a mark that still hit it */

/* --- geometry ----------------------------------------------------------------------------------------------------- */

double
hs_timeline_height (unsigned n_lanes)
{
  return TOP + AXIS + (n_lanes <= 1 ? LANE_ALONE : n_lanes * LANE);
}

void
hs_timeline_layout (HsTimelineLayout *layout, const HsTimeline *timeline, double width, double from, double to)
{
  *layout = (HsTimelineLayout) { .from = from, .to = fmax (to, from + 1), .left = LABELS,
                                 .right = fmax (width - MARGIN, LABELS + 1), .top = TOP,
                                 .lane_height = timeline->n_lanes <= 1 ? LANE_ALONE : LANE,
                                 .height = hs_timeline_height (timeline->n_lanes) };
}

double
hs_timeline_x (const HsTimelineLayout *layout, double tick)
{
  return layout->left + (tick - layout->from) / (layout->to - layout->from) * (layout->right - layout->left);
}

uint64_t
hs_timeline_tick (const HsTimelineLayout *layout, const HsTimeline *timeline, double x)
{
  double tick = layout->from + (x - layout->left) / (layout->right - layout->left) * (layout->to - layout->from);

  return (uint64_t) fmin (fmax (round (tick), (double) timeline->first), (double) timeline->last);
}

unsigned
hs_timeline_lane (const HsTimelineLayout *layout, const HsTimeline *timeline, double y)
{
  double lane = floor ((y - layout->top) / layout->lane_height);

  return (unsigned) fmin (fmax (lane, 0), timeline->n_lanes - 1);
}

unsigned
hs_timeline_owner (const HsTimeline *timeline, unsigned lane, uint64_t tick)
{
  while (timeline->lanes[lane].parent >= 0 && tick <= timeline->lanes[lane].fork_tick)
    lane = (unsigned) timeline->lanes[lane].parent;
  return lane;
}

static double
lane_top (const HsTimelineLayout *layout, unsigned lane)
{
  return layout->top + lane * layout->lane_height;
}

static double
mark_y (const HsTimelineLayout *layout, unsigned lane, const HsTimelineMark *mark)
{
  return mark->kind == HS_MARK_COLLECTION ? lane_top (layout, lane) + layout->lane_height - STRIP / 2
         : mark->kind == HS_MARK_BOOKMARK ? lane_top (layout, lane) + FLAG / 2
                                          : lane_top (layout, lane) + DOT + 3;
}

const HsTimelineMark *
hs_timeline_hit (const HsTimelineLayout *layout, const HsTimeline *timeline, double x, double y, unsigned *lane)
{
  const HsTimelineMark *best = NULL;
  double nearest = REACH;

  for (unsigned i = 0; i < timeline->n_lanes; i++)
    for (unsigned j = 0; j < timeline->lanes[i].n_marks; j++)
      {
        const HsTimelineMark *mark = &timeline->lanes[i].marks[j];
        double distance = hypot (hs_timeline_x (layout, (double) mark->tick) - x, mark_y (layout, i, mark) - y);
        if (distance < nearest || (distance == nearest && (best == NULL || mark->kind > best->kind)))
          {
            nearest = distance;
            best = mark;
            if (lane != NULL)
              *lane = i;
          }
      }
  return best;
}

/* --- the curves --------------------------------------------------------------------------------------------------- */

double
hs_timeline_value (const HsTimeline *timeline, unsigned index, HsTimelineCurve curve, uint64_t tick)
{
  const HsTimelineLane *lane = &timeline->lanes[hs_timeline_owner (timeline, index, tick)];
  double value = lane->n_points > 0 ? (double) lane->points[0].values[curve] : 0;

  for (unsigned i = 0; i < lane->n_points; i++)
    {
      const HsTimelinePoint *point = &lane->points[i];
      if (point->tick > tick && i > 0)
        {
          const HsTimelinePoint *before = point - 1;
          double share = (double) (tick - before->tick) / (double) (point->tick - before->tick);
          return value + share * ((double) point->values[curve] - value);
        }
      if (point->tick > tick)
        break;
      value = (double) point->values[curve];
    }
  return value;
}

/* What the lower and the upper edge of a curve stand for. */
typedef struct
{
  double least, most;
} Range;

/* From 0, unless the curve would be flat then: what is there from the start may be much more than what changes. */
static Range
find_range (const HsTimeline *timeline, HsTimelineCurve curve)
{
  Range range = { HUGE_VAL, 1 };

  for (unsigned i = 0; i < timeline->n_lanes; i++)
    for (unsigned j = 0; j < timeline->lanes[i].n_points; j++)
      {
        range.least = fmin (range.least, (double) timeline->lanes[i].points[j].values[curve]);
        range.most = fmax (range.most, (double) timeline->lanes[i].points[j].values[curve]);
      }
  if (range.least == HUGE_VAL) /* nothing is known yet */
    return (Range) { 0, 1 };
  range.least = range.least < range.most / 2 ? 0 : range.least - (range.most - range.least) / 2 - 1;
  return range;
}

static double
curve_y (const HsTimelineLayout *layout, unsigned lane, const Range *range, double value)
{
  double bottom = lane_top (layout, lane) + layout->lane_height - STRIP;

  return bottom - (layout->lane_height - STRIP - 8) * (value - range->least) / (range->most - range->least);
}

/* A path along CURVE of a lane; AREA: around what is below it. RANGES has what each curve's edges stand for. */
static void
curve_path (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, unsigned index, const Range *ranges,
            HsTimelineCurve curve, bool area)
{
  const HsTimelineLane *lane = &timeline->lanes[index];
  double bottom = lane_top (layout, index) + layout->lane_height - STRIP;
  uint64_t start = lane->parent < 0 ? timeline->first : lane->fork_tick;

  cairo_new_path (cr);
  if (area)
    cairo_move_to (cr, hs_timeline_x (layout, (double) start), bottom);
  cairo_line_to (cr, hs_timeline_x (layout, (double) start),
                 curve_y (layout, index, &ranges[curve], hs_timeline_value (timeline, index, curve, start)));
  for (unsigned i = 0; i < lane->n_points; i++)
    if (lane->points[i].tick > start)
      cairo_line_to (cr, hs_timeline_x (layout, (double) lane->points[i].tick),
                     curve_y (layout, index, &ranges[curve], (double) lane->points[i].values[curve]));
  cairo_line_to (cr, hs_timeline_x (layout, (double) lane->end_tick),
                 curve_y (layout, index, &ranges[curve], hs_timeline_value (timeline, index, curve, lane->end_tick)));
  if (!area)
    return;
  cairo_line_to (cr, hs_timeline_x (layout, (double) lane->end_tick), bottom);
  cairo_close_path (cr);
}

/* How far the program has come on LANE: 0 if it is not on its way. */
static uint64_t
travelled (const HsTimeline *timeline, unsigned lane)
{
  uint64_t end = timeline->tick;

  for (int i = (int) timeline->current; i >= 0; i = timeline->lanes[i].parent)
    {
      if ((unsigned) i == lane)
        return end;
      end = MIN (end, timeline->lanes[i].fork_tick);
    }
  return 0;
}

static void
paint_curves (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, unsigned lane,
              const Range *ranges, const HsPalette *palette)
{
  uint64_t end = travelled (timeline, lane);
  double top = lane_top (layout, lane);

  curve_path (cr, layout, timeline, lane, ranges, HS_CURVE_BYTES, true);
  hs_palette_set_source (cr, &palette->faint);
  cairo_fill (cr);
  if (end > 0)
    {
      cairo_save (cr);
      cairo_rectangle (cr, 0, top, fmax (hs_timeline_x (layout, (double) end), 0), layout->lane_height);
      cairo_clip (cr);
      curve_path (cr, layout, timeline, lane, ranges, HS_CURVE_BYTES, true);
      hs_palette_set_source_alpha (cr, &palette->accent, 0.45);
      cairo_fill (cr);
      cairo_restore (cr);
    }
  curve_path (cr, layout, timeline, lane, ranges, HS_CURVE_BLOCKS, false);
  hs_palette_set_source (cr, &palette->weak);
  cairo_set_line_width (cr, 1.8);
  cairo_stroke (cr);
}

/* --- marks -------------------------------------------------------------------------------------------------------- */

static void
diamond_path (cairo_t *cr, double x, double y, double radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y);
  cairo_line_to (cr, x, y + radius);
  cairo_line_to (cr, x - radius, y);
  cairo_close_path (cr);
}

/* Its staff stands at X. */
static void
flag_path (cairo_t *cr, double x, double top, double bottom)
{
  cairo_rectangle (cr, x - 0.75, top, 1.5, bottom - top);
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x + FLAG, top);
  cairo_line_to (cr, x + FLAG - 3, top + FLAG / 2);
  cairo_line_to (cr, x + FLAG, top + FLAG);
  cairo_line_to (cr, x, top + FLAG);
  cairo_close_path (cr);
}

static void
mark_path (cairo_t *cr, const HsTimelineLayout *layout, unsigned lane, const HsTimelineMark *mark)
{
  double x = hs_timeline_x (layout, (double) mark->tick), y = mark_y (layout, lane, mark);

  if (mark->kind == HS_MARK_ACTION)
    diamond_path (cr, x, y, DOT + 1.5);
  else if (mark->kind == HS_MARK_BOOKMARK)
    flag_path (cr, x, y - FLAG / 2, lane_top (layout, lane) + layout->lane_height - STRIP);
  else
    cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
}

static void
paint_marks (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, unsigned index, int kind,
             int generation, const HsPalette *palette)
{
  const HsColor *const colors[HS_N_MARK_KINDS] = { [HS_MARK_COLLECTION] = &palette->generation[generation],
                                                   [HS_MARK_STOP] = &palette->unreachable,
                                                   [HS_MARK_ACTION] = &palette->glow,
                                                   [HS_MARK_BOOKMARK] = &palette->text };
  const HsTimelineLane *lane = &timeline->lanes[index];
  double last = -DOT;

  hs_palette_set_source (cr, colors[kind]);
  for (unsigned i = 0; i < lane->n_marks; i++)
    {
      const HsTimelineMark *mark = &lane->marks[i];
      double x = hs_timeline_x (layout, (double) mark->tick);
      if (mark->kind != kind || (kind == HS_MARK_COLLECTION && mark->generation != generation) || fabs (x - last) < 1)
        continue;
      last = x;
      mark_path (cr, layout, index, mark);
      cairo_fill (cr);
    }
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static void
paint_fork (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, unsigned index,
            const HsPalette *palette)
{
  const HsTimelineLane *lane = &timeline->lanes[index];

  if (lane->parent < 0)
    return;
  double x = hs_timeline_x (layout, (double) lane->fork_tick);
  unsigned owner = hs_timeline_owner (timeline, (unsigned) lane->parent, lane->fork_tick);
  cairo_move_to (cr, x, lane_top (layout, owner) + layout->lane_height - STRIP);
  cairo_line_to (cr, x, lane_top (layout, index) + layout->lane_height - STRIP);
  hs_palette_set_source (cr, &palette->line);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
}

static void
paint_name (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, unsigned index,
            const HsPalette *palette, HsText *text)
{
  double top = lane_top (layout, index);

  hs_text_draw (text, cr, timeline->lanes[index].name, MARGIN, top, LABELS - MARGIN - 10, 0.85,
                index == timeline->current ? HS_TEXT_BOLD : 0, &palette->text);
  if (timeline->n_lanes > 1)
    return;
  hs_text_draw (text, cr, _("bytes"), MARGIN, top + 17, LABELS - MARGIN - 10, 0.75, 0, &palette->accent);
  hs_text_draw (text, cr, _("blocks"), MARGIN, top + 30, LABELS - MARGIN - 10, 0.75, 0, &palette->weak);
  hs_text_draw (text, cr, _("collections"), MARGIN, top + layout->lane_height - STRIP - 2, LABELS - MARGIN - 10, 0.75, 0,
                &palette->dim);
}

/* 1, 2 or 5 times a power of ten: the distance of the axis' numbers. */
static double
axis_step (double least)
{
  double power = pow (10, floor (log10 (fmax (least, 1))));

  return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
}

static void
paint_axis (cairo_t *cr, const HsTimelineLayout *layout, const HsPalette *palette, HsText *text)
{
  double y = layout->height - AXIS + 2, per_pixel = (layout->to - layout->from) / (layout->right - layout->left);
  double step = axis_step (110 * per_pixel);

  hs_text_draw (text, cr, _("tick"), MARGIN, y - 1, LABELS - MARGIN - 10, 0.75, 0, &palette->dim);
  for (double tick = ceil (layout->from / step) * step; tick <= layout->to; tick += step)
    {
      double x = hs_timeline_x (layout, tick);
      g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, (guint64) tick);
      double width = hs_text_measure (text, number, 0.72, 0, NULL);
      if (x + width + 4 > layout->right + MARGIN)
        break;
      cairo_rectangle (cr, round (x), y - 1, 1, 5);
      hs_palette_set_source (cr, &palette->border);
      cairo_fill (cr);
      hs_text_draw (text, cr, number, x + 4, y - 1, 0, 0.72, 0, &palette->dim);
    }
}

static void
paint_playhead (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, bool focused,
                const HsPalette *palette)
{
  double x = hs_timeline_x (layout, (double) timeline->tick);
  unsigned lane = hs_timeline_owner (timeline, timeline->current, timeline->tick);
  double y = timeline->n_lanes > 1 ? lane_top (layout, lane) + layout->lane_height - STRIP : layout->top - 6;

  if (x < layout->left - 1 || x > layout->right + 1)
    return;
  hs_palette_set_source (cr, &palette->accent);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x, 2);
  cairo_line_to (cr, x, layout->height - AXIS);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 6, 0, 2 * G_PI);
  cairo_fill (cr);
  if (!focused)
    return;
  cairo_arc (cr, x, y, 8.5, 0, 2 * G_PI);
  hs_palette_set_source_alpha (cr, &palette->accent, 0.5);
  cairo_stroke (cr);
}

void
hs_timeline_paint (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, bool focused,
                   const HsPalette *palette, HsText *text)
{
  Range ranges[HS_N_CURVES];

  for (int curve = 0; curve < HS_N_CURVES; curve++)
    ranges[curve] = find_range (timeline, curve);
  for (unsigned i = 0; i < timeline->n_lanes; i++)
    paint_name (cr, layout, timeline, i, palette, text);
  paint_axis (cr, layout, palette, text);
  cairo_save (cr);
  cairo_rectangle (cr, layout->left - 9, 0, layout->right - layout->left + 18, layout->height - AXIS + 2);
  cairo_clip (cr);
  for (unsigned i = 0; i < timeline->n_lanes; i++)
    {
      paint_curves (cr, layout, timeline, i, ranges, palette);
      paint_fork (cr, layout, timeline, i, palette);
    }
  for (unsigned i = 0; i < timeline->n_lanes; i++)
    {
      for (int generation = 0; generation < 3; generation++)
        paint_marks (cr, layout, timeline, i, HS_MARK_COLLECTION, generation, palette);
      for (int kind = HS_MARK_STOP; kind < HS_N_MARK_KINDS; kind++)
        paint_marks (cr, layout, timeline, i, kind, 0, palette);
    }
  paint_playhead (cr, layout, timeline, focused, palette);
  cairo_restore (cr);
}
