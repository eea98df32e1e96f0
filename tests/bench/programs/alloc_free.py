# pairs of allocation and release, of several sizes
def pairs(n):
    for i in range(n):
        object()
        [i]
        (i, i, i)
        {i: i}
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, i]


for _ in range(3):
    pairs(500000)
