"""The calendar of time, in UTC, and clocks that go on."""
import time


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


for seconds in [0, 1, -1, 951782400, 951868800, 10**9, 2**31, -(2**31), 4102444800, 1e9 + 0.75, -0.5, 10**11, 1709251199]:
    t = time.gmtime(seconds)
    print(seconds, t, time.mktime(t))
    print(time.asctime(t), "|", time.strftime("%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %w %p %I %y %Z %% %c %x %X %D %T %R %F %e %h %u %V %G %g %C %W", t))
t = time.gmtime(0)
print(t.tm_year, t.tm_mon, t[2], t.tm_zone, t.tm_gmtoff, len(t), isinstance(t, tuple), t == (1970, 1, 1, 0, 0, 0, 3, 1, 0), t.n_fields)
year, month, *_ = t
print(year, month, time.struct_time(range(9)), t < time.gmtime(1))
for function, args in [(time.gmtime, ("a",)), (time.gmtime, (1e20,)), (time.sleep, (-1,)), (time.sleep, ("a",)), (time.strftime, (1,)),
                       (time.strftime, ("%Y", (1, 2))), (time.strftime, ("%Y", (2001, 13, 1, 0, 0, 0, 0, 0, 0))), (time.struct_time, ((1,),)),
                       (time.mktime, (5,)), (time.asctime, ((1,),)), (time.strftime, ("%Y", (2001, 1, 40, 0, 0, 0, 0, 0, 0))),
                       (time.strftime, ("a%", (2001, 1, 4, 0, 0, 0, 0, 0, 0)))]:
    print(function.__name__, args, attempt(function, *args))
for clock, clock_ns in [(time.time, time.time_ns), (time.monotonic, time.monotonic_ns), (time.perf_counter, time.perf_counter_ns),
                        (time.process_time, time.process_time_ns)]:
    a, b, c = clock(), clock_ns(), clock()
    print(type(a).__name__, type(b).__name__, a <= b / 1e9 + 1e-6, a <= c, c > 0)
start = time.monotonic()
time.sleep(0.02)
print(0.02 <= time.monotonic() - start < 5, time.time() > 1.6e9, time.gmtime().tm_year > 2020, len(time.ctime()))
