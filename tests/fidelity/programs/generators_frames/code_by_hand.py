# Code objects made by hand.
import types
def f(a, b=2, *c, d, **e):
    x = 1
    def g(): return a, x
    return g
c = f.__code__
names = "argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name qualname firstlineno linetable exceptiontable freevars cellvars".split()
parts = [getattr(c, "co_" + n) for n in names]
d = types.CodeType(*parts)
print(d == c, d.co_cellvars, d.co_varnames, d.co_freevars, types.FunctionType(d, {})(1, 2, d=3).__code__.co_freevars) 
for i, v in [(0,-1),(1,-1),(2,-2),(3,7),(4,-1),(5,-1),(6,b""),(6,b"a"),(6,"x"),(7,[]),(8,(1,)),(9,(1,2)),(10,3),(12,None),(13,"x"),(14,""),(9,("a",)),(1,5)]:
    p = list(parts); p[i] = v
    try: print(types.CodeType(*p).co_name)
    except Exception as e: print(i, type(e).__name__, e)
for bad in ((), (1,2)):
    try: types.CodeType(*bad)
    except TypeError as e: print(e)
try: types.CodeType(a=1)
except TypeError as e: print(e)
def h(): pass
h.__code__ = (lambda: 5).__code__
print(h())
try: h.__code__ = f().__code__ if 0 else f(1,d=2).__code__
except ValueError as e: print(e)
try: h.__code__ = 3
except TypeError as e: print(e)
try: del h.__code__
except TypeError as e: print(e)
try: c.replace(co_nlocals=9)
except ValueError as e: print(e)
try: c.replace(co_varnames=(1,2,3,4,5,6,7))
except (TypeError,ValueError) as e: print(e)
