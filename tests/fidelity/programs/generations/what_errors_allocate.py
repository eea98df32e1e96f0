# The same of failing operations, generators, methods and calls in all forms.
import gc
class P:
    def m(self): return self
o=P()
nothing = None
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
tests = [
    lambda: None + [],
    lambda: nothing[0],
    lambda: None.x,
    lambda: o.x,
    lambda: [][3],
    lambda: {}['a'],
    lambda: nothing(),
    lambda: int('z'),
    lambda: len(3),
    lambda: undefined,
    lambda: 1 // 0,
    lambda: (lambda a: a)(),
    lambda: (lambda: 0)(1),
    lambda: (lambda: 0)(a=1),
    lambda: iter(3),
    lambda: next(3),
    lambda: next(iter([])),
    lambda: [].pop(),
    lambda: {}.pop(1),
    lambda: [].remove(1),
    lambda: [].index(1),
    lambda: set().pop(),
    lambda: {}.popitem(),
    lambda: gen(),
    lambda: next(gen()),
    lambda: list(gen()),
    lambda: bad(),
    lambda: bad2(),
    lambda: bad3(),
    lambda: bad4(),
    lambda: [*None],
    lambda: (lambda *a: a)(*None),
    lambda: (lambda **k: k)(**None),
    lambda: {**None},
    lambda: [1] + (1,),
    lambda: (1,) + [1],
    lambda: 'a' + 1,
    lambda: 1 + 'a',
    lambda: {} | None,
    lambda: {1} | None,
    lambda: [] < None,
    lambda: None < 1,
    lambda: hash([]),
    lambda: {[]},
    lambda: {[]: 1},
    lambda: o[0],
    lambda: o(),
    lambda: len(o),
    lambda: P(1),
    lambda: P.x,
    lambda: weakref.ref(None),
    lambda: weakref.ref([]),
    lambda: weakref.proxy(P()).x,
    lambda: vars(None),
    lambda: vars(1),
    lambda: list(None),
    lambda: tuple(None),
    lambda: set(None),
    lambda: dict(None),
    lambda: sorted(None),
    lambda: iadd(None),
    lambda: gc.collect(9),
    lambda: None.append(1),
    lambda: getattr(None, 'x', 1),
    lambda: hasattr(None, 'x'),
    lambda: setattr(None, 'x', 1),
    lambda: delattr(o, 'x'),
    lambda: o.__dict__['x'],
    lambda: isinstance(1, 1),
    lambda: issubclass(1, int),
    lambda: super(P, 3),
    lambda: type('x', (1,), {}),
    lambda: type('x', (int, str), {}),
    lambda: object(1),
    lambda: object.__new__(1),
    lambda: KeyError(1).args,
    lambda: raise_(KeyError, 1),
    lambda: raise_(V, 1),
    lambda: raise_(V),
    lambda: S().zz,
    lambda: S().n,
    lambda: setattr(S(), 'zz', 1),
    lambda: setattr(P, 'zz', 1),
    lambda: setattr(int, 'zz', 1),
    lambda: ctx(),
    lambda: ctx2(),
    lambda: sys.getrefcount(),
    lambda: sys.getsizeof(),
    lambda: gc.is_tracked(),
    lambda: gc.get_objects('a'),
    lambda: weakref.WeakValueDictionary(),
    lambda: wvd(),
    lambda: weakref.WeakKeyDictionary(),
    lambda: wkd(),
    lambda: weakref.WeakSet(),
    lambda: weakref.WeakSet([P]),
    lambda: weakref.WeakMethod(o.m),
    lambda: weakref.WeakMethod(3),
    lambda: weakref.getweakrefs(P),
    lambda: weakref.getweakrefcount(P),
    lambda: weakref.ref(o),
    lambda: weakref.ref(o, len),
    lambda: weakref.proxy(o, len),
    lambda: weakref.ref(o)(),
    lambda: min([]),
    lambda: min(1),
    lambda: max(1, None),
    lambda: sum([[]]),
    lambda: ''.join([1]),
    lambda: '%d' % 'a',
    lambda: '{}'.format(),
    lambda: dict.fromkeys(None),
    lambda: [1, 2].sort(key=None),
    lambda: [1, 'a'].sort(),
    lambda: zip(1),
    lambda: map(1),
    lambda: enumerate(1),
    lambda: reversed(1),
    lambda: slice(),
    lambda: range('a'),
    lambda: property().__get__(1),
    lambda: frame(),
    lambda: frame2(),
    lambda: sys.exc_info(),
    lambda: exc(),
    lambda: exc2(),
    lambda: exc3(),
    lambda: yf(),
    lambda: gthrow(),
    lambda: gclose(),
    lambda: gsend(),
    lambda: P().m(),
    lambda: P.m(o),
    lambda: o.m,
    lambda: C3().m(),
    lambda: C3().p,
    lambda: C3().s(),
    lambda: C3().c(),
    lambda: C3()['a'],
    lambda: C3() == 1,
    lambda: len(C3()),
    lambda: C3() + 1,
    lambda: iter(C3()),
    lambda: C3().zz,
    lambda: hash(C3()),
    lambda: str(C3()),
    lambda: C3() in [C3()],
    lambda: C3() in {C3(): 1},
    lambda: kw(a=1),
    lambda: kw2(1, 2, b=3),
    lambda: kw2(*[1], **{'b': 2}),
    lambda: unpack(),
    lambda: ext(),
    lambda: match_(),
    lambda: dele(),
    lambda: glob(),
]
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
