try:
    import socket
    print("socket is there")
except ModuleNotFoundError as error:
    print(error)

# CPython:
# socket is there
# Heapscope:
# No module named 'socket'
