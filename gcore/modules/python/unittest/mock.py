# SPDX-License-Identifier: MIT
"""Objects that stand in for others in a test and note how they are used, and ways to put them there for a while."""

import builtins
import contextlib
import inspect
import operator
import pprint
import sys
from functools import partial, wraps
from types import FunctionType, MethodType, ModuleType
from unittest.util import safe_repr

__all__ = ["Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "FILTER_DIR",
           "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal", "InvalidSpecError"]

FILTER_DIR = True  # dir of a mock leaves out what a test has no use for
_ASSERTIONS = "assert", "assret", "asert", "aseert", "assrt"  # a misspelt assertion must not pass as an attribute
_missing = object()


class InvalidSpecError(Exception):
    """A mock was given as the spec of a mock."""


# --- values ---

class _SentinelObject:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinel:
    """An attribute of it is an object of that name, always the same."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return "sentinel"


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _ANY()


def _call_text(name, args, kwargs):
    return f"{name}({', '.join([*map(repr, args), *(f'{key}={value!r}' for key, value in kwargs.items())])})"


class _Call(tuple):
    """A call: name, positional and keyword arguments; the name may be left out where it does not matter."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def _parts(self):
        return self if len(self) == 3 else ("", *self)

    def __eq__(self, other):
        if not isinstance(other, tuple) or len(other) > 3:
            return NotImplemented
        mine, others = self._parts(), _Call(other)._parts() if not isinstance(other, _Call) else other._parts()
        if self._mock_parent is not None and isinstance(other, _Call) and other._mock_parent is not None \
                and self._mock_parent != other._mock_parent:
            return False
        if mine[0] and mine[0] != others[0]:
            return False
        return (others[1], others[2]) == (mine[1], mine[2])

    __ne__ = object.__ne__
    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, name):
        if self._mock_name is None:
            return _Call(name=name, from_kall=False)
        return _Call(name=f"{self._mock_name}.{name}", parent=self, from_kall=False)

    def __getattribute__(self, name):
        if name in tuple.__dict__:  # it is the name of a call, as every other
            raise AttributeError
        return tuple.__getattribute__(self, name)

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return name if name.startswith("call") else "call" + name if name.startswith("()") else f"call.{name}"
        name, args, kwargs = self._parts()
        name = f"call.{name}" if name and not name.startswith("()") else "call" + name
        return _call_text(name, args, kwargs)

    @property
    def args(self):
        return self._parts()[1]

    @property
    def kwargs(self):
        return self._parts()[2]

    def call_list(self):
        """This call and those it is chained to, the first one first."""
        calls, thing = [], self
        while thing is not None:
            if thing._mock_from_kall:
                calls.append(thing)
            thing = thing._mock_parent
        return _CallList(reversed(calls))


call = _Call(from_kall=False)


class _CallList(list):
    """Calls; one list is in another if it is a part of it."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        n = len(value)
        return any(self[i:i + n] == value for i in range(len(self) - n + 1))

    def __repr__(self):
        return pprint.pformat(list(self))


# --- mocks ---

def _is_exception(thing):
    return isinstance(thing, BaseException) or (isinstance(thing, type) and issubclass(thing, BaseException))


def _signature_of(spec, skip_first=False):
    """The signature calls of spec have to fit, or None."""
    try:
        if isinstance(spec, type):
            signature, skip_first = inspect.signature(spec.__init__), True
            if spec.__init__ is object.__init__:
                return inspect.Signature()
        elif callable(spec):
            if not isinstance(spec, (FunctionType, MethodType)) and hasattr(type(spec), "__call__") \
                    and isinstance(type(spec).__call__, FunctionType):
                spec = spec.__call__
            signature = inspect.signature(spec)
        else:
            return None
    except (TypeError, ValueError):
        return None
    parameters = list(signature.parameters.values())
    if skip_first and parameters and parameters[0].kind in (inspect.Parameter.POSITIONAL_ONLY,
                                                            inspect.Parameter.POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


class _Base:
    """Each mock has a class of its own, which its magic methods are put in."""

    def __new__(cls, /, *args, **kwargs):
        own = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        own.__qualname__ = cls.__qualname__
        return object.__new__(own)

    def __init__(self, *args, **kwargs):
        pass


class NonCallableMock(_Base):
    """A mock that cannot be called."""

    _mock_sealed = False

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="",
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        own = self.__dict__
        own["_mock_parent"] = parent
        own["_mock_name"] = name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = parent if _new_parent is None else _new_parent
        own["_mock_children"] = {}
        own["_mock_wraps"] = wraps
        own["_mock_return_value"] = DEFAULT
        own["_mock_side_effect"] = None
        own["_mock_unsafe"] = unsafe
        own["_mock_deleted"] = set()
        self._set_spec(spec_set if spec_set is not None else spec, spec_set is not None, _spec_as_instance, _eat_self)
        self._clear_calls()
        if kwargs:
            self.configure_mock(**kwargs)

    def _set_spec(self, spec, is_set, as_instance=False, eat_self=None):
        own = self.__dict__
        if isinstance(spec, NonCallableMock):
            raise InvalidSpecError(f"Cannot spec a Mock object. [object={spec!r}]")
        own["_spec_set"] = is_set
        own["_spec_signature"] = None
        own["_spec_class"] = own["_mock_methods"] = None
        if spec is None:
            return
        if type(spec) in (list, tuple):
            own["_mock_methods"] = list(spec)
            return
        own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        own["_mock_methods"] = dir(spec)
        target = getattr(spec, "__call__", None) if as_instance else spec
        own["_spec_signature"] = _signature_of(target, bool(eat_self)) if target is not None else None

    def mock_add_spec(self, spec, spec_set=False):
        """Only the attributes of spec, or those in a list, from now on."""
        self._set_spec(spec, spec_set)

    def _clear_calls(self):
        own = self.__dict__
        own["called"] = False
        own["call_count"] = 0
        own["call_args"] = None
        own["call_args_list"] = _CallList()
        own["mock_calls"] = _CallList()
        own["method_calls"] = _CallList()

    @property
    def __class__(self):
        return self.__dict__.get("_spec_class") or type(self)

    @__class__.setter
    def __class__(self, cls):
        self.__dict__["_spec_class"] = cls

    # Attributes.

    def __getattr__(self, name):
        own = self.__dict__
        if name in ("_mock_methods", "_mock_children") or "_mock_children" not in own:
            raise AttributeError(name)
        if name in own["_mock_deleted"]:
            raise AttributeError(name)
        if own["_mock_methods"] is not None:
            if name not in own["_mock_methods"] or name in _MAGICS:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if not own["_mock_unsafe"] and name.startswith(_ASSERTIONS) and (
                own["_mock_methods"] is None or name not in own["_mock_methods"]):
            raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an "
                                 "attribute.")
        child = own["_mock_children"].get(name, _missing)
        if child is _missing:
            wrapped = own["_mock_wraps"]
            child = self._get_child_mock(parent=self, name=name, _new_name=name, _new_parent=self,
                                         wraps=getattr(wrapped, name) if wrapped is not None else None)
            own["_mock_children"][name] = child
        elif isinstance(child, _LazySpec):
            child = own["_mock_children"][name] = child.make()
        return child

    def __setattr__(self, name, value):
        own = self.__dict__
        if name in ("return_value", "side_effect") or name in _MOCK_ATTRIBUTES:
            object.__setattr__(self, name, value)
            return
        if own.get("_spec_set") and own["_mock_methods"] is not None and name not in own["_mock_methods"] \
                and name not in own:
            raise AttributeError(f"Mock object has no attribute {name!r}")
        if name in _MAGICS:
            self._set_magic(name, value)
            return
        if self._mock_sealed and name not in own and name not in own["_mock_children"] and not hasattr(type(self), name):
            raise AttributeError(f"Cannot set {self._full_name()}.{name}")
        if _adopt(self, value, name, name):
            own["_mock_children"][name] = value
            own["_mock_deleted"].discard(name)
            return
        own["_mock_deleted"].discard(name)
        object.__setattr__(self, name, value)

    def _set_magic(self, name, value):
        methods = self.__dict__["_mock_methods"]
        if methods is not None and name not in methods:
            raise AttributeError(f"Mock object has no attribute {name!r}")
        if _adopt(self, value, None, name):
            self.__dict__["_mock_children"][name] = value
            setattr(type(self), name, _Magic(name, value))
        elif isinstance(value, FunctionType):
            setattr(type(self), name, lambda self, *args, **kwargs: value(self, *args, **kwargs))
            self.__dict__["_mock_children"][name] = value
        else:
            setattr(type(self), name, value)

    def __delattr__(self, name):
        own = self.__dict__
        if name in _MAGICS and name in type(self).__dict__:
            delattr(type(self), name)
        if name in own["_mock_deleted"] or (name not in own and name not in own["_mock_children"]
                                            and own["_mock_methods"] is not None and name not in own["_mock_methods"]):
            raise AttributeError(name)
        own.pop(name, None)
        own["_mock_children"].pop(name, None)
        own["_mock_deleted"].add(name)

    def __dir__(self):
        own = self.__dict__
        if not FILTER_DIR:
            return object.__dir__(self)
        names = own["_mock_methods"] if own["_mock_methods"] is not None else \
            [name for name in dir(type(self)) if not name.startswith("_")]
        children = [name for name, child in own["_mock_children"].items() if name not in own["_mock_deleted"]]
        return sorted({*names, *children, *(name for name in own if not name.startswith("_"))} - own["_mock_deleted"])

    def _get_child_mock(self, /, **kwargs):
        """The mock for an attribute or a result: by default of the same class, but callable."""
        if self._mock_sealed:
            name = kwargs.get("name") or kwargs.get("_new_name")
            separator = "" if name == "()" else "."
            raise AttributeError(self._full_name(f"{separator}{name}"))
        cls = type(self).__mro__[1]
        if issubclass(cls, NonCallableMagicMock) and not issubclass(cls, MagicMock):
            cls = MagicMock
        elif not issubclass(cls, CallableMixin):
            cls = Mock
        return cls(**kwargs)

    def attach_mock(self, mock, attribute):
        """Makes mock an attribute whose calls are noted here, too."""
        mock = _mock_of(mock)
        mock._mock_parent = mock._mock_new_parent = None
        mock._mock_name = mock._mock_new_name = ""
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        """Sets attributes; a name with dots sets those of children."""
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *path, last = name.split(".")
            thing = self
            for part in path:
                thing = getattr(thing, part)
            setattr(thing, last, value)

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forgets all calls; the children's, too."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self._clear_calls()
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self._mock_side_effect = None
        for child in [*self._mock_children.values(), self._mock_return_value]:
            if isinstance(child, NonCallableMock) and child is not self:
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)

    @property
    def return_value(self):
        if self._mock_return_value is DEFAULT:
            self.return_value = self._get_child_mock(_new_parent=self, _new_name="()")
        return self._mock_return_value

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_mock_return_value"] = value
        _adopt(self, value, None, "()")

    @property
    def side_effect(self):
        return self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not _is_exception(value) and not callable(value) and hasattr(type(value), "__iter__"):
            value = iter(value)
        self.__dict__["_mock_side_effect"] = value

    # Names.

    def _full_name(self, last=""):
        parts, mock = [last] if last else [], self
        seen = set()
        dot = "." if last and not last.startswith((".", "(")) else ""
        while mock is not None and id(mock) not in seen:
            seen.add(id(mock))
            name = mock._mock_new_name
            if name:
                parts.insert(0, name + dot)
                dot = "" if name == "()" else "."
            if mock._mock_new_parent is None:
                break
            mock = mock._mock_new_parent
        top = (mock._mock_name if mock is not None else None) or "mock"
        return top + (dot if parts else "") + "".join(parts)

    def __repr__(self):
        name = ""
        if self._mock_name or self._mock_new_parent is not None or self._mock_new_name:
            full = self._full_name()
            if full != "mock":
                name = f" name={full!r}"
        spec = self.__dict__["_spec_class"]
        text = f" {'spec_set' if self._spec_set else 'spec'}={spec.__name__!r}" if spec is not None else ""
        return f"<{type(self).__name__}{name}{text} id='{id(self)}'>"

    # Assertions.

    def _normal(self, called):
        """A call with its arguments in the places the spec's signature gives them."""
        mock = self
        for part in called[0].replace("()", "").split(".") if len(called) == 3 and called[0] else ():
            mock = mock._mock_children.get(part)
            if isinstance(mock, _LazySpec):
                mock = mock.make()
            mock = _mock_of(mock)
            if not isinstance(mock, NonCallableMock):
                return called
        signature = mock.__dict__.get("_spec_signature")
        if signature is None or len(called) not in (2, 3):
            return called
        try:
            bound = signature.bind(*called[-2], **called[-1])
        except TypeError as error:
            return error.with_traceback(None)
        return _Call((called[0] if len(called) == 3 else "", bound.args, bound.kwargs), two=len(called) == 2)

    def _name_or(self, default="mock"):
        return self._mock_name or default

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected '{self._name_or()}' to have been called.")

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._name_or()}' to not have been called. Called {self.call_count} times."
                                 + self._calls_text())

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._name_or()}' to have been called once. Called {self.call_count} times."
                                 + self._calls_text())

    def _text_of(self, args, kwargs):
        return _call_text(self._name_or(), args, kwargs)

    def assert_called_with(self, /, *args, **kwargs):
        """The last call had these arguments."""
        if self.call_args is None:
            raise AssertionError(f"expected call not found.\nExpected: {self._text_of(args, kwargs)}\nActual: not called.")
        expected, actual = self._normal(_Call((args, kwargs), two=True)), self._normal(self.call_args)
        if actual != expected:
            cause = expected if isinstance(expected, Exception) else None
            raise AssertionError(f"expected call not found.\nExpected: {self._text_of(args, kwargs)}\n"
                                 f"Actual: {self._text_of(*self.call_args)}") from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._name_or()}' to be called once. Called {self.call_count} times."
                                 + self._calls_text())
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """Some call had these arguments."""
        expected = self._normal(_Call((args, kwargs), two=True))
        cause = expected if isinstance(expected, Exception) else None
        made = [self._normal(called) for called in self.call_args_list]
        if cause is not None or not any(all(map(operator.eq, expected, called)) for called in made):  # ANY stands first
            raise AssertionError(f"{self._text_of(args, kwargs)} call not found") from cause

    def assert_has_calls(self, calls, any_order=False):
        """These calls are among mock_calls, one after the other unless any_order."""
        expected = [self._normal(called) for called in calls]
        made = _CallList(map(self._normal, self.mock_calls))
        cause = next((called for called in expected if isinstance(called, Exception)), None)
        if not any_order:
            if expected not in made:
                problem = "Calls not found." if cause is None else (
                    f"Error processing expected calls.\nErrors: "
                    f"{[called if isinstance(called, Exception) else None for called in expected]}")
                raise AssertionError(f"{problem}\nExpected: {_CallList(calls)}{self._calls_text('Actual').rstrip('.')}") from cause
            return
        missing = []
        for called in expected:
            if called in made:
                made.remove(called)
            else:
                missing.append(called)
        if missing:
            raise AssertionError(f"{self._name_or()!r} does not contain all of {tuple(missing)!r} in its call list, found "
                                 f"{list(made)!r} instead") from cause

    def _calls_text(self, title="Calls"):
        return f"\n{title}: {safe_repr(self.mock_calls)}." if self.mock_calls else ""


def _mock_of(thing):
    """The mock behind a function made by create_autospec."""
    return thing.mock if isinstance(thing, FunctionType) and hasattr(thing, "mock") else thing


def _adopt(parent, value, name, new_name):
    """Makes a mock that belongs nowhere a child; whether it is one now."""
    value = _mock_of(value)
    if not isinstance(value, NonCallableMock):
        return False
    if value._mock_name or value._mock_new_name or value._mock_parent is not None or value._mock_new_parent is not None:
        return False
    ancestor = parent
    while ancestor is not None:
        if ancestor is value:
            return False
        ancestor = ancestor._mock_new_parent
    if new_name:
        value._mock_new_parent = parent
        value._mock_new_name = new_name
    if name:
        value._mock_parent = parent
        value._mock_name = name
    return True


class CallableMixin(_Base):
    """What can be called."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name="", _new_parent=None, **kwargs):
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.__dict__["_mock_return_value"] = return_value
        if return_value is not DEFAULT:
            _adopt(self, return_value, None, "()")
        self.side_effect = side_effect

    def __call__(self, /, *args, **kwargs):
        signature = self.__dict__["_spec_signature"]
        if signature is not None and self.__dict__.get("_mock_checks_calls"):
            signature.bind(*args, **kwargs)
        self._note_call(args, kwargs)
        return self._result(args, kwargs)

    def _note_call(self, args, kwargs):
        """Notes a call, here and in those this mock is a part of."""
        self.called = True
        self.call_count += 1
        made = _Call((args, kwargs), two=True)
        self.call_args = made
        self.call_args_list.append(made)
        self.mock_calls.append(_Call(("", args, kwargs)))
        method_name, is_method = self._mock_name, self._mock_parent is not None
        full_name, mock, below = self._mock_new_name, self._mock_new_parent, self._mock_new_name == "()"
        while mock is not None:
            if is_method:
                mock.method_calls.append(_Call((method_name, args, kwargs)))
                is_method = mock._mock_parent is not None
                if is_method:
                    method_name = f"{mock._mock_name}.{method_name}"
            mock.mock_calls.append(_Call((full_name, args, kwargs)))
            if mock._mock_new_name:
                full_name = mock._mock_new_name + ("" if below else ".") + full_name
            below = mock._mock_new_name == "()"
            mock = mock._mock_new_parent

    def _result(self, args, kwargs):
        effect = self._mock_side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            result = effect(*args, **kwargs) if callable(effect) else next(effect)
            if not callable(effect) and _is_exception(result):
                raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock: its attributes and results are mocks, too, and it notes how it is called."""


# --- magic methods ---

_NUMERIC = "add sub mul matmul truediv floordiv mod divmod lshift rshift and xor or pow".split()
_MAGICS = {f"__{name}__" for name in (
    "lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert complex int "
    "float index round trunc floor ceil bool next fspath aiter hash iter repr reversed missing reduce reduce_ex getinitargs "
    "getnewargs getstate setstate getformat subclasses format get set delete call dir").split()}
_MAGICS |= {f"__{prefix}{name}__" for prefix in ("", "i", "r") for name in _NUMERIC}
_UNSET = {f"__{name}__" for name in ("getattr setattr init new prepare instancecheck subclasscheck del reduce reduce_ex "
                                     "getinitargs getnewargs getstate setstate getformat subclasses repr dir call format get set "
                                     "delete missing reversed sizeof aiter").split()}
_RESULTS = {"__hash__": lambda self: object.__hash__(self), "__str__": lambda self: object.__str__(self),
            "__sizeof__": lambda self: object.__sizeof__(self),
            "__fspath__": lambda self: f"{type(self).__name__}/{self._full_name()}/{id(self)}"}
_VALUES = {"__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0,
           "__bool__": True, "__index__": 1}
_NOT_IMPLEMENTED = {"__lt__", "__gt__", "__le__", "__ge__"}
_MOCK_ATTRIBUTES = {"called", "call_count", "call_args", "call_args_list", "mock_calls", "method_calls", "_mock_name",
                    "_mock_new_name", "_mock_parent", "_mock_new_parent", "_mock_return_value", "_mock_side_effect",
                    "_mock_sealed", "_mock_wraps", "_mock_checks_calls"}


class _Magic:
    """A magic method of a mock: a mock made when it is first used."""

    def __init__(self, name, mock=None):
        self.name = name
        self.mock = mock

    def __get__(self, obj, kind=None):
        if obj is None:
            return self
        if self.mock is None:
            mock = self.mock = obj._get_child_mock(name=self.name, _new_name=self.name, _new_parent=obj)
            obj.__dict__["_mock_children"][self.name] = mock
            _set_default(self.name, mock, obj)
        return self.mock


def _set_default(name, mock, owner):
    if name in _VALUES:
        mock.return_value = _VALUES[name]
    elif name in _NOT_IMPLEMENTED:
        mock.return_value = NotImplemented
    elif name in _RESULTS:
        mock.return_value = _RESULTS[name](owner)
    elif name == "__eq__":
        mock.side_effect = lambda other: (mock._mock_return_value if mock._mock_return_value is not DEFAULT
                                          else True if owner is other else NotImplemented)
    elif name == "__ne__":
        mock.side_effect = lambda other: DEFAULT if mock._mock_return_value is not DEFAULT else \
            False if owner is other else NotImplemented
    elif name == "__iter__":
        mock.side_effect = lambda: iter(() if mock._mock_return_value is DEFAULT else mock._mock_return_value)


class MagicMixin(_Base):
    """What has magic methods from the start."""

    def __init__(self, /, *args, **kwargs):
        self._put_magics(kwargs.get("spec_set") if kwargs.get("spec_set") is not None
                         else kwargs.get("spec", args[0] if args else None))
        super().__init__(*args, **kwargs)

    def _put_magics(self, spec):
        names = _MAGICS - _UNSET - {f"__r{name}__" for name in _NUMERIC} | ({"__missing__"} & set())
        names -= {"__rdivmod__"}
        if spec is not None:
            names &= set(spec if isinstance(spec, (list, tuple)) else dir(spec))
        for name in names:
            setattr(type(self), name, _Magic(name))

    def mock_add_spec(self, spec, spec_set=False):
        super().mock_add_spec(spec, spec_set)
        for name in _MAGICS & set(type(self).__dict__):
            if name not in self._mock_methods:
                delattr(type(self), name)


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A mock with magic methods that cannot be called."""


class MagicMock(MagicMixin, Mock):
    """A mock with magic methods."""

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        super().reset_mock(*args, return_value=return_value, **kwargs)
        if return_value:
            for name, child in self._mock_children.items():
                if name in _MAGICS and isinstance(child, NonCallableMock):
                    _set_default(name, child, self)


class PropertyMock(Mock):
    """A mock to be put in a class as a property: called to get it and to set it."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, val):
        self(val)


def seal(mock):
    """No new attributes from now on."""
    mock._mock_sealed = True
    for child in list(mock._mock_children.values()):
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)


# --- mocks like another thing ---

class _LazySpec:
    """The spec of an attribute, made a mock when it is asked for."""

    def __init__(self, make):
        self.make = make


def _instances_are_callable(cls):
    return any("__call__" in base.__dict__ for base in cls.__mro__)


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, _skip_first=False,
                    **kwargs):
    """A mock with the attributes of spec, all the way down, whose calls have to fit spec's signatures."""
    if isinstance(spec, NonCallableMock):
        raise InvalidSpecError(f"Cannot autospec a Mock object. [object={spec!r}]")
    if type(spec) in (list, tuple):  # not the names of attributes
        spec = type(spec)
    is_class = isinstance(spec, type)
    options = {"spec_set" if spec_set else "spec": spec, "unsafe": unsafe}
    if spec is None:
        options = {}
    can_call = _instances_are_callable(spec) if is_class and instance else callable(spec)
    cls = MagicMock if can_call else NonCallableMagicMock
    name = kwargs.pop("name", _name)
    mock = cls(parent=_parent, _new_parent=_parent, _new_name=name if _parent is not None else "", name=name, **options,
               **kwargs)
    signature = None
    if can_call:
        if is_class and instance:
            signature = _signature_of(spec.__call__, True)
        else:
            signature = _signature_of(spec, _skip_first)
    mock.__dict__["_spec_signature"] = signature
    mock._mock_checks_calls = True
    if is_class and not instance and "return_value" not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name="()", _parent=mock)
    if not isinstance(spec, (FunctionType, MethodType)):
        for attribute in dir(spec):
            if attribute in _MAGICS or attribute.startswith("__"):
                continue
            _add_attribute(mock, spec, attribute, spec_set)
    if isinstance(spec, FunctionType) and _parent is None:
        return _as_function(mock, spec)
    return mock


def _add_attribute(mock, spec, name, spec_set):
    try:
        original = getattr(spec, name)
    except AttributeError:
        return
    if callable(original):
        is_method = isinstance(spec, type) and isinstance(inspect.getattr_static(spec, name, None), FunctionType)
        mock._mock_children[name] = _LazySpec(lambda: create_autospec(original, spec_set, _parent=mock, _name=name,
                                                                      _skip_first=is_method))
    elif inspect.isdatadescriptor(original):
        mock._mock_children[name] = _LazySpec(lambda: MagicMock(parent=mock, name=name, _new_name=name, _new_parent=mock))
    else:
        mock._mock_children[name] = _LazySpec(lambda: create_autospec(original, spec_set, _parent=mock, _name=name))


def _as_function(mock, spec):
    """A true function that calls the mock."""
    signature = inspect.signature(spec)

    @wraps(spec, ("__module__", "__name__", "__qualname__"))
    def function(*args, **kwargs):
        signature.bind(*args, **kwargs)
        return mock(*args, **kwargs)

    function.mock = mock
    for name in ("assert_called_with", "assert_called_once_with", "assert_called", "assert_called_once", "assert_not_called",
                 "assert_any_call", "assert_has_calls", "reset_mock", "return_value", "call_args_list", "mock_calls",
                 "method_calls"):
        setattr(function, name, getattr(mock, name))
    function.called, function.call_count, function.call_args, function.side_effect = False, 0, None, mock.side_effect

    def note(*args, **kwargs):
        function.called, function.call_count, function.call_args = True, mock.call_count, mock.call_args
        if function.side_effect is None:
            return function.return_value
        effect = function.side_effect
        if _is_exception(effect):
            raise effect
        if not callable(effect):
            effect = function.side_effect = iter(effect)
        result = effect(*args, **kwargs) if callable(effect) else next(effect)
        return function.return_value if result is DEFAULT else result

    mock.side_effect = note
    return function


def mock_open(mock=None, read_data=""):
    """A mock for open: its files give read_data."""
    mock = MagicMock(name="open") if mock is None else mock
    handle = MagicMock()

    data = None

    def restart(*args, **kwargs):
        nonlocal data
        from io import BytesIO, StringIO
        data = BytesIO(read_data) if isinstance(read_data, bytes) else StringIO(read_data)
        return DEFAULT

    restart()
    handle.read.side_effect = lambda *args: _read(handle.read, data.read, *args)
    handle.readline.side_effect = lambda *args: _read(handle.readline, data.readline, *args)
    handle.readlines.side_effect = lambda *args: _read(handle.readlines, data.readlines, *args)
    handle.__iter__.side_effect = lambda: iter(data)
    handle.__next__.side_effect = lambda: next(data)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    mock.side_effect = restart
    mock.return_value = handle
    return mock


def _read(method, function, *args):
    return function(*args) if method._mock_return_value is DEFAULT else method._mock_return_value


# --- patches ---

def _import_target(target):
    """The thing a dotted name stands for."""
    parts = target.split(".")
    thing = __import__(parts[0])
    for i, part in enumerate(parts[1:], 2):
        if not hasattr(thing, part):
            __import__(".".join(parts[:i]))
        thing = getattr(thing, part)
    return thing


class _patch:
    """Puts something in the place of an attribute: as a decorator, in a with statement, or from start to stop."""

    _active = []  # those that were started

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs, *, unsafe=False):
        if new_callable is not None:
            if new is not DEFAULT:
                raise ValueError("Cannot use 'new' and 'new_callable' together")
            if autospec is not None:
                raise ValueError("Cannot use 'autospec' and 'new_callable' together")
        self.getter = getter
        self.attribute = attribute
        self.new = new
        self.new_callable = new_callable
        self.spec = spec
        self.create = create
        self.spec_set = spec_set
        self.autospec = autospec
        self.kwargs = kwargs
        self.additional_patchers = []
        self.attribute_name = None
        self.has_local = False

    def copy(self):
        patcher = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                         self.new_callable, self.kwargs)
        patcher.attribute_name = self.attribute_name
        patcher.additional_patchers = [other.copy() for other in self.additional_patchers]
        return patcher

    def __call__(self, func):
        if isinstance(func, type):
            return _decorate_class(self, func)
        if hasattr(func, "patchings"):
            func.patchings.append(self)
            return func

        @wraps(func)
        def patched(*args, **keywargs):
            with contextlib.ExitStack() as stack:
                for patching in patched.patchings:
                    new = stack.enter_context(patching)
                    if patching.attribute_name is not None:
                        keywargs.update(new)
                    elif patching.new is DEFAULT:
                        args += (new,)
                return func(*args, **keywargs)

        patched.patchings = [self]
        return patched

    def _get_original(self):
        try:
            original, local = self.target.__dict__[self.attribute], True
        except (AttributeError, KeyError):
            original, local = getattr(self.target, self.attribute, _missing), False
        if original is _missing and self.attribute in builtins.__dict__ and isinstance(self.target, ModuleType):
            self.create = True
        if original is _missing and not self.create:
            raise AttributeError(f"{self.target} does not have the attribute {self.attribute!r}")
        return original, local

    def _make_mock(self, original):
        spec, spec_set, autospec, kwargs = self.spec, self.spec_set, self.autospec, dict(self.kwargs)
        if autospec is not None and autospec is not False:
            if autospec is True:
                autospec = original
            if autospec is _missing:
                raise TypeError("Can't use 'autospec' with create=True")
            return create_autospec(autospec, spec_set=bool(spec_set), _name=self.attribute, **kwargs)
        if spec is True:
            spec = original
            if spec_set is True:
                spec_set, spec = original, None
        elif spec_set is True:
            spec_set = original
        cls = self.new_callable
        if cls is None:
            like = spec if spec is not None else spec_set
            cls = MagicMock
            if like is not None and not isinstance(like, (list, tuple)) and not callable(like):
                cls = NonCallableMagicMock
        if spec is not None:
            kwargs["spec"] = spec
        if spec_set is not None:
            kwargs["spec_set"] = spec_set
        if isinstance(cls, type) and issubclass(cls, NonCallableMock) and self.attribute:
            kwargs["name"] = self.attribute
        new = cls(**kwargs)
        like = spec if spec is not None else spec_set
        if isinstance(like, type) and isinstance(new, NonCallableMock):
            kind = type(new).__mro__[1] if _instances_are_callable(like) else NonCallableMagicMock
            new.return_value = kind(**{"spec_set" if spec_set is not None else "spec": like})
            new.return_value._mock_name = "()"
        return new

    def __enter__(self):
        if hasattr(self, "_exit_stack"):
            raise RuntimeError("Patch is already started")
        self.target = self.getter()
        self.temp_original, self.is_local = self._get_original()
        new = self._make_mock(self.temp_original) if self.new is DEFAULT else self.new
        self._exit_stack = contextlib.ExitStack()
        try:
            setattr(self.target, self.attribute, new)
            if self.attribute_name is None:
                return new
            result = {self.attribute_name: new} if self.new is DEFAULT else {}
            for patching in self.additional_patchers:
                result.update(self._exit_stack.enter_context(patching))
            return result
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise

    def __exit__(self, *exc_info):
        if not hasattr(self, "_exit_stack"):
            return None
        if self.is_local and self.temp_original is not _missing:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and not hasattr(self.target, self.attribute):
                setattr(self.target, self.attribute, self.temp_original)
        stack = self._exit_stack
        del self.temp_original, self.is_local, self.target, self._exit_stack
        return stack.__exit__(*exc_info)

    def start(self):
        """Patches until stop."""
        result = self.__enter__()
        self._active.append(self)
        return result

    def stop(self):
        if self not in self._active:
            return None
        self._active.remove(self)
        return self.__exit__(None, None, None)


def _decorate_class(patcher, cls):
    """Patches each test method of a class."""
    for name in dir(cls):
        method = getattr(cls, name)
        if name.startswith(patch.TEST_PREFIX) and callable(method):
            setattr(cls, name, patcher.copy()(method))
    return cls


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *, unsafe=False,
          **kwargs):
    """Puts a mock, or new, in the place of what a dotted name stands for."""
    try:
        target, attribute = target.rsplit(".", 1)
    except (TypeError, ValueError, AttributeError):
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}") from None
    return _patch(partial(_import_target, target), attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
                  unsafe=False, **kwargs):
    """Puts a mock, or new, in the place of an attribute."""
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    """Puts mocks, where DEFAULT is given, or other things in the places of several attributes."""
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    getter = partial(_import_target, target) if isinstance(target, str) else lambda: target
    patchers = []
    for attribute, new in kwargs.items():
        patcher = _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, {})
        patcher.attribute_name = attribute
        patchers.append(patcher)
    patchers[0].additional_patchers = patchers[1:]
    return patchers[0]


class _patch_dict:
    """Changes a mapping for a while."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values, **kwargs)
        self.clear = clear
        self._original = None

    def copy(self):
        return _patch_dict(self.in_dict, self.values, self.clear)

    def __call__(self, func):
        if isinstance(func, type):
            return _decorate_class(self, func)

        @wraps(func)
        def patched(*args, **kwargs):
            with self:
                return func(*args, **kwargs)

        return patched

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _import_target(self.in_dict)
        self._original = {key: self.in_dict[key] for key in self.in_dict}
        if self.clear:
            self._empty()
        for key, value in self.values.items():
            self.in_dict[key] = value
        return self.in_dict

    def _empty(self):
        for key in list(self.in_dict):
            del self.in_dict[key]

    def __exit__(self, *exc_info):
        if self._original is not None:
            self._empty()
            for key, value in self._original.items():
                self.in_dict[key] = value
        return False

    def start(self):
        result = self.__enter__()
        _patch._active.append(self)
        return result

    def stop(self):
        if self not in _patch._active:
            return None
        _patch._active.remove(self)
        return self.__exit__(None, None, None)


def _stopall():
    """Ends what start has begun, the last first."""
    for patcher in reversed(_patch._active[:]):
        patcher.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _stopall
patch.TEST_PREFIX = "test"
