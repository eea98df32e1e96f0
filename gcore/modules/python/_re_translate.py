# SPDX-License-Identifier: MIT
"""Python's regular expressions in the words of the library that runs them (PCRE2).

Each expression is read by Python's rules, which also says what is wrong with it, and written anew. Where the widths of the
characters of a text make a difference, a part is a tuple of three: for texts of one, two and four bytes a character."""

A, I, L, M, S, U, X, T = 256, 2, 4, 8, 16, 32, 64, 1

_FLAG_LETTERS = {"i": I, "L": L, "m": M, "s": S, "x": X, "a": A, "t": T, "u": U}
_TYPE_FLAGS = A | L | U
_MAX_REPEAT = 65535  # what the library can count to
_INFINITE = 1 << 32
_SPECIAL_LETTERS = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
_DIGITS, _OCTAL, _HEX = "0123456789", "01234567", "0123456789abcdefABCDEF"
_ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

# What white space is, and is not, as the inside of a character class for wide characters.
_SPACE = r"\x09-\x0d\x1c-\x20\x85\xa0\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
_NOT_SPACE = (r"\x00-\x08\x0e-\x1b\x21-\x84\x86-\x9f\xa1-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}"
              r"\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-")
_ASCII_CLASSES = {"d": "0-9", "w": "0-9A-Z_a-z", "s": r"\x09-\x0d\x20"}
_NOT_ASCII_CLASSES = {"d": r"\x00-\x2f\x3a-", "w": r"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-", "s": r"\x00-\x08\x0e-\x1f\x21-"}
_LAST = (r"\x{ff}", r"\x{ffff}", r"\x{10ffff}")


class error(Exception):
    """A text that is no regular expression: msg says why, pattern, pos, lineno and colno say where."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            msg = f"{msg} at position {pos}"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


def _hex(code):
    return f"\\x{{{code:x}}}"


def _literal(c):
    if c.isalnum() or c == "_" or ord(c) > 0xff:
        return c
    return "\\" + c if " " < c < "\x7f" else _hex(ord(c))


def group_number(text):
    """The number text is, None if it is none."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if number >= 0 else None


def _add(a, b):
    return min(a[0] + b[0], _INFINITE), min(a[1] + b[1], _INFINITE)


class Translator:
    """Reads one expression from left to right."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.is_bytes = not isinstance(pattern, str)
        self.text = pattern.decode("latin-1") if self.is_bytes else pattern
        self.pos = 0
        self.flags = flags
        self.n_groups = 0
        self.names = {}
        self.n_repetitions = 0
        self.widths = {}       # of closed groups
        self.open_groups = []
        self.closing = []      # groups in the order they close, each followed by the outermost repetition it is part of
        self.lookbehind_from = None  # groups from this one on are part of a lookbehind
        self.parts = []
        self.late_references = []
        self.widest = max(map(ord, self.text), default=0)
        self.global_flags = flags
        self.is_plain = False  # the library is told to know no letters but those of ASCII

    # --- reading ---

    def fail(self, message, back=0, pos=None):
        raise error(message, self.pattern, self.pos - back if pos is None else pos)

    def peek(self, n=1):
        return self.text[self.pos:self.pos + n]

    def take(self, n=1):
        taken = self.text[self.pos:self.pos + n]
        self.pos += len(taken)
        return taken

    def accept(self, text):
        if self.text.startswith(text, self.pos):
            self.pos += len(text)
            return True
        return False

    def take_while(self, n, characters):
        start = self.pos
        while self.pos - start < n and self.peek() and self.peek() in characters:
            self.pos += 1
        return self.text[start:self.pos]

    def take_until(self, terminator, name):
        end = self.text.find(terminator, self.pos)
        if end < 0:
            if self.pos == len(self.text):
                self.fail("missing " + name)
            self.fail(f"missing {terminator}, unterminated name")
        if end == self.pos:
            self.fail("missing " + name)
        taken = self.text[self.pos:end]
        self.pos = end + 1
        return taken

    def emit(self, part):
        self.parts.append(part)

    # --- the whole ---

    def translate(self):
        """Texts for the three widths, None where the expression has characters the width has not."""
        self.take_global_flags()
        self.check_flags()
        self.global_flags = self.flags
        self.is_plain = not self.flags & U
        self.alternatives()
        if self.peek():
            self.fail("unbalanced parenthesis")
        for group, pos in self.late_references:
            if group > self.n_groups:
                self.fail(f"invalid group reference {group}", pos=pos)
        return tuple([self._render(width) for width in range(3)])

    def _render(self, width):
        text = "".join(part if isinstance(part, str) else part[width] for part in self.parts)
        limit = 0xff if width == 0 else 0xffff if width == 1 else 0x10ffff
        return text if self.widest <= limit else None

    def check_flags(self):
        flags = self.flags
        if self.is_bytes:
            if flags & U:
                raise ValueError("cannot use UNICODE flag with a bytes pattern")
            if flags & L and flags & A:
                raise ValueError("ASCII and LOCALE flags are incompatible")
        else:
            if flags & L:
                raise ValueError("cannot use LOCALE flag with a str pattern")
            if flags & A and flags & U:
                raise ValueError("ASCII and UNICODE flags are incompatible")
            if not flags & A:
                self.flags |= U

    def take_global_flags(self):
        """The (?flags) at the beginning."""
        while True:
            start = self.pos
            self.skip_comments()
            if self.peek(2) != "(?":
                return
            end = self.pos + 2
            while end < len(self.text) and self.text[end] in _FLAG_LETTERS:
                end += 1
            if end == self.pos + 2 or self.text[end:end + 1] != ")":
                self.pos = start
                return
            self.pos += 2
            add, _ = self.take_flags(self.take())
            self.flags |= add

    def skip_comments(self):
        """(?#...), and what does not count with the flag X."""
        while self.peek():
            verbose = self.flags & X
            if verbose and self.peek() in " \t\n\r\v\f":
                self.pos += 1
            elif verbose and self.peek() == "#":
                end = self.text.find("\n", self.pos)
                self.pos = len(self.text) if end < 0 else end + 1
            elif self.peek(3) == "(?#":
                end = self.text.find(")", self.pos)
                if end < 0:
                    self.fail("missing ), unterminated comment")
                self.pos = end + 1
            else:
                return

    # --- structure ---

    def alternatives(self):
        """Branches between bars; their width."""
        low, high = _INFINITE, 0
        while True:
            width = self.sequence()
            low, high = min(low, width[0]), max(high, width[1])
            if not self.accept("|"):
                return low, high
            self.emit("|")

    def sequence(self):
        total = 0, 0
        while True:
            self.skip_comments()
            c = self.peek()
            if not c or c in "|)":
                return total
            first_part, first_closing = len(self.parts), len(self.closing)
            width, repeatable = self.item(c)
            total = _add(total, self.repeats(width, repeatable, first_part, first_closing))

    def repeats(self, width, repeatable, first_part, first_closing):
        """The quantifier after an item, if there is one: the width with it."""
        self.skip_comments()
        before = self.pos
        found = self.quantifier()
        if found is None:
            return width
        low, most = found
        if not repeatable:
            self.fail("nothing to repeat", pos=before)
        kind = self.take() if self.peek() and self.peek() in "?+" else ""
        after = self.pos
        self.skip_comments()
        again = self.pos
        if self.quantifier() is not None:
            self.fail("multiple repeat", pos=again)
        self.pos = after
        self.n_repetitions += 1
        for i in range(first_closing + 1, len(self.closing), 2):
            self.closing[i] = self.n_repetitions
        if len(self.parts) - first_part > 1:  # several parts: one item for the quantifier
            self.parts.insert(first_part, "(?:")
            self.emit(")")
        if low > _MAX_REPEAT or _MAX_REPEAT < most < _INFINITE:
            if first_closing < len(self.closing):
                self.fail("the repetition number of a group is too large", pos=before)
            self.repeat_in_turn(self.parts[first_part:], low, most, kind)
        else:
            self.emit(f"{{{low},{most if most < _INFINITE else ''}}}{kind}")
        return min(width[0] * low, _INFINITE), min(width[1] * most, _INFINITE)

    def repeat_in_turn(self, item, low, most, kind):
        """More repetitions of what has just been emitted than the library can count: several quantifiers in turn."""
        while low > _MAX_REPEAT or _MAX_REPEAT < most < _INFINITE:
            least = min(low, _MAX_REPEAT)
            self.parts += [f"{{{least},{_MAX_REPEAT}}}{kind}", *item]
            low -= least
            most -= _MAX_REPEAT if most < _INFINITE else 0
        self.emit(f"{{{low},{most if most < _INFINITE else ''}}}{kind}")

    def quantifier(self):
        """(least, most) repetitions, or None if there is no quantifier here."""
        c = self.peek()
        if c and c in "*+?":
            self.pos += 1
            return {"*": (0, _INFINITE), "+": (1, _INFINITE), "?": (0, 1)}[c]
        if c != "{":
            return None
        start = self.pos
        self.pos += 1
        if self.peek() == "}":
            self.pos = start
            return None
        low = high = self.take_while(_INFINITE, _DIGITS)
        if self.accept(","):
            high = self.take_while(_INFINITE, _DIGITS)
        if not self.accept("}"):
            self.pos = start
            return None
        least = int(low) if low else 0
        most = int(high) if high else _INFINITE
        if least >= _INFINITE or (high and most >= _INFINITE):
            raise OverflowError("the repetition number is too large")
        if most < least:
            self.fail("min repeat greater than max repeat", pos=start + 1)
        return least, most

    def item(self, c):
        """One item: its width, and whether it may be repeated."""
        if c in "*+?" or (c == "{" and self.is_quantifier()):
            self.fail("nothing to repeat")
        self.pos += 1
        if c == "(":
            return self.group()
        if c == "[":
            self.character_class()
            return (1, 1), True
        if c == "\\":
            return self.escape()
        if c == ".":
            self.emit(".")
            return (1, 1), True
        if c in "^$":
            self.emit(c)
            return (0, 0), c == "$"
        self.emit(_literal(c))
        return (1, 1), True

    def is_quantifier(self):
        start = self.pos
        found = self.quantifier()
        self.pos = start
        return found is not None

    # --- escapes ---

    def escape(self):
        start = self.pos - 1
        c = self.take()
        if not c:
            self.fail("bad escape (end of pattern)", pos=start)
        if c in "dDwWsS":
            self.emit_category(c)
            return (1, 1), True
        if c in "AZbB":
            self.emit({"A": "\\A", "Z": "\\z"}.get(c) or self.boundary(c))
            return (0, 0), c != "A"
        if c in _DIGITS and c != "0":
            return self.digits_escape(c, start)
        code = self.character_escape(c, start)
        self.emit(_hex(code))
        return (1, 1), True

    def category(self, letter):
        """The inside of a class for one of dDwWsS."""
        lower = letter.lower()
        if self.flags & U:
            if lower != "s":
                return "\\" + letter
            if letter == "s":
                return "\\s", _SPACE, _SPACE
            return "\\S", _NOT_SPACE + _LAST[1], _NOT_SPACE + _LAST[2]
        if self.is_plain:
            return "\\" + letter
        if letter == lower:
            return _ASCII_CLASSES[letter]
        return tuple([_NOT_ASCII_CLASSES[lower] + last for last in _LAST])

    def emit_category(self, letter):
        inside = self.category(letter)
        if not isinstance(inside, str):
            self.emit(tuple([f"[{part}]" for part in inside]))
        elif inside[0] == "\\" and len(inside) == 2:
            self.emit(inside)
        else:
            self.emit(f"[{inside}]")

    def boundary(self, c):
        if self.flags & U or self.is_plain:
            return "\\b" if c == "b" else "(?:\\B(?!\\A\\z))"  # Python's \B is not in an empty text
        word = "[" + _ASCII_CLASSES["w"] + "]"
        inside = f"(?<={word})", f"(?<!{word})"
        outside = f"(?!{word})", f"(?={word})"
        if c == "B":
            return f"(?:(?!\\A\\z)(?:{inside[0]}{outside[1]}|{inside[1]}{outside[0]}))"
        return f"(?:{inside[0]}{outside[0]}|{inside[1]}{outside[1]})"

    def digits_escape(self, c, start):
        if self.peek() and self.peek() in _DIGITS:
            c += self.take()
            if c[0] in _OCTAL and c[1] in _OCTAL and self.peek() and self.peek() in _OCTAL:
                c += self.take()
                code = int(c, 8)
                if code > 0o377:
                    self.fail(f"octal escape value \\{c} outside of range 0-0o377", pos=start)
                self.emit(_hex(code))
                return (1, 1), True
        return self.reference(int(c), self.pos - len(c)), True

    def reference(self, group, pos):
        """A reference back to a group: its width."""
        if group > self.n_groups:
            self.fail(f"invalid group reference {group}", pos=pos)
        if group in self.open_groups:
            self.fail("cannot refer to an open group", pos=pos - 1 if self.text[pos - 1] == "\\" else self.pos)
        self.check_lookbehind(group)
        self.emit(f"\\g{{{group}}}")
        return self.widths[group]

    def check_lookbehind(self, group):
        if self.lookbehind_from is None:
            return
        if group not in self.widths:
            self.fail("cannot refer to an open group")
        if group >= self.lookbehind_from:
            self.fail("cannot refer to group defined in the same lookbehind subpattern")

    def character_escape(self, c, start):
        """The code of a character written as an escape."""
        n_digits = {"x": 2, "u": 4, "U": 8}.get(c)
        if n_digits is not None and not (self.is_bytes and c != "x"):
            digits = self.take_while(n_digits, _HEX)
            if len(digits) != n_digits:
                self.fail(f"incomplete escape \\{c}{digits}", pos=start)
            code = int(digits, 16)
            if code > 0x10ffff:
                self.fail(f"bad escape \\{c}{digits}", pos=start)
            self.widest = max(self.widest, code)
            return code
        if c == "0":
            return int("0" + self.take_while(2, _OCTAL), 8)
        if c in _SPECIAL_LETTERS:
            return _SPECIAL_LETTERS[c]
        if c in _ASCII_LETTERS:
            self.fail(f"bad escape \\{c}", pos=start)
        return ord(c)

    # --- classes ---

    def character_class(self):
        start = self.pos - 1
        inside = ["[^" if self.accept("^") else "["]
        first = self.pos
        while True:
            here = self.pos
            c = self.take()
            if not c:
                self.fail("unterminated character set", pos=start)
            if c == "]" and here != first:
                break
            low = self.class_item(c, here)
            if not self.accept("-"):
                inside.append(low if not isinstance(low, int) else _hex(low))
                continue
            c = self.take()
            if not c:
                self.fail("unterminated character set", pos=start)
            if c == "]":
                inside += [low if not isinstance(low, int) else _hex(low), "\\-"]
                break
            high = self.class_item(c, self.pos - 1)
            if not isinstance(low, int) or not isinstance(high, int) or high < low:
                self.fail(f"bad character range {self.text[here:self.pos]}", pos=here)
            inside.append(f"{_hex(low)}-{_hex(high)}")
        inside.append("]")
        if all(isinstance(part, str) for part in inside):
            self.emit("".join(inside))
        else:
            self.emit(tuple("".join(part if isinstance(part, str) else part[width] for part in inside)
                            for width in range(3)))

    def class_item(self, c, start):
        """The code of a character, or the text that stands for several."""
        if c != "\\":
            return ord(c)
        c = self.take()
        if not c:
            self.fail("bad escape (end of pattern)", pos=start)
        if c in "dDwWsS":
            return self.category(c)
        if c in _DIGITS and c in _OCTAL:
            digits = c + self.take_while(2, _OCTAL)
            code = int(digits, 8)
            if code > 0o377:
                self.fail(f"octal escape value \\{digits} outside of range 0-0o377", pos=start)
            return code
        if c in _DIGITS:
            self.fail(f"bad escape \\{c}", pos=start)
        return self.character_escape(c, start)

    # --- groups ---

    def group(self):
        start = self.pos - 1
        if not self.accept("?"):
            return self.capture(start, None), True
        c = self.take()
        if not c:
            self.fail("unexpected end of pattern")
        if c == "P":
            return self.named(start)
        if c == ":":
            return self.plain_group("(?:", start), True
        if c == ">":
            return self.plain_group("(?>", start), True
        if c in "=!<":
            return self.lookaround(c, start)
        if c == "(":
            return self.conditional(start), True
        if c in _FLAG_LETTERS or c == "-":
            return self.flag_group(c, start), True
        self.fail("unknown extension ?" + c, back=len(c) + 1)

    def close(self, start):
        if not self.accept(")"):
            self.fail("missing ), unterminated subpattern", pos=start)
        self.emit(")")

    def plain_group(self, opening, start):
        self.emit(opening)
        flags = self.flags
        width = self.alternatives()
        self.flags = flags
        self.close(start)
        return width

    def capture(self, start, name):
        self.n_groups += 1
        group = self.n_groups
        if name is not None:
            if name in self.names:
                self.fail(f"redefinition of group name {name!r} as group {group}; was group {self.names[name]}",
                          back=len(name) + 1)
            self.names[name] = group
        self.open_groups.append(group)
        width = self.plain_group("(", start)
        self.open_groups.remove(group)
        self.closing += group, 0
        self.widths[group] = width
        return width

    def check_name(self, name, offset=1):
        if not name.isidentifier():
            self.fail(f"bad character in group name {name!r}", back=len(name) + offset)

    def named(self, start):
        if self.accept("<"):
            name = self.take_until(">", "group name")
            self.check_name(name)
            return self.capture(start, name), True
        if self.accept("="):
            name = self.take_until(")", "group name")
            self.check_name(name)
            group = self.names.get(name)
            if group is None:
                self.fail(f"unknown group name {name!r}", back=len(name) + 1)
            if group in self.open_groups:
                self.fail("cannot refer to an open group", back=len(name) + 1)
            self.check_lookbehind(group)
            self.emit(f"\\g{{{group}}}")
            return self.widths[group], True
        c = self.take()
        if not c:
            self.fail("unexpected end of pattern")
        self.fail("unknown extension ?P" + c, back=len(c) + 2)

    def lookaround(self, c, start):
        behind = c == "<"
        if behind:
            c = self.take()
            if not c:
                self.fail("unexpected end of pattern")
            if c not in "=!":
                self.fail("unknown extension ?<" + c, back=len(c) + 2)
        outer = self.lookbehind_from
        if behind and outer is None:
            self.lookbehind_from = self.n_groups + 1
        width = self.plain_group("(?" + "<" * behind + c, start)
        self.lookbehind_from = outer
        if behind and width[0] != width[1]:
            raise error("look-behind requires fixed-width pattern")
        return (0, 0), True

    def conditional(self, start):
        name = self.take_until(")", "group name")
        if name.isidentifier():
            group = self.names.get(name)
            if group is None:
                self.fail(f"unknown group name {name!r}", back=len(name) + 1)
        else:
            group = group_number(name)
            if group is None:
                self.fail(f"bad character in group name {name!r}", back=len(name) + 1)
            if not group:
                self.fail("bad group number", back=len(name) + 1)
            self.late_references.append((group, self.pos - len(name) - 1))
        self.check_lookbehind(group)
        self.emit(f"(?({group})")
        flags = self.flags
        low, high = self.sequence()
        if self.accept("|"):
            self.emit("|")
            width = self.sequence()
            low, high = min(low, width[0]), max(high, width[1])
            if self.peek() == "|":
                self.fail("conditional backref with more than two branches")
        else:
            low = 0
        self.flags = flags
        self.close(start)
        return low, high

    def take_flags(self, c):
        """Letters up to a closing parenthesis or a colon, from c on: flags to add, and to take away."""
        add = remove = 0
        if c != "-":
            while True:
                flag = _FLAG_LETTERS[c]
                if self.is_bytes and c == "u":
                    self.fail("bad inline flags: cannot use 'u' flag with a bytes pattern")
                if not self.is_bytes and c == "L":
                    self.fail("bad inline flags: cannot use 'L' flag with a str pattern")
                add |= flag
                if flag & _TYPE_FLAGS and add & _TYPE_FLAGS != flag:
                    self.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
                c = self.take()
                if not c:
                    self.fail("missing -, : or )")
                if c in ")-:":
                    break
                if c not in _FLAG_LETTERS:
                    self.fail("unknown flag" if c.isalpha() else "missing -, : or )", back=len(c))
        if c == ")":
            return add, None
        if add & T:
            self.fail("bad inline flags: cannot turn on global flag", back=1)
        if c == "-":
            c = self.take()
            if not c:
                self.fail("missing flag")
            if c not in _FLAG_LETTERS:
                self.fail("unknown flag" if c.isalpha() else "missing flag", back=len(c))
            while True:
                flag = _FLAG_LETTERS[c]
                if flag & _TYPE_FLAGS:
                    self.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
                remove |= flag
                c = self.take()
                if not c:
                    self.fail("missing :")
                if c == ":":
                    break
                if c not in _FLAG_LETTERS:
                    self.fail("unknown flag" if c.isalpha() else "missing :", back=len(c))
        if add & remove:
            self.fail("bad inline flags: flag turned on and off", back=1)
        return add, remove

    def flag_group(self, c, start):
        add, remove = self.take_flags(c)
        if remove is None:
            self.fail("global flags not at the start of the expression", pos=start)
        outer = self.flags
        flags = outer & ~_TYPE_FLAGS if add & _TYPE_FLAGS else outer
        self.flags = (flags | add) & ~remove
        on = "".join(letter for letter in "ims" if add & _FLAG_LETTERS[letter])
        off = "".join(letter for letter in "ims" if remove & _FLAG_LETTERS[letter])
        width = self.plain_group(f"(?{on}{'-' * bool(off)}{off}:", start)
        self.flags = outer
        return width
