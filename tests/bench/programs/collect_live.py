# gc.collect() over 1,000,000 live objects: lists that hold each other in a ring
import gc

gc.disable()
ring = [[] for _ in range(1000000)]
for i, item in enumerate(ring):
    item.append(ring[i - 1])
for _ in range(10):
    gc.collect()
