/* SPDX-License-Identifier: MIT */
#include "gcore/history/journal.h"

#include <stdlib.h>

#include "gcore/record/builder.h"

/* A copy with a NUL behind it. */
static char *
copy_bytes (const void *bytes, size_t n_bytes)
{
  char *copy = malloc (n_bytes + 1);
  if (copy == NULL)
    return NULL;
  if (n_bytes > 0)
    memcpy (copy, bytes, n_bytes);
  copy[n_bytes] = '\0';
  return copy;
}

/* --- branches ----------------------------------------------------------------------------------------------------- */

static void
free_branch (GcoreBranch *branch)
{
  if (branch == NULL)
    return;
  for (uint32_t i = 0; i < branch->n_inputs; i++)
    free (branch->inputs[i].bytes);
  for (uint32_t i = 0; i < branch->n_actions; i++)
    free (branch->actions[i].text);
  free (branch->inputs);
  free (branch->actions);
  free (branch->output);
  free (branch->runs);
  free (branch->samples);
  free (branch->collections);
  free (branch->name);
  free (branch);
}

static GcoreBranch *
new_branch (GcoreJournal *journal, const char *name)
{
  GcoreBranch *branch = calloc (1, sizeof *branch);
  if (branch == NULL || (branch->name = copy_bytes (name, strlen (name))) == NULL
      || !gcore_column_reserve (journal->branches, journal->n_branches, journal->capacity))
    {
      free_branch (branch);
      return NULL;
    }
  branch->number = journal->next_number++;
  journal->branches[journal->n_branches++] = branch;
  return branch;
}

bool
gcore_journal_start (GcoreJournal *journal)
{
  *journal = (GcoreJournal){ 0 };
  return new_branch (journal, "") != NULL;
}

void
gcore_journal_finish (GcoreJournal *journal)
{
  for (uint32_t i = 0; i < journal->n_branches; i++)
    free_branch (journal->branches[i]);
  free (journal->branches);
  *journal = (GcoreJournal){ 0 };
}

GcoreBranch *
gcore_journal_fork (GcoreJournal *journal, GcoreBranch *parent, uint64_t tick, uint32_t n_inputs, uint32_t n_actions,
                    uint64_t n_output)
{
  parent = gcore_branch_owner (parent, tick);
  GcoreBranch *branch = new_branch (journal, "");
  if (branch == NULL)
    return NULL;
  branch->parent = parent;
  branch->fork_tick = branch->end_tick = tick;
  branch->first_input = n_inputs;
  branch->first_action = n_actions;
  branch->first_output = branch->output_end = n_output;
  return branch;
}

bool
gcore_journal_delete (GcoreJournal *journal, GcoreBranch *branch)
{
  uint32_t at = 0;
  for (uint32_t i = 0; i < journal->n_branches; i++)
    if (journal->branches[i]->parent == branch)
      return false;
    else if (journal->branches[i] == branch)
      at = i;
  if (branch->parent == NULL)
    return false;
  memmove (&journal->branches[at], &journal->branches[at + 1], (journal->n_branches - at - 1) * sizeof *journal->branches);
  journal->n_branches--;
  free_branch (branch);
  return true;
}

GcoreBranch *
gcore_journal_find (const GcoreJournal *journal, uint32_t number)
{
  for (uint32_t i = 0; i < journal->n_branches; i++)
    if (journal->branches[i]->number == number)
      return journal->branches[i];
  return NULL;
}

bool
gcore_branch_rename (GcoreBranch *branch, const char *name)
{
  char *copy = copy_bytes (name, strlen (name));
  if (copy == NULL)
    return false;
  free (branch->name);
  branch->name = copy;
  return true;
}

GcoreBranch *
gcore_branch_owner (const GcoreBranch *branch, uint64_t tick)
{
  while (branch->parent != NULL && tick <= branch->fork_tick)
    branch = branch->parent;
  return (GcoreBranch *) branch;
}

bool
gcore_branches_agree (const GcoreBranch *a, const GcoreBranch *b, uint64_t tick)
{
  return gcore_branch_owner (a, tick) == gcore_branch_owner (b, tick);
}

/* --- inputs and actions ------------------------------------------------------------------------------------------- */

const GcoreInput *
gcore_branch_input (const GcoreBranch *branch, uint32_t number)
{
  while (number < branch->first_input)
    branch = branch->parent;
  uint32_t own = number - branch->first_input;
  return own < branch->n_inputs ? &branch->inputs[own] : NULL;
}

const GcoreAction *
gcore_branch_action (const GcoreBranch *branch, uint32_t number)
{
  while (number < branch->first_action)
    branch = branch->parent;
  uint32_t own = number - branch->first_action;
  return own < branch->n_actions ? &branch->actions[own] : NULL;
}

uint32_t
gcore_branch_count_inputs (const GcoreBranch *branch)
{
  return branch->first_input + branch->n_inputs;
}

uint32_t
gcore_branch_count_actions (const GcoreBranch *branch)
{
  return branch->first_action + branch->n_actions;
}

bool
gcore_branch_add_input (GcoreBranch *branch, uint64_t tick, GcoreInputKind kind, const void *bytes, size_t n_bytes,
                        bool none)
{
  char *copy = copy_bytes (bytes, n_bytes);
  if (copy == NULL || !gcore_column_reserve (branch->inputs, branch->n_inputs, branch->inputs_capacity))
    {
      free (copy);
      return false;
    }
  branch->inputs[branch->n_inputs++]
    = (GcoreInput){ .tick = tick, .kind = kind, .none = none, .n_bytes = n_bytes, .bytes = copy };
  return true;
}

bool
gcore_branch_add_action (GcoreBranch *branch, const GcoreAction *action)
{
  char *text = action->text != NULL ? copy_bytes (action->text, strlen (action->text)) : NULL;
  if ((text == NULL && action->text != NULL)
      || !gcore_column_reserve (branch->actions, branch->n_actions, branch->actions_capacity))
    {
      free (text);
      return false;
    }
  branch->actions[branch->n_actions] = *action;
  branch->actions[branch->n_actions++].text = text;
  return true;
}

/* --- its course --------------------------------------------------------------------------------------------------- */

void
gcore_branch_add_sample (GcoreBranch *branch, const GcoreSample *sample)
{
  if (branch->n_samples == GCORE_MAX_SAMPLES)
    {
      branch->n_samples /= 2;
      for (uint32_t i = 0; i < branch->n_samples; i++)
        branch->samples[i] = branch->samples[2 * i];
    }
  if (gcore_column_reserve (branch->samples, branch->n_samples, branch->samples_capacity))
    branch->samples[branch->n_samples++] = *sample;
}

void
gcore_branch_add_collection (GcoreBranch *branch, const GcoreCollectionRecord *record)
{
  if (gcore_column_reserve (branch->collections, branch->n_collections, branch->collections_capacity))
    branch->collections[branch->n_collections++] = *record;
}

/* --- output ------------------------------------------------------------------------------------------------------- */

/* Keeps as much of BYTES as there is room for. */
static void
keep_output (GcoreBranch *branch, uint8_t stream, const char *bytes, size_t n_bytes)
{
  if (branch->output_end - branch->first_output != branch->n_output || branch->n_output + n_bytes > GCORE_MAX_OUTPUT)
    return; /* something before it is missing already, or it is too much */
  if (branch->n_output + n_bytes > branch->output_capacity)
    {
      size_t capacity = 2 * (branch->n_output + n_bytes);
      char *grown = realloc (branch->output, capacity);
      if (grown == NULL)
        return;
      branch->output = grown;
      branch->output_capacity = capacity;
    }
  if (branch->n_runs == 0 || branch->runs[branch->n_runs - 1].stream != stream)
    {
      if (!gcore_column_reserve (branch->runs, branch->n_runs, branch->runs_capacity))
        return;
      branch->runs[branch->n_runs++] = (GcoreOutputRun){ branch->output_end, stream };
    }
  memcpy (branch->output + branch->n_output, bytes, n_bytes);
  branch->n_output += n_bytes;
}

size_t
gcore_branch_add_output (GcoreBranch *branch, uint64_t start, uint8_t stream, const char *bytes, size_t n_bytes)
{
  uint64_t end = start + n_bytes;
  if (end <= branch->output_end)
    return 0;
  size_t n_new = end - branch->output_end < n_bytes ? (size_t) (end - branch->output_end) : n_bytes;
  keep_output (branch, stream, bytes + (n_bytes - n_new), n_new);
  branch->output_end = end;
  return n_new;
}

/* The same for the branch's own part only. */
static void
visit_own_output (const GcoreBranch *branch, uint64_t start, uint64_t end,
                  void (*visit) (uint8_t stream, const char *bytes, size_t n_bytes, void *data), void *data)
{
  uint64_t kept_end = branch->first_output + branch->n_output;
  for (uint32_t i = 0; i < branch->n_runs; i++)
    {
      uint64_t from = branch->runs[i].start, to = i + 1 < branch->n_runs ? branch->runs[i + 1].start : kept_end;
      from = from > start ? from : start;
      to = to < end ? to : end;
      if (from < to)
        visit (branch->runs[i].stream, branch->output + (from - branch->first_output), (size_t) (to - from), data);
    }
}

void
gcore_branch_visit_output (const GcoreBranch *branch, uint64_t start, uint64_t end,
                           void (*visit) (uint8_t stream, const char *bytes, size_t n_bytes, void *data), void *data)
{
  if (branch->parent != NULL && start < branch->first_output)
    gcore_branch_visit_output (branch->parent, start, end < branch->first_output ? end : branch->first_output, visit, data);
  visit_own_output (branch, start, end, visit, data);
}
