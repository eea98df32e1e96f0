/* SPDX-License-Identifier: MIT */
/* A walk through the life of a program: a machine with a history, and the world around it. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "gcore/history/history.h"
#include "gcore/history/identity.h"

typedef struct
{
  GcoreHost outside;
  GcoreHistory *history;
  GcoreMachine *machine;
  const char *path;
  char *text, *folder;
  gsize length;
  char *module_text, *module_name;
  gint64 clock;          /* of the outside world, which never stands still */
  guint64 start, limit;  /* ticks: where the program begins, how far it is run */
  guint64 budget;        /* of checkpoints */
  bool record_births, ends; /* ends: before the limit */
  const char *fault;     /* what has changed the program and should not have; NULL: nothing */
} Walk;

/* Makes a machine that runs along JOURNAL, which is taken over (NULL: an empty one). False if the program does not
 * compile. */
bool walk_begin (Walk *self, GcoreJournal *journal);
void walk_end (Walk *self);
/* Goes on with a machine as new that has nothing but what a saved session has of the old one. */
void walk_save_and_open (Walk *self);

/* Does one thing of those that a person can do. What it is and how it ends depends on RANDOM. */
void walk_take_step (Walk *self, GRand *random);
