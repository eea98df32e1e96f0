/* SPDX-License-Identifier: MIT */
/* Blocks beyond 512 bytes: a region of blocks side by side, free ones kept in bins by size and merged with their
 * neighbours at once. Everything is found in constant time: neighbours through the sizes in the headers, a block
 * that is large enough through the bins' bit sets. */
#include "gcore/memory/memory-private.h"

/* A block too small for any request is not split off. */
#define MIN_SIZE (GCORE_SMALL_LIMIT + 16 + LARGE_HEADER_SIZE)
/* Free pages are given back to the system from this many bytes in one piece on. */
#define GIVE_BACK_SIZE (UINT64_C (16) << 20)
/* In sanitized builds there are poisoned bytes between a block's end and the next header. */
#define REDZONE (GCORE_HAVE_ASAN ? 16 : 0)

#define REGION_START (gcore_image_base + GCORE_OFFSET_LARGE)

GCORE_INLINE uint64_t
block_size (const GcoreLargeBlock *block)
{
  return block->size & ~LARGE_IN_USE;
}

GCORE_INLINE bool
in_use (const GcoreLargeBlock *block)
{
  return (block->size & LARGE_IN_USE) != 0;
}

/* Bytes from the region's start. */
GCORE_INLINE uint64_t
offset_of (const GcoreLargeBlock *block)
{
  return (uint64_t) ((const char *) block - REGION_START);
}

GCORE_INLINE GcoreLargeBlock *
block_at (uint64_t offset)
{
  return (GcoreLargeBlock *) (void *) (REGION_START + offset);
}

GCORE_INLINE GcoreLargeBlock *
following (const GcoreLargeBlock *block)
{
  return (GcoreLargeBlock *) (void *) ((char *) block + block_size (block));
}

/* Bytes of the block for a request of SIZE, 0 if there is no such block. */
GCORE_INLINE uint64_t
size_for_request (size_t size)
{
  if (size > GCORE_LARGE_SIZE / 2)
    return 0;
  uint64_t needed = ((size + 15) & ~(uint64_t) 15) + LARGE_HEADER_SIZE + REDZONE;
  return needed < MIN_SIZE ? MIN_SIZE : needed;
}

/* --- bins --------------------------------------------------------------------------------------------------------- */

GCORE_INLINE uint32_t
bin_of (uint64_t size)
{
  if (size < 16 * LARGE_LINEAR_BINS)
    return (uint32_t) (size / 16);
  uint32_t log = 63 - (uint32_t) __builtin_clzll (size);
  return LARGE_LINEAR_BINS + (log - 12) * 32 + ((uint32_t) (size >> (log - 5)) & 31);
}

static void
put_in_bin (GcoreMemory *memory, GcoreLargeBlock *block)
{
  uint32_t bin = bin_of (block_size (block));
  block->previous = NULL;
  block->next = memory->bins[bin];
  if (block->next != NULL)
    block->next->previous = block;
  memory->bins[bin] = block;
  memory->bin_bits[bin / 64] |= UINT64_C (1) << bin % 64;
  memory->bin_words |= UINT64_C (1) << bin / 64;
}

static void
take_from_bin (GcoreMemory *memory, GcoreLargeBlock *block)
{
  if (block->next != NULL)
    block->next->previous = block->previous;
  if (block->previous != NULL)
    {
      block->previous->next = block->next;
      return;
    }
  uint32_t bin = bin_of (block_size (block));
  memory->bins[bin] = block->next;
  if (block->next != NULL)
    return;
  memory->bin_bits[bin / 64] &= ~(UINT64_C (1) << bin % 64);
  if (memory->bin_bits[bin / 64] == 0)
    memory->bin_words &= ~(UINT64_C (1) << bin / 64);
}

/* A free block of at least SIZE bytes; NULL if there is none to be found. Of the bin of SIZE itself only the block
 * freed last is considered (so the same size again gets the same block again); any block of a later bin will do. */
static GcoreLargeBlock *
find_free (GcoreMemory *memory, uint64_t size)
{
  uint32_t bin = bin_of (size);
  if (memory->bins[bin] != NULL && block_size (memory->bins[bin]) >= size)
    return memory->bins[bin];
  bin++;
  uint32_t word = bin / 64;
  uint64_t bits = word < LARGE_BINS / 64 ? memory->bin_bits[word] & (~UINT64_C (0) << bin % 64) : 0;
  if (bits == 0)
    {
      uint64_t words = memory->bin_words & (~UINT64_C (1) << word);
      if (words == 0)
        return NULL;
      word = (uint32_t) __builtin_ctzll (words);
      bits = memory->bin_bits[word];
    }
  return memory->bins[word * 64 + (uint32_t) __builtin_ctzll (bits)];
}

/* --- block by block ----------------------------------------------------------------------------------------------- */

/* Sets the size of BLOCK, also where the block after it notes it. */
GCORE_INLINE void
set_size (GcoreMemory *memory, GcoreLargeBlock *block, uint64_t size, uint64_t flags)
{
  block->size = size | flags;
  uint64_t end = offset_of (block) + size;
  if (end < memory->large_top)
    block_at (end)->previous_size = size;
  else
    memory->large_last_size = size;
}

/* Gives the pages of the free bytes [START, END) back, those of the headers at START kept. */
static void
give_back (uint64_t start, uint64_t end)
{
  gcore_image_give_back (GCORE_OFFSET_LARGE + start + sizeof (GcoreLargeBlock), end - start - sizeof (GcoreLargeBlock));
}

/* Lowers the top to OFFSET. */
static void
lower_top (GcoreMemory *memory, uint64_t offset, uint64_t last_size)
{
  memory->large_top = offset;
  memory->large_last_size = last_size;
  if (memory->large_high - offset >= GIVE_BACK_SIZE)
    {
      give_back (offset, memory->large_high);
      memory->large_high = offset + sizeof (GcoreLargeBlock);
    }
}

/* Makes BLOCK, of SIZE bytes and in no bin, free: merges it with free neighbours, into the top if it is the last. */
static void
release (GcoreMemory *memory, GcoreLargeBlock *block, uint64_t size)
{
  uint64_t start = offset_of (block), end = start + size;
  uint64_t idle_start = start, idle_end = end; /* what may hold pages: neighbours of that size were given back before */
  if (block->previous_size != 0)
    {
      GcoreLargeBlock *before = block_at (start - block->previous_size);
      if (!in_use (before))
        {
          take_from_bin (memory, before);
          start = offset_of (before);
          if (block_size (before) < GIVE_BACK_SIZE)
            idle_start = start;
          block = before;
        }
    }
  if (end == memory->large_top)
    {
      lower_top (memory, start, block->previous_size);
      return;
    }
  GcoreLargeBlock *after = block_at (end);
  if (!in_use (after))
    {
      take_from_bin (memory, after);
      end += block_size (after);
      if (block_size (after) < GIVE_BACK_SIZE)
        idle_end = end;
    }
  UNPOISON (block, sizeof *block);
  set_size (memory, block, end - start, 0);
  put_in_bin (memory, block);
  POISON (block->unused, sizeof block->unused);
  POISON ((char *) block + sizeof *block, end - start - sizeof *block);
  if (end - start >= GIVE_BACK_SIZE)
    give_back (idle_start, idle_end);
}

/* Cuts a block that is in use down to SIZE bytes if what remains is worth it. Returns the block's size then. */
static uint64_t
cut (GcoreMemory *memory, GcoreLargeBlock *block, uint64_t size)
{
  uint64_t old_size = block_size (block);
  if (old_size - size < MIN_SIZE)
    return old_size;
  GcoreLargeBlock *rest = block_at (offset_of (block) + size);
  UNPOISON (rest, sizeof *rest);
  block->size = size | LARGE_IN_USE;
  rest->previous_size = size;
  release (memory, rest, old_size - size);
  return size;
}

/* Moves the top up so that BYTES more lie below it; false if the region ends before. */
GCORE_INLINE bool
raise_top (GcoreMemory *memory, uint64_t bytes)
{
  if (bytes > GCORE_LARGE_SIZE - memory->large_top)
    return false;
  memory->large_top += bytes;
  if (memory->large_top > memory->large_high)
    memory->large_high = memory->large_top;
  return true;
}

void *
gcore_large_alloc (size_t size)
{
  GcoreMemory *memory = MEMORY;
  uint64_t needed = size_for_request (size);
  if (needed == 0 || !gcore_mem_take_bytes (needed))
    return NULL;
  GcoreLargeBlock *block = find_free (memory, needed);
  uint64_t taken = needed;
  if (block != NULL)
    {
      take_from_bin (memory, block);
      block->size |= LARGE_IN_USE;
      UNPOISON (block, sizeof *block);
      gcore_image_use (GCORE_OFFSET_LARGE + offset_of (block), block_size (block) - needed < MIN_SIZE
                       ? block_size (block) : needed + sizeof *block);
      taken = cut (memory, block, needed);
    }
  else
    {
      block = block_at (memory->large_top);
      uint64_t previous_size = memory->large_last_size;
      if (!raise_top (memory, needed))
        {
          gcore_mem_return_bytes (needed);
          return NULL;
        }
      UNPOISON (block, LARGE_HEADER_SIZE);
      gcore_image_use (GCORE_OFFSET_LARGE + offset_of (block), needed);
      block->previous_size = previous_size;
      block->size = needed | LARGE_IN_USE;
      memory->large_last_size = needed;
    }
  memory->bytes += taken - needed; /* slack of less than a block */
  memory->large_bytes += taken;
  memory->n_large++;
  UNPOISON (block->unused, size);
  POISON ((char *) block->unused + size, taken - LARGE_HEADER_SIZE - size);
  return block->unused;
}

void
gcore_large_free (void *memory_block)
{
  GcoreMemory *memory = MEMORY;
  GcoreLargeBlock *block = large_header (memory_block);
  uint64_t size = block_size (block);
  assert (in_use (block));
  memory->n_large--;
  memory->large_bytes -= size;
  gcore_mem_return_bytes (size);
  POISON (memory_block, size - LARGE_HEADER_SIZE);
  release (memory, block, size);
}

/* Makes BLOCK grow to NEEDED bytes over the free block or the top behind it; false if neither suffices. */
static bool
grow (GcoreMemory *memory, GcoreLargeBlock *block, uint64_t needed)
{
  uint64_t size = block_size (block), end = offset_of (block) + size;
  GcoreLargeBlock *after = end < memory->large_top ? block_at (end) : NULL;
  if (after != NULL && (in_use (after) || size + block_size (after) < needed))
    return false;
  if (!gcore_mem_take_bytes (needed - size))
    return false;
  uint64_t available = needed;
  if (after != NULL)
    {
      take_from_bin (memory, after);
      available = size + block_size (after);
    }
  else if (!raise_top (memory, needed - size))
    {
      gcore_mem_return_bytes (needed - size);
      return false;
    }
  gcore_image_use (GCORE_OFFSET_LARGE + end,
                   available - needed < MIN_SIZE ? available - size : needed - size + sizeof *block);
  set_size (memory, block, available, LARGE_IN_USE);
  uint64_t taken = cut (memory, block, needed);
  memory->bytes += taken - needed;
  memory->large_bytes += taken - size;
  return true;
}

bool
gcore_large_resize (void *memory_block, size_t size)
{
  GcoreMemory *memory = MEMORY;
  GcoreLargeBlock *block = large_header (memory_block);
  uint64_t needed = size_for_request (size), old_size = block_size (block);
  if (needed == 0)
    return false;
  if (needed > old_size)
    {
      if (!grow (memory, block, needed))
        return false;
    }
  else
    {
      uint64_t returned = old_size - cut (memory, block, needed);
      memory->large_bytes -= returned;
      gcore_mem_return_bytes (returned);
    }
  UNPOISON (memory_block, size);
  POISON ((char *) memory_block + size, block_size (block) - LARGE_HEADER_SIZE - size);
  return true;
}
