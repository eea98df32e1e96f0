/* SPDX-License-Identifier: MIT */
#include "tests/ui/draw/sample-snapshot.h"

#include <stdlib.h>
#include <string.h>

static uint32_t
add_string (SampleBuilder *self, const char *string)
{
  uint32_t offset = (uint32_t) self->strings->len;

  if (string[0] == '\0')
    return 0;
  g_string_append_len (self->strings, string, (gssize) strlen (string) + 1);
  return offset;
}

SampleBuilder *
sample_builder_new (void)
{
  SampleBuilder *self = g_new0 (SampleBuilder, 1);

  self->snapshot = g_new0 (GcoreSnapshot, 1);
  self->objects = g_array_new (FALSE, TRUE, sizeof (GcoreSnapshotObject));
  self->refs = g_array_new (FALSE, TRUE, sizeof (GcoreSnapshotRef));
  self->weaks = g_array_new (FALSE, TRUE, sizeof (GcoreSnapshotWeak));
  self->frames = g_array_new (FALSE, TRUE, sizeof (GcoreSnapshotFrame));
  self->strings = g_string_new (NULL);
  g_string_append_c (self->strings, '\0');
  return self;
}

uint32_t
sample_object (SampleBuilder *self, const char *type, const char *value, int generation, unsigned flags)
{
  uint32_t row = self->objects->len;
  GcoreSnapshotObject object = { .address = G_GUINT64_CONSTANT (0x200040004030) + row * 64,
                                 .number = row + 1,
                                 .type_name = add_string (self, type),
                                 .value = add_string (self, value),
                                 .type_row = GCORE_NO_ROW,
                                 .size = 48,
                                 .generation = (uint8_t) generation,
                                 .flags = (uint16_t) (flags | GCORE_OBJECT_USER | GCORE_OBJECT_COUNTED) };

  g_array_append_val (self->objects, object);
  return row;
}

void
sample_ref (SampleBuilder *self, uint32_t holder, uint32_t target, const char *label, GcoreRefKind kind)
{
  GcoreSnapshotRef ref = { .holder = holder, .target = target, .label = add_string (self, label), .kind = (uint8_t) kind };

  g_array_append_val (self->refs, ref);
  if (kind != GCORE_REF_WEAK)
    g_array_index (self->objects, GcoreSnapshotObject, target).refcount++;
}

void
sample_weak (SampleBuilder *self, uint32_t weakref, uint32_t referent)
{
  GcoreSnapshotWeak weak = { .weakref = weakref, .referent = referent, .callback = GCORE_NO_ROW };

  g_array_append_val (self->weaks, weak);
  g_array_index (self->objects, GcoreSnapshotObject, referent).n_weak = 1;
}

uint32_t
sample_frame (SampleBuilder *self, const char *name, uint32_t line, uint32_t namespace_row)
{
  GcoreSnapshotFrame frame = { .name = add_string (self, name), .line = line, .object = GCORE_NO_ROW,
                               .is_module = namespace_row != GCORE_NO_ROW, .namespace_row = namespace_row };

  g_array_append_val (self->frames, frame);
  return self->frames->len - 1;
}

static gint
compare_holders (gconstpointer a, gconstpointer b)
{
  const GcoreSnapshotRef *left = a, *right = b;

  return (left->holder > right->holder) - (left->holder < right->holder);
}

static void
index_references (GcoreSnapshot *snapshot)
{
  snapshot->incoming_start = g_new0 (uint32_t, snapshot->n_objects + 1);
  snapshot->incoming = g_new0 (uint32_t, snapshot->n_refs + 1);
  for (uint32_t i = 0; i < snapshot->n_refs; i++)
    {
      GcoreSnapshotObject *holder = &snapshot->objects[snapshot->refs[i].holder];
      if (holder->n_refs++ == 0)
        holder->first_ref = i;
    }
  uint32_t next = 0;
  for (uint32_t row = 0; row < snapshot->n_objects; row++)
    {
      snapshot->incoming_start[row] = next;
      for (uint32_t i = 0; i < snapshot->n_refs; i++)
        if (snapshot->refs[i].target == row)
          snapshot->incoming[next++] = i;
    }
  snapshot->incoming_start[snapshot->n_objects] = next;
}

static void
sort_generations (GcoreSnapshot *snapshot)
{
  uint32_t next = 0;

  snapshot->generation_order = g_new0 (uint32_t, snapshot->n_objects + 1);
  for (int generation = 0; generation < 4; generation++)
    {
      snapshot->generation_start[generation] = next;
      for (uint32_t row = 0; row < snapshot->n_objects; row++)
        if (snapshot->objects[row].generation == generation)
          snapshot->generation_order[next++] = row;
      if (generation < 3)
        snapshot->generations[generation] = (GcoreSnapshotGeneration) {
          .count = generation == 0 ? 14 : 3, .threshold = generation == 0 ? 700 : 10,
          .n_objects = next - snapshot->generation_start[generation]
        };
    }
  snapshot->generation_start[4] = next;
}

GcoreSnapshot *
sample_finish (SampleBuilder *self)
{
  GcoreSnapshot *snapshot = self->snapshot;

  g_array_sort (self->refs, compare_holders);
  snapshot->ref_count = 1;
  snapshot->n_objects = self->objects->len;
  snapshot->n_objects_total = self->objects->len;
  snapshot->n_refs = self->refs->len;
  snapshot->n_weaks = self->weaks->len;
  snapshot->n_frames = self->frames->len;
  snapshot->n_strings = (uint32_t) self->strings->len;
  snapshot->automatic = true;
  snapshot->objects = (GcoreSnapshotObject *) (void *) g_array_free (self->objects, FALSE);
  snapshot->refs = (GcoreSnapshotRef *) (void *) g_array_free (self->refs, FALSE);
  snapshot->weaks = (GcoreSnapshotWeak *) (void *) g_array_free (self->weaks, FALSE);
  snapshot->frames = (GcoreSnapshotFrame *) (void *) g_array_free (self->frames, FALSE);
  snapshot->strings = g_string_free (self->strings, FALSE);
  g_free (self);
  index_references (snapshot);
  sort_generations (snapshot);
  return snapshot;
}

void
sample_snapshot_free (GcoreSnapshot *snapshot)
{
  g_free (snapshot->objects);
  g_free (snapshot->refs);
  g_free (snapshot->weaks);
  g_free (snapshot->frames);
  g_free (snapshot->strings);
  g_free (snapshot->incoming);
  g_free (snapshot->incoming_start);
  g_free (snapshot->generation_order);
  g_free (snapshot->collections);
  g_free (snapshot->arenas);
  g_free (snapshot->pools);
  g_free (snapshot->block_states);
  g_free (snapshot);
}

GcoreSnapshot *
sample_node_cycle (bool unreachable)
{
  SampleBuilder *builder = sample_builder_new ();
  unsigned dead = unreachable ? GCORE_OBJECT_UNREACHABLE : 0;
  uint32_t names = sample_object (builder, "dict", "5 items", GCORE_GENERATION_OLD, 0);
  uint32_t node = sample_object (builder, "type", "class Node", GCORE_GENERATION_OLD, GCORE_OBJECT_TYPE);
  uint32_t first = sample_object (builder, "Node", "value 1 · next", GCORE_GENERATION_YOUNG, dead);
  uint32_t second = sample_object (builder, "Node", "value 2 · next", GCORE_GENERATION_MIDDLE, dead);
  uint32_t watch = sample_object (builder, "weakref", "→ Node, alive", GCORE_GENERATION_YOUNG, GCORE_OBJECT_WEAKREF);
  uint32_t mro = sample_object (builder, "tuple", "2 items", GCORE_GENERATION_OLD, 0);
  uint32_t number = sample_object (builder, "int", "3", GCORE_GENERATION_NONE, 0);

  sample_ref (builder, names, node, "['Node']", GCORE_REF_VALUE);
  sample_ref (builder, names, watch, "['watch']", GCORE_REF_VALUE);
  sample_ref (builder, names, number, "['count']", GCORE_REF_VALUE);
  sample_ref (builder, node, mro, "__mro__", GCORE_REF_INTERNAL);
  sample_ref (builder, mro, node, "[0]", GCORE_REF_ITEM);
  sample_ref (builder, first, second, ".next", GCORE_REF_ATTRIBUTE);
  sample_ref (builder, second, first, ".next", GCORE_REF_ATTRIBUTE);
  sample_ref (builder, first, node, "__class__", GCORE_REF_CLASS);
  sample_ref (builder, second, node, "__class__", GCORE_REF_CLASS);
  if (!unreachable)
    {
      sample_ref (builder, names, first, "['node1']", GCORE_REF_VALUE);
      sample_ref (builder, names, second, "['node2']", GCORE_REF_VALUE);
    }
  sample_weak (builder, watch, first);
  sample_frame (builder, "<module>", 15, names);
  return sample_finish (builder);
}
