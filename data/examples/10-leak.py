# Who is holding on?
# A list that is never emptied is a leak, though nothing is lost. Select a Request to see the path that keeps it.


class Request:
    def __init__(self, number):
        self.number = number
        self.body = [number] * 10


log = []


def handle(number):
    request = Request(number)
    log.append(request)     # meant for debugging, forgotten since
    return len(request.body)


total = 0
for number in range(20):
    total += handle(number)
print("handled:", total, "still alive:", len(log))
