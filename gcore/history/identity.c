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

/* A dead object's count is 0, or what lies there now links free blocks and is an address of the image. */
GcoreObject *
gcore_identity_find (const GcoreIdentity *identity)
{
  GcoreObject *object = (GcoreObject *) identity->address;
  if (identity->number != 0 && number_of (identity->block) != identity->number)
    return NULL;
  return object->refcount > 0 && (uint64_t) object->refcount < GCORE_IMAGE_FIRST_SLOT ? object : NULL;
}

bool
gcore_identity_from (uint64_t address, uint32_t number, GcoreIdentity *identity)
{
  size_t size;
  char *block = gcore_mem_block_at ((const void *) address, &size);
  if (block == NULL)
    return false;
  *identity = (GcoreIdentity){ address, (uint64_t) block, number };
  return number_of ((uint64_t) block) == number && gcore_identity_find (identity) != NULL;
}
