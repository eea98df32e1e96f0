/* SPDX-License-Identifier: MIT */
#include "machine-fixture.h"

static void
send_and_close (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def g():\n"
                  "  try:\n"
                  "    print('got', (yield 1))\n"
                  "    yield 2\n"
                  "  finally: print('closed')\n"
                  "a = g()\n"
                  "print(next(a), a.send('x'))\n"
                  "a.close()\n"
                  "print(next(a, 'over'))\n",
                  "got x\n1 2\nclosed\nover\n");
}

static void
throw_reaches_delegate (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def inner():\n"
                  "  try: yield 1\n"
                  "  except KeyError: print('inner')\n"
                  "  return 5\n"
                  "def outer():\n"
                  "  print((yield from inner()))\n"
                  "  yield 2\n"
                  "g = outer()\n"
                  "next(g)\n"
                  "print(g.throw(KeyError))\n",
                  "inner\n5\n2\n");
}

static void
stop_iteration_becomes_runtime_error (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def g():\n"
                  "  yield 1\n"
                  "  raise StopIteration('early')\n"
                  "try: list(g())\n"
                  "except RuntimeError as e: print(e, repr(e.__cause__))\n",
                  "generator raised StopIteration StopIteration('early')\n");
}

static void
running_generator_refuses (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def g(): yield next(me)\n"
                  "me = g()\n"
                  "try: next(me)\n"
                  "except ValueError as e: print(e)\n",
                  "generator already executing\n");
}

static void
dropped_generator_runs_finally (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def g():\n"
                  "  try: yield\n"
                  "  finally: print('finally')\n"
                  "a = g(); next(a); del a\n"
                  "b = g(); del b\n",
                  "finally\n");
}

static void
coroutine_never_awaited (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture, "async def f(): pass\nf()\n",
                  "<string>:2: RuntimeWarning: coroutine 'f' was never awaited\n");
}

static void
frame_outlives (Fixture *fixture, gconstpointer data)
{
  fixture_expect (fixture,
                  "def g():\n"
                  "  kept = 7\n"
                  "  yield\n"
                  "a = g(); next(a)\n"
                  "frame = a.gi_frame\n"
                  "print(frame.f_locals, a.gi_suspended)\n"
                  "a.close()\n"
                  "print(a.gi_frame, frame.f_lineno)\n",
                  "{'kept': 7} True\nNone 3\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("/generator/send-and-close", send_and_close);
  FIXTURE_TEST ("/generator/throw/reaches-delegate", throw_reaches_delegate);
  FIXTURE_TEST ("/generator/stop-iteration-becomes-runtime-error", stop_iteration_becomes_runtime_error);
  FIXTURE_TEST ("/generator/running-one-refuses", running_generator_refuses);
  FIXTURE_TEST ("/generator/dropped-one-runs-finally", dropped_generator_runs_finally);
  FIXTURE_TEST ("/generator/coroutine-never-awaited", coroutine_never_awaited);
  FIXTURE_TEST ("/generator/frame-outlives", frame_outlives);
  return g_test_run ();
}
