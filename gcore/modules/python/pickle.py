# SPDX-License-Identifier: MIT
"""Objects as bytes, and bytes as objects again: the protocols 0 to 5."""

import io
import sys
from _codecs import encode, escape_decode
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table
from functools import partial
from itertools import islice
from types import BuiltinFunctionType, FunctionType

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads",
           "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL", "format_version", "compatible_formats"]

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
_BATCH = 1000  # items that go into one list or dict at a time
_FRAME = 64 * 1024  # bytes after which a frame ends


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


PickleError.__module__ = PicklingError.__module__ = UnpicklingError.__module__ = "_pickle"

_OPCODES = {
    "MARK": b"(", "STOP": b".", "POP": b"0", "POP_MARK": b"1", "DUP": b"2", "FLOAT": b"F", "INT": b"I", "BININT": b"J",
    "BININT1": b"K", "LONG": b"L", "BININT2": b"M", "NONE": b"N", "PERSID": b"P", "BINPERSID": b"Q", "REDUCE": b"R",
    "STRING": b"S", "BINSTRING": b"T", "SHORT_BINSTRING": b"U", "UNICODE": b"V", "BINUNICODE": b"X", "APPEND": b"a",
    "BUILD": b"b", "GLOBAL": b"c", "DICT": b"d", "EMPTY_DICT": b"}", "APPENDS": b"e", "GET": b"g", "BINGET": b"h",
    "INST": b"i", "LONG_BINGET": b"j", "LIST": b"l", "EMPTY_LIST": b"]", "OBJ": b"o", "PUT": b"p", "BINPUT": b"q",
    "LONG_BINPUT": b"r", "SETITEM": b"s", "TUPLE": b"t", "EMPTY_TUPLE": b")", "SETITEMS": b"u", "BINFLOAT": b"G",
    "PROTO": b"\x80", "NEWOBJ": b"\x81", "EXT1": b"\x82", "EXT2": b"\x83", "EXT4": b"\x84", "TUPLE1": b"\x85",
    "TUPLE2": b"\x86", "TUPLE3": b"\x87", "NEWTRUE": b"\x88", "NEWFALSE": b"\x89", "LONG1": b"\x8a", "LONG4": b"\x8b",
    "BINBYTES": b"B", "SHORT_BINBYTES": b"C", "SHORT_BINUNICODE": b"\x8c", "BINUNICODE8": b"\x8d", "BINBYTES8": b"\x8e",
    "EMPTY_SET": b"\x8f", "ADDITEMS": b"\x90", "FROZENSET": b"\x91", "NEWOBJ_EX": b"\x92", "STACK_GLOBAL": b"\x93",
    "MEMOIZE": b"\x94", "FRAME": b"\x95", "BYTEARRAY8": b"\x96", "NEXT_BUFFER": b"\x97", "READONLY_BUFFER": b"\x98",
}
globals().update(_OPCODES)
__all__ += _OPCODES

# What Python 2 called things of today, for the protocols it could read.
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue", "configparser": "ConfigParser",
                "reprlib": "repr", "functools": "functools", "_thread": "thread"}
_OLD_NAMES = {("builtins", "range"): ("__builtin__", "xrange"), ("functools", "reduce"): ("__builtin__", "reduce"),
              ("builtins", "str"): ("__builtin__", "unicode"),
              ("_functools", "reduce"): ("__builtin__", "reduce"), ("builtins", "int"): ("__builtin__", "long"), ("builtins", "chr"): ("__builtin__", "unichr"),
              ("sys", "intern"): ("__builtin__", "intern"), ("itertools", "filterfalse"): ("itertools", "ifilterfalse"),
              ("builtins", "filter"): ("itertools", "ifilter"), ("builtins", "map"): ("itertools", "imap"),
              ("builtins", "zip"): ("itertools", "izip"), ("collections", "UserDict"): ("UserDict", "UserDict"),
              ("collections", "UserList"): ("UserList", "UserList"), ("collections", "UserString"): ("UserString", "UserString"),
              ("itertools", "zip_longest"): ("itertools", "izip_longest")}
_OLD_EXCEPTIONS = (
    "ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning EOFError "
    "EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning "
    "IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError "
    "OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError "
    "SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError "
    "UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError"
).split()
_OLD_NAMES |= {("builtins", name): ("exceptions", name) for name in _OLD_EXCEPTIONS}
_OLD_NAMES["builtins", "ModuleNotFoundError"] = "exceptions", "ImportError"
for _error in OSError.__subclasses__() + ConnectionError.__subclasses__():
    if _error.__module__ == "builtins":
        _OLD_NAMES["builtins", _error.__name__] = "exceptions", "OSError"
del _error
_NEW_MODULES = {old: new for new, old in _OLD_MODULES.items()}
_NEW_NAMES = {old: new for new, old in reversed(_OLD_NAMES.items())} | {("__builtin__", "basestring"): ("builtins", "str"),
                                                              ("exceptions", "StandardError"): ("builtins", "Exception")}


def encode_long(x):
    """The fewest bytes of an int in two's complement, the lowest first."""
    if x == 0:
        return b""
    n = (x.bit_length() >> 3) + 1
    encoded = x.to_bytes(n, "little", signed=True)
    if x < 0 and n > 1 and encoded[-1] == 0xFF and encoded[-2] & 0x80:
        encoded = encoded[:-1]
    return encoded


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


def _pack_float(x):
    from array import array
    packed = array("d", [x])
    packed.byteswap()
    return packed.tobytes()


def _unpack_float(data):
    from array import array
    packed = array("d", data)
    packed.byteswap()
    return packed[0]


def _escape(text):
    """Latin-1, and what is not in it or would end the line as \\uxxxx."""
    return "".join(c if c < "\u0100" and c not in "\\\0\n\r\x1a" else f"\\u{ord(c):04x}" if c < "\U00010000" else f"\\U{ord(c):08x}"
                   for c in text).encode("latin-1")


def _unescape(data):
    import re
    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))", lambda match: chr(int(match[1] or match[2], 16)),
                  data.decode("latin-1"))


def _getattribute(obj, name):
    """What a dotted name stands for, and what that is an attribute of."""
    parent = None
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            parent, obj = obj, getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj, parent


def whichmodule(obj, name):
    """The name of the module an object is found in."""
    module_name = getattr(obj, "__module__", None)
    if module_name is not None:
        return module_name
    for module_name, module in sys.modules.copy().items():
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _getattribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


# --- writing ---

class _Frames:
    """Puts what is written into frames, from protocol 4 on."""

    def __init__(self, write):
        self._write = write
        self._frame = None

    def start(self):
        self._frame = bytearray()

    def end(self):
        if self._frame is not None:
            self._commit()
            self._frame = None

    def _commit(self):
        data, self._frame = self._frame, bytearray()
        if len(data) >= 4:
            self._write(FRAME + len(data).to_bytes(8, "little"))
        if data:
            self._write(bytes(data))

    def write(self, data):
        if self._frame is None:
            self._write(data)
            return
        if len(self._frame) >= _FRAME:
            self._commit()
        self._frame += data

    def write_large(self, header, data):
        """Writes what is too big for a frame beside it."""
        if self._frame is not None and self._frame:
            self._commit()
        self._write(header)
        self._write(data)


class Pickler:
    """Writes objects to a file."""

    def __init__(self, file, protocol=None, fix_imports=True, buffer_callback=None):
        protocol = DEFAULT_PROTOCOL if protocol is None else HIGHEST_PROTOCOL if protocol < 0 else protocol
        if protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        try:
            self._frames = _Frames(file.write)
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self.write = self._frames.write
        self.memo = {}
        self.proto = protocol
        self.bin = protocol >= 1
        self.fast = 0
        self.fix_imports = fix_imports and protocol < 3

    def clear_memo(self):
        self.memo.clear()

    def dump(self, obj):
        """Writes an object."""
        if not hasattr(self, "_frames"):
            raise PicklingError(f"Pickler.__init__() was not called by {type(self).__name__}.__init__()")
        if self.proto >= 2:
            self._frames._write(PROTO + bytes([self.proto]))
        if self.proto >= 4:
            self._frames.start()
        self.save(obj)
        self.write(STOP)
        self._frames.end()

    def persistent_id(self, obj):
        """None, or what stands for the object in place of its contents; for subclasses to say."""
        return None

    def memoize(self, obj):
        """Notes that the object has been written."""
        if self.fast:
            return
        index = len(self.memo)
        self.memo[id(obj)] = index, obj
        if self.proto >= 4:
            self.write(MEMOIZE)
        elif not self.bin:
            self.write(PUT + b"%d\n" % index)
        elif index < 256:
            self.write(BINPUT + bytes([index]))
        else:
            self.write(LONG_BINPUT + index.to_bytes(4, "little"))

    def _get(self, index):
        if not self.bin:
            return GET + b"%d\n" % index
        return BINGET + bytes([index]) if index < 256 else LONG_BINGET + index.to_bytes(4, "little")

    def save(self, obj, save_persistent_id=True):
        cls = type(obj)
        if save_persistent_id:
            persistent_id = self.persistent_id(obj)
            if persistent_id is not None:
                self._save_persistent(persistent_id)
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(self._get(known[0]))
            return
        method = self._savers.get(cls)
        made = NotImplemented
        if method is None or cls is type or cls is FunctionType or cls is BuiltinFunctionType:
            reducer = getattr(self, "reducer_override", None)
            if reducer is not None:
                made = reducer(obj)
        if made is NotImplemented:
            if method is not None:
                method(self, obj)
                return
            made = self._reduce(obj, cls)
            if made is None:
                return
        if isinstance(made, str):
            self.save_global(obj, made)
        elif not isinstance(made, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        elif not 2 <= len(made) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        else:
            self.save_reduce(*made, obj=obj)

    def _reduce(self, obj, cls):
        """What the object says of itself; None if it has been written as a class."""
        reducer = getattr(self, "dispatch_table", dispatch_table).get(cls)
        if reducer is not None:
            return reducer(obj)
        if issubclass(cls, type):
            self.save_global(obj)
            return None
        reducer = getattr(obj, "__reduce_ex__", None)
        if reducer is not None:
            return reducer(self.proto)
        reducer = getattr(obj, "__reduce__", None)
        if reducer is None:
            raise PicklingError(f"can't pickle {cls.__name__!r} object: {obj!r}")
        return reducer()

    def _save_persistent(self, persistent_id):
        if self.bin:
            self.save(persistent_id, save_persistent_id=False)
            self.write(BINPERSID)
        else:
            try:
                self.write(PERSID + str(persistent_id).encode("ascii") + b"\n")
            except UnicodeEncodeError:
                raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        """Writes an object as the call that makes it and what comes into it then."""
        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
        self._save_call(func, args, obj)
        if obj is not None:
            if id(obj) in self.memo:  # it holds itself: it has been written meanwhile
                self.write(POP + self._get(self.memo[id(obj)][0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._save_items(listitems, APPEND, APPENDS)
        if dictitems is not None:
            self._save_pairs(dictitems)
        if state is None:
            return
        if state_setter is None:
            self.save(state)
            self.write(BUILD)
        else:
            self.save(state_setter)
            self.save(obj)
            self.save(state)
            self.write(TUPLE2 + REDUCE + POP)

    def _save_call(self, func, args, obj):
        name = getattr(func, "__name__", "")
        if self.proto >= 2 and name in ("__newobj_ex__", "__newobj__"):
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError(f"args[0] from {name} args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError(f"args[0] from {name} args has the wrong class")
            if name == "__newobj__":
                self.save(cls)
                self.save(args[1:])
                self.write(NEWOBJ)
            elif self.proto >= 4:
                for part in args:
                    self.save(part)
                self.write(NEWOBJ_EX)
            else:
                self.save(partial(cls.__new__, cls, *args[1], **args[2]))
                self.save(())
                self.write(REDUCE)
        else:
            self.save(func)
            self.save(args)
            self.write(REDUCE)

    # Kinds of objects, by their exact type.

    _savers = {}

    def save_none(self, obj):
        self.write(NONE)

    _savers[type(None)] = save_none

    def save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(b"I01\n" if obj else b"I00\n")

    _savers[bool] = save_bool

    def save_long(self, obj):
        if self.bin:
            if 0 <= obj < 256:
                self.write(BININT1 + bytes([obj]))
                return
            if 0 <= obj < 65536:
                self.write(BININT2 + obj.to_bytes(2, "little"))
                return
        if -0x80000000 <= obj <= 0x7FFFFFFF:
            self.write(BININT + obj.to_bytes(4, "little", signed=True) if self.bin else INT + b"%d\n" % obj)
        elif self.proto >= 2:
            encoded = encode_long(obj)
            n = len(encoded)
            self.write((LONG1 + bytes([n]) if n < 256 else LONG4 + n.to_bytes(4, "little")) + encoded)
        else:
            self.write(LONG + b"%dL\n" % obj)

    _savers[int] = save_long

    def save_float(self, obj):
        self.write(BINFLOAT + _pack_float(obj) if self.bin else FLOAT + repr(obj).encode("ascii") + b"\n")

    _savers[float] = save_float

    def _write_sized(self, data, short, medium, long):
        """data behind its size, in the code for so many bytes."""
        n = len(data)
        if short is not None and n < 256:
            self.write(short + bytes([n]) + data)
            return
        header = long + n.to_bytes(8, "little") if n > 0xFFFFFFFF and long is not None else medium + n.to_bytes(4, "little")
        if n >= _FRAME:
            self._frames.write_large(header, data)
        else:
            self.write(header + data)

    def save_bytes(self, obj):
        if self.proto < 3:
            made = (bytes, ()) if not obj else (encode, (str(obj, "latin1"), "latin1"))
            self.save_reduce(*made, obj=obj)
            return
        self._write_sized(obj, SHORT_BINBYTES, BINBYTES, BINBYTES8 if self.proto >= 4 else None)
        self.memoize(obj)

    _savers[bytes] = save_bytes

    def save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        header = BYTEARRAY8 + len(obj).to_bytes(8, "little")
        if len(obj) >= _FRAME:
            self._frames.write_large(header, bytes(obj))
        else:
            self.write(header + obj)
        self.memoize(obj)

    _savers[bytearray] = save_bytearray

    def save_str(self, obj):
        if self.bin:
            encoded = obj.encode("utf-8", "surrogatepass")
            if self.proto >= 4:
                self._write_sized(encoded, SHORT_BINUNICODE, BINUNICODE, BINUNICODE8)
            else:
                self._write_sized(encoded, None, BINUNICODE, None)
        else:
            self.write(UNICODE + _escape(obj) + b"\n")
        self.memoize(obj)

    _savers[str] = save_str

    def save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        n = len(obj)
        if n <= 3 and self.proto >= 2:
            for item in obj:
                self.save(item)
            known = self.memo.get(id(obj))
            if known is not None:
                self.write(POP * n + self._get(known[0]))
            else:
                self.write((TUPLE1, TUPLE2, TUPLE3)[n - 1])
                self.memoize(obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            self.write((POP_MARK if self.bin else POP * (n + 1)) + self._get(known[0]))
        else:
            self.write(TUPLE)
            self.memoize(obj)

    _savers[tuple] = save_tuple

    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._save_items(obj, APPEND, APPENDS, len(obj) == 1)

    _savers[list] = save_list

    def _save_items(self, items, one, many, alone=None):
        """Writes items in batches. alone: whether an item is without others; None: that shows in the last batch."""
        iterator = iter(items)
        if not self.bin:
            for item in iterator:
                self.save(item)
                self.write(one)
            return
        while batch := list(islice(iterator, _BATCH)):
            if one is not None and (len(batch) == 1 if alone is None else alone):
                self.save(batch[0])
                self.write(one)
                continue
            self.write(MARK)
            for item in batch:
                self.save(item)
            self.write(many)

    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._save_pairs(obj.items(), len(obj) == 1)

    _savers[dict] = save_dict

    def _save_pairs(self, pairs, alone=None):
        iterator = iter(pairs)
        if not self.bin:
            for key, value in iterator:
                self.save(key)
                self.save(value)
                self.write(SETITEM)
            return
        while batch := list(islice(iterator, _BATCH)):
            single = len(batch) == 1 if alone is None else alone
            if not single:
                self.write(MARK)
            for key, value in batch:
                self.save(key)
                self.save(value)
            self.write(SETITEM if single else SETITEMS)

    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        self._save_items(obj, None, ADDITEMS)

    _savers[set] = save_set

    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(POP_MARK + self._get(known[0]))
        else:
            self.write(FROZENSET)
            self.memoize(obj)

    _savers[frozenset] = save_frozenset

    def save_global(self, obj, name=None):
        """Writes the name by which an object is found."""
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = whichmodule(obj, name)
        try:
            __import__(module_name)
            found, parent = _getattribute(sys.modules[module_name], name)
        except (ImportError, KeyError, AttributeError) as error:
            if "<locals>" in name:
                raise AttributeError(f"Can't pickle local object {name!r}") from None
            raise PicklingError(f"Can't pickle {obj!r}: " + (
                f"import of module {module_name!r} failed" if isinstance(error, (ImportError, KeyError))
                else f"attribute lookup {name.rpartition('.')[2]} on {module_name} failed")) from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        code = _extension_registry.get((module_name, name)) if self.proto >= 2 else None
        if code is not None:
            self.write(EXT1 + bytes([code]) if code <= 0xFF else EXT2 + code.to_bytes(2, "little") if code <= 0xFFFF
                       else EXT4 + code.to_bytes(4, "little"))
            return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif "." in name and parent is not sys.modules[module_name]:
            self.save_reduce(getattr, (parent, name.rpartition(".")[2]))
        else:
            if self.fix_imports:
                module_name, name = _OLD_NAMES.get((module_name, name), (_OLD_MODULES.get(module_name, module_name), name))
            try:
                self.write(GLOBAL + f"{module_name}\n{name}\n".encode("utf-8" if self.proto >= 3 else "ascii"))
            except UnicodeEncodeError:
                raise PicklingError(f"can't pickle global identifier '{module_name}.{name}' using pickle protocol "
                                    f"{self.proto}") from None
        self.memoize(obj)

    _savers[FunctionType] = save_global

    def save_type(self, obj):
        constant = {type(None): None, type(NotImplemented): NotImplemented, type(...): ...}.get(obj, self)
        if constant is self:
            self.save_global(obj)
        else:
            self.save_reduce(type, (constant,), obj=obj)

    _savers[type] = save_type


# --- reading ---

class Unpickler:
    """Reads objects from a file."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._file_read = file.read
        self._file_readline = file.readline
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0
        self.fix_imports = fix_imports

    def load(self):
        """Reads an object."""
        if not hasattr(self, "_file_read"):
            raise UnpicklingError(f"Unpickler.__init__() was not called by {type(self).__name__}.__init__()")
        self._frame = None
        self.stack, self._marks = [], []
        readers = self._readers
        try:
            while True:
                try:
                    code = self._read(1)
                except UnpicklingError:
                    raise EOFError("Ran out of input") from None
                reader = readers.get(code)
                if reader is None:
                    raise UnpicklingError(f"invalid load key, {self._show(code)}.")
                try:
                    reader(self)
                except IndexError:
                    raise UnpicklingError("unexpected MARK found" if self._marks else "unpickling stack underflow") from None
        except _Stop as stop:
            return stop.value

    def _show(self, code):
        return repr(code)[1:] if 32 <= code[0] < 127 else f"'\\x{code[0]:02x}'"

    def _read(self, n):
        if self._frame is not None:
            data = self._frame.read(n)
            if len(data) == n:
                return data
            if data:
                raise UnpicklingError("pickle exhausted before end of frame")
            self._frame = None
        data = self._file_read(n)
        if len(data) < n:
            raise UnpicklingError("pickle data was truncated")
        return data

    def _readline(self):
        """A line without its newline."""
        line = b""
        if self._frame is not None:
            line = self._frame.readline()
            if not line:
                self._frame = None
            elif not line.endswith(b"\n"):
                raise UnpicklingError("pickle exhausted before end of frame")
        if self._frame is None:
            line = self._file_readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def _number(self, n):
        return int.from_bytes(self._read(n), "little")

    def _pop_mark(self):
        """What lies above the last mark."""
        if not self._marks:
            raise UnpicklingError("could not find MARK")
        items, self.stack = self.stack, self._marks.pop()
        return items

    def persistent_load(self, pid):
        """The object a persistent id stands for; for subclasses to say."""
        raise UnpicklingError("A load persistent id instruction was encountered,\nbut no persistent_load function was "
                              "specified.")

    def find_class(self, module, name):
        """The thing a name in a module stands for."""
        if self.proto < 3 and self.fix_imports:
            if (module, name) in _NEW_NAMES:
                module, name = _NEW_NAMES[module, name]
            else:
                module = _NEW_MODULES.get(module, module)
        __import__(module)
        if self.proto >= 4:
            return _getattribute(sys.modules[module], name)[0]
        found = getattr(sys.modules[module], name, self)
        if found is self:
            raise AttributeError(f"Can't get attribute {name!r} on {sys.modules[module]!r}")
        return found

    _readers = {}

    def _reader(code, readers=_readers):
        def decorate(function):
            readers[_OPCODES[code]] = function
            return function
        return decorate

    @_reader("PROTO")
    def load_proto(self):
        proto = self._number(1)
        if proto > HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {proto}")
        self.proto = proto

    @_reader("FRAME")
    def load_frame(self):
        n = self._number(8)
        if self._frame is not None and self._frame.read(1):
            raise UnpicklingError("beginning of a new frame before end of current frame")
        self._frame = None
        self._frame = io.BytesIO(self._read(n))

    @_reader("STOP")
    def load_stop(self):
        raise _Stop(self.stack.pop())

    @_reader("MARK")
    def load_mark(self):
        self._marks.append(self.stack)
        self.stack = []

    @_reader("POP")
    def load_pop(self):
        if self._marks and not self.stack:
            self._pop_mark()
        else:
            del self.stack[-1]

    @_reader("POP_MARK")
    def load_pop_mark(self):
        self._pop_mark()

    @_reader("DUP")
    def load_dup(self):
        self.stack.append(self.stack[-1])

    @_reader("PERSID")
    def load_persid(self):
        try:
            pid = self._readline().decode("ascii")
        except UnicodeDecodeError:
            raise UnpicklingError("persistent IDs in protocol 0 must be ASCII strings") from None
        self.stack.append(self.persistent_load(pid))

    @_reader("BINPERSID")
    def load_binpersid(self):
        self.stack.append(self.persistent_load(self.stack.pop()))

    for _code, _value in (("NONE", None), ("NEWTRUE", True), ("NEWFALSE", False), ("EMPTY_TUPLE", ())):
        _reader(_code)(lambda self, value=_value: self.stack.append(value))
    for _code, _kind in (("EMPTY_LIST", list), ("EMPTY_DICT", dict), ("EMPTY_SET", set)):
        _reader(_code)(lambda self, kind=_kind: self.stack.append(kind()))
    for _code, _n in (("BININT1", 1), ("BININT2", 2)):
        _reader(_code)(lambda self, n=_n: self.stack.append(self._number(n)))
    for _code, _n in (("LONG1", 1), ("LONG4", 4)):
        _reader(_code)(lambda self, n=_n: self.stack.append(decode_long(self._read(self._number(n)))))
    for _code, _n in (("SHORT_BINBYTES", 1), ("BINBYTES", 4), ("BINBYTES8", 8)):
        _reader(_code)(lambda self, n=_n: self.stack.append(self._read(self._number(n))))
    for _code, _n in (("SHORT_BINSTRING", 1), ("BINSTRING", 4)):
        _reader(_code)(lambda self, n=_n: self.stack.append(self._old_string(self._read(self._number(n)))))
    for _code, _n in (("SHORT_BINUNICODE", 1), ("BINUNICODE", 4), ("BINUNICODE8", 8)):
        _reader(_code)(lambda self, n=_n: self.stack.append(str(self._read(self._number(n)), "utf-8", "surrogatepass")))
    for _code, _n in (("TUPLE1", 1), ("TUPLE2", 2), ("TUPLE3", 3)):
        _reader(_code)(lambda self, n=_n: self._take_tuple(n))
    for _code, _n in (("EXT1", 1), ("EXT2", 2), ("EXT4", 4)):
        _reader(_code)(lambda self, n=_n: self._load_extension(self._number(n)))
    for _code, _n in (("BINGET", 1), ("LONG_BINGET", 4)):
        _reader(_code)(lambda self, n=_n: self._recall(self._number(n)))
    for _code, _n in (("BINPUT", 1), ("LONG_BINPUT", 4)):
        _reader(_code)(lambda self, n=_n: self.memo.__setitem__(self._number(n), self.stack[-1]))
    del _code, _value, _kind, _n

    def _take_tuple(self, n):
        self.stack[-n], = tuple(self.stack[len(self.stack) - n:]),
        del self.stack[len(self.stack) - n + 1:]

    def _recall(self, index):
        try:
            self.stack.append(self.memo[index])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {index}") from None

    @_reader("GET")
    def load_get(self):
        self._recall(int(self._readline()))

    @_reader("PUT")
    def load_put(self):
        index = int(self._readline())
        if index < 0:
            raise ValueError("negative PUT argument")
        self.memo[index] = self.stack[-1]

    @_reader("MEMOIZE")
    def load_memoize(self):
        self.memo[len(self.memo)] = self.stack[-1]

    @_reader("INT")
    def load_int(self):
        text = self._readline()
        self.stack.append(text == b"01" if text in (b"00", b"01") else int(text, 0))

    @_reader("LONG")
    def load_long(self):
        self.stack.append(int(self._readline().removesuffix(b"L"), 0))

    @_reader("BININT")
    def load_binint(self):
        self.stack.append(decode_long(self._read(4)))

    @_reader("FLOAT")
    def load_float(self):
        self.stack.append(float(self._readline()))

    @_reader("BINFLOAT")
    def load_binfloat(self):
        self.stack.append(_unpack_float(self._read(8)))

    def _old_string(self, value):
        """A string of Python 2."""
        return value if self.encoding == "bytes" else value.decode(self.encoding, self.errors)

    @_reader("STRING")
    def load_string(self):
        text = self._readline()
        if len(text) < 2 or text[0] != text[-1] or text[:1] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self.stack.append(self._old_string(escape_decode(text[1:-1])[0]))

    @_reader("UNICODE")
    def load_unicode(self):
        self.stack.append(_unescape(self._readline()))

    @_reader("BYTEARRAY8")
    def load_bytearray8(self):
        self.stack.append(bytearray(self._read(self._number(8))))

    @_reader("TUPLE")
    def load_tuple(self):
        items = self._pop_mark()
        self.stack.append(tuple(items))

    @_reader("LIST")
    def load_list(self):
        items = self._pop_mark()
        self.stack.append(items)

    @_reader("DICT")
    def load_dict(self):
        items = self._pop_mark()
        self.stack.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})

    @_reader("FROZENSET")
    def load_frozenset(self):
        items = self._pop_mark()
        self.stack.append(frozenset(items))

    @_reader("APPEND")
    def load_append(self):
        value = self.stack.pop()
        self.stack[-1].append(value)

    @_reader("APPENDS")
    def load_appends(self):
        items = self._pop_mark()
        target = self.stack[-1]
        extend = getattr(target, "extend", None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    @_reader("ADDITEMS")
    def load_additems(self):
        items = self._pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    @_reader("SETITEM")
    def load_setitem(self):
        value, key = self.stack.pop(), self.stack.pop()
        self.stack[-1][key] = value

    @_reader("SETITEMS")
    def load_setitems(self):
        items = self._pop_mark()
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    @_reader("GLOBAL")
    def load_global(self):
        module = str(self._readline(), "utf-8")
        self.stack.append(self.find_class(module, str(self._readline(), "utf-8")))

    @_reader("STACK_GLOBAL")
    def load_stack_global(self):
        name, module = self.stack.pop(), self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.stack.append(self.find_class(module, name))

    def _load_extension(self, code):
        if code in _extension_cache:
            self.stack.append(_extension_cache[code])
            return
        key = _inverted_registry.get(code)
        if key is None:
            if code <= 0:
                raise UnpicklingError("EXT specifies code <= 0")
            raise ValueError(f"unregistered extension code {code}")
        _extension_cache[code] = self.find_class(*key)
        self.stack.append(_extension_cache[code])

    def _make(self, cls, args):
        """An instance as INST and OBJ make one."""
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self.stack.append(cls(*args))
        else:
            self.stack.append(cls.__new__(cls))

    @_reader("INST")
    def load_inst(self):
        module, name = (str(self._readline(), "ascii") for _ in range(2))
        args = self._pop_mark()
        self._make(self.find_class(module, name), args)

    @_reader("OBJ")
    def load_obj(self):
        cls, *args = self._pop_mark()
        self._make(cls, args)

    @_reader("NEWOBJ")
    def load_newobj(self):
        args, cls = self.stack.pop(), self.stack.pop()
        self.stack.append(cls.__new__(cls, *args))

    @_reader("NEWOBJ_EX")
    def load_newobj_ex(self):
        kwargs, args, cls = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self.stack.append(cls.__new__(cls, *args, **kwargs))

    @_reader("REDUCE")
    def load_reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    @_reader("BUILD")
    def load_build(self):
        state = self.stack.pop()
        thing = self.stack[-1]
        set_state = getattr(thing, "__setstate__", None)
        if set_state is not None:
            set_state(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            for name, value in state.items():
                thing.__dict__[sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(thing, name, value)

    del _reader


# --- functions ---

def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes an object to a file."""
    Pickler(file, protocol, fix_imports, buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """An object as bytes."""
    file = io.BytesIO()
    Pickler(file, protocol, fix_imports, buffer_callback).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Reads an object from a file."""
    return Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """The object bytes stand for."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return load(io.BytesIO(data), fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)


_Pickler, _Unpickler, _dump, _dumps, _load, _loads = Pickler, Unpickler, dump, dumps, load, loads
