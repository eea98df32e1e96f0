view = memoryview(b"x")
view.release()
try:
    iter(view)
except Exception as e:
    print(type(e).__name__)

# CPython:
# SystemError
# Heapscope:
# ValueError
