/* SPDX-License-Identifier: MIT */
/* What the program asks of the world, and its output on the way to the main context. */
#include "gcore/session/worker-private.h"

#define OUTPUT_CHUNK (16 << 10)    /* bytes gathered before they are reported */
#define OUTPUT_DELAY 30000         /* microseconds that output may wait */
#define OUTPUT_AGAIN (256 << 10)   /* bytes that are reported once more after going back */

/* --- the program's host ------------------------------------------------------------------------------------------- */

void
gcore_worker_add_output (GcoreWorker *self, GcoreOutputKind kind, const char *bytes, gsize n_bytes)
{
  gint64 now = g_get_monotonic_time ();

  if (kind != self->output_kind)
    gcore_worker_flush_output (self);
  if (self->output->len == 0)
    self->output_since = now;
  self->output_kind = kind;
  g_string_append_len (self->output, bytes, (gssize) n_bytes);
  if (self->output->len >= OUTPUT_CHUNK || now - self->output_since > OUTPUT_DELAY)
    gcore_worker_flush_output (self);
}

/* Output of the record. What lines of the console printed was shown there, and stays. */
static void
show_again (uint8_t stream, const char *bytes, size_t n_bytes, void *data)
{
  if (!(stream & GCORE_OUTPUT_BY_ACTION))
    gcore_worker_add_output (data, stream == GCORE_STREAM_STDERR ? GCORE_OUTPUT_STDERR : GCORE_OUTPUT_STDOUT, bytes,
                             n_bytes);
}

/* Reports what the record has of the output up to the byte END. */
static void
catch_up (GcoreWorker *self, uint64_t end)
{
  gcore_branch_visit_output (gcore_history_position (self->history).branch, self->shown, end, show_again, self);
  self->shown = end;
}

void
gcore_worker_sync_output (GcoreWorker *self)
{
  GcoreBranch *branch = gcore_history_position (self->history).branch;
  uint64_t end = self->machine->n_written;

  if (end < self->shown || branch != self->shown_branch)
    {
      GcoreReport report = { .kind = GCORE_REPORT_REWIND };
      gcore_worker_flush_output (self);
      gcore_worker_post (self, &report);
      self->shown = end > OUTPUT_AGAIN ? end - OUTPUT_AGAIN : 0;
      self->shown_branch = branch;
    }
  catch_up (self, end);
}

static void
host_write (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  GcoreWorker *self = data;
  GcoreOutputKind kind = self->hush                        ? GCORE_OUTPUT_CONSOLE
                         : stream == GCORE_STREAM_STDERR ? GCORE_OUTPUT_STDERR
                                                           : GCORE_OUTPUT_STDOUT;

  if (self->silent)
    return;
  if (self->machine != NULL && !gcore_history_is_trying (self->history))
    {
      catch_up (self, self->machine->n_written - n_bytes);
      self->shown = self->machine->n_written;
    }
  gcore_worker_add_output (self, kind, bytes, n_bytes);
}

/* A module stays what it was when first asked for: in other branches, and in a saved session. */
static GcoreSavedModule *
find_module (GcoreWorker *self, const char *name)
{
  GcoreSavedModule read = { NULL }, *module = g_hash_table_lookup (self->modules, name);
  bool is_package;

  if (module != NULL)
    return module;
  read.text = gcore_siblings_read (gcore_program_directory (self->program), name, &read.filename, &read.length, &is_package);
  if (read.filename == NULL)
    return NULL;
  read.is_package = is_package;
  module = g_memdup2 (&read, sizeof read);
  g_hash_table_insert (self->modules, g_strdup (name), module);
  return module;
}

static bool
host_find_source (void *data, const char *name, GcoreHostSource *source)
{
  const GcoreSavedModule *module = find_module (data, name);

  if (module == NULL)
    return false;
  source->text = module->text;
  source->length = module->length;
  source->filename = module->filename;
  source->is_package = module->is_package;
  return true;
}

static int64_t
host_clock (void *data, GcoreClock clock)
{
  return 1000 * (clock == GCORE_CLOCK_REAL ? g_get_real_time () : g_get_monotonic_time ());
}

static void
host_random (void *data, void *bytes, size_t n_bytes)
{
  for (size_t i = 0; i < n_bytes; i++)
    ((guint8 *) bytes)[i] = (guint8) g_random_int ();
}

/* Lets COMMAND be carried out as soon as the program can be stopped. */
static void
make_way (GcoreWorker *self, GcoreCommand *command)
{
  gcore_machine_interrupt (self->machine, gcore_worker_interrupt_for (command->kind));
  g_async_queue_push_front (self->commands, command);
}

/* Waits for a line to be typed; false if something else is to be done first, or input is at its end. */
static bool
wait_for_answer (GcoreWorker *self)
{
  self->waiting = true;
  gcore_worker_report_state (self, false, false, NULL);
  GcoreCommand *command = g_async_queue_pop (self->commands);
  self->waiting = false;
  if (command->kind != GCORE_COMMAND_ANSWER)
    {
      make_way (self, command);
      return false;
    }
  if (command->text != NULL)
    g_string_append_printf (self->answer, "%s\n", command->text);
  gcore_command_free (command);
  gcore_worker_report_state (self, false, false, NULL);
  return true;
}

/* A line typed in the console has nobody to ask: the console is where it came from. */
static intptr_t
host_read_line (void *data, char *buffer, size_t size)
{
  GcoreWorker *self = data;

  if (self->answer->len == 0)
    {
      if (self->hush)
        return 0;
      if (!wait_for_answer (self))
        return -1;
    }
  const char *newline = strchr (self->answer->str, '\n');
  gsize line = newline != NULL ? (gsize) (newline - self->answer->str) + 1 : self->answer->len;
  gsize n = MIN (line, size);
  memcpy (buffer, self->answer->str, n);
  g_string_erase (self->answer, 0, (gssize) n);
  return (intptr_t) n;
}

/* A sleeping program can still be spoken to: it sleeps on its command queue. */
static int64_t
host_sleep (void *data, int64_t nanoseconds)
{
  GcoreWorker *self = data;
  gint64 end = g_get_monotonic_time () + MAX (nanoseconds, 0) / 1000;

  gcore_worker_flush_output (self);
  GcoreCommand *command = g_async_queue_timeout_pop (self->commands, (guint64) MAX (nanoseconds, 0) / 1000);
  if (command == NULL)
    return 0;
  make_way (self, command);
  return MAX (end - g_get_monotonic_time (), 0) * 1000;
}

void
gcore_worker_host_init (GcoreWorker *self)
{
  self->host = (GcoreHost) { .data = self,
                             .write = host_write,
                             .read_line = host_read_line,
                             .find_source = host_find_source,
                             .clock = host_clock,
                             .random = host_random,
                             .sleep = host_sleep };
}
