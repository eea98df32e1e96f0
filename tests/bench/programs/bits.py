# small integers: masks, shifts, comparison, while loops
def collatz(n):
    steps = 0
    while n != 1:
        n = n >> 1 if n & 1 == 0 else 3 * n + 1
        steps += 1
    return steps


def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


check = 0
for i in range(200000):
    check = (check << 3 ^ i ^ check >> 7) & 0xffff | 1
print(max(collatz(i) for i in range(1, 6000)), sum(popcount(i) for i in range(60000)), check)
