/* SPDX-License-Identifier: MIT */
#include "gcore/record/describe.h"

#include <stdio.h>
#include <string.h>

#include "gcore/language/arena.h"
#include "gcore/machine/machine.h"
#include "gcore/modules/state.h"
#include "gcore/objects/dict-private.h"
#include "gcore/objects/frame.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/list.h"
#include "gcore/objects/set.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"
#include "gcore/record/describe-private.h"
#include "gcore/record/summary.h"

/* --- labels ------------------------------------------------------------------------------------------------------- */

void
gcore_reference_label (const GcoreReference *reference, char label[GCORE_LABEL_SIZE])
{
  char name[GCORE_SUMMARY_SIZE];
  if (reference->name != NULL && (reference->kind == GCORE_REF_ATTRIBUTE || reference->kind == GCORE_REF_LOCAL))
    gcore_copy_str (reference->name, name, sizeof name);
  else if (reference->name != NULL)
    gcore_summarise_value (reference->name, name);
  switch (reference->kind)
    {
    case GCORE_REF_ATTRIBUTE:
      snprintf (label, GCORE_LABEL_SIZE, ".%s", name);
      break;
    case GCORE_REF_ITEM:
      snprintf (label, GCORE_LABEL_SIZE, "[%lld]", (long long) reference->index);
      break;
    case GCORE_REF_KEY:
      snprintf (label, GCORE_LABEL_SIZE, "key %s", name);
      break;
    case GCORE_REF_VALUE:
      snprintf (label, GCORE_LABEL_SIZE, "[%s]", name);
      break;
    case GCORE_REF_LOCAL:
      snprintf (label, GCORE_LABEL_SIZE, "%s", name);
      break;
    case GCORE_REF_STACK:
      snprintf (label, GCORE_LABEL_SIZE, "stack %lld", (long long) reference->index);
      break;
    case GCORE_REF_CLASS:
      snprintf (label, GCORE_LABEL_SIZE, "__class__");
      break;
    default:
      if (reference->name == NULL)
        snprintf (label, GCORE_LABEL_SIZE, "%s", reference->text);
      else
        snprintf (label, GCORE_LABEL_SIZE, "%s %s", reference->text, name);
    }
}

/* --- containers --------------------------------------------------------------------------------------------------- */

static void
describe_items (const GcoreDescriber *describer, GcoreObject *const *items, intptr_t n)
{
  for (intptr_t i = 0; i < n; i++)
    tell (describer, (GcoreReference){ .target = items[i], .kind = GCORE_REF_ITEM, .index = i, .slot = &items[i] });
}

static void
describe_set (const GcoreDescriber *describer, const GcoreSet *set)
{
  for (intptr_t i = 0; i <= set->mask; i++)
    {
      GcoreObject *key = set->table[i].key;
      if (key != NULL && set->table[i].hash != -1) /* neither never used nor removed */
        tell (describer, (GcoreReference){ .target = key, .kind = GCORE_REF_KEY, .name = key });
    }
}

static void
describe_entry (const GcoreDescriber *describer, bool is_namespace, GcoreObject *key, GcoreObject *const *value)
{
  tell (describer, (GcoreReference){ .target = key, .kind = GCORE_REF_KEY, .name = key });
  tell (describer, (GcoreReference){ .target = *value,
                                     .kind = is_namespace ? GCORE_REF_LOCAL : GCORE_REF_VALUE,
                                     .name = key,
                                     .slot = value });
}

/* The keys of a table shared by the instances of a class, told by whoever owns them. */
static void
describe_shared_keys (const GcoreDescriber *describer, GcoreObject *holder, GcoreDictKeys *keys)
{
  if (describer->owns_shared_keys != NULL && !describer->owns_shared_keys (holder, keys, describer->data))
    return;
  const GcoreDictStrEntry *entries = GCORE_DICT_STR_ENTRIES (keys);
  for (intptr_t i = 0; i < keys->n_entries; i++)
    tell (describer, (GcoreReference){ .target = entries[i].key,
                                       .kind = GCORE_REF_INTERNAL,
                                       .text = "shared key",
                                       .name = entries[i].key });
}

static void
describe_dict (const GcoreDescriber *describer, GcoreDict *dict)
{
  GcoreDictKeys *keys = dict->keys;
  bool is_namespace
      = describer->is_namespace != NULL && describer->is_namespace ((GcoreObject *) dict, describer->data);
  if (dict->values != NULL)
    {
      const GcoreDictStrEntry *entries = GCORE_DICT_STR_ENTRIES (keys);
      for (intptr_t i = 0; i < dict->used; i++)
        {
          intptr_t place = gcore_dict_values_place_in_order (dict->values, i);
          tell (describer, (GcoreReference){ .target = dict->values->values[place],
                                             .kind = GCORE_REF_VALUE,
                                             .name = entries[place].key,
                                             .slot = &dict->values->values[place] });
        }
      describe_shared_keys (describer, (GcoreObject *) dict, keys);
    }
  else if (keys->kind == GCORE_DICT_KEYS_GENERAL)
    {
      const GcoreDictEntry *entries = GCORE_DICT_ENTRIES (keys);
      for (intptr_t i = 0; i < keys->n_entries; i++)
        if (entries[i].value != NULL)
          describe_entry (describer, is_namespace, entries[i].key, &entries[i].value);
    }
  else
    {
      const GcoreDictStrEntry *entries = GCORE_DICT_STR_ENTRIES (keys);
      for (intptr_t i = 0; i < keys->n_entries; i++)
        if (entries[i].value != NULL)
          describe_entry (describer, is_namespace, entries[i].key, &entries[i].value);
    }
}

/* --- classes and weak references ---------------------------------------------------------------------------------- */

static void
describe_heap_type (const GcoreDescriber *describer, GcoreHeapType *type)
{
  tell_internal (describer, type->name, "__name__");
  tell_internal (describer, type->qualname, "__qualname__");
  tell_internal (describer, type->slots, "__slots__");
  if (type->cached_keys != NULL)
    describe_shared_keys (describer, (GcoreObject *) type, type->cached_keys);
}

static void
describe_weakref (const GcoreDescriber *describer, const GcoreWeakRef *ref)
{
  tell_internal (describer, ref->callback, "__callback__");
  if (ref->referent != NULL)
    tell (describer, (GcoreReference){ .target = ref->referent, .kind = GCORE_REF_WEAK, .text = "referent" });
}

/* --- calls -------------------------------------------------------------------------------------------------------- */

void
gcore_describe_activation (const GcoreDescriber *describer, const GcoreActivation *activation)
{
  const GcoreCode *code = activation->code;
  intptr_t n_known = activation->stack_top < 0 ? code->nlocalsplus : activation->stack_top;
  for (intptr_t i = 0; i < n_known; i++)
    if (i < code->nlocalsplus)
      tell (describer, (GcoreReference){ .target = activation->slots[i],
                                         .kind = GCORE_REF_LOCAL,
                                         .name = GCORE_TUPLE_ITEM (code->localsplusnames, i) });
    else
      tell (describer, (GcoreReference){ .target = activation->slots[i],
                                         .kind = GCORE_REF_STACK,
                                         .index = i - code->nlocalsplus });
  tell_internal (describer, activation->function, "function");
  tell_internal (describer, activation->code, "f_code");
  tell_internal (describer, activation->locals, "f_locals");
  tell_internal (describer, activation->frame_object, "frame");
}

/* A finished call whose contents the frame object took over; those of a running one are told by the call. */
static void
describe_frame (const GcoreDescriber *describer, const GcoreFrame *frame)
{
  if (frame->activation == &frame->own && frame->own.owner == GCORE_OWNED_BY_FRAME)
    gcore_describe_activation (describer, &frame->own);
}

/* A running generator's call is among the machine's calls, a finished one's is gone. */
static void
describe_generator (const GcoreDescriber *describer, const GcoreGenerator *generator)
{
  if (generator->state == GCORE_GENERATOR_CREATED || generator->state == GCORE_GENERATOR_SUSPENDED)
    gcore_describe_activation (describer, &generator->activation);
}

/* --- instances ---------------------------------------------------------------------------------------------------- */

/* The attributes kept in front of an instance, in the order they were set. */
static void
describe_inline_values (const GcoreDescriber *describer, GcoreObject *object)
{
  GcoreDictValues *values = GCORE_OBJECT_VALUES (object);
  tell_internal (describer, GCORE_OBJECT_MANAGED_DICT (object), "__dict__");
  if (values == NULL)
    return;
  const GcoreDictKeys *keys = ((GcoreHeapType *) object->type)->cached_keys;
  const GcoreDictStrEntry *entries = GCORE_DICT_STR_ENTRIES (keys);
  intptr_t n = ((uint8_t *) values)[-2];
  for (intptr_t i = 0; i < n; i++)
    {
      intptr_t place = gcore_dict_values_place_in_order (values, i);
      tell (describer, (GcoreReference){ .target = values->values[place],
                                         .kind = GCORE_REF_ATTRIBUTE,
                                         .name = entries[place].key,
                                         .slot = &values->values[place] });
    }
}

/* What class statements have added to a built-in layout: __slots__, a dict, and the class itself. */
static void
describe_instance (const GcoreDescriber *describer, GcoreObject *object, GcoreType *layout)
{
  GcoreType *type = object->type;
  for (GcoreType *t = type; t != layout; t = t->base_type)
    {
      const GcoreMemberDef *members = gcore_heap_type_members ((GcoreHeapType *) t);
      const GcoreObject *names = ((GcoreHeapType *) t)->slots;
      for (intptr_t i = 0; i < t->base.size; i++)
        if (members[i].type == GCORE_MEMBER_OBJECT_EX)
          {
            GcoreObject *const *slot = (GcoreObject **) (void *) ((char *) object + members[i].offset);
            tell (describer, (GcoreReference){ .target = *slot,
                                               .kind = GCORE_REF_ATTRIBUTE,
                                               .name = GCORE_TUPLE_ITEM (names, i),
                                               .slot = slot });
          }
    }
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    describe_inline_values (describer, object);
  else if (type->dict_offset > 0 && layout->dict_offset == 0)
    tell_internal (describer, *(GcoreObject **) (void *) ((char *) object + type->dict_offset), "__dict__");
  tell (describer, (GcoreReference){ .target = (GcoreObject *) type, .kind = GCORE_REF_CLASS });
}

static int
tell_referent (GcoreObject *referent, void *data)
{
  tell_internal (data, referent, "referent");
  return 0;
}

/* The part of OBJECT that the built-in type LAYOUT knows of. */
static void
describe_body (const GcoreDescriber *describer, GcoreObject *object, GcoreType *layout)
{
  const GcoreFieldDef *fields = gcore_describe_fields_of (layout->id);
  for (const GcoreFieldDef *field = fields; field != NULL && field->name != NULL; field++)
    {
      GcoreObject *const *slot = (GcoreObject **) (void *) ((char *) object + field->offset);
      tell (describer, (GcoreReference){ .target = *slot, .kind = GCORE_REF_INTERNAL, .text = field->name, .slot = slot });
    }
  switch (layout->id)
    {
    case GCORE_TYPE_ID_LIST:
      describe_items (describer, GCORE_LIST_ITEMS (object), GCORE_LIST_SIZE (object));
      break;
    case GCORE_TYPE_ID_TUPLE:
      describe_items (describer, GCORE_TUPLE_ITEMS (object), GCORE_TUPLE_SIZE (object));
      break;
    case GCORE_TYPE_ID_DICT:
      describe_dict (describer, (GcoreDict *) object);
      break;
    case GCORE_TYPE_ID_SET:
    case GCORE_TYPE_ID_FROZENSET:
      describe_set (describer, (GcoreSet *) object);
      break;
    case GCORE_TYPE_ID_TYPE:
      if (gcore_has_flag ((GcoreType *) object, GCORE_TYPE_FLAG_HEAP))
        describe_heap_type (describer, (GcoreHeapType *) object);
      break;
    case GCORE_TYPE_ID_WEAKREF:
    case GCORE_TYPE_ID_WEAK_PROXY:
    case GCORE_TYPE_ID_WEAK_CALLABLE_PROXY:
      describe_weakref (describer, GCORE_WEAKREF (object));
      break;
    case GCORE_TYPE_ID_FRAME:
      describe_frame (describer, (GcoreFrame *) object);
      break;
    case GCORE_TYPE_ID_GENERATOR:
    case GCORE_TYPE_ID_COROUTINE:
      describe_generator (describer, (GcoreGenerator *) object);
      break;
    default:
      if (fields == NULL && layout->traverse != NULL)
        layout->traverse (object, tell_referent, (void *) (uintptr_t) describer);
    }
}

void
gcore_describe_object (const GcoreDescriber *describer, GcoreObject *object)
{
  GcoreType *layout = gcore_layout_of (object);
  describe_body (describer, object, layout);
  if (layout != object->type)
    describe_instance (describer, object, layout);
}

/* --- finding one -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *label;
  bool in_dict; /* ".x" is the item 'x' */
  GcoreReference *found;
} Lookup;

static bool
is_called (const GcoreReference *reference, const Lookup *lookup)
{
  char text[GCORE_LABEL_SIZE];
  if (reference->kind == GCORE_REF_VALUE && gcore_is_str (reference->name))
    {
      gcore_copy_str (reference->name, text, sizeof text);
      if (strcmp (text, lookup->in_dict ? lookup->label + 1 : lookup->label) == 0)
        return true;
    }
  gcore_reference_label (reference, text);
  return strcmp (text, lookup->label) == 0;
}

static void
look_up (const GcoreReference *reference, void *data)
{
  const Lookup *lookup = data;
  if (lookup->found->target == NULL && is_called (reference, lookup))
    *lookup->found = *reference;
}

bool
gcore_find_reference (GcoreObject *object, const char *label, GcoreReference *found, bool *in_dict)
{
  Lookup lookup = { .label = label, .found = found };
  GcoreDescriber describer = { .visit = look_up, .data = &lookup };
  found->target = NULL;
  gcore_describe_object (&describer, object);
  if (found->target == NULL && label[0] == '.' && gcore_has_flag (object->type, GCORE_TYPE_FLAG_MANAGED_DICT)
      && GCORE_OBJECT_MANAGED_DICT (object) != NULL)
    {
      lookup.in_dict = true;
      gcore_describe_object (&describer, GCORE_OBJECT_MANAGED_DICT (object));
    }
  if (in_dict != NULL)
    *in_dict = lookup.in_dict;
  return found->target != NULL;
}

/* --- the interpreter ---------------------------------------------------------------------------------------------- */

static void
describe_machine (const GcoreDescriber *describer, const GcoreMachine *machine)
{
  tell_internal (describer, machine->modules, "sys.modules");
  tell_internal (describer, machine->running_module, "running program");
  tell_internal (describer, machine->builtins, "builtins");
  tell_internal (describer, machine->builtins_module, "module builtins");
  tell_internal (describer, machine->sys, "namespace of sys");
  tell_internal (describer, machine->sys_module, "module sys");
  tell_internal (describer, machine->sources, "source texts");
  tell_internal (describer, machine->exit_callbacks, "exit callbacks");
  tell_internal (describer, machine->trace_function, "trace function");
  tell_internal (describer, &machine->unraisable_args->base.base, "class of what sys.unraisablehook gets");
  tell_internal (describer, machine->profile_function, "profile function");
  tell_internal (describer, machine->program_code, "code of the program");
  if (machine->program_arena != NULL)
    tell_internal (describer, gcore_arena_objects (machine->program_arena), "syntax tree of the program");
  tell_internal (describer, machine->program_filename, "file name of the program");
  tell_internal (describer, machine->len, "function calls are compared with");
  tell_internal (describer, machine->isinstance, "function calls are compared with");
  tell_internal (describer, machine->list_append, "function calls are compared with");
  tell_internal (describer, machine->import, "function imports are compared with");
}

static void
describe_objects_state (const GcoreDescriber *describer, const GcoreObjects *objects)
{
  for (size_t i = 0; i < GCORE_N_IDENTIFIERS; i++)
    tell_internal (describer, objects->identifiers[i], "table of names");
  for (size_t i = 0; i < GCORE_N_ELEMENTS (objects->latin1); i++)
    {
      tell_internal (describer, objects->latin1[i], "table of characters");
      tell_internal (describer, objects->bytes1[i], "table of bytes");
    }
  for (size_t i = 0; i < GCORE_N_KEYWORD_NAMES; i++)
    tell_internal (describer, objects->keyword_names[i].names, "keyword names of a function");
  for (size_t i = 0; i < GCORE_N_LETTERS; i++)
    tell_internal (describer, objects->letters[i], "table of characters");
  tell_internal (describer, objects->empty_str, "the empty str");
  tell_internal (describer, objects->empty_bytes, "the empty bytes");
  tell_internal (describer, objects->empty_tuple, "the empty tuple");
  tell_internal (describer, objects->errors.type, "class of the exception in flight");
  tell_internal (describer, objects->errors.value, "exception in flight");
  tell_internal (describer, objects->errors.traceback, "traceback in flight");
  tell_internal (describer, objects->errors.handled_base.exception, "exception being handled");
  tell_internal (describer, objects->last_memory_error, "last MemoryError");
  tell_internal (describer, objects->thread_dict, "what belongs to the thread");
  for (size_t i = 0; i < GCORE_N_ELEMENTS (objects->type_cache); i++)
    tell_internal (describer, objects->type_cache[i].name, "cache of attribute lookups");
  for (size_t i = 0; i < GCORE_N_BUILTIN_TYPES; i++)
    if (objects->types[i].base.base.type != NULL)
      tell_internal (describer, (void *) (uintptr_t) &objects->types[i], "built-in type");
}

static void
describe_modules_state (const GcoreDescriber *describer, const GcoreModules *modules)
{
  tell_internal (describer, modules->structs.error, "class struct.error");
  tell_internal (describer, modules->structs.cache, "formats struct keeps");
}

static int
tell_waiting (GcoreObject *weakref, void *data)
{
  tell_internal (data, weakref, "callbacks the collection is about to call");
  return 0;
}

static void
describe_collector (const GcoreDescriber *describer, GcoreCollector *collector)
{
  tell_internal (describer, collector->garbage, "gc.garbage");
  tell_internal (describer, collector->callbacks, "gc.callbacks");
  if (collector->collecting && collector->collection.callbacks.next != 0)
    gcore_gc_visit_list (&collector->collection.callbacks, tell_waiting, (void *) (uintptr_t) describer);
}

void
gcore_describe_interpreter (const GcoreDescriber *describer)
{
  describe_machine (describer, GCORE_MACHINE);
  describe_objects_state (describer, GCORE_OBJECTS);
  describe_modules_state (describer, GCORE_MODULES);
  describe_collector (describer, GCORE_COLLECTOR);
}
