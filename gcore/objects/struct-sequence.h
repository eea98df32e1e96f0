/* SPDX-License-Identifier: MIT */
/* Tuples whose items also have names, such as sys.version_info. */
#pragma once

#include "gcore/objects/state.h"
#include "gcore/objects/tuple.h"

/* A member of such a type's table: item I called NAME. */
#define GCORE_STRUCT_SEQUENCE_FIELD(name, i)                                                                           \
  { name, GCORE_MEMBER_OBJECT, offsetof (GcoreTuple, items) + (i) * sizeof (GcoreObject *), GCORE_MEMBER_READONLY, NULL }

/* New class MODULE.NAME, a tuple with FIELDS (ended by a NULL name; must outlive the class). New reference. */
GcoreType *gcore_struct_sequence_new_type (const char *module, const char *name, const GcoreMemberDef *fields);
/* New instance with the N items, whose references are stolen, on failure too. NULL among them makes it fail. The collector
 * does not track it. */
GcoreObject *gcore_struct_sequence_new (GcoreType *type, GcoreObject *const *items, intptr_t n);
