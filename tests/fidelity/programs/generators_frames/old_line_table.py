# co_lnotab, the table of lines as it was before Python 3.10.


def plain(x):
    a = 1


    b = (2,
         x, [i for i in range(5)]
         )
    return b


def branches(x):
    if x:
        pass
    else:
        return [
            x.a,

            x.b(x)]


lines = ["def long(x):"] + ["    x = x + (x * 2) - x.real + long(x, x, x)[x]"] * 30 + [""] * 300 + ["    return x"]
lines += ["def wide(x):", "    y = [" + "x.a(x), " * 40] + [""] * 400 + ["    x.y.z(x)]; return x"]
exec("\n".join(lines))
for function in (plain, branches, long, wide):
    print(function.__code__.co_lnotab)
