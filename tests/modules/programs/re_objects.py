# What programs see of patterns and matches as objects.
import copy
import copyreg
import gc
import pickle
import re
import sys
import weakref

p = re.compile(r"(a)(?P<x>b)?")
m = p.match("ab")
print(gc.is_tracked(p), gc.is_tracked(m), sys.getsizeof(m), sys.getsizeof(re.match("", "")))
print(type(p).__basicsize__, type(p).__itemsize__, type(m).__basicsize__, type(m).__itemsize__)
print(gc.get_referents(p), gc.get_referents(m))
print(m.regs, gc.get_referents(m))
scanner = p.scanner("abab")
print(type(scanner), gc.is_tracked(scanner), sys.getsizeof(scanner), scanner.pattern is p, gc.get_referents(scanner))
print(scanner.match(), scanner.search(), scanner.match(), scanner.search())

# An iterator looks for one match after the other.
iterator = p.finditer("abab")
print(type(iterator), gc.get_objects().count(m))
print(next(iterator), next(iterator), next(iterator, None), next(iterator, None))
line = bytearray(b"a1b2")
iterator = re.finditer(rb"\d", line)
print(next(iterator))
try:
    line.append(1)
except BufferError as problem:
    print(problem)
print(next(iterator)[0], m.string, sys.getrefcount(p) - sys.getrefcount(p))

print(p.groupindex, m.lastgroup, m.lastindex, m, m[1], m["x"], m.group(1, 2), m.groupdict(), p, p.flags)
for expression, text in [("(?=(abc))(a)", "abc"), ("(?:(a)|(b))*", "ba"), ("((a))", "a"), ("(a)(b)?", "a"), ("a", "a"),
                         ("(a)|(b)", "b"), ("(?:(a)(b)?)+", "aba")]:
    print(expression, re.search(expression, text).lastindex)
print(copy.copy(p) is p, copy.deepcopy(m) is m, weakref.ref(p)() is p, p == re.compile(r"(a)(?P<x>b)?"), p != re.compile("a"))
print(hash(p) == hash(re.compile(p)), p.__class_getitem__(str), {p: 1}[p])
print(re.I | re.M, repr(re.I), re.NOFLAG, repr(~re.I), re.RegexFlag(10), re.compile("a", 2 | 64), re.compile(b"a", 2))


class Text(str):
    pass


text = Text("x")
print(type(re.sub("y", "z", text)), type(re.match("x", text).group()), re.match("x", text).string is text)
whole = "unchanged"
print(re.sub("y", "z", whole) is whole, re.split("y", whole)[0] is whole)


class Table:
    def __index__(self):
        return 2


print(m[Table()], m.span(Table()))
for attempt in [lambda: m.group(7), lambda: m["z"], lambda: m[-1], lambda: type(m)(), lambda: type("M", (re.Match,), {}),
                lambda: p.match(), lambda: p.match("a", foo=1), lambda: re.sub("a", 1, "bab"),
                lambda: re.sub("a", b"x", "bab"), lambda: re.match("a", 3), lambda: re.match("a", b"a"),
                lambda: re.match(b"a", "a"), lambda: setattr(m, "pos", 1), lambda: setattr(re.Match, "x", 1),
                lambda: next(re.finditer("a", None))]:
    try:
        print(attempt())
    except Exception as problem:
        print(type(problem).__name__, problem)

words = re.Scanner([(r"[a-zA-Z_]\w*", lambda scanner, token: token), (r"(\d)+", lambda scanner, token: int(token)),
                    (r"=|\+", "operator"), (r"\s+", None)])
print(words.scan("sum = 3 + foo $"))
print(pickle.loads(pickle.dumps(p)) is p, p.__reduce_ex__.__name__, copyreg.dispatch_table[re.Pattern](re.compile(b"x", re.I))[1])


def replace_inside(match):
    return re.sub("[aeiou]", lambda inner: inner[0].upper(), match[0]) + str(match.start())


print(re.sub(r"\w+", replace_inside, "a heap of objects"))
