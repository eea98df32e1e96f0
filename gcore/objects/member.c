/* SPDX-License-Identifier: MIT */
/* Fields of C structures as attributes. */
#include <limits.h>

#include "gcore/objects/abstract.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str.h"

#define FIELD(type, address, member) (*(type *) (void *) ((address) + (member)->offset))

GcoreObject *
gcore_member_get_one (const char *address, const GcoreMemberDef *member)
{
  GcoreObject *value;
  switch (member->type)
    {
    case GCORE_MEMBER_INTPTR:
      return gcore_int_from_ssize (FIELD (const intptr_t, address, member));
    case GCORE_MEMBER_INT:
      return gcore_int_from_long (FIELD (const int, address, member));
    case GCORE_MEMBER_UINT:
      return gcore_int_from_unsigned_long (FIELD (const unsigned, address, member));
    case GCORE_MEMBER_BOOL:
      return gcore_bool_from_long (FIELD (const char, address, member));
    case GCORE_MEMBER_DOUBLE:
      return gcore_float_from_double (FIELD (const double, address, member));
    case GCORE_MEMBER_STRING:
      if (FIELD (const char *const, address, member) == NULL)
        GCORE_RETURN_NONE;
      return gcore_str_from_string (FIELD (const char *const, address, member));
    case GCORE_MEMBER_OBJECT:
      value = FIELD (GcoreObject *const, address, member);
      return gcore_newref (value != NULL ? value : GCORE_NONE);
    default:
      value = FIELD (GcoreObject *const, address, member);
      if (value == NULL)
        gcore_err_format (GCORE_EXC (AttributeError), "'%.200s' object has no attribute '%s'",
                          GCORE_TYPE_OF (address)->name, member->name);
      return gcore_xnewref (value);
    }
}

/* Stores an object, or deletes it. */
static int
set_object (char *address, const GcoreMemberDef *member, GcoreObject *value)
{
  GcoreObject **field = &FIELD (GcoreObject *, address, member);
  if (value == NULL && member->type == GCORE_MEMBER_OBJECT_EX && *field == NULL)
    {
      gcore_err_set_string (GCORE_EXC (AttributeError), member->name);
      return -1;
    }
  GCORE_SETREF (*field, gcore_xnewref (value));
  return 0;
}

static int
set_number (char *address, const GcoreMemberDef *member, GcoreObject *value)
{
  if (member->type == GCORE_MEMBER_BOOL)
    {
      if (!gcore_is_bool (value))
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "attribute value type must be bool");
          return -1;
        }
      FIELD (char, address, member) = value == GCORE_TRUE;
      return 0;
    }
  if (member->type == GCORE_MEMBER_DOUBLE)
    {
      double number = gcore_float_as_double (value);
      FIELD (double, address, member) = number;
      return number == -1.0 && gcore_err_occurred () != NULL ? -1 : 0;
    }
  intptr_t number = gcore_int_as_long (value);
  if (number == -1 && gcore_err_occurred () != NULL)
    return -1;
  if (member->type == GCORE_MEMBER_INTPTR)
    FIELD (intptr_t, address, member) = number;
  else if (member->type == GCORE_MEMBER_INT)
    FIELD (int, address, member) = (int) number;
  else
    FIELD (unsigned, address, member) = (unsigned) number;
  return 0;
}

int
gcore_member_set_one (char *address, const GcoreMemberDef *member, GcoreObject *value)
{
  if (member->flags & GCORE_MEMBER_READONLY)
    {
      gcore_err_set_string (GCORE_EXC (AttributeError), "readonly attribute");
      return -1;
    }
  if (member->type == GCORE_MEMBER_OBJECT || member->type == GCORE_MEMBER_OBJECT_EX)
    return set_object (address, member, value);
  if (value == NULL)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "can't delete numeric/char attribute");
      return -1;
    }
  if (member->type == GCORE_MEMBER_STRING)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "readonly attribute");
      return -1;
    }
  return set_number (address, member, value);
}
