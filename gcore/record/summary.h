/* SPDX-License-Identifier: MIT */
/* An object in a few words, and its size; read from its bytes, no code of the program is run. */
#pragma once

#include "gcore/refcount/object.h"

#define GCORE_SUMMARY_SIZE 96 /* bytes that are enough for any summary */

/* A short form of the value: "1", "'text'", "3 items", "class Node"; empty if there is nothing to say. */
void gcore_summarise_value (GcoreObject *object, char text[GCORE_SUMMARY_SIZE]);
/* STR itself, cut to what fits (SIZE bytes, the NUL included), as UTF-8. Control characters become spaces. */
void gcore_copy_str (GcoreObject *str, char *text, size_t size);
/* The name of TYPE without its module. */
const char *gcore_plain_type_name (const GcoreType *type);
/* Bytes, as sys.getsizeof reports. */
uint64_t gcore_summarise_size (GcoreObject *object);
