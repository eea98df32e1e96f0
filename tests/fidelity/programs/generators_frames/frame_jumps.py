# A trace function jumps: from every line to every line, over loops, handlers and with blocks.
import sys
def run(f, a, b, event='line', decorated=False):
    out=[]
    first=f.__code__.co_firstlineno
    done=[False]
    def tr(frame, ev, arg):
        if frame.f_code is not f.__code__: return None
        if not done[0] and ev==event and frame.f_lineno==first+a:
            done[0]=True
            frame.f_lineno=first+b
        return tr
    sys.settrace(tr)
    try:
        try: f(out)
        finally: sys.settrace(None)
    except Exception as e: out.append((type(e).__name__, str(e)))
    print(f.__name__, a, b, out)
def f1(o):
    o.append(1)
    o.append(2)
    o.append(3)
    x=5
    o.append(x)
run(f1,1,3); run(f1,2,1); run(f1,1,5); run(f1,3,10); run(f1,3,-5); run(f1,1,0)
def f2(o):
    for i in 1,2:
        o.append(i)
    o.append(3)
run(f2,1,2); run(f2,2,3); run(f2,3,2); run(f2,2,1)
def f3(o):
    try:
        o.append(2)
        1/0
        o.append(4)
    except ZeroDivisionError:
        o.append(6)
    finally:
        o.append(8)
    o.append(9)
for a in range(1,10):
    for b in range(1,10): run(f3,a,b)
def f4(o):
    with open_() as x:
        o.append(2)
        o.append(3)
    o.append(4)
    while len(o)<6:
        o.append(5)
        if len(o)==5: continue
    else:
        o.append(9)
    return 3
class open_:
    def __enter__(s): return s
    def __exit__(s,*a): pass
for a in range(1,11):
    for b in range(1,11): run(f4,a,b)
def f5(o):
    for i in 1,2:
        for j in 3,4:
            o.append((i,j))
        o.append(i)
    try:
        o.append(7)
        raise ValueError
    except ValueError as e:
        o.append(10)
        for k in 1,:
            o.append(12)
    o.append(13)
for a in range(1,14):
    for b in range(1,14): run(f5,a,b)
run(f1,2,3,'call'); run(f1,5,3,'return'); run(f3,3,2,'exception')
for v in ("x", 1.5, True, 10**30, None):
    def tr(frame,ev,arg):
        if ev=='line':
            try: frame.f_lineno=v
            except ValueError as e: print(e)
            sys.settrace(None)
        return tr
    sys.settrace(tr)
    (lambda: 1)()
    sys.settrace(None)
try: sys._getframe().f_lineno=3
except ValueError as e: print(e)
try: del sys._getframe().f_lineno
except AttributeError as e: print(e)
def g(o):
    yield 1
    o.append(2)
    yield 2
    o.append(4)
def h(o):
    o.extend(g(o))
run(h,1,1)
def deep(o):
    x=[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,[o,
        o.append(3)]]]]]]]]]]]]]]]]]]]]]
    o.append(4)
run(deep,2,3); run(deep,3,2)
