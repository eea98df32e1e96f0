/* SPDX-License-Identifier: MIT */
/* Frame objects: what a program sees of a running or finished call. The call itself is a GcoreActivation (see
 * gcore/machine/frame-stack.h); the object is made when someone asks for it, and takes the activation's contents over
 * when the call ends before the object does. */
#pragma once

#include "gcore/machine/frame-stack.h"
#include "gcore/objects/state.h"

typedef struct GcoreFrame
{
  GcoreObject base;
  struct GcoreFrame *back;       /* owned; only set once the call has ended */
  GcoreActivation *activation;   /* the running call, or &own */
  GcoreObject *trace;            /* owned, the program's f_trace, or NULL */
  int32_t line;                  /* set by a trace function's jump; 0: ask the activation */
  bool trace_lines, trace_opcodes;
  bool fast_as_locals;           /* f_locals was read: exec of new names may have to be written back */
  GcoreActivation own;           /* variable length; the contents after the call has ended */
} GcoreFrame;

#define gcore_is_frame(object) gcore_is_exact (object, FRAME)

/* Borrowed: the frame object of ACTIVATION, made on first request; NULL with MemoryError. */
GcoreFrame *gcore_activation_get_frame (GcoreActivation *activation);
/* New reference or NULL (no exception): the calling frame. */
GcoreFrame *gcore_frame_get_back (GcoreFrame *frame);
/* New reference. */
GcoreObject *gcore_frame_get_code (GcoreFrame *frame);
/* New reference: the dict f_locals shows, brought up to date. */
GcoreObject *gcore_frame_get_locals (GcoreFrame *frame);
/* 1-based; 0 when there is none. */
int gcore_frame_get_line (GcoreFrame *frame);

/* Brings ACTIVATION's locals mapping up to date with its variables. -1 with an exception. */
int gcore_activation_fast_to_locals (GcoreActivation *activation);
/* The other way round: writes the mapping's values to the variables. CLEAR: names missing there become unbound. */
void gcore_activation_locals_to_fast (GcoreActivation *activation, bool clear);
