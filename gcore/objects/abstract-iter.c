/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract-iter.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/iterators.h"

bool
gcore_iter_check (GcoreObject *object)
{
  GcoreUnaryFunc next = GCORE_TYPE_OF (object)->iter_next;
  return next != NULL && next != gcore_object_next_not_implemented;
}

GcoreObject *
gcore_object_get_iter (GcoreObject *object)
{
  GcoreUnaryFunc get_iter = GCORE_TYPE_OF (object)->iter;
  if (get_iter == NULL)
    {
      if (gcore_sequence_check (object))
        return gcore_seq_iterator_new (object);
      return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not iterable", GCORE_TYPE_OF (object)->name);
    }
  GcoreObject *iter = get_iter (object);
  if (iter != NULL && GCORE_UNLIKELY (!gcore_iter_check (iter)))
    {
      gcore_err_format (GCORE_EXC (TypeError), "iter() returned non-iterator of type '%.100s'",
                        GCORE_TYPE_OF (iter)->name);
      GCORE_CLEAR (iter);
    }
  return iter;
}

GcoreObject *
gcore_object_get_aiter (GcoreObject *object)
{
  GcoreUnaryFunc get_aiter = GCORE_TYPE_OF (object)->aiter;
  if (get_aiter == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "'%.200s' object is not an async iterable",
                             GCORE_TYPE_OF (object)->name);
  GcoreObject *iter = get_aiter (object);
  if (iter != NULL && GCORE_TYPE_OF (iter)->anext == NULL)
    {
      gcore_err_format (GCORE_EXC (TypeError), "aiter() returned not an async iterator of type '%.100s'",
                        GCORE_TYPE_OF (iter)->name);
      GCORE_CLEAR (iter);
    }
  return iter;
}

GcoreObject *
gcore_iter_next (GcoreObject *iter)
{
  GcoreObject *item = GCORE_TYPE_OF (iter)->iter_next (iter);
  if (item == NULL && gcore_err_occurred () != NULL && gcore_err_exception_matches (GCORE_EXC (StopIteration)))
    gcore_err_clear ();
  return item;
}

int
gcore_iter_send (GcoreObject *iter, GcoreObject *value, GcoreObject **result)
{
  GcoreType *type = GCORE_TYPE_OF (iter);
  if (type->send != NULL)
    return type->send (iter, value, result);
  if (value == GCORE_NONE && gcore_iter_check (iter))
    *result = type->iter_next (iter);
  else
    *result = gcore_object_call_method_one_arg (iter, GCORE_ID (send), value);
  if (*result != NULL)
    return GCORE_SEND_NEXT;
  if (gcore_generator_fetch_stop_iteration_value (result) == 0)
    return GCORE_SEND_RETURN;
  return GCORE_SEND_ERROR;
}
