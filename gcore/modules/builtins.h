/* SPDX-License-Identifier: MIT */
/* The module builtins. Its functions are in builtins-*.c by topic; builtins.c puts them together. */
#pragma once

#include "gcore/machine/machine.h"
#include "gcore/machine/module-table.h"

/* The functions of each topic; a table ends with a NULL name. */
extern const GcoreMethodDef gcore_builtins_object_functions[];
extern const GcoreMethodDef gcore_builtins_number_functions[];
extern const GcoreMethodDef gcore_builtins_iteration_functions[];
extern const GcoreMethodDef gcore_builtins_code_functions[];
extern const GcoreMethodDef gcore_builtins_stream_functions[];
extern const GcoreMethodDef gcore_builtins_class_functions[];

/* New reference: PATH, or what its __fspath__ gives, as str or bytes. NULL with TypeError if it is no path. */
GcoreObject *gcore_builtins_path_text (GcoreObject *path);
