/* SPDX-License-Identifier: MIT */
/* Breakpoints at lines and functions, their conditions, hit counts and messages. */
#include "gcore/session/dap-private.h"

#include <string.h>

#include "gcore/objects/code.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"

#define MAX_HITS 1000000 /* ticks kept for a breakpoint */

/* --- where there is code -------------------------------------------------------------------------------------------- */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* Notes the lines of CODE, of a function also where its body begins. */
static void
add_code (GcoreDap *self, const GcoreCode *code)
{
  GcoreLocationIter iter;
  guint body = 0;

  gcore_location_iter_init (&iter, code);
  while (gcore_location_iter_next (&iter))
    {
      guint line = iter.location.line > 0 ? (guint) iter.location.line : 0;
      bool has_begun = iter.start > code->first_traceable * (int) sizeof (GcoreCodeUnit);
      if (line == 0 || !has_begun)
        continue;
      g_array_append_val (self->lines, line);
      if (body == 0)
        body = line;
    }
  const char *name = gcore_str_as_utf8 (code->qualname);
  if (name == NULL || body == 0 || !(code->flags & GCORE_CODE_OPTIMIZED))
    return;
  GcoreDapFunction *function = g_new (GcoreDapFunction, 1);
  *function = (GcoreDapFunction) { .name = g_strdup (name), .line = body };
  g_ptr_array_add (self->functions, function);
}

static void
add_codes (GcoreMachine *machine, void *data)
{
  GcoreDap *self = data;
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  g_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->functions, 0);
  if (machine->activation != NULL)
    g_ptr_array_add (codes, machine->activation->code);
  for (guint i = 0; i < codes->len; i++)
    {
      const GcoreCode *code = codes->pdata[i];
      add_code (self, code);
      for (intptr_t j = 0; j < GCORE_TUPLE_SIZE (code->consts); j++)
        if (gcore_is_code (GCORE_TUPLE_ITEM (code->consts, j)))
          g_ptr_array_add (codes, GCORE_TUPLE_ITEM (code->consts, j));
    }
  g_array_sort (self->lines, compare_lines);
}

/* In a trial, since to read a str's UTF-8 may make a copy of it. */
void
gcore_dap_find_lines (GcoreHistory *history, GcoreMachine *machine, gpointer data)
{
  gcore_history_try (history, add_codes, data);
}

guint
gcore_dap_line_with_code (GcoreDap *self, guint line)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_array_index (self->lines, guint, i) >= line)
      return g_array_index (self->lines, guint, i);
  return 0;
}

void
gcore_dap_breakpoint_locations (GcoreDap *self, GcoreDapRequest *request)
{
  gint64 first = gcore_dap_need_int (request, request->arguments, "line", 0, G_MAXINT32) + self->lines_from_0;
  gint64 last = gcore_dap_get_int (request, request->arguments, "endLine", 0, G_MAXINT32, first - self->lines_from_0)
                + self->lines_from_0;
  guint before = 0;

  if (gcore_dap_is_wrong (self, request))
    return;
  JsonBuilder *body = gcore_dap_body ();
  gcore_dap_begin_array (body, "breakpoints");
  for (guint i = 0; i < self->lines->len; i++)
    {
      guint line = g_array_index (self->lines, guint, i);
      if (line < first || line > last || line == before)
        continue;
      json_builder_begin_object (body);
      gcore_dap_add_int (body, "line", (gint64) line - self->lines_from_0);
      json_builder_end_object (body);
      before = line;
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

/* --- setting -------------------------------------------------------------------------------------------------------- */

static void
free_breakpoint (GcoreDapBreakpoint *breakpoint)
{
  g_free (breakpoint->function);
  g_free (breakpoint->data_id);
  g_free (breakpoint->condition);
  g_free (breakpoint->hit_condition);
  g_free (breakpoint->log_message);
  g_array_unref (breakpoint->hits);
  g_free (breakpoint);
}

/* Removes those of one kind: OLD gets them. */
static void
take_out (GcoreDap *self, bool functions, bool data, GPtrArray *old)
{
  for (guint i = self->breakpoints->len; i-- > 0;)
    {
      GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      if ((breakpoint->function != NULL) == functions && (breakpoint->data_id != NULL) == data)
        g_ptr_array_add (old, g_ptr_array_remove_index (self->breakpoints, i));
    }
}

void
gcore_dap_clear_breakpoints (GcoreDap *self)
{
  for (guint i = 0; i < self->breakpoints->len; i++)
    free_breakpoint (self->breakpoints->pdata[i]);
  g_ptr_array_set_size (self->breakpoints, 0);
}

/* One that was there at the same place keeps its identity and its hits. */
static void
inherit (GcoreDapBreakpoint *self, GPtrArray *old)
{
  for (guint i = 0; i < old->len; i++)
    {
      GcoreDapBreakpoint *before = old->pdata[i];
      if (before->line != self->line || before->taken || g_strcmp0 (before->function, self->function) != 0)
        continue;
      before->taken = true;
      self->id = before->id;
      g_array_unref (self->hits);
      self->hits = g_array_ref (before->hits);
      return;
    }
}

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

/* LINE 0: it has no place, for the reason WHY_NOT. Adds the breakpoint to the list and to the answer. */
static void
add_breakpoint (GcoreDap *self, GcoreDapRequest *request, JsonBuilder *body, JsonObject *wanted, guint line,
                bool is_function, const char *why_not, GPtrArray *old)
{
  const char *hit_condition = gcore_dap_get_string (request, wanted, "hitCondition", NULL);
  char op[3];
  guint64 number;

  if (hit_condition != NULL && hit_condition[0] == '\0')
    hit_condition = NULL;
  if (hit_condition != NULL && !parse_hit_condition (hit_condition, op, &number))
    why_not = "A hit condition is a number, or one of >=, >, <, <=, ==, % and a number";
  GcoreDapBreakpoint *breakpoint = g_new0 (GcoreDapBreakpoint, 1);
  breakpoint->line = line;
  breakpoint->function = is_function ? g_strdup (gcore_dap_get_string (request, wanted, "name", "")) : NULL;
  breakpoint->data_id = g_strdup (gcore_dap_get_string (request, wanted, "dataId", NULL));
  breakpoint->condition = g_strdup (gcore_dap_get_string (request, wanted, "condition", NULL));
  breakpoint->hit_condition = g_strdup (hit_condition);
  breakpoint->log_message = g_strdup (gcore_dap_get_string (request, wanted, "logMessage", NULL));
  breakpoint->hits = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (line != 0)
    inherit (breakpoint, old);
  if (breakpoint->id == 0)
    breakpoint->id = ++self->last_breakpoint_id;
  json_builder_begin_object (body);
  gcore_dap_add_int (body, "id", breakpoint->id);
  gcore_dap_add_bool (body, "verified", why_not == NULL);
  if (why_not != NULL)
    gcore_dap_add_string (body, "message", why_not);
  if (line != 0)
    gcore_dap_add_int (body, "line", (gint64) line - self->lines_from_0);
  json_builder_end_object (body);
  if (why_not == NULL)
    g_ptr_array_add (self->breakpoints, breakpoint);
  else
    free_breakpoint (breakpoint);
}

/* All of one kind are replaced: PLACE finds the line of each, or says why there is none. */
static void
replace (GcoreDap *self, GcoreDapRequest *request, bool functions, bool data,
         guint (*place) (GcoreDap *self, GcoreDapRequest *request, JsonObject *wanted, const char **why_not))
{
  JsonArray *wanted = gcore_dap_get_array (request, request->arguments, "breakpoints");
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) free_breakpoint);
  JsonBuilder *body = gcore_dap_body ();
  guint n = wanted != NULL ? json_array_get_length (wanted) : 0;

  take_out (self, functions, data, old);
  gcore_dap_begin_array (body, "breakpoints");
  for (guint i = 0; i < n && request->problem == NULL; i++)
    {
      JsonObject *element = gcore_dap_get_element (request, wanted, i);
      if (element == NULL)
        break;
      const char *why_not = NULL;
      guint line = place (self, request, element, &why_not);
      if (why_not == NULL && self->breakpoints->len >= GCORE_MAX_BREAKPOINTS - 1)
        why_not = "There are too many breakpoints";
      add_breakpoint (self, request, body, element, line, functions, why_not, old);
    }
  json_builder_end_array (body);
  gcore_dap_apply_breakpoints (self);
  if (functions || data)
    gcore_dap_apply_watches (self);
  if (gcore_dap_is_wrong (self, request))
    g_object_unref (body);
  else
    gcore_dap_respond (self, request, body);
}

static guint
place_line (GcoreDap *self, GcoreDapRequest *request, JsonObject *wanted, const char **why_not)
{
  gint64 line = gcore_dap_need_int (request, wanted, "line", 0, G_MAXINT32 - 1) + self->lines_from_0;
  JsonObject *source = gcore_dap_get_object (request, request->arguments, "source");
  const char *path = source != NULL ? gcore_dap_get_string (request, source, "path", NULL) : NULL;
  bool generated = source != NULL && gcore_dap_get_int (request, source, "sourceReference", 0, G_MAXINT64, 0) != 0;

  if (self->state < GCORE_DAP_CONFIGURING)
    *why_not = "No program has been launched";
  else if (!generated && (path == NULL || !gcore_dap_is_program (self, path)))
    *why_not = "Only the program's own file can have breakpoints";
  guint found = *why_not == NULL ? gcore_dap_line_with_code (self, (guint) line) : 0;
  if (*why_not == NULL && found == 0)
    *why_not = "There is no code here or below";
  return found;
}

/* Of another file than the program's: its own breakpoints stay as they are. */
static void
refuse (GcoreDap *self, GcoreDapRequest *request)
{
  JsonArray *wanted = gcore_dap_get_array (request, request->arguments, "breakpoints");
  JsonBuilder *body = gcore_dap_body ();

  gcore_dap_begin_array (body, "breakpoints");
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      json_builder_begin_object (body);
      gcore_dap_add_bool (body, "verified", false);
      gcore_dap_add_string (body, "message", "Only the program's own file can have breakpoints");
      json_builder_end_object (body);
    }
  json_builder_end_array (body);
  gcore_dap_respond (self, request, body);
}

void
gcore_dap_set_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  JsonObject *source = gcore_dap_get_object (request, request->arguments, "source");
  const char *path = source != NULL ? gcore_dap_get_string (request, source, "path", NULL) : NULL;

  if (source == NULL && request->problem == NULL)
    request->problem = g_strdup ("'source' has to be given");
  if (gcore_dap_is_wrong (self, request))
    return;
  if (path != NULL && self->program != NULL && !gcore_dap_is_program (self, path))
    refuse (self, request);
  else
    replace (self, request, false, false, place_line);
}

static const GcoreDapFunction *
find_function (GcoreDap *self, const char *name)
{
  for (guint i = 0; i < self->functions->len; i++)
    {
      const GcoreDapFunction *function = self->functions->pdata[i];
      if (g_str_equal (function->name, name))
        return function;
    }
  return NULL;
}

static guint
place_function (GcoreDap *self, GcoreDapRequest *request, JsonObject *wanted, const char **why_not)
{
  const GcoreDapFunction *function = find_function (self, gcore_dap_need_string (request, wanted, "name"));

  if (function == NULL)
    *why_not = self->state < GCORE_DAP_CONFIGURING ? "No program has been launched" : "There is no such function";
  return function != NULL ? function->line : 0;
}

void
gcore_dap_set_function_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->state == GCORE_DAP_RUNNING && self->motion >= GCORE_DAP_BACK)
    gcore_dap_fail (self, request, "The program is travelling");
  else
    replace (self, request, true, false, place_function);
}

/* They have no line. */
static guint
place_data (GcoreDap *self, GcoreDapRequest *request, JsonObject *wanted, const char **why_not)
{
  if (!gcore_dap_is_data_id (gcore_dap_need_string (request, wanted, "dataId")))
    *why_not = "This is no data id";
  return 0;
}

void
gcore_dap_set_data_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  if (self->state == GCORE_DAP_RUNNING && self->motion >= GCORE_DAP_BACK)
    gcore_dap_fail (self, request, "The program is travelling");
  else
    replace (self, request, false, true, place_data);
}

void
gcore_dap_drop_data_breakpoints (GcoreDap *self)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func ((GDestroyNotify) free_breakpoint);

  take_out (self, false, true, old);
}

void
gcore_dap_set_exception_breakpoints (GcoreDap *self, GcoreDapRequest *request)
{
  JsonArray *filters = gcore_dap_get_array (request, request->arguments, "filters");
  bool uncaught = false, raised = false;

  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      JsonNode *node = json_array_get_element (filters, i);
      bool is_string = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
      if (is_string && g_str_equal (json_node_get_string (node), "uncaught"))
        uncaught = true;
      else if (is_string && g_str_equal (json_node_get_string (node), "raised"))
        raised = true;
      else if (request->problem == NULL)
        request->problem = g_strdup ("'filters' may only have \"uncaught\" and \"raised\"");
    }
  if (gcore_dap_is_wrong (self, request))
    return;
  bool changed = self->stop_at_raised != raised;
  self->stop_at_exceptions = uncaught;
  self->stop_at_raised = raised;
  if (changed)
    gcore_dap_apply_watches (self);
  gcore_dap_respond (self, request, NULL);
}

void
gcore_dap_apply_breakpoints (GcoreDap *self)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  if (self->session == NULL || (self->state == GCORE_DAP_RUNNING && self->motion >= GCORE_DAP_BACK))
    return; /* a travelling program gets them when it is there */
  for (guint i = 0; i < self->breakpoints->len && !self->no_debug; i++)
    {
      GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      if (breakpoint->data_id == NULL && breakpoint->function == NULL)
        g_array_append_val (lines, breakpoint->line);
    }
  gcore_session_set_breakpoints (self->session, (const guint *) (gpointer) lines->data, lines->len);
}

/* --- being hit ------------------------------------------------------------------------------------------------------ */

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

/* The breakpoints where the program stands. */
static GPtrArray *
find_here (GcoreDap *self)
{
  GcoreSnapshot *snapshot = gcore_session_get_snapshot (self->session);
  GPtrArray *here = g_ptr_array_new ();
  guint n = snapshot != NULL ? snapshot->n_frames : 0;

  for (guint i = 0; i < self->breakpoints->len && n > 0; i++)
    {
      GcoreDapBreakpoint *breakpoint = self->breakpoints->pdata[i];
      bool is_line = breakpoint->data_id == NULL && breakpoint->function == NULL;
      if (self->watch_hit != 0 ? self->watch_hit == breakpoint->id
                               : is_line && breakpoint->line == snapshot->frames[n - 1].line)
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
  g_autoptr (GPtrArray) here = find_here (self);
  g_autoptr (GPtrArray) expressions = expressions_of (here);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (int));
  const GcoreExamined *examined = trial->examined;
  bool function = false;

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
          function |= breakpoint->function != NULL;
        }
    }
  if (ids->len > 0)
    gcore_dap_stop (self, function ? "function breakpoint" : self->watch_hit != 0 ? "data breakpoint" : "breakpoint", NULL,
                    ids);
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
