/* SPDX-License-Identifier: MIT */
/* The module _abc: which methods of a class are abstract, and which classes count as its subclasses. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/modules.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/builtin-function.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"
#include "gcore/objects/set.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"
#include "gcore/objects/weakref.h"

/* What a class of ABCMeta keeps in _abc_impl. The sets hold weak references to classes and are made at need. */
typedef struct
{
  GcoreObject base;
  GcoreObject *registry;
  GcoreObject *cache;          /* known subclasses */
  GcoreObject *negative_cache; /* known not to be subclasses, as long as version is the current one */
  uint64_t version;            /* the counter's when negative_cache was last emptied */
} GcoreAbcData;

#define DATA(object) ((GcoreAbcData *) (void *) (object))

/* --- the type ----------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (DATA (self)->registry);
  gcore_xdecref (DATA (self)->cache);
  gcore_xdecref (DATA (self)->negative_cache);
  gcore_gc_del (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (DATA (self)->registry);
  GCORE_VISIT (DATA (self)->cache);
  GCORE_VISIT (DATA (self)->negative_cache);
  return 0;
}

static int
clear (GcoreObject *self)
{
  GCORE_CLEAR (DATA (self)->registry);
  GCORE_CLEAR (DATA (self)->cache);
  GCORE_CLEAR (DATA (self)->negative_cache);
  return 0;
}

const GcoreType gcore_abc_data_template = {
  .name = "_abc._abc_data",
  .basic_size = sizeof (GcoreAbcData),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .get_attr = gcore_object_generic_get_attr,
  .doc = "Internal state held by ABC machinery.",
  .free_ = gcore_gc_del,
};

/* New reference to the data of CLASS. */
static GcoreAbcData *
data_of (GcoreObject *cls)
{
  GcoreObject *data = gcore_object_get_attr_string (cls, "_abc_impl");
  if (data != NULL && !gcore_is_exact (data, ABC_DATA))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "_abc_impl is set to a wrong type");
      GCORE_CLEAR (data);
    }
  return DATA (data);
}

/* --- the counter of registrations --------------------------------------------------------------------------------- */

/* It is kept in the module, which is the only place of its own the module has. */
static uint64_t
counter (GcoreObject *module)
{
  GcoreObject *dict = gcore_module_get_dict (module);
  GcoreObject *value = gcore_dict_get_item_string (dict, "_registrations");
  return value == NULL ? 0 : (uint64_t) gcore_int_as_ssize (value);
}

static int
count_registration (GcoreObject *module)
{
  GcoreObject *value = gcore_int_from_ssize ((intptr_t) counter (module) + 1);
  int result = value == NULL ? -1
                             : gcore_dict_set_item_string (gcore_module_get_dict (module), "_registrations", value);
  gcore_xdecref (value);
  return result;
}

/* --- sets of weak references -------------------------------------------------------------------------------------- */

/* Called with a dead reference: takes it out of the set, which SELF refers to weakly. */
static GcoreObject *
forget (GcoreObject *self, GcoreObject *ref)
{
  GcoreObject *set = gcore_weakref_get_object (self);
  if (gcore_is_set (set) && gcore_set_discard (set, ref) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static const GcoreMethodDef forget_method = { "_destroy", GCORE_FUNC (forget), GCORE_METH_O, NULL };

static int
add_class (GcoreObject **set, GcoreObject *cls)
{
  if (*set == NULL && (*set = gcore_set_new (NULL)) == NULL)
    return -1;
  GcoreObject *weak_set = gcore_weakref_new_ref (*set, NULL);
  GcoreObject *callback = weak_set == NULL ? NULL : gcore_builtin_function_new (&forget_method, weak_set, NULL);
  GcoreObject *ref = callback == NULL ? NULL : gcore_weakref_new_ref (cls, callback);
  int result = ref == NULL ? -1 : gcore_set_add (*set, ref);
  gcore_xdecref (ref);
  gcore_xdecref (callback);
  gcore_xdecref (weak_set);
  return result;
}

/* 1, 0 or -1. What cannot be referred to weakly is in no set. */
static int
has_class (GcoreObject *set, GcoreObject *cls)
{
  if (set == NULL || GCORE_SET_SIZE (set) == 0)
    return 0;
  GcoreObject *ref = gcore_weakref_new_ref (cls, NULL);
  if (ref == NULL)
    {
      if (!gcore_err_exception_matches (GCORE_EXC (TypeError)))
        return -1;
      gcore_err_clear ();
      return 0;
    }
  int result = gcore_set_contains (set, ref);
  gcore_decref (ref);
  return result;
}

/* --- abstract methods --------------------------------------------------------------------------------------------- */

/* 1, 0 or -1. */
static int
is_abstract (GcoreObject *value)
{
  GcoreObject *flag;
  int found = gcore_object_lookup_attr (value, GCORE_ID (__isabstractmethod__), &flag);
  if (found > 0)
    found = gcore_object_is_true (flag);
  gcore_xdecref (flag);
  return found;
}

/* Adds the names of abstract values in the namespace of CLASS. 0 or -1. */
static int
add_own (GcoreObject *names, GcoreObject *cls)
{
  GcoreObject *items = gcore_dict_items (((GcoreType *) (void *) cls)->dict);
  int result = items == NULL ? -1 : 0;
  for (intptr_t i = 0; result >= 0 && i < GCORE_LIST_SIZE (items); i++)
    {
      GcoreObject *pair = GCORE_LIST_ITEM (items, i);
      result = is_abstract (GCORE_TUPLE_ITEM (pair, 1));
      if (result > 0)
        result = gcore_set_add (names, GCORE_TUPLE_ITEM (pair, 0));
    }
  gcore_xdecref (items);
  return result;
}

/* Adds the names that are abstract in BASE and still are in CLASS. 0 or -1. */
static int
add_inherited (GcoreObject *names, GcoreObject *cls, GcoreObject *base)
{
  GcoreObject *inherited, *name;
  int found = gcore_object_lookup_attr (base, GCORE_ID (__abstractmethods__), &inherited);
  if (found <= 0)
    return found;
  GcoreObject *iterator = gcore_object_get_iter (inherited);
  gcore_decref (inherited);
  int result = iterator == NULL ? -1 : 0;
  while (result >= 0 && (name = gcore_iter_next (iterator)) != NULL)
    {
      GcoreObject *value;
      result = gcore_object_lookup_attr (cls, name, &value);
      if (result > 0)
        result = is_abstract (value);
      if (result > 0)
        result = gcore_set_add (names, name);
      gcore_xdecref (value);
      gcore_decref (name);
    }
  gcore_xdecref (iterator);
  return result < 0 || gcore_err_occurred () ? -1 : 0;
}

static int
set_abstract_methods (GcoreObject *cls)
{
  GcoreObject *names = gcore_frozenset_new (NULL), *bases = ((GcoreType *) (void *) cls)->bases;
  int result = names == NULL ? -1 : add_own (names, cls);
  for (intptr_t i = 0; result == 0 && i < GCORE_TUPLE_SIZE (bases); i++)
    result = add_inherited (names, cls, GCORE_TUPLE_ITEM (bases, i));
  if (result == 0)
    result = gcore_object_set_attr (cls, GCORE_ID (__abstractmethods__), names);
  gcore_xdecref (names);
  return result;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

/* Applies __abc_tpflags__, which says whether instances match sequence or mapping patterns. 0 or -1. */
static int
take_pattern_flags (GcoreType *type)
{
  static const char name[] = "__abc_tpflags__";
  const uint32_t both = GCORE_TYPE_FLAG_SEQUENCE | GCORE_TYPE_FLAG_MAPPING;
  GcoreObject *flags = gcore_dict_get_item_string (type->dict, name);
  if (flags == NULL || !gcore_is_int_exact (flags))
    return 0;
  intptr_t value = gcore_int_as_ssize (flags);
  if (value == -1 && gcore_err_occurred ())
    return -1;
  if (((uint32_t) value & both) == both)
    {
      gcore_err_set_string (GCORE_EXC (TypeError),
                            "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
      return -1;
    }
  type->flags = (type->flags & ~both) | ((uint32_t) value & both);
  return gcore_dict_del_item_string (type->dict, name);
}

static GcoreObject *
abc_init (GcoreObject *module, GcoreObject *cls)
{
  if (!gcore_is_type (cls))
    return gcore_err_format (GCORE_EXC (TypeError), "_abc_init(cls) requires a class");
  if (set_abstract_methods (cls) < 0)
    return NULL;
  GcoreAbcData *data = gcore_gc_new (GCORE_TYPE (ABC_DATA));
  if (data == NULL)
    return NULL;
  data->registry = data->cache = data->negative_cache = NULL;
  data->version = counter (module);
  gcore_gc_track (data);
  int result = gcore_object_set_attr_string (cls, "_abc_impl", GCORE_OBJECT (data));
  gcore_decref (data);
  if (result < 0 || take_pattern_flags ((GcoreType *) (void *) cls) < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

/* Gives TYPE and the classes derived from it the pattern flags FLAGS. 0 or -1. */
static int
spread_pattern_flags (GcoreType *type, uint32_t flags)
{
  if (gcore_has_flag (type, GCORE_TYPE_FLAG_IMMUTABLE) || (type->flags & flags) == flags)
    return 0;
  type->flags = (type->flags & ~(uint32_t) (GCORE_TYPE_FLAG_SEQUENCE | GCORE_TYPE_FLAG_MAPPING)) | flags;
  GcoreObject *subclasses = gcore_type_get_subclasses (type);
  int result = subclasses == NULL ? -1 : 0;
  for (intptr_t i = 0; result == 0 && i < GCORE_LIST_SIZE (subclasses); i++)
    result = spread_pattern_flags ((GcoreType *) (void *) GCORE_LIST_ITEM (subclasses, i), flags);
  gcore_xdecref (subclasses);
  return result;
}

static GcoreObject *
abc_register (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("_abc_register", n_args, 2, 2))
    return NULL;
  GcoreObject *self = args[0], *subclass = args[1];
  if (!gcore_is_type (subclass))
    return gcore_err_format (GCORE_EXC (TypeError), "Can only register classes");
  int result = gcore_object_is_subclass (subclass, self);
  if (result != 0)
    return result < 0 ? NULL : gcore_newref (subclass);
  /* The other way round would make a cycle. */
  result = gcore_object_is_subclass (self, subclass);
  if (result > 0)
    gcore_err_set_string (GCORE_EXC (RuntimeError), "Refusing to create an inheritance cycle");
  GcoreAbcData *data = result != 0 ? NULL : data_of (self);
  if (data == NULL)
    return NULL;
  result = add_class (&data->registry, subclass);
  gcore_decref (data);
  if (result < 0 || count_registration (module) < 0)
    return NULL;
  uint32_t flags = ((GcoreType *) (void *) self)->flags & (GCORE_TYPE_FLAG_SEQUENCE | GCORE_TYPE_FLAG_MAPPING);
  if (gcore_is_type (self) && flags != 0 && spread_pattern_flags ((GcoreType *) (void *) subclass, flags) < 0)
    return NULL;
  return gcore_newref (subclass);
}

static GcoreObject *
abc_instancecheck (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("_abc_instancecheck", n_args, 2, 2))
    return NULL;
  GcoreObject *self = args[0], *object = args[1], *answer = NULL;
  GcoreAbcData *data = data_of (self);
  GcoreObject *cls = data == NULL ? NULL : gcore_object_get_attr (object, GCORE_ID (__class__));
  int known = cls == NULL ? -1 : has_class (data->cache, cls);
  GcoreObject *type = GCORE_OBJECT (GCORE_TYPE_OF (object));
  if (known > 0)
    answer = gcore_newref (GCORE_TRUE);
  else if (known == 0 && cls == type)
    {
      known = data->version == counter (module) ? has_class (data->negative_cache, cls) : 0;
      if (known > 0)
        answer = gcore_newref (GCORE_FALSE);
      else if (known == 0)
        answer = gcore_object_call_method_one_arg (self, GCORE_ID (__subclasscheck__), cls);
    }
  else if (known == 0)
    {
      /* An object that says it is of another class: either may do. */
      answer = gcore_object_call_method_one_arg (self, GCORE_ID (__subclasscheck__), cls);
      int yes = answer == NULL ? -1 : gcore_object_is_true (answer);
      if (yes <= 0)
        GCORE_CLEAR (answer);
      if (yes == 0)
        answer = gcore_object_call_method_one_arg (self, GCORE_ID (__subclasscheck__), type);
    }
  gcore_xdecref (cls);
  gcore_xdecref (data);
  return answer;
}

/* What is found out about a class. ERROR: an exception is set. YES_UNNOTED: no cache need know it. */
typedef enum
{
  ERROR = -1,
  NO,
  YES,
  YES_UNNOTED
} Answer;

/* Whether SUBCLASS is derived from a registered class. */
static Answer
is_registered (GcoreAbcData *data, GcoreObject *subclass)
{
  int known = has_class (data->registry, subclass);
  if (known != 0 || data->registry == NULL || GCORE_SET_SIZE (data->registry) == 0)
    return known > 0 ? YES_UNNOTED : known;
  /* From a copy: the registry changes when a class of it dies. */
  intptr_t n = 0, position = 0, hash;
  GcoreObject **refs = gcore_mem_alloc ((size_t) GCORE_SET_SIZE (data->registry) * sizeof (GcoreObject *)), *ref;
  if (refs == NULL)
    {
      gcore_err_no_memory ();
      return ERROR;
    }
  while (gcore_set_next_entry (data->registry, &position, &ref, &hash))
    refs[n++] = gcore_newref (ref);
  int result = 0;
  for (intptr_t i = 0; result == 0 && i < n; i++)
    {
      GcoreObject *registered = gcore_newref (gcore_weakref_get_object (refs[i]));
      if (registered != GCORE_NONE)
        result = gcore_object_is_subclass (subclass, registered);
      gcore_decref (registered);
    }
  for (intptr_t i = 0; i < n; i++)
    gcore_decref (refs[i]);
  gcore_mem_free (refs);
  return result;
}

/* Whether SUBCLASS is a subclass of a class derived from SELF: 1, 0 or -1. Leaves the list of those in *SUBCLASSES, a new
   reference that the caller lets go when the answer has been noted: a collection can tell. */
static int
is_below_subclass (GcoreObject *self, GcoreObject *subclass, GcoreObject **subclasses)
{
  GcoreObject *method = gcore_object_get_attr (self, GCORE_ID (__subclasses__));
  *subclasses = method == NULL ? NULL : gcore_object_call_no_args (method);
  gcore_xdecref (method);
  int result = *subclasses == NULL ? -1 : 0;
  if (result == 0 && !gcore_is_list (*subclasses))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "__subclasses__() must return a list");
      result = -1;
    }
  for (intptr_t i = 0; result == 0 && i < GCORE_LIST_SIZE (*subclasses); i++)
    result = gcore_object_is_subclass (subclass, GCORE_LIST_ITEM (*subclasses, i));
  return result;
}

/* What the class itself says: 1, 0, -1, or 2 if it says nothing. */
static int
ask_hook (GcoreObject *self, GcoreObject *subclass)
{
  GcoreObject *answer = gcore_object_call_method_one_arg (self, GCORE_ID (__subclasshook__), subclass);
  int result = answer == NULL ? -1 : answer == GCORE_TRUE ? 1 : answer == GCORE_FALSE ? 0 : 2;
  if (result == 2 && answer != GCORE_NOT_IMPLEMENTED)
    {
      gcore_err_set_string (GCORE_EXC (AssertionError),
                            "__subclasshook__ must return either False, True, or NotImplemented");
      result = -1;
    }
  gcore_xdecref (answer);
  return result;
}

/* Finds out what no cache knows. *SUBCLASSES as is_below_subclass leaves it, or left alone. */
static Answer
find_out (GcoreObject *self, GcoreAbcData *data, GcoreObject *subclass, GcoreObject **subclasses)
{
  int result = ask_hook (self, subclass);
  if (result != 2)
    return result;
  if (gcore_type_is_subtype ((GcoreType *) (void *) subclass, (GcoreType *) (void *) self))
    return 1;
  Answer answer = is_registered (data, subclass);
  return answer != NO ? answer : is_below_subclass (self, subclass, subclasses);
}

static GcoreObject *
abc_subclasscheck (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("_abc_subclasscheck", n_args, 2, 2))
    return NULL;
  GcoreObject *self = args[0], *subclass = args[1];
  if (!gcore_is_type (subclass))
    return gcore_err_format (GCORE_EXC (TypeError), "issubclass() arg 1 must be a class");
  GcoreAbcData *data = data_of (self);
  if (data == NULL)
    return NULL;
  int result = has_class (data->cache, subclass);
  if (result == 0)
    {
      int negative = 0;
      if (data->version != counter (module))
        {
          if (data->negative_cache != NULL && gcore_set_clear (data->negative_cache) < 0)
            negative = -1;
          data->version = counter (module);
        }
      else
        negative = has_class (data->negative_cache, subclass);
      if (negative == 0)
        {
          GcoreObject *subclasses = NULL;
          result = find_out (self, data, subclass, &subclasses);
          if ((result == YES || result == NO) && add_class (result ? &data->cache : &data->negative_cache, subclass) < 0)
            result = -1;
          gcore_xdecref (subclasses);
        }
      else if (negative < 0)
        result = -1;
    }
  gcore_decref (data);
  return result < 0 ? NULL : gcore_bool_from_long (result);
}

static GcoreObject *
get_cache_token (GcoreObject *module, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_int_from_ssize ((intptr_t) counter (module));
}

static GcoreObject *
reset_registry (GcoreObject *module GCORE_UNUSED, GcoreObject *self)
{
  GcoreAbcData *data = data_of (self);
  if (data == NULL || (data->registry != NULL && gcore_set_clear (data->registry) < 0))
    {
      gcore_xdecref (data);
      return NULL;
    }
  gcore_decref (data);
  GCORE_RETURN_NONE;
}

static GcoreObject *
reset_caches (GcoreObject *module GCORE_UNUSED, GcoreObject *self)
{
  GcoreAbcData *data = data_of (self);
  if (data == NULL)
    return NULL;
  int result = data->cache == NULL ? 0 : gcore_set_clear (data->cache);
  if (result == 0 && data->negative_cache != NULL)
    result = gcore_set_clear (data->negative_cache);
  gcore_decref (data);
  if (result < 0)
    return NULL;
  GCORE_RETURN_NONE;
}

static GcoreObject *
get_dump (GcoreObject *module GCORE_UNUSED, GcoreObject *self)
{
  GcoreAbcData *data = data_of (self);
  if (data == NULL)
    return NULL;
  GcoreObject *registry = gcore_set_new (data->registry), *cache = gcore_set_new (data->cache);
  GcoreObject *negative = gcore_set_new (data->negative_cache), *version = gcore_int_from_ssize ((intptr_t) data->version);
  GcoreObject *result = NULL;
  if (registry != NULL && cache != NULL && negative != NULL && version != NULL)
    result = gcore_tuple_pack (4, registry, cache, negative, version);
  gcore_xdecref (registry);
  gcore_xdecref (cache);
  gcore_xdecref (negative);
  gcore_xdecref (version);
  gcore_decref (data);
  return result;
}

static const GcoreMethodDef methods[] = {
  { "get_cache_token", GCORE_FUNC (get_cache_token), GCORE_METH_NOARGS,
    "get_cache_token($module, /)\n--\n\nA number that changes with every registration." },
  { "_abc_init", GCORE_FUNC (abc_init), GCORE_METH_O, "_abc_init($module, self, /)\n--\n\nMake a class abstract." },
  { "_abc_register", GCORE_FUNC (abc_register), GCORE_METH_FASTCALL,
    "_abc_register($module, self, subclass, /)\n--\n\nMake a class count as a subclass." },
  { "_abc_instancecheck", GCORE_FUNC (abc_instancecheck), GCORE_METH_FASTCALL,
    "_abc_instancecheck($module, self, instance, /)\n--\n\nisinstance(instance, self)" },
  { "_abc_subclasscheck", GCORE_FUNC (abc_subclasscheck), GCORE_METH_FASTCALL,
    "_abc_subclasscheck($module, self, subclass, /)\n--\n\nissubclass(subclass, self)" },
  { "_reset_registry", GCORE_FUNC (reset_registry), GCORE_METH_O,
    "_reset_registry($module, self, /)\n--\n\nForget what was registered." },
  { "_reset_caches", GCORE_FUNC (reset_caches), GCORE_METH_O,
    "_reset_caches($module, self, /)\n--\n\nForget what was found out." },
  { "_get_dump", GCORE_FUNC (get_dump), GCORE_METH_O,
    "_get_dump($module, self, /)\n--\n\nRegistry, both caches and their version." },
  { NULL, NULL, 0, NULL }
};

const GcoreModuleDef gcore_abc_module = {
  .name = "_abc",
  .doc = "Module contains faster C implementation of abc.ABCMeta",
  .methods = methods,
};
