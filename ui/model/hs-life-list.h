/* SPDX-License-Identifier: MIT */
/* An object's life as a list model of HsLifeItem, in order. Items are made when they are asked for: a long life costs no
 * more than a short one. */
#pragma once

#include <gio/gio.h>

#include "gcore/session/session.h"

G_BEGIN_DECLS

#define HS_TYPE_LIFE_ITEM (hs_life_item_get_type ())
G_DECLARE_FINAL_TYPE (HsLifeItem, hs_life_item, HS, LIFE_ITEM, GObject)

/* Words for it: see hs-describe-life.h. Borrowed. */
const char *hs_life_item_get_event (HsLifeItem *self);
const char *hs_life_item_get_count (HsLifeItem *self);
const char *hs_life_item_get_place (HsLifeItem *self);
guint64 hs_life_item_get_tick (HsLifeItem *self);

typedef enum
{
  HS_LIFE_ALL,
  HS_LIFE_COUNTS,   /* the reference count is another than before */
  HS_LIFE_HOLDERS,  /* names, attributes, containers and calls got or lost it */
  HS_LIFE_COLLECTOR /* what the collector did, and its ends */
} HsLifeFilter;

#define HS_TYPE_LIFE_LIST (hs_life_list_get_type ())
G_DECLARE_FINAL_TYPE (HsLifeList, hs_life_list, HS, LIFE_LIST, GObject)

HsLifeList *hs_life_list_new (void);
/* LIFE (taken over; NULL: none) replaces the one there was; what both begin with stays as it is in the list. */
void hs_life_list_set_life (HsLifeList *self, GcoreLife *life);
/* Shows only what FILTER lets through and has SEARCH (NULL or "": anything) in its words, line, name or function. */
void hs_life_list_set_filter (HsLifeList *self, HsLifeFilter filter, const char *search);
/* Position of the first entry shown at or after TICK; the number of items if there is none. */
guint hs_life_list_find_tick (HsLifeList *self, guint64 tick);
/* Of the whole life, whatever is shown. */
guint hs_life_list_get_n_entries (HsLifeList *self);

G_END_DECLS
