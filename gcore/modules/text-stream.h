/* SPDX-License-Identifier: MIT */
/* sys.stdin, sys.stdout and sys.stderr: text streams whose other end is the host, and the streams of bytes they have as
 * their attribute buffer. */
#pragma once

#include "gcore/objects/state.h"

enum { GCORE_TEXT_STREAM_STDIN = 0, GCORE_TEXT_STREAM_STDOUT = 1, GCORE_TEXT_STREAM_STDERR = 2 };

/* New references. NUMBER: GCORE_TEXT_STREAM_…. */
GcoreObject *gcore_text_stream_new (int number);
GcoreObject *gcore_binary_stream_new (int number);
