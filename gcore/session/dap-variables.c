/* SPDX-License-Identifier: MIT */
/* What the client sees of the stopped program: calls, scopes, variables. All of it comes from the snapshot of the
 * stop, so that looking changes nothing. */
#include "gcore/session/dap-private.h"

#include <string.h>

#define MAX_HANDLES 1000000

/* --- calls ---------------------------------------------------------------------------------------------------------- */

void
gcore_dap_threads (GcoreDap *self, GcoreDapRequest *request)
{
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_begin_array (body, "threads");
  json_builder_begin_object (body);
  gcore_dap_add_int (body, "id", 1);
  gcore_dap_add_string (body, "name", "main");
  json_builder_end_object (body);
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

static void
add_frame (GcoreDap *self, JsonBuilder *body, guint index)
{
  const GcoreSnapshotFrame *frame = &self->snapshot->frames[index];
  const char *file = gcore_snapshot_string (self->snapshot, frame->file);
  bool is_file = gcore_dap_has_source (self, file);

  json_builder_begin_object (body);
  gcore_dap_add_int (body, "id", index + 1);
  gcore_dap_add_string (body, "name", gcore_snapshot_string (self->snapshot, frame->name));
  gcore_dap_add_int (body, "line", frame->line > 0 ? (gint64) frame->line - self->lines_from_0 : 0);
  gcore_dap_add_int (body, "column", frame->line > 0 && !self->columns_from_0 ? 1 : 0);
  if (is_file)
    {
      gcore_dap_begin_object (body, "source");
      gcore_dap_add_source (self, body, file);
      json_builder_end_object (body);
    }
  else
    gcore_dap_add_string (body, "presentationHint", "subtle");
  json_builder_end_object (body);
}

void
gcore_dap_stack_trace (GcoreDap *self, GcoreDapRequest *request)
{
  guint total = self->snapshot->n_frames;
  gint64 start = gcore_dap_get_int (request, request->arguments, "startFrame", 0, G_MAXINT32, 0);
  gint64 levels = gcore_dap_get_int (request, request->arguments, "levels", 0, G_MAXINT32, 0);

  if (gcore_dap_is_wrong (self, request))
    return;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "stackFrames");
  for (gint64 i = start; i < total && (levels == 0 || i < start + levels); i++)
    add_frame (self, body, total - 1 - (guint) i);
  json_builder_end_array (body);
  gcore_dap_add_int (body, "totalFrames", total);
  gcore_dap_respond (self, request, body);
}

int
gcore_dap_find_frame (GcoreDap *self, GcoreDapRequest *request, gint64 id)
{
  if (id >= 1 && id <= self->snapshot->n_frames)
    return (int) id - 1;
  if (request->problem == NULL)
    request->problem = g_strdup_printf ("There is no frame %" G_GINT64_FORMAT, id);
  return -1;
}

/* --- references ----------------------------------------------------------------------------------------------------- */

void
gcore_dap_take_snapshot (GcoreDap *self)
{
  GcoreSnapshot *snapshot = gcore_session_get_snapshot (self->session);

  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  self->snapshot = snapshot != NULL ? gcore_snapshot_ref (snapshot) : NULL;
  self->first_handle += self->handles->len;
  if (self->first_handle > G_MAXINT32 - MAX_HANDLES) /* the protocol's limit */
    self->first_handle = 1;
  g_array_set_size (self->handles, 0);
}

const GcoreDapHandle *
gcore_dap_find_handle (GcoreDap *self, gint64 reference)
{
  gint64 index = reference - self->first_handle;

  return index >= 0 && index < self->handles->len ? &g_array_index (self->handles, GcoreDapHandle, index) : NULL;
}

static gint64
new_handle (GcoreDap *self, GcoreDapHandleKind kind, guint index, guint frame, const char *name)
{
  GcoreDapHandle handle = { .kind = kind, .index = index, .frame = frame, .name = g_strdup (name) };

  if (self->handles->len >= MAX_HANDLES)
    {
      g_free (handle.name);
      return 0;
    }
  g_array_append_val (self->handles, handle);
  return self->first_handle + self->handles->len - 1;
}

static const GcoreSnapshotRef *
ref_at (GcoreDap *self, guint row)
{
  return &self->snapshot->refs[row];
}

/* The row of what the object in ROW refers to as LABEL, or GCORE_NO_ROW. */
static guint
follow (GcoreDap *self, guint first_ref, guint n_refs, const char *label)
{
  for (guint i = first_ref; i < first_ref + n_refs; i++)
    if (g_str_equal (gcore_snapshot_string (self->snapshot, ref_at (self, i)->label), label))
      return ref_at (self, i)->target;
  return GCORE_NO_ROW;
}

/* The row of the namespace that is global to FRAME, or GCORE_NO_ROW. */
static guint
globals_of (GcoreDap *self, guint index)
{
  const GcoreSnapshotFrame *frame = &self->snapshot->frames[index];

  if (frame->is_module)
    return frame->namespace_row;
  guint function = follow (self, frame->first_ref, frame->n_refs, "function");
  if (function == GCORE_NO_ROW)
    return GCORE_NO_ROW;
  const GcoreSnapshotObject *object = &self->snapshot->objects[function];
  return follow (self, object->first_ref, object->n_refs, "__globals__");
}

/* Rows of refs: the variables of what HANDLE stands for; those that come by number first, *N_INDEXED of them. */
static GArray *
children_of (GcoreDap *self, const GcoreDapHandle *handle, guint *n_indexed)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  bool is_frame = handle->kind == GCORE_DAP_LOCALS;
  guint row = handle->kind == GCORE_DAP_GLOBALS ? globals_of (self, handle->index) : handle->index;

  *n_indexed = 0;
  if (!is_frame && row == GCORE_NO_ROW)
    return rows;
  const GcoreSnapshotFrame *frame = is_frame ? &self->snapshot->frames[row] : NULL;
  const GcoreSnapshotObject *object = is_frame ? NULL : &self->snapshot->objects[row];
  guint first = is_frame ? frame->first_ref : object->first_ref;
  guint end = first + (is_frame ? frame->n_refs : object->n_refs);
  bool is_mapping = false;
  for (guint i = first; i < end; i++)
    is_mapping |= ref_at (self, i)->kind == GCORE_REF_VALUE || ref_at (self, i)->kind == GCORE_REF_LOCAL;
  for (guint i = first; i < end; i++)
    if (!is_frame && ref_at (self, i)->kind == GCORE_REF_ITEM)
      g_array_append_val (rows, i);
  *n_indexed = rows->len;
  for (guint i = first; i < end; i++)
    {
      GcoreRefKind kind = ref_at (self, i)->kind;
      if (is_frame || handle->kind == GCORE_DAP_GLOBALS ? kind == GCORE_REF_LOCAL
                                                        : kind != GCORE_REF_ITEM && (kind != GCORE_REF_KEY || !is_mapping))
        g_array_append_val (rows, i);
    }
  return rows;
}

/* What a variable is called: without the dot of an attribute. */
static const char *
name_of (GcoreDap *self, const GcoreSnapshotRef *ref)
{
  const char *label = gcore_snapshot_string (self->snapshot, ref->label);

  return ref->kind == GCORE_REF_ATTRIBUTE && label[0] == '.' ? label + 1 : label;
}

/* An expression for what REF of the thing HANDLE stands for refers to: a new string, or NULL. */
static char *
expression_for (GcoreDap *self, const GcoreDapHandle *handle, const GcoreSnapshotRef *ref)
{
  const char *label = gcore_snapshot_string (self->snapshot, ref->label);

  if (handle->kind == GCORE_DAP_LOCALS || handle->kind == GCORE_DAP_GLOBALS)
    return g_strdup (label);
  if (handle->name == NULL || strstr (label, "…") != NULL)
    return NULL;
  switch (ref->kind)
    {
    case GCORE_REF_ATTRIBUTE:
    case GCORE_REF_ITEM:
    case GCORE_REF_VALUE:
      return label[0] == '[' || label[0] == '.' ? g_strconcat (handle->name, label, NULL) : NULL;
    case GCORE_REF_LOCAL:
      return g_strdup_printf ("%s['%s']", handle->name, label);
    case GCORE_REF_CLASS:
    case GCORE_REF_INTERNAL:
      return g_str_has_prefix (label, "__") ? g_strdup_printf ("%s.%s", handle->name, label) : NULL;
    default:
      return NULL;
    }
}

guint
gcore_dap_find_variable (GcoreDap *self, const GcoreDapHandle *handle, const char *name, char **expression)
{
  guint n_indexed, target = GCORE_NO_ROW;

  *expression = NULL;
  if (handle->kind == GCORE_DAP_HEAP || handle->kind == GCORE_DAP_GENERATION)
    return GCORE_NO_ROW;
  g_autoptr (GArray) rows = children_of (self, handle, &n_indexed);
  for (guint i = 0; i < rows->len && target == GCORE_NO_ROW; i++)
    {
      const GcoreSnapshotRef *ref = ref_at (self, g_array_index (rows, guint, i));
      if (!g_str_equal (name_of (self, ref), name))
        continue;
      target = ref->target;
      if (handle->kind == GCORE_DAP_GLOBALS)
        *expression = g_strdup_printf ("globals()['%s']", name);
      else if (ref->kind != GCORE_REF_INTERNAL && ref->kind != GCORE_REF_CLASS)
        *expression = expression_for (self, handle, ref);
    }
  return target;
}

guint
gcore_dap_find_reference (GcoreDap *self, const GcoreDapHandle *handle, const char *name, guint *holder, const char **label)
{
  guint n_indexed;

  if (handle->kind == GCORE_DAP_HEAP || handle->kind == GCORE_DAP_GENERATION)
    return GCORE_NO_ROW;
  g_autoptr (GArray) rows = children_of (self, handle, &n_indexed);
  for (guint i = 0; i < rows->len; i++)
    {
      const GcoreSnapshotRef *ref = ref_at (self, g_array_index (rows, guint, i));
      if (!g_str_equal (name_of (self, ref), name))
        continue;
      *holder = ref->holder_kind == GCORE_HOLDER_OBJECT ? ref->holder : GCORE_NO_ROW;
      *label = gcore_snapshot_string (self->snapshot, ref->label);
      return ref->target;
    }
  return GCORE_NO_ROW;
}

GPtrArray *
gcore_dap_find_names (GcoreDap *self, guint frame, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new ();
  guint n_indexed;

  for (GcoreDapHandleKind kind = GCORE_DAP_LOCALS; kind <= GCORE_DAP_GLOBALS; kind++)
    {
      GcoreDapHandle handle = { .kind = kind, .index = frame };
      g_autoptr (GArray) rows = children_of (self, &handle, &n_indexed);
      for (guint i = 0; i < rows->len; i++)
        {
          const char *name = name_of (self, ref_at (self, g_array_index (rows, guint, i)));
          if (g_str_has_prefix (name, prefix))
            g_ptr_array_add (names, (gpointer) name);
        }
    }
  return names;
}

/* --- values --------------------------------------------------------------------------------------------------------- */

char *
gcore_dap_show (GcoreDap *self, guint row)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  const char *type = gcore_snapshot_string (self->snapshot, object->type_name);
  const char *value = gcore_snapshot_string (self->snapshot, object->value);

  if (value[0] == '\0')
    return g_strdup_printf ("%s object", type);
  if (g_str_has_suffix (value, " items") || g_str_has_suffix (value, " item"))
    return g_strdup_printf ("%s of %s", type, value);
  return g_strdup (value);
}

gint64
gcore_dap_refer (GcoreDap *self, guint row, const char *name, guint frame)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  bool has_parts = false;

  for (guint i = object->first_ref; i < object->first_ref + object->n_refs && !has_parts; i++)
    has_parts = ref_at (self, i)->kind != GCORE_REF_CLASS;
  return has_parts || (object->flags & GCORE_OBJECT_GC) ? new_handle (self, GCORE_DAP_OBJECT, row, frame, name) : 0;
}

static void
add_generation (JsonBuilder *body, const GcoreSnapshotObject *object)
{
  json_builder_set_member_name (body, "generation");
  if (object->generation <= GCORE_GENERATION_OLD)
    json_builder_add_int_value (body, object->generation);
  else if (object->generation == GCORE_GENERATION_PERMANENT)
    json_builder_add_string_value (body, "permanent");
  else
    json_builder_add_null_value (body);
}

void
gcore_dap_add_object (GcoreDap *self, JsonBuilder *body, guint row)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  g_autofree char *address = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", object->address);

  gcore_dap_add_string (body, "address", address);
  gcore_dap_add_int (body, "references", object->refcount);
  gcore_dap_add_int (body, "size", (gint64) object->size);
  add_generation (body, object);
  if (object->number != 0)
    gcore_dap_add_int (body, "number", object->number);
  if (object->born_line != 0)
    {
      gcore_dap_add_int (body, "line", (gint64) object->born_line - self->lines_from_0);
      gcore_dap_add_int (body, "tick", (gint64) object->born_tick);
    }
  if (object->flags & GCORE_OBJECT_UNREACHABLE)
    gcore_dap_add_bool (body, "unreachable", true);
  if (object->n_weak > 0)
    gcore_dap_add_int (body, "weakReferences", object->n_weak);
}

void
gcore_dap_describe (GcoreDap *self, JsonBuilder *body, const char *value_name, guint row, const char *name, guint frame)
{
  const GcoreSnapshotObject *object = &self->snapshot->objects[row];
  GcoreDapHandle handle = { .kind = GCORE_DAP_OBJECT, .index = row };
  g_autofree char *value = gcore_dap_show (self, row);
  g_autofree char *address = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", object->address);
  gint64 reference = gcore_dap_refer (self, row, name, frame);
  guint n_indexed;
  g_autoptr (GArray) rows = children_of (self, &handle, &n_indexed);

  if (value_name != NULL)
    gcore_dap_add_string (body, value_name, value);
  gcore_dap_add_string (body, "type", gcore_snapshot_string (self->snapshot, object->type_name));
  gcore_dap_add_int (body, "variablesReference", reference);
  if (reference != 0)
    {
      gcore_dap_add_int (body, "indexedVariables", n_indexed);
      gcore_dap_add_int (body, "namedVariables", rows->len - n_indexed + GCORE_DAP_N_FACTS);
    }
  gcore_dap_add_string (body, "memoryReference", address);
  gcore_dap_begin_object (body, "heapscope");
  gcore_dap_add_object (self, body, row);
  json_builder_end_object (body);
}

static void
add_variable (GcoreDap *self, JsonBuilder *body, const GcoreDapHandle *handle, const GcoreSnapshotRef *ref)
{
  g_autofree char *expression = expression_for (self, handle, ref);
  const GcoreSnapshotObject *object = &self->snapshot->objects[ref->target];

  json_builder_begin_object (body);
  gcore_dap_add_string (body, "name", name_of (self, ref));
  gcore_dap_describe (self, body, "value", ref->target, expression, handle->frame);
  if (expression != NULL)
    gcore_dap_add_string (body, "evaluateName", expression);
  gcore_dap_begin_object (body, "presentationHint");
  gcore_dap_add_string (body, "kind", object->flags & GCORE_OBJECT_TYPE ? "class" : "data");
  if (ref->kind == GCORE_REF_INTERNAL || ref->kind == GCORE_REF_CLASS)
    gcore_dap_add_string (body, "visibility", "internal");
  json_builder_end_object (body);
  json_builder_end_object (body);
}

/* A line that is no variable of the program: what Heapscope knows. */
static void
add_fact (JsonBuilder *body, const char *name, char *value, gint64 reference)
{
  g_autofree char *owned = value;

  json_builder_begin_object (body);
  gcore_dap_add_string (body, "name", name);
  gcore_dap_add_string (body, "value", owned);
  gcore_dap_add_int (body, "variablesReference", reference);
  gcore_dap_begin_object (body, "presentationHint");
  gcore_dap_add_string (body, "kind", "virtual");
  gcore_dap_begin_array (body, "attributes");
  json_builder_add_string_value (body, "readOnly");
  json_builder_end_array (body);
  json_builder_end_object (body);
  json_builder_end_object (body);
}

/* The N-th of the GCORE_DAP_N_FACTS facts about an object. */
static void
add_object_fact (GcoreDap *self, JsonBuilder *body, const GcoreSnapshotObject *object, guint n)
{
  switch (n)
    {
    case 0:
      add_fact (body, "(references)", g_strdup_printf ("%" G_GINT64_FORMAT, object->refcount), 0);
      break;
    case 1:
      add_fact (body, "(size)", g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", object->size), 0);
      break;
    case 2:
      add_fact (body, "(generation)",
                object->generation <= GCORE_GENERATION_OLD         ? g_strdup_printf ("%u", object->generation)
                : object->generation == GCORE_GENERATION_PERMANENT ? g_strdup ("permanent")
                                                                   : g_strdup ("not tracked"),
                0);
      break;
    default:
      add_fact (body, "(created)",
                object->born_line != 0 ? g_strdup_printf ("line %u, tick %" G_GUINT64_FORMAT, object->born_line,
                                                          object->born_tick)
                                       : g_strdup ("at start-up"),
                0);
    }
}

/* --- scopes --------------------------------------------------------------------------------------------------------- */

static void
add_scope (JsonBuilder *body, const char *name, const char *hint, gint64 reference, gint64 n)
{
  json_builder_begin_object (body);
  gcore_dap_add_string (body, "name", name);
  if (hint != NULL)
    gcore_dap_add_string (body, "presentationHint", hint);
  gcore_dap_add_int (body, "variablesReference", reference);
  gcore_dap_add_int (body, "namedVariables", n);
  gcore_dap_add_bool (body, "expensive", false);
  json_builder_end_object (body);
}

static guint
count_children (GcoreDap *self, GcoreDapHandleKind kind, guint index)
{
  GcoreDapHandle handle = { .kind = kind, .index = index };
  guint n_indexed;
  g_autoptr (GArray) rows = children_of (self, &handle, &n_indexed);

  return rows->len;
}

void
gcore_dap_scopes (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 id = gcore_dap_need_int (request, request->arguments, "frameId", 0, G_MAXINT64);
  int index = gcore_dap_find_frame (self, request, id);

  if (gcore_dap_is_wrong (self, request))
    return;
  guint frame = (guint) index;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "scopes");
  if (!self->snapshot->frames[frame].is_module)
    add_scope (body, "Locals", "locals", new_handle (self, GCORE_DAP_LOCALS, frame, frame, NULL),
               count_children (self, GCORE_DAP_LOCALS, frame));
  add_scope (body, "Globals", NULL, new_handle (self, GCORE_DAP_GLOBALS, frame, frame, NULL),
             count_children (self, GCORE_DAP_GLOBALS, frame));
  add_scope (body, "Heap", NULL, new_handle (self, GCORE_DAP_HEAP, 0, frame, NULL), GCORE_DAP_N_HEAP_FACTS);
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

static void
add_heap (GcoreDap *self, JsonBuilder *body, guint start, guint end)
{
  const GcoreSnapshot *snapshot = self->snapshot;

  for (guint i = start; i < end; i++)
    if (i < 3)
      {
        static const char *const names[] = { "generation 0", "generation 1", "generation 2" };
        const GcoreSnapshotGeneration *generation = &snapshot->generations[i];
        add_fact (body, names[i],
                  g_strdup_printf ("%" G_GUINT64_FORMAT " objects, count %u of %u", generation->n_objects, generation->count,
                                   generation->threshold),
                  new_handle (self, GCORE_DAP_GENERATION, i, 0, NULL));
      }
    else if (i == 3)
      add_fact (body, "automatic collection", g_strdup (snapshot->automatic ? "on" : "off"), 0);
    else if (i == 4)
      add_fact (body, "objects", g_strdup_printf ("%" G_GUINT64_FORMAT, snapshot->n_objects_total), 0);
    else if (i == 5)
      add_fact (body, "bytes", g_strdup_printf ("%" G_GUINT64_FORMAT, snapshot->bytes_total), 0);
    else if (i == 6)
      add_fact (body, "tick", g_strdup_printf ("%" G_GUINT64_FORMAT, snapshot->tick), 0);
}

static void
add_generation_facts (GcoreDap *self, JsonBuilder *body, guint number)
{
  const GcoreSnapshotGeneration *generation = &self->snapshot->generations[number];

  add_fact (body, "count", g_strdup_printf ("%u", generation->count), 0);
  add_fact (body, "threshold", g_strdup_printf ("%u", generation->threshold), 0);
  add_fact (body, "objects", g_strdup_printf ("%" G_GUINT64_FORMAT, generation->n_objects), 0);
  add_fact (body, "collections", g_strdup_printf ("%" G_GUINT64_FORMAT, generation->collections), 0);
  add_fact (body, "collected", g_strdup_printf ("%" G_GUINT64_FORMAT, generation->collected), 0);
  add_fact (body, "uncollectable", g_strdup_printf ("%" G_GUINT64_FORMAT, generation->uncollectable), 0);
}

/* The variables of a frame, namespace or object: indexed ones, named ones, facts; of these START to END. */
static void
add_children (GcoreDap *self, JsonBuilder *body, const GcoreDapHandle *given, const char *filter, guint start, guint count)
{
  GcoreDapHandle handle = *given; /* making new ones moves it */
  guint n_indexed;
  g_autoptr (GArray) rows = children_of (self, &handle, &n_indexed);
  guint n = rows->len + (handle.kind == GCORE_DAP_OBJECT ? GCORE_DAP_N_FACTS : 0);
  guint first = g_strcmp0 (filter, "named") == 0 ? n_indexed : 0;
  guint end = g_strcmp0 (filter, "indexed") == 0 ? n_indexed : n;

  start = MIN (start, end - first);
  end = count == 0 ? end : MIN (end, first + start + MIN (count, end));
  for (guint i = first + start; i < end; i++)
    if (i < rows->len)
      add_variable (self, body, &handle, ref_at (self, g_array_index (rows, guint, i)));
    else
      add_object_fact (self, body, &self->snapshot->objects[handle.index], i - rows->len);
}

void
gcore_dap_variables (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 reference = gcore_dap_need_int (request, request->arguments, "variablesReference", 0, G_MAXINT64);
  const char *filter = gcore_dap_get_string (request, request->arguments, "filter", NULL);
  guint start = (guint) gcore_dap_get_int (request, request->arguments, "start", 0, G_MAXINT32, 0);
  guint count = (guint) gcore_dap_get_int (request, request->arguments, "count", 0, G_MAXINT32, 0);
  const GcoreDapHandle *handle = gcore_dap_find_handle (self, reference);

  if (handle == NULL && request->problem == NULL)
    request->problem = g_strdup_printf ("There is no variables reference %" G_GINT64_FORMAT " at this stop", reference);
  if (gcore_dap_is_wrong (self, request))
    return;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "variables");
  if (handle->kind == GCORE_DAP_HEAP)
    add_heap (self, body, MIN (start, GCORE_DAP_N_HEAP_FACTS),
              count == 0 ? GCORE_DAP_N_HEAP_FACTS : MIN (GCORE_DAP_N_HEAP_FACTS, start + count));
  else if (handle->kind == GCORE_DAP_GENERATION)
    add_generation_facts (self, body, handle->index);
  else
    add_children (self, body, handle, filter, start, count);
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}
