/* SPDX-License-Identifier: MIT */
/* Macros that every other file of gcore may use. Nothing here allocates. */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GCORE_LIKELY(x) __builtin_expect (!!(x), 1)
#define GCORE_UNLIKELY(x) __builtin_expect (!!(x), 0)
#define GCORE_UNUSED __attribute__ ((unused))
#define GCORE_NOINLINE __attribute__ ((noinline))
#define GCORE_INLINE static inline __attribute__ ((always_inline))
#define GCORE_PRINTF(fmt, first) __attribute__ ((format (printf, fmt, first)))
#define GCORE_N_ELEMENTS(array) (sizeof (array) / sizeof ((array)[0]))

#if defined(__SANITIZE_ADDRESS__)
#define GCORE_HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GCORE_HAVE_ASAN 1
#endif
#endif
#ifndef GCORE_HAVE_ASAN
#define GCORE_HAVE_ASAN 0
#endif

/* A function that reads memory AddressSanitizer may have marked: other stacks, free blocks. */
#if GCORE_HAVE_ASAN
#define GCORE_UNCHECKED __attribute__ ((no_sanitize_address, noinline))
#else
#define GCORE_UNCHECKED
#endif
