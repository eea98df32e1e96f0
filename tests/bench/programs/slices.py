# lists cut, turned round and put together again: pancakes, flipped until the first lies on top
def flips(stack):
    count = 0
    while (top := stack[0]) != 0:
        stack[:top + 1] = stack[top::-1]
        count += 1
    return count


def arrangements(n):
    stack, turns = list(range(n)), [0] * n
    yield stack[:]
    at = 1
    while at < n:
        if turns[at] < at:
            other = turns[at] if at % 2 else 0
            stack[at], stack[other] = stack[other], stack[at]
            yield stack[:]
            turns[at] += 1
            at = 1
        else:
            turns[at] = 0
            at += 1


print(max(map(flips, arrangements(8))), sum(flips(stack) for _ in range(3) for stack in arrangements(8)))
