# classes with attributes, properties, inheritance and class variables
class Account:
    opened = 0

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.moves = 0
        Account.opened += 1

    @property
    def rate(self):
        return 2 if self.balance > 1000 else 1

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1

    def withdraw(self, amount):
        self.balance -= amount
        self.moves += 1


class Savings(Account):
    def deposit(self, amount):
        super().deposit(amount + self.rate)


accounts = [(Savings if i % 2 else Account)(i, i * 10) for i in range(200)]
for _ in range(600):
    for account in accounts:
        account.deposit(5)
        if account.rate == 2:
            account.withdraw(3)
print(sum(a.balance for a in accounts), sum(a.moves for a in accounts), Account.opened)
