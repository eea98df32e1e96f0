/* SPDX-License-Identifier: MIT */
/* The modules a program can import from the binary: those written in C and those carried as Python source. This is what the
 * machine asks of gcore/modules, which stands above it: declared here, defined there. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct
{
  const char *name;
  const char *doc;                /* or NULL */
  const GcoreMethodDef *methods;  /* functions of the module, or NULL */
  int (*init) (GcoreObject *module); /* adds what is not a function, once the methods are in; 0, or -1 with an exception
                                      * set. NULL: nothing to add */
} GcoreModuleDef;

/* Every C module, from modules.def; the last entry is NULL. */
extern const GcoreModuleDef *const gcore_builtin_modules[];

/* A module written in Python; source is UTF-8, compiled when first imported. */
typedef struct
{
  const char *name;
  const char *source;
  size_t length;   /* bytes */
  bool is_package; /* it may have submodules, each an entry of its own */
} GcorePythonModule;

/* Made from gcore/modules/python at build time; an entry with name NULL ends the table. */
extern const GcorePythonModule gcore_python_modules[];

/* The module of that name, or NULL. */
const GcoreModuleDef *gcore_find_builtin_module (const char *name);
const GcorePythonModule *gcore_find_python_module (const char *name);

/* Makes the module object: methods added, init run. The machine's import puts it in sys.modules. New reference. */
GcoreObject *gcore_module_from_def (const GcoreModuleDef *def);

/* Connects the collector of the current image with the objects above it (errors, gc.garbage, gc.callbacks, freelists).
 * Called once when a machine starts, when the built-in types are ready. 0, or -1 with an exception set. */
int gcore_gc_module_connect (void);

typedef struct GcoreMachine GcoreMachine;

/* Makes the module builtins and puts it in MACHINE, whose sys.modules exists. -1 with an exception. */
int gcore_builtins_start (GcoreMachine *machine);
