# What deleting and assigning an item says of things that have none.
class A:
    pass


for thing in None, (1,), "a", A(), len, {1}, range(3), 5, b"x", frozenset(), iter([]):
    for key in 0, "a", slice(0, 1):
        try:
            del thing[key]
        except Exception as e:
            print(type(e).__name__, e)
        try:
            thing[key] = 1
        except Exception as e:
            print(type(e).__name__, e)
