/* SPDX-License-Identifier: MIT */
/* Files of the program: the one it was started from, the first of the list, and modules beside it. Which lines have code is
 * found by compiling them in a trial, so a file need not have been imported to have breakpoints. */
#include "gcore/session/dap-private.h"

#include <string.h>

#include "gcore/language/compiler.h"
#include "gcore/language/parser.h"
#include "gcore/machine/host.h"
#include "gcore/objects/code.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_SOURCES 10000
#define MAX_SOURCE (16 << 20) /* bytes */

/* --- the list ------------------------------------------------------------------------------------------------------- */

static void
free_function (gpointer data)
{
  GcoreDapFunction *function = data;

  g_free (function->name);
  g_free (function);
}

void
gcore_dap_source_free (GcoreDapSource *self)
{
  g_free (self->path);
  g_free (self->text);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->functions);
  g_free (self);
}

GcoreDapSource *
gcore_dap_intern_source (GcoreDap *self, const char *path)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_str_equal (((GcoreDapSource *) self->sources->pdata[i])->path, path))
      return self->sources->pdata[i];
  if (self->sources->len >= MAX_SOURCES)
    return NULL;
  GcoreDapSource *source = g_new0 (GcoreDapSource, 1);
  source->path = g_strdup (path);
  source->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  source->functions = g_ptr_array_new_with_free_func (free_function);
  g_ptr_array_add (self->sources, source);
  source->reference = self->sources->len;
  return source;
}

void
gcore_dap_forget_sources (GcoreDap *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      GcoreDapSource *source = self->sources->pdata[i];
      source->known = false;
      g_clear_pointer (&source->text, g_free);
    }
}

bool
gcore_dap_is_program (GcoreDap *self, const GcoreDapSource *source)
{
  return source != NULL && self->sources->pdata[0] == source;
}

GcoreDapSource *
gcore_dap_get_source (GcoreDap *self, GcoreDapRequest *request, JsonObject *source)
{
  gint64 reference = gcore_dap_get_int (request, source, "sourceReference", 0, G_MAXINT64, 0);
  const char *path = gcore_dap_get_string (request, source, "path", NULL);

  if (reference > 0)
    return reference <= self->sources->len ? self->sources->pdata[reference - 1] : NULL;
  if (path == NULL || self->sources->len == 0)
    return NULL;
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  return gcore_dap_intern_source (self, canonical);
}

/* Whether the client can read for itself what is in the file PATH. */
static bool
is_on_disk (GcoreDap *self, const char *path)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_path_is_absolute (path) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return false;
  if (self->opened == NULL || !g_str_equal (path, self->program)) /* of a saved session the file may have changed */
    return true;
  return g_file_get_contents (path, &text, &length, NULL) && length == self->length
         && memcmp (text, self->text, length) == 0;
}

bool
gcore_dap_has_source (GcoreDap *self, const char *path)
{
  return g_path_is_absolute (path) || g_str_equal (path, self->program);
}

void
gcore_dap_add_source (GcoreDap *self, JsonBuilder *body, const char *path)
{
  const GcoreDapSource *source = gcore_dap_intern_source (self, path);
  bool is_json = g_str_has_suffix (path, ".json");
  g_autofree char *name = g_path_get_basename (path);

  gcore_dap_add_string (body, "name", name);
  if (source != NULL && (is_json || !is_on_disk (self, path)))
    {
      gcore_dap_add_int (body, "sourceReference", source->reference);
      gcore_dap_add_string (body, "origin", is_json ? "translated from JSON" : "as the program was given it");
    }
  else
    gcore_dap_add_string (body, "path", path);
}

/* --- where there is code -------------------------------------------------------------------------------------------- */

/* What is found out about a source, on the program's thread. */
typedef struct
{
  GcoreDap *dap;
  GcoreDapSource *source;
  GcoreDapSourceDone done;
  GcoreDapRequest *request;
  char *path, *text;
  gsize length;
  GArray *lines;
  GPtrArray *functions;
  GcoreCode *code;
  bool tried;
} Study;

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* Notes the lines of CODE, of a function also where its body begins. */
static void
add_code (Study *self, const GcoreCode *code)
{
  GcoreLocationIter iter;
  guint body = 0;

  gcore_location_iter_init (&iter, code);
  while (gcore_location_iter_next (&iter))
    {
      guint line = iter.location.line > 0 ? (guint) iter.location.line : 0;
      bool has_begun = iter.start > code->first_traceable * (int) sizeof (GcoreCodeUnit);
      if (line == 0 || !has_begun)
        continue;
      g_array_append_val (self->lines, line);
      if (body == 0)
        body = line;
    }
  const char *name = gcore_str_as_utf8 (code->qualname);
  if (name == NULL || body == 0 || !(code->flags & GCORE_CODE_OPTIMIZED))
    return;
  GcoreDapFunction *function = g_new (GcoreDapFunction, 1);
  *function = (GcoreDapFunction) { .name = g_strdup (name), .line = body };
  g_ptr_array_add (self->functions, function);
}

static void
add_codes (void *data)
{
  Study *self = data;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  g_ptr_array_add (codes, self->code);
  for (guint i = 0; i < codes->len; i++)
    {
      const GcoreCode *code = codes->pdata[i];
      add_code (self, code);
      for (intptr_t j = 0; j < GCORE_TUPLE_SIZE (code->consts); j++)
        if (gcore_is_code (GCORE_TUPLE_ITEM (code->consts, j)))
          g_ptr_array_add (codes, GCORE_TUPLE_ITEM (code->consts, j));
    }
  g_array_sort (self->lines, compare_lines);
}

/* Inside. */
static void
compile (GcoreMachine *machine, void *data)
{
  Study *self = data;
  GcoreObject *filename = gcore_str_from_string (self->path);

  if (filename != NULL)
    self->code
      = gcore_compile_string (self->text, self->length, filename, GCORE_PARSE_FILE, GCORE_PARSE_SOURCE_FILE);
  if (self->code != NULL)
    gcore_host_do (add_codes, self);
}

/* The text of a module the program has imported: that is what it runs, whatever has become of the file. */
static char *
copy_text (GcoreMachine *machine, const char *path, gsize *length)
{
  intptr_t position = 0;
  GcoreObject *name, *text;

  while (machine->sources != NULL && gcore_dict_next (machine->sources, &position, &name, &text))
    if (gcore_is_str (name) && gcore_str_equal_to_utf8 (name, path) && gcore_is_bytes (text))
      {
        *length = (gsize) GCORE_SIZE_OF (text);
        return g_strndup (gcore_bytes_as_string (text), *length);
      }
  return NULL;
}

static char *
read_text (const char *path, gsize *length)
{
  char *text = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &text, length, NULL) && *length > MAX_SOURCE)
    g_clear_pointer (&text, g_free);
  return text;
}

static void
study (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  Study *self = data;

  if (self->text == NULL)
    self->text = copy_text (machine, self->path, &self->length);
  if (self->text == NULL)
    self->text = read_text (self->path, &self->length);
  self->tried = !GCORE_COLLECTOR->at_step && (self->text == NULL || gcore_history_try (history, compile, self));
}

static void
end_study (gboolean visited, gpointer data)
{
  g_autofree Study *self = data;
  GcoreDapSource *source = self->source;

  if (visited && self->tried)
    {
      source->known = true;
      g_free (source->text);
      source->text = g_steal_pointer (&self->text);
      source->length = self->length;
      g_array_unref (source->lines);
      source->lines = g_array_ref (self->lines);
      g_ptr_array_unref (source->functions);
      source->functions = g_ptr_array_ref (self->functions);
    }
  self->done (self->dap, self->request, source);
  g_free (self->path);
  g_free (self->text);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->functions);
}

void
gcore_dap_study_source (GcoreDap *self, GcoreDapSource *source, GcoreDapRequest *request, GcoreDapSourceDone done)
{
  if (source == NULL || source->known)
    {
      done (self, request, source);
      return;
    }
  if (gcore_dap_is_travelling (self) && request != NULL) /* the program's thread is busy, and shall not be disturbed */
    {
      gcore_dap_fail (self, request, "The program is travelling");
      return;
    }
  Study *data = g_new0 (Study, 1);
  *data = (Study) { .dap = self, .source = source, .done = done, .request = request, .path = g_strdup (source->path) };
  if (gcore_dap_is_program (self, source))
    {
      const char *text = gcore_dap_get_program_text (self, &data->length);
      data->text = g_strndup (text, data->length);
    }
  data->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  data->functions = g_ptr_array_new_with_free_func (free_function);
  gcore_dap_visit (self, study, end_study, data);
}

guint
gcore_dap_line_with_code (const GcoreDapSource *source, guint line)
{
  for (guint i = 0; i < source->lines->len; i++)
    if (g_array_index (source->lines, guint, i) >= line)
      return g_array_index (source->lines, guint, i);
  return 0;
}

/* --- requests ------------------------------------------------------------------------------------------------------- */

static void
answer_locations (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source)
{
  gint64 first = gcore_dap_need_int (request, request->arguments, "line", 0, G_MAXINT32) + self->lines_from_0;
  gint64 last = gcore_dap_get_int (request, request->arguments, "endLine", 0, G_MAXINT32, first - self->lines_from_0)
                + self->lines_from_0;
  guint before = 0;

  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "breakpoints");
  for (guint i = 0; source != NULL && i < source->lines->len; i++)
    {
      guint line = g_array_index (source->lines, guint, i);
      if (line < first || line > last || line == before)
        continue;
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "line", (gint64) line - self->lines_from_0);
      json_builder_end_object (body);
      before = line;
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_breakpoint_locations (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *given = gcore_dap_get_object (request, request->arguments, "source");
  GcoreDapSource *source = given != NULL ? gcore_dap_get_source (self, request, given) : NULL;

  gcore_dap_need_int (request, request->arguments, "line", 0, G_MAXINT32);
  gcore_dap_get_int (request, request->arguments, "endLine", 0, G_MAXINT32, 0);
  if (!gcore_dap_is_wrong (self, request))
    gcore_dap_study_source (self, source, request, answer_locations);
}

static void
answer_source (GcoreDap *self, GcoreDapRequest *request, GcoreDapSource *source)
{
  if (source == NULL || source->text == NULL)
    {
      gcore_dap_fail (self, request, "Heapscope has no such source");
      return;
    }
  JsonBuilder *body = gcore_dap_body ();
  g_autofree char *content = g_utf8_make_valid (source->text, (gssize) source->length);
  gcore_dap_add_string (body, "content", content);
  gcore_dap_add_string (body, "mimeType", "text/x-python");
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_source (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *given = gcore_dap_get_object (request, request->arguments, "source");
  gint64 reference = gcore_dap_get_int (request, request->arguments, "sourceReference", 0, G_MAXINT64, 0);
  GcoreDapSource *source = reference > 0 && reference <= self->sources->len ? self->sources->pdata[reference - 1]
                           : reference == 0 && given != NULL ? gcore_dap_get_source (self, request, given)
                                                             : NULL;

  if (!gcore_dap_is_wrong (self, request))
    gcore_dap_study_source (self, source, request, answer_source);
}

/* The program's file, and of those beside it the ones that run just now. */
void
gcore_dap_loaded_sources (GcoreDap *self, GcoreDapRequest *request)
{
  const char *program = ((GcoreDapSource *) self->sources->pdata[0])->path;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_begin_array (body, "sources");
  g_hash_table_add (seen, (gpointer) program);
  json_builder_begin_object (body);
  gcore_dap_add_source (self, body, program);
  json_builder_end_object (body);
  for (guint i = 0; self->snapshot != NULL && i < self->snapshot->n_frames; i++)
    {
      const char *file = gcore_snapshot_string (self->snapshot, self->snapshot->frames[i].file);
      if (!gcore_dap_has_source (self, file) || !g_hash_table_add (seen, (gpointer) file))
        continue;
      json_builder_begin_object (body);
      gcore_dap_add_source (self, body, file);
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}
