/* SPDX-License-Identifier: MIT */
/* The course of a branch, drawn afterwards: a program that ran through in a moment has left few samples of its heap's size. */
#pragma once

#include "gcore/history/history.h"

/* Where the program stands is the end of its branch, and the way there from the last sample but one was long in comparison: runs
 * the branch's own part once more and takes samples on the way. Does nothing if that would take more than a moment. */
void gcore_course_fill (GcoreHistory *history);
