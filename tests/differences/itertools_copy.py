import copy
import itertools

try:
    print(next(copy.copy(itertools.cycle([3]))))
except TypeError as error:
    print(error)

# CPython:
# 3
# Heapscope:
# cannot pickle 'itertools.cycle' object
