/* SPDX-License-Identifier: MIT */
/* What the exceptions*.c files share. */
#pragma once

#include "gcore/objects/exceptions.h"

#define EXCEPTION(object) ((GcoreException *) (void *) (object))

/* The slots of BaseException, for the relatives to build on. */
GcoreObject *gcore_exception_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
int gcore_exception_init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
GcoreObject *gcore_exception_str (GcoreObject *self);
int gcore_exception_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data);
int gcore_exception_clear (GcoreObject *self);

/* Templates by layout, and of those that differ from others with their layout; name, doc and base come from
 * exceptions.def. */
#define GCORE_EXCEPTION_LAYOUTS(X)                                                                                     \
  X (Exception)                                                                                                        \
  X (ExceptionGroup)                                                                                                   \
  X (SystemExit)                                                                                                       \
  X (StopIteration)                                                                                                    \
  X (AttributeError)                                                                                                   \
  X (NameError)                                                                                                        \
  X (ImportError)                                                                                                      \
  X (OSError)                                                                                                          \
  X (SyntaxError)                                                                                                      \
  X (UnicodeError)
#define DECLARE_LAYOUT(Layout) extern const GcoreType gcore_exception_template_##Layout;
GCORE_EXCEPTION_LAYOUTS (DECLARE_LAYOUT)
DECLARE_LAYOUT (KeyError)
DECLARE_LAYOUT (MemoryError)
DECLARE_LAYOUT (UnicodeDecodeError)
DECLARE_LAYOUT (UnicodeEncodeError)
DECLARE_LAYOUT (UnicodeTranslateError)
#undef DECLARE_LAYOUT

/* What every template has. */
#define GCORE_EXCEPTION_TEMPLATE_HEAD                                                                                  \
  .flags = GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_EXCEPTION,                                      \
  .dict_offset = offsetof (GcoreException, dict)

/* For a layout with N_OWN object fields in a row behind the head, the first called FIRST: its traverse, clear, dealloc. */
#define GCORE_EXCEPTION_DEFINE_LIFE(Struct, first, n_own)                                                              \
  static int traverse_##Struct (GcoreObject *self, GcoreVisitFunc visit, void *data)                                   \
  {                                                                                                                    \
    GcoreObject **field = &((Struct *) (void *) self)->first;                                                          \
    for (int i = 0; i < (n_own); i++)                                                                                  \
      GCORE_VISIT (field[i]);                                                                                          \
    return gcore_exception_traverse (self, visit, data);                                                               \
  }                                                                                                                    \
  static int clear_##Struct (GcoreObject *self)                                                                        \
  {                                                                                                                    \
    GcoreObject **field = &((Struct *) (void *) self)->first;                                                          \
    for (int i = 0; i < (n_own); i++)                                                                                  \
      GCORE_CLEAR (field[i]);                                                                                          \
    return gcore_exception_clear (self);                                                                               \
  }                                                                                                                    \
  static void dealloc_##Struct (GcoreObject *self)                                                                     \
  {                                                                                                                    \
    gcore_gc_untrack (self);                                                                                           \
    clear_##Struct (self);                                                                                             \
    GCORE_TYPE_OF (self)->free_ (self);                                                                                \
  }
#define GCORE_EXCEPTION_LIFE(Struct)                                                                                   \
  .basic_size = sizeof (Struct), .dealloc = dealloc_##Struct, .traverse = traverse_##Struct, .clear = clear_##Struct
