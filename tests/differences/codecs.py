try:
    print("é".encode("cp437"))
except LookupError as error:
    print(error)

# CPython:
# b'\x82'
# Heapscope:
# unknown encoding: cp437
