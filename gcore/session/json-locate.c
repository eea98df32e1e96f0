/* SPDX-License-Identifier: MIT */
/* json-glib tells the parser's place only while it parses, in its signals: they are noted as they come. A container's signal
 * comes at its end, so its beginning is kept on a stack meanwhile. */
#include "gcore/session/json-locate.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MAX_DEPTH 200

struct GcoreJsonSource
{
  JsonParser *parser;
  GHashTable *places; /* container, or interned "container/member" → GcoreJsonPlace */
  GArray *open;       /* of GcoreJsonPlace: beginnings of containers not ended yet */
};

static void
note (GcoreJsonSource *self, char *key, GcoreJsonPlace place)
{
  g_hash_table_insert (self->places, key, g_memdup2 (&place, sizeof place));
}

static char *
container_key (gconstpointer container)
{
  return g_strdup_printf ("%p", container);
}

static char *
member_key (gconstpointer container, const char *member)
{
  return g_strdup_printf ("%p/%s", container, member);
}

static GcoreJsonPlace
current_place (GcoreJsonSource *self)
{
  return (GcoreJsonPlace) { (guint) json_parser_get_current_line (self->parser),
                            (guint) json_parser_get_current_pos (self->parser) };
}

static void
on_start (GcoreJsonSource *self)
{
  GcoreJsonPlace place = current_place (self);

  g_array_append_val (self->open, place);
}

static void
on_end (GcoreJsonSource *self, gpointer container)
{
  if (self->open->len == 0)
    return;
  note (self, container_key (container), g_array_index (self->open, GcoreJsonPlace, self->open->len - 1));
  g_array_set_size (self->open, self->open->len - 1);
}

/* The place of NODE, whose signal comes when it has just been read. */
static GcoreJsonPlace
value_place (GcoreJsonSource *self, JsonNode *node)
{
  gconstpointer container = JSON_NODE_HOLDS_OBJECT (node)  ? (gconstpointer) json_node_get_object (node)
                            : JSON_NODE_HOLDS_ARRAY (node) ? (gconstpointer) json_node_get_array (node)
                                                           : NULL;

  return container != NULL ? gcore_json_source_place (self, container) : current_place (self);
}

static void
on_member (GcoreJsonSource *self, JsonObject *object, const char *member)
{
  note (self, member_key (object, member), value_place (self, json_object_get_member (object, member)));
}

static void
on_element (GcoreJsonSource *self, JsonArray *array, int index)
{
  char number[16];

  g_snprintf (number, sizeof number, "%d", index);
  note (self, member_key (array, number), value_place (self, json_array_get_element (array, (guint) index)));
}

/* json-glib's parser calls itself for each level: depth is limited before it starts. */
static bool
is_shallow (const char *text, gsize length, GcoreJsonPlace *place)
{
  int depth = 0;
  bool in_string = false;

  *place = (GcoreJsonPlace) { 1, 0 };
  for (gsize i = 0; i < length; i++)
    {
      place->column++;
      if (text[i] == '\n')
        *place = (GcoreJsonPlace) { place->line + 1, 0 };
      else if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return false;
      else if (!in_string && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return true;
}

/* json-glib's messages begin with "<data>:LINE:COLUMN: ". */
static char *
plain_message (const char *message, GcoreJsonPlace *place)
{
  const char *colon = strstr (message, ": ");

  *place = (GcoreJsonPlace) { 0, 0 };
  if (g_str_has_prefix (message, "<data>:") && colon != NULL
      && sscanf (message, "<data>:%u:%u", &place->line, &place->column) == 2)
    return g_strdup (colon + 2);
  return g_strdup (message);
}

GcoreJsonSource *
gcore_json_source_parse (const char *text, gsize length, char **message, GcoreJsonPlace *place)
{
  g_autoptr (GError) error = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      *place = (GcoreJsonPlace) { 0, 0 };
      *message = g_strdup ("not a text in UTF-8");
      return NULL;
    }
  if (!is_shallow (text, length, place))
    {
      *message = g_strdup_printf ("nested deeper than %d levels", MAX_DEPTH);
      return NULL;
    }
  GcoreJsonSource *self = g_new0 (GcoreJsonSource, 1);
  self->parser = json_parser_new ();
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->open = g_array_new (FALSE, FALSE, sizeof (GcoreJsonPlace));
  g_signal_connect_swapped (self->parser, "object-start", G_CALLBACK (on_start), self);
  g_signal_connect_swapped (self->parser, "array-start", G_CALLBACK (on_start), self);
  g_signal_connect_swapped (self->parser, "object-end", G_CALLBACK (on_end), self);
  g_signal_connect_swapped (self->parser, "array-end", G_CALLBACK (on_end), self);
  g_signal_connect_swapped (self->parser, "object-member", G_CALLBACK (on_member), self);
  g_signal_connect_swapped (self->parser, "array-element", G_CALLBACK (on_element), self);
  if (!json_parser_load_from_data (self->parser, text, (gssize) length, &error))
    {
      *message = plain_message (error->message, place);
      gcore_json_source_free (self);
      return NULL;
    }
  return self;
}

void
gcore_json_source_free (GcoreJsonSource *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->parser);
  g_hash_table_unref (self->places);
  g_array_unref (self->open);
  g_free (self);
}

JsonNode *
gcore_json_source_root (GcoreJsonSource *self)
{
  return json_parser_get_root (self->parser);
}

static GcoreJsonPlace
look_up (GcoreJsonSource *self, char *key)
{
  const GcoreJsonPlace *place = g_hash_table_lookup (self->places, key);

  g_free (key);
  return place != NULL ? *place : (GcoreJsonPlace) { 0, 0 };
}

GcoreJsonPlace
gcore_json_source_place (GcoreJsonSource *self, gconstpointer container)
{
  return look_up (self, container_key (container));
}

GcoreJsonPlace
gcore_json_source_member_place (GcoreJsonSource *self, JsonObject *object, const char *member)
{
  return look_up (self, member_key (object, member));
}

GcoreJsonPlace
gcore_json_source_element_place (GcoreJsonSource *self, JsonArray *array, guint index)
{
  char number[16];

  g_snprintf (number, sizeof number, "%u", index);
  return look_up (self, member_key (array, number));
}
