/* SPDX-License-Identifier: MIT */
/* "Did you mean": the known name nearest to one that was not found. */
#include "gcore/machine/traceback-print.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

#define MAX_CANDIDATES 750
#define MAX_LENGTH 40 /* bytes of names compared */
#define MOVE_COST 2
#define CASE_COST 1

static char
to_lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
}

static int
substitution_cost (char a, char b)
{
  if (a == b)
    return 0;
  return to_lower (a) == to_lower (b) ? CASE_COST : MOVE_COST;
}

static int
smallest (int a, int b, int c)
{
  int least = a < b ? a : b;
  return least < c ? least : c;
}

/* Cost of turning A into B: edits cost 2, changes of case 1. */
static int
edit_distance (const char *a, int n_a, const char *b, int n_b)
{
  int row[MAX_LENGTH + 1];
  for (int j = 0; j <= n_b; j++)
    row[j] = j * MOVE_COST;
  for (int i = 1; i <= n_a; i++)
    {
      int diagonal = row[0];
      row[0] = i * MOVE_COST;
      for (int j = 1; j <= n_b; j++)
        {
          int above = row[j];
          row[j] = smallest (above + MOVE_COST, row[j - 1] + MOVE_COST,
                             diagonal + substitution_cost (a[i - 1], b[j - 1]));
          diagonal = above;
        }
    }
  return row[n_b];
}

/* Borrowed from NAMES (a list), or NULL: the first of those nearest to NAME, if near enough. */
static GcoreObject *
nearest (GcoreObject *names, GcoreObject *name)
{
  GcoreObject *best = NULL;
  intptr_t best_distance = INTPTR_MAX, n_name, n_item;
  const char *text = gcore_str_as_utf8_and_size (name, &n_name);
  if (text == NULL || n_name > MAX_LENGTH || GCORE_LIST_SIZE (names) >= MAX_CANDIDATES)
    return NULL;
  for (intptr_t i = 0; i < GCORE_LIST_SIZE (names); i++)
    {
      GcoreObject *item = GCORE_LIST_ITEM (names, i);
      const char *candidate = gcore_is_str (item) ? gcore_str_as_utf8_and_size (item, &n_item) : NULL;
      if (candidate == NULL)
        return NULL;
      if (n_item > MAX_LENGTH || gcore_str_equal (item, name))
        continue;
      intptr_t limit = (n_name + n_item + 3) * MOVE_COST / 6;
      intptr_t distance = edit_distance (text, (int) n_name, candidate, (int) n_item);
      if (distance > limit || distance >= best_distance)
        continue;
      best = item;
      best_distance = distance;
    }
  return best;
}

/* New reference or NULL: the name nearest to NAME in what iterating NAMES gives. NAMES is stolen and may be NULL. */
static GcoreObject *
nearest_in (GcoreObject *names, GcoreObject *name)
{
  GcoreObject *list = names != NULL ? gcore_sequence_list (names) : NULL;
  GcoreObject *best = list != NULL ? gcore_xnewref (nearest (list, name)) : NULL;
  gcore_xdecref (list);
  gcore_xdecref (names);
  gcore_err_clear ();
  return best;
}

static GcoreObject *
suggest_attribute (GcoreAttributeError *error)
{
  if (error->name == NULL || error->object == NULL || !gcore_is_str_exact (error->name))
    return NULL;
  return nearest_in (gcore_object_dir (error->object), error->name);
}

/* Local variables, then globals, then built-ins of the frame that raised. */
static GcoreObject *
suggest_name (GcoreNameError *error)
{
  GcoreTraceback *tb = (GcoreTraceback *) (void *) error->traceback;
  if (error->name == NULL || tb == NULL || !gcore_is_exact (tb, TRACEBACK) || !gcore_is_str_exact (error->name))
    return NULL;
  while (tb->next != NULL)
    tb = tb->next;
  GcoreActivation *activation = tb->frame->activation;
  GcoreObject *best = nearest_in (gcore_newref (activation->code->localsplusnames), error->name);
  if (best == NULL)
    best = nearest_in (gcore_newref (activation->globals), error->name);
  if (best == NULL)
    best = nearest_in (gcore_newref (activation->builtins), error->name);
  return best;
}

GcoreObject *
gcore_traceback_suggestion (GcoreObject *exception)
{
  GcoreType *type = GCORE_TYPE_OF (exception);
  GcoreObject *result = NULL;
  if (type == GCORE_TYPE (EXC_AttributeError))
    result = suggest_attribute ((GcoreAttributeError *) (void *) exception);
  else if (type == GCORE_TYPE (EXC_NameError))
    result = suggest_name ((GcoreNameError *) (void *) exception);
  gcore_err_clear ();
  return result;
}
