/* SPDX-License-Identifier: MIT */
#include "gcore/objects/super.h"

#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type-private.h"

#define SUPER(object) ((GcoreSuper *) (void *) (object))

/* --- looking up --------------------------------------------------------------------------------------------------- */

/* First attribute NAME behind TYPE in the mro of START: a new reference, NULL if there is none or on failure. */
static GcoreObject *
find_behind (GcoreType *type, GcoreType *start, GcoreObject *name)
{
  GcoreObject *mro = start->mro;
  if (mro == NULL)
    return NULL;
  intptr_t i = 0, n = GCORE_TUPLE_SIZE (mro);
  while (i < n && GCORE_TUPLE_ITEM (mro, i) != (GcoreObject *) type)
    i++;
  GcoreObject *result = NULL;
  gcore_incref (mro); /* comparing keys may run code that replaces it */
  for (i++; i < n && result == NULL && gcore_err_occurred () == NULL; i++)
    result = gcore_xnewref (gcore_dict_get_item_with_error (TYPE_CAST (GCORE_TUPLE_ITEM (mro, i))->dict, name));
  gcore_decref (mro);
  return result;
}

static GcoreObject *
get_attr (GcoreObject *self, GcoreObject *name)
{
  GcoreSuper *super = SUPER (self);
  GcoreType *start = super->object_type;
  /* __class__ stays super's own. */
  if (start != NULL && !(gcore_is_str (name) && gcore_str_equal_to_ascii_string (name, "__class__")))
    {
      GcoreObject *found = find_behind (super->type, start, name);
      if (found != NULL)
        {
          GcoreDescrGetFunc get = GCORE_TYPE_OF (found)->descr_get;
          if (get == NULL)
            return found;
          /* A class method's super is bound to a class, which is no instance. */
          GcoreObject *object = super->object == (GcoreObject *) start ? NULL : super->object;
          GcoreObject *result = get (found, object, (GcoreObject *) start);
          gcore_decref (found);
          return result;
        }
      if (gcore_err_occurred () != NULL)
        return NULL;
    }
  return gcore_object_generic_get_attr (self, name);
}

/* The type whose mro super (TYPE, OBJECT) searches: new reference, NULL with TypeError. */
static GcoreType *
check_arguments (GcoreType *type, GcoreObject *object)
{
  if (gcore_is_type (object) && gcore_type_is_subtype (TYPE_CAST (object), type))
    return gcore_newref (object);
  if (gcore_is_instance_of (object, type))
    return gcore_newref (GCORE_TYPE_OF (object));
  GcoreObject *claimed;
  if (gcore_object_lookup_attr (object, GCORE_ID (__class__), &claimed) < 0)
    return NULL;
  if (claimed != NULL && gcore_is_type (claimed) && TYPE_CAST (claimed) != GCORE_TYPE_OF (object)
      && gcore_type_is_subtype (TYPE_CAST (claimed), type))
    return TYPE_CAST (claimed);
  gcore_xdecref (claimed);
  gcore_err_set_string (GCORE_EXC (TypeError), "super(type, obj): obj must be an instance or subtype of type");
  return NULL;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

/* The arguments left out: __class__ and first argument of the running method, both borrowed. */
static int
find_arguments (GcoreType **type, GcoreObject **object)
{
  if (GCORE_OBJECTS->hooks.super_arguments != NULL)
    return GCORE_OBJECTS->hooks.super_arguments (type, object);
  gcore_err_set_string (GCORE_EXC (RuntimeError), "super(): no current frame");
  return -1;
}

static int
set_up (GcoreObject *self, GcoreType *type, GcoreObject *object)
{
  GcoreSuper *super = SUPER (self);
  GcoreType *object_type = NULL;
  if (object == GCORE_NONE)
    object = NULL;
  if (object != NULL)
    {
      object_type = check_arguments (type, object);
      if (object_type == NULL)
        return -1;
    }
  GCORE_SETREF (super->type, gcore_newref (type));
  GCORE_SETREF (super->object, gcore_xnewref (object));
  GCORE_SETREF (super->object_type, object_type);
  return 0;
}

static int
init_from_array (GcoreObject *self, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *object = NULL;
  GcoreType *found;
  if (n_args == 0)
    return find_arguments (&found, &object) == 0 ? set_up (self, found, object) : -1;
  if (!gcore_arg_check_positional ("super()", n_args, 0, 2))
    return -1;
  GcoreObject *type = args[0];
  if (n_args == 2)
    object = args[1];
  if (!gcore_is_type (type))
    {
      gcore_err_format (GCORE_EXC (TypeError), "super() argument 1 must be a type, not %.200s",
                        GCORE_TYPE_OF (type)->name);
      return -1;
    }
  return set_up (self, TYPE_CAST (type), object);
}

static int
init (GcoreObject *self, GcoreObject *args, GcoreObject *kwargs)
{
  return gcore_arg_no_keywords ("super", kwargs) ? init_from_array (self, GCORE_TUPLE_ITEMS (args), GCORE_TUPLE_SIZE (args))
                                                 : -1;
}

static GcoreObject *
vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  if (!gcore_arg_no_keyword_names ("super", keyword_names))
    return NULL;
  GcoreObject *self = gcore_type_generic_alloc (TYPE_CAST (type), 0);
  if (self != NULL && init_from_array (self, args, GCORE_VECTORCALL_N_ARGS (n_args)) != 0)
    GCORE_CLEAR (self);
  return self;
}

static GcoreObject *
descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type)
{
  GcoreSuper *super = SUPER (self);
  if (object == NULL || object == GCORE_NONE || super->object != NULL)
    return gcore_newref (self);
  if (!gcore_is_exact (self, SUPER))
    return gcore_object_call_function_obj_args ((GcoreObject *) GCORE_TYPE_OF (self), super->type, object, NULL);
  GcoreObject *bound = gcore_type_generic_alloc (GCORE_TYPE (SUPER), 0);
  if (bound != NULL && set_up (bound, super->type, object) != 0)
    GCORE_CLEAR (bound);
  return bound;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  gcore_xdecref (SUPER (self)->object);
  gcore_xdecref (SUPER (self)->type);
  gcore_xdecref (SUPER (self)->object_type);
  GCORE_TYPE_OF (self)->free_ (self);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (SUPER (self)->object);
  GCORE_VISIT (SUPER (self)->type);
  GCORE_VISIT (SUPER (self)->object_type);
  return 0;
}

static GcoreObject *
repr (GcoreObject *self)
{
  GcoreSuper *super = SUPER (self);
  const char *type = super->type != NULL ? super->type->name : "NULL";
  if (super->object_type != NULL)
    return gcore_str_from_format ("<super: <class '%s'>, <%s object>>", type, super->object_type->name);
  return gcore_str_from_format ("<super: <class '%s'>, NULL>", type);
}

static const GcoreMemberDef members[] = {
  { "__thisclass__", GCORE_MEMBER_OBJECT, offsetof (GcoreSuper, type), GCORE_MEMBER_READONLY,
    "the class invoking super()" },
  { "__self__", GCORE_MEMBER_OBJECT, offsetof (GcoreSuper, object), GCORE_MEMBER_READONLY,
    "the instance invoking super(); may be None" },
  { "__self_class__", GCORE_MEMBER_OBJECT, offsetof (GcoreSuper, object_type), GCORE_MEMBER_READONLY,
    "the type of the instance invoking super(); may be None" },
  { .name = NULL }
};

const GcoreType gcore_super_template = {
  .name = "super",
  .basic_size = sizeof (GcoreSuper),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE,
  .dealloc = dealloc,
  .traverse = traverse,
  .repr = repr,
  .get_attr = get_attr,
  .members = members,
  .doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\n"
         "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
         "super(type, type2) -> bound super object; requires issubclass(type2, type)\n",
  .descr_get = descr_get,
  .init = init,
  .vectorcall = vectorcall,
  .new_ = gcore_type_generic_new,
};
