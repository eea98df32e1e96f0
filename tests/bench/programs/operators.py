# classes with operators: points that are added, scaled and compared
import math


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __abs__(self):
        return math.sqrt(self.x * self.x + self.y * self.y)

    def __getitem__(self, index):
        return self.y if index else self.x

    def __len__(self):
        return 2


def walk(steps):
    place, pull = Point(100.0, 0.0), Point(0.0, 1.0)
    nearest = place
    for step in range(steps):
        pull = pull - 0.0001 * place
        place = place + pull * 0.5
        if place < nearest:
            nearest = place
        if place == pull or len(place) != 2:
            break
    return nearest[0], nearest[1]


for _ in range(3):
    print(walk(40000))
