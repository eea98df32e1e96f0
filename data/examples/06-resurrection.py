# Back from the dead
# A finalizer can store its object somewhere: it lives on, but its finalizer will not run again.
import gc

saved = []


class Cat:
    lives = 0

    def __del__(self):
        Cat.lives += 1
        saved.append(self)


felix = Cat()
felix.tail = felix          # a cycle: only a collection finds it
del felix
print("found unreachable:", gc.collect())
print("saved:", len(saved), "finalizer calls:", Cat.lives)

saved.clear()
print("found unreachable:", gc.collect())
print("saved:", len(saved), "finalizer calls:", Cat.lives)
