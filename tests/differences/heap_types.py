import functools
import gc
import re

print([any(found is cls for found in gc.get_objects()) for cls in (functools.partial, re.Pattern, re.Match)])

# CPython:
# [True, True, True]
# Heapscope:
# [False, False, False]
