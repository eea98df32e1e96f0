/* SPDX-License-Identifier: MIT */
#include "gcore/history/recorder.h"

#include <stdlib.h>

/* --- inputs ------------------------------------------------------------------------------------------------------- */

/* The next input from the record, which the machine has thereby taken; NULL: the outside host has to be asked. */
static const GcoreInput *
next_input (GcoreRecorder *self, GcoreInputKind kind)
{
  if (self->trying || self->diverged)
    return NULL;
  GcoreMachine *machine = GCORE_MACHINE;
  const GcoreInput *input = gcore_branch_input (self->branch, machine->n_inputs);
  if (input == NULL)
    return NULL;
  if (input->kind != kind)
    {
      self->diverged = true;
      return NULL;
    }
  machine->n_inputs++;
  return input;
}

static void
note_input (GcoreRecorder *self, GcoreInputKind kind, const void *bytes, size_t n_bytes, bool none)
{
  if (self->trying || self->diverged)
    return;
  GcoreMachine *machine = GCORE_MACHINE;
  if (gcore_branch_add_input (self->branch, gcore_machine_tick (machine), kind, bytes, n_bytes, none))
    machine->n_inputs++;
  else
    self->diverged = true;
}

static size_t
give (const GcoreInput *input, void *bytes, size_t size)
{
  size_t n = input->n_bytes < size ? input->n_bytes : size;
  memcpy (bytes, input->bytes, n);
  return n;
}

static int64_t
host_clock (void *data, GcoreClock clock)
{
  GcoreRecorder *self = data;
  const GcoreInput *input = next_input (self, GCORE_INPUT_CLOCK);
  int64_t nanoseconds = 0;
  if (input != NULL)
    {
      give (input, &nanoseconds, sizeof nanoseconds);
      return nanoseconds;
    }
  if (self->outside->clock != NULL)
    nanoseconds = self->outside->clock (self->outside->data, clock);
  note_input (self, GCORE_INPUT_CLOCK, &nanoseconds, sizeof nanoseconds, false);
  return nanoseconds;
}

static void
host_random (void *data, void *bytes, size_t n_bytes)
{
  GcoreRecorder *self = data;
  const GcoreInput *input = next_input (self, GCORE_INPUT_RANDOM);
  if (input != NULL)
    {
      give (input, bytes, n_bytes);
      return;
    }
  if (self->outside->random != NULL)
    self->outside->random (self->outside->data, bytes, n_bytes);
  note_input (self, GCORE_INPUT_RANDOM, bytes, n_bytes, false);
}

static intptr_t
host_read_line (void *data, char *buffer, size_t size)
{
  GcoreRecorder *self = data;
  const GcoreInput *input = next_input (self, GCORE_INPUT_LINE);
  if (input != NULL)
    return (intptr_t) give (input, buffer, size);
  intptr_t n = self->outside->read_line != NULL ? self->outside->read_line (self->outside->data, buffer, size) : 0;
  if (n >= 0) /* else an interrupt came first: nothing has been read */
    note_input (self, GCORE_INPUT_LINE, buffer, (size_t) n, n == 0);
  return n;
}

static int64_t
host_sleep (void *data, int64_t nanoseconds)
{
  GcoreRecorder *self = data;
  if (next_input (self, GCORE_INPUT_SLEEP) != NULL)
    return 0;
  int64_t left = self->outside->sleep != NULL ? self->outside->sleep (self->outside->data, nanoseconds) : 0;
  if (left <= 0)
    note_input (self, GCORE_INPUT_SLEEP, NULL, 0, false);
  return left;
}

/* --- sources ------------------------------------------------------------------------------------------------------ */

/* In the journal a source is: 'p' (of a package), 'm' or 'f' (a folder: no text), its file name, a NUL, its text. */
static void
note_source (GcoreRecorder *self, const GcoreHostSource *source)
{
  size_t name_size = strlen (source->filename) + 1;
  size_t length = source->text != NULL ? source->length : 0;
  char *bytes = malloc (1 + name_size + length);
  if (bytes == NULL)
    {
      self->diverged = true;
      return;
    }
  bytes[0] = source->text == NULL ? 'f' : source->is_package ? 'p' : 'm';
  memcpy (bytes + 1, source->filename, name_size);
  if (length > 0)
    memcpy (bytes + 1 + name_size, source->text, length);
  note_input (self, GCORE_INPUT_SOURCE, bytes, 1 + name_size + length, false);
  free (bytes);
}

static bool
give_source (const GcoreInput *input, GcoreHostSource *source)
{
  if (input->none || input->n_bytes < 2)
    return false;
  source->is_package = input->bytes[0] == 'p';
  source->filename = input->bytes + 1;
  size_t start = strlen (source->filename) + 2; /* bytes end in a NUL in any case */
  source->text = input->bytes[0] == 'f' ? NULL : start <= input->n_bytes ? input->bytes + start : "";
  source->length = start <= input->n_bytes ? input->n_bytes - start : 0;
  return true;
}

static bool
host_find_source (void *data, const char *name, GcoreHostSource *source)
{
  GcoreRecorder *self = data;
  const GcoreInput *input = next_input (self, GCORE_INPUT_SOURCE);
  if (input != NULL)
    return give_source (input, source);
  bool found = self->outside->find_source != NULL && self->outside->find_source (self->outside->data, name, source);
  if (found)
    note_source (self, source);
  else
    note_input (self, GCORE_INPUT_SOURCE, NULL, 0, true);
  return found;
}

static const char *
host_source_line (void *data, const char *filename, int line, size_t *length)
{
  GcoreRecorder *self = data;
  const GcoreInput *input = next_input (self, GCORE_INPUT_SOURCE_LINE);
  if (input != NULL)
    {
      *length = input->n_bytes;
      return input->none ? NULL : input->bytes;
    }
  const char *text = self->outside->source_line != NULL
                       ? self->outside->source_line (self->outside->data, filename, line, length) : NULL;
  note_input (self, GCORE_INPUT_SOURCE_LINE, text, text != NULL ? *length : 0, text == NULL);
  return text;
}

/* --- output ------------------------------------------------------------------------------------------------------- */

static void
host_write (void *data, GcoreStream stream, const char *bytes, size_t n_bytes)
{
  GcoreRecorder *self = data;
  size_t n_new = n_bytes;
  if (!self->trying)
    {
      GcoreMachine *machine = GCORE_MACHINE;
      uint8_t kind = (uint8_t) (stream | (self->acting ? GCORE_OUTPUT_BY_ACTION : 0));
      n_new = gcore_branch_add_output (self->branch, machine->n_written, kind, bytes, n_bytes);
      machine->n_written += n_bytes;
    }
  if (n_new > 0 && self->outside->write != NULL)
    self->outside->write (self->outside->data, stream, bytes + (n_bytes - n_new), n_new);
}

static void
host_flush (void *data, GcoreStream stream)
{
  GcoreRecorder *self = data;
  if (self->outside->flush != NULL)
    self->outside->flush (self->outside->data, stream);
}

void
gcore_recorder_init (GcoreRecorder *self, const GcoreHost *outside)
{
  *self = (GcoreRecorder){ .outside = outside };
  self->host = (GcoreHost){ .data = self,
                            .write = host_write,
                            .flush = host_flush,
                            .read_line = host_read_line,
                            .find_source = host_find_source,
                            .source_line = host_source_line,
                            .clock = host_clock,
                            .random = host_random,
                            .sleep = host_sleep };
}
