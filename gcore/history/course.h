/* SPDX-License-Identifier: MIT */
/* The course of a branch, drawn afterwards: a program that ran through in a moment has left few samples of how its heap
 * grew. */
#pragma once

#include "gcore/history/history.h"

/* If the program stands at the end of its branch, and has come a long way there since the last sample but one, runs the
 * branch's own part once more and takes samples on the way. Does nothing if that would take more than a moment. */
void gcore_course_fill (GcoreHistory *history);
