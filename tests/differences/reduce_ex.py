import gc

gc.collect()
before = gc.get_count()[0]
object().__reduce_ex__(2)
print(gc.get_count()[0] - before)

# CPython:
# 74
# Heapscope:
# 183
