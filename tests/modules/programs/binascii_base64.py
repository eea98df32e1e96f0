# Bytes as text: hexadecimal, base 64, 32, 16; what is wrong with texts; checksums.
import base64
import binascii


def show(function, *arguments, **keywords):
    try:
        print(function.__name__, repr(function(*arguments, **keywords)))
    except Exception as error:
        print(function.__name__, type(error).__module__, type(error).__name__, error)


samples = [b"", b"\0", b"ab", b"abc", b"abcd", b"\xff\xfe\xfb\xef\xbe", bytearray(b"xyz"), memoryview(b"12"), bytes(range(60))]
for data in samples + ["abc", "é", 5, None]:
    for function in (binascii.hexlify, binascii.unhexlify, binascii.b2a_base64, binascii.a2b_base64, binascii.crc32,
                     base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes, base64.decodebytes, base64.b32encode,
                     base64.b32hexencode, base64.b16encode, base64.b64decode, base64.b16decode, base64.b32decode):
        show(function, data)
for data in samples:
    assert base64.b64decode(base64.b64encode(data)) == data
    assert base64.urlsafe_b64decode(base64.urlsafe_b64encode(data)) == data
    assert base64.b32decode(base64.b32encode(data)) == data
    assert base64.b32hexdecode(base64.b32hexencode(data).lower(), casefold=True) == data
    assert base64.b16decode(base64.b16encode(data).lower(), True) == data
    assert base64.decodebytes(base64.encodebytes(data)) == data

for text in ("61", "6", "6g", "é", b"6162", b"6 2", "ABcd"):
    show(binascii.unhexlify, text)
for arguments in [(":",), (b"-", 2), ("-", -2), ("-", 4), ("--",), (5,), ("x", 0)]:
    show(binascii.hexlify, b"abcdefg", *arguments)
show(binascii.hexlify, data=b"ab", sep="_", bytes_per_sep=1)
show(binascii.b2a_base64, b"abcd", newline=False)
show(binascii.b2a_base64, data=b"a")

for text in (b"YQ==", b"YQ=", b"YQ", b"Y", b"YWI=", b"YW Jj\n", b"YWJj=", b"=YWJj", b"YQ==YQ==", b"Y Q = =", b"YWJjZ", b"====",
             b"YWJ$j", "YWJj", "YWJé", b"YWI=xx", b"AB=C", b"A=BC", b"A===", b"YW==Jj", b"ab-_", b"ab\0c"):
    print(text, end=" ")
    show(binascii.a2b_base64, text)
    show(binascii.a2b_base64, text, strict_mode=True)
    show(base64.b64decode, text, "-_")
    show(base64.b64decode, text, validate=True)
for text in (b"MFRGG===", b"MFRGG==", b"mfrgg===", b"MFRG=G==", b"M=======", b"MFRGGZDF", b"MFRGG1DF", b"MFRGG8DF", "MY======"):
    show(base64.b32decode, text)
    show(base64.b32decode, text, casefold=True, map01="L")
    show(base64.b32hexdecode, text)
for text in (b"6162", b"616", b"6z", b"ab", "AB"):
    show(base64.b16decode, text)
    show(base64.b16decode, text, casefold=True)

show(binascii.crc32, b"lo", binascii.crc32(b"hel"))
for start in (0, 5, 2**40, -1):
    show(binascii.crc32, b"hello", start)
    show(binascii.crc_hqx, b"hello", start)
for function in (binascii.crc32, binascii.crc_hqx, binascii.hexlify, binascii.a2b_base64, binascii.unhexlify):
    show(function)
print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
