# SPDX-License-Identifier: MIT
"""Constants made of characters, templates, and str.format as a class."""

import re as _re
from collections import ChainMap as _ChainMap

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
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_NOTHING = {}  # no mapping was given


def _merged(mapping, keywords):
    """What the names of a template stand for: keywords come first."""
    if mapping is _NOTHING:
        return keywords
    return _ChainMap(keywords, mapping) if keywords else mapping


class Template:
    """Text in which $name or ${name} stands for a value, and $$ for a dollar sign."""

    delimiter = "$"
    idpattern = "(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" in cls.__dict__:
            pattern = cls.pattern
        else:
            delimiter, name = _re.escape(cls.delimiter), cls.idpattern
            pattern = (f"{delimiter}(?:(?P<escaped>{delimiter})|(?P<named>{name})|"
                       f"{{(?P<braced>{cls.braceidpattern or name})}}|(?P<invalid>))")
        cls.pattern = _re.compile(pattern, cls.flags | _re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        start = match.start("invalid")
        lines = self.template[:start].splitlines(keepends=True)
        column = start - len("".join(lines[:-1])) if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {column}")

    def _unknown(self):
        raise ValueError("Unrecognized named group in pattern", self.pattern)

    def substitute(self, mapping=_NOTHING, /, **kws):
        """The text with every name replaced; KeyError for one without a value."""
        mapping = _merged(mapping, kws)

        def convert(match):
            name = match["named"] or match["braced"]
            if name is not None:
                return str(mapping[name])
            if match["escaped"] is not None:
                return self.delimiter
            if match["invalid"] is not None:
                self._invalid(match)
            self._unknown()
        return self.pattern.sub(convert, self.template)

    def safe_substitute(self, mapping=_NOTHING, /, **kws):
        """The text with the names replaced that have a value."""
        mapping = _merged(mapping, kws)

        def convert(match):
            name = match["named"] or match["braced"]
            if name is not None:
                try:
                    return str(mapping[name])
                except KeyError:
                    return match[0]
            if match["escaped"] is not None:
                return self.delimiter
            if match["invalid"] is not None:
                return match[0]
            self._unknown()
        return self.pattern.sub(convert, self.template)

    def is_valid(self):
        """Whether substitute() can be tried."""
        for match in self.pattern.finditer(self.template):
            if match["invalid"] is not None:
                return False
            if match["named"] is match["braced"] is match["escaped"] is None:
                self._unknown()
        return True

    def get_identifiers(self):
        """The names, in order of their first places."""
        names = {}
        for match in self.pattern.finditer(self.template):
            name = match["named"] or match["braced"]
            if name is not None:
                names[name] = None
            elif match["invalid"] is match["escaped"] is None:
                self._unknown()
        return list(names)


Template.__init_subclass__()  # for the class itself


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
