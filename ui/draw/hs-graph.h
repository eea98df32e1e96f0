/* SPDX-License-Identifier: MIT */
/* The object graph of a snapshot as boxes and arrows: what is shown, where it stands, how it is painted.
 *
 * A scene is built from a snapshot and laid out once, and serves painting, tooltips and hit tests alike. Positions come from
 * an HsGraphPlaces that outlives scenes, so an object stays where it was first seen.
 *
 * What is drawn. Frames are boxes with their variables. Objects of the program are boxes. Small values (numbers, strings,
 * None …) are written into the box that holds them. A *part* — an object with one holder that is private to it, such as
 * a class's namespace or an instance's dict — is drawn as one with its owner; its references leave from the owner.
 * Invariant: for each object box whose holders are all known, arrows in + hidden_in = reference count. */
#pragma once

#include <glib.h>

#include "gcore/record/snapshot.h"
#include "ui/draw/hs-text.h"

typedef enum { HS_NODE_OBJECT, HS_NODE_FRAME, HS_NODE_GHOST, HS_NODE_FOLD } HsNodeKind;

typedef struct
{
  char *name;   /* owned */
  char *value;  /* owned: a small value to write, or NULL where an arrow leaves */
  bool gone;    /* deleted by the last step: struck out */
} HsGraphVariable;

typedef struct
{
  HsNodeKind kind;
  uint32_t row;       /* of objects or frames; folds: number of objects folded */
  uint64_t key;       /* as gcore_snapshot_key gives; frames and folds have one too */
  HsRect rect;        /* canvas units */
  char *title;        /* owned */
  char *subtitle;     /* owned */
  char *note;         /* owned, or NULL: a third line, in the colour of unreachable objects */
  int64_t refcount;
  uint32_t hidden_in; /* references to it that no arrow shows: from its own parts or from the interpreter */
  char *hidden_label; /* owned, or NULL: what those are */
  uint8_t generation;
  bool unreachable, is_weakref, changed;
  GArray *variables;  /* frames: of HsGraphVariable; else NULL */
} HsGraphNode;

typedef struct
{
  uint32_t from, to; /* nodes */
  int variable;      /* frames: which variable it leaves from; −1: the box */
  char *label;       /* owned */
  uint8_t kind;      /* GcoreRefKind */
  uint32_t n_same;   /* how many references of this kind from and to the same boxes this arrow stands for */
  double x[4], y[4]; /* Bézier points */
  bool changed;      /* new since the last scene */
} HsGraphEdge;

typedef struct
{
  GPtrArray *nodes; /* of HsGraphNode */
  GPtrArray *edges; /* of HsGraphEdge */
  HsRect bounds;
  uint64_t n_objects; /* on the heap */
  uint32_t n_shown;   /* object boxes */
} HsGraphScene;

typedef struct HsGraphPlaces HsGraphPlaces;

HsGraphPlaces *hs_graph_places_new (void);
void hs_graph_places_free (HsGraphPlaces *places);
/* Pins the box KEY at X, Y (its top left), as a person dragged it there. */
void hs_graph_places_pin (HsGraphPlaces *places, uint64_t key, double x, double y);
/* Shows, or no longer shows, the parts and values of the object KEY as boxes of their own. */
void hs_graph_places_toggle_expanded (HsGraphPlaces *places, uint64_t key);
/* Forgets everything. */
void hs_graph_places_reset (HsGraphPlaces *places);

/* New scene (free with hs_graph_scene_free) of SNAPSHOT. PREVIOUS (or NULL) is the one before it: what differs is marked as
 * changed, what died leaves a ghost. */
HsGraphScene *hs_graph_scene_new (const GcoreSnapshot *snapshot, const GcoreSnapshot *previous, HsGraphPlaces *places,
                                  HsText *text);
void hs_graph_scene_free (HsGraphScene *scene);
/* The node at a point of the canvas, topmost first, or NULL. Borrowed. */
HsGraphNode *hs_graph_scene_hit (HsGraphScene *scene, double x, double y);
/* Whether a box stands in AREA of the canvas. */
bool hs_graph_scene_covers (const HsGraphScene *scene, const HsRect *area);
/* The box of the object in ROW, or NULL. Borrowed. */
HsGraphNode *hs_graph_scene_find (HsGraphScene *scene, uint32_t row);
/* Paints the part of SCENE that is inside CLIP; the caller has set the transformation. SELECTED is a key, 0: none. */
void hs_graph_paint (cairo_t *cr, HsGraphScene *scene, const HsRect *clip, uint64_t selected, const HsPalette *palette,
                     HsText *text);
#define HS_GRAPH_KEY_WIDTH 262.0
#define HS_GRAPH_KEY_HEIGHT 126.0
/* The legend, in a box of that size with its upper left corner at X, Y. */
void hs_graph_paint_key (cairo_t *cr, double x, double y, const HsPalette *palette, HsText *text);
