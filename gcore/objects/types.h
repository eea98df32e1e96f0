/* SPDX-License-Identifier: MIT */
/* Ids of the built-in types and exceptions, made from types.def and exceptions.def. */
#pragma once

typedef enum
{
#define GCORE_TYPE_ENTRY(ID, template_) GCORE_TYPE_ID_##ID,
#include "gcore/objects/types.def"
#undef GCORE_TYPE_ENTRY
#define GCORE_EXCEPTION_ENTRY(Name, Base, Layout, doc) GCORE_TYPE_ID_EXC_##Name,
#include "gcore/objects/exceptions.def"
#undef GCORE_EXCEPTION_ENTRY
  GCORE_N_BUILTIN_TYPES,
  GCORE_TYPE_ID_HEAP = GCORE_N_BUILTIN_TYPES
} GcoreTypeId;
