/* SPDX-License-Identifier: MIT */
/* A small GC-capable type for tests that need no machine: nodes with numbered references, and weak references. */
#pragma once

#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/refcount/trashcan.h"

#define NODE_REFS 3

typedef struct
{
  GcoreObject base;
  GcoreObject *refs[NODE_REFS]; /* owned */
  GcoreWeakRef *weak_list;
  int number; /* what the log calls it */
} Node;

/* What happened, as words: "dead 1", "finalize 2", "callback 3". Cleared by expect_log. */
static GString *node_log;
/* Called by the finalizer of a node, if not NULL. */
static void (*on_finalize) (Node *node);

GCORE_UNUSED static void
log_event (const char *word, int number)
{
  g_string_append_printf (node_log, "%s%s %d", node_log->len > 0 ? ", " : "", word, number);
}

GCORE_UNUSED static void
expect_log (const char *expected)
{
  g_assert_cmpstr (node_log->str, ==, expected);
  g_string_truncate (node_log, 0);
}

static int
node_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  for (int i = 0; i < NODE_REFS; i++)
    GCORE_VISIT (((Node *) self)->refs[i]);
  return 0;
}

static int
node_clear (GcoreObject *self)
{
  for (int i = 0; i < NODE_REFS; i++)
    GCORE_CLEAR (((Node *) self)->refs[i]);
  return 0;
}

static void
node_dealloc (GcoreObject *self)
{
  if (GCORE_TYPE_OF (self)->finalize != NULL && gcore_object_call_finalizer_from_dealloc (self) < 0)
    return;
  gcore_gc_untrack (self);
  GCORE_TRASHCAN_BEGIN (self, node_dealloc)
  gcore_object_clear_weakrefs (self);
  if (((Node *) self)->number != 0)
    log_event ("dead", ((Node *) self)->number);
  node_clear (self);
  gcore_gc_del (self);
  GCORE_TRASHCAN_END
}

static void
node_finalize (GcoreObject *self)
{
  log_event ("finalize", ((Node *) self)->number);
  if (on_finalize != NULL)
    on_finalize ((Node *) self);
}

#define NODE_TYPE_FIELDS                                                                                               \
  .base = { { 1, NULL }, 0 }, .basic_size = sizeof (Node), .flags = GCORE_TYPE_FLAG_GC, .dealloc = node_dealloc,       \
  .traverse = node_traverse, .clear = node_clear, .weaklist_offset = offsetof (Node, weak_list)

GCORE_UNUSED static GcoreType node_type = { .name = "node", NODE_TYPE_FIELDS };
GCORE_UNUSED static GcoreType final_node_type = { .name = "final node", NODE_TYPE_FIELDS, .finalize = node_finalize };

/* New tracked node: new reference. A NUMBER of 0 is not logged. */
GCORE_UNUSED static Node *
node_new_of (GcoreType *type, int number)
{
  Node *node = gcore_gc_new (type);
  if (node == NULL)
    return NULL;
  memset ((char *) node + sizeof (GcoreObject), 0, sizeof (Node) - sizeof (GcoreObject));
  node->number = number;
  gcore_gc_track (node);
  return node;
}

GCORE_UNUSED static Node *
node_new (int number)
{
  return node_new_of (&node_type, number);
}

/* Makes FROM refer to TO (borrowed) in its first free place. */
GCORE_UNUSED static void
node_link (Node *from, Node *to)
{
  for (int i = 0; i < NODE_REFS; i++)
    if (from->refs[i] == NULL)
      {
        from->refs[i] = gcore_newref (to);
        return;
      }
  g_assert_not_reached ();
}

/* --- weak references ---------------------------------------------------------------------------------------------- */

static int
weak_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_WEAKREF (self)->callback);
  return 0;
}

static int
weak_clear (GcoreObject *self)
{
  gcore_weakref_clear (GCORE_WEAKREF (self));
  return 0;
}

static void
weak_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_weakref_clear (GCORE_WEAKREF (self));
  gcore_gc_del (self);
}

GCORE_UNUSED static GcoreType weak_type = { .base = { { 1, NULL }, 0 },
                                            .name = "weak",
                                            .basic_size = sizeof (GcoreWeakRef),
                                            .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_WEAKREF,
                                            .dealloc = weak_dealloc,
                                            .traverse = weak_traverse,
                                            .clear = weak_clear };

/* New tracked weak reference to NODE, first in its list. CALLBACK (borrowed, may be NULL) is any node: "calling" it
 * logs its number. */
GCORE_UNUSED static GcoreWeakRef *
weak_new (Node *node, Node *callback)
{
  GcoreWeakRef *ref = gcore_gc_new (&weak_type);
  ref->referent = &node->base;
  ref->callback = gcore_xnewref (callback);
  ref->hash = -1;
  ref->vectorcall = NULL;
  gcore_weak_list_insert (&node->weak_list, ref, NULL);
  gcore_gc_track (ref);
  return ref;
}

GCORE_UNUSED static void
log_callback (GcoreWeakRef *ref, GcoreObject *callback)
{
  g_assert_null (ref->referent);
  log_event ("callback", ((Node *) callback)->number);
}

static void
log_and_clear (GcoreWeakRef **list)
{
  while (*list != NULL)
    {
      GcoreWeakRef *ref = *list;
      gcore_weakref_detach (ref);
      if (ref->callback != NULL)
        log_callback (ref, ref->callback);
      GCORE_CLEAR (ref->callback);
    }
}

/* --- fixture ------------------------------------------------------------------------------------------------------ */

static int n_memory_errors;

static void
count_memory_error (void)
{
  n_memory_errors++;
}

typedef struct
{
  GcoreImage *image;
} Fixture;

GCORE_UNUSED static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GcoreRefcountHooks hooks = { count_memory_error, log_callback, log_and_clear };
  fixture->image = gcore_image_new (0);
  g_assert_nonnull (fixture->image);
  gcore_image_enter (fixture->image);
  gcore_mem_start ();
  gcore_collector_init ();
  gcore_refcount_set_hooks (&hooks);
  node_log = g_string_new (NULL);
  on_finalize = NULL;
  n_memory_errors = 0;
}

/* Every test ends with an empty heap. */
GCORE_UNUSED static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gcore_gc_check (), ==, NULL);
  gcore_gc_unfreeze ();
  gcore_gc_collect (2);
  for (int i = 0; i < GCORE_N_GENERATIONS; i++)
    g_assert_cmpint (gcore_gc_list_length (gcore_gc_list (i)), ==, 0);
  g_assert_cmpint (gcore_mem_allocated_blocks (), ==, 0);
  g_assert_cmpstr (gcore_mem_check (GCORE_CHECK_FULL), ==, NULL);
  g_string_free (node_log, TRUE);
  gcore_image_leave (NULL);
  gcore_image_free (fixture->image);
}

#define ADD_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
