/* SPDX-License-Identifier: MIT */
/* What every module's file includes: see gcore/machine/module-table.h for how a module is described and found. */
#pragma once

#include "gcore/machine/module-table.h"
