/* SPDX-License-Identifier: MIT */
/* The objects of a snapshot as a list model: of HsObjectItem, those of the program first, filtered by a search text. */
#pragma once

#include <gio/gio.h>

#include "gcore/record/snapshot.h"

G_BEGIN_DECLS

#define HS_TYPE_OBJECT_ITEM (hs_object_item_get_type ())
/* Properties, all strings but "row": "name" (Node #12), "value", "count", "generation", "size"; "row" guint. */
G_DECLARE_FINAL_TYPE (HsObjectItem, hs_object_item, HS, OBJECT_ITEM, GObject)

guint32 hs_object_item_get_row (HsObjectItem *self);

/* A list store (owned by the caller) is filled anew: the objects of the program that match SEARCH (type, number, name or
 * value; NULL or "": all), at most MAX. Returns how many match in all. */
guint hs_object_list_fill (GListStore *store, const GcoreSnapshot *snapshot, const char *search, guint max);

G_END_DECLS
