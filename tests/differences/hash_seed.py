import sys

print(sys.flags.hash_randomization)

# CPython:
# 1
# Heapscope:
# 0
