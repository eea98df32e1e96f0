x x

# CPython:
#   File "line_mark.py", line 1
#     ﻿x x
#     ^
# SyntaxError: invalid syntax
# exit status 1
# Heapscope:
#   File "line_mark.py", line 1
#     x x
#       ^
# SyntaxError: invalid syntax
# exit status 1
