"""array."""
import gc
import sys
import weakref
from array import ArrayType, array, typecodes


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


for expression in """array() array('x') array(1) array('ab') array('b',[200]) array('B',[-1]) array('i',[1.5]) array('i',['a']) array('h',[40000])
array('H',[70000]) array('I',[-1]) array('I',[2**40]) array('l',[2**70]) array('L',[-1]) array('Q',[2**64]) array('q',[2**63]) array('f',['a']) array('i',5)
array('i','abc') array('u','abc') array('u',['ab']) array('i',b'abcd') array('i',b'abc') array('i',array('f',[1.0])) array('i',[1])[5] array('i',[1])['a']
array('i',[1]).pop(5) array('i').pop() array('i',[1]).remove(2) array('i',[1]).index(2) array('i',[1]).append('a') array('i')+[1] array('i')+array('f')
array('i').extend(array('f')) array('i').fromlist((1,)) hash(array('i')) array('i',[1]).__setitem__(5,1) array('i',[1]).__delitem__(5) array('i',[1])*2.0
array('i').frombytes('a') array('i').tounicode() array('d',[0.1,float('nan')]) array('f',[0.1]) array('u','') array('i',[1,2])<array('i',[1,3])
array('i',[1])==array('d',[1.0]) array('i',[1])==[1] array('b',[1]).__setitem__(slice(0,1),[1])
array('b',[1,2,3,4]).__setitem__(slice(0,4,2),array('b',[1])) array('b',[1,2]).fromlist([1,'a']) array('B',[300]) array('b',[-200]) array('i',[-2**31,2**31-1])
array('q',[-2**63,2**63-1]) array('Q',[2**64-1,0]) array('L',[2**64-1]) array('i',range(5)) array('d',(1,2)) array('i',(x*x)) array('u','aé€😀')""".split("\n"):
    for e in expression.split():
        try:
            print(e, repr(eval(e, {"array": array, "x": 3})))
        except Exception as error:
            print(e, type(error).__name__, error)
for code in typecodes:
    a = array(code, "ab" if code == "u" else [1, 2])
    print(code, a.itemsize, a.typecode, a, a.tobytes(), a * 2, a + a, len(a), 1 in a, list(a))
a = array("i", range(10))
print(a[2], a[-1], a[2:5], a[::-2], a[20:], a.index(3), a.count(3), a.index(5, 2, 8), attempt(a.index, 5, 6), a.pop(), a.pop(0), a)
a[1:3] = array("i", [7, 8, 9, 10])
print(a)
a[::3] = array("i", [0] * len(a[::3]))
del a[1:3]
del a[::2]
print(a)
a[1:1] = a
a[:0] = array("i")
a.insert(0, 5)
a.insert(-100, 6)
a.insert(100, 7)
a.extend([1, 2])
a.extend(a)
a += array("i", [9])
a *= 2
a.reverse()
a.remove(7)
print(a, a.tolist(), sum(a), max(a), sorted(a)[:3])
a.byteswap()
print(a[:3], attempt(lambda: a.extend(["x"])), attempt(a.fromlist, [1, "x"]), len(a))
b = array("h")
b.frombytes(b"\1\0\2\0")
print(b, b.__copy__() is not b, b.__copy__() == b, b != array("h", [1, 3]), b >= array("h", [1]), b < array("h", [1, 2, 0]), array("h") == array("d"))
sizes = []
c = array("d")
for i in range(40):
    c.append(i)
    sizes.append(sys.getsizeof(c))
for i in range(40):
    c.pop()
    sizes.append(sys.getsizeof(c))
print(sizes, sys.getsizeof(array("i", [1, 2, 3])), sys.getsizeof(array("i", range(3))))
it = iter(array("i", [1, 2]))
print(next(it), list(it), list(it), type(it).__name__, array.__module__, ArrayType is array, gc.is_tracked(array("i")), gc.get_referents(array("i", [5])) in ([], [array]))
print([(x, y) for x, y in zip(array("i", [1, 2]), array("u", "ab"))], *array("B", b"xyz"), bytes(array("B", b"xyz").tobytes()))


class Sub(array):
    pass


s = Sub("i", [1])
s.name = "sub"
r = weakref.ref(s)
print(s, s.name, type(s + s).__name__, type(s[:]).__name__, r() is s)
del s
print(r())
match array("i", [1, 2, 3]):
    case [first, *rest]:
        print(first, rest)
