/* SPDX-License-Identifier: MIT */
#include "gcore/record/summary.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "gcore/collector/collector.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/code.h"
#include "gcore/objects/complex.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/float.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/function.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/method.h"
#include "gcore/objects/module.h"
#include "gcore/objects/range.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"
#include "gcore/record/describe.h"

/* --- writing into a fixed buffer ---------------------------------------------------------------------------------- */

typedef struct
{
  char *at, *end; /* end: the last byte, kept for the NUL */
} Text;

static GCORE_PRINTF (2, 3) void
add (Text *text, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  int n = vsnprintf (text->at, (size_t) (text->end - text->at) + 1, format, args);
  va_end (args);
  text->at = n < text->end - text->at ? text->at + n : text->end;
}

/* False if there is no room. */
static bool
add_character (Text *text, uint32_t c)
{
  char bytes[4];
  int n = 0;
  if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    c = ' ';
  if (c >= 0xd800 && c < 0xe000)
    c = 0xfffd; /* half a surrogate pair is no character of UTF-8 */
  if (c < 0x80)
    bytes[n++] = (char) c;
  else if (c < 0x800)
    bytes[n++] = (char) (0xc0 | c >> 6);
  else if (c < 0x10000)
    bytes[n++] = (char) (0xe0 | c >> 12);
  else
    bytes[n++] = (char) (0xf0 | c >> 18);
  for (int shift = c < 0x80 ? -6 : c < 0x800 ? 0 : c < 0x10000 ? 6 : 12; shift >= 0; shift -= 6)
    bytes[n++] = (char) (0x80 | (c >> shift & 0x3f));
  if (text->end - text->at < n)
    return false;
  memcpy (text->at, bytes, (size_t) n);
  text->at += n;
  *text->at = '\0';
  return true;
}

/* The first characters of STR, an ellipsis if there are more than MAX. */
static void
add_str (Text *text, GcoreObject *str, intptr_t max)
{
  intptr_t n = GCORE_STR_LENGTH (str);
  for (intptr_t i = 0; i < n && i < max; i++)
    if (!add_character (text, gcore_str_read_char (str, i)))
      return;
  if (n > max)
    add_character (text, 0x2026);
}

void
gcore_copy_str (GcoreObject *str, char *buffer, size_t size)
{
  Text text = { buffer, buffer + size - 1 };
  *buffer = '\0';
  if (str != NULL && gcore_is_str (str))
    add_str (&text, str, INTPTR_MAX);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static void
add_int (Text *text, const GcoreInt *number)
{
  intptr_t n = number->base.size < 0 ? -number->base.size : number->base.size;
  const char *sign = number->base.size < 0 ? "-" : "";
  uint64_t limbs[4];
  if (n > (intptr_t) GCORE_N_ELEMENTS (limbs))
    {
      add (text, "%s… (%lld bits)", sign, (long long) n * 64 - __builtin_clzll (number->limbs[n - 1]));
      return;
    }
  char digits[96], *at = digits + sizeof digits - 1;
  *at = '\0';
  memcpy (limbs, number->limbs, (size_t) n * sizeof *limbs);
  do
    {
      unsigned __int128 rest = 0;
      for (intptr_t i = n - 1; i >= 0; i--)
        {
          rest = rest << 64 | limbs[i];
          limbs[i] = (uint64_t) (rest / 10);
          rest %= 10;
        }
      *--at = (char) ('0' + (int) rest);
      while (n > 0 && limbs[n - 1] == 0)
        n--;
    }
  while (n > 0);
  add (text, "%s%s", sign, at);
}

/* The shortest form that reads back as the same number. */
static void
add_double (Text *text, double value)
{
  char digits[40];
  for (int precision = 15; precision <= 17; precision++)
    {
      snprintf (digits, sizeof digits, "%.*g", precision, value);
      if (strtod (digits, NULL) == value)
        break;
    }
  char *comma = strpbrk (digits, ","); /* of the host's locale */
  if (comma != NULL)
    *comma = '.';
  add (text, "%s%s", digits, isfinite (value) && strpbrk (digits, ".e") == NULL ? ".0" : "");
}

static void
add_bytes (Text *text, const uint8_t *bytes, intptr_t n)
{
  add (text, "b'");
  for (intptr_t i = 0; i < n && i < 20; i++)
    if (bytes[i] >= 0x20 && bytes[i] < 0x7f)
      add (text, "%c", bytes[i]);
    else
      add (text, "\\x%02x", bytes[i]);
  add (text, n > 20 ? "…'" : "'");
}

const char *
gcore_plain_type_name (const GcoreType *type)
{
  const char *dot = strrchr (type->name, '.');
  return dot != NULL ? dot + 1 : type->name;
}

static void
add_count (Text *text, intptr_t n)
{
  add (text, n == 1 ? "%lld item" : "%lld items", (long long) n);
}

static void
add_exception (Text *text, const GcoreException *exception)
{
  if (exception->args == NULL || !gcore_is_tuple (exception->args) || GCORE_TUPLE_SIZE (exception->args) == 0)
    return;
  GcoreObject *first = GCORE_TUPLE_ITEM (exception->args, 0);
  if (gcore_is_str (first))
    add_str (text, first, 40);
}

static void
add_weakref (Text *text, const GcoreWeakRef *ref)
{
  if (ref->referent == NULL)
    add (text, "dead");
  else
    add (text, "to %s", gcore_plain_type_name (ref->referent->type));
}

static void
add_called (Text *text, GcoreObject *name, const char *rest)
{
  if (name != NULL && gcore_is_str (name))
    add_str (text, name, 40);
  add (text, "%s", rest);
}

static void
add_scalar (Text *text, GcoreObject *object, GcoreTypeId id)
{
  switch (id)
    {
    case GCORE_TYPE_ID_NONE:
      add (text, "None");
      break;
    case GCORE_TYPE_ID_BOOL:
      add (text, object == GCORE_TRUE ? "True" : "False");
      break;
    case GCORE_TYPE_ID_INT:
      add_int (text, GCORE_INT (object));
      break;
    case GCORE_TYPE_ID_FLOAT:
      add_double (text, ((GcoreFloat *) object)->value);
      break;
    case GCORE_TYPE_ID_STR:
      add (text, "'");
      add_str (text, object, 40);
      add (text, "'");
      break;
    case GCORE_TYPE_ID_BYTES:
      add_bytes (text, (const uint8_t *) GCORE_BYTES_DATA (object), GCORE_BYTES_SIZE (object));
      break;
    default:
      break;
    }
}

/* Things that have a name. */
static void
add_named (Text *text, GcoreObject *object, GcoreTypeId id)
{
  switch (id)
    {
    case GCORE_TYPE_ID_TYPE:
      add (text, "class %s", gcore_plain_type_name ((GcoreType *) object));
      break;
    case GCORE_TYPE_ID_MODULE:
      add_called (text, ((GcoreModule *) object)->name, "");
      break;
    case GCORE_TYPE_ID_FUNCTION:
      add_called (text, ((GcoreFunction *) object)->qualname, "()");
      break;
    case GCORE_TYPE_ID_BUILTIN_FUNCTION:
      add (text, "%s()", ((GcoreBuiltinFunction *) object)->method->name);
      break;
    case GCORE_TYPE_ID_METHOD:
      if (gcore_is_function (gcore_method_function (object)))
        add_called (text, ((GcoreFunction *) gcore_method_function (object))->qualname, "()");
      break;
    case GCORE_TYPE_ID_CODE:
      add_called (text, ((GcoreCode *) object)->qualname, "");
      break;
    case GCORE_TYPE_ID_FRAME:
      add_called (text, ((GcoreFrame *) object)->activation->code->qualname, "");
      break;
    case GCORE_TYPE_ID_GENERATOR:
    case GCORE_TYPE_ID_COROUTINE:
      add_called (text, ((GcoreGenerator *) object)->qualname, "");
      break;
    case GCORE_TYPE_ID_METHOD_DESCRIPTOR:
    case GCORE_TYPE_ID_CLASSMETHOD_DESCRIPTOR:
    case GCORE_TYPE_ID_MEMBER_DESCRIPTOR:
    case GCORE_TYPE_ID_GETSET_DESCRIPTOR:
    case GCORE_TYPE_ID_WRAPPER_DESCRIPTOR:
      add (text, "%s.", gcore_plain_type_name (((GcoreDescriptor *) object)->owner));
      add_called (text, ((GcoreDescriptor *) object)->name, "");
      break;
    default:
      break;
    }
}

void
gcore_summarise_value (GcoreObject *object, char buffer[GCORE_SUMMARY_SIZE])
{
  Text text = { buffer, buffer + GCORE_SUMMARY_SIZE - 1 };
  GcoreTypeId id = (GcoreTypeId) gcore_layout_of (object)->id;
  *buffer = '\0';
  switch (id)
    {
    case GCORE_TYPE_ID_LIST:
    case GCORE_TYPE_ID_TUPLE:
      add_count (&text, GCORE_SIZE_OF (object));
      break;
    case GCORE_TYPE_ID_DICT:
      add_count (&text, GCORE_DICT_SIZE (object));
      break;
    case GCORE_TYPE_ID_SET:
    case GCORE_TYPE_ID_FROZENSET:
      add_count (&text, GCORE_SET_SIZE (object));
      break;
    case GCORE_TYPE_ID_BYTEARRAY:
      add_bytes (&text, (const uint8_t *) GCORE_BYTEARRAY (object)->start, GCORE_SIZE_OF (object));
      break;
    case GCORE_TYPE_ID_WEAKREF:
    case GCORE_TYPE_ID_WEAK_PROXY:
    case GCORE_TYPE_ID_WEAK_CALLABLE_PROXY:
      add_weakref (&text, GCORE_WEAKREF (object));
      break;
    case GCORE_TYPE_ID_CELL:
      add (&text, gcore_cell_content (object) == NULL ? "empty" : "");
      break;
    default:
      if (gcore_is_exception (object))
        add_exception (&text, (GcoreException *) object);
      add_scalar (&text, object, id);
      add_named (&text, object, id);
    }
}

/* --- sizes -------------------------------------------------------------------------------------------------------- */

static uint64_t
size_of_calls (const GcoreCode *code, size_t slots_offset)
{
  return slots_offset + (uint64_t) (code->nlocalsplus + code->stacksize) * sizeof (GcoreObject *);
}

static uint64_t
size_of_class (const GcoreType *type)
{
  if (!gcore_has_flag (type, GCORE_TYPE_FLAG_HEAP))
    return 408; /* what CPython's own structures take */
  const GcoreHeapType *heap_type = (const GcoreHeapType *) type;
  return 904 + (heap_type->cached_keys != NULL ? (uint64_t) gcore_dict_keys_size (heap_type->cached_keys) : 0);
}

static uint64_t
size_of_set (const GcoreSet *set)
{
  uint64_t size = (uint64_t) set->base.type->basic_size;
  return set->table == set->inline_table ? size : size + ((uint64_t) set->mask + 1) * sizeof (GcoreSetEntry);
}

uint64_t
gcore_summarise_size (GcoreObject *object)
{
  GcoreType *type = object->type;
  uint64_t front = gcore_type_presize (type), size = (uint64_t) type->basic_size;
  switch (gcore_layout_of (object)->id)
    {
    case GCORE_TYPE_ID_INT:
    case GCORE_TYPE_ID_BOOL:
      return front + (uint64_t) gcore_int_sizeof (object);
    case GCORE_TYPE_ID_STR:
      return front + (uint64_t) gcore_str_sizeof (object);
    case GCORE_TYPE_ID_LIST:
      return front + size + (uint64_t) ((GcoreList *) object)->allocated * sizeof (GcoreObject *);
    case GCORE_TYPE_ID_DICT:
      return front + (uint64_t) gcore_dict_size_of ((GcoreDict *) object);
    case GCORE_TYPE_ID_SET:
    case GCORE_TYPE_ID_FROZENSET:
      return front + size_of_set ((GcoreSet *) object);
    case GCORE_TYPE_ID_BYTEARRAY:
      return front + size + (uint64_t) GCORE_BYTEARRAY (object)->allocated;
    case GCORE_TYPE_ID_TYPE:
      return front + size_of_class ((GcoreType *) object);
    case GCORE_TYPE_ID_CODE:
      return front + gcore_type_instance_size (type, GCORE_SIZE_OF (object));
    case GCORE_TYPE_ID_FRAME:
      return front + size_of_calls (((GcoreFrame *) object)->activation->code, offsetof (GcoreFrame, own.slots));
    case GCORE_TYPE_ID_GENERATOR:
    case GCORE_TYPE_ID_COROUTINE:
      return front
             + size_of_calls ((GcoreCode *) ((GcoreGenerator *) object)->code,
                              offsetof (GcoreGenerator, activation.slots));
    default:
      if (type->item_size != 0)
        size += (uint64_t) llabs ((long long) GCORE_SIZE_OF (object)) * (uint64_t) type->item_size;
      return front + size;
    }
}
