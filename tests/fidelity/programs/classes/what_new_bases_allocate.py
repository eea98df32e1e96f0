# Assigning __bases__ makes new orders of resolution, from a list of the subclasses.
import gc
gc.disable()

def names(*a):
    print(*a, *gc.get_count(), *[type(x).__name__ for x in gc.get_objects()])

class P: pass
class Q(P): pass
class Changed(P): pass
class Slotted(Changed): __slots__ = ('link', 'more')
class Plain(Changed): pass
class Deeper(Plain): pass

print(repr([[]]))
for bases in (Q,), (P,), (P,), (Q, P):
    gc.collect(); gc.freeze(); gc.collect()
    Changed.__bases__ = bases
    names(len(bases), bases[0].__name__)
for bases in (int,), (), (Changed,), (Slotted,), 5, [P], (P, Q), (P, P), (1,):
    gc.collect(); gc.freeze(); gc.collect()
    try:
        Changed.__bases__ = bases
    except TypeError as e:
        print(e)
    names()
