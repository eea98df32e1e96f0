# eval, exec and compile read any bytes-like object.
for source in (b"2 + 3", bytearray(b"2 + 3"), memoryview(b"xx2 + 3")[2:], memoryview(bytearray(b"2 + 3"))):
    print(type(source).__name__, eval(source), eval(compile(source, "<text>", "eval")))
    exec(memoryview(b"print('from', type(source).__name__)"))
for wrong in (1, None, [b"2"]):
    for function in (eval, exec, lambda source: compile(source, "<text>", "exec")):
        try:
            function(wrong)
        except TypeError as error:
            print(error)
