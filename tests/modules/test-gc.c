/* SPDX-License-Identifier: MIT */
#include "tests/objects/program-fixture.h"

static const ProgramTest programs[] = {
  { "/gc/collect/returns-what-was-unreachable",
    "import gc\ngc.disable()\ngc.collect()\nl = []\nl.append(l)\ndel l\nprint(gc.collect(0), gc.collect())\n"
    "", "1 0\n" },
  { "/gc/collect/refuses-other-generations",
    "import gc\nfor g in (-1, 3):\n    try:\n        gc.collect(g)\n    except ValueError as e:\n        print(e)\n",
    "invalid generation\ninvalid generation\n" },
  { "/gc/collect/inside-a-callback-does-nothing",
    "import gc\ngc.disable()\ngc.callbacks.append(lambda phase, info: print(phase, gc.collect()))\ngc.collect()\n"
    "gc.callbacks.clear()\n",
    "start 0\nstop 0\n" },
  { "/gc/callbacks/get-phase-and-numbers",
    "import gc\ngc.disable()\ngc.collect()\nl = []\nl.append(l)\ndel l\n"
    "gc.callbacks.append(lambda phase, info: print(phase, info))\ngc.collect(1)\ngc.callbacks.clear()\n",
    "start {'generation': 1, 'collected': 0, 'uncollectable': 0}\n"
    "stop {'generation': 1, 'collected': 1, 'uncollectable': 0}\n" },
  { "/gc/set-threshold/leaves-what-is-not-given",
    "import gc\ngc.set_threshold(1)\nprint(gc.get_threshold())\ngc.set_threshold(0, 2, 3)\nprint(gc.get_threshold())\n",
    "(1, 10, 10)\n(0, 2, 3)\n" },
  { "/gc/get-count/counts-allocations",
    "import gc\ngc.disable()\ngc.collect()\nclass A: pass\na = gc.get_count()[0]\nk = A(), A(), A()\n"
    "print(gc.get_count()[0] - a)\n",
    "3\n" },
  { "/gc/get-objects/of-a-generation-without-the-result",
    "import gc\ngc.disable()\ngc.collect()\nl = []\nyoung = gc.get_objects(0)\n"
    "print(any(o is l for o in young), any(o is young for o in young), len(gc.get_objects()) > len(young))\n",
    "True False True\n" },
  { "/gc/get-objects/wants-a-generation",
    "import gc\nfor g in (3, -2, 'a'):\n    try:\n        gc.get_objects(g)\n    except Exception as e:\n"
    "        print(e)\n",
    "generation parameter must be less than the number of available generations (3)\n"
    "generation parameter cannot be negative\nargument should be integer or None, not 'str'\n" },
  { "/gc/get-referrers/finds-tracked-holders",
    "import gc\nx = []\nl, t, d = [x], (x,), {1: x}\nr = gc.get_referrers(x)\n"
    "print([any(o is h for o in r) for h in (l, t, d, globals())])\n",
    "[True, True, True, True]\n" },
  { "/gc/get-referents/gives-what-traverse-visits",
    "import gc\nprint(gc.get_referents([1, 2], (3,), {'a': 4}, {5: 6}, 7))\n", "[2, 1, 3, 4, 6, 5]\n" },
  { "/gc/freeze/hides-objects",
    "import gc\ngc.disable()\nl = []\nl.append(l)\ndel l\ngc.freeze()\n"
    "print(gc.get_count(), gc.get_freeze_count() > 0)\n"
    "print(gc.collect())\ngc.unfreeze()\nprint(gc.get_freeze_count(), gc.collect() >= 1)\n",
    "(0, 0, 0) True\n0\n0 True\n" },
  { "/gc/saveall/keeps-garbage",
    "import gc\ngc.disable()\ngc.collect()\ngc.set_debug(gc.DEBUG_SAVEALL)\nl = []\nl.append(l)\ndel l\n"
    "print(gc.collect(), gc.garbage)\n",
    "1 [[[...]]]\n" },
  { "/gc/is-finalized/says-whether-del-ran",
    "import gc\nclass A:\n    def __del__(self): keep.append(self)\nkeep = []\na = A()\n"
    "print(gc.is_finalized(a))\ndel a\n"
    "print(gc.is_finalized(keep[0]), gc.is_finalized(1))\nkeep.clear()\nprint(len(keep))\n",
    "False\nTrue False\n0\n" },
  { "/gc/get-stats/adds-up",
    "import gc\ngc.disable()\na = gc.get_stats()[1]\nl = []\nl.append(l)\ndel l\nn = gc.collect(1)\n"
    "b = gc.get_stats()[1]\n"
    "print({k: b[k] - a[k] for k in a} == {'collections': 1, 'collected': n, 'uncollectable': 0})\n",
    "True\n" },
  { "/atexit/runs-newest-first",
    "import atexit\n@atexit.register\ndef f(): pass\natexit.register(print, 1)\natexit.register(f)\n"
    "print(atexit._ncallbacks())\n"
    "atexit.unregister(f)\nprint(atexit._ncallbacks())\natexit._clear()\nprint(atexit._ncallbacks())\n",
    "3\n1\n0\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
