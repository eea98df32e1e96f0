# sys.unraisablehook gets a tuple with names that is not tracked; it takes one allocation.
import gc, sys
gc.disable()

def hook(u):
    print("hook", type(u).__name__, len(u), gc.is_tracked(u), sys.getsizeof(u), gc.get_count()[0])
    print(u.exc_type.__name__, u[1] is u.exc_value, u.exc_traceback is u[2], u.err_msg, type(u.object).__name__)
    print(*[type(x).__name__ for x in gc.get_objects(0)])

class Divides:
    def __del__(self):
        1 // 0

class Raises:
    def __del__(self):
        raise ValueError

def dropped():
    Divides()

def dropped_while_handling():
    try:
        1 // 0
    except ZeroDivisionError:
        Raises()

def dropped_by_a_container():
    [Divides(), Raises()]

def closed():
    def ignoring():
        try:
            yield
        finally:
            yield
    next(ignoring())

sys.unraisablehook = hook
print()
gc.collect()
gc.freeze()
for f in dropped, dropped_while_handling, dropped_by_a_container, closed:
    gc.collect()
    f()
    print(f.__name__, gc.get_count()[0])
