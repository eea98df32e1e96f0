/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-object-list.h"

#include "ui/model/hs-describe.h"

struct _HsObjectItem
{
  GObject parent_instance;

  guint32 row;
  char *name, *value, *count, *generation, *size;
};

G_DEFINE_FINAL_TYPE (HsObjectItem, hs_object_item, G_TYPE_OBJECT)

enum { PROP_NAME = 1, PROP_VALUE, PROP_COUNT, PROP_GENERATION, PROP_SIZE, PROP_ROW, N_PROPS };

static void
hs_object_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HsObjectItem *self = HS_OBJECT_ITEM (object);
  char *const strings[] = { NULL, self->name, self->value, self->count, self->generation, self->size };

  if (id == PROP_ROW)
    g_value_set_uint (value, self->row);
  else if (id < PROP_ROW)
    g_value_set_string (value, strings[id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hs_object_item_finalize (GObject *object)
{
  HsObjectItem *self = HS_OBJECT_ITEM (object);

  g_free (self->name);
  g_free (self->value);
  g_free (self->count);
  g_free (self->generation);
  g_free (self->size);
  G_OBJECT_CLASS (hs_object_item_parent_class)->finalize (object);
}

static void
hs_object_item_class_init (HsObjectItemClass *class)
{
  static const char *const names[] = { NULL, "name", "value", "count", "generation", "size" };
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hs_object_item_get_property;
  object_class->finalize = hs_object_item_finalize;
  for (guint id = PROP_NAME; id < PROP_ROW; id++)
    g_object_class_install_property (object_class, id, g_param_spec_string (names[id], NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_ROW,
                                   g_param_spec_uint ("row", NULL, NULL, 0, G_MAXUINT, 0, flags));
}

static void
hs_object_item_init (HsObjectItem *self)
{
}

guint32
hs_object_item_get_row (HsObjectItem *self)
{
  return self->row;
}

static HsObjectItem *
make_item (const GcoreSnapshot *snapshot, guint32 row)
{
  static const char *const generations[] = { "0", "1", "2", "∞", "–" };
  const GcoreSnapshotObject *object = &snapshot->objects[row];
  HsObjectItem *self = g_object_new (HS_TYPE_OBJECT_ITEM, NULL);

  self->row = row;
  self->name = hs_describe_object (snapshot, row);
  self->value = g_strdup (gcore_snapshot_string (snapshot, object->value));
  self->count = g_strdup_printf ("%" G_GINT64_FORMAT, object->refcount);
  self->generation = g_strdup (generations[MIN (object->generation, 4)]);
  self->size = g_strdup_printf ("%" G_GUINT64_FORMAT, object->size);
  return self;
}

static bool
contains (const char *text, const char *folded)
{
  g_autofree char *other = g_utf8_casefold (text, -1);

  return strstr (other, folded) != NULL;
}

static bool
matches (const GcoreSnapshot *snapshot, guint32 row, const char *folded)
{
  if (folded == NULL)
    return true;
  g_autofree char *name = hs_describe_object (snapshot, row);
  if (contains (name, folded) || contains (gcore_snapshot_string (snapshot, snapshot->objects[row].value), folded)
      || contains (gcore_snapshot_string (snapshot, snapshot->objects[row].type_name), folded))
    return true;
  for (guint32 i = snapshot->incoming_start[row]; i < snapshot->incoming_start[row + 1]; i++)
    if (contains (gcore_snapshot_string (snapshot, snapshot->refs[snapshot->incoming[i]].label), folded))
      return true;
  return false;
}

guint
hs_object_list_fill (GListStore *store, const GcoreSnapshot *snapshot, const char *search, guint max)
{
  g_autofree char *folded = search != NULL && search[0] != '\0' ? g_utf8_casefold (search, -1) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = 0;

  for (guint32 row = 0; row < snapshot->n_objects; row++)
    if (snapshot->objects[row].flags & GCORE_OBJECT_USER && matches (snapshot, row, folded))
      if (n++ < max)
        g_ptr_array_add (items, make_item (snapshot, row));
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
  return n;
}
