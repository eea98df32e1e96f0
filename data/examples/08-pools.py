# Shelves for small things
# Small objects live in pools of equal blocks. Open the Pools page: a freed block is the first to be used again.


class Coin:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


purse = [Coin(n) for n in range(500)]   # fills pools of one size class
where = id(Coin("lost"))                # made and freed at once: its block is free again
print("same place again:", id(Coin("found")) == where)
del purse[10:490]                       # many free blocks, few free pools
words = [str(n) * 20 for n in range(300)]
print(len(purse), len(words))
