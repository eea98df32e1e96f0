# Two friends nobody knows
# Two objects that hold each other keep their counts above zero for ever. Only a collection can free them.
import gc
import weakref


class Friend:
    def __init__(self, name):
        self.name = name
        self.best = None


ann = Friend("Ann")
bob = Friend("Bob")
ann.best = bob
bob.best = ann
watch = weakref.ref(ann)    # looks at Ann without holding her

del ann
del bob                     # both counts are 1, yet no name leads there
print("still there:", watch() is not None)
print("freed:", gc.collect())
print("still there:", watch() is not None)
