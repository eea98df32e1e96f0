# Each callback gets a phase string of its own; the names in the dict are new strings for each collection, and so are those
# of the statistics.
import gc

got = []
gc.callbacks.append(lambda phase, info: got.append((phase, list(info))))
gc.callbacks.append(lambda phase, info: got.append((phase, list(info))))
gc.collect()
gc.collect()
gc.callbacks.clear()

print([phase for phase, names in got])
print(len({id(phase) for phase, names in got}))
print(got[0][1], [a is b for a, b in zip(got[0][1], got[1][1])], [a is b for a, b in zip(got[0][1], got[2][1])])
first, second, third = gc.get_stats()
print([a is b for a, b in zip(first, second)])
