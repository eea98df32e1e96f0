# Everything of functools once.
import collections.abc as cabc
from functools import *
print(partial(print,1,sep='x'), reduce(lambda a,b:a+b,[1,2,3],10), sorted([3,1,2], key=cmp_to_key(lambda a,b:b-a)))
@lru_cache(maxsize=2)
def f(x): print('call',x); return x*2
f(1);f(2);f(1);f(3);f(2); print(f.cache_info(), f.cache_parameters(), f.__name__)
@cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(200), fib.cache_info())
@total_ordering
class T:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
    def __eq__(s,o): return s.v==o.v
print(T(1)>=T(1), T(2)>T(1), T(1)<=T(0))
@singledispatch
def g(x): return 'obj'
@g.register
def _(x:int): return 'int'
@g.register(list)
def _(x): return 'list'
@g.register
def _(x: cabc.Mapping): return 'map'
print(g(1),g([]),g({}),g('') )
class C:
    @cached_property
    def p(self): print('once'); return 1
    def m(self,a,b): return a,b
    q=partialmethod(m,5)
x=C(); print(x.p,x.p, x.q(6), x.__dict__)
