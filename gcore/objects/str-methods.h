/* SPDX-License-Identifier: MIT */
/* The methods of str by file, as GcoreMethodDef wants them; the table is in str-methods.c. */
#pragma once

#include "gcore/objects/str.h"

/* (self, NULL), (self, arg), (self, args, n_args), (self, args, n_args, keyword_names) */
#define GCORE_STR_NOARGS(name) GcoreObject *gcore_str_method_##name (GcoreObject *self, GcoreObject *ignored)
#define GCORE_STR_O(name) GcoreObject *gcore_str_method_##name (GcoreObject *self, GcoreObject *argument)
#define GCORE_STR_FAST(name)                                                                                           \
  GcoreObject *gcore_str_method_##name (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
#define GCORE_STR_KEYS(name)                                                                                           \
  GcoreObject *gcore_str_method_##name (GcoreObject *self, GcoreObject *const *args, intptr_t n_args,                  \
                                        GcoreObject *keyword_names)

/* str-case.c */
GCORE_STR_NOARGS (upper);
GCORE_STR_NOARGS (lower);
GCORE_STR_NOARGS (title);
GCORE_STR_NOARGS (capitalize);
GCORE_STR_NOARGS (swapcase);
GCORE_STR_NOARGS (casefold);
GCORE_STR_NOARGS (isalpha);
GCORE_STR_NOARGS (isalnum);
GCORE_STR_NOARGS (isdecimal);
GCORE_STR_NOARGS (isdigit);
GCORE_STR_NOARGS (isnumeric);
GCORE_STR_NOARGS (isspace);
GCORE_STR_NOARGS (isascii);
GCORE_STR_NOARGS (isprintable);
GCORE_STR_NOARGS (isidentifier);
GCORE_STR_NOARGS (islower);
GCORE_STR_NOARGS (isupper);
GCORE_STR_NOARGS (istitle);

/* str-split.c */
GCORE_STR_KEYS (split);
GCORE_STR_KEYS (rsplit);
GCORE_STR_KEYS (splitlines);
GCORE_STR_O (partition);
GCORE_STR_O (rpartition);
GCORE_STR_O (join);

/* str-edit.c */
GCORE_STR_FAST (strip);
GCORE_STR_FAST (lstrip);
GCORE_STR_FAST (rstrip);
GCORE_STR_FAST (center);
GCORE_STR_FAST (ljust);
GCORE_STR_FAST (rjust);
GCORE_STR_O (zfill);
GCORE_STR_KEYS (expandtabs);
GCORE_STR_O (removeprefix);
GCORE_STR_O (removesuffix);

/* str-replace.c */
GCORE_STR_FAST (replace);
GCORE_STR_O (translate);
GcoreObject *gcore_str_make_translation (GcoreObject *ignored, GcoreObject *const *args, intptr_t n_args);

/* str-template.c */
GcoreObject *gcore_str_method_format (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
GCORE_STR_O (format_map);

/* str-iterator.c */
GcoreObject *gcore_str_iter (GcoreObject *str);

/* Reads the optional bounds ARGS[FIRST], ARGS[FIRST + 1] of find, count and their like; None leaves one as it is. */
int gcore_arg_read_range (GcoreObject *const *args, intptr_t n_args, intptr_t first, intptr_t *start, intptr_t *end);
/* False with TypeError "NAME() WHICH must be str, not T" if OBJECT is no str. */
bool gcore_arg_require_str (const char *name, const char *which, GcoreObject *object);
