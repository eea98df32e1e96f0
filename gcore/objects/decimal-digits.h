/* SPDX-License-Identifier: MIT */
/* The decimal digits of a machine word. */
#pragma once

#include "gcore/base/base.h"

#define GCORE_DECIMAL_DIGITS 20 /* of the largest number */

/* Writes the digits of NUMBER so that they end before END; returns where they start. Two at a time, for dividing is
 * slow. */
GCORE_INLINE char *
gcore_decimal_digits (uint64_t number, char *end)
{
  while (number >= 100)
    {
      unsigned pair = (unsigned) (number % 100);
      number /= 100;
      *--end = (char) ('0' + pair % 10);
      *--end = (char) ('0' + pair / 10);
    }
  if (number >= 10)
    {
      *--end = (char) ('0' + number % 10);
      number /= 10;
    }
  *--end = (char) ('0' + number);
  return end;
}
