/* SPDX-License-Identifier: MIT */
/* Descriptors made from the tables of built-in types, property, classmethod, staticmethod. */
#pragma once

#include "gcore/objects/state.h"

#define GCORE_DESCRIPTOR_HEAD                                                                                          \
  GcoreObject base;                                                                                                    \
  GcoreType *owner;      /* owned: class it belongs to */                                                              \
  GcoreObject *name;     /* owned, interned */                                                                         \
  GcoreObject *qualname; /* owned, NULL until asked for */

typedef struct
{
  GCORE_DESCRIPTOR_HEAD
} GcoreDescriptor;

typedef struct
{
  GCORE_DESCRIPTOR_HEAD
  const GcoreMethodDef *method;
  GcoreVectorcallFunc vectorcall;
} GcoreMethodDescriptor; /* method_descriptor and classmethod_descriptor */

typedef struct
{
  GCORE_DESCRIPTOR_HEAD
  const GcoreMemberDef *member;
} GcoreMemberDescriptor;

typedef struct
{
  GCORE_DESCRIPTOR_HEAD
  const GcoreGetSetDef *getset;
} GcoreGetSetDescriptor;

/* One special method that a slot stands for; see slots.def. */
typedef struct GcoreSlotDef GcoreSlotDef;
/* Calls FUNCTION, a slot's function, as the special method of SELF. */
typedef GcoreObject *(*GcoreWrapperFunc) (GcoreObject *self, GcoreObject *args, GcoreAnyFunc function,
                                          GcoreObject *kwargs);

typedef struct
{
  GCORE_DESCRIPTOR_HEAD
  const GcoreSlotDef *slot;
  GcoreAnyFunc function;
} GcoreWrapperDescriptor;

typedef struct
{
  GcoreObject base;
  GcoreWrapperDescriptor *descriptor; /* owned */
  GcoreObject *self;                  /* owned */
} GcoreMethodWrapper;

typedef struct
{
  GcoreObject base;
  GcoreObject *get, *set, *del, *doc, *name; /* owned, each may be NULL */
  int getter_doc;                            /* doc was taken from get */
} GcoreProperty;

typedef struct
{
  GcoreObject base;
  GcoreObject *callable; /* owned, NULL before __init__ */
  GcoreObject *dict;     /* owned or NULL */
} GcoreClassMethod; /* and static method */

typedef struct
{
  GcoreObject base;
  GcoreObject *mapping; /* owned */
} GcoreMappingProxy;

/* The definitions must live as long as the descriptor. */
GcoreObject *gcore_descr_new_method (GcoreType *type, const GcoreMethodDef *method);
GcoreObject *gcore_descr_new_class_method (GcoreType *type, const GcoreMethodDef *method);
GcoreObject *gcore_descr_new_member (GcoreType *type, const GcoreMemberDef *member);
GcoreObject *gcore_descr_new_getset (GcoreType *type, const GcoreGetSetDef *getset);
GcoreObject *gcore_descr_new_wrapper (GcoreType *type, const GcoreSlotDef *slot, GcoreAnyFunc function);
GcoreObject *gcore_wrapper_new (GcoreObject *descriptor, GcoreObject *self);
GcoreObject *gcore_class_method_new (GcoreObject *callable);
GcoreObject *gcore_static_method_new (GcoreObject *callable);
/* A read-only face of MAPPING (not stolen); TypeError if it is no mapping. */
GcoreObject *gcore_dict_proxy_new (GcoreObject *mapping);

/* Reads and writes a member of the object at ADDRESS. */
GcoreObject *gcore_member_get_one (const char *address, const GcoreMemberDef *member);
int gcore_member_set_one (char *address, const GcoreMemberDef *member, GcoreObject *value);

/* Has a __set__ or __delete__. */
#define gcore_descr_is_data(descriptor) (GCORE_TYPE_OF (descriptor)->descr_set != NULL)
#define gcore_is_property(object) gcore_type_is_subtype (GCORE_TYPE_OF (object), GCORE_TYPE (PROPERTY))
