# None stored as the traceback is a referent like another; an error that was never raised has none.
import gc, sys

def names(objects):
    return [type(x).__name__ for x in objects]

def error():
    try:
        1 // 0
    except ZeroDivisionError as e:
        return e

e = error()
print(names(gc.get_referents(e)), names(gc.get_referents(KeyError(1))))
e.__traceback__ = None
print(names(gc.get_referents(e)), e.__traceback__)
try:
    raise e
except ZeroDivisionError:
    print(names(gc.get_referents(e)), e.__traceback__.tb_next, sys.exc_info()[2] is e.__traceback__)
print(names(gc.get_referents(e.with_traceback(None))))
try:
    raise e from e.with_traceback(None)
except ZeroDivisionError as again:
    print(again is e, names(gc.get_referents(e)))
try:
    undefined
except NameError as e:
    e.__traceback__ = None
    sys.excepthook(NameError, e, None)
for wrong in 1, [], NameError():
    try:
        e = KeyError()
        e.__traceback__ = wrong
    except TypeError as error:
        print(error)
for arguments in (1, 2), (names.__code__, 2):
    try:
        type(names)(*arguments)
    except TypeError as error:
        print(error)
try:
    super(1, 2, 3)
except TypeError as error:
    print(error)
