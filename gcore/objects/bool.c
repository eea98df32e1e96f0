/* SPDX-License-Identifier: MIT */
/* bool: the ints 0 and 1 with names. */
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/int.h"
#include "gcore/objects/singletons.h"
#include "gcore/objects/str.h"

GcoreObject *
gcore_bool_from_long (long value)
{
  return gcore_newref (value ? GCORE_TRUE : GCORE_FALSE);
}

static GcoreObject *
bool_repr (GcoreObject *self)
{
  return self == GCORE_TRUE ? gcore_str_from_ascii ("True", 4) : gcore_str_from_ascii ("False", 5);
}

static GcoreObject *
bool_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *value = GCORE_FALSE;
  if (!gcore_arg_no_keywords ("bool", kwargs) || !gcore_arg_unpack_tuple (args, "bool", 0, 1, &value))
    return NULL;
  int truth = gcore_object_is_true (value);
  return truth < 0 ? NULL : gcore_bool_from_long (truth);
}

static GcoreObject *
bool_vectorcall (GcoreObject *type, GcoreObject *const *args, size_t n_args, GcoreObject *keyword_names)
{
  intptr_t n = GCORE_VECTORCALL_N_ARGS (n_args);
  if (!gcore_arg_no_keyword_names ("bool", keyword_names) || !gcore_arg_check_positional ("bool", n, 0, 1))
    return NULL;
  int truth = n == 0 ? 0 : gcore_object_is_true (args[0]);
  return truth < 0 ? NULL : gcore_bool_from_long (truth);
}

/* Between two bools the logical operators stay in bool. */
#define LOGICAL(name, operator)                                                                                        \
  static GcoreObject *bool_##name (GcoreObject *a, GcoreObject *b)                                                     \
  {                                                                                                                    \
    if (!gcore_is_bool (a) || !gcore_is_bool (b))                                                                      \
      return gcore_int_template.number.name##_ (a, b);                                                                 \
    return gcore_bool_from_long ((a == GCORE_TRUE) operator (b == GCORE_TRUE));                                        \
  }
LOGICAL (and, &)
LOGICAL (or, |)
LOGICAL (xor, ^)

static void
bool_dealloc (GcoreObject *self)
{
  self->refcount = GCORE_SINGLETON_REFERENCES; /* one release too many: it comes back */
}

const GcoreType gcore_bool_template = {
  .name = "bool",
  .basic_size = sizeof (GcoreOneLimbInt),
  .item_size = sizeof (uint64_t),
  .flags = GCORE_TYPE_FLAG_MATCH_SELF,
  .base_id = GCORE_TYPE_ID_INT,
  .dealloc = bool_dealloc,
  .repr = bool_repr,
  .vectorcall = bool_vectorcall,
  .number = { .and_ = bool_and, .or_ = bool_or, .xor_ = bool_xor },
  .doc = "bool(x) -> bool\n\nThe truth value of x: one of the two instances True and False.",
  .new_ = bool_new,
};
