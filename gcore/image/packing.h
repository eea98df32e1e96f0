/* SPDX-License-Identifier: MIT */
/* Pages of a heap made small: they are full of zeros, of pointers to neighbours, and of words that come again and again.
 * For gcore/image. */
#pragma once

#include "gcore/image/pages.h"

/* Packs the page at ADDRESS into PACKED, aligned to 8, GCORE_PAGE_SIZE bytes; returns how many of them it takes. The same
 * page always gives the same bytes, different ones different bytes. */
size_t gcore_page_pack (const char *address, char *packed);
/* Writes the page packed in SIZE bytes to ADDRESS. */
void gcore_page_unpack (const char *packed, size_t size, char *address);
