/* SPDX-License-Identifier: MIT */
/* Taking a snapshot of the live heap. Start at gcore_snapshot_capture, whose body is the order of the work:
 *
 *     discover   breadth first from the interpreter and the running calls, then from the collector's lists; what only
 *                the latter lead to is unreachable
 *     select     the rows: what the program made, with the neighbours in both directions, within the budget
 *     fill in    the columns, object by object in the order of addresses
 *
 * Nothing in the image is changed: all memory is the host's. */
#include "gcore/record/capture-private.h"

#include <stdlib.h>

#include "gcore/machine/machine.h"
#include "gcore/objects/module.h"
#include "gcore/objects/type.h"

/* How many objects are looked at, in multiples of the rows wanted, before a snapshot makes do with what it has seen. */
#define LOOK_FACTOR 8
#define LOOK_MINIMUM 100000

/* --- nodes by address --------------------------------------------------------------------------------------------- */

/* Objects are at least 16 bytes apart, so a page has 256 places where one may start. Each page with an object gets a
 * row of numbers for them; neighbours in memory, which are often visited one after the other, stay neighbours. */
#define PLACES (GCORE_PAGE_SIZE / 16)

static uint32_t
page_of (const GcoreObject *object)
{
  uint64_t offset = (uintptr_t) object - (uintptr_t) gcore_image_base;
  return (uint32_t) (offset / GCORE_PAGE_SIZE) + 1; /* 0 marks a free slot */
}

static PageSlot *
find_page (const Capture *capture, uint32_t page)
{
  uint32_t mask = capture->n_page_slots - 1;
  uint32_t i = page * 2654435761u & mask;
  while (capture->page_slots[i].page != 0 && capture->page_slots[i].page != page)
    i = (i + 1) & mask;
  return &capture->page_slots[i];
}

/* The place for OBJECT's node, the number of which is 0 if there is none; NULL if no object is known in its page. */
static uint32_t *
find_place (const Capture *capture, const GcoreObject *object)
{
  const PageSlot *slot = find_page (capture, page_of (object));
  if (slot->page == 0)
    return NULL;
  return &capture->places[(size_t) slot->row * PLACES + (uintptr_t) object % GCORE_PAGE_SIZE / 16];
}

Node *
gcore_capture_find (const Capture *capture, const GcoreObject *object)
{
  if ((uintptr_t) object - (uintptr_t) gcore_image_base >= GCORE_OFFSET_BIRTHS)
    return NULL;
  const uint32_t *place = find_place (capture, object);
  if (place == NULL || *place == 0 || capture->nodes[*place - 1].object != object)
    return NULL;
  return &capture->nodes[*place - 1];
}

static bool
double_page_slots (Capture *capture)
{
  PageSlot *old = capture->page_slots;
  uint32_t n_old = capture->n_page_slots;
  uint32_t n_slots = n_old != 0 ? 2 * n_old : 4096;
  PageSlot *slots = calloc (n_slots, sizeof *slots);
  if (slots == NULL)
    return false;
  capture->page_slots = slots;
  capture->n_page_slots = n_slots;
  for (uint32_t i = 0; i < n_old; i++)
    if (old[i].page != 0)
      *find_page (capture, old[i].page) = old[i];
  free (old);
  return true;
}

/* A row of places for PAGE, which has none yet. */
static bool
add_page (Capture *capture, uint32_t page)
{
  if (2 * capture->n_pages >= capture->n_page_slots && !double_page_slots (capture))
    return false;
  if (capture->n_pages == capture->pages_capacity)
    {
      uint32_t capacity = capture->pages_capacity != 0 ? 2 * capture->pages_capacity : 1024;
      uint32_t *places = realloc (capture->places, (size_t) capacity * PLACES * sizeof *places);
      if (places == NULL)
        return false;
      capture->places = places;
      capture->pages_capacity = capacity;
    }
  memset (capture->places + (size_t) capture->n_pages * PLACES, 0, PLACES * sizeof *capture->places);
  *find_page (capture, page) = (PageSlot){ page, capture->n_pages++ };
  return true;
}

static const GcoreBirth *
birth_of (GcoreObject *object)
{
  return is_static (object) ? NULL : gcore_mem_birth ((char *) object - gcore_type_presize (object->type));
}

/* The number of OBJECT's node, made if there is none yet; GCORE_NO_ROW when out of memory or past the limit, and for an
 * object that is being destroyed: what it has released is still written in it. */
static uint32_t
visit_node (Capture *capture, GcoreObject *object)
{
  if (object->refcount <= 0 || capture->failed)
    return GCORE_NO_ROW;
  uint32_t *place = find_place (capture, object);
  if (place != NULL && *place != 0)
    return *place - 1;
  if (capture->n_nodes >= capture->max_nodes)
    {
      capture->incomplete = true;
      return GCORE_NO_ROW;
    }
  if ((place == NULL && !add_page (capture, page_of (object)))
      || !gcore_column_reserve (capture->nodes, capture->n_nodes, capture->nodes_capacity))
    {
      capture->failed = true;
      return GCORE_NO_ROW;
    }
  const GcoreBirth *birth = birth_of (object);
  capture->nodes[capture->n_nodes] = (Node){ .object = object,
                                             .row = GCORE_NO_ROW,
                                             .generation = GCORE_GENERATION_NONE,
                                             .user = birth != NULL && birth->line != 0,
                                             .unreachable = capture->roots_done };
  *find_place (capture, object) = ++capture->n_nodes;
  return capture->n_nodes - 1;
}

/* --- discover ----------------------------------------------------------------------------------------------------- */

/* Without birth records, what the program made is guessed: what its calls and its main module lead to, not through
 * modules, built-in types, or the inner parts of functions and classes. */
static bool
seems_made_by_program (const Capture *capture, const Node *holder, const GcoreReference *reference)
{
  if (capture->has_births || !holder->user || is_static (reference->target))
    return false;
  if (gcore_layout_of (reference->target)->id == GCORE_TYPE_ID_MODULE)
    return false;
  uint16_t id = gcore_layout_of (holder->object)->id;
  return reference->kind != GCORE_REF_INTERNAL
         || (id != GCORE_TYPE_ID_FUNCTION && id != GCORE_TYPE_ID_TYPE && id != GCORE_TYPE_ID_CODE);
}

/* Notes that the holder, a node or GCORE_NO_ROW for a root, refers to what is then found. */
static void
discover (const GcoreReference *reference, void *data)
{
  Capture *capture = data;
  if (reference->kind == GCORE_REF_WEAK)
    return;
  uint32_t found = visit_node (capture, reference->target);
  if (found == GCORE_NO_ROW)
    return;
  Node *node = &capture->nodes[found];
  Node *holder = capture->holder != GCORE_NO_ROW ? &capture->nodes[capture->holder] : NULL;
  bool is_shared_key = reference->kind == GCORE_REF_INTERNAL && reference->name != NULL;
  if (!is_shared_key || gcore_is_type (holder->object))
    node->n_known++;
  if (holder == NULL)
    return;
  if (seems_made_by_program (capture, holder, reference))
    node->user = true;
  if (holder->user)
    node->near = true;
  if (node->user)
    holder->near = true;
}

/* A call's variables and temporaries are the program's own. */
static void
discover_from_call (const GcoreReference *reference, void *data)
{
  Capture *capture = data;
  discover (reference, data);
  Node *node = gcore_capture_find (capture, reference->target);
  if (node == NULL || reference->kind == GCORE_REF_INTERNAL)
    return;
  node->near = true;
  node->user = node->user || (!capture->has_births && !is_static (reference->target));
}

static void
follow (Capture *capture, const GcoreDescriber *describer)
{
  for (; capture->n_followed < capture->n_nodes && !capture->failed; capture->n_followed++)
    {
      GcoreObject *object = capture->nodes[capture->n_followed].object;
      capture->holder = capture->n_followed;
      gcore_describe_object (describer, object);
    }
  capture->holder = GCORE_NO_ROW;
}

/* A namespace of the program: shown although start-up made it. */
static void
discover_namespace (Capture *capture, GcoreObject *dict)
{
  uint32_t found = dict != NULL ? visit_node (capture, dict) : GCORE_NO_ROW;
  if (found == GCORE_NO_ROW)
    return;
  capture->nodes[found].near = true;
  capture->nodes[found].user = !capture->has_births;
}

static int
discover_tracked (GcoreObject *object, void *data)
{
  visit_node (data, object);
  return 0;
}

static bool
is_list (const GcoreGcHead *list)
{
  return list->next != 0; /* the lists of a collection that has not got that far are not made yet */
}

/* Calls VISIT for everything in the collector's lists of GENERATION (those of the open collection included). */
void
gcore_capture_visit_generation (int generation, GcoreVisitFunc visit, void *data)
{
  gcore_gc_visit_list (gcore_gc_list (generation), visit, data);
  GcoreCollector *collector = GCORE_COLLECTOR;
  GcoreCollection *collection = &collector->collection;
  if (!collector->collecting || collection->generation != generation)
    return;
  GcoreGcHead *lists[] = { &collection->unreachable, &collection->callbacks, &collection->finalized,
                           &collection->still_unreachable };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (lists); i++)
    if (is_list (lists[i]))
      gcore_gc_visit_list (lists[i], visit, data);
}

/* --- what is reachable after all ---------------------------------------------------------------------------------- */

static void
find_reachable (const GcoreReference *reference, void *data)
{
  Capture *capture = data;
  Node *node = reference->kind != GCORE_REF_WEAK ? gcore_capture_find (capture, reference->target) : NULL;
  if (node == NULL || !node->unreachable)
    return;
  node->unreachable = false;
  capture->pending[capture->n_pending++] = node;
}

/* An object with more references than were found is held by a C function that is running: it and all it leads to are
 * reachable. */
static void
rescue_held (Capture *capture)
{
  GcoreDescriber describer = { .visit = find_reachable, .data = capture };
  capture->pending = malloc ((capture->n_nodes + 1) * sizeof *capture->pending);
  if (capture->pending == NULL)
    {
      capture->failed = true;
      return;
    }
  for (uint32_t i = 0; i < capture->n_nodes; i++)
    {
      Node *node = &capture->nodes[i];
      if (!node->unreachable || node->object->refcount <= node->n_known)
        continue;
      node->unreachable = false;
      capture->pending[capture->n_pending++] = node;
      while (capture->n_pending > 0)
        gcore_describe_object (&describer, capture->pending[--capture->n_pending]->object);
    }
}

static void
discover_all (Capture *capture)
{
  GcoreDescriber describer = { .visit = discover_from_call, .data = capture };
  const GcoreMachine *machine = GCORE_MACHINE;
  capture->has_births = gcore_mem_is_recording ();
  capture->holder = GCORE_NO_ROW;
  for (GcoreActivation *call = machine->activation; call != NULL; call = call->previous)
    {
      gcore_describe_activation (&describer, call);
      discover_namespace (capture, call->globals);
    }
  const GcoreModule *main_module = (const GcoreModule *) gcore_machine_main_module (machine);
  if (main_module != NULL)
    discover_namespace (capture, main_module->dict);
  describer.visit = discover;
  follow (capture, &describer);
  gcore_describe_interpreter (&describer);
  follow (capture, &describer);
  capture->roots_done = true;
  for (int generation = 0; generation <= GCORE_PERMANENT_GENERATION; generation++)
    gcore_capture_visit_generation (generation, discover_tracked, capture);
  follow (capture, &describer);
  if (!capture->failed)
    rescue_held (capture);
}

/* --- select ------------------------------------------------------------------------------------------------------- */

static int
compare_addresses (const void *a, const void *b)
{
  const Node *x = *(Node *const *) a, *y = *(Node *const *) b;
  return x->object < y->object ? -1 : x->object > y->object;
}

/* Takes the nodes that pass, in the order of discovery, until there are enough. */
static uint32_t
take (Capture *capture, Node **rows, uint32_t n, uint32_t max, bool user, bool near)
{
  for (uint32_t i = 0; i < capture->n_nodes && n < max; i++)
    {
      Node *node = &capture->nodes[i];
      if (node->row == GCORE_NO_ROW && ((user && node->user) || (near && node->near) || (!user && !near)))
        {
          node->row = 0; /* taken; the number comes with the order */
          rows[n++] = node;
        }
    }
  return n;
}

/* Chooses the rows: capture->rows in order of addresses. */
static bool
select_rows (Capture *capture)
{
  uint32_t max = capture->budget->max_objects != 0 ? capture->budget->max_objects : UINT32_MAX;
  Node **rows = malloc ((capture->n_nodes + 1) * sizeof *rows);
  if (rows == NULL)
    return false;
  uint32_t n = take (capture, rows, 0, max, true, false);
  n = take (capture, rows, n, max, false, true);
  if (capture->budget->all_objects)
    n = take (capture, rows, n, max, false, false);
  qsort (rows, n, sizeof *rows, compare_addresses);
  for (uint32_t i = 0; i < n; i++)
    rows[i]->row = i;
  capture->rows = rows;
  capture->n_rows = n;
  return true;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void
release (Capture *capture)
{
  free (capture->nodes);
  free (capture->page_slots);
  free (capture->places);
  free (capture->rows);
  free (capture->pending);
  free (capture->claims);
  free (capture->counts);
  gcore_string_pool_finish (&capture->strings);
}

/* Objects, those too that were not looked at. */
static uint64_t
count_objects (const Capture *capture)
{
  uint64_t n_tracked = 0;
  if (!capture->incomplete)
    return capture->n_nodes;
  for (int generation = 0; generation <= GCORE_PERMANENT_GENERATION; generation++)
    n_tracked += (uint64_t) gcore_gc_list_length (gcore_gc_list (generation));
  return n_tracked > capture->n_nodes ? n_tracked : capture->n_nodes;
}

GcoreSnapshot *
gcore_snapshot_capture (const GcoreSnapshotBudget *budget)
{
  Capture capture = { .budget = budget, .max_nodes = UINT32_MAX };
  if (budget->max_objects != 0)
    {
      uint64_t look = (uint64_t) budget->max_objects * LOOK_FACTOR;
      capture.max_nodes = look < LOOK_MINIMUM ? LOOK_MINIMUM : look < UINT32_MAX ? (uint32_t) look : UINT32_MAX;
    }
  GcoreSnapshot *snapshot = calloc (1, sizeof *snapshot);
  if (snapshot == NULL)
    return NULL;
  snapshot->ref_count = 1;
  capture.snapshot = snapshot;
  if (gcore_string_pool_start (&capture.strings) && double_page_slots (&capture))
    {
      discover_all (&capture);
      snapshot->n_objects_total = count_objects (&capture);
      if (!capture.failed && select_rows (&capture))
        gcore_capture_fill_in (&capture);
      else
        capture.failed = true;
      snapshot->strings = capture.strings.bytes;
      snapshot->n_strings = capture.strings.size;
      capture.strings.bytes = NULL;
    }
  else
    capture.failed = true;
  release (&capture);
  if (capture.failed)
    {
      gcore_snapshot_unref (snapshot);
      return NULL;
    }
  return snapshot;
}
