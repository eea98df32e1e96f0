# What objects of the interpreter and of the library refer to, in the order in which the collector asks.
import collections, functools, gc, itertools, types, weakref
from collections import deque, OrderedDict, defaultdict
class A(list): pass
class B(list): pass
class C(list): pass
a, b, c = A(), B(), C()
def f(x):
    return x
def fn(x, y=1):
    return x
def show(n, o):
    print(n, [type(x).__name__ if not isinstance(x,type) else "type "+x.__name__ for x in gc.get_referents(o)])
for n, o in dict(
    chain=itertools.chain(a, b), chainf=itertools.chain.from_iterable(a), cycle=itertools.cycle(a),
    repeat=itertools.repeat(a), repeat3=itertools.repeat(a, 3), count=itertools.count(2),
    count2=itertools.count(2.5, 2), islice=itertools.islice(a, 1, None), tee=itertools.tee(a)[0],
    groupby=itertools.groupby(a, f), groupby0=itertools.groupby(a), product=itertools.product(a, b),
    comb=itertools.combinations([a, b], 2), cwr=itertools.combinations_with_replacement([a, b], 2),
    perm=itertools.permutations([a, b]), acc=itertools.accumulate(a, f), accn=itertools.accumulate(a),
    acci=itertools.accumulate(a, initial=b), starmap=itertools.starmap(f, a), takewhile=itertools.takewhile(f, a),
    dropwhile=itertools.dropwhile(f, a), filterfalse=itertools.filterfalse(f, a),
    filterfalse0=itertools.filterfalse(None, a), zl=itertools.zip_longest(a, b, fillvalue=c),
    compress=itertools.compress(a, b), pairwise=itertools.pairwise(a), filter=filter(f, a), filter0=filter(None, a),
    map=map(f, a, b), zip=zip(a, b), callit=iter(f, a), rev=reversed([1]), revA=reversed(a), enum=enumerate(a),
    enumbig=enumerate(a, 2**70), dq=deque([a, b]), od=OrderedDict(a=a, b=b), dd=defaultdict(f, {1:a}),
    ns=types.SimpleNamespace(a=a), mp=types.MappingProxyType({1:a}), cell=types.CellType(a),
    meth=types.MethodType(f, a), prop=property(f, fn, f), prop1=property(f), cm=classmethod(f), sm=staticmethod(f),
    sup=super(A, a), sl=slice(a, b, c), bm=a.append, mw=a.__len__, mw2=[].__len__, fn=fn, gen=(x for x in a),
    wr=weakref.ref(a), wrc=weakref.ref(a, f), px=weakref.proxy(a, f), frozen=frozenset([1]), dk={1:a}.keys(),
    dv={1:a}.values(), di={1:a}.items(), dki=iter({1:a}), dii=iter({1:a}.items()), rdk=reversed({1:a}), si=iter({1}),
    ti=iter((a, )), odk=OrderedDict(a=a).keys(), odi=iter(OrderedDict(a=a)), odit=iter(OrderedDict(a=a).items()),
    dqi=iter(deque([a])), dqr=reversed(deque([a])), seqit=iter(type("Q", (), {"__getitem__":f})()), ga=list[int],
    un=(int|str), key=KeyError(a), oserr=OSError(a, b, c), se=StopIteration(a), ime=ImportError(a, name=b, path=c),
    ate=AttributeError(a, name=b, obj=c), ne=NameError(a, name=b), syn=SyntaxError(a, ("f", 1, 2, "t")),
    sysx=SystemExit(a), ude=UnicodeDecodeError("a", b"b", 1, 2, "c"), mod=types.ModuleType("m"), code=f.__code__,
    cls=type("Z", (A, ), {"a":a}), inst=type("Z", (), {})(), staticm=type("S", (), {"__slots__":("u", "v")})(),
    md=str.join, gd=type.__dict__["__mro__"], wd=int.__add__, memd=type("S", (), {"__slots__":("u", "v")}).u,
    rng=iter(range(3)), bytesit=iter(b"a"), ba=iter(bytearray(b"a")), tb=None, gn=f.__get__(a), cpl=1j,
    pm=functools.partialmethod(f, a), cmap=collections.ChainMap({1:a}), ctr=collections.Counter("a"),
    ud=collections.UserDict(a=a), ty=type, dct=A, e=Exception(),
).items():
    show(n, o)
for n, k in dict(
    cycle=itertools.cycle([a, b]), perm=itertools.permutations([a, b]), prod=itertools.product([a], [b]),
    comb=itertools.combinations([a, b], 2), acc=itertools.accumulate([a, b], lambda x, y:y),
    gb=itertools.groupby([a, a, b], f), zl=itertools.zip_longest([a], [b, c]), pw=itertools.pairwise([a, b, c]),
    tee=itertools.tee([a, b])[0], enum=enumerate([a, b]), zip=zip([a, b], [b, c]), mp=map(f, [a, b]),
    isl=itertools.islice([a, b], 1, 2), ch=itertools.chain([a], [b]),
).items():
    x = next(k)
    show("next " + n, k)
    if n == "gb":
        show("grouper", x[1])
