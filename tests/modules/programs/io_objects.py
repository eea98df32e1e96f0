# The streams in memory as objects: types, sizes, references, states, finalizers.
import gc
import io
import sys
import weakref
from array import array

for stream in io.StringIO, io.BytesIO, io.IOBase, io.TextIOBase, type(io.BytesIO().getbuffer().obj):
    print(stream, stream.__basicsize__, stream.__mro__, stream.__dictoffset__, stream.__weakrefoffset__)
    print(sorted(stream.__dict__))
text, data = io.StringIO("abc"), io.BytesIO(b"abc" * 10)
print(sys.getsizeof(text), sys.getsizeof(data), gc.is_tracked(text), gc.is_tracked(data), gc.get_referents(text, data))
text.name = 1
print(text.__dict__, gc.get_referents(text), text.__getstate__(), weakref.ref(text)() is text)
print(text.newlines, text.encoding, text.errors, text.line_buffering)
for i in range(60):  # a buffer that is shared until it changes, and grows with something to spare
    data.write(b"12345" * i)
    shared = data.getvalue() if i % 7 == 0 else None
    print(sys.getsizeof(data), data.tell(), end=" ")
print(data.getvalue() is data.getvalue())
initial = b"initial"
print(io.BytesIO(initial).getvalue() is initial, io.BytesIO(initial).read() is initial)


class Loud(io.StringIO):
    def close(self):
        print("closing", self.closed)
        super().close()


loud = Loud()
loud.write("abc")
del loud
with Loud("text") as loud:
    print(loud.read())
try:
    loud.read()
except ValueError as problem:
    print(problem)
del loud


class Raw(io.RawIOBase):
    left = 5

    def readinto(self, target):
        if self.left == 0:
            return 0
        self.left -= 1
        target[:3] = b"ab\n"
        return 3


print(Raw().read(), Raw().readline(), Raw().readlines(), Raw().read(2), Raw().readlines(4))


class Buffered(io.BufferedIOBase):
    def read(self, size=-1):
        return b"xyz"


target = bytearray(4)
print(Buffered().readinto(target), target)
for attempt in [lambda: io.TextIOBase().read(), lambda: io.IOBase().seek(0), lambda: io.BufferedIOBase().write(b""),
                lambda: io.IOBase()._checkReadable(), lambda: io.RawIOBase().write(b""), lambda: text.seek(1, 1),
                lambda: data.seek(-1), lambda: text.read("1"), lambda: data.write("1"), lambda: text.write(b"1"),
                lambda: io.StringIO(1), lambda: io.StringIO("", "x"), lambda: text.__setstate__(()),
                lambda: io.BytesIO().readinto(b"")]:
    try:
        print(attempt())
    except Exception as problem:
        print(type(problem).__name__, problem)
for newline in None, "", "\n", "\r", "\r\n":
    stream = io.StringIO("a\nb\rc\r\nd", newline)
    print(repr(newline), stream.newlines, [line for line in stream], repr(stream.getvalue()), stream.__getstate__())

view = data.getbuffer()
view[:3] = b"XYZ"
for attempt in lambda: data.write(b"x" * 10000), lambda: data.close(), lambda: data.truncate(0):
    try:
        attempt()
    except BufferError as problem:
        print(problem)
print(data.getvalue()[:5], gc.get_referents(view.obj) == [data])
view.release()
data.close()
print(data.closed, isinstance(data, io.BufferedIOBase), issubclass(io.StringIO, io.TextIOBase), isinstance(text, io.IOBase))

numbers = array("i", [1, 2, 3])
print(bytes(numbers), io.BytesIO(numbers).getvalue(), b"".join([numbers, b"x"]))
octets = array("B", b"abc")
view = memoryview(octets)
for attempt in [lambda: octets.append(1), lambda: octets.pop(), lambda: octets.__delitem__(0),
                lambda: octets.__setitem__(slice(0, 1), array("B", b"zz"))]:
    try:
        attempt()
    except BufferError as problem:
        print(problem, octets)
view[0] = 65
view.release()
print(io.BytesIO(b"xyz").readinto(octets), octets)
