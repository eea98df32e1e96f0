/* SPDX-License-Identifier: MIT */
/* The messages between a session and its worker: making and freeing. */
#include "gcore/session/session-private.h"

GcoreCommand *
gcore_command_new (GcoreCommandKind kind)
{
  GcoreCommand *self = g_new0 (GcoreCommand, 1);

  self->kind = kind;
  return self;
}

void
gcore_command_free (GcoreCommand *self)
{
  if (self == NULL)
    return;
  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The program is not there any more");
  g_clear_object (&self->task);
  g_free (self->text);
  g_free (self->filename);
  g_free (self->directory);
  g_free (self->lines);
  g_clear_pointer (&self->watches, g_array_unref);
  gcore_watch_clear (&self->place.watch);
  g_free (self);
}

void
gcore_problem_free (GcoreProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->message);
  g_free (self->file);
  g_free (self->member_path);
  g_free (self);
}

GcoreProblem *
gcore_problem_copy (const GcoreProblem *self)
{
  if (self == NULL)
    return NULL;
  GcoreProblem *copy = g_memdup2 (self, sizeof *self);
  copy->message = g_strdup (self->message);
  copy->file = g_strdup (self->file);
  copy->member_path = g_strdup (self->member_path);
  return copy;
}

void
gcore_session_exception_free (GcoreSessionException *self)
{
  if (self == NULL)
    return;
  g_free (self->type);
  g_free (self->module);
  g_free (self->message);
  g_free (self->traceback);
  g_free (self);
}

void
gcore_report_clear (GcoreReport *self)
{
  g_clear_pointer (&self->snapshot, gcore_snapshot_unref);
  g_clear_pointer (&self->timeline, gcore_timeline_unref);
  g_clear_pointer (&self->problem, gcore_problem_free);
  g_clear_pointer (&self->exception, gcore_session_exception_free);
  g_clear_pointer (&self->text, g_free);
}
