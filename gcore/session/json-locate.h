/* SPDX-License-Identifier: MIT */
/* JSON that remembers where each of its members stood, for messages with line and column. */
#pragma once

#include <json-glib/json-glib.h>

typedef struct GcoreJsonSource GcoreJsonSource;

typedef struct
{
  guint line, column; /* from 1; 0: unknown */
} GcoreJsonPlace;

/* Parses LENGTH bytes of TEXT. NULL with *MESSAGE (owned) and *PLACE set when it is not JSON, or nested deeper than 200. */
GcoreJsonSource *gcore_json_source_parse (const char *text, gsize length, char **message, GcoreJsonPlace *place);
void gcore_json_source_free (GcoreJsonSource *self);
/* Borrowed; NULL for an empty text. */
JsonNode *gcore_json_source_root (GcoreJsonSource *self);

/* Where an object or array begins, where the value of a member stands, and where an element of an array stands. */
GcoreJsonPlace gcore_json_source_place (GcoreJsonSource *self, gconstpointer container);
GcoreJsonPlace gcore_json_source_member_place (GcoreJsonSource *self, JsonObject *object, const char *member);
GcoreJsonPlace gcore_json_source_element_place (GcoreJsonSource *self, JsonArray *array, guint index);
