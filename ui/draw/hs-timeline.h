/* SPDX-License-Identifier: MIT */
/* The timeline: how the heap grew over ticks, what happened, and where the program stands; one lane for each branch. */
#pragma once

#include <stdint.h>

#include "ui/draw/hs-text.h"

typedef enum
{
  HS_MARK_COLLECTION,
  HS_MARK_STOP,     /* the program has stopped here for something */
  HS_MARK_ACTION,
  HS_MARK_BOOKMARK,
  HS_N_MARK_KINDS
} HsTimelineMarkKind;

typedef struct
{
  uint64_t tick;
  uint8_t kind;       /* HsTimelineMarkKind */
  uint8_t generation; /* of a collection */
  char *words;        /* owned by whoever made the mark */
} HsTimelineMark;

/* What is drawn over ticks. */
typedef enum
{
  HS_CURVE_BYTES,  /* in use, as an area */
  HS_CURVE_BLOCKS, /* in use, as a line: about one for each object, and those of lists and dicts besides */
  HS_N_CURVES
} HsTimelineCurve;

typedef struct
{
  uint64_t tick, values[HS_N_CURVES];
} HsTimelinePoint;

/* A branch. It leaves PARENT (index of a lane, -1: none) at FORK_TICK; points are its own, by tick; so are marks, in
 * any order. */
typedef struct
{
  unsigned number;
  char *name; /* owned by whoever made the lane */
  int parent;
  uint64_t fork_tick, end_tick;
  HsTimelinePoint *points; unsigned n_points;
  HsTimelineMark *marks; unsigned n_marks;
} HsTimelineLane;

typedef struct
{
  HsTimelineLane *lanes; unsigned n_lanes;
  unsigned current;     /* the lane the program stands on, */
  uint64_t tick;        /* and where on it */
  uint64_t first, last; /* ticks there are */
} HsTimeline;

typedef struct
{
  double from, to;      /* ticks that are shown, */
  double left, right;   /* between these pixels */
  double top, lane_height, height;
} HsTimelineLayout;

/* The height that N_LANES lanes take. */
double hs_timeline_height (unsigned n_lanes);
void hs_timeline_layout (HsTimelineLayout *layout, const HsTimeline *timeline, double width, double from, double to);
double hs_timeline_x (const HsTimelineLayout *layout, double tick);
/* The tick at X, within what there is. */
uint64_t hs_timeline_tick (const HsTimelineLayout *layout, const HsTimeline *timeline, double x);
/* The lane at Y; the nearest one if there is none. */
unsigned hs_timeline_lane (const HsTimelineLayout *layout, const HsTimeline *timeline, double y);
/* The mark at a point, or NULL; of two, that which is painted last. *LANE (may be NULL) is the one it is on. */
const HsTimelineMark *hs_timeline_hit (const HsTimelineLayout *layout, const HsTimeline *timeline, double x, double y,
                                       unsigned *lane);
/* The lane that TICK of LANE belongs to: up to where it left them, its ancestors'. */
unsigned hs_timeline_owner (const HsTimeline *timeline, unsigned lane, uint64_t tick);
/* What CURVE of LANE has at TICK; between two points in proportion. 0 if nothing is known. */
double hs_timeline_value (const HsTimeline *timeline, unsigned lane, HsTimelineCurve curve, uint64_t tick);
/* FOCUSED: the playhead shows that it takes the keys. */
void hs_timeline_paint (cairo_t *cr, const HsTimelineLayout *layout, const HsTimeline *timeline, bool focused,
                        const HsPalette *palette, HsText *text);
