# SPDX-License-Identifier: MIT
"""Text as bytes and back by functions, as pickles name them."""


def encode(obj, encoding="utf-8", errors="strict"):
    return obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    return str(obj, encoding, errors)


_ESCAPES = {b"\\": b"\\", b"'": b"'", b'"': b'"', b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r",
            b"t": b"\t", b"v": b"\v", b"\n": b""}


def escape_decode(data, errors="strict"):
    """Bytes with the escapes of a bytes literal: what they stand for, and how many bytes were read."""
    result, i = bytearray(), 0
    while i < len(data):
        c = data[i:i + 1]
        i += 1
        if c != b"\\":
            result += c
            continue
        c = data[i:i + 1]
        i += 1
        if not c:
            raise ValueError("Trailing \\ in string")
        if c in _ESCAPES:
            result += _ESCAPES[c]
        elif c in b"01234567":
            digits = c
            while len(digits) < 3 and data[i:i + 1] and data[i:i + 1] in b"01234567":
                digits += data[i:i + 1]
                i += 1
            result.append(int(digits, 8) & 0xFF)
        elif c == b"x":
            try:
                result.append(int(data[i:i + 2].ljust(2, b"?"), 16))
            except ValueError:
                raise ValueError(f"invalid \\x escape at position {i - 2}") from None
            i += 2
        else:
            result += b"\\" + c
    return bytes(result), len(data)
