# SPDX-License-Identifier: MIT
"""Encodings by name, error handlers, and what makes them of a program's functions.

What has one byte a character and the UTF encodings are part of str and bytes; these ask here for all others."""

import unicodedata

__all__ = ["register", "unregister", "lookup", "encode", "decode", "getencoder", "getdecoder", "getincrementalencoder",
           "getincrementaldecoder", "getreader", "getwriter", "iterencode", "iterdecode", "register_error", "lookup_error",
           "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
           "namereplace_errors", "Codec", "CodecInfo", "IncrementalEncoder", "IncrementalDecoder", "BOM", "BOM_BE", "BOM_LE",
           "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE",
           "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"


class CodecInfo(tuple):
    """What lookup returns: encode, decode, and two classes that streams would use."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None,
                name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (self.__class__.__module__, self.__class__.__qualname__, self.name,
                                                          id(self))


class Codec:
    """What encodes and decodes all at once."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """What encodes piece after piece."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    """What decodes piece after piece."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


# --- error handlers ------------------------------------------------------------------------------------------------------


def _refuse(exception):
    raise TypeError(f"don't know how to handle {type(exception).__name__} in error callback")


def strict_errors(exception):
    if isinstance(exception, Exception):
        raise exception
    raise TypeError("codec must pass exception instance")


def ignore_errors(exception):
    if not isinstance(exception, UnicodeError):
        _refuse(exception)
    return "", exception.end


def replace_errors(exception):
    n = getattr(exception, "end", 0) - getattr(exception, "start", 0)
    if isinstance(exception, UnicodeEncodeError):
        return "?" * n, exception.end
    if isinstance(exception, UnicodeDecodeError):
        return "\ufffd", exception.end
    if isinstance(exception, UnicodeTranslateError):
        return "\ufffd" * n, exception.end
    _refuse(exception)


def _by_handler(name):
    def handle(exception):
        if not isinstance(exception, UnicodeEncodeError):
            _refuse(exception)
        part = exception.object[exception.start:exception.end]
        return part.encode("ascii", name).decode("ascii"), exception.end
    handle.__name__ = handle.__qualname__ = name + "_errors"
    return handle


xmlcharrefreplace_errors = _by_handler("xmlcharrefreplace")
namereplace_errors = _by_handler("namereplace")


def backslashreplace_errors(exception):
    if not isinstance(exception, UnicodeError):
        _refuse(exception)
    part = exception.object[exception.start:exception.end]
    if isinstance(part, str):
        return "".join(_escape(ord(c)) for c in part), exception.end
    return "".join("\\x%02x" % byte for byte in part), exception.end


def _escape(code):
    return "\\x%02x" % code if code < 0x100 else "\\u%04x" % code if code < 0x10000 else "\\U%08x" % code


def _surrogateescape(exception):
    part = exception.object[exception.start:exception.end]
    if isinstance(exception, UnicodeEncodeError) and all("\udc80" <= c <= "\udcff" for c in part):
        return bytes(ord(c) - 0xdc00 for c in part), exception.end
    if isinstance(exception, UnicodeDecodeError) and part and part[0] >= 0x80:
        return chr(0xdc00 + part[0]), exception.start + 1
    raise exception


def _surrogatepass(exception):
    part = exception.object[exception.start:exception.end]
    if isinstance(exception, UnicodeEncodeError):
        return part.encode(exception.encoding, "surrogatepass"), exception.end
    raise exception


_handlers = {"strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
             "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
             "namereplace": namereplace_errors, "surrogateescape": _surrogateescape, "surrogatepass": _surrogatepass}


def register_error(errors, handler, /):
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler


def lookup_error(name, /):
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


def _handle_error(exception, name, _more=None):
    """What str and bytes put in place of what EXCEPTION is about: (replacement, where to go on)."""
    answer = lookup_error(name)(exception)
    encoding = isinstance(exception, UnicodeEncodeError)
    if not isinstance(answer, tuple) or len(answer) != 2 or not isinstance(answer[1], int) \
            or not isinstance(answer[0], (str, bytes) if encoding else str):
        raise TypeError("encoding error handler must return (str/bytes, int) tuple" if encoding
                        else "decoding error handler must return (str, int) tuple")
    replacement, position = answer
    n = len(exception.object)
    if position < 0:
        position += n
    if not 0 <= position <= n:
        raise IndexError(f"position {answer[1]} from error handler out of bounds")
    return replacement, position


# --- encodings of this module --------------------------------------------------------------------------------------------


def _utf_8_sig_encode(text, errors="strict"):
    return BOM_UTF8 + text.encode("utf-8", errors), len(text)


def _utf_8_sig_decode(data, errors="strict"):
    data = bytes(data)
    return data.removeprefix(BOM_UTF8).decode("utf-8", errors), len(data)


_SIMPLE = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANINGS = {10: "", 34: '"', 39: "'", 92: "\\", 97: "\a", 98: "\b", 102: "\f", 110: "\n", 114: "\r", 116: "\t", 118: "\v"}


def _unicode_escape_encode(text, errors="strict"):
    parts = [_SIMPLE.get(c) or (c if " " <= c < "\x7f" else _escape(ord(c))) for c in text]
    return "".join(parts).encode("ascii"), len(text)


def _raw_unicode_escape_encode(text, errors="strict"):
    parts = [c if c < "\u0100" else _escape(ord(c)) for c in text]
    return "".join(parts).encode("latin-1"), len(text)


def _read_hex(data, at, wanted):
    """The number of WANTED hexadecimal digits at AT, None if they are fewer; and where they end."""
    end = at
    while end < len(data) and end < at + wanted and chr(data[end]) in "0123456789abcdefABCDEF":
        end += 1
    return (int(data[at:end], 16) if end == at + wanted else None), end


def _read_escape(data, at):
    """The text of the escape at AT, or None and the reason there is none; and where it ends."""
    if at + 1 == len(data):
        return None, "\\ at end of string", at + 1
    kind = data[at + 1]
    if kind in _MEANINGS:
        return _MEANINGS[kind], None, at + 2
    if kind in b"01234567":
        end = at + 2
        while end < len(data) and end < at + 4 and data[end] in b"01234567":
            end += 1
        return chr(int(data[at + 1:end], 8)), None, end
    if kind in b"xuU":
        digits = {120: 2, 117: 4, 85: 8}[kind]
        code, end = _read_hex(data, at + 2, digits)
        if code is None:
            return None, "truncated \\" + {2: "xXX", 4: "uXXXX", 8: "UXXXXXXXX"}[digits] + " escape", end
        return (chr(code), None, end) if code < 0x110000 else (None, "illegal Unicode character", end)
    if kind == 78:
        closing = data.find(b"}", at + 3) if data[at + 2:at + 3] == b"{" else -1
        if closing <= at + 3:
            return None, "malformed \\N character escape", closing if closing > 0 else at + 2 + (data[at + 2:at + 3] == b"{")
        try:
            return unicodedata.lookup(data[at + 3:closing].decode("latin-1")), None, closing + 1
        except KeyError:
            return None, "unknown Unicode character name", closing + 1
    return "\\" + chr(kind), None, at + 2


def _decode_escapes(data, errors, encoding, read):
    data = data.encode() if isinstance(data, str) else bytes(data)
    parts, at = [], 0
    while at < len(data):
        backslash = data.find(b"\\", at)
        if backslash < 0:
            backslash = len(data)
        parts.append(data[at:backslash].decode("latin-1"))
        if backslash == len(data):
            break
        text, reason, at = read(data, backslash)
        if text is None:
            text, at = _handle_error(UnicodeDecodeError(encoding, data, backslash, at, reason), errors)
        parts.append(text)
    return "".join(parts), len(data)


def _unicode_escape_decode(data, errors="strict"):
    return _decode_escapes(data, errors, "unicodeescape", _read_escape)


def _read_raw_escape(data, at):
    n = 1
    while at + n < len(data) and data[at + n] == 92:
        n += 1
    if n % 2 == 0 or data[at + n:at + n + 1] not in (b"u", b"U"):
        return "\\" * n, None, at + n
    text, reason, end = _read_escape(data, at + n - 1)
    if text is None:
        return (None, reason.replace("illegal Unicode character", "\\Uxxxxxxxx out of range"), end)
    return "\\" * (n - 1) + text, None, end


def _raw_unicode_escape_decode(data, errors="strict"):
    return _decode_escapes(data, errors, "rawunicodeescape", _read_raw_escape)


def _rot_13(text, errors="strict"):
    return "".join(chr((ord(c) - base + 13) % 26 + base) if c.isascii() and c.isalpha() else c
                   for c in text for base in (97 if c >= "a" else 65,)), len(text)


def _hex_encode(data, errors="strict"):
    data = bytes(data)
    return data.hex().encode(), len(data)


def _hex_decode(data, errors="strict"):
    data = bytes(data)
    return bytes.fromhex(data.decode("ascii")), len(data)


_own = {"utf_8_sig": ("utf-8-sig", _utf_8_sig_encode, _utf_8_sig_decode, True),
        "unicode_escape": ("unicode-escape", _unicode_escape_encode, _unicode_escape_decode, True),
        "raw_unicode_escape": ("raw-unicode-escape", _raw_unicode_escape_encode, _raw_unicode_escape_decode, True),
        "rot_13": ("rot-13", _rot_13, _rot_13, False),
        "hex_codec": ("hex", _hex_encode, _hex_decode, False)}
_aliases = {"utf_8_sig": "utf_8_sig", "unicodeescape": "unicode_escape", "rot13": "rot_13", "hex": "hex_codec"}
_NAMES = {"utf8": "utf-8", "u8": "utf-8", "utf": "utf-8", "cp65001": "utf-8", "latin1": "iso8859-1", "latin": "iso8859-1",
          "l1": "iso8859-1", "latin_1": "iso8859-1", "iso_8859_1": "iso8859-1", "iso8859": "iso8859-1", "8859": "iso8859-1",
          "cp819": "iso8859-1", "us_ascii": "ascii", "646": "ascii", "utf16": "utf-16", "u16": "utf-16", "utf32": "utf-32",
          "u32": "utf-32", "windows_1252": "cp1252", "windows_1251": "cp1251", "windows_1250": "cp1250", "latin2": "iso8859-2",
          "iso_8859_2": "iso8859-2", "iso_8859_15": "iso8859-15", "latin9": "iso8859-15", "ibm437": "cp437", "437": "cp437",
          "macroman": "mac-roman", "koi8r": "koi8-r"}


# --- lookup --------------------------------------------------------------------------------------------------------------

_searchers, _found = [], {}


def register(search_function, /):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searchers.append(search_function)


def unregister(search_function, /):
    if search_function in _searchers:
        _searchers.remove(search_function)
        _found.clear()


def _normalize(encoding):
    return "".join(c if c.isalnum() or c == "." else "_" for c in encoding.lower().replace(" ", "-"))


def _built_in(name):
    """What str and bytes know by themselves, or None."""
    if _aliases.get(name, name) in _own:
        shown, encode, decode, is_text = _own[_aliases.get(name, name)]
    else:
        def encode(text, errors="strict"):
            return text.encode(name, errors), len(text)

        def decode(data, errors="strict"):
            return bytes(data).decode(name, errors), len(data)

        shown, is_text = _NAMES.get(name, name.replace("_", "-")), True
        _asking.append(name)
        try:
            "".encode(name)
        except LookupError:
            return None
        finally:
            _asking.pop()

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(IncrementalDecoder):
        """Bytes that may be the beginning of a character are kept for the next call."""

        def __init__(self, errors="strict"):
            self.errors = errors
            self.buffer = b""

        def decode(self, input, final=False):
            data = self.buffer + bytes(input)
            self.buffer = b""
            for kept in range(4):
                try:
                    text = decode(data[:len(data) - kept], "strict" if not final else self.errors)[0]
                except UnicodeDecodeError as error:
                    if final or error.end < len(data) - kept or kept == 3:
                        return decode(data, self.errors)[0]
                else:
                    self.buffer = data[len(data) - kept:]
                    return text

        def reset(self):
            self.buffer = b""

        def getstate(self):
            return self.buffer, 0

        def setstate(self, state):
            self.buffer = state[0]

    return CodecInfo(encode, decode, incrementalencoder=Encoder, incrementaldecoder=Decoder, name=shown,
                     _is_text_encoding=is_text)


_asking = []  # names that str is asked about: it must not ask back


def lookup(encoding, /):
    name = _normalize(encoding)
    if name in _asking:
        raise LookupError(f"unknown encoding: {encoding}")
    if name in _found:
        return _found[name]
    info = _built_in(name)
    for search in _searchers:
        if info is not None:
            break
        info = search(name)
        if info is not None and (not isinstance(info, tuple) or len(info) != 4):
            raise TypeError("codec search functions must return 4-tuples")
    if info is None:
        raise LookupError(f"unknown encoding: {encoding}")
    _found[name] = info
    return info


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding)[0](obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding)[1](obj, errors)[0]


def _text_codec(encoding, verb):
    info = lookup(encoding)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(f"'{encoding}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs")
    return info


def _encode_text(text, encoding, errors):
    """str.encode for what str does not know."""
    data = _text_codec(encoding, "encode")[0](text, errors)[0]
    if not isinstance(data, bytes):
        raise TypeError(f"'{encoding}' encoder returned '{type(data).__name__}' instead of 'bytes'; use codecs.encode() to "
                        "encode to arbitrary types")
    return data


def _decode_text(data, encoding, errors):
    """bytes.decode for what bytes does not know."""
    text = _text_codec(encoding, "decode")[1](data, errors)[0]
    if not isinstance(text, str):
        raise TypeError(f"'{encoding}' decoder returned '{type(text).__name__}' instead of 'str'; use codecs.decode() to "
                        "decode to arbitrary types")
    return text


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for part in iterator:
        output = encoder.encode(part)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for part in iterator:
        output = decoder.decode(part)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output
