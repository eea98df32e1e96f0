# recursion with a dict of what is known; tuples as keys; Ackermann and edit distance
def ways(amount, coins, known):
    key = amount, len(coins)
    if key in known:
        return known[key]
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    result = ways(amount - coins[0], coins, known) + ways(amount, coins[1:], known)
    known[key] = result
    return result


def distance(a, b):
    known = {}

    def step(i, j):
        if i == 0 or j == 0:
            return i + j
        if (i, j) not in known:
            known[i, j] = min(step(i - 1, j) + 1, step(i, j - 1) + 1, step(i - 1, j - 1) + (a[i - 1] != b[j - 1]))
        return known[i, j]

    return step(len(a), len(b))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


for _ in range(5):
    total = ways(300, (200, 100, 50, 20, 10, 5, 2, 1), {})
    apart = distance("the quick brown fox jumps over" * 3, "a lazy dog sleeps under the tree" * 3)
print(total, apart, ackermann(2, 300))
