/* SPDX-License-Identifier: MIT */
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/slot-functions.h"
#include "gcore/objects/type-private.h"

#define BINARY(type, offset) ((GcoreBinaryFunc) *GCORE_SLOT_PLACE (type, offset))

/* Whether OTHER's type has a reflected method REFLECTED that is not SELF's type's. -1 on failure. */
static int
overrides_reflected (GcoreObject *self, GcoreObject *other, GcoreObject *reflected)
{
  GcoreObject *b, *a;
  if (gcore_object_lookup_attr ((GcoreObject *) GCORE_TYPE_OF (other), reflected, &b) < 0)
    return -1;
  if (b == NULL)
    return 0;
  int result = -1;
  int found = gcore_object_lookup_attr ((GcoreObject *) GCORE_TYPE_OF (self), reflected, &a);
  if (found == 0)
    result = 1;
  else if (found > 0)
    {
      result = gcore_object_rich_compare_bool (a, b, GCORE_NE);
      gcore_decref (a);
    }
  gcore_decref (b);
  return result;
}

/* One side may have the method in its slot OFFSET, the other the reflected one; FUNCTION is what fills the slot then. */
static GcoreObject *
binary (GcoreObject *self, GcoreObject *other, GcoreBinaryFunc function, size_t offset, GcoreObject *method,
        GcoreObject *reflected)
{
  GcoreType *self_type = GCORE_TYPE_OF (self), *other_type = GCORE_TYPE_OF (other);
  bool ask_other = self_type != other_type && BINARY (other_type, offset) == function;
  GcoreObject *forward[] = { self, other }, *backward[] = { other, self };
  if (BINARY (self_type, offset) == function)
    {
      GcoreObject *result;
      if (ask_other && gcore_type_is_subtype (other_type, self_type))
        {
          int overrides = overrides_reflected (self, other, reflected);
          if (overrides < 0)
            return NULL;
          if (overrides)
            {
              result = gcore_slot_call_method_maybe (reflected, backward, 2);
              if (result != GCORE_NOT_IMPLEMENTED)
                return result;
              gcore_decref (result);
              ask_other = false;
            }
        }
      result = gcore_slot_call_method_maybe (method, forward, 2);
      if (result != GCORE_NOT_IMPLEMENTED || self_type == other_type)
        return result;
      gcore_decref (result);
    }
  if (ask_other)
    return gcore_slot_call_method_maybe (reflected, backward, 2);
  GCORE_RETURN_NOT_IMPLEMENTED;
}

/* Three slots end in an underscore in GcoreNumberSlots, because their names are operators in C++. */
enum
{
  OFFSET_add = offsetof (GcoreType, number.add),
  OFFSET_subtract = offsetof (GcoreType, number.subtract),
  OFFSET_multiply = offsetof (GcoreType, number.multiply),
  OFFSET_remainder = offsetof (GcoreType, number.remainder),
  OFFSET_divmod = offsetof (GcoreType, number.divmod),
  OFFSET_lshift = offsetof (GcoreType, number.lshift),
  OFFSET_rshift = offsetof (GcoreType, number.rshift),
  OFFSET_and = offsetof (GcoreType, number.and_),
  OFFSET_xor = offsetof (GcoreType, number.xor_),
  OFFSET_or = offsetof (GcoreType, number.or_),
  OFFSET_floor_divide = offsetof (GcoreType, number.floor_divide),
  OFFSET_true_divide = offsetof (GcoreType, number.true_divide),
  OFFSET_matrix_multiply = offsetof (GcoreType, number.matrix_multiply)
};

#define DEFINE_BINARY(name, method, reflected)                                                                         \
  GcoreObject *gcore_slot_##name (GcoreObject *self, GcoreObject *other)                                               \
  {                                                                                                                    \
    return binary (self, other, gcore_slot_##name, OFFSET_##name, GCORE_ID (method), GCORE_ID (reflected));            \
  }
GCORE_SLOT_BINARY_OPERATORS (DEFINE_BINARY)

#define DEFINE_INPLACE(name, method)                                                                                   \
  GcoreObject *gcore_slot_##name (GcoreObject *self, GcoreObject *other)                                               \
  {                                                                                                                    \
    return gcore_slot_call_method (GCORE_ID (method), (GcoreObject *[]){ self, other }, 2);                            \
  }
GCORE_SLOT_INPLACE_OPERATORS (DEFINE_INPLACE)

#define DEFINE_UNARY(name, method)                                                                                     \
  GcoreObject *gcore_slot_##name (GcoreObject *self)                                                                   \
  {                                                                                                                    \
    return gcore_slot_call_method (GCORE_ID (method), &self, 1);                                                       \
  }
GCORE_SLOT_UNARY_OPERATORS (DEFINE_UNARY)

GcoreObject *
gcore_slot_power (GcoreObject *self, GcoreObject *other, GcoreObject *modulus)
{
  if (modulus == GCORE_NONE)
    return binary (self, other, (GcoreBinaryFunc) (GcoreAnyFunc) gcore_slot_power, offsetof (GcoreType, number.power),
                   GCORE_ID (__pow__), GCORE_ID (__rpow__));
  /* With a modulus only the left operand is asked: __rpow__ takes none. */
  if (GCORE_TYPE_OF (self)->number.power == gcore_slot_power)
    return gcore_slot_call_method (GCORE_ID (__pow__), (GcoreObject *[]){ self, other, modulus }, 3);
  GCORE_RETURN_NOT_IMPLEMENTED;
}

GcoreObject *
gcore_slot_inplace_power (GcoreObject *self, GcoreObject *other, GcoreObject *modulus)
{
  return gcore_slot_call_method (GCORE_ID (__ipow__), (GcoreObject *[]){ self, other }, 2);
}
