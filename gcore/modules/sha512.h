/* SPDX-License-Identifier: MIT */
#pragma once

#include "gcore/base/base.h"

#define GCORE_SHA512_SIZE 64

/* The SHA-512 digest (FIPS 180-4) of N bytes. */
void gcore_sha512 (const uint8_t *data, size_t n, uint8_t digest[GCORE_SHA512_SIZE]);
