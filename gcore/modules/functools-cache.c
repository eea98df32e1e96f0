/* SPDX-License-Identifier: MIT */
/* The callable lru_cache makes: it remembers results by arguments, and forgets those not asked for longest. */
#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/modules/functools-private.h"
#include "gcore/objects/abstract.h"
#include "gcore/objects/args.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/int.h"
#include "gcore/objects/method.h"
#include "gcore/objects/tuple.h"
#include "gcore/refcount/weakref.h"

#define SELF(object) ((GcoreCacheWrapper *) (void *) (object))
#define LINK(object) ((GcoreCacheLink *) (void *) (object))

/* --- links -------------------------------------------------------------------------------------------------------- */

static void
link_dealloc (GcoreObject *self)
{
  gcore_xdecref (LINK (self)->key);
  gcore_xdecref (LINK (self)->result);
  gcore_mem_free (self);
}

const GcoreType gcore_cache_link_template = {
  .name = "functools._lru_list_elem",
  .basic_size = sizeof (GcoreCacheLink),
  .flags = GCORE_TYPE_FLAG_DISALLOW_NEW,
  .dealloc = link_dealloc,
};

static void
take_out (GcoreCacheLink *link)
{
  link->previous->next = link->next;
  link->next->previous = link->previous;
}

static void
put_before (GcoreCacheLink *next, GcoreCacheLink *link)
{
  link->previous = next->previous;
  link->next = next;
  link->previous->next = link;
  next->previous = link;
}

/* Empties the ring and returns its links for release_links: NULL if there are none. */
static GcoreCacheLink *
unlink_ring (GcoreCacheWrapper *self)
{
  GcoreCacheLink *first = self->root.next;
  if (first == &self->root)
    return NULL;
  self->root.previous->next = NULL;
  self->root.previous = self->root.next = &self->root;
  return first;
}

static void
release_links (GcoreCacheLink *link)
{
  while (link != NULL)
    {
      GcoreCacheLink *next = link->next;
      gcore_decref (link);
      link = next;
    }
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* New reference to one hashable value for all the arguments. */
static GcoreObject *
make_key (GcoreCacheWrapper *self, GcoreObject *args, GcoreObject *kwargs)
{
  intptr_t n = GCORE_TUPLE_SIZE (args), n_keywords = kwargs == NULL ? 0 : GCORE_DICT_SIZE (kwargs);
  if (!self->typed && n_keywords == 0)
    {
      GcoreObject *only = n == 1 ? GCORE_TUPLE_ITEM (args, 0) : NULL;
      return gcore_newref (only != NULL && (gcore_is_str_exact (only) || gcore_is_int_exact (only)) ? only : args);
    }
  intptr_t size = n + (n_keywords > 0 ? 1 + 2 * n_keywords : 0) + (self->typed ? n + n_keywords : 0), at = 0;
  GcoreObject *key = gcore_tuple_new (size), *name, *value;
  if (key == NULL)
    return NULL;
  for (intptr_t i = 0; i < n; i++)
    GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (GCORE_TUPLE_ITEM (args, i)));
  if (n_keywords > 0)
    {
      GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (self->keyword_mark));
      for (intptr_t position = 0; gcore_dict_next (kwargs, &position, &name, &value);)
        {
          GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (name));
          GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (value));
        }
    }
  if (self->typed)
    {
      for (intptr_t i = 0; i < n; i++)
        GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (GCORE_TYPE_OF (GCORE_TUPLE_ITEM (args, i))));
      for (intptr_t position = 0; n_keywords > 0 && gcore_dict_next (kwargs, &position, &name, &value);)
        GCORE_TUPLE_SET_ITEM (key, at++, gcore_newref (GCORE_TYPE_OF (value)));
    }
  return key;
}

/* --- calling ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
call_without_limit (GcoreCacheWrapper *self, GcoreObject *key, intptr_t hash, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *result = gcore_dict_get_item_known_hash (self->results, key, hash);
  if (result != NULL)
    {
      self->hits++;
      return gcore_newref (result);
    }
  if (gcore_err_occurred ())
    return NULL;
  self->misses++;
  result = gcore_object_call (self->function, args, kwargs);
  if (result != NULL && gcore_dict_set_item_known_hash (self->results, key, result, hash) < 0)
    GCORE_CLEAR (result);
  return result;
}

/* Takes LINK, the oldest, out of ring and dict, to be used again. 1, or -1, or 0 if the dict no longer had it: then it is
   released. */
static int
take_oldest (GcoreCacheWrapper *self, GcoreCacheLink *link)
{
  take_out (link);
  int taken = gcore_dict_contains_known_hash (self->results, link->key, link->hash);
  if (taken > 0 && gcore_dict_del_item_known_hash (self->results, link->key, link->hash) < 0)
    taken = -1;
  if (taken == 0)
    gcore_decref (link);
  else if (taken < 0)
    put_before (self->root.next, link);
  return taken;
}

/* Remembers RESULT. 0 or -1. */
static int
remember (GcoreCacheWrapper *self, GcoreObject *key, intptr_t hash, GcoreObject *result)
{
  GcoreObject *old_key = NULL, *old_result = NULL;
  GcoreCacheLink *link = self->root.next;
  if (GCORE_DICT_SIZE (self->results) >= self->maxsize && link != &self->root)
    {
      int taken = take_oldest (self, link);
      if (taken <= 0)
        return taken;
      old_key = link->key;
      old_result = link->result;
    }
  else if ((link = gcore_object_new (GCORE_TYPE (CACHE_LINK))) == NULL)
    return -1;
  link->hash = hash;
  link->key = gcore_newref (key);
  link->result = gcore_newref (result);
  int status = gcore_dict_set_item_known_hash (self->results, key, GCORE_OBJECT (link), hash);
  if (status == 0)
    put_before (&self->root, link);
  else
    gcore_decref (link);
  gcore_xdecref (old_key);
  gcore_xdecref (old_result);
  return status;
}

static GcoreObject *
call_with_limit (GcoreCacheWrapper *self, GcoreObject *key, intptr_t hash, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreObject *link = gcore_dict_get_item_known_hash (self->results, key, hash);
  if (link != NULL)
    {
      take_out (LINK (link));
      put_before (&self->root, LINK (link));
      self->hits++;
      return gcore_newref (LINK (link)->result);
    }
  if (gcore_err_occurred ())
    return NULL;
  self->misses++;
  GcoreObject *result = gcore_object_call (self->function, args, kwargs);
  if (result == NULL)
    return NULL;
  /* The call may have been made for the same arguments meanwhile. */
  int present = gcore_dict_contains_known_hash (self->results, key, hash);
  if (present < 0 || (present == 0 && remember (self, key, hash, result) < 0))
    GCORE_CLEAR (result);
  return result;
}

static GcoreObject *
call (GcoreObject *object, GcoreObject *args, GcoreObject *kwargs)
{
  GcoreCacheWrapper *self = SELF (object);
  if (self->maxsize == 0)
    {
      self->misses++;
      return gcore_object_call (self->function, args, kwargs);
    }
  GcoreObject *key = make_key (self, args, kwargs), *result = NULL;
  intptr_t hash = key == NULL ? -1 : gcore_object_hash (key);
  if (hash != -1)
    result = (self->maxsize < 0 ? call_without_limit : call_with_limit) (self, key, hash, args, kwargs);
  gcore_xdecref (key);
  return result;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

static GcoreObject *
wrapper_new (GcoreType *type, GcoreObject *args, GcoreObject *kwargs)
{
  static const char *const keywords[] = { "user_function", "maxsize", "typed", "cache_info_type", NULL };
  GcoreObject *function, *limit, *info_type;
  int typed;
  if (!gcore_arg_parse_tuple_and_keywords (args, kwargs, "OOpO:lru_cache", keywords, &function, &limit, &typed,
                                           &info_type))
    return NULL;
  if (!gcore_callable_check (function))
    return gcore_err_format (GCORE_EXC (TypeError), "the first argument must be callable");
  intptr_t maxsize = -1;
  if (limit != GCORE_NONE)
    {
      if (!gcore_is_int (limit))
        return gcore_err_format (GCORE_EXC (TypeError), "maxsize should be integer or None");
      maxsize = gcore_int_as_ssize (limit);
      if (maxsize == -1 && gcore_err_occurred ())
        return NULL;
      if (maxsize < 0)
        maxsize = 0;
    }
  GcoreObject *results = gcore_dict_new ();
  GcoreObject *mark = results == NULL ? NULL : gcore_object_call_no_args (GCORE_OBJECT (GCORE_TYPE (OBJECT)));
  GcoreObject *self = mark == NULL ? NULL : type->alloc (type, 0);
  if (self == NULL)
    {
      gcore_xdecref (results);
      gcore_xdecref (mark);
      return NULL;
    }
  SELF (self)->root.previous = SELF (self)->root.next = &SELF (self)->root;
  SELF (self)->typed = typed != 0;
  SELF (self)->results = results;
  SELF (self)->function = gcore_newref (function);
  SELF (self)->maxsize = maxsize;
  SELF (self)->keyword_mark = mark;
  SELF (self)->info_type = gcore_newref (info_type);
  return self;
}

static int
clear (GcoreObject *self)
{
  GcoreCacheLink *links = unlink_ring (SELF (self));
  GCORE_CLEAR (SELF (self)->results);
  GCORE_CLEAR (SELF (self)->function);
  GCORE_CLEAR (SELF (self)->keyword_mark);
  GCORE_CLEAR (SELF (self)->info_type);
  GCORE_CLEAR (SELF (self)->dict);
  release_links (links);
  return 0;
}

static void
dealloc (GcoreObject *self)
{
  gcore_gc_untrack (self);
  if (SELF (self)->weak_list != NULL)
    gcore_object_clear_weakrefs (self);
  clear (self);
  GCORE_TYPE_OF (self)->free_ (self);
}

/* Links are not known to the collector: what they refer to counts as referred to by the wrapper. */
static int
traverse (GcoreObject *object, GcoreVisitFunc visit, void *data)
{
  GcoreCacheWrapper *self = SELF (object);
  for (GcoreCacheLink *link = self->root.next; link != &self->root; link = link->next)
    {
      GCORE_VISIT (link->key);
      GCORE_VISIT (link->result);
    }
  GCORE_VISIT (self->results);
  GCORE_VISIT (self->function);
  GCORE_VISIT (self->keyword_mark);
  GCORE_VISIT (self->info_type);
  GCORE_VISIT (self->dict);
  return 0;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static GcoreObject *
descr_get (GcoreObject *self, GcoreObject *object, GcoreObject *type GCORE_UNUSED)
{
  return object == NULL || object == GCORE_NONE ? gcore_newref (self) : gcore_method_new (self, object);
}

static GcoreObject *
method_cache_info (GcoreObject *object, GcoreObject *unused GCORE_UNUSED)
{
  GcoreCacheWrapper *self = SELF (object);
  GcoreObject *numbers[] = { gcore_int_from_ssize (self->hits), gcore_int_from_ssize (self->misses),
                             self->maxsize < 0 ? gcore_newref (GCORE_NONE) : gcore_int_from_ssize (self->maxsize),
                             gcore_int_from_ssize (GCORE_DICT_SIZE (self->results)) };
  GcoreObject *result = NULL;
  if (numbers[0] != NULL && numbers[1] != NULL && numbers[2] != NULL && numbers[3] != NULL)
    result = gcore_object_vectorcall (self->info_type, numbers, 4, NULL);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (numbers); i++)
    gcore_xdecref (numbers[i]);
  return result;
}

static GcoreObject *
method_cache_clear (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreCacheLink *links = unlink_ring (SELF (self));
  SELF (self)->hits = SELF (self)->misses = 0;
  gcore_dict_clear (SELF (self)->results);
  release_links (links);
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_reduce (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_object_get_attr (self, GCORE_ID (__qualname__));
}

static GcoreObject *
method_copy (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return gcore_newref (self);
}

static const GcoreMethodDef methods[] = {
  { "cache_info", GCORE_FUNC (method_cache_info), GCORE_METH_NOARGS, "Report cache statistics" },
  { "cache_clear", GCORE_FUNC (method_cache_clear), GCORE_METH_NOARGS, "Clear the cache and cache statistics" },
  { "__reduce__", GCORE_FUNC (method_reduce), GCORE_METH_NOARGS, NULL },
  { "__copy__", GCORE_FUNC (method_copy), GCORE_METH_NOARGS, NULL },
  { "__deepcopy__", GCORE_FUNC (method_copy), GCORE_METH_O, NULL },
  { NULL, NULL, 0, NULL }
};

static const GcoreGetSetDef getset[] = {
  { "__dict__", gcore_object_generic_get_dict, gcore_object_generic_set_dict, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL }
};

const GcoreType gcore_cache_wrapper_template = {
  .name = "functools._lru_cache_wrapper",
  .basic_size = sizeof (GcoreCacheWrapper),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_BASE | GCORE_TYPE_FLAG_METHOD_DESCRIPTOR,
  .dealloc = dealloc,
  .traverse = traverse,
  .clear = clear,
  .call = call,
  .get_attr = gcore_object_generic_get_attr,
  .set_attr = gcore_object_generic_set_attr,
  .weaklist_offset = offsetof (GcoreCacheWrapper, weak_list),
  .dict_offset = offsetof (GcoreCacheWrapper, dict),
  .methods = methods,
  .getset = getset,
  .doc = "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\n"
         "maxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a "
         "bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) "
         "and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        "
         "hits misses currsize maxsize\n",
  .descr_get = descr_get,
  .new_ = wrapper_new,
  .free_ = gcore_gc_del,
};
