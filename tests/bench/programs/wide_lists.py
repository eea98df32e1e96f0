# collections over long lists of one object: nearly all of their time goes into references
import gc

layers = [[]]
for width in range(800):
    layers.append([layers[-1]] * width)
found = 0
for _ in range(100):
    found += gc.collect()
print(len(layers), found)
