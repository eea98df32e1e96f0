import gc

gc.collect()
gc.freeze()
print("text")
print(any(type(found) is list for found in gc.get_objects()))

# CPython:
# text
# True
# Heapscope:
# text
# False
