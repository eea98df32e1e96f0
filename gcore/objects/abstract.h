/* SPDX-License-Identifier: MIT */
/* All protocols an object may follow, for users of the folder. Every result is a new reference unless said otherwise;
 * NULL and -1 mean that an exception is set. */
#pragma once

#include "gcore/objects/abstract-call.h"
#include "gcore/objects/abstract-iter.h"
#include "gcore/objects/abstract-mapping.h"
#include "gcore/objects/abstract-number.h"
#include "gcore/objects/abstract-object.h"
#include "gcore/objects/abstract-sequence.h"
#include "gcore/objects/object.h"
