/* SPDX-License-Identifier: MIT */
/* How classes hang together: method resolution order, layout, subclasses, changed bases. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/slot-functions.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"
#include "gcore/objects/weakref.h"

/* --- method resolution order (C3) --------------------------------------------------------------------------------- */

/* Whether CANDIDATE stands in one of the N sequences behind its present head. */
static bool
in_a_tail (GcoreObject *const *sequences, const intptr_t *heads, intptr_t n, GcoreObject *candidate)
{
  for (intptr_t i = 0; i < n; i++)
    for (intptr_t j = heads[i] + 1; j < GCORE_TUPLE_SIZE (sequences[i]); j++)
      if (GCORE_TUPLE_ITEM (sequences[i], j) == candidate)
        return true;
  return false;
}

/* "Cannot create a consistent method resolution order": names the heads that block each other. */
static void
set_mro_error (GcoreObject *const *sequences, const intptr_t *heads, intptr_t n)
{
  GcoreObject *names = gcore_str_from_string ("");
  GcoreObject *seen = gcore_dict_new ();
  for (intptr_t i = 0; i < n && names != NULL && seen != NULL; i++)
    {
      if (heads[i] >= GCORE_TUPLE_SIZE (sequences[i]))
        continue;
      GcoreObject *type = GCORE_TUPLE_ITEM (sequences[i], heads[i]);
      int known = gcore_dict_contains (seen, type);
      if (known != 0)
        continue;
      GcoreObject *name = gcore_type_get_name (TYPE_CAST (type));
      GcoreObject *longer = name == NULL ? NULL
                            : GCORE_STR_LENGTH (names) == 0 ? gcore_newref (name)
                                                            : gcore_str_from_format ("%U, %U", names, name);
      gcore_xdecref (name);
      GCORE_SETREF (names, longer);
      gcore_dict_set_item (seen, type, GCORE_NONE);
    }
  if (names != NULL)
    gcore_err_format (GCORE_EXC (TypeError), "Cannot create a consistent method resolution\norder (MRO) for bases %U",
                      names);
  gcore_xdecref (names);
  gcore_xdecref (seen);
}

/* Merges SEQUENCES into MRO, a list; heads are the places still to be merged. */
static int
merge (GcoreObject *mro, GcoreObject *const *sequences, intptr_t *heads, intptr_t n)
{
  for (;;)
    {
      bool all_done = true;
      GcoreObject *next = NULL;
      for (intptr_t i = 0; i < n && next == NULL; i++)
        {
          if (heads[i] >= GCORE_TUPLE_SIZE (sequences[i]))
            continue;
          all_done = false;
          GcoreObject *candidate = GCORE_TUPLE_ITEM (sequences[i], heads[i]);
          if (!in_a_tail (sequences, heads, n, candidate))
            next = candidate;
        }
      if (all_done)
        return 0;
      if (next == NULL)
        {
          set_mro_error (sequences, heads, n);
          return -1;
        }
      if (gcore_list_append (mro, next) != 0)
        return -1;
      for (intptr_t i = 0; i < n; i++)
        if (heads[i] < GCORE_TUPLE_SIZE (sequences[i]) && GCORE_TUPLE_ITEM (sequences[i], heads[i]) == next)
          heads[i]++;
    }
}

static bool
check_duplicate_bases (GcoreObject *bases)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (bases); i++)
    for (intptr_t j = i + 1; j < GCORE_TUPLE_SIZE (bases); j++)
      if (GCORE_TUPLE_ITEM (bases, i) == GCORE_TUPLE_ITEM (bases, j))
        {
          GcoreObject *name = gcore_type_get_name (TYPE_CAST (GCORE_TUPLE_ITEM (bases, i)));
          if (name != NULL)
            gcore_err_format (GCORE_EXC (TypeError), "duplicate base class %U", name);
          gcore_xdecref (name);
          return false;
        }
  return true;
}

/* The order for a class with several bases or none: a new list. */
static GcoreObject *
merged_mro (GcoreType *type)
{
  GcoreObject *bases = type->bases;
  intptr_t n = GCORE_TUPLE_SIZE (bases);
  for (intptr_t i = 0; i < n; i++)
    if (TYPE_CAST (GCORE_TUPLE_ITEM (bases, i))->mro == NULL)
      return gcore_err_format (GCORE_EXC (TypeError), "Cannot extend an incomplete type '%.100s'",
                               TYPE_CAST (GCORE_TUPLE_ITEM (bases, i))->name);
  if (!check_duplicate_bases (bases))
    return NULL;
  GcoreObject *mro = gcore_list_new (0);
  GcoreObject **sequences = gcore_mem_alloc ((size_t) (n + 1) * sizeof *sequences);
  intptr_t *heads = gcore_mem_alloc0 ((size_t) (n + 1) * sizeof *heads);
  if (sequences == NULL || heads == NULL)
    gcore_err_no_memory ();
  else if (mro != NULL && gcore_list_append (mro, (GcoreObject *) type) == 0)
    {
      for (intptr_t i = 0; i < n; i++)
        sequences[i] = TYPE_CAST (GCORE_TUPLE_ITEM (bases, i))->mro;
      sequences[n] = bases;
      if (merge (mro, sequences, heads, n + 1) != 0)
        GCORE_CLEAR (mro);
      gcore_mem_free (sequences);
      gcore_mem_free (heads);
      return mro;
    }
  gcore_mem_free (sequences);
  gcore_mem_free (heads);
  gcore_xdecref (mro);
  return NULL;
}

GcoreObject *
gcore_type_find_mro (GcoreType *type)
{
  GcoreObject *base_mro = GCORE_TUPLE_SIZE (type->bases) == 1 ? TYPE_CAST (GCORE_TUPLE_ITEM (type->bases, 0))->mro : NULL;
  if (base_mro == NULL)
    return merged_mro (type);
  intptr_t n = GCORE_TUPLE_SIZE (base_mro);
  GcoreObject *mro = gcore_tuple_new (n + 1);
  if (mro == NULL)
    return NULL;
  GCORE_TUPLE_SET_ITEM (mro, 0, gcore_newref (type));
  for (intptr_t i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (mro, i + 1, gcore_newref (GCORE_TUPLE_ITEM (base_mro, i)));
  return mro;
}

/* Whether what a metaclass's mro () gave can be TYPE's order. */
static bool
check_custom_mro (GcoreType *type, GcoreObject *mro)
{
  GcoreType *solid = gcore_type_solid_base (type);
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (mro); i++)
    {
      GcoreObject *base = GCORE_TUPLE_ITEM (mro, i);
      if (!gcore_is_type (base))
        {
          gcore_err_format (GCORE_EXC (TypeError), "mro() returned a non-class ('%.500s')", GCORE_TYPE_OF (base)->name);
          return false;
        }
      if (!gcore_type_is_subtype (solid, gcore_type_solid_base (TYPE_CAST (base))))
        {
          gcore_err_format (GCORE_EXC (TypeError), "mro() returned base with unsuitable layout ('%.500s')",
                            TYPE_CAST (base)->name);
          return false;
        }
    }
  return true;
}

/* New tuple. */
static GcoreObject *
ask_for_mro (GcoreType *type)
{
  GcoreType *metatype = GCORE_TYPE_OF (type);
  GcoreObject *order;
  bool custom = metatype != GCORE_TYPE (TYPE);
  if (custom)
    {
      GcoreObject *self = (GcoreObject *) type;
      order = gcore_slot_call_method (GCORE_ID (mro), &self, 1);
    }
  else
    order = gcore_type_find_mro (type);
  if (order == NULL)
    return NULL;
  GcoreObject *mro = gcore_sequence_tuple (order);
  gcore_decref (order);
  if (mro != NULL && custom && !check_custom_mro (type, mro))
    GCORE_CLEAR (mro);
  return mro;
}

int
gcore_type_compute_mro (GcoreType *type, GcoreObject **old)
{
  GcoreObject *previous = gcore_xnewref (type->mro);
  GcoreObject *mro = ask_for_mro (type);
  /* A metaclass's mro () may itself have changed the bases; then the order set meanwhile stands. */
  bool overtaken = mro != NULL && type->mro != previous;
  if (mro == NULL || overtaken)
    {
      gcore_xdecref (mro);
      gcore_xdecref (previous);
      return overtaken ? 1 : -1;
    }
  GCORE_SETREF (type->mro, mro);
  gcore_type_modified (type);
  if (old != NULL)
    *old = previous;
  else
    gcore_xdecref (previous);
  return 0;
}

/* --- layout ------------------------------------------------------------------------------------------------------- */

/* Whether TYPE's instances have more in them than BASE's, a dict and a weak list apart. */
static bool
extends_layout (GcoreType *type, GcoreType *base)
{
  intptr_t size = type->basic_size;
  if (type->item_size != 0 || base->item_size != 0)
    return size != base->basic_size || type->item_size != base->item_size;
  if (type->weaklist_offset != 0 && base->weaklist_offset == 0 && gcore_is_heap_type (type)
      && type->weaklist_offset + (intptr_t) sizeof (void *) == size)
    size -= (intptr_t) sizeof (void *);
  return size != base->basic_size;
}

GcoreType *
gcore_type_solid_base (GcoreType *type)
{
  GcoreType *base = type->base_type != NULL ? gcore_type_solid_base (type->base_type) : GCORE_TYPE (OBJECT);
  return extends_layout (type, base) ? type : base;
}

GcoreType *
gcore_type_best_base (GcoreObject *bases)
{
  GcoreType *best = NULL, *best_solid = NULL;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (bases); i++)
    {
      if (!gcore_is_type (GCORE_TUPLE_ITEM (bases, i)))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "bases must be types");
          return NULL;
        }
      GcoreType *base = TYPE_CAST (GCORE_TUPLE_ITEM (bases, i));
      if (!gcore_has_flag (base, GCORE_TYPE_FLAG_BASE))
        {
          gcore_err_format (GCORE_EXC (TypeError), "type '%.100s' is not an acceptable base type", base->name);
          return NULL;
        }
      GcoreType *solid = gcore_type_solid_base (base);
      if (best == NULL || (!gcore_type_is_subtype (best_solid, solid) && gcore_type_is_subtype (solid, best_solid)))
        {
          best_solid = solid;
          best = base;
        }
      else if (!gcore_type_is_subtype (best_solid, solid))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "multiple bases have instance lay-out conflict");
          return NULL;
        }
    }
  return best;
}

GcoreType *
gcore_type_calculate_metaclass (GcoreType *metatype, GcoreObject *bases)
{
  GcoreType *winner = metatype;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (bases); i++)
    {
      GcoreType *candidate = GCORE_TYPE_OF (GCORE_TUPLE_ITEM (bases, i));
      if (gcore_type_is_subtype (winner, candidate))
        continue;
      if (!gcore_type_is_subtype (candidate, winner))
        {
          gcore_err_set_string (GCORE_EXC (TypeError),
                                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
                                "the metaclasses of all its bases");
          return NULL;
        }
      winner = candidate;
    }
  return winner;
}

/* --- compatible layouts ------------------------------------------------------------------------------------------- */

static bool
same_size (GcoreType *a, GcoreType *b)
{
  return a->basic_size == b->basic_size && a->item_size == b->item_size;
}

/* Whether A and B, with the same base, add the same slots, dict and weak list to it. */
static bool
same_slots_added (GcoreType *a, GcoreType *b)
{
  GcoreType *base = a->base_type;
  if (base != b->base_type || !gcore_is_heap_type (a) || !gcore_is_heap_type (b))
    return false;
  GcoreObject *slots_a = HEAP_TYPE (a)->slots, *slots_b = HEAP_TYPE (b)->slots;
  intptr_t n_a = slots_a != NULL ? GCORE_TUPLE_SIZE (slots_a) : 0, n_b = slots_b != NULL ? GCORE_TUPLE_SIZE (slots_b) : 0;
  if (n_a != n_b || !same_size (a, b) || a->weaklist_offset != b->weaklist_offset || a->dict_offset != b->dict_offset)
    return false;
  for (intptr_t i = 0; i < n_a; i++)
    if (!gcore_str_equal (GCORE_TUPLE_ITEM (slots_a, i), GCORE_TUPLE_ITEM (slots_b, i)))
      return false;
  return true;
}

/* Whether TYPE adds nothing to its base's layout. */
static bool
same_layout_as_base (GcoreType *type)
{
  GcoreType *base = type->base_type;
  return base != NULL && same_size (type, base) && type->weaklist_offset == base->weaklist_offset
         && type->dict_offset == base->dict_offset
         && gcore_has_flag (type, GCORE_TYPE_FLAG_GC) == gcore_has_flag (base, GCORE_TYPE_FLAG_GC);
}

bool
gcore_type_compatible_for_assignment (GcoreType *old, GcoreType *new_, const char *attribute)
{
  GcoreType *a = new_, *b = old;
  if (gcore_has_flag (old, GCORE_TYPE_FLAG_GC) != gcore_has_flag (new_, GCORE_TYPE_FLAG_GC))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s assignment: '%s' deallocator differs from '%s'", attribute,
                        new_->name, old->name);
      return false;
    }
  while (same_layout_as_base (a))
    a = a->base_type;
  while (same_layout_as_base (b))
    b = b->base_type;
  if (a == b || (a->base_type != NULL && a->base_type == b->base_type && same_slots_added (a, b)))
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "%s assignment: '%s' object layout differs from '%s'", attribute, new_->name,
                    old->name);
  return false;
}

/* --- subclasses --------------------------------------------------------------------------------------------------- */

int
gcore_type_add_subclass (GcoreType *base, GcoreType *type)
{
  GcoreObject *key = gcore_int_from_void_ptr (type);
  GcoreObject *ref = gcore_weakref_new_ref ((GcoreObject *) type, NULL);
  int result = -1;
  if (base->subclasses == NULL)
    base->subclasses = gcore_dict_new ();
  if (key != NULL && ref != NULL && base->subclasses != NULL)
    result = gcore_dict_set_item (base->subclasses, key, ref);
  gcore_xdecref (key);
  gcore_xdecref (ref);
  return result;
}

void
gcore_type_remove_subclass (GcoreType *base, GcoreType *type)
{
  if (base->subclasses == NULL)
    return;
  GcoreObject *key = gcore_int_from_void_ptr (type);
  if (key == NULL || gcore_dict_del_item (base->subclasses, key) != 0)
    gcore_err_clear (); /* it had not got so far as to be entered */
  gcore_xdecref (key);
  if (GCORE_DICT_SIZE (base->subclasses) == 0)
    GCORE_CLEAR (base->subclasses);
}

int
gcore_type_for_each_subclass (GcoreType *type, int (*function) (GcoreType *subclass, void *data), void *data)
{
  intptr_t position = 0;
  GcoreObject *ref;
  while (type->subclasses != NULL && gcore_dict_next (type->subclasses, &position, NULL, &ref))
    {
      GcoreObject *subclass = GCORE_WEAKREF (ref)->referent;
      if (subclass == NULL || subclass->refcount == 0)
        continue;
      gcore_incref (subclass);
      int result = function (TYPE_CAST (subclass), data);
      gcore_decref (subclass);
      if (result != 0)
        return result;
    }
  return 0;
}

static int
append_subclass (GcoreType *subclass, void *list)
{
  return gcore_list_append (list, (GcoreObject *) subclass);
}

GcoreObject *
gcore_type_get_subclasses (GcoreType *type)
{
  GcoreObject *list = gcore_list_new (0);
  if (list != NULL && gcore_type_for_each_subclass (type, append_subclass, list) != 0)
    GCORE_CLEAR (list);
  return list;
}

/* --- changed bases ------------------------------------------------------------------------------------------------ */

/* Gives TYPE and its subclasses new orders. UNDO is what to go back to if one of them cannot get one: a list of tuples
 * (type, new mro, old mro). */
static int
recompute_mro (GcoreType *type, GcoreObject *undo)
{
  GcoreObject *old;
  int result = gcore_type_compute_mro (type, &old);
  if (result != 0)
    return result > 0 ? 0 : -1;
  GcoreObject *entry = old != NULL ? gcore_tuple_pack (3, type, type->mro, old) : gcore_tuple_pack (2, type, type->mro);
  result = entry != NULL ? gcore_list_append (undo, entry) : -1;
  gcore_xdecref (entry);
  gcore_xdecref (old);
  if (result != 0 || type->subclasses == NULL)
    return result;
  /* From a list, since mro () of a metaclass may make more of them. */
  GcoreObject *subclasses = gcore_type_get_subclasses (type);
  if (subclasses == NULL)
    return -1;
  for (intptr_t i = 0; result == 0 && i < GCORE_LIST_SIZE (subclasses); i++)
    result = recompute_mro (TYPE_CAST (GCORE_LIST_ITEM (subclasses, i)), undo);
  gcore_decref (subclasses);
  return result;
}

static void
restore_mros (GcoreObject *undo)
{
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (undo); i++)
    {
      GcoreObject *entry = GCORE_LIST_ITEM (undo, i);
      GcoreType *type = TYPE_CAST (GCORE_TUPLE_ITEM (entry, 0));
      if (type->mro != GCORE_TUPLE_ITEM (entry, 1))
        continue;
      GcoreObject *old = GCORE_TUPLE_SIZE (entry) == 3 ? GCORE_TUPLE_ITEM (entry, 2) : NULL;
      GCORE_SETREF (type->mro, gcore_xnewref (old));
      gcore_type_modified (type);
    }
}

/* Whether TYPE stands above BASE in the chain of layouts. While a metaclass's mro () runs, that chain has changed already
 * and the orders have not. */
static bool
in_base_chain (GcoreType *base, GcoreType *type)
{
  for (; base != NULL; base = base->base_type)
    if (base == type)
      return true;
  return false;
}

static bool
check_new_bases (GcoreType *type, GcoreObject *bases)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (bases); i++)
    {
      GcoreObject *base = GCORE_TUPLE_ITEM (bases, i);
      if (!gcore_is_type (base))
        {
          gcore_err_format (GCORE_EXC (TypeError), "%s.__bases__ must be tuple of classes, not '%s'", type->name,
                            GCORE_TYPE_OF (base)->name);
          return false;
        }
      if (gcore_type_is_subtype (TYPE_CAST (base), type) || in_base_chain (TYPE_CAST (base), type))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "a __bases__ item causes an inheritance cycle");
          return false;
        }
    }
  return true;
}

static int
update_all_slots (GcoreType *type, void *data)
{
  gcore_type_fix_slots (type);
  return gcore_type_for_each_subclass (type, update_all_slots, NULL);
}

/* TYPE leaves the subclasses of OLD_BASES and joins those of its present ones. */
static int
move_to_new_bases (GcoreType *type, GcoreObject *old_bases)
{
  int result = 0;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (old_bases); i++)
    gcore_type_remove_subclass (TYPE_CAST (GCORE_TUPLE_ITEM (old_bases, i)), type);
  for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (type->bases); i++)
    result = gcore_type_add_subclass (TYPE_CAST (GCORE_TUPLE_ITEM (type->bases, i)), type);
  update_all_slots (type, NULL);
  return result;
}

int
gcore_type_set_bases (GcoreType *type, GcoreObject *bases)
{
  if (!check_new_bases (type, bases))
    return -1;
  GcoreType *base = gcore_type_best_base (bases);
  if (base == NULL || !gcore_type_compatible_for_assignment (type->base_type, base, "__bases__"))
    return -1;
  GcoreObject *undo = gcore_list_new (0);
  if (undo == NULL)
    return -1;
  GcoreObject *old_bases = type->bases;
  GcoreType *old_base = type->base_type;
  type->bases = gcore_newref (bases);
  type->base_type = gcore_newref (base);
  int result = recompute_mro (type, undo);
  bool overtaken = type->bases != bases;
  if (result == 0 && !overtaken)
    result = move_to_new_bases (type, old_bases);
  else if (result != 0)
    {
      restore_mros (undo);
      if (!overtaken)
        {
          type->bases = old_bases;
          type->base_type = old_base;
          old_bases = bases;
          old_base = base;
        }
    }
  gcore_decref (old_bases);
  gcore_decref (old_base);
  gcore_decref (undo);
  return result;
}
