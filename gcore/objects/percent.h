/* SPDX-License-Identifier: MIT */
/* The % operator of str and bytes. */
#pragma once

#include "gcore/objects/str.h"

/* Writes the format of N characters of KIND at DATA, with ARGS put in. For bytes (KIND 1, IS_BYTES) the characters
 * written are the bytes of the result. −1 on failure. */
int gcore_percent_write (GcoreStrWriter *writer, int kind, const void *data, intptr_t n, GcoreObject *args,
                         bool is_bytes);
