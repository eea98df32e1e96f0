#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes random programs about object graphs, the same one for the same seed.

usage: generate.py SEED

A program is a list of chunks, each one or more whole statements at module level, so that any of them can be taken out
and the rest still runs (shrink.py depends on it). The variables are grouped by what is usually in them (l0 … lists,
o0 … instances, …), all start as None, and a statement that finds the wrong thing in one reports the error it gets,
which is compared as well. Nothing printed depends on an address, on the order of a set of address-hashed things, or on
what the interpreter allocated before the program: the objects of the start are frozen first.
"""

import random
import sys

import library

MARK = "#--\n"

GROUPS = {"l": 4, "d": 3, "s": 2, "t": 3, "o": 6, "f": 3, "g": 3, "x": 2, "w": 4, "c": 2, "m": 2}

START = """\
import os, gc, sys, weakref
gc.disable()
def log(*a):
    print(*a)
def tag(x):
    name = type(x).__name__
    if name in ("int", "str", "float", "bool", "NoneType"):
        return repr(x)
    if isinstance(x, type):
        return "type " + x.__name__
    n = getattr(x, "n", None)
    return name + str(n) if type(n) is int else name
def tags(xs):
    return " ".join([tag(x) for x in xs])
def hook(u):
    log("unraisable", type(u.exc_value).__name__, str(u.exc_value).partition(" at 0x")[0], tag(u.object))
sys.unraisablehook = hook
def watch(phase, info):
    log(phase, info["generation"], info["collected"], info["uncollectable"])
def fail(e):
    log(type(e).__name__, str(e).partition(" at 0x")[0])
saved = []
"""

# What CPython makes when a thing is used for the first time (names of keyword arguments, the list of running reprs) is
# made before the freezing.
WARM = """\
class Warm:
    def __del__(self):
        1 // 0
    def m(self):
        pass
log(repr([{}]), sorted([1], key=tag), tags([1]), int("1", base=10), str(b"a", encoding="ascii"), bytes("a", encoding="ascii"))
warm = Warm()
[1].sort(key=tag)
for warm_kind in weakref.WeakKeyDictionary, weakref.WeakSet, weakref.WeakValueDictionary:
    try:
        warm_weak = warm_kind()
        warm_weak.add(warm)
    except AttributeError as e:
        fail(e)
        warm_weak[warm] = warm
        log(len(warm_weak), tags(warm_weak.keys()), tags(warm_weak.values()), warm_weak == [])
warm_weak = weakref.finalize(warm, log, 'final')
warm_weak = weakref.WeakMethod(warm.m)
try:
    raise ValueError from KeyError()
except ValueError as e:
    fail(e)
warm_weak = None
class Warm(Warm, metaclass=type):
    note: int = 3
warm = Warm()
warm = warm_kind = None
del Warm
"""

# From here on counts depend on the program alone.
FREEZE = "gc.collect(); gc.freeze(); gc.collect()\n"

END = """\
gc.callbacks.clear()
gc.set_debug(0)
log("end", gc.collect(), gc.get_count(), len(gc.get_objects()))
def log(*a): pass
"""


def indent(text, by=4):
    return "".join(" " * by + line + "\n" for line in text.splitlines())


class Program(library.Library):
    """The chunks of one program, made from one seed. Those of high seeds also use what library.py has."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.is_wide = seed >= library.FIRST_SEED
        self.groups = GROUPS | library.GROUPS if self.is_wide else GROUPS
        self.kinds = self.KINDS | self.LIBRARY_KINDS if self.is_wide else self.KINDS
        self.serial = 0
        self.classes = []
        self.variables = [f"{group}{i}" for group, count in self.groups.items() for i in range(count)]

    # Parts of statements.

    def pick(self, *choices):
        return self.random.choice(choices)

    def below(self, n):
        return self.random.randrange(n)

    def number(self):
        self.serial += 1
        return self.serial

    def var(self, groups):
        group = self.random.choice(groups)
        return f"{group}{self.below(self.groups[group])}"

    def any(self):
        return self.random.choice(self.variables)

    def atom(self):
        return self.pick("None", "1", "300", "2.5", "'a'", "'key'", "True", "(1, 2)", "b'x'", "'\\xe9'", "2**70")

    def value(self, depth=0):
        roll = self.below(12)
        if roll < 6 or depth > 2:
            return self.any()
        if roll == 6:
            return self.atom()
        if roll == 7:
            return self.instance()
        return self.container(depth + 1)

    def container(self, depth=0):
        values = ", ".join(self.value(depth) for _ in range(self.below(4)))
        return self.pick(
            f"[{values}]",
            f"[{values}]",
            f"({values},)" if values else "()",
            "{" + ", ".join(f"{self.key()}: {self.value(depth)}" for _ in range(self.below(4))) + "}",
            "{" + f"{self.key()}: {self.value(depth)}" + "}",
            "{" + ", ".join(self.hashable() for _ in range(1 + self.below(3))) + "}",
            f"tuple([{values}])",
            f"list(({values},))" if values else "[]",
            f"dict(a={self.value(depth)})",
            f"frozenset([{self.hashable()}])",
            f"[{self.value(depth)}] * {self.below(5)}",
            f"slice({self.value(depth)}, 2)",
            f"iter([{values}])",
            f"map(tag, [{values}])",
            f"zip([{values}], ({self.any()}, {self.any()}))",
            f"enumerate([{values}])",
        )

    def key(self):
        return self.pick("'a'", "'b'", "'key'", "1", "7", "(1, 2)", "None", "'k%d'" % self.below(20), str(self.below(40)))

    def hashable(self):
        """Something whose hash is the same in both interpreters."""
        return self.pick("1", "'a'", "(3, 'b')", "40", f"K({self.number()})", "2.5", str(self.below(100)))

    def instance(self):
        name = self.pick("P", "P", "S", "K", "L", "M", "V", "I", "B", *self.classes, *self.classes)
        return f"{name}({self.number()})"

    def attribute(self):
        return self.pick("a", "b", "a", "b", "link", "p%d" % self.below(40))

    def weak_target(self):
        return self.pick(self.var("o"), self.var("o"), self.var("fgcsmo"))

    def callback(self):
        number = self.number()
        return self.pick("None", f"lambda r: log('cb', {number}, r())", f"lambda r, keep={self.any()}: log('cb', {number})",
                         "saved.append", f"lambda r: log('cb', {number}, gc.collect())",
                         f"lambda r: 1 // 0", f"noted({number})", "w0")

    def action(self, me="self"):
        """A statement for the body of a finalizer, about `me`."""
        return self.pick(
            "pass", "pass", "pass",
            f"saved.append({me})",
            f"saved.append({me})",
            f"{me}.a = None",
            f"{me}.b = {me}",
            f"{self.var('l')}.append({me})",
            f"global o0; o0 = {me}",
            "log('collect', gc.collect())",
            "cycle = []; cycle.append(cycle)",
            "1 // 0",
            f"raise ValueError({self.number()})",
            f"{me}.__dict__",
            f"{self.var('l')}.clear()",
            f"log(sys.getrefcount({me}), gc.is_finalized({me}), gc.is_tracked({me}))",
            f"log(tag(getattr({me}, 'a', None)))",
            f"saved.append(weakref.ref({me}))",
            f"log(weakref.getweakrefcount({me}))",
            f"saved.append(lambda: {me})",
            f"saved.append({me}.a)",
            "log(gc.get_count())",
        )

    def name_class(self):
        return f"C{self.number()}"

    # Chunks of the start: the classes every program has, then some of its own.

    def start(self):
        yield START
        yield "".join(f"{' = '.join(f'{g}{i}' for i in range(n))} = None\n" for g, n in self.groups.items())
        yield "class P:\n    def __init__(self, n):\n        self.n = n\n    def meth(self, x=None):\n        return x\n"
        yield ("class S:\n    __slots__ = ('n', 'a', 'b', '__weakref__')\n    def __init__(self, n):\n        self.n = n\n"
               "    def meth(self, x=None):\n        return x\n")
        yield ("class K(P):\n    def __hash__(self):\n        return self.n\n    def __eq__(self, other):\n"
               "        return isinstance(other, K) and self.n == other.n\n")
        for name, base in ("L", "list"), ("M", "dict"), ("V", "Exception"):
            yield f"class {name}({base}):\n    def __init__(self, n):\n        self.n = n\n"
        yield "class I(int):\n    pass\n"
        yield "class B(tuple):\n    def __new__(cls, n):\n        return tuple.__new__(cls, (n, saved))\n"
        yield "def noted(n):\n    def call(r):\n        log('noted', n, r() is None)\n    return call\n"
        for _ in range(1 + self.below(4)):
            yield self.finalized_class()
        if self.is_wide:
            yield library.START
        yield WARM
        yield FREEZE
        if self.below(3):
            yield f"gc.set_threshold({self.pick(1, 3, 7, 10, 20, 60, 100, 700)}, {self.below(4)}, {self.below(4)})\ngc.enable()\n"
        if not self.below(3):
            yield "gc.callbacks.append(watch)\n"

    def finalized_class(self):
        name = self.name_class()
        base = self.pick("P", "P", "P", "S", "K", "L", "M", "V", *self.classes)
        slots = self.pick("", "", "", "    __slots__ = ()\n", "    __slots__ = ('link',)\n")
        report = self.pick("        log('del', tag(self))\n", "        log('del', self.n)\n")
        body = indent(self.action(), 8)
        if not self.below(3):
            body += indent(self.action(), 8)
        self.classes.append(name)
        return f"class {name}({base}):\n{slots}    def __del__(self):\n{report}{body}"

    # Statements that make or change something.

    def make(self):
        return f"{self.any()} = {self.value()}"

    def fill(self):
        """Something of its kind for every variable, so that few statements find a None."""
        for i in range(GROUPS["o"]):
            yield f"o{i} = {self.instance()}\n"
        for group in "ldst":
            for i in range(GROUPS[group]):
                yield f"{group}{i} = {self.of_group(group)}\n"
        yield f"f0 = lambda x={self.any()}: x\nf1 = noted\ndef f2(x={self.any()}):\n    return [x]\n"
        yield f"g0 = (y for y in [o0, {self.any()}])\ndef gen(x):\n    yield x\n    yield x\ng1 = gen({self.any()}); g2 = gen([g1])\n"
        yield f"m0 = {self.var('o')}.meth\nm1 = {self.var('l')}.append\n" if self.below(2) else ""
        yield "w0 = weakref.ref(o0)\nw1 = weakref.WeakValueDictionary(a=o1)\nw2 = weakref.ref(o2, noted(0))\n"
        yield "x0 = KeyError(1)\ntry:\n    1 // 0\nexcept Exception as e:\n    x1 = e\n"
        yield "c0 = type('T0', (P,), {})\nclass c1(S):\n    v = []\n"
        if self.is_wide:
            for _ in range(GROUPS["o"]):
                yield self.make_library() + "\n"
                yield self.make_iterator()

    def make_instance(self):
        return f"{self.var('o')} = {self.instance()}"

    def of_group(self, group):
        return {
            "l": f"[{self.value()}, {self.value()}]",
            "d": "{" + f"{self.key()}: {self.value()}, {self.key()}: {self.value()}" + "}",
            "s": "{" + f"{self.hashable()}, {self.hashable()}" + "}",
            "t": f"({self.value()}, {self.value()})",
        }[group]

    def make_container(self):
        group = self.pick("l", "l", "d", "s", "t")
        return f"{self.var(group)} = {self.of_group(group)}"

    def forget(self):
        return f"{self.any()} = None"

    def set_attribute(self):
        return f"{self.var('ooof')}.{self.attribute()} = {self.value()}"

    def delete_attribute(self):
        return f"del {self.var('o')}.{self.attribute()}"

    def change_list(self):
        target = self.var("l")
        if not self.below(4):
            target = self.pick(f"{self.var('o')}.a", "saved", "o1")
        return self.pick(
            f"{target}.append({self.value()})", f"{target}.append({target})", f"{target}.insert({self.below(3)}, {self.any()})",
            f"{target}.extend([{self.value()}, {self.any()}])", f"{target}.pop()", f"{target}.pop(0)", f"{target}.clear()",
            f"del {target}[:]", f"{target}[0] = {self.value()}", f"{target}[:1] = [{self.any()}, {self.any()}]",
            f"{target}.reverse()", f"{target} += [{self.any()}]", f"{self.var('l')} = {target}[:]",
            f"{self.var('l')} = {target} + [{self.any()}]", f"{self.var('l')} = {target} * 2",
            f"{self.var('t')} = tuple({target})", f"{self.var('l')} = [y for y in {target} if y is not {self.any()}]",
            f"{target}.remove({self.any()})", f"{self.var('l')} = list(iter({target}))", f"{target}.sort(key=tag)",
        )

    def change_dict(self):
        target = self.var("d")
        if not self.below(5):
            target = self.pick(f"{self.var('o')}.__dict__", f"vars({self.var('o')})", "o2")
        key = self.pick(self.key(), self.key(), self.any() if self.below(3) else self.hashable())
        return self.pick(
            f"{target}[{key}] = {self.value()}", f"{target}[{key}] = {target}", f"{target}.pop({key}, None)", f"del {target}[{key}]",
            f"{target}.clear()", f"{target}.update({{{self.key()}: {self.value()}}})", f"{target}.setdefault({key}, {self.value()})",
            f"{self.var('d')} = {target}.copy()", f"{self.var('d')} = dict({target})", f"{target}.popitem()",
            f"{self.var('l')} = list({target}.values())", f"{self.var('t')} = tuple({target}.items())",
            f"{self.var('x')} = {target}.keys()", f"for i in range({self.below(30)}): {target}[i] = {self.any()}",
            f"{self.var('d')} = {{y: {self.any()} for y in {target}}}", f"{self.var('d')} |= {{{self.key()}: {self.any()}}}",
            f"{self.var('x')} = iter({target}.items()); next({self.var('x')})",
        )

    def change_set(self):
        target = self.var("s")
        return self.pick(
            f"{target}.add({self.hashable()})", f"{target}.discard({self.hashable()})", f"{target}.clear()",
            f"{target}.update([{self.hashable()}, {self.hashable()}])", f"{self.var('s')} = {target} | {self.var('s')}",
            f"{self.var('s')} = set(range({self.below(40)}))", f"{self.var('s')} = frozenset({target})",
            f"{self.var('s')} = {target}.copy()", f"{target}.pop()", f"{target} -= {self.var('s')}", f"{target} &= {self.var('s')}",
            f"{self.var('s')} = {{y for y in range({self.below(10)})}}", f"{self.var('l')} = sorted({target})",
        )

    def make_function(self):
        name = f"fn{self.number()}"
        default, inner = self.value(), self.any()
        body = self.pick(
            f"    return x\n",
            f"    y = [x]\n    return lambda: (x, y)\n",
            f"    def inner():\n        return inner, x\n    return inner\n",
            f"    y = {self.any()}\n    def inner(z={inner}):\n        nonlocal y\n        y = inner\n        return y\n    inner()\n"
            f"    return inner\n",
            f"    class In(P):\n        def get(self):\n            return x\n    return In({self.number()})\n",
            f"    x = {self.container()}\n    return locals()\n",
            f"    return sys._getframe()\n",
        )
        use = self.pick("", f"{self.var('o')} = {name}()\n", f"{self.var('f')} = {name}({self.any()})\n",
                        f"{self.var('f')} = {name}\n", f"{self.var('f')} = {name}\n{self.var('f')}.a = {self.any()}\n")
        return f"def {name}(x={default}):\n{body}{use}{name} = None"

    def make_lambda(self):
        return self.pick(f"{self.var('f')} = lambda y={self.value()}: y", f"{self.var('f')} = lambda: {self.any()}",
                         f"{self.var('o')}.a = (lambda me: lambda: me)({self.var('o')})")

    def call_function(self):
        return self.pick(f"{self.any()} = {self.var('f')}()", f"log(tag({self.var('f')}({self.any()})))",
                         f"{self.var('m')}({self.any()})", f"{self.var('o')}.meth({self.any()})",
                         f"log(tag({self.var('f')}(*[{self.any()}])))", f"log(tag({self.var('f')}(**{{'x': {self.any()}}})))")

    def make_method(self):
        return self.pick(f"{self.var('m')} = {self.var('o')}.meth", f"{self.var('o')}.a = {self.var('o')}.meth",
                         f"{self.var('m')} = {self.var('l')}.append", f"{self.var('l')}.append({self.var('m')})",
                         f"{self.var('o')}.b = {self.var('o')}.__init__", f"{self.var('m')} = {self.var('d')}.get",
                         f"{self.var('m')} = {self.var('o')}.__repr__", f"{self.var('m')} = super(P, {self.var('o')})")

    def make_generator(self):
        name = f"gen{self.number()}"
        body = self.pick(
            f"    yield x\n    yield [x]\n",
            f"    try:\n        yield x\n        yield {self.any()}\n    finally:\n        log('fin', {self.number()})\n",
            f"    with_x = [x, {self.any()}]\n    while True:\n        x = yield with_x\n",
            f"    try:\n        yield 1\n    except GeneratorExit:\n        saved.append(x)\n        log('exit', {self.number()})\n",
            f"    yield from [x, {self.any()}, x]\n",
            f"    me = yield\n    yield me\n    log('after', tag(me))\n",
            f"    try:\n        1 // 0\n    except ZeroDivisionError as e:\n        yield e\n    yield x\n",
            f"    try:\n        yield x\n    finally:\n        yield 5\n",
            f"    for y in (z for z in [x, x]):\n        yield y\n",
        )
        var = self.var("g")
        use = self.pick("", f"next({var})\n", f"next({var})\n", f"next({var}); {var}.send({var})\n",
                        f"{self.var('o')}.a = {var}; next({var})\n", f"next({var}); {self.var('l')}.append({var})\n")
        return f"def {name}(x):\n{body}{var} = {name}({self.value()})\n{use}{name} = None"

    def use_generator(self):
        var = self.var("g")
        return self.pick(f"log(tag(next({var}, 'over')))", f"{var}.send({self.any()})", f"{var}.close()", f"{self.any()} = next({var})",
                         f"{var}.throw(ValueError({self.number()}))", f"{var} = (y for y in [{self.value()}, {self.any()}])",
                         f"{self.var('x')} = {var}.gi_frame", f"log(sys.getsizeof({var}), {var}.gi_frame is None)",
                         f"{var}.gi_frame.clear()", f"{self.var('l')} = list({var})" if self.below(2) else f"{var} = None",
                         f"for y in {var}:\n    log(tag(y)); break")

    def keep_exception(self):
        var, name = self.var("x"), f"bad{self.number()}"
        cause = self.pick("1 // 0", f"raise V({self.number()})", "None.missing", "[][3]", f"raise ValueError({self.any()})",
                          f"raise KeyError({self.number()}) from None", "{}['no']", "int('z')", "undefined")
        context = self.pick("", f"    y = {self.value()}\n", f"    y = sys._getframe()\n", f"    y = lambda: x\n")
        catch = self.pick(f"    {var} = e\n", f"    {var} = e\n", f"    {var} = e.__traceback__\n", f"    {var} = e; e.a = e\n",
                          f"    {self.var('l')}.append(e)\n", "    fail(e)\n",
                          f"    {var} = sys.exc_info()\n", f"    {var} = e.__traceback__.tb_next.tb_frame\n",
                          f"    log(sys.getrefcount(e))\n")
        if not self.below(3):
            return (f"def {name}(x):\n{context}    try:\n        {cause}\n    except Exception as e:\n        raise KeyError(1)"
                    f"{self.pick('', ' from e')}\ntry:\n    {name}({self.any()})\nexcept Exception as e:\n{catch}{name} = None")
        return f"def {name}(x):\n{context}    {cause}\ntry:\n    {name}({self.any()})\nexcept Exception as e:\n{catch}{name} = None"

    def change_exception(self):
        var = self.var("x")
        return self.pick(f"{var}.__traceback__ = None", f"{var}.__cause__ = {var}", f"{var}.args = ({self.any()},)",
                         f"log(tag({var}.__context__), len({var}.args))", f"raise {var}", f"{var} = {var}.__traceback__",
                         f"log(sorted({var}.__traceback__.tb_frame.f_locals) == [])", f"{var}.clear()", f"{var} = None")

    def weak(self):
        target = self.weak_target()
        return self.pick(
            f"{self.var('w')} = weakref.ref({target})", f"{self.var('w')} = weakref.ref({target}, {self.callback()})",
            f"{self.var('w')} = weakref.ref({target}, {self.callback()})", f"{self.var('o')}.a = weakref.ref({target}, {self.callback()})",
            f"{self.var('w')} = weakref.proxy({target}, {self.callback()})", f"{self.var('l')}.append(weakref.ref({target}, {self.callback()}))",
            f"{self.var('w')} = weakref.WeakValueDictionary()\n{self.var('w')}[{self.key()}] = {target}",
            f"{self.var('w')}[{self.key()}] = {target}", f"{self.var('w')}[{self.key()}] = {self.var('o')}",
            f"{self.var('w')} = weakref.WeakKeyDictionary()\n{self.var('w')}[{target}] = {self.any()}",
            f"{self.var('w')}[{target}] = {self.any()}",
            f"{self.var('w')} = weakref.WeakSet([K({self.number()})])", f"{self.var('w')} = weakref.finalize({target}, log, 'final', {self.number()})",
            f"{self.var('w')} = weakref.WeakMethod({self.var('o')}.meth, {self.callback()})",
        )

    def look_weak(self):
        var = self.var("w")
        return self.pick(f"log(tag({var}()))", f"log(len({var}))", f"log(weakref.getweakrefcount({self.any()}))",
                         f"log(tags(weakref.getweakrefs({self.weak_target()})))", f"log(tags({var}.values()))", f"log(tag({var}.a))",
                         f"{self.any()} = {var}()", f"log(tags(list({var}.keys())))", f"{self.var('l')} = list({var}.items())",
                         f"{var} = None", f"log({var}.__callback__ is None)")

    def make_class(self):
        name = self.name_class()
        base = self.pick("", "", "(P)", "(S)", "(K)", "(L)", f"({self.var('c')})", "(V)", "(metaclass=type)")
        body = "".join(
            self.pick(f"    v = {self.value()}\n", "    __slots__ = ()\n", "    __slots__ = ('link', 'more')\n",
                      "    def m(self):\n        return self\n", "    def m(self):\n        return super().__repr__()\n",
                      "    @property\n    def pr(self):\n        return self.a\n", "    @staticmethod\n    def st():\n        pass\n",
                      "    @classmethod\n    def cm(cls):\n        return cls\n", f"    def __del__(self):\n{indent(self.action(), 8)}",
                      "    def __getattr__(self, name):\n        return name\n", "    note: int = 3\n")
            for _ in range(1 + self.below(3)))
        use = self.pick("", f"{self.var('c')} = {name}\n", f"{self.var('c')} = {name}\n", f"{self.var('o')} = {name}.__new__({name})\n",
                        f"{self.var('o')} = {name}({self.number()})\n", f"{name}.me = {name}\n")
        return f"class {name}{base}:\n{body}{use}{name} = None"

    def use_class(self):
        var = self.var("c")
        return self.pick(f"{self.var('o')} = {var}({self.number()})", f"{self.var('o')} = {var}()", f"{var}.v = {self.value()}",
                         f"log(len({var}.__subclasses__()), tags({var}.__mro__))", f"{self.var('o')}.__class__ = {var}",
                         f"{var}.m = lambda self: {self.any()}", f"log(type({var}) is type and sys.getrefcount({var}))", f"{self.var('o')}.__class__ = P",
                         f"{var} = type('T{self.number()}', ({self.pick('P', 'object', 'S', 'L')},), {{'z': {self.any()}}})",
                         f"del {var}.v", f"{var}.__bases__ = (P,)")

    def loop(self):
        count, target = self.pick(3, 10, 30, 80, 200), self.var("l")
        body = self.pick(f"{target}.append([i])", f"{target} = [{target}, i]", f"cycle = [i]; cycle.append(cycle)", f"{self.var('o')} = P(i)",
                         f"{target} = ({target},)", f"o = P(i); o.a = o", f"{self.var('d')} = {{i: {target}}}", "fn = lambda y=i: fn",
                         f"{target}.append((i, {self.any()}))", f"{target} = {self.pick('P', *self.classes)}(i)", "x = [[] for _ in range(i)]",
                         f"{target} = [{target}, {self.pick('P', *self.classes)}(i)]", f"o = P(i); o.a = {target}; {target} = o",
                         f"{target}.append(lambda: i)", f"{target}.append({{i}})", f"{target} = {{'k': {target}, 'o': {self.any()}}}",
                         f"{target}.append({{}})", f"saved.append({self.pick('P', 'S', 'K', *self.classes)}(i))", f"x = str(i) * i",
                         f"{target} = [{target}, weakref.ref(P(i))]")
        return f"for i in range({count}): {body}\ni = x = o = fn = cycle = None"

    def in_function(self):
        """Some of the other statements as the body of a function, with its own locals."""
        name = f"do{self.number()}"
        local = self.value()
        lines = "".join(indent(self.pick(self.query, self.change_list, self.change_dict, self.query, self.set_attribute,
                                         self.look_weak, self.collect)(), 8) for _ in range(1 + self.below(4)))
        names = ", ".join(sorted(self.variables))
        return (f"def {name}():\n    global {names}\n    here = {local}\n    there = [here, here]\n    try:\n{lines}"
                f"    except Exception as e:\n        fail(e)\n    log(sys.getrefcount(here) - sys.getrefcount(here), len(there))\n"
                f"{name}()\n{name} = None")

    # Statements that show something.

    def collect(self):
        return self.pick("log('collected', gc.collect(), gc.get_count())", "log('collected', gc.collect(), gc.get_count())",
                         "log('young', gc.collect(0), gc.get_count())", "log('middle', gc.collect(1), gc.get_count())",
                         "gc.collect(0)", "gc.collect(1)")

    def query(self):
        x = self.any() if self.below(3) else self.pick(f"{self.var('o')}.a", f"{self.var('l')}[0]", f"{self.var('o')}.__dict__",
                                                       f"{self.var('d')}['a']", f"{self.var('f')}.__closure__", f"{self.var('o')}.b")
        return self.pick(
            f"log({x} is None or type({x}) in (bool, bytes, int, str, tuple, type) or sys.getrefcount({x}))",
            f"log({x} is None or type({x}) in (bool, bytes, int, str, tuple, type) or sys.getrefcount({x}))",
            f"log(sys.getsizeof({x}))", f"log(sys.getsizeof({x}))", f"log(gc.is_tracked({x}), gc.is_finalized({x}))",
            f"log(tags(gc.get_referents({x})))", f"log({x} is not None and tags(gc.get_referrers({x})))",
            f"log(tag({x}))", "log(gc.get_count())", "log(gc.get_count())",
            f"log({self.below(3)}, tags(gc.get_objects({self.below(3)})))", "log(len(gc.get_objects(0)), len(gc.get_objects(1)), len(gc.get_objects(2)))",
            f"log(tags({self.var('l')}))", f"log(tags({self.var('d')}.keys()), '/', tags({self.var('d')}.values()))", f"log(tags({self.var('s')}))",
            f"log(len({x}))", f"log({x} is {self.any()}, {self.var('l')} == {self.var('l')})", f"log(tags(saved)); saved.clear()", "saved.clear()",
            f"log(sorted(dir({self.var('o')}))[-3:])", f"log(hasattr({x}, '__dict__'))",
            f"log((lambda a: a == id({self.pick('object()', 'P(0)', '[1]', '{1: 2}', 'S(0)')}))(id({self.pick('object()', 'P(0)', '[1]')})) in (True, False))",
            "b = id(object()); log(b == id(object()))",
        )

    def blocks(self):
        """How many blocks one expression leaves allocated; the list the result goes to has room for it. The cache of attribute
        lookups keeps names, and which one it drops for another depends on their addresses: so it is emptied first."""
        expression = self.pick(self.container(), self.instance(), "lambda: 1", "'ab' * 9", "[None] * 9", "2.5 * 3", "object()")
        return f"box = [None]; sys._clear_type_cache(); b = sys.getallocatedblocks(); box[0] = {expression}; log(sys.getallocatedblocks() - b); box = None"

    def settings(self):
        return self.pick(f"gc.set_threshold({self.pick(0, 1, 5, 9, 25, 50, 300)}, {self.below(5)}, {self.below(5)})", "gc.enable()", "gc.enable()",
                         "gc.disable()", "log(gc.get_threshold(), gc.isenabled())", "gc.set_debug(gc.DEBUG_SAVEALL)", "gc.set_debug(0)",
                         "log(tags(gc.garbage)); gc.garbage.clear()", "gc.callbacks.append(watch)", "gc.callbacks.clear()", FREEZE.strip(),
                         "gc.callbacks.append(lambda phase, info: saved.append(phase))", "gc.garbage.clear()")

    KINDS = {
        "make": 6, "make_instance": 8, "make_container": 8, "forget": 8, "set_attribute": 14, "delete_attribute": 1, "change_list": 10,
        "change_dict": 8, "change_set": 4, "make_function": 4, "make_lambda": 3, "call_function": 4, "make_method": 4, "make_generator": 4,
        "use_generator": 5, "keep_exception": 4, "change_exception": 3, "weak": 10, "look_weak": 4, "make_class": 4, "use_class": 3,
        "loop": 5, "in_function": 3, "collect": 8, "query": 26, "blocks": 2, "settings": 2,
    }

    def statement(self):
        kind = self.random.choices(list(self.kinds), self.kinds.values())[0]
        return getattr(self, kind)() + "\n"

    def guarded(self):
        if self.below(12):
            return f"try:\n{indent(self.statement())}except BaseException as e:\n    fail(e)\n"
        return f"def run():\n    global {', '.join(self.variables)}\n{indent(self.statement())}try:\n    run()\nexcept BaseException as e:\n    fail(e)\n"

    def chunks(self):
        yield from self.start()
        for filling in self.fill():
            if self.below(8):
                yield f"try:\n{indent(filling or 'pass')}except BaseException as e:\n    fail(e)\n"
        for _ in range(20 + self.below(60)):
            yield self.guarded()
        yield f"{' = '.join(self.variables)} = None\n"
        yield "saved.clear()\n"
        yield END


def program(seed):
    """The program of that seed, as its chunks joined by MARK lines."""
    return MARK.join(Program(seed).chunks())


if __name__ == "__main__":
    sys.stdout.write(program(int(sys.argv[1])))
