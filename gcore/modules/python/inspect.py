# SPDX-License-Identifier: MIT
"""What functions, classes, frames and modules are made of."""

import sys
import types

from _inspection import source_line

CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_NOFREE = 0x40
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


# --- what is it ---

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isroutine(object):
    """A function or method of any kind."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
            or ismethodwrapper(object))


def ismethoddescriptor(object):
    """A descriptor that binds methods, but is no function, method, class or data descriptor."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isabstract(object):
    """A class with methods still to be defined."""
    return isinstance(object, type) and bool(object.__flags__ & (1 << 20))


def _has_code_flag(object, flag):
    while ismethod(object):
        object = object.__func__
    while type(object).__name__ == "partial" and hasattr(object, "func"):
        object = object.func
    return isfunction(object) and bool(object.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    return type(object).__name__ == "async_generator"


def isawaitable(object):
    if isgenerator(object):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return iscoroutine(object) or hasattr(type(object), "__await__")


# --- members ---

def getmembers(object, predicate=None):
    """Sorted (name, value) pairs of the attributes, of those for which predicate is true."""
    names = dir(object)
    if isclass(object):
        mro = object.__mro__
        names += [name for base in object.__bases__ for name, value in base.__dict__.items()
                  if isinstance(value, types.DynamicClassAttribute)]
    else:
        mro = ()
    results = []
    for name in dict.fromkeys(names):
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            results.append((name, value))
    results.sort(key=lambda pair: pair[0])
    return results


def getmro(cls):
    return cls.__mro__


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """An attribute as it is stored, without calling descriptors or __getattr__."""
    classes = type.__dict__["__mro__"].__get__(obj if isinstance(obj, type) else type(obj))
    namespaces = [base.__dict__ for base in classes]
    if not isinstance(obj, type):
        try:
            namespaces.insert(0, object.__getattribute__(obj, "__dict__"))
        except AttributeError:
            pass
    for namespace in namespaces:
        if attr in namespace:
            return namespace[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


def unwrap(func, *, stop=None):
    """The function at the end of the chain of __wrapped__ attributes."""
    seen = {id(func)}
    start = func
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {start!r}")
        seen.add(id(func))
    return func


# --- documentation and source ---

def cleandoc(doc):
    """A docstring without the indentation its place in the source gives it."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip(), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _inherited_doc(object):
    if isclass(object):
        for base in object.__mro__[:-1]:
            if base.__dict__.get("__doc__") is not None:
                return base.__dict__["__doc__"]
        return None
    owner = getattr(object, "__self__", None)
    if ismethod(object):
        owner = owner if isclass(owner) else type(owner)
    elif isfunction(object) and "." in object.__qualname__:
        owner = sys.modules.get(object.__module__)
        for part in object.__qualname__.split(".")[:-1]:
            owner = getattr(owner, part, None)
    for base in getattr(owner, "__mro__", ()):
        doc = getattr(base.__dict__.get(object.__name__), "__doc__", None)
        if doc is not None:
            return doc
    return None


def getdoc(object):
    """The docstring, cleaned; a method without one has that of the method it replaces."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def getcomments(object):
    """The comment lines right above the source of object."""
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    comments = []
    while number > 0 and lines[number - 1].lstrip().startswith("#"):
        number -= 1
        comments.insert(0, lines[number].lstrip())
    return "".join(comments) or None


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object if iscode(object) else None


def getfile(object):
    """The file object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def getsourcefile(object):
    filename = getfile(object)
    return filename if source_line(filename, 1) is not None else None


getabsfile = getfile


def _lines_of(filename):
    lines = []
    while (line := source_line(filename, len(lines) + 1)) is not None:
        lines.append(line + "\n")
    return lines


def _find_class(lines, qualname):
    """Index of the line where the class begins, decorators included."""
    open_blocks = []  # (indentation, name, index)
    decorators = None
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        indentation = len(line) - len(line.lstrip())
        while open_blocks and open_blocks[-1][0] >= indentation:
            open_blocks.pop()
        words = stripped.replace("(", " ").replace(":", " ").split()
        if stripped.startswith("@"):
            decorators = index if decorators is None else decorators
            continue
        if words[0] in ("class", "def", "async") and len(words) > 1:
            name = words[2 if words[0] == "async" else 1]
            open_blocks.append((indentation, name if words[0] == "class" else f"{name}.<locals>", index))
            if words[0] == "class" and ".".join(block[1] for block in open_blocks) == qualname:
                return index if decorators is None else decorators
        decorators = None
    raise OSError("could not find class definition")


def findsource(object):
    """All lines of the file object is from, and the index of the line it begins at."""
    lines = _lines_of(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        return lines, _find_class(lines, object.__qualname__)
    if isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return lines, _code_of(object).co_firstlineno - 1


class EndOfBlock(Exception):
    """The end of a block of source text."""


def _logical_lines(lines):
    """(index of the first line, number of lines) of each statement that is not inside brackets or strings."""
    index = 0
    while index < len(lines):
        first, depth, quote = index, 0, None
        while index < len(lines):
            line, position = lines[index], 0
            index += 1
            while position < len(line):
                c = line[position]
                if quote:
                    if c == "\\":
                        position += 1
                    elif line.startswith(quote, position):
                        position += len(quote) - 1
                        quote = None
                elif c == "#":
                    break
                elif c in "\"'":
                    quote = c * 3 if line.startswith(c * 3, position) else c
                    position += len(quote) - 1
                else:
                    depth += (c in "([{") - (c in ")]}")
                position += 1
            if quote and len(quote) == 1 and not line.endswith("\\\n"):
                quote = None
            if depth <= 0 and not quote and not line.endswith("\\\n"):
                break
        yield first, index - first


def getblock(lines):
    """The lines of the definition that lines begins with."""
    end, margin, in_body = 0, None, False
    for first, count in _logical_lines(lines):
        line = lines[first]
        stripped = line.strip()
        indentation = len(line) - len(line.lstrip())
        if not stripped:
            continue
        if margin is None:
            margin = indentation
        if stripped.startswith("#"):
            if in_body and indentation > margin:
                end = first + count
            continue
        if in_body and indentation <= margin:
            break
        end = first + count
        if not in_body and not stripped.startswith("@"):
            if not stripped.startswith(("def ", "class ", "async ")):
                break  # one statement, a lambda for instance
            in_body = True
    return lines[:end]


def getsourcelines(object):
    """The lines of object's source, and the number of the first."""
    if not ismodule(object):
        object = unwrap(object)
    lines, index = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    return getblock(lines[index:]), index + 1


def getsource(object):
    """The text of object's source."""
    return "".join(getsourcelines(object)[0])


# --- frames ---

class _Record(tuple):
    """A tuple whose items have names."""

    _fields = ()

    def __new__(cls, *values):
        return tuple.__new__(cls, values)

    def __init_subclass__(cls):
        for index, name in enumerate(cls._fields):
            setattr(cls, name, property(lambda self, index=index: self[index]))

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in zip(self._fields, self))})"


class Traceback(_Record):
    _fields = ("filename", "lineno", "function", "code_context", "index")

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self


class FrameInfo(_Record):
    _fields = ("frame", "filename", "lineno", "function", "code_context", "index")

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self


class ArgInfo(_Record):
    _fields = ("args", "varargs", "keywords", "locals")


class Arguments(_Record):
    _fields = ("args", "varargs", "varkw")


class FullArgSpec(_Record):
    _fields = ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations")


class ClosureVars(_Record):
    _fields = ("nonlocals", "globals", "builtins", "unbound")


class Attribute(_Record):
    _fields = ("name", "kind", "defining_class", "object")


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def getframeinfo(frame, context=1):
    """Where a frame or traceback stands, with context lines around the place."""
    if istraceback(frame):
        line, frame = frame.tb_lineno, frame.tb_frame
    elif isframe(frame):
        line = frame.f_lineno
    else:
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    filename = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        all_lines = _lines_of(filename)
        if all_lines:
            start = max(0, min(line - 1 - context // 2, len(all_lines) - context))
            lines = all_lines[start:start + context]
            index = line - 1 - start
    return Traceback(filename, line, frame.f_code.co_name, lines, index)


def getlineno(frame):
    return frame.f_lineno


def getouterframes(frame, context=1):
    """Records of frame and those that called it."""
    records = []
    while frame is not None:
        records.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return records


def getinnerframes(tb, context=1):
    """Records of a traceback's frames."""
    records = []
    while tb is not None:
        records.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return records


def stack(context=1):
    """Records of the caller's frame and those that called it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Records of the frames between here and where the exception being handled was raised."""
    error = sys.exc_info()[1]
    return getinnerframes(error and error.__traceback__, context)


def getargs(co):
    """The parameters of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = co.co_varnames
    n_positional, n = co.co_argcount, co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    args = list(names[:n])
    if co.co_flags & CO_VARARGS:
        varargs = names[n]
        n += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[n]
    return Arguments(args[:n_positional] + args[n_positional:], varargs, varkw)


def getargvalues(frame):
    """The parameters of a call, and its variables."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return generator.gi_frame.f_locals if generator.gi_frame is not None else {}


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_suspended:
        return CORO_SUSPENDED
    return CORO_CLOSED if coroutine.cr_frame is None else CORO_CREATED


def getcoroutinelocals(coroutine):
    return coroutine.cr_frame.f_locals if coroutine.cr_frame is not None else {}


def getclosurevars(func):
    """The names a function uses that are not its own."""
    func = func.__func__ if ismethod(func) else func
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    builtins = func.__builtins__
    global_values, builtin_values, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            global_values[name] = func.__globals__[name]
        elif name in builtins:
            builtin_values[name] = builtins[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_values, builtin_values, unbound)


# --- signatures ---

class _empty:
    """Stands for what a parameter or signature does not have."""


class _ParameterKind(int):
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name = name
        self.description = description
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    value = property(int)


_POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")


def formatannotation(annotation, base_module=None):
    """An annotation as it would stand in the source."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter of a signature."""

    __slots__ = "_name", "_kind", "_default", "_annotation"

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if kind not in (0, 1, 2, 3, 4):
            raise ValueError(f"{kind!r} is not a valid _ParameterKind")
        kind = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD)[kind]
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            kind, name = _POSITIONAL_ONLY, f"implicit{name[1:]}"
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._kind = kind
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=None, kind=None, annotation=_missing, default=_missing):
        return type(self)(self._name if name is None else name, self._kind if kind is None else kind,
                          default=self._default if default is _missing else default,
                          annotation=self._annotation if annotation is _missing else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {2: "*", 4: "**"}.get(int(self._kind), "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, int(self._kind), self._default, self._annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash((self._name, int(self._kind), self._annotation, self._default))


class BoundArguments:
    """Arguments sorted by the parameters they are for."""

    __slots__ = "arguments", "_signature", "__weakref__"

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        args = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        by_keyword = False
        for name, parameter in self._signature.parameters.items():
            by_keyword = by_keyword or parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY)
            if name not in self.arguments:
                by_keyword = True
            elif by_keyword and parameter.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            elif by_keyword:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Adds the defaults of the parameters that got no argument."""
        arguments = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                arguments[name] = self.arguments[name]
            elif parameter.default is not _empty:
                arguments[name] = parameter.default
            elif parameter.kind == _VAR_POSITIONAL:
                arguments[name] = ()
            elif parameter.kind == _VAR_KEYWORD:
                arguments[name] = {}
        self.arguments = arguments

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({arguments})>"


class Signature:
    """What a callable can be called with."""

    __slots__ = "_parameters", "_return_annotation"

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        ordered = {}
        last_kind, has_default = _POSITIONAL_ONLY, False
        for parameter in parameters or ():
            if parameter.kind < last_kind:
                raise ValueError(f"wrong parameter order: {last_kind.description} parameter before "
                                 f"{parameter.kind.description} parameter")
            last_kind = parameter.kind
            if parameter.kind <= _POSITIONAL_OR_KEYWORD:
                if parameter.default is _empty and has_default:
                    raise ValueError("non-default argument follows default argument")
                has_default = parameter.default is not _empty
            if parameter.name in ordered:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            ordered[parameter.name] = parameter
        self._parameters = types.MappingProxyType(ordered)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature_of(cls, obj, follow_wrapped)

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        return type(self)(self._parameters.values() if parameters is _missing else parameters,
                          return_annotation=self._return_annotation if return_annotation is _missing
                          else return_annotation)

    def _key(self):
        positional = tuple(p for p in self._parameters.values() if p.kind != _KEYWORD_ONLY)
        keyword_only = {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD_ONLY}
        return positional, keyword_only, self._return_annotation

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        positional, keyword_only, annotation = self._key()
        return hash((positional, frozenset(keyword_only.values()), annotation))

    def bind(self, /, *args, **kwargs):
        """The arguments by parameter; TypeError if they do not fit."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """The same, with arguments that may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        arguments = {}
        rest = list(args)
        takes_rest = False
        for name, parameter in self._parameters.items():
            if parameter.kind == _VAR_POSITIONAL:
                takes_rest = True
                if rest:
                    arguments[name] = tuple(rest)
                rest = []
            elif parameter.kind == _VAR_KEYWORD:
                continue
            elif rest and parameter.kind != _KEYWORD_ONLY:
                if name in kwargs and parameter.kind != _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = rest.pop(0)
            elif rest and not takes_rest:
                raise TypeError("too many positional arguments")
            elif name in kwargs:
                if parameter.kind == _POSITIONAL_ONLY:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if rest:
            raise TypeError("too many positional arguments")
        for name, parameter in self._parameters.items():
            if parameter.kind == _VAR_KEYWORD and kwargs:
                arguments[name] = kwargs
                kwargs = {}
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def __str__(self):
        parts = []
        slash_due, star_due = False, True
        for parameter in self._parameters.values():
            if parameter.kind == _POSITIONAL_ONLY:
                slash_due = True
            elif slash_due:
                parts.append("/")
                slash_due = False
            if parameter.kind == _VAR_POSITIONAL:
                star_due = False
            elif parameter.kind == _KEYWORD_ONLY and star_due:
                parts.append("*")
                star_due = False
            parts.append(str(parameter))
        if slash_due:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"


def _signature_of_function(cls, func):
    code, annotations = func.__code__, func.__annotations__
    defaults, keyword_defaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    names = code.co_varnames
    n = code.co_argcount
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for index, name in enumerate(names[:n]):
        kind = _POSITIONAL_ONLY if index < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[index - n] if index >= n - len(defaults) else _empty)
    end = n + code.co_kwonlyargcount
    has_rest = bool(code.co_flags & CO_VARARGS)
    if has_rest:
        add(names[end], _VAR_POSITIONAL)
    for name in names[n:end]:
        add(name, _KEYWORD_ONLY, keyword_defaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[end + has_rest], _VAR_KEYWORD)
    return cls(parameters, return_annotation=annotations.get("return", _empty))


def _without_first(signature):
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (_KEYWORD_ONLY, _VAR_KEYWORD):
        raise ValueError("invalid method signature")
    if parameters[0].kind != _VAR_POSITIONAL:
        parameters.pop(0)
    return signature.replace(parameters=parameters)


def _signature_of_partial(cls, obj):
    signature = _signature_of(cls, obj.func, True)
    bound = signature.bind_partial(*obj.args, **obj.keywords)
    parameters, keyword_only = [], False
    for name, parameter in signature.parameters.items():
        given = name in bound.arguments
        if given and name not in obj.keywords and parameter.kind != _VAR_POSITIONAL:
            continue
        if name in obj.keywords:
            keyword_only = True
            parameter = parameter.replace(default=obj.keywords[name])
        if keyword_only and parameter.kind == _POSITIONAL_OR_KEYWORD:
            parameter = parameter.replace(kind=_KEYWORD_ONLY)
        elif keyword_only and parameter.kind == _VAR_POSITIONAL:
            continue
        parameters.append(parameter)
    return signature.replace(parameters=parameters)


def _signature_from_text(cls, obj):
    """From the __text_signature__ of what is written in C."""
    text = getattr(obj, "__text_signature__", None)
    if not text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    bound = getattr(obj, "__self__", None) is not None
    parts = text.replace("($", "(").strip("()").split(", ")
    parameters = []
    kind = _POSITIONAL_OR_KEYWORD
    for part in filter(None, parts):
        if part == "/":
            parameters = [parameter.replace(kind=_POSITIONAL_ONLY) for parameter in parameters]
        elif part == "*":
            kind = _KEYWORD_ONLY
        elif part.startswith("**"):
            parameters.append(Parameter(part[2:], _VAR_KEYWORD))
        elif part.startswith("*"):
            parameters.append(Parameter(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        else:
            name, equals, default = part.partition("=")
            try:
                value = eval(default, {}) if equals else _empty
            except Exception:
                raise ValueError(f"{obj!r} builtin has invalid signature") from None
            parameters.append(Parameter(name.lstrip("$"), kind, default=value))
    if bound and parameters and text.startswith("($"):
        parameters.pop(0)
    return cls(parameters)


def _signature_of_class(cls, obj):
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature_of(cls, call, True))
    for name in ("__new__", "__init__"):
        method = getattr_static(obj, name, None)
        method = method.__func__ if isinstance(method, staticmethod) else method
        if isfunction(method):
            return _without_first(_signature_of(cls, method, True))
    if getattr(obj, "__text_signature__", None):
        return _signature_from_text(cls, obj)
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__ and type not in obj.__mro__:
        return cls()
    raise ValueError(f"no signature found for builtin type {obj!r}")


def _signature_of(cls, obj, follow_wrapped):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature_of(cls, obj.__func__, follow_wrapped))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature_of(cls, obj, follow_wrapped)
    given = getattr(obj, "__signature__", None)
    if given is not None:
        if not isinstance(given, Signature):
            raise TypeError(f"unexpected object {given!r} in __signature__ attribute")
        return given
    if isfunction(obj):
        return _signature_of_function(cls, obj)
    if type(obj).__name__ == "partial" and hasattr(obj, "func"):
        return _signature_of_partial(cls, obj)
    if isinstance(obj, type):
        return _signature_of_class(cls, obj)
    if isbuiltin(obj) or ismethoddescriptor(obj) or ismethodwrapper(obj):
        return _signature_from_text(cls, obj)
    call = getattr_static(type(obj), "__call__", None)
    if call is not None and not isinstance(call, types.WrapperDescriptorType):
        return _without_first(_signature_of(cls, call, follow_wrapped))
    raise ValueError(f"callable {obj!r} is not supported by signature")


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """What a callable can be called with."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)


def getfullargspec(func):
    """The parameters of a function in the form older programs use."""
    try:
        found = _signature_of(Signature, func, False)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, defaults, keyword_only, keyword_defaults = [], (), [], {}
    varargs = varkw = None
    annotations = {}
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        if parameter.kind <= _POSITIONAL_OR_KEYWORD:
            args.append(name)
            if parameter.default is not _empty:
                defaults += (parameter.default,)
        elif parameter.kind == _VAR_POSITIONAL:
            varargs = name
        elif parameter.kind == _KEYWORD_ONLY:
            keyword_only.append(name)
            if parameter.default is not _empty:
                keyword_defaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    if ismethod(func):
        args.insert(0, func.__func__.__code__.co_varnames[0])
    return FullArgSpec(args, varargs, varkw, defaults or None, keyword_only, keyword_defaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """The variables a call would start with."""
    bound = _signature_of(Signature, func.__func__ if ismethod(func) else func, False)
    if ismethod(func):
        positional = (func.__self__, *positional)
    bound = bound.bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """A new dict of an object's own annotations."""
    if isinstance(obj, type):
        annotations = obj.__dict__.get("__annotations__", None)
    elif ismodule(obj) or callable(obj):
        annotations = getattr(obj, "__annotations__", None)
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    annotations = dict(annotations or {})
    if eval_str:
        if globals is None:
            globals = getattr(obj, "__globals__", None) or vars(sys.modules.get(getattr(obj, "__module__", ""), sys))
        annotations = {name: eval(value, globals, locals) if isinstance(value, str) else value
                       for name, value in annotations.items()}
    return annotations


def classify_class_attrs(cls):
    """Records of a class's attributes: where each is defined and what kind it is."""
    result = []
    for name in dir(cls):
        for base in cls.__mro__:
            if name in base.__dict__:
                break
        else:
            continue
        value = base.__dict__[name]
        if isinstance(value, (staticmethod, types.BuiltinMethodType)):
            kind, value = "static method", value
        elif isinstance(value, (classmethod, types.ClassMethodDescriptorType)):
            kind = "class method"
        elif isinstance(value, property):
            kind = "property"
        else:
            kind = "method" if isroutine(value) else "data"
        result.append(Attribute(name, kind, base, value))
    return result


def getclasstree(classes, unique=False):
    """Nested lists: each class with its bases, followed by a list of what derives from it."""
    children, roots = {}, []
    for cls in classes:
        for base in cls.__bases__:
            derived = children.setdefault(base, [])
            if cls not in derived:
                derived.append(cls)
            if unique and base in classes:
                break
        if not cls.__bases__:
            roots.append(cls)
    roots += [base for base in children if base not in classes]

    def walk(level):
        tree = []
        for cls in sorted(level, key=lambda cls: (cls.__module__, cls.__name__)):
            tree.append((cls, cls.__bases__))
            if cls in children:
                tree.append(walk(children[cls]))
        return tree

    return walk(roots)


__all__ = [name for name, value in globals().items() if name[0] != "_" and not isinstance(value, types.ModuleType)
           and name != "source_line"]
