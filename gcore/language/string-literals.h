/* SPDX-License-Identifier: MIT */
/* What string-literals.c and f-strings.c share. */
#pragma once

#include "gcore/language/parser-private.h"

/* A string token taken apart. */
typedef struct
{
  const GcoreToken *token;
  const char *start; /* behind the opening quotes */
  const char *end;   /* at the closing quotes */
  bool is_bytes;
  bool is_f;
  bool is_raw; /* has no escapes, be it for the prefix or because there is no backslash */
} GcoreStringToken;

/* Text being collected, UTF-8. */
typedef struct
{
  char *data;
  intptr_t size, capacity;
  bool has_surrogates; /* an escape has put in what is not valid UTF-8 */
} GcoreLiteral;

/* Each returns false with `failed` set when something is wrong. */
bool gcore_literal_append (GcoreParser *parser, GcoreLiteral *literal, const char *bytes, intptr_t n);
/* Appends [START, END) of TOKEN with its escapes replaced. Of the first that is no escape the program is warned. */
bool gcore_literal_append_escaped (GcoreParser *parser, GcoreLiteral *literal, const GcoreStringToken *token,
                                   const char *start, const char *end);
/* The text as a str of the arena; the literal is empty afterwards. */
GcoreObject *gcore_literal_take (GcoreParser *parser, GcoreLiteral *literal);
void gcore_literal_clear (GcoreLiteral *literal);

/* Adjacent literals becoming one expression: finished values lie on the parser's item stack, text behind the last of
 * them in the literal. */
typedef struct
{
  GcoreLiteral literal;
  GcoreLocation location;     /* of all tokens together: every part gets it */
  GcoreLocation end_location; /* of the last text and the whole; of the one token in a format specification */
  intptr_t first_item;    /* index on the item stack */
  bool is_bytes;
  bool is_f;              /* there is an f-string among them */
  bool is_u;              /* the first has the prefix u */
} GcoreJoiner;

/* Adds an f-string's parts. */
bool gcore_join_f_string (GcoreParser *parser, GcoreJoiner *joiner, const GcoreStringToken *token);
/* The Constant or JoinedStr of all that was added. */
GcoreExpr *gcore_join_finish (GcoreParser *parser, GcoreJoiner *joiner);
