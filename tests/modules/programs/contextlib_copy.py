# Context managers; shallow and deep copies.
import copy
from collections import OrderedDict, defaultdict, deque, namedtuple, Counter

P = namedtuple('P', 'x y', defaults=[5])
p = P(1)
c = Counter('abracadabra')
from contextlib import *
@contextmanager
def cm(a):
    print('in',a)
    try: yield a
    except ValueError as e: print('caught', e)
    finally: print('out')
with cm(1) as v: print(v)
with cm(2) as v: raise ValueError('z')
with suppress(KeyError): {}[1]
with ExitStack() as st:
    st.enter_context(cm(3)); st.callback(print,'cb')

class A:
    def __init__(s): s.l=[1,[2]]; s.me=s
a=A(); b=copy.deepcopy(a); print(b.me is b, b.l==a.l, b.l[1] is a.l[1], copy.copy(a).l is a.l)
print(copy.deepcopy(OrderedDict(a=[1])), copy.copy(deque([1,2],5)), copy.deepcopy(defaultdict(list,{1:[2]})), copy.deepcopy(p), copy.deepcopy(c))
