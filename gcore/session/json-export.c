/* SPDX-License-Identifier: MIT */
/* The objects of a paused program as an object-graph program. What cannot be said in that format (code, classes' insides)
 * is left out; the graph of instances and containers and their roots is kept. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "gcore/session/json-program.h"

typedef struct
{
  const GcoreSnapshot *snapshot;
  char **names; /* by row: the object's name, or NULL if it is not exported */
} Exporter;

static const char *
type_name (const Exporter *self, guint32 row)
{
  return gcore_snapshot_string (self->snapshot, self->snapshot->objects[row].type_name);
}

static bool
is_container (const char *type)
{
  static const char *const containers[] = { "list", "dict", "set", "tuple", NULL };

  return g_strv_contains (containers, type);
}

/* Instances of the program's own classes: their class is one of the program's objects. */
static bool
is_instance (const Exporter *self, guint32 row)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];

  return object->type_row != GCORE_NO_ROW && self->snapshot->objects[object->type_row].flags & GCORE_OBJECT_USER
         && !(object->flags & GCORE_OBJECT_TYPE);
}

/* Held by more than the inside of another object. */
static bool
is_private (const Exporter *self, guint32 row)
{
  const GcoreSnapshot *snapshot = self->snapshot;

  for (guint32 i = 0; i < snapshot->n_frames; i++)
    if (snapshot->frames[i].namespace_row == row)
      return true;
  for (guint32 i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    if (snapshot->refs[snapshot->incoming[i]].kind != GCORE_REF_INTERNAL)
      return false;
  return true;
}

static void
choose_names (Exporter *self)
{
  for (guint32 row = 0; row < self->snapshot->n_objects; row++)
    {
      const GcoreSnapshotObject *object = &self->snapshot->objects[row];
      if (!(object->flags & GCORE_OBJECT_USER) || !(is_container (type_name (self, row)) || is_instance (self, row))
          || (is_container (type_name (self, row)) && is_private (self, row)))
        continue;
      g_autofree char *lower = g_ascii_strdown (type_name (self, row), -1);
      self->names[row] = g_strdup_printf ("%s_%u", lower, object->number != 0 ? object->number : row);
    }
}

/* The target of REF as a JSON value: a reference, or what its short value says. */
static void
add_value (const Exporter *self, JsonBuilder *builder, const GcoreSnapshotRef *ref)
{
  const char *value = gcore_snapshot_string (self->snapshot, self->snapshot->objects[ref->target].value);
  const char *type = type_name (self, ref->target);
  gint64 number;

  if (self->names[ref->target] != NULL)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "ref");
      json_builder_add_string_value (builder, self->names[ref->target]);
      json_builder_end_object (builder);
    }
  else if (g_str_equal (type, "int") && g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    json_builder_add_int_value (builder, number);
  else if (g_str_equal (type, "float"))
    json_builder_add_double_value (builder, g_ascii_strtod (value, NULL));
  else if (g_str_equal (type, "bool"))
    json_builder_add_boolean_value (builder, g_str_equal (value, "True"));
  else if (g_str_equal (type, "NoneType"))
    json_builder_add_null_value (builder);
  else
    {
      gsize length = strlen (value);
      bool quoted = length > 1 && (value[0] == '\'' || value[0] == '"');
      g_autofree char *text = quoted ? g_strndup (value + 1, length - 2) : g_strdup (value);
      json_builder_add_string_value (builder, text);
    }
}

/* The plain name in a label: .next → next, ['k'] → k. */
static char *
plain_label (const char *label)
{
  gsize length = strlen (label);

  if (length > 4 && g_str_has_prefix (label, "['"))
    return g_strndup (label + 2, length - 4);
  return g_strdup (label[0] == '.' ? label + 1 : label);
}

static void
add_references (const Exporter *self, JsonBuilder *builder, guint32 row, const char *member, GcoreRefKind kind, bool named)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  bool begun = false;

  for (guint32 i = object->first_ref; i < object->first_ref + object->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &self->snapshot->refs[i];
      if (ref->kind != kind)
        continue;
      if (!begun)
        {
          json_builder_set_member_name (builder, member);
          named ? json_builder_begin_object (builder) : json_builder_begin_array (builder);
        }
      begun = true;
      g_autofree char *name = plain_label (gcore_snapshot_string (self->snapshot, ref->label));
      if (named)
        json_builder_set_member_name (builder, name);
      add_value (self, builder, ref);
    }
  if (begun)
    named ? json_builder_end_object (builder) : json_builder_end_array (builder);
}

static void
add_types (const Exporter *self, JsonBuilder *builder)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  json_builder_set_member_name (builder, "types");
  json_builder_begin_object (builder);
  for (guint32 row = 0; row < self->snapshot->n_objects; row++)
    if (self->names[row] != NULL && !is_container (type_name (self, row))
        && g_hash_table_add (seen, (gpointer) type_name (self, row)))
      {
        json_builder_set_member_name (builder, type_name (self, row));
        json_builder_begin_object (builder);
        json_builder_end_object (builder);
      }
  json_builder_end_object (builder);
}

static void
add_objects (const Exporter *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_object (builder);
  /* Tuples come last, so that what they hold exists when they are made. */
  for (int tuples = 0; tuples < 2; tuples++)
    for (guint32 row = 0; row < self->snapshot->n_objects; row++)
      {
        const char *type = type_name (self, row);
        if (self->names[row] == NULL || g_str_equal (type, "tuple") != tuples)
          continue;
        json_builder_set_member_name (builder, self->names[row]);
        json_builder_begin_object (builder);
        json_builder_set_member_name (builder, "type");
        json_builder_add_string_value (builder, type);
        if (g_str_equal (type, "dict"))
          add_references (self, builder, row, "entries", GCORE_REF_VALUE, true);
        else if (is_container (type))
          add_references (self, builder, row, "items", GCORE_REF_ITEM, false);
        else
          add_references (self, builder, row, "attributes", GCORE_REF_ATTRIBUTE, true);
        json_builder_end_object (builder);
      }
  json_builder_end_object (builder);
}

/* What a frame or a module's namespace holds. */
static void
add_roots (const Exporter *self, JsonBuilder *builder)
{
  const GcoreSnapshot *snapshot = self->snapshot;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  json_builder_set_member_name (builder, "roots");
  json_builder_begin_array (builder);
  for (guint32 i = 0; i < snapshot->n_refs; i++)
    {
      const GcoreSnapshotRef *ref = &snapshot->refs[i];
      bool root = ref->holder_kind != GCORE_HOLDER_OBJECT;
      for (guint32 f = 0; !root && f < snapshot->n_frames; f++)
        root = snapshot->frames[f].is_module && snapshot->frames[f].namespace_row == ref->holder;
      if (root && self->names[ref->target] != NULL && g_hash_table_add (seen, GUINT_TO_POINTER (ref->target)))
        json_builder_add_string_value (builder, self->names[ref->target]);
    }
  json_builder_end_array (builder);
}

char *
gcore_json_program_from_snapshot (const GcoreSnapshot *snapshot)
{
  Exporter self = { .snapshot = snapshot, .names = g_new0 (char *, snapshot->n_objects + 1) };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  choose_names (&self);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "heapscope");
  json_builder_add_int_value (builder, 1);
  add_types (&self, builder);
  add_objects (&self, builder);
  add_roots (&self, builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  for (guint32 row = 0; row < snapshot->n_objects; row++)
    g_free (self.names[row]);
  g_free (self.names);
  return json_generator_to_data (generator, NULL);
}
