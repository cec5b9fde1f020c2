"""Reads a code with zxing: SVG -> PNG beside it -> the text, on standard output."""

import re
import sys

import zxingcpp
from PIL import Image

SCALE = 6
with open(sys.argv[1], encoding="utf-8") as file:
    svg = file.read()
side = int(re.search(r'viewBox="0 0 (\d+)', svg).group(1))
image = Image.new("L", (side * SCALE, side * SCALE), 255)
for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-", svg):
    box = (int(x) * SCALE, int(y) * SCALE, (int(x) + int(width)) * SCALE, (int(y) + 1) * SCALE)
    image.paste(0, box)
image.save(sys.argv[1] + ".png")
[code] = zxingcpp.read_barcodes(image)
sys.stdout.write(code.text)
