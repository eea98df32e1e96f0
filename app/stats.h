/* SPDX-License-Identifier: MIT */
/* What --stats writes: collections, objects and memory of the machine in the current image, as JSON. */
#pragma once

#include <stdbool.h>

typedef struct GcoreMachine GcoreMachine;

/* Writes the file at PATH. False with errno set. */
bool hs_stats_write (GcoreMachine *machine, const char *path);
