/* SPDX-License-Identifier: MIT */
/* The object header, the type object and its slots, and counting references.
 *
 * Layout in memory, as in CPython 3.11 (a GC-capable object is preceded by its list head; an instance of a plain class
 * has two more words in front of that):
 *
 *     [values *][dict *]  [gc next][gc prev]  [refcount][type] [body ...]
 *      -4        -3        -2       -1         ^ GcoreObject *
 *
 * Ownership words used in every header: a function returns a *new reference* (the caller must release it) or a
 * *borrowed reference* (it must not); an argument that is *stolen* belongs to the callee afterwards. */
#pragma once

#include "gcore/base/base.h"
#include "gcore/image/image.h"

typedef struct GcoreType GcoreType;
typedef struct GcoreObject GcoreObject;

struct GcoreObject
{
  intptr_t refcount; /* references held anywhere, the machine's own momentary ones included */
  GcoreType *type;   /* owned reference when the type is a heap type */
};

typedef struct
{
  GcoreObject base;
  intptr_t size; /* items; for int: limbs, negative for a negative number */
} GcoreVarObject;

/* List head in front of every GC-capable object. prev's low bits are flags, as in CPython 3.11:
 * bit 0 finalized, bit 1 collecting (prev then holds gc_refs << 2); next's bit 0 is used inside a collection only.
 * next == 0: not tracked. */
typedef struct
{
  uintptr_t next;
  uintptr_t prev;
} GcoreGcHead;

#define GCORE_GC_HEAD(object) ((GcoreGcHead *) (void *) (object) -1)
#define GCORE_GC_OBJECT(head) ((GcoreObject *) (void *) ((GcoreGcHead *) (head) + 1))

/* Flags in prev; the bits above them are the pointer (or gc_refs). */
#define GCORE_GC_FINALIZED ((uintptr_t) 1)  /* finalize has been called; never unset */
#define GCORE_GC_COLLECTING ((uintptr_t) 2) /* in the generation being collected, not yet found reachable */
#define GCORE_GC_REFS_SHIFT 2
#define GCORE_GC_PREV_MASK (~(uintptr_t) 3)
/* Flag in next. */
#define GCORE_GC_UNREACHABLE ((uintptr_t) 1) /* moved to the list of what may be unreachable */
#define GCORE_GC_NEXT_MASK (~(uintptr_t) 1)

/* --- slots: return NULL or -1 with an exception set on failure, as CPython's do ----------------------------------- */

typedef int (*GcoreVisitFunc) (GcoreObject *referent, void *data);
typedef int (*GcoreTraverseFunc) (GcoreObject *self, GcoreVisitFunc visit, void *data);
typedef int (*GcoreInquiryFunc) (GcoreObject *self);
typedef void (*GcoreDestructorFunc) (GcoreObject *self);
typedef void (*GcoreFreeFunc) (void *memory);
typedef GcoreObject *(*GcoreUnaryFunc) (GcoreObject *self);
typedef GcoreObject *(*GcoreBinaryFunc) (GcoreObject *self, GcoreObject *other);
typedef GcoreObject *(*GcoreTernaryFunc) (GcoreObject *self, GcoreObject *a, GcoreObject *b);
typedef intptr_t (*GcoreLengthFunc) (GcoreObject *self);
typedef GcoreObject *(*GcoreIndexArgFunc) (GcoreObject *self, intptr_t index);
typedef int (*GcoreIndexObjArgFunc) (GcoreObject *self, intptr_t index, GcoreObject *value);
typedef int (*GcoreObjObjFunc) (GcoreObject *self, GcoreObject *value);
typedef int (*GcoreObjObjArgFunc) (GcoreObject *self, GcoreObject *key, GcoreObject *value);
typedef GcoreObject *(*GcoreGetAttrFunc) (GcoreObject *self, GcoreObject *name);
typedef int (*GcoreSetAttrFunc) (GcoreObject *self, GcoreObject *name, GcoreObject *value); /* value NULL: delete */
typedef GcoreObject *(*GcoreRichCompareFunc) (GcoreObject *self, GcoreObject *other, int op); /* GCORE_LT ... */
typedef intptr_t (*GcoreHashFunc) (GcoreObject *self);
typedef GcoreObject *(*GcoreDescrGetFunc) (GcoreObject *descr, GcoreObject *object, GcoreObject *type);
typedef int (*GcoreDescrSetFunc) (GcoreObject *descr, GcoreObject *object, GcoreObject *value);
typedef int (*GcoreInitFunc) (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs);
typedef GcoreObject *(*GcoreNewFunc) (GcoreType *type, GcoreObject *args, GcoreObject *kwargs);
typedef GcoreObject *(*GcoreAllocFunc) (GcoreType *type, intptr_t n_items);
typedef int (*GcoreSendFunc) (GcoreObject *iter, GcoreObject *value, GcoreObject **result); /* GCORE_SEND_* */
typedef struct GcoreBuffer GcoreBuffer; /* objects/bytes.h */
/* Fills in all but the owner; every success is followed by a release. */
typedef int (*GcoreGetBufferFunc) (GcoreObject *self, GcoreBuffer *buffer);
/* n_args may carry GCORE_VECTORCALL_OFFSET: args[-1] may then be overwritten for the time of the call. */
typedef GcoreObject *(*GcoreVectorcallFunc) (GcoreObject *callable, GcoreObject *const *args, size_t n_args,
                                             GcoreObject *keyword_names);

#define GCORE_VECTORCALL_OFFSET ((size_t) 1 << 63)
#define GCORE_VECTORCALL_N_ARGS(n) ((intptr_t) ((n) & ~GCORE_VECTORCALL_OFFSET))

enum { GCORE_LT, GCORE_LE, GCORE_EQ, GCORE_NE, GCORE_GT, GCORE_GE };
enum { GCORE_SEND_RETURN, GCORE_SEND_ERROR = -1, GCORE_SEND_NEXT = 1 };

typedef struct
{
  GcoreBinaryFunc add, subtract, multiply, remainder, divmod;
  GcoreTernaryFunc power;
  GcoreUnaryFunc negative, positive, absolute;
  GcoreInquiryFunc truth;
  GcoreUnaryFunc invert;
  GcoreBinaryFunc lshift, rshift, and_, xor_, or_;
  GcoreUnaryFunc int_, float_;
  GcoreBinaryFunc inplace_add, inplace_subtract, inplace_multiply, inplace_remainder;
  GcoreTernaryFunc inplace_power;
  GcoreBinaryFunc inplace_lshift, inplace_rshift, inplace_and, inplace_xor, inplace_or;
  GcoreBinaryFunc floor_divide, true_divide, inplace_floor_divide, inplace_true_divide;
  GcoreUnaryFunc index;
  GcoreBinaryFunc matrix_multiply, inplace_matrix_multiply;
} GcoreNumberSlots;

typedef struct
{
  GcoreLengthFunc length;
  GcoreBinaryFunc concat;
  GcoreIndexArgFunc repeat;
  GcoreIndexArgFunc item;
  GcoreIndexObjArgFunc assign_item; /* value NULL: delete */
  GcoreObjObjFunc contains;
  GcoreBinaryFunc inplace_concat;
  GcoreIndexArgFunc inplace_repeat;
} GcoreSequenceSlots;

typedef struct
{
  GcoreLengthFunc length;
  GcoreBinaryFunc subscript;
  GcoreObjObjArgFunc assign_subscript; /* value NULL: delete */
} GcoreMappingSlots;

/* --- descriptions of what a built-in type or module offers (constant data) ---------------------------------------- */

typedef void (*GcoreAnyFunc) (void);
#define GCORE_FUNC(f) ((GcoreAnyFunc) (f))

enum
{
  GCORE_METH_VARARGS = 1,   /* GcoreBinaryFunc (self, args tuple) */
  GCORE_METH_KEYWORDS = 2,  /* with VARARGS: GcoreTernaryFunc (self, args, kwargs); with FASTCALL: see below */
  GCORE_METH_NOARGS = 4,    /* GcoreBinaryFunc (self, NULL) */
  GCORE_METH_O = 8,         /* GcoreBinaryFunc (self, arg) */
  GCORE_METH_CLASS = 16,
  GCORE_METH_STATIC = 32,
  GCORE_METH_COEXIST = 64,
  GCORE_METH_FASTCALL = 128, /* (self, GcoreObject *const *args, intptr_t n_args [, GcoreObject *keyword_names]) */
  GCORE_METH_PACKED = 256,   /* with FASTCALL: meanwhile the positional arguments also stand in a tuple, as a program
                                sees by the collector's counts and reference counts */
  GCORE_METH_CONVENTION = GCORE_METH_VARARGS | GCORE_METH_KEYWORDS | GCORE_METH_NOARGS | GCORE_METH_O
                          | GCORE_METH_FASTCALL | GCORE_METH_PACKED
};

typedef GcoreObject *(*GcoreFastcallFunc) (GcoreObject *self, GcoreObject *const *args, intptr_t n_args);
typedef GcoreObject *(*GcoreFastcallKeywordsFunc) (GcoreObject *self, GcoreObject *const *args, intptr_t n_args,
                                                   GcoreObject *keyword_names);

typedef struct
{
  const char *name; /* NULL ends a table */
  GcoreAnyFunc function;
  int flags;
  const char *doc;
} GcoreMethodDef;

enum
{
  GCORE_MEMBER_INTPTR, GCORE_MEMBER_INT, GCORE_MEMBER_BOOL, GCORE_MEMBER_OBJECT, /* OBJECT: NULL reads as None */
  GCORE_MEMBER_OBJECT_EX, /* NULL raises AttributeError */ GCORE_MEMBER_STRING, GCORE_MEMBER_UINT, GCORE_MEMBER_DOUBLE
};
#define GCORE_MEMBER_READONLY 1

typedef struct
{
  const char *name; /* NULL ends a table */
  int type;         /* GCORE_MEMBER_... */
  intptr_t offset;  /* bytes from the object's start */
  int flags;
  const char *doc;
} GcoreMemberDef;

typedef struct
{
  const char *name; /* NULL ends a table */
  GcoreObject *(*get) (GcoreObject *self, void *closure);
  int (*set) (GcoreObject *self, GcoreObject *value, void *closure);
  const char *doc;
  void *closure;
} GcoreGetSetDef;

/* --- the type object ---------------------------------------------------------------------------------------------- */

enum
{
  GCORE_TYPE_FLAG_SEQUENCE = 1 << 5,       /* matches a sequence pattern */
  GCORE_TYPE_FLAG_MAPPING = 1 << 6,
  GCORE_TYPE_FLAG_DISALLOW_NEW = 1 << 7,
  GCORE_TYPE_FLAG_IMMUTABLE = 1 << 8,
  GCORE_TYPE_FLAG_HEAP = 1 << 9,           /* made by a class statement or type(); a GcoreHeapType */
  GCORE_TYPE_FLAG_BASE = 1 << 10,          /* may be subclassed */
  GCORE_TYPE_FLAG_HAVE_VECTORCALL = 1 << 11,
  GCORE_TYPE_FLAG_READY = 1 << 12,
  GCORE_TYPE_FLAG_MANAGED_DICT = 1 << 4,   /* instances have the two words [values][dict] in front */
  GCORE_TYPE_FLAG_GC = 1 << 14,            /* instances have a GcoreGcHead in front */
  GCORE_TYPE_FLAG_METHOD_DESCRIPTOR = 1 << 17,
  GCORE_TYPE_FLAG_VALID_VERSION = 1 << 19,
  GCORE_TYPE_FLAG_ABSTRACT = 1 << 20,
  GCORE_TYPE_FLAG_MATCH_SELF = 1 << 22,
  GCORE_TYPE_FLAG_WEAKREF = 1 << 23,       /* a GcoreWeakRef: ref, its subclasses, both proxies */
  GCORE_TYPE_FLAG_INT = 1 << 24,           /* is int or a subclass; the same for the others */
  GCORE_TYPE_FLAG_LIST = 1 << 25,
  GCORE_TYPE_FLAG_TUPLE = 1 << 26,
  GCORE_TYPE_FLAG_BYTES = 1 << 27,
  GCORE_TYPE_FLAG_STR = 1 << 28,
  GCORE_TYPE_FLAG_DICT = 1 << 29,
  GCORE_TYPE_FLAG_EXCEPTION = 1 << 30
};
#define GCORE_TYPE_FLAG_TYPE (UINT32_C (1) << 31)
/* What a subclass inherits because its instances have the layout of its base: WEAKREF, INT ... TYPE. */
#define GCORE_TYPE_FLAGS_OF_LAYOUT UINT32_C (0xff800000)

/* Every built-in type is written as one constant GcoreType (its template) beside its functions, listed once in
 * gcore/objects/types.def, and copied into the image when a machine starts; only the copy is ever used or changed. */
struct GcoreType
{
  GcoreVarObject base;
  const char *name;      /* bytes live in constant data or, for heap types, in the name object */
  intptr_t basic_size;   /* bytes of an instance without items, header included, list head excluded */
  intptr_t item_size;    /* bytes of one item, 0 if instances have a fixed size */
  uint32_t flags;        /* GCORE_TYPE_FLAG_... */
  uint32_t version;      /* changes with every change of an attribute; 0: none given; see VALID_VERSION */
  uint16_t id;           /* GCORE_TYPE_ID_... of a built-in type; GCORE_TYPE_ID_HEAP for all others */
  uint16_t base_id;      /* template only: id of the base, 0 means object */

  GcoreDestructorFunc dealloc;
  GcoreTraverseFunc traverse;
  GcoreInquiryFunc clear;
  GcoreDestructorFunc finalize;
  void (*maybe_untrack) (GcoreObject *self); /* tuple, dict: stop tracking if nothing in it can be part of a cycle;
                                              * not inherited */

  GcoreUnaryFunc repr, str;
  GcoreHashFunc hash;
  GcoreTernaryFunc call;
  intptr_t vectorcall_offset;    /* bytes from an instance's start, 0: none */
  GcoreVectorcallFunc vectorcall; /* for calling the type itself */
  GcoreGetAttrFunc get_attr;
  GcoreSetAttrFunc set_attr;
  GcoreRichCompareFunc rich_compare;
  GcoreUnaryFunc iter, iter_next;
  GcoreSendFunc send;
  GcoreUnaryFunc await_, aiter, anext;

  GcoreNumberSlots number;
  GcoreSequenceSlots sequence;
  GcoreMappingSlots mapping;

  intptr_t weaklist_offset; /* bytes from an instance's start, 0: no weak references */
  intptr_t dict_offset;     /* bytes; 0: no dict; -1: managed dict in front of the object */

  const GcoreMethodDef *methods;
  const GcoreMemberDef *members;
  const GcoreGetSetDef *getset;
  const char *doc;

  GcoreType *base_type; /* owned; NULL only for object */
  GcoreObject *dict;    /* owned dict: the namespace */
  GcoreObject *bases;   /* owned tuple */
  GcoreObject *mro;     /* owned tuple, C3 order, self first */
  GcoreObject *subclasses; /* owned dict of weak references, or NULL */
  GcoreObject *weak_list;  /* weak references to this type */

  GcoreDescrGetFunc descr_get;
  GcoreDescrSetFunc descr_set;
  GcoreInitFunc init;
  GcoreAllocFunc alloc;
  GcoreNewFunc new_;
  GcoreFreeFunc free_;
  GcoreGetBufferFunc get_buffer; /* of objects that hold bytes, but bytes and bytearray themselves */
  GcoreDestructorFunc release_buffer;
};

/* --- counting ----------------------------------------------------------------------------------------------------- */

/* Runs the type's dealloc; called when a count reaches zero. */
void gcore_dealloc (GcoreObject *object);

GCORE_INLINE void
gcore_incref (void *object)
{
  ((GcoreObject *) object)->refcount++;
}

GCORE_INLINE void
gcore_decref (void *object)
{
  if (--((GcoreObject *) object)->refcount == 0)
    gcore_dealloc ((GcoreObject *) object);
}

GCORE_INLINE void
gcore_xincref (void *object)
{
  if (object != NULL)
    gcore_incref (object);
}

GCORE_INLINE void
gcore_xdecref (void *object)
{
  if (object != NULL)
    gcore_decref (object);
}

/* Returns OBJECT with one more reference: a new reference. */
GCORE_INLINE void *
gcore_newref (void *object)
{
  gcore_incref (object);
  return object;
}

GCORE_INLINE void *
gcore_xnewref (void *object)
{
  gcore_xincref (object);
  return object;
}

/* Sets the lvalue to NULL, then releases what it held (in this order: a finalizer may look at the lvalue). */
#define GCORE_CLEAR(lvalue)                                                                                            \
  do                                                                                                                   \
    {                                                                                                                  \
      void *gcore_cleared_ = (void *) (lvalue);                                                                        \
      (lvalue) = NULL;                                                                                                 \
      gcore_xdecref (gcore_cleared_);                                                                                  \
    }                                                                                                                  \
  while (0)

/* Stores VALUE (stolen) in the lvalue, then releases what it held before. */
#define GCORE_SETREF(lvalue, value)                                                                                    \
  do                                                                                                                   \
    {                                                                                                                  \
      void *gcore_old_ = (void *) (lvalue);                                                                            \
      (lvalue) = (value);                                                                                              \
      gcore_xdecref (gcore_old_);                                                                                      \
    }                                                                                                                  \
  while (0)

/* In a traverse function whose parameters are called visit and data. */
#define GCORE_VISIT(referent)                                                                                          \
  do                                                                                                                   \
    {                                                                                                                  \
      if ((referent) != NULL)                                                                                          \
        {                                                                                                              \
          int gcore_result_ = visit ((GcoreObject *) (referent), data);                                                \
          if (gcore_result_ != 0)                                                                                      \
            return gcore_result_;                                                                                      \
        }                                                                                                              \
    }                                                                                                                  \
  while (0)

/* --- making and finalizing ---------------------------------------------------------------------------------------- */

#define GCORE_OBJECT(x) ((GcoreObject *) (void *) (x))
#define GCORE_TYPE_OF(x) (GCORE_OBJECT (x)->type)
#define GCORE_SIZE_OF(x) (((GcoreVarObject *) (void *) (x))->size)
#define gcore_has_flag(type_, flag) (((type_)->flags & (flag)) != 0)

/* Whether OBJECT has a GcoreGcHead in front (tracked or not). Of classes only those that are not built in have one. */
GCORE_INLINE bool
gcore_object_is_gc (GcoreObject *object)
{
  GcoreType *type = object->type;
  return gcore_has_flag (type, GCORE_TYPE_FLAG_GC)
         && (!gcore_has_flag (type, GCORE_TYPE_FLAG_TYPE) || gcore_has_flag ((GcoreType *) object, GCORE_TYPE_FLAG_HEAP));
}

/* Fills in the header of new memory: one reference, which is the caller's; a heap type is referred to. */
GCORE_INLINE void
gcore_object_init (void *memory, GcoreType *type)
{
  GcoreObject *object = memory;
  object->refcount = 1;
  object->type = type;
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP))
    gcore_incref (type);
}

GCORE_INLINE void
gcore_object_init_var (void *memory, GcoreType *type, intptr_t size)
{
  ((GcoreVarObject *) memory)->size = size;
  gcore_object_init (memory, type);
}

/* New object of a TYPE that is not GC-capable (for the others see gcore_gc_new), body not initialised: new reference,
 * or NULL with MemoryError set. Freed by gcore_mem_free. */
void *gcore_object_new (GcoreType *type);
/* The same with room for N_ITEMS items of the type's item_size. */
void *gcore_object_new_var (GcoreType *type, intptr_t n_items);

/* Calls the type's finalize, unless there is none or this GC-capable object has had its call. The object must be
 * referred to. What goes wrong in a finalizer is reported by it, never left as a pending exception. */
void gcore_object_call_finalizer (GcoreObject *object);
/* The same from inside a dealloc function, where the count is zero. Returns 0 if the object is to be torn down;
 * -1 if the finalizer has stored a reference to it somewhere (the caller then returns at once). */
int gcore_object_call_finalizer_from_dealloc (GcoreObject *object);
