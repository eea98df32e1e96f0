/* SPDX-License-Identifier: MIT */
/* Iteration. */
#pragma once

#include "gcore/objects/state.h"

/* iter (OBJECT); TypeError "'T' object is not iterable". */
GcoreObject *gcore_object_get_iter (GcoreObject *object);
/* Whether OBJECT offers __next__. */
bool gcore_iter_check (GcoreObject *object);
/* Next item, or NULL: at the end without an exception, on failure with one. */
GcoreObject *gcore_iter_next (GcoreObject *iter);
/* One step of a delegation: returns GCORE_SEND_NEXT with the item, GCORE_SEND_RETURN with the final value in *RESULT, or
 * GCORE_SEND_ERROR. */
int gcore_iter_send (GcoreObject *iter, GcoreObject *value, GcoreObject **result);
GcoreObject *gcore_object_get_aiter (GcoreObject *object);
