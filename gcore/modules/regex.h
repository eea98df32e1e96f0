/* SPDX-License-Identifier: MIT */
/* What the files of the module _sre share: programs of the library, and the objects of the module re built on them. */
#pragma once

#include "gcore/objects/bytes.h"
#include "gcore/objects/list.h"

enum
{
  GCORE_REGEX_SEARCH = 0,
  GCORE_REGEX_MATCH = 1,     /* at the start only */
  GCORE_REGEX_FULL_MATCH = 2 /* of everything up to the end */
};

/* What the library makes of an expression: one block of memory, and the library's own. */
typedef struct GcoreRegexProgram GcoreRegexProgram;

/* re.Pattern. CPython's has the code of its own engine behind it, in units of 4 bytes, which count in its size. */
typedef struct
{
  GcoreVarObject base;      /* size: those units; they are not used */
  intptr_t n_groups;        /* without the whole match */
  GcoreObject *group_index; /* owned dict: names to numbers; NULL if no group has a name */
  GcoreObject *index_group; /* owned tuple: number to name or None; NULL likewise */
  GcoreObject *pattern;     /* owned */
  int flags;
  GcoreObject *weak_list;
  bool is_bytes;
  bool is_literal; /* a str that means itself: nothing is special in it, and it is not empty */
  GcoreRegexProgram *program; /* owned */
} GcorePattern;

/* re.Match. */
typedef struct
{
  GcoreVarObject base;   /* size: twice n_groups */
  GcoreObject *string;   /* owned: what was searched */
  GcoreObject *regs;     /* owned tuple of spans, made when first asked for */
  GcorePattern *pattern; /* owned */
  intptr_t pos, endpos;  /* the part of string that was searched */
  intptr_t last_index;   /* the group closed last; -1: none */
  intptr_t n_groups;     /* with the whole match */
  intptr_t marks[1];     /* start and end of each group; -1 if it took no part */
} GcoreMatch;

#define GCORE_PATTERN(object) ((GcorePattern *) (void *) (object))

/* A text as the library reads it. */
typedef struct
{
  int width;        /* 0, 1, 2: one, two, four bytes a character */
  const void *data; /* of LENGTH characters */
  intptr_t length;
  void *copy;       /* to be freed: the text in wider characters */
  GcoreBuffer buffer;
  bool has_buffer;
} GcoreRegexText;

/* One match after the other in a text. */
typedef struct
{
  GcorePattern *pattern; /* borrowed */
  GcoreObject *string;   /* borrowed */
  GcoreRegexText text;
  intptr_t pos, endpos;  /* the part that is searched */
  intptr_t start;        /* where the next search begins */
  bool not_empty;        /* the next match may not be empty at start: the last one was */
  const size_t *places;  /* start and end of the groups after a match; the library's, until it runs again */
  size_t literal[2];     /* the places of a pattern that is literal */
} GcoreRegexSearch;

/* --- the library (regex.c) ---------------------------------------------------------------------------------------- */

/* Makes the tables of Latin-1; before anything else. */
void gcore_regex_start (void);
/* TEXTS: the expression in the library's words for characters of one, two and four bytes: a tuple of strs, None where
 * it has characters the width has not. CLOSING: a tuple of two numbers for each group, in the order they close: the group
 * and the outermost repetition it is part of, 0 if none. NULL with ValueError (what is wrong) or MemoryError. */
GcoreRegexProgram *gcore_regex_program_new (GcoreObject *texts, int flags, intptr_t n_groups, GcoreObject *closing);
void gcore_regex_program_free (GcoreRegexProgram *program);
/* The group that closed last in a match with these places; -1: none. */
intptr_t gcore_regex_last_group (const GcoreRegexProgram *program, const size_t *places);
/* Gets ready to search STRING between POS and ENDPOS. -1 with an exception; otherwise to be closed. */
int gcore_regex_search_open (GcoreRegexSearch *search, GcorePattern *pattern, GcoreObject *string, intptr_t pos,
                             intptr_t endpos);
/* Looks for the next match. 1: found, 0: not, -1 with an exception. */
int gcore_regex_search_next (GcoreRegexSearch *search, int mode);
void gcore_regex_search_close (GcoreRegexSearch *search);

/* --- matches (regex-match.c) -------------------------------------------------------------------------------------- */

/* New re.Match of what SEARCH has found. */
GcoreObject *gcore_match_new (const GcoreRegexSearch *search);
/* New reference: the characters of STRING from START to END, a str or bytes. */
GcoreObject *gcore_regex_slice (GcoreObject *string, intptr_t start, intptr_t end);
/* Calls the function NAME of the module re, written in Python, with N_ARGS arguments. */
GcoreObject *gcore_regex_call_python (const char *name, GcoreObject *const *args, intptr_t n_args);

/* Appends ITEM (stolen) to LIST. -1 on failure, also if ITEM is NULL. */
GCORE_INLINE int
gcore_regex_append (GcoreObject *list, GcoreObject *item)
{
  return item == NULL ? -1 : gcore_list_append_take_ref ((GcoreList *) (void *) list, item);
}

/* --- methods of patterns, for the type's table -------------------------------------------------------------------- */

GcoreObject *gcore_pattern_find_all (GcoreObject *self, GcoreObject *const *args, intptr_t n_args,
                                     GcoreObject *keyword_names);
GcoreObject *gcore_pattern_split (GcoreObject *self, GcoreObject *const *args, intptr_t n_args,
                                  GcoreObject *keyword_names);
GcoreObject *gcore_pattern_sub (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names);
GcoreObject *gcore_pattern_subn (GcoreObject *self, GcoreObject *const *args, intptr_t n_args, GcoreObject *keyword_names);
/* New scanner; the arguments of Pattern.scanner. */
GcoreObject *gcore_regex_scanner_new (GcorePattern *pattern, GcoreObject *string, intptr_t pos, intptr_t endpos);
