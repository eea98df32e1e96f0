# The containers of collections: sizes, order, operators.
import sys, gc, weakref
import collections, functools, abc, _abc, sys
from collections import *
for t in (deque, defaultdict, OrderedDict, functools.partial, type(functools.cmp_to_key(len)), type(functools.cache(len)), _abc._abc_data if hasattr(_abc,'_abc_data') else type(abc.ABC._abc_impl), collections._tuplegetter, type(iter(deque())), type(reversed(deque())), type(iter(OrderedDict())), type(OrderedDict().keys())):
    print(t, t.__module__, t.__basicsize__, t.__itemsize__, t.__weakrefoffset__, t.__dictoffset__)
d=OrderedDict()
for i in range(12):
    print(sys.getsizeof(d), end=' '); d[i]=i
d=deque()
print([sys.getsizeof(deque(range(n))) for n in (0,1,31,32,33,63,64,65,100,200)])

d = deque([1,2,3], maxlen=3); d.append(4); print(d, list(reversed(d)), d.index(3), gc.is_tracked(d), weakref.ref(d)() is d)
d.rotate(1); print(d, d*2, d+d, d==deque([4,2,3]), d<deque([5]))
dd=defaultdict(list); dd['a'].append(1); print(dd, dd.copy(), dd|{'b':1}, dict(dd))
o=OrderedDict(a=1,b=2,c=3); o.move_to_end('a'); print(o, list(reversed(o)), o.popitem(), o.popitem(False), o, o|{'z':3}, o=={'c':3}, o.keys(), o.items())
try:
    for k in o: o['new']=1
except RuntimeError as e: print(e)
P=namedtuple('P','x y', defaults=[5]); p=P(1); print(p, p._asdict(), p._replace(x=9), P._make([3,4]), P.x, P._field_defaults, P.__doc__, P.__new__.__qualname__, p.__match_args__)
try: P()
except TypeError as e: print(e)
c=Counter('abracadabra'); print(c, c.most_common(2), c['zz'], c+c, c-Counter('ab'), c.total())
print(ChainMap({1:2},{3:4}), UserDict(a=1), UserList([1,2])+[3], UserString('abc').upper())
