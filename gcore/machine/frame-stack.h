/* SPDX-License-Identifier: MIT */
/* Activations: one for each running call of Python code, and the stack they stand on.
 *
 *     | 9 words of GcoreActivation | variables | cells | free variables | value stack ... |
 *                                  ^ slots                              ^ slots + n_locals_plus
 *
 * The stack is one range of the image (GCORE_OFFSET_FRAMES), so pushing is adding; a generator's activation lives in the
 * generator, a finished call's in its frame object if it has one. */
#pragma once

#include "gcore/objects/code.h"
#include "gcore/objects/function.h"

typedef struct GcoreFrame GcoreFrame;

enum
{
  GCORE_OWNED_BY_STACK = 0,
  GCORE_OWNED_BY_GENERATOR = 1,
  GCORE_OWNED_BY_FRAME = 2
};

typedef struct GcoreActivation
{
  GcoreFunction *function;        /* owned */
  GcoreObject *globals;           /* borrowed from the function */
  GcoreObject *builtins;          /* borrowed from the function */
  GcoreObject *locals;            /* owned mapping or NULL */
  GcoreCode *code;                /* owned */
  GcoreFrame *frame_object;       /* owned or NULL */
  struct GcoreActivation *previous; /* the caller */
  GcoreCodeUnit *prev_instr;      /* the instruction last begun; one before the first at the start */
  int32_t stack_top;              /* slots in use, variables included; -1 while the loop keeps it in a register */
  bool is_entry;                  /* returning from here leaves the C function that runs the loop */
  uint8_t owner;                  /* GCORE_OWNED_BY_... */
  GcoreObject *slots[1];
} GcoreActivation;

/* Words of an activation before its slots: what frame and generator sizes are made of. */
#define GCORE_ACTIVATION_HEADER_SIZE offsetof (GcoreActivation, slots)

/* Room for a call of CODE on the stack, contents undefined; NULL when the stack is full (no exception set). */
GcoreActivation *gcore_activation_push (GcoreCode *code);
/* Gives the room back: ACTIVATION is the one pushed last and already cleared. */
void gcore_activation_pop (GcoreActivation *activation);
/* Releases what ACTIVATION holds: its frame object, if there is one that outlives the call, takes the contents over. */
void gcore_activation_clear (GcoreActivation *activation);
/* For a collector's traverse function. */
int gcore_activation_traverse (GcoreActivation *activation, GcoreVisitFunc visit, void *data);

/* Address (bytes from the start of the code) of the instruction last begun; negative before the first. */
GCORE_INLINE int
gcore_activation_address (const GcoreActivation *activation)
{
  return (int) ((char *) activation->prev_instr - (char *) GCORE_CODE_UNITS (activation->code));
}

/* The call has not yet got past its preparations (cells, generator): it is not shown to anybody. */
GCORE_INLINE bool
gcore_activation_is_incomplete (const GcoreActivation *activation)
{
  return activation->owner != GCORE_OWNED_BY_GENERATOR
         && activation->prev_instr < GCORE_CODE_UNITS (activation->code) + activation->code->first_traceable;
}

/* The innermost complete call from ACTIVATION outwards; NULL if there is none. */
GCORE_INLINE GcoreActivation *
gcore_activation_complete (GcoreActivation *activation)
{
  while (activation != NULL && gcore_activation_is_incomplete (activation))
    activation = activation->previous;
  return activation;
}

/* Fills in a new activation: FUNCTION and LOCALS are stolen, the variables are unbound. */
GCORE_INLINE void
gcore_activation_init (GcoreActivation *activation, GcoreFunction *function, GcoreObject *locals, GcoreCode *code)
{
  activation->function = function;
  activation->globals = function->globals;
  activation->builtins = function->builtins;
  activation->locals = locals;
  activation->code = (GcoreCode *) gcore_newref (code);
  activation->frame_object = NULL;
  activation->previous = NULL;
  activation->prev_instr = GCORE_CODE_UNITS (code) - 1;
  activation->stack_top = code->nlocalsplus;
  activation->is_entry = false;
  activation->owner = GCORE_OWNED_BY_STACK;
}
