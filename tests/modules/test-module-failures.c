/* SPDX-License-Identifier: MIT */
/* Modules whose types are written in C, with each allocation failing in turn. */
#include "tests/objects/program-fixture.h"

static const struct
{
  const char *path, *setup;
} programs[] = {
  { "/module-failures/re",
    "import re\n"
    "def f():\n"
    "    re.purge()\n"
    "    p = re.compile(r'(?P<x>\\w)(\\d)?')\n"
    "    m = p.search('a1b2')\n"
    "    m.regs, m.groups(), m.groupdict(), m.group(1, 2), m.expand(r'\\1'), repr(m), repr(p), p.groupindex\n"
    "    p.findall('a1b2'), p.split('a1,b2'), p.sub(r'\\2\\1', 'a1b2'), p.subn(lambda m: m[0], 'a\\u1234b2')\n"
    "    list(p.finditer('a1b2')), re.sub(b'a', b'b', bytearray(b'aba')), p.fullmatch('a1'), p == p, hash(p)\n"
    "f()\n" },
  { "/module-failures/io",
    "import io\n"
    "class R(io.RawIOBase):\n"
    "    n = 3\n"
    "    def readinto(self, b):\n"
    "        self.n -= 1\n"
    "        b[:2] = b'a\\n'\n"
    "        return 2 if self.n > 0 else 0\n"
    "def f():\n"
    "    s, b = io.StringIO('a\\nb', None), io.BytesIO(b'a\\nb')\n"
    "    s.write('x' * 1000), b.write(b'x' * 1000), s.getvalue(), b.getvalue(), s.newlines\n"
    "    s.seek(0), b.seek(0), s.readlines(), b.readlines(), list(s), list(b), b.getbuffer().tobytes()\n"
    "    s.writelines(['a', 'b']), b.writelines([b'a', b'b'])\n"
    "    s.__setstate__(s.__getstate__()), b.__setstate__(b.__getstate__())\n"
    "    R().readlines(), R().read(), R().read(1), s.close(), b.close()\n"
    "f()\n" },
  { "/module-failures/itertools",
    "import itertools\n"
    "def f():\n"
    "    for i in itertools.permutations, itertools.combinations, itertools.combinations_with_replacement:\n"
    "        list(i('abc', 2)), i('abc', 2).__sizeof__()\n"
    "    list(itertools.product('ab', 'cd', repeat=2)), list(itertools.islice(itertools.cycle('ab'), 5))\n"
    "f()\n" },
  { "/module-failures/functools",
    "import functools\n"
    "def f():\n"
    "    p = functools.partial(sorted, [2, 1], reverse=True)\n"
    "    p(), repr(p), p.__setstate__(p.__reduce__()[2])\n"
    "    c = functools.lru_cache(2)(abs)\n"
    "    [c(i) for i in range(5)], c.cache_info(), sorted([2, 1], key=functools.cmp_to_key(lambda a, b: a - b))\n"
    "f()\n" },
};

static void
run (gconstpointer setup)
{
  fail_each_allocation (setup, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (programs); i++)
    g_test_add_data_func (programs[i].path, programs[i].setup, run);
  return g_test_run ();
}
