/* SPDX-License-Identifier: MIT */
/* list[int] and int | str. */
#pragma once

#include "gcore/objects/state.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *origin;     /* owned: the class */
  GcoreObject *args;       /* owned tuple */
  GcoreObject *parameters; /* owned tuple of the type variables in args, NULL until asked for */
  GcoreObject *weak_list;
  bool starred;   /* *tuple[int] */
  void *reserved; /* keeps the size CPython's */
} GcoreGenericAlias;

typedef struct
{
  GcoreObject base;
  GcoreObject *args;       /* owned tuple, without duplicates */
  GcoreObject *parameters; /* owned tuple of the type variables in args, NULL until asked for */
} GcoreUnion;

/* New reference to ORIGIN[ARGS]; ARGS that is no tuple counts as a tuple of one. Both borrowed. Fits as
 * __class_getitem__ (CLASS, METH_O). */
GcoreObject *gcore_generic_alias_new (GcoreObject *origin, GcoreObject *args);
/* New reference to LEFT | RIGHT for types (type's number slot or_); NotImplemented if one is no type. */
GcoreObject *gcore_union_type_or (GcoreObject *left, GcoreObject *right);

/* Writes the text of a class or other argument inside another's repr: classes by name. 0, or -1 with an exception. */
int gcore_type_argument_write (GcoreStrWriter *writer, GcoreObject *argument);

/* New tuple of the type variables in ARGS, each once. */
GcoreObject *gcore_type_parameters (GcoreObject *args);
/* New tuple: ARGS with ITEM (one argument or a tuple of them) in the place of PARAMETERS. SELF: what is subscripted, for
 * messages. TypeError if the number does not fit. */
GcoreObject *gcore_type_parameters_replace (GcoreObject *self, GcoreObject *args, GcoreObject *parameters,
                                            GcoreObject *item);

extern const GcoreType gcore_generic_alias_template, gcore_generic_alias_iterator_template;
extern const GcoreType gcore_union_template;
