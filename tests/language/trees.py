# SPDX-License-Identifier: MIT
"""One of every kind of node, in unusual places: parsed only, never run (see compare-trees.py)."""
from __future__ import annotations
import a, b.c as d, e.f.g
from . import h
from ...i.j import (k as l, m,)
from .... import *

global_name: int
(parenthesised): int = 1
attribute.of: "str" = yield_
x[0]: int
x = y = z = *a, *b
x, = y
[a, (b, *c)] = d
(a) = ((b)) = 1
*a, b = c
a.b[c](d).e += 1
a //= b; a **= b; a @= b; a <<= b; a >>= b; a |= b; a ^= b; a &= b; a %= b; a -= b; a *= b; a /= b
del a, (b, [c]), d[0], e.f, ()
assert a, b
pass; break_; continue_


@decorator
@decorator.call(1)[2]
@(walrus := 3)
def f(a, b=1, /, c: int = 2, *d: *e, g, h=3, **i: j) -> k:
    """Doc."""
    global x1, y1
    return
    return a, *b
    yield
    yield a, *b
    x = yield
    x = yield from a
    await_ = lambda: (yield)
    raise
    raise a
    raise a from b


def g(a, /, *, b): nonlocal c; return b
def h(*, a=1, b, c=2): ...
def i(a=1, *args): pass
def j(**k): pass


async def k():
    async for a, *b in c:
        await d
    else:
        pass
    async with a as b, c as (d, e): pass
    return [x async for x in y if z if w async for v in u], {x: y async for x in z}, await a ** await b


class A: pass
@decorator
class B(A, *c, metaclass=D, **e):
    x = 1

    def m(self): return super().m()


if a: pass
elif b:
    pass
elif (c := d) > 1: pass
else: pass
while a: break
else: continue
for a in *b, c: pass
for a, in b: pass
for (a, b), [c, *d] in e:
    pass
else: pass
for a.b in c: pass
for a[0] in c: pass
with a: pass
with a as b, c: pass
with (a as b, c as d,): pass
with (a, b): pass
with (a), b: pass
with (a, b) as c: pass
with (yield_): pass
with (a).b as c: pass
with (a := b, c): pass
try: pass
except: pass
try: pass
except a: pass
except (b, c) as d: pass
else: pass
finally: pass
try: pass
finally: pass
try: pass
except* a: pass
except* b as c: pass

match a:
    case 1 | -1 | 1.5 | -2j | 1 + 2j | -1 - 2j | "a" "b" | b"c" | None | True | False: pass
    case a.b.c | (d.e): pass
    case _: pass
    case x if y := z: pass
    case [] | () | [a] | (a,) | [a, *b] | (a, *_, c): pass
    case a, *b: pass
    case a,: pass
    case *a, b: pass
    case {} | {1: a} | {"a": b, c.d: e, -1: f, None: g, **h} | {**i}: pass
    case A() | A(b) | A.B(c, d=e) | A(b=c, d=e,) | A(f,): pass
    case (a as b) | ((c)): pass
    case [(a | b) as c, d] as e: pass
match a, b:
    case c: pass
match *a, b:
    case c: pass
match a,:
    case c: pass
match (a):
    case (b): pass
match -a:
    case b: pass
match = case = _ = 1
match(a, b)
match[a]
match.a
match * a
match, case
match: int
print(match, case, _)
match -a
match (a)
case(a)
match (
    a
)

0; 00; 1_000; 0x_ff; 0XFF; 0o17; 0b1_0; 1.; .5; 1e5; 1E-5; 1_0.0_1e+1_0; 1j; 1.5J; 0_0; 09.5; 0777j; 1e0j
1if a else 2; [1for x in y]; 1or 2; 1and 2; 0xfor x
"a"; 'b'; """c
d"""; r"\d"; b"\x00\377\1"; rb"\d"; Rb"a"; u"u" "v"; "a" u"b"; "\
joined"; "\a\b\f\n\r\t\v\\\'\"\0\x41\u0041\U00000041\101\18"; "\ud800"; "é\é€𝔘\q"; ""; "" ""; b""
f""; f"a"; f"{a}"; f"a{b}c"; f"{a!r}{b!s:>10}{c!a:{d}.{e!r}}"; f"{{}}{a}{{"; f"{a=}"; f"{ a = !s}"; f"{a = :>5}"
f"{a!r:}"; f"{a:{b}}" f"{c}" "d"; "d" f"{e}"; u"a" f"{b}"; f"{'a' if b else 'c'}"; f"{(lambda x: y)}"; f"{a:%H:%M}"
f"{ {1: 2}[1] }"; f"{a != b}"; f"{a == b}"; f"{a >= b <= c}"; f"{a[1:2]}"; f"{a['b']}"; f"{yield_}"; f"{*a, b}"
f'''{a
}{
b}
{c:
}'''; rf"\{a}\d"; f"\{a}\{{"
f"""
  {a}  {
    b + c
  } {
    d:{e}}
"""
(f"a{b}"
 f"c{d:{e}}"
 "f" f"""g
 {h}""")

a or b and c or not d and not not e
a < b <= c == d != e >= f > g is h is not i in j not in k
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** ~c
(-a) ** b
await_ ** 2
a if b else c if d else e
lambda: 0
lambda a, b=1, /, c=2, *d, e, f=3, **g: lambda *, h: h
lambda *a: a
lambda **a: a
lambda a,: a
(a, b), (a,), (), [a, *b], [], {a, *b}, {a: b, **c}, {}, {**a}
[a for b in c], {a for b in c}, {a: b for c in d}, (a for b in c)
[a for b, in c for d, *e in f if g if h]
[a := 1, b]; {a := 1}; x[a := 1]; f(a := 1); (a := b for c in d)
a[b], a[b:c], a[b:c:d], a[:], a[::], a[b:], a[:c], a[::d], a[b, c], a[b,], a[b:c, d]
a[*b], a[*b, c], a[b, *c], a[()], a[(b, c)]
a(), a(b), a(b,), a(*b), a(**b), a(b, *c, d=e, *f, **g, h=i), a(b for c in d), a((b for c in d), e)
a.b.c().d[e].f
...
(yield_)
(
    a
    # comment
    + b \
    + c
)
ªº, ﬁeld, 变量, x́ = 1, 2, 3, 4
if a:
	b
	if c:
		d
  # comment at an odd place
else:
        e
class C:

    # comment

    def f(self): pass

# end
