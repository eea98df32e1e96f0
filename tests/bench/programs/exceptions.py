# exceptions raised, caught, chained and cleaned up after, in loops
class Refused(ValueError):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is Refused


def check(n):
    if n % 3 == 0:
        raise Refused(n)
    return n


caught = passed = 0
table = {i: i for i in range(0, 1000, 2)}
for i in range(150000):
    try:
        passed += check(i) & 1
        table[i % 1000]
    except Refused as error:
        caught += error.code & 1
    except KeyError:
        caught += 1
    finally:
        passed += 1
    with Guard():
        check(i)
    try:
        int("12x" if i % 10 == 0 else "12")
    except ValueError:
        caught += 1
print(caught, passed)
