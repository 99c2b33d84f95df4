"""Draw a package: outline, print and light. The brands are invented."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

WHITE, CREAM, BLACK = (246, 246, 243), (247, 236, 208), (28, 28, 32)
RED, ORANGE, YELLOW = (200, 30, 44), (236, 116, 32), (250, 202, 40)
GREEN, TEAL, BLUE = (40, 132, 66), (20, 140, 150), (28, 82, 180)
NAVY, PURPLE, PINK = (24, 36, 92), (108, 48, 140), (226, 92, 140)
BROWN, SKY, LIME = (98, 58, 36), (120, 190, 232), (150, 196, 52)


@dataclass(frozen=True)
class Sku:
    """One kind of package. Sizes are fractions of the row's height."""

    shape: str  # carton, bottle, can, jar, pouch
    brand: str
    width: float
    height: float
    body: Colour
    label: Colour
    accent: Colour
    facings: int
    stack: int = 1  # how many stand on top of each other


def text_at(draw: ImageDraw.ImageDraw, box: Box, text: str, colour: Colour) -> None:
    """Write `text` in the middle of `box`, as large as fits."""
    x0, y0, x1, y1 = box
    size = max(8.0, min((y1 - y0) * 0.9, (x1 - x0) / (0.58 * len(text))))
    font = ImageFont.load_default(size)
    draw.text(((x0 + x1) / 2, (y0 + y1) / 2), text, colour, font, anchor="mm", stroke_width=size / 22)


def small_print(draw: ImageDraw.ImageDraw, box: Box, colour: Colour, rng: random.Random) -> None:
    """Grey lines in place of small print, which is illegible from a metre away."""
    x0, y0, x1, y1 = box
    step = 9
    for i in range(int((y1 - y0) / step)):
        y = y0 + i * step
        draw.line((x0, y, x0 + (x1 - x0) * rng.uniform(0.5, 1), y), fill=colour, width=3)


def silhouette(shape: str, w: int, h: int) -> Image.Image:
    """The outline of a package as a mask."""
    mask = Image.new("L", (w, h))
    draw = ImageDraw.Draw(mask)
    if shape == "carton":
        draw.rectangle((0, 0, w, h), fill=255)
    elif shape == "can":
        draw.rounded_rectangle((0, 0, w - 1, h - 1), w * 0.09, fill=255)
    elif shape == "jar":
        draw.rounded_rectangle((0, h * 0.13, w - 1, h - 1), w * 0.16, fill=255)
        draw.rounded_rectangle((w * 0.06, 0, w * 0.94, h * 0.19), w * 0.05, fill=255)
    elif shape == "bottle":
        draw.rounded_rectangle((0, h * 0.34, w - 1, h - 1), w * 0.14, fill=255)
        shoulder = [
            (w * (0.5 - s), h * y)
            for s, y in ((0.5, 0.4), (0.47, 0.3), (0.3, 0.2), (0.16, 0.14), (0.15, 0.02))
        ]
        draw.polygon(shoulder + [(w - x, y) for x, y in reversed(shoulder)], fill=255)
    else:  # a pouch: wider in the middle, crimped at both ends
        ys = np.linspace(0, 1, 40)
        left = [(w * (0.055 - 0.05 * math.sin(math.pi * y)), h * y) for y in ys]
        draw.polygon(left + [(w - 1 - x, y) for x, y in reversed(left)], fill=255)
    return mask


def artwork(sku: Sku, w: int, h: int, rng: random.Random) -> Image.Image:
    """The print of the package, flat."""
    art = Image.new("RGB", (w, h), sku.body)
    draw = ImageDraw.Draw(art)
    if sku.shape in ("carton", "pouch"):
        draw.polygon(((0, h * 0.62), (w, h * 0.5), (w, h), (0, h)), fill=sku.accent)
        draw.ellipse((w * 0.2, h * 0.48, w * 0.8, h * 0.48 + w * 0.6), fill=sku.label)
        draw.ellipse((w * 0.3, h * 0.48 + w * 0.1, w * 0.7, h * 0.48 + w * 0.5), fill=sku.body)
        draw.rectangle((0, h * 0.1, w, h * 0.36), fill=sku.label)
        text_at(draw, (w * 0.05, h * 0.12, w * 0.95, h * 0.34), sku.brand, sku.body)
        small_print(draw, (w * 0.12, h * 0.89, w * 0.6, h * 0.98), sku.label, rng)
        return art
    top, bottom = {"bottle": (0.46, 0.84), "jar": (0.32, 0.86), "can": (0.08, 0.92)}[sku.shape]
    draw.rectangle((0, h * top, w, h * bottom), fill=sku.label)
    band = h * (bottom - top)
    draw.rectangle((0, h * top + band * 0.62, w, h * top + band * 0.72), fill=sku.accent)
    text_at(draw, (w * 0.08, h * top + band * 0.1, w * 0.92, h * top + band * 0.55), sku.brand, sku.body)
    small_print(draw, (w * 0.2, h * top + band * 0.8, w * 0.8, h * top + band), sku.body, rng)
    if sku.shape == "bottle":
        draw.rectangle((0, 0, w, h * 0.085), fill=sku.accent)
    if sku.shape == "jar":
        draw.rectangle((0, 0, w, h * 0.17), fill=sku.accent)
    if sku.shape == "can":
        for y in (0, h * 0.94):
            draw.rectangle((0, y, w, y + h * 0.06), fill=(196, 198, 200))
    return art


def light(shape: str, w: int, h: int, rng: random.Random) -> NDArray[np.float32]:
    """Brightness of each pixel of the package (1 = as printed), (h, w, 1)."""
    u = np.linspace(-1, 1, w)[None, :]
    v = np.linspace(0, 1, h)[:, None]
    if shape in ("bottle", "can", "jar"):
        shade = (
            0.38 + 0.66 * np.sqrt(np.clip(1 - u**2, 0, 1)) + 0.5 * np.exp(-(((u + 0.42) / 0.1) ** 2)) + 0 * v
        )
    elif shape == "pouch":
        folds = sum(
            np.sin(u * rng.uniform(3, 9) + v * rng.uniform(4, 14) + rng.uniform(0, 6)) for _ in range(4)
        )
        shade = 0.82 + 0.22 * np.cos(u * 1.3) * np.sin(np.pi * v) + 0.045 * folds
    else:
        edge = np.exp(-(((u + 1) / 0.03) ** 2)) * 0.25 - np.exp(-(((u - 1) / 0.05) ** 2)) * 0.3
        shade = 1.0 - 0.08 * u + edge + 0 * v
    return np.asarray((shade * (1.08 - 0.26 * v))[..., None], dtype=np.float32)


def package(sku: Sku, row_height: float, rng: random.Random) -> Image.Image:
    """One package, cut out (RGBA)."""
    w, h = round(sku.width * row_height), round(sku.height * row_height)
    art = np.asarray(artwork(sku, w, h, rng), dtype=np.float32)
    lit = np.clip(art * light(sku.shape, w, h, rng), 0, 255).astype(np.uint8)
    cut = Image.fromarray(lit)
    cut.putalpha(silhouette(sku.shape, w, h))
    return cut


def dim(image: Image.Image, factor: float) -> Image.Image:
    """The same cut-out, darker."""
    darker = image.convert("RGB").point(lambda value: round(value * factor))
    darker.putalpha(image.getchannel("A"))
    return darker
