# SPDX-License-Identifier: MIT
"""Text in lines of limited width."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_WHITESPACE = "\t\n\x0b\x0c\r "
_TO_SPACES = str.maketrans(_WHITESPACE, " " * len(_WHITESPACE))
_BEFORE_HYPHEN = "!\"'&.,?"  # with letters and digits: what words joined by hyphens are made of


def _is_word_character(character):
    return character == "_" or character.isalnum()


def _is_letter(character):
    return (character == "_" or character.isalnum()) and not character.isdecimal()


class TextWrapper:
    """Wraps paragraphs; every option is an attribute, too."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_TO_SPACES)
        return text

    def _split(self, text):
        """Words and the white space between them; words also end behind hyphens and around dashes."""
        chunks, start = [], 0
        while start < len(text):
            end = start + 1
            is_space = text[start] in _WHITESPACE
            while end < len(text) and (text[end] in _WHITESPACE) == is_space:
                end += 1
            if is_space or not self.break_on_hyphens:
                chunks.append(text[start:end])
            else:
                chunks.extend(_split_word(text[start:end]))
            start = end
        return chunks

    def _fix_sentence_endings(self, chunks):
        """Two spaces after the end of a sentence."""
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
                chunks[i + 1] = "  "

    def _handle_long_word(self, chunks, line, length, width):
        """A chunk (the last of the reversed chunks) that does not fit a line of its own."""
        room = 1 if width < 1 else width - length
        chunk = chunks[-1]
        if self.break_long_words:
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(character != "-" for character in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
        elif not line:
            line.append(chunks.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[-1].strip():
                chunks.pop()
            line, length = [], 0
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            is_last = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if self.max_lines is None or len(lines) + 1 < self.max_lines or is_last and length <= width:
                lines.append(indent + "".join(line))
                continue
            self._end_early(lines, line, length, indent, width)
            break
        return lines

    def _end_early(self, lines, line, length, indent, width):
        """There is more text than lines: the placeholder goes where it fits, if need be on the line before."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        """The lines of one paragraph."""
        chunks = self._split(self._munge_whitespace(text))
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The same as one text."""
        return "\n".join(self.wrap(text))


def _ends_sentence(chunk):
    text = chunk
    if text[-1:] in ('"', "'"):
        text = text[:-1]
    return len(text) > 1 and text[-1] in ".!?" and text[-2] in "abcdefghijklmnopqrstuvwxyz"


def _dash_length(word, place):
    """How many hyphens from place on, if they are a dash: two or more between words."""
    end = place
    while end < len(word) and word[end] == "-":
        end += 1
    return end - place if end - place >= 2 else 0


def _may_break_behind(word, place):
    """Whether word may be broken behind its single hyphen at place: letters stand on both sides."""
    if place < 2 or place + 2 >= len(word) + 0:
        return False
    before = word[place - 1], word[place - 2]
    ok_before = _is_letter(before[0]) and (_is_letter(before[1]) or before[1] == "-")
    after = word[place + 1], word[place + 2]
    ok_after = _is_letter(after[0]) and (_is_letter(after[1]) or after[1] == "-")
    return ok_before and ok_after


def _split_word(word):
    """Pieces of text without white space."""
    pieces, start, place = [], 0, 0
    while place < len(word):
        if word[place] == "-":
            length = _dash_length(word, place)
            if length:
                end = place + length
                previous = word[place - 1] if place > start else ""
                if previous and (_is_word_character(previous) or previous in _BEFORE_HYPHEN) \
                        and end < len(word) and _is_word_character(word[end]):
                    pieces += [word[start:place], word[place:end]]
                    start = end
                place = end
                continue
            if _may_break_behind(word, place):
                pieces.append(word[start:place + 1])
                start = place + 1
        place += 1
    if start < len(word):
        pieces.append(word[start:])
    return pieces


def wrap(text, width=70, **kwargs):
    """The lines of one paragraph."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """One paragraph, wrapped."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The words of text that fit one line, and a placeholder for the others."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Without the white space that all lines begin with; lines of white space become empty."""
    lines = [line if line.strip(" \t") else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if line:
            indent = line[:len(line) - len(line.lstrip(" \t"))]
            if margin is None:
                margin = indent
            else:
                common = 0
                while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                    common += 1
                margin = margin[:common]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    """With prefix before every line that predicate says yes to: by default those that are not only white space."""
    if predicate is None:
        predicate = str.strip
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
