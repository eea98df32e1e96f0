# SPDX-License-Identifier: MIT
"""Bytes as text of 64, 32 or 16 different characters, and back."""

import binascii

__all__ = ["encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode", "b32hexencode",
           "b32hexdecode", "b16encode", "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode",
           "urlsafe_b64decode"]

MAXBINSIZE = 57  # bytes that make a line of 76 characters

_to_urlsafe = bytes.maketrans(b"+/", b"-_")
_from_urlsafe = bytes.maketrans(b"-_", b"+/")
_digits32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_digits32hex = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _bytes_to_decode(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}") from None


# Base 64


def b64encode(s, altchars=None):
    """The bytes s in base 64; altchars replace + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return encoded
    assert len(altchars) == 2, repr(altchars)
    return encoded.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    """The bytes that s, bytes or ASCII text, means; other characters are passed over unless validate is true."""
    s = _bytes_to_decode(s)
    if altchars is not None:
        altchars = _bytes_to_decode(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """b64encode with the standard alphabet."""
    return b64encode(s)


def standard_b64decode(s):
    """b64decode with the standard alphabet."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """b64encode with - and _ in place of + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    """b64decode with - and _ in place of + and /."""
    return b64decode(_bytes_to_decode(s).translate(_from_urlsafe))


def encodebytes(s):
    """The bytes s in base 64, in lines of 76 characters."""
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from error
    return b"".join(binascii.b2a_base64(view[i : i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """The bytes that lines in base 64 mean."""
    try:
        memoryview(s)
    except TypeError as error:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from error
    return binascii.a2b_base64(s)


# Base 32


def _b32encode(digits, s):
    s = memoryview(s).tobytes()
    encoded = bytearray()
    for i in range(0, len(s), 5):
        part = s[i : i + 5]
        number = int.from_bytes(part.ljust(5, b"\0"))
        characters = bytes(digits[number >> shift & 31] for shift in range(35, -5, -5))
        used = -(-8 * len(part) // 5)
        encoded += characters[:used].ljust(8, b"=")
    return bytes(encoded)


def _b32decode(digits, s, casefold=False, map01=None):
    s = _bytes_to_decode(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_to_decode(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    stripped = s.rstrip(b"=")
    decoded = bytearray()
    for i in range(0, len(stripped), 8):
        number = 0
        for character in stripped[i : i + 8].ljust(8, digits[:1]):
            value = digits.find(character)
            if value < 0:
                raise binascii.Error("Non-base32 digit found")
            number = number << 5 | value
        decoded += number.to_bytes(5)
    n_padding = len(s) - len(stripped)
    if n_padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    return bytes(decoded[: len(decoded) - (5 * n_padding + 7) // 8])


def b32encode(s):
    """The bytes s in base 32."""
    return _b32encode(_digits32, s)


def b32decode(s, casefold=False, map01=None):
    """The bytes that s means; with casefold also in small letters, with map01 also with the digits 0 and 1."""
    return _b32decode(_digits32, s, casefold, map01)


def b32hexencode(s):
    """The bytes s in base 32, with digits first."""
    return _b32encode(_digits32hex, s)


def b32hexdecode(s, casefold=False):
    """The bytes that s, as of b32hexencode, means."""
    return _b32decode(_digits32hex, s, casefold)


# Base 16


def b16encode(s):
    """The bytes s as hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """The bytes that hexadecimal digits mean; with casefold also in small letters."""
    s = _bytes_to_decode(s)
    if casefold:
        s = s.upper()
    if s.strip(b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)
