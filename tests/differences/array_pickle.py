from array import array

print(array("b", [1]).__reduce_ex__(4)[1])

# CPython:
# (<class 'array.array'>, 'b', 1, b'\x01')
# Heapscope:
# ('b', [1])
