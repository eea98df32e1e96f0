/* SPDX-License-Identifier: MIT */
/* What the files that describe references share. */
#pragma once

#include "gcore/record/describe.h"

/* A field that holds one owned reference or NULL. */
typedef struct
{
  size_t offset;    /* bytes from the object's start */
  const char *name; /* NULL ends a table */
} GcoreFieldDef;

/* The fields of a built-in type's instances; NULL if they have none, or others than fixed ones. */
const GcoreFieldDef *gcore_describe_fields_of (uint32_t type_id);

GCORE_INLINE void
tell (const GcoreDescriber *describer, GcoreReference reference)
{
  if (reference.target != NULL)
    describer->visit (&reference, describer->data);
}

/* Reference called TEXT; TARGET may be NULL. */
GCORE_INLINE void
tell_internal (const GcoreDescriber *describer, void *target, const char *text)
{
  tell (describer, (GcoreReference){ .target = target, .kind = GCORE_REF_INTERNAL, .text = text });
}
