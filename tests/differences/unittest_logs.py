import unittest

print(hasattr(unittest.TestCase, "assertLogs"), hasattr(unittest, "IsolatedAsyncioTestCase"), hasattr(unittest, "TestLoader"))

# CPython:
# True True True
# Heapscope:
# False False True
