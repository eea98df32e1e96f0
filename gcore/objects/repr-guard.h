/* SPDX-License-Identifier: MIT */
/* Guards the repr of containers that contain themselves. */
#pragma once

#include "gcore/refcount/object.h"

/* 0: go on, and call gcore_repr_leave() at the end; 1: OBJECT's repr is already being made; -1 with an error. */
int gcore_repr_enter (GcoreObject *object);
/* Keeps an exception that is set. */
void gcore_repr_leave (GcoreObject *object);
