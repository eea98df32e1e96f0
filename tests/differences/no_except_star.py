try:
    compile("try:\n    pass\nexcept* ValueError:\n    pass\n", "<program>", "exec")
    print("compiled")
except SyntaxError as error:
    print(error.msg)

# CPython:
# compiled
# Heapscope:
# Heapscope does not support 'except*'
