/* SPDX-License-Identifier: MIT */
#include "gcore/language/arena.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"

#define CHUNK_SIZE (8 * 1024)

typedef struct Chunk Chunk;
struct Chunk
{
  Chunk *next; /* the chunk made before this one */
  char bytes[] __attribute__ ((aligned (8)));
};

/* Invariant: free + available is the end of the newest chunk that is not of one block. */
struct GcoreArena
{
  Chunk *chunks;
  char *free;
  size_t available; /* bytes at free */
  GcoreObject *objects; /* owned list */
};

GcoreArena *
gcore_arena_new (void)
{
  GcoreArena *arena = gcore_mem_alloc0 (sizeof *arena);
  if (arena == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  arena->objects = gcore_list_new (0);
  if (arena->objects == NULL)
    {
      gcore_mem_free (arena);
      return NULL;
    }
  return arena;
}

void
gcore_arena_free (GcoreArena *arena)
{
  if (arena == NULL)
    return;
  for (Chunk *chunk = arena->chunks, *next; chunk != NULL; chunk = next)
    {
      next = chunk->next;
      gcore_mem_free (chunk);
    }
  gcore_decref (arena->objects);
  gcore_mem_free (arena);
}

/* A chunk with room for SIZE bytes. Blocks that are large for a chunk get one of their own. */
static void *
alloc_slow (GcoreArena *arena, size_t size)
{
  bool own_chunk = size > CHUNK_SIZE / 4;
  size_t room = own_chunk ? size : CHUNK_SIZE - sizeof (Chunk);
  Chunk *chunk = gcore_mem_alloc (sizeof (Chunk) + room);
  if (chunk == NULL)
    {
      gcore_err_no_memory ();
      return NULL;
    }
  chunk->next = arena->chunks;
  arena->chunks = chunk;
  if (!own_chunk)
    {
      arena->free = chunk->bytes + size;
      arena->available = room - size;
    }
  return memset (chunk->bytes, 0, size);
}

void *
gcore_arena_alloc (GcoreArena *arena, size_t size)
{
  size = (size + 7) & ~(size_t) 7;
  if (size > arena->available)
    return alloc_slow (arena, size);
  void *block = arena->free;
  arena->free += size;
  arena->available -= size;
  return memset (block, 0, size);
}

GcoreObject *
gcore_arena_own (GcoreArena *arena, GcoreObject *object)
{
  if (object == NULL)
    return NULL;
  int status = gcore_list_append (arena->objects, object);
  gcore_decref (object);
  return status < 0 ? NULL : object;
}

GcoreObject *
gcore_arena_objects (const GcoreArena *arena)
{
  return arena->objects;
}
