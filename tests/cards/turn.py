"""Another photograph of the same card: turn.py PICTURE OUT HOW [DEGREES].

HOW is `held` (the telephone held sideways, said in the file's note of orientation, as telephones do) or
`tilted` (the card lies askew by some degrees)."""

import sys

from PIL import Image

picture, out, how = sys.argv[1:4]
with Image.open(picture) as image:
    image.load()
    if how == "held":
        exif = Image.Exif()
        exif[0x0112] = 6  # to be turned a quarter clockwise
        image.transpose(Image.Transpose.ROTATE_90).save(out, quality=92, exif=exif)
    else:
        corner = image.getpixel((2, 2))
        image.rotate(float(sys.argv[4]), resample=Image.Resampling.BICUBIC, expand=True, fillcolor=corner).save(out, quality=92)
