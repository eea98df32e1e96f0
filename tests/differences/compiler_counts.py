import gc

gc.collect()
eval("1")
print(gc.get_count())

# CPython:
# (22, 0, 0)
# Heapscope:
# (13, 0, 0)
