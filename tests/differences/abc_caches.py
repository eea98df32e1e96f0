from collections.abc import Mapping
import gc


class C:
    pass


gc.collect()
before = len(gc.get_objects())
isinstance(C(), Mapping)
gc.collect()
print(len(gc.get_objects()) - before)

# CPython:
# 11
# Heapscope:
# 8
