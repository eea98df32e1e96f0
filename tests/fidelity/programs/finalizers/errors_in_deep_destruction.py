# An error in a finalizer deep in a chain that dies: its traceback and frame go to the trashcan a level later than they
# would if the error alone held them.
import gc, sys
gc.disable()

def names(*a):
    print(*a, gc.get_count()[0], *[type(x).__name__ for x in gc.get_objects()])

def hook(u):
    if number < 36:
        names("hook")

class Raising:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        global number
        number = self.n
        if number < 36:
            names("del", number)
        1 // 0

sys.unraisablehook = hook
print(repr([[]]))
gc.collect(); gc.freeze(); gc.collect()
chain = None
for i in range(56):
    chain = [chain, Raising(i + 24)]
gc.freeze()
chain = None
names("end")
