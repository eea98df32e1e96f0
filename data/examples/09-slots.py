# With and without a dictionary
# Slots are fixed places for attributes: smaller objects, no surprises.
import sys


class Open:
    def __init__(self):
        self.x = 1
        self.y = 2


class Fixed:
    __slots__ = ("x", "y")

    def __init__(self):
        self.x = 1
        self.y = 2


one, two = Open(), Fixed()
print("sizes:", sys.getsizeof(one), sys.getsizeof(two))
one.z = 3
try:
    two.z = 3
except AttributeError as error:
    print(error)
names = vars(one)                       # asking for it makes a real dictionary
print(sorted(names))
