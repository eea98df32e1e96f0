# In which order objects of many kinds release what they hold.
import functools, gc, itertools, types
from collections import deque, OrderedDict, defaultdict
class F:
    def __init__(self, n): self.n = n
    def __call__(self, *a): return a
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __del__(self): print(self.n, end=" ")
    def __set_name__(self, *a): pass
    def __hash__(self): return 1
class It(F):
    k = 3
    def __next__(self):
        self.k -= 1
        if self.k < 0:
            raise StopIteration
        return F("%s.%d" % (self.n, self.k))
for n, f in dict(
    chain=lambda:itertools.chain(F(1), F(2)), chainn=lambda:[c:=itertools.chain(It(1), F(2)), next(c)],
    cycle=lambda:[c:=itertools.cycle(It(1)), next(c), next(c)], repeat=lambda:itertools.repeat(F(1)),
    islice=lambda:itertools.islice(F(1), 1), tee=lambda:[c:=itertools.tee(It(1)), next(c[0])],
    groupby=lambda:itertools.groupby(It(1), F(2)), groupbyn=lambda:[c:=itertools.groupby(It(1), F(2)), next(c)],
    product=lambda:itertools.product(It(1), It(2)), productn=lambda:[c:=itertools.product(It(1), It(2)), next(c)],
    comb=lambda:itertools.combinations(It(1), 2), combn=lambda:[c:=itertools.combinations(It(1), 2), next(c)],
    perm=lambda:[c:=itertools.permutations(It(1)), next(c)],
    acc=lambda:itertools.accumulate(F(1), F(2), initial=F(3)),
    accn=lambda:[c:=itertools.accumulate(It(1), F(2), initial=F(3)), next(c)],
    starmap=lambda:itertools.starmap(F(1), F(2)), tw=lambda:itertools.takewhile(F(1), F(2)),
    dw=lambda:itertools.dropwhile(F(1), F(2)), ff=lambda:itertools.filterfalse(F(1), F(2)),
    zl=lambda:itertools.zip_longest(F(1), F(2), fillvalue=F(3)),
    zln=lambda:[c:=itertools.zip_longest(It(1), F(2), fillvalue=F(3)), next(c)],
    compress=lambda:itertools.compress(F(1), F(2)), pw=lambda:[c:=itertools.pairwise(It(1)), next(c)],
    filter=lambda:filter(F(1), F(2)), map=lambda:map(F(1), F(2), F(3)), zip=lambda:zip(F(1), F(2)),
    zipn=lambda:[c:=zip(It(1), It(2)), next(c)], iter=lambda:iter(F(1), F(2)), enum=lambda:enumerate(F(1)),
    dq=lambda:deque([F(1), F(2)]), od=lambda:OrderedDict([(F(1), F(2)), (3, F(4))]),
    dd=lambda:defaultdict(F(1), {1:F(2)}), ns=lambda:types.SimpleNamespace(a=F(1), b=F(2)),
    meth=lambda:types.MethodType(F(1), F(2)), prop=lambda:property(F(1), F(2), F(3), F(4)),
    cm=lambda:classmethod(F(1)), slice=lambda:slice(F(1), F(2), F(3)),
    part=lambda:functools.partial(F(1), F(2), x=F(3)), lru=lambda:functools.lru_cache(2)(F(1)),
    ck=lambda:functools.cmp_to_key(F(1))(F(2)), err=lambda:OSError(F(1), F(2), F(3)),
    imp=lambda:ImportError(F(1), name=F(2), path=F(3)), ate=lambda:AttributeError(F(1), name=F(2), obj=F(3)),
    si=lambda:StopIteration(F(1)), gen=lambda:(x for x in It(1)), tup=lambda:(F(1), [F(2), F(3)], {1:F(4)}, {F(5)}),
    fn=lambda:(lambda x=F(1), *, y=F(2):x), sup=lambda:super(F, F(1)),
    cls=lambda:type("X", (F, ), {"a":F(1), "b":F(2)}),
).items():
    print(n, end=": ")
    c = None
    x = f()
    if isinstance(x, list) and len(x) > 1 and not isinstance(x[0], F):
        x = x[:1]
    x = c = None
    print()
    gc.collect()
    print()
