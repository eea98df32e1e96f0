# SPDX-License-Identifier: MIT
"""Regular expressions."""

from types import GenericAlias

from _re import compile as _compile_program
from _re_translate import Translator as _Translator, error

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
    "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
    "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]

_MAX = 2**63 - 1
_MAX_CACHE = 512
_FLAG_NAMES = {1: "TEMPLATE", 2: "IGNORECASE", 4: "LOCALE", 8: "MULTILINE", 16: "DOTALL", 32: "UNICODE", 64: "VERBOSE",
               128: "DEBUG", 256: "ASCII"}
_NAME_ORDER = (256, 2, 4, 32, 8, 16, 64, 1, 128)
_REPR_ORDER = (2, 4, 8, 16, 32, 64, 128, 256, 1)


class RegexFlag(int):
    """Flags of an expression, joined with |."""

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return RegexFlag(~int(self) & 0x1ff)

    def __iter__(self):
        return iter([RegexFlag(bit) for bit in sorted(_FLAG_NAMES) if self & bit])

    def __contains__(self, flag):
        return int(self) & int(flag) == int(flag)

    def __repr__(self):
        names = ["re." + _FLAG_NAMES[bit] for bit in _NAME_ORDER if int(self) & bit]
        return "|".join(names) or "re.NOFLAG"

    __str__ = __repr__

    @property
    def name(self):
        return "|".join(_FLAG_NAMES[bit] for bit in _NAME_ORDER if int(self) & bit) or "NOFLAG"

    value = property(int)


NOFLAG = RegexFlag(0)
T = TEMPLATE = RegexFlag(1)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)
for _bit, _name in _FLAG_NAMES.items():
    setattr(RegexFlag, _name, RegexFlag(_bit))
del _bit, _name


# --- templates for sub ---

def _parse_template(template, pattern):
    """The parts of a replacement: texts and numbers of groups."""
    is_bytes = not isinstance(template, str)
    text = bytes(template).decode("latin-1") if is_bytes else template
    parts, start, position = [], 0, 0

    def fail(message, at):
        raise error(message, template, at)

    def group_number(name, at):
        if name.isdecimal() and name.isascii():
            number = int(name)
            if number > pattern.groups:
                fail(f"invalid group reference {number}", at)
            return number
        if not name.isidentifier():
            fail(f"bad character in group name {name!r}", at)
        if name not in pattern.groupindex:
            raise IndexError(f"unknown group name {name!r}")
        return pattern.groupindex[name]

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
            parts.append(group_number(text[position + 1:end], position + 1))
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


# --- objects ---

class Match:
    """Where an expression fits a text."""

    __slots__ = "re", "string", "pos", "endpos", "_spans"
    __module__ = "re"

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 're.Match' instances")

    def __init_subclass__(cls):
        raise TypeError("type 're.Match' is not an acceptable base type")

    def _index(self, group):
        index = group
        if not isinstance(group, int):
            if isinstance(group, str) and group in self.re.groupindex:
                index = self.re.groupindex[group]
            elif hasattr(group, "__index__"):
                index = group.__index__()
            else:
                raise IndexError("no such group")
        if not 0 <= index <= self.re.groups:
            raise IndexError("no such group")
        return index

    def _text(self, index, default=None):
        start = self._spans[2 * index]
        if start < 0:
            return default
        piece = self.string[start:self._spans[2 * index + 1]]
        return piece if isinstance(piece, (str, bytes)) else bytes(piece)

    def group(self, *groups):
        """The text of a group, or a tuple for several; 0 is the whole match."""
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._index(groups[0]))
        return tuple([self._text(self._index(group)) for group in groups])

    def __getitem__(self, group):
        return self._text(self._index(group))

    def groups(self, default=None):
        """The texts of all groups."""
        return tuple([self._text(index, default) for index in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """The texts of the named groups."""
        return {name: self._text(index, default) for name, index in self.re.groupindex.items()}

    def start(self, group=0, /):
        return self._spans[2 * self._index(group)]

    def end(self, group=0, /):
        return self._spans[2 * self._index(group) + 1]

    def span(self, group=0, /):
        index = 2 * self._index(group)
        return self._spans[index:index + 2]

    @property
    def regs(self):
        return tuple([self._spans[i:i + 2] for i in range(0, len(self._spans), 2)])

    @property
    def lastindex(self):
        """The group that ended last."""
        spans, last, end = self._spans, None, -1
        for index in self.re._closing_order:
            if spans[2 * index] >= 0 and spans[2 * index + 1] >= end:
                last, end = index, spans[2 * index + 1]
        return last

    @property
    def lastgroup(self):
        last = self.lastindex
        for name, index in self.re.groupindex.items():
            if index == last:
                return name
        return None

    def expand(self, template):
        """template with the texts of the groups it refers to."""
        empty = template[:0]
        return empty.join([part if not isinstance(part, int) else self._text(part, empty)
                           for part in _parse_template(template, self.re)])

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self._text(0)!r}>"

    __class_getitem__ = classmethod(GenericAlias)


_new_match = object.__new__


class Pattern:
    """A compiled expression."""

    __slots__ = ("pattern", "flags", "groups", "_groupindex", "_program", "_closing_order", "_is_str", "_templates",
                 "__weakref__")
    __module__ = "re"

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 're.Pattern' instances")

    def __init_subclass__(cls):
        raise TypeError("type 're.Pattern' is not an acceptable base type")

    @property
    def groupindex(self):
        return self._groupindex

    def _check(self, string):
        if isinstance(string, str):
            if not self._is_str:
                raise TypeError("cannot use a bytes pattern on a string-like object")
        elif self._is_str:
            if isinstance(string, (bytes, bytearray, memoryview)):
                raise TypeError("cannot use a string pattern on a bytes-like object")
            raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")
        elif not isinstance(string, (bytes, bytearray, memoryview)):
            raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")

    def _make_match(self, string, pos, endpos, spans):
        match = _new_match(Match)
        match.re = self
        match.string = string
        match.pos = pos
        match.endpos = endpos
        match._spans = spans
        return match

    def _run(self, string, pos, endpos, mode):
        if type(string) is not str or not self._is_str:
            self._check(string)
        spans = self._program.match(string, pos, endpos, mode)
        if spans is None:
            return None
        length = len(string)
        return self._make_match(string, min(max(pos, 0), length), min(max(endpos, 0), length), spans)

    def search(self, string, pos=0, endpos=_MAX):
        """The first match, or None."""
        return self._run(string, pos, endpos, 0)

    def match(self, string, pos=0, endpos=_MAX):
        """A match that begins at pos, or None."""
        return self._run(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=_MAX):
        """A match of everything from pos to endpos, or None."""
        return self._run(string, pos, endpos, 2)

    def _all(self, string, pos=0, endpos=_MAX, limit=0):
        self._check(string)
        return self._program.find_all(string, pos, endpos, limit)

    def findall(self, string, pos=0, endpos=_MAX):
        """The texts of all matches; of the groups, if there are any."""
        found = self._all(string, pos, endpos)
        if not isinstance(string, (str, bytes)):
            string = bytes(string)
        if self.groups == 0:
            return [string[start:end] for start, end in found]
        if self.groups == 1:
            return [string[spans[2]:spans[3]] if spans[2] >= 0 else string[:0] for spans in found]
        places = range(2, 2 * self.groups + 2, 2)
        return [tuple([string[spans[i]:spans[i + 1]] if spans[i] >= 0 else string[:0] for i in places])
                for spans in found]

    def finditer(self, string, pos=0, endpos=_MAX):
        """An iterator over all matches."""
        self._check(string)
        length = len(string)
        first, last = min(max(pos, 0), length), min(max(endpos, 0), length)
        return (self._make_match(string, first, last, spans) for spans in self._all(string, pos, endpos))

    scanner = finditer

    def split(self, string, maxsplit=0):
        """The texts between the matches, with those of the groups."""
        found = self._all(string, limit=maxsplit) if maxsplit >= 0 else ()
        self._check(string)
        if not isinstance(string, (str, bytes)):
            string = bytes(string)
        parts, last = [], 0
        for spans in found:
            parts.append(string[last:spans[0]])
            for i in range(2, len(spans), 2):
                parts.append(string[spans[i]:spans[i + 1]] if spans[i] >= 0 else None)
            last = spans[1]
        parts.append(string[last:])
        return parts

    def sub(self, repl, string, count=0):
        """string with its matches replaced."""
        return self._replace(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """The same, and the number of matches replaced."""
        return self._replace(repl, string, count)

    def _template(self, repl):
        found = self._templates.get(repl)
        if found is None:
            if len(self._templates) > _MAX_CACHE:
                self._templates.clear()
            found = self._templates[repl] = _parse_template(repl, self)
        return found

    def _replace(self, repl, string, count):
        is_function = callable(repl)
        parts = None
        if not is_function:
            if not isinstance(repl, (str, bytes, bytearray)):
                raise TypeError("decoding to str: need a bytes-like object, "
                                f"{type(repl).__name__} found" if self._is_str else
                                f"a bytes-like object is required, not {type(repl).__name__!r}")
            backslash = "\\" if isinstance(repl, str) else b"\\"
            if backslash in repl:
                parts = self._template(repl if isinstance(repl, (str, bytes)) else bytes(repl))
        found = self._all(string, limit=max(count, 0)) if count >= 0 else ()
        original = string
        if not isinstance(string, (str, bytes)):
            string = bytes(string)
        empty = string[:0]
        pieces, last = [], 0
        for spans in found:
            pieces.append(string[last:spans[0]])
            last = spans[1]
            if is_function:
                replacement = repl(self._make_match(original, 0, len(string), spans))
                if replacement is not None:
                    pieces.append(replacement)
            elif parts is None:
                pieces.append(repl)
            else:
                for part in parts:
                    if isinstance(part, int):
                        start = spans[2 * part]
                        if start >= 0:
                            pieces.append(string[start:spans[2 * part + 1]])
                    else:
                        pieces.append(part)
        if not found:
            return string, 0
        pieces.append(string[last:])
        return empty.join(pieces), len(found)

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.flags, self._is_str, self.pattern) == (other.flags, other._is_str, other.pattern)

    def __hash__(self):
        return hash((self.flags, self._is_str, self.pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    def __repr__(self):
        flags = self.flags & ~U if self._is_str else self.flags
        names = ["re." + _FLAG_NAMES[bit] for bit in _REPR_ORDER if flags & bit]
        text = f"{self.pattern!r:.200}"
        return f"re.compile({text}{', ' * bool(names)}{'|'.join(names)})"

    __class_getitem__ = classmethod(GenericAlias)


# --- functions ---

_cache = {}


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = int(flags)
    key = type(pattern), pattern, flags
    try:
        return _cache[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    translator = _Translator(pattern, flags)
    texts = translator.translate()
    compiled = object.__new__(Pattern)
    compiled.pattern = pattern
    compiled.flags = translator.global_flags
    compiled.groups = translator.n_groups
    compiled._groupindex = translator.names
    compiled._closing_order = translator.closing_order
    compiled._is_str = isinstance(pattern, str)
    compiled._templates = {}
    try:
        compiled._program = _compile_program(tuple(texts), translator.global_flags, translator.n_groups)
    except ValueError as problem:
        raise error(str(problem), pattern) from None
    if len(_cache) >= _MAX_CACHE:
        del _cache[next(iter(_cache))]
    _cache[key] = compiled
    return compiled


def compile(pattern, flags=0):
    """A compiled expression."""
    return _compile(pattern, flags)


def purge():
    """Forgets compiled expressions."""
    _cache.clear()


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
