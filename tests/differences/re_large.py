# An expression that is too large for the library.
import re

try:
    print(re.compile("|".join(map(str, range(10000)))).match("1234").end())
except re.error as problem:
    print(problem)
# CPython:
# 1
# Heapscope:
# regular expression is too large
