import unicodedata

try:
    print(ascii(unicodedata.lookup("KEYCAP DIGIT ONE")))
except KeyError as error:
    print(error)
print(hasattr(unicodedata, "ucd_3_2_0"))

# CPython:
# '1\ufe0f\u20e3'
# True
# Heapscope:
# "undefined character name 'KEYCAP DIGIT ONE'"
# False
