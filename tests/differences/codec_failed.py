import codecs

codecs.register_error("wrong", lambda error: 3)
try:
    "€".encode("cp437", "wrong")
except TypeError as error:
    print(error)

# CPython:
# encoding with 'cp437' codec failed (TypeError: encoding error handler must return (str/bytes, int) tuple)
# Heapscope:
# encoding error handler must return (str/bytes, int) tuple
