/* SPDX-License-Identifier: MIT */
/* What the world outside does for a program under inspection: its streams, clocks and source files.
 *
 * The host lives outside the image; machine code reaches it through the thread-local gcore_host, which is set for the
 * time the machine's fiber runs. Every answer of a host is an input of the program: a host that replays gives the same
 * answers at the same ticks. Any function may be NULL: output is then dropped, input is at its end, clocks stand still. */
#pragma once

#include "gcore/base/base.h"

typedef enum
{
  GCORE_STREAM_STDOUT = 1,
  GCORE_STREAM_STDERR = 2
} GcoreStream;

typedef enum
{
  GCORE_CLOCK_REAL,      /* since 1970 */
  GCORE_CLOCK_MONOTONIC,
  GCORE_CLOCK_PROCESS    /* processor time */
} GcoreClock;

/* Source text the host found for an import. The host keeps TEXT and FILENAME alive until the next call. */
typedef struct
{
  const char *text;     /* UTF-8; NULL for a folder without __init__.py, a namespace package */
  size_t length;        /* bytes */
  const char *filename; /* what __file__ and tracebacks say; or the folder */
  bool is_package;
} GcoreHostSource;

typedef struct GcoreHost
{
  void *data; /* first argument of every function below */
  void (*write) (void *data, GcoreStream stream, const char *bytes, size_t n_bytes);
  void (*flush) (void *data, GcoreStream stream);
  /* One line of input with its newline into BUFFER, at most SIZE bytes: how many; 0 at the end of input; -1 if a signal came
   * first, and it will be asked again. A longer line comes in pieces, only the last of which ends in a newline. */
  intptr_t (*read_line) (void *data, char *buffer, size_t size);
  /* The module NAME ("a.b") beside the program: true and *SOURCE, or false if there is none. */
  bool (*find_source) (void *data, const char *name, GcoreHostSource *source);
  /* Line LINE (1-based) of a source file for a traceback: its bytes without newline, kept alive until the next call;
   * NULL if unknown. The machine asks only for files it was not given itself. */
  const char *(*source_line) (void *data, const char *filename, int line, size_t *length);
  int64_t (*clock) (void *data, GcoreClock clock); /* nanoseconds */
  void (*random) (void *data, void *bytes, size_t n_bytes);
  /* Returns the nanoseconds left if something woke it. */
  int64_t (*sleep) (void *data, int64_t nanoseconds);
} GcoreHost;

extern _Thread_local const GcoreHost *gcore_host;

/* The same, with the NULLs taken care of. While the host is at work the program is not preempted. */
/* Inside: FUNCTION may use the host's own memory and locks. */
void gcore_host_do (void (*function) (void *data), void *data);
void gcore_host_write (GcoreStream stream, const char *bytes, size_t n_bytes);
void gcore_host_flush (GcoreStream stream);
/* -1 with KeyboardInterrupt. */
intptr_t gcore_host_read_line (char *buffer, size_t size);
bool gcore_host_find_source (const char *name, GcoreHostSource *source);
const char *gcore_host_source_line (const char *filename, int line, size_t *length);
int64_t gcore_host_clock (GcoreClock clock);
/* Without a host's randomness the bytes are zeros. */
void gcore_host_random (void *bytes, size_t n_bytes);
/* -1 with KeyboardInterrupt. */
int gcore_host_sleep (int64_t nanoseconds);
