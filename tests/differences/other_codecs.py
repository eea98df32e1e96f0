for name in ("utf-7", "shift_jis", "cp500"):
    try:
        print("é".encode(name, "replace"))
    except LookupError as error:
        print(error)

# CPython:
# b'+AOk-'
# b'?'
# b'Q'
# Heapscope:
# unknown encoding: utf-7
# unknown encoding: shift_jis
# unknown encoding: cp500
