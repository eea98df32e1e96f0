/* SPDX-License-Identifier: MIT */
/* None, NotImplemented, Ellipsis, and the start of everything that exists once: small ints, True and False, the empty
 * and the one-character strings, the interned identifiers. */
#pragma once

#include "gcore/objects/state.h"

/* References singletons start with: so many that no program uses them up. */
#define GCORE_SINGLETON_REFERENCES 1000000000

/* Fills in the singletons of GCORE_OBJECTS; called once when a machine starts, after the built-in types have been
 * copied into the image (they need not be ready). −1 when memory is short (no exception can be set yet). */
int gcore_scalars_start (void);

extern const GcoreType gcore_none_template, gcore_not_implemented_template, gcore_ellipsis_template;
