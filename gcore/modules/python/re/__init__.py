# SPDX-License-Identifier: MIT
"""Regular expressions."""

import copyreg
import enum
import functools

from _re_translate import Translator as _Translator, error, group_number as _group_number
from _sre import Match, Pattern, compile as _new_pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
    "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
    "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    """Flags of an expression, joined with |."""

    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


# --- templates for sub ---

def _parse_template(template, pattern):
    """The parts of a replacement: texts and numbers of groups."""
    is_bytes = not isinstance(template, str)
    text = str(template, "latin-1") if is_bytes else template
    parts, start, position = [], 0, 0

    def fail(message, at):
        raise error(message, template, at)

    def group(name, at):
        if name.isidentifier():
            if name not in pattern.groupindex:
                raise IndexError(f"unknown group name {name!r}")
            return pattern.groupindex[name]
        number = _group_number(name)
        if number is None:
            fail(f"bad character in group name {name!r}", at)
        if number > pattern.groups:
            fail(f"invalid group reference {number}", at)
        return number

    def add_text(piece):
        if piece:
            parts.append(piece.encode("latin-1") if is_bytes else piece)

    while (position := text.find("\\", position)) >= 0:
        add_text(text[start:position])
        at = position
        c = text[at + 1:at + 2]
        position = at + 2
        if not c:
            fail("bad escape (end of pattern)", at)
        if c == "g":
            if text[position:position + 1] != "<":
                fail("missing <", position)
            end = text.find(">", position)
            if end < 0:
                fail("missing group name" if position + 1 == len(text) else "missing >, unterminated name", position + 1)
            if end == position + 1:
                fail("missing group name", position + 1)
            parts.append(group(text[position + 1:end], position + 1))
            position = end + 1
        elif c == "0":
            while position < at + 4 and text[position:position + 1] and text[position] in "01234567":
                position += 1
            add_text(chr(int(text[at + 1:position], 8)))
        elif c in "123456789":
            if text[position:position + 1] and text[position] in "0123456789":
                position += 1
                octal = text[at + 1:at + 4]
                if len(octal) == 3 and all(digit in "01234567" for digit in octal):
                    position += 1
                    if int(octal, 8) > 0o377:
                        fail(f"octal escape value \\{octal} outside of range 0-0o377", at)
                    add_text(chr(int(octal, 8)))
                    start = position
                    continue
            number = int(text[at + 1:position])
            if number > pattern.groups:
                fail(f"invalid group reference {number}", at + 1)
            parts.append(number)
        elif c in "abfnrtv\\":
            add_text("\a\b\f\n\r\t\v\\"["abfnrtv\\".index(c)])
        elif c.isascii() and c.isalpha():
            fail(f"bad escape \\{c}", at)
        else:
            add_text("\\" + c)
        start = position
    add_text(text[start:])
    return parts


@functools.lru_cache(512)
def _parsed_template(template, pattern):
    return _parse_template(template, pattern)


def _fill(parts, match):
    """The parts of a replacement with the texts of the groups."""
    empty = match.string[:0]
    return empty.join([(match[part] or empty) if isinstance(part, int) else part for part in parts])


def _expand(pattern, match, template):
    """What Match.expand gives."""
    return _fill(_parse_template(template, pattern), match)


def _subx(pattern, template):
    """What Pattern.sub inserts for a template with backslashes: a text, or a function of the match."""
    parts = _parsed_template(template, pattern)
    if len(parts) == 1 and not isinstance(parts[0], int):
        return parts[0]

    def filter(match, parts=parts):
        return _fill(parts, match)
    return filter


# --- functions ---

_cache = {}  # in order of age
_MAX_CACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    compiled = _translate_and_compile(pattern, flags)
    if not flags & DEBUG:
        if len(_cache) >= _MAX_CACHE:
            del _cache[next(iter(_cache))]
        _cache[type(pattern), pattern, flags] = compiled
    return compiled


def _translate_and_compile(pattern, flags):
    translator = _Translator(pattern, flags)
    texts = translator.translate()
    names = [None] * (translator.n_groups + 1)
    for name, group in translator.names.items():
        names[group] = name
    try:
        return _new_pattern(pattern, translator.global_flags, 0, translator.n_groups, translator.names, tuple(names), texts,
                            tuple(translator.closing))
    except ValueError as problem:
        raise error(str(problem), pattern) from None


def compile(pattern, flags=0):
    """A compiled expression."""
    return _compile(pattern, flags)


def purge():
    """Forgets compiled expressions."""
    _cache.clear()
    _parsed_template.cache_clear()


def template(pattern, flags=0):
    return _compile(pattern, flags | T)


def match(pattern, string, flags=0):
    """A match at the beginning of string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of all of string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match in string, or None."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """string with the matches replaced by repl, a text with references to groups, or a function."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The same, and the number of replacements."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The texts between the matches."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _compile(pattern, flags).finditer(string)


_ESCAPED = {code: "\\" + chr(code) for code in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """pattern with a backslash before what has a meaning in expressions."""
    if isinstance(pattern, str):
        return pattern.translate(_ESCAPED)
    return str(pattern, "latin-1").translate(_ESCAPED).encode("latin-1")


def _pickle(p):
    return _compile, (p.pattern, p.flags)


copyreg.pickle(Pattern, _pickle, _compile)


class Scanner:
    """Cuts a text into tokens: lexicon is a list of expressions, each with what is called with the text it fits."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._actions = {}
        group = 1
        for phrase, action in lexicon:
            self._actions[group] = action
            group += 1 + compile(phrase, flags).groups
        self.scanner = compile("|".join([f"({phrase})" for phrase, action in lexicon]), flags)

    def scan(self, string):
        """The results, and the rest of string, which no expression fits."""
        results, end = [], 0
        match = self.scanner.scanner(string).match
        while (found := match()) and found.end() > end:
            end = found.end()
            action = self._actions[found.lastindex]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                results.append(action)
        return results, string[end:]
