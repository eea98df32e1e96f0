/* SPDX-License-Identifier: MIT */
/* Hashing bytes, addresses and doubles. */
#include "gcore/objects/hash.h"

#include <math.h>

#include "gcore/objects/errors.h"

GCORE_INLINE uint64_t
rotate (uint64_t x, int bits)
{
  return x << bits | x >> (64 - bits);
}

GCORE_INLINE void
sip_round (uint64_t v[4])
{
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate (v[1], 13) ^ v[0];
  v[3] = rotate (v[3], 16) ^ v[2];
  v[0] = rotate (v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate (v[1], 17) ^ v[2];
  v[3] = rotate (v[3], 21) ^ v[0];
  v[2] = rotate (v[2], 32);
}

/* SipHash with one round a word and three at the end, key 0. */
intptr_t
gcore_hash_bytes (const void *bytes, size_t n)
{
  if (n == 0)
    return 0;
  uint64_t v[4] = { UINT64_C (0x736f6d6570736575), UINT64_C (0x646f72616e646f6d), UINT64_C (0x6c7967656e657261),
                    UINT64_C (0x7465646279746573) };
  const char *at = bytes;
  uint64_t word;
  for (size_t left = n; left >= 8; left -= 8, at += 8)
    {
      memcpy (&word, at, 8);
      v[3] ^= word;
      sip_round (v);
      v[0] ^= word;
    }
  word = 0;
  memcpy (&word, at, n % 8);
  word |= (uint64_t) n << 56;
  v[3] ^= word;
  sip_round (v);
  v[0] ^= word;
  v[2] ^= 0xff;
  sip_round (v);
  sip_round (v);
  sip_round (v);
  intptr_t hash = (intptr_t) (v[0] ^ v[1] ^ v[2] ^ v[3]);
  return hash == -1 ? -2 : hash;
}

intptr_t
gcore_hash_pointer (const void *pointer)
{
  /* Blocks are 16-byte aligned: the low bits would make all hashes collide in small tables. */
  intptr_t hash = (intptr_t) rotate ((uintptr_t) pointer, 60);
  return hash == -1 ? -2 : hash;
}

intptr_t
gcore_hash_double (GcoreObject *object, double value)
{
  if (!isfinite (value))
    return isnan (value) ? gcore_hash_pointer (object) : value > 0 ? GCORE_HASH_INFINITY : -GCORE_HASH_INFINITY;

  /* value = mantissa · 2^exponent; a factor of 2 rotates a number modulo 2^61 − 1 by one bit. */
  int exponent;
  uint64_t mantissa = (uint64_t) ldexp (frexp (fabs (value), &exponent), 53);
  exponent = (exponent - 53) % GCORE_HASH_BITS;
  if (exponent < 0)
    exponent += GCORE_HASH_BITS;
  uint64_t hash = (mantissa << exponent & GCORE_HASH_MODULUS);
  if (exponent > 0)
    hash |= mantissa >> (GCORE_HASH_BITS - exponent);
  intptr_t result = value < 0 ? -(intptr_t) hash : (intptr_t) hash;
  return result == -1 ? -2 : result;
}

intptr_t
gcore_object_hash_not_implemented (GcoreObject *object)
{
  gcore_err_format (GCORE_EXC (TypeError), "unhashable type: '%.200s'", GCORE_TYPE_OF (object)->name);
  return -1;
}
