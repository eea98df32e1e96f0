try:
    print(compile(r"'\N{BULLET}'", "<program>", "eval").co_name)
except SyntaxError as error:
    print("no names")

# CPython:
# <module>
# Heapscope:
# no names
