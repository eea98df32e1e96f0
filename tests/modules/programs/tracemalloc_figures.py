import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
try:
    tracemalloc.take_snapshot()
except RuntimeError as error:
    print(error)
for bad in (0, 100000):
    try:
        tracemalloc.start(bad)
    except ValueError as error:
        print(error)
old = [0] * 1000
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
before = tracemalloc.take_snapshot()
kept = [bytes(1000) for _ in range(1000)]
temporary = bytearray(8 << 20)
del temporary, old
current, peak = tracemalloc.get_traced_memory()
print(1_000_000 < current < 1_200_000, 8 << 20 < peak < 10 << 20)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < 1_300_000)
after = tracemalloc.take_snapshot()
top = after.statistics("lineno")[0]
print(top.traceback[0].lineno, 1000 < top.count < 1010, 1_000_000 < top.size < 1_100_000, str(top).startswith(__file__ + ":17: size=10"))
difference = after.compare_to(before, "lineno")[0]
print(difference.traceback[0].lineno, difference.count_diff == difference.count, difference.size_diff == difference.size)
print(tracemalloc.get_object_traceback(kept[0])[0].lineno, tracemalloc.get_object_traceback(tracemalloc))
print(tracemalloc.get_object_traceback(kept[5]).format()[1])
mine = after.filter_traces([tracemalloc.Filter(True, "*figures.py")])
print(mine.statistics("filename")[0].traceback[0].filename == __file__)
tracemalloc.clear_traces()
print(tracemalloc.get_traced_memory()[0] < 100_000)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_object_traceback(kept))
