# generators in a chain, delegation, generator expressions
def numbers(n):
    for i in range(n):
        yield i


def odd(items):
    for item in items:
        if item % 2:
            yield item


def pairs(items):
    for item in items:
        yield item, item + 1


class Tree:
    def __init__(self, depth):
        self.left = Tree(depth - 1) if depth else None
        self.right = Tree(depth - 1) if depth else None
        self.depth = depth

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.depth
        if self.right:
            yield from self.right


print(sum(a * b for a, b in pairs(odd(numbers(600000)))))
tree = Tree(12)
print(sum(sum(tree) for _ in range(5)))
