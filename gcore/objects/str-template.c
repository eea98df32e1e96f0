/* SPDX-License-Identifier: MIT */
/* str.format and str.format_map: "{0.name[key]!r:>{width}}". */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/str-methods.h"
#include "gcore/objects/str-private.h"
#include "gcore/objects/tuple.h"

/* How fields without a name are numbered; both ways must not be mixed in one template. */
typedef enum
{
  UNDECIDED, AUTOMATIC, MANUAL
} Numbering;

typedef struct
{
  GcoreObject *args;   /* borrowed tuple, NULL for format_map */
  GcoreObject *kwargs; /* borrowed mapping or NULL */
  Numbering numbering;
  intptr_t next; /* number of the next unnamed field */
} Template;

/* A part of a template's text. */
typedef struct
{
  GcoreObject *str;
  intptr_t start, end;
} Span;

static void *
fail (const char *message)
{
  gcore_err_set_string (GCORE_EXC (ValueError), message);
  return NULL;
}

static uint32_t
at (const Span *span, intptr_t index)
{
  return gcore_str_read_char (span->str, index);
}

static GcoreObject *
span_text (const Span *span)
{
  return gcore_str_substring (span->str, span->start, span->end);
}

/* The decimal number SPAN is: −1 if it is none, −2 with ValueError if it is too large. */
static intptr_t
span_number (const Span *span)
{
  intptr_t number = 0;
  if (span->start >= span->end)
    return -1;
  for (intptr_t i = span->start; i < span->end; i++)
    {
      int digit = gcore_char_to_decimal (at (span, i));
      if (digit < 0)
        return -1;
      if (__builtin_mul_overflow (number, 10, &number) || __builtin_add_overflow (number, digit, &number))
        {
          fail ("Too many decimal digits in format string");
          return -2;
        }
    }
  return number;
}

/* --- field names -------------------------------------------------------------------------------------------------- */

/* Notes that a field is numbered this way; −1 with ValueError if others were numbered the other way. */
static int
note_numbering (Template *template_, Numbering numbering)
{
  if (template_->numbering == UNDECIDED)
    template_->numbering = numbering;
  if (template_->numbering == numbering)
    return 0;
  fail (numbering == MANUAL ? "cannot switch from automatic field numbering to manual field specification"
                            : "cannot switch from manual field specification to automatic field numbering");
  return -1;
}

static GcoreObject *
look_up_key (Template *template_, const Span *name)
{
  GcoreObject *key = span_text (name);
  GcoreObject *value = NULL;
  if (key != NULL && template_->kwargs == NULL)
    gcore_err_set_key_error (key);
  else if (key != NULL && gcore_is_dict_exact (template_->kwargs))
    {
      value = gcore_xnewref (gcore_dict_get_item_with_error (template_->kwargs, key));
      if (value == NULL && gcore_err_occurred () == NULL)
        gcore_err_set_key_error (key);
    }
  else if (key != NULL)
    value = gcore_object_get_item (template_->kwargs, key);
  gcore_xdecref (key);
  return value;
}

/* The argument a field's first name, which may be empty, stands for: new reference. */
static GcoreObject *
look_up_first (Template *template_, const Span *name)
{
  intptr_t number = span_number (name);
  if (number == -2)
    return NULL;
  bool empty = name->start == name->end;
  if (number < 0 && !empty)
    return look_up_key (template_, name);
  if (note_numbering (template_, empty ? AUTOMATIC : MANUAL) < 0)
    return NULL;
  if (empty)
    number = template_->next++;
  if (template_->args == NULL)
    return fail ("Format string contains positional fields");
  if (number >= GCORE_TUPLE_SIZE (template_->args))
    return gcore_err_format (GCORE_EXC (IndexError), "Replacement index %zd out of range for positional args tuple",
                             number);
  return gcore_newref (GCORE_TUPLE_ITEM (template_->args, number));
}

/* object.name or object[key], from the character at REST->start on, which moves behind it. */
static GcoreObject *
follow (GcoreObject *object, Span *rest)
{
  uint32_t opening = at (rest, rest->start++);
  Span name = { rest->str, rest->start, rest->start };
  if (opening != '.' && opening != '[')
    return fail ("Only '.' or '[' may follow ']' in format field specifier");
  while (name.end < rest->end
         && (opening == '[' ? at (rest, name.end) != ']' : at (rest, name.end) != '.' && at (rest, name.end) != '['))
    name.end++;
  rest->start = name.end;
  if (opening == '[')
    {
      if (name.end == rest->end)
        return fail ("Missing ']' in format string");
      rest->start++;
    }
  if (name.start == name.end)
    return fail ("Empty attribute in format string");
  intptr_t number = opening == '[' ? span_number (&name) : -1;
  if (number == -2)
    return NULL;
  if (number >= 0)
    {
      if (GCORE_TYPE_OF (object)->sequence.item != NULL && GCORE_TYPE_OF (object)->mapping.subscript == NULL)
        return gcore_sequence_get_item (object, number);
      GcoreObject *key = gcore_int_from_ssize (number);
      GcoreObject *value = key == NULL ? NULL : gcore_object_get_item (object, key);
      gcore_xdecref (key);
      return value;
    }
  GcoreObject *key = span_text (&name);
  if (key == NULL)
    return NULL;
  GcoreObject *value = opening == '.' ? gcore_object_get_attr (object, key) : gcore_object_get_item (object, key);
  gcore_decref (key);
  return value;
}

static GcoreObject *
look_up_field (Template *template_, const Span *field)
{
  Span first = { field->str, field->start, field->start };
  while (first.end < field->end && at (field, first.end) != '.' && at (field, first.end) != '[')
    first.end++;
  Span rest = { field->str, first.end, field->end };
  GcoreObject *object = look_up_first (template_, &first);
  while (object != NULL && rest.start < rest.end)
    {
      GcoreObject *next = follow (object, &rest);
      gcore_decref (object);
      object = next;
    }
  return object;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

/* What stands between the braces of a field. */
typedef struct
{
  Span name, spec;
  uint32_t conversion; /* 0: none */
  bool nested;         /* the specification has fields of its own */
} Field;

/* Reads a field whose '{' stands before *POSITION, which moves behind its '}'. −1 with ValueError. */
static int
read_field (const Span *text, intptr_t *position, Field *field)
{
  intptr_t i = *position;
  uint32_t c = 0;
  bool in_brackets = false;
  field->name = (Span) { text->str, i, i };
  for (; i < text->end; i++)
    {
      c = at (text, i);
      if (c == '{')
        return fail ("unexpected '{' in field name"), -1;
      in_brackets = c == '[' ? true : c == ']' ? false : in_brackets;
      if (!in_brackets && (c == '}' || c == ':' || c == '!'))
        break;
    }
  if (i >= text->end)
    return fail ("expected '}' before end of string"), -1;
  field->name.end = i++;
  field->conversion = 0;
  field->nested = false;
  if (c == '!')
    {
      if (i >= text->end)
        return fail ("end of string while looking for conversion specifier"), -1;
      field->conversion = at (text, i++);
      if (i >= text->end)
        return fail ("unmatched '{' in format spec"), -1;
      c = at (text, i++);
      if (c != '}' && c != ':')
        return fail ("expected ':' after conversion specifier"), -1;
    }
  field->spec = (Span) { text->str, i, i };
  if (c == ':')
    {
      int depth = 1;
      for (; i < text->end; i++)
        {
          c = at (text, i);
          field->nested |= c == '{';
          depth += (c == '{') - (c == '}');
          if (depth == 0)
            break;
        }
      if (i >= text->end)
        return fail ("unmatched '{' in format spec"), -1;
      field->spec.end = i++;
    }
  *position = i;
  return 0;
}

/* OBJECT (stolen) after !r, !s or !a. */
static GcoreObject *
convert (GcoreObject *object, uint32_t conversion)
{
  GcoreObject *result = NULL;
  if (conversion == 'r')
    result = gcore_object_repr (object);
  else if (conversion == 's')
    result = gcore_object_str (object);
  else if (conversion == 'a')
    result = gcore_object_ascii (object);
  else if (conversion > 32 && conversion < 127)
    gcore_err_format (GCORE_EXC (ValueError), "Unknown conversion specifier %c", (int) conversion);
  else
    gcore_err_format (GCORE_EXC (ValueError), "Unknown conversion specifier \\x%x", conversion);
  gcore_decref (object);
  return result;
}

/* format (OBJECT, SPEC) into WRITER. */
static int
write_formatted (GcoreStrWriter *writer, GcoreObject *object, const Span *spec)
{
  if (gcore_is_str_exact (object))
    return gcore_str_format_advanced_writer (writer, object, spec->str, spec->start, spec->end);
  if (gcore_is_int_exact (object))
    return gcore_int_format_advanced_writer (writer, object, spec->str, spec->start, spec->end);
  if (gcore_is_float_exact (object))
    return gcore_float_format_advanced_writer (writer, object, spec->str, spec->start, spec->end);
  GcoreObject *spec_text = span_text (spec);
  GcoreObject *text = spec_text == NULL ? NULL : gcore_object_format (object, spec_text);
  int status = text == NULL ? -1 : gcore_str_writer_write_str (writer, text);
  gcore_xdecref (spec_text);
  gcore_xdecref (text);
  return status;
}

static GcoreObject *build (Template *template_, const Span *text, int depth);

static int
write_field (Template *template_, GcoreStrWriter *writer, const Field *field, int depth)
{
  GcoreObject *object = look_up_field (template_, &field->name);
  if (object != NULL && field->conversion != 0)
    object = convert (object, field->conversion);
  if (object == NULL)
    return -1;
  int status = -1;
  if (!field->nested)
    status = write_formatted (writer, object, &field->spec);
  else
    {
      GcoreObject *expanded = build (template_, &field->spec, depth - 1);
      if (expanded != NULL)
        {
          Span spec = { expanded, 0, GCORE_STR_LENGTH (expanded) };
          status = write_formatted (writer, object, &spec);
          gcore_decref (expanded);
        }
    }
  gcore_decref (object);
  return status;
}

/* Writes literal text up to a field; *POSITION then stands behind the field's '{', or at the end. −1 with ValueError
 * for a single brace. */
static int
write_literal (GcoreStrWriter *writer, const Span *text, intptr_t *position, bool *has_field)
{
  intptr_t start = *position, i = start;
  *has_field = false;
  while (i < text->end)
    {
      uint32_t c = at (text, i++);
      if (c != '{' && c != '}')
        continue;
      bool doubled = i < text->end && at (text, i) == c;
      if (!doubled && (c == '}' || i >= text->end))
        return fail (c == '{' ? "Single '{' encountered in format string" : "Single '}' encountered in format string"),
               -1;
      *has_field = !doubled;
      /* Of a doubled brace the first is written with the text before it. */
      if (gcore_str_writer_write_substring (writer, text->str, start, doubled ? i : i - 1) < 0)
        return -1;
      *position = doubled ? i + 1 : i;
      return 0;
    }
  *position = i;
  return gcore_str_writer_write_substring (writer, text->str, start, i);
}

/* TEXT with its fields replaced. DEPTH levels of fields are allowed. */
static GcoreObject *
build (Template *template_, const Span *text, int depth)
{
  if (depth <= 0)
    return fail ("Max string recursion exceeded");
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  writer.over_allocate = true;
  int status = 0;
  for (intptr_t position = text->start; status == 0 && position < text->end;)
    {
      bool has_field;
      Field field;
      status = write_literal (&writer, text, &position, &has_field);
      if (status == 0 && has_field)
        status = read_field (text, &position, &field);
      if (status == 0 && has_field)
        status = write_field (template_, &writer, &field, depth);
    }
  if (status == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

GcoreObject *
gcore_str_method_format (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t length = GCORE_STR_LENGTH (self);
  if (gcore_is_str_exact (self) && gcore_str_find_char (self, '{', 0, length, 1) == -1
      && gcore_str_find_char (self, '}', 0, length, 1) == -1)
    return gcore_newref (self);
  Template template_ = { .args = args, .kwargs = kwargs };
  Span text = { self, 0, GCORE_STR_LENGTH (self) };
  return build (&template_, &text, 2);
}

GCORE_STR_O (format_map)
{
  Template template_ = { .args = NULL, .kwargs = argument };
  Span text = { self, 0, GCORE_STR_LENGTH (self) };
  return build (&template_, &text, 2);
}
