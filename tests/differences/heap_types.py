import functools
import gc

print(any(found is functools.partial for found in gc.get_objects()))

# CPython:
# True
# Heapscope:
# False
