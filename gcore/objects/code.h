/* SPDX-License-Identifier: MIT */
/* Code objects: what the compiler makes of a module, class body, function, lambda or comprehension.
 *
 * localsplus is the row of slots at the start of a frame: first the locals (parameters in front), then cells that are
 * no parameters, then captured cells. nlocalsplus = nlocals + nplaincellvars + nfreevars; a parameter that is also a
 * cell counts in nlocals and in ncellvars.
 *
 * linetable holds CPython 3.11's compact location table, exceptiontable its table of handlers. Addresses are offsets
 * into the code in bytes (twice the unit index). */
#pragma once

#include "gcore/language/opcodes.h"
#include "gcore/objects/state.h"

enum
{
  GCORE_CODE_OPTIMIZED = 0x1,
  GCORE_CODE_NEWLOCALS = 0x2,
  GCORE_CODE_VARARGS = 0x4,
  GCORE_CODE_VARKEYWORDS = 0x8,
  GCORE_CODE_NESTED = 0x10,
  GCORE_CODE_GENERATOR = 0x20,
  GCORE_CODE_COROUTINE = 0x80,
  GCORE_CODE_ITERABLE_COROUTINE = 0x100,
  GCORE_CODE_ASYNC_GENERATOR = 0x200,
  GCORE_CODE_FUTURE_ANNOTATIONS = 0x1000000
};

/* Bits of one byte of localspluskinds. */
enum { GCORE_LOCAL_FAST = 0x20, GCORE_LOCAL_CELL = 0x40, GCORE_LOCAL_FREE = 0x80 };

/* A code object runs this many times (calls and backward jumps) before the machine starts specialising it. */
#define GCORE_CODE_WARMUP (-8)

typedef struct
{
  GcoreVarObject base;         /* size: units of code */
  GcoreObject *consts;         /* tuple */
  GcoreObject *names;          /* tuple of interned str */
  GcoreObject *exceptiontable; /* bytes */
  int flags;                   /* GCORE_CODE_... */
  int16_t warmup;              /* from GCORE_CODE_WARMUP up to 0, where specialising begins */
  int16_t loops;               /* jumps back that do not count as warming up, up to -GCORE_CODE_WARMUP */
  int argcount; /* positional parameters, *args excluded */
  int posonlyargcount;
  int kwonlyargcount;
  int stacksize; /* entries the evaluation stack needs */
  int firstlineno;
  int nlocalsplus;
  int nlocals;
  int nplaincellvars;
  int ncellvars;
  int nfreevars;
  GcoreObject *localsplusnames; /* tuple of interned str */
  GcoreObject *localspluskinds; /* bytes, GCORE_LOCAL_... */
  GcoreObject *filename;        /* str */
  GcoreObject *name;            /* str */
  GcoreObject *qualname;        /* str */
  GcoreObject *linetable;       /* bytes */
  GcoreObject *weakreflist;
  GcoreObject *code_bytes; /* bytes: co_code once it has been asked for, or NULL */
  void *tool_data;         /* free for whoever watches the machine; NULL; belongs to nobody */
  int first_traceable;     /* unit index of the first RESUME: what is before has no line of its own */
  void *extra;             /* as tool_data; keeps the code at CPython's offset, which sizes show */
  GcoreCodeUnit units[];   /* the instructions, specialised in place by the machine */
} GcoreCode;

#define gcore_is_code(object) gcore_is_exact (object, CODE)
#define GCORE_CODE_UNITS(code) ((GcoreCodeUnit *) (code)->units)
#define GCORE_CODE_N_UNITS(code) ((code)->base.size)

/* What a code object is made from; every reference is borrowed. */
typedef struct
{
  GcoreObject *filename, *name, *qualname;
  int flags;
  GcoreObject *code; /* bytes */
  int firstlineno;
  GcoreObject *linetable;
  GcoreObject *consts, *names;
  GcoreObject *localsplusnames, *localspluskinds;
  int argcount, posonlyargcount, kwonlyargcount; /* nlocals and the like are computed from the kinds */
  int stacksize;
  GcoreObject *exceptiontable;
} GcoreCodeParts;

extern const GcoreType gcore_code_template;

/* New reference. Names are interned, and so are constants that look like identifiers. */
GcoreCode *gcore_code_new (const GcoreCodeParts *parts);

/* Line of the instruction at ADDRESS (bytes); -1 if it has none. */
int gcore_code_addr_to_line (const GcoreCode *code, int address);

/* Lines count from 1, columns from 0 in UTF-8 bytes; -1: not known. */
typedef struct
{
  int line, end_line, column, end_column;
} GcoreCodeLocation;

/* Location of the instruction at ADDRESS; all -1 if it has none. False if ADDRESS is not in the code. */
bool gcore_code_addr_to_location (const GcoreCode *code, int address, GcoreCodeLocation *location);

/* One entry of the location table after the other. start and end are addresses. */
typedef struct
{
  const uint8_t *next, *limit;
  int computed_line; /* running line number, kept across entries without a line */
  int start, end;
  GcoreCodeLocation location;
} GcoreLocationIter;

void gcore_location_iter_init (GcoreLocationIter *iter, const GcoreCode *code);
/* False after the last entry. */
bool gcore_location_iter_next (GcoreLocationIter *iter);

/* Looks for the handler that guards the instruction at ADDRESS. False if none does. TARGET is the handler's address;
 * DEPTH the stack entries that stay; LASTI whether the address of the raising instruction is pushed first. */
bool gcore_code_find_handler (const GcoreCode *code, int address, int *target, int *depth, bool *lasti);

/* New references: tuples of str; and bytes, the code as compiled (general instructions, empty caches). */
GcoreObject *gcore_code_get_varnames (GcoreCode *code);
GcoreObject *gcore_code_get_cellvars (GcoreCode *code);
GcoreObject *gcore_code_get_freevars (GcoreCode *code);
GcoreObject *gcore_code_get_code (GcoreCode *code);

/* A new reference to a key that is equal for two constants only if one may replace the other: types, signs of zero and
 * items of tuples and frozensets taken into account. */
GcoreObject *gcore_code_constant_key (GcoreObject *constant);
