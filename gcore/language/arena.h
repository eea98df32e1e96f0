/* SPDX-License-Identifier: MIT */
/* What a parse makes: tree nodes in chunks of memory, and the objects the nodes name (identifiers, constants).
 *
 * Nodes are never freed one by one. The objects sit in a list object of the program's heap, so while the arena lives
 * each constant of a source text has one more reference than the code made from it accounts for, as in CPython. */
#pragma once

#include "gcore/refcount/object.h"

typedef struct GcoreArena GcoreArena;

/* New arena, to be freed with gcore_arena_free; NULL with MemoryError set. */
GcoreArena *gcore_arena_new (void);
/* Frees all nodes and releases all objects. ARENA may be NULL. */
void gcore_arena_free (GcoreArena *arena);

/* SIZE bytes, 8-byte aligned, zeroed, living as long as the arena; NULL with MemoryError set. */
void *gcore_arena_alloc (GcoreArena *arena, size_t size);
/* Steals OBJECT, also on failure, and returns it borrowed from the arena. NULL with an exception set when OBJECT is
 * NULL (so that calls can be chained) or memory is out. */
GcoreObject *gcore_arena_own (GcoreArena *arena, GcoreObject *object);
/* Borrowed: the list of the arena's objects. */
GcoreObject *gcore_arena_objects (const GcoreArena *arena);
