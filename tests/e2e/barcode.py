"""A drawn barcode for the camera: EAN-13, https://en.wikipedia.org/wiki/International_Article_Number."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

_LEFT = [
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
]
"""Digits of the left half with odd parity; the others follow from them."""

_PARITY = ["OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"]
"""The first digit is told by the parities of the six that follow."""


def modules(digits: str) -> str:
    """The 95 stripes of 13 digits: 1 is dark."""
    odd = [_LEFT[int(each)] for each in digits]
    right = [each.translate(str.maketrans("01", "10")) for each in odd]
    left = [
        odd[i] if parity == "O" else right[i][::-1]
        for i, parity in enumerate(_PARITY[int(digits[0])], start=1)
    ]
    return "101" + "".join(left) + "01010" + "".join(right[7:]) + "101"


def draw_pack(digits: str, path: Path, *, size: tuple[int, int] = (720, 1280), stripe: int = 4) -> Path:
    """Draws a pack with the barcode in the middle, as a camera sees it: tilted a little, and not quite sharp."""
    picture = Image.new("RGB", size, (196, 148, 92))
    label = Image.new("RGB", (stripe * 113, stripe * 60), (250, 249, 245))
    pen = ImageDraw.Draw(label)
    for i, each in enumerate(modules(digits)):
        if each == "1":
            left = stripe * (9 + i)
            pen.rectangle((left, stripe * 5, left + stripe - 1, stripe * 52), fill=(20, 18, 24))
    label = label.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=(196, 148, 92))
    picture.paste(label, ((size[0] - label.width) // 2, (size[1] - label.height) // 2))
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(path)
    return path
