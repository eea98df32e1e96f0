/* SPDX-License-Identifier: MIT */
/* Import: modules written in C, modules in Python carried in the program, and files beside the user's program, whose
 * text the host supplies. The machine itself never opens a file. */
#pragma once

#include "gcore/objects/state.h"

/* New reference: what `import NAME` with this FROM_LIST (NULL or None: none) at LEVEL binds. GLOBALS may be NULL. */
GcoreObject *gcore_import_module_level (GcoreObject *name, GcoreObject *globals, GcoreObject *from_list, int level);
/* New reference: the module NAME, imported first if need be. */
GcoreObject *gcore_import_module (const char *name);
/* Borrowed: the module NAME in sys.modules, made empty if missing. */
GcoreObject *gcore_import_add_module (const char *name);
/* Borrowed: sys.modules. */
GcoreObject *gcore_import_get_module_dict (void);
/* New reference or NULL (exception only if the look-up failed): sys.modules[NAME]. */
GcoreObject *gcore_import_get_module (GcoreObject *name);
/* New str: FILENAME up to its last slash, empty without one. */
GcoreObject *gcore_import_folder_of (GcoreObject *filename);
