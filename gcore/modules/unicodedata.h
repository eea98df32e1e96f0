/* SPDX-License-Identifier: MIT */
/* Normal forms, for the module unicodedata. */
#pragma once

#include "gcore/refcount/object.h"

/* A str like STR in one of the forms NFC, NFD, NFKC and NFKD: COMPATIBLE for the K, COMPOSED for the C. New reference, STR
 * itself if it is in that form; NULL with an exception set. */
GcoreObject *gcore_str_normalize (GcoreObject *str, bool compatible, bool composed);
