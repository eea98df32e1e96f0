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
/* A number in 0 … 255 from an int (or what has __index__): ValueError "byte must be in range(0, 256)", −1. */
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

/* --- methods of both types ---------------------------------------------------------------------------------------- */

/* (self, NULL), (self, arg), (self, args, n_args), (self, args, n_args, keyword_names) */
#define GCORE_BYTES_NOARGS(name) GcoreObject *gcore_bytes_method_##name (GcoreObject *self, GcoreObject *ignored)
#define GCORE_BYTES_O(name) GcoreObject *gcore_bytes_method_##name (GcoreObject *self, GcoreObject *argument)
#define GCORE_BYTES_FAST(name)                                                                                         \
  GcoreObject *gcore_bytes_method_##name (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
#define GCORE_BYTES_KEYS(name)                                                                                         \
  GcoreObject *gcore_bytes_method_##name (GcoreObject *self, GcoreObject *const *args, intptr_t n_args,                \
                                          GcoreObject *keyword_names)

/* M (name, kind, flags) for each of them. */
#define GCORE_BYTES_SHARED_METHODS(M)                                                                                  \
  M (capitalize, NOARGS, GCORE_METH_NOARGS)                                                                            \
  M (center, FAST, GCORE_METH_FASTCALL)                                                                                \
  M (count, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                             \
  M (decode, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                          \
  M (endswith, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                          \
  M (expandtabs, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                      \
  M (find, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                              \
  M (hex, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                             \
  M (index, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                             \
  M (isalnum, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (isalpha, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (isascii, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (isdigit, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (islower, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (isspace, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (istitle, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (isupper, NOARGS, GCORE_METH_NOARGS)                                                                               \
  M (join, O, GCORE_METH_O)                                                                                            \
  M (ljust, FAST, GCORE_METH_FASTCALL)                                                                                 \
  M (lower, NOARGS, GCORE_METH_NOARGS)                                                                                 \
  M (lstrip, FAST, GCORE_METH_FASTCALL)                                                                                \
  M (partition, O, GCORE_METH_O)                                                                                       \
  M (removeprefix, O, GCORE_METH_O)                                                                                    \
  M (removesuffix, O, GCORE_METH_O)                                                                                    \
  M (replace, FAST, GCORE_METH_FASTCALL)                                                                               \
  M (rfind, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                             \
  M (rindex, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                            \
  M (rjust, FAST, GCORE_METH_FASTCALL)                                                                                 \
  M (rpartition, O, GCORE_METH_O)                                                                                      \
  M (rsplit, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                          \
  M (rstrip, FAST, GCORE_METH_FASTCALL)                                                                                \
  M (split, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                           \
  M (splitlines, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                      \
  M (startswith, FAST, GCORE_METH_FASTCALL | GCORE_METH_PACKED)                                                        \
  M (strip, FAST, GCORE_METH_FASTCALL)                                                                                 \
  M (swapcase, NOARGS, GCORE_METH_NOARGS)                                                                              \
  M (title, NOARGS, GCORE_METH_NOARGS)                                                                                 \
  M (translate, KEYS, GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS)                                                       \
  M (upper, NOARGS, GCORE_METH_NOARGS)                                                                                 \
  M (zfill, O, GCORE_METH_O)

#define GCORE_BYTES_DECLARE(name, kind, flags) GCORE_BYTES_##kind (name);
GCORE_BYTES_SHARED_METHODS (GCORE_BYTES_DECLARE)
#undef GCORE_BYTES_DECLARE

/* Their entries in a method table. */
#define GCORE_BYTES_ENTRY(name, kind, flags) { #name, GCORE_FUNC (gcore_bytes_method_##name), flags, NULL },

/* bytes.maketrans and bytearray.maketrans. */
GcoreObject *gcore_bytes_make_translation (GcoreObject *ignored, GcoreObject *const *args, intptr_t n_args);
extern const GcoreMethodDef gcore_bytes_methods[];
GcoreObject *gcore_bytes_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
