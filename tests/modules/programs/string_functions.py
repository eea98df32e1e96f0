"""string: constants, Template, Formatter, capwords."""
import string
from string import Formatter, Template


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for name in string.__all__:
    value = getattr(string, name)
    if isinstance(value, str):
        print(name, repr(value))
print(string.capwords("hello  big\tworld"), string.capwords("a-b-c", "-"), repr(string.capwords("  x ")))
for text in ["$who likes $what", "${who}s", "$$5 $who", "$", "a\nb $5", "${who", "$who$what", "$_x ${}", "no", "$Who", "x$$", "$who.x"]:
    t = Template(text)
    print(repr(text), attempt(t.substitute, {"who": "tim"}, what=7), t.safe_substitute(who=1), t.is_valid(), attempt(t.get_identifiers))
print(attempt(Template("$a $b").substitute, {"a": 1}, a=2), Template("$a").substitute(a=None), Template("$x").template)


class Percent(Template):
    delimiter = "%"


print(Percent("%name $name %%").substitute(name="n"))
f = Formatter()
for text, args, kwargs in [("{} {}", (1, 2), {}), ("{0} {1} {0}", (1, 2), {}), ("{a.real} {b[0]} {b[k]}", (), {"a": 5, "b": {0: 1, "k": 2}}), ("{!r:>8}", ("x",), {}),
                           ("{:{}}", (3.14159, ".2f"), {}), ("{{}} {x!s}", (), {"x": 1}), ("{} {0}", (1,), {}), ("{0} {}", (1,), {}), ("{", (), {}), ("}", (), {}),
                           ("{!x}", (1,), {}), ("{missing}", (), {}), ("{5}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {}), ("plain", (), {}), ("{a!r:^{w}}", (), {"a": "b", "w": 7}),
                           ("{a", (), {"a": 1}), ("{!}", (1,), {}), ("{x[}", (), {"x": 1}), ("{0[a}", (1,), {})]:
    print(repr(text), attempt(f.format, text, *args, **kwargs))
print(list(f.parse("a{b!r:c}d{{e}}{}")), f.vformat("{0}{k}", (1,), {"k": 2}), attempt(f.format))


class Default(Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def check_unused_args(self, used, args, kwargs):
        print("used", sorted(used, key=str))

    def format_field(self, value, spec):
        return super().format_field(value, "" if spec == "odd" else spec)


print(Default().format("{a} {b} {0:odd}", 5, a=1))
