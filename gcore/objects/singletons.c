/* SPDX-License-Identifier: MIT */
/* None, NotImplemented and Ellipsis; what exists once and is there from the start. */
#include "gcore/objects/singletons.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/bytes.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int-private.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str-private.h"

/* --- the start ---------------------------------------------------------------------------------------------------- */

static void
start_numbers (void)
{
  GcoreObjects *objects = GCORE_OBJECTS;
  for (int value = GCORE_SMALL_INT_MIN; value <= GCORE_SMALL_INT_MAX; value++)
    {
      GcoreOneLimbInt *number = &objects->small_ints[value - GCORE_SMALL_INT_MIN];
      number->base.base = (GcoreObject) { GCORE_SINGLETON_REFERENCES, GCORE_TYPE (INT) };
      number->base.size = (value > 0) - (value < 0);
      number->limb = (uint64_t) (value < 0 ? -value : value);
    }
  const GcoreObject bool_head = { GCORE_SINGLETON_REFERENCES, GCORE_TYPE (BOOL) };
  objects->false_ = (GcoreOneLimbInt) { { bool_head, 0 }, 0 };
  objects->true_ = (GcoreOneLimbInt) { { bool_head, 1 }, 1 };
  objects->int_max_str_digits = GCORE_INT_DEFAULT_MAX_STR_DIGITS;
}

static GcoreObject *
make_character (uint32_t c)
{
  GcoreObject *str = gcore_str_allocate (1, c);
  if (str == NULL)
    return NULL;
  gcore_str_write (1, gcore_str_data (str), 0, c);
  str->refcount = GCORE_SINGLETON_REFERENCES;
  return str;
}

static int
start_strings (void)
{
  GcoreObjects *objects = GCORE_OBJECTS;
  objects->empty_str = gcore_str_allocate (0, 0x7f);
  if (objects->empty_str == NULL)
    return -1;
  objects->empty_str->refcount = GCORE_SINGLETON_REFERENCES;
  for (uint32_t c = 0; c < 256; c++)
    if ((objects->latin1[c] = make_character (c)) == NULL)
      return -1;
  for (size_t i = 0; i < GCORE_N_LETTERS; i++)
    {
      objects->letters[i] = make_character ((uint32_t) GCORE_LETTERS[i]);
      if (objects->letters[i] == NULL)
        return -1;
      gcore_str_intern_in_place (&objects->letters[i]);
    }
  return 0;
}

static const char *const identifier_names[] = {
#define GCORE_IDENTIFIER(name) #name,
#include "gcore/objects/identifiers.def"
#undef GCORE_IDENTIFIER
};

static int
start_identifiers (void)
{
  for (int i = 0; i < GCORE_N_IDENTIFIERS; i++)
    {
      GCORE_OBJECTS->identifiers[i] = gcore_str_intern_from_string (identifier_names[i]);
      if (GCORE_OBJECTS->identifiers[i] == NULL)
        return -1;
    }
  return 0;
}

int
gcore_scalars_start (void)
{
  GcoreObjects *objects = GCORE_OBJECTS;
  objects->none = (GcoreObject) { GCORE_SINGLETON_REFERENCES, GCORE_TYPE (NONE) };
  objects->not_implemented = (GcoreObject) { GCORE_SINGLETON_REFERENCES, GCORE_TYPE (NOT_IMPLEMENTED) };
  objects->ellipsis = (GcoreObject) { GCORE_SINGLETON_REFERENCES, GCORE_TYPE (ELLIPSIS) };
  gcore_int_start ();
  start_numbers ();
  if (start_strings () < 0 || start_identifiers () < 0)
    return -1;
  return gcore_bytes_start ();
}

/* --- the three types ---------------------------------------------------------------------------------------------- */

/* NoneType () and the like: the one instance. */
static GcoreObject *
new_singleton (const char *name, GcoreObject *args, GcoreObject *kwargs, GcoreObject *singleton)
{
  if (GCORE_SIZE_OF (args) > 0 || (kwargs != NULL && gcore_dict_size (kwargs) > 0))
    return gcore_err_format (GCORE_EXC (TypeError), "%s takes no arguments", name);
  return gcore_newref (singleton);
}

static GcoreObject *
none_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return new_singleton ("NoneType", args, kwargs, GCORE_NONE);
}

static GcoreObject *
not_implemented_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return new_singleton ("NotImplementedType", args, kwargs, GCORE_NOT_IMPLEMENTED);
}

static GcoreObject *
ellipsis_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  return new_singleton ("EllipsisType", args, kwargs, GCORE_ELLIPSIS);
}

static GcoreObject *
none_repr (GcoreObject *self)
{
  return gcore_str_from_ascii ("None", 4);
}

static GcoreObject *
not_implemented_repr (GcoreObject *self)
{
  return gcore_str_from_ascii ("NotImplemented", 14);
}

static GcoreObject *
ellipsis_repr (GcoreObject *self)
{
  return gcore_str_from_ascii ("Ellipsis", 8);
}

static GcoreObject *
name_reduce (GcoreObject *self, GcoreObject *ignored)
{
  return GCORE_TYPE_OF (self)->repr (self);
}

static const GcoreMethodDef reduce_methods[] = {
  { "__reduce__", GCORE_FUNC (name_reduce), GCORE_METH_NOARGS, NULL },
  { NULL },
};

static int
none_truth (GcoreObject *self)
{
  return 0;
}

static int
not_implemented_truth (GcoreObject *self)
{
  return gcore_err_warn_ex (GCORE_EXC (DeprecationWarning),
                            "NotImplemented should not be used in a boolean context", 1) < 0
             ? -1
             : 1;
}

/* A singleton whose count reaches zero has been released too often; it comes back. */
static void
singleton_dealloc (GcoreObject *self)
{
  self->refcount = GCORE_SINGLETON_REFERENCES;
}

const GcoreType gcore_none_template = {
  .name = "NoneType",
  .basic_size = sizeof (GcoreObject),
  .dealloc = singleton_dealloc,
  .repr = none_repr,
  .number.truth = none_truth,
  .new_ = none_new,
};

const GcoreType gcore_not_implemented_template = {
  .name = "NotImplementedType",
  .basic_size = sizeof (GcoreObject),
  .dealloc = singleton_dealloc,
  .repr = not_implemented_repr,
  .number.truth = not_implemented_truth,
  .methods = reduce_methods,
  .new_ = not_implemented_new,
};

const GcoreType gcore_ellipsis_template = {
  .name = "ellipsis",
  .basic_size = sizeof (GcoreObject),
  .dealloc = singleton_dealloc,
  .repr = ellipsis_repr,
  .get_attr = gcore_object_generic_get_attr,
  .methods = reduce_methods,
  .new_ = ellipsis_new,
};
