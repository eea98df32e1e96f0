/* SPDX-License-Identifier: MIT */
/* What can be done with any object: attributes, text, comparison, hash, truth; and the type `object`. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/objects/hash.h"
#include "gcore/objects/state.h"

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* New reference, or NULL with AttributeError (or another exception) set. */
GcoreObject *gcore_object_get_attr (GcoreObject *object, GcoreObject *name);
GcoreObject *gcore_object_get_attr_string (GcoreObject *object, const char *name);
/* Stores a new reference in *RESULT and returns 1; or 0 and NULL if there is no such attribute; or -1 (any other
 * exception). Makes no AttributeError where generic access is used. */
int gcore_object_lookup_attr (GcoreObject *object, GcoreObject *name, GcoreObject **result);
bool gcore_object_has_attr (GcoreObject *object, GcoreObject *name);
/* VALUE NULL: delete. */
int gcore_object_set_attr (GcoreObject *object, GcoreObject *name, GcoreObject *value);
int gcore_object_set_attr_string (GcoreObject *object, const char *name, GcoreObject *value);
#define gcore_object_del_attr(object, name) gcore_object_set_attr (object, name, NULL)

/* The get_attr and set_attr slots of most types. */
GcoreObject *gcore_object_generic_get_attr (GcoreObject *object, GcoreObject *name);
int gcore_object_generic_set_attr (GcoreObject *object, GcoreObject *name, GcoreObject *value);
/* The same with a dict given (borrowed) instead of the object's own (NULL), and without AttributeError if SUPPRESS. */
GcoreObject *gcore_object_generic_get_attr_with_dict (GcoreObject *object, GcoreObject *name, GcoreObject *dict,
                                                      bool suppress);
int gcore_object_generic_set_attr_with_dict (GcoreObject *object, GcoreObject *name, GcoreObject *value,
                                             GcoreObject *dict);
/* Getter and setter of __dict__, for GcoreGetSetDef: the object's dict, made at need (the getter is in dict-instance.c). */
GcoreObject *gcore_object_generic_get_dict (GcoreObject *object, void *closure);
int gcore_object_generic_set_dict (GcoreObject *object, GcoreObject *value, void *closure);
/* Where the object keeps its dict (the slot may hold NULL), or NULL if it has none. Does not look at instance values. */
GcoreObject **gcore_object_get_dict_ptr (GcoreObject *object);
/* For LOAD_METHOD: returns 1 and an unbound function in *METHOD (new; to be called with OBJECT as first argument), or 0 and
 * an ordinary attribute; *METHOD NULL on failure. */
int gcore_object_get_method (GcoreObject *object, GcoreObject *name, GcoreObject **method);
/* Attribute of OBJECT's type, bound to OBJECT: a special method. New reference or NULL, which is an error only if
 * gcore_err_occurred (). */
GcoreObject *gcore_object_lookup_special (GcoreObject *object, GcoreObject *name);
/* The module's attribute-style AttributeError: "'T' object has no attribute 'n'", with name and obj set. */
void gcore_object_set_attribute_error (GcoreObject *object, GcoreObject *name);

/* --- text --------------------------------------------------------------------------------------------------------- */

/* New str. OBJECT may be NULL ("<NULL>"). */
GcoreObject *gcore_object_repr (GcoreObject *object);
GcoreObject *gcore_object_str (GcoreObject *object);
/* For reprs of containers: 1 if OBJECT's repr is already running (write "..." then), 0 and marked as running, or -1. */
int gcore_repr_enter (GcoreObject *object);
/* Keeps an exception that is set. */
void gcore_repr_leave (GcoreObject *object);

/* --- comparison, hash, truth -------------------------------------------------------------------------------------- */

/* OP: GCORE_LT …; new reference. */
GcoreObject *gcore_object_rich_compare (GcoreObject *a, GcoreObject *b, int op);
/* 1, 0 or -1. Identical objects are equal without being asked. */
int gcore_object_rich_compare_bool (GcoreObject *a, GcoreObject *b, int op);
/* -1 with an exception set on failure, never -1 otherwise. */
intptr_t gcore_object_hash (GcoreObject *object);
/* The hash slot of types compared by identity. */
intptr_t gcore_object_hash_by_address (GcoreObject *object);
/* 1, 0 or -1. */
int gcore_object_is_true (GcoreObject *object);
int gcore_object_not (GcoreObject *object);
/* result of comparing the C values A and B, as a new reference to a bool. */
#define gcore_return_rich_compare(a, b, op)                                                                            \
  gcore_newref (((op) == GCORE_LT   ? (a) < (b)                                                                        \
                 : (op) == GCORE_LE ? (a) <= (b)                                                                       \
                 : (op) == GCORE_EQ ? (a) == (b)                                                                       \
                 : (op) == GCORE_NE ? (a) != (b)                                                                       \
                 : (op) == GCORE_GT ? (a) > (b)                                                                        \
                                    : (a) >= (b))                                                                      \
                    ? GCORE_TRUE                                                                                       \
                    : GCORE_FALSE)

/* --- others ------------------------------------------------------------------------------------------------------- */

/* Sorted list of names; OBJECT NULL: the names of the running frame (through the machine's hook). New reference. */
GcoreObject *gcore_object_dir (GcoreObject *object);
bool gcore_callable_check (GcoreObject *object);
/* Bytes as sys.getsizeof reports them, words in front of the object included; -1 on failure. */
intptr_t gcore_object_sizeof (GcoreObject *object);
/* A slot function: returns OBJECT with a new reference (for iter slots of iterators). */
GcoreObject *gcore_object_self_iter (GcoreObject *object);
/* The iter_next slot that marks a type as not an iterator. */
GcoreObject *gcore_object_next_not_implemented (GcoreObject *object);

/* The dealloc of singletons: brings the count of an object that must never die back to life. */
void gcore_object_immortal_dealloc (GcoreObject *object);

#define GCORE_RETURN_NONE return gcore_newref (GCORE_NONE)
#define GCORE_RETURN_TRUE return gcore_newref (GCORE_TRUE)
#define GCORE_RETURN_FALSE return gcore_newref (GCORE_FALSE)
#define GCORE_RETURN_NOT_IMPLEMENTED return gcore_newref (GCORE_NOT_IMPLEMENTED)
