# Frames and traceback entries made on the way out of an error start collections like anything else.
import gc


class A:
    pass


nothing = None


def fail():
    raise KeyError(1)


def rethrow():
    try:
        fail()
    except KeyError as e:
        raise ValueError from e


def keep():
    try:
        1 // 0
    except ZeroDivisionError as e:
        return e


def generate():
    yield [1]
    1 // 0


tests = [fail, rethrow, keep, lambda: nothing.x, lambda: A().x, lambda: [][3], lambda: {}["a"], lambda: int("z"),
         lambda: 1 // 0, lambda: fail(1), lambda: list(generate()), lambda: nothing + [], lambda: undefined]


def call(f):
    try:
        return f()
    except Exception as e:
        pass


gc.disable()
for number, f in enumerate(tests):
    call(f)
    print(number)
    for threshold in range(1, 12):
        gc.collect()
        gc.freeze()
        gc.set_threshold(threshold, 100, 100)
        gc.enable()
        result = call(f)
        gc.disable()
        print(gc.get_count(), [type(x).__name__ for x in gc.get_objects(1)])
        result = None
