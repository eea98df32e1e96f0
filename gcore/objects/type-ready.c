/* SPDX-License-Identifier: MIT */
/* Readying a type: base and mro, namespace, inherited slots. In that order, since the wrappers in the namespace stand for
 * the slots a type fills itself. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* --- namespace ---------------------------------------------------------------------------------------------------- */

/* Stores VALUE (stolen, NULL: failed) under NAME. KEEP: not if there is something already. */
static int
add_to_dict (GcoreType *type, const char *name, GcoreObject *value, bool keep)
{
  if (value == NULL)
    return -1;
  GcoreObject *key = gcore_str_intern_from_string (name);
  int result = -1;
  if (key != NULL && keep)
    result = gcore_dict_set_default (type->dict, key, value) != NULL ? 0 : -1;
  else if (key != NULL)
    result = gcore_dict_set_item (type->dict, key, value);
  gcore_xdecref (key);
  gcore_decref (value);
  return result;
}

static GcoreObject *
new_method (GcoreType *type, const GcoreMethodDef *method)
{
  if (method->flags & GCORE_METH_CLASS)
    return gcore_descr_new_class_method (type, method);
  if (!(method->flags & GCORE_METH_STATIC))
    return gcore_descr_new_method (type, method);
  GcoreObject *function = gcore_builtin_function_new (method, (GcoreObject *) type, NULL);
  if (function == NULL)
    return NULL;
  GcoreObject *result = gcore_static_method_new (function);
  gcore_decref (function);
  return result;
}

static int
add_tables (GcoreType *type)
{
  for (const GcoreMethodDef *method = type->methods; method != NULL && method->name != NULL; method++)
    if (add_to_dict (type, method->name, new_method (type, method), !(method->flags & GCORE_METH_COEXIST)) != 0)
      return -1;
  for (const GcoreMemberDef *member = type->members; member != NULL && member->name != NULL; member++)
    if (add_to_dict (type, member->name, gcore_descr_new_member (type, member), true) != 0)
      return -1;
  for (const GcoreGetSetDef *getset = type->getset; getset != NULL && getset->name != NULL; getset++)
    if (add_to_dict (type, getset->name, gcore_descr_new_getset (type, getset), true) != 0)
      return -1;
  return 0;
}

/* __doc__, without the signature line that built-in types may put in front. */
static int
add_doc (GcoreType *type)
{
  int known = gcore_dict_contains (type->dict, GCORE_ID (__doc__));
  if (known != 0)
    return known < 0 ? -1 : 0;
  GcoreObject *doc = gcore_newref (GCORE_NONE);
  if (type->doc != NULL)
    {
      const char *end = strstr (type->doc, ")\n--\n\n");
      gcore_decref (doc);
      doc = gcore_str_from_string (end != NULL ? end + strlen (")\n--\n\n") : type->doc);
    }
  return add_to_dict (type, "__doc__", doc, false);
}

static int
fill_dict (GcoreType *type)
{
  bool own_new = type->new_ != NULL && !gcore_is_heap_type (type);
  if (own_new && gcore_type_add_new_method (type) != 0)
    return -1;
  if (gcore_type_add_slot_wrappers (type) != 0 || add_tables (type) != 0)
    return -1;
  return add_doc (type);
}

/* --- inheritance -------------------------------------------------------------------------------------------------- */

/* Flags and sizes, from the base the layout comes from. */
static void
inherit_layout (GcoreType *type, GcoreType *base)
{
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_GC) && gcore_has_flag (base, GCORE_TYPE_FLAG_GC) && type->traverse == NULL
      && type->clear == NULL)
    {
      type->flags |= GCORE_TYPE_FLAG_GC;
      type->traverse = base->traverse;
      type->clear = base->clear;
    }
  if (type->basic_size == 0)
    type->basic_size = base->basic_size;
  if (type->item_size == 0)
    type->item_size = base->item_size;
  if (type->weaklist_offset == 0)
    type->weaklist_offset = base->weaklist_offset;
  if (type->dict_offset == 0)
    type->dict_offset = base->dict_offset;
  type->flags |= base->flags & (GCORE_TYPE_FLAGS_OF_LAYOUT | GCORE_TYPE_FLAG_MATCH_SELF);
  if (gcore_has_flag (base, GCORE_TYPE_FLAG_MANAGED_DICT))
    type->flags |= GCORE_TYPE_FLAG_MANAGED_DICT;
  if (!(type->flags & (GCORE_TYPE_FLAG_SEQUENCE | GCORE_TYPE_FLAG_MAPPING)))
    type->flags |= base->flags & (GCORE_TYPE_FLAG_SEQUENCE | GCORE_TYPE_FLAG_MAPPING);
}

/* Whether BASE brings the slot itself instead of having it from its own base. */
#define BRINGS(base, slot)                                                                                             \
  ((base)->slot != NULL && ((base)->base_type == NULL || (base)->slot != (base)->base_type->slot))
#define INHERIT(slot)                                                                                                  \
  do                                                                                                                   \
    {                                                                                                                  \
      if (type->slot == NULL && BRINGS (base, slot))                                                                   \
        type->slot = base->slot;                                                                                       \
    }                                                                                                                  \
  while (0)

static void
inherit_protocol_slots (GcoreType *type, GcoreType *base)
{
  /* The tables are all function pointers. */
  for (size_t offset = offsetof (GcoreType, number); offset < offsetof (GcoreType, weaklist_offset);
       offset += sizeof (GcoreAnyFunc))
    {
      GcoreAnyFunc *own = GCORE_SLOT_PLACE (type, offset), *theirs = GCORE_SLOT_PLACE (base, offset);
      if (*own == NULL && *theirs != NULL
          && (base->base_type == NULL || *theirs != *GCORE_SLOT_PLACE (base->base_type, offset)))
        *own = *theirs;
    }
}

/* Comparison and hash belong together: who changes one does not inherit the other. */
static int
inherit_comparison (GcoreType *type, GcoreType *base)
{
  if (type->rich_compare != NULL || type->hash != NULL)
    return 0;
  int overrides = gcore_dict_contains (type->dict, GCORE_ID (__eq__));
  if (overrides == 0)
    overrides = gcore_dict_contains (type->dict, GCORE_ID (__hash__));
  if (overrides != 0)
    return overrides < 0 ? -1 : 0;
  type->rich_compare = base->rich_compare;
  type->hash = base->hash;
  return 0;
}

static int
inherit_slots (GcoreType *type, GcoreType *base)
{
  inherit_protocol_slots (type, base);
  INHERIT (dealloc);
  INHERIT (get_attr);
  INHERIT (set_attr);
  INHERIT (repr);
  INHERIT (str);
  if (inherit_comparison (type, base) != 0)
    return -1;
  if (type->call == NULL && BRINGS (base, call))
    {
      type->call = base->call;
      if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE))
        type->flags |= base->flags & GCORE_TYPE_FLAG_HAVE_VECTORCALL;
    }
  if (type->vectorcall_offset == 0)
    type->vectorcall_offset = base->vectorcall_offset;
  INHERIT (iter);
  INHERIT (iter_next);
  INHERIT (send);
  INHERIT (await_);
  INHERIT (aiter);
  INHERIT (anext);
  if (type->descr_get == NULL && BRINGS (base, descr_get))
    {
      type->descr_get = base->descr_get;
      if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE))
        type->flags |= base->flags & GCORE_TYPE_FLAG_METHOD_DESCRIPTOR;
    }
  INHERIT (descr_set);
  INHERIT (init);
  INHERIT (alloc);
  INHERIT (finalize);
  INHERIT (get_buffer);
  INHERIT (release_buffer);
  if (type->free_ == NULL && gcore_has_flag (type, GCORE_TYPE_FLAG_GC) == gcore_has_flag (base, GCORE_TYPE_FLAG_GC))
    INHERIT (free_);
  return 0;
}

static int
inherit_from_mro (GcoreType *type)
{
  for (intptr_t i = 1; i < GCORE_TUPLE_SIZE (type->mro); i++)
    if (inherit_slots (type, TYPE_CAST (GCORE_TUPLE_ITEM (type->mro, i))) != 0)
      return -1;
  if (type->free_ == NULL)
    type->free_ = gcore_has_flag (type, GCORE_TYPE_FLAG_GC) ? gcore_gc_del : gcore_mem_free;
  return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static int
set_base_and_mro (GcoreType *type)
{
  GcoreType *object_type = GCORE_TYPE (OBJECT);
  if (type->base_type == NULL && type != object_type)
    type->base_type = gcore_newref (object_type);
  if (type->bases == NULL)
    {
      type->bases = type->base_type != NULL ? gcore_tuple_pack (1, type->base_type) : gcore_tuple_new (0);
      if (type->bases == NULL)
        return -1;
    }
  if (type->dict == NULL)
    {
      type->dict = gcore_dict_new ();
      if (type->dict == NULL)
        return -1;
    }
  return 0;
}

/* __new__ comes from the base, except from object to a built-in type that has none: that cannot be called. */
static void
set_new (GcoreType *type)
{
  if (type->new_ != NULL || type->base_type == NULL)
    return;
  if (type->base_type == GCORE_TYPE (OBJECT) && !gcore_is_heap_type (type))
    type->flags |= GCORE_TYPE_FLAG_DISALLOW_NEW;
  else if (!gcore_has_flag (type, GCORE_TYPE_FLAG_DISALLOW_NEW))
    type->new_ = type->base_type->new_;
}

/* A type that compares but does not hash is unhashable. */
static int
set_hash (GcoreType *type)
{
  if (type->hash != NULL)
    return 0;
  int known = gcore_dict_contains (type->dict, GCORE_ID (__hash__));
  if (known != 0)
    return known < 0 ? -1 : 0;
  if (gcore_dict_set_item (type->dict, GCORE_ID (__hash__), GCORE_NONE) != 0)
    return -1;
  type->hash = gcore_object_hash_not_implemented;
  return 0;
}

int
gcore_type_ready (GcoreType *type)
{
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_READY))
    return 0;
  if (set_base_and_mro (type) != 0)
    return -1;
  /* The mro comes first for the descriptors below, which ask whether one type is derived from another. */
  if (gcore_type_compute_mro (type, NULL) < 0)
    return -1;
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_DISALLOW_NEW))
    type->new_ = NULL;
  if (fill_dict (type) != 0)
    return -1;
  set_new (type);
  if (type->base_type != NULL)
    inherit_layout (type, type->base_type);
  assert (!gcore_has_flag (type, GCORE_TYPE_FLAG_GC) || type->traverse != NULL);
  if (inherit_from_mro (type) != 0 || set_hash (type) != 0)
    return -1;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (type->bases); i++)
    if (gcore_type_add_subclass (TYPE_CAST (GCORE_TUPLE_ITEM (type->bases, i)), type) != 0)
      return -1;
  type->flags |= GCORE_TYPE_FLAG_READY;
  return 0;
}
