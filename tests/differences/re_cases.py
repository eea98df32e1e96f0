# Scoped flags and cases beyond what the library does.
import re

print(re.match(r"(?u:\w)", "\xe0", re.ASCII), re.match("\ufb05", "\ufb06", re.IGNORECASE))
print(re.compile("a", re.DEBUG).flags)
# CPython:
# <re.Match object; span=(0, 1), match='à'> <re.Match object; span=(0, 1), match='ﬆ'>
# LITERAL 97
#
#  0. INFO 8 0b11 1 1 (to 9)
#       prefix_skip 1
#       prefix [0x61] ('a')
#       overlap [0]
#  9: LITERAL 0x61 ('a')
# 11. SUCCESS
# 160
# Heapscope:
# None None
# 160
