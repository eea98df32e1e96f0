# Modules beside the program: files, packages, and folders without __init__.py.
import sys

import plain_folder.part
import whole_package.inner
from plain_folder import part
from whole_package import answer, inner

folder = sys.path[0]
print(__file__ == folder + "/packages_beside.py")


def shown(module):
    path = getattr(module, "__path__", None)
    file = getattr(module, "__file__", None)
    return (module.__name__, module.__package__, file and file.replace(folder, "…"),
            path and [entry.replace(folder, "…") for entry in path])


for module in (plain_folder, plain_folder.part, whole_package, whole_package.inner):
    print(*shown(module))
print(part is plain_folder.part, inner.up(), answer)
print(part.where.__code__.co_filename == folder + "/plain_folder/part.py")

for name in ("plain_folder.missing", "missing_folder.part", "whole_package.inner.deeper"):
    try:
        __import__(name)
    except ImportError as error:
        print(type(error).__name__, error, error.name)
try:
    from plain_folder import missing
except ImportError as error:
    print(type(error).__name__, str(error).split("(")[0])
