# SPDX-License-Identifier: MIT
"""What the programs of seeds from FIRST_SEED on have besides: statements about classes of many kinds, about the library's
containers, iterators and wrappers, about deep chains, and about frames and the collector in more detail (see generate.py)."""

FIRST_SEED = 100_000

GROUPS = {"q": 5, "i": 3}

# Classes, before counts begin, since making some of them compiles code. Those of functools are not shown: they are not
# among the referents of their instances here.
START = """\
def tags(xs):
    return " ".join([tag(x) for x in xs if not isinstance(x, type) or x.__module__ != 'functools'])
import collections, functools, itertools, types
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
@dataclass
class DC:
    n: int
    a: object = None
    items: list = field(default_factory=list)
@dataclass(frozen=True, slots=True)
class DF:
    n: int
    a: object = None
N2 = collections.namedtuple("N2", "n a")
class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.made = cls
        return made
    def __del__(cls):
        log('del class', cls.__name__)
class Made(P, metaclass=Meta):
    pass
class Stored:
    def __set_name__(self, owner, name):
        self.name = '_' + name
    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name)
    def __set__(self, instance, value):
        setattr(instance, self.name, value)
class Prop(P):
    stored = Stored()
    @property
    def value(self):
        return self.a
    @value.setter
    def value(self, value):
        self.a = value
    @classmethod
    def build(cls, n):
        return cls(n)
    @staticmethod
    def same(x):
        return x
    def __init_subclass__(cls, **kw):
        cls.made_from = kw
class Ctx(P):
    def __enter__(self):
        return self
    def __exit__(self, kind, error, traceback):
        self.a = error
        return self.n % 2
class LS(list):
    __slots__ = ('n',)
class SS(set):
    pass
class FS(float):
    pass
class TS(str):
    __slots__ = ()
class DM(dict):
    def __missing__(self, key):
        self[key] = made = []
        return made
class DQ(deque):
    def __del__(self):
        log('del DQ', len(self))
"""


class Library:
    """The statements; generate.Program has the rest."""

    def make_library(self):
        a, b, values = self.any(), self.any(), ", ".join(self.any() for _ in range(self.below(4)))
        return f"{self.var('q')} = " + self.pick(
            f"deque([{values}])", f"deque([{values}], 3)", f"DQ([{values}])", f"OrderedDict(a={a}, b={b})",
            f"defaultdict(list, {{1: {a}}})", f"defaultdict(lambda: {a})", f"N2({self.number()}, {a})", f"DC({self.number()}, {a})",
            f"DF({self.number()}, {a})", f"types.SimpleNamespace(n={self.number()}, a={a})", f"types.MappingProxyType({self.var('d')})",
            f"functools.partial(tag, {a})", f"functools.partial({self.var('f')}, x={a})", "functools.lru_cache(2)(lambda x: [x])",
            "functools.lru_cache(None)(noted)", f"Made({self.number()})", f"Prop.build({self.number()})", f"Ctx({self.number()})",
            f"LS([{values}])", f"SS([{self.hashable()}])", "FS(2.5)", "TS('text')", f"DM(a={a})", f"{a}, {b}",
            f"collections.ChainMap({self.var('d')}, {self.var('d')})",
            f"property(lambda self: {a})", f"classmethod({a})", f"super(P, {self.var('o')})", f"Stored()", f"types.MethodType({a}, {b})",
            f"types.CellType({a})", f"range({self.below(9)})", f"{self.var('l')}.__iter__", f"functools.cmp_to_key(lambda a, b: 0)",
            "memoryview(b'abc')", "memoryview(bytearray(b'abcd'))[1:]",
        )

    def change_library(self):
        q, a = self.var("q"), self.any()
        return self.pick(
            f"{q}.append({a})", f"{q}.appendleft({a})", f"{q}.append({q})", f"{q}.rotate(1)", f"{q}.pop()", f"{q}.popleft()",
            f"{q}.extend([{a}, {self.value()}])", f"{q}.clear()", f"{q}[{self.key()}] = {a}", f"{q}[{self.key()}]", f"del {q}['a']",
            f"{q}.move_to_end('a')", f"{q}.popitem()", f"{q}.popitem(False)", f"{q}.a = {a}", f"{q}.a = {q}", f"{q}.value = {a}",
            f"{q}.stored = {a}", f"log(tag({q}.value), tag({q}.stored))", f"{q}.items.append({q})", f"log(tag({q}({a})))",
            f"{q}({self.var('o')})", f"{q}.cache_clear()", f"log({q}.cache_info())", f"{q}.keywords['x'] = {q}", f"{q}.add({self.hashable()})",
            f"{self.var('q')} = {q}.copy()", f"{self.any()} = {q}.a", f"{self.var('l')} = list({q})", f"{self.var('t')} = tuple({q})",
            f"{self.var('q')} = {q}._replace(a={a})", f"{self.var('i')} = iter({q})", f"{self.var('i')} = reversed({q})",
            f"{self.var('m')} = {q}.append", f"{self.var('m')} = {q}.build", f"{self.var('l')}.append({q})", f"{self.var('o')}.a = {q}",
            f"{q} = {self.var('q')} | {self.var('q')}", f"{q} += {self.var('q')}", f"{self.var('w')} = weakref.ref({q}, {self.callback()})",
            f"{self.var('d')}.update({q})", f"{self.var('x')} = {q}.keys()", f"log(tags(sorted({q}, key=tag)))", f"log({q} == {self.var('q')})",
            f"{self.var('q')} = {q}[1:]", f"log(tag({q}.obj), {q}.tobytes())", f"{q}[0] = 7", f"{self.var('q')} = memoryview({q})",
            f"log(tags(gc.get_referents({q})))" if self.below(2) else f"log(len({q}))", f"log(gc.is_tracked({q}), sys.getsizeof({q}))",
        )

    def make_iterator(self):
        it, a, values = self.var("i"), self.any(), ", ".join(self.any() for _ in range(1 + self.below(3)))
        use = self.pick("", f"next({it})\n", f"next({it}); next({it})\n", f"{self.var('l')}.append({it})\n", f"{self.var('o')}.a = {it}\n")
        return f"{it} = " + self.pick(
            f"itertools.chain([{values}], {self.var('l')})", f"itertools.chain.from_iterable([[{values}], {self.var('l')}])",
            f"itertools.cycle([{values}])", f"itertools.repeat({a}, 3)", f"itertools.count({self.below(9)})",
            f"itertools.islice({self.var('l')}, 1, None)", f"itertools.tee([{values}])[0]", f"itertools.groupby([{values}], tag)",
            f"itertools.product([{values}], [{a}, 1])", f"itertools.combinations([{values}], 2)", f"itertools.permutations([{values}])",
            f"itertools.accumulate([{values}], lambda a, b: [a, b])", f"itertools.starmap(tag, [({a},)])",
            f"itertools.takewhile(lambda x: x, [{values}])", f"itertools.dropwhile(callable, [{values}])",
            f"itertools.filterfalse(callable, [{values}])", f"itertools.zip_longest([{values}], [], fillvalue={a})",
            f"itertools.compress([{values}], [1, 0, 1])", f"itertools.pairwise([{values}])", f"filter(None, [{values}])",
            f"map(lambda x: [x], [{values}])", f"zip([{values}], {self.var('l')})", f"iter(lambda: {a}, 1)", f"reversed([{values}])",
            f"(lambda x: (y for y in x))([{values}])", f"enumerate({self.var('q')})", "iter(memoryview(b'abc'))",
        ) + f"\n{use}"

    def use_iterator(self):
        it = self.var("i")
        return self.pick(f"log(tag(next({it}, 'over')))", f"{self.any()} = next({it})", f"{self.var('l')} = list(itertools.islice({it}, 5))",
                         f"for x in {it}:\n    log(tag(x)); break", f"log(tags(gc.get_referents({it})))", f"{it} = None", f"log(sys.getsizeof({it}))",
                         f"{self.var('l')}[:0] = itertools.islice({it}, 3)", f"a, *b = itertools.islice({it}, 4); log(len(b)); a = b = None",
                         f"log(gc.is_tracked({it}), {it}.__length_hint__())", f"{self.var('q')} = dict(itertools.islice({it}, 2))")

    def make_ring(self):
        """Cycles of classes and what hangs on them."""
        n, c = self.number(), self.var("c")
        return self.pick(
            f"class R{n}(Made):\n    def me(self):\n        return R{n}\nR{n}.one = R{n}({n}); {c} = R{n}; R{n} = None",
            f"class R{n}(metaclass=Meta):\n    pass\nR{n}.self = R{n}; R{n} = None",
            f"class M{n}(type):\n    def made(cls):\n        return M{n}\nclass R{n}(metaclass=M{n}):\n    pass\nM{n}.last = R{n}\n{c} = R{n}; M{n} = R{n} = None",
            f"class R{n}(Prop, a={self.any()}):\n    stored = Stored()\n    def __init__(self, n):\n        super().__init__(n); self.stored = self\n"
            f"{self.var('q')} = R{n}({n}); R{n} = None",
            f"def ring(n):\n    class R(P):\n        here = n\n        def all(self):\n            return R, n\n    R.inner = type('R2', (R,), {{'up': R}})\n    return R\n"
            f"{c} = ring({self.any()}); ring = None",
            f"f = functools.partial(tag); f.a = f; {self.var('q')} = f; f = None", f"q = deque(); q.append(q); q = None",
            f"f = functools.lru_cache(2)(lambda x: f2); f.f = f; f(1); f = None", f"c = types.CellType(); c.cell_contents = c; c = None",
            f"o = Prop({n}); o.p = o.build; o.q = property(lambda self: o); o = None", f"g = (x for x in [g0]); g0 = g; g = None",
            f"d = OrderedDict(); d['me'] = d; d = None", f"d = defaultdict(lambda: d); d[1]; d = None", f"s = slice([{self.any()}], None); s = None",
            f"it = [1]; i = iter(it); it.append(i); it = i = None", f"a = DC({n}); a.items.append(a); a = None",
            f"l = [None]; l[0] = map(l.append, l); l = None", f"t = ([],); t[0].append(t); t = None",
        )

    def deep(self):
        """A chain longer than the trashcan lets go down at once."""
        n = self.pick(30, 49, 50, 51, 60, 110, 250)
        kind = self.pick(*["P", "K"], *self.classes)
        link = self.pick("[x]", "(x,)", "{1: x}", "[x, i, [x]]", f"[x, {kind}(i)]", f"({kind}(i), x)", "lambda x=x: x", "iter([x])",
                         "P(i).__class__('n') and [x]", "deque([x])", "itertools.chain([x])", "functools.partial(tag, x)", "frozenset([x])",
                         "{'k': (x,), 'i': i}", "linked(P(i), x)", f"linked({kind}(i), x)", "linked(V(i), x)", "linked(S(i), x)", "OrderedDict(a=x)")
        drop = self.pick("x = None", "x = None", f"{self.var('l')} = [x, x]; x = None", f"x = {self.any()}", f"{self.var('o')}.a = x; x = None",
                         "c = [x]; c.append(c); c = x = None")
        return f"def linked(o, x):\n    o.a = x\n    return o\nx = None\nfor i in range({n}): x = {link}\n{drop}\nlinked = i = x = None"

    def comprehension(self):
        a, b = self.value(), self.any()
        return self.pick(
            f"{self.var('l')} = [sys._getframe() for y in [{a}]]", f"{self.var('x')} = [locals() for y in [{a}]][0]",
            f"{self.var('l')} = [lambda: y for y in [{a}, {b}]]", f"{self.var('d')} = {{k: lambda k=k: k for k in 'ab'}}",
            f"{self.var('s')} = {{str(y) for y in range({self.below(9)})}}", f"{self.var('l')} = [[z for z in [y, {b}]] for y in [{a}]]",
            f"log(any(y is {b} for y in [{a}, {b}]), all(y for y in [{a}]))", f"{self.var('l')} = [y := {a}, y]; y = None",
            f"{self.var('x')} = (lambda: [sys._getframe(1) for y in [{a}]])()", f"{self.var('t')} = tuple([y] for y in [{a}, {b}])",
            f"log(tags(sorted([{a}, {b}, 1], key=lambda y: tag(y))), tag(max([{a}, {b}], key=tag)))", f"log(len({{*[1], *'ab'}}), *[tag(y) for y in [{b}]])",
        )

    def context(self):
        """with, and errors in and out of it."""
        n, a = self.number(), self.any()
        body = self.pick(f"log(tag(c), sys.getrefcount(c))", "1 // 0", f"raise V({n})", f"{self.var('o')}.a = c", f"{self.var('g')} = (y for y in [c])",
                         "sys._getframe().f_locals", "c.a.missing")
        return self.pick(
            f"with Ctx({n}) as c:\n    {body}\nc = None",
            f"def managed(x):\n    with Ctx({n}) as c, Ctx({n + 1}) as d:\n        y = [c, d, x]\n        {body}\n    return c\n"
            f"{self.var('q')} = managed({a})\nmanaged = None",
            f"def suspended(x):\n    with Ctx({n}) as c:\n        yield c\n        {body}\n{self.var('g')} = suspended({a}); next({self.var('g')})\nsuspended = None",
            f"try:\n    try:\n        raise V({n})\n    finally:\n        y = {a}\n        log(sys.exc_info()[0] is None)\nexcept V as e:\n    {self.var('x')} = e.__traceback__\ny = None",
            f"try:\n    try:\n        1 // 0\n    except ZeroDivisionError as e:\n        e.add_note('note'); raise V({n}) from e\nexcept V as e:\n    {self.var('x')} = e; e.cycle = [e]",
            f"def again(depth):\n    x = [depth]\n    return again(depth - 1) if depth else None.missing\ntry:\n    again({self.below(5)})\n"
            f"except AttributeError as e:\n    {self.var('x')} = e\nagain = None",
        )

    def frames(self):
        x, n = self.var("x"), self.number()
        return self.pick(
            f"def fr{n}(a):\n    here = sys._getframe()\n    return {self.pick('here', 'here.f_locals', '[here]', 'here.f_back', 'lambda: here')}\n"
            f"{x} = fr{n}({self.value()})\nfr{n} = None",
            f"log(tags({x}.f_locals.values()))", f"{x} = {x}.f_back", f"{x} = {x}.f_locals", f"{x}.clear()", f"log({x}.f_lineno is None, tag({x}.f_code))",
            f"log(sys.getrefcount({x}.f_locals), len({x}.f_locals))", f"{x} = {x}.tb_frame", f"{x}.tb_next = None", f"{x} = {x}.with_traceback(None)",
            f"log(tags(gc.get_referents({x})))", f"log({x} is not None and tags(gc.get_referrers({x})))", f"{self.var('x')} = {self.var('g')}.gi_frame",
            f"def fr{n}():\n    x = {self.any()}\n    def inner():\n        return x, sys._getframe(1).f_locals\n    return inner()\n{x} = fr{n}()\nfr{n} = None",
        )

    def weak_containers(self):
        w, o = self.var("w"), self.var("o")
        return self.pick(
            f"{w} = weakref.WeakValueDictionary({{1: {o}, 'a': {self.var('o')}}})", f"{w} = weakref.WeakValueDictionary({w}, b={o})",
            f"{w} = weakref.WeakKeyDictionary({{{o}: {self.any()}}})", f"{w} = weakref.WeakSet([{o}])", f"{w}.update({self.var('w')})",
            f"{w}.update(a={o})", f"{w} = {w}.copy()", f"{w}.setdefault({self.key()}, {o})", f"{w}.setdefault({o}, {self.any()})", f"{w}.pop({self.key()}, None)",
            f"{w}.pop({o})", f"{w}.popitem()", f"{w}.clear()", f"{w}.add({o})", f"{w}.discard({o})", f"{w}.remove({o})", f"del {w}[{o}]", f"del {w}[{self.key()}]",
            f"log({self.key()} in {w}, {o} in {w})", f"log(tag({w}.get({o})), tag({w}.get({self.key()})))", f"log(len({w}.valuerefs()))", f"log(len({w}.keyrefs()))",
            f"{self.var('i')} = iter({w}.items()); next({self.var('i')})", f"{self.var('i')} = {w}.values(); {o} = None; next({self.var('i')}, None)",
            f"{w} |= {{1: {o}}}", f"{w}.detach()", f"log({w}.alive, {w}.peek() is None)", f"{w}.atexit = False", f"{w}()",
            f"class Ref(weakref.ref):\n    pass\n{w} = Ref({o}, {self.callback()}); {w}.a = {self.any()}; Ref = None", f"log(tag({w}.a))", f"{w}.a = {self.any()}",
            f"log(bool({w}), repr({w})[:9])", f"{self.var('w')} = weakref.ref({self.var('q')}, {self.callback()})",
            f"{w} = [weakref.ref({o}, {self.callback()}) for i in range(3)]", f"{w} = weakref.proxy({o}, {self.callback()}); log(tag({w}.n))",
        )

    def collector(self):
        return self.pick(
            "gc.freeze()", "n = gc.get_freeze_count(); gc.freeze(); log(gc.get_freeze_count() - n)", "log(gc.collect(0), gc.collect(1), gc.get_count())",
            f"log([len(gc.get_objects(i)) for i in range(3)])", f"log(gc.is_tracked({self.var('d')}), gc.is_tracked({self.var('t')}))",
            f"t = ({self.any()}, (1, 2)); log(gc.is_tracked(t)); gc.collect(); log(gc.is_tracked(t)); t = None",
            f"d = {{'a': 1}}; log(gc.is_tracked(d)); d['b'] = {self.any()}; log(gc.is_tracked(d)); d['b'] = 1; gc.collect(); log(gc.is_tracked(d)); d = None",
            f"log(tags(gc.get_referrers({self.var('o')}, {self.var('l')})))", f"log(tags(gc.get_referents({self.any()}, {self.any()})))",
            "gc.set_debug(gc.DEBUG_SAVEALL); gc.collect(); gc.set_debug(0); log(tags(gc.garbage)); gc.garbage.clear()",
            "log(len(gc.garbage), tags(gc.garbage))", "gc.callbacks.append(lambda phase, info: saved.append([phase]))",
            f"gc.callbacks.append(lambda phase, info: {self.var('l')}.append({{}}))", "gc.callbacks.append(lambda phase, info: 1 // 0)",
            f"gc.set_threshold({self.pick(1, 2, 3, 4, 6, 8, 12, 30)}, {self.below(3)}, {self.below(3)}); gc.enable()",
            f"gc.callbacks.append(lambda phase, info: setattr(o0, 'a', {self.any()}))",
        )

    LIBRARY_KINDS = {
        "make_library": 16, "change_library": 24, "make_iterator": 8, "use_iterator": 8, "make_ring": 10, "deep": 4, "comprehension": 6, "context": 5,
        "frames": 6, "weak_containers": 10, "collector": 8,
    }
