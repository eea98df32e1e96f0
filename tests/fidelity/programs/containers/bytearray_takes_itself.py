# A bytearray that is extended with itself is copied first; adding it to itself in place is refused.
import sys

letters = bytearray(b"abc")
letters.extend(letters)
print(letters, sys.getrefcount(letters))
letters[2:4] = letters
print(letters)
letters.extend(letters[i] for i in range(3))
print(letters)
try:
    letters += letters
except BufferError as error:
    print(error)
view = memoryview(letters)
try:
    letters.extend(letters)
except BufferError as error:
    print(error)
print(letters)
