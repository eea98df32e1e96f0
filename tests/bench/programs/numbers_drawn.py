# what the module random draws: numbers, choices, shuffles
import random

random.seed(2024)
dice = [0] * 7
for _ in range(60000):
    dice[random.randint(1, 6)] += 1
print(dice, round(sum(random.random() for _ in range(200000)), 6))
deck = list(range(52))
tops = 0
for _ in range(1500):
    random.shuffle(deck)
    tops += deck[0] + random.choice(deck)
print(tops, round(sum(random.gauss(0, 1) for _ in range(30000)), 6), sum(random.sample(range(10000), 2000)))
