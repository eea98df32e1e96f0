/* SPDX-License-Identifier: MIT */
/* The module _tracemalloc: which live blocks were allocated since tracing began, and by which lines. The allocator's birth
 * records know; what they do not keep, the greatest use in between, is followed here at every birth. */
#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/modules/state.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/tuple.h"

#define STATE (&GCORE_MODULES->tracemalloc)
#define BIRTHS_BETWEEN_COUNTS 256 /* counting small blocks takes long */

static uint64_t
larger (uint64_t a, uint64_t b)
{
  return a > b ? a : b;
}

static uint64_t
count_used_bytes (GcoreTraceMalloc *state)
{
  GcoreMemStats stats;
  gcore_mem_get_stats (&stats);
  state->small_bytes = stats.small_bytes;
  state->countdown = BIRTHS_BETWEEN_COUNTS;
  return stats.small_bytes + stats.large_bytes;
}

static void
note_birth (GcoreBirthClock *clock)
{
  GcoreTraceMalloc *state = STATE;
  uint64_t used = state->countdown-- == 0 ? count_used_bytes (state) : state->small_bytes + gcore_mem_large_bytes ();
  state->peak = larger (state->peak, used);
  state->update (clock);
}

/* --- the traced blocks -------------------------------------------------------------------------------------------- */

typedef struct
{
  uint64_t bytes;
  GcoreObject *lines;   /* dict: line -> (bytes, blocks), or NULL when only the sum is wanted */
  uint32_t last_serial; /* later blocks are the tally's own */
} Tally;

static int
add_to_line (GcoreObject *lines, uint32_t line, size_t size)
{
  GcoreObject *key = gcore_int_from_size (line), *bytes = NULL, *blocks = NULL, *entry = NULL;
  GcoreObject *old = key != NULL ? gcore_dict_get_item_with_error (lines, key) : NULL;
  intptr_t old_bytes = old != NULL ? gcore_int_as_ssize (GCORE_TUPLE_ITEM (old, 0)) : 0;
  intptr_t old_blocks = old != NULL ? gcore_int_as_ssize (GCORE_TUPLE_ITEM (old, 1)) : 0;
  int status = -1;
  if (key != NULL && (bytes = gcore_int_from_ssize (old_bytes + (intptr_t) size)) != NULL
      && (blocks = gcore_int_from_ssize (old_blocks + 1)) != NULL && (entry = gcore_tuple_pack (2, bytes, blocks)) != NULL)
    status = gcore_dict_set_item (lines, key, entry);
  gcore_xdecref (entry);
  gcore_xdecref (blocks);
  gcore_xdecref (bytes);
  gcore_xdecref (key);
  return status;
}

static bool
visit_block (char *address, size_t size, GcoreMemBlockState block_state, void *data)
{
  Tally *tally = data;
  const GcoreBirth *birth = block_state == GCORE_MEM_BLOCK_USED ? gcore_mem_birth (address) : NULL;
  if (birth == NULL || birth->serial <= STATE->first_serial || birth->serial > tally->last_serial)
    return true;
  tally->bytes += size;
  return tally->lines == NULL || add_to_line (tally->lines, birth->line, size) == 0;
}

static bool
visit_pool (const GcorePoolInfo *pool, void *data)
{
  return pool->block_size == 0 || gcore_mem_visit_blocks (pool->address, visit_block, data);
}

static bool
visit_arena (const GcoreArenaInfo *arena, void *data)
{
  return gcore_mem_visit_pools (arena->address, visit_pool, data);
}

static bool
visit_traced (Tally *tally)
{
  return gcore_mem_visit_arenas (visit_arena, tally) && gcore_mem_visit_large (visit_block, tally);
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static void
begin (GcoreTraceMalloc *state)
{
  state->first_serial = gcore_mem_birth_clock ()->serial;
  state->peak = state->base = count_used_bytes (state);
}

static GcoreObject *
start (GcoreObject *module, GcoreObject *unused)
{
  GcoreTraceMalloc *state = STATE;
  if (state->on)
    GCORE_RETURN_NONE;
  state->on = true;
  state->owns_recording = !gcore_mem_is_recording ();
  if (state->owns_recording)
    gcore_machine_record_births (GCORE_MACHINE, true);
  GcoreBirthClock *clock = gcore_mem_birth_clock ();
  state->update = clock->update;
  clock->update = note_birth;
  begin (state);
  GCORE_RETURN_NONE;
}

static GcoreObject *
stop (GcoreObject *module, GcoreObject *unused)
{
  GcoreTraceMalloc *state = STATE;
  if (!state->on)
    GCORE_RETURN_NONE;
  gcore_mem_birth_clock ()->update = state->update;
  if (state->owns_recording)
    gcore_machine_record_births (GCORE_MACHINE, false);
  *state = (GcoreTraceMalloc){ 0 };
  GCORE_RETURN_NONE;
}

static GcoreObject *
is_tracing (GcoreObject *module, GcoreObject *unused)
{
  return gcore_bool_from_long (STATE->on);
}

static GcoreObject *
clear_traces (GcoreObject *module, GcoreObject *unused)
{
  if (STATE->on)
    begin (STATE);
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_traced_memory (GcoreObject *module, GcoreObject *unused)
{
  GcoreTraceMalloc *state = STATE;
  Tally tally = { .last_serial = gcore_mem_birth_clock ()->serial };
  if (state->on)
    {
      visit_traced (&tally);
      state->peak = larger (state->peak, count_used_bytes (state));
    }
  uint64_t peak = larger (state->peak - state->base, tally.bytes);
  GcoreObject *current = gcore_int_from_size (tally.bytes), *highest = gcore_int_from_size (peak);
  GcoreObject *result = current != NULL && highest != NULL ? gcore_tuple_pack (2, current, highest) : NULL;
  gcore_xdecref (current);
  gcore_xdecref (highest);
  return result;
}

static GcoreObject *
reset_peak (GcoreObject *module, GcoreObject *unused)
{
  if (STATE->on)
    STATE->peak = count_used_bytes (STATE);
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_lines (GcoreObject *module, GcoreObject *unused)
{
  Tally tally = { .last_serial = gcore_mem_birth_clock ()->serial, .lines = gcore_dict_new () };
  if (tally.lines != NULL && STATE->on && !visit_traced (&tally))
    GCORE_CLEAR (tally.lines);
  return tally.lines;
}

/* The line that made OBJECT, or None. */
static GcoreObject *
get_object_line (GcoreObject *module, GcoreObject *object)
{
  size_t size;
  const char *block = STATE->on ? gcore_mem_block_at (object, &size) : NULL;
  const GcoreBirth *birth = block != NULL ? gcore_mem_birth (block) : NULL;
  if (birth == NULL || birth->serial <= STATE->first_serial)
    GCORE_RETURN_NONE;
  return gcore_int_from_size (birth->line);
}

static const GcoreMethodDef methods[] = {
  { "start", GCORE_FUNC (start), GCORE_METH_NOARGS, "Begin to trace allocations." },
  { "stop", GCORE_FUNC (stop), GCORE_METH_NOARGS, "Stop tracing and forget all traces." },
  { "is_tracing", GCORE_FUNC (is_tracing), GCORE_METH_NOARGS, "Whether allocations are traced." },
  { "clear_traces", GCORE_FUNC (clear_traces), GCORE_METH_NOARGS, "Forget the traces so far." },
  { "get_traced_memory", GCORE_FUNC (get_traced_memory), GCORE_METH_NOARGS,
    "(bytes, peak): of the live blocks traced, and the greatest growth of the heap since tracing began." },
  { "reset_peak", GCORE_FUNC (reset_peak), GCORE_METH_NOARGS, "Let the peak be the present size." },
  { "get_lines", GCORE_FUNC (get_lines), GCORE_METH_NOARGS, "Live traced blocks: {line: (bytes, blocks)}." },
  { "get_object_line", GCORE_FUNC (get_object_line), GCORE_METH_O, "The line that made an object, or None." },
  { .name = NULL }
};

const GcoreModuleDef gcore_tracemalloc_module = {
  .name = "_tracemalloc",
  .doc = "Allocations by line, from the allocator's birth records.",
  .methods = methods,
};
