# CPython has no such module of its own: the output beside this file is what the table has to look like.
from memory_profiler import LineProfiler, memory_usage, profile, show_results


class Lines:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def show(self, name):
        print("---", name)
        for line in self.text.splitlines():
            if "MiB" in line:  # the heap's size at the start is nobody's business here
                number, _, _, increment, _, times = line.split()[:6]
                line = f"{number:>6} {round(float(increment) / 8) * 8:>4} MiB more, {times} times:{line[47:]}"
            elif line.startswith("Filename: "):
                line = "Filename: " + line.split("/")[-1]
            print(line)


lines = Lines()


@profile(stream=lines)
def build(n):
    """Blocks that stay for a while."""
    blocks = []
    for _ in range(n):
        blocks.append(bytes(8 << 20))
    sizes = [len(block) for block in blocks]
    if not n:
        never = 1
    del blocks
    return sum(sizes)


assert build.__name__ == "build" and build.__doc__.startswith("Blocks")
assert build(3) == 24 << 20
lines.show("a loop")
assert build(2) == 16 << 20


def helper():
    return bytearray(8 << 20)


def caller():
    a = helper()
    b = helper()
    return len(a) + len(b)


profiler = LineProfiler()
profiler.add_function(helper)
wrapped = profiler(caller)
assert wrapped() == 16 << 20
lines = Lines()
show_results(profiler, lines, precision=3)
lines.show("two functions")

before, greatest, after = memory_usage((caller,))
print(round(greatest - before) // 8, round(after - before) // 8, memory_usage((caller, (), {}), retval=True)[1] >> 20)
