/* SPDX-License-Identifier: MIT */
/* Reading the two tables of a code object: where in the source an address is, and which handler guards it. */
#include "gcore/objects/code.h"

#include "gcore/objects/bytes.h"

/* Entry kinds of the location table, bits 3 to 6 of an entry's first byte; 0 to 9 are short forms. */
enum { ONE_LINE_0 = 10, ONE_LINE_2 = 12, NO_COLUMNS = 13, LONG = 14, NO_LOCATION = 15 };

/* Six bits a byte, least significant first, bit 6: more follows. */
static uint32_t
read_varint (const uint8_t **next)
{
  uint32_t byte = *(*next)++;
  uint32_t value = byte & 63;
  for (int shift = 6; (byte & 64) != 0 && shift < 32; shift += 6)
    {
      byte = *(*next)++;
      value |= (byte & 63) << shift;
    }
  return value;
}

/* The sign is the lowest bit. */
static int
read_signed_varint (const uint8_t **next)
{
  uint32_t value = read_varint (next);
  return (value & 1) != 0 ? -(int) (value >> 1) : (int) (value >> 1);
}

void
gcore_location_iter_init (GcoreLocationIter *iter, const GcoreCode *code)
{
  iter->next = (const uint8_t *) gcore_bytes_as_string (code->linetable);
  iter->limit = iter->next + GCORE_SIZE_OF (code->linetable);
  iter->computed_line = code->firstlineno;
  iter->start = iter->end = 0;
  iter->location = (GcoreCodeLocation){ -1, -1, -1, -1 };
}

bool
gcore_location_iter_next (GcoreLocationIter *iter)
{
  if (iter->next >= iter->limit)
    return false;
  uint8_t first = *iter->next++;
  int kind = first >> 3 & 15;
  GcoreCodeLocation location = { -1, -1, -1, -1 };

  iter->start = iter->end;
  iter->end += ((first & 7) + 1) * (int) sizeof (GcoreCodeUnit);
  if (kind == NO_LOCATION)
    {
      iter->location = location;
      return true;
    }
  if (kind >= ONE_LINE_0 && kind <= ONE_LINE_2)
    iter->computed_line += kind - ONE_LINE_0;
  else if (kind >= NO_COLUMNS)
    iter->computed_line += read_signed_varint (&iter->next);
  location.line = location.end_line = iter->computed_line;
  if (kind < ONE_LINE_0)
    {
      uint8_t second = *iter->next++;
      location.column = kind << 3 | second >> 4;
      location.end_column = location.column + (second & 15);
    }
  else if (kind <= ONE_LINE_2)
    {
      location.column = *iter->next++;
      location.end_column = *iter->next++;
    }
  else if (kind == LONG)
    {
      location.end_line = location.line + (int) read_varint (&iter->next);
      location.column = (int) read_varint (&iter->next) - 1;
      location.end_column = (int) read_varint (&iter->next) - 1;
    }
  iter->location = location;
  return true;
}

bool
gcore_code_addr_to_location (const GcoreCode *code, int address, GcoreCodeLocation *location)
{
  GcoreLocationIter iter;
  gcore_location_iter_init (&iter, code);
  while (gcore_location_iter_next (&iter))
    if (address < iter.end)
      {
        *location = iter.location;
        return address >= iter.start;
      }
  *location = (GcoreCodeLocation){ -1, -1, -1, -1 };
  return false;
}

int
gcore_code_addr_to_line (const GcoreCode *code, int address)
{
  GcoreCodeLocation location;
  if (address < 0)
    return code->firstlineno;
  gcore_code_addr_to_location (code, address, &location);
  return location.line;
}

/* Six bits a byte, most significant first, bit 6: more follows; bit 7 marks the first byte of an entry. */
static int
read_handler_varint (const uint8_t **next)
{
  int byte = *(*next)++;
  int value = byte & 63;
  while ((byte & 64) != 0)
    {
      byte = *(*next)++;
      value = value << 6 | (byte & 63);
    }
  return value;
}

bool
gcore_code_find_handler (const GcoreCode *code, int address, int *target, int *depth, bool *lasti)
{
  const uint8_t *next = (const uint8_t *) gcore_bytes_as_string (code->exceptiontable);
  const uint8_t *limit = next + GCORE_SIZE_OF (code->exceptiontable);
  int unit = address / (int) sizeof (GcoreCodeUnit);

  while (next < limit)
    {
      int start = read_handler_varint (&next);
      int size = read_handler_varint (&next);
      int handler = read_handler_varint (&next);
      int depth_and_lasti = read_handler_varint (&next);
      if (start > unit)
        break;
      if (unit < start + size)
        {
          *target = handler * (int) sizeof (GcoreCodeUnit);
          *depth = depth_and_lasti >> 1;
          *lasti = (depth_and_lasti & 1) != 0;
          return true;
        }
    }
  return false;
}
