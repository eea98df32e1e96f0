/* SPDX-License-Identifier: MIT */
/* Tracebacks: the entries, their source lines and the marks below them. */
#include "gcore/machine/traceback-print.h"

#include "gcore/language/ast.h"
#include "gcore/language/parser.h"
#include "gcore/machine/machine.h"
#include "gcore/machine/source-lines.h"
#include "gcore/machine/streams.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

#define INDENT 4
#define DEFAULT_LIMIT 1000
#define REPEATED_CUTOFF 3 /* equal entries in a row that are shown */

/* Which part of a line is marked, in characters. The inner part (from -1: there is none) gets another mark. */
typedef struct
{
  intptr_t start, end, inner_start, inner_end;
  char outer, inner;
} Marks;

static bool
is_blank (uint32_t c)
{
  return c == ' ' || c == '\t' || c == '\f';
}

/* Characters in the first N_BYTES bytes of TEXT's UTF-8. */
static intptr_t
characters_in (GcoreObject *text, intptr_t n_bytes)
{
  intptr_t size;
  const char *bytes = gcore_str_as_utf8_and_size (text, &size);
  if (bytes == NULL)
    return -1;
  intptr_t count = 0;
  for (intptr_t i = 0; i < n_bytes && i < size; i++)
    count += (bytes[i] & 0xc0) != 0x80;
  return count;
}

/* The operator of a binary operation or the brackets of a subscription, in bytes of SEGMENT. */
static bool
find_inner (GcoreExpr *expression, const char *segment, intptr_t *start, intptr_t *end)
{
  if (expression->kind == GCORE_EXPR_SUBSCRIPT)
    {
      *start = expression->as.subscript.value->location.end_col_offset;
      *end = expression->as.subscript.slice->location.end_col_offset + 1;
      return true;
    }
  if (expression->kind != GCORE_EXPR_BIN_OP)
    return false;
  intptr_t limit = expression->as.bin_op.right->location.col_offset;
  for (intptr_t i = expression->as.bin_op.left->location.end_col_offset; i < limit; i++)
    {
      if (is_blank ((uint8_t) segment[i]))
        continue;
      *start = i;
      *end = i + 1 + (i + 1 < limit && !is_blank ((uint8_t) segment[i + 1]));
      break;
    }
  return true;
}

bool
gcore_traceback_find_operator (GcoreObject *segment, GcoreObject *filename, intptr_t *start, intptr_t *end)
{
  intptr_t length, from, to;
  const char *text = gcore_str_as_utf8_and_size (segment, &length);
  GcoreArena *arena = text != NULL ? gcore_arena_new () : NULL;
  GcoreModuleNode *tree = NULL;
  bool found = false;
  if (arena != NULL)
    tree = gcore_parse_string (text, (size_t) length, filename, GCORE_PARSE_FILE, GCORE_PARSE_IGNORE_COOKIE, arena);
  if (tree != NULL && tree->as.module.body->count == 1 && tree->as.module.body->items[0]->kind == GCORE_STMT_EXPR)
    {
      from = to = -1;
      found = find_inner (tree->as.module.body->items[0]->as.expr.value, text, &from, &to);
    }
  if (found)
    {
      *start = characters_in (segment, from);
      *end = characters_in (segment, to);
    }
  gcore_arena_free (arena);
  gcore_err_clear ();
  return found;
}

/* Looks at the marked text itself: if it is one operation, its operator is what failed. */
static void
mark_inner (GcoreObject *line, GcoreObject *filename, Marks *marks)
{
  GcoreObject *segment = gcore_str_substring (line, marks->start, marks->end);
  intptr_t start, end;
  if (segment != NULL && gcore_traceback_find_operator (segment, filename, &start, &end))
    {
      marks->outer = '~';
      marks->inner = '^';
      marks->inner_start = marks->start + start;
      marks->inner_end = marks->start + end;
    }
  gcore_xdecref (segment);
  gcore_err_clear ();
}

/* Where the instruction of TB stands in its line. False: nothing to mark. */
static bool
find_marks (GcoreTraceback *tb, GcoreObject *line, intptr_t indentation, Marks *marks)
{
  GcoreCode *code = tb->frame->activation->code;
  GcoreCodeLocation location;
  if (!gcore_code_addr_to_location (code, tb->last_instruction, &location) || location.line < 0
      || location.end_line < 0 || location.column < 0 || location.end_column < 0)
    return false;
  *marks = (Marks){ characters_in (line, location.column), characters_in (line, location.end_column), -1, -1, '^', '^' };
  if (marks->start < 0 || marks->end < 0)
    return false;
  intptr_t length = GCORE_STR_LENGTH (line);
  if (location.line == location.end_line)
    mark_inner (line, code->filename, marks);
  else
    {
      intptr_t i = length;
      while (i > 0 && is_blank (gcore_str_read_char (line, i - 1)))
        i--;
      marks->end = i;
    }
  return marks->inner_start >= 0 || marks->inner_end >= 0 || marks->end - marks->start != length - indentation;
}

static int
print_marks (const Marks *marks, intptr_t indentation, GcorePrinter *to)
{
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  bool inner = marks->inner_start >= 0 || marks->inner_end >= 0;
  int status = 0;
  for (intptr_t column = indentation - INDENT + 1; status == 0 && column <= marks->end; column++)
    {
      char mark = marks->outer;
      if (column <= marks->start)
        mark = ' ';
      else if (inner && marks->inner_start < column && column <= marks->inner_end)
        mark = marks->inner;
      status = gcore_str_writer_write_char (&writer, (uint8_t) mark);
    }
  if (status == 0)
    status = gcore_str_writer_write_char (&writer, '\n');
  if (status < 0)
    {
      gcore_str_writer_dealloc (&writer);
      return -1;
    }
  GcoreObject *text = gcore_str_writer_finish (&writer);
  status = text != NULL ? gcore_printer_write (to, text) : -1;
  gcore_xdecref (text);
  return status;
}

/* The source line of an entry, and marks below it. */
static int
print_source (GcoreTraceback *tb, GcorePrinter *to)
{
  GcoreObject *line = gcore_source_line (tb->frame->activation->code->filename, tb->line);
  if (line == NULL)
    return 0;
  intptr_t indentation = 0, length = GCORE_STR_LENGTH (line);
  while (indentation < length && is_blank (gcore_str_read_char (line, indentation)))
    indentation++;
  GcoreObject *stripped = gcore_str_substring (line, indentation, length);
  GcoreObject *text = stripped != NULL ? gcore_str_from_format ("    %U\n", stripped) : NULL;
  int status = text != NULL ? gcore_printer_write (to, text) : -1;
  Marks marks;
  if (status == 0 && find_marks (tb, line, indentation, &marks))
    status = print_marks (&marks, indentation, to);
  gcore_xdecref (text);
  gcore_xdecref (stripped);
  gcore_decref (line);
  return status;
}

static int
print_entry (GcoreTraceback *tb, GcorePrinter *to)
{
  GcoreCode *code = tb->frame->activation->code;
  GcoreObject *text = gcore_str_from_format ("  File \"%U\", line %d, in %U\n", code->filename, tb->line, code->name);
  int status = text != NULL ? gcore_printer_write (to, text) : -1;
  gcore_xdecref (text);
  return status == 0 ? print_source (tb, to) : -1;
}

static int
print_repeated (int count, GcorePrinter *to)
{
  if (count <= REPEATED_CUTOFF)
    return 0;
  count -= REPEATED_CUTOFF;
  GcoreObject *text = gcore_str_from_format ("  [Previous line repeated %d more time%s]\n", count, count > 1 ? "s" : "");
  int status = text != NULL ? gcore_printer_write (to, text) : -1;
  gcore_xdecref (text);
  return status;
}

static bool
same_place (GcoreTraceback *a, GcoreTraceback *b)
{
  GcoreCode *x = a->frame->activation->code, *y = b->frame->activation->code;
  return x->filename == y->filename && a->line == b->line && x->name == y->name;
}

static int
print_entries (GcoreTraceback *tb, GcorePrinter *to, intptr_t limit)
{
  intptr_t depth = 0;
  for (GcoreTraceback *t = tb; t != NULL; t = t->next)
    depth++;
  for (; depth > limit; depth--)
    tb = tb->next;
  GcoreTraceback *last = NULL;
  int count = 0;
  for (; tb != NULL; tb = tb->next)
    {
      if (last == NULL || !same_place (last, tb))
        {
          if (print_repeated (count, to) < 0)
            return -1;
          last = tb;
          count = 0;
        }
      if (++count <= REPEATED_CUTOFF && print_entry (tb, to) < 0)
        return -1;
    }
  return print_repeated (count, to);
}

/* sys.tracebacklimit. */
static intptr_t
entry_limit (void)
{
  GcoreObject *limit = gcore_sys_get_object ("tracebacklimit");
  if (limit == NULL || !gcore_is_int (limit))
    return DEFAULT_LIMIT;
  intptr_t value = gcore_int_as_ssize (limit);
  if (value == -1 && gcore_err_occurred ())
    {
      gcore_err_clear ();
      return gcore_int_sign (limit) > 0 ? DEFAULT_LIMIT : 0;
    }
  return value;
}

int
gcore_traceback_print (GcoreTraceback *tb, GcorePrinter *to, const char *header)
{
  intptr_t limit = entry_limit ();
  if (limit <= 0)
    return 0;
  if (gcore_printer_write_string (to, header) < 0)
    return -1;
  return print_entries (tb, to, limit);
}
