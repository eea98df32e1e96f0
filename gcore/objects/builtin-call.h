/* SPDX-License-Identifier: MIT */
/* Calling what a GcoreMethodDef describes: shared by built-in functions and method descriptors. */
#pragma once

#include "gcore/refcount/object.h"

/* Calls METHOD's function with SELF as its first argument. CALLABLE is what the program called, for messages. */
GcoreObject *gcore_method_def_call (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *callable,
                                    GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names);
/* Its documentation without a signature line: new str or None. */
GcoreObject *gcore_method_def_doc (const GcoreMethodDef *method);
/* How CALLABLE is named in messages, "str.join()" or "len()": new str. */
GcoreObject *gcore_function_str (GcoreObject *callable);
