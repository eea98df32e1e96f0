"""The sequences of random are CPython's for every kind of seed."""
import random


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


for seed in [0, 1, -1, 42, 2**32, 2**100 + 7, 3.75, -0.5, "", "heap", "grün" * 60, b"bytes", bytearray(b"more"), True]:
    random.seed(seed)
    print(type(seed).__name__, random.random(), random.getrandbits(1), random.getrandbits(32), random.getrandbits(100), random.randrange(1000))
random.seed("old", version=1)
print(random.random())
r = random.Random(7)
print([r.random() for _ in range(700)][-3:], r.getrandbits(0), r.getrandbits(5000) % 10**20)
for name, args in [("uniform", (1, 10)), ("triangular", ()), ("triangular", (1, 10, 2)), ("triangular", (1, 1, 1)), ("betavariate", (2, 3)),
                   ("expovariate", (0.5,)), ("gammavariate", (0.4, 2)), ("gammavariate", (1, 2)), ("gammavariate", (5, 2)), ("gauss", (0, 1)),
                   ("gauss", ()), ("normalvariate", (3, 2)), ("lognormvariate", (0, 0.5)), ("vonmisesvariate", (1, 4)),
                   ("vonmisesvariate", (1, 0)), ("paretovariate", (3,)), ("weibullvariate", (1, 1.5)), ("randint", (1, 6)),
                   ("randrange", (0, 100, 7)), ("randrange", (100, 0, -3)), ("randbytes", (9,)), ("choice", ("abcdef",))]:
    print(name, args, [getattr(r, name)(*args) for _ in range(4)])
x = list(range(20))
r.shuffle(x)
print(x, r.sample(range(1000), 5), r.sample("abcdef", 4), r.sample(range(10**9), 30), r.sample("abc", 4, counts=[2, 3, 1]))
print(r.choices("abc", k=8), r.choices("abc", [1, 5, 1], k=8), r.choices("abc", cum_weights=[1, 6, 7], k=8))
state = r.getstate()
print(state[0], len(state[1]), state[2], hash(state[1]))
first = [r.random() for _ in range(3)]
r.setstate(state)
print(first == [r.random() for _ in range(3)])
for function, args, kwargs in [("randrange", (0,), {}), ("randrange", (5, 5), {}), ("randrange", (1, 10, 0), {}), ("randrange", (10,), {"step": 2}),
                               ("randrange", (3, 1, 1), {}), ("randint", (1, 0), {}), ("randrange", (5, 1, 2), {}),
                               ("choice", ([],), {}), ("sample", ([1], 2), {}), ("sample", ([1, 2], -1), {}), ("sample", ([1, 2], 1), {"counts": [1]}),
                               ("sample", ([1], 1), {"counts": [0]}), ("choices", ([],), {}), ("choices", ([1],), {"weights": [0]}),
                               ("choices", ([1], [1, 2]), {}), ("choices", ([1], [1]), {"cum_weights": [1]}), ("choices", ([1], 5), {}),
                               ("getrandbits", (-1,), {}), ("getrandbits", ("a",), {}), ("seed", ([],), {}), ("setstate", ((1, 2, 3),), {}),
                               ("setstate", ((3, (1,), None),), {}), ("gammavariate", (0, 1), {}), ("randbytes", (-1,), {})]:
    print(function, args, kwargs, attempt(getattr(r, function), *args, **kwargs))


class Half(random.Random):
    def random(self):
        return 0.5


class Bits(random.Random):
    def getrandbits(self, k):
        return 1


h, b = Half(1), Bits(2)
print(h.random(), h.randrange(10), h.choice("abc"), h.sample(range(10), 1), b.randrange(100), b.choice("abc"))
s = random.SystemRandom()
values = [s.random() for _ in range(10)]
print(all(0 <= v < 1 for v in values), len(set(values)), 0 <= s.getrandbits(7) < 128, len(s.randbytes(5)), s.seed(3), attempt(s.getstate))
a, b = random.Random(), random.Random()
print(a.random() != b.random(), random.Random.__mro__, random.random.__self__.__class__)
