# Which objects follow a protocol, and which questions about one are refused.
from typing import Protocol, runtime_checkable, Generic, TypeVar
import functools
@runtime_checkable
class HasX(Protocol):
    x: int
class NotRuntime(Protocol):
    def f(self): ...
class Impl(NotRuntime):
    def f(self): return 1
@runtime_checkable
class M(Protocol):
    def f(self): ...
class A:
    def __init__(self): self.x = 1
class B:
    x = 3
class N:
    f = None
for c in (HasX, NotRuntime, M, Impl):
    for o in (A(), B(), Impl(), N(), 3):
        for check, arg in ((isinstance, o), (issubclass, type(o))):
            try:
                print(c.__name__, type(o).__name__, check.__name__, check(arg, c))
            except TypeError as e:
                print(c.__name__, type(o).__name__, check.__name__, e)
@functools.singledispatch
def g(o): return 'any'
@g.register(M)
def _(o): return 'M'
print(g(A()), g(Impl()), g(3))
@functools.singledispatch
def h(o): return 'any'
h.register(int, lambda o: 'int')
print(h(Impl()), h(3), h(A()))
T = TypeVar('T')
class G(Protocol[T]):
    y: T
class GI(G[int]):
    y = 1
print(isinstance(GI(), GI))
