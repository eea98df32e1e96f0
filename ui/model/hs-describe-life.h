/* SPDX-License-Identifier: MIT */
/* Words for an entry of an object's life. All return new strings; BEFORE is the entry before it, or NULL. */
#pragma once

#include <glib.h>

#include "gcore/session/session.h"

/* "Bound to x", "Moved to the middle generation". */
char *hs_describe_life_event (const GcoreLifeEntry *entry);
/* The reference count: "1 → 2", or "2" if it stays. */
char *hs_describe_life_count (const GcoreLifeEntry *entry, const GcoreLifeEntry *before);
/* "line 12 · tick 1234 · make". */
char *hs_describe_life_place (const GcoreLifeEntry *entry);
/* A constant: the reason in words, without the name that may follow. */
const char *hs_life_event_words (const GcoreLifeEntry *entry);
