import sys
import types
import unittest
from unittest import mock
from unittest.mock import ANY, DEFAULT, MagicMock, Mock, NonCallableMock, PropertyMock, call, create_autospec, patch, sentinel


def show(*values):
    import re
    print(re.sub(r"id='\d+'", "id=ID", " ".join(map(str, values))))


def fails(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        show(type(error).__name__ + ":", error)
    else:
        print("nothing raised")


m = Mock()
show(m, m.a.b, m(), m.a.b(1, x=2), m.method_calls, m.mock_calls)
m.a.b.c("deep")(3).d()
show(m.mock_calls, m.a.mock_calls, m.called, m.call_count, m.call_args)
m.reset_mock()
show(m.mock_calls, m.called, m.a.b.called)

f = Mock(return_value=7, name="f")
show(f(1, 2, k=3), f, f.call_args, f.call_args.args, f.call_args.kwargs, f.call_args_list)
f.assert_called_once_with(1, 2, k=3)
f.assert_called_with(1, ANY, k=ANY)
fails(f.assert_called_with, 1)
fails(f.assert_not_called)
f(5)
fails(f.assert_called_once)
fails(f.assert_called_once_with, 5)
fails(f.assert_any_call, 6)
f.assert_any_call(1, 2, k=3)
f.assert_has_calls([call(1, 2, k=3), call(5)])
fails(f.assert_has_calls, [call(5), call(1, 2, k=3)])
f.assert_has_calls([call(5), call(1, 2, k=3)], any_order=True)
fails(f.assert_has_calls, [call(9)], any_order=True)
fails(Mock().assert_called_with, 3)
fails(Mock().assert_called)
fails(lambda: Mock().assert_foo)
fails(lambda: Mock().asert_called)

g = Mock(side_effect=[1, ValueError("third"), 3])
show(g())
fails(g)
show(g())
fails(g)
g.side_effect = lambda x: DEFAULT if x else "computed"
g.return_value = "default"
show(g(0), g(1))
g.side_effect = KeyError("k")
fails(g, 1)

class Thing:
    attribute = 3

    def method(self, a, b=2):
        return a + b

    @staticmethod
    def static(a):
        return a

    @property
    def prop(self):
        return 1


s = Mock(spec=Thing)
show(isinstance(s, Thing), s.method, s.attribute)
fails(lambda: s.missing)
s.other = 1
t = Mock(spec_set=Thing)
fails(setattr, t, "other", 1)
show(Mock(spec=["a", "b"]).a)
fails(lambda: Mock(spec=["a", "b"]).c)

mm = MagicMock()
mm.__getitem__.return_value = "item"
mm.__len__.return_value = 5
mm.__enter__.return_value = "entered"
mm.__iter__.return_value = iter([1, 2])
show(mm["k"], len(mm), list(mm), bool(mm), int(mm), 3 in mm, mm == mm, mm == 1, mm != 1, mm < 1 if False else "-")
with mm as entered:
    show(entered)
mm["x"] = 2
show(mm.__setitem__.call_args, mm.mock_calls[:4])
fails(lambda: mm < 3)
show(mm + 1, hash(mm) == hash(mm), str(mm) == repr(mm))
n = Mock()
n.__str__ = Mock(return_value="text")
n.__contains__ = lambda self, x: x == 3
show(str(n), 3 in n, 4 in n)
fails(lambda: NonCallableMock()())
fails(lambda: len(Mock()))

auto = create_autospec(Thing)
instance = auto()
instance.method.return_value = "r"
show(instance.method(1), instance.method(1, b=3), isinstance(instance, Thing))
fails(instance.method)
fails(instance.method, 1, 2, 3)
fails(lambda: instance.nothing)


def function(a, b=1, *, c):
    """Documented."""


auto = create_autospec(function, return_value=4)
show(auto(1, c=2), auto.__name__, auto.__doc__, auto.mock_calls)
fails(auto, 1)
auto.assert_called_once_with(1, c=2)
auto.assert_called_once_with(a=1, c=2)

with patch("unittest.mock.sentinel", "other") as new:
    show(mock.sentinel, new)
show(mock.sentinel is sentinel, sentinel.x, sentinel.x is sentinel.x, sentinel.x == sentinel.y)
with patch.object(Thing, "method", return_value=10) as method:
    show(Thing().method(1), method.call_args, method)
show(Thing().method(1))
with patch.object(Thing, "method", autospec=True) as method:
    thing = Thing()
    thing.method.return_value = 3
    show(thing.method(4, b=5), method.call_args == call(thing, 4, b=5))
    fails(thing.method)
with patch.object(Thing, "prop", new_callable=PropertyMock) as prop:
    prop.return_value = 5
    thing = Thing()
    show(thing.prop)
    thing.prop = 6
    show(prop.mock_calls)
d = {"a": 1}
with patch.dict(d, {"b": 2}, c=3):
    show(d)
with patch.dict(d, clear=True):
    show(d)
show(d)
with patch.multiple(Thing, attribute=DEFAULT, method=5) as mocks:
    show(sorted(mocks), Thing.method)
show(Thing.attribute)
fails(patch("unittest.mock.nothing_here").start)
fails(patch, "nodots")


@patch.object(Thing, "attribute", 99)
@patch.object(Thing, "method")
@patch.object(Thing, "static")
def decorated(first, static, method):
    show(first, Thing.attribute, Thing.static is static, Thing.method is method)


decorated("argument")
patcher = patch.object(Thing, "attribute", 7)
show(patcher.start(), Thing.attribute)
patch.stopall()
show(Thing.attribute)


@patch.object(Thing, "attribute", 8)
class Tests(unittest.TestCase):
    def test_patched(self):
        self.assertEqual(Thing.attribute, 8)


show(Tests("test_patched").run().wasSuccessful(), Thing.attribute)

parent = Mock()
child = Mock(name="child")
parent.attach_mock(child, "kid")
parent.other()
child(1)
show(parent.mock_calls, parent.mock_calls == [call.other(), call.kid(1)])
manager = Mock()
manager.first, manager.second = Mock(), Mock()
manager.second(2)
manager.first(1)
show(manager.mock_calls, call.a.b(1).c(2), call.a.b(1).c(2).call_list(), call(1) == ((1,), {}), call(1) != call(2))
configured = Mock(**{"method.return_value": 3, "other.side_effect": KeyError, "plain": 1})
show(configured.method(), configured.plain)
fails(configured.other)
sealed = Mock()
sealed.known = 1
mock.seal(sealed)
fails(lambda: sealed.unknown)
show(sealed.known)
wrapped = Mock(wraps=[1, 2, 3])
show(wrapped.index(2), wrapped.index.call_args)
deleted = Mock()
del deleted.gone
fails(lambda: deleted.gone)
opened = mock.mock_open(read_data="one\ntwo\n")
with opened("name") as stream:
    show(stream.read(), list(opened.mock_calls))
handle = opened()
show(list(handle), handle.write("x"))
show([name for name in dir(Mock(spec=Thing)) if not name.startswith(("_", "assert"))])
