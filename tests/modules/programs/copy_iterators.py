# Iterators say how to make them anew; what can be copied and what cannot.
import copy
from collections import *
its = [iter([1,2]), iter((1,2)), iter('ab'), iter(b'ab'), iter(range(3)), iter(range(1<<80,(1<<80)+2)), reversed([1,2]), iter({1:2}), iter({1:2}.items()), iter({1:2}.values()), iter({3}), enumerate('ab'), zip('ab','cd'), map(str,[1,2]), filter(None,[0,1]), reversed((1,2)), iter(deque([1,2])), iter(bytearray(b'a')), reversed({1:2}), iter(OrderedDict(a=1))]
for it in its:
    try: print(type(it).__name__, it.__reduce__()[0], list(copy.copy(it))[:3])
    except Exception as e: print(type(it).__name__, type(e), e)
    except RecursionError as e: print('rec')
for x in (lambda: copy.deepcopy((i for i in [])), lambda: copy.copy(print), lambda: copy.copy({}.keys()), lambda: copy.copy(range(3)), lambda: copy.copy(slice(1)), lambda: copy.deepcopy(Exception('a',1)), lambda:copy.deepcopy(set([1,(2,)])), lambda: copy.deepcopy(bytearray(b'x')), lambda: copy.copy(object()).__class__, lambda: copy.deepcopy([1,{2:3},(4,[5])]), lambda: copy.deepcopy(int|str), lambda: copy.deepcopy(list[int]), lambda: copy.copy(super), lambda: copy.copy(frozenset([1])), lambda: copy.deepcopy(frozenset([1]))):
    try: print(x())
    except Exception as e: print(type(e), e)
