# An error raised by the interpreter becomes an object only where it is caught:
# after the traceback entries and frames of the calls it has left, and after
# the arguments of those calls were freed and can be used again.
import gc
gc.disable()

def bad(a, y=1):
    1 // 0

def outer():
    bad(1)

def spread():
    bad(*[1], **{"y": 2})

def while_iterating():
    for x in iter([1]):
        bad(x)

def unused_generator():
    def ending():
        try:
            yield
        finally:
            gc.get_count()
    g = ending()
    next(g)
    bad(g)

class Finalized:
    def __del__(self):
        gc.get_count()

def finalizers():
    x = Finalized()
    {}["missing"]

def attribute():
    None.missing

def name():
    undefined

def names(objects):
    return " ".join(type(x).__name__ for x in objects)

def catch(f):
    try:
        f()
    except Exception as e:
        print(f.__name__, gc.get_count()[0], names(gc.get_objects(0)))

outer_functions = outer, spread, while_iterating, unused_generator, finalizers, attribute, name
print("counts and objects")
gc.collect()
gc.freeze()
for f in outer_functions:
    gc.collect()
    catch(f)
    catch(f)
for f in outer_functions:
    gc.collect()
    try:
        f()
    except Exception as e:
        print(f.__name__, gc.get_count()[0], names(gc.get_objects(0)))
