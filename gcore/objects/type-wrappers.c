/* SPDX-License-Identifier: MIT */
#include "gcore/objects/type-wrappers.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

#define WRAPPER(name)                                                                                                  \
  GcoreObject *gcore_wrap_##name (GcoreObject *self, GcoreObject *args, GcoreAnyFunc function, GcoreObject *kwargs)

/* Whether N arguments were given. */
static bool
check_n_args (GcoreObject *args, intptr_t n)
{
  if (GCORE_TUPLE_SIZE (args) == n)
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "expected %zd argument%s, got %zd", n, n == 1 ? "" : "s",
                    GCORE_TUPLE_SIZE (args));
  return false;
}

#define ARG(i) GCORE_TUPLE_ITEM (args, i)

/* None for the result 0 of a function, NULL for -1. */
static GcoreObject *
none_or_null (int result)
{
  return result < 0 ? NULL : gcore_newref (GCORE_NONE);
}

WRAPPER (unary)
{
  return check_n_args (args, 0) ? ((GcoreUnaryFunc) function) (self) : NULL;
}

WRAPPER (binary)
{
  return check_n_args (args, 1) ? ((GcoreBinaryFunc) function) (self, ARG (0)) : NULL;
}

/* A wrapper of its own: the concatenation of a sequence does not take a stranger on its left, so a class derived from it
 * may not use it as its addition of numbers. */
WRAPPER (concat)
{
  return check_n_args (args, 1) ? ((GcoreBinaryFunc) function) (self, ARG (0)) : NULL;
}

WRAPPER (binary_right)
{
  return check_n_args (args, 1) ? ((GcoreBinaryFunc) function) (ARG (0), self) : NULL;
}

WRAPPER (ternary)
{
  GcoreObject *other, *third = GCORE_NONE;
  if (!gcore_arg_unpack_tuple (args, "", 1, 2, &other, &third))
    return NULL;
  return ((GcoreTernaryFunc) function) (self, other, third);
}

WRAPPER (ternary_right)
{
  GcoreObject *other, *third = GCORE_NONE;
  if (!gcore_arg_unpack_tuple (args, "", 1, 2, &other, &third))
    return NULL;
  return ((GcoreTernaryFunc) function) (other, self, third);
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* object.__setattr__ (SELF, …) must not get around the own function of a built-in base of SELF's type. */
static bool
check_not_bypassing (GcoreObject *self, GcoreSetAttrFunc function, const char *what)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  while (type != NULL && gcore_is_heap_type (type))
    type = type->base_type;
  if (type == NULL || type->set_attr == function)
    return true;
  gcore_err_format (GCORE_EXC (TypeError), "can't apply this %s to %s object", what, type->name);
  return false;
}

WRAPPER (set_attr)
{
  GcoreObject *name, *value;
  GcoreSetAttrFunc set = (GcoreSetAttrFunc) function;
  if (!gcore_arg_unpack_tuple (args, "", 2, 2, &name, &value) || !check_not_bypassing (self, set, "__setattr__"))
    return NULL;
  return none_or_null (set (self, name, value));
}

WRAPPER (del_attr)
{
  GcoreSetAttrFunc set = (GcoreSetAttrFunc) function;
  if (!check_n_args (args, 1) || !check_not_bypassing (self, set, "__delattr__"))
    return NULL;
  return none_or_null (set (self, ARG (0), NULL));
}

/* --- object ------------------------------------------------------------------------------------------------------- */

WRAPPER (hash)
{
  if (!check_n_args (args, 0))
    return NULL;
  intptr_t hash = ((GcoreHashFunc) function) (self);
  return hash == -1 && gcore_err_occurred () != NULL ? NULL : gcore_int_from_ssize (hash);
}

WRAPPER (call)
{
  return ((GcoreTernaryFunc) function) (self, args, kwargs);
}

#define COMPARISON(name, op)                                                                                           \
  WRAPPER (name)                                                                                                       \
  {                                                                                                                    \
    return check_n_args (args, 1) ? ((GcoreRichCompareFunc) function) (self, ARG (0), op) : NULL;                      \
  }
COMPARISON (lt, GCORE_LT)
COMPARISON (le, GCORE_LE)
COMPARISON (eq, GCORE_EQ)
COMPARISON (ne, GCORE_NE)
COMPARISON (gt, GCORE_GT)
COMPARISON (ge, GCORE_GE)

WRAPPER (next)
{
  if (!check_n_args (args, 0))
    return NULL;
  GcoreObject *item = ((GcoreUnaryFunc) function) (self);
  if (item == NULL && gcore_err_occurred () == NULL)
    gcore_err_set_none (GCORE_EXC (StopIteration));
  return item;
}

WRAPPER (init)
{
  return none_or_null (((GcoreInitFunc) function) (self, args, kwargs));
}

WRAPPER (del)
{
  if (!check_n_args (args, 0))
    return NULL;
  ((GcoreDestructorFunc) function) (self);
  GCORE_RETURN_NONE;
}

WRAPPER (truth)
{
  if (!check_n_args (args, 0))
    return NULL;
  int truth = ((GcoreInquiryFunc) function) (self);
  return truth == -1 && gcore_err_occurred () != NULL ? NULL : gcore_bool_from_long (truth);
}

/* --- descriptors -------------------------------------------------------------------------------------------------- */

WRAPPER (descr_get)
{
  GcoreObject *object, *type = NULL;
  if (!gcore_arg_unpack_tuple (args, "", 1, 2, &object, &type))
    return NULL;
  object = object == GCORE_NONE ? NULL : object;
  type = type == GCORE_NONE ? NULL : type;
  if (type == NULL && object == NULL)
    return gcore_err_format (GCORE_EXC (TypeError), "__get__(None, None) is invalid");
  return ((GcoreDescrGetFunc) function) (self, object, type);
}

WRAPPER (descr_set)
{
  GcoreObject *object, *value;
  if (!gcore_arg_unpack_tuple (args, "", 2, 2, &object, &value))
    return NULL;
  return none_or_null (((GcoreDescrSetFunc) function) (self, object, value));
}

WRAPPER (descr_delete)
{
  return check_n_args (args, 1) ? none_or_null (((GcoreDescrSetFunc) function) (self, ARG (0), NULL)) : NULL;
}

/* --- containers --------------------------------------------------------------------------------------------------- */

WRAPPER (length)
{
  if (!check_n_args (args, 0))
    return NULL;
  intptr_t length = ((GcoreLengthFunc) function) (self);
  return length == -1 && gcore_err_occurred () != NULL ? NULL : gcore_int_from_ssize (length);
}

WRAPPER (assign_subscript)
{
  GcoreObject *key, *value;
  if (!gcore_arg_unpack_tuple (args, "", 2, 2, &key, &value))
    return NULL;
  return none_or_null (((GcoreObjObjArgFunc) function) (self, key, value));
}

WRAPPER (del_subscript)
{
  return check_n_args (args, 1) ? none_or_null (((GcoreObjObjArgFunc) function) (self, ARG (0), NULL)) : NULL;
}

WRAPPER (index_argument)
{
  if (!gcore_arg_check_positional ("", GCORE_TUPLE_SIZE (args), 1, 1))
    return NULL;
  intptr_t index = gcore_number_as_ssize (ARG (0), GCORE_EXC (OverflowError));
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return ((GcoreIndexArgFunc) function) (self, index);
}

/* ARG as an index of SELF, negative ones counted from the end. -1 may be an error. */
static intptr_t
item_index (GcoreObject *self, GcoreObject *arg)
{
  intptr_t index = gcore_number_as_ssize (arg, GCORE_EXC (OverflowError));
  if (index == -1 && gcore_err_occurred () != NULL)
    return -1;
  GcoreLengthFunc length = GCORE_TYPE_OF (self)->sequence.length;
  if (index < 0 && length != NULL)
    {
      intptr_t n = length (self);
      if (n < 0)
        return -1;
      index += n;
    }
  return index;
}

WRAPPER (item)
{
  if (!check_n_args (args, 1))
    return NULL;
  intptr_t index = item_index (self, ARG (0));
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return ((GcoreIndexArgFunc) function) (self, index);
}

WRAPPER (assign_item)
{
  GcoreObject *key, *value;
  if (!gcore_arg_unpack_tuple (args, "", 2, 2, &key, &value))
    return NULL;
  intptr_t index = item_index (self, key);
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return none_or_null (((GcoreIndexObjArgFunc) function) (self, index, value));
}

WRAPPER (del_item)
{
  if (!check_n_args (args, 1))
    return NULL;
  intptr_t index = item_index (self, ARG (0));
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  return none_or_null (((GcoreIndexObjArgFunc) function) (self, index, NULL));
}

WRAPPER (contains)
{
  if (!check_n_args (args, 1))
    return NULL;
  int result = ((GcoreObjObjFunc) function) (self, ARG (0));
  return result == -1 && gcore_err_occurred () != NULL ? NULL : gcore_bool_from_long (result);
}
