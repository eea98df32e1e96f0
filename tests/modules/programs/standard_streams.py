# The streams of sys, and the bytes below them.
import io
import sys

out, error, inside = sys.stdout.buffer, sys.stderr.buffer, sys.stdin.buffer
print(out is sys.stdout.buffer, [stream.fileno() for stream in (inside, out, error)])
print(out, inside, [stream.mode for stream in (inside, out, error)])
for stream in (inside, out):
    print(stream.name, stream.readable(), stream.writable(), stream.closed)
    print([isinstance(stream, kind) for kind in (io.IOBase, io.BufferedIOBase, io.RawIOBase, io.TextIOBase)])
print([isinstance(sys.stdout, kind) for kind in (io.IOBase, io.BufferedIOBase, io.TextIOBase, io.TextIOWrapper)])
sys.stdout.flush()
print(out.write(b"bytes \xff\xc3\xa9\n"), end="")
out.flush()
sys.stdout.flush()
print()
sys.stdout.flush()
out.write(bytearray(b"a bytearray\n"))
out.writelines([b"two ", memoryview(b"parts\n")])
out.flush()
for wrong in ("text", 5, None):
    try:
        out.write(wrong)
    except TypeError as problem:
        print(problem)
for refused in (out.read, out.readline, lambda: inside.write(b"x")):
    try:
        refused()
    except io.UnsupportedOperation as problem:
        print(problem)
print(sys.stdin.read(5), sys.stdin.readline(2), inside.read(), inside.read(3), inside.readline(), list(inside))
