# When does it run?
# Every allocation of a container adds one to the first count; past the threshold a collection starts by itself.
import gc


class Link:
    def __init__(self):
        self.me = self      # each one is a cycle: garbage as soon as it is dropped


runs = []


def on_collection(phase, info):
    if phase == "stop":
        runs.append((info["generation"], info["collected"]))


gc.collect()                # begin with all counts at zero
gc.callbacks.append(on_collection)
gc.set_threshold(50, 3, 3)
for number in range(400):
    Link()
gc.callbacks.clear()
print("collections:", len(runs))
print("generations:", [generation for generation, _ in runs])
print("largest catch:", max(collected for _, collected in runs))
