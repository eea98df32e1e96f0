/* SPDX-License-Identifier: MIT */
#include "gcore/objects/object.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/singletons.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* --- text --------------------------------------------------------------------------------------------------------- */

/* RESULT if it is a str; else TypeError. */
static GcoreObject *
check_text (GcoreObject *result, const char *method)
{
  if (result != NULL && !gcore_is_str (result))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s returned non-string (type %.200s)", method,
                        GCORE_TYPE_OF (result)->name);
      gcore_decref (result);
      return NULL;
    }
  return result;
}

GcoreObject *
gcore_object_repr (GcoreObject *object)
{
  if (object == NULL)
    return gcore_str_from_string ("<NULL>");
  GcoreUnaryFunc repr = GCORE_TYPE_OF (object)->repr;
  if (repr == NULL)
    return gcore_str_from_format ("<%s object at %p>", GCORE_TYPE_OF (object)->name, object);
  if (gcore_enter_recursive_call (" while getting the repr of an object") != 0)
    return NULL;
  GcoreObject *result = repr (object);
  gcore_leave_recursive_call ();
  return check_text (result, "__repr__");
}

GcoreObject *
gcore_object_str (GcoreObject *object)
{
  if (object == NULL)
    return gcore_str_from_string ("<NULL>");
  if (gcore_is_str_exact (object))
    return gcore_newref (object);
  GcoreUnaryFunc str = GCORE_TYPE_OF (object)->str;
  if (str == NULL)
    return gcore_object_repr (object);
  if (gcore_enter_recursive_call (" while getting the str of an object") != 0)
    return NULL;
  GcoreObject *result = str (object);
  gcore_leave_recursive_call ();
  return check_text (result, "__str__");
}

/* The list of objects whose repr is running, which stands in a dict of the thread: borrowed; NULL if there is none yet or,
   with an exception, if it was out of reach. */
static GcoreObject *
running_reprs (void)
{
  GcoreObject *dict = GCORE_OBJECTS->thread_dict;
  GcoreObject *running = dict != NULL ? gcore_dict_get_item_with_error (dict, GCORE_ID (Py_Repr)) : NULL;
  return running != NULL && gcore_is_list (running) ? running : NULL;
}

/* The same, made if there is none. */
static GcoreObject *
make_running_reprs (void)
{
  GcoreObject *running = running_reprs ();
  if (running != NULL || gcore_err_occurred ())
    return running;
  if (GCORE_OBJECTS->thread_dict == NULL && (GCORE_OBJECTS->thread_dict = gcore_dict_new ()) == NULL)
    return NULL;
  running = gcore_list_new (0);
  if (running == NULL)
    return NULL;
  int status = gcore_dict_set_item (GCORE_OBJECTS->thread_dict, GCORE_ID (Py_Repr), running);
  gcore_decref (running);
  return status == 0 ? running : NULL;
}

int
gcore_repr_enter (GcoreObject *object)
{
  GcoreObject *running = make_running_reprs ();
  if (running == NULL)
    return -1;
  for (intptr_t i = GCORE_LIST_SIZE (running); i-- > 0;)
    if (GCORE_LIST_ITEM (running, i) == object)
      return 1;
  return gcore_list_append (running, object);
}

void
gcore_repr_leave (GcoreObject *object)
{
  GcoreRaised pending = gcore_err_put_aside ();
  GcoreObject *running = running_reprs ();
  for (intptr_t i = running != NULL ? GCORE_LIST_SIZE (running) : 0; i-- > 0;)
    if (GCORE_LIST_ITEM (running, i) == object)
      {
        gcore_list_set_slice (running, i, i + 1, NULL);
        break;
      }
  gcore_err_put_back (pending);
}

/* --- comparison, hash, truth -------------------------------------------------------------------------------------- */

static const char *const operators[] = { "<", "<=", "==", "!=", ">", ">=" };
static const uint8_t swapped[] = { GCORE_GT, GCORE_GE, GCORE_EQ, GCORE_NE, GCORE_LT, GCORE_LE };

/* Asks both sides, the more derived one first. */
static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  GcoreType *type_a = GCORE_TYPE_OF (a), *type_b = GCORE_TYPE_OF (b);
  bool asked_b = false;
  GcoreObject *result;
  if (type_a != type_b && type_b->rich_compare != NULL && gcore_type_is_subtype (type_b, type_a))
    {
      asked_b = true;
      result = type_b->rich_compare (b, a, swapped[op]);
      if (result != GCORE_NOT_IMPLEMENTED)
        return result;
      gcore_decref (result);
    }
  if (type_a->rich_compare != NULL)
    {
      result = type_a->rich_compare (a, b, op);
      if (result != GCORE_NOT_IMPLEMENTED)
        return result;
      gcore_decref (result);
    }
  if (!asked_b && GCORE_TYPE_OF (b)->rich_compare != NULL)
    {
      result = GCORE_TYPE_OF (b)->rich_compare (b, a, swapped[op]);
      if (result != GCORE_NOT_IMPLEMENTED)
        return result;
      gcore_decref (result);
    }
  if (op == GCORE_EQ)
    return gcore_newref (a == b ? GCORE_TRUE : GCORE_FALSE);
  if (op == GCORE_NE)
    return gcore_newref (a != b ? GCORE_TRUE : GCORE_FALSE);
  return gcore_err_format (GCORE_EXC (TypeError), "'%s' not supported between instances of '%.100s' and '%.100s'",
                           operators[op], GCORE_TYPE_OF (a)->name, GCORE_TYPE_OF (b)->name);
}

GcoreObject *
gcore_object_rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (gcore_enter_recursive_call (" in comparison") != 0)
    return NULL;
  GcoreObject *result = rich_compare (a, b, op);
  gcore_leave_recursive_call ();
  return result;
}

int
gcore_object_rich_compare_bool (GcoreObject *a, GcoreObject *b, int op)
{
  if (a == b)
    {
      if (op == GCORE_EQ)
        return 1;
      if (op == GCORE_NE)
        return 0;
    }
  GcoreObject *result = gcore_object_rich_compare (a, b, op);
  if (result == NULL)
    return -1;
  int truth = gcore_is_bool (result) ? result == GCORE_TRUE : gcore_object_is_true (result);
  gcore_decref (result);
  return truth;
}

intptr_t
gcore_object_hash (GcoreObject *object)
{
  GcoreHashFunc hash = GCORE_TYPE_OF (object)->hash;
  return hash != NULL ? hash (object) : gcore_object_hash_not_implemented (object);
}

intptr_t
gcore_object_hash_by_address (GcoreObject *object)
{
  return gcore_hash_pointer (object);
}

int
gcore_object_is_true (GcoreObject *object)
{
  if (object == GCORE_TRUE)
    return 1;
  if (object == GCORE_FALSE || object == GCORE_NONE)
    return 0;
  GcoreType *type = GCORE_TYPE_OF (object);
  intptr_t result;
  if (type->number.truth != NULL)
    result = type->number.truth (object);
  else if (type->mapping.length != NULL)
    result = type->mapping.length (object);
  else if (type->sequence.length != NULL)
    result = type->sequence.length (object);
  else
    return 1;
  return result > 0 ? 1 : (int) result;
}

int
gcore_object_not (GcoreObject *object)
{
  int truth = gcore_object_is_true (object);
  return truth < 0 ? truth : !truth;
}

/* --- others ------------------------------------------------------------------------------------------------------- */

static GcoreObject *
dir_of_running_frame (void)
{
  GcoreObject *locals = GCORE_OBJECTS->hooks.current_locals != NULL ? GCORE_OBJECTS->hooks.current_locals () : NULL;
  if (locals == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (SystemError), "frame does not exist");
      return NULL;
    }
  GcoreObject *names = gcore_mapping_keys (locals);
  if (names != NULL && gcore_list_sort (names) != 0)
    GCORE_CLEAR (names);
  return names;
}

GcoreObject *
gcore_object_dir (GcoreObject *object)
{
  if (object == NULL)
    return dir_of_running_frame ();
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__dir__));
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (TypeError), "object does not provide __dir__");
      return NULL;
    }
  GcoreObject *result = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (result == NULL)
    return NULL;
  GcoreObject *names = gcore_sequence_list (result);
  gcore_decref (result);
  if (names != NULL && gcore_list_sort (names) != 0)
    GCORE_CLEAR (names);
  return names;
}

bool
gcore_callable_check (GcoreObject *object)
{
  return object != NULL && GCORE_TYPE_OF (object)->call != NULL;
}

intptr_t
gcore_object_sizeof (GcoreObject *object)
{
  GcoreType *type = GCORE_TYPE_OF (object);
  GcoreObject *method = gcore_object_lookup_special (object, GCORE_ID (__sizeof__));
  if (method == NULL)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_format (GCORE_EXC (TypeError), "Type %.100s doesn't define __sizeof__", type->name);
      return -1;
    }
  GcoreObject *result = gcore_object_call_no_args (method);
  gcore_decref (method);
  if (result == NULL)
    return -1;
  intptr_t size = gcore_int_as_ssize (result);
  gcore_decref (result);
  if (size < 0)
    {
      if (gcore_err_occurred () == NULL)
        gcore_err_set_string (GCORE_EXC (ValueError), "__sizeof__() should return >= 0");
      return -1;
    }
  return size + (intptr_t) gcore_type_presize (type);
}

GcoreObject *
gcore_object_self_iter (GcoreObject *object)
{
  return gcore_newref (object);
}

GcoreObject *
gcore_object_next_not_implemented (GcoreObject *object)
{
  return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not iterable", GCORE_TYPE_OF (object)->name);
}

void
gcore_object_immortal_dealloc (GcoreObject *object)
{
  object->refcount = GCORE_SINGLETON_REFERENCES;
}
