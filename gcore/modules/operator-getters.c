/* SPDX-License-Identifier: MIT */
/* operator.itemgetter, attrgetter and methodcaller. */
#include "gcore/collector/collector.h"
#include "gcore/machine/import.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *given;   /* itemgetter: tuple of the keys; attrgetter: tuple of interned names, a dotted one as a tuple of
                         * its parts; methodcaller: tuple of the arguments behind the name */
  GcoreObject *what;    /* itemgetter: the only key, or NULL if there are several; methodcaller: the interned name */
  GcoreObject *keywords; /* methodcaller: dict or NULL */
  intptr_t index;       /* itemgetter: the only key if it is a small int, not negative; else -1 */
  GcoreVectorcallFunc vectorcall;
} Getter;
#define GETTER(object) ((Getter *) (void *) (object))

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (GETTER (self)->given);
  gcore_xdecref (GETTER (self)->what);
  gcore_xdecref (GETTER (self)->keywords);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GETTER (self)->given);
  GCORE_VISIT (GETTER (self)->what);
  GCORE_VISIT (GETTER (self)->keywords);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (GETTER (self)->given);
  GCORE_CLEAR (GETTER (self)->what);
  GCORE_CLEAR (GETTER (self)->keywords);
  return 0;
}

/* New object that holds GIVEN and WHAT; both are stolen, on failure too, and make it fail if they are NULL with an
 * exception set. VECTORCALL may be NULL. */
static GcoreObject *
getter_new (GcoreType *type, GcoreObject *given, GcoreObject *what, GcoreVectorcallFunc vectorcall)
{
  GcoreObject *self = gcore_err_occurred () == NULL ? type->alloc (type, 0) : NULL;
  if (self == NULL)
    {
      gcore_xdecref (given);
      gcore_xdecref (what);
      return NULL;
    }
  GETTER (self)->given = given;
  GETTER (self)->what = what;
  GETTER (self)->index = -1;
  GETTER (self)->vectorcall = vectorcall;
  return self;
}

/* Whether a call brings one argument, the object to get from. */
static bool
is_one_argument (const char *name, size_t n_args, GcoreObject *keyword_names)
{
  return gcore_arg_no_keyword_names (name, keyword_names)
         && gcore_arg_check_positional (name, GCORE_VECTORCALL_N_ARGS (n_args), 1, 1);
}

/* "operator.NAME(PARTS)" of a list of str, which is stolen. */
static GcoreObject *
finish_repr (GcoreObject *self, GcoreObject *parts)
{
  GcoreObject *comma = gcore_str_from_string (", "), *result = NULL;
  GcoreObject *joined = comma != NULL ? gcore_str_join (comma, parts) : NULL;
  if (joined != NULL)
    result = gcore_str_from_format ("%s(%U)", GCORE_TYPE_OF (self)->name, joined);
  gcore_xdecref (comma);
  gcore_xdecref (joined);
  gcore_decref (parts);
  return result;
}

/* Appends PART, which is stolen. */
static int
append_part (GcoreObject *parts, GcoreObject *part)
{
  int result = part != NULL ? gcore_list_append (parts, part) : -1;
  gcore_xdecref (part);
  return result;
}

/* The arguments SELF is made with again: new tuple. */
static GcoreObject *
arguments (Getter *self)
{
  GcoreObject *given = self->given;
  intptr_t n = GCORE_TUPLE_SIZE (given), i = 0;
  bool is_attrgetter = GCORE_TYPE_OF (self) == GCORE_TYPE (ATTRGETTER);
  while (is_attrgetter && i < n && gcore_is_str (GCORE_TUPLE_ITEM (given, i)))
    i++;
  if (!is_attrgetter || i == n)
    return gcore_newref (given);
  GcoreObject *dot = gcore_str_from_string ("."), *args = dot != NULL ? gcore_tuple_new (n) : NULL;
  for (i = 0; args != NULL && i < n; i++)
    {
      GcoreObject *item = GCORE_TUPLE_ITEM (given, i);
      GcoreObject *name = gcore_is_str (item) ? gcore_newref (item) : gcore_str_join (dot, item);
      if (name != NULL)
        GCORE_TUPLE_SET_ITEM (args, i, name);
      else
        GCORE_CLEAR (args);
    }
  gcore_xdecref (dot);
  return args;
}

static GcoreObject *
repr_of_parts (GcoreObject *object)
{
  Getter *self = GETTER (object);
  GcoreObject *given = arguments (self);
  if (given == NULL)
    return NULL;
  bool calls = GCORE_TYPE_OF (object) == GCORE_TYPE (METHODCALLER);
  GcoreObject *parts = gcore_list_new (0), *key, *value;
  bool fine = parts != NULL && (!calls || append_part (parts, gcore_object_repr (self->what)) == 0);
  for (intptr_t i = 0; fine && i < GCORE_TUPLE_SIZE (given); i++)
    fine = append_part (parts, gcore_object_repr (GCORE_TUPLE_ITEM (given, i))) == 0;
  gcore_decref (given);
  intptr_t place = 0;
  while (fine && self->keywords != NULL && gcore_dict_next (self->keywords, &place, &key, &value))
    fine = append_part (parts, gcore_str_from_format ("%U=%R", key, value)) == 0;
  if (fine)
    return finish_repr (object, parts);
  gcore_xdecref (parts);
  return NULL;
}

static GcoreObject *
repr (GcoreObject *self)
{
  int running = gcore_repr_enter (self);
  if (running != 0)
    return running < 0 ? NULL : gcore_str_from_format ("%s(...)", GCORE_TYPE_OF (self)->name);
  GcoreObject *result = repr_of_parts (self);
  gcore_repr_leave (self);
  return result;
}

/* How copy and pickle make another one: by the same call. */
static GcoreObject *
reduce (GcoreObject *self, GcoreObject *unused)
{
  GcoreObject *args = arguments (GETTER (self));
  GcoreObject *result = args != NULL ? gcore_tuple_pack (2, GCORE_TYPE_OF (self), args) : NULL;
  gcore_xdecref (args);
  return result;
}

static const GcoreMethodDef getter_methods[] = {
  { "__reduce__", GCORE_FUNC (reduce), GCORE_METH_NOARGS, "Return state information for pickling" },
  { .name = NULL }
};

#define SLOTS(python_name)                                                                                             \
  .name = "operator." python_name, .basic_size = sizeof (Getter), .dealloc = dealloc, .traverse = traverse,            \
  .clear = clear, .repr = repr, .get_attr = gcore_object_generic_get_attr, .free_ = gcore_gc_del

#define VECTORCALL_SLOTS                                                                                               \
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_HAVE_VECTORCALL, .call = gcore_vectorcall_call,                        \
  .vectorcall_offset = offsetof (Getter, vectorcall)

/* --- itemgetter --------------------------------------------------------------------------------------------------- */

static GcoreObject *
item_of (Getter *self, GcoreObject *object)
{
  if (self->index >= 0 && gcore_is_tuple_exact (object) && self->index < GCORE_TUPLE_SIZE (object))
    return gcore_newref (GCORE_TUPLE_ITEM (object, self->index));
  if (self->what != NULL)
    return gcore_object_get_item (object, self->what);
  intptr_t n = GCORE_TUPLE_SIZE (self->given);
  GcoreObject *result = gcore_tuple_new (n);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    {
      GcoreObject *item = gcore_object_get_item (object, GCORE_TUPLE_ITEM (self->given, i));
      if (item != NULL)
        GCORE_TUPLE_SET_ITEM (result, i, item);
      else
        GCORE_CLEAR (result);
    }
  return result;
}

static GcoreObject *
itemgetter_vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  return is_one_argument ("itemgetter", n_args, keyword_names) ? item_of (GETTER (self), args[0]) : NULL;
}

static GcoreObject *
itemgetter_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (!gcore_arg_no_keywords ("itemgetter", kwargs) || (n < 1 && !gcore_arg_check_positional ("itemgetter", n, 1, 1)))
    return NULL;
  GcoreObject *only = n == 1 ? GCORE_TUPLE_ITEM (args, 0) : NULL;
  GcoreObject *self = getter_new (type, gcore_newref (args), gcore_xnewref (only), itemgetter_vectorcall);
  if (self != NULL && only != NULL && gcore_is_int_exact (only) && gcore_int_is_compact (only))
    GETTER (self)->index = gcore_int_compact_value (only);
  return self;
}

const GcoreType gcore_itemgetter_template = {
  SLOTS ("itemgetter"),
  VECTORCALL_SLOTS,
  .methods = getter_methods,
  .new_ = itemgetter_new,
  .doc = "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call "
         "f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
};

/* --- attrgetter --------------------------------------------------------------------------------------------------- */

/* The attribute PATH, a name or a tuple of names, leads to. */
static GcoreObject *
follow (GcoreObject *object, GcoreObject *path)
{
  if (gcore_is_str (path))
    return gcore_object_get_attr (object, path);
  GcoreObject *result = gcore_newref (object);
  for (intptr_t i = 0; result != NULL && i < GCORE_TUPLE_SIZE (path); i++)
    GCORE_SETREF (result, gcore_object_get_attr (result, GCORE_TUPLE_ITEM (path, i)));
  return result;
}

static GcoreObject *
attrgetter_vectorcall (GcoreObject *self, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!is_one_argument ("attrgetter", n_args, keyword_names))
    return NULL;
  GcoreObject *paths = GETTER (self)->given;
  intptr_t n = GCORE_TUPLE_SIZE (paths);
  if (n == 1)
    return follow (args[0], GCORE_TUPLE_ITEM (paths, 0));
  GcoreObject *result = gcore_tuple_new (n);
  for (intptr_t i = 0; result != NULL && i < n; i++)
    {
      GcoreObject *value = follow (args[0], GCORE_TUPLE_ITEM (paths, i));
      if (value != NULL)
        GCORE_TUPLE_SET_ITEM (result, i, value);
      else
        GCORE_CLEAR (result);
    }
  return result;
}

/* A dotted name as a tuple of interned names, another interned. */
static GcoreObject *
path_from_name (GcoreObject *name)
{
  if (!gcore_is_str (name))
    return gcore_err_format (GCORE_EXC (TypeError), "attribute name must be a string");
  intptr_t length = GCORE_STR_LENGTH (name), n_dots = 0;
  for (intptr_t i = 0; i < length; i++)
    n_dots += gcore_str_read_char (name, i) == '.';
  if (n_dots == 0)
    {
      gcore_incref (name);
      gcore_str_intern_in_place (&name);
      return name;
    }
  GcoreObject *path = gcore_tuple_new (n_dots + 1);
  for (intptr_t i = 0, start = 0, end; path != NULL && i <= n_dots; i++, start = end + 1)
    {
      end = gcore_str_find_char (name, '.', start, length, 1);
      end = end < 0 ? length : end;
      GcoreObject *part = gcore_str_substring (name, start, end);
      if (part != NULL)
        {
          gcore_str_intern_in_place (&part);
          GCORE_TUPLE_SET_ITEM (path, i, part);
        }
      else
        GCORE_CLEAR (path);
    }
  return path;
}

static GcoreObject *
attrgetter_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (!gcore_arg_no_keywords ("attrgetter", kwargs) || (n < 1 && !gcore_arg_check_positional ("attrgetter", n, 1, 1)))
    return NULL;
  GcoreObject *paths = gcore_tuple_new (n);
  for (intptr_t i = 0; paths != NULL && i < n; i++)
    {
      GcoreObject *path = path_from_name (GCORE_TUPLE_ITEM (args, i));
      if (path != NULL)
        GCORE_TUPLE_SET_ITEM (paths, i, path);
      else
        GCORE_CLEAR (paths);
    }
  return paths != NULL ? getter_new (type, paths, NULL, attrgetter_vectorcall) : NULL;
}

const GcoreType gcore_attrgetter_template = {
  SLOTS ("attrgetter"),
  VECTORCALL_SLOTS,
  .methods = getter_methods,
  .new_ = attrgetter_new,
  .doc = "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), "
         "the call f(r) returns r.name.\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n"
         "(r.name.first, r.name.last).",
};

/* --- methodcaller ------------------------------------------------------------------------------------------------- */

static GcoreObject *
methodcaller_call (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  if (!gcore_arg_no_keywords ("methodcaller", kwargs)
      || !gcore_arg_check_positional ("methodcaller", GCORE_TUPLE_SIZE (args), 1, 1))
    return NULL;
  Getter *self = GETTER (object);
  GcoreObject *method = gcore_object_get_attr (GCORE_TUPLE_ITEM (args, 0), self->what);
  if (method == NULL)
    return NULL;
  GcoreObject *result = gcore_object_call (method, self->given, self->keywords);
  gcore_decref (method);
  return result;
}

static GcoreObject *
methodcaller_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "methodcaller needs at least one argument, the method name");
  GcoreObject *name = GCORE_TUPLE_ITEM (args, 0);
  if (!gcore_is_str (name))
    return gcore_err_format (GCORE_EXC (TypeError), "method name must be a string");
  GcoreObject *given = gcore_tuple_get_slice (args, 1, n);
  if (given == NULL)
    return NULL;
  gcore_incref (name);
  gcore_str_intern_in_place (&name);
  GcoreObject *self = getter_new (type, given, name, NULL);
  if (self != NULL)
    GETTER (self)->keywords = gcore_xnewref (kwargs);
  return self;
}

/* Without keywords by the same call; a call cannot carry keywords here. */
/* functools.partial (methodcaller, name, **keywords): new reference. */
static GcoreObject *
partial_methodcaller (GcoreObject *object, GcoreObject *name, GcoreObject *keywords)
{
  GcoreObject *functools = gcore_import_module ("functools"), *args = NULL, *result = NULL;
  GcoreObject *partial = functools != NULL ? gcore_object_get_attr_string (functools, "partial") : NULL;
  if (partial != NULL)
    args = gcore_tuple_pack (2, GCORE_TYPE_OF (object), name);
  if (args != NULL)
    result = gcore_object_call (partial, args, keywords);
  gcore_xdecref (args);
  gcore_xdecref (partial);
  gcore_xdecref (functools);
  return result;
}

static GcoreObject *
methodcaller_reduce (GcoreObject *object, GcoreObject *unused)
{
  Getter *self = GETTER (object);
  GcoreObject *result = NULL;
  if (self->keywords != NULL && gcore_dict_size (self->keywords) > 0)
    {
      GcoreObject *partial = partial_methodcaller (object, self->what, self->keywords);
      if (partial != NULL)
        result = gcore_tuple_pack (2, partial, self->given);
      gcore_xdecref (partial);
      return result;
    }
  GcoreObject *name = gcore_tuple_pack (1, self->what);
  GcoreObject *args = name != NULL ? gcore_sequence_concat (name, self->given) : NULL;
  if (args != NULL)
    result = gcore_tuple_pack (2, GCORE_TYPE_OF (object), args);
  gcore_xdecref (name);
  gcore_xdecref (args);
  return result;
}

static const GcoreMethodDef methodcaller_methods[] = {
  { "__reduce__", GCORE_FUNC (methodcaller_reduce), GCORE_METH_NOARGS, "Return state information for pickling" },
  { .name = NULL }
};

const GcoreType gcore_methodcaller_template = {
  SLOTS ("methodcaller"),
  .flags = GCORE_TYPE_FLAG_GC,
  .call = methodcaller_call,
  .methods = methodcaller_methods,
  .new_ = methodcaller_new,
  .doc = "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call "
         "f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', "
         "foo=1).",
};
