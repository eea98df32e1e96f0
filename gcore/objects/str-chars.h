/* SPDX-License-Identifier: MIT */
/* Case mappings of single characters; the predicates are in str.h. */
#pragma once

#include "gcore/objects/str.h"

/* Write up to three characters, return how many. */
int gcore_char_to_upper (uint32_t c, uint32_t to[3]);
int gcore_char_to_title (uint32_t c, uint32_t to[3]);
int gcore_char_to_lower (uint32_t c, uint32_t to[3]);
int gcore_char_to_folded (uint32_t c, uint32_t to[3]);
/* For the final sigma: what may stand between a letter and the end of its word. */
bool gcore_char_is_case_ignorable (uint32_t c);
bool gcore_char_is_cased (uint32_t c);
