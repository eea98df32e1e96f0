/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

static void
test_fetch_takes_it_out (void)
{
  gcore_err_set_string (GCORE_EXC (ValueError), "wrong");
  g_assert_true (gcore_err_occurred () == GCORE_EXC (ValueError));
  GcoreObject *exception = gcore_err_fetch ();
  g_assert_null (gcore_err_occurred ());
  g_assert_cmpint (exception->refcount, ==, 1);
  gcore_err_restore (exception);
  assert_error (GCORE_EXC (ValueError), "wrong");
}

static void
test_matches_bases_and_tuples (void)
{
  gcore_err_set_none (GCORE_EXC (KeyError));
  g_assert_true (gcore_err_exception_matches (GCORE_EXC (LookupError)));
  g_assert_false (gcore_err_exception_matches (GCORE_EXC (ValueError)));
  GcoreObject *classes = gcore_tuple_pack (2, GCORE_EXC (ValueError), GCORE_EXC (KeyError));
  g_assert_true (gcore_err_exception_matches (classes));
  gcore_decref (classes);
  gcore_err_clear ();
}

static void
test_a_tuple_is_the_arguments (void)
{
  GcoreObject *args = gcore_tuple_pack (2, GCORE_TRUE, GCORE_NONE);
  gcore_err_set_object (GCORE_EXC (ValueError), args);
  assert_error (GCORE_EXC (ValueError), "(True, None)");
  gcore_err_set_key_error (args);
  assert_error (GCORE_EXC (KeyError), "(True, None)");
  gcore_decref (args);
}

static void
test_format_replaces_what_was_set (void)
{
  gcore_err_set_string (GCORE_EXC (ValueError), "first");
  g_assert_null (gcore_err_format (GCORE_EXC (TypeError), "%s has %d of %R", "it", 3, GCORE_NONE));
  assert_error (GCORE_EXC (TypeError), "it has 3 of None");
}

static void
test_handled_becomes_context (void)
{
  GcoreObject *handled = gcore_object_call_no_args (GCORE_EXC (KeyError));
  gcore_err_set_handled_exception (handled);
  gcore_err_set_string (GCORE_EXC (ValueError), "later");
  GcoreObject *exception = gcore_err_fetch ();
  g_assert_true (((GcoreException *) (void *) exception)->context == handled);
  gcore_err_set_handled_exception (NULL);
  gcore_decref (exception);
  g_assert_cmpint (handled->refcount, ==, 1);
  gcore_decref (handled);
}

static void
test_contexts_form_no_ring (void)
{
  GcoreObject *inner = gcore_object_call_no_args (GCORE_EXC (KeyError));
  GcoreObject *outer = gcore_object_call_no_args (GCORE_EXC (ValueError));
  gcore_exception_set_context (outer, gcore_newref (inner));
  gcore_err_set_handled_exception (outer);
  gcore_err_set_object (GCORE_EXC (KeyError), inner);
  GcoreObject *exception = gcore_err_fetch ();
  g_assert_true (exception == inner);
  g_assert_true (((GcoreException *) (void *) inner)->context == outer);
  g_assert_null (((GcoreException *) (void *) outer)->context);
  gcore_err_set_handled_exception (NULL);
  gcore_decref (exception);
  gcore_decref (inner);
  gcore_decref (outer);
}

static void
test_format_from_cause (void)
{
  gcore_err_set_string (GCORE_EXC (KeyError), "why");
  gcore_err_format_from_cause (GCORE_EXC (RuntimeError), "what");
  GcoreObject *exception = gcore_err_fetch ();
  GcoreObject *cause = ((GcoreException *) (void *) exception)->cause;
  g_assert_true (GCORE_TYPE_OF (cause) == GCORE_TYPE (EXC_KeyError));
  g_assert_true (((GcoreException *) (void *) exception)->context == cause);
  gcore_decref (exception);
}

static void
test_chain_keeps_both (void)
{
  gcore_err_set_string (GCORE_EXC (KeyError), "first");
  GcoreObject *first = gcore_err_fetch ();
  gcore_err_set_string (GCORE_EXC (ValueError), "second");
  gcore_err_chain_exceptions (first);
  GcoreObject *second = gcore_err_fetch ();
  g_assert_true (((GcoreException *) (void *) second)->context == first);
  gcore_decref (second);
  gcore_err_set_string (GCORE_EXC (KeyError), "alone");
  gcore_err_chain_exceptions (gcore_err_fetch ());
  assert_error (GCORE_EXC (KeyError), "'alone'");
}

/* More at a time than the stock holds. */
static void
test_memory_error_never_fails (void)
{
  GcoreObject *errors[40];
  for (size_t i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      gcore_err_no_memory ();
      errors[i] = gcore_err_fetch ();
      g_assert_true (GCORE_TYPE_OF (errors[i]) == GCORE_TYPE (EXC_MemoryError));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (errors); i++)
    gcore_decref (errors[i]);
}

static void
test_not_an_exception_class (void)
{
  gcore_err_set_string ((GcoreObject *) GCORE_TYPE (INT), "no");
  assert_error (GCORE_EXC (SystemError), "exception <class 'int'> is not a BaseException subclass");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_machine_test ("/errors/fetch/takes-it-out", test_fetch_takes_it_out);
  add_machine_test ("/errors/matches/bases-and-tuples", test_matches_bases_and_tuples);
  add_machine_test ("/errors/set/a-tuple-is-the-arguments", test_a_tuple_is_the_arguments);
  add_machine_test ("/errors/set/format-replaces-what-was-set", test_format_replaces_what_was_set);
  add_machine_test ("/errors/set/not-an-exception-class", test_not_an_exception_class);
  add_machine_test ("/errors/context/handled-becomes-context", test_handled_becomes_context);
  add_machine_test ("/errors/context/form-no-ring", test_contexts_form_no_ring);
  add_machine_test ("/errors/context/format-from-cause", test_format_from_cause);
  add_machine_test ("/errors/context/chain-keeps-both", test_chain_keeps_both);
  add_machine_test ("/errors/memory/never-fails", test_memory_error_never_fails);
  return g_test_run ();
}
