# Columns after non-ASCII text: in characters where the source has an encoding, else in bytes.
import sys

sources = ["é é", "f(é é)", "é: int = 3 = 4", "if 1:\n  é\n é", "x = (1 2 +\n3)", "(é,\nbé) + 1 = 3", "if 1:\nxxxx"]
for source in sources:
    for form in source, source.encode(), b"# coding: utf-8\n" + source.encode(), b"\xef\xbb\xbf" + source.encode():
        try:
            compile(form, "<program>", "exec")
        except SyntaxError as error:
            print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, ascii(error.text))

# Marks end with the line, and only those of SyntaxError itself have an end.
sys.stderr = sys.stdout
for kind, place in [(SyntaxError, ("f", 2, 1, "xxxx yyyy\n", 2, 5)), (IndentationError, ("f", 2, 1, "xxxx yyyy\n", 2, 5)),
                    (SyntaxError, ("f", 2, 3, "é xxxx\n", 3, 5)), (SyntaxError, ("f", 2, 2, "xxxx", 3, 1))]:
    error = kind("message", place)
    sys.excepthook(kind, error, None)
