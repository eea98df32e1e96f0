# Names and counts
# A name is one reference. Step line by line and watch the number in the corner of the list.
import sys

shelf = ["apples", "bread"]
basket = shelf              # a second name for the same list
print("one list, two names:", basket is shelf)

tables = [shelf, shelf]     # a container holds references too
print("references seen by getrefcount:", sys.getrefcount(shelf))

del tables                  # the outer list dies and lets go of both
basket = None
print("and now:", sys.getrefcount(shelf))

del shelf                   # the last reference: the list is freed at once
