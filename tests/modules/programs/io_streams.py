"""StringIO and BytesIO."""
import io


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


s = io.StringIO()
print(s.write("one\ntwo\n"), s.write(""), s.tell(), repr(s.getvalue()), s.read())
print(s.seek(0), s.readline(), s.read(2), s.tell(), s.readline(), s.readline())
s.seek(3)
s.write("XYZ")
print(repr(s.getvalue()), s.tell(), s.seek(0, 2), s.write("end"), s.seek(0, 1), repr(s.getvalue()))
print(s.truncate(4), repr(s.getvalue()), s.tell(), s.write("far"), repr(s.getvalue()))
s = io.StringIO("a\nb\r\nc\rd")
print(list(s), s.readlines(), s.seek(0), s.readlines(2), s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed)
for newline in [None, "", "\n", "\r", "\r\n"]:
    s = io.StringIO("a\nb\r\nc\rd", newline)
    print(repr(newline), list(s), repr(s.getvalue()), s.write("x\ny"), repr(s.getvalue()))
s = io.StringIO("abc")
print(s.read(0), s.read(1), s.read(None), s.read(-5), s.seek(1), s.readline(1), s.writelines(["p", "q"]), s.getvalue())
print(file := io.StringIO() and "", end="")
out = io.StringIO()
print("printed", 1, 2.5, file=out, sep="-")
print(repr(out.getvalue()))
with io.StringIO("w") as s:
    print(s.read())
print(s.closed, attempt(s.read), attempt(s.write, "a"), attempt(s.getvalue), attempt(s.seek, 0), attempt(iter, s), attempt(s.__enter__))
s = io.StringIO("abc")
for method, args in [("write", (5,)), ("seek", (-1,)), ("seek", (1, 1)), ("seek", (0, 7)), ("truncate", (-1,)), ("read", ("a",)), ("fileno", ()), ("seek", (10,)), ("read", ())]:
    print(method, args, attempt(getattr(s, method), *args))
print(attempt(io.StringIO, 5), attempt(io.StringIO, "", "x"), attempt(io.StringIO, "", 5))

b = io.BytesIO(b"one\ntwo\nthree")
print(b.read(2), b.readline(), b.tell(), b.read1(3), list(b), b.getvalue())
print(b.seek(-3, 2), b.read(), b.seek(2), b.write(b"XX"), b.getvalue(), b.seek(20), b.write(bytearray(b"z")), b.getvalue())
buffer = bytearray(4)
print(b.seek(0), b.readinto(buffer), buffer, b.truncate(3), b.getvalue(), b.seek(1, 1), b.tell())
view = b.getbuffer()
print(bytes(view), len(view))
del view
for method, args in [("write", ("a",)), ("write", (5,)), ("seek", (-1,)), ("seek", (0, 7)), ("truncate", (-1,)), ("read", ("a",)), ("fileno", ()), ("readlines", ())]:
    print(method, args, attempt(getattr(b, method), *args))
b.close()
print(b.closed, attempt(b.read), attempt(b.getvalue), attempt(b.write, b""))
print(attempt(io.BytesIO, "a"), io.BytesIO().getvalue(), io.BytesIO(None).read(), io.BytesIO(initial_bytes=b"k").read())
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, issubclass(io.StringIO, io.TextIOBase), issubclass(io.BytesIO, io.BufferedIOBase), issubclass(io.TextIOBase, io.IOBase),
      io.UnsupportedOperation.__mro__)


class Tee(io.StringIO):
    def write(self, text):
        super().write(text.upper())
        return len(text)


t = Tee()
print("loud", file=t)
print(t.getvalue(), isinstance(t, io.IOBase))
