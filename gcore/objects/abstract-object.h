/* SPDX-License-Identifier: MIT */
/* Subscription, length, formatting and class membership of any object. */
#pragma once

#include "gcore/objects/state.h"

intptr_t gcore_object_size (GcoreObject *object);
#define gcore_object_length(object) gcore_object_size (object)
/* len (OBJECT), else what __length_hint__ says, else FALLBACK. */
intptr_t gcore_object_length_hint (GcoreObject *object, intptr_t fallback);
/* Whether len () is offered. */
bool gcore_object_has_length (GcoreObject *object);

GcoreObject *gcore_object_get_item (GcoreObject *object, GcoreObject *key);
int gcore_object_set_item (GcoreObject *object, GcoreObject *key, GcoreObject *value);
int gcore_object_del_item (GcoreObject *object, GcoreObject *key);

/* format (OBJECT, SPEC); SPEC a str or NULL. */
GcoreObject *gcore_object_format (GcoreObject *object, GcoreObject *spec);

/* 1, 0 or -1. CLS: a class, a tuple of classes, a union, or anything with __instancecheck__ (__subclasscheck__). */
int gcore_object_is_instance (GcoreObject *object, GcoreObject *cls);
int gcore_object_is_subclass (GcoreObject *derived, GcoreObject *cls);
/* The same without __instancecheck__ and __subclasscheck__: what type's own do. */
int gcore_object_real_is_instance (GcoreObject *object, GcoreObject *cls);
int gcore_object_real_is_subclass (GcoreObject *derived, GcoreObject *cls);
/* OBJECT is an instance of exactly that type or a type derived from it; cannot fail. */
bool gcore_object_type_check (GcoreObject *object, GcoreType *type);
