# `**` with keys that are no strings: who minds, and who does not.
import collections
import functools
import types


class Sub(dict):
    pass


class Init:
    def __init__(self, **keywords):
        self.keywords = keywords


class Text(str):
    def __bytes__(self):
        return b"my own bytes"


wrong = {1: 2}
for function in [dict, {}.update, Sub, Sub().update, types.SimpleNamespace, collections.OrderedDict, Init,
                 collections.OrderedDict().update, functools.partial(print), lambda **keywords: keywords, Exception, list,
                 functools.partial(collections.defaultdict, None), sorted, int, "".encode, object]:
    for mapping in (wrong, Sub(wrong)):
        try:
            print(function(**mapping))
        except TypeError as error:
            print(error)

for text in ("é", Text("é"), b"x", Text("")):
    for keywords in ({}, {"encoding": "latin-1"}, {"errors": "strict"}, {"encoding": "utf-8", "errors": "ignore"}):
        try:
            print(bytes(text, **keywords))
        except TypeError as error:
            print(error)
