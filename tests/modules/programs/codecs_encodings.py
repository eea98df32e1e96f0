# Encodings by name, error handlers of a program, and the module codecs.
import codecs


def show(call, *args, **kwargs):
    try:
        print(ascii(call(*args, **kwargs)))
    except (LookupError, TypeError, ValueError, NotImplementedError) as error:
        print(type(error).__name__, ascii(str(error)))


high = bytes(range(128, 256))
for name in ("cp437", "cp850", "cp1252", "windows-1251", "CP1250", "iso8859-2", "ISO-8859-15", "latin9", "iso_8859_7", "koi8-r",
             "KOI8_U", "mac-roman", "cp866", "cp874"):
    text = high.decode(name, "replace")
    print(name, ascii(text), text.encode(name, "replace") == high.decode(name, "ignore").encode(name) or text.count("\ufffd"))
show("\u20ac\u0411".encode, "cp1252")
show(b"\x81a".decode, "cp1252")
show("\u20ac\u0411\u0411x".encode, "koi8-r", "xmlcharrefreplace")
show("\u20ac\u0411\u0411x".encode, "cp437", "namereplace")
show("x".encode, "klingon")
show(b"x".decode, "klingon")
show("x\u20ac".encode, "ascii", "no such handler")
show("x".encode, "ascii", "no such handler")

for text in ("a\n\t\\'\"\x00\x7f\x80\xff\u0100\U0001f600", "\ud800"):
    for name in ("unicode_escape", "raw_unicode_escape", "unicode-escape"):
        show(text.encode, name)
        show(lambda: text.encode(name).decode(name) == text)
for data in (rb"\x4", rb"\u12", rb"\U00110000", b"a\\", rb"\N{BULLET}\N{x}", rb"\N", rb"\N{", rb"\101\n\
c\'", "é".encode(), rb"\\u0041\u0042", rb"\\\u0042"):
    for name in ("unicode_escape", "raw_unicode_escape"):
        show(data.decode, name)
        show(data.decode, name, "replace")
show("é".encode, "utf-8-sig")
show(b"\xef\xbb\xbfa\xef\xbb\xbf".decode, "utf-8-sig")
show(codecs.encode, "Hello, World", "rot13")
show(codecs.decode, b"6869", "hex")
show(codecs.encode, b"hi", "hex")
show("x".encode, "rot13")
show(b"x".decode, "hex")

codecs.register_error("star", lambda error: ("*" * (error.end - error.start), error.end))
codecs.register_error("bytes", lambda error: (b"<>", error.start + 1))
codecs.register_error("bad", lambda error: 3)
codecs.register_error("far", lambda error: ("", 99))
codecs.register_error("last", lambda error: ("-", -1))
codecs.register_error("foreign", lambda error: ("\u20ac", error.end))
for handler in ("star", "bytes", "bad", "far", "foreign"):
    show("a\u20ac\u20acb".encode, "ascii", handler)
    if handler not in ("bad", "far"):
        show("a\u20ac\u20acb".encode, "cp437", handler)
    show(b"a\xffb\xfec".decode, "utf-8", handler)
    show(b"a\xffb".decode, "ascii", handler)
show("a\u20acbc".encode, "latin-1", "last")
show(codecs.lookup_error, "nothing")
show(codecs.register_error, "x", 3)
print(codecs.lookup_error("star") is not None, codecs.lookup_error("strict").__name__)
problem = UnicodeEncodeError("ascii", "a\u20acb", 1, 2, "why")
for handler in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape"):
    show(codecs.lookup_error(handler), problem)

info = codecs.lookup("UTF-8")
print(info.name, info.encode("é"), info.decode(b"\xc3\xa9"), isinstance(info, tuple), len(info))
print(codecs.lookup("latin1").name, codecs.lookup("cp1252").name, codecs.lookup("utf-16-le").name, codecs.lookup("ascii").name)
print(codecs.getencoder("ascii")("abc"), codecs.getdecoder("cp437")(b"\x82"))
print(codecs.BOM_UTF8, codecs.BOM, codecs.BOM_UTF16_BE, codecs.BOM_UTF32)
print(list(codecs.iterencode(["a", "é"], "utf-8")), list(codecs.iterdecode([b"a", b"\xc3", b"\xa9"], "utf-8")))


def search(name):
    if name == "upper":
        return codecs.CodecInfo(lambda text, errors="strict": (text.upper().encode(), len(text)),
                                lambda data, errors="strict": (bytes(data).decode().lower(), len(data)), name="upper")
    return None


codecs.register(search)
print("shout".encode("upper"), b"QUIET".decode("upper"), str(b"ABC", "Upper"), codecs.encode("x", "upper"))
codecs.unregister(search)
show("x".encode, "upper")
show(codecs.register, 3)
show(codecs.lookup, "klingon")
