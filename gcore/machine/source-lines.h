/* SPDX-License-Identifier: MIT */
/* Lines of source text for messages: of the program and its modules, or from the host. */
#pragma once

#include "gcore/objects/state.h"

/* New str: line LINE (from 1) of the file FILENAME without its newline; NULL without an exception if it is not known. */
GcoreObject *gcore_source_line (GcoreObject *filename, int line);
