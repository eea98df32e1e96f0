/* SPDX-License-Identifier: MIT */
/* A scanner gives one match after the other: what finditer and re.Scanner call. */
#include "gcore/collector/collector.h"
#include "gcore/modules/regex.h"
#include "gcore/objects/object.h"

typedef struct
{
  GcoreObject base;
  GcoreObject *pattern; /* owned */
  GcoreRegexSearch search; /* its string is owned */
  bool done;
  void *reserved[7]; /* keeps the size CPython's */
} GcoreScanner;

_Static_assert (sizeof (GcoreScanner) == 232, "the size of CPython's scanner");

#define SELF(object) ((GcoreScanner *) (void *) (object))

GcoreObject *
gcore_regex_scanner_new (GcorePattern *pattern, GcoreObject *string, intptr_t pos, intptr_t endpos)
{
  GcoreScanner *self = gcore_gc_new (GCORE_TYPE (SRE_SCANNER));
  if (self == NULL)
    return NULL;
  gcore_incref (GCORE_TYPE_OF (self));
  self->pattern = NULL;
  self->search.string = NULL;
  self->done = false;
  if (gcore_regex_search_open (&self->search, pattern, string, pos, endpos) < 0)
    {
      gcore_decref (self);
      return NULL;
    }
  gcore_incref (string);
  self->pattern = gcore_newref (pattern);
  gcore_gc_track (self);
  return GCORE_OBJECT (self);
}

/* The next match, or None from the first failure on. */
static GcoreObject *
next (GcoreScanner *self, int mode)
{
  if (self->done)
    GCORE_RETURN_NONE;
  int found = gcore_regex_search_next (&self->search, mode);
  if (found > 0)
    return gcore_match_new (&self->search);
  if (found < 0)
    return NULL;
  self->done = true;
  GCORE_RETURN_NONE;
}

static GcoreObject *
method_match (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return next (SELF (self), GCORE_REGEX_MATCH);
}

static GcoreObject *
method_search (GcoreObject *self, GcoreObject *unused GCORE_UNUSED)
{
  return next (SELF (self), GCORE_REGEX_SEARCH);
}

static void
dealloc (GcoreObject *self)
{
  GcoreType *type = GCORE_TYPE_OF (self);
  gcore_gc_untrack (self);
  if (SELF (self)->search.string != NULL)
    {
      gcore_regex_search_close (&SELF (self)->search);
      gcore_decref (SELF (self)->search.string);
    }
  gcore_xdecref (SELF (self)->pattern);
  gcore_gc_del (self);
  gcore_decref (type);
}

static int
traverse (GcoreObject *self, GcoreVisitFunc visit, void *data)
{
  GCORE_VISIT (GCORE_TYPE_OF (self));
  GCORE_VISIT (SELF (self)->pattern);
  return 0;
}

static const GcoreMethodDef methods[] = {
  { "match", GCORE_FUNC (method_match), GCORE_METH_NOARGS, "match($self, /)\n--\n\n" },
  { "search", GCORE_FUNC (method_search), GCORE_METH_NOARGS, "search($self, /)\n--\n\n" },
  { NULL, NULL, 0, NULL }
};

static const GcoreMemberDef members[] = {
  { "pattern", GCORE_MEMBER_OBJECT, offsetof (GcoreScanner, pattern), GCORE_MEMBER_READONLY, NULL },
  { NULL, 0, 0, 0, NULL }
};

const GcoreType gcore_sre_scanner_template = {
  .name = "_sre.SRE_Scanner",
  .basic_size = sizeof (GcoreScanner),
  .flags = GCORE_TYPE_FLAG_GC | GCORE_TYPE_FLAG_DISALLOW_NEW | GCORE_TYPE_FLAG_IMMUTABLE,
  .dealloc = dealloc,
  .traverse = traverse,
  .get_attr = gcore_object_generic_get_attr,
  .methods = methods,
  .members = members,
};
