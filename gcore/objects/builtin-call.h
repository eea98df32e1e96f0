/* SPDX-License-Identifier: MIT */
/* Calling what a GcoreMethodDef describes: shared by built-in functions and method descriptors. */
#pragma once

#include "gcore/refcount/object.h"

/* Calls METHOD's function with SELF as its first argument. CALLABLE is what the program called, for messages. */
GcoreObject *gcore_method_def_call (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *callable,
                                    GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names);
/* Whether METHOD's function is given a tuple, or an array beside which a program sees a tuple. */
#define gcore_method_def_takes_tuple(method)                                                                           \
  (((method)->flags & (GCORE_METH_NOARGS | GCORE_METH_O)) == 0                                                          \
   && ((method)->flags & (GCORE_METH_FASTCALL | GCORE_METH_PACKED)) != GCORE_METH_FASTCALL)
/* The same for such a METHOD, with the tuple that is there already; KWARGS a dict or NULL. */
GcoreObject *gcore_method_def_call_on_tuple (const GcoreMethodDef *method, GcoreObject *self, GcoreObject *callable,
                                             GcoreObject *args, GcoreObject *kwargs);
/* Its documentation without a signature line: new str or None. */
GcoreObject *gcore_method_def_doc (const GcoreMethodDef *method);
/* How CALLABLE is named in messages, "str.join()" or "len()": new str. */
GcoreObject *gcore_function_str (GcoreObject *callable);
