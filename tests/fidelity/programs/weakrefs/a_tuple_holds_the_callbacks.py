# When an object with several weak references dies, a tuple holds them and their callbacks until all were called.
import gc, weakref
gc.disable()

def names(*a):
    print(*a, *gc.get_count(), *[type(x).__name__ for x in gc.get_objects()])

class P:
    def meth(self): pass

class Silent(weakref.ref): pass

def show(number):
    return lambda r: names(number, r())

def one_callback():
    o = P()
    w = weakref.ref(o, show(1))
    o = None

def shared_ones_do_not_count():
    o = P()
    w = weakref.ref(o), weakref.proxy(o), weakref.ref(o, show(1))
    o = None

def two_callbacks():
    o = P()
    w = weakref.ref(o, show(1)), weakref.ref(o, show(2))
    o = None

def one_is_called():
    o = P()
    w = [Silent(o), weakref.ref(o, show(1)), Silent(o), Silent(o), Silent(o)]
    o = None

def a_method():
    o = P()
    w = weakref.WeakMethod(o.meth, show(1))
    x = weakref.ref(o, show(2))
    o = None

def another_is_dropped():
    o = P()
    refs = [weakref.ref(o, show(1))]
    refs.append(weakref.ref(o, lambda r: (refs.clear(), names(2))))
    o = None

print(repr([[]]))
for f in one_callback, shared_ones_do_not_count, two_callbacks, one_is_called, a_method, another_is_dropped:
    gc.collect(); gc.freeze(); gc.collect()
    f()
    names(f.__name__)
