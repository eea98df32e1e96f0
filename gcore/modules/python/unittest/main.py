# SPDX-License-Identifier: MIT
"""A program that runs the tests of a module."""

import sys

from unittest.loader import defaultTestLoader
from unittest.runner import TextTestRunner

__unittest = True  # frames of this module are not shown in the traceback of a failure


_USAGE = "usage: {name} [-h] [-v] [-q] [--locals] [-f] [-c] [-b] [-k TESTNAMEPATTERNS] [tests ...]"
_HELP = _USAGE + """

positional arguments:
  tests                a list of any number of test modules, classes and test methods.

options:
  -h, --help           show this help message and exit
  -v, --verbose        Verbose output
  -q, --quiet          Quiet output
  --locals             Show local variables in tracebacks
  -f, --failfast       Stop on first fail or error
  -c, --catch          Catch Ctrl-C and display results so far
  -b, --buffer         Buffer stdout and stderr during tests
  -k TESTNAMEPATTERNS  Only run tests which match the given substring

Examples:
  {name}                           - run default set of tests
  {name} MyTestSuite               - run suite 'MyTestSuite'
  {name} MyTestCase.testSomething  - run MyTestCase.testSomething
  {name} MyTestCase                - run all 'test*' test methods
                                       in MyTestCase
"""
_LONG_OPTIONS = {"--help": "h", "--verbose": "v", "--quiet": "q", "--locals": "l", "--failfast": "f", "--catch": "c",
                 "--buffer": "b"}


class TestProgram:
    """A program that runs the tests of a module, by its command line."""

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        if isinstance(module, str):
            __import__(module)
            module = sys.modules[module]
        self.module = module
        self.defaultTest = (defaultTest,) if isinstance(defaultTest, str) else defaultTest
        self.exit = exit
        self.verbosity = verbosity
        self.failfast = bool(failfast)
        self.buffer = bool(buffer)
        self.tb_locals = tb_locals
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        self.testRunner = testRunner or TextTestRunner
        self.testLoader = testLoader
        argv = sys.argv if argv is None else argv
        self.progName = argv[0].rpartition("/")[2]
        self.parseArgs(argv)
        self.runTests()

    def parseArgs(self, argv):
        names, patterns = [], []
        arguments = iter(argv[1:])
        for argument in arguments:
            if not argument.startswith("-") or argument == "-":
                names.append(argument)
                continue
            options = argument[1:] if argument[1:2] != "-" else _LONG_OPTIONS.get(argument, "-")
            while options:
                option, options = options[0], options[1:]
                if option == "k":
                    pattern = options or next(arguments, None)
                    if pattern is None:
                        self._refuse("argument -k: expected one argument")
                    patterns.append(pattern if "*" in pattern else f"*{pattern}*")
                    break
                self._set_option(option, argument)
        if patterns:
            self.testLoader.testNamePatterns = patterns
        names = names or self.defaultTest
        self.test = (self.testLoader.loadTestsFromModule(self.module) if names is None
                     else self.testLoader.loadTestsFromNames(names, self.module))

    def _set_option(self, option, argument):
        if option in "vq":
            self.verbosity = 2 if option == "v" else 0
        elif option == "f":
            self.failfast = True
        elif option == "b":
            self.buffer = True
        elif option == "l" and argument == "--locals":
            self.tb_locals = True
        elif option == "h":
            print(_HELP.format(name=self.progName))
            sys.exit()
        elif option != "c":  # nothing catches Ctrl+C here: what has been shown stays
            self._refuse(f"unrecognized arguments: {argument}")

    def _refuse(self, message):
        sys.stderr.write(f"{_USAGE.format(name=self.progName)}\n{self.progName}: error: {message}\n")
        sys.exit(2)

    def runTests(self):
        runner = self.testRunner
        if isinstance(runner, type):
            try:
                runner = runner(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                                warnings=self.warnings, tb_locals=self.tb_locals)
            except TypeError:  # a class of one's own may take fewer
                runner = runner()
        self.result = runner.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
