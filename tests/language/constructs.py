# SPDX-License-Identifier: MIT
# Every construct the compiler knows, for compare-bytecode.py: compiled, never run.
"""Module docstring"""
from __future__ import annotations

import a, b.c, d.e.f as g, h as i
from . import j
from ..k import (l as m, n)
from o import *

x: p.q[int] = 1
y: "text"
(z): int = 2
z.attr: f"{a!r:>{w}} {{}} 'x'"
z[1:2, 3]: lambda q, /, r=1, *s, t, **u: q if r else -s ** 2


@first
@second(1)
def function(a, b: int = 1, /, c=2, *args: (1, 2), d, e: "text" = 3, **kwargs) -> not (a or b and c) < 3:
    """Docstring"""
    global glob
    local: int = 1
    glob = local
    del a, (b, c), args[0], d.attr, args[1:2]

    def inner(n):
        nonlocal local, d
        local = n
        return lambda m=n, *, k=local: (m, k, local, e)

    return inner


class Plain: pass


@decorated
class Class(Base, *bases, metaclass=Meta, **options):
    """Docstring"""
    attribute: int
    __private = 1
    for name in ("a", "b"):
        vars()[name] = name

    def method(self):
        super().method()
        self.__private = __class__
        return self.__private.__dunder__

    def __init__(self): self._x__y = [__name for __name in self]

    property = property(lambda self: self.__private)

    class Nested(Plain):
        def f(self): return Class, attribute


def assignments():
    a = b = c = 1
    a, b = b, a
    a, b, c = c, b, a
    (a, *b), [c, d] = e
    *a, b = c
    a.b.c = d[e][f] = 1
    a += 1; a.b -= 2; a[b] *= 3; a @= b; a /= b; a //= b; a %= b; a **= b; a <<= b; a >>= b; a &= b; a |= b; a ^= b
    if (n := len(a)) > 1 and (m := n): pass
    a, a = 1, 2
    return a


def operators(a, b):
    return (a + b - a * b / a // b % a ** b @ a << b >> a | b ^ a & b, -a, +a, ~a, not a, a < b <= a == b != a > b >= a,
            a is b, a is not b, a in b, a not in b, not a is b, not a in b, a and b or a and not b, a if b else a,
            a < b < (a and b), not (a < b < a), not (a and b))


def folding():
    a = 1 + 2 * 3 - 4 ** 2 // 5 % 6 << 2 | 1 ^ 3 & ~0
    b = "a" "b" + "c" * 3, b"x" * 4, (1, 2) + (3,), (1, 2) * 2, "abc"[1], (1, 2, 3)[1], "abc"[1:], 1 << 500, 2 ** 1000
    c = "%s and %r %%" % (a, b), "%5.2s%-4a" % (a, b), "%d" % (a,), "%s" % a, "%s %s" % (a, *b)
    d = 1.5 + 2j, -0.0, 0.0, -1, - -1, not 1, 1 / 0, 1 if True else 2, () + (), -(1,) if 0 else None, 1_000, 0xFF, 1e300
    e = [1, 2], [1, 2, 3], {1, 2}, {1, 2, 3}, (1, a), {"a": 1, "b": 2}, {1: a}, {a: 1, **b, "c": 2}, {**a}, {*a, 1}
    f = 1 in [1, 2], 1 in {1, 2}, 1 not in [a, 2], [i for i in [1, 2]], [i for i in [a, 2]]
    g = 1, True, 1.0, "1", b"1", (1, True), (1, 1), frozenset, None, ..., __debug__
    "constant"; 5; ...
    while 0: never()
    while 1:
        if a: break
    if 0: never()
    elif 1: always()
    else: never()
    if None: never()
    if not 1: never()
    if 1 and a or 0: sometimes()
    assert a, "message"
    assert b
    return [a for a in b if 1], [a for a in b if 0]


def big(a):
    b = [a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]
    c = (a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
    d = {a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30}
    e = {a: 1, 2: 3, 4: 5, 6: 7, 8: 9, 10: 11, 12: 13, 14: 15, 16: 17, 18: 19, 20: 21, 22: 23, 24: 25, 26: 27, 28: 29,
         30: 31, 32: 33, 34: 35, 36: 37}
    f = {"a": a, "b": 1, "c": 2, "d": 3, "e": 4, "f": 5, "g": 6, "h": 7, "i": 8, "j": 9, "k": 10, "l": 11, "m": 12, "n": 13,
         "o": 14, "p": 15, "q": 16, **a, "r": 1}
    a(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
    a.b(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16)
    return (f"{a}{b}{c}{d}{e}{f}{a}{b}{c}{d}{e}{f}{a}{b}{c}{d}{e}{f}{a}{b}{c}{d}{e}{f}{a}{b}{c}{d}{e}{f}{a}", a < b, c)


def calls(f, args, kwargs):
    f(); f(1); f(1, *args); f(*args); f(*args, **kwargs); f(1, a=2, **kwargs, b=3); f(**kwargs); f(a=1, b=2)
    f.g(); f.g(1, a=2); f.g(*args); f.g(**kwargs); f(x for x in args); f(*[1], *args, 2); f(f(f(1)))
    a.os.path(1); g.h(2)
    (f
     .g(1)
     .h(
         2)
     .attribute)
    f.g.h.i.j


def strings(a, b):
    return f"", f"x", f"{a}", f"{a!s}{b!r}{a!a}", f"{a:>{b}}", f"{a=}", f"{a}b{{}}" "c" f"{b:x}", f"{f'{a}'}", "a\n\t\x00\u20ac"


def comprehensions(a):
    [x for x in a]; {x for x in a}; {x: y for x, y in a}; (x for x in a)
    [x + y for x in a if x if not x for y in x if y or x]
    [(x, y) for x in a for y in [x + 1]]
    [[z for z in y] for y in a]
    [last := x for x in a]
    return last, sum(x for x in a), [lambda: x for x in a]


def generator(a):
    b = yield
    yield b
    c = yield a, b
    yield from c
    d = yield from generator(yield)
    try:
        yield
    finally:
        yield d
    return d


generators = lambda: (yield)


async def coroutine():
    return 1


def exceptions(a):
    try: a()
    except: pass
    try: a()
    except E: pass
    except (F, G) as e: print(e)
    except H as e:
        raise
    except:
        raise I from e
    else: b()
    finally: c()
    try:
        return a
    finally:
        b()
    for x in a:
        try:
            if x: continue
            if y: break
            return x
        except E as e:
            if x: continue
            if y: break
            return e
        finally:
            if z: return z
    while a:
        try:
            continue
        finally:
            break
    raise


def withs(a):
    with a: pass
    with a as b, c() as (d, e), f.g as h.i: j()
    with (a as b, c): return b
    for x in a:
        with x:
            if x: continue
            if a: break
            return x
    with a:
        with b:
            raise c


def loops(a):
    for x in a: pass
    else: b()
    for x, y in a:
        if x: break
    else: return c
    while a < b < c: d()
    else: e()
    while not (a and b): f()
    for _ in 1, 2, 3: g()
    for i in [1, 2]:
        for j in {3, 4}:
            if i and j: continue
            elif i or j: break
            if not i: pass
            else: h()


def exits(a):
    if a:
        try:
            try: b()
            except A: c()
            else: d()
        except: e()
        else: f()
    else:
        with g:
            if h: i()
            else: j()


def exits_with_value(e):
    return None if e is None else type(e)


def match_statement(subject):
    match subject:
        case 1 | -1 | 1+2j | "s" | None | True: a
        case [] | (): b
        case [p, q, *r] | [q, r, p]: c
        case [First(), *_, "end", None]: return 3
        case [_, *_, last]: d
        case {"k": v, "z": {1: u}, **rest} if v: e
        case {}: f
        case {mod.const: 1}: g
        case str(slot) as w if slot: h
        case A(x=1, y=[z, (2 | 3) as t]) | B(z, t): i
        case Empty(): pass
        case (A(a), B(b)) | (B(b), A(a)): return a
        case (A(a), B(b), c) | (c, B(b), A(a)) | (B(b), c, A(a)): x = a
        case mod.const.x: pass
        case _ if subject: j
        case other: return other


def match_default(x):
    for i in x:
        match i, x:
            case 0, _: break
            case [1]: continue
            case _: return
    match x:
        case _: pass
    match x:
        case 1: y = 2


def imports():
    import a
    from b import c, d as e
    import f.g.h as i
    a.function(1)
    c.function(2)
    return e, i


def cells(a, b, *c, **d):
    def f(): return a, c, e, cells
    def g():
        nonlocal e
        def h(): return b, e
        del e
        return h
    e = d
    class C:
        a = a
        e = e
        def m(self): return a, __class__
    return f, g, C, [a for _ in b]
