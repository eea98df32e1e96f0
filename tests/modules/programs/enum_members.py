from enum import *
class Color(Enum):
    RED=1
    GREEN=2
    CRIMSON=1
    def describe(self): return self.name, self.value
    @property
    def low(self): return self.name.lower()
print(Color, Color.RED, repr(Color.RED), list(Color), Color.CRIMSON is Color.RED, Color(1), Color['GREEN'], Color.RED.describe(), Color.RED.low, len(Color), Color.__members__)
try: Color(7)
except ValueError as e: print(e)
try: Color.RED=3
except AttributeError as e: print(e)
try: Color['X']
except KeyError as e: print(e)
class N(IntEnum):
    A=1
    B=auto()
print(N.A, repr(N.B), N.A+1, N.B>N.A, f'{N.A}', N.B==2, [N.A,N.B], sorted([N.B,N.A]))
class S(StrEnum):
    X=auto()
    Y='why'
print(S.X, repr(S.X), S.Y+'!', f'{S.Y:>5}', S('why'))
class P(Flag):
    R=auto(); W=auto(); X=auto()
    RW=R|W
print(P.R|P.X, repr(P.R|P.X), P.RW, repr(P.RW), ~P.R, P.R in P.RW, list(P.RW), bool(P(0)), repr(P(0)), P(0), P.R^P.RW, list(P), len(P.RW))
try: P(16)
except ValueError as e: print(e)
class IF(IntFlag):
    A=1; B=2; C=4
print(IF.A|IF.B, repr(IF.A|IF.B), IF.A|8, repr(IF.A|8), IF(3), IF.A+1, repr(~IF.A), repr(IF.A&3), IF(0), repr(IF(0)))
An=Enum('An','ant bee cat'); print(list(An), An.bee.value, An.__module__)
An=IntEnum('An2',{'a':5,'b':6}); print(list(An))
@unique
class U(Enum): a=1; b=2
try:
    @unique
    class V(Enum): a=1; b=1
except ValueError as e: print(e)
class Planet(Enum):
    E=(1,2); M=(3,4)
    def __init__(self, mass, r): self.mass=mass; self.r=r
print(Planet.E, Planet.M.mass, repr(Planet.E), Planet((3,4)))
class AutoN(Enum):
    def _generate_next_value_(name,start,count,last): return name.lower()
    A=auto(); B=auto()
print(list(AutoN))
try:
    class Sub(Color): pass
except TypeError as e: print(e)
print(Color.RED==Color.RED, Color.RED!=Color.GREEN, hash(Color.RED)==hash('RED'), isinstance(Color.RED,Color), Color.RED in Color, {Color.RED:1}, Color.RED.name, type(Color.RED), type(Color))
class M(Enum):
    @classmethod
    def _missing_(cls, v): return cls.A
    A=1
print(M(99), dir(Color)[:4])
class T(str, Enum):
    a='x'
print(T.a, repr(T.a), f'{T.a}', T.a=='x', T.a.upper())
import copy
print(copy.deepcopy(Color.RED) is Color.RED, Color.RED.__class__, Color.__doc__, Color.RED.__doc__)
try: Color.RED < Color.GREEN
except TypeError as e: print(e)
match Color(2):
    case Color.RED: print('r')
    case Color.GREEN: print('g')
