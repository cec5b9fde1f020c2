"""Reads cards with vobject, a reader that shares nothing with ours: FILE -> JSON of what it found."""

import json
import sys

import vobject

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()
out = []
for card in vobject.readComponents(text):
    values = {}
    for child in card.getChildren():
        values.setdefault(child.name.lower(), []).append(str(child.value).strip())
    out.append(values)
print(json.dumps(out, ensure_ascii=False))
