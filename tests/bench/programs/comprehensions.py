# list, dict and set comprehensions, unpacking, zip and enumerate
def primes(n):
    return [p for p in range(2, n) if all(p % d for d in range(2, int(p ** 0.5) + 1))]


grid = [[x * y for x in range(300)] for y in range(300)]
for _ in range(5):
    flat = [cell for row in grid for cell in row if cell & 1]
    index = {cell: i for i, cell in enumerate(flat)}
    kinds = {cell % 97 for cell in index}
    turned = [list(column) for column in zip(*grid)]
    best = max(value for value in index.values())
print(len(flat), len(index), len(kinds), turned[7][9], best, len(primes(12000)))
