"""A signature that was drawn by hand, as a picture in a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from teum.core.upload import Fit
from teum.documents import picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Strokes:
    """A signature drawn by hand: lines of points (x to the right, y downwards), in any unit."""

    lines: Sequence[Sequence[tuple[float, float]]]


def shown(drawn: bytes | Strokes) -> dict[str, Any]:
    """A picture for the template: its format and its bytes."""
    if isinstance(drawn, Strokes):
        return {"format": "svg", "bytes": list(_svg(drawn).encode())}
    fit = picture.plain(Fit(name="signature.png", media_type="image/png", content=drawn))
    return {"format": "png", "bytes": list(fit.content)}


def _svg(strokes: Strokes) -> str:
    """The strokes as lines of one width; a point alone is a dot. What is no finite number is left out."""
    lines = [[point for point in line if all(map(math.isfinite, point))] for line in strokes.lines]
    points = [point for line in lines for point in line] or [(0.0, 0.0)]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    pen = max(wide, high * 3, 1) / 90
    moved = [[(x - left + pen, y - top + pen) for x, y in line] for line in lines if line]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide + 2 * pen:.2f} {high + 2 * pen:.2f}">'
        f'<g fill="none" stroke="#1b2733" stroke-width="{pen:.2f}" stroke-linecap="round" stroke-linejoin="round">'
        f"{''.join(map(_polyline, moved))}</g></svg>"
    )


def _polyline(line: Sequence[tuple[float, float]]) -> str:
    """A line through the points. It ends a hair beside its last one: what has no length would not be drawn."""
    x, y = line[-1]
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in (*line, (x + 0.01, y)))
    return f'<polyline points="{points}"/>'
