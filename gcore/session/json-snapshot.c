/* SPDX-License-Identifier: MIT */
#include "gcore/session/json-snapshot.h"

#include <json-glib/json-glib.h>

typedef struct
{
  const GcoreSnapshot *snapshot;
  JsonBuilder *builder;
} Writer;

static void
add_int (Writer *self, const char *name, gint64 value)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_int_value (self->builder, value);
}

static void
add_string (Writer *self, const char *name, guint32 offset)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_string_value (self->builder, gcore_snapshot_string (self->snapshot, offset));
}

static void
add_address (Writer *self, guint64 address)
{
  g_autofree char *text = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", address);

  json_builder_set_member_name (self->builder, "address");
  json_builder_add_string_value (self->builder, text);
}

static void
add_flag (Writer *self, const char *name, bool value)
{
  if (!value)
    return;
  json_builder_set_member_name (self->builder, name);
  json_builder_add_boolean_value (self->builder, TRUE);
}

static void
begin_list (Writer *self, const char *name)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
}

static void
add_object (Writer *self, const GcoreSnapshotObject *object)
{
  json_builder_begin_object (self->builder);
  add_address (self, object->address);
  if (object->number != 0)
    add_int (self, "number", object->number);
  add_string (self, "type", object->type_name);
  add_string (self, "value", object->value);
  add_int (self, "size", (gint64) object->size);
  add_int (self, "count", object->refcount);
  json_builder_set_member_name (self->builder, "generation");
  if (object->generation <= GCORE_GENERATION_OLD)
    json_builder_add_int_value (self->builder, object->generation);
  else if (object->generation == GCORE_GENERATION_PERMANENT)
    json_builder_add_string_value (self->builder, "permanent");
  else
    json_builder_add_null_value (self->builder);
  if (object->born_line != 0)
    add_int (self, "line", object->born_line);
  add_flag (self, "user", object->flags & GCORE_OBJECT_USER);
  add_flag (self, "unreachable", object->flags & GCORE_OBJECT_UNREACHABLE);
  add_flag (self, "finalized", object->flags & GCORE_OBJECT_FINALIZED);
  json_builder_end_object (self->builder);
}

static void
add_reference (Writer *self, const GcoreSnapshotRef *ref)
{
  static const char *const kinds[] = { "attribute", "item", "key", "value", "local", "stack", "class", "internal", "weak" };

  json_builder_begin_object (self->builder);
  if (ref->holder_kind == GCORE_HOLDER_OBJECT)
    add_int (self, "from", ref->holder);
  else if (ref->holder_kind == GCORE_HOLDER_FRAME)
    add_int (self, "frame", ref->holder);
  add_int (self, "to", ref->target);
  add_string (self, "label", ref->label);
  json_builder_set_member_name (self->builder, "kind");
  json_builder_add_string_value (self->builder, kinds[ref->kind]);
  json_builder_end_object (self->builder);
}

static void
add_frames (Writer *self)
{
  begin_list (self, "frames");
  for (guint32 i = 0; i < self->snapshot->n_frames; i++)
    {
      json_builder_begin_object (self->builder);
      add_string (self, "name", self->snapshot->frames[i].name);
      add_string (self, "file", self->snapshot->frames[i].file);
      add_int (self, "line", self->snapshot->frames[i].line);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_generations (Writer *self)
{
  begin_list (self, "generations");
  for (int i = 0; i < 3; i++)
    {
      const GcoreSnapshotGeneration *generation = &self->snapshot->generations[i];
      json_builder_begin_object (self->builder);
      add_int (self, "count", generation->count);
      add_int (self, "threshold", generation->threshold);
      add_int (self, "objects", (gint64) generation->n_objects);
      add_int (self, "collections", (gint64) generation->collections);
      add_int (self, "collected", (gint64) generation->collected);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
add_arenas (Writer *self)
{
  const GcoreSnapshot *snapshot = self->snapshot;

  begin_list (self, "arenas");
  for (guint32 i = 0; i < snapshot->n_arenas; i++)
    {
      json_builder_begin_object (self->builder);
      add_address (self, snapshot->arenas[i].address);
      begin_list (self, "pools");
      for (guint32 p = 0; p < snapshot->arenas[i].n_pools; p++)
        {
          const GcoreSnapshotPool *pool = &snapshot->pools[snapshot->arenas[i].first_pool + p];
          json_builder_begin_object (self->builder);
          add_int (self, "block_size", pool->block_size);
          add_int (self, "blocks", pool->n_blocks);
          add_int (self, "used", pool->n_used);
          json_builder_end_object (self->builder);
        }
      json_builder_end_array (self->builder);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

char *
gcore_json_snapshot_write (const GcoreSnapshot *snapshot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  Writer self = { snapshot, builder };

  json_builder_begin_object (builder);
  add_int (&self, "heapscope-snapshot", 1);
  add_string (&self, "file", snapshot->file);
  add_int (&self, "line", snapshot->line);
  add_int (&self, "tick", (gint64) snapshot->tick);
  add_int (&self, "bytes", (gint64) snapshot->bytes_total);
  add_frames (&self);
  add_generations (&self);
  begin_list (&self, "objects");
  for (guint32 i = 0; i < snapshot->n_objects; i++)
    add_object (&self, &snapshot->objects[i]);
  json_builder_end_array (builder);
  begin_list (&self, "references");
  for (guint32 i = 0; i < snapshot->n_refs; i++)
    add_reference (&self, &snapshot->refs[i]);
  json_builder_end_array (builder);
  add_arenas (&self);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
