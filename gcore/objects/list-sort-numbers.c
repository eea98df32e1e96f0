/* SPDX-License-Identifier: MIT */
/* Sorting by machine-size ints or by floats. No comparison of those can be seen by a program, so the numbers are
 * taken out of their objects and sorted digit by digit, from the lowest byte to the highest, each pass keeping the
 * order of equals. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/float.h"
#include "gcore/objects/list-private.h"
#include "gcore/objects/list-sort.h"

typedef struct
{
  uint64_t key; /* in the order of the numbers */
  GcoreObject *item;
} Pair;

#define N_DIGITS 8
#define DIGIT(key, digit) ((uint8_t) ((key) >> (8 * (digit))))

static uint64_t
key_of_int (GcoreObject *number)
{
  return (uint64_t) gcore_int_compact_value (number) ^ (UINT64_C (1) << 63);
}

/* Negative numbers have their bits the other way round, and lie below the others. */
static uint64_t
key_of_float (GcoreObject *number)
{
  double value = GCORE_FLOAT_VALUE (number) + 0.0; /* −0.0 equals 0.0 */
  uint64_t bits;
  memcpy (&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | UINT64_C (1) << 63;
}

typedef enum
{
  ORDER_NONE,
  ORDER_RISING,  /* or equal */
  ORDER_FALLING, /* strictly */
  ORDER_UNKNOWN  /* a number is NaN, which has no place in the order */
} Order;

/* Fills PAIRS; returns which order they are in. */
static Order
make_pairs (Pair *pairs, GcoreObject *const *keys, GcoreObject *const *items, intptr_t n)
{
  bool floats = GCORE_TYPE_OF (keys[0]) == GCORE_TYPE (FLOAT);
  intptr_t n_rising = 0;
  for (intptr_t i = 0; i < n; i++)
    {
      if (floats && GCORE_FLOAT_VALUE (keys[i]) != GCORE_FLOAT_VALUE (keys[i]))
        return ORDER_UNKNOWN;
      pairs[i] = (Pair){ floats ? key_of_float (keys[i]) : key_of_int (keys[i]), items[i] };
      n_rising += i > 0 && pairs[i - 1].key <= pairs[i].key;
    }
  return n_rising == n - 1 ? ORDER_RISING : n_rising == 0 ? ORDER_FALLING : ORDER_NONE;
}

/* Sorts FROM with the help of TO, another N pairs; returns the one of them that has the result. */
static Pair *
sort_pairs (Pair *from, Pair *to, intptr_t n)
{
  intptr_t counts[N_DIGITS][256] = { 0 };
  for (intptr_t i = 0; i < n; i++)
    for (int digit = 0; digit < N_DIGITS; digit++)
      counts[digit][DIGIT (from[i].key, digit)]++;
  for (int digit = 0; digit < N_DIGITS; digit++)
    {
      intptr_t *places = counts[digit], place = 0;
      if (places[DIGIT (from[0].key, digit)] == n)
        continue; /* all have the same */
      for (int value = 0; value < 256; value++)
        {
          intptr_t count = places[value];
          places[value] = place;
          place += count;
        }
      for (intptr_t i = 0; i < n; i++)
        to[places[DIGIT (from[i].key, digit)]++] = from[i];
      Pair *swap = from;
      from = to;
      to = swap;
    }
  return from;
}

bool
gcore_sort_numbers (GcoreObject *const *keys, GcoreObject **items, intptr_t n)
{
  Pair *pairs = gcore_mem_alloc (2 * (size_t) n * sizeof pairs[0]);
  if (pairs == NULL)
    return false;
  Order order = make_pairs (pairs, keys, items, n);
  if (order == ORDER_FALLING)
    gcore_reverse_items (items, n);
  else if (order == ORDER_NONE)
    {
      const Pair *result = sort_pairs (pairs, pairs + n, n);
      for (intptr_t i = 0; i < n; i++)
        items[i] = result[i].item;
    }
  gcore_mem_free (pairs);
  return order != ORDER_UNKNOWN;
}
