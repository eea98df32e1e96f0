/* SPDX-License-Identifier: MIT */
/* Names and numbers in the files of saved sessions: for json-session-read.c and json-session-write.c. */
#pragma once

#include "gcore/session/saved-session.h"

#define GCORE_JSON_SESSION_VERSION 1

extern const char *const gcore_json_watch_kinds[GCORE_N_WATCH_KINDS];
extern const char *const gcore_json_input_kinds[GCORE_N_INPUT_KINDS];
extern const char *const gcore_json_action_kinds[GCORE_N_ACTION_KINDS];
