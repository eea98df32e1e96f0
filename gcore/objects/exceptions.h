/* SPDX-License-Identifier: MIT */
/* BaseException and the layouts of its relatives; the classes themselves are listed in exceptions.def. */
#pragma once

#include "gcore/objects/state.h"

#define GCORE_EXCEPTION_HEAD                                                                                           \
  GcoreObject base;                                                                                                    \
  GcoreObject *dict;      /* owned; NULL until first used */                                                           \
  GcoreObject *args;      /* owned tuple */                                                                            \
  GcoreObject *notes;     /* always NULL: __notes__ lives in dict; keeps the size */                                   \
  GcoreObject *traceback; /* owned; None if set to it; or NULL, as the next two */                           \
  GcoreObject *context;                                                                                                \
  GcoreObject *cause;                                                                                                  \
  bool suppress_context;

typedef struct
{
  GCORE_EXCEPTION_HEAD
} GcoreException;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *value;
} GcoreStopIteration;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *code;
} GcoreSystemExit;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *name;
} GcoreNameError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *object, *name;
} GcoreAttributeError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *msg, *name, *path;
} GcoreImportError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *errno_, *strerror, *filename, *filename2;
  intptr_t characters_written; /* BlockingIOError only; -1: not given */
} GcoreOSError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *msg, *filename, *lineno, *offset, *end_lineno, *end_offset, *text, *print_file_and_line;
} GcoreSyntaxError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *encoding, *object;
  intptr_t start, end; /* of what could not be coded: indexes into object */
  GcoreObject *reason;
} GcoreUnicodeError;

typedef struct
{
  GCORE_EXCEPTION_HEAD
  GcoreObject *msg, *excs; /* excs: tuple of exceptions */
} GcoreExceptionGroup;

/* Whether OBJECT is a class derived from BaseException. */
#define gcore_is_exception_class(object)                                                                               \
  (gcore_is_type (object) && gcore_has_flag ((GcoreType *) (void *) (object), GCORE_TYPE_FLAG_EXCEPTION))

/* New references, NULL for none. */
GcoreObject *gcore_exception_get_traceback (GcoreObject *exception);
GcoreObject *gcore_exception_get_context (GcoreObject *exception);
GcoreObject *gcore_exception_get_cause (GcoreObject *exception);
/* TRACEBACK a traceback or None, not stolen; TypeError otherwise. */
int gcore_exception_set_traceback (GcoreObject *exception, GcoreObject *traceback);
/* CONTEXT, CAUSE (may be NULL) are stolen. Setting a cause also sets suppress_context. */
void gcore_exception_set_context (GcoreObject *exception, GcoreObject *context);
void gcore_exception_set_cause (GcoreObject *exception, GcoreObject *cause);

/* New UnicodeDecodeError ("encoding", bytes, start, end, "reason"); the same for encoding, with a str. */
GcoreObject *gcore_unicode_decode_error_new (const char *encoding, GcoreObject *bytes, intptr_t start, intptr_t end,
                                             const char *reason);
GcoreObject *gcore_unicode_encode_error_new (const char *encoding, GcoreObject *str, intptr_t start, intptr_t end,
                                             const char *reason);
/* Whether EXCEPTION, an AttributeError made by `raise`, lacks name and object: sets them (for suggestions). */
int gcore_attribute_error_set_names (GcoreObject *exception, GcoreObject *object, GcoreObject *name);

/* New reference to a MemoryError that needs no memory: a freed one or, when none is left, the last, shared one. */
GcoreObject *gcore_memory_error_take (void);
/* Makes the preallocated MemoryErrors. Called once at start, after the types are ready. */
int gcore_exceptions_start (void);
