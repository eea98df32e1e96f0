# All memoryviews of an object share one buffer held on it, an object of its own that the collector knows.
import gc
import sys

data = bytearray(b"abc")
before = sys.getrefcount(data)
view = memoryview(data)
(managed,) = gc.get_referents(view)
print(type(managed), type(managed).__mro__, gc.is_tracked(managed), sys.getsizeof(managed), sys.getrefcount(managed))
print(gc.get_referents(managed), any(x is managed for x in gc.get_referrers(data)), sys.getrefcount(data) - before)

part, again = view[1:], memoryview(view)
print(sys.getrefcount(data) - before, sys.getrefcount(managed), gc.get_referents(part) == [managed])
view.release()
print(gc.get_referents(view) == [managed], sys.getrefcount(managed), gc.is_tracked(managed))
part.release()
try:
    data.append(1)
except BufferError as e:
    print(e)
del again
print(gc.get_referents(managed), gc.is_tracked(managed), sys.getrefcount(data) - before)
data.append(1)

try:
    type(managed)()
except TypeError as e:
    print(e)
del view, part, managed


class Held(bytearray):
    pass


held = Held(b"x")
held.view = memoryview(held)
gc.collect()
del held
print(gc.collect())

gc.disable()
gc.collect()
print(gc.get_count())
view = memoryview(b"x")
print(gc.get_count())
part = view[:]
print(gc.get_count())
