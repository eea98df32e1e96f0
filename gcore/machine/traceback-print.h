/* SPDX-License-Identifier: MIT */
/* Exceptions as text, as the interpreter prints them: tracebacks with carets, causes and contexts, syntax errors,
 * suggestions; and the exceptions nobody can catch. */
#pragma once

#include "gcore/machine/streams.h"
#include "gcore/objects/traceback.h"

/* Prints EXCEPTION with its traceback to FILE, an object with a write method. -1 with an exception. */
int gcore_traceback_print_exception (GcoreObject *exception, GcoreObject *file);
/* What sys.excepthook does: prints EXCEPTION to sys.stderr. Errors while printing are dropped. */
void gcore_err_display (GcoreObject *exception);
/* Prints the pending exception through sys.excepthook and clears it. SET_LAST: also sets sys.last_type, last_value and
 * last_traceback. SystemExit is not treated apart. */
void gcore_err_print (bool set_last);
/* Prints HEADER, then TB and what follows it, as many entries as sys.tracebacklimit allows. */
int gcore_traceback_print (GcoreTraceback *tb, GcorePrinter *to, const char *header);
/* New reference: str for "Did you mean" of a NameError, AttributeError or ImportError; NULL (no exception): none. */
GcoreObject *gcore_traceback_suggestion (GcoreObject *exception);

/* Whether SEGMENT, a str, is one binary operation or subscription: then where its operator or brackets are, in
 * characters. No exception is set. */
bool gcore_traceback_find_operator (GcoreObject *segment, GcoreObject *filename, intptr_t *start, intptr_t *end);

/* What sys.unraisablehook does with its argument. */
int gcore_err_display_unraisable (GcoreObject *exception, GcoreObject *message, GcoreObject *object);
