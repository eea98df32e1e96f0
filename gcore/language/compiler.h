/* SPDX-License-Identifier: MIT */
/* Source text or syntax tree to code object: the code CPython 3.11 makes of it, byte for byte. */
#pragma once

#include "gcore/language/parser.h"
#include "gcore/objects/code.h"

/* FLAGS of the functions below: those of gcore_parse_string, and GCORE_CODE_FUTURE_ANNOTATIONS for source that starts
 * out under `from __future__ import annotations`. */

/* New reference: the code of LENGTH bytes of UTF-8 at SOURCE. MODE is GCORE_PARSE_FILE, _EVAL or _SINGLE. FILENAME is a
 * borrowed str. The parser's references to constants are gone when this returns. NULL with SyntaxError or another
 * exception set. */
GcoreCode *gcore_compile_string (const char *source, size_t length, GcoreObject *filename, int mode, int flags);

/* New reference: the code of TREE, which is changed (constants are folded in it) and lives in ARENA. While the caller
 * keeps ARENA, each constant has the additional references a running script sees. SOURCE (or NULL) is where error
 * messages take their line from, LENGTH its length in bytes. */
GcoreCode *gcore_compile_ast (GcoreModuleNode *tree, GcoreObject *filename, int flags, GcoreArena *arena,
                              const char *source, size_t length);
