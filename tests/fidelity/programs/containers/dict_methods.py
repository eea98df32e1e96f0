# Every dict method, the views, iterators over changing dicts, instance dicts.
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(type(r).__name__, repr(r)[:200])
    except Exception as e:
        print(type(e).__name__, e)
d={'a':1,2:'b',(1,2):None}
print(d, len(d), 'a' in d, 3 in d)
t(d.get,'a'); t(d.get,'z'); t(d.get,'z',5); t(d.get); t(d.get,[]); t(d.get,1,2,3)
t(d.__getitem__,'q'); t(d.__getitem__,[]); t(d.__getitem__,(5,6))
t(d.pop,'a'); t(d.pop,'a'); t(d.pop,'a',7); t(d.pop); t({}.pop,[]); t({}.popitem); t(d.popitem); print(d)
t(d.setdefault,'n'); t(d.setdefault,'n',5); t(d.setdefault,'m',[]); t(d.setdefault,[]); print(d)
t(d.update,{1:2},x=3); t(d.update,[(5,6)]); t(d.update,[(1,2,3)]); t(d.update,[1]); t(d.update,5); t(d.update,1,2); t(d.update,['ab']); print(d)
t(d.copy); t(d.keys); t(d.values); t(d.items); t(d.clear); print(d)
t(dict.fromkeys,'abc'); t(dict.fromkeys,[1,2],0); t(dict.fromkeys,{1:2,3:4}); t(dict.fromkeys,{5,6}); t(dict.fromkeys); t(dict.fromkeys,5)
t(dict); t(dict,a=1,b=2); t(dict,[(1,2)],z=1); t(dict,{1:2}); t(dict,1); t(dict,1,2); t(dict,[[1]]); t(dict,**{'a b':1})
print({1:1}|{2:2}, {1:1}|{1:5}, {**{1:2},3:4})
e={1:1}; e|=[(2,3)]; print(e)
try: e|[(1,2)]
except TypeError as x: print(x)
try: [(1,2)]|e
except TypeError as x: print(x)
print({1:2}=={1:2.0}, {1:2}!={}, {1:2}=={1:3})
try: {}<{}
except TypeError as x: print(x)
try: hash({})
except TypeError as x: print(x)
try: {[]:1}
except TypeError as x: print(x)
d={}
for i in range(5): d[i]=i
print(list(reversed(d)), list(reversed(d.keys())), list(reversed(d.values())), list(reversed(d.items())))
for what in (d, d.keys(), d.values(), d.items()):
    it=iter(what); next(it); print(it.__length_hint__())
    d['x']=1
    try: next(it)
    except RuntimeError as x: print(x)
    del d['x']
    print(it.__length_hint__())
it=iter(d); next(it); del d[0]; d[9]=9
try: print(list(it))
except RuntimeError as x: print(x)
del d[1]; del d[2]
print(d, list(d.items()), next(iter(d)))
k=d.keys(); print(k, sorted(k&{3,4}), k-{3,4}, sorted(k^{3,100}), {3}&k, {3}|k, {3,77}-k, {3}^k, k==d.keys(), k=={3,4,9}, k<{3,4,9,1}, k<={3,4,9}, k>{3}, k>=d.keys(), k.isdisjoint([1]), k.isdisjoint([3]))
i=d.items(); print(i, (3,3) in i, (3,4) in i, 3 in i, i&{(3,3)}, i-{(3,3)}, sorted(i|{(0,0)}), i.isdisjoint({(3,3)}), i=={(3,3),(4,4),(9,9)}, i.mapping, len(i))
try: k<[1]
except TypeError as x: print(x)
try: k+k
except TypeError as x: print(x)
try: hash(k)
except TypeError as x: print(x)
try: d.values()&{1}
except TypeError as x: print(x)
print(d.values()==d.values(), 3 in d.values(), len(d.values()), k.mapping, type(k), [1,3]&k, k&[3,3])
class M(dict):
    def __missing__(s,k): return ('missing',k)
m=M(a=1); print(m['a'], m['b'], m.get('b'), m, type(m|{}), type(m.copy()), M.fromkeys('ab'), m=={'a':1})
t(m.__getitem__,[])
class K:
    def keys(s): return ['x','y']
    def __getitem__(s,k): return k*2
print(dict(K()), {**K()}); d.update(K()); print(d)
a={}; a['self']=a; print(a)
print({}.keys(), {}.values(), {}.items(), bool({}), bool({1:1}))
# mutation during compare
class E:
    def __init__(s,d): s.d=d
    def __hash__(s): return 1
    def __eq__(s,o): s.d.clear(); return False
q={}; q[E(q)]=1; q[1]=2; print(len(q))
q={}; q[E(q)]=1; t(q.get,1); print(len(q))
class D:
    def __init__(s,n,d): s.n=n; s.d=d
    def __del__(s): print('del',s.n,len(s.d))
q={}; 
for i in range(3): q[i]=D(i,q)
q.clear()
for i in range(3): q[i]=D(i,q)
q[1]=None; del q[0]; q.pop(2); print(q)
t({}.__contains__,[]); t({1:2}.__delitem__,5); t({1:2}.__setitem__,5); t({1:2}.__or__,3); t({1:2}.__ror__,{3:4}); t(dict.__getitem__,1,2)
print([x for x in dir(dict) if not x.startswith('__')]); print(dict.get.__doc__); print(dict.pop.__doc__)
print(dict[str,int], dict.__class_getitem__(int), dict.__hash__)
d={i:i for i in range(1000)}; 
for i in range(0,1000,2): del d[i]
print(sum(d), len(d), list(d)[:5], 501 in d, 500 in d); d2=d.copy(); print(d2==d, list(d2)[:3])
while d: d.popitem()
print(d)
d={True:'t',1:'one',1.0:'f'}; print(d)
d={'a':1}; d['b']=d.pop('a'); print(d)
def f(**kw): return kw
print(f(a=1,**{'b':2}))
try: f(a=1,**{'a':2})
except TypeError as x: print(x)
try: f(**{1:2})
except TypeError as x: print(x)
class O: pass
o=O(); o.x=1; o.y=2; print(o.__dict__, vars(o)); del o.x; o.__dict__['z']=5; print(o.z, o.__dict__); o.__dict__={'q':1}; print(o.q, vars(o)); 
try: o.__dict__=5
except TypeError as x: print(x)
try: o.nope
except AttributeError as x: print(x)
try: del o.nope
except AttributeError as x: print(x)
o=O(); o.a=1
try: del o.b
except AttributeError as x: print(x)
print(sorted(dir(o))[-1])
for i in range(40): setattr(o,'n%d'%i,i)
print(len(vars(o)), list(vars(o))[:3], o.n39)
