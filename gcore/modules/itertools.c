/* SPDX-License-Identifier: MIT */
/* The module itertools; its types are in itertools-*.c. */
#include "gcore/modules/itertools.h"

#include "gcore/modules/modules.h"
#include "gcore/objects/module.h"

static const GcoreMethodDef methods[] = {
  { "tee", GCORE_FUNC (gcore_itertools_tee), GCORE_METH_FASTCALL,
    "tee($module, iterable, n=2, /)\n--\n\nReturns a tuple of n independent iterators." },
  { .name = NULL }
};

static int
init (GcoreObject *module)
{
  GcoreType *const types[] = {
    GCORE_TYPE (ACCUMULATE),   GCORE_TYPE (CHAIN),     GCORE_TYPE (COMBINATIONS),
    GCORE_TYPE (COMBINATIONS_WITH_REPLACEMENT),
    GCORE_TYPE (COMPRESS),     GCORE_TYPE (COUNT),     GCORE_TYPE (CYCLE),        GCORE_TYPE (DROPWHILE),
    GCORE_TYPE (FILTERFALSE),  GCORE_TYPE (GROUPBY),   GCORE_TYPE (GROUPER),      GCORE_TYPE (ISLICE),
    GCORE_TYPE (PAIRWISE),     GCORE_TYPE (PERMUTATIONS), GCORE_TYPE (PRODUCT),   GCORE_TYPE (REPEAT),
    GCORE_TYPE (STARMAP),      GCORE_TYPE (TAKEWHILE), GCORE_TYPE (TEE),          GCORE_TYPE (TEE_DATA),
    GCORE_TYPE (ZIP_LONGEST),
  };
  for (size_t i = 0; i < GCORE_N_ELEMENTS (types); i++)
    if (gcore_module_add_type (module, types[i]) < 0)
      return -1;
  return 0;
}

const GcoreModuleDef gcore_itertools_module = {
  .name = "itertools",
  .doc = "Iterators made of other iterators.",
  .methods = methods,
  .init = init,
};
