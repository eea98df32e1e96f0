/* SPDX-License-Identifier: MIT */
/* What generator.c offers to generator-type.c. */
#pragma once

#include "gcore/objects/generator.h"

/* One step with VALUE (NULL: next), or RAISE: with the pending exception. CLOSING: a finished coroutine is no error.
 * Returns GCORE_SEND_...; *RESULT is a new reference, NULL on failure and when a call without value ended in None. */
int gcore_generator_step (GcoreGenerator *generator, GcoreObject *value, bool raise, bool closing, GcoreObject **result);
/* What send, throw and next make of a step's outcome (RESULT is stolen): the value, or NULL with StopIteration or the
 * exception. */
GcoreObject *gcore_generator_outcome (GcoreGenerator *generator, int status, GcoreObject *result);
/* New references. */
GcoreObject *gcore_generator_close (GcoreGenerator *generator);
GcoreObject *gcore_generator_throw (GcoreGenerator *generator, bool close_on_exit, GcoreObject *type,
                                    GcoreObject *value, GcoreObject *tb);
