# How many automatic collections a call starts, for the thresholds 1, 2, 3 …: that shows how many of the objects made on
# the way exist at the same time.
import gc, sys, weakref
gc.disable()

class P:
    def m(self): pass

class Mapping:
    def keys(self): return iter(["a", "b"])
    def __getitem__(self, key): return key

class Strange:
    def keys(self): return 3

started = 0

def watch(phase, info):
    global started
    started += phase == "start"

def ignoring():
    try:
        yield
    finally:
        yield

def suspended():
    g = ignoring()
    next(g)

p, keys, values = P(), weakref.WeakKeyDictionary(), weakref.WeakValueDictionary()
keys[p], values[1] = 1, p
calls = {
    "dir(instance)": lambda: dir(p),
    "dir(class)": lambda: dir(P),
    "dir(builtin)": lambda: dir([]),
    "sorted(dir())[-3:]": lambda: sorted(dir(p))[-3:],
    "update(proxy)": lambda: {}.update(P.__dict__),
    "update(mapping)": lambda: {}.update(Mapping()),
    "**mapping": lambda: {**Mapping()},
    "update(strange)": lambda: {}.update(Strange()),
    "list(keys)": lambda: list(P.__dict__.keys()),
    "len(WeakKeyDictionary)": lambda: len(keys),
    "list(WeakKeyDictionary)": lambda: list(keys),
    "list(WeakValueDictionary)": lambda: list(values.items()),
    "WeakValueDictionary(a=None)": lambda: weakref.WeakValueDictionary(a=None),
    "copy": lambda: values.copy(),
    "_getframe(1)": lambda: sys._getframe(1),
    "unraisable": suspended,
}

def probe(name, call):
    global started
    counts = []
    for threshold in range(1, 14):
        gc.collect()
        gc.set_threshold(threshold, 0, 0)
        started = 0
        gc.enable()
        try:
            call()
        except Exception:
            pass
        gc.disable()
        counts.append(started)
    print(name, *counts)

sys.unraisablehook = lambda u: None
for call in calls.values():
    try:
        call()
    except Exception:
        pass
gc.callbacks.append(watch)
print(repr([[]]))
gc.collect(); gc.freeze()
for name, call in calls.items():
    probe(name, call)
