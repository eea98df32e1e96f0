/* SPDX-License-Identifier: MIT */
#include "gcore/machine/frame-stack.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/frame.h"

#define GROWTH (64 * 1024) /* bytes of the stack declared in use at a time */

/* Makes room for SIZE bytes more. False when the stack is at its end, or has as much as the program may use in all. */
static bool
grow (GcoreMachine *machine, size_t size)
{
  uint64_t room = gcore_image_quota () < GCORE_FRAMES_SIZE ? gcore_image_quota () : GCORE_FRAMES_SIZE;
  char *end = gcore_image_base + GCORE_OFFSET_FRAMES + room;
  if (machine->frames_limit >= end || size > (size_t) (end - machine->frames_top))
    return false;
  size_t wanted = (size_t) (machine->frames_top + size - machine->frames_limit);
  wanted = (wanted + GROWTH - 1) / GROWTH * GROWTH;
  if (wanted > (size_t) (end - machine->frames_limit))
    wanted = (size_t) (end - machine->frames_limit);
  gcore_image_use ((uint64_t) (machine->frames_limit - gcore_image_base), wanted);
  machine->frames_limit += wanted;
  return true;
}

GcoreActivation *
gcore_activation_push (GcoreCode *code)
{
  GcoreMachine *machine = GCORE_MACHINE;
  size_t size = GCORE_ACTIVATION_HEADER_SIZE + (size_t) (code->nlocalsplus + code->stacksize) * sizeof (GcoreObject *);
  if (GCORE_UNLIKELY (size > (size_t) (machine->frames_limit - machine->frames_top)) && !grow (machine, size))
    return NULL;
  char *place = machine->frames_top;
  machine->frames_top = place + size;
  return (GcoreActivation *) (void *) place;
}

void
gcore_activation_pop (GcoreActivation *activation)
{
  GCORE_MACHINE->frames_top = (char *) activation;
}

/* The call ends while FRAME is still held: FRAME gets what the activation holds, and a lasting link to its caller. */
static void
move_to_frame (GcoreFrame *frame, GcoreActivation *activation)
{
  size_t size = GCORE_ACTIVATION_HEADER_SIZE + (size_t) activation->stack_top * sizeof (GcoreObject *);
  memcpy (&frame->own, activation, size);
  GcoreActivation *own = &frame->own;
  frame->activation = own;
  own->owner = GCORE_OWNED_BY_FRAME;
  if (gcore_activation_is_incomplete (own))
    own->prev_instr = GCORE_CODE_UNITS (own->code) + own->code->first_traceable;
  GcoreActivation *caller = gcore_activation_complete (own->previous);
  if (caller != NULL)
    {
      /* The call may be ending with an exception, which must not be lost when there is no memory for the caller's frame. */
      GcoreRaised pending = gcore_err_put_aside ();
      GcoreFrame *back = gcore_activation_get_frame (caller);
      if (back == NULL)
        gcore_err_clear ();
      else
        frame->back = gcore_newref (back);
      gcore_err_put_back (pending);
    }
  own->previous = NULL;
  if (!gcore_gc_is_tracked (frame))
    gcore_gc_track (frame);
}

void
gcore_activation_clear (GcoreActivation *activation)
{
  GcoreFrame *frame = activation->frame_object;
  if (frame != NULL)
    {
      activation->frame_object = NULL;
      if (frame->base.refcount > 1)
        {
          move_to_frame (frame, activation);
          gcore_decref (frame);
          return;
        }
      gcore_decref (frame);
    }
  for (int i = 0; i < activation->stack_top; i++)
    gcore_xdecref (activation->slots[i]);
  gcore_xdecref (activation->locals);
  gcore_decref (activation->function);
  gcore_decref (activation->code);
}

int
gcore_activation_traverse (GcoreActivation *activation, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (activation->frame_object);
  GCORE_VISIT (activation->locals);
  GCORE_VISIT (activation->function);
  GCORE_VISIT (activation->code);
  for (int i = 0; i < activation->stack_top; i++)
    GCORE_VISIT (activation->slots[i]);
  return 0;
}
