/* SPDX-License-Identifier: MIT */
/* The program has come to breakpoints: their conditions, hit counts and messages. */
#include "gcore/session/dap-private.h"

#include <string.h>

#define MAX_HITS 1000000 /* ticks kept for a breakpoint */

/* A hit condition: an operator (none: equal to) and a number. False if TEXT is none. */
static bool
parse_hit_condition (const char *text, char op[3], guint64 *number)
{
  static const char *const ops[] = { ">=", "<=", "==", ">", "<", "=", "%" };

  while (g_ascii_isspace (*text))
    text++;
  g_strlcpy (op, "==", 3);
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    if (g_str_has_prefix (text, ops[i]))
      {
        g_strlcpy (op, ops[i], 3);
        text += strlen (ops[i]);
        break;
      }
  g_autofree char *digits = g_strstrip (g_strdup (text));
  return g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, number, NULL);
}

bool
gcore_dap_is_hit_condition (const char *text)
{
  char op[3];
  guint64 number;

  return parse_hit_condition (text, op, &number);
}

static guint64
current_tick (GcoreDap *self)
{
  GcoreTimeline *timeline = gcore_session_get_timeline (self->session);

  return timeline != NULL ? timeline->tick : 0;
}

/* How many times it has been reached by now, this time included, as the program's history has it: going back and forth
 * does not count. */
static guint64
count_hit (GcoreDapBreakpoint *breakpoint, guint64 tick)
{
  guint i = breakpoint->hits->len;

  while (i > 0 && g_array_index (breakpoint->hits, guint64, i - 1) > tick)
    i--;
  if (i > 0 && g_array_index (breakpoint->hits, guint64, i - 1) == tick)
    return i;
  if (breakpoint->hits->len < MAX_HITS)
    g_array_insert_val (breakpoint->hits, i, tick);
  return i + 1;
}

void
gcore_dap_forget_hits (GcoreDap *self)
{
  guint64 tick = current_tick (self);

  for (guint i = 0; i < self->breakpoints->len; i++)
    {
      GArray *hits = ((GcoreDapBreakpoint *) self->breakpoints->pdata[i])->hits;
      while (hits->len > 0 && g_array_index (hits, guint64, hits->len - 1) > tick)
        g_array_set_size (hits, hits->len - 1);
    }
}

static bool
hit_condition_holds (const GcoreDapBreakpoint *breakpoint, guint64 n)
{
  char op[3];
  guint64 number;

  if (breakpoint->hit_condition == NULL || !parse_hit_condition (breakpoint->hit_condition, op, &number))
    return true;
  if (g_str_equal (op, ">="))
    return n >= number;
  if (g_str_equal (op, "<="))
    return n <= number;
  return op[0] == '>' ? n > number : op[0] == '<' ? n < number : op[0] == '%' ? n % number == 0 : n == number;
}

static bool
has_text (const char *text)
{
  return text != NULL && text[0] != '\0';
}

/* The one that stopped the program, if it was none at a line of its own file; else NULL. */
static const GcoreDapBreakpoint *
find_watched (GcoreDap *self)
{
  for (guint i = 0; i < self->breakpoints->len && self->watch_hit != 0; i++)
    if (((GcoreDapBreakpoint *) self->breakpoints->pdata[i])->id == self->watch_hit)
      return self->breakpoints->pdata[i];
  return NULL;
}

/* Whether both are at the same line or function: of such the session tells only one. */
static bool
is_same_place (const GcoreDapBreakpoint *a, const GcoreDapBreakpoint *b)
{
  return a->kind == b->kind && a->source == b->source && a->line == b->line && g_strcmp0 (a->function, b->function) == 0
         && a->kind != GCORE_DAP_AT_DATA;
}

/* The breakpoints where the program stands. */
static GPtrArray *
find_here (GcoreDap *self)
{
  GcoreSnapshot *snapshot = gcore_session_get_snapshot (self->session);
  const GcoreDapBreakpoint *watched = find_watched (self);
  GPtrArray *here = g_ptr_array_new ();
  guint n = snapshot != NULL ? snapshot->n_frames : 0;

  for (guint i = 0; i < self->breakpoints->len && n > 0; i++)
    {
      GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      bool is_line = breakpoint->kind == GCORE_DAP_AT_LINE && gcore_dap_is_program (self, breakpoint->source);
      if (watched != NULL ? watched == breakpoint || is_same_place (watched, breakpoint)
                          : self->watch_hit == 0 && is_line && breakpoint->line == snapshot->frames[n - 1].line)
        g_ptr_array_add (here, breakpoint);
    }
  return here;
}

/* Calls PIECE for each stretch of a message: text, or what stands in braces. */
static void
split_message (const char *message, void (*piece) (const char *text, bool is_expression, gpointer data), gpointer data)
{
  const char *open;

  while ((open = strchr (message, '{')) != NULL && strchr (open, '}') != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *text = g_strndup (message, (gsize) (open - message));
      g_autofree char *expression = g_strndup (open + 1, (gsize) (close - open - 1));
      piece (text, false, data);
      piece (expression, true, data);
      message = close + 1;
    }
  piece (message, false, data);
}

static void
add_expression (const char *text, bool is_expression, gpointer data)
{
  if (is_expression)
    g_ptr_array_add (data, g_strdup (text));
}

typedef struct
{
  GString *text;
  const GcoreExamined *examined; /* of the next expression */
} Message;

static void
add_piece (const char *text, bool is_expression, gpointer data)
{
  Message *message = data;

  if (!is_expression)
    g_string_append (message->text, text);
  else if (message->examined->failed)
    {
      g_autofree char *problem = gcore_dap_explain (message->examined++);
      g_string_append_printf (message->text, "{%s}", problem);
    }
  else
    g_string_append (message->text, message->examined++->text);
}

/* Whether BREAKPOINT's condition holds; *EXAMINED moves on to the values of its message. One that cannot be evaluated
 * stops the program, for someone to see why. */
static bool
condition_holds (GcoreDap *self, GcoreDapBreakpoint *breakpoint, const GcoreExamined **examined)
{
  if (!has_text (breakpoint->condition))
    return true;
  const GcoreExamined *condition = (*examined)++;
  if (!condition->failed)
    return condition->truth;
  g_autofree char *problem = gcore_dap_explain (condition);
  g_autofree char *text = g_strdup_printf ("Condition '%s': %s\n", breakpoint->condition, problem);
  gcore_dap_print (self, "important", text);
  return true;
}

/* What has to be evaluated for the breakpoints HERE. */
static GPtrArray *
expressions_of (GPtrArray *here)
{
  GPtrArray *expressions = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < here->len; i++)
    {
      GcoreDapBreakpoint *breakpoint = here->pdata[i];
      if (has_text (breakpoint->condition))
        g_ptr_array_add (expressions, g_strdup (breakpoint->condition));
      if (has_text (breakpoint->log_message))
        split_message (breakpoint->log_message, add_expression, expressions);
    }
  return expressions;
}

static bool
are_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return false;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return false;
  return true;
}

static void
decide (GcoreDap *self, GcoreDapTrial *trial)
{
  static const char *const reasons[] = { [GCORE_DAP_AT_LINE] = "breakpoint",
                                         [GCORE_DAP_AT_FUNCTION] = "function breakpoint",
                                         [GCORE_DAP_AT_DATA] = "data breakpoint" };
  g_autoptr (GPtrArray) here = find_here (self);
  g_autoptr (GPtrArray) expressions = expressions_of (here);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (int));
  const GcoreExamined *examined = trial->examined;
  GcoreDapBreakpointKind kind = GCORE_DAP_AT_LINE;

  if (self->state != GCORE_DAP_RUNNING)
    return;
  if (!are_equal (expressions, trial->expressions)) /* breakpoints were changed meanwhile */
    {
      gcore_dap_check_breakpoints (self);
      return;
    }
  for (guint i = 0; i < here->len; i++)
    {
      GcoreDapBreakpoint *breakpoint = here->pdata[i];
      bool holds = condition_holds (self, breakpoint, &examined);
      holds = holds && hit_condition_holds (breakpoint, count_hit (breakpoint, current_tick (self)));
      if (has_text (breakpoint->log_message))
        {
          Message message = { g_string_new (NULL), examined };
          split_message (breakpoint->log_message, add_piece, &message);
          examined = message.examined;
          g_string_append_c (message.text, '\n');
          if (holds)
            gcore_dap_print (self, "console", message.text->str);
          g_string_free (message.text, TRUE);
        }
      else if (holds)
        {
          g_array_append_val (ids, breakpoint->id);
          kind = breakpoint->kind;
        }
    }
  if (ids->len > 0)
    gcore_dap_stop (self, reasons[kind], NULL, ids);
  else
    gcore_dap_go_on (self);
}

void
gcore_dap_check_breakpoints (GcoreDap *self)
{
  g_autoptr (GPtrArray) here = find_here (self);
  GcoreDapTrial *trial = gcore_dap_trial_new (self, decide);

  trial->as_str = true;
  g_ptr_array_unref (trial->expressions);
  trial->expressions = expressions_of (here);
  gcore_dap_try (trial);
}
