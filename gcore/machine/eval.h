/* SPDX-License-Identifier: MIT */
/* The evaluation loop, and what C code asks of the running program: its globals, locals and code to run. */
#pragma once

#include "gcore/machine/frame-stack.h"

/* Runs ACTIVATION to its end or next yield: a new reference, or NULL with an exception. THROW: the pending exception is
 * raised where the activation stands. The activation is consumed (unless a generator owns it). */
GcoreObject *gcore_eval_activation (GcoreActivation *activation, bool throw);

/* Runs CODE (a GcoreCode) as a module, class or exec body: new reference. LOCALS may be NULL for GLOBALS. */
GcoreObject *gcore_eval_code (GcoreObject *code, GcoreObject *globals, GcoreObject *locals);

/* Calls FUNCTION (a GcoreFunction): new reference. LOCALS is the mapping a class body fills, else NULL. ARGS are borrowed;
 * the values of KEYWORD_NAMES (a tuple or NULL) stand after the N_ARGS positional ones. */
GcoreObject *gcore_eval_vector (GcoreFunction *function, GcoreObject *locals, GcoreObject *const *args, size_t n_args,
                                GcoreObject *keyword_names);

/* Borrowed, or NULL (no exception) when no Python code runs. */
GcoreObject *gcore_eval_get_globals (void);
GcoreObject *gcore_eval_get_builtins (void);
/* What the module builtins has under that name: new reference, or NULL with KeyError or another error. */
GcoreObject *gcore_eval_get_builtin (const char *name);
/* Borrowed mapping: what locals() shows; NULL with an exception. */
GcoreObject *gcore_eval_get_locals (void);
/* Borrowed: the innermost frame's object, or NULL when no Python code runs or without memory. */
GcoreFrame *gcore_eval_get_frame (void);
/* Borrowed: class and object of super () without arguments. -1 with RuntimeError. */
int gcore_eval_super_arguments (GcoreType **type, GcoreObject **object);
