# Last words
# A finalizer runs once, just before its object is freed; parts follow their owner.


class Lamp:
    def __init__(self, room):
        self.room = room

    def __del__(self):
        print("lights out in the", self.room)


class House:
    def __init__(self):
        self.hall = Lamp("hall")
        self.attic = Lamp("attic")

    def __del__(self):
        print("doors closed")


home = House()
spare = home.attic          # one lamp has a second holder
del home                    # the house first, then the hall lamp
print("one lamp is still on")
del spare
