/* SPDX-License-Identifier: MIT */
#pragma once

#include "gcore/refcount/object.h"

/* itertools.tee: a tuple of independent iterators over one. */
GcoreObject *gcore_itertools_tee (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
