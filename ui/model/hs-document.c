/* SPDX-License-Identifier: MIT */
#include "ui/model/hs-document.h"

#include <glib/gi18n.h>

#include "ui/model/hs-changes.h"
#include "ui/model/hs-describe.h"

struct _HsDocument
{
  GObject parent_instance;

  GcoreSession *session;
  GFile *file;
  char *title;           /* of a program without a file, or NULL */
  char *name;            /* what tracebacks call it */
  GcoreSnapshot *snapshot, *previous;
  HsSelected selected;   /* key 0: nothing */
  char *missing;         /* what to say if the last travel finds nothing, or NULL */
  HsStops *stops;
  GHashTable *changes;   /* line → words */
};

G_DEFINE_FINAL_TYPE (HsDocument, hs_document, G_TYPE_OBJECT)

enum { PROP_TITLE = 1, PROP_FILE, PROP_SNAPSHOT, PROP_TIMELINE, PROP_SELECTION, N_PROPS };
static GParamSpec *props[N_PROPS];

HsDocument *
hs_document_new (void)
{
  return g_object_new (HS_TYPE_DOCUMENT, NULL);
}

GcoreSession *
hs_document_get_session (HsDocument *self)
{
  return self->session;
}

/* --- the program -------------------------------------------------------------------------------------------------- */

static void
forget_past (HsDocument *self)
{
  g_clear_pointer (&self->previous, gcore_snapshot_unref);
  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  g_hash_table_remove_all (self->changes);
}

void
hs_document_set_program (HsDocument *self, const char *text)
{
  g_autofree char *directory = NULL;

  if (self->file != NULL)
    {
      g_autoptr (GFile) parent = g_file_get_parent (self->file);
      directory = parent != NULL ? g_file_get_path (parent) : NULL;
    }
  forget_past (self);
  gcore_session_load (self->session, text, -1, hs_document_get_program_name (self), directory);
  hs_stops_begin (self->stops, hs_document_get_program_name (self), text);
}

static void
set_program_file (HsDocument *self, const GcoreSavedSession *saved)
{
  g_autofree char *path = saved->directory != NULL ? g_build_filename (saved->directory, saved->filename, NULL) : NULL;
  g_autoptr (GFile) file
    = path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_file_new_for_path (path) : NULL;

  hs_document_set_file (self, file);
  g_free (self->name);
  self->name = g_strdup (saved->filename);
}

void
hs_document_open_saved (HsDocument *self, const GcoreSavedSession *saved, const char *text)
{
  set_program_file (self, saved);
  forget_past (self);
  gcore_session_load (self->session, text, -1, GCORE_SAVED_SESSION_SUFFIX, NULL);
  hs_stops_begin_saved (self->stops, saved);
}

void
hs_document_set_file (HsDocument *self, GFile *file)
{
  if (!g_set_object (&self->file, file))
    return;
  g_clear_pointer (&self->name, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FILE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

GFile *
hs_document_get_file (HsDocument *self)
{
  return self->file;
}

void
hs_document_set_title (HsDocument *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

const char *
hs_document_get_program_name (HsDocument *self)
{
  if (self->name == NULL)
    self->name = self->file != NULL ? g_file_get_basename (self->file) : g_strdup ("program.py");
  return self->name;
}

const char *
hs_document_get_title (HsDocument *self)
{
  if (self->title != NULL)
    return self->title;
  return self->file != NULL ? hs_document_get_program_name (self) : _("New program");
}

/* --- time --------------------------------------------------------------------------------------------------------- */

const GcoreTimeline *
hs_document_get_timeline (HsDocument *self)
{
  GcoreSessionState state = gcore_session_get_state (self->session);

  return state == GCORE_SESSION_EMPTY || state == GCORE_SESSION_BROKEN ? NULL : gcore_session_get_timeline (self->session);
}

bool
hs_document_is_at_beginning (HsDocument *self)
{
  const GcoreTimeline *timeline = hs_document_get_timeline (self);

  return timeline == NULL || timeline->tick <= timeline->beginning;
}

void
hs_document_go_to (HsDocument *self, guint number, guint64 tick)
{
  if (gcore_session_get_state (self->session) == GCORE_SESSION_RUNNING)
    gcore_session_pause (self->session);
  gcore_session_go_to (self->session, number, tick);
}

void
hs_document_go_to_place (HsDocument *self, const GcorePlace *place, const char *missing)
{
  g_free (self->missing);
  self->missing = g_strdup (missing);
  if (gcore_session_get_state (self->session) == GCORE_SESSION_RUNNING)
    gcore_session_pause (self->session);
  gcore_session_go_to_place (self->session, place);
}

char *
hs_document_take_missing (HsDocument *self)
{
  if (self->missing != NULL)
    return g_steal_pointer (&self->missing);
  return g_strdup (hs_document_is_at_beginning (self) ? _("This is the beginning") : _("Nothing to go back to before this"));
}

static void
on_time (HsDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TIMELINE]);
}

/* --- snapshots ---------------------------------------------------------------------------------------------------- */

/* After a step, what is new is what the line before it did. */
static void
on_stopped (GcoreSession *session, int reason, gpointer data)
{
  HsDocument *self = data;

  if (reason != GCORE_SESSION_STOP_STEP || self->previous == NULL || self->snapshot == NULL || self->previous->line == 0)
    return;
  char *words = hs_changes_describe (self->previous, self->snapshot);
  if (words != NULL)
    g_hash_table_insert (self->changes, GUINT_TO_POINTER (self->previous->line), words);
  else
    g_hash_table_remove (self->changes, GUINT_TO_POINTER (self->previous->line));
}

static void
on_snapshot (GcoreSession *session, GParamSpec *pspec, gpointer data)
{
  HsDocument *self = data;
  GcoreSnapshot *snapshot = gcore_session_get_snapshot (session);

  g_clear_pointer (&self->previous, gcore_snapshot_unref);
  if (self->snapshot != NULL && snapshot != NULL && snapshot->tick < self->snapshot->tick) /* that is to come yet */
    g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  self->previous = g_steal_pointer (&self->snapshot);
  self->snapshot = snapshot != NULL ? gcore_snapshot_ref (snapshot) : NULL;
  if (hs_document_get_selected_row (self) != GCORE_NO_ROW)
    self->selected.seen_tick = self->snapshot->tick;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SNAPSHOT]);
}

const GcoreSnapshot *
hs_document_get_snapshot (HsDocument *self)
{
  return self->snapshot;
}

const GcoreSnapshot *
hs_document_get_previous (HsDocument *self)
{
  return self->previous;
}

const char *
hs_document_get_changes (HsDocument *self, guint line)
{
  return g_hash_table_lookup (self->changes, GUINT_TO_POINTER (line));
}

/* --- selection ---------------------------------------------------------------------------------------------------- */

static guint32
find_row (HsDocument *self, guint64 key)
{
  for (guint32 row = 0; self->snapshot != NULL && key != 0 && row < self->snapshot->n_objects; row++)
    if (gcore_snapshot_key (&self->snapshot->objects[row]) == key)
      return row;
  return GCORE_NO_ROW;
}

void
hs_document_select (HsDocument *self, guint64 key)
{
  guint32 row = find_row (self, key);

  if (self->selected.key == key)
    return;
  g_free (self->selected.name);
  self->selected = (HsSelected){ .key = key };
  if (row != GCORE_NO_ROW)
    {
      const GcoreSnapshotObject *object = &self->snapshot->objects[row];
      self->selected.address = object->address;
      self->selected.number = object->number;
      self->selected.born_tick = object->born_tick;
      self->selected.seen_tick = self->snapshot->tick;
      self->selected.name = hs_describe_object (self->snapshot, row);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTION]);
}

void
hs_document_select_row (HsDocument *self, guint32 row)
{
  bool none = row == GCORE_NO_ROW || self->snapshot == NULL;

  hs_document_select (self, none ? 0 : gcore_snapshot_key (&self->snapshot->objects[row]));
}

guint64
hs_document_get_selection (HsDocument *self)
{
  return self->selected.key;
}

const HsSelected *
hs_document_get_selected (HsDocument *self)
{
  return self->selected.name != NULL ? &self->selected : NULL;
}

guint32
hs_document_get_selected_row (HsDocument *self)
{
  return find_row (self, self->selected.key);
}

/* --- stops -------------------------------------------------------------------------------------------------------- */

HsStops *
hs_document_get_stops (HsDocument *self)
{
  return self->stops;
}

bool
hs_document_watch (HsDocument *self, GcoreWatchKind kind, gint64 number, const char *name)
{
  GcoreWatch watch = { .kind = kind, .number = number, .name = name };
  guint32 row = hs_document_get_selected_row (self);
  g_autofree char *object = NULL;

  if (hs_watch_is_about_object (kind))
    {
      if (row == GCORE_NO_ROW)
        return false;
      watch.address = self->snapshot->objects[row].address;
      watch.serial = self->snapshot->objects[row].number;
      object = hs_describe_object (self->snapshot, row);
    }
  g_autoptr (HsStop) stop = hs_stop_new (&watch, object);
  hs_stops_add (self->stops, stop);
  return true;
}

/* --- class -------------------------------------------------------------------------------------------------------- */

static void
hs_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HsDocument *self = HS_DOCUMENT (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, hs_document_get_title (self));
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_SNAPSHOT:
      g_value_set_pointer (value, self->snapshot);
      break;
    case PROP_TIMELINE:
      g_value_set_pointer (value, (gpointer) hs_document_get_timeline (self));
      break;
    case PROP_SELECTION:
      g_value_set_uint64 (value, self->selected.key);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hs_document_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HsDocument *self = HS_DOCUMENT (object);

  switch (id)
    {
    case PROP_TITLE:
      hs_document_set_title (self, g_value_get_string (value));
      break;
    case PROP_FILE:
      hs_document_set_file (self, g_value_get_object (value));
      break;
    case PROP_SELECTION:
      hs_document_select (self, g_value_get_uint64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hs_document_dispose (GObject *object)
{
  HsDocument *self = HS_DOCUMENT (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      gcore_session_close (self->session);
    }
  g_clear_object (&self->stops);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hs_document_parent_class)->dispose (object);
}

static void
hs_document_finalize (GObject *object)
{
  HsDocument *self = HS_DOCUMENT (object);

  forget_past (self);
  g_clear_object (&self->file);
  g_hash_table_unref (self->changes);
  g_free (self->selected.name);
  g_free (self->missing);
  g_free (self->title);
  g_free (self->name);
  G_OBJECT_CLASS (hs_document_parent_class)->finalize (object);
}

static void
hs_document_class_init (HsDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = readable | G_PARAM_WRITABLE;

  object_class->get_property = hs_document_get_property;
  object_class->set_property = hs_document_set_property;
  object_class->dispose = hs_document_dispose;
  object_class->finalize = hs_document_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, both);
  props[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, both);
  props[PROP_SNAPSHOT] = g_param_spec_pointer ("snapshot", NULL, NULL, readable);
  props[PROP_TIMELINE] = g_param_spec_pointer ("timeline", NULL, NULL, readable);
  props[PROP_SELECTION] = g_param_spec_uint64 ("selection", NULL, NULL, 0, G_MAXUINT64, 0, both);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hs_document_init (HsDocument *self)
{
  self->session = gcore_session_new (NULL);
  self->changes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_signal_connect (self->session, "notify::snapshot", G_CALLBACK (on_snapshot), self);
  g_signal_connect_swapped (self->session, "notify::timeline", G_CALLBACK (on_time), self);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (on_time), self);
  g_signal_connect (self->session, "stopped", G_CALLBACK (on_stopped), self);
  self->stops = hs_stops_new (self->session);
}
