import re

try:
    print(re.search("^(a|aa)+$", "a" * 31 + "b"))
except RuntimeError as error:
    print(error)

# CPython:
# None
# Heapscope:
# the regular expression takes too many steps on this text
