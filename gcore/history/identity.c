/* SPDX-License-Identifier: MIT */
#include "gcore/history/identity.h"

#include "gcore/collector/collector.h"

static uint32_t
number_of (uint64_t block)
{
  const GcoreBirth *birth = gcore_mem_birth ((const void *) block);
  return birth != NULL ? birth->serial : 0;
}

GcoreIdentity
gcore_identity_of (GcoreObject *object)
{
  uint64_t block = (uint64_t) object - gcore_type_presize (object->type);
  return (GcoreIdentity){ (uint64_t) object, block, number_of (block) };
}

/* Whether there is memory at ADDRESS that can be read, where an object could lie. */
static bool
is_place_of_object (uint64_t address)
{
  uint64_t offset = address - (uint64_t) gcore_image_base;
  bool is_in_heap = offset >= GCORE_OFFSET_ARENAS && offset < GCORE_OFFSET_BIRTHS;
  return address % sizeof (void *) == 0 && (is_in_heap || offset < GCORE_OFFSET_STACK);
}

GCORE_UNCHECKED static bool
looks_alive (const GcoreObject *object)
{
  return object->refcount > 0 && (uint64_t) object->refcount < GCORE_IMAGE_FIRST_SLOT;
}

GCORE_UNCHECKED const GcoreType *
gcore_type_at (uint64_t address)
{
  const GcoreObject *object = (const GcoreObject *) address;
  if (!is_place_of_object (address) || !looks_alive (object) || !is_place_of_object ((uint64_t) object->type))
    return NULL;
  const GcoreObject *type = &object->type->base.base;
  bool is_type = looks_alive (type) && is_place_of_object ((uint64_t) type->type) && looks_alive (&type->type->base.base)
                 && gcore_has_flag (type->type, GCORE_TYPE_FLAG_TYPE) && gcore_has_flag (type->type, GCORE_TYPE_FLAG_READY)
                 && gcore_has_flag (object->type, GCORE_TYPE_FLAG_READY);
  return is_type ? object->type : NULL;
}

/* A dead object's count is 0, or what lies there now links free blocks and is an address of the image. Memory that has been
 * taken for an object is not one yet: a collection may come first. */
GCORE_UNCHECKED GcoreObject *
gcore_identity_find (const GcoreIdentity *identity)
{
  const GcoreBirth *birth = (const GcoreBirth *) (identity->block + GCORE_OFFSET_BIRTHS);
  if (birth->serial != identity->number || gcore_type_at (identity->address) == NULL)
    return NULL;
  return (GcoreObject *) identity->address;
}

/* From before births were recorded: it has no record to go by, and lives in a block or among the built-in ones. */
static bool
is_old_object (uint64_t address)
{
  size_t size;
  uint64_t offset = address - (uint64_t) gcore_image_base;
  return (offset < GCORE_OFFSET_STACK || gcore_mem_block_at ((const void *) address, &size) != NULL)
         && gcore_type_at (address) != NULL;
}

uint64_t
gcore_address_in_image (uint64_t address)
{
  return address < GCORE_IMAGE_FIRST_SLOT ? address : (uint64_t) gcore_image_base + address % GCORE_IMAGE_SLOT_SIZE;
}

/* The memory starts in front of the object, where its type has put a list head and maybe the words of its dict. */
bool
gcore_identity_from (uint64_t address, uint32_t number, GcoreIdentity *identity)
{
  address = gcore_address_in_image (address);
  *identity = (GcoreIdentity){ address, address, number };
  if (number == 0)
    return is_old_object (address) && gcore_identity_find (identity) != NULL;
  for (int i = 0; i <= 2; i++, identity->block -= sizeof (GcoreGcHead))
    if (number_of (identity->block) == number)
      return true;
  return false;
}
