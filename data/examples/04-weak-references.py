# Looking without holding
# A weak reference does not count. When its object dies it is told so, and a cache empties itself.
import weakref


class Picture:
    def __init__(self, title):
        self.title = title


def farewell(reference):
    print("a picture is gone")


sea = Picture("Sea")
note = weakref.ref(sea, farewell)
gallery = weakref.WeakValueDictionary()
gallery["first"] = sea
print(note().title, list(gallery))

sea = None                  # the only counted reference
print(note(), list(gallery))
