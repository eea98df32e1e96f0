/* SPDX-License-Identifier: MIT */
/* list[int] and int | str. */
#pragma once

#include "gcore/objects/state.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *origin;     /* owned: the class */
  GcoreObject *args;       /* owned tuple */
  GcoreObject *parameters; /* NULL; keeps its place */
  GcoreObject *weak_list;
  void *reserved[2]; /* keeps the size CPython's */
} GcoreGenericAlias;

typedef struct
{
  GcoreObject base;
  GcoreObject *args;       /* owned tuple, without duplicates */
  GcoreObject *parameters; /* NULL; keeps its place */
} GcoreUnion;

/* New reference to ORIGIN[ARGS]; ARGS that is no tuple counts as a tuple of one. Both borrowed. Fits as
 * __class_getitem__ (CLASS, METH_O). */
GcoreObject *gcore_generic_alias_new (GcoreObject *origin, GcoreObject *args);
/* New reference to LEFT | RIGHT for types (type's number slot or_); NotImplemented if one is no type. */
GcoreObject *gcore_union_type_or (GcoreObject *left, GcoreObject *right);

/* The text of a class or other argument inside another's repr: classes by name. New str. */
GcoreObject *gcore_type_argument_repr (GcoreObject *argument);

extern const GcoreType gcore_generic_alias_template;
extern const GcoreType gcore_union_template;
