# sort and sorted with keys, min and max, bisection by hand
seed = 42
records = []
for i in range(40000):
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    records.append((seed % 1000, f"name{seed % 5000}", seed / 3))
for _ in range(3):
    by_name = sorted(records, key=lambda r: r[1])
    by_two = sorted(records, key=lambda r: (r[0], r[1]))
    by_value = sorted(records, key=lambda r: -r[2])
    plain = sorted(records)
    numbers = sorted([r[0] for r in records], reverse=True)


def find(items, wanted):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle][0] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


print(by_name[0], by_two[-1], by_value[0], sum(find(plain, i) for i in range(1000)), numbers[5])
