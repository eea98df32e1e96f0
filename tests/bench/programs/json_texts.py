# JSON written and read back: records, nested lists, texts with escapes
import json

records = [{"id": n, "name": "item %d" % n, "tags": ["a", "b\n", "\u00e9"], "price": n / 8, "kept": n % 3 == 0, "next": None}
           for n in range(400)]
size = 0
for _ in range(200):
    text = json.dumps(records)
    size += len(text)
    records = json.loads(text)
print(size, len(json.dumps(records, indent=1, sort_keys=True)), records[-1])
