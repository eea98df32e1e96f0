/* SPDX-License-Identifier: MIT */
/* What the files of the evaluation loop share: eval.c holds the loop, the instructions-*.h files its bodies by group,
 * and the functions declared here do the longer work of single instructions. */
#pragma once

#include "gcore/machine/eval.h"
#include "gcore/machine/machine.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/str.h"

/* --- calls.c: making activations ---------------------------------------------------------------------------------- */

/* A new activation on the stack for a call of FUNCTION with its arguments bound: NULL with an exception. FUNCTION,
 * LOCALS (may be NULL) and the arguments are stolen in any case. */
GcoreActivation *gcore_activation_for_call (GcoreFunction *function, GcoreObject *locals, GcoreObject *const *args,
                                            intptr_t n_args, GcoreObject *keyword_names);
/* gcore_activation_push for the loop. */
GCORE_INLINE GcoreActivation *
gcore_activation_push_inline (GcoreMachine *machine, GcoreCode *code)
{
  char *place = machine->frames_top;
  size_t size = GCORE_ACTIVATION_HEADER_SIZE + (size_t) (code->nlocalsplus + code->stacksize) * sizeof (GcoreObject *);
  if (GCORE_UNLIKELY (size > (size_t) (machine->frames_limit - place)))
    return NULL;
  machine->frames_top = place + size;
  return (GcoreActivation *) (void *) place;
}

/* Ends a call: releases what the activation on top of the stack holds and takes it off. */
void gcore_activation_clear_and_pop (GcoreMachine *machine, GcoreActivation *activation);
/* Binds the arguments (stolen) to SLOTS, the variables of a call of FUNCTION. -1 with TypeError. */
int gcore_bind_arguments (GcoreFunction *function, GcoreObject **slots, GcoreObject *const *args, intptr_t n_args,
                          GcoreObject *keyword_names);

/* --- binding-errors.c --------------------------------------------------------------------------------------------- */

void gcore_binding_error_missing (GcoreCode *code, intptr_t n_missing, intptr_t n_defaults, GcoreObject **slots,
                                  GcoreObject *qualname);
void gcore_binding_error_too_many (GcoreCode *code, intptr_t n_given, GcoreObject *defaults, GcoreObject **slots,
                                   GcoreObject *qualname);
/* True with TypeError if one of KEYWORD_NAMES belongs to a positional-only parameter. */
bool gcore_binding_error_positional_only (GcoreCode *code, GcoreObject *keyword_names, GcoreObject *qualname);

/* --- raising.c: exceptions ---------------------------------------------------------------------------------------- */

/* `raise EXCEPTION from CAUSE` (stolen, NULL for none): true if it is a bare raise that goes on as it was. */
bool gcore_raise (GcoreObject *exception, GcoreObject *cause);
/* -1 with TypeError unless TYPE may stand in an except clause. */
int gcore_check_except_type (GcoreObject *type);
void gcore_raise_name_error (const char *format, GcoreObject *name);
/* NameError or UnboundLocalError for the cell or free variable in slot INDEX of CODE. */
void gcore_raise_unbound_cell (GcoreCode *code, int index);
void gcore_raise_unbound_local (GcoreCode *code, int index);
/* After a failed merge of UPDATE into the keyword arguments of a call of FUNCTION. */
void gcore_raise_kwargs_error (GcoreObject *function, GcoreObject *update);
/* -1 with TypeError unless ARGS can be spread into a call of FUNCTION. */
int gcore_check_args_iterable (GcoreObject *function, GcoreObject *args);

/* --- sequences.c: unpacking and matching -------------------------------------------------------------------------- */

/* Unpacks SEQUENCE into N new references below STACK_TOP, first item highest; N_AFTER >= 0: one more for a list of what
 * is left over, then N_AFTER. -1 with an exception. */
int gcore_unpack_iterable (GcoreObject *sequence, int n, int n_after, GcoreObject **stack_top);
/* New tuple of attributes for a class pattern, None if SUBJECT does not match, NULL with an exception. */
GcoreObject *gcore_match_class (GcoreObject *subject, GcoreObject *type, intptr_t n_positional, GcoreObject *names);
/* New tuple of the values of KEYS (a tuple) in the mapping, None if one is missing, NULL with an exception. */
GcoreObject *gcore_match_keys (GcoreObject *mapping, GcoreObject *keys);

/* --- names.c: names and imports ----------------------------------------------------------------------------------- */

GCORE_INLINE uint16_t *
gcore_name_place (GcoreMachine *machine, GcoreObject *name)
{
  return &machine->name_places[(size_t) GCORE_STR (name)->hash % GCORE_NAME_PLACES];
}

/* The entry of NAME, an exact str, in MAPPING with its value if it stands where the name was found last, else NULL. */
GCORE_INLINE GcoreDictStrEntry *
gcore_find_name_entry (GcoreMachine *machine, GcoreObject *mapping, GcoreObject *name)
{
  if (mapping == NULL || !gcore_is_dict_exact (mapping))
    return NULL;
  GcoreDictKeys *keys = ((GcoreDict *) (void *) mapping)->keys;
  intptr_t place = *gcore_name_place (machine, name);
  if (keys->kind != GCORE_DICT_KEYS_STR || place >= keys->n_entries)
    return NULL;
  GcoreDictStrEntry *entry = &GCORE_DICT_STR_ENTRIES (keys)[place];
  return entry->key == name && entry->value != NULL ? entry : NULL;
}

/* Stores VALUE (borrowed) in ENTRY of DICT, which is tracked, in place of the value there, in the order of
 * gcore_dict_set_item. Returns 0. */
GCORE_INLINE int
gcore_replace_name_value (GcoreDict *dict, GcoreDictStrEntry *entry, GcoreObject *value)
{
  GcoreObject *old = entry->value, *name = gcore_newref (entry->key);
  entry->value = gcore_newref (value);
  dict->version += old != value;
  gcore_decref (old);
  gcore_decref (name);
  return 0;
}

/* New reference: what LOAD_NAME finds. */
GcoreObject *gcore_load_name (GcoreActivation *activation, GcoreObject *name);
/* New reference: a global or built-in in whatever mappings there are; NULL with NameError. */
GcoreObject *gcore_load_global (GcoreActivation *activation, GcoreObject *name);
/* New reference: NAME in the class body's mapping, else the content of CELL. */
GcoreObject *gcore_load_class_deref (GcoreActivation *activation, int index);
GcoreObject *gcore_import_name (GcoreActivation *activation, GcoreObject *name, GcoreObject *from_list,
                                GcoreObject *level);
GcoreObject *gcore_import_from (GcoreObject *module, GcoreObject *name);
int gcore_import_star (GcoreActivation *activation, GcoreObject *module);
/* Makes sure the mapping has an __annotations__ dict. */
int gcore_setup_annotations (GcoreActivation *activation);
/* Hands VALUE (stolen) to sys.displayhook. */
int gcore_print_expression (GcoreObject *value);

/* --- control.c: stopping ------------------------------------------------------------------------------------------ */

/* Something wants attention between two instructions: -1 with an exception to be raised. ACTIVATION's stack is saved. */
int gcore_handle_breaker (GcoreMachine *machine, GcoreActivation *activation);
/* In stopping mode, before the instruction at ACTIVATION's prev_instr; BEFORE is the one this call executed last. -1 with an
 * exception to be raised. */
int gcore_stop_point (GcoreMachine *machine, GcoreActivation *activation, const GcoreCodeUnit *before);

/* --- eval.c ------------------------------------------------------------------------------------------------------- */

/* The two tables of instruction bodies. */
typedef struct
{
  const void *const *normal;
  const void *const *stopping;
} GcoreDispatchTables;
void gcore_eval_dispatch_tables (GcoreDispatchTables *tables);

/* --- recursion ---------------------------------------------------------------------------------------------------- */

/* Raises RecursionError, or -1 if the count may go on (the error is being dealt with); see gcore_enter_recursive_call. */
int gcore_recursion_exceeded (GcoreMachine *machine, const char *where);

/* One more call of Python code. */
GCORE_INLINE int
gcore_enter_python_call (GcoreMachine *machine)
{
  if (GCORE_LIKELY (machine->recursion_remaining-- > 0))
    return 0;
  return gcore_recursion_exceeded (machine, "");
}
