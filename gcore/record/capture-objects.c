/* SPDX-License-Identifier: MIT */
/* The columns of objects, references, weak references and calls. */
#include "gcore/record/capture-private.h"

#include <stdlib.h>

#include "gcore/machine/machine.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/module.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"
#include "gcore/record/summary.h"

uint32_t
gcore_capture_string (Capture *capture, const char *text)
{
  uint32_t offset = 0;
  if (!capture->failed && !gcore_string_pool_add (&capture->strings, text, &offset))
    capture->failed = true;
  return offset;
}

static uint32_t
str_string (Capture *capture, GcoreObject *str)
{
  char text[256];
  gcore_copy_str (str, text, sizeof text);
  return gcore_capture_string (capture, text);
}

uint32_t
gcore_capture_row (const Capture *capture, const void *object)
{
  const Node *node = object != NULL ? gcore_capture_find (capture, object) : NULL;
  return node != NULL ? node->row : GCORE_NO_ROW;
}

/* --- references --------------------------------------------------------------------------------------------------- */

static uint32_t
label_of (Capture *capture, const GcoreReference *reference)
{
  char label[GCORE_LABEL_SIZE];
  gcore_reference_label (reference, label);
  return gcore_capture_string (capture, label);
}

void
gcore_capture_add_ref (Capture *capture, const GcoreReference *reference, uint32_t target)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  if (capture->failed || !gcore_column_reserve (snapshot->refs, snapshot->n_refs, capture->refs_capacity))
    {
      capture->failed = true;
      return;
    }
  if (reference->kind != GCORE_REF_WEAK)
    capture->counts[target]++;
  snapshot->refs[snapshot->n_refs++] = (GcoreSnapshotRef){ .holder = capture->holder_row,
                                                           .target = target,
                                                           .label = label_of (capture, reference),
                                                           .kind = (uint8_t) reference->kind,
                                                           .holder_kind = (uint8_t) capture->holder_kind };
}

int64_t
gcore_capture_missing (const Capture *capture, uint32_t row)
{
  const Node *node = capture->rows[row];
  int64_t n_known = node->n_known > capture->counts[row] ? node->n_known : capture->counts[row];
  if (is_static (node->object) || node->object->refcount > INT32_MAX / 4)
    return 0;
  return node->object->refcount > n_known ? node->object->refcount - n_known : 0;
}

void
gcore_capture_attribute (Capture *capture, const GcoreReference *reference, uint32_t row)
{
  capture->rows[row]->n_known++;
  gcore_capture_add_ref (capture, reference, row);
}

static void
fill_in_ref (const GcoreReference *reference, void *data)
{
  uint32_t target = gcore_capture_row (data, reference->target);
  if (target != GCORE_NO_ROW)
    gcore_capture_add_ref (data, reference, target);
}

static bool
is_namespace (GcoreObject *dict, void *data)
{
  return gcore_capture_find (data, dict)->is_namespace;
}

/* --- shared key tables -------------------------------------------------------------------------------------------- */

static int
compare_claims (const void *a, const void *b)
{
  const KeysClaim *x = a, *y = b;
  if (x->keys != y->keys)
    return x->keys < y->keys ? -1 : 1;
  bool x_is_type = gcore_is_type (x->owner), y_is_type = gcore_is_type (y->owner);
  if (x_is_type != y_is_type)
    return x_is_type ? -1 : 1; /* the class, while it lives, comes before the dicts */
  return x->owner < y->owner ? -1 : x->owner > y->owner;
}

static bool
owns_shared_keys (GcoreObject *holder, const void *keys, void *data)
{
  const Capture *capture = data;
  uint32_t low = 0, high = capture->n_claims;
  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      if (capture->claims[middle].keys < keys)
        low = middle + 1;
      else
        high = middle;
    }
  return low < capture->n_claims && capture->claims[low].owner == holder;
}

static void
claim_keys (Capture *capture, const void *keys, GcoreObject *owner)
{
  if (!gcore_column_reserve (capture->claims, capture->n_claims, capture->claims_capacity))
    {
      capture->failed = true;
      return;
    }
  capture->claims[capture->n_claims++] = (KeysClaim){ keys, owner };
}

/* Finds the owners of shared key tables, and the namespaces. */
static void
prepare_dicts (Capture *capture)
{
  for (uint32_t i = 0; i < capture->n_nodes && !capture->failed; i++)
    {
      GcoreObject *object = capture->nodes[i].object;
      if (gcore_is_type (object) && gcore_has_flag ((GcoreType *) object, GCORE_TYPE_FLAG_HEAP))
        {
          if (((GcoreHeapType *) object)->cached_keys != NULL)
            claim_keys (capture, ((GcoreHeapType *) object)->cached_keys, object);
        }
      else if (gcore_is_dict (object) && ((GcoreDict *) object)->values != NULL)
        claim_keys (capture, ((GcoreDict *) object)->keys, object);
      else if (gcore_layout_of (object)->id == GCORE_TYPE_ID_MODULE && ((GcoreModule *) object)->dict != NULL)
        {
          Node *node = gcore_capture_find (capture, ((GcoreModule *) object)->dict);
          if (node != NULL)
            node->is_namespace = true;
        }
    }
  if (capture->n_claims > 0)
    qsort (capture->claims, capture->n_claims, sizeof *capture->claims, compare_claims);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static uint16_t
flags_of (const Capture *capture, const Node *node)
{
  GcoreObject *object = node->object;
  uint16_t flags = 0;
  if (gcore_object_is_gc (object))
    {
      flags |= GCORE_OBJECT_GC;
      if (gcore_gc_is_finalized (object))
        flags |= GCORE_OBJECT_FINALIZED;
    }
  if (node->user)
    flags |= GCORE_OBJECT_USER;
  if (is_static (object))
    flags |= GCORE_OBJECT_STATIC;
  if (node->unreachable && !capture->incomplete)
    flags |= GCORE_OBJECT_UNREACHABLE;
  if (object->type->finalize != NULL)
    flags |= GCORE_OBJECT_HAS_FINALIZER;
  if (gcore_is_type (object))
    flags |= GCORE_OBJECT_TYPE;
  if (gcore_is_any_weakref (object))
    flags |= GCORE_OBJECT_WEAKREF;
  if (node->callback_due)
    flags |= GCORE_OBJECT_CALLBACK_DUE;
  return flags;
}

static void
fill_in_collection_mark (GcoreSnapshotObject *row, GcoreObject *object)
{
  intptr_t gc_refs;
  if (!GCORE_COLLECTOR->collecting || (row->flags & GCORE_OBJECT_GC) == 0)
    return;
  switch (gcore_gc_mark (object, &gc_refs))
    {
    case GCORE_MARK_COUNTED:
      row->flags |= GCORE_OBJECT_COLLECTING;
      row->gc_refs = gc_refs;
      break;
    case GCORE_MARK_UNREACHABLE:
      row->flags |= GCORE_OBJECT_TENTATIVE;
      break;
    case GCORE_MARK_NONE:
      break;
    }
}

static void
fill_in_birth (GcoreSnapshotObject *row, GcoreObject *object)
{
  if ((row->flags & GCORE_OBJECT_STATIC) != 0)
    return;
  const GcoreBirth *birth = gcore_mem_birth ((char *) object - gcore_type_presize (object->type));
  if (birth == NULL)
    return;
  row->number = birth->serial;
  row->born_tick = birth->tick;
  row->born_line = birth->line;
}

static void
add_weak (Capture *capture, uint32_t weakref, uint32_t referent, GcoreObject *callback)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  if (!gcore_column_reserve (snapshot->weaks, snapshot->n_weaks, capture->weaks_capacity))
    {
      capture->failed = true;
      return;
    }
  snapshot->weaks[snapshot->n_weaks++] = (GcoreSnapshotWeak){ .weakref = weakref,
                                                              .referent = referent,
                                                              .callback = gcore_capture_row (capture, callback) };
}

static void
fill_in_weaks (Capture *capture, GcoreSnapshotObject *row, GcoreObject *object)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  GcoreWeakRef **list = gcore_weak_list (object);
  row->first_weak = snapshot->n_weaks;
  for (GcoreWeakRef *ref = list != NULL ? *list : NULL; ref != NULL && !capture->failed; ref = ref->next)
    {
      uint32_t weakref = gcore_capture_row (capture, ref);
      if (weakref == GCORE_NO_ROW)
        continue;
      add_weak (capture, weakref, gcore_capture_row (capture, object), ref->callback);
    }
  row->n_weak = snapshot->n_weaks - row->first_weak;
}

static void
fill_in_object (Capture *capture, const GcoreDescriber *describer, const Node *node, GcoreSnapshotObject *row)
{
  GcoreObject *object = node->object;
  char text[GCORE_SUMMARY_SIZE];
  gcore_summarise_value (object, text);
  *row = (GcoreSnapshotObject){ .address = (uint64_t) (uintptr_t) object,
                                .type_name = gcore_capture_string (capture, gcore_plain_type_name (object->type)),
                                .value = gcore_capture_string (capture, text),
                                .type_row = gcore_capture_row (capture, object->type),
                                .size = gcore_summarise_size (object),
                                .refcount = object->refcount,
                                .flags = flags_of (capture, node),
                                .generation = node->generation,
                                .first_ref = capture->snapshot->n_refs };
  fill_in_collection_mark (row, object);
  fill_in_birth (row, object);
  capture->holder_kind = GCORE_HOLDER_OBJECT;
  capture->holder_row = node->row;
  gcore_describe_object (describer, object);
  row->n_refs = capture->snapshot->n_refs - row->first_ref;
  fill_in_weaks (capture, row, object);
}

/* Weak references whose referent is gone. */
static void
fill_in_dead_weakrefs (Capture *capture)
{
  for (uint32_t i = 0; i < capture->n_rows && !capture->failed; i++)
    {
      GcoreObject *object = capture->rows[i]->object;
      if (!gcore_is_any_weakref (object) || GCORE_WEAKREF (object)->referent != NULL)
        continue;
      add_weak (capture, i, GCORE_NO_ROW, GCORE_WEAKREF (object)->callback);
    }
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

static void
count_ref (const GcoreReference *reference, void *data)
{
  Capture *capture = data;
  uint32_t target = gcore_capture_row (capture, reference->target);
  if (target != GCORE_NO_ROW)
    capture->counts[target]++;
}

static void
uncount_ref (const GcoreReference *reference, void *data)
{
  Capture *capture = data;
  uint32_t target = gcore_capture_row (capture, reference->target);
  if (target != GCORE_NO_ROW)
    capture->counts[target]--;
}

/* While the evaluation loop keeps the height of a call's value stack to itself, what lies there counts as far as
 * references are missing: slots above the top may hold stale ones. */
static void
fill_in_unknown_stack (Capture *capture, const GcoreActivation *call)
{
  const GcoreCode *code = call->code;
  if (call->stack_top >= 0)
    return;
  for (intptr_t i = 0; i < code->stacksize; i++)
    {
      GcoreObject *object = call->slots[code->nlocalsplus + i];
      uint32_t target = gcore_capture_row (capture, object);
      if (target != GCORE_NO_ROW && gcore_capture_missing (capture, target) > 0)
        gcore_capture_attribute (capture, &(GcoreReference){ .kind = GCORE_REF_STACK, .index = i }, target);
    }
}

static uint32_t
line_of (const GcoreActivation *call)
{
  intptr_t unit = call->prev_instr - GCORE_CODE_UNITS (call->code); /* -1 before the first */
  int line = unit >= 0 ? gcore_code_addr_to_line (call->code, (int) (2 * unit)) : call->code->firstlineno;
  return line > 0 ? (uint32_t) line : 0;
}

static void
fill_in_call (Capture *capture, const GcoreDescriber *describer, const GcoreActivation *call)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  bool is_module = call->locals != NULL && call->locals == call->globals;
  GcoreSnapshotFrame frame = { .name = str_string (capture, call->code->qualname),
                               .file = str_string (capture, call->code->filename),
                               .line = line_of (call),
                               .object = gcore_capture_row (capture, call->frame_object),
                               .first_ref = snapshot->n_refs,
                               .is_module = is_module,
                               .namespace_row = is_module ? gcore_capture_row (capture, call->globals) : GCORE_NO_ROW };
  capture->holder_kind = GCORE_HOLDER_FRAME;
  capture->holder_row = snapshot->n_frames;
  gcore_describe_activation (&(GcoreDescriber){ .visit = uncount_ref, .data = capture }, call);
  gcore_describe_activation (describer, call);
  fill_in_unknown_stack (capture, call);
  frame.n_refs = snapshot->n_refs - frame.first_ref;
  snapshot->frames[snapshot->n_frames++] = frame;
}

/* Between the end of the program and its exit no call is running, but the main module's names are still there. */
static void
fill_in_main_module (Capture *capture)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  GcoreObject *module = gcore_machine_main_module (GCORE_MACHINE);
  if (module == NULL)
    return;
  GcoreObject *names = gcore_module_get_dict (module);
  uint32_t row = names != NULL ? gcore_capture_row (capture, names) : GCORE_NO_ROW;
  if (row == GCORE_NO_ROW)
    return;
  snapshot->frames = calloc (1, sizeof *snapshot->frames);
  if (snapshot->frames == NULL)
    {
      capture->failed = true;
      return;
    }
  snapshot->frames[snapshot->n_frames++]
      = (GcoreSnapshotFrame){ .name = gcore_capture_string (capture, "<module>"), .object = GCORE_NO_ROW,
                              .first_ref = snapshot->n_refs, .is_module = true, .namespace_row = row };
}

static void
fill_in_calls (Capture *capture, const GcoreDescriber *describer)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  uint32_t n = 0;
  for (const GcoreActivation *call = GCORE_MACHINE->activation; call != NULL; call = call->previous)
    n++;
  if (n == 0)
    {
      fill_in_main_module (capture);
      return;
    }
  const GcoreActivation **calls = malloc (n * sizeof *calls);
  snapshot->frames = calloc (n, sizeof *snapshot->frames);
  if (calls == NULL || snapshot->frames == NULL)
    {
      free (calls);
      capture->failed = true;
      return;
    }
  for (const GcoreActivation *call = GCORE_MACHINE->activation; call != NULL; call = call->previous)
    {
      calls[--n] = call;
      gcore_describe_activation (&(GcoreDescriber){ .visit = count_ref, .data = capture }, call);
      snapshot->n_frames++;
    }
  n = snapshot->n_frames;
  snapshot->n_frames = 0;
  for (uint32_t i = 0; i < n && !capture->failed; i++)
    fill_in_call (capture, describer, calls[i]);
  snapshot->line = snapshot->frames[n - 1].line;
  snapshot->file = snapshot->frames[n - 1].file;
  free (calls);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

void
gcore_capture_objects (Capture *capture)
{
  GcoreSnapshot *snapshot = capture->snapshot;
  GcoreDescriber describer = { fill_in_ref, capture, owns_shared_keys, is_namespace };
  snapshot->objects = calloc ((size_t) capture->n_rows + 1, sizeof *snapshot->objects);
  capture->counts = calloc ((size_t) capture->n_rows + 1, sizeof *capture->counts);
  if (snapshot->objects == NULL || capture->counts == NULL)
    {
      capture->failed = true;
      return;
    }
  prepare_dicts (capture);
  snapshot->n_objects = capture->n_rows;
  for (uint32_t i = 0; i < capture->n_rows && !capture->failed; i++)
    fill_in_object (capture, &describer, capture->rows[i], &snapshot->objects[i]);
  fill_in_dead_weakrefs (capture);
  capture->holder_kind = GCORE_HOLDER_INTERPRETER;
  capture->holder_row = 0;
  gcore_describe_interpreter (&describer);
  fill_in_calls (capture, &describer);
  gcore_capture_held_by_c (capture);
  for (uint32_t i = 0; i < capture->n_rows; i++)
    if (capture->counts[i] == snapshot->objects[i].refcount)
      snapshot->objects[i].flags |= GCORE_OBJECT_COUNTED;
}
