/* SPDX-License-Identifier: MIT */
#include "gcore/history/cut.h"

#include "gcore/collector/collector.h"
#include "gcore/machine/frame-stack.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/record/describe.h"

/* --- references of objects ---------------------------------------------------------------------------------------- */

static int
cannot_cut (GcoreObject *holder, const char *label)
{
  gcore_err_format (GCORE_EXC (ValueError), "the reference %s of a %s object cannot be cut", label, holder->type->name);
  return -1;
}

/* The class that has DICT for its namespace or keeps its subclasses in it. */
typedef struct
{
  const GcoreObject *dict;
  GcoreType *owner; /* NULL: none */
} OwnerSearch;

static int
is_owner (GcoreObject *object, void *data)
{
  OwnerSearch *search = data;
  GcoreType *type = (GcoreType *) object;
  if (!gcore_has_flag (object->type, GCORE_TYPE_FLAG_TYPE)
      || (type->dict != search->dict && type->subclasses != search->dict))
    return 0;
  search->owner = type;
  return 1;
}

static GcoreType *
find_owner (const GcoreObject *dict)
{
  OwnerSearch search = { .dict = dict };
  for (int i = 0; i < GCORE_N_BUILTIN_TYPES && search.owner == NULL; i++)
    is_owner ((GcoreObject *) &GCORE_OBJECTS->types[i], &search);
  for (int i = 0; i <= GCORE_PERMANENT_GENERATION && search.owner == NULL; i++)
    gcore_gc_visit_list (gcore_gc_list (i), is_owner, &search);
  return search.owner;
}

/* A class has to know of a change of its namespace: it keeps what was looked up. */
static int
cut_entry (GcoreObject *dict, const char *label, GcoreObject *key)
{
  GcoreType *owner = find_owner (dict);
  if (owner != NULL && owner->subclasses == dict)
    return cannot_cut (dict, label);
  return owner != NULL && gcore_is_str (key) ? gcore_object_set_attr ((GcoreObject *) owner, key, NULL)
                                             : gcore_dict_del_item (dict, key);
}

/* The machine relies on what it keeps in a list of its own. */
static int
cut_item (GcoreObject *holder, const char *label, intptr_t index)
{
  if (gcore_layout_of (holder)->id != GCORE_TYPE_ID_LIST || holder == GCORE_MACHINE->exit_callbacks)
    return cannot_cut (holder, label);
  return gcore_list_set_item (holder, index, gcore_newref (GCORE_NONE));
}

static int
cut_found (GcoreObject *holder, const char *label, const GcoreReference *found)
{
  uint32_t layout = gcore_layout_of (holder)->id;
  switch (found->kind)
    {
    case GCORE_REF_ATTRIBUTE:
      return gcore_object_generic_set_attr (holder, found->name, NULL);
    case GCORE_REF_ITEM:
      return cut_item (holder, label, found->index);
    case GCORE_REF_KEY:
      if (layout == GCORE_TYPE_ID_SET)
        return gcore_set_discard (holder, found->name) < 0 ? -1 : 0;
      return layout == GCORE_TYPE_ID_DICT ? cut_entry (holder, label, found->name) : cannot_cut (holder, label);
    case GCORE_REF_VALUE:
      return cut_entry (holder, label, found->name);
    case GCORE_REF_INTERNAL:
      if (layout != GCORE_TYPE_ID_CELL)
        return cannot_cut (holder, label);
      GCORE_CLEAR (gcore_cell_content (holder));
      return 0;
    default:
      return cannot_cut (holder, label);
    }
}

int
gcore_cut_reference (GcoreObject *holder, const char *label)
{
  GcoreReference found;
  bool in_dict;
  if (!gcore_find_reference (holder, label, &found, &in_dict))
    {
      gcore_err_format (GCORE_EXC (ValueError), "a %s object has no reference %s", holder->type->name, label);
      return -1;
    }
  if (in_dict)
    holder = GCORE_OBJECT_MANAGED_DICT (holder);
  gcore_incref (holder);
  gcore_xincref (found.name);
  int result = cut_found (holder, label, &found);
  gcore_xdecref (found.name);
  gcore_decref (holder);
  return result;
}

/* --- variables of calls ------------------------------------------------------------------------------------------- */

/* The variable, or the content of its cell. NULL if there is none. */
static GcoreObject **
find_slot (GcoreActivation *activation, const char *name)
{
  const GcoreCode *code = activation->code;
  for (int i = 0; i < code->nlocalsplus; i++)
    {
      GcoreObject **slot = &activation->slots[i];
      bool is_cell = (gcore_bytes_as_string (code->localspluskinds)[i] & (GCORE_LOCAL_CELL | GCORE_LOCAL_FREE)) != 0;
      if (gcore_str_equal_to_utf8 (GCORE_TUPLE_ITEM (code->localsplusnames, i), name))
        return is_cell && *slot != NULL && gcore_is_cell (*slot) ? &gcore_cell_content (*slot) : slot;
    }
  return NULL;
}

static int
cut_name (GcoreObject *locals, const char *name)
{
  GcoreObject *key = gcore_str_from_string (name);
  int result = key != NULL ? gcore_object_del_item (locals, key) : -1;
  gcore_xdecref (key);
  return result;
}

int
gcore_cut_variable (uint32_t frame, const char *name)
{
  GcoreActivation *activation = GCORE_MACHINE->activation;
  while (activation != NULL && frame-- > 0)
    activation = activation->previous;
  GcoreObject **slot = activation != NULL ? find_slot (activation, name) : NULL;
  if (slot != NULL && *slot != NULL)
    {
      GCORE_CLEAR (*slot);
      return 0;
    }
  if (slot == NULL && activation != NULL && activation->locals != NULL)
    return cut_name (activation->locals, name);
  gcore_err_format (GCORE_EXC (ValueError), "there is no variable %s", name);
  return -1;
}
