/* SPDX-License-Identifier: MIT */
/* The exception on its way to a handler, and the one being handled.
 *
 * A function that fails sets the current exception and returns NULL or -1; one that succeeds leaves it unset. A class and
 * a message are kept apart until somebody asks for the object (gcore_err_fetch), so that an exception that is only tested
 * and cleared costs no object. The traceback made so far is kept beside it for the same reason. */
#pragma once

#include <stdarg.h>

#include "gcore/objects/state.h"

/* --- setting ------------------------------------------------------------------------------------------------------ */

/* Sets an exception of class TYPE with the message MESSAGE (UTF-8). An exception already set is replaced. The exception
 * being handled becomes its context, here and in the functions below. */
void gcore_err_set_string (GcoreObject *type, const char *message);
/* VALUE: an instance of TYPE, an argument, a tuple of arguments, or NULL or None for no arguments. Nothing is stolen. */
void gcore_err_set_object (GcoreObject *type, GcoreObject *value);
void gcore_err_set_none (GcoreObject *type);
/* FORMAT as for gcore_str_from_format. Always returns NULL, to be returned by a caller. */
GcoreObject *gcore_err_format (GcoreObject *type, const char *format, ...);
GcoreObject *gcore_err_format_v (GcoreObject *type, const char *format, va_list arguments);
/* New reference: a class of exceptions called MODULE.NAME, derived from BASE. */
GcoreObject *gcore_err_new_exception (const char *module, const char *name, GcoreObject *base);
/* As gcore_err_format; the exception set before becomes both cause and context of the new one. */
GcoreObject *gcore_err_format_from_cause (GcoreObject *type, const char *format, ...);
/* KeyError (key), with a tuple key kept whole. */
void gcore_err_set_key_error (GcoreObject *key);
/* ImportError or a subclass with its name and path (each may be NULL). Always returns NULL. */
GcoreObject *gcore_err_set_import_error_subclass (GcoreObject *type, GcoreObject *message, GcoreObject *name,
                                                  GcoreObject *path);
/* OSError (or the subclass for this errno) of FILENAME (may be NULL). Always returns NULL. */
GcoreObject *gcore_err_set_from_errno_with_filename_object (GcoreObject *type, int errno_value, GcoreObject *filename);
/* Sets MemoryError, which never fails; returns NULL. */
GcoreObject *gcore_err_no_memory (void);
/* TypeError "bad argument type for built-in operation"; returns 0. */
int gcore_err_bad_argument (void);
/* SystemError: a gcore function was called with an object it is not for. */
void gcore_err_bad_internal_call_at (const char *file, int line);
#define gcore_err_bad_internal_call() gcore_err_bad_internal_call_at (__FILE__, __LINE__)

/* --- asking and moving -------------------------------------------------------------------------------------------- */

/* Borrowed class of the current exception, NULL if none is set. */
GCORE_INLINE GcoreObject *
gcore_err_occurred (void)
{
  return GCORE_OBJECTS->errors.type;
}

/* Whether the current exception (one must be set) is an instance of TYPE, a class or a tuple of them. */
int gcore_err_exception_matches (GcoreObject *type);
/* The same for GIVEN, an exception or a class. */
int gcore_err_given_exception_matches (GcoreObject *given, GcoreObject *type);
void gcore_err_clear (void);
/* Takes the current exception out: a new reference to the instance, its traceback set; NULL if none was set. Making the
 * instance may fail: then the result is the exception raised by that. */
GcoreObject *gcore_err_fetch (void);
/* Sets EXCEPTION (an instance, stolen; NULL clears), with the traceback that is in it. */
void gcore_err_restore (GcoreObject *exception);
/* Traceback of the current exception, borrowed or NULL; and its replacement (stolen). For traceback.c. */
GCORE_INLINE GcoreObject *
gcore_err_traceback (void)
{
  return GCORE_OBJECTS->errors.traceback;
}
void gcore_err_set_traceback (GcoreObject *traceback);

/* The current exception in its parts, all owned; a NULL type means none. */
typedef struct
{
  GcoreObject *type, *value, *traceback;
} GcoreRaised;

/* Takes the current exception away without making its object; a collection may then start. */
GcoreRaised gcore_err_put_aside (void);
/* Sets RAISED (taken) again, instead of what may have been set meanwhile. */
void gcore_err_put_back (GcoreRaised raised);
/* Releases RAISED. */
void gcore_err_drop (GcoreRaised raised);
/* For cleanups that may fail while an exception is set: EXCEPTION (stolen, may be NULL) was fetched before; it becomes
 * the context of an exception set meanwhile, or is restored. */
void gcore_err_chain_exceptions (GcoreObject *exception);
/* Creates an instance of an exception class: TYPE () for VALUE NULL or None, TYPE (*VALUE) for a tuple, else TYPE (VALUE);
 * VALUE itself if it is an instance of TYPE. New reference. */
GcoreObject *gcore_err_create_exception (GcoreObject *type, GcoreObject *value);

/* --- the exception being handled (sys.exc_info) ------------------------------------------------------------------- */

/* Instance being handled in the innermost handler, or NULL: a new reference. */
GcoreObject *gcore_err_get_handled_exception (void);
/* EXCEPTION (may be NULL) is not stolen. */
void gcore_err_set_handled_exception (GcoreObject *exception);
/* The innermost level that holds an exception; the base if none does. The levels are GCORE_OBJECTS->errors.handled; a
 * generator pushes its own while it runs. */
GcoreHandledException *gcore_err_topmost_handled (void);

/* --- reporting ---------------------------------------------------------------------------------------------------- */

/* Hands the current exception to sys.unraisablehook and clears it. OBJECT (may be NULL): what it happened in. MESSAGE (may
 * be NULL) replaces "Exception ignored in". Defined by the machine. */
void gcore_err_write_unraisable (GcoreObject *object);
void gcore_err_write_unraisable_message (const char *message, GcoreObject *object);
/* Issues a warning of class CATEGORY about the code STACK_LEVEL frames up (1: the running one). Returns -1 with an exception
 * set if a filter turns it into an error. */
int gcore_err_warn_ex (GcoreObject *category, const char *text, intptr_t stack_level);
int gcore_err_warn_format (GcoreObject *category, intptr_t stack_level, const char *format, ...);

/* --- interrupts --------------------------------------------------------------------------------------------------- */

/* For loops in C that may go on for ever, or for seconds: lets the host in if it asked. What the caller works on may change
 * meanwhile, as in a call of Python code. -1 with KeyboardInterrupt. Defined by the machine. */
int gcore_err_check_signals (void);

/* --- C recursion -------------------------------------------------------------------------------------------------- */

/* Counts one level of recursion that depends on user data. Returns -1 with RecursionError ("maximum recursion depth
 * exceeded" WHERE, such as " in comparison") at the limit; then leave must not be called. Defined by the machine. */
int gcore_enter_recursive_call (const char *where);
void gcore_leave_recursive_call (void);
/* While exceptions are made, the limit does not count: +1 begins that, -1 ends it. Defined by the machine. */
void gcore_recursion_allow (int change);
