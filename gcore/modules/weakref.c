/* SPDX-License-Identifier: MIT */
/* The module _weakref: what the module weakref (python/weakref.py) is built on. */
#include "gcore/objects/weakref.h"

#include "gcore/modules/modules.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/list.h"
#include "gcore/objects/module.h"

static GcoreObject *
get_weakref_count (GcoreObject *module, GcoreObject *object)
{
  return gcore_int_from_ssize (gcore_weak_list_length (object));
}

static GcoreObject *
get_weakrefs (GcoreObject *module, GcoreObject *object)
{
  GcoreObject *result = gcore_list_new (0);
  GcoreWeakRef **list = gcore_weak_list (object);
  if (result == NULL || list == NULL)
    return result;
  for (GcoreWeakRef *ref = *list; ref != NULL; ref = ref->next)
    if (gcore_list_append (result, &ref->base) < 0)
      {
        gcore_decref (result);
        return NULL;
      }
  return result;
}

static GcoreObject *
proxy (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  if (!gcore_arg_check_positional ("proxy", n_args, 1, 2))
    return NULL;
  return gcore_weakref_new_proxy (args[0], n_args > 1 ? args[1] : NULL);
}

/* _remove_dead_weakref (dict, key): deletes the entry only if its value is a dead weak reference, without running code
 * between looking and deleting. */
static GcoreObject *
remove_dead_weakref (GcoreObject *module, GcoreObject *const *args, intptr_t n_args)
{
  GcoreObject *dict, *key;
  if (!gcore_arg_parse_stack (args, n_args, "O!O:_remove_dead_weakref", GCORE_TYPE (DICT), &dict, &key))
    return NULL;
  GcoreObject *ref = gcore_dict_get_item_with_error (dict, key);
  if (ref == NULL)
    return gcore_err_occurred () != NULL ? NULL : gcore_newref (GCORE_NONE);
  if (!gcore_is_any_weakref (ref))
    {
      gcore_err_set_string (GCORE_EXC (TypeError), "not a weakref");
      return NULL;
    }
  if (GCORE_WEAKREF (ref)->referent == NULL && gcore_dict_del_item (dict, key) < 0)
    return NULL;
  return gcore_newref (GCORE_NONE);
}

static const GcoreMethodDef methods[] = {
  { "getweakrefcount", GCORE_FUNC (get_weakref_count), GCORE_METH_O,
    "getweakrefcount($module, object, /)\n--\n\nThe number of weak references to an object." },
  { "getweakrefs", GCORE_FUNC (get_weakrefs), GCORE_METH_O,
    "getweakrefs($module, object, /)\n--\n\nA list of the weak references to an object." },
  { "proxy", GCORE_FUNC (proxy), GCORE_METH_FASTCALL,
    "proxy($module, object, callback=None, /)\n--\n\nA stand-in for an object that does not keep it alive. The "
    "callback gets the\nproxy when the object dies." },
  { "_remove_dead_weakref", GCORE_FUNC (remove_dead_weakref), GCORE_METH_FASTCALL,
    "_remove_dead_weakref($module, dct, key, /)\n--\n\nDelete dct[key] if it is a dead weak reference." },
  { NULL }
};

static int
init (GcoreObject *module)
{
  GcoreObject *ref = (GcoreObject *) GCORE_TYPE (WEAKREF);
  GcoreObject *proxy_type = (GcoreObject *) GCORE_TYPE (WEAK_PROXY);
  GcoreObject *callable_proxy_type = (GcoreObject *) GCORE_TYPE (WEAK_CALLABLE_PROXY);
  if (gcore_module_add_object_ref (module, "ref", ref) < 0
      || gcore_module_add_object_ref (module, "ReferenceType", ref) < 0
      || gcore_module_add_object_ref (module, "ProxyType", proxy_type) < 0
      || gcore_module_add_object_ref (module, "CallableProxyType", callable_proxy_type) < 0)
    return -1;
  return 0;
}

const GcoreModuleDef gcore_weakref_c_module = {
  .name = "_weakref",
  .doc = "Weak references: the part of the module weakref that needs the heap's own lists.",
  .methods = methods,
  .init = init
};
