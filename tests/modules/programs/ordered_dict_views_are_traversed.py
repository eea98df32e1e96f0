# A cycle through a view of an ordered dictionary is collected.
import gc
import weakref
from collections import OrderedDict


class Node(OrderedDict):
    pass


gc.collect()
for name in "keys", "values", "items":
    node = Node(a=1)
    view = getattr(node, name)()
    node["view"] = view
    gone = weakref.ref(node)
    print(name, gc.is_tracked(view), gc.get_referents(view) == [node], type(view).__flags__ & 1 << 14 != 0)
    del node, view
    print(gc.collect(), gone())
