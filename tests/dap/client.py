# SPDX-License-Identifier: MIT
"""A client of the Debug Adapter Protocol, for tests: requests wait for their answer, events are kept in order."""

import json
import os
import select
import subprocess
import time

TIMEOUT = 60


class Refused(Exception):
    """A request was answered with success: false."""


class Client:
    def __init__(self, heapscope):
        self.process = subprocess.Popen([heapscope, "dap"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.seq = 0
        self.data = b""
        self.events = []
        self.output = {"stdout": "", "stderr": "", "console": "", "important": ""}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()

    # --- messages

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send_json(self, text):
        data = text if isinstance(text, bytes) else text.encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(data) + data)

    def send(self, command, arguments=None):
        self.seq += 1
        message = {"seq": self.seq, "type": "request", "command": command}
        if arguments is not None:
            message["arguments"] = arguments
        self.send_json(json.dumps(message))
        return self.seq

    def read_more(self, deadline):
        ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError("no message came")
        data = os.read(self.process.stdout.fileno(), 1 << 16)
        if not data:
            raise EOFError("the adapter has ended")
        self.data += data

    def receive(self, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while b"\r\n\r\n" not in self.data:
            self.read_more(deadline)
        header, _, rest = self.data.partition(b"\r\n\r\n")
        length = int(header.split(b":")[1])
        while len(rest) < length:
            self.read_more(deadline)
            rest = self.data.partition(b"\r\n\r\n")[2]
        self.data = rest[length:]
        message = json.loads(rest[:length])
        if message["type"] == "event":
            if message["event"] == "output":
                self.output[message["body"]["category"]] += message["body"]["output"]
            else:
                self.events.append(message)
        return message

    def answer_to(self, seq):
        while True:
            message = self.receive()
            if message["type"] == "response" and message["request_seq"] == seq:
                return message

    def request(self, command, **arguments):
        answer = self.answer_to(self.send(command, arguments))
        if not answer["success"]:
            raise Refused(answer["message"])
        return answer.get("body", {})

    def refusal(self, command, **arguments):
        """What a request that has to fail is answered."""
        try:
            body = self.request(command, **arguments)
        except Refused as refused:
            return str(refused)
        raise AssertionError(f"{command} {arguments} was not refused: {body}")

    def event(self, *names, timeout=TIMEOUT):
        """The next event with one of these names; those before it are dropped."""
        deadline = time.monotonic() + timeout
        while True:
            while self.events:
                event = self.events.pop(0)
                if event["event"] in names:
                    return event
            self.receive(max(0, deadline - time.monotonic()))

    # --- longer exchanges

    def launch(self, program, breakpoints=(), initialize=None, **arguments):
        """Up to configurationDone; BREAKPOINTS are lines, or dicts as setBreakpoints takes them."""
        self.capabilities = self.request("initialize", adapterID="heapscope", **(initialize or {}))
        self.request("launch", program=program, **arguments)
        self.event("initialized")
        wanted = [{"line": point} if isinstance(point, int) else point for point in breakpoints]
        self.breakpoints = self.request("setBreakpoints", source={"path": program}, breakpoints=wanted)["breakpoints"]
        self.request("configurationDone")

    def stopped(self):
        event = self.event("stopped", "terminated")
        return event["body"]["reason"] if event["event"] == "stopped" else "terminated"

    def move(self, command, **arguments):
        self.request(command, threadId=1, **arguments)
        return self.stopped()

    def frames(self):
        return self.request("stackTrace", threadId=1)["stackFrames"]

    def line(self):
        return self.frames()[0]["line"]

    def variables(self, scope="Locals", frame=0):
        frames = self.frames()
        for found in self.request("scopes", frameId=frames[frame]["id"])["scopes"]:
            if found["name"] == scope:
                return found["variablesReference"], self.children(found["variablesReference"])
        raise KeyError(scope)

    def children(self, reference, **arguments):
        found = self.request("variables", variablesReference=reference, **arguments)["variables"]
        return {variable["name"]: variable for variable in found}

    def evaluate(self, expression, context="watch", **arguments):
        return self.request("evaluate", expression=expression, context=context, **arguments)["result"]

    def end(self):
        """Disconnects: the exit status."""
        self.request("disconnect")
        return self.process.wait(TIMEOUT)
