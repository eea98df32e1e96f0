# SPDX-License-Identifier: MIT
"""The names of threading for a program that has one thread: a Thread cannot start, a lock is never waited for in vain."""

import sys

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
           "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer",
           "ThreadError", "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs",
           "get_native_id", "getprofile", "gettrace"]

ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0
_MAIN_IDENT = 1
_WAITS_FOREVER = "the only thread would wait forever"


class lock:
    """A lock. To wait for one that is held, without a timeout, is a deadlock: an error."""

    __module__ = "_thread"
    __slots__ = "_held", "__weakref__"

    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0 and timeout != -1:
            raise ValueError("timeout value must be a non-negative number")
        if not self._held:
            self._held = True
            return True
        if blocking and timeout == -1:
            raise RuntimeError(_WAITS_FOREVER)
        return False

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        return (f"<{'locked' if self._held else 'unlocked'} {type(self).__module__}.{type(self).__qualname__} object "
                f"at {id(self):#x}>")


def Lock():
    return lock()


class _RLock:
    """A lock its owner can acquire again."""

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if self._count == 0:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def _is_owned(self):
        return self._count > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        return (f"<{'locked' if self._count else 'unlocked'} {type(self).__module__}.{type(self).__qualname__} object "
                f"owner={_MAIN_IDENT if self._count else 0} count={self._count} at {id(self):#x}>")


def RLock():
    return _RLock()


class Condition:
    """A condition nobody else can notify of: to wait without a timeout is an error."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def _is_owned(self):
        return self._lock._is_owned() if hasattr(self._lock, "_is_owned") else self._lock.locked()

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        if timeout is None:
            raise RuntimeError(_WAITS_FOREVER)
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        return result if result else self.wait(timeout) or predicate()

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")

    def notify_all(self):
        self.notify()

    notifyAll = notify_all


class Event:
    """A flag."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            raise RuntimeError(_WAITS_FOREVER)
        return self._flag

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: {'set' if self._flag else 'unset'}>"


class Semaphore:
    """A counter that is not to fall below zero."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0:
            if blocking and timeout is None:
                raise RuntimeError(_WAITS_FOREVER)
            return False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """A counter that is not to rise above its first value, either."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n >= 1 and self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Where as many threads as parties meet: one at the most, here."""

    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties
        self._action = action
        self.n_waiting = 0
        self.broken = False

    def wait(self, timeout=None):
        if self.broken or self.parties > 1:
            self.broken = True
            raise BrokenBarrierError
        if self._action is not None:
            self._action()
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    """Attributes of the thread's own."""

    __module__ = "_thread"


_n_unnamed = 0


def _new_name(pattern):
    global _n_unnamed
    _n_unnamed += 1
    return pattern % _n_unnamed


class Thread:
    """What would be done at the same time. start() says that it cannot be; run() does it now."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name is None:
            name = _new_name("Thread-%d") + (f" ({target.__name__})" if hasattr(target, "__name__") else "")
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = daemon if daemon is not None else current_thread().daemon
        self._ident = None
        self._initialized = True

    def _check(self):
        if not hasattr(self, "_initialized"):
            raise RuntimeError("Thread.__init__() not called")

    def start(self):
        self._check()
        raise RuntimeError("can't start new thread")

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        self._check()
        raise RuntimeError("cannot join thread before it is started" if self._ident is None else "cannot join current thread")

    def is_alive(self):
        self._check()
        return self._ident is not None

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        return self._ident

    native_id = ident

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if self._ident is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        status = "started" if self._ident is not None else "initial"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class Timer(Thread):
    """Would call a function after a time."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}

    def cancel(self):
        pass


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name="MainThread", daemon=False)
        self._ident = _MAIN_IDENT


_main_thread = _MainThread()


def current_thread():
    return _main_thread


main_thread = currentThread = current_thread


def get_ident():
    return _MAIN_IDENT


get_native_id = get_ident


def enumerate():
    return [_main_thread]


def active_count():
    return 1


activeCount = active_count


def stack_size(size=0):
    return 0


def settrace(func):
    """For threads that start later: none does."""
    global _trace_hook
    _trace_hook = func


def setprofile(func):
    global _profile_hook
    _profile_hook = func


_trace_hook = _profile_hook = None


def gettrace():
    return _trace_hook


def getprofile():
    return _profile_hook


class ExceptHookArgs(tuple):
    """What excepthook is given."""

    def __new__(cls, values):
        return super().__new__(cls, values)

    exc_type, exc_value, exc_traceback, thread = (property(lambda self, i=i: self[i]) for i in range(4))


def excepthook(args, /):
    """Shows the exception a thread ended with."""
    if args.exc_type is not SystemExit:
        import traceback
        name = args.thread.name if args.thread is not None else get_ident()
        sys.stderr.write(f"Exception in thread {name}:\n")
        traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook
