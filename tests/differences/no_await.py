try:
    compile("async def f():\n    await f()\n", "<program>", "exec")
    print("compiled")
except SyntaxError as error:
    print(error.msg)

# CPython:
# compiled
# Heapscope:
# Heapscope does not support 'await'
