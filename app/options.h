/* SPDX-License-Identifier: MIT */
/* Options that run and repl share. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  int thresholds[3];        /* -1: as they are */
  bool gc_disable;
  bool gc_stress;           /* a full collection at every allocation it could come with */
  uint64_t memory_limit;    /* bytes, 0: none */
  double time_limit;        /* seconds, 0: none */
  const char *stats_path;   /* NULL: no statistics */
  const char *command;      /* -c TEXT, or NULL */
  bool quiet;               /* -q: no banner */
} HsOptions;

/* Reads the options at the start of ARGV[1 …]. Returns the index of the first argument that is none, or -1 after a message
 * on standard error. */
int hs_options_parse (HsOptions *options, int argc, char **argv);
