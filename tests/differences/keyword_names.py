import gc

gc.collect()
before = len(gc.get_objects())
sorted([], reverse=True)
print(len(gc.get_objects()) - before)

# CPython:
# 1
# Heapscope:
# 0
