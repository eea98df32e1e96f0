# The same of the weak containers.
import gc
class P:
    def m(self): return self
o=P()
d=[0]*40
def drain(make):
    keep=[None]*12
    d[0]=gc.get_count()[0]
    for k in range(1,8):
        keep[k]=make(k)
        d[k]=gc.get_count()[0]
    return ([d[k+1]-d[k] for k in range(7)])
def one(k): return (k,)
def two(k): return (k,k)
def three(k): return (k,k,k)
def di(k): return {}
def li(k): return [k]
def zero(k): return None
import weakref,sys
class V(Exception):
    def __init__(self,*n): self.n=n
class S: __slots__=('n','__weakref__')
class C3:
    def __init__(self): self.a=self.b=1
    def m(self): return super().__repr__
    @property
    def p(self): return 1
    @staticmethod
    def s(): return 1
    @classmethod
    def c(cls): return cls
    def __getitem__(self,k): return k
    def __eq__(self,o): return True
    def __len__(self): return 1
    def __add__(self,o): return o
    def __iter__(self): return iter([])
    def __getattr__(self,n): return n
    def __hash__(self): return 1
    def __str__(self): return 'a'
def gen():
    yield [1]
    1//0
def bad(): raise KeyError(1)
def bad2():
    try: bad()
    except KeyError as e: raise ValueError from e
def bad3():
    try: bad()
    except KeyError as e: raise
def bad4():
    try: bad()
    finally: x=[1]
def iadd(l): l+=[1]
def raise_(e,*a): raise e(*a)
class Ctx:
    def __enter__(self): return self
    def __exit__(self,*a): return True
def ctx():
    with Ctx() as c: 1//0
def ctx2():
    with Ctx() as c: return c
def wvd():
    w=weakref.WeakValueDictionary(); w['a']=o; w['b']=P(); return list(w.items()),len(w),'a' in w, w.get('b')
def wkd():
    w=weakref.WeakKeyDictionary(); w[o]=o; w[P()]=P(); return list(w.items()),len(w)
def frame(): return sys._getframe()
def frame2(): return sys._getframe(1).f_locals
def exc():
    try: 1//0
    except Exception as e: return e
def exc2():
    try: 1//0
    except Exception as e: return sys.exc_info()
def exc3():
    try: 1//0
    except Exception as e: return e.__traceback__.tb_frame
def yf():
    def g(): yield from gen()
    return list(g())
def gthrow():
    g=gen(); next(g); g.throw(KeyError(1))
def gclose():
    g=gen(); next(g); g.close()
def gsend():
    g=gen(); g.send(1)
def kw(**k): return k
def kw2(*a,**k): return a,k
def unpack():
    a,b=[1]
def ext():
    a,*b=[1,2,3]; return b
def match_():
    match {'a':[1,2]}:
        case {'a':[x,*y]}: return x,y
def dele():
    x=1; del x; x
def glob():
    global q; q=[1]; del q
W=weakref.WeakValueDictionary();W["a"]=o;W2=weakref.WeakKeyDictionary();WS=weakref.WeakSet()
tests = [
    lambda: W.get('b'),
    lambda: list(W.items()),
    lambda: len(W),
    lambda: 'a' in W,
    lambda: W['a'],
    lambda: W.__setitem__('c', o),
    lambda: W.pop('zz', 1),
    lambda: W.get('a'),
    lambda: list(W.values()),
    lambda: list(W.keys()),
    lambda: W.__setitem__('z', P()),
    lambda: list(W2.items()),
    lambda: len(W2),
    lambda: W2.__setitem__(o, 1),
    lambda: W2[o],
    lambda: W2.get(o),
    lambda: list(W2),
    lambda: W2.__setitem__(P(), 1),
    lambda: list(W2.values()),
    lambda: W.valuerefs(),
    lambda: W.setdefault('a', o),
    lambda: W.copy(),
    lambda: W.popitem(),
    lambda: P() in W2,
    lambda: o in W2,
    lambda: WS.add(o),
    lambda: list(WS),
    lambda: len(WS),
    lambda: o in WS,
    lambda: WS.add(P()),
    lambda: WS.discard(o),
    lambda: staticmethod(gen),
    lambda: classmethod(gen),
    lambda: len.__doc__,
    lambda: len.__annotations__,
    lambda: getattr(len, '__annotations__', 0),
    lambda: len.__qualname__,
    lambda: len.__module__,
    lambda: weakref.WeakValueDictionary(a=o),
    lambda: weakref.WeakValueDictionary(a=None),
    lambda: weakref.WeakValueDictionary(W, b=1),
    lambda: weakref.WeakValueDictionary([(1, o), (2, P())]).clear(),
    lambda: weakref.WeakKeyDictionary({o: 1}).copy(),
    lambda: W.setdefault('new', None),
    lambda: W == W,
    lambda: W | {'k': o},
    lambda: W2 | W2,
    lambda: repr(W),
    lambda: WS | [o],
    lambda: WS.union([1]),
    lambda: dying(weakref.WeakValueDictionary, lambda c, x: c.update(enumerate(x))),
    lambda: dying(weakref.WeakKeyDictionary, lambda c, x: c.update(zip(x, x[::-1]))),
    lambda: dying(weakref.WeakSet, lambda c, x: c.update(x)),
]
def dying(kind, fill):
    members, container = [P() for i in range(5)], kind()
    fill(container, members)
    walk = iter(container)
    next(walk)
    members.clear()
    walk.close()
    len(container)
def probe(n,f):
    res=[]
    for make in zero,one,two,three,di,li:
        try: f()
        except Exception as e: pass
        drain(zero)
        gc.collect();gc.freeze();gc.collect()
        a=gc.get_count()[0]
        try: f()
        except Exception as e: pass
        b=gc.get_count()[0]
        x=drain(make)
        res.append((b-a,7-sum(x)))
    print(n,res)
n=0
for f in tests:
    probe(n,f)
    n+=1
