"""textwrap."""
import textwrap
from textwrap import TextWrapper, dedent, fill, indent, shorten, wrap


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


texts = ["", "   ", "Hello there, how are you this fine day?  I'm glad to hear it!", "This is a sentence that will be-broken on well-known hyphens--and dashes -- ok -x --flag",
         "Look, goof-ball -- use the -b option!", "supercalifragilisticexpialidocious antidisestablishmentarianism", "tab\tseparated\nlines\r\nof text  with   spaces",
         "  indented paragraph that goes on", "one.  Two.  \"Three.\" four? Five!", "a-b-c-d 1-2-3 well-to-do 2004-03-05 e-mail 'quoted-text' (paren-thesis) x--y z---w",
         "very-long-hyphenated-word-that-needs-breaking now", "trailing spaces    ", "unicode naïve café-society größe", "and/or e.g. -5 +-3 foo-  -bar --"]
for text in texts:
    for width in [1, 5, 11, 20, 40]:
        print(width, wrap(text, width))
    print(wrap(text, 12, break_long_words=False), wrap(text, 12, break_on_hyphens=False), wrap(text, 15, initial_indent="* ", subsequent_indent="  "))
    print(wrap(text, 10, drop_whitespace=False), wrap(text, 14, replace_whitespace=False), wrap(text, 30, fix_sentence_endings=True), wrap(text, 9, expand_tabs=False))
    print(attempt(wrap, text, 12, max_lines=2), attempt(wrap, text, 12, max_lines=1, placeholder="~"), attempt(shorten, text, 15), attempt(shorten, text, 20, placeholder="..."))
    print(repr(fill(text, 13)))
print(attempt(wrap, "a", 0), attempt(wrap, "a b", 3, max_lines=1), attempt(shorten, "hello world", 4))
for text in ["  a\n  b\n", "  a\n    b\n\n  c", "\ta\n  b", "a\n  b", "   \n  a\n \n", "", "\t a\n\t b\n\t\tc", "    \n", " x\n\t\n  y"]:
    print(repr(dedent(text)), repr(indent(text, "> ")), repr(indent(text, "# ", lambda line: True)))
w = TextWrapper(width=20, tabsize=4)
w.initial_indent = "- "
print(w.wrap("a\tb c d e f g h i j k l m"), w.fill("short"))
