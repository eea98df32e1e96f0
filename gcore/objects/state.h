/* SPDX-License-Identifier: MIT */
/* The state of gcore/objects: built-in types, singletons, caches, freelists and interned strings of one image. */
#pragma once

#include "gcore/objects/freelists.h"
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

/* One level of exceptions being handled: the machine's frames share one, each generator has its own. */
typedef struct GcoreHandledException
{
  GcoreObject *exception;                 /* owned; NULL or None: none is handled at this level */
  struct GcoreHandledException *previous; /* of who resumed the generator; NULL at the bottom */
} GcoreHandledException;

/* The exception on its way (see errors.h): type is its class, value its instance or what to make that from. */
typedef struct
{
  GcoreObject *type, *value, *traceback; /* owned; type NULL: none is set */
  GcoreHandledException *handled;        /* innermost level, never NULL */
  GcoreHandledException handled_base;
} GcoreErrors;

/* Lookups in types, found by type version and name. */
typedef struct
{
  GcoreObject *name;  /* owned, interned; NULL: empty */
  GcoreObject *value; /* borrowed from the type's dict; may be NULL: no such attribute */
  uint32_t version;
} GcoreTypeCacheEntry;
#define GCORE_TYPE_CACHE_BITS 12

/* What the folder needs from above; NULL until a machine starts. */
typedef struct
{
  int (*warn) (GcoreObject *category, GcoreObject *text, intptr_t stack_level);
  int (*warn_explicit) (GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line);
  GcoreObject *(*current_locals) (void); /* of the running frame, borrowed; for dir () */
  /* First argument and __class__ cell content (both borrowed) of the running function, for super () without arguments. */
  int (*super_arguments) (GcoreType **type, GcoreObject **object);
  GcoreObject *(*builtin) (const char *name); /* of the module builtins: new reference, or NULL with an error */
  GcoreObject *(*current_globals) (void); /* of the running frame, borrowed, NULL without one */
  GcoreObject *(*import_module) (const char *name); /* new reference, or NULL with an error */
} GcoreObjectHooks;

/* An int of one limb: what the singletons and the small-int cache are made of. */
typedef struct
{
  GcoreVarObject base;
  uint64_t limb;
} GcoreOneLimbInt;

/* CPython makes a tuple of a function's keyword names when they are first needed: a program sees it in the collector's
 * counts and lists. An open-addressed table by the function's format. */
typedef struct
{
  const char *format; /* NULL: free */
  GcoreObject *names; /* owned tuple */
} GcoreKeywordNames;
#define GCORE_N_KEYWORD_NAMES 256

/* CPython's own library is frozen with strings of these letters, which are interned and are not the ones chr gives. */
#define GCORE_LETTERS "BCLST_abcdefhiklmnopqrstvwxy"
#define GCORE_N_LETTERS (sizeof GCORE_LETTERS - 1)

typedef struct
{
  GcoreType types[GCORE_N_BUILTIN_TYPES];
  GcoreObject none, not_implemented, ellipsis;
  GcoreOneLimbInt false_, true_;
  GcoreOneLimbInt small_ints[GCORE_SMALL_INT_MAX - GCORE_SMALL_INT_MIN + 1];
  GcoreObject *identifiers[GCORE_N_IDENTIFIERS]; /* owned */
  GcoreObject *latin1[256];                      /* owned one-character strings, made at start */
  GcoreObject *letters[GCORE_N_LETTERS];         /* owned, interned in place of those in latin1 */
  GcoreObject *bytes1[256];                      /* owned one-byte bytes, made at start */
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

  GcoreErrors errors;
  GcoreObjectHooks hooks;
  GcoreObject *memory_errors;     /* stock of MemoryErrors, linked through their dict field */
  GcoreObject *last_memory_error; /* owned; raised when the stock is used up */
  int n_memory_errors;
  GcoreObject *thread_dict;  /* owned dict or NULL; its "Py_Repr" is the list of objects whose repr is running */
  GcoreTypeCacheEntry type_cache[1 << GCORE_TYPE_CACHE_BITS];
  uint32_t next_type_version;
  uint64_t n_dead_codes;     /* code objects freed so far: what is known of an instruction's address holds as long */
  GcoreKeywordNames keyword_names[GCORE_N_KEYWORD_NAMES];

  GcoreContainerFreelists freelists;
  uint32_t last_dict_keys_version; /* given out by gcore_dict_keys_get_version */
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

/* Builds the state of an empty image: types, singletons, caches, identifiers. The memory and the collector must have been
 * started. Returns -1 if memory does not suffice. */
int gcore_objects_start (void);
