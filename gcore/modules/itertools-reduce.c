/* SPDX-License-Identifier: MIT */
/* How an iterator of itertools is described for copying: the class and the arguments that make it anew. */
#include "gcore/modules/itertools-private.h"

GcoreObject *
gcore_itertools_describe (GcoreObject *self, GcoreObject *args, GcoreObject *state)
{
  GcoreObject *result = NULL;
  if (args != NULL)
    result = state == NULL ? gcore_tuple_pack (2, GCORE_TYPE_OF (self), args)
                           : gcore_tuple_pack (3, GCORE_TYPE_OF (self), args, state);
  gcore_xdecref (args);
  gcore_xdecref (state);
  return result;
}

GcoreObject *
gcore_itertools_reduce_pair (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  GcoreObject **owned = (GcoreObject **) (void *) (self + 1);
  return gcore_itertools_describe (self, gcore_tuple_pack (2, owned[0], owned[1]), NULL);
}

const GcoreMethodDef gcore_itertools_pair_methods[] = {
  { "__reduce__", GCORE_FUNC (gcore_itertools_reduce_pair), GCORE_METH_NOARGS, "Return state information for pickling." },
  { .name = NULL }
};
