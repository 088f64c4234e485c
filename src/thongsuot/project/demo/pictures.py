"""Two pictures drawn here, so that the demonstration shows photos without using anybody's."""

import io
import math

from PIL import Image, ImageDraw

SIZE = (1600, 1067)
DEEP, LIGHT, WARM = (12, 74, 96), (214, 232, 236), (196, 62, 44)


def network(members: int = 95) -> bytes:
    """Members on three rings around a centre, each with its line. JPEG."""
    picture, draw = _canvas()
    middle = (SIZE[0] / 2, SIZE[1] / 2)
    for place in range(members):
        ring = 1 + place % 3
        angle = 2 * math.pi * place / members
        at = (middle[0] + 215 * ring * math.cos(angle), middle[1] + 150 * ring * math.sin(angle))
        draw.line([middle, at], fill=(150, 190, 200), width=2)
        _dot(draw, at, 11, DEEP)
    _dot(draw, middle, 60, WARM)
    return _jpeg(picture)


def demands() -> bytes:
    """Three circles that touch: ready, flowing, clear. JPEG."""
    picture, draw = _canvas()
    for place, colour in enumerate([DEEP, (38, 128, 140), WARM]):
        _dot(draw, (400 + 400 * place, SIZE[1] / 2), 210, colour)
        draw.line([(250 + 400 * place, 860), (550 + 400 * place, 860)], fill=colour, width=14)
    return _jpeg(picture)


def _canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, LIGHT)
    return picture, ImageDraw.Draw(picture)


def _dot(draw: ImageDraw.ImageDraw, at: tuple[float, float], radius: int, colour: object) -> None:
    x, y = at
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)  # type: ignore[arg-type]


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
