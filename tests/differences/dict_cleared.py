import sys

table = {}


class Key:
    def __hash__(self):
        return hash("a")

    def __eq__(self, other):
        table.clear()
        return False


table["a"] = 1
table[Key()] = 2
print(sys.getsizeof(table))

# CPython:
# 184
# Heapscope:
# 224
