/* SPDX-License-Identifier: MIT */
/* int (…): making an int from whatever converts to one. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int-private.h"
#include "gcore/objects/str.h"
#include "gcore/objects/type.h"

/* NUMBER (stolen) as an exact int. */
static GcoreObject *
exact_and_del (GcoreObject *number)
{
  if (number == NULL || gcore_is_int_exact (number))
    return number;
  GcoreObject *exact = gcore_int_exact (number);
  gcore_decref (number);
  return exact;
}

static GcoreObject *
from_int_slot (GcoreObject *object)
{
  GcoreObject *number = GCORE_TYPE_OF (object)->number.int_ (object);
  if (number == NULL || gcore_is_int_exact (number))
    return number;
  const char *type_name = GCORE_TYPE_OF (number)->name;
  if (!gcore_is_int (number))
    gcore_err_format (GCORE_EXC (TypeError), "__int__ returned non-int (type %.200s)", type_name);
  else if (gcore_err_warn_format (GCORE_EXC (DeprecationWarning), 1,
                                  "__int__ returned non-int (type %.200s).  The ability to return an instance of a "
                                  "strict subclass of int is deprecated, and may be removed in a future version of "
                                  "Python.",
                                  type_name)
           == 0)
    return exact_and_del (number);
  gcore_decref (number);
  return NULL;
}

/* TRUNC (stolen) is the bound method __trunc__. */
static GcoreObject *
from_trunc (GcoreObject *trunc)
{
  if (gcore_err_warn_ex (GCORE_EXC (DeprecationWarning), "The delegation of int() to __trunc__ is deprecated.", 1) < 0)
    {
      gcore_decref (trunc);
      return NULL;
    }
  GcoreObject *result = gcore_object_call_no_args (trunc);
  gcore_decref (trunc);
  if (result == NULL || gcore_is_int (result))
    return exact_and_del (result);
  GcoreObject *number = NULL;
  if (gcore_index_check (result))
    number = exact_and_del (gcore_number_index (result));
  else
    gcore_err_format (GCORE_EXC (TypeError), "__trunc__ returned non-Integral (type %.200s)",
                      GCORE_TYPE_OF (result)->name);
  gcore_decref (result);
  return number;
}

static GcoreObject *
from_buffer (GcoreObject *object, int base)
{
  GcoreBuffer buffer;
  if (gcore_object_get_buffer (object, &buffer, false) < 0)
    return NULL;
  GcoreObject *number = gcore_int_from_bytes ((const char *) buffer.data, buffer.n, base);
  gcore_buffer_release (&buffer);
  return number;
}

GcoreObject *
gcore_int_from_number (GcoreObject *object)
{
  if (gcore_is_int_exact (object))
    return gcore_newref (object);
  const GcoreNumberSlots *slots = &GCORE_TYPE_OF (object)->number;
  if (slots->int_ != NULL)
    return from_int_slot (object);
  if (slots->index != NULL)
    return exact_and_del (gcore_number_index (object));
  GcoreObject *trunc = gcore_object_lookup_special (object, GCORE_ID (__trunc__));
  if (trunc != NULL)
    return from_trunc (trunc);
  if (gcore_err_occurred () != NULL)
    return NULL;
  if (gcore_is_str (object))
    return gcore_int_from_str_object (object, 10);
  if (gcore_object_check_buffer (object))
    return from_buffer (object, 10);
  return gcore_err_format (GCORE_EXC (TypeError),
                           "int() argument must be a string, a bytes-like object or a real number, not '%.200s'",
                           GCORE_TYPE_OF (object)->name);
}

/* int (OBJECT, BASE); both may be NULL. */
static GcoreObject *
convert (GcoreObject *object, GcoreObject *base)
{
  if (object == NULL)
    {
      if (base != NULL)
        return gcore_err_format (GCORE_EXC (TypeError), "int() missing string argument");
      return gcore_int_from_int64 (0);
    }
  if (base == NULL)
    return gcore_int_from_number (object);
  intptr_t number = gcore_number_as_ssize (base, NULL);
  if (number == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if ((number != 0 && number < 2) || number > 36)
    return gcore_err_format (GCORE_EXC (ValueError), "int() base must be >= 2 and <= 36, or 0");
  if (gcore_is_str (object))
    return gcore_int_from_str_object (object, (int) number);
  if (gcore_is_bytes (object) || gcore_is_instance_of (object, GCORE_TYPE (BYTEARRAY)))
    return from_buffer (object, (int) number);
  return gcore_err_format (GCORE_EXC (TypeError), "int() can't convert non-string with explicit base");
}

/* An instance of a subclass with the value of NUMBER, an exact int. */
static GcoreObject *
subclass_instance (GcoreType *type, GcoreObject *number)
{
  intptr_t n = gcore_int_n_limbs (number);
  GcoreObject *instance = type->alloc (type, n);
  if (instance == NULL)
    return NULL;
  GCORE_INT (instance)->base.size = GCORE_SIZE_OF (number);
  if (n > 0)
    mpn_copyi (gcore_int_limbs (instance), gcore_int_limbs (number), n);
  return instance;
}

GcoreObject *
gcore_int_type_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "", "base", NULL };
  GcoreObject *object = NULL, *base = NULL;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|OO:int", keywords, &object, &base))
    return NULL;
  GcoreObject *number = convert (object, base);
  if (number == NULL || type == GCORE_TYPE (INT))
    return number;
  GcoreObject *instance = subclass_instance (type, number);
  gcore_decref (number);
  return instance;
}
