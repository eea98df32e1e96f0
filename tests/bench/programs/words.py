# dicts and sets of strings: counting, grouping, membership
syllables = ["ka", "lo", "mi", "ne", "ru", "so", "ta", "vi"]
text = []
seed = 7
for _ in range(60000):
    seed = (seed * 1664525 + 1013904223) & 0xffffffff
    text.append(syllables[seed >> 29] + syllables[seed >> 26 & 7] + syllables[seed >> 23 & 7] + str(seed >> 20 & 7))
for _ in range(4):
    counts = {}
    for word in text:
        counts[word] = counts.get(word, 0) + 1
    groups = {}
    for word in text:
        groups.setdefault(word[:2], set()).add(word)
    seen = set()
    repeated = 0
    for word in text:
        if word in seen:
            repeated += 1
        else:
            seen.add(word)
    common = [word for word in counts if counts[word] > 20 and word.endswith("3")]
    shared = groups["ka"] | groups["lo"] & seen - groups["mi"]
print(len(counts), len(groups), repeated, len(common), len(shared), sorted(counts)[:3])
