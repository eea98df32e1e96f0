# f-strings, str.format, %, joins, splits, padding
lines = []
for i in range(80000):
    name = f"item{i}"
    lines.append(f"{name:<12}|{i:>8,d}|{i / 7:10.3f}|{i:#06x}")
    lines.append("{} has {:>5} of {key!r}".format(name, i % 100, key=name))
    lines.append("%s: %05d %.2f" % (name, i, i * 0.5))
text = "\n".join(lines)
fields = sum(len(line.split("|")) for line in text.split("\n"))
print(len(text), fields, text.count("item7"), len(text.upper().replace("ITEM", "x")))
