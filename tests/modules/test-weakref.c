/* SPDX-License-Identifier: MIT */
/* weakref, its C part and its Python part. */
#include "tests/objects/program-fixture.h"

#include "gcore/collector/collector.h"
#include "gcore/memory/memory.h"
#include "gcore/objects/set.h"
#include "gcore/objects/weakref.h"

#define BEGIN "import gc, weakref\ngc.disable()\nclass C: pass\nx = C()\n"

static const ProgramTest programs[] = {
  { "/weakref/ref/plain-ones-are-shared",
    BEGIN "r = weakref.ref(x)\nprint(r is weakref.ref(x, None), r is weakref.ref(x, print), r() is x)\ndel x\n"
          "print(r())\n",
    "True False True\nNone\n" },
  { "/weakref/ref/order-of-getweakrefs",
    BEGIN "a = weakref.ref(x, id)\nb = weakref.ref(x, id)\np = weakref.proxy(x)\nr = weakref.ref(x)\n"
          "l = weakref.getweakrefs(x)\n"
          "print([l.index(o) if o is not p else 1 for o in (r, b, a)], weakref.getweakrefcount(x))\n",
    "[0, 0, 0] 4\n" },
  { "/weakref/ref/hash-outlives-the-referent",
    BEGIN "r, s = weakref.ref(x), weakref.ref(x, id)\nh = hash(r)\ndel x\nprint(hash(r) == h)\n"
          "try:\n    hash(s)\nexcept TypeError as e:\n    print(e)\n",
    "True\nweak object has gone away\n" },
  { "/weakref/ref/equality-is-that-of-living-referents",
    "import weakref\nclass E:\n    def __eq__(self, other): return True\na, b = E(), E()\n"
    "r, s = weakref.ref(a), weakref.ref(b)\nprint(r == s, r != s)\ndel a\nprint(r == s, r == r)\n",
    "True False\nFalse True\n" },
  { "/weakref/ref/not-of-every-type",
    "import weakref\nfor o in 1, [], 'a', object():\n    try:\n        weakref.ref(o)\n"
    "    except TypeError as e:\n        print(e)\n",
    "cannot create weak reference to 'int' object\ncannot create weak reference to 'list' object\n"
    "cannot create weak reference to 'str' object\ncannot create weak reference to 'object' object\n" },
  { "/weakref/callback/runs-newest-first-and-is-dropped",
    BEGIN "r = weakref.ref(x, lambda r: print('first', r()))\ns = weakref.ref(x, lambda r: print('second'))\ndel x\n"
          "print(r.__callback__)\n",
    "second\nfirst None\nNone\n" },
  { "/weakref/callback/kept-when-the-collector-calls-it",
    BEGIN "r = weakref.ref(x, print)\nx.me = x\nr = weakref.ref(x, cb := lambda r: None)\ndel x\nprint(gc.collect())\n"
          "print(r.__callback__ is cb)\n",
    "1\nTrue\n" },
  { "/weakref/proxy/hands-operations-on",
    "import weakref\nclass L(list): pass\nl = L([1])\np = weakref.proxy(l)\np.append(2)\np[0] = 5\n"
    "print(p + [3], [0] + p, len(p), 2 in p, str(p), type(p).__name__)\ndel l\ntry:\n    p[0]\n"
    "except ReferenceError as e:\n"
    "    print(e)\n",
    "[5, 2, 3] [0, 5, 2] 2 True [5, 2] ProxyType\nweakly-referenced object no longer exists\n" },
  { "/weakref/value-dictionary/entry-goes-with-its-value",
    BEGIN "d = weakref.WeakValueDictionary(a=x)\nprint(list(d), len(d))\nx.me = x\ndel x\n"
          "print(gc.collect(), len(d), 'a' in d)\n",
    "['a'] 1\n2 0 False\n" },
  { "/weakref/value-dictionary/removals-wait-for-iterations",
    BEGIN "d = weakref.WeakValueDictionary()\nl = [C() for i in range(4)]\nfor i, o in enumerate(l): d[i] = o\ndel o\n"
          "for k in d:\n    l.clear()\nprint(k, len(d))\n",
    "0 0\n" },
  { "/weakref/key-dictionary/entry-goes-with-its-key",
    BEGIN "d = weakref.WeakKeyDictionary({x: 1})\nprint(d[x], x in d, 5 in d)\ndel x\nprint(len(d))\n"
          "", "1 True False\n0\n" },
  { "/weakref/set/member-goes-when-it-dies",
    BEGIN "s = weakref.WeakSet([x, x])\nprint(len(s), x in s)\ndel x\nprint(len(s), s == weakref.WeakSet())\n",
    "1 True\n0 True\n" },
  { "/weakref/method/lives-as-long-as-its-object",
    "import weakref\nclass C:\n    def m(self): return 5\nx = C()\nw = weakref.WeakMethod(x.m)\nprint(w()())\n"
    "del x\nprint(w())\n",
    "5\nNone\n" },
  { "/weakref/finalize/runs-once",
    BEGIN "f = weakref.finalize(x, print, 'gone')\nprint(f.alive)\ndel x\nprint(f.alive, f(), f.peek())\n",
    "True\ngone\nFalse None None\n" },
};

/* --- each allocation fails in turn -------------------------------------------------------------------------------- */

static GcoreObject *
make_refs (void)
{
  GcoreObject *set = gcore_set_new (NULL);
  GcoreObject *ref = set != NULL ? gcore_weakref_new_ref (set, NULL) : NULL;
  GcoreObject *proxy = ref != NULL ? gcore_weakref_new_proxy (set, NULL) : NULL;
  GcoreObject *other = proxy != NULL ? gcore_weakref_new_ref (set, GCORE_EXC (ValueError)) : NULL;
  GcoreObject *repr = other != NULL ? gcore_object_repr (other) : NULL;
  gcore_xdecref (ref);
  gcore_xdecref (proxy);
  gcore_xdecref (other);
  gcore_xdecref (set);
  return repr;
}

static void
test_failures (void)
{
  gcore_gc_set_enabled (false);
  for (uint64_t n = 1;; n++)
    {
      gcore_gc_collect (2);
      uint64_t blocks = gcore_mem_allocated_blocks ();
      gcore_mem_fail_after (n);
      GcoreObject *result = make_refs ();
      bool failed = gcore_mem_has_failed ();
      gcore_mem_fail_after (0);
      g_assert_true (failed || result != NULL);
      if (result == NULL)
        {
          g_assert_true (gcore_err_exception_matches (GCORE_EXC (MemoryError)));
          gcore_err_clear ();
        }
      gcore_xdecref (result);
      gcore_gc_collect (2);
      g_assert_cmpuint (gcore_mem_allocated_blocks (), ==, blocks);
      if (!failed)
        break;
    }
}

static void
test_program_failures (void)
{
  static const char setup[] = "import gc, weakref\n"
                              "def f():\n"
                              "    class C: pass\n"
                              "    x = C()\n"
                              "    x.me = x\n"
                              "    d, k = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary()\n"
                              "    s = weakref.WeakSet()\n"
                              "    d['a'] = k[x] = x\n"
                              "    s.add(x)\n"
                              "    weakref.finalize(x, len, 'abc')\n"
                              "    r = weakref.ref(x, lambda r: None)\n"
                              "    gc.callbacks.append(lambda *args: None)\n"
                              "    k = None\n"
                              "    del x\n"
                              "    gc.collect()\n"
                              "    gc.callbacks.clear()\n"
                              "    return gc.get_objects(0), gc.get_stats(), gc.get_referrers(d), len(d), len(s)\n"
                              "import sys\n"
                              "sys.unraisablehook = id\n"
                              "f()\n";
  fail_each_allocation (setup, "gc.callbacks.clear()\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  add_machine_test ("/weakref/failures/leave-nothing-behind", test_failures);
  g_test_add_func ("/weakref/failures/end-a-program-by-memory-error-only", test_program_failures);
  return g_test_run ();
}
