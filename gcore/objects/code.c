/* SPDX-License-Identifier: MIT */
/* Making code objects, comparing them, and what Python sees of them. */
#include "gcore/objects/code.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/bytearray.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/complex.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/float.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

#include <math.h>

#define CODE(object) ((GcoreCode *) (void *) (object))

/* --- interning ---------------------------------------------------------------------------------------------------- */

static void
intern_names (GcoreObject *tuple)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    gcore_str_intern_in_place (&GCORE_TUPLE_ITEM (tuple, i));
}

static bool
looks_like_identifier (GcoreObject *str)
{
  if (!GCORE_STR_IS_ASCII (str))
    return false;
  const uint8_t *text = (const uint8_t *) gcore_str_data (str);
  for (intptr_t i = 0; i < GCORE_STR_LENGTH (str); i++)
    {
      uint8_t c = text[i];
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_')
        return false;
    }
  return true;
}

static int intern_constants (GcoreObject *tuple);

/* A frozenset of strings is made anew from interned ones. Returns 1 if *SET was replaced, 0 if not, -1 with an error. */
static int
intern_frozenset (GcoreObject **set)
{
  GcoreObject *items = gcore_tuple_new (GCORE_SET_SIZE (*set)), *item;
  intptr_t position = 0, hash, i = 0;
  if (items == NULL)
    return -1;
  while (gcore_set_next_entry (*set, &position, &item, &hash))
    GCORE_TUPLE_SET_ITEM (items, i++, gcore_newref (item));
  int status = intern_constants (items);
  if (status > 0)
    {
      GcoreObject *interned = gcore_frozenset_new (items);
      if (interned == NULL)
        status = -1;
      else
        GCORE_SETREF (*set, interned);
    }
  gcore_decref (items);
  return status;
}

/* Interns constants that look like identifiers. Returns 1 if an item of TUPLE was replaced, 0 if not, -1 with an error. */
static int
intern_constants (GcoreObject *tuple)
{
  int changed = 0;
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    {
      GcoreObject **item = &GCORE_TUPLE_ITEM (tuple, i), *before = *item;
      int status = 0;
      if (gcore_is_str_exact (before))
        {
          if (looks_like_identifier (before))
            gcore_str_intern_in_place (item);
          status = *item != before;
        }
      else if (gcore_is_tuple_exact (before))
        status = intern_constants (before) < 0 ? -1 : 0;
      else if (gcore_is_frozenset_exact (before))
        status = intern_frozenset (item);
      if (status < 0)
        return -1;
      changed |= status;
    }
  return changed;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static void
count_slots (GcoreCode *code)
{
  const uint8_t *kinds = (const uint8_t *) gcore_bytes_as_string (code->localspluskinds);
  code->nlocalsplus = (int) GCORE_TUPLE_SIZE (code->localsplusnames);
  for (int i = 0; i < code->nlocalsplus; i++)
    if ((kinds[i] & GCORE_LOCAL_FAST) != 0)
      {
        code->nlocals++;
        code->ncellvars += (kinds[i] & GCORE_LOCAL_CELL) != 0;
      }
    else if ((kinds[i] & GCORE_LOCAL_CELL) != 0)
      {
        code->ncellvars++;
        code->nplaincellvars++;
      }
    else
      code->nfreevars++;
}

GcoreCode *
gcore_code_new (const GcoreCodeParts *parts)
{
  intptr_t n_units = GCORE_SIZE_OF (parts->code) / (intptr_t) sizeof (GcoreCodeUnit);
  intern_names (parts->names);
  intern_names (parts->localsplusnames);
  if (intern_constants (parts->consts) < 0)
    return NULL;
  GcoreCode *code = (GcoreCode *) gcore_object_new_var (GCORE_TYPE (CODE), n_units);
  if (code == NULL)
    return NULL;
  memset ((char *) code + sizeof (GcoreVarObject), 0, offsetof (GcoreCode, units) - sizeof (GcoreVarObject));
  code->consts = (GcoreObject *) gcore_newref (parts->consts);
  code->names = (GcoreObject *) gcore_newref (parts->names);
  code->exceptiontable = (GcoreObject *) gcore_newref (parts->exceptiontable);
  code->flags = parts->flags;
  code->warmup = GCORE_CODE_WARMUP;
  code->argcount = parts->argcount;
  code->posonlyargcount = parts->posonlyargcount;
  code->kwonlyargcount = parts->kwonlyargcount;
  code->stacksize = parts->stacksize;
  code->firstlineno = parts->firstlineno;
  code->localsplusnames = (GcoreObject *) gcore_newref (parts->localsplusnames);
  code->localspluskinds = (GcoreObject *) gcore_newref (parts->localspluskinds);
  code->filename = (GcoreObject *) gcore_newref (parts->filename);
  code->name = (GcoreObject *) gcore_newref (parts->name);
  code->qualname = (GcoreObject *) gcore_newref (parts->qualname);
  code->linetable = (GcoreObject *) gcore_newref (parts->linetable);
  memcpy (code->units, gcore_bytes_as_string (parts->code), (size_t) n_units * sizeof (GcoreCodeUnit));
  count_slots (code);
  while (code->first_traceable < n_units
         && gcore_opcode_general[GCORE_UNIT_OPCODE (code->units[code->first_traceable])] != GCORE_OP_RESUME)
    code->first_traceable++;
  return code;
}

static void
dealloc (GcoreObject *self)
{
  GcoreCode *code = CODE (self);
  gcore_xdecref (code->consts);
  gcore_xdecref (code->names);
  gcore_xdecref (code->localsplusnames);
  gcore_xdecref (code->localspluskinds);
  gcore_xdecref (code->filename);
  gcore_xdecref (code->name);
  gcore_xdecref (code->qualname);
  gcore_xdecref (code->linetable);
  gcore_xdecref (code->exceptiontable);
  gcore_xdecref (code->code_bytes);
  if (code->weakreflist != NULL)
    gcore_object_clear_weakrefs (self);
  GCORE_OBJECTS->n_dead_codes++;
  gcore_mem_free (self);
}

/* --- equality ----------------------------------------------------------------------------------------------------- */

/* (type, constant) or, if MARK is not NULL, (type, constant, MARK). New reference. */
static GcoreObject *
key_with_type (GcoreObject *constant, GcoreObject *mark)
{
  GcoreObject *type = GCORE_OBJECT (GCORE_TYPE_OF (constant));
  return mark != NULL ? gcore_tuple_pack (3, type, constant, mark) : gcore_tuple_pack (2, type, constant);
}

static GcoreObject *
float_key (GcoreObject *constant)
{
  double value = GCORE_FLOAT_VALUE (constant);
  return key_with_type (constant, value == 0.0 && signbit (value) ? GCORE_NONE : NULL);
}

static GcoreObject *
complex_key (GcoreObject *constant)
{
  GcoreComplexValue value = GCORE_COMPLEX (constant)->value;
  bool negative_real = value.real == 0.0 && signbit (value.real);
  bool negative_imag = value.imag == 0.0 && signbit (value.imag);
  GcoreObject *mark = negative_real && negative_imag ? GCORE_TRUE
                      : negative_imag                ? GCORE_FALSE
                      : negative_real                ? GCORE_NONE
                                                     : NULL;
  return key_with_type (constant, mark);
}

/* (tuple or frozenset of the items' keys, CONSTANT). */
static GcoreObject *
container_key (GcoreObject *constant)
{
  bool is_set = gcore_is_frozenset_exact (constant);
  intptr_t n = is_set ? GCORE_SET_SIZE (constant) : GCORE_TUPLE_SIZE (constant), position = 0, hash;
  GcoreObject *keys = gcore_tuple_new (n), *item;
  for (intptr_t i = 0; keys != NULL && i < n; i++)
    {
      if (!is_set)
        item = GCORE_TUPLE_ITEM (constant, i);
      else
        gcore_set_next_entry (constant, &position, &item, &hash);
      GcoreObject *key = gcore_code_constant_key (item);
      if (key == NULL)
        GCORE_CLEAR (keys);
      else
        GCORE_TUPLE_SET_ITEM (keys, i, key);
    }
  if (keys != NULL && is_set)
    GCORE_SETREF (keys, gcore_frozenset_new (keys));
  GcoreObject *key = keys != NULL ? gcore_tuple_pack (2, keys, constant) : NULL;
  gcore_xdecref (keys);
  return key;
}

GcoreObject *
gcore_code_constant_key (GcoreObject *constant)
{
  if (constant == GCORE_NONE || constant == GCORE_ELLIPSIS || gcore_is_int_exact (constant)
      || gcore_is_str_exact (constant) || gcore_is_code (constant))
    return (GcoreObject *) gcore_newref (constant);
  if (gcore_is_bool (constant) || gcore_is_bytes_exact (constant))
    return key_with_type (constant, NULL);
  if (gcore_is_float_exact (constant))
    return float_key (constant);
  if (gcore_is_exact (constant, COMPLEX))
    return complex_key (constant);
  if (gcore_is_tuple_exact (constant) || gcore_is_frozenset_exact (constant))
    return container_key (constant);
  GcoreObject *address = gcore_int_from_void_ptr (constant);
  GcoreObject *key = address != NULL ? gcore_tuple_pack (2, constant, address) : NULL;
  gcore_xdecref (address);
  return key;
}

static bool
same_units (const GcoreCode *a, const GcoreCode *b)
{
  if (a->base.size != b->base.size)
    return false;
  for (intptr_t i = 0; i < a->base.size; i++)
    {
      int opcode = gcore_opcode_general[GCORE_UNIT_OPCODE (a->units[i])];
      if (opcode != gcore_opcode_general[GCORE_UNIT_OPCODE (b->units[i])]
          || GCORE_UNIT_ARG (a->units[i]) != GCORE_UNIT_ARG (b->units[i]))
        return false;
      i += gcore_opcode_caches[opcode];
    }
  return true;
}

/* 1, 0 or -1. */
static int
same_constants (GcoreObject *a, GcoreObject *b)
{
  GcoreObject *a_key = gcore_code_constant_key (a), *b_key = a_key != NULL ? gcore_code_constant_key (b) : NULL;
  int same = b_key != NULL ? gcore_object_rich_compare_bool (a_key, b_key, GCORE_EQ) : -1;
  gcore_xdecref (a_key);
  gcore_xdecref (b_key);
  return same;
}

static int
same_code (const GcoreCode *a, const GcoreCode *b)
{
  if (a->argcount != b->argcount || a->posonlyargcount != b->posonlyargcount || a->kwonlyargcount != b->kwonlyargcount
      || a->flags != b->flags || a->firstlineno != b->firstlineno || !same_units (a, b))
    return 0;
  GcoreObject *const pairs[][2] = { { a->name, b->name },
                                    { a->names, b->names },
                                    { a->localsplusnames, b->localsplusnames },
                                    { a->linetable, b->linetable },
                                    { a->exceptiontable, b->exceptiontable } };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (pairs); i++)
    {
      int same = gcore_object_rich_compare_bool (pairs[i][0], pairs[i][1], GCORE_EQ);
      if (same <= 0)
        return same;
    }
  return same_constants (a->consts, b->consts);
}

static GcoreObject *
rich_compare (GcoreObject *self, GcoreObject *other, int op)
{
  if ((op != GCORE_EQ && op != GCORE_NE) || !gcore_is_code (self) || !gcore_is_code (other))
    GCORE_RETURN_NOT_IMPLEMENTED;
  int same = self == other ? 1 : same_code (CODE (self), CODE (other));
  if (same < 0)
    return NULL;
  return (GcoreObject *) gcore_newref (same == (op == GCORE_EQ) ? GCORE_TRUE : GCORE_FALSE);
}

static intptr_t
hash (GcoreObject *self)
{
  const GcoreCode *code = CODE (self);
  GcoreObject *const parts[] = { code->name, code->consts, code->names, code->localsplusnames };
  uint64_t result = (uint64_t) code->argcount ^ (uint64_t) code->posonlyargcount ^ (uint64_t) code->kwonlyargcount
                    ^ (uint64_t) code->flags ^ (uint64_t) code->firstlineno;
  for (size_t i = 0; i < GCORE_N_ELEMENTS (parts); i++)
    {
      intptr_t part = gcore_object_hash (parts[i]);
      if (part == -1)
        return -1;
      result ^= (uint64_t) part;
    }
  return (intptr_t) result == -1 ? -2 : (intptr_t) result;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* New tuple of the names of slots that have a bit of KIND. */
static GcoreObject *
names_of_kind (GcoreCode *code, int kind, int count)
{
  const uint8_t *kinds = (const uint8_t *) gcore_bytes_as_string (code->localspluskinds);
  GcoreObject *names = gcore_tuple_new (count);
  for (intptr_t i = 0, used = 0; names != NULL && i < code->nlocalsplus; i++)
    if ((kinds[i] & kind) != 0)
      GCORE_TUPLE_SET_ITEM (names, used++, gcore_newref (GCORE_TUPLE_ITEM (code->localsplusnames, i)));
  return names;
}

GcoreObject *
gcore_code_get_varnames (GcoreCode *code)
{
  return names_of_kind (code, GCORE_LOCAL_FAST, code->nlocals);
}

GcoreObject *
gcore_code_get_cellvars (GcoreCode *code)
{
  return names_of_kind (code, GCORE_LOCAL_CELL, code->ncellvars);
}

GcoreObject *
gcore_code_get_freevars (GcoreCode *code)
{
  return names_of_kind (code, GCORE_LOCAL_FREE, code->nfreevars);
}

GcoreObject *
gcore_code_get_code (GcoreCode *code)
{
  if (code->code_bytes == NULL)
    {
      intptr_t n = GCORE_CODE_N_UNITS (code);
      code->code_bytes = gcore_bytes_from_string_and_size (NULL, n * (intptr_t) sizeof (GcoreCodeUnit));
      if (code->code_bytes == NULL)
        return NULL;
      uint8_t *bytes = (uint8_t *) gcore_bytes_as_string (code->code_bytes);
      memset (bytes, 0, (size_t) n * sizeof (GcoreCodeUnit));
      for (intptr_t i = 0; i < n; i++)
        {
          int opcode = gcore_opcode_general[GCORE_UNIT_OPCODE (code->units[i])];
          bytes[2 * i] = (uint8_t) opcode;
          bytes[2 * i + 1] = (uint8_t) GCORE_UNIT_ARG (code->units[i]);
          i += gcore_opcode_caches[opcode];
        }
    }
  return (GcoreObject *) gcore_newref (code->code_bytes);
}

static GcoreObject *
get_varnames (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_code_get_varnames (CODE (self));
}

static GcoreObject *
get_cellvars (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_code_get_cellvars (CODE (self));
}

static GcoreObject *
get_freevars (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_code_get_freevars (CODE (self));
}

static GcoreObject *
get_code (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_code_get_code (CODE (self));
}

static GcoreObject *
repr (GcoreObject *self)
{
  const GcoreCode *code = CODE (self);
  return gcore_str_from_format ("<code object %U at %p, file \"%U\", line %d>", code->name, self, code->filename,
                                code->firstlineno != 0 ? code->firstlineno : -1);
}

static GcoreObject *
size_of (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  intptr_t size = (intptr_t) offsetof (GcoreCode, units) + CODE (self)->base.size * (intptr_t) sizeof (GcoreCodeUnit);
  return gcore_int_from_ssize ((size + 7) & ~(intptr_t) 7);
}

/* --- lines and positions ------------------------------------------------------------------------------------------ */

/* New reference to NUMBER, None if it is negative. */
static GcoreObject *
number_or_none (int number)
{
  return number < 0 ? (GcoreObject *) gcore_newref (GCORE_NONE) : gcore_int_from_long (number);
}

/* New tuple of N numbers, negative ones as None; NULL with MemoryError. */
static GcoreObject *
tuple_of_numbers (const int *numbers, intptr_t n)
{
  GcoreObject *tuple = gcore_tuple_new (n);
  for (intptr_t i = 0; tuple != NULL && i < n; i++)
    {
      GcoreObject *item = number_or_none (numbers[i]);
      if (item == NULL)
        GCORE_CLEAR (tuple);
      else
        GCORE_TUPLE_SET_ITEM (tuple, i, item);
    }
  return tuple;
}

/* An iterator over LIST (stolen, may be NULL). */
static GcoreObject *
iterate (GcoreObject *list)
{
  GcoreObject *iter = list != NULL ? gcore_object_get_iter (list) : NULL;
  gcore_xdecref (list);
  return iter;
}

static GcoreObject *
append_steal (GcoreObject *list, GcoreObject *item)
{
  if (item == NULL || gcore_list_append (list, item) < 0)
    {
      gcore_xdecref (item);
      gcore_decref (list);
      return NULL;
    }
  gcore_decref (item);
  return list;
}

static GcoreObject *
co_lines (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  GcoreLocationIter iter;
  GcoreObject *list = gcore_list_new (0);
  gcore_location_iter_init (&iter, CODE (self));
  while (list != NULL && gcore_location_iter_next (&iter))
    {
      const int entry[] = { iter.start, iter.end, iter.location.line };
      list = append_steal (list, tuple_of_numbers (entry, 3));
    }
  return iterate (list);
}

static GcoreObject *
co_positions (GcoreObject *self, GcoreObject *arg GCORE_UNUSED)
{
  GcoreLocationIter iter;
  GcoreObject *list = gcore_list_new (0);
  gcore_location_iter_init (&iter, CODE (self));
  while (list != NULL && gcore_location_iter_next (&iter))
    for (int address = iter.start; list != NULL && address < iter.end; address += (int) sizeof (GcoreCodeUnit))
      {
        const int position[]
          = { iter.location.line, iter.location.end_line, iter.location.column, iter.location.end_column };
        list = append_steal (list, tuple_of_numbers (position, 4));
      }
  return iterate (list);
}

/* Appends the step (BYTES, LINES) to the old table of lines OUT, split where a number would not fit into its byte. */
static int
append_step (GcoreObject *out, int bytes, int lines)
{
  char pairs[2];
  int status = 0;
  for (bool last = false; status == 0 && !last; bytes -= (uint8_t) pairs[0], lines -= (int8_t) pairs[1])
    {
      last = bytes <= 255 && lines >= -128 && lines <= 127;
      pairs[0] = (char) (bytes > 255 ? 255 : bytes);
      pairs[1] = (char) (bytes > 255 ? 0 : lines < -128 ? -128 : lines > 127 ? 127 : lines);
      intptr_t n = GCORE_SIZE_OF (out);
      status = gcore_bytearray_resize (out, n + 2);
      if (status == 0)
        memcpy (gcore_bytearray_as_string (out) + n, pairs, 2);
    }
  return status;
}

/* co_lnotab, the table of lines as it was before Python 3.10. */
static GcoreObject *
get_lnotab (GcoreObject *self, void *closure GCORE_UNUSED)
{
  GcoreLocationIter iter;
  GcoreObject *out = gcore_bytearray_from_string_and_size (NULL, 0), *result = NULL;
  int address = 0, line = CODE (self)->firstlineno, status = out != NULL ? 0 : -1;
  gcore_location_iter_init (&iter, CODE (self));
  while (status == 0 && gcore_location_iter_next (&iter))
    if (iter.computed_line != line)
      {
        status = append_step (out, iter.start - address, iter.computed_line - line);
        address = iter.start;
        line = iter.computed_line;
      }
  if (status == 0)
    result = gcore_bytes_from_string_and_size (gcore_bytearray_as_string (out), GCORE_SIZE_OF (out));
  gcore_xdecref (out);
  return result;
}

/* --- replace ------------------------------------------------------------------------------------------------------ */

/* The row of slots for new variable names: new tuple and bytes in PARTS. False with an exception set. */
static bool
rebuild_slots (GcoreCodeParts *parts, GcoreObject *varnames, GcoreObject *cellvars, GcoreObject *freevars)
{
  intptr_t n_vars = GCORE_TUPLE_SIZE (varnames), n_cells = GCORE_TUPLE_SIZE (cellvars);
  intptr_t n = n_vars + n_cells + GCORE_TUPLE_SIZE (freevars), used = n_vars;
  GcoreObject *names = gcore_tuple_new (n), *kinds = gcore_bytes_from_string_and_size (NULL, n);
  parts->localsplusnames = names;
  parts->localspluskinds = kinds;
  if (names == NULL || kinds == NULL)
    return false;
  uint8_t *kind = (uint8_t *) gcore_bytes_as_string (kinds);
  for (intptr_t i = 0; i < n_vars; i++)
    {
      GCORE_TUPLE_SET_ITEM (names, i, gcore_newref (GCORE_TUPLE_ITEM (varnames, i)));
      kind[i] = GCORE_LOCAL_FAST;
    }
  for (intptr_t i = 0; i < n - n_vars; i++)
    {
      bool is_cell = i < n_cells;
      GcoreObject *name = is_cell ? GCORE_TUPLE_ITEM (cellvars, i) : GCORE_TUPLE_ITEM (freevars, i - n_cells);
      intptr_t slot = 0;
      while (is_cell && slot < n_vars && !gcore_str_equal (GCORE_TUPLE_ITEM (names, slot), name))
        slot++;
      if (is_cell && slot < n_vars)
        {
          kind[slot] |= GCORE_LOCAL_CELL;
          continue;
        }
      kind[used] = is_cell ? GCORE_LOCAL_CELL : GCORE_LOCAL_FREE;
      GCORE_TUPLE_SET_ITEM (names, used++, gcore_newref (name));
    }
  return gcore_tuple_resize (&parts->localsplusnames, used) == 0
         && gcore_bytes_resize (&parts->localspluskinds, used) == 0;
}

static bool
are_strs (GcoreObject *tuple)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (tuple); i++)
    if (!gcore_is_str_exact (GCORE_TUPLE_ITEM (tuple, i)))
      {
        gcore_err_format (GCORE_EXC (TypeError), "name tuples must contain only strings, not '%.500s'",
                          GCORE_TYPE_OF (GCORE_TUPLE_ITEM (tuple, i))->name);
        return false;
      }
  return true;
}

/* Whether a code object can be made of what a program gave. False with an exception set. */
static bool
check_parts (const GcoreCodeParts *p, int nlocals, GcoreObject *varnames, GcoreObject *cellvars, GcoreObject *freevars)
{
  intptr_t n_bytes = GCORE_SIZE_OF (p->code), n_vars = GCORE_TUPLE_SIZE (varnames);
  int n_args = p->argcount + p->kwonlyargcount + ((p->flags & GCORE_CODE_VARARGS) != 0)
               + ((p->flags & GCORE_CODE_VARKEYWORDS) != 0);
  const char *wrong = p->argcount < 0         ? "code: argcount must not be negative"
                      : p->posonlyargcount < 0 ? "code: posonlyargcount must not be negative"
                      : p->kwonlyargcount < 0  ? "code: kwonlyargcount must not be negative"
                      : nlocals < 0            ? "code: nlocals must not be negative"
                                               : NULL;
  if (wrong == NULL && (p->posonlyargcount > p->argcount || p->stacksize < 0 || p->flags < 0))
    {
      gcore_err_set_string (GCORE_EXC (SystemError), "../Objects/codeobject.c:250: bad argument to internal function");
      return false;
    }
  if (wrong == NULL && n_bytes % (intptr_t) sizeof (GcoreCodeUnit) != 0)
    wrong = "code: co_code is malformed";
  if (wrong == NULL && n_args > n_vars)
    wrong = "code: co_varnames is too small";
  if (wrong == NULL && nlocals != n_vars)
    wrong = "code: co_nlocals != len(co_varnames)";
  if (wrong != NULL)
    gcore_err_set_string (GCORE_EXC (ValueError), wrong);
  return wrong == NULL && are_strs (p->names) && are_strs (varnames) && are_strs (cellvars) && are_strs (freevars);
}

static GcoreObject *
replace (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[]
    = { "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags",
        "co_firstlineno", "co_code", "co_consts", "co_names", "co_varnames", "co_freevars", "co_cellvars",
        "co_filename", "co_name", "co_qualname", "co_linetable", "co_exceptiontable", NULL };
  GcoreCode *code = CODE (self);
  GcoreCodeParts p = { .filename = code->filename, .name = code->name, .qualname = code->qualname,
                       .flags = code->flags, .firstlineno = code->firstlineno, .linetable = code->linetable,
                       .consts = code->consts, .names = code->names, .argcount = code->argcount,
                       .posonlyargcount = code->posonlyargcount, .kwonlyargcount = code->kwonlyargcount,
                       .stacksize = code->stacksize, .exceptiontable = code->exceptiontable };
  GcoreType *bytes = GCORE_TYPE (BYTES), *tuple = GCORE_TYPE (TUPLE);
  GcoreObject *varnames = NULL, *freevars = NULL, *cellvars = NULL, *code_bytes = NULL, *result = NULL;
  int nlocals = code->nlocals;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "|$iiiiiiiO!O!O!O!O!O!UUUO!O!:replace", keywords, &p.argcount,
                                           &p.posonlyargcount, &p.kwonlyargcount, &nlocals, &p.stacksize, &p.flags,
                                           &p.firstlineno, bytes, &code_bytes, tuple, &p.consts, tuple, &p.names,
                                           tuple, &varnames, tuple, &freevars, tuple, &cellvars, &p.filename, &p.name,
                                           &p.qualname, bytes, &p.linetable, bytes, &p.exceptiontable))
    return NULL;
  p.code = code_bytes != NULL ? (GcoreObject *) gcore_newref (code_bytes) : gcore_code_get_code (code);
  varnames = varnames != NULL ? (GcoreObject *) gcore_newref (varnames) : gcore_code_get_varnames (code);
  cellvars = cellvars != NULL ? (GcoreObject *) gcore_newref (cellvars) : gcore_code_get_cellvars (code);
  freevars = freevars != NULL ? (GcoreObject *) gcore_newref (freevars) : gcore_code_get_freevars (code);
  if (p.code == NULL || varnames == NULL || cellvars == NULL || freevars == NULL)
    goto done;
  if (check_parts (&p, nlocals, varnames, cellvars, freevars) && rebuild_slots (&p, varnames, cellvars, freevars))
    result = GCORE_OBJECT (gcore_code_new (&p));
done:
  gcore_xdecref (p.localsplusnames);
  gcore_xdecref (p.localspluskinds);
  gcore_xdecref (p.code);
  gcore_xdecref (varnames);
  gcore_xdecref (cellvars);
  gcore_xdecref (freevars);
  return result;
}

/* code (argcount, …): what replace does, from nothing. */
static GcoreObject *
code_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreCodeParts p;
  GcoreType *bytes = GCORE_TYPE (BYTES), *tuple = GCORE_TYPE (TUPLE);
  GcoreObject *varnames, *freevars = GCORE_OBJECTS->empty_tuple, *cellvars = freevars, *result = NULL;
  int nlocals;
  if (!gcore_arg_no_keywords ("code", kwargs) || !gcore_arg_check_positional ("code", GCORE_TUPLE_SIZE (args), 16, 18)
      || !gcore_arg_parse_tuple (args, "iiiiiiO!O!O!O!UUUiO!O!|O!O!:code", &p.argcount, &p.posonlyargcount,
                                 &p.kwonlyargcount, &nlocals, &p.stacksize, &p.flags, bytes, &p.code, tuple, &p.consts,
                                 tuple, &p.names, tuple, &varnames, &p.filename, &p.name, &p.qualname, &p.firstlineno,
                                 bytes, &p.linetable, bytes, &p.exceptiontable, tuple, &freevars, tuple, &cellvars))
    return NULL;
  if (!are_strs (p.names) || !are_strs (varnames) || !are_strs (cellvars) || !are_strs (freevars)
      || !check_parts (&p, nlocals, varnames, cellvars, freevars))
    return NULL;
  if (rebuild_slots (&p, varnames, cellvars, freevars))
    result = GCORE_OBJECT (gcore_code_new (&p));
  gcore_xdecref (p.localsplusnames);
  gcore_xdecref (p.localspluskinds);
  return result;
}

/* --- type --------------------------------------------------------------------------------------------------------- */

#define INT_MEMBER(name) { "co_" #name, GCORE_MEMBER_INT, offsetof (GcoreCode, name), GCORE_MEMBER_READONLY, NULL }
#define OBJECT_MEMBER(name) { "co_" #name, GCORE_MEMBER_OBJECT, offsetof (GcoreCode, name), GCORE_MEMBER_READONLY, NULL }

static const GcoreMemberDef members[] = {
  INT_MEMBER (argcount), INT_MEMBER (posonlyargcount), INT_MEMBER (kwonlyargcount), INT_MEMBER (stacksize),
  INT_MEMBER (flags), INT_MEMBER (nlocals), OBJECT_MEMBER (consts), OBJECT_MEMBER (names), OBJECT_MEMBER (filename),
  OBJECT_MEMBER (name), OBJECT_MEMBER (qualname), INT_MEMBER (firstlineno), OBJECT_MEMBER (linetable),
  OBJECT_MEMBER (exceptiontable), { NULL }
};

static const GcoreGetSetDef getset[] = {
  { "co_varnames", get_varnames, NULL, NULL, NULL }, { "co_cellvars", get_cellvars, NULL, NULL, NULL },
  { "co_freevars", get_freevars, NULL, NULL, NULL }, { "co_code", get_code, NULL, NULL, NULL },
  { "co_lnotab", get_lnotab, NULL, NULL, NULL }, { NULL }
};

static const GcoreMethodDef methods[] = {
  { "__sizeof__", GCORE_FUNC (size_of), GCORE_METH_NOARGS, NULL },
  { "co_lines", GCORE_FUNC (co_lines), GCORE_METH_NOARGS, NULL },
  { "co_positions", GCORE_FUNC (co_positions), GCORE_METH_NOARGS, NULL },
  { "replace", GCORE_FUNC (replace), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "Return a copy of the code object with new values for the specified fields." },
  { NULL }
};

const GcoreType gcore_code_template = {
  .name = "code",
  .basic_size = offsetof (GcoreCode, units),
  .item_size = sizeof (GcoreCodeUnit),
  .new_ = code_new,
  .dealloc = dealloc,
  .repr = repr,
  .hash = hash,
  .get_attr = gcore_object_generic_get_attr,
  .rich_compare = rich_compare,
  .weaklist_offset = offsetof (GcoreCode, weakreflist),
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Create a code object.  Not for the faint of heart.",
};
