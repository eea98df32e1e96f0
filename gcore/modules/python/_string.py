# SPDX-License-Identifier: MIT
"""How str.format reads a format, for string.Formatter."""


def formatter_parser(text):
    """Yields text, field name, format and conversion; the last three are None behind the last field."""
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")
    return _parts(text)


def _parts(text):
    place, end = 0, len(text)
    while place < end:
        start = place
        while place < end and text[place] not in "{}":
            place += 1
        literal = text[start:place]
        if place == end:
            yield literal, None, None, None
            return
        brace = text[place]
        place += 1
        if text.startswith(brace, place):
            place += 1
            yield literal + brace, None, None, None
            continue
        if brace == "}":
            raise ValueError("Single '}' encountered in format string")
        if place == end:
            raise ValueError("Single '{' encountered in format string")
        start, depth, in_brackets = place, 1, False
        colon = None
        while place < end:
            character = text[place]
            if character == "[" and colon is None:
                in_brackets = True
            elif character == "]":
                in_brackets = False
            elif character == "{" and not in_brackets:
                depth += 1
            elif character == "}" and not in_brackets:
                depth -= 1
                if depth == 0:
                    break
            elif character in ":!" and colon is None and not in_brackets:
                colon = place
            place += 1
        else:
            raise ValueError("expected '}' before end of string")
        field, conversion, spec = text[start:place if colon is None else colon], None, ""
        if colon is not None:
            spec = text[colon + 1:place]
            if text[colon] == "!":
                if not spec:
                    raise ValueError("unmatched '{' in format spec")
                conversion, rest = spec[0], spec[1:]
                if rest and rest[0] != ":":
                    raise ValueError("expected ':' after conversion specifier")
                spec = rest[1:]
        place += 1
        yield literal, field, spec, conversion


def formatter_field_name_split(name):
    """What a field name begins with, and an iterator over its attributes (True, name) and items (False, key)."""
    if not isinstance(name, str):
        raise TypeError(f"expected str, got {type(name).__name__}")
    end = 0
    while end < len(name) and name[end] not in ".[":
        end += 1
    first = name[:end]
    return int(first) if first.isdecimal() else first, _steps(name, end)


def _steps(name, place):
    while place < len(name):
        mark = name[place]
        place += 1
        if mark == ".":
            end = place
            while end < len(name) and name[end] not in ".[":
                end += 1
            key, is_attribute, after = name[place:end], True, end
        elif mark == "[":
            end = name.find("]", place)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key, is_attribute, after = name[place:end], False, end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not key:
            raise ValueError("Empty attribute in format string")
        yield is_attribute, int(key) if not is_attribute and key.isdecimal() else key
        place = after
