"""Draw the built-in sample picture: a shop shelf of our own, with invented brands.

    python art/sample_shelf.py        # writes static/img/sample-shelf.jpg and sample-shelf-boxes.svg

The picture lets anyone see counting work without a shelf at hand, and opens the start view, where the boxes lie
over it. It is drawn at twice its size with the light of a shop: cylinders and cartons shaded, shadows under the
boards, price tags, a slight perspective, blur and noise. The same seed gives the same picture.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from packages import (
    BLACK,
    BLUE,
    BROWN,
    CREAM,
    GREEN,
    LIME,
    NAVY,
    ORANGE,
    PINK,
    PURPLE,
    RED,
    SKY,
    TEAL,
    WHITE,
    YELLOW,
    Box,
    Sku,
    dim,
    package,
    small_print,
    text_at,
)
from PIL import Image, ImageDraw, ImageFilter

IMAGES = Path(__file__).parent.parent / "static" / "img"
WIDTH, HEIGHT = 1080, 1440
SCALE = 2  # drawn larger, then reduced
SEED = 17
JPEG_QUALITY = 60
# Corners of the drawing in the picture (fractions): the camera is slightly to the left.
CORNERS = ((-0.015, -0.012), (1.02, -0.002), (1.015, 1.0), (-0.01, 1.012))
COUNTED = "#2ee6a6"  # as in static/css/tokens.css
GAP = 1.03  # distance from one product to the next, in widths
BOARD = 92  # height of a board with its price rail, drawing pixels

ROWS: tuple[tuple[Sku, ...], ...] = (
    (
        Sku("carton", "Morna", 0.62, 0.93, YELLOW, RED, WHITE, 3),
        Sku("carton", "Hafra", 0.60, 0.90, BLUE, WHITE, YELLOW, 3),
        Sku("carton", "Krisp", 0.56, 0.84, RED, CREAM, YELLOW, 3),
        Sku("pouch", "Nutta", 0.50, 0.74, BROWN, CREAM, ORANGE, 4),
    ),
    (
        Sku("bottle", "Brisa", 0.30, 0.95, SKY, BLUE, WHITE, 5),
        Sku("bottle", "Limo", 0.30, 0.92, LIME, GREEN, YELLOW, 5),
        Sku("bottle", "Colada", 0.32, 0.96, BLACK, RED, WHITE, 5),
        Sku("bottle", "Oranka", 0.31, 0.86, ORANGE, WHITE, GREEN, 4),
        Sku("bottle", "Viola", 0.30, 0.90, PURPLE, WHITE, PINK, 3),
    ),
    (
        Sku("can", "Pomo", 0.36, 0.50, RED, CREAM, GREEN, 5, 2),
        Sku("can", "Maiz", 0.36, 0.50, GREEN, YELLOW, WHITE, 5, 2),
        Sku("can", "Atlan", 0.40, 0.42, NAVY, SKY, WHITE, 4, 2),
        Sku("can", "Frijo", 0.36, 0.54, PURPLE, CREAM, RED, 4, 2),
        Sku("can", "Kola", 0.30, 0.58, TEAL, WHITE, YELLOW, 4, 2),
    ),
    (
        Sku("jar", "Miela", 0.40, 0.62, ORANGE, WHITE, YELLOW, 4),
        Sku("jar", "Fresa", 0.40, 0.60, RED, WHITE, PINK, 4),
        Sku("jar", "Pesta", 0.36, 0.66, GREEN, CREAM, BROWN, 4),
        Sku("jar", "Olivo", 0.38, 0.70, LIME, BLACK, WHITE, 4),
        Sku("jar", "Choka", 0.44, 0.64, BROWN, WHITE, RED, 3),
    ),
    (
        Sku("carton", "Tessa", 0.46, 0.60, GREEN, WHITE, LIME, 4),
        Sku("carton", "Kafeo", 0.44, 0.68, BROWN, ORANGE, CREAM, 4),
        Sku("carton", "Leche", 0.34, 0.88, WHITE, BLUE, SKY, 4),
        Sku("carton", "Biscot", 0.56, 0.56, PURPLE, PINK, WHITE, 3),
        Sku("carton", "Sole", 0.40, 0.74, ORANGE, YELLOW, RED, 3),
    ),
    (
        Sku("bottle", "Lavia", 0.42, 0.84, PINK, WHITE, PURPLE, 4),
        Sku("bottle", "Pura", 0.40, 0.88, WHITE, TEAL, BLUE, 4),
        Sku("jar", "Krema", 0.44, 0.50, SKY, WHITE, NAVY, 3),
        Sku("bottle", "Zitron", 0.40, 0.86, YELLOW, GREEN, WHITE, 4),
        Sku("carton", "Savon", 0.50, 0.34, TEAL, WHITE, PINK, 3, 2),
    ),
    (
        Sku("pouch", "Chippo", 0.56, 0.84, RED, YELLOW, WHITE, 3),
        Sku("pouch", "Papas", 0.54, 0.82, TEAL, WHITE, YELLOW, 4),
        Sku("pouch", "Riso", 0.50, 0.78, WHITE, GREEN, RED, 3),
        Sku("pouch", "Pastra", 0.50, 0.80, NAVY, YELLOW, RED, 3),
    ),
)


def price_tag(draw: ImageDraw.ImageDraw, x: float, y: float, h: float, rng: random.Random) -> None:
    w = h * 1.9
    draw.rectangle((x, y, x + w, y + h), fill=YELLOW if rng.random() < 0.2 else WHITE)
    text_at(draw, (x + w * 0.3, y, x + w, y + h), f"{rng.randint(0, 9)}.{rng.choice((49, 79, 99))}", BLACK)
    small_print(draw, (x + 6, y + h * 0.25, x + w * 0.3, y + h * 0.9), (120, 120, 120), rng)


def natural_scale(skus: tuple[Sku, ...]) -> float:
    """The size (drawing pixels for 1.0) at which a row fills the board from end to end."""
    return WIDTH * SCALE * 0.985 / sum(sku.width * sku.facings * GAP for sku in skus)


def tallest(skus: tuple[Sku, ...]) -> float:
    return max(sku.height * sku.stack for sku in skus) * natural_scale(skus)


def draw_row(shelf: Image.Image, skus: tuple[Sku, ...], base: float, rng: random.Random) -> list[Box]:
    """Put a row of products on its board; returns the box of every facing."""
    scale = natural_scale(skus)
    boxes: list[Box] = []
    x = shelf.width * 0.0075
    edge = ImageDraw.Draw(shelf)
    for sku in skus:
        price_tag(edge, x + scale * 0.1, base + 18, 46, rng)
        for _ in range(sku.facings):
            for level in range(sku.stack):
                left = round(x + rng.uniform(-3, 3))
                boxes.append(
                    place(shelf, package(sku, scale, rng), left, base - level * sku.height * scale, rng)
                )
            x += sku.width * scale * GAP
    return boxes


def place(shelf: Image.Image, cut: Image.Image, left: int, base: float, rng: random.Random) -> Box:
    """Draw a package at `left`, with a darker one behind it and its shadow on the wall."""
    cut = cut.rotate(rng.gauss(0, 0.35), Image.Resampling.BICUBIC, expand=True)
    y = round(base - cut.height + rng.uniform(0, 5))
    behind = dim(cut, 0.5)
    shelf.paste(behind, (left + 4, y - 16), behind)
    soft = cut.getchannel("A").filter(ImageFilter.GaussianBlur(9)).point(lambda alpha: round(alpha * 0.66))
    shelf.paste((0, 0, 0), (left + 9, y + 4), soft)
    bright = dim(cut, rng.uniform(0.94, 1.0))
    shelf.paste(bright, (left, y), bright)
    return left, y, left + cut.width, y + cut.height


def draw_shelf(rng: random.Random) -> tuple[Image.Image, list[Box]]:
    """The whole shelf seen from the front, and the boxes of its facings (drawing pixels)."""
    w, h = WIDTH * SCALE, HEIGHT * SCALE
    shelf = Image.new("RGB", (w, h), (150, 147, 138))
    draw = ImageDraw.Draw(shelf)
    for y in range(0, h, 44):  # a perforated back wall
        for x in range(0, w, 44):
            draw.ellipse((x, y, x + 11, y + 11), fill=(92, 90, 84))
    headroom = (h - sum(tallest(skus) + BOARD for skus in ROWS)) / len(ROWS)
    shade = np.ones((h, 1, 1), dtype=np.float32)
    boxes: list[Box] = []
    top = 0.0
    for skus in ROWS:
        base = top + headroom + tallest(skus)
        draw.rectangle((0, base, w, base + 12), fill=(168, 168, 164))
        draw.rectangle((0, base + 12, w, base + BOARD - 8), fill=(196, 198, 195))
        draw.rectangle((0, base + BOARD - 8, w, base + BOARD), fill=(128, 128, 126))
        boxes += draw_row(shelf, skus, base + 6, rng)
        below_board = np.arange(h) - top
        shadow = 0.5 * np.exp(-((below_board / 90) ** 2)) * (below_board >= 0) * (top > 0)
        shade[:, 0, 0] *= 1 - shadow
        top = base + BOARD
    lit = np.asarray(shelf, dtype=np.float32) * shade
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)), boxes


def perspective() -> NDArray[np.float64]:
    """The 3 x 3 homography from the drawing to the picture, both in pixels of the picture."""
    flat = ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT))
    equations, values = [], []
    for (x, y), (fx, fy) in zip(flat, CORNERS, strict=True):
        u, v = fx * WIDTH, fy * HEIGHT
        equations += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(equations, float), np.array(values)), 1).reshape(3, 3)


def photograph(shelf: Image.Image, matrix: NDArray[np.float64], rng: random.Random) -> Image.Image:
    """Simulate a phone's photo: perspective, light from above, a little blur, noise."""
    back = np.linalg.inv(matrix @ np.diag([1 / SCALE, 1 / SCALE, 1]))
    back /= back[2, 2]
    # Rendered at twice the size first, so that scaling down smooths the edges.
    grow = back @ np.diag([1 / SCALE, 1 / SCALE, 1])
    grow /= grow[2, 2]
    size = (WIDTH * SCALE, HEIGHT * SCALE)
    large = shelf.transform(
        size, Image.Transform.PERSPECTIVE, grow.flatten()[:8].tolist(), Image.Resampling.BICUBIC
    )
    small = large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.65))
    pixels = np.asarray(small, dtype=np.float32)
    u = np.linspace(-1, 1, WIDTH)[None, :, None]
    v = np.linspace(-1, 1, HEIGHT)[:, None, None]
    falloff = (1.16 - 0.12 * (v + 1) / 2) * (1 - 0.1 * u**2 - 0.06 * v**2)
    warm = np.array([1.03, 1.0, 0.95], dtype=np.float32)
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, 1.2, (HEIGHT, WIDTH, 1))
    return Image.fromarray(np.clip(pixels * falloff * warm + 5 + noise, 0, 255).astype(np.uint8))


def boxes_svg(boxes: list[Box], matrix: NDArray[np.float64]) -> str:
    """The boxes on the picture, without those that are mostly outside."""
    rects = []
    for box in boxes:
        corners = np.array([(box[i] / SCALE, box[j] / SCALE, 1) for i in (0, 2) for j in (1, 3)]) @ matrix.T
        points = corners[:, :2] / corners[:, 2:]
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        inside = min(x1, WIDTH) - max(x0, 0)
        if inside > 0.5 * (x1 - x0):
            x0, x1 = max(x0, 0), min(x1, WIDTH)
            rects.append(
                f'<rect x="{x0 + 3:.0f}" y="{y0 + 3:.0f}" width="{x1 - x0 - 6:.0f}" height="{y1 - y0 - 6:.0f}" rx="8"/>'
            )
    shape = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice"'
    dark = '<use href="#boxes" fill="none" stroke="#04140e" stroke-opacity=".8" stroke-width="8"/>'
    bright = f'<use href="#boxes" fill="{COUNTED}" fill-opacity=".1" stroke="{COUNTED}" stroke-width="4"/>'
    drawing = f'<defs><g id="boxes">{"".join(rects)}</g></defs>{dark}{bright}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {shape}>{drawing}</svg>\n'


def main() -> None:
    rng = random.Random(SEED)  # noqa: S311 - not for cryptography
    shelf, boxes = draw_shelf(rng)
    matrix = perspective()
    photograph(shelf, matrix, rng).save(IMAGES / "sample-shelf.jpg", quality=JPEG_QUALITY, optimize=True)
    (IMAGES / "sample-shelf-boxes.svg").write_text(boxes_svg(boxes, matrix), encoding="utf-8")


if __name__ == "__main__":
    main()
