# The mapping os.environ, emptied first, since it is empty under inspection.
import os
from collections.abc import MutableMapping

environ = os.environ
environ.clear()
print(type(environ), isinstance(environ, MutableMapping), environ, len(environ))
environ["A"] = "1"
environ["B"] = "\xe9"
print(environ, list(environ), "A" in environ, environ.get("C"), os.getenv("B"), environ.setdefault("A", "2"))
for action in (lambda: environ["C"], lambda: environ[1], lambda: environ.__setitem__("A", 1), lambda: environ.pop("C")):
    try:
        action()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
print(environ | {"A": "9"}, {"A": "9", "Z": 1} | environ, type(environ.copy()))
environ |= {"D": "4"}
del environ["A"]
print(environ == {"B": "\xe9", "D": "4"}, sorted(environ.items()))
try:
    environ | 1
except TypeError as e:
    print(e)
