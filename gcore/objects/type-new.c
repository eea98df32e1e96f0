/* SPDX-License-Identifier: MIT */
/* Making a class: type (name, bases, namespace). */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

/* A class in the making. */
typedef struct
{
  GcoreType *metatype;
  GcoreType *base;       /* borrowed: whose layout instances get */
  GcoreObject *name;     /* borrowed str */
  GcoreObject *bases;    /* owned tuple */
  GcoreObject *kwargs;   /* borrowed dict or NULL */
  GcoreObject *dict;     /* owned copy of the namespace; the class takes it over */
  GcoreObject *slots;    /* owned sorted tuple of mangled names; NULL: no __slots__ */
  bool add_dict, add_weak, may_add_dict, may_add_weak;
} Making;

/* --- bases and metaclass ------------------------------------------------------------------------------------------ */

static bool
check_mro_entries (GcoreObject *bases)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (bases); i++)
    {
      GcoreObject *base = GCORE_TUPLE_ITEM (bases, i), *method;
      if (gcore_is_type (base))
        continue;
      int found = gcore_object_lookup_attr (base, GCORE_ID (__mro_entries__), &method);
      if (found == 0)
        continue;
      gcore_xdecref (method);
      if (found > 0)
        gcore_err_set_string (GCORE_EXC (TypeError),
                              "type() doesn't support MRO entry resolution; use types.new_class()");
      return false;
    }
  return true;
}

/* Sets bases and base. */
static int
choose_bases (Making *making, GcoreObject *bases)
{
  if (GCORE_TUPLE_SIZE (bases) == 0)
    {
      making->base = GCORE_TYPE (OBJECT);
      making->bases = gcore_tuple_pack (1, making->base);
      return making->bases != NULL ? 0 : -1;
    }
  making->base = gcore_type_best_base (bases);
  if (making->base == NULL)
    return -1;
  making->bases = gcore_newref (bases);
  return 0;
}

/* --- __slots__ ---------------------------------------------------------------------------------------------------- */

/* NAME as it is called inside class CLASS: __x becomes _class__x. New reference. */
static GcoreObject *
mangle (GcoreObject *class_name, GcoreObject *name)
{
  intptr_t n = GCORE_STR_LENGTH (name), n_class = GCORE_STR_LENGTH (class_name), start = 0;
  bool is_private = n > 2 && gcore_str_read_char (name, 0) == '_' && gcore_str_read_char (name, 1) == '_'
                    && !(gcore_str_read_char (name, n - 1) == '_' && gcore_str_read_char (name, n - 2) == '_')
                    && gcore_str_find_char (name, '.', 0, n, 1) < 0;
  while (start < n_class && gcore_str_read_char (class_name, start) == '_')
    start++;
  if (!is_private || start == n_class)
    return gcore_newref (name);
  GcoreObject *stripped = gcore_str_substring (class_name, start, n_class);
  if (stripped == NULL)
    return NULL;
  GcoreObject *mangled = gcore_str_from_format ("_%U%U", stripped, name);
  gcore_decref (stripped);
  if (mangled != NULL)
    gcore_str_intern_in_place (&mangled);
  return mangled;
}

/* Takes note of __dict__ and __weakref__ among the slots. Returns 1 for one of them, 0 for another name, -1 if it cannot
 * be. */
static int
take_special_slot (Making *making, GcoreObject *slot)
{
  if (gcore_str_equal_to_ascii_string (slot, "__dict__"))
    {
      if (!making->may_add_dict || making->add_dict)
        {
          gcore_err_set_string (GCORE_EXC (TypeError), "__dict__ slot disallowed: we already got one");
          return -1;
        }
      making->add_dict = true;
      return 1;
    }
  if (gcore_str_equal_to_ascii_string (slot, "__weakref__"))
    {
      if (!making->may_add_weak || making->add_weak)
        {
          gcore_err_set_string (GCORE_EXC (TypeError),
                                "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
          return -1;
        }
      making->add_weak = true;
      return 1;
    }
  return 0;
}

static bool
check_slot_name (GcoreObject *slot)
{
  if (!gcore_is_str (slot))
    gcore_err_format (GCORE_EXC (TypeError), "__slots__ items must be strings, not '%.200s'", GCORE_TYPE_OF (slot)->name);
  else if (!gcore_str_is_identifier (slot))
    gcore_err_set_string (GCORE_EXC (TypeError), "__slots__ must be identifiers");
  else
    return true;
  return false;
}

/* Adds SLOT, mangled, to LIST. */
static int
add_slot (Making *making, GcoreObject *list, GcoreObject *slot)
{
  GcoreObject *mangled = mangle (making->name, slot);
  if (mangled == NULL)
    return -1;
  int result = gcore_list_append (list, mangled);
  int conflict = result == 0 ? gcore_dict_contains (making->dict, mangled) : 0;
  /* The compiler puts these two there itself. */
  if (conflict > 0 && !gcore_str_equal_to_ascii_string (mangled, "__qualname__")
      && !gcore_str_equal_to_ascii_string (mangled, "__classcell__"))
    {
      gcore_err_format (GCORE_EXC (ValueError), "%R in __slots__ conflicts with class variable", mangled);
      result = -1;
    }
  gcore_decref (mangled);
  return conflict < 0 ? -1 : result;
}

/* Reads the given __slots__, a tuple. */
static int
read_slots (Making *making, GcoreObject *given)
{
  intptr_t n = GCORE_TUPLE_SIZE (given);
  if (n > 0 && making->base->item_size != 0)
    {
      gcore_err_format (GCORE_EXC (TypeError), "nonempty __slots__ not supported for subtype of '%s'",
                        making->base->name);
      return -1;
    }
  GcoreObject *list = gcore_list_new (0);
  if (list == NULL)
    return -1;
  int result = 0;
  for (intptr_t i = 0; i < n && result >= 0; i++)
    {
      GcoreObject *slot = GCORE_TUPLE_ITEM (given, i);
      result = check_slot_name (slot) ? take_special_slot (making, slot) : -1;
      if (result == 0)
        result = add_slot (making, list, slot);
    }
  if (result >= 0 && gcore_list_sort (list) == 0)
    making->slots = gcore_list_as_tuple (list);
  gcore_decref (list);
  return making->slots != NULL ? 0 : -1;
}

/* With __slots__, a second base may still bring a dict or weak references. */
static void
take_from_other_bases (Making *making)
{
  for (intptr_t i = 0; i < GCORE_TUPLE_SIZE (making->bases); i++)
    {
      GcoreType *base = TYPE_CAST (GCORE_TUPLE_ITEM (making->bases, i));
      if (base == making->base)
        continue;
      if (making->may_add_dict && base->dict_offset != 0)
        making->add_dict = true;
      if (making->may_add_weak && base->weaklist_offset != 0)
        making->add_weak = true;
    }
}

static int
plan_layout (Making *making)
{
  making->may_add_dict = making->base->dict_offset == 0;
  making->may_add_weak = making->base->weaklist_offset == 0 && making->base->item_size == 0;
  GcoreObject *given = gcore_dict_get_item_with_error (making->dict, GCORE_ID (__slots__));
  if (given == NULL)
    {
      making->add_dict = making->may_add_dict;
      making->add_weak = making->may_add_weak;
      return gcore_err_occurred () != NULL ? -1 : 0;
    }
  GcoreObject *tuple = gcore_is_str (given) ? gcore_tuple_pack (1, given) : gcore_sequence_tuple (given);
  if (tuple == NULL)
    return -1;
  int result = read_slots (making, tuple);
  gcore_decref (tuple);
  if (result == 0 && GCORE_TUPLE_SIZE (making->bases) > 1
      && ((making->may_add_dict && !making->add_dict) || (making->may_add_weak && !making->add_weak)))
    take_from_other_bases (making);
  return result;
}

/* --- the type object ---------------------------------------------------------------------------------------------- */

static GcoreType *
allocate (Making *making)
{
  const char *name = gcore_str_as_utf8 (making->name);
  if (name == NULL)
    return NULL;
  if (strlen (name) != (size_t) GCORE_STR_LENGTH (making->name) && GCORE_STR_IS_ASCII (making->name))
    {
      gcore_err_set_string (GCORE_EXC (ValueError), "type name must not contain null characters");
      return NULL;
    }
  intptr_t n_slots = making->slots != NULL ? GCORE_TUPLE_SIZE (making->slots) : 0;
  GcoreType *type = TYPE_CAST (making->metatype->alloc (making->metatype, n_slots));
  if (type == NULL)
    return NULL;
  GcoreHeapType *heap_type = HEAP_TYPE (type);
  heap_type->name = gcore_newref (making->name);
  heap_type->slots = making->slots;
  making->slots = NULL;
  type->name = name;
  type->id = GCORE_TYPE_ID_HEAP;
  type->flags = GCORE_TYPE_FLAG_HEAP | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_GC;
  type->dealloc = gcore_subtype_dealloc;
  type->traverse = gcore_subtype_traverse;
  type->clear = gcore_subtype_clear;
  type->alloc = gcore_type_generic_alloc;
  type->free_ = gcore_gc_del;
  type->bases = making->bases;
  making->bases = NULL;
  type->base_type = gcore_newref (making->base);
  type->dict = making->dict;
  making->dict = NULL;
  return type;
}

/* __module__: that of the globals the class is made in. */
static int
set_module (GcoreType *type)
{
  int known = gcore_dict_contains (type->dict, GCORE_ID (__module__));
  if (known != 0 || GCORE_OBJECTS->hooks.current_globals == NULL)
    return known < 0 ? -1 : 0;
  GcoreObject *globals = GCORE_OBJECTS->hooks.current_globals ();
  if (globals == NULL)
    return 0;
  GcoreObject *module = gcore_dict_get_item_with_error (globals, GCORE_ID (__name__));
  if (module == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  return gcore_dict_set_item (type->dict, GCORE_ID (__module__), module);
}

static int
set_qualname (GcoreType *type)
{
  GcoreHeapType *heap_type = HEAP_TYPE (type);
  GcoreObject *qualname = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__qualname__));
  if (qualname == NULL)
    {
      heap_type->qualname = gcore_newref (heap_type->name);
      return gcore_err_occurred () != NULL ? -1 : 0;
    }
  if (!gcore_is_str (qualname))
    {
      gcore_err_format (GCORE_EXC (TypeError), "type __qualname__ must be a str, not %s", GCORE_TYPE_OF (qualname)->name);
      return -1;
    }
  heap_type->qualname = gcore_newref (qualname);
  return gcore_dict_del_item (type->dict, GCORE_ID (__qualname__));
}

/* A plain function under NAME becomes what WRAP makes of it. */
static int
wrap_function (GcoreType *type, GcoreObject *name, GcoreObject *(*wrap) (GcoreObject *))
{
  GcoreObject *function = gcore_dict_get_item_with_error (type->dict, name);
  if (function == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  if (!gcore_is_exact (function, FUNCTION))
    return 0;
  GcoreObject *wrapped = wrap (function);
  if (wrapped == NULL)
    return -1;
  int result = gcore_dict_set_item (type->dict, name, wrapped);
  gcore_decref (wrapped);
  return result;
}

/* Sizes, offsets, members for the slots, __dict__ and __weakref__. */
static int
set_layout (GcoreType *type, const Making *making)
{
  GcoreObject *slots = HEAP_TYPE (type)->slots;
  GcoreMemberDef *member = gcore_heap_type_members (HEAP_TYPE (type));
  GcoreType *base = making->base;
  intptr_t offset = base->basic_size, word = (intptr_t) sizeof (void *);
  for (intptr_t i = 0; slots != NULL && i < GCORE_TUPLE_SIZE (slots); i++, member++, offset += word)
    {
      member->name = gcore_str_as_utf8 (GCORE_TUPLE_ITEM (slots, i));
      if (member->name == NULL)
        return -1;
      member->type = GCORE_MEMBER_OBJECT_EX;
      member->offset = offset;
    }
  if (making->add_dict && base->item_size != 0)
    {
      type->dict_offset = -word; /* behind the items */
      offset += word;
    }
  if (making->add_weak)
    {
      type->weaklist_offset = offset;
      offset += word;
    }
  if (making->add_dict && base->item_size == 0)
    {
      type->flags |= GCORE_TYPE_FLAG_MANAGED_DICT;
      type->dict_offset = -1;
    }
  type->basic_size = offset;
  type->item_size = base->item_size;
  type->members = gcore_heap_type_members (HEAP_TYPE (type));
  if (making->add_weak)
    type->getset = gcore_subtype_getset_full + (making->add_dict ? 0 : 1);
  else if (making->add_dict)
    type->getset = gcore_subtype_getset_dict_only;
  return 0;
}

/* Gives the methods' __class__ its value. */
static int
fill_class_cell (GcoreType *type)
{
  GcoreObject *cell = gcore_dict_get_item_with_error (type->dict, GCORE_ID (__classcell__));
  if (cell == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  if (!gcore_is_cell (cell))
    {
      gcore_err_format (GCORE_EXC (TypeError), "__classcell__ must be a nonlocal cell, not %.200R",
                        GCORE_TYPE_OF (cell));
      return -1;
    }
  gcore_cell_set (cell, (GcoreObject *) type);
  return gcore_dict_del_item (type->dict, GCORE_ID (__classcell__));
}

static int
fill (GcoreType *type, const Making *making)
{
  if (set_module (type) != 0 || set_qualname (type) != 0)
    return -1;
  if (wrap_function (type, GCORE_ID (__new__), gcore_static_method_new) != 0
      || wrap_function (type, GCORE_ID (__init_subclass__), gcore_class_method_new) != 0
      || wrap_function (type, GCORE_ID (__class_getitem__), gcore_class_method_new) != 0)
    return -1;
  if (set_layout (type, making) != 0 || fill_class_cell (type) != 0 || gcore_type_ready (type) != 0)
    return -1;
  gcore_type_fix_slots (type);
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_MANAGED_DICT))
    {
      HEAP_TYPE (type)->cached_keys = gcore_dict_new_keys_for_class ();
      if (HEAP_TYPE (type)->cached_keys == NULL)
        return -1;
    }
  return 0;
}

/* --- telling the attributes and the base -------------------------------------------------------------------------- */

/* Calls VALUE.__set_name__ (TYPE, NAME), if there is one. */
static int
set_name_of (GcoreType *type, GcoreObject *name, GcoreObject *value)
{
  GcoreObject *method = gcore_object_lookup_special (value, GCORE_ID (__set_name__));
  if (method == NULL)
    return gcore_err_occurred () != NULL ? -1 : 0;
  GcoreObject *result = gcore_object_call_function_obj_args (method, type, name, NULL);
  gcore_decref (method);
  if (result == NULL)
    {
      gcore_err_format_from_cause (GCORE_EXC (RuntimeError),
                                   "Error calling __set_name__ on '%.100s' instance %R in '%.100s'",
                                   GCORE_TYPE_OF (value)->name, name, type->name);
      return -1;
    }
  gcore_decref (result);
  return 0;
}

static int
set_names (GcoreType *type)
{
  /* The methods may change the namespace. A copy nobody needs is made too: it is left on the list of free dicts. */
  GcoreObject *copy = gcore_dict_copy (type->dict);
  if (copy == NULL)
    return -1;
  intptr_t position = 0;
  GcoreObject *key, *value;
  int result = 0;
  while (result == 0 && gcore_dict_next (copy, &position, &key, &value))
    result = set_name_of (type, key, value);
  gcore_decref (copy);
  return result;
}

/* super (TYPE, TYPE).__init_subclass__ (**KWARGS). */
static int
init_subclass (GcoreType *type, GcoreObject *kwargs)
{
  GcoreObject *super = gcore_object_call_function_obj_args ((GcoreObject *) GCORE_TYPE (SUPER), type, type, NULL);
  if (super == NULL)
    return -1;
  GcoreObject *method = gcore_object_get_attr (super, GCORE_ID (__init_subclass__));
  gcore_decref (super);
  if (method == NULL)
    return -1;
  GcoreObject *result = gcore_object_vectorcall_dict (method, &method, 0, kwargs);
  gcore_decref (method);
  gcore_xdecref (result);
  return result != NULL ? 0 : -1;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static GcoreObject *
make (Making *making, GcoreObject *bases, GcoreObject *namespace_)
{
  GcoreType *type = NULL;
  /* The order of these allocations is that of the objects in the generation's list. */
  if (choose_bases (making, bases) == 0 && (making->dict = gcore_dict_copy (namespace_)) != NULL
      && plan_layout (making) == 0)
    type = allocate (making);
  gcore_xdecref (making->bases);
  gcore_xdecref (making->dict);
  gcore_xdecref (making->slots);
  if (type != NULL
      && (fill (type, making) != 0 || set_names (type) != 0 || init_subclass (type, making->kwargs) != 0))
    GCORE_CLEAR (type);
  return (GcoreObject *) type;
}

GcoreObject *
gcore_type_new_from_args (GcoreType *metatype, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *name, *bases, *namespace_;
  if (!gcore_arg_parse_tuple (args, "UO!O!:type.__new__", &name, GCORE_TYPE (TUPLE), &bases, GCORE_TYPE (DICT),
                              &namespace_))
    return NULL;
  if (!check_mro_entries (bases))
    return NULL;
  GcoreType *winner = gcore_type_calculate_metaclass (metatype, bases);
  if (winner == NULL)
    return NULL;
  if (winner != metatype && winner->new_ != gcore_type_new_from_args)
    return winner->new_ (winner, args, kwargs);
  Making making = { .metatype = winner, .name = name, .kwargs = kwargs };
  return make (&making, bases, namespace_);
}

int
gcore_type_init (GcoreObject *type, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args);
  if (n == 1 && kwargs != NULL && GCORE_DICT_SIZE (kwargs) != 0)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "type.__init__() takes no keyword arguments");
      return -1;
    }
  if (n != 1 && n != 3)
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "type.__init__() takes 1 or 3 arguments");
      return -1;
    }
  return 0;
}

GcoreType *
gcore_type_new (const char *name, GcoreObject *bases, GcoreObject *namespace_)
{
  GcoreObject *str = gcore_str_from_string (name);
  if (str == NULL)
    return NULL;
  GcoreObject *type = gcore_object_call_function_obj_args ((GcoreObject *) GCORE_TYPE (TYPE), str, bases, namespace_, NULL);
  gcore_decref (str);
  return TYPE_CAST (type);
}

/* --- T.__new__ ---------------------------------------------------------------------------------------------------- */

/* Whether T.__new__ (SUBTYPE) makes something of SUBTYPE's layout. */
static bool
check_new_is_safe (GcoreType *type, GcoreType *subtype)
{
  if (!gcore_type_is_subtype (subtype, type))
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s.__new__(%s): %s is not a subtype of %s", type->name, subtype->name,
                        subtype->name, type->name);
      return false;
    }
  GcoreType *builtin_base = subtype;
  while (builtin_base != NULL && gcore_is_heap_type (builtin_base))
    builtin_base = builtin_base->base_type;
  if (builtin_base != NULL && builtin_base->new_ != type->new_)
    {
      gcore_err_format (GCORE_EXC (TypeError), "%s.__new__(%s) is not safe, use %s.__new__()", type->name, subtype->name,
                        builtin_base->name);
      return false;
    }
  return true;
}

static GcoreObject *
call_new (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreType *type = TYPE_CAST (self);
  if (GCORE_TUPLE_SIZE (args) < 1)
    return gcore_err_format (GCORE_EXC (TypeError), "%s.__new__(): not enough arguments", type->name);
  GcoreObject *subtype = GCORE_TUPLE_ITEM (args, 0);
  if (!gcore_is_type (subtype))
    return gcore_err_format (GCORE_EXC (TypeError), "%s.__new__(X): X is not a type object (%s)", type->name,
                             GCORE_TYPE_OF (subtype)->name);
  if (!check_new_is_safe (type, TYPE_CAST (subtype)))
    return NULL;
  GcoreObject *rest = gcore_tuple_get_slice (args, 1, GCORE_TUPLE_SIZE (args));
  if (rest == NULL)
    return NULL;
  GcoreObject *result = type->new_ (TYPE_CAST (subtype), rest, kwargs);
  gcore_decref (rest);
  return result;
}

const GcoreMethodDef gcore_type_new_method[] = {
  { "__new__", GCORE_FUNC (call_new), GCORE_METH_VARARGS | GCORE_METH_KEYWORDS,
    "Create and return a new object.  See help(type) for accurate signature." },
};

int
gcore_type_add_new_method (GcoreType *type)
{
  int known = gcore_dict_contains (type->dict, GCORE_ID (__new__));
  if (known != 0)
    return known < 0 ? -1 : 0;
  GcoreObject *function = gcore_builtin_function_new (gcore_type_new_method, (GcoreObject *) type, NULL);
  if (function == NULL)
    return -1;
  int result = gcore_dict_set_item (type->dict, GCORE_ID (__new__), function);
  gcore_decref (function);
  return result;
}
