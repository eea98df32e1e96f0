# Every set and frozenset method and operator with sets, other iterables and wrong arguments; table order of ints.
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(type(r).__name__, repr(r)[:200])
    except Exception as e:
        print(type(e).__name__, e)
s={3,1,2}; f=frozenset([1,2])
print(s,f,set(),frozenset(),len(s),1 in s, 9 in s, bool(set()))
t(s.add,5); t(s.add,[]); t(s.add); t(s.discard,5); t(s.discard,77); t(s.discard,[]); t(s.remove,77); t(s.remove,1); t(s.remove,[]); t(s.remove,(1,)); print(s)
t(s.pop); print(s); t(set().pop); t(s.copy); t(f.copy); print(f.copy() is f, frozenset(f) is f)
a={1,2,3,4}; b={3,4,5}
for m in ('union','intersection','difference','symmetric_difference','issubset','issuperset','isdisjoint'):
    t(getattr(a,m),b); t(getattr(a,m),[3,9]); t(getattr(a,m),{3:1}); t(getattr(a,m)); t(getattr(a,m),5); t(getattr(f,m),b); t(getattr(a,m),b,[1])
for m in ('update','intersection_update','difference_update','symmetric_difference_update'):
    for o in (b,[3,9],{3:1},5):
        c=set(a); t(getattr(c,m),o); print(c)
    c=set(a); t(getattr(c,m)); print(c); c=set(a); t(getattr(c,m),c); print(c); c=set(a); t(getattr(c,m),b,[1]); print(c)
for op in ('|','&','-','^','<','<=','>','>=','==','!='):
    for x in ('a','f'):
        for y in ('b','f','[1]','{1:2}'):
            try: print(op,x,y,eval(x+op+y))
            except TypeError as e: print(e)
c=set(a); c|=b; print(c); c&=b; print(c); c-={3}; print(c); c^={5,6}; print(c)
try: c|=[1]
except TypeError as e: print(e)
g=f; g|={9}; print(g, f, type(g))
try: hash(s)
except TypeError as e: print(e)
print(hash(f)==hash(frozenset([2,1])), {f:1}[frozenset([1,2])], {frozenset([1])}=={frozenset([1])}, {1} in {frozenset([1])}, {frozenset([1])}-{frozenset([1])})
q={frozenset([1]),2}; q.discard({1}); print(q); q.add(frozenset([7])); q.remove({7}); print(q)
t(q.remove,{8}); t(q.__contains__,{2}); t(q.__contains__,[2])
class S(set): pass
class F(frozenset): 
    def __new__(c,*a,x=1): o=frozenset.__new__(c,*a); o.x=x; return o
x=S([1,2]); print(x,type(x|{3}),type(x.copy()),x=={1,2}, S('ab')==set('ab')); x.y=5; print(x.y); print(F([1],x=7).x, F([1]), type(F()|{1}), F() is F())
it=iter(a); next(it); print(it.__length_hint__()); a.add(99)
try: next(it)
except RuntimeError as e: print(e)
print(it.__length_hint__())
l=[]; 
class R:
    def __repr__(s): return repr(z)
z={R()}; print(repr(z))
print([x for x in dir(set) if not x.startswith('__')], [x for x in dir(frozenset) if not x.startswith('__')])
print(set.__doc__, set.add.__doc__, set[int], set.__hash__)
s=set(range(100)); print(s=={*range(100)}, sorted(s-{*range(0,100,2)})[:5], s>{1}, s.pop(), s.pop(), len(s))
s=set(); 
for i in range(50): s.add(i*37%101)
print(s); print({i*i for i in range(20)}); print({-i for i in range(10)}, {2**i for i in range(0,70,7)}, {1.5,2.5,3}, {(1,2),(3,4)})
print({True,1,1.0}, {0,False}, {None})
class E:
    def __init__(s,d): s.d=d
    def __hash__(s): return 1
    def __eq__(s,o): s.d.clear(); return False
q=set(); q.add(E(q)); q.add(1); print(len(q)); q=set(); q.add(E(q)); print(1 in q, len(q))
import sys
print([sys.getsizeof(set(range(n))) for n in range(0,40,3)], sys.getsizeof({1,2,3,4,5}), sys.getsizeof(frozenset(range(5))))
