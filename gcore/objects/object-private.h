/* SPDX-License-Identifier: MIT */
/* What the object*.c files share. */
#pragma once

#include "gcore/objects/object.h"

/* Methods of object that describe an instance so that it can be made anew (object-reduce.c). */
GcoreObject *gcore_object_reduce_ex (GcoreObject *self, GcoreObject *protocol);
GcoreObject *gcore_object_reduce (GcoreObject *self, GcoreObject *unused);
GcoreObject *gcore_object_get_state (GcoreObject *self, GcoreObject *unused);
