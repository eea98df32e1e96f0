/* SPDX-License-Identifier: MIT */
/* Writing to file-like objects, and to the program's standard streams. */
#pragma once

#include "gcore/objects/state.h"

/* Writes str (OBJECT), or with RAW false its repr, by FILE's write method. -1 with an exception. */
int gcore_file_write_object (GcoreObject *object, GcoreObject *file, bool raw);
/* The same for UTF-8. Does nothing while an exception is pending. */
int gcore_file_write_string (const char *text, GcoreObject *file);

/* Writes with a margin: exceptions in groups are printed further to the right, each line behind a bar. */
typedef struct
{
  GcoreObject *file; /* borrowed */
  int depth;         /* groups around what is printed; 0: no margin */
  bool in_line;      /* the last text did not end its line */
  bool begins_group; /* the next line begins the outermost group: its bar has an arm */
} GcorePrinter;

/* Write str (TEXT), repr (OBJECT) and UTF-8; -1 with an exception. */
int gcore_printer_write (GcorePrinter *printer, GcoreObject *text);
int gcore_printer_write_repr (GcorePrinter *printer, GcoreObject *object);
int gcore_printer_write_string (GcorePrinter *printer, const char *text);
/* A line of the frame itself: indented, without a bar. */
int gcore_printer_write_frame (GcorePrinter *printer, const char *line);

/* Writes to sys.stderr, or to the host's if that fails; the pending exception stays as it is. */
void gcore_stderr_write (const char *text);
void gcore_stderr_write_object (GcoreObject *str);
