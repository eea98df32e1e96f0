/* SPDX-License-Identifier: MIT */
/* The state of gcore/objects: built-in types, singletons, caches, freelists and interned strings of one image. */
#pragma once

#include "gcore/objects/types.h"
#include "gcore/refcount/object.h"

#define GCORE_SMALL_INT_MIN (-5)
#define GCORE_SMALL_INT_MAX 256

enum
{
#define GCORE_IDENTIFIER(name) GCORE_ID_INDEX_##name,
#include "gcore/objects/identifiers.def"
#undef GCORE_IDENTIFIER
  GCORE_N_IDENTIFIERS
};

/* An int of one limb: what the singletons and the small-int cache are made of. */
typedef struct
{
  GcoreVarObject base;
  uint64_t limb;
} GcoreOneLimbInt;

typedef struct
{
  GcoreType types[GCORE_N_BUILTIN_TYPES];
  GcoreObject none, not_implemented, ellipsis;
  GcoreOneLimbInt false_, true_;
  GcoreOneLimbInt small_ints[GCORE_SMALL_INT_MAX - GCORE_SMALL_INT_MIN + 1];
  GcoreObject *identifiers[GCORE_N_IDENTIFIERS]; /* owned */
  GcoreObject *latin1[256];                      /* owned one-character strings, made at start */
  GcoreObject *bytes1[256];                      /* owned one-byte bytes, NULL until first used */
  GcoreObject *empty_str, *empty_bytes, *empty_tuple; /* owned */
  struct
  {
    GcoreObject **slots; /* open addressing; NULL free; the references are not counted */
    size_t mask;         /* number of slots − 1; 0 before the first */
    size_t used;         /* strings in the table */
  } interned;
  struct
  {
    GcoreObject *first; /* linked through the type word */
    int count;
  } floats; /* freed floats kept for reuse */
  intptr_t int_max_str_digits; /* 0: no limit */

  /* Freelists and other private state: each file of this folder adds one struct here, declared in its header. */
} GcoreObjects;

#define GCORE_OBJECTS ((GcoreObjects *) GCORE_IMAGE_AT (GCORE_OFFSET_OBJECTS))
_Static_assert (sizeof (GcoreObjects) <= GCORE_OFFSET_MACHINE - GCORE_OFFSET_OBJECTS, "objects state fits its place");

#define GCORE_TYPE(ID) (&GCORE_OBJECTS->types[GCORE_TYPE_ID_##ID])
/* The exception class, as an object: GCORE_EXC (ValueError). */
#define GCORE_EXC(Name) ((GcoreObject *) GCORE_TYPE (EXC_##Name))
#define GCORE_ID(name) (GCORE_OBJECTS->identifiers[GCORE_ID_INDEX_##name])

/* Borrowed. */
#define GCORE_NONE (&GCORE_OBJECTS->none)
#define GCORE_NOT_IMPLEMENTED (&GCORE_OBJECTS->not_implemented)
#define GCORE_ELLIPSIS (&GCORE_OBJECTS->ellipsis)
#define GCORE_TRUE ((GcoreObject *) &GCORE_OBJECTS->true_)
#define GCORE_FALSE ((GcoreObject *) &GCORE_OBJECTS->false_)

#define gcore_is_exact(object, ID) (GCORE_TYPE_OF (object) == GCORE_TYPE (ID))

/* gcore_is_list (object): of that type or a subclass; gcore_is_list_exact (object): exactly that type. */
#define gcore_is_int(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_INT)
#define gcore_is_list(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_LIST)
#define gcore_is_tuple(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_TUPLE)
#define gcore_is_bytes(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_BYTES)
#define gcore_is_str(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_STR)
#define gcore_is_dict(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_DICT)
#define gcore_is_exception(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_EXCEPTION)
#define gcore_is_type(object) gcore_has_flag (GCORE_TYPE_OF (object), GCORE_TYPE_FLAG_TYPE)
#define gcore_is_int_exact(object) gcore_is_exact (object, INT)
#define gcore_is_bool(object) gcore_is_exact (object, BOOL)
#define gcore_is_float_exact(object) gcore_is_exact (object, FLOAT)
#define gcore_is_list_exact(object) gcore_is_exact (object, LIST)
#define gcore_is_tuple_exact(object) gcore_is_exact (object, TUPLE)
#define gcore_is_bytes_exact(object) gcore_is_exact (object, BYTES)
#define gcore_is_str_exact(object) gcore_is_exact (object, STR)
#define gcore_is_dict_exact(object) gcore_is_exact (object, DICT)
