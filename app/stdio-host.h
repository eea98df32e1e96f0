/* SPDX-License-Identifier: MIT */
/* A host that gives a program the process's own streams and clocks, and the modules beside it. */
#pragma once

#include <stdbool.h>

#include "gcore/machine/host.h"

#define HS_OUTPUT_BUFFER (64 * 1024)
#define HS_INPUT_BUFFER (64 * 1024)

typedef struct
{
  GcoreHost host;
  const char *folder;   /* where imported modules are looked for; ends with '/' or is empty */
  bool line_buffered;   /* standard output is a terminal */
  char output[HS_OUTPUT_BUFFER];
  size_t n_output;      /* bytes waiting in output */
  char input[HS_INPUT_BUFFER];
  size_t input_start, input_end; /* bytes read and not yet handed out */
  char *module_text, *module_path; /* of the last import */
  char *file_text, *file_path;     /* of the last source line asked for */
  size_t file_length;
} HsStdioHost;

/* FOLDER is borrowed. */
void hs_stdio_host_init (HsStdioHost *self, const char *folder);
/* Writes what waits; frees everything. */
void hs_stdio_host_finish (HsStdioHost *self);
