/* SPDX-License-Identifier: MIT */
/* The module _random: the Mersenne Twister (MT19937), and what the module random (python/random.py) needs besides. */
#include "gcore/machine/host.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/modules/sha512.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/module.h"
#include "gcore/objects/object.h"
#include "gcore/objects/tuple.h"

#define N_WORDS 624
#define MIDDLE 397

typedef struct
{
  GcoreObject base;
  int index; /* of the next word to hand out; N_WORDS: make new ones first */
  uint32_t words[N_WORDS];
} Random;
#define RANDOM(object) ((Random *) (void *) (object))

/* --- the generator ------------------------------------------------------------------------------------------------ */

static uint32_t
twist (uint32_t high, uint32_t low)
{
  uint32_t mixed = (high & 0x80000000U) | (low & 0x7fffffffU);
  return mixed >> 1 ^ (-(mixed & 1) & 0x9908b0dfU); /* no jump: nothing could foretell it */
}

static void
refill (Random *self)
{
  uint32_t *words = self->words;
  int i = 0;
  for (; i < N_WORDS - MIDDLE; i++)
    words[i] = words[i + MIDDLE] ^ twist (words[i], words[i + 1]);
  for (; i < N_WORDS - 1; i++)
    words[i] = words[i + MIDDLE - N_WORDS] ^ twist (words[i], words[i + 1]);
  words[i] = words[MIDDLE - 1] ^ twist (words[i], words[0]);
  self->index = 0;
}

static uint32_t
next_word (Random *self)
{
  if (self->index >= N_WORDS)
    refill (self);
  uint32_t word = self->words[self->index++];
  word ^= word >> 11;
  word ^= word << 7 & 0x9d2c5680U;
  word ^= word << 15 & 0xefc60000U;
  return word ^ word >> 18;
}

static uint32_t
mixed_with_previous (const uint32_t *words, int i)
{
  return words[i - 1] ^ words[i - 1] >> 30;
}

/* Start from a key of N words, as the generator's authors published it. */
static void
start (Random *self, const uint32_t *key, size_t n)
{
  uint32_t *words = self->words;
  words[0] = 19650218U;
  for (int i = 1; i < N_WORDS; i++)
    words[i] = 1812433253U * mixed_with_previous (words, i) + (uint32_t) i;
  int i = 1;
  size_t j = 0;
  for (size_t rounds = n > N_WORDS ? n : N_WORDS; rounds > 0; rounds--)
    {
      words[i] = (words[i] ^ mixed_with_previous (words, i) * 1664525U) + key[j] + (uint32_t) j;
      if (++i >= N_WORDS)
        {
          words[0] = words[N_WORDS - 1];
          i = 1;
        }
      if (++j >= n)
        j = 0;
    }
  for (int rounds = N_WORDS - 1; rounds > 0; rounds--)
    {
      words[i] = (words[i] ^ mixed_with_previous (words, i) * 1566083941U) - (uint32_t) i;
      if (++i >= N_WORDS)
        {
          words[0] = words[N_WORDS - 1];
          i = 1;
        }
    }
  words[0] = 0x80000000U;
  self->index = N_WORDS;
}

/* The key is the magnitude of NUMBER (stolen) in words of 32 bits. */
static int
start_from_int (Random *self, GcoreObject *number)
{
  if (number == NULL)
    return -1;
  size_t bits = gcore_int_num_bits (number), n = bits == 0 ? 1 : (bits - 1) / 32 + 1;
  uint32_t *key = gcore_mem_alloc (n * sizeof (uint32_t));
  int result = -1;
  if (key == NULL)
    gcore_err_no_memory ();
  else
    result = gcore_int_as_byte_array (number, (uint8_t *) key, n * sizeof (uint32_t), true, false);
  if (result == 0)
    start (self, key, n);
  gcore_mem_free (key);
  gcore_decref (number);
  return result;
}

/* SEED NULL or None: from the host's randomness. */
static int
seed_with (Random *self, GcoreObject *seed)
{
  if (seed == NULL || seed == GCORE_NONE)
    {
      uint32_t key[N_WORDS];
      gcore_host_random (key, sizeof (key));
      start (self, key, N_WORDS);
      return 0;
    }
  if (gcore_is_int (seed))
    return start_from_int (self, GCORE_TYPE (INT)->number.absolute (seed)); /* not what a subclass calls so */
  intptr_t hash = gcore_object_hash (seed);
  return hash == -1 ? -1 : start_from_int (self, gcore_int_from_size ((size_t) hash));
}

/* --- the type ----------------------------------------------------------------------------------------------------- */

static GcoreObject *
random_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *seed = NULL;
  if (type == GCORE_TYPE (RANDOM) && !gcore_arg_no_keywords ("Random()", kwargs))
    return NULL;
  if (GCORE_TUPLE_SIZE (args) == 1)
    seed = GCORE_TUPLE_ITEM (args, 0);
  else if (type == GCORE_TYPE (RANDOM) && !gcore_arg_unpack_tuple (args, "Random", 0, 1, &seed))
    return NULL;
  GcoreObject *self = type->alloc (type, 0);
  if (self != NULL && seed_with (RANDOM (self), seed) < 0)
    GCORE_CLEAR (self);
  return self;
}

static void
random_dealloc (GcoreObject *self)
{
  GCORE_TYPE_OF (self)->free_ (self);
}

static GcoreObject *
random_random (GcoreObject *self, GcoreObject *unused)
{
  uint32_t high = next_word (RANDOM (self)) >> 5, low = next_word (RANDOM (self)) >> 6;
  return gcore_float_from_double ((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

static GcoreObject *
random_seed (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("seed", n_args, 0, 1)
      || seed_with (RANDOM (self), n_args > 0 ? args[0] : NULL) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static GcoreObject *
random_getrandbits (GcoreObject *self, GcoreObject *arg)
{
  int k = gcore_int_as_int (arg);
  if (k == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (k < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "number of bits must be non-negative");
  if (k <= 32)
    return gcore_int_from_unsigned_long (k == 0 ? 0 : next_word (RANDOM (self)) >> (32 - k));
  size_t n = ((size_t) k - 1) / 32 + 1;
  uint32_t *words = gcore_mem_alloc (n * sizeof (uint32_t));
  if (words == NULL)
    return gcore_err_no_memory ();
  /* The first word made is the lowest; of the last only the highest bits are used. */
  for (size_t i = 0; i < n; i++, k -= 32)
    words[i] = next_word (RANDOM (self)) >> (k < 32 ? 32 - k : 0);
  GcoreObject *result = gcore_int_from_byte_array ((uint8_t *) words, n * sizeof (uint32_t), true, false);
  gcore_mem_free (words);
  return result;
}

static GcoreObject *
random_getstate (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *state = gcore_tuple_new (N_WORDS + 1);
  for (int i = 0; state != NULL && i <= N_WORDS; i++)
    {
      GcoreObject *word = i < N_WORDS ? gcore_int_from_unsigned_long (RANDOM (self)->words[i])
                                      : gcore_int_from_long (RANDOM (self)->index);
      if (word != NULL)
        GCORE_TUPLE_SET_ITEM (state, i, word);
      else
        GCORE_CLEAR (state);
    }
  return state;
}

static GcoreObject *
random_setstate (GcoreObject *self, GcoreObject *state)
{
  uint32_t words[N_WORDS];
  if (!gcore_is_tuple (state))
    return gcore_err_format (GCORE_EXC (TypeError), "state vector must be a tuple");
  if (GCORE_TUPLE_SIZE (state) != N_WORDS + 1)
    return gcore_err_format (GCORE_EXC (ValueError), "state vector is the wrong size");
  for (int i = 0; i < N_WORDS; i++)
    {
      unsigned long word = gcore_int_as_unsigned_long (GCORE_TUPLE_ITEM (state, i));
      if (word == (unsigned long) -1 && gcore_err_occurred () != NULL)
        return NULL;
      words[i] = (uint32_t) word;
    }
  long index = gcore_int_as_long (GCORE_TUPLE_ITEM (state, N_WORDS));
  if (index == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (index < 0 || index > N_WORDS)
    return gcore_err_format (GCORE_EXC (ValueError), "invalid state");
  RANDOM (self)->index = (int) index;
  memcpy (RANDOM (self)->words, words, sizeof (words));
  return gcore_newref (GCORE_NONE);
}

static const GcoreMethodDef random_methods[] = {
  { "random", GCORE_FUNC (random_random), GCORE_METH_NOARGS,
    "random($self, /)\n--\n\nrandom() -> x in the interval [0, 1)." },
  { "seed", GCORE_FUNC (random_seed), GCORE_METH_FASTCALL,
    "seed($self, n=None, /)\n--\n\nStart the sequence that belongs to n, or a random one." },
  { "getstate", GCORE_FUNC (random_getstate), GCORE_METH_NOARGS,
    "getstate($self, /)\n--\n\ngetstate() -> tuple containing the current state." },
  { "setstate", GCORE_FUNC (random_setstate), GCORE_METH_O,
    "setstate($self, state, /)\n--\n\nsetstate(state) -> None.  Restores generator state." },
  { "getrandbits", GCORE_FUNC (random_getrandbits), GCORE_METH_O,
    "getrandbits($self, k, /)\n--\n\ngetrandbits(k) -> x.  Generates an int with k random bits." },
  { .name = NULL }
};

const GcoreType gcore_random_template = {
  .name = "_random.Random",
  .basic_size = sizeof (Random),
  .flags = GCORE_TYPE_FLAG_BASE,
  .dealloc = random_dealloc,
  .get_attr = gcore_object_generic_get_attr,
  .methods = random_methods,
  .new_ = random_new,
  .free_ = gcore_mem_free,
  .doc = "Random() -> create a random number generator with its own internal state.",
};

/* --- the module --------------------------------------------------------------------------------------------------- */

static GcoreObject *
urandom (GcoreObject *module, GcoreObject *arg)
{
  intptr_t n = gcore_arg_as_ssize (arg);
  if (n == -1 && gcore_err_occurred () != NULL)
    return NULL;
  if (n < 0)
    return gcore_err_format (GCORE_EXC (ValueError), "negative argument not allowed");
  GcoreObject *bytes = gcore_bytes_from_string_and_size (NULL, n);
  if (bytes != NULL && n > 0)
    gcore_host_random (GCORE_BYTES_DATA (bytes), (size_t) n);
  return bytes;
}

static GcoreObject *
sha512 (GcoreObject *module, GcoreObject *arg)
{
  GcoreBuffer buffer;
  uint8_t digest[GCORE_SHA512_SIZE];
  if (gcore_object_get_buffer (arg, &buffer, false) < 0)
    return NULL;
  gcore_sha512 (buffer.data, (size_t) buffer.n, digest);
  gcore_buffer_release (&buffer);
  return gcore_bytes_from_string_and_size ((const char *) digest, sizeof (digest));
}

static const GcoreMethodDef methods[] = {
  { "urandom", GCORE_FUNC (urandom), GCORE_METH_O, "urandom($module, size, /)\n--\n\nRandom bytes from the host." },
  { "sha512", GCORE_FUNC (sha512), GCORE_METH_O,
    "sha512($module, data, /)\n--\n\nThe digest that seeds made of text are mixed with." },
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  return gcore_module_add_type (module, GCORE_TYPE (RANDOM));
}

const GcoreModuleDef gcore_random_module = {
  .name = "_random",
  .doc = "The Mersenne Twister.",
  .methods = methods,
  .init = init,
};
