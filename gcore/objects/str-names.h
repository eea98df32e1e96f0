/* SPDX-License-Identifier: MIT */
/* Names of characters, by Unicode 14. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define GCORE_CHAR_NAME_MAX 256 /* bytes of the longest name and its null */

/* The name of C in NAME, which is returned; NULL if it has none. */
const char *gcore_char_name (uint32_t c, char name[GCORE_CHAR_NAME_MAX]);
/* The character that LENGTH bytes at NAME are the name or an alias of, in any case; −1 if none. */
int32_t gcore_char_by_name (const char *name, size_t length);
