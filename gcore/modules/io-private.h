/* SPDX-License-Identifier: MIT */
/* What the files of the module _io share. */
#pragma once

#include "gcore/refcount/object.h"

/* Stores in *SIZE the number ARGUMENT is; leaves it as it is for None. -1 with TypeError or OverflowError. */
int gcore_io_optional_size (GcoreObject *argument, intptr_t *size);
/* The same for the arguments of a method NAME with at most one. */
int gcore_io_parse_size (const char *name, GcoreObject *const *args, intptr_t n_args, intptr_t *size);
/* NULL with io.UnsupportedOperation. */
GcoreObject *gcore_io_unsupported (const char *message);
/* Of streams whose only reference the collector sees is their dict. */
int gcore_io_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data);
int gcore_io_clear (GcoreObject *self);
/* Ends the life of a stream whose dict and weak references stand where its type says; the rest is done. */
void gcore_io_dealloc (GcoreObject *self);
