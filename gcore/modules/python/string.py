# SPDX-License-Identifier: MIT
"""Constants made of characters, templates, and str.format as a class."""

from _string import formatter_field_name_split as _split_field, formatter_parser as _parse

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word capitalized; without sep, runs of white space become one space."""
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


_FIRST = frozenset(ascii_letters + "_")
_LATER = _FIRST | frozenset(digits)


class Template:
    """Text in which $name or ${name} stands for a value, and $$ for a dollar sign."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text, start, end, kind, name) for each delimiter: kind is "escaped", "named", "braced" or "invalid"."""
        template, delimiter = self.template, self.delimiter
        place = template.find(delimiter)
        while place >= 0:
            start = place + len(delimiter)
            kind, name, end = "invalid", None, start
            if template.startswith(delimiter, start):
                kind, end = "escaped", start + len(delimiter)
            else:
                braced = template.startswith("{", start)
                first = end = start + braced
                while end < len(template) and template[end] in (_LATER if end > first else _FIRST):
                    end += 1
                if end == first or braced and not template.startswith("}", end):
                    end = start
                else:
                    name, kind = template[first:end], "braced" if braced else "named"
                    end += braced
            yield place, end, kind, name
            place = template.find(delimiter, end)

    def _invalid(self, place):
        lines = self.template[:place + 1].splitlines(keepends=True)
        column = place - len("".join(lines[:-1])) + 1 if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {column}")

    def _fill(self, mapping, keywords, safe):
        def value_of(name):
            return keywords[name] if name in keywords else mapping[name]

        text, last = [], 0
        for start, end, kind, name in self._parts():
            text.append(self.template[last:start])
            last = end
            if kind == "escaped":
                text.append(self.delimiter)
            elif kind == "invalid":
                if not safe:
                    self._invalid(start)
                text.append(self.template[start:end])
            else:
                try:
                    text.append(str(value_of(name)))
                except KeyError:
                    if not safe:
                        raise
                    text.append(self.template[start:end])
        text.append(self.template[last:])
        return "".join(text)

    def substitute(self, mapping={}, /, **kws):
        """The text with every name replaced; KeyError for one without a value."""
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        """The text with the names replaced that have a value."""
        return self._fill(mapping, kws, True)

    def is_valid(self):
        """Whether substitute() can be tried."""
        return all(kind != "invalid" for _, _, kind, _ in self._parts())

    def get_identifiers(self):
        """The names, in order of their first places."""
        return list(dict.fromkeys(name for _, _, _, name in self._parts() if name is not None))


class Formatter:
    """str.format with each of its steps a method to override."""

    def format(self, format_string, /, *args, **kwargs):
        """format_string with its fields replaced."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """The same with the arguments as a tuple and a mapping."""
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto_index=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for text, name, spec, conversion in self.parse(format_string):
            if text:
                result.append(text)
            if name is None:
                continue
            if name == "":
                if auto_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto_index)
                auto_index += 1
            elif name.isdigit():
                if auto_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_index = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_index = self._vformat(spec, args, kwargs, used, depth - 1, auto_index)
            result.append(self.format_field(value, spec))
        return "".join(result), auto_index

    def get_value(self, key, args, kwargs):
        """The argument of that number or name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the numbers and names that were used."""

    def format_field(self, value, format_spec):
        """A value as text."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """A value before it is formatted: !r, !s, !a."""
        if conversion is None:
            return value
        if conversion in ("s", "r", "a"):
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Tuples of text, field name, format and conversion."""
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        """The value of "0.name[key]", and the argument it begins with."""
        first, rest = _split_field(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
