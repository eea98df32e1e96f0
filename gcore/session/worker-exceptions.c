/* SPDX-License-Identifier: MIT */
/* Stopping where exceptions are raised. One is noticed when it arrives at a handler or at the program's end; then the
 * program goes back. */
#include "gcore/session/worker-private.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/str.h"
#include "gcore/objects/traceback.h"

/* What is told of an exception: no memory of its own, as GcoreExamined. */
typedef struct
{
  GcoreRaised pending; /* at the program's end; borrowed */
  GcoreExamined examined;
  char module[128];
  char traceback[4096];
} Look;

/* The bytes of STR, or "?". */
static const char *
text_of (GcoreObject *str)
{
  const char *text = str != NULL && gcore_is_str (str) ? gcore_str_as_utf8 (str) : NULL;

  if (text == NULL)
    gcore_err_clear ();
  return text != NULL ? text : "?";
}

static void
write_traceback (const GcoreTraceback *entry, char *text, gsize room)
{
  gsize length = 0;

  for (text[0] = '\0'; entry != NULL && length < room; entry = entry->next)
    {
      const GcoreCode *code = entry->frame->activation->code;
      length += (gsize) g_snprintf (text + length, room - length, "  File \"%s\", line %d, in %s\n",
                                    text_of (code->filename), entry->line, text_of (code->name));
    }
}

static void
look_at (GcoreMachine *machine, void *data)
{
  Look *self = data;
  GcoreObject *exception = gcore_raise_arrived (machine);

  if (exception != NULL)
    gcore_incref (exception);
  else
    {
      gcore_xincref (self->pending.type);
      gcore_xincref (self->pending.value);
      gcore_xincref (self->pending.traceback);
      gcore_err_put_back (self->pending);
      exception = gcore_err_fetch ();
    }
  if (exception == NULL)
    return;
  GcoreObject *traceback = ((GcoreException *) exception)->traceback;
  if (traceback != NULL && gcore_is_traceback (traceback))
    write_traceback ((GcoreTraceback *) traceback, self->traceback, sizeof self->traceback);
  GcoreObject *module = gcore_object_get_attr ((GcoreObject *) GCORE_TYPE_OF (exception), GCORE_ID (__module__));
  g_strlcpy (self->module, text_of (module), sizeof self->module);
  gcore_err_restore (exception);
  gcore_program_examine_exception (&self->examined);
  gcore_xdecref (module);
}

/* Notes what the exception is that arrives where the program stands. */
static void
note_exception (GcoreWorker *self, bool uncaught)
{
  const GcoreErrors *errors = &GCORE_OBJECTS->errors;
  Look look = { .pending = { errors->type, errors->value, errors->traceback } };

  if (!gcore_history_try (self->history, look_at, &look) || look.examined.type[0] == '\0')
    return;
  GcoreSessionException *exception = g_new0 (GcoreSessionException, 1);
  exception->type = g_strdup (look.examined.type);
  exception->module = g_strdup (look.module);
  exception->message = g_utf8_make_valid (look.examined.text, -1);
  exception->traceback = g_utf8_make_valid (look.traceback, -1);
  exception->uncaught = uncaught;
  self->exception = exception;
}

void
gcore_worker_forget_exception (GcoreWorker *self)
{
  g_clear_pointer (&self->exception, gcore_session_exception_free);
}

/* Whether its raise is where the program has been stopped for it already, and gone on from. */
static bool
is_known (GcoreWorker *self, const GcoreRaise *raise)
{
  return raise->tick == self->raise.tick && raise->address == self->raise.address && self->origin >= self->raise_place;
}

bool
gcore_worker_go_to_raise (GcoreWorker *self)
{
  const GcoreRaise *found = gcore_watches_raise (self->watches);

  if (found == NULL)
    return true;
  GcoreRaise raise = *found;
  if (is_known (self, &raise))
    return false;
  gcore_worker_set_activity (self, GCORE_WORKER_TRAVELLING);
  note_exception (self, raise.uncaught);
  while (gcore_raise_go_to (&raise, self->history) == GCORE_SEEK_INTERRUPTED && g_async_queue_length (self->commands) == 0)
    ; /* what interrupts it without a command was meant for the run before */
  gcore_worker_set_activity (self, GCORE_WORKER_IDLE);
  self->raise = raise;
  self->raise_place = gcore_history_position (self->history).tick;
  return true;
}

void
gcore_worker_look_at_raise (GcoreWorker *self)
{
  const GcoreRaise *found = self->watches != NULL ? gcore_watches_raise (self->watches) : NULL;
  GcorePosition here = gcore_history_position (self->history);

  if (found == NULL)
    return;
  self->raise = *found;
  self->raise_place = here.tick;
  if (gcore_raise_go_to_arrival (found, self->history) == GCORE_SEEK_FOUND)
    note_exception (self, found->uncaught);
  gcore_history_return_to (self->history, here);
}

bool
gcore_worker_is_raise_awaited (GcoreWorker *self)
{
  return self->watches != NULL && !gcore_watches_need_observer (self->watches)
         && gcore_watches_observe (self->machine, NULL, self->watches) && gcore_worker_is_at_watch (self);
}
