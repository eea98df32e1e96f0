"""The examples of a module.

>>> 1 + 1
2
>>> print("a\\n\\nb")
a
<BLANKLINE>
b
>>> list(range(20))  # doctest: +ELLIPSIS
[0, 1, ..., 19]
>>> [1,
...  2]  # doctest: +NORMALIZE_WHITESPACE
[1,    2]
>>> 1 / 0
Traceback (most recent call last):
  ...
ZeroDivisionError: division by zero
>>> int("x")  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
ValueError: something
>>> 1 / 0  # doctest: +SKIP
"""
import doctest
import re
import sys
import unittest


def good(x):
    """
    >>> good(2)
    4
    """
    return 2 * x


def bad():
    """Fails three times.

    >>> bad()
    1
    >>> for i in range(3):
    ...     print(i)
    0
    2
    >>> undefined
    >>> 3 # no output expected
    >>> None
    5
    """


class Class:
    """
    >>> Class().method()
    'method'
    """

    def method(self):
        """
        >>> Class().method() == "method"
        1
        """
        return "method"

    @property
    def prop(self):
        """
        >>> Class().prop
        3
        """
        return 3


__test__ = {"extra": ">>> good(3)\n6\n", "wrong": ">>> good(3)\n7\n"}

if __name__ == "__main__":
    from contextlib import redirect_stdout
    from io import StringIO

    def show(text):
        """text without what differs from run to run, and without the places in the module doctest."""
        text = text.replace(__file__, "FILE")
        print(re.sub(r'(?m)^ *File ".*doctest(?:\.py|>)", .*\n(?: +(?:exec|raise).*\n)?', "", text))

    for options in ({}, {"verbose": True}, {"optionflags": doctest.REPORT_NDIFF}, {"optionflags": doctest.FAIL_FAST}):
        with redirect_stdout(StringIO()) as out:
            result = doctest.testmod(**options)
        show(out.getvalue())
        print(result)
    with redirect_stdout(StringIO()) as out:
        doctest.run_docstring_examples(bad, globals(), name="bad")
    show(out.getvalue())
    suite = doctest.DocTestSuite()
    for test in suite:
        show(f"{test} {test.id()} {test.shortDescription()} {test!r}")
    out = StringIO()
    unittest.TextTestRunner(out, verbosity=2).run(suite)
    show(out.getvalue().partition("\nRan")[0])
    parser = doctest.DocTestParser()
    for example in parser.get_examples("""
        Text.
        >>> a = 1
        >>> if a:
        ...     a
        1
          >>> b   # doctest: +ELLIPSIS, -SKIP
          Traceback (most recent call last):
          NameError: b
            more
    """):
        print([example.source, example.want, example.exc_msg, example.lineno, example.indent, example.options])
    for text in (">>>x\n", ">>> x\n  y\n>>> z\ny", "  >>> x\n y\n", ">>> x # doctest: +NOTHING\n"):
        try:
            parser.get_examples(text, "text")
        except ValueError as error:
            print(error)
    print(repr(doctest.DocTestFinder().find(good)[0]).replace(__file__, "here"))
    checker = doctest.OutputChecker()
    print(checker.check_output("a...c\n", "abbc\n", doctest.ELLIPSIS), checker.check_output("1\n", "True\n", 0))
