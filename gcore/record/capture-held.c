/* SPDX-License-Identifier: MIT */
/* References that neither an object nor the interpreter nor a call accounts for: C functions in the middle of their
 * work hold them. Who does is found by looking for the object's address
 *
 *     on the C stack,
 *     in calls that are ending (what they held is released one by one),
 *     in blocks that belong to no object of the snapshot and are in the hands of such functions: arrays being sorted,
 *     containers being destroyed, dead objects waiting in the trashcan, and what these point to.
 *
 * An address may be a stale one; so only as many references are attributed as are missing. */
#include "gcore/record/capture-private.h"

#include <stdlib.h>

#include "gcore/image/fiber.h"
#include "gcore/machine/machine.h"

#define MAX_BLOCKS 8192 /* looked into */

typedef struct
{
  Capture *capture;
  uint64_t n_missing; /* references */
  const char *blocks[MAX_BLOCKS];
  size_t sizes[MAX_BLOCKS];
  uint32_t n_blocks;
  uint16_t slots[2 * MAX_BLOCKS]; /* open addressing by address: block + 1, 0 free */
} Search;

GCORE_UNCHECKED static void *
read_word (const char *address)
{
  return *(void *const *) (const void *) address;
}

/* Attributes what the object whose address stands at AT is missing, if one does, to HOLDER. */
static void
attribute (Search *search, const char *at, const char *holder)
{
  const GcoreReference reference = { .kind = GCORE_REF_INTERNAL, .text = holder };
  uint32_t row = gcore_capture_row (search->capture, read_word (at));
  if (row == GCORE_NO_ROW)
    return;
  for (int64_t n = gcore_capture_missing (search->capture, row); n > 0; n--, search->n_missing--)
    gcore_capture_attribute (search->capture, &reference, row);
}

static void
attribute_range (Search *search, const char *start, const char *end, const char *holder)
{
  for (const char *at = start; at + sizeof (void *) <= end && search->n_missing > 0; at += sizeof (void *))
    attribute (search, at, holder);
}

/* Adds the block that ADDRESS points into to those to be looked into, if there is one that no known object lives in. */
static void
add_block (Search *search, const char *address)
{
  size_t size;
  if (address == NULL || gcore_capture_find (search->capture, (const GcoreObject *) (const void *) address) != NULL)
    return;
  const char *block = gcore_mem_block_at (address, &size);
  if (block == NULL || search->n_blocks == MAX_BLOCKS)
    return;
  uint32_t i = (uint32_t) ((uintptr_t) block >> 4) * 2654435761u % GCORE_N_ELEMENTS (search->slots);
  for (; search->slots[i] != 0; i = (i + 1) % GCORE_N_ELEMENTS (search->slots))
    if (search->blocks[search->slots[i] - 1] == block)
      return;
  search->blocks[search->n_blocks] = block;
  search->sizes[search->n_blocks] = size;
  search->slots[i] = (uint16_t) ++search->n_blocks;
}

static void
add_blocks_in_hand (Search *search, const char *stack, const char *stack_end)
{
  for (const char *at = stack; at < stack_end; at += sizeof (void *))
    add_block (search, read_word (at));
  for (GcoreObject *dead = GCORE_REFCOUNT->delayed; dead != NULL;
       dead = (GcoreObject *) (GCORE_GC_HEAD (dead)->prev & GCORE_GC_PREV_MASK))
    add_block (search, (const char *) dead);
}

static void
search_blocks (Search *search)
{
  for (uint32_t i = 0; i < search->n_blocks && search->n_missing > 0; i++)
    {
      const char *block = search->blocks[i], *end = block + search->sizes[i];
      attribute_range (search, block, end, "held by what a built-in function is working on");
      for (const char *at = block; at + sizeof (void *) <= end; at += sizeof (void *))
        add_block (search, read_word (at));
    }
}

void
gcore_capture_held_by_c (Capture *capture)
{
  const char *stack_end = gcore_image_base + GCORE_OFFSET_STACK + GCORE_STACK_SIZE;
  const char *stack = stack_end - gcore_fiber_stack_used ();
  if (capture->incomplete) /* then it is not known what is missing */
    return;
  Search *search = calloc (1, sizeof *search);
  if (search == NULL)
    {
      capture->failed = true;
      return;
    }
  search->capture = capture;
  for (uint32_t i = 0; i < capture->n_rows; i++)
    search->n_missing += (uint64_t) gcore_capture_missing (capture, i);
  capture->holder_kind = GCORE_HOLDER_INTERPRETER;
  capture->holder_row = 0;
  attribute_range (search, stack, stack_end, "held by a running built-in function");
  if (search->n_missing > 0)
    {
      attribute_range (search, gcore_image_base + GCORE_OFFSET_FRAMES, GCORE_MACHINE->frames_top,
                       "held by a call that is ending");
      add_blocks_in_hand (search, stack, stack_end);
      search_blocks (search);
    }
  free (search);
}
