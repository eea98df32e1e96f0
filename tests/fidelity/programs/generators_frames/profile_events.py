# What a profile function is told of calls and returns, also of functions in C.
import sys
log=[]
def prof(frame, event, arg):
    a = arg.__name__ if event.startswith("c_") else repr(arg)
    log.append((event, frame.f_code.co_name, a))
def g():
    yield 1
    yield len("ab")
class C:
    def m(self): return "x".upper()
    def __init__(self): self.l=[]; self.l.append(2)
def f():
    try: int("z")
    except ValueError: pass
    try: len(3)
    except TypeError: pass
    for x in g(): str(x)
    list(map(abs,[1]))
    max(*[1,2]); print(*[], end="")
    "".join([]); sorted([2,1], key=lambda v: -v)
    C().m()
    with open_(): pass
    try: h()
    except KeyError: pass
    return [y for y in g()]
def h(): raise KeyError(1)
class open_:
    def __enter__(s): pass
    def __exit__(s,*a): pass
for i in range(12):
    log.clear()
    sys.setprofile(prof)
    f()
    sys.setprofile(None)
    if i in (0,11):
        for l in log: print(l)
print(sys.getprofile())
def bad(frame,event,arg):
    if event=="c_call" and arg is len: 1/0
sys.setprofile(bad)
try: len("x")
except ZeroDivisionError as e: print("raised", sys.getprofile())
def bad(frame,event,arg):
    if event=="return" : 1/0
sys.setprofile(bad)
try: h()
except ZeroDivisionError as e: print("raised", repr(e.__context__), sys.getprofile())
def both(frame,event,arg): log.append(("t",event,frame.f_lineno)); return both
log.clear()
sys.settrace(both); sys.setprofile(prof)
h2=(lambda: len("x"))()
sys.setprofile(None); sys.settrace(None)
print(log)
