# An abstract class keeps sets of weak references to the classes it was asked about; a class that is itself registered
# needs no entry there.
import gc
from abc import ABC
gc.disable()

class A(ABC): pass
class B(A): pass
class C(B): pass
class Registered: pass
class Below(Registered): pass
class Stranger: pass
class Other: pass
B.register(Registered)

def ask(kind, cls):
    gc.collect(); gc.freeze(); gc.collect()
    answer = issubclass(cls, kind)
    print(kind.__name__, cls.__name__, answer, gc.get_count()[0], *[type(x).__name__ for x in gc.get_objects()])

print(repr([[]]), issubclass(int, C))
for cls in Registered, Below, Stranger, Other, C:
    for kind in B, A, C, A:
        ask(kind, cls)
del Stranger
gc.collect()
print(isinstance(Below(), A), isinstance(Registered(), C), isinstance(Other(), A))
