# SPDX-License-Identifier: MIT
"""Clocks and the calendar. The local time zone is UTC: what a program does may not depend on where it runs."""

from _time import (monotonic, monotonic_ns, perf_counter, perf_counter_ns, process_time, process_time_ns, sleep,
                   thread_time, thread_time_ns, time, time_ns)
from operator import index as _index
from types import SimpleNamespace as _SimpleNamespace

timezone = altzone = daylight = 0
tzname = "UTC", "UTC"

_DAYS = "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_DAYS_BEFORE = 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334


def _field(place):
    return property(lambda self: self[place])


class struct_time(tuple):
    """A time as nine numbers, which have names too."""

    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0
    __match_args__ = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")

    def __new__(cls, iterable):
        items = tuple(iterable)
        if len(items) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(items)}-sequence given)")
        if len(items) > 11:
            raise TypeError(f"time.struct_time() takes an at most 11-sequence ({len(items)}-sequence given)")
        self = super().__new__(cls, items[:9])
        self.__dict__["tm_zone"], self.__dict__["tm_gmtoff"] = (*items[9:], None, None)[:2]
        return self

    tm_year, tm_mon, tm_mday, tm_hour, tm_min, tm_sec, tm_wday, tm_yday, tm_isdst = map(_field, range(9))

    def __repr__(self):
        return f"time.struct_time({', '.join(f'{name}={value!r}' for name, value in zip(self.__match_args__, self))})"

    def __reduce__(self):
        return struct_time, ((*self, self.tm_zone, self.tm_gmtoff),)


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day_of_year(year, month, day):
    """From 0."""
    return _DAYS_BEFORE[month - 1] + day - 1 + (month > 2 and _is_leap(year))


def _days_before_year(year):
    """Days from 1 January 1970 to 1 January of year."""
    last = year - 1
    return last * 365 + last // 4 - last // 100 + last // 400 - 719162


def _date(days):
    """Year, month, day of the month and of the year for a day counted from 1970."""
    year = 1970 + days * 400 // 146097
    while _days_before_year(year) > days:
        year -= 1
    while _days_before_year(year + 1) <= days:
        year += 1
    day_of_year = days - _days_before_year(year)
    month = 12
    while _day_of_year(year, month, 1) > day_of_year:
        month -= 1
    return year, month, day_of_year - _day_of_year(year, month, 1) + 1, day_of_year


def _seconds(value):
    if value is None:
        return time_ns() // 1000000000
    if isinstance(value, float):
        value = value.__floor__()
    else:
        value = _index(value)
    if not -2**63 <= value < 2**63:
        raise OverflowError("timestamp out of range for platform time_t")
    return value


def _split(seconds, zone):
    days, rest = divmod(_seconds(seconds), 86400)
    year, month, day, day_of_year = _date(days)
    if not -2**31 <= year < 2**31:
        raise OSError(75, "Value too large for defined data type")
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, day_of_year + 1, 0,
                        zone, 0))


def gmtime(seconds=None, /):
    """The UTC time of a number of seconds since 1970; now if it is left out."""
    return _split(seconds, "GMT")


def localtime(seconds=None, /):
    """As gmtime: local time is UTC."""
    return _split(seconds, "UTC")


def mktime(t, /):
    """Seconds since 1970 for a local time."""
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second, *_ = map(_index, t)
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    days = _days_before_year(year) + _day_of_year(year, month, 1) + day - 1
    return float(days * 86400 + hour * 3600 + minute * 60 + second)


def _check(t, name):
    """t, or now, with the numbers that strftime and asctime use in their ranges."""
    if t is None:
        return tuple(localtime())
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError(f"{name}(): illegal time tuple argument")
    year, month, day, hour, minute, second, weekday, day_of_year, isdst = map(_index, t)
    month, day, day_of_year = month or 1, day or 1, day_of_year or 1
    for value, low, high, what in ((month, 1, 12, "month"), (day, 1, 31, "day of month"), (hour, 0, 23, "hour"),
                                   (minute, 0, 59, "minute"), (second, 0, 61, "seconds"),
                                   (day_of_year, 1, 366, "day of year")):
        if not low <= value <= high:
            raise ValueError(f"{what} out of range")
    if weekday < -1:
        raise ValueError("day of week out of range")
    return year, month, day, hour, minute, second, weekday % 7, day_of_year, isdst


def asctime(t=None, /):
    """A time as in 'Sat Jun  6 16:26:11 1998'; now if it is left out."""
    year, month, day, hour, minute, second, weekday, _, _ = _check(t, "asctime")
    return f"{_DAYS[weekday][:3]} {_MONTHS[month - 1][:3]} {day:2} {hour:02}:{minute:02}:{second:02} {year}"


def ctime(seconds=None, /):
    """asctime of a number of seconds since 1970; now if it is left out."""
    return asctime(localtime(seconds))


def _iso_week(t):
    """The year and week a day belongs to when weeks begin on Monday and the first has the year's first Thursday."""
    year, weekday, day_of_year = t[0], t[6], t[7] - 1
    week = (day_of_year - weekday + 10) // 7
    if week == 0:
        year -= 1
        before = 366 if _is_leap(year) else 365
        return year, (day_of_year + before - weekday + 10) // 7
    length = 366 if _is_leap(year) else 365
    if week == 53 and day_of_year - weekday + 3 >= length:
        return year + 1, 1
    return year, week


_DIRECTIVES = {
    "a": lambda t: _DAYS[t[6]][:3],
    "A": lambda t: _DAYS[t[6]],
    "b": lambda t: _MONTHS[t[1] - 1][:3],
    "B": lambda t: _MONTHS[t[1] - 1],
    "c": asctime,
    "C": lambda t: f"{t[0] // 100:02}",
    "d": lambda t: f"{t[2]:02}",
    "D": lambda t: strftime("%m/%d/%y", t),
    "e": lambda t: f"{t[2]:2}",
    "F": lambda t: strftime("%Y-%m-%d", t),
    "g": lambda t: f"{_iso_week(t)[0] % 100:02}",
    "G": lambda t: f"{_iso_week(t)[0]}",
    "h": lambda t: _MONTHS[t[1] - 1][:3],
    "H": lambda t: f"{t[3]:02}",
    "I": lambda t: f"{(t[3] - 1) % 12 + 1:02}",
    "j": lambda t: f"{t[7]:03}",
    "m": lambda t: f"{t[1]:02}",
    "M": lambda t: f"{t[4]:02}",
    "n": lambda t: "\n",
    "p": lambda t: "PM" if t[3] >= 12 else "AM",
    "r": lambda t: strftime("%I:%M:%S %p", t),
    "R": lambda t: strftime("%H:%M", t),
    "s": lambda t: f"{int(mktime(t))}",
    "S": lambda t: f"{t[5]:02}",
    "t": lambda t: "\t",
    "T": lambda t: strftime("%H:%M:%S", t),
    "u": lambda t: f"{t[6] + 1}",
    "U": lambda t: f"{(t[7] + 6 - (t[6] + 1) % 7) // 7:02}",
    "V": lambda t: f"{_iso_week(t)[1]:02}",
    "w": lambda t: f"{(t[6] + 1) % 7}",
    "W": lambda t: f"{(t[7] + 6 - t[6]) // 7:02}",
    "x": lambda t: strftime("%m/%d/%y", t),
    "X": lambda t: strftime("%H:%M:%S", t),
    "y": lambda t: f"{t[0] % 100:02}",
    "Y": lambda t: f"{t[0]}",
    "z": lambda t: "+0000",
    "Z": lambda t: "UTC",
    "%": lambda t: "%",
}


def strftime(format, t=None, /):
    """A time as text; now if it is left out."""
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    zone = getattr(t, "tm_zone", None)
    t = _check(t, "strftime")
    first, *parts = format.split("%")
    text = [first]
    parts = iter(parts)
    for part in parts:
        if not part:  # "%%", and what follows it
            text.append("%" + next(parts, ""))
        elif part[0] == "Z" and zone is not None:
            text.append(zone + part[1:])
        elif part[0] in _DIRECTIVES:
            text.append(_DIRECTIVES[part[0]](t) + part[1:])
        else:
            text.append("%" + part)
    return "".join(text)


def get_clock_info(name, /):
    """What is known about a clock."""
    if name not in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        raise ValueError("unknown clock")
    is_time = name == "time"
    return _SimpleNamespace(implementation="host", monotonic=not is_time, adjustable=is_time, resolution=1e-09)
