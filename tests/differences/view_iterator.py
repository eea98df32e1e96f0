print(type(iter(memoryview(b"x"))).__name__)

# CPython:
# memory_iterator
# Heapscope:
# iterator
