# Formats, dimensions, casts, comparison and release of memory views.
import array, sys
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
A=array.array
m=memoryview(A("i",[1,-2,3,4])); b=m.cast("B"); n=b.cast("i",[2,2]); z=memoryview(bytes(range(24))).cast("B",[2,3,4]); one=memoryview(b"x").cast("B",())
for v in (m,b,n,z,one,m[::2],b[3:9],n[::-1],z[1:], memoryview(b""), memoryview(bytearray(b"ab"))):
    print(v.format, v.itemsize, v.ndim, v.shape, v.strides, v.suboffsets, v.nbytes, v.readonly, v.c_contiguous, v.f_contiguous, v.contiguous, v.tolist(), v.tobytes(), v.tobytes("F"), v.tobytes(order="A"), len(v), sys.getsizeof(v), v.hex())
for f,vals in dict(b=[-128,127,128,-129,"x",1.5,True], B=[0,255,256,-1], h=[-32768,32768], H=[65535,65536], i=[2**31-1,2**31], I=[2**32-1,2**32], l=[2**63-1,2**63,-2**63], L=[2**64-1,2**64,-1], q=[-5], Q=[5], n=[-7], N=[7], f=[1.5,"x",1e300,3], d=[2.5,None,7], P=[3,-1], **{"?":[True,[],2], "c":[b"x",b"",b"ab",1], "@i":[3]}).items():
    w=memoryview(bytearray(16)).cast(f)
    for v in vals:
        try: w[0]=v; print(f, w[0], w.tolist(), w.format)
        except Exception as e: print(f, v, type(e).__name__, e)
t(lambda: n[0,1]); t(lambda: n[1,-1]); t(lambda: n[2,0]); t(lambda: n[0,2]); t(lambda: n[0]); t(lambda: n[0,1,1]); t(lambda: z[0,1]); t(lambda: n[0:1,0:1]); t(lambda: n["x"]); t(lambda: one[()]); t(lambda: one[...]==one); t(lambda: one[0]); t(lambda: one[0:1]); t(lambda: m[7]); t(lambda: m[()]); t(lambda: m[1,]); t(lambda: list(z)); t(lambda: list(n)); t(lambda: list(m)); t(lambda: 3 in m); t(lambda: list(reversed(m)))
def setit(v,k,x): v[k]=x; return v.tolist()
for args in [(n,(0,1),9),(n,0,9),(n,slice(0,1),b"ab"),(n,(0,),1),(n,(5,0),1),(m,slice(0,2),A("i",[7,8])),(m,slice(0,2),b"12345678"),(m,slice(0,2),A("i",[7])),(m,slice(0,2),3),(b,slice(0,2),b"ab"),(m,"x",1),(z,(0,0,0),1),(one,(),1),(m,slice(0,3),m[1:]),(m,0,"x"),(n,(slice(0,1),slice(0,1)),1)]: t(lambda: setit(*args))
w=memoryview(bytearray(b"q")).cast("B",()); t(lambda: (w.__setitem__((),65), w[()], w.tolist())); t(lambda: (w.__setitem__(...,66), w[()])); t(lambda: w.__setitem__(0,1))
for args in [("i",),("x",),("ii",),("@",),("<i",),(3,),("B",3),("B",[2,2]),("i",[2,2]),("B",[1.5]),("B",[0]),("B",[-1]),("B",[2**62,2**62]),("B",[1]*70),("h",(2,4)),("",)]:
    t(lambda: memoryview(bytes(16)).cast(*args).shape)
t(lambda: m.cast("h")); t(lambda: n.cast("B").tolist()); t(lambda: n.cast("B",[4,4])); t(lambda: m[::2].cast("B")); t(lambda: memoryview(b"").cast("B",[1])); t(lambda: memoryview(b"").cast("i").shape); t(lambda: memoryview(b"abc").cast("h")); t(lambda: m.cast()); t(lambda: m.cast("B",shape=[16]).shape); t(lambda: m.cast(format="B",shape=(4,4)).tolist())
e=[(m,A("i",m.tolist())),(m,A("h",m.tolist())),(m,m.tolist()),(b,bytes(b)),(m,bytes(b)),(n,m),(n,memoryview(A("i",m.tolist())).cast("B").cast("i",(2,2))),(memoryview(A("d",[float("nan")])),memoryview(A("d",[float("nan")]))),(memoryview(A("f",[1,2])),A("b",[1,2])),(memoryview(A("u","ab")),A("u","ab")), (memoryview(b"abc")[::-1],b"cba")]
for x,y in e: print(x==y, x!=y, y==x)
t(lambda: m<m); t(lambda: hash(memoryview(b"abc"))==hash(b"abc")); t(lambda: hash(m)); t(lambda: hash(memoryview(bytearray(b"a")).toreadonly())); t(lambda: hash(memoryview(bytes(8)).cast("i"))); t(lambda: hash(memoryview(b"abcd").cast("c",[2,2]))==hash(b"abcd")); t(lambda: hash(memoryview(b"abc")[::-1])==hash(b"cba"))
t(lambda: memoryview(A("u","ab")).tolist()); t(lambda: memoryview(A("u","ab"))[0]); t(lambda: bytes(n)); t(lambda: bytes(m[::2])); t(lambda: memoryview(n).shape); t(lambda: memoryview(3)); t(lambda: b"".join([m,n[::-1]])) ; t(lambda: bytearray(n)); t(lambda: n.toreadonly().readonly); t(lambda: n.toreadonly().__setitem__((0,0),1)); t(lambda: m.__delitem__(0)); t(lambda: m.tobytes("X"))
ba=bytearray(b"abc"); v=memoryview(ba)
t(lambda: ba.append(1)); v2=v[1:]; v.release(); t(lambda: ba.append(1)); t(lambda: v[0]); t(lambda: v.tolist()); t(lambda: v.shape); t(lambda: v==v); t(lambda: v.cast("B")); t(lambda: repr(v).split()[0]); v2.release(); t(lambda: (ba.append(100), ba))
with memoryview(ba) as v: pass
t(lambda: v.nbytes)
ar=A("i",[1]); v=memoryview(ar); t(lambda: ar.append(2)); t(lambda: ar.pop()); v.release(); ar.append(2); print(ar)

# Iterators over views.
import gc
import sys

view = memoryview(bytearray(b"abc"))
iterator = iter(view)
print(type(iterator).__name__, sys.getsizeof(iterator), gc.is_tracked(iterator), sys.getrefcount(view), next(iterator))
view[1] = 0
print(list(iterator), list(iterator), sys.getrefcount(view))
iterator = iter(view)
view.release()
for action in (lambda: next(iterator), type(iterator), lambda: iter(memoryview(b"abcd").cast("B", (2, 2))),
               lambda: iter(memoryview(b"a").cast("B", ())), lambda: iterator.__length_hint__()):
    try:
        action()
    except Exception as e:
        print(type(e).__name__, e)
print(list(memoryview(b"abcdefgh")[::-3]), list(memoryview(bytes(8)).cast("d")), list(memoryview(b"ab").cast("c")))
