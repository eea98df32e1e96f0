# Every property of a sample of characters, as a hash, and the module's errors.
import unicodedata

sample = [chr(i) for i in [*range(0, 0x3400), *range(0x3400, 0x20000, 5), *range(0x20000, 0x32000, 97), *range(0xe0000, 0xe0200),
                           0x10ffff, 0xd7a3, 0x20001, 0x16b61]]


def fold(values):
    number = 0
    for value in values:
        for byte in repr(value).encode("utf-8", "surrogatepass"):
            number = (number * 31 + byte) % 2305843009213693951
    return number


for function in (unicodedata.name, unicodedata.decimal, unicodedata.digit, unicodedata.numeric):
    print(function.__name__, fold(function(c, None) for c in sample))
for function in (unicodedata.category, unicodedata.bidirectional, unicodedata.combining, unicodedata.mirrored,
                 unicodedata.east_asian_width, unicodedata.decomposition):
    print(function.__name__, fold(function(c) for c in sample))
for form in "NFC", "NFD", "NFKC", "NFKD":
    pairs = [a + b + c for a, b, c in zip(sample, "\u0301\u0323\u1161\u11a8\u0345a" * 2000, "\u0323\u0307x" * 4000)]
    print(form, fold(unicodedata.normalize(form, c) for c in sample), fold(unicodedata.normalize(form, p) for p in pairs),
          sum(unicodedata.is_normalized(form, c) for c in sample))
print(all(unicodedata.lookup(unicodedata.name(c)) == c for c in sample if unicodedata.name(c, None)))

for call in (lambda: unicodedata.name("ab"), lambda: unicodedata.category(b"a"), lambda: unicodedata.decimal("a"),
             lambda: unicodedata.digit("a"), lambda: unicodedata.numeric("a"), lambda: unicodedata.name("\0"),
             lambda: unicodedata.lookup("x"), lambda: unicodedata.lookup("A" * 300), lambda: unicodedata.lookup(3),
             lambda: unicodedata.lookup(b"BULLET"), lambda: unicodedata.normalize("x", "a"),
             lambda: unicodedata.normalize("x", ""), lambda: unicodedata.normalize(1, ""), lambda: unicodedata.unidata_version):
    try:
        print(call())
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
text = "\u00e9\u1ea0"
print(unicodedata.normalize("NFC", text) is text, unicodedata.normalize("NFC", "\U0001d157\U0001d165" + "\uac00\u11a8"))
