# Twenty-eight letters are interned as strings of CPython's own library: not the ones chr and indexing give.
import sys

print("".join(chr(i) for i in range(256) if sys.intern(chr(i)) is not chr(i)))
first, second = "abc"[0], "a"
print(first is chr(97), second is chr(97), first is second, sys.intern(first) is second)
print(first == second, hash(first) == hash(second), {first: 1}[second])
