/* SPDX-License-Identifier: MIT */
/* Shared by bytearray.c and bytearray-methods.c. */
#pragma once

#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes-private.h"

extern const GcoreMethodDef gcore_bytearray_methods[];
/* The init slot. */
int gcore_bytearray_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
/* self[low:high] = the N bytes at DATA, which must not lie in SELF. */
int gcore_bytearray_set_slice (GcoreObject *self, intptr_t low, intptr_t high, const char *data, intptr_t n);
/* self[key] = value; VALUE NULL: delete. */
int gcore_bytearray_assign_subscript (GcoreObject *self, GcoreObject *key, GcoreObject *value);
/* Appends what an iterable of ints gives. */
int gcore_bytearray_extend (GcoreObject *self, GcoreObject *iterable);
