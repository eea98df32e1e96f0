/* SPDX-License-Identifier: MIT */
/* Words for what would die if a reference were cut. */
#include "ui/model/hs-describe-what-if.h"

#include "tests/ui/draw/sample-snapshot.h"

/* A namespace with a box that holds a part, which holds another one that the namespace holds too. */
typedef struct
{
  GcoreSnapshot *snapshot;
  guint32 names, box, part, shared, pair;
} Sample;

static Sample
make_sample (void)
{
  SampleBuilder *builder = sample_builder_new ();
  Sample sample = { 0 };

  sample.names = sample_object (builder, "dict", "2 items", GCORE_GENERATION_YOUNG, 0);
  sample.box = sample_object (builder, "Box", "", GCORE_GENERATION_YOUNG, GCORE_OBJECT_HAS_FINALIZER);
  sample.part = sample_object (builder, "Part", "", GCORE_GENERATION_YOUNG, 0);
  sample.shared = sample_object (builder, "str", "'red'", GCORE_GENERATION_NONE, 0);
  sample.pair = sample_object (builder, "tuple", "1 item", GCORE_GENERATION_YOUNG, 0);
  sample_ref (builder, sample.names, sample.box, "box", GCORE_REF_LOCAL);
  sample_ref (builder, sample.names, sample.shared, "colour", GCORE_REF_LOCAL);
  sample_ref (builder, sample.box, sample.part, ".part", GCORE_REF_ATTRIBUTE);
  sample_ref (builder, sample.part, sample.shared, ".colour", GCORE_REF_ATTRIBUTE);
  sample_ref (builder, sample.pair, sample.shared, "[0]", GCORE_REF_ITEM);
  sample_frame (builder, "<module>", 1, sample.names);
  sample.snapshot = sample_finish (builder);
  return sample;
}

static guint32
find_ref (const GcoreSnapshot *snapshot, const char *label)
{
  for (guint32 i = 0; i < snapshot->n_refs; i++)
    if (g_str_equal (gcore_snapshot_string (snapshot, snapshot->refs[i].label), label))
      return i;
  g_assert_not_reached ();
}

static GcoreDeath
death_of (const GcoreSnapshot *snapshot, guint32 row)
{
  return (GcoreDeath){ .address = snapshot->objects[row].address, .number = snapshot->objects[row].number };
}

static void
test_what_can_be_cut (void)
{
  Sample sample = make_sample ();

  g_assert_true (hs_may_cut (sample.snapshot, find_ref (sample.snapshot, "box")));
  g_assert_true (hs_may_cut (sample.snapshot, find_ref (sample.snapshot, ".part")));
  g_assert_false (hs_may_cut (sample.snapshot, find_ref (sample.snapshot, "[0]")));
  sample_snapshot_free (sample.snapshot);
}

static void
test_holders_are_named_for_the_session (void)
{
  SampleBuilder *builder = sample_builder_new ();
  guint32 box = sample_object (builder, "Box", "", GCORE_GENERATION_YOUNG, 0);
  guint32 part = sample_object (builder, "Part", "", GCORE_GENERATION_YOUNG, 0);
  guint64 address;
  guint32 number;

  sample_ref (builder, box, part, ".part", GCORE_REF_ATTRIBUTE);
  sample_ref (builder, box, part, "part", GCORE_REF_LOCAL); /* of a frame, below */
  sample_frame (builder, "outer", 1, GCORE_NO_ROW);
  sample_frame (builder, "inner", 2, GCORE_NO_ROW);
  GcoreSnapshot *snapshot = sample_finish (builder);
  guint32 local = find_ref (snapshot, "part");
  snapshot->refs[local].holder_kind = GCORE_HOLDER_FRAME;
  snapshot->refs[local].holder = 0;
  g_assert_true (hs_may_cut (snapshot, local));
  hs_get_cut_holder (snapshot, local, &address, &number);
  g_assert_cmpuint (address, ==, GCORE_NO_HOLDER);
  g_assert_cmpuint (number, ==, 1); /* counted from the innermost */
  hs_get_cut_holder (snapshot, find_ref (snapshot, ".part"), &address, &number);
  g_assert_cmpuint (address, ==, snapshot->objects[box].address);
  g_assert_cmpuint (number, ==, snapshot->objects[box].number);
  sample_snapshot_free (snapshot);
}

static void
test_the_dying_and_the_living_are_named (void)
{
  Sample sample = make_sample ();
  GcoreDeath deaths[] = { death_of (sample.snapshot, sample.box), death_of (sample.snapshot, sample.part) };
  GcoreWhatIf what_if = { .deaths = deaths, .n_deaths = 2, .n_finalizers = 1 };
  guint32 cut = find_ref (sample.snapshot, "box");

  deaths[0].had_finalizer = deaths[1].by_collector = true;
  g_autofree char *summary = hs_describe_what_if (&what_if);
  g_assert_cmpstr (summary, ==, "2 objects die. 1 finalizer is called.");
  g_auto (GStrv) lines = hs_describe_deaths (sample.snapshot, &what_if, 10);
  g_autofree char *box = g_strdup_printf ("Box #%u · finalizer called", sample.snapshot->objects[sample.box].number);
  g_autofree char *part = g_strdup_printf ("Part #%u · by the collector", sample.snapshot->objects[sample.part].number);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, box);
  g_assert_cmpstr (lines[1], ==, part);
  g_auto (GStrv) living = hs_describe_survivors (sample.snapshot, &what_if, cut, 10);
  g_autofree char *shared = g_strdup_printf ("str #%u 'red', held by __main__ colour",
                                             sample.snapshot->objects[sample.shared].number);
  g_assert_cmpuint (g_strv_length (living), ==, 1);
  g_assert_cmpstr (living[0], ==, shared);
  sample_snapshot_free (sample.snapshot);
}

static void
test_many_are_counted (void)
{
  Sample sample = make_sample ();
  GcoreDeath deaths[] = { death_of (sample.snapshot, sample.box), { .address = 1, .number = 7, .type = "Gone" } };
  GcoreWhatIf what_if = { .deaths = deaths, .n_deaths = 2, .n_callbacks = 2 }, nothing = { 0 };
  g_auto (GStrv) lines = hs_describe_deaths (sample.snapshot, &what_if, 1);
  g_auto (GStrv) all = hs_describe_deaths (sample.snapshot, &what_if, 2);
  g_autofree char *summary = hs_describe_what_if (&what_if), *none = hs_describe_what_if (&nothing);

  g_assert_cmpstr (lines[1], ==, "and 1 more");
  g_assert_cmpstr (all[1], ==, "Gone #7"); /* the snapshot does not show it */
  g_assert_cmpstr (summary, ==, "2 objects die. 2 callbacks of weak references are called.");
  g_assert_cmpstr (none, ==, "Nothing dies.");
  sample_snapshot_free (sample.snapshot);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/what-if/may-cut", test_what_can_be_cut);
  g_test_add_func ("/ui/what-if/holders", test_holders_are_named_for_the_session);
  g_test_add_func ("/ui/what-if/named", test_the_dying_and_the_living_are_named);
  g_test_add_func ("/ui/what-if/counted", test_many_are_counted);
  return g_test_run ();
}
