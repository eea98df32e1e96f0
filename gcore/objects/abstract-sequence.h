/* SPDX-License-Identifier: MIT */
/* Sequences. Indexes count items; a negative one counts from the end where the type's length is known. */
#pragma once

#include "gcore/objects/state.h"

bool gcore_sequence_check (GcoreObject *object);
intptr_t gcore_sequence_size (GcoreObject *object);
#define gcore_sequence_length(object) gcore_sequence_size (object)
GcoreObject *gcore_sequence_concat (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_sequence_repeat (GcoreObject *object, intptr_t count);
GcoreObject *gcore_sequence_inplace_concat (GcoreObject *a, GcoreObject *b);
GcoreObject *gcore_sequence_inplace_repeat (GcoreObject *object, intptr_t count);
GcoreObject *gcore_sequence_get_item (GcoreObject *object, intptr_t index);
int gcore_sequence_set_item (GcoreObject *object, intptr_t index, GcoreObject *value);
int gcore_sequence_del_item (GcoreObject *object, intptr_t index);
GcoreObject *gcore_sequence_get_slice (GcoreObject *object, intptr_t start, intptr_t stop);
int gcore_sequence_set_slice (GcoreObject *object, intptr_t start, intptr_t stop, GcoreObject *value);
int gcore_sequence_del_slice (GcoreObject *object, intptr_t start, intptr_t stop);
GcoreObject *gcore_sequence_tuple (GcoreObject *object);
GcoreObject *gcore_sequence_list (GcoreObject *object);
/* OBJECT itself if a list or tuple, else a list of its items; MESSAGE: text of TypeError if it is not iterable. */
GcoreObject *gcore_sequence_fast (GcoreObject *object, const char *message);
#define gcore_sequence_fast_size(object) GCORE_SIZE_OF (object)
/* 1, 0 or -1. */
int gcore_sequence_contains (GcoreObject *object, GcoreObject *value);
intptr_t gcore_sequence_count (GcoreObject *object, GcoreObject *value);
intptr_t gcore_sequence_index (GcoreObject *object, GcoreObject *value);
