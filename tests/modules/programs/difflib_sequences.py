import difflib

a = "one\ntwo\nthree\nfour\n".splitlines(keepends=True)
b = "ore\ntree\nemu\nfour\nfive\n".splitlines(keepends=True)
print("".join(difflib.ndiff(a, b)))
print("".join(difflib.unified_diff(a, b, "before", "after")))
print("".join(difflib.context_diff(a, b, "before", "after")))
print("".join(difflib.restore(difflib.ndiff(a, b), 2)))
for x, y in (("abxcd", "abcd"), ("", ""), ("private Thread t;", "private volatile Thread t;"), ("qabxcd", "abycdf"),
             (list(range(300)), list(range(0, 300, 2))), ("a" * 250, "b" + "a" * 250)):
    matcher = difflib.SequenceMatcher(None, x, y)
    print(round(matcher.ratio(), 6), matcher.quick_ratio() >= matcher.ratio(), matcher.real_quick_ratio(),
          matcher.get_matching_blocks()[:4], matcher.get_opcodes()[:5])
matcher = difflib.SequenceMatcher(lambda c: c == " ", " abcd", "abcd abcd")
print(matcher.find_longest_match(0, 5, 0, 9), matcher.find_longest_match())
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.get_close_matches("x", []))
print(list(difflib.ndiff(["\tsame line"], ["\tsome line "])), list(difflib.ndiff(["a", "b"], ["b", "a"])))
