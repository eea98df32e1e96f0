# Aliases: names, copies, pickles; what no_type_check reaches; marks inside Annotated.
import copy
import pickle
import re
from collections import namedtuple
from typing import (Annotated, Any, Callable, ClassVar, Deque, Dict, Final, List, Match, Optional, Pattern, Tuple, Union,
                    get_type_hints, no_type_check)

for alias in [List, List[int], Dict, Tuple[int, ...], Callable, Callable[[str], bytes], Callable[..., Any], Optional[str],
              Union[int, str], Annotated[int, "x"], Deque, Pattern, Pattern[str], Match[bytes]]:
    print(alias, alias.__name__, alias.__qualname__, copy.copy(alias) == alias, copy.deepcopy(alias) == alias,
          [pickle.loads(pickle.dumps(alias, protocol)) == alias for protocol in range(6)])
print(Pattern.__origin__ is re.Pattern, isinstance(re.compile(""), Pattern))


@no_type_check
class Outer:
    def method(self, x: "nonsense(") -> 1:
        pass

    @classmethod
    def of_class(cls, x: "?"):
        pass

    @staticmethod
    def static(x: "?"):
        pass

    class Inner:
        def deep(self, x: "?"):
            pass


for function in Outer.method, Outer.of_class, Outer.static, Outer.Inner.deep:
    print(get_type_hints(function), function.__no_type_check__)


class Marked:
    a: Annotated["ClassVar[int]", 3] = 4
    b: Annotated["Final[int]", "const"] = 4
    c: "ClassVar" = 4


print(get_type_hints(Marked, globals()), get_type_hints(Marked, globals(), include_extras=True))
Point = namedtuple("Point", "x y")
getter = Point.__dict__["x"]
print(getter.__reduce__(), pickle.loads(pickle.dumps(getter)), copy.copy(getter).__doc__)
