# Every list method and operator with right and wrong arguments, and lists changed while they are walked through.
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(type(r).__name__, repr(r)[:200])
    except Exception as e:
        print(type(e).__name__, e)
l=[3,1,2]
t(l.sort); print(l)
t(sorted, l, reverse=True); t(sorted, ['b','a','C'], key=str.lower); t(sorted,[1,'a'])
t(l.append, 5); t(l.append); t(l.append,1,2); print(l)
t(l.insert, 0, 9); t(l.insert, 100, 8); t(l.insert, -1, 7); t(l.insert, 'a', 1); t(l.insert,1); print(l)
t(l.pop); t(l.pop, 0); t(l.pop, -2); t(l.pop, 99); t([].pop); t(l.pop,'x'); print(l)
t(l.remove, 2); t(l.remove, 99); print(l)
t(l.index, 3); t(l.index, 77); t(l.index, 3, 2); t(l.index,3,-100,100); t(l.index,3,'a')
t(l.count, 3); t(l.copy); t(l.reverse); print(l)
t(l.extend, (1,2)); t(l.extend, 'ab'); t(l.extend, 5); t(l.extend, l); print(l)
t(l.clear); print(l)
l=list(range(10))
print(l[2:5], l[::-1], l[::3], l[-3:], l[8:2:-2], l[20:], l[:0])
l[2:4]=['a','b','c']; print(l)
l[::2]=[0]*len(l[::2]); print(l)
try: l[::2]=[1]
except ValueError as e: print(e)
try: l[0:2]=5
except TypeError as e: print(e)
try: l[::2]=5
except TypeError as e: print(e)
del l[::2]; print(l)
del l[-1]; print(l)
try: del l[50]
except IndexError as e: print(e)
try: l[50]
except IndexError as e: print(e)
try: l[50]=1
except IndexError as e: print(e)
try: l['a']
except TypeError as e: print(e)
try: l['a']=1
except TypeError as e: print(e)
try: l+(1,)
except TypeError as e: print(e)
l+=(1,); print(l); l*=2; print(l); print(l*0, 2*[1], [1]*-1)
try: l*'a'
except TypeError as e: print(e)
print([1,2]<[1,3], [1]<[1,2], [2]>[1,9], [1]==[1.0], []!=[], [1]<=[1])
try: [1]<[None]
except TypeError as e: print(e)
try: [1]<(1,)
except TypeError as e: print(e)
print(2 in l, 'q' in l, len(l), bool([]), bool([0]))
try: hash([])
except TypeError as e: print(e)
print(list(), list('abc'), list({1:2}), list([1,2]), list((x for x in range(3))))
t(list,1); t(list,1,2); t(list,a=1); t(list,iterable=1)
print(list.__doc__); print(list.sort.__doc__); print(repr(list.append))
a=[]; a.append(a); print(a, a==a)
it=iter([1,2,3]); print(next(it), it.__length_hint__(), list(it), it.__length_hint__(), list(it))
r=reversed([1,2,3]); print(r.__length_hint__(), next(r), list(r), r.__length_hint__())
class L(list):
    def __init__(self,*a,x=0): list.__init__(self,*a); self.x=x
q=L([1,2],x=3); print(q, q.x, type(q+q), type(q[:]), type(q.copy()), q==[1,2])
# mutation in comparisons
class E:
    def __init__(s,l): s.l=l
    def __eq__(s,o): s.l.clear(); return False
z=[]; z+= [E(z),1,2]; print(5 in z, z)
z=[]; z+= [E(z),1,2]; print(z.count(4), z)
z=[]; z+= [E(z),1,2]; t(z.remove,4); t(z.index,4)
class K:
    def __init__(s,l,v): s.l=l; s.v=v
    def __lt__(s,o): s.l.append(1); return s.v<o.v
z=[]; z.extend([K(z,2),K(z,1)]); t(z.sort); print(len(z))
z=[1,2,3]
t(z.sort,key=lambda x: 1/0); print(z)
t(z.sort,lambda x:x); t(z.sort,key=1); t(z.sort,reverse='a'); t(z.sort,foo=1)
class D:
    def __init__(s,n,l): s.n=n; s.l=l
    def __del__(s): print('del',s.n,len(s.l))
for n in range(4):
    m=[]; m.extend([D(i,m) for i in range(4)])
    if n==0: m.clear()
    if n==1: del m[1:3]; print('then'); m.clear()
    if n==2: del m[::2]; print('then'); m.clear()
    if n==3: m[:]=[1]
    print(len(m))
t(list.append,1,2); t(list.append); t([].__setitem__,0,1); t([].__getitem__,0); t([1].__getitem__,slice(0,1)); t([1,2].__contains__,2); t([1].__add__,[2]); t([1].__mul__,2); t([1].__rmul__,2); t([].__iadd__,'ab'); t([].__init__,[1]); t([1].__len__); t([1].__delitem__,0); t([1].__sizeof__)
print([].__class__, list.__mro__, list.__hash__, list[int], [1,[2,[3]]].__repr__())
print(sorted([(2,'b'),(1,'z'),(2,'a')]), sorted([1.5,-2.0,3]), sorted([True,0,2]), min([3,1]), sum([1,2]))
print([x for x in dir(list) if not x.startswith('__')])
print(sorted([3,2,1]*10+[5]*5, key=lambda x:-x))
print([[0]*2 for _ in range(2)], [*range(3),*'ab'])
a,*b=[1,2,3]; print(a,b)
l=[1,2,3,4]; l[1:3]=l; print(l); l[:]=l[::-1]; print(l); l[5:]=[9]; print(l); l[2:1]=['x']; print(l)
for i in l:
    if i=='x': l.remove('x')
print(l)
