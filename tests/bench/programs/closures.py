# nested functions, cells, decorators, lambdas, default and keyword arguments
import functools


def counted(function):
    calls = 0

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        nonlocal calls
        calls += 1
        return function(*args, **kwargs)

    wrapper.count = lambda: calls
    return wrapper


@counted
def scale(x, factor=2, *, offset=0):
    return x * factor + offset


def adder(n):
    return lambda x: x + n


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x
    return composed


chain = compose(adder(1), adder(2), lambda x: x * 3, adder(4))
total = 0
for i in range(150000):
    total += chain(i) + scale(i, offset=1)
print(total, scale.count())
