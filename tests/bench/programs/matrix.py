# matrices as lists of lists: products, transposition, elimination
def product(a, b):
    n = len(b[0])
    result = []
    for row in a:
        line = []
        for j in range(n):
            total = 0.0
            for k, x in enumerate(row):
                total += x * b[k][j]
            line.append(total)
        result.append(line)
    return result


def determinant(m):
    m = [row[:] for row in m]
    result = 1.0
    for i in range(len(m)):
        pivot = max(range(i, len(m)), key=lambda r: abs(m[r][i]))
        if pivot != i:
            m[i], m[pivot] = m[pivot], m[i]
            result = -result
        result *= m[i][i]
        for r in range(i + 1, len(m)):
            factor = m[r][i] / m[i][i]
            for c in range(i, len(m)):
                m[r][c] -= factor * m[i][c]
    return result


size = 90
a = [[(i * j % 7 + 1) / 10 + (i == j) for j in range(size)] for i in range(size)]
b = [list(column) for column in zip(*a)]
c = product(product(a, b), a)
print(round(c[3][5], 6), round(determinant(a), 9) + 0.0, sum(map(sum, c)) > 0)
