/* SPDX-License-Identifier: MIT */
/* Specialisation: an instruction that has met the same kinds of operands is rewritten to a form that handles only those,
 * fast, and checks that it still does. What a special form has to remember stands in the cache units behind it.
 *
 *     general --code warmed up--> ADAPTIVE --counter runs down--> special --53 misses--> ADAPTIVE with a longer counter
 *
 * The first cache unit is always the counter: a value in the high 12 bits, the exponent of the next waiting time in the
 * low 4. Layouts of the others are given by the structs below. */
#pragma once

#include "gcore/machine/frame-stack.h"

#define GCORE_COUNTER(value, exponent) ((GcoreCodeUnit) ((value) << 4 | (exponent)))
#define GCORE_COUNTER_IS_ZERO(unit) ((unit) < 16)
#define GCORE_COUNTER_STEP(unit) ((GcoreCodeUnit) ((unit) -16))

typedef struct
{
  GcoreCodeUnit counter, index, module_version[2], builtins_version;
} GcoreLoadGlobalCache;

typedef struct
{
  GcoreCodeUnit counter, version[2], index;
} GcoreAttributeCache;

typedef struct
{
  GcoreCodeUnit counter, type_version[2], index, keys_version[2], method[4];
} GcoreLoadMethodCache;

typedef struct
{
  GcoreCodeUnit counter, type_version[2], unused;
} GcoreSubscriptCache;

typedef struct
{
  GcoreCodeUnit counter, mask;
} GcoreCompareCache;

typedef struct
{
  GcoreCodeUnit counter, function_version[2], min_args;
} GcoreCallCache;

GCORE_INLINE uint32_t
gcore_cache_read_u32 (const GcoreCodeUnit *units)
{
  uint32_t value;
  memcpy (&value, units, sizeof value);
  return value;
}

GCORE_INLINE GcoreObject *
gcore_cache_read_object (const GcoreCodeUnit *units)
{
  GcoreObject *object;
  memcpy (&object, units, sizeof object);
  return object;
}

/* Counts a call of CODE or an unconditional jump back in it; at the end of its warm-up its instructions become
 * adaptive. */
void gcore_specialise_warm_up (GcoreCode *code);
/* The same for a conditional jump back. CPython does not count these, so the one special form that a program could
 * notice (see gcore_specialise_binary_subscr) still waits for the warm-up proper. */
void gcore_specialise_note_loop (GcoreCode *code);
/* All take the cache behind the instruction, CACHE. */
void gcore_specialise_miss (GcoreCodeUnit *cache);
void gcore_specialise_load_global (GcoreCodeUnit *cache, GcoreObject *globals, GcoreObject *builtins, GcoreObject *name);
void gcore_specialise_load_attr (GcoreCodeUnit *cache, GcoreObject *owner, GcoreObject *name);
void gcore_specialise_store_attr (GcoreCodeUnit *cache, GcoreObject *owner, GcoreObject *name);
void gcore_specialise_load_method (GcoreCodeUnit *cache, GcoreObject *owner, GcoreObject *name);
void gcore_specialise_binary_op (GcoreCodeUnit *cache, int operation, GcoreObject *left, GcoreObject *right,
                                 GcoreObject **slots);
void gcore_specialise_compare_op (GcoreCodeUnit *cache, int operation, GcoreObject *left, GcoreObject *right);
/* WARM: the warm-up is over, __getitem__ may be called without C in between (its arguments then have a reference less). */
void gcore_specialise_binary_subscr (GcoreCodeUnit *cache, GcoreObject *container, GcoreObject *key, bool warm);
void gcore_specialise_store_subscr (GcoreCodeUnit *cache, GcoreObject *container, GcoreObject *key);
void gcore_specialise_unpack_sequence (GcoreCodeUnit *cache, GcoreObject *sequence, int n);
void gcore_specialise_precall (GcoreCodeUnit *cache, GcoreObject *callable, int n_args, GcoreObject *keyword_names);
void gcore_specialise_call (GcoreCodeUnit *cache, GcoreObject *callable, int n_args, GcoreObject *keyword_names);
