# tuple, range, slice, enumerate, zip, map, filter, reversed, generic aliases, unions, namespaces.
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(type(r).__name__, repr(r)[:200])
    except Exception as e:
        print(type(e).__name__, e)
x=(1,2,3)
print(x, (), (1,), x+(4,), x*2, 2*x, x*0, x[1:], x[::-1], x[5:], x[-1], len(x), 2 in x, 9 in x, hash(x)==hash((1,2,3)))
t(x.index,2); t(x.index,9); t(x.index,3,0,2); t(x.index,3,-1); t(x.count,1); t(x.__getnewargs__); t(x.__getitem__,5); t(x.__getitem__,'a'); t(x.__add__,[1]); t(tuple,1); t(tuple,'abc'); t(tuple,a=1); t(tuple,1,2); t(tuple,[1]); t(tuple)
for e in ("x+[1]","x[7]","x['a']","x<(1,2)","x<(1,2,4)","x==[1,2,3]","x<[1]","(1,2)<('a',)","x*'a'","x*2.0","hash(([],))","x[1:1]","tuple(x) is x","x[:] is x","x*1 is x","x+() is x", "x[0:2] is x"):
    try: print(e, eval(e))
    except Exception as r: print(e, type(r).__name__, r)
try: x[0]=1
except TypeError as e: print(e)
try: del x[0]
except TypeError as e: print(e)
class T(tuple):
    def __new__(c,*a,k=0): o=tuple.__new__(c,*a); o.k=k; return o
y=T([1,2],k=5); print(y,y.k,type(y+y),type(y[:]),y==(1,2),hash(y)==hash((1,2)),type(y*1))
i=iter(x); next(i); print(i.__length_hint__(), list(i), i.__length_hint__())
l=[]; v=(l,); l.append(v); print(v, l)
print(tuple.__doc__, tuple[int,...], [q for q in dir(tuple) if not q.startswith('__')], hash(()), hash((1,)), hash((1,(2,3))), hash((-1,0)))
r=range(2,20,3); print(r, len(r), list(r), r[2], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, '5' in r, 5.0 in r, r.index(8), r.count(8), r.count(9), r.start,r.stop,r.step, r==range(2,19,3), r!=range(3), hash(r)==hash(range(2,19,3)), bool(range(0)), list(reversed(r)))
for e in ("range()","range(1.0)","range('a')","range(1,2,0)","range(1,2,3,4)","range(3)[5]","range(3)['a']","range(3).index(9)","range(3).index('a')","range(3)<range(4)","range(a=1)","len(range(2**70))","range(2**70)[2**69]","list(range(2**64,2**64+3))","range(2**70)[-1]","2**69 in range(2**70)","range(10**20)[::10**19]","list(range(10,0,-3))","range(True)","range(5)+range(3)","range(0,10,3)[1:]","range(3).start","range(3).nope","repr(range(2**65))","list(reversed(range(2**65,2**65+4,2)))","range(1,0)==range(5,2)","hash(range(0))==hash(range(1,1))","sum(range(1000))","range(2**63-2,2**63)[1]","list(range(2**63-2,2**63))","list(range(-2**63,-2**63+2))","list(range(-2**63+1,-2**63-2,-1))","max(range(5))","range(5) == [0,1,2,3,4]"):
    try: print(e, eval(e))
    except Exception as q: print(e, type(q).__name__, q)
try: r.start=1
except AttributeError as e: print(e)
it=iter(range(5)); next(it); print(it.__length_hint__(), list(it), it.__length_hint__()); it=iter(range(2**65)); print(next(it),next(it),it.__length_hint__())
s=slice(1,10,2); print(s, s.start,s.stop,s.step, slice(5), slice(None), s==slice(1,10,2), s.indices(5), slice(None,None,-1).indices(4), slice(-100,100).indices(7), slice(2**70).indices(2**71))
for e in ("slice()","slice(1,2,3,4)","hash(slice(1))","slice(1).indices(-1)","slice('a').indices(3)","slice(0,1,0).indices(3)","slice(1).indices('a')","[1][slice('a',None)]","slice(1,2).__reduce__()","slice(a=1)","slice(1)==slice(None,1,None)","slice(1)!=3"):
    try: print(e, eval(e))
    except Exception as q: print(e, type(q).__name__, q)
try: s.start=3
except AttributeError as e: print(e)
print(list(enumerate('ab')), list(enumerate('ab',5)), list(enumerate('ab',start=2**63-1)), list(enumerate(iterable='a',start=-1)))
for e in ("enumerate()","enumerate(1)","enumerate('a','b')","enumerate('a',1,2)","enumerate(x=1)","reversed(1)","reversed()","reversed({1})","list(reversed('abc'))","list(reversed({1:2,3:4}))","reversed([],x=1)","list(zip())","list(zip('ab'))","list(zip('abc',[1,2]))","zip(1)","list(zip('a','b',strict=True))","list(zip('ab','c',strict=True))","list(zip('a','bc',strict=True))","list(zip('a','b','cd',strict=True))","list(zip('ab','ab','c',strict=True))","zip('a',foo=1)","list(map(str,[1,2]))","map()","map(str)","list(map(lambda a,b:a+b,[1,2],[3]))","map(str,1)","list(map(1,[1]))","list(map(None,[1]))","list(filter(None,[0,1,'',2]))","list(filter(lambda v:v>1,[1,2,3]))","filter()","filter(None)","filter(None,1)","list(filter(bool,[0,1]))","list(filter(1,[1]))","iter(1)","iter(1,2)","list(iter([1,2,3].pop,1))","next(iter([]))","next(iter([]),5)","map(str,[1],x=1)","filter(None,[],x=1)","enumerate[int]","type(iter(int,1))"):
    try: print(e, repr(eval(e)).split(' at 0x')[0])
    except BaseException as q: print(e, type(q).__name__, q)
class Q:
    def __getitem__(s,i):
        if i>3: raise IndexError
        return i*i
    def __len__(s): return 4
print(list(Q()), list(reversed(Q())), 9 in Q(), iter(Q()).__length_hint__(), sorted(Q()), *Q())
class N: __reversed__=None
try: reversed(N())
except TypeError as e: print(e)
z=zip([1,2],[3,4]); p=next(z); q=next(z); print(p is q, p, q)
print([id(p)==id(p2) for p,p2 in zip(zip([1,2],[3,4]), [0,0])])
def gen():
    yield 1
    raise ValueError('x')
for f in (list,tuple,set,dict.fromkeys,sorted,lambda g:list(map(str,g)),lambda g:list(zip(g)),lambda g:list(enumerate(g)),lambda g:list(filter(None,g)), lambda g: [].extend(g)):
    try: print(f(gen()))
    except ValueError as e: print(e)
class SE(enumerate): pass
class SM(map): 
    def __init__(s,*a,**k): s.k=k
print(list(SE('ab')), list(SM(str,[1],z=2)), type(SE('a')).__mro__)
a=list[int]; print(a, a.__origin__, a.__args__, a(), a==list[int], hash(a)==hash(list[int]), dict[str,list[int]], a.__parameters__, tuple[()], type(a), a|None)
u=int|str; print(u, u.__args__, isinstance(1,u), isinstance(1.0,u), issubclass(bool,u), u==(str|int), u|None, int|int, type(u), hash(u)==hash(str|int), None|int)
for e in ("isinstance([],list[int])","issubclass(list,list[int])","a[int]","u[int]","int|1","u()","isinstance(1,int|list[int])","isinstance('a',int|list[int])","1|int"):
    try: print(e, eval(e))
    except Exception as q: print(e, type(q).__name__, q)
class G(list[int]): pass
print(G.__bases__, G.__mro__, G([1]))
NS=type(__import__("sys").implementation)
n=NS(a=1,b='x'); print(n, n.a, n==NS(a=1,b='x'), n!=NS()); n.c=n; print(n); del n.c; print(vars(n)); n.d=3; print(n.__dict__)
for e in ("NS(1)","hash(n)","n<n","n.zz"):
    try: print(e, eval(e))
    except Exception as q: print(e, type(q).__name__, q)
import sys
print([sys.getsizeof(v) for v in ((),(1,),range(3),slice(1),iter([]),iter(()),iter({}),iter(set()),iter(range(3)),enumerate([]),zip(),map(str,[]),filter(None,[]),reversed([]),reversed(()),iter(int,1),{}.keys(),list[int],int|str,n,[],[1],{},set())])
