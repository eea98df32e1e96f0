import re


def attempt(function, *args, **options):
    try:
        print(repr(function(*args, **options)))
    except Exception as error:
        print(f"{type(error).__module__}.{type(error).__qualname__}: {error}")
        if isinstance(error, re.error):
            print("  ", repr(error.msg), error.pos, error.lineno, error.colno)


# Errors.
for pattern in ("(", ")", "[", "[a", "[]", "[^]", "*", "+a", "?", "a**", "a+*", "a{2}{3}", "a{3,2}", "(?", "(?P", "(?P<", "(?P<a", "(?P<>x)",
                "(?P<1>x)", "(?P<a>x)(?P<a>y)", "(?P=a)", "(?P=", "(?Px)", "(?z)", "(?<", "(?<a)", "(?<=a*)b", "(?<!a|bc)", "\\",
                "\\q", "\\x1", "\\u12", "\\U0000", "\\U00110000", "[\\q]", "[z-a]", "[\\w-a]", "\\1", "(\\1)", "(a)\\2", "(?(1)a)", "(?(a)b)", "(?(0)a)",
                "(a)(?(1)b|c|d)", "(?#", "a|*", "(*a)", "(?i", "(?i-", "(?i-i:a)", "(?-:a)", "(?ia", "a(?i)b", "(?au:x)", "(?L)a", "(?-u:x)",
                "\n\n(", "(?:", "(?=", "(?=a", "x{99999999999}", "\\400", "[\\400]", "((a)", "(a))", "(?P<a>a)(?P=b)", "(?P<a-b>x)", "(?x)  (  # c"):
    attempt(re.compile, pattern)
for args in ((b"(?u)a",), (b"a", re.U), ("a", re.L), ("a", re.A | re.U), (3,), (None,), (["a"],)):
    attempt(re.compile, *args)
compiled = re.compile("a")
attempt(re.compile, compiled, re.I)
attempt(compiled.match, b"a")
attempt(re.compile(b"a").match, "a")
attempt(compiled.match, 3)
attempt(compiled.search, None)
attempt(re.sub, "a", 3, "a")
attempt(re.sub, "(a)", r"\2", "a")
attempt(re.sub, "(a)", r"\g<b>", "a")
attempt(re.sub, "(a)", r"\g<1", "a")
attempt(re.sub, "(a)", r"\g", "a")
attempt(re.sub, "(a)", r"\g<>", "a")
attempt(re.sub, "(a)", r"\g<3>", "a")
attempt(re.sub, "(a)", r"\q", "a")
attempt(re.sub, "(a)", "\\", "a")
attempt(re.compile("(a)").match("a").group, 2)
attempt(re.compile("(a)").match("a").group, "x")
attempt(re.compile("(a)").match("a").start, "x")
attempt(re.Match)
attempt(re.Pattern)

# Flags.
for flags in (0, re.I, re.I | re.M, re.S | re.X, re.A, re.ASCII | re.DOTALL | re.VERBOSE):
    print(repr(flags), re.compile("a b", flags), re.compile("a b", flags).flags, int(flags))
print(re.IGNORECASE is re.I, re.I | re.M, (re.I | re.M) & re.M, bool(re.I & re.M), str(re.X), re.NOFLAG, re.I.name, re.I.value)
print(re.compile("(?im)x").flags, re.compile(b"x").flags, re.compile("(?i)x"), re.compile("x", 2))
print(re.search("b c", "abc", re.X), re.search("B", "abc", re.I), re.findall("^.", "a\nb", re.M), re.findall(".", "\n", re.S))

# Methods of matches.
match = re.search(r"(?P<first>\w+) (?P<second>\w+)(?P<third>!)?", "say: hello world")
print(match, match.group(1, 2, 0), match["first"], match[2], match.groups(), match.groups("?"), match.groupdict(), match.groupdict(0))
print(match.start(), match.end("second"), match.span(3), match.regs, match.lastindex, match.lastgroup, match.pos, match.endpos)
print(match.expand(r"\2-\1 \g<first>\n\g<third>|"), match.re.pattern, match.string, bool(match))
print(re.compile("b").search("abcb", 2), re.compile("^b").search("ab", 1), re.compile("b$").search("abc", 0, 2), re.compile("b").match("ab", 1))
print(re.compile("a").search("a", 5), re.compile("a").search("ba", -3), re.compile("").findall("ab", 1), re.compile("(?<=a)b").match("ab", 1))
print([m.span() for m in re.finditer(r"\w*", "ab cd")], next(re.finditer("z", "a"), None))

# Replacing and splitting.
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1b22"), re.sub("a", r"\\", "a"), re.sub("(a)(b)?", r"[\2\1]", "aab"), re.sub("x", "y", "xx", 1))
print(re.sub("", "-", "abc"), re.sub("b*", "-", "abc"), re.subn("a|", "x", "aba"), re.sub("a", "b", "aaaa", count=2), re.sub(r"(?P<n>.)", r"\g<n>\g<n>", "ab"))
print(re.sub("a", r"\n\t\101\0", "a"), re.sub("a", r"\.", "a"), re.sub("(.)" * 12, r"\12\1\g<1>0", "abcdefghijkl"), re.sub("a", "\\\\n", "a"))
print(re.split(r"\s*,\s*", "a , b,c"), re.split("(,)", "a,b,c", 1), re.split("x*", "axbc"), re.split("", "ab"), re.split("(a)|b", "xaybz"), re.split(",", "a,b", maxsplit=-1))
print(re.split("a", ""), re.findall("(a)(b)?", "ab a"), re.findall("", ""), re.subn("z", "y", "abc"))
print(re.escape("a.b*c[d] e\n-#é_1"), re.escape(b"a.b\x80"), re.fullmatch("a|ab", "ab"), re.match("a|ab", "ab"), re.fullmatch("a*?", "aaa"))
tokens = re.compile(r"(?P<number>\d+(?:\.\d*)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()])|(?P<space>\s+)")
print([(m.lastgroup, m.group()) for m in tokens.finditer("x1 = 3.14 * (y + 2)")])
print(re.compile("a") == re.compile("a"), re.compile("a") is re.compile("a"), re.compile("a") == re.compile("a", re.I), hash(re.compile("a")) == hash(re.compile("a")))
print(type(re.compile("a")), type(re.match("a", "a")), isinstance(re.match("a", "a"), re.Match), re.Pattern, re.Match[str])
re.purge()
long = "ab" * 50000 + "c"
print(len(re.findall("ab", long)), re.search("c", long).span(), re.match("(?:ab)*c", long).end(), re.search("(a|b)*c", long).span(1))
print(re.sub(r"(\w+) \1", r"\1", "the the cat cat sat"), re.findall(r"(?i)\bstra(?:ß|ss)e\b", "Straße STRASSE strasse"))
print(re.findall("[\u0400-\u04ff]+", "abc где 123"), re.findall(r"\w+", "日本語 テキスト"), re.search("€", "plain"), re.search("[€a]", "plain"))
print(re.search("a\u20ac?", "ba").span(), re.findall(r"[\u20ac\d]", "5€"), re.findall("(?i)é", "É é"), re.findall("\ud800", "x\ud800") == ["\ud800"])
