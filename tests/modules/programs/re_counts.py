# Great counts of repetitions, references to groups by number, and the classes of characters.
import re

text = "x" * 200000
for expression in [".{65535}", ".{65536}", ".{,65536}", ".{65536,}?", ".{70000,140000}", ".{70000,140000}?", ".{131070}",
                   ".{131071,}", "[a-z]{0,70000}?", "(?:x){300}"]:
    print(expression, re.match(expression, text).span())
try:
    re.compile("(a){5000000000}")
except OverflowError:
    print("too many")
for expression in ["(?(+1)a)", "(?(1_0)a)", "(?(0)a)", "(?(2)a)", "(a)b(?<=(?(2)b|x))(c)", "(?<=(a)(?(1)b))",
                   "(?P<n>a)(?(n)b|c|d)"]:
    try:
        print(expression, re.compile(expression))
    except re.error as problem:
        print(expression, problem)
for template in [r"\g<+1>", r"\g< 1 >", r"\g<-1>", r"\g<2>", r"\g<q>", r"\g<1_>", "\\g<1", "\\g", "\\", r"\q", r"\8",
                 r"\07\101\400", r"\07\101\1"]:
    try:
        print(template, ascii(re.sub("(a)", template, "bab")))
    except (re.error, IndexError) as problem:
        print(template, type(problem).__name__, problem)

narrow = "".join(map(chr, range(256)))
wide = narrow + "\u0178"
for flags in 0, re.I, re.A:
    for expression in [r"\w", r"\W", r"\d", r"\D", r"\s", r"\S", r"[\w.]", r"[^\w]", r"[\s]", r"[^\S]", r"[\d\S]", r"\b", "[a-k]",
                       "[\xe0-\xf0]", "\xc0", "\xb5", "k", "\xff", "[^\xe0]"]:
        in_narrow = [found.start() for found in re.finditer(expression, narrow, flags)]
        in_wide = [found.start() for found in re.finditer(expression, wide, flags)]
        print(ascii(expression), flags, len(in_narrow), sum(in_narrow), len(in_wide), sum(in_wide))
print(repr(re.I | re.S | re.X | (1 << 20)), repr(~(re.I | re.S | re.X | (1 << 20))))
