import sys

print(sys.getsizeof(ExceptionGroup("m", [ValueError()])))

# CPython:
# 112
# Heapscope:
# 104
