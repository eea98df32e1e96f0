# How many calls of each kind fit into the recursion limit.
import abc
import copy
import functools

calls = 0


def count():
    global calls
    calls += 1


def measure(name, function):
    global calls
    calls = 0
    try:
        function()
    except RecursionError as error:
        print(name, calls, error)


class Base:
    def __init_subclass__(cls):
        count()
        type("Derived", (Base,), {})


class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        count()
        return issubclass(other, cls)


class Meta(type):
    def __instancecheck__(cls, other):
        count()
        return isinstance(other, cls)

    def __subclasscheck__(cls, other):
        count()
        return issubclass(other, cls)

    def __call__(cls):
        count()
        return cls()


class Checked(metaclass=Meta):
    pass


class Various(dict):
    def __missing__(self, key):
        count()
        return self[key]

    def __deepcopy__(self, memo):
        count()
        return copy.deepcopy(self, memo)

    def __enter__(self):
        count()
        with self:
            pass

    def __exit__(self, *arguments):
        pass

    def __str__(self):
        count()
        return str(self)

    def __repr__(self):
        count()
        return repr(self)

    def __eq__(self, other):
        count()
        return self == other

    def __lt__(self, other):
        count()
        return self < other

    def __add__(self, other):
        count()
        return self + other

    def __contains__(self, other):
        count()
        return other in self

    def __delattr__(self, name):
        count()
        delattr(self, name)

    def __pow__(self, other):
        count()
        return pow(self, other)

    @property
    def own(self):
        count()
        return self.own


class Made:
    def __new__(cls):
        count()
        return Made()


def reduced(a, b):
    count()
    return functools.reduce(reduced, [1, 2])


def key_of_sorted(item):
    count()
    return sorted([1], key=key_of_sorted)


def key_of_max(item):
    count()
    return max([1, 2], key=key_of_max)


def mapped(item):
    count()
    return list(map(mapped, [1]))


def partly():
    count()
    return functools.partial(partly)()


@functools.lru_cache(None)
def remembered(number):
    count()
    return remembered(number + 1)


def delegating():
    count()
    yield from delegating()


def plain(number):
    count()
    return plain(number)


def starred(*args, **kwargs):
    count()
    return starred(*args, **kwargs)


names = {"count": count, "executed": "count(); exec(executed)", "evaluated": "(count(), eval(evaluated))"}
various = Various()
measure("__init_subclass__", lambda: type("Derived", (Base,), {}))
measure("__subclasshook__", lambda: issubclass(int, Hooked))
measure("__instancecheck__", lambda: isinstance(1, Checked))
measure("__subclasscheck__", lambda: issubclass(int, Checked))
measure("__call__ of a metaclass", lambda: Checked())
measure("__new__", lambda: Made())
measure("exec", lambda: exec(names["executed"], names))
measure("eval", lambda: eval(names["evaluated"], names))
measure("__missing__", lambda: various[1])
measure("__deepcopy__", lambda: copy.deepcopy(various))
measure("with", lambda: various.__enter__())
measure("str", lambda: str(various))
measure("repr", lambda: repr(various))
measure("==", lambda: various == 1)
measure("<", lambda: various < 1)
measure("+", lambda: various + 1)
measure("in", lambda: 1 in various)
measure("delattr", lambda: delattr(various, "x"))
measure("pow", lambda: pow(various, 1))
measure("property", lambda: various.own)
measure("reduce", lambda: reduced(1, 2))
measure("sorted", lambda: key_of_sorted(1))
measure("max", lambda: key_of_max(1))
measure("map", lambda: mapped(1))
measure("partial", partly)
measure("lru_cache", lambda: remembered(1))
measure("yield from", lambda: list(delegating()))
measure("plain", lambda: plain(1))
measure("starred", lambda: starred(1, a=2))
