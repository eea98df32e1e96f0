import types

try:
    code = (lambda: 1).__code__
    types.CodeType(0, 0, 0, 0, 1, 3, b"\x97\x00d\x00S\x00", (1,), (), (), "f", "f", "f", 1, b"", b"")
    print("made")
except TypeError as error:
    print(error)

# CPython:
# made
# Heapscope:
# cannot create 'code' instances
