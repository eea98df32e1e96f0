# Groups of exceptions: size, weak references, parts; and how an uncaught one is printed.
import sys, weakref
e = ExceptionGroup("m", [ValueError(1), TypeError(2), ExceptionGroup("n", [KeyError(3), ValueError(4)])])
print(sys.getsizeof(e), e.split(ValueError), e.subgroup(lambda x: isinstance(x, KeyError)), e.derive([OSError()]))
for o in (e, BaseExceptionGroup("x",[KeyboardInterrupt()]), ValueError(1)):
    try: print(type(weakref.ref(o)))
    except TypeError as err: print(err)
def f(): raise e
try:
    f()
except ExceptionGroup as g:
    g.add_note("note")
    g.exceptions[0].add_note("inner note")
    try: raise KeyError("x") from g
    except KeyError as k: last=k
class Out:
    def write(self, text):
        sys.stdout.write(text.replace(Out.write.__code__.co_filename, "program.py"))
    def flush(self):
        pass
sys.stderr = Out()
sys.excepthook(type(last), last, last.__traceback__)
import traceback
traceback.print_exception(last)
def build(n, depth):
    es=[]
    for i in range(n):
        try: raise ValueError(i)
        except ValueError as x: es.append(x)
    if depth:
        try: raise build(2,depth-1)
        except ExceptionGroup as x: es.append(x)
    return ExceptionGroup("g%d"%depth, es)
try: raise build(18,2)
except ExceptionGroup as x: sys.excepthook(type(x),x,x.__traceback__)
try: raise build(1,12)
except ExceptionGroup as x: sys.excepthook(type(x),x,x.__traceback__)
print(repr(complex("-0j")), complex("1-0j"), complex("-0-0j"), complex(" ( 1+2j ) "), complex("nan-infj"), -0j, complex("-0.0+0j"))
