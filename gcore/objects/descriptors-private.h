/* SPDX-License-Identifier: MIT */
/* What descriptors.c shares with wrapper-descriptor.c. */
#pragma once

#include "gcore/objects/descriptors.h"

/* New descriptor of DESCRIPTOR_TYPE, what follows its head zeroed. */
void *gcore_descriptor_new (GcoreType *descriptor_type, GcoreType *owner, const char *name);
void gcore_descriptor_dealloc (GcoreObject *self);
int gcore_descriptor_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data);
/* Whether OBJECT is an instance of the owner; TypeError "descriptor … doesn't apply …". */
bool gcore_descriptor_check (GcoreObject *self, GcoreObject *object);
GcoreObject *gcore_descriptor_get_qualname (GcoreObject *self, void *closure);
GcoreObject *gcore_descriptor_get_text_signature (GcoreObject *self, void *closure);
extern const GcoreMemberDef gcore_descriptor_members[];
