# SPDX-License-Identifier: MIT
"""Enumerations: classes with a fixed set of named instances."""

import sys
from builtins import property as _property
from functools import reduce
from operator import or_
from types import DynamicClassAttribute, MappingProxyType

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property",
    "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "global_flag_repr",
    "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE",
]

# The classes defined at the end of this module; None while it is being loaded.
Enum = Flag = EJECT = STRICT = CONFORM = KEEP = ReprEnum = None


class nonmember:
    """Keeps an item of an enumeration's body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes an item a member that would not be one, such as a function."""

    def __init__(self, value):
        self.value = value


class auto:
    """The place of a value that the enumeration chooses itself."""

    _missing = object()

    def __init__(self, value=_missing):
        self.value = value if value is not auto._missing else _auto_null

    def __repr__(self):
        return f"auto({self.value!r})"


_auto_null = object()


class property(DynamicClassAttribute):
    """An attribute of members that does not get in the way of a member of the same name."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}") from None
        if self.fget is None:
            # A member of that name hides an attribute a member has of its own.
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}") from None
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


def _is_descriptor(obj):
    return hasattr(obj, "__get__") or hasattr(obj, "__set__") or hasattr(obj, "__delete__")


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def _is_private(cls_name, name):
    prefix = f"_{cls_name}__"
    return name.startswith(prefix) and len(name) > len(prefix) and not name.endswith("__")


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _iter_bits_lsb(num):
    while num:
        bit = num & -num
        yield bit
        num ^= bit


_OWN_NAMES = {
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
    "_iter_member_by_value_", "_iter_member_by_def_", "_boundary_", "_add_alias_", "_add_value_alias_",
}


class EnumDict(dict):
    """The namespace of a class body: notes which names are members, and replaces auto()."""

    def __init__(self):
        super().__init__()
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = None

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _OWN_NAMES:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        else:
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            value = self._resolved(key, value.value if isinstance(value, member) else value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _resolved(self, key, value):
        """value with auto() in it, alone or in a tuple, replaced."""
        single = isinstance(value, auto)
        values = (value,) if single else value
        if not (type(values) is tuple and any(isinstance(item, auto) for item in values)):
            return value
        resolved = []
        for item in values:
            if isinstance(item, auto):
                if item.value is _auto_null:
                    item.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
                    self._auto_called = True
                item = item.value
            resolved.append(item)
        return resolved[0] if single else tuple(resolved)

    def update(self, members, **more_members):
        items = members.items() if hasattr(members, "keys") else members
        for name, value in items:
            self[name] = value
        for name, value in more_members.items():
            self[name] = value


_EnumDict = EnumDict


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict()
        enum_dict._cls_name = cls
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict["_generate_next_value_"] = getattr(first_enum, "_generate_next_value_", None)
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault("_ignore_", []).append("_ignore_")
        for key in classdict["_ignore_"]:
            classdict.pop(key, None)
        member_names = list(classdict._member_names)
        invalid = set(member_names) & {"mro", ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, sorted(invalid)))}")
        order = classdict.pop("_order_", None)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        classdict = dict(classdict)
        values = {name: classdict.pop(name) for name in member_names}
        classdict["_new_member_"] = new_member
        classdict["_use_args_"] = use_args
        classdict["_member_names_"] = []
        classdict["_member_map_"] = {}
        classdict["_value2member_map_"] = {}
        classdict["_unhashable_values_"] = []
        classdict["_member_type_"] = member_type
        classdict["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        classdict["_boundary_"] = boundary or getattr(first_enum, "_boundary_", None)
        classdict["_flag_mask_"] = 0
        classdict["_all_bits_"] = 0
        classdict["_inverted_"] = None
        if "_generate_next_value_" in classdict:
            generate = classdict["_generate_next_value_"]
            if generate is not None and not isinstance(generate, staticmethod):
                classdict["_generate_next_value_"] = staticmethod(generate)
        if "__reduce_ex__" not in classdict and member_type is not object:
            own = {"__getnewargs_ex__", "__getnewargs__", "__reduce_ex__", "__reduce__"}
            if not any(name in base.__dict__ for base in member_type.__mro__ if base is not object for name in own):
                if "__new__" in classdict:
                    classdict["__reduce_ex__"] = _no_pickle
        enum_class = super().__new__(metacls, cls, bases, classdict, **kwds)
        metacls._choose_text_methods(enum_class, classdict, member_type, first_enum)
        for name in member_names:
            metacls._add_member(enum_class, name, values[name])
        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = enum_class.__new__
            enum_class.__new__ = Enum.__new__  # finds a member; new ones were made by what stood there before
        if Flag is not None and issubclass(enum_class, Flag):
            metacls._finish_flag(enum_class)
        if order is not None:
            if isinstance(order, str):
                order = order.replace(",", " ").split()
            if enum_class._member_names_ != [name for name in order if name in enum_class._member_names_]:
                raise TypeError(
                    "member order does not match _order_:\n  %r\n  %r" % (enum_class._member_names_, order))
        return enum_class

    def __init__(cls, *args, **kwds):
        super().__init__(*args)

    @staticmethod
    def _choose_text_methods(enum_class, classdict, member_type, first_enum):
        """Enumerations mixed with a data type show themselves as enumerations, unless they are ReprEnum."""
        if Enum is None or enum_class.__name__ in ("ReprEnum",):
            return
        if ReprEnum is not None and ReprEnum in enum_class.__bases__:
            if "__format__" not in classdict:
                enum_class.__format__ = member_type.__format__
            if "__str__" not in classdict:
                method = member_type.__str__
                enum_class.__str__ = member_type.__repr__ if method is object.__str__ else method
        for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
            if name in classdict:
                continue
            method = getattr(enum_class, name)
            if method in (getattr(member_type, name, None), getattr(object, name)):
                inherited = getattr(first_enum, name)
                if name not in enum_class.__dict__:
                    setattr(enum_class, name, inherited)
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in classdict:
                    setattr(enum_class, name, getattr(Flag, name))

    @staticmethod
    def _add_member(cls, name, value):
        member_type = cls._member_type_
        args = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            args = (args,)
        if cls._use_args_:
            instance = cls._new_member_(cls, *args)
        else:
            instance = cls._new_member_(cls)
        if not hasattr(instance, "_value_"):
            if member_type is object:
                instance._value_ = value
            else:
                try:
                    instance._value_ = member_type(*args)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        value = instance._value_
        instance._name_ = name
        instance.__objclass__ = cls
        instance.__init__(*args)
        instance._sort_order_ = len(cls._member_names_)
        known = None
        try:
            known = cls._value2member_map_.get(value)
        except TypeError:
            for other in cls._member_map_.values():
                if other._value_ == value:
                    known = other
                    break
        if known is not None:
            instance = known
        elif Flag is None or not issubclass(cls, Flag) or (isinstance(value, int) and _is_single_bit(value)):
            cls._member_names_.append(name)
        if Flag is not None and issubclass(cls, Flag) and isinstance(value, int):
            cls._flag_mask_ |= value
        # A property of the same name lets the member be reached through the class and itself through members.
        for base in cls.__mro__[1:]:
            descriptor = base.__dict__.get(name)
            if descriptor is not None:
                if isinstance(descriptor, (property, DynamicClassAttribute)):
                    redirect = property()
                    redirect.fget = descriptor.fget
                    redirect.fset = getattr(descriptor, "fset", None)
                    redirect.fdel = getattr(descriptor, "fdel", None)
                    redirect.__set_name__(cls, name)
                    type.__setattr__(cls, name, redirect)
                    break
        else:
            type.__setattr__(cls, name, instance)
        cls._member_map_[name] = instance
        try:
            cls._value2member_map_.setdefault(value, instance)
        except TypeError:
            cls._unhashable_values_.append(value)

    @staticmethod
    def _finish_flag(cls):
        single = multi = 0
        for item in cls._member_map_.values():
            value = item._value_
            if not isinstance(value, int) or value < 0:
                continue
            if _is_single_bit(value):
                single |= value
            else:
                multi |= value
        cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        if cls._boundary_ is not KEEP:
            missed = sorted(_iter_bits_lsb(multi & ~single))
            names = [name for name, item in cls._member_map_.items()
                     if isinstance(item._value_, int) and item._value_ & multi & ~single]
            if missed and cls.__module__ != "enum" and not cls._boundary_ is KEEP:
                raise TypeError(_missing_bits(cls.__name__, names, missed))
        order = [cls._member_map_[name]._value_ for name in cls._member_names_]
        cls._iter_member_ = cls._iter_member_by_def_ if order != sorted(order) else cls._iter_member_by_value_

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """With a value: the member of that value. With a name and names: a new enumeration."""
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, member):
        """Whether member is one of this enumeration."""
        if not isinstance(member, Enum):
            import warnings

            warnings.warn(
                "in 3.12 __contains__ will no longer raise TypeError, but will return True or\nFalse depending on "
                "whether the value is a member or the value of a member", DeprecationWarning, stacklevel=2)
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'"
                % (type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError(f"{cls.__name__!r} cannot delete member {attr!r}.")
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", "__init_subclass__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        return sorted(names if cls._member_type_ is object else names | set(dir(cls._member_type_)))

    def __getattr__(cls, name):
        if not _is_dunder(name):
            try:
                return cls.__dict__["_member_map_"][name]
            except KeyError:
                pass
        raise AttributeError(name) from None

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        """All names with their members, aliases included."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A new enumeration from a string of names, a list of names or pairs, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs, values = [], []
            for count, name in enumerate(names):
                value = cls._generate_next_value_(name, start, count, values[:])
                values.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            try:
                module = sys._getframe(2).f_globals["__name__"]
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type of the members, and the enumeration derived from."""
        if not bases or Enum is None:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        candidate = base._member_type_
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    candidate = candidate or base
                    break
                else:
                    candidate = candidate or base
            else:
                # Bases without a __new__ of their own only add methods.
                candidate = None
            if candidate is not None and candidate not in found:
                found.append(candidate)
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {set(found)!r}")
        return found[0] if found else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._value_repr_ is not None:
                        return base._value_repr_
                elif "__repr__" in base.__dict__:
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """How to make a member; whether to keep that as __new_member__; whether it takes the value as arguments."""
        new = classdict.get("__new__")
        save_new = first_enum is not None and new is not None
        if new is None:
            plain = {None, None.__new__, object.__new__, Enum.__new__ if Enum is not None else None}
            for method in ("__new_member__", "__new__"):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target not in plain:
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        return new, save_new, first_enum is not None and new is not object.__new__


EnumMeta = EnumType


def _missing_bits(name, names, missed):
    aliases = f"alias {names[0]!r} is" if len(names) == 1 else f"aliases {', '.join(map(repr, names))} are"
    values = ", ".join(map(str, missed))
    what = f"value{'s' if len(missed) > 1 else ''}"
    return (f"invalid Flag {name!r}: {aliases} missing combined {what} of {values} "
            "[use enum.show_flag_values(value) for details]")


def _no_pickle(self, proto):
    raise TypeError(f"{self!r} cannot be pickled")


class Enum(metaclass=EnumType):
    """A class whose instances are named constants."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for item in cls._member_map_.values():
                if item._value_ == value:
                    return item
        problem = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            problem = error
            result = None
        if isinstance(result, cls):
            return result
        if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        wrong = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and problem is None:
            raise wrong
        if problem is None:
            problem = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
        if not isinstance(problem, ValueError):
            problem.__context__ = wrong
        raise problem

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the last number."""
        if not last_values:
            return start
        try:
            return sorted(last_values)[-1] + 1
        except TypeError:
            pass
        for value in reversed(last_values):
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        if self.__class__._member_type_ is not object:
            names |= set(object.__dir__(self))
        names.update(name for name in getattr(self, "__dict__", ()) if name[0] != "_" and name not in self._member_map_)
        for cls in self.__class__.__mro__:
            for name, value in cls.__dict__.items():
                if name[0] == "_":
                    continue
                if isinstance(value, property):
                    if value.fget is not None or name not in self._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in self._member_map_:
                    names.add(name)
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is an enumeration's; str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """Members are ints too."""


class StrEnum(str, ReprEnum):
    """Members are strs too; auto() gives the name in lower case."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError("encoding must be a string, not %r" % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError("errors must be a string, not %r" % (values[2],))
        value = str(*values)
        result = str.__new__(cls, value)
        result._value_ = value
        return result

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What becomes of bits a flag does not have: an error, dropped, an int, or kept."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members can be combined with |, &, ^ and ~."""

    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): the next power of two."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {last!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda item: item._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A combination of members, made when first asked for."""
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        negative = value if value < 0 else None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    "%r invalid value %r\n    given %s\n  allowed %s" % (cls, value, bin(value, width), bin(mask, width)))
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value += max(all_bits + 1, 2 ** value.bit_length())
        if value < 0:
            value += all_bits + 1
            negative = negative if negative is not None else value
        unknown = value & ~mask
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        result = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        if not hasattr(result, "_value_"):
            result._value_ = value
        parts = list(cls._iter_member_(value)) if value & mask else []
        if parts:
            result._name_ = "|".join(part._name_ for part in parts)
            if unknown:
                result._name_ += f"|{cls._numeric_repr_(unknown)}"
        else:
            result._name_ = None
        result = cls._value2member_map_.setdefault(value, result)
        if negative is not None:
            cls._value2member_map_[negative] = result
        return result

    def __contains__(self, other):
        """Whether all the bits of other are set."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The single members in it, in the order of their definition."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        name = self.__class__.__name__
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return f"<{name}: {show(self._value_)}>"
        return f"<{name}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _other_value(self, other):
        """The bits of the other operand, or None if it cannot be one."""
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        bits = self._other_value(other)
        return NotImplemented if bits is None else self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._other_value(other)
        return NotImplemented if bits is None else self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._other_value(other)
        return NotImplemented if bits is None else self.__class__(self._value_ ^ bits)

    def __invert__(self):
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._flag_mask_ & ~self._value_)
        return self._inverted_

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints too."""


def bin(num, max_bits=None):
    """The bits of a number, the sign in front: '0b0 1010', '0b1 0110'."""
    ceiling = 2 ** num.bit_length()
    text = format(num + ceiling, "b") if num >= 0 else format(~(~num + ceiling) & (2 * ceiling - 1), "b")
    sign, digits = ("0", text[1:]) if num >= 0 else ("1", text[1:] if len(text) > 1 else text)
    if num < 0:
        digits = format(num & (ceiling - 1), "b").rjust(num.bit_length(), "0")
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign * max_bits + digits)[-max_bits:]
    return f"0b{sign} {digits}"


def show_flag_values(value):
    """The powers of two in a value."""
    return list(_iter_bits_lsb(value if isinstance(value, int) else value.value))


def unique(enumeration):
    """A decorator that allows no aliases."""
    duplicates = [(name, item.name) for name, item in enumeration.__members__.items() if name != item.name]
    if duplicates:
        details = ", ".join(f"{alias} -> {name}" for alias, name in duplicates)
        raise ValueError(f"duplicate values found in {enumeration!r}: {details}")
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """A decorator that checks an enumeration."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                aliases = [(alias, item.name) for alias, item in enumeration.__members__.items() if alias != item.name]
                if aliases:
                    details = ", ".join(f"{alias} -> {target}" for alias, target in aliases)
                    raise ValueError(f"aliases found in {enumeration!r}: {details}")
            elif check is CONTINUOUS:
                values = {item.value for item in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                wanted = [2 ** i for i in range(low.bit_length() - 1, high.bit_length())] if is_flag else range(low, high)
                missing = [value for value in wanted if value not in values]
                if missing:
                    kind = "flag" if is_flag else "enum"
                    raise ValueError(f"invalid {kind} {name!r}: missing values {', '.join(map(str, missing))}"[:256])
            elif check is NAMED_FLAGS:
                named = {item.value for item in enumeration}
                missed = {bit for item in enumeration._member_map_.values() if item.value >= 0
                          for bit in _iter_bits_lsb(item.value) if bit not in named}
                if missed:
                    names = [alias for alias, item in enumeration._member_map_.items()
                             if any(item.value & bit for bit in missed)]
                    raise ValueError(_missing_bits(name, names, sorted(missed)))
        return enumeration


def global_enum_repr(self):
    """module.NAME"""
    name = self._name_ if self._name_ is not None else f"{self.__class__.__name__}({self._value_!r})"
    return f"{self.__class__.__module__.split('.')[-1]}.{name}"


def global_flag_repr(self):
    """module.NAME|module.NAME"""
    module = self.__class__.__module__.split(".")[-1]
    if self._name_ is None:
        return f"{module}.{self.__class__.__name__}({self._value_})"
    return "|".join(f"{module}.{name}" if not name[0].isdigit() else name for name in self._name_.split("|"))


def global_str(self):
    """NAME"""
    return f"{self.__class__.__name__}({self._value_!r})" if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    """A decorator: the members become names of the module, and show themselves so."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
