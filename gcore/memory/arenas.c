/* SPDX-License-Identifier: MIT */
/* Where pools come from and go to. New pools are taken from the arena that has the fewest empty ones, so that nearly
 * empty arenas get a chance to become wholly free and be given back. */
#include "gcore/memory/memory-private.h"

/* Takes a descriptor, the one given back last or the next of the table, and the addresses with it. */
static GcoreArena *
take_arena (GcoreMemory *memory)
{
  if (memory->unused_arenas == NULL && memory->n_descriptors == GCORE_MAX_ARENAS)
    return NULL;
  if (!gcore_mem_take_bytes (GCORE_ARENA_SIZE))
    return NULL;
  GcoreArena *arena = memory->unused_arenas;
  if (arena != NULL)
    memory->unused_arenas = arena->next;
  else
    arena = &ARENA_TABLE[memory->n_descriptors++];
  *arena = (GcoreArena){ .n_empty = GCORE_POOLS_PER_ARENA, .held = true };
  memory->n_arenas_allocated++;
  if (++memory->n_arenas > memory->n_arenas_peak)
    memory->n_arenas_peak = memory->n_arenas;
  return arena;
}

static void
return_arena (GcoreMemory *memory, GcoreArena *arena)
{
  UNPOISON (arena_address (arena), GCORE_ARENA_SIZE);
  gcore_image_give_back ((uint64_t) (arena_address (arena) - gcore_image_base), GCORE_ARENA_SIZE);
  arena->held = false;
  arena->next = memory->unused_arenas;
  memory->unused_arenas = arena;
  memory->n_arenas--;
  gcore_mem_return_bytes (GCORE_ARENA_SIZE);
}

static void
unlink_arena (GcoreMemory *memory, GcoreArena *arena)
{
  if (arena->previous != NULL)
    arena->previous->next = arena->next;
  else
    memory->usable = arena->next;
  if (arena->next != NULL)
    arena->next->previous = arena->previous;
}

static void
link_arena_after (GcoreMemory *memory, GcoreArena *arena, GcoreArena *previous)
{
  arena->previous = previous;
  arena->next = previous != NULL ? previous->next : memory->usable;
  if (previous != NULL)
    previous->next = arena;
  else
    memory->usable = arena;
  if (arena->next != NULL)
    arena->next->previous = arena;
}

GcorePool *
gcore_arenas_take_pool (void)
{
  GcoreMemory *memory = MEMORY;
  if (memory->usable == NULL)
    {
      GcoreArena *taken = take_arena (memory);
      if (taken == NULL)
        return NULL;
      link_arena_after (memory, taken, NULL);
      memory->last_with[GCORE_POOLS_PER_ARENA] = taken;
    }

  /* The first arena has the fewest empty pools; one fewer does not change its place in the list. */
  GcoreArena *arena = memory->usable;
  if (memory->last_with[arena->n_empty] == arena)
    memory->last_with[arena->n_empty] = NULL;
  arena->n_empty--;
  if (arena->n_empty > 0)
    memory->last_with[arena->n_empty] = arena;
  else
    unlink_arena (memory, arena);

  GcorePool *pool = arena->empty;
  if (pool != NULL)
    {
      arena->empty = pool->next;
      return pool;
    }
  char *address = arena_address (arena) + arena->n_touched++ * (uint64_t) GCORE_POOL_SIZE;
  gcore_image_use ((uint64_t) (address - gcore_image_base), GCORE_POOL_SIZE);
  pool = (GcorePool *) (void *) address;
  *pool = (GcorePool){ .size_class = NO_CLASS };
  return pool;
}

void
gcore_arenas_return_pool (GcorePool *pool)
{
  GcoreMemory *memory = MEMORY;
  GcoreArena *arena = arena_of (pool);
  pool->next = arena->empty;
  arena->empty = pool;

  uint32_t n_empty = arena->n_empty++;
  if (n_empty == 0) /* was not in the list */
    {
      link_arena_after (memory, arena, NULL);
      if (memory->last_with[1] == NULL)
        memory->last_with[1] = arena;
      return;
    }

  GcoreArena *last = memory->last_with[n_empty]; /* of those that have as many as this one had; there is one */
  if (last == arena)
    {
      GcoreArena *previous = arena->previous;
      memory->last_with[n_empty] = previous != NULL && previous->n_empty == n_empty ? previous : NULL;
    }
  if (arena->n_empty == GCORE_POOLS_PER_ARENA && arena->next != NULL)
    {
      unlink_arena (memory, arena);
      return_arena (memory, arena);
      return;
    }
  if (memory->last_with[arena->n_empty] == NULL)
    memory->last_with[arena->n_empty] = arena;
  if (last != arena) /* it goes behind those that now have fewer */
    {
      unlink_arena (memory, arena);
      link_arena_after (memory, arena, last);
    }
}
