/* SPDX-License-Identifier: MIT */
/* Wrappers: call the function of a slot as the special method it stands for. ARGS is a tuple without self. */
#pragma once

#include "gcore/objects/descriptors.h"

#define DECLARE_WRAPPER(name)                                                                                          \
  GcoreObject *gcore_wrap_##name (GcoreObject *self, GcoreObject *args, GcoreAnyFunc function, GcoreObject *kwargs);
/* clang-format off */
DECLARE_WRAPPER (unary) DECLARE_WRAPPER (binary) DECLARE_WRAPPER (binary_right) DECLARE_WRAPPER (concat)
DECLARE_WRAPPER (ternary) DECLARE_WRAPPER (ternary_right)
DECLARE_WRAPPER (set_attr) DECLARE_WRAPPER (del_attr) DECLARE_WRAPPER (hash) DECLARE_WRAPPER (call)
DECLARE_WRAPPER (lt) DECLARE_WRAPPER (le) DECLARE_WRAPPER (eq) DECLARE_WRAPPER (ne) DECLARE_WRAPPER (gt) DECLARE_WRAPPER (ge)
DECLARE_WRAPPER (next) DECLARE_WRAPPER (descr_get) DECLARE_WRAPPER (descr_set) DECLARE_WRAPPER (descr_delete)
DECLARE_WRAPPER (init) DECLARE_WRAPPER (del) DECLARE_WRAPPER (truth) DECLARE_WRAPPER (length)
DECLARE_WRAPPER (assign_subscript) DECLARE_WRAPPER (del_subscript) DECLARE_WRAPPER (index_argument)
DECLARE_WRAPPER (item) DECLARE_WRAPPER (assign_item) DECLARE_WRAPPER (del_item) DECLARE_WRAPPER (contains)
/* clang-format on */
#undef DECLARE_WRAPPER
