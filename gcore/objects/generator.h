/* SPDX-License-Identifier: MIT */
/* Generators and coroutines. The call's activation lives inside the object, from its first step to its last. */
#pragma once

#include "gcore/machine/frame-stack.h"
#include "gcore/objects/state.h"

/* State of a generator's activation. */
enum
{
  GCORE_GENERATOR_CREATED = -2,
  GCORE_GENERATOR_SUSPENDED = -1,
  GCORE_GENERATOR_EXECUTING = 0,
  GCORE_GENERATOR_COMPLETED = 1,
  GCORE_GENERATOR_CLEARED = 4
};

/* One shape for generator and coroutine. */
typedef struct
{
  GcoreObject base;
  GcoreObject *code;                  /* owned GcoreCode; survives the end of the call */
  GcoreObject *weak_list;
  GcoreObject *name, *qualname;       /* owned str */
  GcoreHandledException handled;      /* the exception this generator is handling while suspended */
  GcoreObject *origin;                /* reserved for a coroutine's origin; keeps the size of CPython's object */
  bool hooks_inited, closed, running_async;
  int8_t state;                       /* GCORE_GENERATOR_... */
  GcoreActivation activation;         /* variable length */
} GcoreGenerator;

#define gcore_is_generator(object) gcore_is_exact (object, GENERATOR)
#define gcore_is_coroutine(object) gcore_is_exact (object, COROUTINE)

/* The generator whose activation this is (its owner says so). */
#define gcore_activation_generator(activation_)                                                                        \
  ((GcoreGenerator *) (void *) ((char *) (activation_) -offsetof (GcoreGenerator, activation)))

/* New reference: the generator or coroutine FUNCTION's code asks for, without its activation filled in. */
GcoreObject *gcore_generator_new (GcoreObject *function);
/* One step: sends VALUE (borrowed; None or NULL to start). *RESULT is a new reference, or NULL with an exception for
 * GCORE_SEND_ERROR. */
int gcore_generator_send (GcoreObject *generator, GcoreObject *value, GcoreObject **result);
/* The parts of a step, for the evaluation loop, which runs a generator's activation without leaving C. GENERATOR is
 * created or suspended; VALUE (stolen) is sent. */
void gcore_generator_enter (GcoreGenerator *generator, GcoreObject *value);
/* After a yield. */
void gcore_generator_leave (GcoreGenerator *generator);
/* After its end: releases all its call held. FAILED: by the pending exception. */
void gcore_generator_finish (GcoreGenerator *generator, bool failed);
/* Whether the loop may do so with OBJECT. */
#define gcore_generator_can_enter(object)                                                                              \
  ((gcore_is_generator (object) || gcore_is_coroutine (object))                                                        \
   && ((GcoreGenerator *) (void *) (object))->state < GCORE_GENERATOR_EXECUTING)

/* The same for a pending exception, raised where GENERATOR stands; CLOSING: it is on its way out. */
int gcore_generator_raise (GcoreObject *generator, bool closing, GcoreObject **result);
/* Closes an unfinished generator that nobody can reach any more; reports errors as unraisable. */
void gcore_generator_finalize (GcoreObject *generator);
/* Takes the value out of a pending StopIteration, which is then no longer pending: 0 and a new reference in *VALUE (None
 * when no exception is pending); -1 when another exception is pending, and stays so. */
int gcore_generator_fetch_stop_iteration_value (GcoreObject **value);
/* Raises StopIteration with VALUE, as the end of a generator does. */
int gcore_generator_set_stop_iteration_value (GcoreObject *value);
/* New reference or NULL (no exception): what a suspended generator is delegating to. */
GcoreObject *gcore_generator_yield_from (GcoreGenerator *generator);
/* New reference: the iterator `await` of OBJECT steps. */
GcoreObject *gcore_coroutine_get_awaitable_iter (GcoreObject *object);
