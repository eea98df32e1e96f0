# Characters by name, in literals and as an error handler writes them.
print("\N{BULLET}\N{latin small letter a}\N{HANGUL SYLLABLE GANJ}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{NBSP}\N{BELL}|")
print(f"\N{BULLET}{3}\N{NULL}".encode(), "é日\x80\ud800\U0001F600가".encode("ascii", "namereplace"))
for name in ("x", "LATIN SMALL LETTER R WITH TILDE", "HANGUL SYLLABLE ", "hangul syllable gag", "CJK UNIFIED IDEOGRAPH-3",
             "CJK UNIFIED IDEOGRAPH-4e00", "A" * 300, "", "é", "LINE_FEED"):
    try:
        print(eval("'\\N{" + name + "}'"))
    except SyntaxError as error:
        print(error)
for literal in r"'\N'", r"'\N{BULLET'", r"'\NBULLET'", r"b'\N{BULLET}'", r"r'\N{BULLET}'":
    try:
        print(eval(literal))
    except SyntaxError as error:
        print(error)
try:
    b"\xff".decode("utf-8", "namereplace")
except TypeError as error:
    print(error)
