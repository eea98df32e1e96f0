/* SPDX-License-Identifier: MIT */
/* An image with the built-in types, enough to parse and compile in. */
#pragma once

#include <glib.h>

#include "gcore/collector/collector.h"
#include "gcore/image/image.h"
#include "gcore/language/parser.h"
#include "gcore/machine/machine.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/errors.h"
#include "gcore/objects/object.h"
#include "gcore/objects/str.h"

typedef struct
{
  GcoreImage *image;
} Fixture;

GCORE_UNUSED static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->image = gcore_image_new (0);
  g_assert_nonnull (fixture->image);
  gcore_image_enter (fixture->image);
  gcore_mem_start ();
  gcore_collector_init ();
  g_assert_cmpint (gcore_objects_start (), ==, 0);
  g_assert_cmpint (gcore_machine_set_recursion_limit (10000), ==, 0);
}

GCORE_UNUSED static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gcore_image_leave (NULL);
  gcore_image_free (fixture->image);
}

#define ADD_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
