# sys._getframe(n) makes the frame object of one call, not of those between.
import gc, sys
gc.disable()
counts = [0] * 5

def look():
    counts[0] = gc.get_count()[0]
    sys._getframe(1)
    counts[1] = gc.get_count()[0]
    sys._getframe(2)
    counts[2] = gc.get_count()[0]
    sys._getframe()
    counts[3] = gc.get_count()[0]
    sys._getframe(1).f_back
    counts[4] = gc.get_count()[0]

def between():
    look()

def handling():
    try:
        1 // 0
    except ZeroDivisionError:
        look()

class Finalized:
    def __del__(self):
        look()

print(repr([[]]))
for f in (lambda: look()), between, handling, Finalized, between:
    gc.collect(); gc.freeze(); gc.collect()
    f()
    print(f.__name__, *counts)
try:
    sys._getframe(100)
except ValueError as e:
    print(e)
