from dataclasses import *
from typing import ClassVar, List, Optional
import dataclasses
@dataclass
class P:
    x: int
    y: int = 5
    l: List[int] = field(default_factory=list)
    c: ClassVar[int] = 3
p=P(1); print(p, p==P(1), p!=P(2), P.__match_args__, asdict(p), astuple(p), replace(p,x=9), [f.name for f in fields(p)], is_dataclass(P), P.__hash__)
try: P()
except TypeError as e: print(e)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = 'q'
f=F(1); print(hash(f)==hash((1,'q')), F(1)<F(2), sorted([F(3),F(1)]), {f:1})
try: f.a=3
except FrozenInstanceError as e: print(e)
try: del f.a
except FrozenInstanceError as e: print(e)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
s=S(1); print(s, S.__slots__, hasattr(s,'__dict__'))
@dataclass
class B(P):
    z: int = 0
    iv: InitVar[int] = 7
    def __post_init__(self, iv): self.w = iv+1
print(B(1), B(1,iv=3).w, B.__init__.__annotations__)
@dataclass(kw_only=True)
class KW:
    a: int
    b: int = 1
print(KW(a=3))
try: KW(3)
except TypeError as e: print(e)
@dataclass
class M:
    a: int
    _: KW_ONLY
    b: int = 0
print(M(1,b=2))
try:
    @dataclass
    class Bad:
        a: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: int = 1
        b: int
except TypeError as e: print(e)
C=make_dataclass('C',[('x',int),'y',('z',int,field(default=3))],namespace={'m':lambda s:s.x})
print(C(1,2), C(1,2).m(), C.__annotations__)
@dataclass
class Tree:
    v: int
    kids: list = field(default_factory=list, repr=False, compare=False)
    parent: Optional['Tree'] = None
t=Tree(1); t.parent=t; print(t); t.parent=None; t.kids.append(Tree(2)); print(asdict(t), fields(Tree)[0].name)
match p:
    case P(x, y): print(x,y)
@dataclass(unsafe_hash=True, repr=False, eq=False)
class H: a:int
print(hash(H(1))==hash((1,)), H.__doc__, P.__doc__, p.__dataclass_params__)
