import json


class File:
    def __init__(self, text=""):
        self.text = text

    def read(self):
        return self.text

    def write(self, text):
        self.text += text


values = [None, True, False, 0, -1, 10**30, -(2**63), 1.0, 0.1, -1e300, 1e22, 123456789.125, "", "plain", 'q"b\\s/',
          "\b\f\n\r\t\x00\x1f\x7f", "é€😀\ud800", [], [1], (1, 2), {}, {"a": 1}, {"a": [1, {"b": None}]},
          {1: 2, 1.5: 3, None: 4, True: 5}, [[[]]], {"x": {}}]
for value in values:
    for options in ({}, {"indent": 2}, {"ensure_ascii": False}, {"separators": (",", ":")}, {"indent": "\t"},
                    {"indent": 0}):
        text = json.dumps(value, **options)
        print(ascii(text), json.loads(text) == (list(value) if isinstance(value, tuple) else value))
print(json.dumps({"b": 1, "a": 2, "c": [3, 1]}, sort_keys=True, indent=4))
print(json.dumps([float("nan"), float("inf"), -float("inf")]), json.loads("[NaN, Infinity, -Infinity]"))
print(json.dumps({(1, 2): 3, "a": 4}, skipkeys=True), json.dumps({"only": set}, default=str))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x, "y": o.y}
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps([Point(1, 2j), {"p": Point(0, Point(3, 4))}], cls=Encoder, indent=1))
print(Encoder(sort_keys=True).encode({"b": Point(1, 2), "a": 1}), "".join(Encoder().iterencode([1, Point(1, 2)])))


class Number(int):
    def __repr__(self):
        return "number"


class Real(float):
    def __repr__(self):
        return "real"


class Text(str):
    pass


class Map(dict):
    pass


class Items(list):
    pass


print(json.dumps([Number(3), Real(2.5), Text("t"), Map(a=1), Items([1])]), json.dumps({Number(3): 1, Real(1): 2}))


def attempt(function, *args, **options):
    try:
        print(function(*args, **options))
    except Exception as error:
        print(type(error).__module__, type(error).__qualname__, error)


loop = []
loop.append(loop)
loop_dict = {}
loop_dict["a"] = [loop_dict]
for bad in ({1, 2}, b"x", 1j, loop, loop_dict, {(1,): 2}, {"a": [1j]}):
    attempt(json.dumps, bad)
attempt(json.dumps, float("nan"), allow_nan=False)
attempt(json.dumps, {"a": 1, 2: 3}, sort_keys=True)
attempt(json.dumps, 1, bogus=2)
deep = []
for _ in range(100000):
    deep = [deep]
attempt(json.dumps, deep)
attempt(json.loads, "[" * 100000)
attempt(json.loads, '{"a":' * 100000)

for text in ("", " ", "nul", "[1,]", "[1 2]", "[", "[1", "[1,", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}',
             "{a:1}", "{,}", '{"a" 1}', '"abc', '"a\\', '"a\\x"', '"\\u12"', '"\\u12g4"', '"a\nb"', "01", "-", "1.", ".5",
             "1e", "+1", "1 2", "[]]", "tru", "True", "'a'", "\n\n  x", "-Infinit", "NaN1", '{"a":1 "b":2}', "]", "{]",
             '"\\ud83d"', '"\\ud83d\\ude00"', '"\\ud83d\\u0041"', '"\\u00e9\\n\\/\\b"', "1E5", "-0", "-0.0", "1e400",
             "123456789012345678901234567890", "[1.5e-3, 2E+2]", ' {"a" : [ 1 , 2 ] } ', "\ufeff1"):
    attempt(json.loads, text)
for data in (b'{"k": "v"}', bytearray(b"[1]"), '["é"]'.encode("utf-16"), '["é"]'.encode("utf-32-le"),
             b"\xef\xbb\xbf[2]", b'"\xff"', 3, None):
    attempt(json.loads, data)
try:
    json.loads('{\n  "a": x}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, error.doc, isinstance(error, ValueError))
print(json.loads('{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d)))
print(json.loads('{"a": 1, "a": {"c": 2}}', object_pairs_hook=list), json.loads('{"a": 1, "a": 2}'))
print(json.loads("[1, 2.5, NaN, -3]", parse_int=lambda s: "i" + s, parse_float=lambda s: "f" + s,
                 parse_constant=lambda s: "c" + s))
print(json.loads('"a\tb"', strict=False), json.JSONDecoder().raw_decode("[1] rest"), json.JSONDecoder().raw_decode("x 1", 2))
attempt(json.JSONDecoder().raw_decode, "x", -1)
keys = [list(item)[0] for item in json.loads('[{"key": 1}, {"key": 2}]')]
print(keys[0] is keys[1])


class Decoder(json.JSONDecoder):
    def decode(self, s):
        return "decoded", super().decode(s)


print(json.loads("[1]", cls=Decoder))
out = File()
json.dump({"a": [1, 2, {"b": "c"}]}, out, indent=2)
print(out.text)
print(json.load(File(out.text)))
from json.decoder import JSONDecodeError
import json.encoder
print(JSONDecodeError is json.JSONDecodeError, json.encoder.JSONEncoder is json.JSONEncoder, JSONDecodeError, json.JSONEncoder)
print(json.encoder.encode_basestring_ascii("é\n"), json.encoder.encode_basestring("é\n"))
