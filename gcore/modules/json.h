/* SPDX-License-Identifier: MIT */
/* What the json*.c files share. */
#pragma once

#include "gcore/refcount/object.h"

/* encode (object, default, ensure_ascii, allow_nan, indent, item separator, key separator, sort_keys, skipkeys,
 * check_circular): the text of OBJECT, a new str. */
GcoreObject *gcore_json_encode (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
/* quote (text, ensure_ascii): a str in double quotes with its escapes. */
GcoreObject *gcore_json_quote (GcoreObject *module, GcoreObject *const *args, intptr_t n_args);
