"""Every function of math, its results to the last bit and its messages."""
import math


def show(expression):
    try:
        print(expression, "=", repr(eval(expression)))
    except Exception as error:
        print(expression, "raises", type(error).__name__, error)


NUMBERS = [0.0, -0.0, 0.1, -0.3, 0.5, 1.0, -1.0, 1.5, 2.5, -2.5, 3.0, 10.25, 171.7, -171.5, 1e-300, 1e10, -1e10, 1e300,
           5e-324, math.inf, -math.inf, math.nan]
ONE = """acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma
isfinite isinf isnan lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp"""
for name in ONE.split():
    for number in NUMBERS:
        x = number
        show(f"math.{name}({x})".replace("inf", "math.inf").replace("nan", "math.nan")
             .replace("ismath.inf", "isinf").replace("ismath.nan", "isnan").replace("isfmath.inf", "isfinite"))
TWO = "atan2 copysign fmod nextafter pow remainder"
PAIRS = [0.0, -0.0, 1.0, -1.5, 2.0, 1e300, -3.0, math.inf, -math.inf, math.nan]
for name in TWO.split():
    for x in PAIRS:
        for y in PAIRS:
            try:
                print(name, x, y, repr(getattr(math, name)(x, y)))
            except Exception as error:
                print(name, x, y, type(error).__name__, error)

for expression in """math.factorial(0) math.factorial(20) math.factorial(21) math.factorial(100) math.factorial(-1)
math.factorial(10**30) math.factorial(-10**30) math.factorial(1.0) math.comb(5,2) math.comb(100,50) math.comb(10,11)
math.comb(10**30,3) math.comb(10**30,10**30-2) math.comb(-1,2) math.comb(1,-2) math.comb(10**40,10**20) math.comb(2)
math.comb(0,0) math.comb(67,33) math.comb(200,7) math.perm(5) math.perm(5,2) math.perm(5,6) math.perm(100,20)
math.perm(10**25,3) math.perm(-1,1) math.perm(1,-1) math.perm(5,None) math.perm(3,10**30) math.perm(10**40,10**30)
math.perm(1,2,3) math.perm(7,0) math.gcd() math.gcd(12) math.gcd(-12,18) math.gcd(0,0) math.gcd(12,18,27)
math.gcd(2**100,6**50) math.gcd(1.5) math.lcm() math.lcm(4,6) math.lcm(0,3) math.lcm(-4,6,10) math.lcm(2**70,3**50)
math.isqrt(0) math.isqrt(15) math.isqrt(16) math.isqrt(10**40) math.isqrt(10**40-1) math.isqrt(-1) math.isqrt(2.0)
math.prod([]) math.prod([1,2,3]) math.prod([1.5,2]) math.prod(range(1,30)) math.prod([1,2],start=0.5)
math.prod([[1],2],start=1) math.prod(['a',3]) math.prod(5) math.fsum([]) math.fsum([0.1]*10) math.fsum([1e308]*2)
math.fsum([1e16,1,-1e16]) math.fsum([1e-16,1,1e16]) math.fsum([math.inf,1]) math.fsum([math.inf,-math.inf])
math.fsum([math.nan]) math.fsum(['a']) math.fsum(1) math.fsum([1e308,1e308,-1e308]) math.hypot() math.hypot(3,4)
math.hypot(1,1,1) math.hypot(1e300,1e300) math.hypot(5e-324,5e-324) math.hypot(math.inf,math.nan) math.hypot('a')
math.hypot(math.nan,1) math.hypot(-7) math.dist((0,0),(3,4)) math.dist([1,2,3],[4,5,6]) math.dist((1,),(1,2))
math.dist(1,2) math.isclose(1,1+1e-10) math.isclose(1,1.1) math.isclose(1,1.1,rel_tol=0.2) math.isclose(0,1e-9)
math.isclose(0,1e-9,abs_tol=1e-8) math.isclose(1,1,rel_tol=-1) math.isclose(math.inf,math.inf)
math.isclose(math.inf,1) math.ldexp(1.5,3) math.ldexp(1.0,2000) math.ldexp(1.0,-2000) math.ldexp(1.0,10**30)
math.ldexp(0.0,10**30) math.ldexp(1.0,-10**30) math.ldexp(math.inf,-5) math.ldexp(1,'a') math.log(10**400)
math.log2(2**5000) math.log10(10**1000) math.log(8,2) math.log(10**400,10) math.log(-5) math.log(0) math.log()
math.log(2,1) math.log(2,0) math.log(1,2,3) math.log('a') math.sqrt('a') math.sqrt() math.floor('a') math.trunc('a')
math.ceil(2**70) math.floor(True) math.trunc(2**70) math.pi math.e math.tau math.inf math.nan math.floor(1e20)
math.sqrt(2**70) math.sqrt(10**400) math.atan2(1) math.ulp(1.7976931348623157e308) math.pow(2,0.5) math.pow(1e200,2)
""".split():
    show(expression)


class Number:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __float__(self):
        return 2.25

    def __index__(self):
        return 6


n = Number()
print(math.floor(n), math.ceil(n), math.trunc(n), math.sqrt(n), math.factorial(n), math.gcd(n, 4), math.log(n))
total, state = 0, 1
for i in range(2000):  # many vectors, exactly
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    x = state / 65536
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    y = state / 977
    total ^= hash(math.hypot(x, y)) ^ hash(math.dist((x, y, 1.0), (y, x, 0.3))) ^ hash(math.fsum([x, 1 / (y + 1), -x]))
print(total)
