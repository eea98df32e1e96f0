# Packing and unpacking in every format; what does not fit; buffers, offsets, iterators; the class Struct.
import gc
import struct
import sys
import weakref


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


class Index:
    def __index__(self):
        return 7


class Failing:
    def __index__(self):
        raise KeyError("index")

    def __bool__(self):
        raise ValueError("bool")


class Float:
    def __float__(self):
        return 2.5


for manner in ("", "<", ">"):
    for letter, bits in zip("bBhHiIlLqQnNP", (8, 8, 16, 16, 32, 32, 64, 64, 64, 64, 64, 64, 64)):
        edge = 1 << bits - letter.islower()
        for number in (1, -1, edge - 1, edge, -edge, -edge - 1, 2**63, 2**64, -(2**70)):
            show(struct.pack, manner + letter, number)
for letter in "bHiQnP":
    for value in (True, Index(), Failing(), 1.5, "1", None):
        show(struct.pack, letter, value)

floats = [0.0, -0.0, 1.0, -2.5, 0.1, 5e-324, 6e-8, 1e-8, 2.0**-24, 2.0**-25, 2.0**-25 * 1.0000001, 65504.0, 65519.0,
          65520.0, 1e5, 1.0009765625, 1.00048828125, 1.00146484375, 1e38, 1e39, 1e308, float("inf"), -float("inf"),
          float("nan"), 3, 10**39, 10**400, True, Float(), Index(), "1", None]
for manner in ("", "<", ">"):
    for letter in "efd":
        for number in floats:
            show(struct.pack, manner + letter, number)
for data in (b"\0\0", b"\0\x80", b"\x01\0", b"\xff\x03", b"\0\x04", b"\0\x3c", b"\xff\x7b", b"\0\x7c", b"\0\xfc", b"\x01\x7e"):
    show(struct.unpack, "<e", data)
    show(struct.unpack, ">e", data)

for form, value in [("c", b"a"), ("c", b"ab"), ("c", "a"), ("c", 5), ("c", bytearray(b"a")), ("s", "x"), ("5s", b"ab"),
                    ("2s", b"abcd"), ("0s", b"abc"), ("3s", bytearray(b"abc")), ("p", b"abc"), ("5p", b"abcdef"),
                    ("5p", b"ab"), ("p", "x"), ("300p", b"x" * 400), ("?", []), ("<?", [1]), (">?", 0.0), ("?", Failing())]:
    print(form, end=" ")
    show(struct.pack, form, value)

for form, values in [("bb", (1,)), ("bb", (1, 2, 3)), ("", ()), ("", (1,)), ("3x", ()), ("z", (1,)), ("<n", (1,)),
                     ("<P", (1,)), ("5", ()), ("b5", (1,)), (" b\tb\n", (1, 2)), ("2 b", (1, 2)), ("b\0", (1,)),
                     ("99999999999999999999b", (1,)), ("9223372036854775807i", ()), ("9223372036854775807b", ()),
                     ("b9223372036854775807x", (1,)), ("bi", (1, 2)), ("=bi", (1, 2)), ("bhilqnfd", range(8)),
                     ("b0i", (1,)), ("b0q", (1,)), ("<b0q", (1,)), ("10s2xh", (b"hello", 3)), ("3?", (1, 0, 5)),
                     ("é", (1,)), (b"bh", (1, 2)), (5, (1,)), (None, ()), (">3h", (1, 2, 3)), ("!3h", (1, 2, 3)), ("<b<b", (1, 2))]:
    print(form, end=" ")
    show(struct.pack, form, *values)
    show(struct.calcsize, form)

for form, data in [("b", b""), ("b", b"ab"), ("<hh", b"abc"), (">hhl", b"12345678"), ("c", b"a"), ("5s", b"abcde"),
                   ("5p", b"\x03abcd"), ("5p", b"\x09abcd"), ("0s", b""), ("p", b"\0"), ("?", b"\2"), ("<?", b"\0"),
                   ("2x", b"ab"), (">f", b"\x3f\x80\0\0"), ("<d", bytes(8)), ("P", b"\xff" * 8), ("Q", b"\xff" * 8),
                   ("n", b"\xff" * 8), (">q", b"\xff" * 8), (">i", b"\x80\0\0\0"), (">H", b"\x80\0"), (">h", b"\x80\0"),
                   ("b", 5), ("b", "a"), ("b", None), ("i", bytearray(4)), ("i", memoryview(b"1234"))]:
    print(form, end=" ")
    show(struct.unpack, form, data)

for function in (struct.pack, struct.unpack, struct.pack_into, struct.unpack_from, struct.iter_unpack, struct.calcsize):
    show(function)
    show(function, "b")
buffer = bytearray(8)
for arguments in [(0, 1, 2), (-2, 1, 2), (-9, 1, 2), (5, 1, 2), (1,), (8, 1, 2), (-4, 1, 2), (1 << 70, 1, 2), (0, 1),
                  ("0", 1, 2), (0, 1, "2")]:
    show(struct.pack_into, "hh", buffer, *arguments)
    print(buffer)
show(struct.pack_into, "hh", b"1234", 0, 1, 2)
show(struct.pack_into, "hh", 5, 0, 1, 2)
for offset in (0, 4, 6, -4, -3, -9, 9, "0"):
    show(struct.unpack_from, "hh", buffer, offset)
show(struct.unpack_from, "hh", buffer=buffer, offset=1)
show(struct.unpack_from, "hh", buffer, off=1)
show(struct.unpack_from, "hh", "s")
show(lambda: list(struct.iter_unpack("h", buffer)))
for form, data in [("hhh", buffer), ("", buffer), ("h", 5)]:
    show(struct.iter_unpack, form, data)
iterator = struct.iter_unpack("h", buffer)
print(type(iterator), iterator.__length_hint__(), next(iterator), iterator.__length_hint__(), iter(iterator) is iterator)
show(buffer.append, 1)
print(list(iterator), iterator.__length_hint__(), sys.getsizeof(iterator))
show(buffer.append, 1)

form = struct.Struct(">hi")
print(form.size, form.format, form.pack(1, 2), form.unpack(b"123456"), form.unpack_from(b"0123456", 1),
      list(form.iter_unpack(b"1" * 12)))
print(type(form), struct.error, struct.error.__mro__, repr(form).split(" at ")[0])
for method, arguments in [("pack", (1,)), ("pack", (1, 2, 3)), ("unpack", (b"",)), ("unpack_from", (b"",)),
                          ("pack_into", (bytearray(2), 0, 1, 2)), ("iter_unpack", (b"1",))]:
    show(getattr(form, method), *arguments)
for arguments in [(), ("z",), (5,), ("b", 1)]:
    show(struct.Struct, *arguments)
show(form.__init__, "b")
print(form.size, form.format, struct.Struct(format=b"<b").format)
print([sys.getsizeof(struct.Struct(text)) for text in ("", "bb", "bbhh", "100b", "5s", "3x")], form.__sizeof__())
for name in ("size", "format", "other"):
    show(setattr, form, name, 5)
print(gc.is_tracked(form), weakref.ref(form)() is form, b"<b" in gc.get_referents(struct.Struct("<b")))


class Pair(struct.Struct):
    def __init__(self, letter):
        super().__init__("<2" + letter)


pair = Pair("h")
pair.note = "kept"
print(pair.pack(1, 2), pair.note, Pair.__bases__)
empty = struct.Struct.__new__(struct.Struct)
show(empty.pack, 1)
show(empty.unpack, b"")
