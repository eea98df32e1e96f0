/* SPDX-License-Identifier: MIT */
/* Start of an image: the templates of all types are copied to their places, then readied, bases first. */
#include "gcore/objects/state.h"

#include "gcore/objects/exceptions-private.h"
#include "gcore/objects/object.h"
#include "gcore/objects/singletons.h"
#include "gcore/objects/tuple.h"
#include "gcore/objects/type.h"

/* Some headers above declare templates too. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wredundant-decls"
#define GCORE_TYPE_ENTRY(ID, template_) extern const GcoreType template_;
#include "gcore/objects/types.def"
#undef GCORE_TYPE_ENTRY
#pragma GCC diagnostic pop

static const GcoreType *const templates[] = {
#define GCORE_TYPE_ENTRY(ID, template_) [GCORE_TYPE_ID_##ID] = &template_,
#include "gcore/objects/types.def"
#undef GCORE_TYPE_ENTRY
#define GCORE_EXCEPTION_ENTRY(Name, Base, Layout, doc_)                                                                \
  [GCORE_TYPE_ID_EXC_##Name] = &gcore_exception_template_##Layout,
#include "gcore/objects/exceptions.def"
#undef GCORE_EXCEPTION_ENTRY
};

/* Exceptions that differ from the others of their layout. */
static const struct
{
  uint16_t id;
  const GcoreType *template;
} special_exceptions[] = {
  { GCORE_TYPE_ID_EXC_KeyError, &gcore_exception_template_KeyError },
  { GCORE_TYPE_ID_EXC_MemoryError, &gcore_exception_template_MemoryError },
  { GCORE_TYPE_ID_EXC_UnicodeDecodeError, &gcore_exception_template_UnicodeDecodeError },
  { GCORE_TYPE_ID_EXC_UnicodeEncodeError, &gcore_exception_template_UnicodeEncodeError },
  { GCORE_TYPE_ID_EXC_UnicodeTranslateError, &gcore_exception_template_UnicodeTranslateError },
};

static const GcoreType *
template_of (uint16_t id)
{
  for (size_t i = 0; i < GCORE_N_ELEMENTS (special_exceptions); i++)
    if (special_exceptions[i].id == id)
      return special_exceptions[i].template;
  return templates[id];
}

typedef struct
{
  const char *name, *doc;
  uint16_t id, base_id;
} ExceptionEntry;

static const ExceptionEntry exceptions[] = {
#define GCORE_EXCEPTION_ENTRY(Name, Base, Layout, doc)                                                                 \
  { #Name, doc, GCORE_TYPE_ID_EXC_##Name, GCORE_TYPE_ID_##Base },
#include "gcore/objects/exceptions.def"
#undef GCORE_EXCEPTION_ENTRY
};

/* Copies the template of ID; the base is the one of BASE_ID (0 for object itself too). */
static void
copy_template (uint16_t id, uint16_t base_id)
{
  GcoreType *type = &GCORE_OBJECTS->types[id];
  if (template_of (id) == NULL)
    return;
  *type = *template_of (id);
  type->base.base.refcount = GCORE_SINGLETON_REFERENCES;
  type->base.base.type = GCORE_TYPE (TYPE);
  type->flags |= GCORE_TYPE_FLAG_IMMUTABLE;
  type->id = id;
  if (id != GCORE_TYPE_ID_OBJECT)
    type->base_type = gcore_newref (&GCORE_OBJECTS->types[base_id]);
}

/* An exception of the same layout as its base inherits everything the template has for the first of them. */
static void
copy_exception (const ExceptionEntry *entry)
{
  GcoreType *type = &GCORE_OBJECTS->types[entry->id];
  copy_template (entry->id, entry->base_id);
  type->name = entry->name;
  type->doc = entry->doc;
  if (template_of (entry->id) != template_of (entry->base_id))
    return;
  type->methods = NULL;
  type->members = NULL;
  type->getset = NULL;
  type->repr = NULL;
  type->str = NULL;
  type->get_attr = NULL;
  type->set_attr = NULL;
}

/* ExceptionGroup alone has two bases; like a class made by a program, it has weak references. */
static int
complete_exception_group (void)
{
  GcoreType *type = GCORE_TYPE (EXC_ExceptionGroup);
  type->weaklist_offset = type->basic_size;
  type->basic_size += sizeof (GcoreObject *);
  type->bases = gcore_tuple_pack (2, GCORE_TYPE (EXC_BaseExceptionGroup), GCORE_TYPE (EXC_Exception));
  return type->bases != NULL ? 0 : -1;
}

int
gcore_objects_start (void)
{
  GcoreObjects *objects = GCORE_OBJECTS;
  objects->errors.handled = &objects->errors.handled_base;
  objects->next_type_version = 1;
  for (uint16_t id = 0; id < GCORE_TYPE_ID_EXC_BaseException; id++)
    copy_template (id, templates[id] != NULL ? templates[id]->base_id : 0);
  for (size_t i = 0; i < GCORE_N_ELEMENTS (exceptions); i++)
    copy_exception (&exceptions[i]);
  if (gcore_scalars_start () != 0 || complete_exception_group () != 0)
    return -1;
  for (int id = 0; id < GCORE_N_BUILTIN_TYPES; id++)
    if (objects->types[id].name != NULL && gcore_type_ready (&objects->types[id]) != 0)
      return -1;
  return gcore_exceptions_start ();
}
