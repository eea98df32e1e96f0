import functools
import inspect
import sys


def plain(a, b=2, /, c: int = 3, *args: str, d, e="x", **rest) -> list[int]:
    """Does nothing.

        Much.
    """
    return [a,
            b]


# A comment
# of two lines
@functools.wraps(plain)
def wrapped(*args, **kwargs):
    return plain(*args, **kwargs)


class Base:
    """Base's doc."""

    limit = 3

    def method(self, x, y=1):
        """method's doc"""
        def local(z):
            return z
        return local

    @staticmethod
    def static(a, *, b): return a

    @classmethod
    def make(cls, n=None):
        return cls()

    @property
    def prop(self):
        return 1


class Derived(Base):
    def __init__(self, name, *more): pass

    def method(self, x, y=1):
        return 0

    def __call__(self, q): pass


def generate():
    yield 1


async def coro(): pass

short = lambda p, *, q=1: p

things = [plain, Base, Base.method, Base().method, Base.static, Base.make, Base.prop, short, len, sys, generate, generate(),
          coro, str.join, "".join, 3, Derived("x"), functools.partial(plain, 1), inspect.currentframe(), plain.__code__,
          int.__add__, (1).__add__, type.__dict__["__mro__"], int.real]
kinds = [name for name in ("ismodule isclass ismethod isfunction isgenerator isgeneratorfunction iscoroutinefunction "
         "iscoroutine istraceback isframe iscode isbuiltin isroutine ismethoddescriptor isdatadescriptor isabstract "
         "isgetsetdescriptor isawaitable ismethodwrapper").split()]
for index, thing in enumerate(things):
    print(index, [kind for kind in kinds if getattr(inspect, kind)(thing)])

for function in (plain, wrapped, Base, Derived, Base.method, Base().method, Base.static, Base.make, short, generate,
                 functools.partial(plain, 1, c=5), Derived("x"), Base.make, coro):
    signature = inspect.signature(function)
    print(signature, repr(signature), list(signature.parameters))
for bad in (3, None):
    try:
        inspect.signature(bad)
    except TypeError as error:
        print(error)

signature = inspect.signature(plain)
for parameter in signature.parameters.values():
    print(parameter, repr(parameter), parameter.name, parameter.kind, repr(parameter.kind), parameter.default,
          parameter.annotation, parameter.kind.description)
print(signature.return_annotation, inspect.Parameter.empty, signature == inspect.signature(wrapped))
bound = signature.bind(1, 2, 3, 4, 5, d=6, z=7)
print(bound, bound.args, bound.kwargs, bound.arguments)
partial = signature.bind_partial(1)
partial.apply_defaults()
print(partial, partial.args, partial.kwargs)
for args, kwargs in (((), {}), ((1,), {}), ((1,), {"d": 1, "a": 2}), ((1, 2, 3), {"c": 3, "d": 1})):
    try:
        print(signature.bind(*args, **kwargs))
    except TypeError as error:
        print("TypeError:", error)
for args, kwargs in (((1, 2), {}), ((1,), {"w": 2}), ((), {"p": 1, "q": 2})):
    try:
        print(inspect.signature(short).bind(*args, **kwargs))
    except TypeError as error:
        print("TypeError:", error)
print(inspect.Signature([inspect.Parameter("a", inspect.Parameter.POSITIONAL_ONLY), inspect.Parameter("k", 3, default=1)]))
for make in (lambda: inspect.Parameter("1a", 0), lambda: inspect.Parameter("a", 2, default=1),
             lambda: inspect.Signature([inspect.Parameter("a", 3), inspect.Parameter("b", 1)]),
             lambda: inspect.Signature([inspect.Parameter("a", 1), inspect.Parameter("a", 1)])):
    try:
        make()
    except ValueError as error:
        print("ValueError:", error)
print(inspect.getfullargspec(plain))
print(inspect.getfullargspec(Base().method))
print(sorted(inspect.getcallargs(plain, 1, d=2).items()))

print([name for name, _ in inspect.getmembers(Derived, inspect.isfunction)])
print([pair for pair in inspect.getmembers(Base("x") if False else Base()) if pair[0][0] != "_" and pair[0] != "make"][0])
print(inspect.getmro(Derived))
print(inspect.getdoc(plain), inspect.getdoc(Derived), inspect.getdoc(Derived.method), inspect.getdoc(Derived("").method))
print(inspect.cleandoc("  a\n     b\n      c\n\n"))
print(inspect.getsource(plain), inspect.getsource(Base), inspect.getsource(Derived.__call__), sep="")
print(inspect.getsourcelines(Base.static), inspect.getsourcelines(short), inspect.getsourcelines(coro))
print(inspect.getcomments(wrapped.__wrapped__), inspect.getsourcefile(plain) == __file__, inspect.getmodule(plain).__name__)
print(inspect.getsource(Base().method(1, 2)))
for bad in (len, int, 3):
    try:
        print(inspect.getsource(bad))
    except (TypeError, OSError) as error:
        print(type(error).__name__, error)


def caller():
    frame = inspect.currentframe()
    info = inspect.getframeinfo(frame)
    print(info[1:], info.function, info.filename == __file__)
    print(inspect.getframeinfo(frame.f_back, 3)[1:])
    print([record.function for record in inspect.stack()], inspect.stack()[1].lineno)
    print(inspect.getargvalues(frame).args)


caller()
g = generate()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), list(g), inspect.getgeneratorstate(g))
try:
    plain()
except TypeError:
    print([record.function for record in inspect.trace()])
print(inspect.unwrap(wrapped) is plain, type(inspect.getattr_static(Base, "static")), inspect.getattr_static(Base(), "no", 1))


def outer():
    free = 1

    def inner():
        return free, len, plain, missing
    return inner


found = inspect.getclosurevars(outer())
print(found.nonlocals, list(found.globals), list(found.builtins), found.unbound)
print(inspect.get_annotations(plain), inspect.classify_class_attrs(Base)[-1][:2])
