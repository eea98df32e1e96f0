/* SPDX-License-Identifier: MIT */
/* Parsing the arguments of functions written in C. Every function returns true, or false with TypeError set. */
#pragma once

#include <stdarg.h>

#include "gcore/objects/state.h"

/* Whether MIN <= N <= MAX arguments were given to NAME (may be NULL: "unpacked tuple"). MAX may be INTPTR_MAX. */
bool gcore_arg_check_positional (const char *name, intptr_t n, intptr_t min, intptr_t max);
/* Whether all keys of KWARGS, a dict, are strings; TypeError otherwise. */
bool gcore_arg_validate_keywords (GcoreObject *kwargs);
/* Stores the items of the tuple ARGS, borrowed, in the GcoreObject ** that follow; those not given stay as they are. */
bool gcore_arg_unpack_tuple (GcoreObject *args, const char *name, intptr_t min, intptr_t max, ...);
/* The same for a vector. */
bool gcore_arg_unpack_stack (GcoreObject *const *args, intptr_t n_args, const char *name, intptr_t min, intptr_t max, ...);
/* KWARGS a dict or NULL, KEYWORD_NAMES a tuple or NULL: "NAME() takes no keyword arguments". */
bool gcore_arg_no_keywords (const char *name, GcoreObject *kwargs);
bool gcore_arg_no_keyword_names (const char *name, GcoreObject *keyword_names);
/* "NAME() takes no positional arguments". */
bool gcore_arg_no_positional (const char *name, GcoreObject *args);
/* "NAME() argument N must be EXPECTED, not TYPE"; WHICH is "argument 1" or "argument 'x'" or "argument". */
void gcore_arg_bad_argument (const char *name, const char *which, const char *expected, GcoreObject *argument);

/* The value of an argument that is an index or a size; -1 with an exception if it is none or too large. */
intptr_t gcore_arg_as_ssize (GcoreObject *argument);

/* Parses by a format, a subset of CPython's:
 *   O  GcoreObject ** (borrowed)      O!  GcoreType *, GcoreObject **      O&  int (*) (GcoreObject *, void *), void *
 *   U  GcoreObject ** (a str)         s   const char ** (UTF-8, borrowed)  z  the same, None gives NULL
 *   i  int *   l  long *   L  long long *   n  intptr_t *   I unsigned *   p  int * (truth)   d  double *
 *   C  int * (code point of a one-character str)
 *   |  what follows is optional       $  what follows is keyword-only
 *   :name  the function's name for messages      ;text  the whole message */
bool gcore_arg_parse_tuple (GcoreObject *args, const char *format, ...);
/* KEYWORDS: NULL-terminated names, "" for positional-only ones. KWARGS a dict or NULL. */
bool gcore_arg_parse_tuple_and_keywords (GcoreObject *args, GcoreObject *kwargs, const char *format,
                                         const char *const *keywords, ...);
/* Keeps a tuple of KEYWORDS for the function of FORMAT, as CPython does from the first call that needs them on. The parsing
 * functions do it when keywords are given. */
bool gcore_arg_keep_keywords (const char *format, const char *const *keywords);
/* The same for GCORE_METH_FASTCALL functions (with KEYWORDS: KEYWORD_NAMES a tuple or NULL). */
bool gcore_arg_parse_stack (GcoreObject *const *args, intptr_t n_args, const char *format, ...);
bool gcore_arg_parse_stack_and_keywords (GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names,
                                         const char *format, const char *const *keywords, ...);
