# A bounded cache lets its function go before what it remembers: the ring of entries goes last.
import functools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def __repr__(self): return "D%d" % self.n
def make(size):
    d = D("f")
    d.n = 100
    f = functools.lru_cache(size)(lambda x, d=d: D(x))
    for i in range(4):
        f(i)
    return f
f = make(3)
print("full")
del f
f = make(None)
del f
f = make(3)
f.cache_clear()
print("cleared", f.cache_info())
f(8); del f
import gc, sys
f = make(2)
links = [x for x in gc.get_referents([x for x in gc.get_referents(f) if type(x) is dict and x][0]) if "lru" in type(x).__name__]
print([type(x).__name__ for x in links], [sys.getrefcount(x) for x in links], len(links))
f(3); f(2); f(1)
print([sys.getrefcount(x) for x in links])
del f
print([sys.getrefcount(x) for x in links])
# An entry that goes while its successor is being remembered.
g = None
def nested(x):
    if x == 5:
        h.cache_clear()
    return [x]
h = functools.lru_cache(2)(nested)
h(1); h(2); h(5)
print(h.cache_info(), h(5), h(1), h.cache_info())
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n
    def __eq__(self, other):
        if K.fail: raise ValueError
        return self.n == other.n
K.fail = False
k = functools.lru_cache(2)(lambda x: x.n)
k(K(1)); k(K(2))
K.fail = True
try: print(k(K(1)))
except ValueError as e: print("ValueError")
try: print(k(K(3)))
except ValueError as e: print("ValueError")
K.fail = False
print(k(K(1)), k(K(2)), k.cache_info())
