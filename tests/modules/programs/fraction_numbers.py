"""fractions and numbers."""
import math
import numbers
from fractions import Fraction as F


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for args in [(), (3,), (6, -4), (0, 5), ("3/4",), ("-1.5e3",), (" 7 ",), ("1_000/3",), ("0.125",), (".5",), ("5.",), ("1e-3",), (0.1,), (2.5,), (F(1, 2), F(3, 4)), (True,), (1, 0),
             ("a",), ("",), ("1/0",), ("1/-2",), ("3 / 4",), (1.5, 2), (None,), (math.inf,), (math.nan,), ("--1",), (1j,)]:
    print(args, repr(attempt(F, *args)))
a, b = F(7, 3), F(-2, 5)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a**2, a**-2, b**-3, a**b, -a, +a, abs(b), b**2)
print(a + 1, 1 + a, a - 1, 1 - a, a * 2, 2 * a, a / 2, 2 / a, 7 // a, 7 % a, divmod(7, a), 2**F(3), 2**a, 2.0**a, a**0.5, a**2.0, a + 0.5, 0.5 - a, a * 1j, 1j / a, 2.5 // a)
print(int(a), int(b), math.floor(b), math.ceil(b), math.trunc(b), round(a), round(F(5, 2)), round(F(7, 2)), round(a, 2), round(F(1234), -2), float(a), complex(a), bool(F(0)))
print(a == F(14, 6), a == 2, F(4, 2) == 2, F(1, 2) == 0.5, a < b, a > 2, a <= 2.4, a >= 7 / 3, F(1, 2) == 0.5 + 0j, a < math.inf, a == math.nan, a == "x", attempt(lambda: a < "x"))
print(hash(F(1, 2)) == hash(0.5), hash(F(5)) == hash(5), hash(a), hash(b), hash(F(1, 2**61 - 1)), hash(F(-1)), len({F(1, 2), 0.5, F(2, 4)}))
print(F(math.pi).limit_denominator(10), F(math.pi).limit_denominator(1000), F("3.1415926535897932").limit_denominator(), F(1, 3).limit_denominator(3), attempt(a.limit_denominator, 0))
print(str(a), repr(a), f"{a}", a.numerator, a.denominator, a.as_integer_ratio(), a.real, a.imag, a.conjugate(), sum([F(1, n) for n in range(1, 20)]), F.from_float(0.25), attempt(F.from_float, "a"))
for operation in [lambda: a / 0, lambda: a // 0, lambda: a % F(0), lambda: a + "x", lambda: F(0) ** -1, lambda: "x" * a, lambda: F(1, 2).numerator.__class__]:
    print(attempt(operation))
print(isinstance(a, numbers.Rational), isinstance(1, numbers.Integral), isinstance(1.0, numbers.Real), isinstance(1j, numbers.Complex), isinstance(1.0, numbers.Rational), isinstance(True, numbers.Number),
      issubclass(numbers.Integral, numbers.Real), isinstance("a", numbers.Number), attempt(numbers.Integral)[0])


class Money(F):
    pass


m = Money(3, 4)
print(repr(m), m + 1, type(m + 1).__name__, type(-m).__name__, m == F(3, 4))
