/* SPDX-License-Identifier: MIT */
/* Keeps slots and special methods the same thing: wrappers for the slots of built-in types, slots for the special methods
 * of classes. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/slot-functions.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type-private.h"
#include "gcore/objects/type-wrappers.h"

#define SLOT_DEF(method, slot, keywords_, function_, wrapper_, doc_)                                                   \
  { #method, GCORE_ID_INDEX_##method, offsetof (GcoreType, slot), keywords_, GCORE_FUNC (function_), wrapper_, doc_ },
const GcoreSlotDef gcore_slot_defs[] = {
#define GCORE_SLOT(method, slot, function, wrapper, doc) SLOT_DEF (method, slot, false, function, wrapper, doc)
#define GCORE_SLOT_KEYWORDS(method, slot, function, wrapper, doc) SLOT_DEF (method, slot, true, function, wrapper, doc)
#include "gcore/objects/slots.def"
#undef GCORE_SLOT
#undef GCORE_SLOT_KEYWORDS
  { .name = NULL }
};

#define SLOT_NAME(def) (GCORE_OBJECTS->identifiers[(def)->identifier])

bool
gcore_is_special_name (GcoreObject *name)
{
  intptr_t n = GCORE_STR_LENGTH (name);
  return n > 4 && gcore_str_read_char (name, n - 1) == '_' && gcore_str_read_char (name, n - 2) == '_'
         && gcore_str_read_char (name, 0) == '_' && gcore_str_read_char (name, 1) == '_';
}

/* --- from slots to methods ---------------------------------------------------------------------------------------- */

int
gcore_type_add_slot_wrappers (GcoreType *type)
{
  for (const GcoreSlotDef *def = gcore_slot_defs; def->name != NULL; def++)
    {
      GcoreAnyFunc function = *GCORE_SLOT_PLACE (type, def->offset);
      if (def->wrapper == NULL || function == NULL)
        continue;
      int known = gcore_dict_contains (type->dict, SLOT_NAME (def));
      if (known < 0)
        return -1;
      if (known)
        continue;
      GcoreObject *wrapper;
      if (function == GCORE_FUNC (gcore_object_hash_not_implemented))
        wrapper = gcore_newref (GCORE_NONE);
      else
        wrapper = gcore_descr_new_wrapper (type, def, function);
      if (wrapper == NULL)
        return -1;
      int result = gcore_dict_set_item (type->dict, SLOT_NAME (def), wrapper);
      gcore_decref (wrapper);
      if (result != 0)
        return -1;
    }
  return 0;
}

/* --- from methods to slots ---------------------------------------------------------------------------------------- */

/* The only slot of TYPE that is filled among those NAME stands for; NULL if there is none or several. */
static GcoreAnyFunc *
only_filled_slot (GcoreType *type, int identifier)
{
  GcoreAnyFunc *only = NULL;
  for (const GcoreSlotDef *def = gcore_slot_defs; def->name != NULL; def++)
    {
      GcoreAnyFunc *place = GCORE_SLOT_PLACE (type, def->offset);
      if (def->identifier != identifier || *place == NULL)
        continue;
      if (only != NULL)
        return NULL;
      only = place;
    }
  return only;
}

/* What is found for the methods of one slot. */
typedef struct
{
  GcoreAnyFunc specific; /* the one C function behind all methods found */
  GcoreAnyFunc generic;  /* the function that calls the method */
  bool use_generic;
} Choice;

/* Takes ATTRIBUTE, what TYPE has under DEF's name, into account for the slot at PLACE. */
static void
consider (GcoreType *type, const GcoreSlotDef *def, GcoreAnyFunc *place, GcoreObject *attribute, Choice *choice)
{
  GcoreWrapperDescriptor *wrapper = (GcoreWrapperDescriptor *) (void *) attribute;
  if (gcore_is_exact (attribute, WRAPPER_DESCRIPTOR) && wrapper->slot->identifier == def->identifier)
    {
      GcoreAnyFunc *only = only_filled_slot (type, def->identifier);
      if (only == NULL || only == place)
        choice->generic = def->function;
      if ((choice->specific == NULL || choice->specific == wrapper->function) && wrapper->slot->wrapper == def->wrapper
          && gcore_type_is_subtype (type, wrapper->owner))
        choice->specific = wrapper->function;
      else
        choice->use_generic = true;
    }
  else if (gcore_is_builtin_function (attribute)
           && ((GcoreBuiltinFunction *) (void *) attribute)->method == gcore_type_new_method
           && def->offset == offsetof (GcoreType, new_))
    choice->specific = GCORE_FUNC (TYPE_CAST (((GcoreBuiltinFunction *) (void *) attribute)->self)->new_);
  else if (attribute == GCORE_NONE && def->offset == offsetof (GcoreType, hash))
    choice->specific = GCORE_FUNC (gcore_object_hash_not_implemented);
  else
    {
      choice->use_generic = true;
      choice->generic = def->function;
      if (def->offset == offsetof (GcoreType, call))
        type->flags &= ~(uint32_t) GCORE_TYPE_FLAG_HAVE_VECTORCALL;
    }
}

/* Sets the slot of DEF, the first of its group, by the methods TYPE has. Returns the first of the next group. */
static const GcoreSlotDef *
fix_slot (GcoreType *type, const GcoreSlotDef *def)
{
  size_t offset = def->offset;
  GcoreAnyFunc *place = GCORE_SLOT_PLACE (type, offset);
  Choice choice = { 0 };
  for (; def->name != NULL && def->offset == offset; def++)
    {
      GcoreObject *attribute = gcore_type_find_in_mro (type, SLOT_NAME (def));
      if (attribute != NULL)
        consider (type, def, place, attribute, &choice);
      else if (offset == offsetof (GcoreType, iter_next))
        choice.specific = GCORE_FUNC (gcore_object_next_not_implemented);
    }
  *place = choice.specific != NULL && !choice.use_generic ? choice.specific : choice.generic;
  return def;
}

void
gcore_type_fix_slots (GcoreType *type)
{
  for (const GcoreSlotDef *def = gcore_slot_defs; def->name != NULL;)
    def = fix_slot (type, def);
}

/* DATA: the name, a str, of a method that TYPE got, lost or inherits. */
static int
update_slots (GcoreType *type, void *data)
{
  GcoreObject *name = data;
  const GcoreSlotDef *group = gcore_slot_defs;
  for (const GcoreSlotDef *def = gcore_slot_defs; def->name != NULL; def++)
    {
      if (def->offset != group->offset)
        group = def;
      if (SLOT_NAME (def) != name)
        continue;
      def = fix_slot (type, group) - 1;
    }
  return 0;
}

/* The same for a subclass, unless it has a method of its own; then for its subclasses. */
static int
update_subclass_slots (GcoreType *type, void *data)
{
  if (type->dict != NULL)
    {
      int own = gcore_dict_contains (type->dict, data);
      if (own != 0)
        return own < 0 ? -1 : 0;
    }
  update_slots (type, data);
  return gcore_type_for_each_subclass (type, update_subclass_slots, data);
}

int
gcore_type_update_slots (GcoreType *type, GcoreObject *name)
{
  bool is_slot = false;
  for (const GcoreSlotDef *def = gcore_slot_defs; def->name != NULL && !is_slot; def++)
    is_slot = SLOT_NAME (def) == name;
  if (!is_slot)
    return 0;
  update_slots (type, name);
  return gcore_type_for_each_subclass (type, update_subclass_slots, name);
}
