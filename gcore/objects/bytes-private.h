/* SPDX-License-Identifier: MIT */
/* What the methods of bytes and bytearray share: they work on a view of either and make results of the same type. */
#pragma once

#include "gcore/objects/bytes.h"

typedef struct
{
  const char *data;
  intptr_t n;
} GcoreBytesView;

/* OBJECT is a bytes or bytearray. */
GcoreBytesView gcore_bytes_view (GcoreObject *object);
/* A bytes or bytearray, as LIKE is (the exact type); new reference. */
GcoreObject *gcore_bytes_like (GcoreObject *like, const char *data, intptr_t n);
/* The same, uninitialised: *DATA receives where to write. */
GcoreObject *gcore_bytes_like_new (GcoreObject *like, intptr_t n, char **data);
/* SELF itself if it is an exact bytes, else a copy. */
GcoreObject *gcore_bytes_unchanged (GcoreObject *self);
/* A number in 0 … 255 from an int (or what has __index__): ValueError "byte must be in range(0, 256)"; −1 on failure. */
int gcore_byte_from_object (GcoreObject *object);
/* Lower-case or upper-case hexadecimal digits; SEPARATOR (may be NULL) every GROUP bytes. New str. */
GcoreObject *gcore_bytes_hex (GcoreBytesView view, GcoreObject *separator, intptr_t group);
/* Parses pairs of hexadecimal digits; bytes or, if WANT_BYTEARRAY, bytearray. */
GcoreObject *gcore_bytes_from_hex (GcoreObject *text, bool want_bytearray);
/* % formatting. */
GcoreObject *gcore_bytes_percent (GcoreObject *like, GcoreBytesView format, GcoreObject *args);
/* A quoted repr with PREFIX and SUFFIX around. */
GcoreObject *gcore_bytes_repr_view (GcoreBytesView view, const char *prefix, const char *suffix, bool smart_quotes);
GcoreObject *gcore_bytes_view_compare (GcoreObject *a, GcoreObject *b, int op);
/* A part of SELF by index or slice; NAME for messages ("byte", "bytearray"). */
GcoreObject *gcore_bytes_subscript (GcoreObject *self, GcoreObject *key, const char *name);
int gcore_bytes_contains (GcoreObject *self, GcoreObject *value);
/* Iterator over an object with bytes. */
GcoreObject *gcore_bytes_iter (GcoreObject *self);

/* Argument converters: one bytes-like object or byte. */
typedef struct
{
  GcoreBuffer buffer;
  char byte;
  const char *data;
  intptr_t n;
} GcoreBytesPart;

/* 0, or −1 with TypeError; what was got has to be released. */
int gcore_bytes_part (GcoreObject *object, GcoreBytesPart *part);
#define gcore_bytes_part_release(part) gcore_buffer_release (&(part)->buffer)

/* Tables made of pieces shared by both types. */
#define GCORE_BYTES_METHOD_LIST(X)                                                                                     \
  X (capitalize) X (center) X (count) X (decode) X (endswith) X (expandtabs) X (find) X (hex) X (index) X (isalnum)    \
  X (isalpha) X (isascii) X (isdigit) X (islower) X (isspace) X (istitle) X (isupper) X (join) X (ljust) X (lower)    \
  X (lstrip) X (partition) X (removeprefix) X (removesuffix) X (replace) X (rfind) X (rindex) X (rjust)               \
  X (rpartition) X (rsplit) X (rstrip) X (split) X (splitlines) X (startswith) X (strip) X (swapcase) X (title)       \
  X (translate) X (upper) X (zfill)

#define GCORE_BYTES_DECLARE_METHOD(name) extern const GcoreMethodDef gcore_bytes_method_##name;
extern const GcoreMethodDef gcore_bytes_methods[];
GcoreObject *gcore_bytes_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
