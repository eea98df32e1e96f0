/* SPDX-License-Identifier: MIT */
#include <glib.h>
#include <string.h>

#include "gcore/session/json-program.h"

static char *
translate (const char *text, GcoreProblem **problem)
{
  return gcore_json_program_to_source (text, strlen (text), "graph.json", problem);
}

static void
test_steps_keep_their_lines (void)
{
  GcoreProblem *problem;
  g_autofree char *source = translate ("{ \"heapscope\": 1,\n"
                                       "  \"objects\": {\n"
                                       "    \"a\": { \"type\": \"list\",\n"
                                       "           \"items\": [ { \"ref\": \"a\" }, 1, \"x\" ] } },\n"
                                       "  \"steps\": [\n"
                                       "    { \"del\": \"a\" },\n"
                                       "    { \"collect\": 2 } ] }\n",
                                       &problem);
  g_assert_null (problem);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  g_assert_cmpstr (lines[2], ==, "a = list()");
  g_assert_cmpstr (lines[3], ==, "a.append(a); a.append(1); a.append('x')");
  g_assert_cmpstr (lines[5], ==, "del a");
  g_assert_cmpstr (lines[6], ==, "print('collected', __gc__.collect(2))");
}

static void
test_references_wait_for_their_object (void)
{
  GcoreProblem *problem;
  g_autofree char *source = translate ("{ \"heapscope\": 1, \"types\": { \"N\": {} }, \"objects\": {\n"
                                       "\"a\": { \"type\": \"N\", \"attributes\": { \"next\": { \"ref\": \"b\" } } },\n"
                                       "\"b\": { \"type\": \"N\", \"attributes\": { \"next\": { \"ref\": \"a\" } } } },\n"
                                       "\"roots\": [] }",
                                       &problem);
  g_assert_null (problem);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  g_assert_cmpstr (lines[1], ==, "a = N()");
  g_assert_cmpstr (lines[2], ==, "b = N(); a.next = b; b.next = a");
  g_assert_cmpstr (lines[3], ==, "del a; del b");
}

static void
test_broken_programs_name_the_member (void)
{
  static const struct
  {
    const char *text, *path, *message;
    guint line;
  } cases[] = {
    { "[1]", "$", "one JSON object", 1 },
    { "{}", "$.heapscope", "version", 1 },
    { "{\"heapscope\": 1,\n \"objects\": {},\n \"extra\": 1}", "$.extra", "there is no “extra”", 3 },
    { "{\"heapscope\": 1, \"objects\": {\n\"a b\": {\"type\": \"list\"}}}", "$.objects.a b", "cannot be the name", 2 },
    { "{\"heapscope\": 1, \"objects\": {\n\"a\": {\n\"type\": \"Nothing\"}}}", "$.objects.a.type", "there is no type", 3 },
    { "{\"heapscope\": 1, \"objects\": {\"a\": {\"type\": \"list\", \"items\": [\n1,\n{\"ref\": \"zz\"}]}}}",
      "$.objects.a.items[1]", "there is no object “zz”", 3 },
    { "{\"heapscope\": 1, \"objects\": {\"a\": {\"type\": \"list\"}}, \"roots\": [\n\"b\"]}", "$.roots[0]", "a root is", 2 },
    { "{\"heapscope\": 1, \"objects\": {}, \"steps\": [\n{\"collect\": 7}]}", "$.steps[0].collect", "a generation", 2 },
    { "{\"heapscope\": 1, \"objects\": {}, \"steps\": [{\"boil\": 7}]}", "$.steps[0].boil", "there is no step", 1 },
    { "{\"heapscope\": 1, \"objects\": {}, \"steps\": [{\"del\": \"__import__('os')\"}]}", "$.steps[0].del", "a place", 1 },
    { "{\"heapscope\": 1, \"objects\": {}, \"steps\": [{\"set\": \"a\", \"to\": {\"ref\": \"a;b\"}}]}", "$.steps[0].to",
      "a reference", 1 },
    { "{\"heapscope\": 1,\n", NULL, "", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GcoreProblem *problem;
      g_assert_null (translate (cases[i].text, &problem));
      g_assert_nonnull (problem);
      g_assert_cmpstr (problem->member_path, ==, cases[i].path);
      g_assert_nonnull (strstr (problem->message, cases[i].message));
      if (cases[i].path != NULL)
        g_assert_cmpuint (problem->line, ==, cases[i].line);
      gcore_problem_free (problem);
    }
}

static void
test_deep_nesting_is_refused (void)
{
  g_autofree char *deep = g_malloc (1000001);
  GcoreProblem *problem;

  memset (deep, '[', 1000000);
  deep[1000000] = '\0';
  g_assert_null (translate (deep, &problem));
  g_assert_nonnull (strstr (problem->message, "nested deeper"));
  gcore_problem_free (problem);
}

static void
test_every_prefix_of_a_program_is_answered (void)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (g_test_get_filename (G_TEST_DIST, "ring.json", NULL), &text, &length, NULL));
  for (gsize n = 0; n < length - 2; n++)
    {
      GcoreProblem *problem;
      g_assert_null (gcore_json_program_to_source (text, n, "ring.json", &problem));
      g_assert_nonnull (problem);
      gcore_problem_free (problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/json-program/steps-keep-their-lines", test_steps_keep_their_lines);
  g_test_add_func ("/session/json-program/references-wait-for-their-object", test_references_wait_for_their_object);
  g_test_add_func ("/session/json-program/broken-programs-name-the-member", test_broken_programs_name_the_member);
  g_test_add_func ("/session/json-program/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func ("/session/json-program/every-prefix-of-a-program-is-answered",
                   test_every_prefix_of_a_program_is_answered);
  return g_test_run ();
}
