# calls that climb: super(), class and static methods, properties, slots
class Account:
    __slots__ = ("owner", "_sum")
    opened = 0

    def __init__(self, owner):
        self.owner = owner
        self._sum = 0

    @property
    def total(self):
        return self._sum

    @classmethod
    def open(cls, owner):
        Account.opened += 1
        return cls(owner)

    @staticmethod
    def rounded(amount):
        return amount // 5 * 5

    def put(self, amount):
        self._sum += amount
        return self


class Savings(Account):
    __slots__ = ("rate",)

    def __init__(self, owner):
        super().__init__(owner)
        self.rate = 3

    def put(self, amount):
        return super().put(amount + amount * self.rate // 100)


class Limited(Savings):
    __slots__ = ()

    def put(self, amount):
        return super().put(self.rounded(amount)) if amount < 500 else self


total = 0
for turn in range(900):
    account = Limited.open(turn)
    for amount in range(0, 600, 2):
        total += account.put(amount).total
print(total, Account.opened, isinstance(account, Savings))
