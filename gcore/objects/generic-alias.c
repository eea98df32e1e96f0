/* SPDX-License-Identifier: MIT */
/* list[int] and the like: a class with arguments that nobody checks. Attributes and calls go to the class. */
#include "gcore/objects/generic-alias.h"

#include "gcore/objects/containers-private.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

#define ALIAS(object) ((GcoreGenericAlias *) (void *) (object))
#define is_alias(object) gcore_is_instance_of (object, GCORE_TYPE (GENERIC_ALIAS))

static GcoreObject *
make (GcoreType *type, GcoreObject *origin, GcoreObject *args)
{
  GcoreObject *tuple = gcore_is_tuple (args) ? gcore_newref (args) : gcore_tuple_pack (1, args);
  GcoreObject *self = tuple == NULL ? NULL : type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_xdecref (tuple);
      return NULL;
    }
  ALIAS (self)->origin = gcore_newref (origin);
  ALIAS (self)->args = tuple;
  return self;
}

GcoreObject *
gcore_generic_alias_new (GcoreObject *origin, GcoreObject *args)
{
  return make (GCORE_TYPE (GENERIC_ALIAS), origin, args);
}

static GcoreObject *
alias_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *origin, *arguments;
  if (!gcore_arg_no_keywords ("GenericAlias", kwargs)
      || !gcore_arg_unpack_tuple (args, "GenericAlias", 2, 2, &origin, &arguments))
    return NULL;
  return make (type, origin, arguments);
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (ALIAS (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  gcore_xdecref (ALIAS (self)->origin);
  gcore_xdecref (ALIAS (self)->args);
  gcore_xdecref (ALIAS (self)->parameters);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ALIAS (self)->origin);
  GCORE_VISIT (ALIAS (self)->args);
  GCORE_VISIT (ALIAS (self)->parameters);
  return 0;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

/* "module.qualname" of a class, without "builtins."; NULL without an error if OBJECT has no such names. */
static GcoreObject *
name_of_class (GcoreObject *object)
{
  GcoreObject *qualname = NULL, *module = NULL, *text = NULL;
  if (gcore_object_lookup_attr (object, GCORE_ID (__qualname__), &qualname) > 0
      && gcore_object_lookup_attr (object, GCORE_ID (__module__), &module) > 0 && module != GCORE_NONE)
    {
      bool builtin = gcore_is_str (module) && gcore_str_equal_to_ascii_string (module, "builtins");
      text = builtin ? gcore_object_str (qualname) : gcore_str_from_format ("%S.%S", module, qualname);
    }
  gcore_xdecref (qualname);
  gcore_xdecref (module);
  return text;
}

static GcoreObject *
argument_repr (GcoreObject *argument)
{
  if (argument == GCORE_ELLIPSIS)
    return gcore_str_from_string ("...");
  if (argument == GCORE_OBJECT (GCORE_TYPE (NONE)))
    return gcore_str_from_string ("None");
  GcoreObject *text = is_alias (argument) ? NULL : name_of_class (argument);
  return text != NULL || gcore_err_occurred () ? text : gcore_object_repr (argument);
}

int
gcore_type_argument_write (GcoreStrWriter *writer, GcoreObject *argument)
{
  GcoreObject *text = argument_repr (argument);
  if (text == NULL)
    return -1;
  int result = gcore_str_writer_write_str (writer, text);
  gcore_decref (text);
  return result;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreObject *args = ALIAS (self)->args;
  intptr_t n = GCORE_TUPLE_SIZE (args);
  GcoreStrWriter writer;
  gcore_str_writer_init (&writer);
  int result = ALIAS (self)->starred ? gcore_str_writer_write_char (&writer, '*') : 0;
  if (result == 0)
    result = gcore_type_argument_write (&writer, ALIAS (self)->origin);
  if (result == 0)
    result = gcore_str_writer_write_char (&writer, '[');
  for (intptr_t i = 0; result == 0 && i < n; i++)
    {
      if (i > 0)
        result = gcore_str_writer_write_ascii_string (&writer, ", ", 2);
      if (result == 0)
        result = gcore_type_argument_write (&writer, GCORE_TUPLE_ITEM (args, i));
    }
  if (result == 0)
    result = gcore_str_writer_write_ascii_string (&writer, n == 0 ? "()]" : "]", -1);
  if (result == 0)
    return gcore_str_writer_finish (&writer);
  gcore_str_writer_dealloc (&writer);
  return NULL;
}

/* --- behaving like the class -------------------------------------------------------------------------------------- */

static GcoreObject *
get_attr (GcoreObject *self, GcoreObject *name)
{
  static const char *const own[]
    = { "__class__", "__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__",
        "__copy__", "__deepcopy__", "__bases__", "__unpacked__", "__typing_unpacked_tuple_args__" };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (own); i++)
    if (gcore_str_equal_to_ascii_string (name, own[i]))
      return gcore_object_generic_get_attr (self, name);
  return gcore_object_get_attr (ALIAS (self)->origin, name);
}

static GcoreObject *
call (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *result = gcore_object_call (ALIAS (self)->origin, args, kwargs);
  if (result == NULL)
    return NULL;
  /* Instances that can take it remember the alias. */
  if (gcore_object_set_attr_string (result, "__orig_class__", self) < 0)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (AttributeError))
          && !gcore_err_exception_matches (GCORE_EXC (TypeError)))
        GCORE_CLEAR (result);
      else
        gcore_err_clear ();
    }
  return result;
}

static intptr_t
hash (GcoreObject *self)
{
  intptr_t origin = gcore_object_hash (ALIAS (self)->origin);
  intptr_t args = origin == -1 ? -1 : gcore_object_hash (ALIAS (self)->args);
  return args == -1 ? -1 : origin ^ args;
}

static GcoreObject *
rich_compare (GcoreObject *a, GcoreObject *b, int op)
{
  if (!is_alias (a) || !is_alias (b) || (op != GCORE_EQ && op != GCORE_NE))
    GCORE_RETURN_NOT_IMPLEMENTED;
  if (ALIAS (a)->starred != ALIAS (b)->starred)
    return gcore_bool_from_long (op == GCORE_NE);
  int equal = gcore_object_rich_compare_bool (ALIAS (a)->origin, ALIAS (b)->origin, GCORE_EQ);
  if (equal > 0)
    equal = gcore_object_rich_compare_bool (ALIAS (a)->args, ALIAS (b)->args, GCORE_EQ);
  return equal < 0 ? NULL : gcore_bool_from_long (equal == (op == GCORE_EQ));
}

/* Borrowed tuple, or NULL. */
static GcoreObject *
parameters_of (GcoreObject *self)
{
  if (ALIAS (self)->parameters == NULL)
    ALIAS (self)->parameters = gcore_type_parameters (ALIAS (self)->args);
  return ALIAS (self)->parameters;
}

static GcoreObject *
subscript (GcoreObject *self, GcoreObject *item)
{
  GcoreObject *parameters = parameters_of (self), *result = NULL;
  GcoreObject *args = NULL;
  if (parameters != NULL)
    args = gcore_type_parameters_replace (self, ALIAS (self)->args, parameters, item);
  if (args != NULL)
    result = gcore_generic_alias_new (ALIAS (self)->origin, args);
  gcore_xdecref (args);
  if (result != NULL)
    ALIAS (result)->starred = ALIAS (self)->starred;
  return result;
}

/* --- unpacking: *tuple[int] --------------------------------------------------------------------------------------- */

typedef struct
{
  GcoreObject base;
  GcoreObject *alias; /* owned, NULL once given out */
} GcoreGenericAliasIterator;

#define ITERATOR(object) ((GcoreGenericAliasIterator *) (void *) (object))

static GcoreObject *
iter (GcoreObject *self)
{
  GcoreGenericAliasIterator *iterator = gcore_gc_new (GCORE_TYPE (GENERIC_ALIAS_ITERATOR));
  if (iterator == NULL)
    return NULL;
  iterator->alias = gcore_newref (self);
  gcore_gc_track (iterator);
  return GCORE_OBJECT (iterator);
}

static void
iterator_dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (ITERATOR (self)->alias);
  gcore_gc_del (self);
}

static int
iterator_traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (ITERATOR (self)->alias);
  return 0;
}

static GcoreObject *
iterator_next (GcoreObject *self)
{
  GcoreObject *alias = ITERATOR (self)->alias;
  if (alias == NULL)
    return NULL;
  GcoreObject *starred = gcore_generic_alias_new (ALIAS (alias)->origin, ALIAS (alias)->args);
  if (starred != NULL)
    ALIAS (starred)->starred = true;
  GCORE_CLEAR (ITERATOR (self)->alias);
  return starred;
}

const GcoreType gcore_generic_alias_iterator_template = {
  .name = "generic_alias_iterator",
  .basic_size = sizeof (GcoreGenericAliasIterator),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = iterator_dealloc,
  .traverse = iterator_traverse,
  .get_attr = gcore_object_generic_get_attr,
  .iter = gcore_object_self_iter,
  .iter_next = iterator_next,
};

static GcoreObject *
get_unpacked_args (GcoreObject *self, void *closure GCORE_UNUSED)
{
  bool unpacked = ALIAS (self)->starred && ALIAS (self)->origin == GCORE_OBJECT (GCORE_TYPE (TUPLE));
  return gcore_newref (unpacked ? ALIAS (self)->args : GCORE_NONE);
}

static GcoreObject *
get_unpacked (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_bool_from_long (ALIAS (self)->starred);
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject *args = gcore_tuple_pack (2, ALIAS (self)->origin, ALIAS (self)->args);
  GcoreObject *result = args == NULL ? NULL : gcore_tuple_pack (2, GCORE_TYPE (GENERIC_ALIAS), args);
  gcore_xdecref (args);
  return result;
}

static GcoreObject *
method_mro_entries (GcoreObject *self, GcoreObject *bases GCORE_UNUSED)
{
  return gcore_tuple_pack (1, ALIAS (self)->origin);
}

static GcoreObject *
method_instancecheck (GcoreObject *self GCORE_UNUSED, GcoreObject *object GCORE_UNUSED)
{
  gcore_err_set_string (GCORE_EXC (TypeError), "isinstance() argument 2 cannot be a parameterized generic");
  return NULL;
}

static GcoreObject *
method_subclasscheck (GcoreObject *self GCORE_UNUSED, GcoreObject *cls GCORE_UNUSED)
{
  gcore_err_set_string (GCORE_EXC (TypeError), "issubclass() argument 2 cannot be a parameterized generic");
  return NULL;
}

static GcoreObject *
get_parameters (GcoreObject *self, void *closure GCORE_UNUSED)
{
  return gcore_xnewref (parameters_of (self));
}

static const GcoreMethodDef methods[] = {
  { "__mro_entries__", GCORE_FUNC (method_mro_entries), GCORE_METH_O, NULL },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, NULL },
  { "__instancecheck__", GCORE_FUNC (method_instancecheck), GCORE_METH_O, NULL },
  { "__subclasscheck__", GCORE_FUNC (method_subclasscheck), GCORE_METH_O, NULL },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "__origin__", GCORE_MEMBER_OBJECT, offsetof (GcoreGenericAlias, origin), GCORE_MEMBER_READONLY, NULL },
  { "__args__", GCORE_MEMBER_OBJECT, offsetof (GcoreGenericAlias, args), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__parameters__", get_parameters, NULL, "Type variables in the GenericAlias.", NULL },
  { "__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL, NULL },
  { "__unpacked__", get_unpacked, NULL, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_generic_alias_template = {
  .name = "types.GenericAlias",
  .basic_size = sizeof (GcoreGenericAlias),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .hash = hash,
  .call = call,
  .get_attr = get_attr,
  .rich_compare = rich_compare,
  .iter = iter,
  .weaklist_offset = offsetof (GcoreGenericAlias, weak_list),
  .number = { .or_ = gcore_union_type_or },
  .mapping = { .subscript = subscript },
  .methods = methods,
  .members = members,
  .getset = getset,
  .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
  .new_ = alias_new,
  .free_ = gcore_gc_del,
};
