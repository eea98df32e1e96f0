import re


def attempt(function, *args, **options):
    try:
        return function(*args, **options)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def show(match):
    if not isinstance(match, re.Match):
        return match
    return (match.span(), match.group(), match.groups(), match.groupdict(), match.lastindex, match.lastgroup, match.regs)


texts = ["", "a", "abc", "aaa bbb", "The quick brown fox", "foo.bar@example.com", "x=1, y = 22;z=333", "line one\nline two\n",
         "\n", "naïve café", "€100 and ¥2000", "😀 smile 😀", "ΑΒΓ αβγ", "tab\tand\x0bvt\x1cfs", "2024-01-31T10:20:30",
         "<a><b></b></a>", "aXbXc", "((nested) parens)", "straße STRASSE", "١٢٣ 123", "aabbaabb", "foofoo bar", "__init__"]
patterns = [r"", r"a", r"a*", r"a+?", r"(a)(b)?", r"(a)|(b)", r"((a)|(b))+", r"\w+", r"\W+", r"\d+", r"\D", r"\s", r"\S+", r"\b",
            r"\B", r"^", r"$", r"^.*$", r"(?m)^", r"(?m)$", r"(?m)^\w+", r"(?s).+", r"[a-c]+", r"[^a-z\s]+", r"[\w.]+@[\w.]+",
            r"(?P<key>\w+)\s*=\s*(?P<value>\d+)", r"(\w+) (\w+)", r"(?i)THE|FOX", r"\A\w", r"\w\Z", r"(?<=o)\w", r"(?<!o)\b\w",
            r"\w(?=\s)", r"\w(?!\w)", r"(\w)\1", r"(?P<c>\w)(?P=c)", r"(\d{4})-(\d\d)-(\d\d)", r"x{2,}|a{1,2}", r"a{,2}", r"(?:ab|a)c?",
            r"(a)?(?(1)b|c)", r"<(?P<tag>\w+)>", r"<.*?>", r"<.*>", r"[]]", r"[^]]+", r"[a\-z]+", r"\.", r"\x41|\u0042|\U00000043",
            r"é|€", r"(?i)CAFÉ", r"[à-ü]+", r"(?a)\w+", r"(?a:\w+)\W", r"(?i:a)b", r"(?-i:a)", r"\$|\^", r"a++b", r"(?>a+)b", "(?x) a # c\n b", r"(?#comment)a", r"a(?#c)*", r"[\d\s]+", r"[^\d\s]+", r"[\S]+", r"[\D]+", r"\\", r"{", r"a{", r"a{1", r"a{x}", r"]",
            r"\t", r"[\b]", r"\0", r"\101", r"(?i)ß", r"(?i)α+", r"😀", r".", r"(.)(.)(.)?", r"()", r"(|a)+", r"(?:)", r"x*", r"(?i)[a-f]+",
            r"(fo+)\1", r"\w+(?:\s\w+)*", r"_+(\w+?)_+", r"(a+|b+)*c", r"^\s*$", r"(?m)^$", r"[[]", r"[a-]", r"[-a]", r"\w{3,5}?"]
for pattern in patterns:
    compiled = attempt(re.compile, pattern)
    print("==", ascii(pattern), ascii(repr(compiled)))
    if isinstance(compiled, str):
        continue
    print(compiled.groups, dict(compiled.groupindex), compiled.flags)
    for text in texts:
        results = [show(attempt(compiled.search, text)), show(attempt(compiled.match, text)), show(attempt(compiled.fullmatch, text)),
                   attempt(compiled.findall, text), attempt(compiled.split, text), attempt(compiled.sub, "-", text),
                   attempt(compiled.subn, r"<\g<0>>", text, 2)]
        print(ascii(results))

data = b"key=\xff\x00val; k2=v2\n"
for pattern in (rb"\w+", rb"(\w+)=(.*?)[;\n]", rb"[\x80-\xff]", rb"\W", rb"(?i)KEY", rb"\s$", rb"."):
    compiled = re.compile(pattern)
    print(pattern, compiled, compiled.findall(data), compiled.split(data), compiled.sub(rb"[\g<0>]", data), show(compiled.search(data)))
print(re.findall(b"a+", bytearray(b"aabaa")), re.sub(b"a", b"b", bytearray(b"aa")), re.match(b"a", memoryview(b"ab")))

# Expressions in which nothing is special.
for text in ["fox", "a fox, a fox \u2022 fox", "\U0001f98afoxfoxfo", "", "fo"]:
    print([found.span() for found in re.finditer("fox", text)], re.sub("fox", "cat", text), re.split("fox", text, 1),
          re.findall("\u2022", text), re.search("fox", text), re.match("fox", text), re.fullmatch("fox", text))
scanner = re.compile("ab").scanner("ababxab", 1, 6)
print(scanner.search(), scanner.search(), re.compile("aa").findall("aaaaa"), re.findall("A", "aA", re.I), re.findall("\0", "a\0b"))
print(re.compile("a b", re.X).findall("ab a b"), re.compile("ab").findall("abab", 1), re.compile("ab").search("abab", 1, 3))
