from typing import *
import typing, collections.abc
T=TypeVar('T'); K=TypeVar('K'); V=TypeVar('V', bound=int)
print(Any, Union[int,str], Optional[int], Union[int,None,str], List[int], Dict[str,List[T]], Callable[[int,str],bool], Callable[...,int], Tuple[int,...], Tuple[()], T, V, Type[int], Literal[1,'a'], ClassVar[int], Final[str], Iterable[T], List, Union, Sequence[int], DefaultDict[str,int])
print(List[T][int], Dict[K,List[V]][str,int], Callable[[T],K][int,str], Union[T,int][str], list[T][int], dict[K,T][int,str], (int|list[T])[str], list[T].__parameters__)
class Node(Generic[T]):
    def __init__(self, v: T, nxt: 'Optional[Node[T]]'=None): self.v=v
print(Node[int], Node[int](3).v, Node.__parameters__, Node.__mro__, Node[T][str], Node.__orig_bases__)
class P(NamedTuple):
    x: int
    y: str = 'd'
print(P(1), P._field_defaults, P.__annotations__, P.__mro__)
class TD(TypedDict, total=False):
    a: int
    b: Required[str]
print(TD(a=1,b='x'), TD.__required_keys__, TD.__optional_keys__, TD.__annotations__)
@runtime_checkable
class Closer(Protocol):
    def close(self): ...
class A:
    def close(self): pass
print(isinstance(A(),Closer), isinstance(3,Closer), issubclass(A,Closer))
try: Closer()
except TypeError as e: print(e)
U=NewType('U',int); print(U(3), U.__name__, U.__supertype__, U)
def f(a: int, b: 'List[str]'=None, *c: Optional[T]) -> None: pass
print(get_type_hints(f), get_type_hints(Node.__init__)); print(get_origin(List[int]), get_args(Dict[str,int]), get_args(Callable[[int],str]), get_origin(int), get_origin(Union[int,str]))
print(cast(int,'x'), TYPE_CHECKING, Annotated[int,'m'], get_type_hints(P))
@overload
def g(a:int)->int: ...
@overload
def g(a:str)->str: ...
def g(a): return a
print(g(1), len(get_overloads(g)))
for bad in (lambda: List[int,str], lambda: int[3], lambda: List[int][str], lambda: Generic[int], lambda: isinstance(3,List[int]), lambda: Any(), lambda: Union[()], lambda: List()):
    try: bad(); print('?')
    except TypeError as e: print(e)
print(Union[int,str]==Union[str,int], hash(List[int])==hash(List[int]), List[int] is List[int], isinstance([],List), isinstance({},Mapping), Optional[int]|str, List['Node'], ForwardRef('x'))
P2=ParamSpec('P2'); print(P2, Callable[P2,T], Callable[Concatenate[int,P2],T]); Ts=TypeVarTuple('Ts'); print(Ts, Tuple[int, Unpack[Ts]])
class Stack(Generic[K,V]):
    pass
print(Stack[int,str], NoReturn, Self, AnyStr, Text, Hashable, Sized, IO[str], SupportsInt, isinstance(3,SupportsInt), ContextManager[int], Deque[int], Counter[str], Generator[int,None,str])
class Sub(Node[int]): pass
print(Sub.__orig_bases__, Sub.__parameters__, Sub.__mro__[1:])
print(collections.abc.Callable[[T],K][int,str], tuple[int,...], type[T])
class Mp(Dict[str,int]): pass
print(Mp.__mro__, Mp(a=1))
