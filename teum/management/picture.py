"""A small picture, as the demo's customer and the people of a rehearsal take it: a grey box on a light wall."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture() -> bytes:
    """It, as a PNG."""
    wall = Image.new("RGB", (48, 64), (0xE8, 0xE4, 0xDA))
    wall.paste((0x6B, 0x72, 0x7A), (9, 11, 40, 54))
    out = BytesIO()
    wall.save(out, "PNG")
    return out.getvalue()
