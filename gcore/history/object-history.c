/* SPDX-License-Identifier: MIT */
#include "gcore/history/object-history.h"

#include <stdlib.h>
#include <string.h>

#include "gcore/history/watch-private.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/state.h"
#include "gcore/objects/tuple.h"
#include "gcore/record/builder.h"
#include "gcore/record/summary.h"

#define DEFAULT_LIMIT 100000

/* What is known of a stop point when the next one has come. */
typedef struct
{
  uint64_t tick;
  bool in_collection;
  GcoreCode *code;               /* of the running call; it may be gone by then: see dead_codes */
  const GcoreCodeUnit *instruction;
  uint64_t dead_codes;
  int opcode, arg;               /* of the instruction to come; 0: none */
  GcoreLifeReason move;          /* where it will put the object, which is on the stack; GCORE_N_LIFE_REASONS: nowhere */
  bool on_stack, in_variable;    /* the object is on the stack; in the variable it writes, or, when it returns, in any */
} Before;

typedef struct
{
  Watcher watcher;               /* of the generation */
  GcoreLife *life;
  uint32_t limit, capacity;
  int64_t count;
  bool finalized, born;
  Before before;
} Recorder;

/* --- what an instruction does ------------------------------------------------------------------------------------- */

/* What kinds of instruction there are, to whom the object is on the stack or in a variable. */
typedef enum
{
  OTHER, LOAD, STORE_VARIABLE, DELETE_VARIABLE, STORE_ATTRIBUTE, STORE_ITEM, BUILD, CALL, RETURN, RAISE
} InstructionKind;

static const uint8_t kinds[256] = {
  [GCORE_OP_LOAD_FAST] = LOAD, [GCORE_OP_LOAD_NAME] = LOAD, [GCORE_OP_LOAD_GLOBAL] = LOAD, [GCORE_OP_LOAD_CONST] = LOAD,
  [GCORE_OP_LOAD_DEREF] = LOAD, [GCORE_OP_LOAD_CLOSURE] = LOAD, [GCORE_OP_LOAD_CLASSDEREF] = LOAD, [GCORE_OP_COPY] = LOAD,
  [GCORE_OP_LOAD_ATTR] = LOAD, [GCORE_OP_LOAD_METHOD] = LOAD, [GCORE_OP_BINARY_SUBSCR] = LOAD, [GCORE_OP_FOR_ITER] = LOAD,
  [GCORE_OP_UNPACK_SEQUENCE] = LOAD, [GCORE_OP_UNPACK_EX] = LOAD, [GCORE_OP_GET_ITER] = LOAD,
  [GCORE_OP_STORE_FAST] = STORE_VARIABLE, [GCORE_OP_STORE_NAME] = STORE_VARIABLE, [GCORE_OP_STORE_GLOBAL] = STORE_VARIABLE,
  [GCORE_OP_STORE_DEREF] = STORE_VARIABLE,
  [GCORE_OP_DELETE_FAST] = DELETE_VARIABLE, [GCORE_OP_DELETE_NAME] = DELETE_VARIABLE,
  [GCORE_OP_DELETE_GLOBAL] = DELETE_VARIABLE, [GCORE_OP_DELETE_DEREF] = DELETE_VARIABLE,
  [GCORE_OP_STORE_ATTR] = STORE_ATTRIBUTE, [GCORE_OP_DELETE_ATTR] = STORE_ATTRIBUTE,
  [GCORE_OP_STORE_SUBSCR] = STORE_ITEM, [GCORE_OP_DELETE_SUBSCR] = STORE_ITEM,
  [GCORE_OP_BUILD_LIST] = BUILD, [GCORE_OP_BUILD_TUPLE] = BUILD, [GCORE_OP_BUILD_SET] = BUILD, [GCORE_OP_BUILD_MAP] = BUILD,
  [GCORE_OP_BUILD_CONST_KEY_MAP] = BUILD, [GCORE_OP_LIST_APPEND] = BUILD, [GCORE_OP_SET_ADD] = BUILD,
  [GCORE_OP_MAP_ADD] = BUILD, [GCORE_OP_LIST_EXTEND] = BUILD, [GCORE_OP_SET_UPDATE] = BUILD, [GCORE_OP_DICT_UPDATE] = BUILD,
  [GCORE_OP_CALL] = CALL, [GCORE_OP_CALL_FUNCTION_EX] = CALL,
  [GCORE_OP_RETURN_VALUE] = RETURN, [GCORE_OP_YIELD_VALUE] = RETURN,
  [GCORE_OP_RAISE_VARARGS] = RAISE, [GCORE_OP_RERAISE] = RAISE, [GCORE_OP_PUSH_EXC_INFO] = RAISE,
  [GCORE_OP_POP_EXCEPT] = RAISE, [GCORE_OP_CHECK_EXC_MATCH] = RAISE,
};

/* The name in the instruction, of a variable or an attribute; NULL if it has none. */
static GcoreObject *
name_in (const GcoreCode *code, int opcode, int arg)
{
  int flags = gcore_opcode_flags[opcode];
  if (flags & GCORE_OPCODE_NAME)
    return GCORE_TUPLE_ITEM (code->names, opcode == GCORE_OP_LOAD_GLOBAL ? arg >> 1 : arg);
  if (flags & (GCORE_OPCODE_LOCAL | GCORE_OPCODE_FREE))
    return GCORE_TUPLE_ITEM (code->localsplusnames, arg);
  return NULL;
}

/* What the variable named in the instruction refers to, or NULL. */
static const GcoreObject *
value_of_variable (const GcoreActivation *activation, int opcode, int arg)
{
  int flags = gcore_opcode_flags[opcode];
  GcoreObject *slot = flags & (GCORE_OPCODE_LOCAL | GCORE_OPCODE_FREE) ? activation->slots[arg] : NULL;
  if (flags & GCORE_OPCODE_LOCAL)
    return slot;
  if (flags & GCORE_OPCODE_FREE)
    return slot != NULL && gcore_is_cell (slot) ? ((GcoreCell *) (void *) slot)->content : NULL;
  bool is_global = opcode == GCORE_OP_STORE_GLOBAL || opcode == GCORE_OP_DELETE_GLOBAL;
  GcoreObject *names = is_global ? activation->globals : activation->locals;
  return names != NULL && gcore_is_dict_exact (names) ? gcore_dict_get_item (names, name_in (activation->code, opcode, arg))
                                                      : NULL;
}

static bool
is_among (GcoreObject *const *slots, int n, const GcoreObject *object)
{
  for (int i = 0; i < n; i++)
    if (slots[i] == object)
      return true;
  return false;
}

/* Where the instruction puts what is on top of the stack. */
static GcoreLifeReason
move_of (const GcoreActivation *activation, const Before *before, const GcoreObject *object)
{
  GcoreObject *const *top = activation->slots + activation->stack_top;
  switch (kinds[before->opcode])
    {
    case STORE_VARIABLE:
      return top[-1] == object ? GCORE_REASON_BOUND : GCORE_N_LIFE_REASONS;
    case STORE_ATTRIBUTE:
      return before->opcode == GCORE_OP_STORE_ATTR && top[-2] == object ? GCORE_REASON_STORED : GCORE_N_LIFE_REASONS;
    case STORE_ITEM:
      return before->opcode == GCORE_OP_STORE_SUBSCR && top[-3] == object ? GCORE_REASON_CONTAINED : GCORE_N_LIFE_REASONS;
    case BUILD:
      return GCORE_REASON_CONTAINED;
    case CALL:
      return GCORE_REASON_ARGUMENT;
    case RETURN:
      return top[-1] == object ? GCORE_REASON_RETURNED : GCORE_N_LIFE_REASONS;
    default:
      return GCORE_N_LIFE_REASONS;
    }
}

/* What will be asked for at the next point. */
static void
look_ahead (Recorder *self, GcoreMachine *machine, const GcoreCollectionStep *step, const GcoreObject *object)
{
  const GcoreActivation *activation = machine->activation;
  Before *before = &self->before;
  *before = (Before){ .tick = gcore_machine_tick (machine), .in_collection = step != NULL, .move = GCORE_N_LIFE_REASONS,
                      .dead_codes = GCORE_OBJECTS->n_dead_codes };
  if (activation == NULL)
    return;
  const GcoreCodeUnit *instruction = activation->prev_instr;
  before->code = activation->code;
  before->instruction = instruction;
  if (step != NULL)
    return;
  before->arg = GCORE_UNIT_ARG (*instruction);
  while (GCORE_UNIT_OPCODE (*instruction) == GCORE_OP_EXTENDED_ARG)
    before->arg = before->arg << 8 | GCORE_UNIT_ARG (*++instruction);
  before->opcode = gcore_opcode_general[GCORE_UNIT_OPCODE (*instruction)];
  if (object == NULL)
    return;
  int n_variables = activation->code->nlocalsplus;
  before->on_stack = is_among (activation->slots + n_variables, activation->stack_top - n_variables, object);
  InstructionKind kind = kinds[before->opcode];
  if (before->on_stack && kind >= STORE_VARIABLE)
    before->move = move_of (activation, before, object);
  if (kind == STORE_VARIABLE || kind == DELETE_VARIABLE)
    before->in_variable = value_of_variable (activation, before->opcode, before->arg) == object;
  else if (kind == RETURN)
    before->in_variable = is_among (activation->slots, n_variables, object);
}

/* --- why ---------------------------------------------------------------------------------------------------------- */

static GcoreLifeReason
reason_for_more (const Before *before)
{
  switch (kinds[before->opcode])
    {
    case LOAD:
      return GCORE_REASON_LOADED;
    case BUILD:
    case STORE_ITEM:
      return GCORE_REASON_CONTAINED;
    case RAISE:
      return GCORE_REASON_EXCEPTION;
    default:
      return GCORE_REASON_HELD_BY_C;
    }
}

static GcoreLifeReason
reason_for_less (const Before *before)
{
  InstructionKind kind = kinds[before->opcode];
  if (before->in_variable)
    return kind == STORE_VARIABLE ? GCORE_REASON_UNBOUND
           : kind == DELETE_VARIABLE ? GCORE_REASON_DELETED : GCORE_REASON_CALL_ENDED;
  if (kind == RAISE)
    return GCORE_REASON_EXCEPTION;
  if (kind == CALL)
    return GCORE_REASON_LET_GO_BY_C;
  if (before->on_stack)
    return GCORE_REASON_POPPED;
  return kind == STORE_ATTRIBUTE ? GCORE_REASON_REPLACED
         : kind == STORE_ITEM ? GCORE_REASON_REMOVED : GCORE_REASON_DYING_HOLDER;
}

static GcoreLifeReason
reason_for (const Before *before, int64_t change)
{
  if (before->in_collection)
    return GCORE_REASON_COLLECTOR;
  bool moved = before->move != GCORE_N_LIFE_REASONS;
  if (moved && (change == 0 || before->move == GCORE_REASON_RETURNED || before->move == GCORE_REASON_STORED))
    return before->move;
  if (change < 0)
    return reason_for_less (before);
  return moved ? before->move : reason_for_more (before);
}

const char *
gcore_life_reason_text (GcoreLifeReason reason)
{
  static const char *const texts[GCORE_N_LIFE_REASONS] = {
    [GCORE_REASON_MADE] = "made",
    [GCORE_REASON_BOUND] = "bound to",
    [GCORE_REASON_STORED] = "stored in attribute",
    [GCORE_REASON_CONTAINED] = "put in a container",
    [GCORE_REASON_ARGUMENT] = "passed as argument",
    [GCORE_REASON_RETURNED] = "returned",
    [GCORE_REASON_LOADED] = "loaded on the stack",
    [GCORE_REASON_POPPED] = "popped off the stack",
    [GCORE_REASON_UNBOUND] = "no longer bound to",
    [GCORE_REASON_DELETED] = "deleted name",
    [GCORE_REASON_REPLACED] = "no longer in attribute",
    [GCORE_REASON_REMOVED] = "taken out of a container",
    [GCORE_REASON_CALL_ENDED] = "the call ended",
    [GCORE_REASON_HELD_BY_C] = "held by a C function",
    [GCORE_REASON_LET_GO_BY_C] = "let go by a C function",
    [GCORE_REASON_COLLECTOR] = "the collector",
    [GCORE_REASON_DYING_HOLDER] = "released by a dying object",
    [GCORE_REASON_EXCEPTION] = "an exception",
  };
  return texts[reason];
}

/* --- recording ---------------------------------------------------------------------------------------------------- */

/* Line, function and name, from the code of the instruction that ran, if that is still there. */
static void
fill_in_code (const Before *before, GcoreLifeEntry *entry)
{
  if (before->code == NULL || before->dead_codes != GCORE_OBJECTS->n_dead_codes)
    return;
  int address = (int) ((const char *) before->instruction - (const char *) GCORE_CODE_UNITS (before->code));
  int line = gcore_code_addr_to_line (before->code, address);
  entry->line = line > 0 ? line : 0;
  gcore_copy_str (before->code->qualname, entry->function, sizeof entry->function);
  GcoreObject *name = name_in (before->code, before->opcode, before->arg);
  if (name != NULL && entry->event == GCORE_LIFE_COUNT)
    gcore_copy_str (name, entry->detail, sizeof entry->detail);
}

/* False if there is no room for more. */
static bool
add_entry (Recorder *self, GcoreLifeEvent event, GcoreLifeReason reason)
{
  GcoreLife *life = self->life;
  if (life->n_entries == self->limit || !gcore_column_reserve (life->entries, life->n_entries, self->capacity))
    return false;
  GcoreLifeEntry *entry = &life->entries[life->n_entries++];
  *entry = (GcoreLifeEntry){ .event = event, .reason = reason, .tick = self->before.tick, .count = self->count,
                             .generation = (int) self->watcher.last };
  fill_in_code (&self->before, entry);
  return true;
}

/* What happened since the point before. False if there is no room, or nothing more to come. */
static bool
note_events (Recorder *self, const GcoreObject *object, const WatchPoint *point)
{
  int64_t change = (object != NULL ? object->refcount : 0) - self->count;
  bool moved = self->before.move != GCORE_N_LIFE_REASONS;
  self->count += change;
  bool moved_generation = gcore_watch_generation (&self->watcher, point);
  if (!self->born)
    {
      self->born = object != NULL;
      return !self->born || add_entry (self, GCORE_LIFE_BIRTH, GCORE_REASON_MADE);
    }
  if (object == NULL)
    {
      self->life->is_complete = add_entry (self, GCORE_LIFE_DEATH, reason_for (&self->before, change));
      return false;
    }
  if ((change != 0 || moved) && !add_entry (self, GCORE_LIFE_COUNT, reason_for (&self->before, change)))
    return false;
  bool finalized = gcore_gc_is_finalized ((GcoreObject *) (uintptr_t) object);
  if (finalized && !self->finalized && !add_entry (self, GCORE_LIFE_FINALIZER, GCORE_REASON_MADE))
    return false;
  self->finalized = finalized;
  return !moved_generation || add_entry (self, GCORE_LIFE_GENERATION, GCORE_REASON_MADE);
}

static bool
record (GcoreMachine *machine, const GcoreCollectionStep *step, void *data)
{
  Recorder *self = data;
  const GcoreObject *object = gcore_identity_find (&self->watcher.identity);
  WatchPoint point = { .machine = machine, .step = step };
  if (!note_events (self, object, &point))
    return true;
  look_ahead (self, machine, step, object);
  return false;
}

static const GcoreCollectionStep *
current_step (void)
{
  return GCORE_COLLECTOR->at_step ? &GCORE_COLLECTOR->collection.step : NULL;
}

/* Follows the object from its birth to its death or to TICK. */
static void
follow (Recorder *self, GcoreHistory *history, uint64_t tick)
{
  WatchPoint point = { .machine = GCORE_MACHINE, .first = true };
  gcore_watch_generation (&self->watcher, &point);
  look_ahead (self, GCORE_MACHINE, current_step (), NULL);
  if (gcore_history_scan (history, tick, record, self) || gcore_history_was_interrupted (history))
    return;
  bool is_told = self->before.tick >= tick; /* what was done last the scan does not tell */
  self->life->is_complete = is_told || !record (GCORE_MACHINE, current_step (), self) || self->life->is_complete;
}

void
gcore_life_record (GcoreHistory *history, const GcoreIdentity *object, uint32_t limit, GcoreLife *life)
{
  GcorePosition from = gcore_history_position (history);
  const GcoreBirth *birth = gcore_mem_birth ((const void *) object->block);
  *life = (GcoreLife){ 0 };
  if (birth == NULL || birth->serial != object->number)
    return;
  Recorder recorder = { .watcher = { .identity = *object, .has_object = true }, .life = life,
                        .limit = limit > 0 ? limit : DEFAULT_LIMIT };
  bool arrived = gcore_history_go_to (history, from.branch, birth->tick);
  if (arrived)
    follow (&recorder, history, from.branch->end_tick);
  life->was_interrupted = gcore_history_was_interrupted (history);
  gcore_history_return_to (history, from);
}

void
gcore_life_clear (GcoreLife *life)
{
  free (life->entries);
  *life = (GcoreLife){ 0 };
}
