/* SPDX-License-Identifier: MIT */
#include "program-fixture.h"

static const ProgramTest programs[] = {
  { "/exceptions/text/by-number-of-arguments",
    "print(repr(ValueError()), repr(ValueError(1)), repr(ValueError(1, 2)))\n"
    "print(str(ValueError()) == '', str(ValueError(1)), str(ValueError(1, 2)), str(KeyError('k')))\n",
    "ValueError() ValueError(1) ValueError(1, 2)\nTrue 1 (1, 2) 'k'\n" },
  { "/exceptions/sizes",
    "import sys\n"
    "print([sys.getsizeof(e()) for e in (ValueError, StopIteration, NameError, SystemExit, AttributeError, ImportError,\n"
    "       OSError, SyntaxError)])\n",
    "[88, 96, 96, 96, 104, 112, 128, 152]\n" },
  { "/exceptions/os/the-number-chooses-the-class",
    "e = OSError(2, 'gone', 'f')\nprint(type(e).__name__, e.errno, e.strerror, e.filename, e.args, e)\n"
    "print(type(OSError(13, 'x')).__name__, type(OSError('x')).__name__)\n",
    "FileNotFoundError 2 gone f (2, 'gone') [Errno 2] gone: 'f'\nPermissionError OSError\n" },
  { "/exceptions/attributes/of-the-relatives",
    "print(StopIteration(3).value, SystemExit(4).code, SystemExit(1, 2).code, NameError('m', name='n').name)\n"
    "e = ImportError('m', name='n', path='p')\nprint(e.msg, e.name, e.path)\n"
    "e = SyntaxError('m', ('d/f', 1, 2, 't'))\nprint(e, e.filename, e.lineno, e.offset, e.text)\n",
    "3 4 (1, 2) n\nm n p\nm (f, line 1) d/f 1 2 t\n" },
  { "/exceptions/attributes/name-and-object-of-a-missing-attribute",
    "class A: pass\na = A()\ntry:\n    a.x\nexcept AttributeError as e:\n    print(e.name, e.obj is a)\n", "x True\n" },
  { "/exceptions/chain/cause-context-suppressed",
    "try:\n    try:\n        1 / 0\n    except ZeroDivisionError as z:\n        raise KeyError('k') from z\n"
    "except KeyError as e:\n    print(repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)\n",
    "ZeroDivisionError('division by zero') True True\n" },
  { "/exceptions/notes",
    "e = ValueError()\ne.add_note('a')\ne.add_note('b')\nprint(e.__notes__)\n"
    "try:\n    e.add_note(1)\nexcept TypeError as t:\n    print(t)\n",
    "['a', 'b']\nnote must be a str, not 'int'\n" },
  { "/exceptions/unicode/text",
    "print(UnicodeDecodeError('utf-8', b'a\\xff', 1, 2, 'bad'))\nprint(UnicodeEncodeError('ascii', 'a\\xe9b', 1, 2, "
    "'bad'))\n"
    "print(UnicodeEncodeError('ascii', 'abc', 1, 3, 'bad'))\n",
    "'utf-8' codec can't decode byte 0xff in position 1: bad\n"
    "'ascii' codec can't encode character '\\xe9' in position 1: bad\n"
    "'ascii' codec can't encode characters in position 1-2: bad\n" },
  { "/exceptions/subclass/init-gets-the-arguments",
    "class E(Exception):\n    def __init__(self, a, *, b):\n        super().__init__(a, b)\n        self.b = b\n"
    "e = E(1, b=2)\nprint(repr(e), e.args, e.b)\n",
    "E(1, 2) (1, 2) 2\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_program_tests (programs, G_N_ELEMENTS (programs));
  return g_test_run ();
}
