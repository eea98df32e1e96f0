/* SPDX-License-Identifier: MIT */
/* Modules. */
#pragma once

#include "gcore/objects/state.h"
#include "gcore/objects/type.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *dict;      /* owned: the namespace */
  const GcoreMethodDef *functions; /* of a module written in C, else NULL */
  void *state;            /* unused */
  GcoreObject *weak_list; /* weak references to it */
  GcoreObject *name;      /* owned str or NULL */
} GcoreModule;

/* New module with __name__, __doc__, __package__, __loader__ and __spec__. */
GcoreObject *gcore_module_new (const char *name);
GcoreObject *gcore_module_new_object (GcoreObject *name);
/* Borrowed. */
GcoreObject *gcore_module_get_dict (GcoreObject *module);
/* Adds built-in functions that belong to MODULE. */
int gcore_module_add_functions (GcoreObject *module, const GcoreMethodDef *functions);
/* VALUE is stolen, on failure too; NULL (with an exception set) fails. */
int gcore_module_add (GcoreObject *module, const char *name, GcoreObject *value);
/* VALUE is not stolen. */
int gcore_module_add_object_ref (GcoreObject *module, const char *name, GcoreObject *value);
int gcore_module_add_int_constant (GcoreObject *module, const char *name, long value);
int gcore_module_add_string_constant (GcoreObject *module, const char *name, const char *value);
/* Adds a type under its short name. */
int gcore_module_add_type (GcoreObject *module, GcoreType *type);

#define gcore_is_module(object) gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (MODULE))
