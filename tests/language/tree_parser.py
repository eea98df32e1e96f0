# SPDX-License-Identifier: MIT
"""Talks to dump-tree."""
import subprocess


class Parser:
    """Heapscope's parser as a process; a crash is an answer, too."""

    def __init__(self, executable):
        self.executable = executable
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.executable], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, mode, source):
        """Returns (status, text): "ok" with a tree, "error" with an exception, "more", or "crash"."""
        try:
            self.process.stdin.write(b"%s %d\n" % (mode.encode(), len(source)) + source)
            self.process.stdin.flush()
            status, length = self.process.stdout.readline().split()
            return status.decode(), self.process.stdout.read(int(length)).decode("utf-8", "surrogatepass")
        except (BrokenPipeError, ValueError):
            code = self.process.wait()
            self.start()
            return "crash", f"exit status {code}"
