/* SPDX-License-Identifier: MIT */
/* Writing to file-like objects, and to the program's standard streams. */
#pragma once

#include "gcore/objects/state.h"

/* Writes str (OBJECT), or with RAW false its repr, by FILE's write method. -1 with an exception. */
int gcore_file_write_object (GcoreObject *object, GcoreObject *file, bool raw);
/* The same for UTF-8. Does nothing while an exception is pending. */
int gcore_file_write_string (const char *text, GcoreObject *file);

/* Writes to sys.stderr, or to the host's if that fails; the pending exception stays as it is. */
void gcore_stderr_write (const char *text);
void gcore_stderr_write_object (GcoreObject *str);
