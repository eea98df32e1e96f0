# The size of a pattern.
import re
import sys

print(sys.getsizeof(re.compile("a")))
# CPython:
# 160
# Heapscope:
# 112
