import sys

try:
    sys.setprofile(lambda frame, event, arg: None)
    print("set")
except RuntimeError as error:
    print(error)

# CPython:
# set
# Heapscope:
# profile functions are not supported
