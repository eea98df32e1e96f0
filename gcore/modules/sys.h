/* SPDX-License-Identifier: MIT */
/* What the sys*.c files share. */
#pragma once

#include "gcore/refcount/object.h"

/* Functions that print what the interpreter reports: displayhook, excepthook, unraisablehook (sys-hooks.c). */
extern const GcoreMethodDef gcore_sys_hooks[];
/* Adds the facts about the interpreter: version, limits, flags, streams (sys-info.c). -1 with an exception set. */
int gcore_sys_add_info (GcoreObject *module);
