import sys
import traceback

sys.stderr = sys.stdout
for place in [(1, 2, "abcdefg", 1, 100), (1, 20, "abcdefg", 1, 100), (1, 0, "abcdefg", 1, 0), (1, 3, "  abc\n", 1, 20),
              (1, 8, "abcdefg", 1, 9), (1, 2, "abcdefg", 2, 3), (1, -2, "abcdefg", 1, 3), (1, 9, "abcdefg", 1, 20), (1, 5, "abcdefg", 1, 2)]:
    error = SyntaxError("bad", ("bad.py", *place))
    sys.__excepthook__(SyntaxError, error, None)
    print("".join(traceback.format_exception_only(error)))
group = ValueError("inside")
for i in range(2000):
    group = ExceptionGroup(str(i), [group])
print(len(traceback.format_exception(group)))
chained = None
for i in range(3000):
    error = ValueError(i)
    error.__context__, chained = chained, error
print(len(traceback.TracebackException.from_exception(chained).__context__._str))
error = ValueError(1)
error.__notes__ = 5
print(traceback.format_exception_only(error))
error.__notes__ = "ab"
print(traceback.format_exception_only(error))


class Alias(type(list[int])):
    pass


print(int | Alias(list, (int,)) == int | list[int], Alias(list, (int,)) | None)
