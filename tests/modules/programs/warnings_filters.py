import sys
import warnings


class Lines:
    """A stream without what differs from run to run."""

    def write(self, text):
        print(text.replace(__file__, "FILE"), end="")

    def flush(self):
        pass


sys.stderr = Lines()
print(warnings.filters)


def old():
    warnings.warn("old is old", DeprecationWarning, stacklevel=2)


for _ in range(2):
    old()
    warnings.warn("hello")
    warnings.warn("pending", PendingDeprecationWarning)
warnings.warn(RuntimeWarning("an instance"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old()
    warnings.warn("again", FutureWarning)
    warnings.warn_explicit("explicit", UserWarning, "some/file.py", 12)
    int_warning = ~True if sys.version_info > (3, 11, 99) else None
    compile("1 is 1", "<text>", "eval")
    compile("assert (1, 'x')", "<text>", "exec")
for warning in caught:
    print(warning.category.__name__, warning.message, warning.filename.replace(__file__, "FILE"), warning.lineno, warning.line,
          warning.source)
print(str(caught[2]))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for action in (old, lambda: compile("1 is 1", "<text>", "eval"), lambda: warnings.warn("x", BytesWarning)):
        try:
            action()
        except (Warning, SyntaxError) as error:
            print(type(error).__name__, error)
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="not .his", category=UserWarning)
    warnings.filterwarnings("once", message="only once")
    warnings.filterwarnings("module", category=ImportWarning)
    warnings.filterwarnings("error", module="nothing_like_it")
    for i in range(3):
        warnings.warn("not this")
        warnings.warn("NOT THIS either")
        warnings.warn("only once")
        warnings.warn("by module", ImportWarning)
    warnings.warn("by module", ImportWarning)
    print(len(warnings.filters), warnings.filters[0])
    warnings.resetwarnings()
    print(warnings.filters)
    warnings.warn("pending", PendingDeprecationWarning)
print(repr(warnings.formatwarning("text", UserWarning, "f.py", 3, "the line")))


def show(message, category, filename, lineno, file=None, line=None):
    print("shown", message, category.__name__, filename.replace(__file__, "FILE"), lineno)


with warnings.catch_warnings():
    warnings.showwarning = show
    warnings.warn("to a function")
warnings.formatwarning = lambda message, category, filename, lineno, line=None: f"<{message} {category.__name__}>\n"
warnings.warn("in another form")
for arguments in ((1, int), ("x", "y")):
    try:
        warnings.warn(*arguments)
    except TypeError as error:
        print(error)
try:
    warnings.simplefilter("nothing")
except AssertionError as error:
    print(error)
manager = warnings.catch_warnings(record=True)
print(manager)
with manager:
    try:
        manager.__enter__()
    except RuntimeError as error:
        print(error)
with warnings.catch_warnings(action="ignore"):
    warnings.warn("nobody hears")


class Deprecated:
    def __index__(self):
        return True

    def __int__(self):
        return True


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    int(Deprecated())
    print([str(warning.message)[:45] for warning in caught])
