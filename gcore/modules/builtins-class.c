/* SPDX-License-Identifier: MIT */
/* __build_class__: what a class statement calls. */
#include "gcore/machine/eval.h"
#include "gcore/modules/builtins.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/list.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* A class being made. The first three are borrowed, the others owned. */
typedef struct
{
  GcoreObject *function, *name, *original_bases;
  GcoreObject *bases;     /* tuple */
  GcoreObject *keywords;  /* dict without metaclass, or NULL */
  GcoreObject *metaclass;
  GcoreObject *namespace_; /* mapping */
} Making;

/* What BASE, which is no class, wants in its place: 1 and a new tuple, 0: itself, -1. */
static int
replacement (GcoreObject *base, GcoreObject *bases, GcoreObject **entries)
{
  GcoreObject *method;
  *entries = NULL;
  if (gcore_is_type (base))
    return 0;
  int found = gcore_object_lookup_attr (base, GCORE_ID (__mro_entries__), &method);
  if (found <= 0)
    return found;
  *entries = gcore_object_call_one_arg (method, bases);
  gcore_decref (method);
  if (*entries == NULL)
    return -1;
  if (gcore_is_tuple (*entries))
    return 1;
  gcore_err_set_string (GCORE_EXC (TypeError), "__mro_entries__ must return a tuple");
  GCORE_CLEAR (*entries);
  return -1;
}

/* New tuple: BASES itself if nothing in it is to be replaced. */
static GcoreObject *
update_bases (GcoreObject *bases)
{
  GcoreObject *list = NULL;
  intptr_t n = GCORE_TUPLE_SIZE (bases);
  for (intptr_t i = 0; i < n; i++)
    {
      GcoreObject *base = GCORE_TUPLE_ITEM (bases, i), *entries;
      int replaced = replacement (base, bases, &entries), status = replaced;
      if (replaced > 0 && list == NULL)
        {
          /* The first one: what came before stays. */
          GcoreObject *before = gcore_tuple_get_slice (bases, 0, i);
          list = before != NULL ? gcore_sequence_list (before) : NULL;
          gcore_xdecref (before);
          status = list != NULL ? 1 : -1;
        }
      if (replaced > 0 && status > 0)
        status = gcore_list_set_slice (list, GCORE_LIST_SIZE (list), GCORE_LIST_SIZE (list), entries);
      else if (replaced == 0 && list != NULL)
        status = gcore_list_append (list, base);
      gcore_xdecref (entries);
      if (status < 0)
        {
          gcore_xdecref (list);
          return NULL;
        }
    }
  if (list == NULL)
    return gcore_newref (bases);
  GcoreObject *result = gcore_list_as_tuple (list);
  gcore_decref (list);
  return result;
}

/* The metaclass: given by keyword, else the first base's type; the most derived one if it is a class at all. */
static int
find_metaclass (Making *making)
{
  GcoreObject *metaclass = NULL;
  if (making->keywords != NULL)
    {
      metaclass = gcore_xnewref (gcore_dict_get_item_with_error (making->keywords, GCORE_ID (metaclass)));
      if (metaclass == NULL && gcore_err_occurred ())
        return -1;
      if (metaclass != NULL && gcore_dict_del_item (making->keywords, GCORE_ID (metaclass)) < 0)
        {
          gcore_decref (metaclass);
          return -1;
        }
    }
  if (metaclass == NULL)
    metaclass = gcore_newref (GCORE_TUPLE_SIZE (making->bases) == 0
                                ? GCORE_TYPE (TYPE)
                                : GCORE_TYPE_OF (GCORE_TUPLE_ITEM (making->bases, 0)));
  if (gcore_is_type (metaclass))
    {
      GcoreType *winner = gcore_type_calculate_metaclass ((GcoreType *) (void *) metaclass, making->bases);
      if (winner == NULL)
        {
          gcore_decref (metaclass);
          return -1;
        }
      GCORE_SETREF (metaclass, gcore_newref (winner));
    }
  making->metaclass = metaclass;
  return 0;
}

static int
prepare_namespace (Making *making)
{
  GcoreObject *prepare;
  int found = gcore_object_lookup_attr (making->metaclass, GCORE_ID (__prepare__), &prepare);
  if (found < 0)
    return -1;
  if (found == 0)
    making->namespace_ = gcore_dict_new ();
  else
    {
      GcoreObject *args[] = { NULL, making->name, making->bases };
      making->namespace_
        = gcore_object_vectorcall_dict (prepare, args + 1, 2 | GCORE_VECTORCALL_OFFSET, making->keywords);
      gcore_decref (prepare);
    }
  if (making->namespace_ == NULL)
    return -1;
  if (gcore_mapping_check (making->namespace_))
    return 0;
  gcore_err_format (GCORE_EXC (TypeError), "%.200s.__prepare__() must return a mapping, not %.200s",
                    gcore_is_type (making->metaclass) ? ((GcoreType *) (void *) making->metaclass)->name
                                                      : "<metaclass>",
                    GCORE_TYPE_OF (making->namespace_)->name);
  return -1;
}

/* The class body's __class__ cell has to have been filled in by type.__new__. */
static int
check_cell (GcoreObject *cell, GcoreObject *cls, GcoreObject *name)
{
  if (!gcore_is_type (cls) || !gcore_is_cell (cell) || gcore_cell_content (cell) == cls)
    return 0;
  GcoreObject *content = gcore_cell_content (cell);
  if (content == NULL)
    gcore_err_format (GCORE_EXC (RuntimeError),
                      "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to type.__new__?",
                      name, cls);
  else
    gcore_err_format (GCORE_EXC (TypeError), "__class__ set to %.200R defining %.200R as %.200R", content, name, cls);
  return -1;
}

static GcoreObject *
make_class (Making *making)
{
  if (find_metaclass (making) < 0 || prepare_namespace (making) < 0)
    return NULL;
  GcoreObject *cell
    = gcore_eval_vector ((GcoreFunction *) (void *) making->function, making->namespace_, NULL, 0, NULL), *cls = NULL;
  if (cell == NULL)
    return NULL;
  int status = 0;
  if (making->bases != making->original_bases)
    {
      GcoreObject *key = gcore_str_from_string ("__orig_bases__");
      status = key != NULL ? gcore_object_set_item (making->namespace_, key, making->original_bases) : -1;
      gcore_xdecref (key);
    }
  if (status == 0)
    {
      GcoreObject *args[] = { NULL, making->name, making->bases, making->namespace_ };
      cls = gcore_object_vectorcall_dict (making->metaclass, args + 1, 3 | GCORE_VECTORCALL_OFFSET, making->keywords);
    }
  if (cls != NULL && check_cell (cell, cls, making->name) < 0)
    GCORE_CLEAR (cls);
  gcore_decref (cell);
  return cls;
}

static GcoreObject *
build_class (GcoreObject *module, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names)
{
  if (n_args < 2)
    return gcore_err_format (GCORE_EXC (TypeError), "__build_class__: not enough arguments");
  if (!gcore_is_function (args[0]))
    return gcore_err_format (GCORE_EXC (TypeError), "__build_class__: func must be a function");
  if (!gcore_is_str (args[1]))
    return gcore_err_format (GCORE_EXC (TypeError), "__build_class__: name is not a string");
  GcoreObject *original_bases = gcore_tuple_from_array (args + 2, n_args - 2), *cls = NULL;
  if (original_bases == NULL)
    return NULL;
  Making making = { args[0], args[1], original_bases, update_bases (original_bases), NULL, NULL, NULL };
  if (making.bases != NULL
      && (keyword_names == NULL || (making.keywords = gcore_stack_as_dict (args + n_args, keyword_names)) != NULL))
    cls = make_class (&making);
  gcore_xdecref (making.namespace_);
  gcore_xdecref (making.metaclass);
  gcore_xdecref (making.keywords);
  gcore_xdecref (making.bases);
  gcore_decref (original_bases);
  return cls;
}

const GcoreMethodDef gcore_builtins_class_functions[] = {
  { "__build_class__", GCORE_FUNC (build_class), GCORE_METH_FASTCALL | GCORE_METH_KEYWORDS,
    "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class" },
  { NULL },
};
