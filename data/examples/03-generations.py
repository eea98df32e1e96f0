# Growing old
# Who survives a collection moves to an older generation, which is looked at less often.
import gc


class Guest:
    pass


gc.collect()
house = [Guest() for _ in range(12)]    # all of them young
gc.collect(0)                           # the young generation: survivors become middle
house.append(Guest())                   # a newcomer among them
gc.collect(1)                           # young and middle: survivors become old
visitors = [Guest() for _ in range(5)]
print("counts:", len(gc.get_count()), "thresholds:", gc.get_threshold())
del visitors
gc.collect()                            # everything
print("guests that stayed:", len(house))
