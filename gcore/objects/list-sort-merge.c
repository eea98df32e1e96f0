/* SPDX-License-Identifier: MIT */
/* The sorting algorithm itself; see list-sort.h. Start reading at gcore_sort_run, at the end. */
#include "gcore/objects/containers-private.h"
#include "gcore/objects/list-private.h"
#include "gcore/objects/list-sort.h"

#define MIN_GALLOP 7
#define MAX_MIN_RUN 64

/* --- moving keys with their values -------------------------------------------------------------------------------- */

GCORE_INLINE GcoreSortPlace
place_at (GcoreSortPlace place, intptr_t offset)
{
  return (GcoreSortPlace){ place.keys + offset, place.values == NULL ? NULL : place.values + offset };
}

/* The areas may overlap. */
GCORE_INLINE void
move_items (GcoreSortPlace to, GcoreSortPlace from, intptr_t n)
{
  memmove (to.keys, from.keys, (size_t) n * sizeof to.keys[0]);
  if (to.values != NULL)
    memmove (to.values, from.values, (size_t) n * sizeof to.values[0]);
}

GCORE_INLINE void
move_one (GcoreSortPlace to, GcoreSortPlace from)
{
  *to.keys = *from.keys;
  if (to.values != NULL)
    *to.values = *from.values;
}

/* Room beside the list for N items; -1 with MemoryError. */
static int
get_room (GcoreSort *sort, GcoreSortPlace like, intptr_t n, GcoreSortPlace *room)
{
  intptr_t needed = like.values == NULL ? n : 2 * n;
  if (needed > sort->room_size)
    {
      GcoreObject **block = gcore_mem_alloc ((size_t) needed * sizeof block[0]);
      if (block == NULL)
        {
          gcore_err_no_memory ();
          return -1;
        }
      if (sort->room != sort->room_in_place)
        gcore_mem_free (sort->room);
      sort->room = block;
      sort->room_size = needed;
    }
  *room = (GcoreSortPlace){ sort->room, like.values == NULL ? NULL : sort->room + n };
  return 0;
}

/* --- runs --------------------------------------------------------------------------------------------------------- */

/* Length of the run at KEYS, of N at most: not falling, or strictly falling (*FALLING). -1 with an error. */
static intptr_t
count_run (GcoreSort *sort, GcoreObject **keys, intptr_t n, bool *falling)
{
  *falling = false;
  if (n == 1)
    return 1;
  int less = sort->less (sort, keys[1], keys[0]);
  if (less < 0)
    return -1;
  *falling = less;
  intptr_t i;
  for (i = 2; i < n; i++)
    {
      less = sort->less (sort, keys[i], keys[i - 1]);
      if (less < 0)
        return -1;
      if (less != *falling)
        break;
    }
  return i;
}

/* Lengthens the sorted run of SORTED items at RUN to N items by inserting the others one by one. */
static int
insert_binary (GcoreSort *sort, GcoreSortPlace run, intptr_t n, intptr_t sorted)
{
  for (intptr_t i = sorted; i < n; i++)
    {
      GcoreObject *key = run.keys[i];
      intptr_t low = 0, high = i;
      while (low < high)
        {
          intptr_t middle = low + ((high - low) >> 1);
          int less = sort->less (sort, key, run.keys[middle]);
          if (less < 0)
            return -1;
          if (less)
            high = middle;
          else
            low = middle + 1;
        }
      GcoreObject *value = run.values == NULL ? NULL : run.values[i];
      move_items (place_at (run, low + 1), place_at (run, low), i - low);
      run.keys[low] = key;
      if (run.values != NULL)
        run.values[low] = value;
    }
  return 0;
}

/* Shortest run worth merging: n divided by 2 until below MAX_MIN_RUN, rounded up. */
static intptr_t
min_run_for (intptr_t n)
{
  intptr_t odd = 0;
  for (; n >= MAX_MIN_RUN; n >>= 1)
    odd |= n & 1;
  return n + odd;
}

/* --- galloping ---------------------------------------------------------------------------------------------------- */

/* Whether ITEM stands before the place looked for: with AFTER_EQUALS, not KEY < ITEM, else ITEM < KEY. */
GCORE_INLINE int
is_before (GcoreSort *sort, GcoreObject *item, GcoreObject *key, bool after_equals)
{
  if (!after_equals)
    return sort->less (sort, item, key);
  int less = sort->less (sort, key, item);
  return less < 0 ? -1 : !less;
}

/* Where KEY belongs among the N sorted KEYS: behind those equal to it with AFTER_EQUALS, else in front of them. The
 * search starts at HINT and doubles its steps away from it, then bisects the last step. -1 with an error. */
static intptr_t
gallop (GcoreSort *sort, GcoreObject *key, GcoreObject **keys, intptr_t n, intptr_t hint, bool after_equals)
{
  int before = is_before (sort, keys[hint], key, after_equals);
  if (before < 0)
    return -1;
  bool right = before;
  intptr_t last_step = 0, step = 1, most = right ? n - hint : hint + 1;
  while (step < most)
    {
      before = is_before (sort, keys[right ? hint + step : hint - step], key, after_equals);
      if (before < 0)
        return -1;
      if (before != right)
        break;
      last_step = step;
      step = step > INTPTR_MAX / 2 - 1 ? most : 2 * step + 1;
    }
  step = step > most ? most : step;
  /* The place is behind low - 1 and not behind high. */
  intptr_t low = right ? hint + last_step + 1 : hint - step + 1, high = right ? hint + step : hint - last_step;
  while (low < high)
    {
      intptr_t middle = low + ((high - low) >> 1);
      before = is_before (sort, keys[middle], key, after_equals);
      if (before < 0)
        return -1;
      if (before)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- merging ------------------------------------------------------------------------------------------------------ */

/* Two adjacent runs A and B being merged into DEST. Upwards, A (the shorter) is in the room beside, and a, b and
 * dest stand at the next items; downwards, B is there and they stand at the last items. */
typedef struct
{
  GcoreSort *sort;
  GcoreSortPlace dest, a, b;
  intptr_t n_a, n_b;        /* items left */
  intptr_t a_wins, b_wins;  /* in a row */
} Merge;

typedef enum
{
  MERGE_GO_ON,
  MERGE_DONE,     /* one run is used up, the rest of the other is in its place or copied by the caller */
  MERGE_ONE_LEFT, /* the run that was moved aside has one item left, which belongs at the far end */
  MERGE_ERROR
} MergeState;

GCORE_INLINE MergeState
take_a_up (Merge *m, intptr_t n)
{
  move_items (m->dest, m->a, n);
  m->dest = place_at (m->dest, n);
  m->a = place_at (m->a, n);
  m->n_a -= n;
  /* 0 only if comparisons contradict each other. */
  return m->n_a == 1 ? MERGE_ONE_LEFT : m->n_a == 0 ? MERGE_DONE : MERGE_GO_ON;
}

GCORE_INLINE MergeState
take_b_up (Merge *m, intptr_t n)
{
  move_items (m->dest, m->b, n);
  m->dest = place_at (m->dest, n);
  m->b = place_at (m->b, n);
  m->n_b -= n;
  return m->n_b == 0 ? MERGE_DONE : MERGE_GO_ON;
}

GCORE_INLINE MergeState
take_a_down (Merge *m, intptr_t n)
{
  m->dest = place_at (m->dest, -n);
  m->a = place_at (m->a, -n);
  move_items (place_at (m->dest, 1), place_at (m->a, 1), n);
  m->n_a -= n;
  return m->n_a == 0 ? MERGE_DONE : MERGE_GO_ON;
}

GCORE_INLINE MergeState
take_b_down (Merge *m, intptr_t n)
{
  m->dest = place_at (m->dest, -n);
  m->b = place_at (m->b, -n);
  move_items (place_at (m->dest, 1), place_at (m->b, 1), n);
  m->n_b -= n;
  return m->n_b == 1 ? MERGE_ONE_LEFT : m->n_b == 0 ? MERGE_DONE : MERGE_GO_ON;
}

/* Takes the winner of each pair until one run wins often enough in a row. */
static MergeState
merge_pairs (Merge *m, bool up)
{
  m->a_wins = m->b_wins = 0;
  intptr_t enough = m->sort->min_gallop;
  MergeState state = MERGE_GO_ON;
  while (state == MERGE_GO_ON && m->a_wins < enough && m->b_wins < enough)
    {
      int less = m->sort->less (m->sort, *m->b.keys, *m->a.keys);
      if (less < 0)
        return MERGE_ERROR;
      /* Upwards the smaller goes first, downwards the greater. */
      if ((less != 0) == up)
        {
          m->b_wins++;
          m->a_wins = 0;
          state = up ? take_b_up (m, 1) : take_b_down (m, 1);
        }
      else
        {
          m->a_wins++;
          m->b_wins = 0;
          state = up ? take_a_up (m, 1) : take_a_down (m, 1);
        }
    }
  return state;
}

/* Takes whole stretches of each run in turn, as long as they are long. */
static MergeState
gallop_up (Merge *m)
{
  GcoreSort *sort = m->sort;
  MergeState state = MERGE_GO_ON;
  sort->min_gallop++;
  do
    {
      sort->min_gallop -= sort->min_gallop > 1;
      m->a_wins = gallop (sort, *m->b.keys, m->a.keys, m->n_a, 0, true);
      if (m->a_wins < 0)
        return MERGE_ERROR;
      if (m->a_wins > 0)
        state = take_a_up (m, m->a_wins);
      if (state == MERGE_GO_ON)
        state = take_b_up (m, 1);
      if (state != MERGE_GO_ON)
        return state;
      m->b_wins = gallop (sort, *m->a.keys, m->b.keys, m->n_b, 0, false);
      if (m->b_wins < 0)
        return MERGE_ERROR;
      if (m->b_wins > 0)
        state = take_b_up (m, m->b_wins);
      if (state == MERGE_GO_ON)
        state = take_a_up (m, 1);
    }
  while (state == MERGE_GO_ON && (m->a_wins >= MIN_GALLOP || m->b_wins >= MIN_GALLOP));
  sort->min_gallop += state == MERGE_GO_ON;
  return state;
}

static MergeState
gallop_down (Merge *m)
{
  GcoreSort *sort = m->sort;
  MergeState state = MERGE_GO_ON;
  sort->min_gallop++;
  do
    {
      sort->min_gallop -= sort->min_gallop > 1;
      intptr_t place = gallop (sort, *m->b.keys, m->a.keys - (m->n_a - 1), m->n_a, m->n_a - 1, true);
      if (place < 0)
        return MERGE_ERROR;
      m->a_wins = m->n_a - place;
      if (m->a_wins > 0)
        state = take_a_down (m, m->a_wins);
      if (state == MERGE_GO_ON)
        state = take_b_down (m, 1);
      if (state != MERGE_GO_ON)
        return state;
      place = gallop (sort, *m->a.keys, m->b.keys - (m->n_b - 1), m->n_b, m->n_b - 1, false);
      if (place < 0)
        return MERGE_ERROR;
      m->b_wins = m->n_b - place;
      if (m->b_wins > 0)
        state = take_b_down (m, m->b_wins);
      if (state == MERGE_GO_ON)
        state = take_a_down (m, 1);
    }
  while (state == MERGE_GO_ON && (m->a_wins >= MIN_GALLOP || m->b_wins >= MIN_GALLOP));
  sort->min_gallop += state == MERGE_GO_ON;
  return state;
}

/* Merges from the low end, the run A of N_A <= N_B items moved aside. The first item of B is below all of A, the
 * last of A above all of B. */
static int
merge_up (GcoreSort *sort, GcoreSortPlace a, intptr_t n_a, GcoreSortPlace b, intptr_t n_b)
{
  Merge m = { .sort = sort, .dest = a, .b = b, .n_a = n_a, .n_b = n_b };
  if (get_room (sort, a, n_a, &m.a) < 0)
    return -1;
  move_items (m.a, a, n_a);
  MergeState state = take_b_up (&m, 1);
  if (state == MERGE_GO_ON && n_a == 1)
    state = MERGE_ONE_LEFT;
  while (state == MERGE_GO_ON)
    {
      state = merge_pairs (&m, true);
      if (state == MERGE_GO_ON)
        state = gallop_up (&m);
    }
  if (state == MERGE_ONE_LEFT)
    {
      move_items (m.dest, m.b, m.n_b);
      move_one (place_at (m.dest, m.n_b), m.a);
    }
  else if (m.n_a > 0)
    move_items (m.dest, m.a, m.n_a);
  return state == MERGE_ERROR ? -1 : 0;
}

/* The same from the high end, with B moved aside. */
static int
merge_down (GcoreSort *sort, GcoreSortPlace a, intptr_t n_a, GcoreSortPlace b, intptr_t n_b)
{
  GcoreSortPlace room;
  if (get_room (sort, b, n_b, &room) < 0)
    return -1;
  move_items (room, b, n_b);
  Merge m = { .sort = sort, .dest = place_at (b, n_b - 1), .a = place_at (a, n_a - 1), .b = place_at (room, n_b - 1),
              .n_a = n_a, .n_b = n_b };
  MergeState state = take_a_down (&m, 1);
  if (state == MERGE_GO_ON && n_b == 1)
    state = MERGE_ONE_LEFT;
  while (state == MERGE_GO_ON)
    {
      state = merge_pairs (&m, false);
      if (state == MERGE_GO_ON)
        state = gallop_down (&m);
    }
  if (state == MERGE_ONE_LEFT)
    {
      move_items (place_at (m.dest, 1 - m.n_a), place_at (m.a, 1 - m.n_a), m.n_a);
      move_one (place_at (m.dest, -m.n_a), m.b);
    }
  else if (m.n_b > 0)
    move_items (place_at (m.dest, 1 - m.n_b), room, m.n_b);
  return state == MERGE_ERROR ? -1 : 0;
}

/* Merges the pending runs I and I + 1. */
static int
merge_at (GcoreSort *sort, int i)
{
  GcoreSortPlace a = sort->pending[i].start, b = sort->pending[i + 1].start;
  intptr_t n_a = sort->pending[i].length, n_b = sort->pending[i + 1].length;
  sort->pending[i].length = n_a + n_b;
  if (i == sort->n_pending - 3)
    sort->pending[i + 1] = sort->pending[i + 2];
  sort->n_pending--;
  /* What of A is not above B's first is in place already, and what of B is not below A's last. */
  intptr_t in_place = gallop (sort, b.keys[0], a.keys, n_a, 0, true);
  if (in_place < 0)
    return -1;
  a = place_at (a, in_place);
  n_a -= in_place;
  if (n_a == 0)
    return 0;
  n_b = gallop (sort, a.keys[n_a - 1], b.keys, n_b, n_b - 1, false);
  if (n_b <= 0)
    return n_b < 0 ? -1 : 0;
  return n_a <= n_b ? merge_up (sort, a, n_a, b, n_b) : merge_down (sort, a, n_a, b, n_b);
}

/* --- order of merges ---------------------------------------------------------------------------------------------- */

/* Depth in the merge tree of the boundary between two adjacent runs, the first at START: how many leading binary
 * digits the middles of both, as fractions of N, have in common, plus one. */
static int
boundary_depth (intptr_t start, intptr_t length, intptr_t next_length, intptr_t n)
{
  intptr_t a = 2 * start + length, b = a + length + next_length;
  for (int depth = 1;; depth++)
    {
      if (a >= n)
        {
          a -= n;
          b -= n;
        }
      else if (b >= n)
        return depth;
      a *= 2;
      b *= 2;
    }
}

/* Makes a run pending, after merging those whose boundary lies deeper than the new one. */
static int
push_run (GcoreSort *sort, GcoreSortPlace start, intptr_t length)
{
  if (sort->n_pending > 0)
    {
      int top = sort->n_pending - 1;
      int depth = boundary_depth (sort->pending[top].start.keys - sort->first_key, sort->pending[top].length, length,
                                  sort->n);
      while (sort->n_pending > 1 && sort->pending[sort->n_pending - 2].depth > depth)
        if (merge_at (sort, sort->n_pending - 2) < 0)
          return -1;
      sort->pending[sort->n_pending - 1].depth = depth;
    }
  sort->pending[sort->n_pending].start = start;
  sort->pending[sort->n_pending].length = length;
  sort->n_pending++;
  return 0;
}

static int
merge_all_pending (GcoreSort *sort)
{
  while (sort->n_pending > 1)
    {
      int i = sort->n_pending - 2;
      if (i > 0 && sort->pending[i - 1].length < sort->pending[i + 1].length)
        i--;
      if (merge_at (sort, i) < 0)
        return -1;
    }
  return 0;
}

/* Finds the next run, at least MIN_RUN long if enough items are LEFT, and sorts it. Returns its length, -1 on error. */
static intptr_t
next_run (GcoreSort *sort, GcoreSortPlace place, intptr_t left, intptr_t min_run)
{
  bool falling;
  intptr_t length = count_run (sort, place.keys, left, &falling);
  if (length < 0)
    return -1;
  if (falling)
    {
      gcore_reverse_items (place.keys, length);
      if (place.values != NULL)
        gcore_reverse_items (place.values, length);
    }
  if (length >= min_run)
    return length;
  intptr_t wanted = left < min_run ? left : min_run;
  return insert_binary (sort, place, wanted, length) < 0 ? -1 : wanted;
}

int
gcore_sort_run (GcoreSort *sort, GcoreObject **keys, GcoreObject **values, intptr_t n)
{
  sort->n_pending = 0;
  sort->first_key = keys;
  sort->n = n;
  sort->min_gallop = MIN_GALLOP;
  sort->room = sort->room_in_place;
  sort->room_size = GCORE_SORT_TEMPORARY;
  GcoreSortPlace place = { keys, values };
  intptr_t min_run = min_run_for (n);
  int result = 0;
  for (intptr_t left = n; left > 0 && result == 0;)
    {
      intptr_t length = next_run (sort, place, left, min_run);
      result = length < 0 ? -1 : push_run (sort, place, length);
      place = place_at (place, length < 0 ? 0 : length);
      left -= length;
    }
  if (result == 0)
    result = merge_all_pending (sort);
  if (sort->room != sort->room_in_place)
    gcore_mem_free (sort->room);
  return result;
}
