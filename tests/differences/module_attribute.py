import gc
import types

module = types.ModuleType("module")
started = []
gc.collect()
gc.callbacks.append(lambda phase, info: started.append(phase))
gc.set_threshold(-1)
hasattr(module, "missing")
gc.set_threshold(0)
gc.callbacks.clear()
print(started.count("start"))

# CPython:
# 3
# Heapscope:
# 1
