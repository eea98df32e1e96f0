import collections
import copy
import errno
import keyword

print(errno.ENOENT, errno.EAGAIN == errno.EWOULDBLOCK, errno.errorcode[errno.EAGAIN], len(errno.errorcode))
print(list(errno.errorcode.items())[:5])
try:
    raise OSError(errno.ENOENT, "nothing there")
except FileNotFoundError as error:
    print(error, errno.errorcode[error.errno])

print(keyword.kwlist, keyword.softkwlist)
print([word for word in ("if", "match", "none", "None", "print") if keyword.iskeyword(word)])
print([word for word in ("if", "match", "_") if keyword.issoftkeyword(word)])

counts = collections.Counter("hello")
print(counts.most_common(2), counts.most_common(-1), counts.most_common(99), counts.most_common())
for n in ("many", 1.5):
    try:
        print(counts.most_common(n))
    except TypeError as error:
        print(error)


class Unwilling:
    def __getattribute__(self, name):
        if name.startswith("__reduce"):
            raise AttributeError(name)
        return object.__getattribute__(self, name)


for function in (copy.copy, copy.deepcopy):
    try:
        function(Unwilling())
    except copy.Error as error:
        print(error)
