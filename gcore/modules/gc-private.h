/* SPDX-License-Identifier: MIT */
#pragma once
/* What the two files of the gc module share. */
#include "gcore/refcount/object.h"

/* Puts VALUE into DICT under a new string NAME: as in CPython, not an interned one. 0, or -1 with an exception set. */
int gcore_gc_put_number (GcoreObject *dict, const char *name, intptr_t value);
