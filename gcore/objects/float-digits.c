/* SPDX-License-Identifier: MIT */
/* Doubles to decimal digits and back, exactly rounded, whatever the locale.
 *
 * The shortest digits are found by R. Giulietti's method ("The Schubfach way to render doubles"): the decimals of the
 * right length nearest to the value are compared with the bounds of what rounds to it, all scaled by a power of ten
 * held in 128 bits. Everything else is computed with integers as long as it takes. */
#include <gmp.h>
#include <math.h>

#include "gcore/objects/float-private.h"

#define MIN_POWER (-292)

static const uint64_t powers_of_ten[][2] = {
#include "gcore/objects/float-powers.def"
};

/* |value| = mantissa · 2^exponent, for a finite value that is not 0. */
static uint64_t
split (double value, int *exponent)
{
  uint64_t bits;
  memcpy (&bits, &value, sizeof bits);
  uint64_t mantissa = bits & ((UINT64_C (1) << 52) - 1);
  int biased = (int) (bits >> 52 & 0x7ff);
  *exponent = (biased == 0 ? 1 : biased) - 1075;
  return biased == 0 ? mantissa : mantissa | UINT64_C (1) << 52;
}

/* --- shortest ----------------------------------------------------------------------------------------------------- */

/* floor (log2 (10^k)), floor (log10 (2^q)) and floor (log10 (3/4 · 2^q)) in the range needed. */
static int
log2_of_power_of_10 (int k)
{
  return (k * 1741647) >> 19;
}

static int
log10_of_power_of_2 (int q, bool three_quarters)
{
  return (q * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

/* The highest 64 bits of the 192-bit product, the lowest of them set if anything is cut off. */
static uint64_t
multiply_to_odd (const uint64_t power[2], uint64_t factor)
{
  unsigned __int128 low = (unsigned __int128) power[1] * factor;
  unsigned __int128 high = (unsigned __int128) power[0] * factor + (uint64_t) (low >> 64);
  return (uint64_t) (high >> 64) | ((uint64_t) high > 1);
}

/* |value| = result · 10^*exponent when rounded. */
static uint64_t
shortest_decimal (double value, int *exponent)
{
  int q;
  uint64_t c = split (value, &q);
  bool even = (c & 1) == 0;
  /* Below a power of two the neighbour is only half as far away. */
  bool narrow = c == UINT64_C (1) << 52 && q > -1074;
  int k = log10_of_power_of_2 (q, narrow);
  int h = q + log2_of_power_of_10 (-k) + 1;
  const uint64_t *power = powers_of_ten[-k - MIN_POWER];
  uint64_t lower = multiply_to_odd (power, (4 * c - 2 + narrow) << h) + !even;
  uint64_t middle = multiply_to_odd (power, (4 * c) << h);
  uint64_t upper = multiply_to_odd (power, (4 * c + 2) << h) - !even;
  uint64_t s = middle / 4;
  if (s >= 10)
    {
      uint64_t tens = s / 10;
      bool below = lower <= 40 * tens, above = 40 * tens + 40 <= upper;
      if (below != above)
        {
          *exponent = k + 1;
          return tens + above;
        }
    }
  *exponent = k;
  bool below = lower <= 4 * s, above = 4 * s + 4 <= upper;
  if (below != above)
    return s + above;
  uint64_t half = 4 * s + 2;
  return s + (middle > half || (middle == half && (s & 1)));
}

/* --- exact -------------------------------------------------------------------------------------------------------- */

#define EXACT_LIMBS 160

typedef struct
{
  mp_limb_t limbs[EXACT_LIMBS];
  intptr_t n; /* limbs in use, the highest not 0 */
} Big;

static void
big_set (Big *big, uint64_t value)
{
  big->limbs[0] = value;
  big->n = value != 0;
}

static void
big_multiply (Big *big, uint64_t factor)
{
  if (big->n == 0)
    return;
  mp_limb_t carry = mpn_mul_1 (big->limbs, big->limbs, big->n, factor);
  if (carry != 0)
    big->limbs[big->n++] = carry;
}

static void
big_multiply_power_of_10 (Big *big, int exponent)
{
  for (; exponent >= 19; exponent -= 19)
    big_multiply (big, UINT64_C (10000000000000000000));
  uint64_t factor = 1;
  for (; exponent > 0; exponent--)
    factor *= 10;
  big_multiply (big, factor);
}

static void
big_shift_left (Big *big, int bits)
{
  int limbs = bits / 64;
  if (big->n == 0)
    return;
  mpn_copyd (big->limbs + limbs, big->limbs, big->n);
  memset (big->limbs, 0, (size_t) limbs * sizeof (mp_limb_t));
  big->n += limbs;
  if (bits % 64 == 0)
    return;
  mp_limb_t carry = mpn_lshift (big->limbs + limbs, big->limbs + limbs, big->n - limbs, (unsigned) bits % 64);
  if (carry != 0)
    big->limbs[big->n++] = carry;
}

static int
big_bits (const Big *big)
{
  return big->n == 0 ? 0 : (int) big->n * 64 - __builtin_clzl (big->limbs[big->n - 1]);
}

static int
big_compare (const Big *a, const Big *b)
{
  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  return a->n == 0 ? 0 : mpn_cmp (a->limbs, b->limbs, a->n);
}

static void
big_normalize (Big *big)
{
  while (big->n > 0 && big->limbs[big->n - 1] == 0)
    big->n--;
}

/* *NUMERATOR becomes the rest, *QUOTIENT the quotient. */
static void
big_divide (Big *numerator, const Big *denominator, Big *quotient)
{
  if (numerator->n < denominator->n)
    {
      quotient->n = 0;
      return;
    }
  Big rest;
  mpn_tdiv_qr (quotient->limbs, rest.limbs, 0, numerator->limbs, numerator->n, denominator->limbs, denominator->n);
  quotient->n = numerator->n - denominator->n + 1;
  rest.n = denominator->n;
  big_normalize (quotient);
  big_normalize (&rest);
  mpn_copyi (numerator->limbs, rest.limbs, rest.n);
  numerator->n = rest.n;
}

/* *RESULT = |value| · 10^n as an integer, halves to even. */
static void
scale_and_round (double value, int n, Big *result)
{
  int exponent;
  Big numerator, denominator;
  big_set (&numerator, split (value, &exponent));
  big_set (&denominator, 1);
  big_multiply_power_of_10 (n >= 0 ? &numerator : &denominator, n >= 0 ? n : -n);
  big_shift_left (exponent >= 0 ? &numerator : &denominator, exponent >= 0 ? exponent : -exponent);
  big_divide (&numerator, &denominator, result);
  big_shift_left (&numerator, 1);
  int order = big_compare (&numerator, &denominator);
  if (order < 0 || (order == 0 && (result->n == 0 || !(result->limbs[0] & 1))))
    return;
  if (result->n == 0)
    big_set (result, 1);
  else if (mpn_add_1 (result->limbs, result->limbs, result->n, 1))
    result->limbs[result->n++] = 1;
}

/* Decimal digits of BIG, which is destroyed. */
static int
big_to_digits (Big *big, char *digits)
{
  if (big->n == 0)
    return 0;
  int n = (int) mpn_get_str ((unsigned char *) digits, 10, big->limbs, big->n);
  int zeros = 0;
  while (digits[zeros] == 0)
    zeros++;
  n -= zeros;
  for (int i = 0; i < n; i++)
    digits[i] = (char) (digits[i + zeros] + '0');
  return n;
}

static int
trim (char *digits, int n, int *point)
{
  while (n > 0 && digits[n - 1] == '0')
    n--;
  digits[n] = '\0';
  if (n == 0)
    *point = 1;
  return n;
}

static int
write_uint64 (uint64_t number, char *digits)
{
  char reversed[20];
  int n = 0;
  for (; number != 0; number /= 10)
    reversed[n++] = (char) ('0' + number % 10);
  for (int i = 0; i < n; i++)
    digits[i] = reversed[n - 1 - i];
  return n;
}

int
gcore_double_digits (double value, int mode, int n, char *digits, int *point)
{
  int exponent, length;
  if (value == 0)
    return trim (digits, 0, point);
  length = write_uint64 (shortest_decimal (value, &exponent), digits);
  *point = length + exponent;
  if (mode == 0)
    return trim (digits, length, point);

  /* After so many places there are only zeros. */
  int binary_exponent;
  split (value, &binary_exponent);
  int max_places = binary_exponent < 0 ? -binary_exponent : 0;
  int wanted = n < 1 ? 1 : n;
  int places = mode == 3 ? n : wanted - *point;
  Big scaled;
  for (;; places++)
    {
      if (places > max_places)
        places = max_places;
      if (places < -310)
        return trim (digits, 0, point);
      scale_and_round (value, places, &scaled);
      length = big_to_digits (&scaled, digits);
      /* The shortest form may be a power of ten above the value: then one digit is missing. */
      if (mode == 3 || length >= wanted || places == max_places)
        break;
    }
  *point = length - places;
  return trim (digits, length, point);
}

/* --- from text ---------------------------------------------------------------------------------------------------- */

/* More significant digits never matter, except for their not being all zero. */
#define MAX_DIGITS 800

typedef struct
{
  uint8_t digits[MAX_DIGITS + 1]; /* values 0 … 9, the first not 0 */
  int n;
  long exponent; /* value = digits · 10^exponent */
} Decimal;

double
gcore_double_from_bits (uint64_t top, bool sticky, int exponent)
{
  int drop = 11;
  if (exponent + 63 < -1022)
    drop += -1022 - (exponent + 63);
  if (drop > 64)
    return 0.0;
  unsigned __int128 wide = (unsigned __int128) top << 1 | sticky; /* one bit below the point of top */
  unsigned __int128 half = (unsigned __int128) 1 << drop;
  unsigned __int128 rest = wide & ((half << 1) - 1);
  uint64_t kept = drop == 64 ? 0 : top >> drop;
  if (rest > half || (rest == half && (kept & 1)))
    kept++;
  return ldexp ((double) kept, exponent + drop);
}

/* The highest 64 bits of BIG (not 0); *STICKY is set if others are not zero. */
static uint64_t
top_bits (const Big *big, bool *sticky)
{
  int shift = __builtin_clzl (big->limbs[big->n - 1]);
  uint64_t top = big->limbs[big->n - 1] << shift;
  if (big->n > 1)
    {
      uint64_t next = big->limbs[big->n - 2];
      if (shift > 0)
        top |= next >> (64 - shift);
      if (next << shift != 0 || (big->n > 2 && !mpn_zero_p (big->limbs, big->n - 2)))
        *sticky = true;
    }
  return top;
}

static double
exact_value (const Decimal *decimal)
{
  Big number, power, quotient;
  number.n = (intptr_t) mpn_set_str (number.limbs, decimal->digits, (size_t) decimal->n, 10);
  big_normalize (&number);
  bool sticky = false;
  if (decimal->exponent >= 0)
    {
      big_multiply_power_of_10 (&number, (int) decimal->exponent);
      uint64_t top = top_bits (&number, &sticky);
      return gcore_double_from_bits (top, sticky, big_bits (&number) - 64);
    }
  big_set (&power, 1);
  big_multiply_power_of_10 (&power, (int) -decimal->exponent);
  int shift = 65 - big_bits (&number) + big_bits (&power);
  if (shift < 0)
    shift = 0;
  big_shift_left (&number, shift);
  big_divide (&number, &power, &quotient);
  sticky = number.n > 0;
  uint64_t top = top_bits (&quotient, &sticky);
  return gcore_double_from_bits (top, sticky, big_bits (&quotient) - 64 - shift);
}

static double
decimal_value (const Decimal *decimal)
{
  static const double small_powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                         1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  if (decimal->n == 0)
    return 0.0;
  if (decimal->n <= 15 && decimal->exponent >= -22 && decimal->exponent <= 22)
    {
      /* Both numbers are exact doubles, so one operation rounds right. */
      uint64_t number = 0;
      for (int i = 0; i < decimal->n; i++)
        number = number * 10 + decimal->digits[i];
      return decimal->exponent >= 0 ? (double) number * small_powers[decimal->exponent]
                                    : (double) number / small_powers[-decimal->exponent];
    }
  if (decimal->n + decimal->exponent > 310)
    return INFINITY;
  if (decimal->n + decimal->exponent < -326)
    return 0.0;
  return exact_value (decimal);
}

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Adds the digits at TEXT; returns their end. */
static const char *
read_digits (const char *text, Decimal *decimal, bool fraction)
{
  for (; is_digit (*text); text++)
    {
      decimal->exponent -= fraction;
      if (*text == '0' && decimal->n == 0)
        continue;
      if (decimal->n < MAX_DIGITS)
        decimal->digits[decimal->n++] = (uint8_t) (*text - '0');
      else
        {
          decimal->exponent++;
          if (*text != '0')
            decimal->digits[MAX_DIGITS] = 1;
        }
    }
  return text;
}

/* The end of "e±digits" at TEXT, or TEXT; adds it to *EXPONENT. */
static const char *
read_exponent (const char *text, long *exponent)
{
  const char *at = text;
  if (*at != 'e' && *at != 'E')
    return text;
  at++;
  bool negative = *at == '-';
  if (*at == '+' || *at == '-')
    at++;
  if (!is_digit (*at))
    return text;
  long number = 0;
  for (; is_digit (*at); at++)
    if (number < 100000000)
      number = number * 10 + (*at - '0');
  *exponent += negative ? -number : number;
  return at;
}

/* Length of WORD (lower case) if TEXT starts with it in any case, else 0. */
static int
match_word (const char *text, const char *word)
{
  int n = 0;
  for (; word[n] != '\0'; n++)
    if ((text[n] | 0x20) != word[n])
      return 0;
  return n;
}

double
gcore_double_parse (const char *text, const char **end)
{
  const char *at = text;
  bool negative = *at == '-';
  if (*at == '+' || *at == '-')
    at++;
  int word = match_word (at, "infinity");
  if (word == 0)
    word = match_word (at, "inf");
  if (word > 0)
    {
      *end = at + word;
      return negative ? -INFINITY : INFINITY;
    }
  word = match_word (at, "nan");
  if (word > 0)
    {
      *end = at + word;
      return copysign (NAN, negative ? -1.0 : 1.0);
    }
  Decimal decimal;
  decimal.n = 0;
  decimal.exponent = 0;
  decimal.digits[MAX_DIGITS] = 0;
  const char *start = at;
  at = read_digits (at, &decimal, false);
  intptr_t n_digits = at - start;
  if (*at == '.')
    {
      const char *point = at++;
      at = read_digits (at, &decimal, true);
      n_digits += at - point - 1;
    }
  *end = text;
  if (n_digits == 0)
    return -1.0;
  *end = read_exponent (at, &decimal.exponent);
  if (decimal.n == MAX_DIGITS && decimal.digits[MAX_DIGITS] != 0)
    {
      decimal.n++;
      decimal.exponent--;
    }
  double value = decimal_value (&decimal);
  return negative ? -value : value;
}
