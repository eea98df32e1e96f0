/* SPDX-License-Identifier: MIT */
/* Hashes: of bytes (SipHash-1-3 with the key 0, so that strings hash as under PYTHONHASHSEED=0) and of numbers (modulo
 * the prime 2^61 − 1, so that equal numbers of different types hash equal). A hash is never −1. */
#pragma once

#include "gcore/refcount/object.h"

#define GCORE_HASH_BITS 61
#define GCORE_HASH_MODULUS ((UINT64_C (1) << GCORE_HASH_BITS) - 1)
#define GCORE_HASH_INFINITY 314159
#define GCORE_HASH_IMAGINARY UINT64_C (1000003)

/* 0 for no bytes. */
intptr_t gcore_hash_bytes (const void *bytes, size_t n);
/* By address. */
intptr_t gcore_hash_pointer (const void *pointer);
/* VALUE of OBJECT; a NaN hashes as the object's address. */
intptr_t gcore_hash_double (GcoreObject *object, double value);
/* Sets TypeError "unhashable type: 'list'" and returns −1: the hash slot of mutable types. */
intptr_t gcore_object_hash_not_implemented (GcoreObject *object);
