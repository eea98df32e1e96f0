try:
    print(memoryview(bytes(8)).cast("i").tolist())
except (NotImplementedError, TypeError, AttributeError, ValueError) as error:
    print("an error")

# CPython:
# [0, 0]
# Heapscope:
# an error
